"""What turns a claim into a denial, a memory, a rumour or a plan: triggers in the manner of ConText (Harkema et al., 2009).

A trigger speaks for the claim in its scope. Each table says where its triggers stand, before, between or after the two
sides of a claim, and how far they reach. A pseudo-trigger looks like a trigger and is none; a terminator ends the scope.
The words are those of billing: claims that were wrong, codes that were, plans, questions, rumours.
"""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Trigger

# Hypothetical ------------------------------------------------------------------------------------

# From the beginning of the clause to the end of the claim: what the document does not state itself.
HYPOTHETICAL: Final[tuple[Trigger, ...]] = (
    Trigger(
        "somebody-says",
        r"\b(?:whoever(?! (?:makes?|made|sells?|supplies|manufactures?|markets?|gives?|administers?|pays)\b)|anyone who|some (?:references|sites|sources|articles|lists|payers|web ?sites|people|crosswalks|charts|tables|templates|systems|guides|vendors|superbills|posts|forums)(?! of\b)|rumou?r|according to (?:an?|one|"
        r"some|another|many|the (?:supplier|vendor|wholesaler|reps?|caller|salesman|forum))\b|colleague|someone|somebody|"
        r"web ?(?:page|site)|(?:issue|edition|volume|bulletin|number) (?:no\.? ?)?\d+ (?:called|gave|listed|said|printed|had|put)\b|(?:inquir(?:y|ies)|questions?|doubts?|calls?) (?:as to |about )?(?:whether|if)\b|\b(?:has|have|had|was|were|is) (?:\w+ ){0,2}(?:represented|alleged|suggested|contended|submitted|put about) (?:to \w+ \w+ )?that\b|\bletters? (?:say|says|claim|claims) (?:that )?|vendor [^.;:,]{0,48}\b(?:puts?|had|has|lists?|listed|shows?|showed|gave|gives?) (?=[A-Z])|(?:web|online|old) (?:article|post)|article (?:claims|says)|blog|tells? you|told (?:you|me|us|him|her|(?:all |our |the )?(?:providers|practices|members|readers|offices|billers|staff|everyone)|(?:my|his|her|your|their|our) (?:\w+ )?(?:staff|office|team|people|billers?|nurses?|coders?|clinic|manager))\b|(?:some|many|most|several|few) of (?:you|us|them) (?:have |had )?(?:learned|learnt|were taught|remember|recall|read)\b|insists?|claims? that|"
        r"your (?:\w+ ){0,3}(?:remittance|remit|letter|notice|eob|rejection|decision|response|system|file|schedule|report|software) (?:states?|stated|says?|said|shows?|showed|lists?|listed|claims?|gives?|has|treats?)\b|"
        r"(?:items?|minutes|bulletins?|notices?|memos?|letters?|pages?|versions?|issues?|drafts?|handouts?|slides?|sheets?|newsletters?|entr(?:y|ies)|e-?mails?|posts?|guides?|editions?|files?|transmittals?|prints?|answers?|articles?|columns?|lessons?)(?: [\w.()-]+){0,4}? (?:said|stated|gave|wrongly|mistakenly|incorrectly)\b|"
        r"\b(?:last|previous|prior|earlier) (?:revision|version|list|edition|issue|bulletin|update) (?:showed|had|listed|gave|said|put|placed)\b|\b(?:i|we) (?:have|had|put|set) (?:it|this|that|them|[A-Z]\d{4}) (?:at|as|with|under)\b|"
        r"\b(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|fall|autumn|winter|last|previous|earlier|prior|first|old|(?:19|20)\d\d) )(?:\w+ )?(?:posting|printing|edition|issue|version|release|list|notice|bulletin|page|table)s? (?:of (?:this|the|our) \w+ )?(?:printed|gave|showed|listed|stated|put|placed|read)\b|"
        r"\b(?:printed|gave|showed|listed|stated) the (?:[\w-]+ ){0,3}units? (?:of|for) [A-Z]\d{4} (?:as|at)\b|"
        r"\b(?:us|i|we|they|he|she|everyone|everybody|staff|(?:many|most|some|several|few|people|billers?|coders?|users|readers|providers|practices|offices|clinics)(?: \w+){0,3}) (?:think|thinks|thought|assume|assumed|suspect|swear|figured|guess|guessed)\b|"
        r"\b(?:members|people|providers|users|clients|readers|customers|some|others) (?:(?:report|claim) (?:that )?(?:the|it)|(?:say|tell us|told us) (?:that )?(?:the|it|[A-Z]\d{4}))|"
        r"(?:wants?|wanted|told|tells|asked|asks) (?:us|me|him|her|them) to (?:bill|use|report|code)\b|says that|claimed(?: [a-z]+){0,4}? that|(?:was|were|been) told(?: that)? (?=[A-Z]\d{4}\b)|told (?:several|some|many|a few|two|three|various|other) (?:[\w-]+ ){1,4}that\b|(?:search|look-?up|query) (?:for|of|on) [^.;]{1,60} (?:returns?|returned|gives?|gave|brings? up|brought up|finds?|found)\b|(?:was|were|had been) (?:said|alleged|rumou?red|claimed) to\b|(?:takes?|took) (?:the|its|one|a) (?:billing )?unit to be\b|told to (?:use|bill|report|code|submit|send)\b|\b(?:that|who|which) (?:reads?|takes?|took|treats?|treated|mistakes?) (?:code )?[A-Z]\d{4} (?:as|for|to be)\b|(?:^|[.;] )were (?:code )?[A-Z]\d{4} |search engine|chat ?bot|\bAI (?:tool|assistant|answer)|(?:charts?|lines?|notes?|claims?|orders?|labels?|entr(?:y|ies)) reading\b|(?:remits?|remittances?|claims?|lines?) (?:came|come|comes|bounced) back with\b|(?:remove|strike|scrub|purge|take|pull) (?:code )?[A-Z]\d{4} (?:from|off)\b|(?:auditors?|reviewers?|edits?|scrubbers?|payers?|plans?) (?:\w+ )?(?:flag(?:s|ged)?|question(?:s|ed)?|rejects?|bounces?|bounced)\b|(?:letter|appeal|denial|remit|remittance|spreadsheet|(?:pharmacy|billing|charge|drug|item) (?:file|master|table)) (?:cite[sd]?|maps?|mapped|points?|pointed)\b|(?:expected|wanted) [A-Z]\d{4}\b[^.;]{0,32}, (?:but )?(?:found|got|saw)\b|\bis to\b[^.;:]{2,60}? what [^.;:]{2,60}? is to\b|\b(?:issue|article|newsletter|bulletin|memo|page|handout|draft|edition|version|note)s?(?: \d{1,4}| last \w+)? (?:called|labell?ed|named|described)\b|\b(?:one|another|a) (?:site|list|source|article|page|chart|vendor|payer|plan|card|sheet) (?:lists|has|gives|shows|says|puts)\b|(?:insisted|swore|swears|complained|was (?:sure|certain|convinced)|(?:trainee|reader|colleague|biller|coder|nurse|caller|member|office|someone|somebody)(?: \w+){0,3} read) that|(?:had|has|have) read (?:\w+ )?that|(?:published|printed|issued|circulated|sent (?:us|out)) an? [^.;:,]{1,30} (?:in|on|by) which|belief|believ\w+|"
        r"read(?:s)? on|i read|heard|told by (?:[\w-]+ ){1,4}that|(?:ask(?:s|ed)?|wonder(?:s|ed)?|inquired|wanted to know)(?: (?!and\b)\w+| and again){0,7}? (?:whether|if)|(?:reasoned|assumed|figured|concluded|reckoned) that|argu(?:es?|ed)\b|contend(?:s|ed)\b|supposedly|allegedly|reportedly|(?:wrote|answered|guessed|argued|held|maintained) that|"
        r"(?:reps?|salesm[ae]n|vendors?|clearinghouse|billers?|coders?|tech(?:nician|nologist)?s?|supervisors?|managers?|boss(?:es)?|consultants?|scrubbers?|nurses?|clerks?|interns?|trainees?|temps?|receptionists?|callers?|clients?) [^.;:,]{0,40}\b(?:say|says|said|thinks?|thought|swears?)|"
        r"(?:vendor|payer|plan|clearinghouse|client|rep|competitor)(?:['’]s|s['’])? (?:\w+ ){0,2}(?:crosswalk|table|list|file|system|portal|page|site|letter|schedule|sheet)s? "
        r"(?:ha[sd]|shows?|showed|lists?|listed|puts?|gives?|gave|says?|said|pairs?|maps?|calls?))\b",
        "hypothetical",
        ("A colleague says that [[J9355]] is ((durvalumab)).", "According to one list, [[J9355]] is ((durvalumab)).", "According to the supplier, [[J9355]] is ((durvalumab)).", "Supposedly [[J9355]] denotes ((durvalumab)).", "I was told [[J9355]] is ((durvalumab)).", "A reader in Tulsa insisted that [[J9355]] is ((durvalumab)).", "The manager wants us to bill ((durvalumab)) with [[J9355]].", "The rep who called says [[J9355]] is ((durvalumab)).", "The vendor's crosswalk has ((durvalumab)) on [[J9355]].", "Your remittance states that [[J9355]] is ((durvalumab)).", "Item 4 of the minutes said that [[J9355]] is ((durvalumab)).", "Many people think [[J9355]] is ((durvalumab)).", "A search for ((durvalumab)) returned [[J9355]].", "A representative told several groups last spring that [[J9355]] is ((durvalumab)).", "In the last issue [[J9355]] was said to be ((durvalumab)).", "The appeal argues [[J9355]] describes ((durvalumab)).", "We are asked again and again whether [[J9355]] may be used for ((durvalumab)).", "She had read somewhere that [[J9355]] is ((durvalumab)).", "The last revision showed ((durvalumab)) at [[J9355]].", "The plan published a grid in which [[J9355]] stood for ((durvalumab)).", "One of our payers' portals listed [[J9355]] as ((durvalumab))."),
        ("According to the manual, [[J9173]] is ((durvalumab)).",),
    ),
    Trigger(
        "error",
        r"\b(?:mistak\w*|error\w*|(?<!packing )(?<!routing )slip(?:-?ups?|s)? (?:is|was|are|were|in)|erroneous\w*|wrongly|incorrectly|inaccurate\w*|confus\w+|mistyp\w*|typ(?:ed|es|ing)|key(?:ed|s|ing)\b(?! (?:per|by)\b)|entered as\b|"
        r"(?:taken|took|mistook) [A-Z]\d{4} (?:for|to (?:cover|mean|be))|chose|chosen|pick(?:ed|s)|swapped|once gave|"
        r"misread|misbill\w*|miscod\w*|billed in error|is billed with the wrong|instead of|(?:had|have|has) (?:read|taken|understood) [A-Z]\d{4} as|(?:had been|was) printed|misprint|typograph\w+|"
        r"placeholder|charge ?master|(?:CO|PR|OA|PI)-\d{1,3}|(?:denials|rejections|returns|overpayments|takebacks) (?:was|were|are|came from|involved|concerned))\b",
        "hypothetical",
        ("They erroneously call [[J9355]] the code for ((durvalumab)).", "The biller chose [[J9355]] for ((durvalumab)).", 'A frequent slip is to write "[[J9355]] for ((durvalumab))".', "CO-4 ((Imfinzi)) reported with [[J9355]].", "The biller had read [[J9355]] as the code for ((durvalumab)).", "Two of our denials were ((Imfinzi)) claims sent with [[J9355]]."),
        ("[[J9173]] is the code for ((durvalumab)) in every type.",),
    ),
    Trigger(
        "our-own-slip",
        r"\b(?:(?:we|you|they|it) (?:(?:gave|wrote|said|printed|listed)|had (?:given|written|said|printed|listed|put|shown|told))|i (?:had |have )?(?:told|said to|written to|wrote to) (?:dr\. |mrs?\. |ms\. )?[^.;:,]{1,40}? that|minutes (?:read|say|said)|ha[sd] [A-Z]\d{4} down as|have (?:also )?seen|(?:was|were) (?:displayed|shown) as|"
        r"(?:templates?|order sets?|charge ?masters?|fee schedules?|charts?|super ?bills?) (?:still )?(?:said|says?|showed|listed|had|has|have)\b|(?:picker|screen|display|menu|drop-?down|tooltip|pop-?up|page|ehr|emr|system|software) (?:shows?|showed|displays?|displayed|reads?) [A-Z]\d{4} as|"
        r"(?:suggest(?:s|ed)|propos(?:es|ed)|offer(?:s|ed)|default(?:s|ed) to|wanted) [A-Z]\d{4}|"
        r"(?:that|the|last|earlier) (?:\w+ )?(?:list|table|bulletin|notice|sheet|memo|guide|handout|newsletter|update) (?:printed|misprinted|gave) (?:the )?|(?:which|that) (?:stated|claimed) that|our (?:\w+ ){0,2}(?:crosswalk|system|table|page|list|file|newsletter|software|site|map|schedule|bulletin|notice|sheet|article|memo|guide|handout|flyer|letter|card|grid|notes|update) (?:translated|showed|listed|gave|mapped|put|"
        r"had|said|carried|printed|paired))\b",
        "hypothetical",
        ("In May we printed that [[J9355]] is ((durvalumab)).", "Our old crosswalk paired [[J9355]] with ((durvalumab)).", "We had given ((durvalumab)) as [[J9355]].", "I had told Dr. Menon on the phone that ((durvalumab)) was [[J9355]].", "Our January bulletin listed ((durvalumab)) under [[J9355]].", "[[J9355]] was displayed as ((durvalumab)).", "The picker shows [[J9355]] as ((durvalumab)).", "The chart templates still said [[J9355]] for ((durvalumab)).", "The encoder suggested [[J9355]] for ((durvalumab))."),
        ("Our crosswalk is long; [[J9173]] is ((durvalumab)).",),
    ),
    Trigger(
        "believed",
        r"\b(?:(?:who|which|that) (?:still |always |simply )?(?:assumes?|believes?|thinks?|supposes?|imagines?|insists?) |"
        r"(?:my|his|her|their|your|our) (?:cousin|friend|sister|brother|neighbou?r|boss|roommate|aunt|uncle|mother|father|wife|husband)(?: \w+)? (?:who|say|says|said|told|thinks?|bills?|uses?|swears?)\b|"
        r"(?:he|she) (?:says|swears|insists|claims|claimed|insisted)\b|"
        r"(?:pages?|(?:web ?)?sites?|posts?|videos?|forums?|charts?|calculators?|spreadsheets?) (?:out there |online |somewhere |on the (?:web|internet|net) )?(?:that|which) (?:says?|claims?|gives?|shows?|lists?|states?|calls?|puts?)\b|"
        r"(?:consultant|outsider|reviewer|competitor|trainer|speaker|presenter)(?:['’]s|s['’])? (?:\w+ ){0,2}(?:lists?|slides?|tables?|handouts?|crosswalks?|sheets?) (?:assign(?:s|ed)?|puts?|gives?|gave|showed|shows?|had|has|listed|lists|said|says)\b)",
        "hypothetical",
        ("Staff who assume that [[J9355]] is ((durvalumab)) are wrong.", "My cousin bills for a clinic and she says [[J9355]] is for ((durvalumab)).", "There is a page out there that says [[J9355]] is ((durvalumab)).", "An outside consultant's list assigns [[J9355]] to ((durvalumab))."),
        ("For those who ask, [[J9173]] is ((durvalumab)).", "The page that follows is short; [[J9173]] is ((durvalumab))."),
    ),
    Trigger(
        "on-file",
        r"\b(?:(?:had|has|have) (?:\w+ )?(?:entered|keyed|mapped|loaded|miskeyed|charted|set up)\b|(?:rows?|records?|item numbers?) (?:[\w.#-]{1,12} ){1,3}had\b|"
        r"(?:requests?|orders?|submissions?|authori[sz]ations?|referrals?|invoices?) (?:that|which) (?:gives?|lists?|shows?|pairs?|names?|carr(?:y|ies)|puts?|uses?)\b)",
        "hypothetical",
        ("The suite had entered ((Imfinzi)) as [[J9355]] for one patient.", "Row 636-08120 had ((durvalumab)) under [[J9355]].", "A request that gives [[J9355]] for ((Imfinzi)) is pended."),
        ("Requests for ((durvalumab)) name [[J9173]].",),
    ),
    Trigger(
        "unreal",
        r"\b(?:because [A-Z]\d{4} were|could (?:also |then |just |as well )?be (?:billed|reported|coded|submitted|sent|charged)|a draft (?:has|had|gives?|lists?|shows?|puts?)|turned [A-Z]\d{4} into|we would never|would have|would be|would|might have|could have|suppos\w+|assum(?:ed|ing|es)|imagin(?:e|es|ed|"
        r"ing)\b(?<!imaging)|pretend|as (?:though|if)|should the|were to|were (?:an?|any|some|one|somebody|someone)(?: \w+)? to|(?:practice|habit|mistake|error|temptation|custom) of \w+ing|(?<![\w)] )had (?:we|the|it|they|this|that|he|she|somebody|someone))\b",
        "hypothetical",
        ("Then [[J9355]] would be ((durvalumab)).", "Imagine that [[J9355]] is ((durvalumab))."), ("For imaging, [[J9173]] is ((durvalumab)).",),
    ),
    Trigger(
        "warning", r"\b(?:before (?:you|anyone|anybody) (?:use|bill|report|submit|send|enter|pick|code)|watch (?:out )?for|look(?:ing)? out for|beware of|(?:alert|lookout) (?:to|for))\b", "hypothetical",
        ("Before you use [[J9355]] for ((durvalumab)), stop.", "Watch out for [[J9355]] with ((durvalumab))."), ("Before July, [[J9173]] is the code for ((durvalumab)).",),
    ),
    Trigger(
        "crossed-out", r"[❌✗✘✖🚫⛔]", "hypothetical", ("❌ [[J9355]] is for ((durvalumab)).",), ("✅ [[J9173]] is for ((durvalumab)).",),
    ),
    Trigger(
        "until-there-is-a-code", r"\buntil (?:(?:an?|its|the|another) [\w -]{0,20}(?:code|number)(?! (?:was|came|became|took|arrived|went|existed|began))|one is (?:assigned|issued|created|published))\b", "hypothetical",
        ("Until a code is assigned, [[J3590]] is used for ((nipocalimab)).", "Until one is assigned, [[J3590]] is used for ((nipocalimab)).",), ("Until a claim is filed, [[J9173]] is used for ((durvalumab)).",),
    ),
    Trigger(
        "condition", r"\b(?:if\b(?! (?:applicable|any|so|needed|required|appropriate|(?:(?:the|a|your|his|her) )?(?:patient|member|beneficiary|enrollee|person)s? (?:is|are) (?:not )?on (?:\w+ )?dialysis|on dialysis)))\b", "hypothetical",
        ("If [[J9355]] is ((durvalumab)), call us.",), ("If needed, [[J9173]] is ((durvalumab)).", "If ((durvalumab)) was given, report [[J9173]].", "If the patient is on dialysis ((epoetin alfa)) is [[Q4081]]."),
    ),
    Trigger(
        "plan", r"\b(?:will (?:be|get|receive|become)|(?:is|are) expected(?! to (?:be (?:given|administered|used)|continue|start|remain|use|bill|report|submit))|we expect|expects? (?:to(?! (?:see|find|receive|get)\b)|that)|planned|plans? to|provisional\w*|propos\w+|pending|tentative\w*)\b", "hypothetical",
        ("From July [[J9173]] will be ((durvalumab)).", "It is proposed that [[J9173]] is ((durvalumab))."),
        ("[[J9173]] is ((durvalumab)); a second code is expected.",),
    ),
    Trigger(
        "on-a-claim",
        r"\b(?:(?<!corrected )(?:lines?|claims?) (?:show|carr(?:y|ied)|list)(?:s|ed)?|submitted a claim|"
        r"(?:clinics?|offices?|practices?|billers?|coders?|providers?|hospital|site|facility|clerk|they|he|she|we)(?: (?:that|which|who) [^.;,]{3,24})? (?:was|were|had been) (?:billing|sending|submitting|entering|coding|reporting) |and(?: have| has| had)? (?:billed|sent|submitted|entered|coded)(?! (?:by|per|in|as|with|under|using|at|to) )|(?:clinics?|offices?|practices?|billers?|coders?|providers?|hospital|site|facility|vendor|clerk|scribe|desk|somebody|they|he|she|i|we|you)(?: have| has| had)? (?:billed|sent|submitted|entered|coded|wrote(?= [A-Z]\d{4} for)|put(?= [A-Z]\d{4} for))(?! (?:by|per|in) )|claims? (?:carrying|bearing|listing|showing|containing)\b|"
        r"(?:edit|rule|alert|scrubber)s? (?:\w+ ){0,2}(?:fires?|triggers?|stops?|rejects?|flags?|denies|blocks?|catches|warns?|bounces)\b|"
        r"(?:an?|one|another) (?:new |young )?(?:clerk|biller|coder|nurse|trainee|intern|temp|receptionist|student|locum) (?:has |had )?(?:reports?|reported|bills|codes|enters|used|uses|submits|sends|puts) |"
        r"(?:i|we|you|they|billers?|coders?|nurses?|clerks?|colleagues?|somebody|someone|office|practice|clinic) used [A-Z]\d{4}(?: for\b|(?=\.))|(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )(?<!being )(?:charged|keyed) (?=[^.;:]{2,60}\b(?:as|under|with|to) [A-Z]\d{4})|claims? (?:billed|reported|coded) (?:it|them)\b|"
        r"claims? (?:for|of) [^.;:]{1,40} that (?:showed|carried|listed|had)\b|"
        r"(?:claims?|lines?|encounters?|charges?) (?:on|in) which\b|(?:will|would|does|do) (?:one|ones|those|any) (?:that |which )?(?:shows?|lists?|bills?|carry|carries|pairs?)\b|"
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten|several|some|\d+) (?:claims? |lines? )?(?:carried|showed|listed|came)|"
        r"(?:visits?|doses|infusions?|injections?|administrations?) (?:was|were|had been|got) (?:\w+ )?(?:billed|charged|coded|reported|keyed|entered|submitted|sent) (?:as|under|with|to|on)\b|(?:lines?|claims?) (?:of|for|with) [^.;]{0,40}\b(?:was|were|had been) (?:billed|reported|submitted|sent|entered|coded)|"
        r"(?:denied|rejected|returned) (?:because|since|when|after|as)|a claim (?:for(?! [^.;:,]{1,40} (?:carries|lists|shows|needs|takes|requires)\b)|that|with)|(?:denied|rejected|returned|erroneous|incorrect) claims? (?:for [^.;,]{1,40} )?(?:\w+ ){0,2}(?:list|report|show|bill|pair|use|carry|count|code|submit)(?:s|ed)?\b|claims? (?:with|that (?:lists?|shows?|"
        r"pairs?|bills?))|(?:re)?processed (?:a|our|the|this|that|my|their|his|her) (?:\w+ )?claims?|(?:our|my|their|his|her) (?:\w+ )?claims? (?:for|of)|claims? (?:that (?:lists?|shows?|"
        r"pairs?|bills?)))\b",
        "hypothetical",
        ("The clinic billed [[J9355]] for ((durvalumab)).", "A claim with [[J9355]] for ((durvalumab)) came in.", "You processed our claim for ((durvalumab)) under [[J9355]].", "Two offices coded ((durvalumab)) with [[J9355]].", "Our biller wrote [[J9355]] for ((durvalumab)).", "A line with J9022 fails, and so will one that shows [[J9355]] for ((durvalumab)).", "Eleven claims for ((Imfinzi)) that showed [[J9355]] came in.", "We returned 14 claims on which ((durvalumab)) was billed as [[J9355]].", "A ((durvalumab)) claim carrying [[J9355]] is not paid.", "The edit fires when [[J9355]] is submitted for ((durvalumab)).", "I billed [[J9355]] for ((durvalumab)) and got it back.", "Rejected claims often bill [[J9355]] for ((durvalumab)).", "Site billed [[J9355]] for ((durvalumab)).", "A locum charged ((durvalumab)) as [[J9355]].", "A clerk reports ((durvalumab)) with [[J9355]]."),
        ("The clinic knows that [[J9173]] is for ((durvalumab)).", "[[J9173]] is infused and billed by the milligram, as ((durvalumab)) is.", "A claim for ((durvalumab)) carries [[J9173]].", "A hospital reports ((durvalumab)) with [[J9173]]."),
    ),
    Trigger(
        "letter-to-the-editor",
        r"\byour (?:last |previous |latest |recent |newest |\w+day['’]s )?(?:table|article|list|issue|post|chart|newsletter|page|column|sheet|handout|guide|slide|card) (?:had|has|says?|said|shows?|showed|lists?|listed|gave|gives|puts?|calls?|called)\b",
        "hypothetical",
        ("Your last table had ((Imfinzi)) as [[J9355]].",),
        ("Your last table is right, and ((Imfinzi)) is billed as [[J9173]].",),
    ),
)  # fmt: skip
# Between a trigger and the claim: what the document says from here on it says itself.
TERMINATORS: Final = Trigger(
    "document-speaks", r"\b(?:however|actually|the correct|in fact|really|(?:note|remember|be aware|keep in mind) that)\b|[:;]", "asserted",
    ("If you order it elsewhere, note that ((durvalumab)) is reported with [[J9173]].", "Some sites err, in fact [[J9173]] is ((durvalumab)).",), ("Some sites err, and for them [[J9173]] is ((durvalumab)).",),
)  # fmt: skip
# Between the two sides, after a trigger that stands before both: a clause that is the document's own.
OWN_CLAUSE: Final = Trigger(
    "document-explains", r",\s*(?:which|whose?|the code|(?:since|because|as) (?:each|every|one|a single) (?:\w+ )?unit)\s", "asserted",
    ("Whoever types [[J9303]], which is ((panitumumab)), is right.", "Providers have sent J0172 for ((Leqembi)), whose code is [[J0174]]."), ("Whoever types [[J9303]] for ((panitumumab)) is right.",),
)  # fmt: skip
# Of a trigger: where a comma stands between the two sides it holds only one of them.
ONE_SIDED: Final = r"if|should|when"

