"""How English says what standing a code has: unclassified, specific, or at its end."""

from __future__ import annotations

from typing import Final

from auditor.extraction.grammar import Frame, Phrase

# A mention says it (`vocabulary.py` lists the words); of which code, the sentence tells.
UNCLASSIFIED: Final = Frame(
    "code-is-unclassified", r"U",
    ("[[J3490]] is an ((unclassified)) code.", "[[J9999]] is for drugs that are ((not otherwise classified))."),
    ("((Unclassified)) drugs are paid by invoice; [[J9271]] is not.",),
)  # fmt: skip
# In a text that speaks of unclassified codes, this denies that a code is one.
SPECIFIC: Final = Phrase(
    "code-is-specific", r"\b(?<!no )(?<!more )(?<!has a )(?<!have a )(?<!has its own )(?<!with a )(?:drug-|product-)?specific (?:code|number|entr|designation)(?!\w* (?:exists?|is (?:available|assigned|issued|published)|becomes|has been))",
    ("Some codes are miscellaneous. [[J9271]] is a specific code.",), ("Some codes are long. [[J9271]] is a specific code.", "Some codes are miscellaneous. Do not use [[J3490]] when a specific code exists.", "Some codes are miscellaneous. [[J3490]] is denied for a drug that has a specific code."),
)  # fmt: skip
SUSPECTED: Final = r"classified|specified|miscellaneous|catch-?all"

