"""Amounts that a sentence tells as billing units: the frame around each that makes it one, and what stands in such a place by chance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from auditor.extraction.late import late
from auditor.extraction.patterns.code_unit import AFTER, BEFORE, COUNTS, DESCRIBED, FOR_ALL, OF_DRUG
from auditor.extraction.relations.doses import is_dose
from auditor.extraction.tags import Reading
from auditor.model.assertions import Mention

_BEFORE: Final = tuple((frame.name, late(frame.tags)) for frame in BEFORE)
_AFTER: Final = tuple((frame.name, late(frame.tags)) for frame in (*AFTER, OF_DRUG))
_SURE_AFTER: Final = frozenset(frame.name for frame in AFTER)
_BY_NAME: Final = dict(_BEFORE)
_OF_ITEM: Final = late(
    r"\b(?:patch|sheet|piece|graft|pen|box|kit)(?:es|s)? (?:measures?|holds?|contains?|covers?) $", re.IGNORECASE
)
_DOSE_IN_STEPS: Final = late(
    r"\bdos(?:es|e|ing|ages) (?:is|are|was|were|be|comes?|goes?)(?: \w+){0,2} (?:multiples|increments|steps) of $",
    re.IGNORECASE,
)
_IS_LEFT: Final = late(
    r"\s+(?:left|remaining|discarded|wasted|unused|(?:that|which) (?:was|is|were) (?:left|discarded|wasted|not|thrown)|(?:that|which) (?:went|goes|remain\w*|stay\w*))\b",
    re.IGNORECASE,
)
_IS_MENDED: Final = late(
    r"\W{0,3}(?:(?:is|was|has been|were) )?(?:corrected|amended|fixed|edited|revised) to\b",
    re.IGNORECASE,
)
_MISTAKEN: Final = late(  # "the unit was taken for 10 mg"; "300 mg at first, then 600 mg"
    r"\d ?(?:mg|mcg|g|units?),? (?:and )?(?:then|thereafter|afterwards|followed by) $|\b(?:taken|mistaken|misread|misunderstood|treated)(?: \w+)? (?:for|as)(?: if it (?:were|was))? $",
    re.IGNORECASE,
)
_UNITS_FOR: Final = late(r"\b(?!1 )[\d,]{1,9} units (?:of [A-Z]\d{4} )?to \w{3,12} $", re.IGNORECASE)
_UNITS_OF_DOSE: Final = late(
    r"\bunits for (?:an? |the |our |one )?\W{0,3}$", re.IGNORECASE
)  # "HCPCS units for the 35 g test order"
_OR_ANOTHER: Final = late(r"[BD]&Q[BD]")
_UP_TO: Final = late(r"\bup to $", re.IGNORECASE)
_CHARGED: Final = late(
    r"\b(?:charges|charging|costs|dispens\w+|stocks|stocked|orders|ordered|invoiced?) per $", re.IGNORECASE
)
_OF_AMOUNT: Final = late(r"j[wv]{0,2}Q")  # "one unit of up to 1000 mcg"
# "J9354, ..., aflibercept 2 mg (Eylea) is J0178": what stands between a drug and the code that it is said to be is its strength.
_OF_NEXT_DRUG: Final = late(r"(?:\([^()]*\)|\))?A?b[tk]{0,2}C")
_OWN_DRUG: Final = late(r"(?:,|,?&)[DB]\(?\Z")
_OF_NEXT_SUBSTANCE: Final = late(r"(?:,?&|/|,)[wDg]{1,4},?[wPs]{0,2}Q")
_BRAND_BEFORE: Final = late(r"B,?\Z|\(B[gw]{0,2},?\Z")
_NAMES_NEXT: Final = late(r"[wRF]{1,2}k?C")  # "J7514, the 250 mg capsule J7517"
_SHORT_WIDTH: Final = 3  # tokens
_TAKEN: Final = frozenset(
    {"use", "uses", "used", "using", "get", "gets", "take", "takes", "carry", "carries"}
)  # "every patient gets 0.4 mg" is a dose
_MAKES_UNIT: Final = late(
    r"\s(?:of (?:the )?(?:drug|it|[a-z-]{4,30}) )?(?:make|makes|constitute|constitutes|count as|counts as|form|forms) (?:one|1|a single|a) (?:billing )?unit\b(?![ -]dose)",
    re.IGNORECASE,
)  # "Fifty milligrams make one unit"
_DEFINED: Final = frozenset({"defined", "described", "specified", "listed"})
_NOT_A_UNIT_AFTER: Final = late(
    r"""^(?:(?:b[tw]{0,3}u?|[wt]{0,2})V|[&,]{1,2}(?:Q[&,]{1,2}){0,2}QV|[svja]{1}[tN]{0,2}[QKV]|w?[,]?e[wt]{0,2}[wV]$)"""
)
_NOT_A_UNIT_BEFORE: Final = late(r"""(?:(?<!u)V[wtjlb:,(="-]{0,5}|[QKN][,&]{0,2}[w&]?)$""")
_FOR_ALL: Final = late(FOR_ALL.tags)
_THEN_CODE: Final = late(DESCRIBED.tags)
_DESCRIPTOR_OPENS: Final = late(
    r"(?:^|[^\w’'-])(?:injection|inj\.?|infusion|instillation),? [^;:.]{3,140}[,)] ?(?:(?:per|up to|each|not to exceed) )?\Z",
    re.IGNORECASE,
)
OF_ALL: Final = frozenset({"all", "each", "every", "both"})
AMOUNT_IS_UNIT: Final = "amount-is-unit"
BESIDE_CODE: Final = "beside-code"
_UNITS_OF_AMOUNT: Final = "units-of-amount"
_OF_MOST: Final = late(r"\b(?:most|many|some|few|several) of (?:them|these|those|the others)\b[^.;]*$", re.IGNORECASE)
_CONCENTRATION: Final = late(r"Qj[wDg]{1,3}e$")
_MOST: Final = {"mg": 1_200, "g": 10}  # of a drug by injection in the code set of January 2026; more only by mouth
_BESIDE_WORD: Final = late(r"[wlbpho]$")
_AFTER_CODE: Final = late(r"C[,:;=-]{0,2}$")


class Amount(NamedTuple):
    """An amount that a sentence tells as a billing unit: where it stands, and the frame around it that says so."""

    mention: Mention
    token: int
    frame: str


def told_amounts(reading: Reading, *, of_units: bool = False) -> Iterator[Amount]:
    """The amounts that a sentence tells as billing units, in order. `of_units`: what stands above says that units are told."""
    tags = _with_unit_frames(reading)
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "amount" or mention.value.endswith(" kg"):  # a weight is the patient's
            continue
        token = reading.token_of[index]
        before, after = tags[max(0, token - 40) : token], tags[token + 1 : token + 14]
        if tags[token] == "u" or (mention.value == "1 unit" and _OF_AMOUNT.match(tags, token + 1)):
            continue
        frame = DESCRIBED.name if _is_described(reading, mention, after) else _frame(before, after, mention.value)
        if frame and _is_no_unit(reading, mention, token, frame, before):
            continue
        if not frame and of_units and mention.value.endswith(" unit") and _AFTER_CODE.search(before):
            frame = BESIDE_CODE
        if not frame and _MAKES_UNIT.match(reading.text, mention.end, reading.end):
            frame = AMOUNT_IS_UNIT
        if is_dose(reading, mention, token):
            continue
        if not frame and _FOR_ALL.match(after) and reading.words[token + 2] in OF_ALL:
            frame = FOR_ALL.name
        if frame and not (frame == "counted-by-amount" and _is_taken(reading, token)):
            yield Amount(mention, token, frame)


def follows_brand(reading: Reading, amount: Amount) -> bool:
    """Whether an amount stands right after a brand, where a strength or a dose stands as often as a unit: "J0178 is Eylea, 2 mg", "(Boniva injection, 3 mg)"."""
    return amount.frame == BESIDE_CODE and _BRAND_BEFORE.search(reading.tags, 0, amount.token) is not None


def _is_described(reading: Reading, mention: Mention, after: str) -> bool:
    """Whether an amount ends a descriptor behind which its code stands: "Injection, atezolizumab, 10 mg (J9022)"."""
    return (
        _THEN_CODE.match(after) is not None
        and _DESCRIPTOR_OPENS.search(reading.text, reading.start, mention.start) is not None
    )


def _is_package(reading: Reading, token: int, value: str) -> bool:
    """As in "nivolumab plus relatlimab-rmbw in one vial": what the drug comes in."""
    return value in {"1 vial", "1 syringe"} and reading.words[token - 1 : token] == ("in",)


def _is_too_much(value: str) -> bool:
    """Whether an amount that only stands beside a code is more than any unit of HCPCS measures: "Imfinzi (J9173) 1,500 mg" is a dose."""
    number, _, measure = value.partition(" ")
    return Decimal(number) > _MOST.get(measure, Decimal("Infinity"))


def _is_no_unit(reading: Reading, mention: Mention, token: int, frame: str, before: str) -> bool:
    """Whether an amount that stands where a unit would is none of this code: said of others, a concentration, a package, a dose."""
    if mention.value.endswith("Ci") and _UP_TO.search(reading.text, reading.start, mention.start):
        return True  # "A9503 medronate, up to 30 mCi": what a study dose may have
    if _OF_MOST.search(reading.text, reading.start, mention.start):
        return True  # "most of them are counted in single milligrams"
    if _OF_ITEM.search(reading.text, reading.start, mention.start):
        return True  # "a single patch measures 280 square centimeters"
    if _DOSE_IN_STEPS.search(reading.text, reading.start, mention.start):
        return True  # "the labeled doses are whole multiples of 300 mg"
    if _IS_MENDED.match(reading.text, mention.end, reading.end) or _MISTAKEN.search(
        reading.text, reading.start, mention.start
    ):
        return True  # "Unit 10 mg corrected to 10 mcg"
    if _IS_LEFT.match(reading.text, mention.end, reading.end):
        return True  # "the second line carries the 40 mg left in the vial"
    if reading.words[token + 1 : token + 2] in {("versus",), ("vs",)}:
        return True  # "half a milligram versus a whole one"
    return _is_framed_by_chance(reading, mention, token, frame, before)


def _is_framed_by_chance(reading: Reading, mention: Mention, token: int, frame: str, before: str) -> bool:
    """The same, for what each frame can be mistaken for."""
    if frame == "code-defined-as-amount":
        return reading.words[token - 2] not in _DEFINED  # "J9022 is given as 10 mg"
    if frame == "it-is-amount":
        return reading.words[0] == "that"  # "A patient of 81 kg receives 8 mg/kg. That is 648 mg"
    if frame == "counted-by-amount":  # "800 units to describe 20 mg"
        return _UNITS_FOR.search(reading.text, reading.start, mention.start) is not None
    if frame == _UNITS_OF_AMOUNT:
        return not _counts_units(reading, token)  # "two vials of 500 mg or one of 500 mg"
    if frame == "also-amount":
        # "gets 20 mg/kg, again 1,600 mg", "240 mg, then 80 mg every 28 days"
        return "K" in before or reading.words[token + 1 : token + 2] == ("every",)
    if frame == "unit-is-amount" and _UNITS_OF_DOSE.search(reading.text, reading.start, mention.start):
        return True
    if frame == "unit-is-amount":
        return before.endswith("Nue")  # "(920 mg/23,000 units per 23 mL)"
    if frame == "per-amount":
        return _is_rate(reading, mention, before)
    return frame == BESIDE_CODE and _is_beside_by_chance(reading, mention, token, before)


def _is_beside_by_chance(reading: Reading, mention: Mention, token: int, before: str) -> bool:
    """The same, for an amount that only stands beside a code."""
    return (
        _is_package(reading, token, mention.value)
        or _OR_ANOTHER.match(reading.tags, token + 1) is not None  # "J3489 4 mg Zometa or 5 mg Reclast"
        or reading.tags[token + 1 : token + 3] in {"/N", "/Q"}  # "(920 mg/23,000 units per 23 mL)"
        or _is_too_much(mention.value)
        or reading.words[token + 1 : token + 2] == ("by",)  # "J7313 is Iluvien, 0.19 mg by 0.01 mg"
        or _is_of_one_substance(reading, token)
        or (before.endswith(",t") and _NAMES_NEXT.match(reading.tags, token + 1) is not None)
        or (_OWN_DRUG.search(before) is not None and _OF_NEXT_DRUG.match(reading.tags, token + 1) is not None)
    )


def _is_of_one_substance(reading: Reading, token: int) -> bool:
    """As in "J0138, acetaminophen 10 mg and ibuprofen 3 mg": each substance of a combination has its own."""
    before = next((at for at in range(token - 1, -1, -1) if reading.tags[at] == "D"), -1)
    return (
        before >= 0
        and _OF_NEXT_SUBSTANCE.match(reading.tags, token + 1) is not None
        and any(
            " + " in mention.value
            for mention, at in zip(reading.mentions, reading.token_of, strict=True)
            if at == before
        )
    )


def _counts_units(reading: Reading, token: int) -> bool:
    """As in "12 units of 0.5 mg": so many units, and each of them is the amount at `token`."""
    number = reading.starts[token - 2]
    return any(
        mention.start == number and mention.value.endswith(" unit") and mention.value != "1 unit"
        for mention in reading.mentions
    )


def _is_rate(reading: Reading, mention: Mention, before: str) -> bool:
    """As in "500 per vial", "23,000 units per 23 mL", "50 mg of iron per mL" and "nursing charges per vial": so much of something, or for it."""
    liquid = mention.value.endswith(" mL")
    return (
        before.endswith("Ne")
        or (liquid and (before.endswith("Qe") or _CONCENTRATION.search(before) is not None))
        or _CHARGED.search(reading.text, reading.start, mention.start) is not None
    )


def _is_taken(reading: Reading, token: int) -> bool:
    """As in "every patient gets 0.4 mg" and "the vial is used up completely at 100 mg"."""
    near = range(max(0, token - _SHORT_WIDTH - 1), token)
    return not any(reading.tags[at] == "E" for at in near) and not _TAKEN.isdisjoint(reading.words[at] for at in near)


def _with_unit_frames(reading: Reading) -> str:
    """The tags with "one unit" read as the frame of a unit where an amount is said of it ("one unit is 200 mg")."""
    tags = list(reading.tags)
    for index, mention in enumerate(reading.mentions):
        token = reading.token_of[index]
        if (
            mention.kind == "amount"
            and mention.value == "1 unit"
            and (
                re.match(r"A?(?:[bplLE=f]|j(?:t?Q|[id]|t?k?[Cc]|[tw]{1,2}(?=[bpl])))", reading.tags[token + 1 :])
                or reading.tags[token - 1 : token] == "Q"  # "0.5 mg a unit"
                or reading.tags[max(0, token - 2) : token] in {"Qb", "Q="}  # "one milligram is one unit"
            )
        ):
            tags[token] = "u"
    return "".join(tags)


def _frame(before: str, after: str, value: str) -> str:
    counted = value.endswith((" unit", " vial", " dose", " treatment", " kit", " tablet"))
    after_name = next((name for name, pattern in _AFTER if pattern.match(after)), "")
    if after_name in _SURE_AFTER and (not counted or (after_name == "amount-per-unit" and value.endswith(" unit"))):
        return after_name
    if _NOT_A_UNIT_AFTER.match(after) and not re.search(r"u[bp][wtN]{0,3}$", before):
        return ""
    before_name = next((name for name, pattern in _BEFORE if pattern.search(before)), "")
    if before_name == "code-defines-amount" and after_name != OF_DRUG.name:
        before_name = "code-counts-amount" if _BY_NAME["code-counts-amount"].search(before) else ""
    of_unit = before_name == "unit-is-amount"
    told_outright = of_unit and (value.endswith(" unit") or (value.startswith("1 ") and before[-1:] in "bl=:"))
    if counted and before_name not in COUNTS and not told_outright:
        return ""
    if counted and before_name == BESIDE_CODE and _BESIDE_WORD.search(before):
        return ""  # "infliximab-dyyb (Q5103) needs one vial"
    if _NOT_A_UNIT_BEFORE.search(before):
        return ""
    return before_name