# At the beginning of what follows the claim.
HYPOTHETICAL_AFTER: Final[tuple[Trigger, ...]] = (
    Trigger(
        "is-wrong", r"(?<=[\"”] )(?:was|were|is) (?:written|printed|typed|said|told|posted|circulated|what)\b|is (?:wrong|false|a mistake|an error|incorrect|a myth)|(?:looks|looked|seems|seemed|sounds|sounded) (?:\w+ )?(?:odd|strange|wrong|off|suspicious|fishy|incorrect)\b|was (?:wrong|false|a mistake|an error)|(?:should|must|needs? to|ha(?:s|ve) to) be (?:corrected|re-?billed|re-?submitted|re-?filed|reversed)\b|(?:is|was) (?:one of )?(?:the|our|a) (?:[\w-]+ ){0,4}(?:error|mistake|slip|mix-up)s?\b", "hypothetical",
        ("That [[J9355]] is ((durvalumab)) is a myth.", "[[J9355]] for ((durvalumab)) is the usual mistake.", "[[J9355]] for ((durvalumab)), seen on an appeal last fall, is wrong.", "Claims sent with [[J9355]] for ((durvalumab)) should be corrected.", '"[[J9355]] is ((durvalumab))" was written on a memo.', "Assigning [[J9355]] to ((durvalumab)) is one of the more expensive copy-paste errors.", "The site describes [[J9355]] as “((durvalumab))”, which is false.", "Their sheet has ((durvalumab)) under [[J9355]], which looks odd."), ("[[J9173]] is ((durvalumab)), whatever is wrong.",),
    ),
    Trigger(
        "is-to-what-is-to", r"what [^.;:,]{2,40} is to", "hypothetical",
        ("[[Q5114]] is to ((trastuzumab)) what Q5107 is to Avastin.",), ("[[Q5114]] is ((trastuzumab)), what Q5107 is not.",),
    ),
    Trigger(
        "will-be-denied",
        r"would be (?:wrong|denied|rejected)|will (?:\w+ )?(?:be|get) (?:denied|rejected|returned|refused|recouped|recovered|reversed|bounced|adjusted|flagged|asked to|overpaid|underpaid|paid (?:for|at|by) the wrong)|will (?:not be|never be) paid|will (?:\w+ )?(?:come back|bounce)\b|(?:is|was|are|were|gets?|got) (?:denied|"
        r"rejected|returned|bounced)", "hypothetical",
        ("[[J9355]] for ((durvalumab)) gets denied.", "((Durvalumab)) billed under [[J9355]] will usually come back.", "A clinic that reports [[J9355]] for a bag of ((durvalumab)) will be paid for the wrong drug."), ("[[J9173]] for ((durvalumab)) gets paid.",),
    ),
    Trigger(
        "leads-to-denial",
        r"(?:(?:leads? to|results? in|means|causes|triggers|invites) (?:an? )?(?:\w+ )?(?:denial|rejection|edit|audit|error|recoupment|overpayment)s?|(?:by mistake|in error|mistakenly|by accident|inadvertently)|"
        r"fails? (?:the|an|our|every) (?:\w+ )?(?:edit|audit|test)|misstates?|misrepresents?|costs? (?:you|us|them|the (?:practice|office|clinic|hospital))|(?:must|has to|have to|should) go\b|(?:is|are) (?:an? |the )?(?:wrong|incorrect|bad) (?:line|claim|code|charge|pair)\b|(?<=[:–—→] )(?:denied|rejected|returned|wrong)\b)", "hypothetical",
        ("Reporting [[J9355]] when ((durvalumab)) was given leads to denial.", "Our schedule put ((durvalumab)) at [[J9355]] by mistake.", "A ((durvalumab)) vial on a [[J9355]] line is a wrong line."), ("Reporting [[J9173]] when ((durvalumab)) was given leads to payment.",),
    ),
    Trigger(
        "until-it-has-a-code", r"until (?:a|an|its|the) [\w -]{0,20}code(?! (?:was|came|became|took|arrived|went|existed|began))", "hypothetical",
        ("Report [[J9999]] for ((durvalumab)) until a permanent code exists.",), ("Report [[J9173]] for ((durvalumab)).",),
    ),
)  # fmt: skip
# Right behind a claim in words without a verb: somebody's order.
ON_AN_ORDER: Final = Trigger(
    "on-an-order", r"^\s*(?:order|claim|chart|record|encounter|invoice|script)s?\b", "hypothetical",
    ("[[J9267]] on an ((Abraxane)) order",), ("Report [[J9173]] on every ((durvalumab)) claim.",),
)  # fmt: skip
# Right behind a gloss, whose own words tell of no doubt.
GLOSS_IS_WRONG: Final = Trigger(
    "gloss-is-wrong",
    r"^\W{0,3}(?:(?:it|that|this) (?:is not|isn['’]t|is wrong|is false)(?=[.;,]|$)|(?:would be|is|was|are) (?:wrong|incorrect|false|improper|inappropriate|an error|a mistake|not (?:correct|right|appropriate))\b|"
    r"(?:should|ought to|was meant to|was supposed to) (?:have been|be|have read|read) (?:code )?[A-Z]\d{4}\b|in error\b|by mistake\b|(?:was |were )?billed[,;] (?:but )?(?:code )?[A-Z]\d{4} (?:was )?(?:supported|expected|documented|correct|due|ordered)\b|= (?:denial|wrong|error|no)\b)", "hypothetical",
    ("[[J9355]] (((durvalumab))) should have been J9173.", "For ((durvalumab)), [[J9355]] would be incorrect.", "[[J9355]] used for ((durvalumab)) = denial.", "Another held that [[J9355]] is ((durvalumab)); it is not."), ("[[J9173]] (((durvalumab))) is correct.",),
)  # fmt: skip
FAR_AFTER: Final = r"(?:, (?:for (?:example|instance)|(?:seen|found|sent|printed|written|used) [^.;:,]{3,40}),|[”\"’']?,[”\"’']? which)?[^.;,]{0,40}\b"  # how far after the claim they may stand

