"""Codes that a sentence without a drug denies to the drugs in hand: "Inflectra is Q5103. Not J1745."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.tags import Reading

DENIED_ALONE: Final = "denied-alone"
_NOT: Final = late(r"nk?s?C(?:[,&;/]{1,2}C)*[.!;]?")  # "NOT J0897 or J0896!", "Not under J1745."
_NEITHER: Final = late(
    r"n(?:j[wtA]{0,2})?(?:b|mblv?|l)[sktv]{0,3}C[.!;]?"
)  # "None of them is J2506.", "Neither may be reported with J1299."
_PAIR: Final = 2


def denied_alone(reading: Reading, found: Sequence[Item], discourse: Discourse) -> list[Link]:
    """What a sentence denies that names codes and nothing else: of the drug told last, of the last two, or of all in the block."""
    codes = [code for item in found if item.tag == "C" for code in item.refs]
    if not codes or not discourse.pairs:
        return []
    drugs = _meant(reading, discourse)
    taken = {(code, drug.value or drug.brand) for code, drug in discourse.pairs}
    return [
        Link("code-drug", code, drug, DENIED_ALONE, 0, found[-1].last, "high", "denied")
        for drug in drugs
        for code in codes
        if (code.value, drug.value or drug.brand) not in taken
    ]


def _meant(reading: Reading, discourse: Discourse) -> tuple[Ref, ...]:
    """The drugs of which a sentence says that a code is not theirs."""
    if reading.words[0] == "not":
        return (discourse.pairs[-1][1],) if _NOT.fullmatch(reading.tags) else ()
    if reading.words[0] not in {"neither", "none"} or _NEITHER.fullmatch(reading.tags) is None:
        return ()
    told = tuple(dict.fromkeys(drug for _, drug in discourse.pairs))
    if reading.words[0] == "neither":
        return told[-_PAIR:] if len(told) >= _PAIR else ()
    return told if len(told) > _PAIR else ()
