"""HCPCS Level II codes in running text, and what only looks like one.

A code is a letter and four digits that stand alone. What is part of a longer token (`09-J0000-96`,
`PA-J9400`, `J9100-A`), an end of a range (`J9000-J9999`, `J9001 through J9021`) or named as something else
("form Q5100", "rooms J1000 and J1010") is no code; it is kept as a trap, so that it can be listed with the reason.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple


class CodeHit(NamedTuple):
    """A code-shaped token in a view, and why it is none ("" if it is one)."""

    start: int
    end: int
    code: str
    trap: str


# The letters of Level II: A B C D E G H J K L M P Q R S T U V. Drug codes are found under A, C, J, P, Q and S;
# the others never denote a drug that is billed by amount, except a few under G, H, K and L.
_CODE: Final = re.compile(
    r"(?<![A-Za-z0-9_.#$€£/\\@-])[ABCEGHJKLMPQRSTUVabcjq]\d{4}(?![A-Za-z0-9_@]|[-‑–][A-Za-z]?\d|/[A-Za-z]\d|-[A-Za-z]\b|\.\d)"
)
_RANGE: Final = re.compile(
    r"(?<![A-Za-z0-9_-])([A-Z]\d{4})\s*(?:[-‑–—]|through|thru|\.\.+|…)\s*([A-Z]\d{4})(?![A-Za-z0-9])"
    r"|(?:range|series|span|between|codes from|from codes?)\s+([A-Z]\d{4})\s+(?:to|and)\s+([A-Z]\d{4})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_OTHER_THING: Final = re.compile(
    r"\b(?:forms?|rooms?|polic(?:y|ies)(?: number| no\.?)?|icd(?:-10)?(?:-cm)?(?: codes?)?|transmittals?|suites?|part(?: number| no\.?)|lots?|"
    r"bulletins?|sku|item(?: number| no\.?)|catalog(?:ue)?(?: number| no\.?)?|extensions?|ext\.?|box|invoice(?: number)?|section|model|"
    r"diagnosis(?: codes?)?|dx|gate|flight|locker|bay|bin|shelf|ticket|case(?: number| no\.?))"
    r"[\s:#]*(?:[A-Z]\d{4}(?:\s*(?:,|and|or|&)\s*)+)*$",
    re.IGNORECASE,
)


def codes(text: str) -> list[CodeHit]:
    """Every code-shaped token of the text, in order."""
    found = list(_CODE.finditer(text))
    ends_of_ranges: set[int] = set()
    if len(found) > 1:
        ends_of_ranges = {match.start(group) for match in _RANGE.finditer(text) for group in range(1, 5)}
    return [CodeHit(hit.start(), hit.end(), hit[0].upper(), _trap(text, hit, ends_of_ranges)) for hit in found]


def _trap(text: str, found: re.Match[str], ends_of_ranges: set[int]) -> str:
    if found.start() in ends_of_ranges:
        return "an end of a range"
    if _OTHER_THING.search(text, max(0, found.start() - 60), found.start()):
        return "named as something else than a code"
    return ""