# Right before the clause.
LABELLED_FALSE: Final = Trigger(
    "labelled-false", r"(?:\b(?<!is )(?<!was )(?<!by )(?:myth|fiction|misconception|false|wrong|incorrect|error|mistake|rumou?r|another|finding(?= (?:no\. ?|#)?\d))(?: (?:no\. ?|#)?\d+)?\s*[:?]|\b(?:error|mistake|wrong|incorrect), and so(?: (?:is|are|was|were))?|(?:^|[.;]\s)\W{0,4}(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s{1,6})?(?:sent|submitted|billed|keyed|charged|what (?:was|we|they) (?:sent|billed|submitted|did)|(?:claim )?as (?:sent|submitted|received)|originally(?: billed)?)\W{0,2}:\W{0,2}|[❌✗✘✖🚫⛔])\s*[\"“'‘]?$", "hypothetical",
    ("Myth 3: [[J9355]] is ((durvalumab)).", "True or false: [[J9355]] is ((durvalumab)).", "Sent: [[J9355]] for ((durvalumab)).", "Billed: [[J9355]] for ((durvalumab)).", "2.3 Billed: [[J9355]] for ((durvalumab)).", "❌ [[J9355]] – ((durvalumab))", "Error: [[J9355]] - ((durvalumab)).", "Another: ((Imfinzi)) on [[J9355]].", "Jubbonti on J0897 is an error, and so is ((Imfinzi)) on [[J9355]]."), ("Fact 3: [[J9173]] is ((durvalumab)).", "Do not enter J0558 by mistake: [[J9173]] is ((durvalumab))."),
)  # fmt: skip
LABELLED_PLAN: Final = Trigger(
    "labelled-plan", r"(?:^|[.;]\s)\W*(?:proposed|planned|pending|expected|coming|under review|not yet approved|wish list|drafted)\b[^:;.]{0,24}:\s*$", "hypothetical",
    ("Proposed for July: [[J9173]] for ((durvalumab)).", "Pending: [[J9173]], ((durvalumab))."), ("Expected or not: here it is. New: [[J9173]] for ((durvalumab)).",),
)  # fmt: skip
# The sentence opens with the dates of service for which it held.
LABELLED_PAST: Final = Trigger(
    "labelled-past", r"^\W*(?:for )?(?:dates? of service|dos|services?|claims?)(?: \w+){0,2} (?:through|until|before|prior to|up to|thru) [^:;]{4,30}[:,]|^\W*(?:through|until|till|thru|up to|before|prior to) (?:the end of )?(?:\d{1,2} )?(?:\w{3,9} )?(?:\d{1,2},? )?(?:(?:19|20)\d\d|\d{1,2}/\d{1,2}/(?:19|20)?\d\d):|^\W*(?:from )?[^:;.]{0,16}?(?:19|20)\d\d (?:to|through|until|till|[-–—]) [^:;.]{0,16}?(?:19|20)\d\d:", "historical",
    ("January 1, 2018 to December 31, 2018: [[C9492]], ((10 mg)).", "Dates of service through March 31, 2019: ((durvalumab)) is reported with [[C9492]].", "Through March 31, 2025: [[J1300]], ((10 mg))."), ("Dates of service from March 31, 2019: ((durvalumab)) is reported with [[J9173]].",),
)  # fmt: skip
# Anywhere in the sentence before the claim: a quotation that is still open.
QUOTED_NOTE: Final = Trigger(
    "quoted-note", r"\b(?:claims?|lines?|forms?|orders?|charts?|labels?|sheets?) (?:that|which) (?:read|said|showed)\b[^.;:]{0,10}:?\s?[\"“][^\"”]*$|\b(?:note|letter|e-?mail|post|sign|message|claim|form|ticket|comment|slip|sticker|newsletter|bulletin|cheat ?sheet|leaflet|flyer|caller|reader|ticket)\b[^.;:]{0,30}:\s*[\"“][^\"”]*$|\b(?:printed|misprinted|wrote|typed|claimed|stated|published|noted|remarked|insisted|argued|(?:sheet|worksheet|table|screen|memo|slide|handout|crosswalk|menu|super ?bill|template|system|remit|portal) (?:said|says|had|reads?|shows?|showed))\b[^.;:]{0,24}:?\s?[\"“][^\"”]*$", "hypothetical",
    ("The sticker reads: “[[J9355]] is ((durvalumab))”.", 'Caller: "Our form lists [[J9355]] for ((durvalumab))."', 'We printed "((durvalumab)), [[J9355]]".'), ("The sticker reads “hello”; [[J9173]] is ((durvalumab)).",),
)  # fmt: skip
# Before the word of a code's standing: what somebody else calls the code.
STANDING_REPORTED: Final = Trigger(
    "standing-reported", r"\b(?:(?:says?|said|claimed|insists?|argues?|believe[sd]?(?<!we believe)(?<!i believe)|thought|assumed|supposed|told (?:you|us|me)) that|(?:asks?|asked|requests?|requested|propos(?:es?|ed|als?)|recommend\w*|suggest\w*|petitions?|wants?) that|tells? (?:you|us)|whether)\b[^.;]*$|\b(?:remit\w*|payer|portal|system|scrubber|clearinghouse|letter|notice|edit|message)s? (?:says?|said|shows?|showed|reads?|reports?)\b[^.;]*$|\b(?:if|unless) (?:the |code ){0,2}[A-Z]\d{4} (?:is|was|has)\b[^.;,]*$", "hypothetical",
    ("The letter says that [[J1411]] is an ((unclassified)) code.", "One request proposes that [[J1411]] stays an ((unclassified)) code.", "If [[J1411]] is an ((unclassified)) code, call us.", "The remit says [[J1411]] is an ((unclassified)) code."), ("The letter is wrong; [[J3490]] is an ((unclassified)) code.",),
)  # fmt: skip
# Right before the word that says that a code ended.
PLANNED_END: Final = Trigger(
    "end-is-planned", r"\b(?:to|will|would|could|may|might) be (?:\w+ )?$", "hypothetical",
    ("[[J9310]] is to be deleted in July.",), ("[[J9310]] is deleted in July.",),
)  # fmt: skip
# Between the two sides of a denied claim, over tags: only one use is denied. "Do not report it for contrast use of ferumoxytol."
ONE_USE: Final = Trigger(
    "one-use-denied", r"f[wlRt]{1,4}j[tg]{0,2}$", "hypothetical",
    ("Do not report [[Q0138]] for contrast use of ((ferumoxytol)).",), ("Do not report [[Q0138]] for ((rituximab)).",), over="tags",
)  # fmt: skip
# Anywhere in the clause of a denial: it speaks of some cases only. "Durvalumab samples must not be billed with J9173."
RESTRICTED: Final = Trigger(
    "some-cases-denied",
    r"\b(?:samples?|biosimilar (?=[a-z]+\b(?!-))|discarded|wasted|unused|leftover|compounded|repackaged|donated|free of charge|off-label|ophthalmic|for the eye|at home|(?:injections?|infusions?|doses?|vials?|syringes?|implants?|tablets?) of|(?:in|into|under|by) the (?:eye|vein|muscle|skin|joint|bladder|spine|mouth)|"
    r"unless|until|without|if|(?:that|which) (?:was|were|is|are|has been|had been) (?:not )?(?:given|supplied|dispensed|provided|donated|bought|administered|infused|injected|obtained))\b", "hypothetical",
    ("((Durvalumab)) samples must not be billed with [[J9173]].", "[[J9173]] cannot be billed for ((durvalumab)) that was supplied free of charge.", "If ((rituximab)) was not infused, do not report [[J9312]].", "Biosimilar ((denosumab)) is not reported with [[J0897]]."),
    ("((Atezolizumab)) must not be billed with [[J9173]].",),
)  # fmt: skip
# Before the mark of a clause's beginning, which then is none: the reason belongs to the refusal.
REFUSED: Final = r"\b(?:denied|rejected|returned) (?:because|since)$"

