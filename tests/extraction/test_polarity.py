"""How a sentence means what it says: one sentence for each way to deny, remember, suppose or report, and one that only looks like it."""

from __future__ import annotations

from typing import Final

import pytest

from tests.extraction.claiming import claims

Meant = tuple[str, str, str, str]  # a sentence, subject and object of a claim in it, and how that is meant

# A bracket that makes a statement is a clause of its own; a gloss is true whatever the sentence does with the code.
WHAT_A_BRACKET_HOLDS: Final[tuple[Meant, ...]] = (
    ("The old price was not fine (J9173 is durvalumab).", "J9173", "durvalumab", "asserted"),
    ("No claim was paid (J9173 is durvalumab).", "J9173", "durvalumab", "asserted"),
    ("Supposedly nobody asked (J9173 is durvalumab).", "J9173", "durvalumab", "asserted"),
    ("J9173 is not (as one might think) atezolizumab.", "J9173", "atezolizumab", "denied"),
    ("It was not J9355 (trastuzumab) that the clinic gave.", "J9355", "trastuzumab", "asserted"),
    ("The biller typed J9355 atezolizumab.", "J9355", "atezolizumab", "hypothetical"),
    ("The biller typed J9022 (atezolizumab).", "J9022", "atezolizumab", "asserted"),
    ("The biller wrongly typed J9022 (atezolizumab).", "J9022", "atezolizumab", "asserted"),
)  # fmt: skip
# Whether a code is said to be unclassified or discontinued.
STANDING: Final[tuple[Meant, ...]] = (
    ("J9271 is not an unclassified code.", "J9271", "unclassified", "denied"),
    ("J3490 is an unclassified code.", "J3490", "unclassified", "asserted"),
    ("No, J9271 is unclassified.", "J9271", "unclassified", "denied"),
    ("A colleague says that J9271 is unclassified.", "J9271", "unclassified", "hypothetical"),
    ("Somebody told you that J9271 is discontinued.", "J9271", "discontinued", "hypothetical"),
    ("J9271 is not discontinued.", "J9271", "discontinued", "denied"),
    ("We saw none: J3490 is an unclassified code.", "J3490", "unclassified", "asserted"),
    ("J3490 is not only an unclassified code but a popular one.", "J3490", "unclassified", "asserted"),
    ("J3490 is not otherwise classified and unclassified.", "J3490", "unclassified", "asserted"),
    ("It is not covered, J9271 is not unclassified.", "J9271", "unclassified", "denied"),
)  # fmt: skip
# A condition of one side, a relative clause and a new clause are the document's own words.
CONDITIONS_AND_HEARSAY: Final[tuple[Meant, ...]] = (
    ("If durvalumab was given, report J9173.", "J9173", "durvalumab", "asserted"),
    ("If J9355 is durvalumab, call us.", "J9355", "durvalumab", "hypothetical"),
    ("Supposedly durvalumab, the antibody, is J9355.", "J9355", "durvalumab", "hypothetical"),
    ("Somebody kept typing J9173, which is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("The error came from J9355, which is trastuzumab.", "J9355", "trastuzumab", "asserted"),
    ("It would be J9355 for durvalumab.", "J9355", "durvalumab", "hypothetical"),
    ("There was an error; J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("There was an error, but J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Is J9355 durvalumab?", "J9355", "durvalumab", "hypothetical"),
    ("J9355 is durvalumab?", "J9355", "durvalumab", "hypothetical"),
)  # fmt: skip
# What denies, and what only looks like it.
DENIALS: Final[tuple[Meant, ...]] = (
    ("Never nivolumab, whose code is J9299.", "J9299", "nivolumab", "asserted"),
    ("We did not give nivolumab, which is J9299.", "J9299", "nivolumab", "asserted"),
    ("J9355 is not durvalumab.", "J9355", "durvalumab", "denied"),
    ("Do not report J9355 for durvalumab.", "J9355", "durvalumab", "denied"),
    ("It is wrong to bill durvalumab with J9355.", "J9355", "durvalumab", "denied"),
    ("J9173 is not only for durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Not only J9173 is for durvalumab.", "J9173", "durvalumab", "asserted"),
    ("No matter what the payer says, J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("J9355 cannot mean durvalumab.", "J9355", "durvalumab", "denied"),
    ("J9355 has nothing to do with durvalumab.", "J9355", "durvalumab", "denied"),
    ("J9355, not covered here, is trastuzumab.", "J9355", "trastuzumab", "asserted"),
    ("Durvalumab has no vial of 60 mg and is billed under J9173.", "J9173", "durvalumab", "asserted"),
    ("Durvalumab is in no way billed under J9355.", "J9355", "durvalumab", "denied"),
    ("J9173 is durvalumab; it is not atezolizumab.", "J9173", "durvalumab", "asserted"),
    ("J9173 is durvalumab, not atezolizumab.", "J9173", "durvalumab", "asserted"),
    ("J9173 is durvalumab, not atezolizumab.", "J9173", "atezolizumab", "denied"),
)  # fmt: skip
# Brands have no history; a target that was bound belongs to the past, a route that was taken does not.
PROPERTIES: Final[tuple[Meant, ...]] = (
    ("Imfinzi is not the brand of pembrolizumab.", "pembrolizumab", "imfinzi", "denied"),
    ("Keytruda was the brand of pembrolizumab.", "pembrolizumab", "keytruda", "asserted"),
    ("Supposedly Keytruda is the brand of pembrolizumab.", "pembrolizumab", "keytruda", "hypothetical"),
    ("Avelumab bound PD-L1.", "avelumab", "PD-L1", "historical"),
    ("Avelumab binds PD-L1.", "avelumab", "PD-L1", "asserted"),
    ("Avelumab does not bind PD-1.", "avelumab", "PD-1", "denied"),
    ("J9173 was given intravenously.", "J9173", "intravenous", "asserted"),
    ("J9173 is not given orally.", "J9173", "oral", "denied"),
    ("J8999 described oral drugs.", "J8999", "oral", "asserted"),
)  # fmt: skip
# What was, and what began then and holds.
MEMORIES: Final[tuple[Meant, ...]] = (
    ("J9173 was durvalumab.", "J9173", "durvalumab", "historical"),
    ("J9173 was 10 mg.", "J9173", "10 mg", "historical"),
    ("J9173 was billed per 10 mg.", "J9173", "10 mg", "asserted"),
    ("Each unit of J9173 was 10 mg.", "J9173", "10 mg", "asserted"),
    ("J9173 was created for durvalumab.", "J9173", "durvalumab", "asserted"),
    ("In 2018, durvalumab was billed with C9492.", "C9492", "durvalumab", "historical"),
    ("Durvalumab was billed with J9173.", "J9173", "durvalumab", "asserted"),
    ("In 2019, J9173 was assigned to durvalumab.", "J9173", "durvalumab", "asserted"),
    ("C9492 described durvalumab.", "C9492", "durvalumab", "historical"),
    ("C9492 had been durvalumab.", "C9492", "durvalumab", "historical"),
    ("C9492 is the code for durvalumab until 2019.", "C9492", "durvalumab", "historical"),
    ("C9492 is the code for durvalumab up to June.", "C9492", "durvalumab", "historical"),
    ("Up to January 2019, C9492 is the code for durvalumab.", "C9492", "durvalumab", "historical"),
    ("Balfaxar had C9159 in the spring.", "C9159", "prothrombin complex concentrate", "historical"),
    ("Nivolumab has had J9299 since 2016.", "J9299", "nivolumab", "asserted"),
    ("Soliris left J1300 for J1299.", "J1300", "eculizumab", "historical"),
    ("Soliris went over to J1299.", "J1299", "eculizumab", "asserted"),
    ("In 2024 Idacio was billed with Q5131 and Abrilada with Q5132.", "Q5132", "adalimumab-afzb", "historical"),
    ("In 2024 nothing changed; Abrilada is billed with Q5145.", "Q5145", "adalimumab-afzb", "asserted"),
    ("C9027 was pembrolizumab's and C9453 nivolumab's.", "C9453", "nivolumab", "asserted"),
    ("Formerly (on a list) C9492 is the code for durvalumab.", "C9492", "durvalumab", "historical"),
    ("Initially pembrolizumab was billed with C9027 and nivolumab with C9453.", "C9453", "nivolumab", "historical"),
    ("Pembrolizumab was billed with C9027 and nivolumab with C9453.", "C9453", "nivolumab", "asserted"),
    ("Initially pembrolizumab is billed with C9027 and nivolumab with C9453.", "C9453", "nivolumab", "asserted"),
    ("Initially pembrolizumab was infused, and nivolumab is billed with J9299.", "J9299", "nivolumab", "asserted"),
    ("Durvalumab had J9173 as its code, billed per 10 mg.", "J9173", "10 mg", "asserted"),
)  # fmt: skip
# How far a word reaches: not over the end of a clause, not from far away, not to what comes after "now".
REACHES: Final[tuple[Meant, ...]] = (
    ("Formerly so; J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Formerly so; code J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Formerly so; the code J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("J9303, which supposedly is panitumumab.", "J9303", "panitumumab", "hypothetical"),
    ("C9492 is now, until 2019, the code for durvalumab.", "C9492", "durvalumab", "historical"),
    ("That no longer applies, and Tofidence is now billed with Q5133.", "Q5133", "tocilizumab-bavi", "asserted"),
    ("Originally J9173 is the code for durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Initially pembrolizumab was billed with C9027 and C9453 is nivolumab.", "C9453", "nivolumab", "asserted"),
    ("Initially pembrolizumab was billed with C9027 and the table has nivolumab with C9453.", "C9453", "nivolumab", "asserted"),
    ("Durvalumab is not in stock: J9173.", "J9173", "durvalumab", "asserted"),
    ("J9173 is not for children: durvalumab.", "J9173", "durvalumab", "asserted"),
    ("No, in the large and busy office upstairs we think that J3490 is unclassified.", "J3490", "unclassified", "asserted"),
    ("Supposedly avelumab binds PD-1.", "avelumab", "PD-1", "hypothetical"),
    ("Formerly J9173 is given orally.", "J9173", "oral", "asserted"),
    ("Is J9173 given orally?", "J9173", "oral", "hypothetical"),
    ("Is Imfinzi the brand of pembrolizumab?", "pembrolizumab", "imfinzi", "hypothetical"),
    ('He shouted: "J9355 is durvalumab", and left.', "J9355", "durvalumab", "hypothetical"),
    ("Planned: J9173 is for durvalumab.", "J9173", "durvalumab", "hypothetical"),
    ("Planned: neither J9355 nor J9022 is for durvalumab.", "J9022", "durvalumab", "hypothetical"),
    ("Myth: J9173 is not durvalumab.", "J9173", "durvalumab", "hypothetical"),
    ("No, in the busy office upstairs we think that J3490 is unclassified.", "J3490", "unclassified", "asserted"),
    ("No, in this office upstairs we think that J3490 is unclassified.", "J3490", "unclassified", "denied"),
    ("Do not (not even once) bill the payer with J9355 for durvalumab.", "J9355", "durvalumab", "denied"),
    ("J9173 is durvalumab, and it has nothing to do with trastuzumab.", "J9173", "durvalumab", "asserted"),
    ("Formerly, as C9492 (formerly C9491) shows, and today J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Ferric carboxymaltose was C9441 and then Q9970.", "Q9970", "ferric carboxymaltose", "historical"),
    ("Pembrolizumab was C9027 in 2015 and is J9271 now.", "J9271", "pembrolizumab", "asserted"),
    ("Pembrolizumab was C9027 in 2015 and is J9271 until 2019.", "J9271", "pembrolizumab", "historical"),
    ("In 2018 durvalumab is billed with J9173.", "J9173", "durvalumab", "asserted"),
    ("It is over; C9492 is now no longer the code for durvalumab.", "C9492", "durvalumab", "historical"),
    ("Durvalumab was billed with J9173 and, initially, paid.", "J9173", "durvalumab", "asserted"),
    ("Initially pembrolizumab is infused and was billed with C9027 and nivolumab with C9453.", "C9453", "nivolumab", "historical"),
    ("Pembrolizumab was billed with C9027 and nivolumab with C9453; in 2018 all was quiet.", "C9453", "nivolumab", "asserted"),
    ("J9355 (durvalumab) - should have been J9173.", "J9355", "durvalumab", "hypothetical"),
    ("See the list (J9355, durvalumab) - is wrong.", "J9355", "durvalumab", "asserted"),
    ("J9355 ≠ durvalumab; J9173 is durvalumab.", "J9173", "durvalumab", "asserted"),
    ("J9063 (mirvetuximab soravtansine-gynx; 1 mg) gets denied.", "J9063", "1 mg", "asserted"),
    ("Besides that, never use J9355 for durvalumab.", "J9355", "durvalumab", "denied"),
    ("Do not report any of these for trastuzumab: J9035 (bevacizumab).", "J9035", "trastuzumab", "denied"),
    ("Which code describes durvalumab? J9173; nothing else.", "J9173", "durvalumab", "asserted"),
    ("It is not covered now, do not use J9355 for durvalumab.", "J9355", "durvalumab", "denied"),
    ("We expect J9326 (telisotuzumab vedotin-tllv, 1 mg) to succeed C9306.", "J9326", "1 mg", "hypothetical"),
    ("Planned: never write as though J9355 is bevacizumab.", "J9355", "bevacizumab", "hypothetical"),
    ("C9047, which no longer is caplacizumab-yhdp, denotes mosunetuzumab-axgb.", "C9047", "mosunetuzumab-axgb", "asserted"),
    ("C9047, which supposedly was caplacizumab-yhdp, is the code for mosunetuzumab-axgb.", "C9047", "mosunetuzumab-axgb", "asserted"),
    ("Until 2019, omalizumab, a drug for asthma that is kept cold, is reported with C9217.", "C9217", "omalizumab", "historical"),
    ("Formerly, as C9492 (formerly known as C9491) shows, and today J9173 is the code for durvalumab.", "J9173", "durvalumab", "asserted"),
    ("Remember this well: formerly durvalumab (today given) is billed with C9492.", "C9492", "durvalumab", "historical"),
    ("In 2018, J9310 was replaced by J9312, which denotes rituximab, and was billed no more.", "J9312", "rituximab", "asserted"),
    ("Initially the agent was durvalumab, which is billed with J9173, and it was billed late.", "J9173", "durvalumab", "asserted"),
    ("J9355 is not durvalumab, and J9173 is never given without a filter.", "J9355", "durvalumab", "denied"),
    ("Formerly all was well; the claim was denied because J9355, which is trastuzumab, was missing.", "J9355", "trastuzumab", "asserted"),
    ("They were not sure whether J9271 is an unclassified code.", "J9271", "unclassified", "hypothetical"),
    ("Durvalumab will get J9173 (10 mg) in April.", "J9173", "10 mg", "hypothetical"),
    ("Supposedly it was durvalumab, whose code is J9173, and nivolumab was C9453.", "C9453", "nivolumab", "hypothetical"),
    ("Never use J9355 for durvalumab, and J9022 is no better.", "J9022", "durvalumab", "denied"),
    ("J9173 is not atezolizumab; it is durvalumab, 10 mg.", "J9173", "10 mg", "asserted"),
    ("J9173: durvalumab, not covered, 10 mg.", "J9173", "10 mg", "asserted"),
    ("The price of J9173 (durvalumab vial) is wrong.", "J9173", "durvalumab", "asserted"),
    ("J9173 describes durvalumab claims.", "J9173", "durvalumab", "asserted"),
    ("Durvalumab was billed in 2018 under C9492.", "C9492", "durvalumab", "historical"),
    ("C9492, in 2018, was billed for durvalumab.", "C9492", "durvalumab", "historical"),
    ("J9355 and J9022 are old codes. Neither denotes durvalumab.", "J9355", "durvalumab", "denied"),
    ("J9173 is billed but not per 1 mg.", "J9173", "1 mg", "denied"),
    ("Never (we say) ever (they say) bill J9355 for durvalumab.", "J9355", "durvalumab", "denied"),
)  # fmt: skip


# Before there was a code, and of what has one: each word of which it is told.
BEFORE_THE_CODE = tuple(
    (f"{words}, so crizanlizumab was billed with C9053.", "C9053", "crizanlizumab", "historical")
    for words in (
        *(f"There was no {kind} code" for kind in ("permanent", "unique", "dedicated", "separate", "individual", "such")),
        "It had no own code", "It had no code", "There was yet no specific code", "There was still no specific code",
        "There existed no specific code", "There were no specific HCPCS code files",
    )
)  # fmt: skip
WITH_ITS_CODE = tuple(
    (f"The most common error is billing J0178 for Eylea HD, which {has} its own code, J0177.", "J0177", "aflibercept hd", "asserted")
    for has in ("has", "is under", "carries", "takes", "falls under", "goes with", "belongs to", "gets", "needs", "requires")
)  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "subject", "value", "meant"),
    [
        *WHAT_A_BRACKET_HOLDS,
        *STANDING,
        *CONDITIONS_AND_HEARSAY,
        *DENIALS,
        *PROPERTIES,
        *MEMORIES,
        *REACHES,
        *BEFORE_THE_CODE,
        *WITH_ITS_CODE,
    ],
)
def test_a_claim_is_meant_as_the_sentence_means_it(sentence: str, subject: str, value: str, meant: str) -> None:
    found = {claim.polarity for claim in claims(sentence) if (claim.subject, claim.object) == (subject, value)}
    assert found == {meant}
