"""Sentences of a view: where one claim may end and the next begin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from auditor.extraction.late import late

# A full stop ends a sentence when white space and something that can open one follow, unless what
# stands before it is an abbreviation. A line break that the author wanted always ends it.
_BREAK: Final = late(r"([.!?](?<!\.\.)(?<!\.\.[!?])[\"”’')\]*_]{0,3})\s+(?=[\"“‘'(\[*_]{0,3}[A-Z0-9§•])|\n")
_ABBREVIATED: Final = frozenset(
    "vs cf approx dr mr mrs ms st inc co corp ltd inj susp soln recomb biosim admin max min sec fig ref rev dept est ca incl jan feb mar apr jun jul aug sep sept oct nov dec "
    "pt vol pp no nos".split()
)
_LAST_LETTERS: Final = frozenset(word[-3:] for word in _ABBREVIATED if len(word) > 2)
# "... is for hemophilia A.", which is no initial.
_LETTERED: Final = late(
    r"\b(?:ha?emophilia|hepatitis|vitamin|type|toxin|tier|group|part|section|class) [A-K]\.\Z", re.IGNORECASE
)
_LONGEST_KIND: Final = 14  # characters of these words, the letter and the stop
_ABBREVIATION: Final = late(
    rf"(?:\b(?i:e\.g|i\.e|{'|'.join(sorted(_ABBREVIATED - {'no', 'nos'}))}|p|u\.s)|(?:^|[\s(])[A-Z]|^\s*\(?(?:\d{{1,2}}|[a-z]))\.$|\b[Nn]os?\.(?=\s\d)"
)

_OPENING: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")  # characters, each of which opens a sentence
_LABEL: Final = 12
_NEAR: Final = 12  # characters in which an abbreviation and what stands before it have room


# No sentence is read as longer than this: every relation works on one sentence, so the whole stays linear in the text.
_LONGEST: Final = 3000


def sentences(text: str) -> Iterable[tuple[int, int]]:
    """The half-open range of each sentence of the text, in order, without surrounding white space."""
    found = _sentences(text)
    if len(text) <= _LONGEST:
        return found
    return chain.from_iterable(_parts(text, start, end) for start, end in found)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence; one that is too long, cut at its pauses."""
    while end - start > _LONGEST:
        stop = max(
            (text.rfind(pause, start + 1, start + _LONGEST) for pause in ("; ", ", ", " ")),
            key=lambda at: (at > start + _LONGEST // 2, at),
        )
        stop = stop if stop > start else start + _LONGEST
        yield start, stop
        start = stop + 1 if text[stop].isspace() else stop
    start, end = _trimmed(text, start, end)
    if start < end:
        yield start, end


def _sentences(text: str) -> list[tuple[int, int]]:
    if "\n" in text or "?" in text or "!" in text:
        return list(_at_any_mark(text))
    found = []
    start = _first_shown(text, 0)
    at = text.find(".")  # most text has no other mark, and it is found fastest by itself
    while at >= 0:
        behind = text[at + 1 : at + 3]
        if behind[:1] == " " and behind[1:] in _OPENING:
            plain = text[at - 1 : at] != "."  # dots that lead from a name to its code end nothing
            end, following = at + 1, at + 2
        elif behind[:1].isalnum():
            plain = False
        else:
            mark = _BREAK.match(text, at)
            plain = mark is not None
            end, following = (mark.end(1), mark.end()) if mark else (at, at)
        if not plain:
            at = text.find(".", at + 1)
        elif _ends_abbreviation(text, start, at + 1):
            at = text.find(".", following)
        else:
            found.append((start, end))
            start = following
            at = text.find(".", following)
    start, end = _trimmed(text, start, len(text))
    if start < end:
        found.append((start, end))
    return found


def _at_any_mark(text: str) -> Iterator[tuple[int, int]]:
    start = _first_shown(text, 0)
    for found in _BREAK.finditer(text):
        at = found.start()
        if text[at] == "\n":
            if at - start <= _LABEL and ":" not in text[start:at]:
                continue  # a card: the modifier or code on one line, what it means on the next
            start, end = _trimmed(text, start, at)
            if start < end:
                yield start, end
            start = _first_shown(text, at + 1)
        elif text[at] != "." or not _ends_abbreviation(text, start, at + 1):
            yield start, found.end(1)
            start = found.end()
    start, end = _trimmed(text, start, len(text))
    if start < end:
        yield start, end


def _ends_abbreviation(text: str, start: int, stop: int) -> bool:
    last = text[stop - 4 : stop - 1]
    if stop - 4 >= start and last.isalpha() and last.isascii() and last.lower() not in _LAST_LETTERS:
        return False
    first = max(start, stop - _NEAR)
    word = text[max(first, text.rfind(" ", first, stop) + 1) : stop - 1]
    if len(word) > 1 and word.isascii() and word.isalpha() and word.lower() not in _ABBREVIATED:
        return False
    if _ABBREVIATION.search(text, first, stop) is None:
        return False
    return _LETTERED.search(text, max(start, stop - _LONGEST_KIND), stop) is None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the white space around it."""
    while start < end and text[end - 1].isspace():
        end -= 1
    return _first_shown(text, start) if start < end else end, end


def _first_shown(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