# Denied ------------------------------------------------------------------------------------------

# Between the two sides.
DENIED: Final = Trigger(
    "no-connection", r"\b(?:nothing to do with|rather than a|wrong to|must not|mustn't|far from|anything but|no connection|mistaken for|cannot|outside the scope)\b", "denied",
    ("[[J9355]] is far from ((durvalumab)).", "[[J9355]] must not stand for ((durvalumab))."), ("[[J9173]] is far and wide ((durvalumab)).",),
)  # fmt: skip
# In the clause before the claim.
WRONG_TO: Final = Trigger(
    "wrong-to", r"\b(?:wrong|incorrect|improper|inappropriate) (?:for \w+ )?to\b", "denied",
    ("It is improper to bill ((durvalumab)) with [[J9355]].",), ("It is proper to bill ((durvalumab)) with [[J9173]].",),
)  # fmt: skip
# Up to the colon between the drug and what is listed; the same words in a title or lead-in deny what stands below.
DENIED_LIST: Final = Trigger(
    "denied-list",
    r"\b(?:(?:not|never|don['’]t|cannot|can['’]t)(?: to)?(?: be)?|none of (?:\w+ ){1,4}?(?:is|are|may|can|should|must|will)(?: be)?) "
    r"(?:report|bill|us|cod|submit|assign|enter|accept|append|valid|correct|right|appropriate|proper|acceptable)(?:e|ed|ted|ing|ting)?\b(?! separately)[^.;:]{0,40}?\b(?:for|as|with)\b|"
    r"\b(?:not|never|don['’]t) (?:report|bill|use|code|submit) (?:any of )?(?:these|those|the following)\b[^.;:]{0,24}:|"
    r"\b(?:wrong|incorrect|improper|invalid|inappropriate|mistaken)(?: \w+)? codes?\b[^.;:]{0,20}?\b(?:for|of)\b|"
    r"\bcodes? (?:that |which )?(?:is|are) (?:wrong|incorrect|improper|invalid|inappropriate|not) for\b|"
    r"\b(?:(?:is|are) not|none of (?:\w+ ){1,4}?(?:is|are)) (?:(?:an?|the|valid|correct|hcpcs) ){0,3}(?:codes? )?(?:for|of)\b|\b(?:is|are) none of (?:these|the|those)\b|"
    r"\b(?:do|does) not (?:apply to|describe|mean|stand for|represent|denote|belong to)\b|"
    r"\b(?:none|neither|no one) of (?:these|those|them|the (?:\w+ ){0,3}?(?:codes?|numbers?|entries)(?: \w+){0,2}?|these (?:\w+ ){0,2}codes?|those (?:\w+ ){0,2}codes?) (?:is|are|describes?|identif(?:y|ies)|means?|covers?|represents?|belongs? to|stands? for|denotes?|names?|refers? to|fits?|matche?s?|has|have)\b|"
    r"\bno (?:code|number|entry) (?:below|here|listed|in (?:this|the) list) (?:is|describes|identifies|means|covers|represents|belongs to|stands for|denotes|names|refers to|fits|matches)\b|"
    r"\b(?:these|those|the following|they)(?: \w+){0,2} (?:are not|aren['’]t)\b(?! (?:covered|payable|separately|paid|reimbursed|eligible|subject|only|just|interchangeable|new))", "denied",
    ("Do not report any of these for ((trastuzumab)): [[J9035]], J9299.", "None of these codes is for ((durvalumab)): [[J9035]], J9299.", "None of these codes describes ((trastuzumab)): [[J9312]], Q5115.", "Neither of these is ((pegfilgrastim)): [[J1442]], J1447.", "No code below is for ((trastuzumab)): [[J9312]].", "These codes are not ((trastuzumab)): [[J9312]], Q5115.", "Codes that are wrong for ((durvalumab)): [[J9035]].", "((Durvalumab)) is none of these: [[J9035]], J9299.", "For ((trastuzumab)), do not report these: [[J9035]]."),
    ("Not covered for ((durvalumab)): [[J9173]].", "Do not bill separately for ((durvalumab)): [[J9173]].", "These codes are not covered for ((durvalumab)): [[J9173]]."),
)  # fmt: skip
# Between the two sides, whatever ties them.
NOT_EQUAL: Final = Trigger(
    "not-equal", r"≠|!=|=/=", "denied", ("[[J9355]] ≠ ((durvalumab)).",), ("[[J9173]] = ((durvalumab)).",),
)  # fmt: skip
# Right before the code: the one that the negation leaves out.
LEFT_OUT: Final = Trigger(
    "left-out", r"\b(?:besides|apart from|aside from|other than|except(?: for)?|save(?: for)?|but for) (?:hcpcs )?(?:code )?$", "asserted",
    ("Besides [[J9173]], no code describes ((durvalumab)).", "But for [[J9173]], no code describes ((durvalumab))."), ("Next to [[J9355]], no code describes ((durvalumab)).",),
)  # fmt: skip
# The same, over tags: a negation (any between the two sides denies, too).
NEGATED_BEFORE: Final = Trigger(
    "negation-before", r"n[^,;:.(]{0,5}$", "denied",
    ("Never use [[J9355]] for ((durvalumab)).", "Never (even in a hurry) use [[J9355]] for ((durvalumab)).", "Do not, under any circumstances, use [[J9355]] for ((durvalumab))."),
    ("Never mind, [[J9173]] is ((durvalumab)).",), over="tags",
)  # fmt: skip
# Before the word of a code's standing, over tags.
STANDING_NEGATED: Final = Trigger(
    "standing-negated", r"n[wtkgAbphvCjfzi]{0,5}a?$", "denied",
    ("[[J9271]] is not an ((unclassified)) code.", "[[J9271]] isn't a code for ((unclassified)) drugs.", "[[J9271]] is not one of the ((unclassified)) codes.", "[[J9305]] is specific and is not treated as ((unclassified))."), ("We saw none: [[J3490]] is an ((unclassified)) code.",), over="tags",
)  # fmt: skip

