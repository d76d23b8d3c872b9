"""Running headers and footers: lines at the edge of pages that say the same on most of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from auditor.decoding.pdf.lines import Line, lines_of, text_of_line
from auditor.decoding.pdf.words import Word

_EDGE = 3  # lines at the top and at the bottom of a page that may be furniture
_NUMBER = re.compile(r"(?<![A-Za-z\d])\d+(?![A-Za-z\d])")

Key = tuple[bool, str]


def part_furniture(pages: Sequence[Sequence[Word]]) -> list[tuple[list[Line], list[Word]]]:
    """For each page its running headers and footers that no page before it had, and the words without any of them."""
    edges = [_edges(words) for words in pages]
    counts = Counter(key for edge in edges for key in {_key(line, top=top) for top, line in edge})
    needed = max(2, (len(pages) + 1) // 2)
    told: set[Key] = set()
    parted = []
    for words, edge in zip(pages, edges, strict=True):
        running = _outermost(edge, {key for key, count in counts.items() if count >= needed})
        new = [line for top, line in running if _key(line, top=top) not in told]
        told.update(_key(line, top=top) for top, line in running)
        gone = {id(word) for _, line in running for word in line.words}
        parted.append((new, [word for word in words if id(word) not in gone]))
    return parted


def _outermost(edge: Sequence[tuple[bool, Line]], repeated: set[Key]) -> list[tuple[bool, Line]]:
    """The lines at the edge that repeat, from the outside in: what stands within is text, even if it repeats."""
    top = [entry for entry in edge if entry[0]]
    bottom = [entry for entry in reversed(edge) if not entry[0]]

    def repeats(entry: tuple[bool, Line]) -> bool:
        return _key(entry[1], top=entry[0]) in repeated

    above = list(takewhile(repeats, top))
    taken = [line for _, line in above]
    return [*above, *(entry for entry in takewhile(repeats, bottom) if entry[1] not in taken)]


def _edges(words: Sequence[Word]) -> list[tuple[bool, Line]]:
    lines = lines_of(words)
    top = [(True, line) for line in lines[:_EDGE]]
    return top + [(False, line) for line in lines[-_EDGE:]]


def _key(line: Line, *, top: bool) -> Key:
    """What makes two lines the same: their text with all numbers alike; page 1 of 9 is page 2 of 9."""
    return top, f"{round(line.words[0].size)} {_NUMBER.sub('#', text_of_line(line.words))}"
