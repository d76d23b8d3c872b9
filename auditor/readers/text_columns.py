"""Find what stands side by side in a plain-text document, and put it one below the other: cards, lists and columns of prose.

All of these leave a gutter: a place that is blank in line after line, with text on both sides. So does a table, whose rows must
stay together; what tells them apart is that the two sides say the same of two things (cards, a list that is folded), or that
sentences run on down each side (prose).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from auditor.lexicon.names import load_names
from auditor.lexicon.spelling import surface
from auditor.readers.text_lines import CODE, CODE_FIRST, Line

MAX_GUTTERS: Final = 8  # places that are tried
MAX_DEPTH: Final = 3  # four cards side by side are two pairs
_LONGEST: Final = 300  # characters; a longer line was not typed in columns
_GUTTER: Final = 2  # blank places before the right side
_FEWEST: Final = 2  # lines that have text on both sides
_FEWEST_PROSE: Final = 6
_NARROWEST: Final = 18  # characters that the lines of a column of prose have in the mean
_RUNNING: Final = 0.35  # of the lines below another in a column of prose begin in the middle of a sentence
_SIDE_BY_SIDE: Final = 0.6  # of the lines of two columns of prose have text on both sides
_ALIGNED: Final = 0.7  # of the sentences that begin on both sides at once are those of a table

_GAP: Final = re.compile(r"(?<! ) {3,}+(?=\S)")
_INNER_GAP: Final = re.compile(r"\S {3,}+\S")
_DRAWN: Final = re.compile(r"[|\t]|[-=_]{4}|\.{4}")
_LABEL: Final = re.compile(r"([A-Za-z][A-Za-z /-]{0,24}?)(?::\s*+| {2,}+|\s++(?=[A-Z]\d{4}\b|\d))(?=\S)")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z-]{3,}")
_SENTENCE_END: Final = (".", "!", "?", ":", ";")
_UNITS: Final = frozenset(
    "unit units dose each vial injection intravenous subcutaneous per code codes billing brand with and".split()
)

Part = Sequence[Line]


class Stretch(NamedTuple):
    """Lines that are read as a text of their own, parted as by blank lines. `alone`: they are a column, and perhaps one of prose."""

    parts: list[Part]
    alone: bool = False
    prose: bool = False


class _Row(NamedTuple):
    """A line cut at the gutter; a side on which nothing stands is None."""

    left: Line | None
    right: Line | None

    @property
    def both(self) -> bool:
        return self.left is not None and self.right is not None


class _Run(NamedTuple):
    """Neighbouring lines with a blank gutter, part by part."""

    first: int  # line of the text, counted over all parts
    last: int
    parts: list[list[_Row]]


def side_by_side(text: str, parts: Sequence[Part], depth: int = 0) -> Iterator[Stretch]:
    """The parts in reading order: what stands side by side is told column by column."""
    regions = _accepted(text, parts) if depth < MAX_DEPTH else []
    waiting: list[Part] = []
    at = number = 0  # lines and regions passed
    for part in parts:
        start = 0
        while number < len(regions) and regions[number].first < at + len(part):
            region = regions[number]
            if region.first >= at:
                waiting.extend(filter(None, [part[start : region.first - at]]))
                if waiting:
                    yield Stretch(waiting)
                    waiting = []
                yield from _told(text, region, depth)
            start = min(len(part), region.last - at)
            if region.last > at + len(part):
                break
            number += 1
        waiting.extend(filter(None, [part[start:]]))
        at += len(part)
    if waiting:
        yield Stretch(waiting)


class _Region(NamedTuple):
    """A range of lines that are columns, and these."""

    first: int
    last: int
    columns: list[list[Part]]
    prose: bool


def _told(text: str, region: _Region, depth: int) -> Iterator[Stretch]:
    """The columns of a region, each of which may be columns again."""
    for column in region.columns:
        for stretch in side_by_side(text, column, depth + 1):
            yield Stretch(stretch.parts, alone=True, prose=region.prose or stretch.prose)


def _accepted(text: str, parts: Sequence[Part]) -> list[_Region]:
    """The ranges of lines that are columns, in order."""
    found: list[_Region] = []
    taken = bytearray(sum(map(len, parts)))  # of each line whether it is in one of them
    for gutter in _gutters(parts):
        for run in _runs(text, parts, gutter):
            if any(taken[run.first : run.last]):
                continue
            rows = [row for part in run.parts for row in part]
            prose = _is_prose(run.parts)
            if prose or _is_folded(rows):
                columns = [_side(run.parts, _left), _side(run.parts, _right)]
            elif _are_cards(rows) or any(map(_are_names_over_codes, run.parts)):
                columns = list(_cards(run.parts))
            else:
                continue
            taken[run.first : run.last] = b"\1" * (run.last - run.first)
            found.append(_Region(run.first, run.last, columns, prose))
    return sorted(found, key=attrgetter("first"))


def _gutters(parts: Sequence[Part]) -> list[int]:
    """The columns at which text begins after a gap, the most frequent first."""
    starts = Counter(
        line.indent + gap.end()
        for part in parts
        for line in part
        if _may_be_cut(line)
        for gap in _GAP.finditer(line.text)
    )
    often = [(-count, start) for start, count in starts.items() if count >= _FEWEST]
    return [start for _, start in sorted(often)[:MAX_GUTTERS]]


def _may_be_cut(line: Line) -> bool:
    return line.quotes == 0 and len(line.text) <= _LONGEST and not _DRAWN.search(line.text)


def _runs(text: str, parts: Sequence[Part], gutter: int) -> Iterator[_Run]:
    """Lines that the gutter parts, from the first with text on both sides to the last, and what hangs on there."""
    number = 0
    rows: list[list[_Row]] = []
    first = 0
    end_before = 0
    for part in parts:
        rows.append([])
        if part and text.find("\f", end_before, part[0].start) >= 0:
            yield from _trimmed(first, rows)
            rows, first = [[]], number
        for line in part:
            row = _cut(line, gutter)
            if row is None:
                yield from _trimmed(first, rows)
                rows, first = [[]], number + 1
            else:
                rows[-1].append(row)
            number += 1
            end_before = line.end
    yield from _trimmed(first, rows)


def _trimmed(first: int, rows: list[list[_Row]]) -> Iterator[_Run]:
    """The run without the parts above and below that have nothing on the right."""
    kept = [part for part in rows if part]
    while kept and not any(row.right for row in kept[0]):
        first += len(kept.pop(0))
    while kept and not any(row.right for row in kept[-1]):
        kept.pop()
    if sum(row.both for part in kept for row in part) >= _FEWEST:
        yield _Run(first, first + sum(map(len, kept)), kept)


def _cut(line: Line, gutter: int) -> _Row | None:
    """The two sides of a line; None if something stands in the gutter."""
    at = gutter - line.indent
    if at <= 0:
        return _Row(None, line._replace(indent=-at)) if _may_be_cut(line) else None
    if len(line.text) <= at - _GUTTER:
        return _Row(line, None) if line.quotes == 0 else None
    if not _may_be_cut(line) or line.text[max(0, at - _GUTTER) : at].strip():
        return None
    left = line.text[:at].rstrip()
    right = line.text[at:].lstrip()
    start = line.start + len(line.text) - len(right)
    indent = len(line.text) - len(right) - at
    return _Row(
        line._replace(end=line.start + len(left), text=left) if left else None,
        line._replace(start=start, text=right, indent=indent) if right else None,
    )


def _left(row: _Row) -> Line | None:
    return row.left


def _right(row: _Row) -> Line | None:
    return row.right


def _side(parts: Sequence[Sequence[_Row]], side: Callable[[_Row], Line | None]) -> list[Part]:
    """The lines of one side, parted where nothing stands on it."""
    found: list[list[Line]] = []
    for part in parts:
        found.append([])
        for row in part:
            line = side(row)
            if line is not None:
                found[-1].append(line)
            elif found[-1]:
                found.append([])
    return [lines for lines in found if lines]


_NOTHING: Final = Line(0, 0, "", 0, 0)


# Cards


def _label(line: Line | None) -> str:
    found = _LABEL.match(line.text) if line else None
    return found[1].lower().strip() if found else ""


def _same_label(row: _Row) -> str:
    label = _label(row.left)
    return label if label and label == _label(row.right) else ""


def _are_cards(rows: Sequence[_Row]) -> bool:
    """Whether both sides give the same labels to their values, codes among them."""
    both = [row for row in rows if row.both]
    same = [row for row in both if _same_label(row)]
    coded = any(CODE.search(row.left.text) and CODE.search(row.right.text) for row in same if row.left and row.right)
    return coded and len(same) >= _FEWEST and 4 * len(same) >= len(both)


def _are_names_over_codes(rows: Sequence[_Row]) -> bool:
    """Whether each side of a part names a drug, and below it has the one code of it."""
    coded = [at for at, row in enumerate(rows) if row.left and CODE.search(row.left.text)]
    also = [at for at, row in enumerate(rows) if row.right and CODE.search(row.right.text)]
    if len(coded) != 1 or coded != also:
        return False
    return any(_names_drug(row.left) and _names_drug(row.right) for row in rows[: coded[0]])


def _names_drug(line: Line | None) -> bool:
    return line is not None and any(surface(word) in load_names() for word in _WORD.findall(line.text.lower()))


def _cards(parts: Sequence[Sequence[_Row]]) -> Iterator[list[Part]]:
    """Row of cards by row of cards, the left one first; what is none stays whole."""
    together: list[Sequence[_Row]] = []
    labels: set[str] = set()
    for part in parts:
        first = next((row for row in part if row.both), None)
        label = _same_label(first) if first else ""
        if together and not (label and label not in labels):
            yield from _row_of_cards(together, labels)
            together, labels = [], set()
        together.append(part)
        labels |= {_same_label(row) for row in part} - {""}
    yield from _row_of_cards(together, labels)


def _row_of_cards(parts: Sequence[Sequence[_Row]], labels: set[str]) -> Iterator[list[Part]]:
    if labels or any(map(_are_names_over_codes, parts)):
        yield _side(parts, _left)
        yield _side(parts, _right)
    else:
        yield [[_whole(row) for row in part] for part in parts]


def _whole(row: _Row) -> Line:
    """The line as it was."""
    if row.left and row.right:
        gap = row.right.start - row.left.end
        return row.left._replace(end=row.right.end, text=row.left.text + " " * gap + row.right.text)
    return row.left or row.right or _NOTHING


# Lists that go on at the top of a second column


def _is_folded(rows: Sequence[_Row]) -> bool:
    """Whether the right side goes on with the list of the left one: under the same header, or code by code."""
    both = [(row.left.text, row.right.text) for row in rows if row.left and row.right]
    coded = [sides for sides in both if all(map(CODE.search, sides))]
    if len(coded) < _FEWEST:
        return False
    headers = [sides for sides in both if not any(map(CODE.search, sides))]
    if headers:
        left, right = (side.lower().split() for side in headers[0])
        return left == right and len(left) > 1
    return len(coded) > _FEWEST and len(coded) == len(both) and all(_is_entry(*sides) for sides in coded)


def _is_entry(left: str, right: str) -> bool:
    """Whether each side begins with a code and goes on with words that the other does not have."""
    if not (CODE_FIRST.match(left) and CODE_FIRST.match(right)):
        return False
    words, others = (set(_WORD.findall(side.lower())) - _UNITS for side in (left, right))
    return bool(words) and bool(others) and not words & others and left[:5] != right[:5]


# Prose


def _is_prose(parts: Sequence[Sequence[_Row]]) -> bool:
    """Whether sentences run on down each side, and do not begin on both sides at once as the rows of a table do."""
    rows = [row for part in parts for row in part]
    both = [row for row in rows if row.left and row.right]
    if len(both) < _FEWEST_PROSE or len(both) < _SIDE_BY_SIDE * len(rows):
        return False
    begins: list[set[int]] = []
    for side in (_left, _right):
        lines = [line for row in rows if (line := side(row))]
        if sum(len(line.text) for line in lines) < _NARROWEST * len(lines):
            return False
        if sum(bool(_INNER_GAP.search(line.text)) for line in lines) * 10 > len(lines):
            return False
        running = sum(line.text[0].islower() for line in lines)
        if running < _RUNNING * len(lines):
            return False
        begins.append(set(_beginnings(parts, side)))
    left, right = begins
    return len(left & right) < _ALIGNED * max(1, min(len(left), len(right))) or min(len(left), len(right)) < _FEWEST


def _beginnings(parts: Sequence[Sequence[_Row]], side: Callable[[_Row], Line | None]) -> Iterator[int]:
    """The rows, but the first, on which a side starts anew: after a blank, or with a capital after a sentence's end."""
    at = 0
    for part in parts:
        above: Line | None = None
        for row in part:
            line = side(row)
            starts_anew = line is not None and (
                above is None or (above.text.endswith(_SENTENCE_END) and not line.text[0].islower())
            )
            if at and starts_anew:
                yield at
            above = line
            at += 1