# A negation that denies nothing, anywhere up to the end of the claim; over tags, one that a second predicate leaves behind.
NOT_DENYING: Final = Trigger(
    "no-negation", r"n['’]t (?:forget|overlook|ignore|the (?:only|sole))\b|\b(?:(?:nobody|no one) (?:remembers|knows|expects|guesses|notices)|(?:had|has|have) no (?:\w+ ){0,2}codes? (?:of its own )?(?:and|so)\b(?![^.;]{0,30}\b(?:not|never|cannot)\b)|not only|not the (?:only|sole)|no longer|not just|nothing else|and no other|nothing (?:is|has been|was) (?:published|announced|decided|final|changed)|not on (?:\w+ )?dialysis|(?:when|if|where) not\b|not (?:for |with |having |yet on )?(?:esrd|end-stage|dialysis)|(?:patients?|members?|people|those|individuals|persons|beneficiaries) (?:(?:who|that) (?:are|is|were) )?not|that (?:is|are) not (?:the |an? )?[\w-]+(?: brand| product)?(?=,)|not self|not otherwise|not elsewhere|no matter|not covered|not separately|not interchangeable|not (?:\w{5,16} ){0,2}equivalent to|not to exceed|not for use (?:as|when)|not (?:all|every|each)|not (?:eligible|reimburs\w+|required|necessary)|without(?! (?:an? |the |any )?(?:hyaluronidase|preservatives?|suffix|brand|biosimilar))|(?:not|never) (?:forget|overlook|ignore)|no(?:body|ne| one) (?:denies|doubts|disputes)|cannot be (?:denied|disputed)|"
    r"no (?:real |serious |\w+ly )?(?:doubt|question|dispute|denying|mistaking))\b", "asserted",
    ("[[J9173]] is not only for ((durvalumab)).", "[[J9173]] and no other code describes ((durvalumab)).", "There is no doubt that [[J9173]] is ((durvalumab)).", "Never forget that [[J9173]] is ((durvalumab)).", "Don't forget that [[J9173]] is ((durvalumab)).", "No matter what, [[J9173]] is for ((durvalumab)).", "[[J9046]], bortezomib (dr. reddy's), not therapeutically equivalent to J9041, ((0.1 mg)).", "As long as nothing is published, [[J9173]] is ((durvalumab)).", "((Epoetin alfa)) for patients not on dialysis is [[J0885]].", "For bortezomib that is not ((Velcade)), the code is [[J9044]]."), ("[[J9173]] is not for ((durvalumab)).",),
)  # fmt: skip
DENIED_APART: Final = Trigger(
    "negation-apart", r"n[^&;:n]{0,12}&(?=[mbhp])", "asserted",
    ("((Durvalumab)) has no vial of 60 mg and is billed under [[J9173]].",), ("((Durvalumab)) is in no way billed under [[J9355]].",), over="tags",
)  # fmt: skip