ENDED: Final[tuple[Phrase, ...]] = (
    Phrase(
        "code-was-discontinued",
        r"\b(?:discontinued|deleted|terminated|termed(?= (?:on |eff\w* |as of )?\d)|inactivated(?!-| (?:virus|vaccine|influenza|polio))|deactivated|withdrawn(?! (?:(?:it|them) )?from (?:the )?(?:US |U\.S\. )?market)|retired|"
        r"sunset(?:ted)?|struck from the (?:list|books|file)|removed(?= (?:after|as of|effective) (?:January|February|March|April|May|June|July|August|September|October|November|December|\d))|(?:(?:removed|dropped|disappeared|vanished|struck|gone) from|taken (?:off|out of)|left|leaves|fell out of) (?:the )?(?:(?:national|hcpcs|cms|code) ){0,3}(?:code set|(?:code )?file|hcpcs)|been purged)\b",
        ("[[J9310]] was discontinued in 2019.", "Effective January 1, 2019, [[J9310]] is terminated.", "[[J9310]] termed 12/31/2018."),
        ("[[J9225]] is the histrelin implant, withdrawn from the market.", "[[J7169]] is coagulation factor Xa, inactivated-zhzo."),
    ),
    Phrase(
        "code-is-inactive",
        r"\b(?:inactive(?! ingredient)|obsolete|dead codes?|(?:is|are|was|were) gone|(?:was|were|is|are) over(?= (?:in|since|as of|after|on|by) |\s*[.,;])|(?:(?<=[.;:,] )|\A\W{0,3})(?:also |now |already )?gone (?=since|after|as of|effective)|(?:is|are|was|now) dead|invalid (?:after|as of|since|from))\b",
        ("[[J9310]] is obsolete.", "[[J9310]] is a dead code.", "Also gone since 2018: [[J9310]] (rituximab, 100 mg)."), ("[[J9310]] lists no inactive ingredient.",),
    ),
    Phrase(
        "code-no-longer-valid",
        r"\b(?:no longer (?:(?:an? )?(?:valid|live)|active|payable|recogni[sz]ed|in the code set|exists?|in use|billable|accepted|effective)|(?:was|were) last (?:valid|billable|payable|accepted|effective|in force)|"
        r"ceased to (?:be valid|exist)|(?:is|are|was|were)(?: not|n['’]t) (?:valid|active|in use|in force|payable|billable|accepted) (?:any ?more|any longer)|stopped being valid|(?:is|are|was|were) no more\b(?! than)|became invalid|(?:has|have) not (?:existed|been (?:valid|active|payable|billable|usable|accepted|in use|open)) (?:since|after)|not valid (?:since|after))\b",
        ("[[J9310]] is no longer valid.", "[[J9310]] isn't valid any more.", "[[J9310]] ceased to exist.", "[[J9340]] (15 mg) was last valid on 30 June 2025.", "[[J9310]] has not been valid since 2018.", "[[J9310]] has not been usable since March 31, 2018."), ("[[J9310]] is no longer rare.",),
    ),
    # Words that only a code right before them makes an end: a product can be phased out as well, a deadline expire.
    Phrase(
        "code-expired",
        r"(?:(?<=\b[A-Z]\d{4} )|(?<=\bcode )|(?<=\b[A-Z]\d{4}, )|(?<=\bboth ))(?<!\bfor [A-Z]\d{4} )(?<!\bof [A-Z]\d{4} )(?<!\bwith [A-Z]\d{4} )(?<!\bon [A-Z]\d{4} )(?:(?:has|have|had|was|were|is|are|been|also|then|both|each|finally|simply|itself) ){0,3}"
        r"(?:expired|lapsed|vanished|disappeared|(?:went|gone) away|phased out|eliminated|abolished|cancell?ed|closed|killed off)\b|(?<=, )(?:both|all|each) closed(?= (?:(?:on|effective|as of) )?(?:January|February|March|April|May|June|July|August|September|October|November|December|\d))|\b(?:are|were) (?:now )?(?:both|all) (?:now )?(?:expired|closed|phased out|eliminated|cancell?ed)\b|(?<=[,)] )(?:was|were|is|are|has been|has|have) (?:now |both |all |also )?closed\b(?! to)|(?:(?<=\b[A-Z]\d{4} )|(?<=[,)] ))(?:closes|ends|expires) (?=(?:(?:on|with|after|as of|effective) )?(?:January|February|March|April|May|June|July|August|September|October|November|December|\d{1,2}/))|(?:(?<=\b[A-Z]\d{4} )|(?<=[,)] ))(?:went|goes|go|left|disappeared) (?:along |together )?with (?:it|them)(?=\s*(?:[.;,)]|$))|\A\W*closed(?=: ?[A-Z]\d{4})|(?<=[.;] )closed (?=on |after |at )|(?<=[,)] )(?:expired|lapsed) (?=(?:on |after |as of )?(?:January|February|March|April|May|June|July|August|September|October|November|December|\d{1,2}/))|(?:(?<=\b[A-Z]\d{4} )|(?<=\) ))went(?= (?:at the end of|on) (?:January|February|March|April|May|June|July|August|September|October|November|December|\d))",
        ("[[J9310]] expired on December 31, 2018.", "[[J9310]] was phased out in 2019.", "[[J1940]] (up to 20 mg) closes with March 31.", "[[J2001]] (10 mg) has closed, too.", "[[J9310]] (100 mg) expired 12/31/2018.", "Closed: [[J9070]] (100 mg).", "[[J1300]] went away on March 31, 2025.", "J1040 is no longer valid; [[J1020]] (20 mg) went with it."),
        ("Our contract for [[J9310]] expired.", "[[J9310]] was cancelled from the order set."),
    ),
    Phrase(
        "code-has-ended",
        r"\b(?:end-dated|end dated|(?:carr(?:y|ies)|bears?|has|have|got|shows?) (?:an? |the )?(?:termination|end|deletion|discontinuation|expiration) date(?= (?:of|on)? ?(?:January|February|March|April|May|June|July|August|September|October|November|December|\d))|closes(?=\s*[;.])|ended(?= the code\b)|stopped(?= (?:on|after) (?:January|February|March|April|May|June|July|August|September|October|November|December|\d))|(?<!began and )(?<!begins and )(?<!started and )(?<!begun and )ended(?= (?:on|yesterday|today|with|last|after|at the|the same|that (?:day|date)|and (?:[A-Z]|its |it )|(?:one|two|three|four|\w+) days? (?:earlier|before|later)|in (?:19|20)\d\d|(?:in )?(?:January|February|March|April|May|June|July|August|"
        r"September|October|November|December)|\d)|\s*(?:[.,;)]|$)))\b",
        ("[[J9310]] ended on December 31, 2018.", "[[J9310]] ended yesterday.", "[[J2930]] (up to 125 mg) ended and Solu-Medrol is now J2919.", "[[J1940]] (up to 20 mg) ended March 31.", "J8522 is new ([[J8520]], 150 mg, ended).", "[[J1655]] tinzaparin closes; others stay.", "[[J1443]] carries a termination date of December 31, 2025."), ("[[J9310]] ended the debate.",),
    ),
)  # fmt: skip

# Somebody who keeps the code set means to end the code that follows.
WILL_END: Final = Phrase(
    "code-will-end",
    r"\b(?:CMS|Medicare|the agency|the (?:HCPCS )?(?:workgroup|panel|secretary)|(?:release|update|quarter)s?\b)[^.;:?!]{0,70}?\b(?:will|would|may|might|could|to)(?: also| then| soon| finally| again)? "
    r"(?P<verb>delete|discontinue|terminate|retire|inactivate|deactivate|withdraw|abolish|sunset|end(?:-date)?)(?= (?:(?:the )?(?:temporary |pass-through )?(?:codes? )?[A-Z]\d{4}|it|(?:the|this|that) code)\b)",
    ("CMS has proposed to delete [[J9033]].", "In the April release CMS will discontinue [[C9307]].", "CMS's preliminary decisions would retire [[J9020]].", "[[J9033]] is Treanda; CMS means to delete the code."),
    ("We will delete [[J9033]] from our charge master.", "CMS will delete the duplicate line of [[J9033]]."),
)  # fmt: skip

