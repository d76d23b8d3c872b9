"""Every word that changes how a claim is meant, in a sentence of its own: nobody can take one out of the grammar unnoticed.

A row has how the claim is meant that `[[` and `((` mark, a sentence with a gap, and what is said in the gap, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pytest

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
)  # fmt: skip

WHAT_THE_DOCUMENT_SAYS: Final[tuple[Row, ...]] = (
    ("asserted", "Some sites err, {} [[J9173]] is ((durvalumab)).", "however | actually | the correct thing is that | in fact | really"),
    ("asserted", "Whoever types [[J9303]], {} ((panitumumab)), is right.", "which is | the code for"),
    ("asserted", "[[J9173]], {}, is ((durvalumab)).", "not covered here | not separately paid | not self-administered"),
    ("asserted", "[[J9173]] is {} ((durvalumab)).", "not only for | not just for"),
    ("asserted", "[[J9173]], and nothing else, is for ((durvalumab)).", ""),
    ("asserted", "No matter what, [[J9173]] is for ((durvalumab)).", ""),
    ("asserted", "((Durvalumab)) has no vial of 60 mg and is billed under [[J9173]].", ""),
)  # fmt: skip

DENIALS: Final[tuple[Row, ...]] = (
    (
        "denied", "[[J9355]] {} ((durvalumab)).",
        "has nothing to do with | is wrong to use for | must not stand for | mustn't stand for | is far from | "
        "has no connection with | cannot mean | is outside the scope of",
    ),
    ("denied", "It is {} to bill ((durvalumab)) with [[J9355]].", "wrong | incorrect | improper | inappropriate | wrong for anybody"),
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