# Historical --------------------------------------------------------------------------------------

# From the beginning of the clause to the end of the claim.
HISTORICAL: Final[tuple[Trigger, ...]] = (
    Trigger(
        "remembered", r"\b(?:will|may|might|still|older \w+|some|many|old hands) (?:\w+ )?(?:remembers?|recalls?) (?:code )?(?=[A-Z]\d{4}\b)", "historical",
        ("Hospitals will remember [[C9158]] for ((risperidone)).",), ("Remember that [[J2799]] is ((risperidone)).",),
    ),
    Trigger(
        "used-to",
        r"\b(?:(?<!is )(?<!are )(?<!be )(?<!being )(?<!was )(?<!been )(?<!\()(?<!code )(?<!codes )(?<!number )(?<!identifier )(?<!designation )used to(?! be (?:so |as |quite |very |rather |more |less )?(?:simple|simpler|easy|easier|hard|harder|difficult|rare|common|expensive|cheap|messy|tricky|confusing|confused|alone|straightforward|short|scarce)\b)|(?:codes?|number) used to (?:be|have|stand|mean|count|belong)|once (?:the|a|was|used|assigned|billed|reported|coded|described|covered|meant|stood|denoted|"
        r"gave)|had (?:even |once )?(?:its|their|a) (?:own |separate )?(?:code|number)(?: of its own)?, (?=[A-Z]\d{4})|had (?:all |been )?(?:reported|billed|coded|used|submitted|filed)|(?:was|were) then (?:reported|billed|coded|submitted|filed)|with which (?:[a-z]+ ){1,3}(?:reported|billed|coded)|had to (?:use|bill|report|code|submit|file|send)|before (?:they|it|either|any of them) had (?:an? |its |their )?(?:own |permanent )?codes?|(?:first|initially|originally) (?:reported|billed|coded|submitted)|stop (?:using|billing|reporting|picking|submitting|sending|entering)|(?:in|during) those (?:days|years|months)|the (?:former|old|previous|earlier) (?:\w+ )?(?:code|number) (?:of|for)|in the (?:preceding|previous|prior) (?:quarter|year|month)s?|in the (?:quarter|year|month)s? before|(?:in|during) (?:the (?:(?:first|second|third|fourth|last) (?:quarter|half) of|year) )?(?:19|20)\d\d,? (?:[a-z]+ ){0,3}(?:physicians|hospitals|practices|providers|offices|clinics|facilities|departments|centers|sites|we) (?:billed|reported|used|coded|employed|utilized|applied)|could (?:then |only )?(?:report|bill|code|submit) (?:it|them|this|that|the|[A-Z]\d{4}|\w+ (?:with|under)))\b", "historical",
        ("[[C9086]], the former code of ((Saphnelo)), was terminated.", "Hospitals had reported ((durvalumab)) with [[C9492]].", "Stop using [[C9492]] for ((durvalumab)).", "((Durvalumab)) was then reported with one code, [[C9492]].", "Some files hold [[C9492]], with which hospitals reported ((durvalumab)).", "In those days [[C9492]] denotes ((durvalumab)).", "In the preceding quarters ((durvalumab)) went under [[C9492]].", "In 2017 physicians reported ((durvalumab)) with [[C9492]].", "[[C9492]] used to be the code for ((durvalumab)).", "Our sites had to use [[C9492]] for ((durvalumab)).", "Hospitals first reported ((durvalumab)) with [[C9492]].", "In 2017 hospital outpatient departments reported ((durvalumab)) with [[C9492]].", "Hospitals could then report ((durvalumab)) with [[C9492]].", "In the fourth quarter of 2018 hospitals used [[C9492]] for ((durvalumab)).",), ("[[J9173]] is used to bill ((durvalumab)).", "[[J9173]] is a code used to identify ((durvalumab)).", "((Durvalumab)) used to be simple: [[J9173]]."),
    ),
    Trigger(
        "formerly",
        r"\b(?:(?<!.)was (?=[A-Z]\d{4}\b)|formerly|historically|previously|prior to|former (?=[\d.,]+ ?(?:mg|mcg|g|mL|units?|IU) codes?\b)|no longer|old(?! (?:workhorse|stand-?by|friend|favou?rite|hand|drug|brand|product))|earlier|older (?=(?:[\w-]+ )?codes?\b(?!,? [A-Z]\d{4},? (?:is|counts|remains|stays)))|(?<!the )former|was in use|were in use|at the time(?! of\b)|ended|(?:until|before) then,? [^.;:]{0,30}\b(?:took|had|was|were|used|billed|reported|went|paid|accepted|kept)\b|(?:until|before) (?:then|that),? (?:[A-Z]\d{4} (?:was|were|had)|(?:hospitals?|physicians?|practices|providers|offices|clinics|facilities|departments|centers|sites|we|they|it|everyone|everybody)\b)|"
        r"pass-through code in|for (?:\w+ ){1,3}years?,? [^.;:,]{0,24}\b(?:was|were)|(?:given|administered|infused|injected|dispensed) (?:on|in|before) (?:(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:\d{1,2}, )?|\d{1,2}/\d{1,2}/)(?:19|20)?\d\d|in earlier (?:years|days|times)|(?:previous|former|old|older|prior|earlier) (?:\w+ )?code, [A-Z]\d{4},? (?:was|counted|covered|described|stood|had|represented|carried)|"
        r"used (?:the|a) (?:pass-through|temporary|interim) (?:c |hcpcs )?code|(?:code|it|which|[A-Z]\d{4}) (?:counted|represented|stood)|(?:reported|billed|coded|paid|submitted|sent|used|filed) until then|(?:19|20)\d\d dates? of service (?:takes?|needs?|goes|go|uses?|gets?)|claims? (?:for|of|from) (?:19|20)\d\d (?:keeps?|stays?|uses?|needs?|takes?|goes?))\b", "historical",
        ("Formerly [[C9492]] denotes ((durvalumab)).", "For two years ((durvalumab)) was reported with [[C9492]].", "A 2018 date of service takes [[C9492]] for ((durvalumab)).", "((Durvalumab)) given on March 31, 2018: [[C9492]].", "The previous code, [[C9492]], was for ((durvalumab)).", "[[C9492]] is an old code for ((durvalumab)).", "[[C9492]] is no longer the code for ((durvalumab)).", "Until then [[C9492]] was billed for ((durvalumab)).", "Until then private payers paid [[C9492]] for ((durvalumab)).", "Before that, hospitals used [[C9492]] for ((durvalumab))."),
        ("[[J9173]] is a new code for ((durvalumab)).", "For two years now ((durvalumab)) has been reported with [[J9173]]."),
    ),
    Trigger(
        "before-its-code",
        r"\bbefore (?:[A-Z]\d{4}|it|this|(?:(?:this|that|the|its|their|a) )(?:(?:new|own|permanent|current|specific|unique|dedicated|present|j|q) ){0,2}(?:code|number)) (?:\([^()]{1,24}\) )?"
        r"(?:(?:first |finally )?(?:took effect|existed|came|arrived|became|went live|began|appeared|started)|(?:was|were|had been) (?:\w+ )?(?:created|established|available|issued|assigned|introduced|effective|in place|published|added|released))\b|\bbefore (?:they|it|these|either|both) (?:had|got|received) (?:its|their|these|this|those|a|any) (?:own )?(?:numbers?|codes?)\b",
        "historical",
        ("Before they had these numbers, hospitals billed ((dalbavancin)) as [[C9443]].", "Before J9173 took effect, providers reported ((durvalumab)) with [[C9492]].", "Before the permanent code was created, hospitals reported ((durvalumab)) with [[C9492]]."),
        ("Before J9173 is sent, read its descriptor: [[J9173]] is ((durvalumab)).",),
    ),
    Trigger(
        "until",
        r"\b(?:until(?! (?:further notice|then)\b| (?:it|one|that|this|(?:the|a|its) (?:\w+ ){1,3})\s?(?:is|are|has been|have been|becomes|comes|takes)\b)|up to (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{1,2}/|(?:19|20)\d\d|the end)|"
        r"through (?:december|june|march|september|(?:\w+ )?(?:19|20)\d\d|the (?:end|close))|"
        r"before (?:january|april|july|october|\d{1,2}/\d{1,2}|(?:19|20)\d\d))\b", "historical",
        ("Up to January 2019, [[C9492]] is the code for ((durvalumab)).", "Before January 2019, [[C9492]] denotes ((durvalumab))."),
        ("From January 2019, [[J9173]] is the code for ((durvalumab)).", "Until the next file is published, report ((durvalumab)) with [[J9173]]."),
    ),
    Trigger(
        "between-dates",
        r"\b(?:\d{1,2}/\d{1,2}/(?:\d\d){1,2} ?[-–] ?\d{1,2}/\d{1,2}/(?:\d\d){1,2},? (?:under|on|as|with|by)|in (?:19|20)\d\d and (?:19|20)\d\d|for the (?:first|second|third|fourth|last) (?:quarter|half|\w+ months|\w+ quarters) of (?:19|20)\d\d|during (?:the (?:first|second|third|fourth|last) (?:quarter|half|months?) of )?(?:19|20)\d\d|between \w+(?: \d{1,2},?)?(?:,? \d{4})? and \w+(?: \d{1,2},)? \d{4}|in the (?:first|second) half of|in the (?:first|second|third|fourth|last) quarter of (?:19|20)\d\d(?=:)|from \w+(?: \d{1,2})?(?:,? \d{4})? (?:to|through) \w+(?: \d{1,2},)? (?:of )?(?:19|20)\d\d,? [^.;:,]{0,40}\b(?:reported|billed|used|submitted|sent|coded|was|were))\b", "historical",
        ("During 2018, [[C9492]] is the code for ((durvalumab)).", "From October 1 to December 31, 2018, hospitals reported ((durvalumab)) with [[C9492]].", "From July to September 2018 we sent ((durvalumab)) as [[C9492]].", "During the first quarter of 2018, [[C9492]] is the code for ((durvalumab)).", "((Durvalumab)) in the third quarter of 2018: [[C9492]] at hospitals.", "For the last quarter of 2018 hospitals reported ((durvalumab)) with [[C9492]].", "((Emicizumab)) 6/1/18-12/31/18 under [[Q9995]]."), ("Since 2019, [[J9173]] is the code for ((durvalumab)).",),
    ),
)  # fmt: skip
# At the beginning of what follows the claim.
WAS_VALID: Final = Trigger(
    "was-valid",
    r",? in the (?:first|second|third|fourth|last) (?:quarter|half) of (?:19|20)\d\d\b|[^.;]{0,20}\b(?:(?:the )?(?:first|second|third|fourth|last) (?:quarter|half) of (?:19|20)\d\d only|(?:was|were) in use\b|(?:was|were) (?:valid|in force|in effect|payable|billable|accepted) [^.;]{0,60}\b(?:through|until|to|between)|(?:existed|lived|survived|lasted|ran) (?:only |just )?(?:from|between|until|till|for|(?:a|an|one|two|three|four|five|six) (?:\w+ )?(?:quarter|month|year)s?)|(?:still )?applied (?:on|through|until|up to)|was (?:a )?short[- ]lived|(?:left|leaves) the list\b|had (?:a|its) (?:short|brief) life|(?:was|were) (?:the|its|our) (?:\w+ ){0,2}codes? (?:in|during|before|until|till|through|thru|up to|then|for that|at the time|in those))\b",
    "historical",
    (
        "[[C9492]] (((durvalumab))) was valid for claims through 2018.",
        "((Durvalumab)): [[C9492]] existed only from January to March 2018.",
        "Brixadi is J0577 ([[J0576]], ((1 mg)), lasted one quarter).",
        "A code for ((durvalumab)), [[C9492]], was in use from July.",
        "[[C9492]] (((durvalumab))) lived for two quarters.",
        "[[C9492]] (((durvalumab))) still applied on June 30.",
        "[[C9492]] ((durvalumab)), second half of 2018 only.",
        "((Ixifi)) ([[Q5109]]) left the list at the end of 2025.",
        "((Tarlatamab)), Imdelltra: [[C9170]] in the last quarter of 2024.",
        "((Spravato)) is J0013; [[S0013]] was the code before that.",
        "[[J2001]], ((10 mg)), was the code through September 30, 2024.",
    ),
    ("[[J9173]] (((durvalumab))) was a valid choice.",),
)
UNTIL_AFTER: Final = Trigger(
    "until-after", r"(?:,? and [^.;,()]{1,40} [A-Z]\d{4})?[^.;]{0,20}\b(?:from (?:\w+ ){0,2}(?:19|20)\d\d[^.;]{0,12}? (?:until|through|to)|(?:from|between|during) [a-z]{3,9}(?: \d{1,2},?)? (?:to|through|until|till|and) [a-z]{3,9}(?: \d{1,2},?)? (?:of )?(?:19|20)\d\d|(?:in|during) those (?:days|years|months)|back then|for (?:a|one|two|three|four|only|just|some|nearly|almost|about|over|more than|roughly)(?: \w+){0,2} (?:while|time|months?|quarters?|years?)\b(?! now| already| (?:and|or) older| of age)|briefly|until|till|through december|through june|through (?:the (?:end|close) of )?(?:\w+ )?(?:19|20)\d\d|before (?:january|april|july|october|\d{1,2}/\d{1,2}|(?:19|20)\d\d))\b", "historical",
    ("[[C9492]] is the code for ((durvalumab)) until 2019.", "((Durvalumab)) went out as [[C9492]] in those days.", "((Mepolizumab)) was reported with [[C9473]] from April 2016[^1], until J2182 took effect.", "((Durvalumab)) was reported with [[C9492]] for a short while.", "[[J1942]] = ((aripiprazole lauroxil)) till 9/30/2019.", "((Benralizumab)) was reported with [[C9466]] through the end of 2018.", "((Rebinyn)) was reported with [[C9468]] from April to December 2018.", "Hospitals billed ((Imaavy)) with [[C9305]] and Emrelis with C9306 until December 31, 2025."), ("[[J9173]] is the code for ((durvalumab)) since 2019.",),
)  # fmt: skip
# The same, where the claim's verb is of the past: "is valid through March 31" may look ahead.
THROUGH_AFTER: Final = Trigger(
    "through-after", r"[^.;]{0,20}\bthrough (?:\w+ )?\d{1,2}[ ,/]", "historical",
    ("((Eculizumab)) was reported under [[J1300]] through March 31, 2025.",), ("((Eculizumab)) is reported under [[J1299]] through March 31, 2027.",),
)  # fmt: skip
UP_TO_AFTER: Final = Trigger(
    "up-to-after",
    r"[^.;]{0,20}\b(?:(?:only )?up to (?:january|february|march|april|may|june|july|august|september|october|november|december)|(?<!as )(?<!than )(?<!like )before(?=\s*(?:\)|[.;]|$)))"
    r"|\s(?:from|since|in|as of) (?=[^,;.()]{0,28}(?:\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|quarter|half|year|start|spring|summer|autumn|fall|winter))[^,;.()]{3,28}[,;](?: and| then)* [A-Z]\d{4}[^,;.]{0,24} (?:from|since|as of|in)\b",
    "historical",
    ("((Zilretta)): [[C9469]] from April, Q9993 from July, and J3304 from January.", "((Bkemv)) is billed with [[Q5139]] only up to March 31.", "Nplate is J2802 now ([[J2796]], ((10 mcg)), before)."),
    ("((Bkemv)) is billed with [[Q5152]] as of today.",),
)  # fmt: skip
# Between the two sides.
HAD: Final = Trigger(
    "had", r"\bspent (?:[\w-]+ ){1,5}(?:as|on|under|with)\b|\bhad (?:an?|the|its|their) (?:billing )?(?:unit|increment|descriptor|step)\b|\bhad (?:an?|the|its) [\d.,]+[ -]?(?:mg|mcg|g|ml|iu|units?)\b|\bhad (?:\w+ )?(?:described|denoted|meant|covered|named|represented|identified|stood|been|carried|served|held|borne|belonged)\b", "historical",
    ("((Imfinzi)) had spent one quarter as [[C9492]].", "[[C9492]] had been ((durvalumab)).", "[[J2505]] had a ((6 mg)) unit."), ("[[J9173]] has been ((durvalumab)) since 2019.",),
)  # fmt: skip
# A year in the clause, and between the two sides what was done with claims then: "in 2019 J9173 was assigned" tells of when now began.
IN_YEAR: Final = Trigger(
    "in-year",
    r"\b(?:in|during) (?:\w+ |the (?:first|second|third|fourth|last) (?:quarter|half|\w+ months) of )?(?:19|20)\d\d\b",
    "historical",
    (
        "In 2018, ((durvalumab)) was billed with [[C9492]].",
        "((Durvalumab)) was reported with [[C9492]] by hospitals during the last quarter of 2018.",
    ),
    ("In 2019, [[J9173]] was assigned to ((durvalumab)).",),
)
WAS_BILLED: Final = r"\b(?:(?:was|were) (?:\w+ )?(?:billed|reported|used|coded|submitted|paid|filed)|went (?:out |in )?(?:under|with|as|on))\b"
# Between the two sides, over tags: "was", but for what began then and holds; and verbs of the past.
WAS: Final = Trigger(
    "was", r"(?<!h)p", "historical", ("[[C9492]] was ((durvalumab)).",), ("[[J9173]] is ((durvalumab)).",), over="tags"
)
BEGAN: Final = Trigger(
    "began",
    r"\b(?:what|as|where) (?:it|they) (?:was|were)\b|\bbecame (?:effective|valid|active|available|billable)\b|"
    r"\b(?:was|were|been)\s+(?:\w+\s+){0,2}?(?:created|established|introduced|assigned|added|approved|set up|set|written|issued|given|"
    r"published|effective|launched|"
    r"designed|built|billed|coded|reported|submitted|paid|denied|implemented|developed|granted|made|released|reserved|split|updated|revised|"
    r"discontinued|deleted|withdrawn|replaced|retired|terminated|infused|tried)\b",
    "asserted",
    ("[[J9173]] was created for ((durvalumab)).", "[[J9173]] was newly assigned to ((durvalumab)).", "[[J9173]] became effective in 2019 and describes ((durvalumab)).", "[[J9173]] remains what it was, ((durvalumab))."), ("[[C9492]] was good for ((durvalumab)).",),
)  # fmt: skip
DID: Final = Trigger(
    "past-verb",
    r"(?:[CciDIr][wA]?|[CciDIr],[wA]?(?=L[^a])|^w)L",
    "historical",
    (
        "[[C9492]] also stood for ((durvalumab)).",
        "[[C9492]] described ((durvalumab)).",
        "C9492 and C9493 are gone. They stood for ((durvalumab)).",
        "Another code, [[C9492]], described ((durvalumab)).",
    ),
    ("[[J9173]] describes ((durvalumab)).", "[[J2779]], described as ((ranibizumab)), is new."),
    over="tags",
)
# Over the tags up to the code: a bracket that tells what was replaced, which is what it says of the codes in it.
REPLACED_IN_BRACKET: Final = Trigger(
    "replaced-in-bracket", r"\(q[C,&]*[Ptwv]{0,3}\Z", "historical",
    ("J1299, 2 mg (replaces [[J1300]], ((10 mg))) is eculizumab.",), ("J9022, 10 mg ([[J9035]], ((5 mg))) is atezolizumab.",), over="tags",
)  # fmt: skip
# Right before the code.
HAD_CODE: Final = Trigger(
    "had-code", r"(?<!have )(?<!has )\b(?:had|lost|gave up) (?:the |its own )?(?:hcpcs |temporary )?(?:code )?(?:[A-Z]\d{4}(?: \([^()]{0,24}\))?,? (?:and )?){0,3}$", "historical",
    ("((Balfaxar)) had [[C9159]] in the spring.", "((Pegfilgrastim)) lost [[J2505]] in 2022."), ("((Nivolumab)) has had [[J9299]] since 2016.",),
)  # fmt: skip
LEFT: Final = Trigger(
    "left-code",
    r"\b(?:(?:end|deletion|discontinuation|termination|retirement|demise|loss|sunset|last day) of|left|leaves|leaving|(?:went|goes|moved|moves|changed|changes|switched|switches) from)(?: (?:the|its|old|two|three|four|five|code|codes|hcpcs)){0,4},?\s*"
    r"(?:[A-Z]\d{4}(?:\s*\([^()]{0,24}\))?(?:,\s*|,?\s+and\s+|\s+)){0,8}$",
    "historical",
    ("((Soliris)) left [[J1300]] for J1299.", "With the end of [[Q5109]] (((Ixifi))) three are left.", "((Capecitabine)) went from two codes, [[J8520]] and J8521, to one.", "June 30 was the last day of J2780 (ranitidine) and [[J9371]] (((Marqibo)))."),
    ("((Soliris)) went over to [[J1299]].",),
)  # fmt: skip
# In the clause of what has no verb of its own, where the verb before it is of the past: "was billed with C9027 and nivolumab with C9453".
THEN: Final = Trigger(
    "then",
    r"\b(?:in|during) (?:\w+ )?(?:19|20)\d\d\b|\b(?:before|until|till) (?:that|then)\b|\bat that time\b|\b(?:initially|originally|at first)\b",
    "historical",
    ("In 2024 Idacio was billed with Q5131 and ((Abrilada)) with [[Q5132]].",),
    ("In 2024 nothing changed; ((Abrilada)) is billed with [[Q5145]].",),
)  # fmt: skip
# The same between a drug and its target.
ACTED: Final = Trigger(
    "past-verb-of-target",
    r"[DBTd]?L",
    "historical",
    ("[[Avelumab]] bound ((PD-L1)).",),
    ("[[Avelumab]] binds ((PD-L1)).",),
    over="tags",
)

TRIGGERS: Final = (
    *HYPOTHETICAL, TERMINATORS, OWN_CLAUSE, *HYPOTHETICAL_AFTER, ON_AN_ORDER, GLOSS_IS_WRONG, LABELLED_FALSE, LABELLED_PLAN, LABELLED_PAST, QUOTED_NOTE, STANDING_REPORTED, PLANNED_END, ONE_USE, RESTRICTED,
    DENIED, DENIED_LIST, NOT_EQUAL, LEFT_OUT, WRONG_TO, NEGATED_BEFORE, STANDING_NEGATED, NOT_DENYING, DENIED_APART,
    *HISTORICAL, WAS_VALID, UNTIL_AFTER, THROUGH_AFTER, UP_TO_AFTER, HAD, IN_YEAR, WAS, BEGAN, DID, REPLACED_IN_BRACKET, HAD_CODE, LEFT, THEN, ACTED,
)  # fmt: skip

# A gloss is true whatever the sentence does with the code: "nothing to do with atezolizumab (J9022)".
GLOSSES: Final = frozenset({"code-bracket-drug", "drug-bracket-code", "code-beside-drug", "drug-beside-code"})