# Right before the word: it is something else that ended, not a code.
ENDED_OF_OTHERS: Final = Phrase(
    "other-than-code-ended",
    r"\b(?:(?:authori[sz]ations?|approvals?|coverage|enrol?lments?|eligibility|benefits?|plans?|trials?|stud(?:y|ies)|infusions?|injections?|treatments?|therap(?:y|ies)|contracts?|"
    r"visits?|episodes?|courses?|programs?|modifiers?|sponsor|push|dose|ndcs?|labels?|fees?|rates?|prices?|pricing|edits?|rules?|patients?|members?|oncologists?|physicians?|prescribers?|nurses?|infusion center)(?: (?!codes?\b|[A-Z]\d{4})[\w-]+){0,6}?|(?:mergers?|proposals?|requests?) (?:of|for|to) [\w ]{4,40}?|"
    r"(?:treatments?|therap(?:y|ies)|coverage|authori[sz]ations?|administration|infusions?|ndcs?(?: [\d-]+)?|fees?|rates?|prices?|labels?|(?:preferred|tier|formulary|step) (?:status|requirement)|pricing) (?:with|of|for) [^.;:]{2,60}?|(?:vials?|syringes?|sizes?|strengths?|presentations?|packages?|kits?|pens?) (?:of|for|under|in|behind) (?:code )?[A-Z]\d{4}) "
    r"(?:(?:had|has|have|was|were|is|are|been|being|be|should|must|may|can) ){0,2}$|\b(?:two|three|four|several|some|many|these|those|all|our|the) claims (?:were|have been|had been|are)(?: all| then)? $|\b(?:patient|member|oncologist|physician|prescriber|he|she|we) (?:has |had |then )?$|\b(?:should|must|shall) (?:be )?(?:permanently |temporarily )?$",
    ("Claims with [[J7527]] fail when the authorization had ended.", "The merger of [[Q9996]] and Q9997 was withdrawn.", "Report [[Q5103]], and the ZB and ZC modifiers were discontinued.", "Treatment with durvalumab, [[J9173]], was discontinued.", "The NDC for [[J9035]] is inactive.", "The 100 mg vial under [[J1745]] has been discontinued.", "The patient discontinued [[J9271]] after two cycles.", "[[J9271]] must be discontinued if pneumonitis occurs."), ("Claims with [[J7527]] fail, for it had ended.",),
)  # fmt: skip
# Right behind the word: the code left a list, a claim or a patient, and is valid still; or what was deleted is a line.
ENDED_ELSEWHERE: Final = Phrase(
    "ended-elsewhere",
    r"^\s*(?:and (?:replaced|resubmitted|rebilled|corrected|billed)[^.;]{0,24}\b(?:claim|line|bill)s?\b|(?:from|on|off|in) (?!.{0,24}\b(?:hcpcs|code (?:set|file|list)|cms|national|medicare)\b)(?:[\w-]+ ){0,4}?"
    r"(?:lists?|claims?|tables?|(?:fee )?schedules?|programs?|formular(?:y|ies)|polic(?:y|ies)|order sets?|systems?|charge ?masters?|steps?|requirements?|edits?|criteria|invoices?|bills?|patients?|arms?)\b|"
    r"by (?:its|the|their|our) (?:\w+ )?(?:manufacturer|maker|company|sponsor|drugmaker|producer|supplier)s?\b|"
    r"(?:after|at|before|during) (?:cycle|dose|week|infusion)s?\b|(?:due to|because of|for) (?:toxicit|progress|adverse|intoleran|side effect)|"
    r"(?:an? |the )?(?:duplicate |old |extra |all )?(?:rows?|lines?|entry|entries|references?|mentions?|paragraphs?|sections?|language|wording|notes?|footnotes?)\b)",
    ("[[J9173]] was deleted from the claim.", "[[J9173]] was retired from our formulary.", "Deleted duplicate row [[J9173]].", "[[J9173]] was discontinued after cycle 4.", "Aduhelm ([[J0172]]) has been discontinued by its manufacturer."),
    ("[[J9310]] was deleted from the HCPCS code set.", "[[J9310]] was deleted on December 31, 2018."),
)  # fmt: skip
VETOES: Final = (ENDED_OF_OTHERS, ENDED_ELSEWHERE)

ROWS: Final = (UNCLASSIFIED, SPECIFIC, *ENDED, WILL_END)

# Between a second code and the word of its standing: the first is still what is spoken of. "C9467 preceded J9311 and was withdrawn."
GOES_ON: Final = r"[^,;CDB]{0,4}&A?[pbh]"
# Between codes that end together, brackets left out: "S0028 for famotidine, S0039 for the sulfa combination and S0017".
TOGETHER: Final = r"(?:f[tgwzFD]{1,4})?(?:&(?:[DB](?:\"w|s)?)?|,&?)"
# All that may stand between such a word and the code after it: "the unclassified code J3490".
BEFORE_CODE: Final = "tkgGw,f:b("
