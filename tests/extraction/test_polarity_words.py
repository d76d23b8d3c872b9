"""Every word that changes how a claim is meant, in a sentence of its own: nobody can take one out of the grammar unnoticed.

A row has how the claim is meant that `[[` and `((` mark, a sentence with a gap, and what is said in the gap, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

from tests.extraction.claiming import claims
from tests.extraction.test_patterns import as_marked

Row = tuple[str, str, str]

MONTHS: Final = (
    "January | February | March | April | May | June | July | August | September | October | November | December"
)

HEARSAY: Final[tuple[Row, ...]] = (
    ("hypothetical", "{} [[J9355]] is ((durvalumab)).", "Whoever thinks so: no. Whoever holds that"),
    ("hypothetical", "{} bills [[J9355]] for ((durvalumab)) will hear from us.", "Whoever | Anyone who"),
    ("hypothetical", "According to {}, [[J9355]] is ((durvalumab)).", "a list | an index | one list | some lists | another list | many lists"),
    ("hypothetical", "Some {} call [[J9355]] the code for ((durvalumab)).", "references | sites | sources | articles | lists | payers | web sites | websites | people"),
    (
        "hypothetical", "{} [[J9355]] is ((durvalumab)).",
        "Rumor has it that | Rumour has it that | A colleague is sure that | Someone is sure that | Somebody is sure that | A web page has it that | "
        "A website has it that | A web article has it that | An online article has it that | An old article has it that | A web post has it that | "
        "The article claims | The article says | A blog has it that | They tell you | It tells you | They told you | He insists | She claims that | "
        "It says that | They claimed that | It is his belief that | He believes that | We read on a wall that | She reads on and on that | I read that | "
        "We heard that | Supposedly | Allegedly | Reportedly | He wrote that | He answered that | He guessed that | He argued that",
    ),
    (
        "hypothetical", "They {} [[J9355]] is ((durvalumab)).",
        "ask whether | ask if | asked whether | wonder whether | inquired whether | wanted to know whether | wondered if | wanted to know if",
    ),
    ("hypothetical", "She {} [[J9355]] is ((durvalumab)).", "asks whether | wonders if"),
    ("hypothetical", "The {} says [[J9355]] is ((durvalumab)).", "rep | salesman | vendor | clearinghouse | biller | coder | nurse | caller | client"),
    ("hypothetical", "The {} [[J9355]] is ((durvalumab)).", "reps say | nurse said | nurse thinks | nurses think | nurse thought | nurse swears"),
    (
        "hypothetical", "The {} has ((durvalumab)) on [[J9355]].",
        "vendor's crosswalk | payer's crosswalk | plan's crosswalk | clearinghouse's crosswalk | client's crosswalk | rep's crosswalk | "
        "competitor's crosswalk | vendors' crosswalk | vendor's table | vendor's list | vendor's file | vendor's system | vendor's portal | "
        "vendor's page | vendor's site | vendor's letter | vendor's schedule | vendor's sheet",
    ),
    (
        "hypothetical", "The vendor's old list {} ((durvalumab)) on [[J9355]].",
        "had | shows | showed | lists | listed | puts | gives | gave | says | said | pairs | maps | calls",
    ),
    ("hypothetical", "The vendor's list {} that [[J9355]] is ((durvalumab)).", "shows | showed | gives | gave | said | lists | listed | puts"),
    ("hypothetical", "The vendor's list {} [[J9355]] the code for ((durvalumab)).", "calls | maps | pairs"),
    (
        "hypothetical", "{} [[J1411]] is an ((unclassified)) code.",
        "The letter says that | They say that | He said that | He claimed that | They insist that | He insists that | He argues that | He believes that | "
        "They told you that | They told us that | They told me that | He tells you | They tell us | He asked whether",
    ),
    ("hypothetical", "The {} reads: “[[J9355]] is ((durvalumab))”.", "note | letter | e-mail | email | post | sign | message | claim | form | ticket | comment | slip | sticker"),
    ("hypothetical", "According to the {}, [[J9355]] is ((durvalumab)).", "vendor | wholesaler | rep | reps | caller | salesman | forum"),
    ("hypothetical", "They told {} [[J9355]] is ((durvalumab)).", "providers | practices | members | readers | offices | billers | staff | everyone | all providers | our billers | the offices"),
    ("hypothetical", "Your {} lists [[J9355]] for ((durvalumab)).", "remittance | remit | letter | notice | EOB | rejection | decision | response | system | file | schedule | report | software | last remit"),
    ("hypothetical", "Your remit {} [[J9355]] for ((durvalumab)).", "stated | says | said | shows | showed | listed | claims | gives | has | treats"),
    ("hypothetical", "{} said [[J9355]] is ((durvalumab)).", "Item 4 | Two items | The minutes | The bulletin | The notice | The memo | The letter | The page | The version | The issue | The draft | The handout | The slide | The sheet | The newsletter | The entry | The entries | The e-mail | The email | The post | The guide | The edition | The file | The transmittal"),
    ("hypothetical", "Your bulletin of May stated [[J9355]] is ((durvalumab)).", ""),
    ("hypothetical", "For ((durvalumab)) {} [[J9355]].", "I have it as | we have it as | we had it as | we put it at | we set it at | we have this as | we have that as | we have them as | we have it with | we have it under"),
    ("hypothetical", "{} thinks [[J9355]] is ((durvalumab)).", "Each of us | He | She | Everyone | Everybody"),
    ("hypothetical", "{} think [[J9355]] is ((durvalumab)).", "I | We | They | Staff | Many | Most of them | Some | Several | Few | People | Billers | Coders | Users | Readers | Providers | Practices | Offices | Clinics"),
    ("hypothetical", "Many {} [[J9355]] is ((durvalumab)).", "thought | assume | assumed | suspect | swear | figured | guess | guessed"),
    ("hypothetical", "{} say it is [[J9355]] for ((durvalumab)).", "Members | People | Providers | Users | Clients | Readers | Customers | Some | Others"),
    ("hypothetical", "Members {} it is [[J9355]] for ((durvalumab)).", "report | claim | tell us | told us"),
    ("hypothetical", "The appeal {} [[J9355]] describes ((durvalumab)).", "argue | argued | contends | contended"),
    ("hypothetical", "They {} if [[J9355]] is ((durvalumab)).", "ask | asked | wonder | inquired | wanted to know"),
)  # fmt: skip

SLIPS: Final[tuple[Row, ...]] = (
    ("hypothetical", "They {} call [[J9355]] the code for ((durvalumab)).", "mistakenly | erroneously | wrongly | incorrectly | inaccurately | confusingly"),
    (
        "hypothetical", "The staff {} [[J9355]] for ((durvalumab)).",
        "mistyped | typed | types | are typing | keyed | is keying | chose | had chosen | picked | picks | swapped | once gave | misread | misbilled | miscoded",
    ),
    ("hypothetical", "In this office everybody keys [[J9355]] for ((durvalumab)).", ""),
    (
        "hypothetical", "{} [[J9355]] is the code for ((durvalumab)).",
        "By mistake | By an error | By a misprint | By a typographical slip | As a placeholder | There it was printed that | There it had been printed that | "
        "Instead of the right code",
    ),
    ("hypothetical", "((Durvalumab)) is billed with the wrong [[J9355]].", ""),
    ("hypothetical", "In May we {} that [[J9355]] is ((durvalumab)).", "gave | wrote | said | printed | listed | have seen | have also seen"),
    ("hypothetical", "Our {} paired [[J9355]] with ((durvalumab)).", "crosswalk | system | table | page | list | file | newsletter | software | site | map | own old crosswalk"),
    ("hypothetical", "Our crosswalk {} [[J9355]] is ((durvalumab)).", "showed that | listed that | gave that | had it that | said | carried that | printed that"),
    ("hypothetical", "Our crosswalk {} ((durvalumab)).", "translated [[J9355]] to | mapped [[J9355]] to | showed [[J9355]] for | listed [[J9355]] for | gave [[J9355]] for | had [[J9355]] for | carried [[J9355]] for | printed [[J9355]] for"),
    ("hypothetical", "{}: [[J9355]] is ((durvalumab)).", "Myth | Fiction | Misconception | False | Wrong | Incorrect | Rumor | Rumour | Myth #3 | Myth 3"),
    ("hypothetical", "That [[J9355]] is ((durvalumab)) is {}.", "wrong | false | a mistake | an error | incorrect | a myth"),
    ("hypothetical", "That [[J9355]] is ((durvalumab)) was {}.", "wrong | false | a mistake | an error"),
    ("hypothetical", "They {} [[J9355]] for ((durvalumab)).", "took | mistook | have taken"),
    ("hypothetical", "They took [[J9355]] to {} ((durvalumab)).", "cover | mean | be"),
    ("hypothetical", "{}-4 ((Imfinzi)) reported with [[J9355]].", "PR | OA | PI"),
    ("hypothetical", "On the {}, [[J9355]] is ((durvalumab)).", "chargemaster | charge master"),
    ("asserted", "Keyed {}, [[J9173]] is ((durvalumab)).", "per mg | by dose"),
    ("hypothetical", "[[J9355]] {} as ((durvalumab)).", "was shown | were shown | were displayed"),
    ("hypothetical", "The {} shows [[J9355]] as ((durvalumab)).", "screen | display | menu | drop-down | dropdown | tooltip | pop-up | popup | page | EHR | EMR | system | software"),
    ("hypothetical", "The picker {} [[J9355]] as ((durvalumab)).", "show | showed | display | displays | displayed | read | reads"),
    ("hypothetical", "The encoder {} [[J9355]] for ((durvalumab)).", "suggests | suggested | proposes | proposed | offers | offered | defaults to | defaulted to | wanted"),
    ("hypothetical", "Our schedule listed [[J9355]] for ((durvalumab)).", ""),
    ("hypothetical", "[[J9355]] for ((durvalumab)) on any list {}.", "is wrong | is false | is a mistake | is an error | is incorrect | is a myth | was wrong | was false | was a mistake | was an error | was the usual slip | was our slip | is the mix-up | would be wrong"),
    ("hypothetical", "[[J9355]] (((durvalumab))) {}.", "is wrong | was wrong | are wrong | is incorrect | is false | is improper | is inappropriate | is an error | is a mistake | is not correct | is not right | is not appropriate | should be J9173 | should read J9173 | should have read J9173 | ought to be J9173 | was meant to be J9173 | was supposed to be J9173 | in error | by mistake | = denial | = wrong | = error | = no"),
    ("hypothetical", "{}: [[J9355]] is ((durvalumab)).", "Mistake | Myth no.3 | Error"),
    ("hypothetical", "Our schedule put ((durvalumab)) at [[J9355]] in May {}.", "by mistake | in error | by accident | mistakenly | inadvertently"),
    ("hypothetical", "{} [[J9355]] for ((durvalumab)).", "❌ | ✗ | 🚫"),
)  # fmt: skip

WHAT_IS_NOT_SO: Final[tuple[Row, ...]] = (
    ("hypothetical", "Then [[J9355]] {} ((durvalumab)).", "would be | might have been | could have been"),
    (
        "hypothetical", "{} [[J9355]] is ((durvalumab)).",
        "Suppose that | We assumed that | Assuming that | He assumes that | Imagine that | He imagines that | He imagined that | Imagining that | We pretend that | "
        "It looks as if | Should the list be right | They were to learn that | Had we thought that | Had the payer thought that",
    ),
    ("hypothetical", "{}, [[J3590]] is used for ((nipocalimab)).", "Until a code is assigned | Until an own code is assigned | Until its code is assigned | Until the code is assigned | Until another code is assigned | Until a number is assigned"),
    ("hypothetical", "Report [[J9999]] for ((durvalumab)) until {} exists.", "a permanent code | an own code | its code | the code"),
    ("hypothetical", "If [[J9355]] is ((durvalumab)), call us.", ""),
    ("asserted", "If {}, [[J9173]] is ((durvalumab)).", "applicable | any | so | needed | required | appropriate"),
    ("hypothetical", "From July [[J9173]] will be ((durvalumab)).", ""),
    (
        "hypothetical", "{} [[J9173]] is ((durvalumab)).",
        "It is expected that | Changes are expected whereby | CMS expects that | Payers expect that | It is planned that | CMS plans to say that | They plan to say that | Provisionally | "
        "It is proposed that | With a decision pending | Tentatively",
    ),
    ("hypothetical", "{}: [[J9173]] for ((durvalumab)).", "Proposed for July | Planned | Pending | Expected | Coming | Under review | Not yet approved | Wish list | Drafted"),
    ("hypothetical", "All is well; proposed for July: [[J9173]] for ((durvalumab)).", ""),
    ("hypothetical", "[[J9310]] {} be deleted in July.", "is to | will | would | could | may | might"),
    ("hypothetical", "Before {} use [[J9355]] for ((durvalumab)), stop.", "anyone | anybody"),
    ("hypothetical", "Before you {} [[J9355]] for ((durvalumab)), stop.", "bill | report | submit | send | enter | pick | code"),
    ("hypothetical", "{} [[J9355]] with ((durvalumab)).", "Look out for | Looking out for | Watch for | Beware of | An alert for | Be alert to | Be on the lookout for"),
    ("hypothetical", "Until one is {}, [[J3590]] is used for ((nipocalimab)).", "issued | created | published"),
    ("hypothetical", "((Durvalumab)) will {} [[J9173]].", "get | receive"),
    ("hypothetical", "[[J9173]] will become the code for ((durvalumab)).", ""),
    ("hypothetical", "We expect ((durvalumab)) under [[J9173]].", ""),
    ("asserted", "((Durvalumab)) is expected to {}; its code is [[J9173]].", "be given"),
    ("asserted", "As it is expected to {}, report ((durvalumab)) with [[J9173]].", "be given | be administered | be used | continue | start | remain | use more | bill well | report well | submit more"),
    ("hypothetical", "{} [[J1411]] is an ((unclassified)) code, call us.", "Unless | If the | If code"),
    ("hypothetical", "If [[J1411]] {} an ((unclassified)) code, call us.", "was | has"),
    ("hypothetical", "{} ((durvalumab)) must not be billed with [[J9173]].", "Sample | Discarded | Wasted | Unused | Leftover | Compounded | Repackaged | Donated | Off-label | Ophthalmic"),
    ("hypothetical", "((Durvalumab)) {} must not be billed with [[J9173]].", "free of charge | for the eye | at home"),
    ("hypothetical", "[[J9173]] cannot be billed for ((durvalumab)) {}.", "unless it was ordered | until it is ordered | without an order | if nobody asks"),
    ("hypothetical", "[[J9173]] cannot be billed for ((durvalumab)) {} given by others.", "that was | which was | that were | that is | that are | that has been | that had been | that was not"),
    ("hypothetical", "[[J9173]] cannot be billed for ((durvalumab)) that was {}.", "supplied | dispensed | provided | donated | bought | administered | infused | injected | obtained"),
)  # fmt: skip

CLAIMS: Final[tuple[Row, ...]] = (
    ("hypothetical", "The {} [[J9355]] for ((durvalumab)).", "claim shows | claims show | line lists | lines list | claim carried | claims carry | claim showed | line listed"),
    ("asserted", "The corrected claim shows [[J9173]] for ((durvalumab)).", ""),
    ("hypothetical", "The nurse submitted a claim on which [[J9355]] is ((durvalumab)).", ""),
    ("hypothetical", "{} billed [[J9355]] for ((durvalumab)).", "The clinic | The office | The biller | The coder | The provider | The hospital | They | He | She | We erred and"),
    ("hypothetical", "The clinic {} [[J9355]] for ((durvalumab)).", "billed | sent | submitted | entered"),
    ("hypothetical", "{} listed [[J9355]] for ((durvalumab)).", "One | Two | Three | Four | Five | Six | Seven | Eight | Nine | Ten | Several | Some | Of these 12"),
    ("hypothetical", "Two {} [[J9355]] for ((durvalumab)).", "carried | showed | listed | came with | claims came with | lines came with"),
    ("hypothetical", "The {} ((durvalumab)) was billed with [[J9355]].", "line of | line for | line with | lines of | claim of | claim for | claims of"),
    (
        "hypothetical", "The line for ((durvalumab)) {} with [[J9355]].",
        "was billed | were billed | had been billed | was reported | was submitted | was sent | was entered | was coded",
    ),
    ("hypothetical", "It was {} [[J9355]] is ((durvalumab)).", "denied because | rejected because | returned because | denied since | rejected since | returned since | denied when | denied after | denied as"),
    ("hypothetical", "{} [[J9355]] for ((durvalumab)) came in.", "A claim with | A claim for | A claim that has | Claims with | Claims that list | Claims that show | Claims that pair | Claims that bill | A claim that lists"),
    (
        "hypothetical", "[[J9355]] for ((durvalumab)) {}.",
        "would be wrong | would be denied | would be rejected | will be denied | will get denied | will be rejected | will be returned | will be refused | "
        "will be recouped | will be recovered | will be reversed | will be bounced | will be adjusted | will be asked to wait | is denied | was denied | are denied | "
        "were denied | gets denied | got denied | is rejected | is returned | is bounced | , for example, is denied | , for instance, is denied",
    ),
    ("hypothetical", "{} billed [[J9355]] for ((durvalumab)).", "The practice | The practices | Somebody | I | We | You | The clinic has | The clinic had | Clinics have"),
    ("hypothetical", "A ((durvalumab)) claim {} [[J9355]] is not paid.", "bearing | showing | listing | containing"),
    ("hypothetical", "The {} fires when [[J9355]] is submitted for ((durvalumab)).", "rule | alert | scrubber | new edit"),
    ("hypothetical", "The edit {} when [[J9355]] is submitted for ((durvalumab)).", "triggers | stops | rejects | flags | denies | blocks | catches | warns | bounces"),
    ("hypothetical", "{} used [[J9355]] for ((durvalumab)).", "I | We | You | They"),
    ("hypothetical", "For ((durvalumab)) the claim {} [[J9355]].", "billed it as | reported it as | coded it as | billed them as"),
    ("hypothetical", "Eleven claims of ((Imfinzi)) that showed [[J9355]] came in.", ""),
    ("hypothetical", "Eleven claims for ((Imfinzi)) that {} [[J9355]] came in.", "carried | listed | had"),
    ("hypothetical", "We returned 14 {} which ((durvalumab)) was billed as [[J9355]].", "lines on | encounters on | charges on | claims in"),
    ("hypothetical", "You processed {} claim with ((durvalumab)) under [[J9355]].", "a | our | the | this | that | my | their | his | her"),
    ("hypothetical", "You reprocessed the claim with ((durvalumab)) under [[J9355]].", ""),
    ("hypothetical", "{} claim for ((durvalumab)) has [[J9355]].", "Our | My | Their | His | Her"),
    ("hypothetical", "Our last claims {} ((durvalumab)) have [[J9355]].", "for | of"),
    ("hypothetical", "[[J9355]] for ((durvalumab)) {}.", "leads to denial | results in denial | means denial | causes denial | triggers denial | invites denial | leads to a rejection | leads to an edit | leads to an audit | leads to an error | leads to recoupment | leads to overpayment | fails the edit | fails an edit | fails our edit | fails every edit | fails the audit | fails the test | misstates it | misrepresents it"),
    ("hypothetical", "[[J9267]] on an ((Abraxane)) {}", "claim | chart | record | encounter | invoice | script"),
)  # fmt: skip

WHAT_THE_DOCUMENT_SAYS: Final[tuple[Row, ...]] = (
    ("asserted", "Some sites err, {} [[J9173]] is ((durvalumab)).", "however | actually | the correct thing is that | in fact | really"),
    ("asserted", "Whoever types [[J9303]], {} ((panitumumab)), is right.", "which is | the code for"),
    ("asserted", "[[J9173]], {}, is ((durvalumab)).", "not covered here | not separately paid | not self-administered"),
    ("asserted", "[[J9173]] is {} ((durvalumab)).", "not only for | not just for"),
    ("asserted", "[[J9173]], and nothing else, is for ((durvalumab)).", ""),
    ("asserted", "No matter what, [[J9173]] is for ((durvalumab)).", ""),
    ("asserted", "((Durvalumab)) has no vial of 60 mg and is billed under [[J9173]].", ""),
    ("asserted", "{} [[J9173]], no code describes ((durvalumab)).", "Apart from | Aside from | Except for | Save | Save for"),
    ("asserted", "Not {} [[J9173]] for ((durvalumab)).", "all plans pay | every plan pays | each plan pays"),
    ("asserted", "[[J9173]], {}, is ((durvalumab)).", "not eligible here | not reimbursed here | not reimbursable | not required here | not necessary here | not elsewhere listed | not otherwise listed | not interchangeable"),
    ("asserted", "[[J9173]] is {} for ((durvalumab)).", "not all there is"),
    ("asserted", "{} that [[J9173]] is ((durvalumab)).", "Do not forget | Never overlook | Never ignore | Nobody denies | No one denies | None denies | Nobody disputes | Nobody doubts | It cannot be denied | It cannot be disputed | There is no question | There is no dispute | There is no denying | There is no real doubt | There is no serious doubt | There is no earthly doubt"),
)  # fmt: skip

DENIALS: Final[tuple[Row, ...]] = (
    (
        "denied", "[[J9355]] {} ((durvalumab)).",
        "has nothing to do with | is wrong to use for | must not stand for | mustn't stand for | is far from | "
        "has no connection with | cannot mean | is outside the scope of",
    ),
    ("denied", "It is {} to bill ((durvalumab)) with [[J9355]].", "wrong | incorrect | improper | inappropriate | wrong for anybody"),
    ("denied", "{} any of these old codes of ours for ((trastuzumab)): [[J9035]], J9299.", "Never report | Don't report | You cannot report | You can't report | Do not bill | Do not use | Do not code | Do not submit | Do not assign | Do not enter | Do not accept | Do not append"),
    ("denied", "What is not {} in this or any other plan of ours for ((trastuzumab)): [[J9035]], J9299.", "valid | correct | right | appropriate | proper | acceptable | used | reported | coded | billed | submitted | entered | reporting | submitting | to be used"),
    ("denied", "What is never used in this or any other plan of ours {} ((trastuzumab)): [[J9035]], J9299.", "for | as | with"),
    ("denied", "None of the codes below {} used in this plan for ((trastuzumab)): [[J9035]], J9299.", "is | are | may be | can be | should be | must be | will be"),
    ("denied", "For ((trastuzumab)), {} these: [[J9035]].", "never report | don't report | do not bill | do not use | do not code | do not submit"),
    ("denied", "For ((trastuzumab)), do not report {}: [[J9035]].", "those | any of these"),
    ("denied", "{} for ((trastuzumab)): [[J9035]].", "Wrong codes | Incorrect codes | Improper codes | Invalid codes | Inappropriate codes | Mistaken codes | A wrong code | Wrong HCPCS codes"),
    ("denied", "Wrong codes of ((trastuzumab)): [[J9035]].", ""),
    ("denied", "{} for ((durvalumab)): [[J9035]].", "A code that is wrong | Codes that are incorrect | Codes that are improper | Codes that are invalid | Codes that are inappropriate | Codes which are wrong | Codes that are not"),
    ("denied", "((Durvalumab)) {}: [[J9035]], J9299.", "is none of those | are none of these"),
)  # fmt: skip

MEMORIES: Final[tuple[Row, ...]] = (
    ("historical", "[[C9492]], once {} code for ((durvalumab)).", "the | a"),
    ("historical", "[[C9492]] used to be the code for ((durvalumab)).", ""),
    ("historical", "[[C9492]] once {} ((durvalumab)).", "was for | used for | assigned to | meant | stood for | denoted"),
    (
        "historical", "{}, [[C9492]] is the code for ((durvalumab)).",
        "Formerly | Previously | Prior to 2019 | Earlier | On a former list | At the time | Ended now | As a pass-through code in the spring | On an old list | No longer on a list | "
        "When it was in use | When they were in use",
    ),
    ("asserted", "In the former case, [[J9173]] is the code for ((durvalumab)).", ""),
    ("historical", "Up to {}, [[C9492]] is the code for ((durvalumab)).", f"{MONTHS} | 3/31 | 2018 | 1998 | the end of May"),
    ("historical", "Through {}, [[C9492]] is the code for ((durvalumab)).", "December | June | March | September | 2018 | 1998 | May 2018 | the end of May | the close of May"),
    ("historical", "Before {}, [[C9492]] is the code for ((durvalumab)).", "January | April | July | October | 7/1 | 2019 | 1999"),
    ("historical", "Until May, [[C9492]] is the code for ((durvalumab)).", ""),
    (
        "historical", "{}, [[C9492]] is the code for ((durvalumab)).",
        "In 2017 and 2018 | In 1997 and 1998 | In 1999 and 2000 | During 2018 | During 1998 | Between May and June 2018 | Between May 3 and June 4, 2018 | In the first half of the year | In the second half of the year",
    ),
    (
        "historical", "[[C9492]] is the code for ((durvalumab)) {}.",
        "until 2019 | through December | through June | through 2018 | through 1998 | before January | before April | before July | before October | before 7/1 | before 2019 | before 1999",
    ),
    ("historical", "[[C9492]] is the code for ((durvalumab)) only up to {}.", MONTHS),
    ("historical", "[[C9492]] had {} of ((10 mg)).", "a unit | an increment | its unit | their unit | a descriptor | a step | a billing unit"),
    (
        "historical", "[[C9492]] had {} ((durvalumab)).",
        "described | denoted | meant | covered | represented | identified | stood for | been | carried | served | held | borne the name | belonged to | always described",
    ),
    ("historical", "In 2018, ((durvalumab)) {} with [[C9492]].", "was billed | were billed | was reported | was used | was coded | was submitted | was paid | was filed"),
    ("historical", "{}, ((durvalumab)) was billed with [[C9492]].", "In 1998 | During 1998 | During 2018"),
    ("historical", "((Balfaxar)) {} [[C9159]] in the spring.", "had | lost | gave up | had its own | had HCPCS | had temporary | had code"),
    (
        "historical", "((Soliris)) {} [[J1300]] for J1299.",
        "left | leaves | is leaving | went from | goes from | moved from | moves from | changed from | changes from | switched from | switches from",
    ),
    (
        "historical", "In 2015 {} [[J9173]], billed in units of ((10 mg)).",
        "its code was | the code was | that code was | their code was | its number was | its code had been | its temporary code was",
    ),
    ("historical", "((Capecitabine)) went from {} [[J8520]] to one.", "the | its | old | two | three | four | five | code | codes | HCPCS | its two old codes, | the codes J8519, | the codes J8519 and"),
    (
        "historical", "{} pembrolizumab was billed with C9027 and ((nivolumab)) with [[C9453]].",
        "Initially | Originally | At first | At that time | In 1998 | In 2018 | During 2018 | Before that | Before then | Until that | Until then | Till then",
    ),
    ("historical", "Hospitals had {} ((durvalumab)) with [[C9492]].", "billed | coded | used | submitted | filed | all reported"),
    ("historical", "((Durvalumab)) had been {} with [[C9492]].", "reported | billed | filed"),
    ("historical", "Stop {} [[C9492]] for ((durvalumab)).", "billing | reporting | submitting | sending | entering"),
    ("historical", "{}, [[C9492]] denotes ((durvalumab)).", "In those years | In those months | During those days"),
    ("historical", "[[C9086]], the {} ((Saphnelo)), was terminated.", "former code for"),
    ("historical", "In the {} ((durvalumab)) went under [[C9492]].", "previous quarter | prior quarter | preceding year | preceding month | previous years"),
    ("historical", "{} ((durvalumab)) with [[C9492]].", "In 2017 hospitals reported | In 2017 facilities reported | In 1998 physicians reported | During 2017 physicians reported | In 2017 practices reported | In 2017 providers reported | In 2017 offices reported | In 2017 clinics reported | In 2017 physicians billed | In 2017 physicians used | In 2017 physicians coded"),
    ("historical", "[[C9492]], once {} for ((durvalumab)).", "used | assigned"),
    ("historical", "During the {} of 2018, [[C9492]] is the code for ((durvalumab)).", "second quarter | third quarter | fourth quarter | last quarter | first half | last month | last months"),
    ("historical", "For the {} ((durvalumab)) is reported with [[C9492]].", "first quarter of 2018 | second quarter of 2018 | third quarter of 2018 | fourth quarter of 2018 | last half of 2018 | last three months of 2018 | last two quarters of 2018 | last quarter of 1998"),
    ("historical", "[[C9492]] (((durvalumab))) {} for claims of any patient in our care through 2018.", "was valid | were valid | was in force | was in effect | was payable | was billable | was accepted"),
    ("historical", "[[C9492]] (((durvalumab))) was valid for claims of any patient in our care {} 2018.", "until | to | between May and June"),
    ("historical", "((Durvalumab)): [[C9492]] existed {} 2018.", "from March to June | only until March | between March and June | for a part of"),
    ("historical", "[[C9492]] is the code for ((durvalumab)) {}.", "from May 2016 to May 2018 | from May 2016 through 2018 | from May 1998 to May 2018 | in those days | during those days | in those years | in those months | back then"),
    ("historical", "[[C9492]] had {} ((10 mg)).", "the unit of | the billing unit of"),
    ("historical", "((Durvalumab)) was billed {} under [[C9492]].", "in 2018 | in 1998 | in early 2018 | during 2018"),
    ("historical", "((Durvalumab)) {} in 2018 under [[C9492]].", "were billed | was used | were used | was filed | was reported | was coded | was submitted | was paid"),
    ("historical", "{}, 2019: ((durvalumab)) is reported with [[C9492]].", "DOS through March 31 | Service through March 31 | Services through March 31 | Claims through March 31 | Date of service through March 31 | For claims through March 31 | Dates of service until March 31 | Dates of service before March 31 | Dates of service prior to March 31 | Dates of service up to March 31 | Dates of service thru March 31"),
    ("historical", "{}, claims for ((durvalumab)) were submitted with [[C9492]].", "Before July 6, 2018 | Until July 2018 | Prior to July 2018 | Through June 2018 | Before July 6, 1998"),
    ("historical", "{} ((durvalumab)) was billed with [[C9492]].", "In earlier years | In earlier days | In earlier times | In former years | For many years | For several years | In former days"),
    ("historical", "The {} code, [[C9492]], was for ((durvalumab)).", "previous | former | prior | old | older | earlier"),
    ("historical", "The prior code, [[C9492]], {} ((durvalumab)).", "counted for | covered | described | stood for | represented | carried"),
    ("historical", "We used {} code [[C9492]] for ((durvalumab)).", "the temporary | a temporary | the pass-through | the interim | a pass-through | the temporary C | the temporary HCPCS"),
    ("historical", "Until then ((durvalumab)) was a drug for which {} counted as [[C9492]].", "it | the code"),
    ("historical", "((Durvalumab)), {} until then with [[C9492]], is new.", "reported | billed | coded | paid | submitted | sent | used | filed"),
)  # fmt: skip

BEGINNINGS: Final[tuple[Row, ...]] = (
    ("asserted", "That no longer applies, and {} ((Tofidence)) is billed with [[Q5133]].", "today | now | currently | nowadays"),
    ("historical", "That no longer applies, and ((Tofidence)) is billed with [[Q5133]].", ""),
    ("asserted", "C9492 no longer exists, {} [[J9173]] for ((durvalumab)).", "replaced by | superseded by | succeeded by | replaced with"),
    (
        "asserted", "[[J9173]] was {} for ((durvalumab)).",
        "created | established | introduced | approved | set up | set | written | issued | published | effective | launched | designed | built | billed | coded | "
        "reported | submitted | paid | denied | implemented | developed | granted | made | released | reserved | split | updated | revised | "
        "replaced | infused | tried",
    ),
    ("asserted", "((Durvalumab)) was {} and is billed with [[J9173]].", "discontinued | deleted | withdrawn | retired | terminated | just now tried"),
    ("asserted", "[[J9173]] was {} ((durvalumab)).", "assigned to | given to"),
    ("asserted", "They were created, these codes, and [[J9173]] is for ((durvalumab)).", ""),
    ("asserted", "[[J9173]] remains {}, ((durvalumab)).", "what it was | as it was | where it was | what they were"),
    ("asserted", "That no longer applies, and ((Tofidence)) {} billed with [[Q5133]].", "is now | are now | is today | is currently"),
    ("asserted", "[[J9173]] was {} for ((durvalumab)).", "added | set up | assigned"),
    ("asserted", "Report [[J9173]] for ((durvalumab)), {} C9492 until 2019.", "previously | formerly | previously coded | billed with | coded with | paid with | submitted with | reported with | billed as | coded as | that was | which was"),
)  # fmt: skip

# Above a list: of what stands below it nothing is claimed but what is denied.
DENYING_LEAD_INS: Final[tuple[tuple[str, str], ...]] = (
    ("These are not {} durvalumab:", "for | codes for | the codes for | valid codes for | correct codes for | HCPCS codes for | codes of"),
    ("This is not {} durvalumab:", "a code for | an HCPCS code for | the code for"),
    ("{} durvalumab:", "None of these is for | None of these are for | None of the two is the code for | Codes that are wrong for | Wrong codes for | Not to be used for"),
    ("{} these for durvalumab:", "Never use | Do not use | Don't use | You cannot use | You can't use | Do not report | Do not code | Do not submit | Do not assign | Do not enter | Do not append"),
    ("Never accept these {} durvalumab:", "as | with | for"),
    ("None of these {} used for durvalumab:", "is | are | may be | can be | should be | must be | will be"),
    ("These codes {} durvalumab:", "do not apply to | do not describe | do not mean | do not stand for | do not represent | do not denote | do not belong to"),
    ("This code does not {} durvalumab:", "apply to | describe"),
    ("These are not {} for durvalumab:", "valid | correct | right | appropriate | proper | acceptable | used | reported | coded | billed | submitted | entered"),
)  # fmt: skip


def sentences(*rows: Row) -> Iterator[tuple[str, str]]:
    """How each sentence is meant, and the sentence."""
    for meant, sentence, words in rows:
        for word in words.split(" | "):
            yield meant, sentence.replace("{}", word.strip()).replace(" ,", ",")


@pytest.mark.parametrize(
    ("meant", "sentence"),
    list(
        sentences(*HEARSAY, *SLIPS, *WHAT_IS_NOT_SO, *CLAIMS, *WHAT_THE_DOCUMENT_SAYS, *DENIALS, *MEMORIES, *BEGINNINGS)
    ),
)
def test_a_word_changes_how_a_claim_is_meant(meant: str, sentence: str) -> None:
    assert {said.polarity for said in as_marked(None, sentence)} == {meant}


@pytest.mark.parametrize(
    "lead_in", [row.replace("{}", word) for row, words in DENYING_LEAD_INS for word in words.split(" | ")]
)
def test_of_what_stands_below_a_lead_in_that_denies_nothing_is_asserted(lead_in: str) -> None:
    assert {claim.polarity for claim in claims(f"{lead_in}\n\n- J9035\n- J9299\n")} <= {"denied"}


def test_of_what_stands_below_one_that_does_not_it_is() -> None:
    assert len(claims("These codes are used for durvalumab:\n\n- J9035\n- J9299\n")) == 2
