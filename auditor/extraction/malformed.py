"""What can only be meant as a code but is none: J937l, J 9371, JJ9371.

Each shape says what was probably meant. A shape that other things have too (three digits, a blank inside) counts only
where a word before it announces a code.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from auditor.extraction.codes import has_digit
from auditor.extraction.late import late


class MalformedHit(NamedTuple):
    """A token in a view, the code that was probably meant ("" where several could be), and what is wrong with it."""

    start: int
    end: int
    meant: str
    wrong: str


_DIGITS: Final = str.maketrans("OoIlSBZ", "0011582")
_ANNOUNCED: Final = r"(?i:\b(?:codes?|hcpcs|j-codes?|bill(?:ed|ing)?|report(?:ed)?)(?: (?:is|with|under|as|using|code|of))*[:\s]*(?:[\"'(*`]{1,3})?)"
_LETTERS: Final = "JQЈЅСАＪＱ"  # the last six are of other alphabets
# One alternative each: a letter for a digit; the letter twice; a blank or hyphen inside; a digit too many or too few;
# letters or digits of another alphabet that look alike.
_SHAPES: Final = late(
    rf"(?P<letter>[{_LETTERS}])"
    r"(?<![\w.#/-].)(?:"
    r"(?P<confused>(?<=[JQ])(?=[\dOoIlSBZ]{4}\b)(?:\d{0,3}[OoIlSBZ]\d{0,3}))(?![\w-])|"
    r"(?P<doubled>(?<=[JQ])(?P=letter)\d{4})(?![\w-])|"
    r"(?P<split>(?<=[JQ])[  ‑-]\d{4})(?![\w-]|[,.]\d)|"
    r"(?P<count>(?<=[JQ])(?:\d{3}|\d{5,6}))(?![\w-]|\.\d)|"
    r"(?P<alien>(?<=[ЈЅСАＪＱ])\d{4}|(?<=[JQ])[０-９]{4})(?![\w-]))"
)
_BEFORE: Final = late(rf"{_ANNOUNCED}$")
_WINDOW: Final = 40
_NEEDS_A_WORD: Final = frozenset({"split", "count"})
_WRONG: Final = {
    "confused": "a letter stands where a digit must",
    "doubled": "the letter stands twice",
    "split": "it is written apart",
    "count": "a code has four digits",
    "alien": "it is written with characters of another alphabet",
}


def malformed(text: str) -> Iterator[MalformedHit]:
    """Every token of a text or a cell that can only be meant as a code and is none, in order."""
    if text.isascii() and not (("J" in text or "Q" in text) and has_digit(text)):
        return
    end = 0
    for at in _places(text):
        found = _SHAPES.match(text, at) if at >= end and not _is_code(text, at) else None
        if found is None:
            continue
        end = found.end()
        shape = found.lastgroup or next(name for name in _WRONG if found[name])
        token = found[0]
        if shape in _NEEDS_A_WORD and not _is_announced(text, found):
            continue
        yield MalformedHit(found.start(), found.end(), _meant(shape, token), _WRONG[shape])


def _is_code(text: str, at: int) -> bool:
    """Whether four digits follow a letter, and nothing that could belong to them: most letters that are looked at begin a code."""
    digits = text[at + 1 : at + 5]
    return (
        len(digits) == 4
        and digits.isdecimal()
        and digits.isascii()
        and not text[at + 5 : at + 6].isalnum()
        and text[at].isascii()
    )


def _places(text: str) -> list[int]:
    """Where the letters stand with which a code begins; found letter by letter they cost next to nothing."""
    found = []
    for letter in _LETTERS:
        at = text.find(letter)
        while at >= 0:
            found.append(at)
            at = text.find(letter, at + 1)
    return sorted(found)


def _is_announced(text: str, found: re.Match[str]) -> bool:
    """Whether a word says that a code stands here, or the token is all that a cell holds."""
    alone = found[0] == text.strip()
    return alone or _BEFORE.search(text, max(0, found.start() - _WINDOW), found.start()) is not None


def _meant(shape: str, token: str) -> str:
    if shape == "confused":
        return token[0] + token[1:].translate(_DIGITS)
    if shape == "doubled":
        return token[1:]
    if shape == "split":
        return token[0] + token[2:]
    if shape == "alien":
        plain = unicodedata.normalize("NFKC", token)
        return plain if plain.isascii() else {"Ј": "J", "Ѕ": "S", "С": "C", "А": "A"}.get(plain[0], "") + plain[1:]
    return ""
