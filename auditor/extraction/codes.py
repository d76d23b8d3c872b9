"""HCPCS Level II codes in running text, and what only looks like one.

A code is a letter and four digits that stand alone. What is part of a longer token (`09-J0000-96`,
`PA-J9400`, `J9100-A`), an end of a range (`J9000-J9999`, `J9001 through J9021`) or named as something else
("form Q5100", "rooms J1000 and J1010") is no code; it is kept as a trap, so that it can be listed with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import ahocorasick_rs

from auditor.extraction.late import late


class CodeHit(NamedTuple):
    """A code-shaped token in a view, and why it is none ("" if it is one)."""

    start: int
    end: int
    code: str
    trap: str


# The letters of Level II: A B C D E G H J K L M P Q R S T U V. Drug codes are found under A, C, J, P, Q and S;
# the others never denote a drug that is billed by amount, except a few under G, H, K and L.
_CODE: Final = late(
    r"[ABCEGHJKLMPQRSTUVabcjq]\d{4}(?<![A-Za-z0-9_.#$€£/\\@-].{5})(?![A-Za-z0-9_@]|[-‑–][A-Za-z]?\d|/[A-Za-z]\d|-[A-Za-z]\b|\.\d)"
)
_SPAN: Final = late(
    r"\d\d{3}(\s*(?:[-‑–—]|(?i:through|thru)|\.\.+|…)\s*|\s+(?i:to|and)\s+)([A-Za-z]\d{4})(?![A-Za-z0-9-])"
)
_OF_A_RANGE: Final = late(
    r"\b(?:range|series|span|between|codes from|from codes?|codes in|(?<!changed )(?<!replaced )(?<!revised )(?<!moved )codes:)\s+$",
    re.IGNORECASE,
)
_LEAD: Final = 40  # characters before a range that a heading may have
_NOTHING_ELSE: Final = late(
    r"\s*(?:(?:hcpcs|level ii|drug|j|part \w+|section \w+|table \w+)\W*)*(?:codes?\W*)?", re.IGNORECASE
)
_OTHER_THING: Final = late(
    r"\b(?:forms?|rooms?|polic(?:y|ies)(?: number| no\.?)?|icd(?:-10)?(?:-cm)?(?: codes?)?|transmittals?|suites?|part(?: number| no\.?)|lots?|"
    r"bulletins?|sku|item(?: number| no\.?)|catalog(?:ue)?(?: number| no\.?)?|extensions?|ext\.?|box|invoice(?: number)?|section|model|"
    r"diagnosis(?: codes?)?|dx|gate|flight|locker|bay|bin|shelf|ticket|case(?: number| no\.?))"
    r"[\s:#]*(?:[A-Z]\d{4}\s*(?:(?:,|and|or|&)\s*)+)*$",
    re.IGNORECASE,
)


# Their words, for a quick look before the long one.
_OTHER_WORDS: Final = frozenset(
    "form forms room rooms policy policies icd transmittal transmittals suite suites part lot lots bulletin bulletins sku item items catalog "
    "catalogs catalogue catalogues extension extensions ext box invoice section model diagnosis dx gate flight locker bay bin shelf ticket case".split()
)
_FIND_OTHER: Final = ahocorasick_rs.AhoCorasick(sorted(_OTHER_WORDS)).find_matches_as_indexes


# For each Latin character 0 for a digit, A for a letter and for "?", which stands for all that is not Latin.
_SHAPES: Final = bytes(
    ord("0" if chr(byte) in "0123456789" else "A" if chr(byte).isalpha() or chr(byte) == "?" else " ")
    for byte in range(256)
)
_NEVER_BEFORE: Final = frozenset(
    {"", "(", "[", '"', "“"}
)  # nothing opens between a word for another thing and what it names
_TIMES: Final = late(
    r" ?[)]?[ ,]{0,2}[x×*] ?\d|(?:-[A-Z0-9]{2}){1,3}(?: ?[x×*] ?|, )\d|, \d[\d,]* units?['\"”`]* for [A-Z][\w-]+,? \d"
)  # "J9060 x 15", "J9060-JZ x 15", "Q5118, 40 units for Zirabev"
_NO_PUNCTUATION: Final = str.maketrans(dict.fromkeys(":#.-()", " "))


def codes(text: str) -> list[CodeHit]:
    """Every code-shaped token of the text, in order."""
    return codes_at(text, digits_of_codes(text))


def codes_at(text: str, shaped: Sequence[int]) -> list[CodeHit]:
    """Every code-shaped token of the text, in order, given where its digits may stand (see `digits_of_codes`)."""
    if not shaped:
        return []
    found = [
        CodeHit(digits - 1, digits + 4, text[digits - 1 : digits + 4].upper(), _trap(text, digits - 1))
        for digits in shaped
        if _CODE.match(text, digits - 1)
    ]
    ends: list[CodeHit] = []
    end = 0
    for digits in shaped[:-1] if len(shaped) > 1 else ():
        if digits >= end and (span := _SPAN.match(text, digits)):
            end = span.end()
            ends += _ends_of_range(text, span)
    if not ends:
        return found
    hits = {hit.start: hit for hit in (*found, *ends)}
    return [hits[start] for start in sorted(hits)]


def digits_of_codes(text: str) -> list[int]:
    """Where four digits may follow a letter. A look for fixed bytes is ten times as fast as a pattern, which looks at each character."""
    if not has_digit(text):
        return []
    shapes = text.encode("latin-1", "replace").translate(_SHAPES)
    found = []
    at = shapes.find(b"0000")
    while at >= 0:
        follows = shapes[at - 1 : at] == b"A"
        if follows:
            found.append(at)
        at = shapes.find(b"0000", at + (4 if follows else 1))
    return found


def has_digit(text: str) -> bool:
    """Whether a text has one of the digits 0 to 9; ten looks for a character are faster than one pattern."""
    return (
        "0" in text or "1" in text or "2" in text or "3" in text or "4" in text
        or "5" in text or "6" in text or "7" in text or "8" in text or "9" in text
    )  # fmt: skip


def is_counted(text: str, end: int) -> bool:
    """Whether a code that ends at an offset stands on a claim with its count, "J9060 x 15": what is beside it was given."""
    return _TIMES.match(text, end) is not None


def _ends_of_range(text: str, span: re.Match[str]) -> Iterator[CodeHit]:
    first = span.start() - 1
    if first < 0 or not text[first].isalpha() or (first and (text[first - 1].isalnum() or text[first - 1] in "-_")):
        return
    if span[1].strip().lower() in {"to", "and"} and not _OF_A_RANGE.search(text, max(0, first - 24), first):
        alone = first <= _LEAD and len(text) - span.end() <= 1 and _NOTHING_ELSE.fullmatch(text, 0, first)
        if span[1].strip().lower() == "and" or not alone:
            return  # "J0121 to J1010" and nothing else, as a heading has it, is a range too
    for start in (first, span.start(2)):
        yield CodeHit(start, start + 5, text[start : start + 5].upper(), "an end of a range")


def _trap(text: str, start: int) -> str:
    before = text[max(0, start - 60) : start]
    if before[-1:] in _NEVER_BEFORE:
        return ""
    lower = before.lower()
    if _FIND_OTHER(lower):
        words = lower.translate(_NO_PUNCTUATION).split()[-6:]
        if not _OTHER_WORDS.isdisjoint(words) and _OTHER_THING.search(before):
            return "named as something else than a code"
    return ""
