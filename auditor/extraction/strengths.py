"""Amounts in a table's descriptions: the billing unit that a descriptor ends with, or the strength of an item on the shelf.

"Injection, abatacept, 10 mg" is a descriptor; "ABATACEPT 250MG VIAL" in a charge list is a thing that is bought and sold.
Both look alike in one row, so a whole table is asked: what its other columns hold, and whether one code has several amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from auditor.extraction.late import late

# Columns that only lists of things on a shelf have. What a payer allows for a code ("payment limit") is no such column.
_OF_ITEMS: Final = late(
    r"\bcharges?\b|\bcosts?\b|\bprices?\b|\brev(?:enue)?\b(?! (?:date|effective))|\bndc\b|\bcdm\b|\bsku\b|\bon hand\b|\bstock|\bpack(?:age|s|aging)?\b|\bpkg\b|"
    r"\bwholesale|\bwac\b|\bawp\b|\b(?:item|product|material|order|charge|drug|catalog) (?:no|num|number|#|id)\b",
    re.IGNORECASE,
)
_OF_DESCRIPTORS: Final = late(r"\b(?:hcpcs|code|long|short) descri", re.IGNORECASE)
# Right before the amount of a descriptor. CMS writes "Injection, X, 10 mg", "X, per 10 mg", "X, up to 10 mg".
_PARTED: Final = late(r"(?:[,;:(/–-]|\b(?:per|each|every|up to|of|by))\s*$", re.IGNORECASE)
_RANGED: Final = late(r"\d\s*(?:mg|mcg|g|ml|units?|iu)?\s*(?:-|–|to|or|and|/)\s*$", re.IGNORECASE)
_CONTAINER: Final = late(
    r"\W{0,3}(?:(?:single|multi|multiple)[ -]?(?:dose|use)\s*|sd\s*|powder\s*|lyo\w*\s*|pf\s*|inj(?:ection)?\s*|prefilled\s*|auto-?)?"
    r"(?:vials?|vl|syringes?|syr|pens?|autoinjectors?|injectors?|cartridges?|bags?|bottles?|btl|amp(?:ule|oule|s|ul)?s?|kits?|tab(?:let)?s?|cap(?:sule)?s?|"
    r"pfs|carpuject|sdv|mdv|packs?|packets?|implants? kit)\b",
    re.IGNORECASE,
)
_MOSTLY: Final = 3  # where less than a third is glued, the others show what the table holds
_FEWEST_DOUBLED: Final = 2  # codes with two amounts: one may be a slip of the pen


class Described(msgspec.Struct, frozen=True):
    """An amount in a description: the code of its row, and how it is joined to the name before it."""

    code: str
    value: str  # "10 mg"
    parted: bool  # by a comma, "per" or the like, as in a descriptor
    strength: bool  # its own words say so: a range, a vial


# "100 mg or less", "above 100 mg": which patients' doses the code is for.
_BAND_AFTER: Final = late(
    r",? (?:(?:or|and) (?:less|more|fewer|greater|under|over|above|below|higher|lower|up)|up(?:wards?)?|onwards?)\b(?! to\b)",
    re.IGNORECASE,
)
_BAND_BEFORE: Final = late(
    r"\b(?:above|over|under|below|exceeding|exceeds|at least|at most|(?:greater|more|less|higher|lower|fewer) than(?: or equal to)?)\s+$",
    re.IGNORECASE,
)


def is_band(before: str, after: str) -> bool:
    """Whether an amount only parts doses, so that it tells for which of them a code is, by the text on either side of it."""
    return _BAND_AFTER.match(after) is not None or _BAND_BEFORE.search(before) is not None


def described(code: str, value: str, before: str, after: str) -> Described:
    """`before` and `after` are the description's text on either side of the amount."""
    ranged = _RANGED.search(before) is not None
    return Described(
        code,
        value,
        not ranged and _PARTED.search(before) is not None,
        ranged or is_band(before, after) or _CONTAINER.match(after) is not None,
    )


def of_items(headers: Iterable[str], amounts: Iterable[Described]) -> bool:
    """Whether a table lists things on a shelf, so that an amount glued to a name is its strength."""
    shown = list(headers)
    if any(map(_OF_DESCRIPTORS.search, shown)):
        return False
    by_code: dict[str, set[str]] = {}
    told = list(amounts)
    glued = [amount for amount in told if not amount.parted]
    for amount in glued:
        by_code.setdefault(amount.code, set()).add(amount.value)
    doubled = sum(1 for values in by_code.values() if len(values) > 1)
    if any(map(_OF_ITEMS.search, shown)):
        return True
    # Among descriptors a few have a range of doses: "oral, less than or equal to 3 mg buprenorphine".
    of_descriptors = len(glued) * _MOSTLY <= len(told)
    return not of_descriptors and (doubled >= _FEWEST_DOUBLED or any(amount.strength for amount in glued))
