"""Sentences of a view: where one claim may end and the next begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A full stop ends a sentence when white space and something that can open one follow, unless what
# stands before it is an abbreviation. A line break that the author wanted always ends it.
_BREAK: Final = re.compile(r"([.!?](?<!\.\.[.!?])[\"”’')\]*_]{0,3})\s+(?=[\"“‘'(\[*_]{0,3}[A-Z0-9§•])|\n")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?i:e\.g|i\.e|vs|cf|approx|dr|mr|mrs|ms|st|inc|co|corp|ltd|inj|max|min|sec|fig|ref|rev|dept|est|ca|incl|jan|feb|mar|"
    r"apr|jun|jul|aug|sept?|oct|nov|dec|pt|vol|p|pp|u\.s)|(?:^|[\s(])[A-Z]|^\s*\(?(?:\d{1,2}|[a-z]))\.$|\b[Nn]os?\.(?=\s\d)"
)

_LABEL: Final = 12
_LONG_WORD: Final = 8  # a word so long before the full stop is no abbreviation


# No sentence is read as longer than this: every relation works on one sentence, so the whole stays linear in the text.
_LONGEST: Final = 3000


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The half-open range of each sentence of the text, in order, without surrounding white space."""
    for start, end in _sentences(text):
        if end - start <= _LONGEST:
            yield start, end
        else:
            yield from _parts(text, start, end)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence that is too long, cut at its pauses."""
    while end - start > _LONGEST:
        stop = max(
            (text.rfind(pause, start + 1, start + _LONGEST) for pause in ("; ", ", ", " ")),
            key=lambda at: (at > start + _LONGEST // 2, at),
        )
        stop = stop if stop > start else start + _LONGEST
        yield start, stop
        start = stop + 1 if text[stop].isspace() else stop
    yield from _trimmed(text, start, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = _first_shown(text, 0)
    for found in _breaks(text):
        at = found.start()
        if text[at] == "\n":
            if at - start <= _LABEL:
                continue  # a card: the modifier or code on one line, what it means on the next
            yield from _trimmed(text, start, at)
            start = _first_shown(text, at + 1)
        elif text[at] != "." or not _ends_abbreviation(text, start, at + 1):
            yield start, found.end(1)
            start = found.end()
    yield from _trimmed(text, start, len(text))


def _breaks(text: str) -> Iterator[re.Match[str]]:
    """Where a sentence may end. Most text has no other mark than the full stop, which is found fastest by itself."""
    if "\n" in text or "?" in text or "!" in text:
        yield from _BREAK.finditer(text)
        return
    at = text.find(".")
    while at >= 0:
        found = _BREAK.match(text, at)
        if found:
            yield found
        at = text.find(".", found.end() if found else at + 1)


def _ends_abbreviation(text: str, start: int, stop: int) -> bool:
    if stop - start > _LONG_WORD and text[stop - _LONG_WORD : stop - 1].isalpha():
        return False
    return _ABBREVIATION.search(text, max(start, stop - 12), stop) is not None


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start = _first_shown(text, start)
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _first_shown(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start
