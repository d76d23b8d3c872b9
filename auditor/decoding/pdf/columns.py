"""Find text that is set in two or more columns, and read one column after the other.

A table without rules looks alike. Columns of text are told by their lines: most of them are long, and end where the
column ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from auditor.decoding.pdf.lines import Line, is_torn, lines_of
from auditor.decoding.pdf.words import Word

_GAP = 0.62  # of the size: no gutter is narrower
_MIN_LINES = 4  # on each side
_MIN_LENGTH = 28  # characters of a full line
_MIN_FULL = 3  # full lines on each side
_FULL = 0.75  # of the column's width that a full line takes up
_MOST = 0.55  # of the letters stand in full lines
_LEVEL = 0.7  # of the lines that are level with one beside them are no rows yet
_CANDIDATES = 6
_DEPTH = 3


class Column(NamedTuple):
    """Lines that are read one after the other."""

    lines: list[Line]


def columns_of(words: Sequence[Word], depth: int = _DEPTH) -> list[Column]:
    """The columns in reading order; what crosses them all stands by itself, between what is above and below it."""
    lines = lines_of(words)
    if not lines:
        return []
    gutter = _gutter(lines, words) if depth else None
    if gutter is None:
        return [Column(lines)]
    found: list[Column] = []
    waiting: list[Word] = []  # what crosses the columns
    for parted, band in _bands(words, gutter):
        if not (parted and (_is_prose(band, gutter) or _is_rest(band, gutter))):
            waiting.extend(band)
            continue
        if waiting:
            found.append(Column(lines_of(waiting)))
            waiting = []
        for side in _sides(band, gutter):
            found.extend(columns_of(side, depth - 1))
    return [*found, Column(lines_of(waiting))] if waiting else found


def _gutter(lines: Sequence[Line], words: Sequence[Word]) -> float | None:
    """Of the x in the middle of the page at which lines resume after a gap the one that parts the most prose."""
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    inner = left + 0.3 * (right - left), left + 0.7 * (right - left)
    starts: Counter[int] = Counter()
    for line in lines:
        for before, word in pairwise(line.words):
            if word.x0 - before.x1 > _GAP * line.size and inner[0] < word.x0 < inner[1]:
                starts[round(word.x0)] += 1
    near = {at: sum(starts[at + step] for step in (-1, 0, 1)) for at in starts}
    often = sorted((at for at in near if near[at] >= _MIN_LINES), key=lambda at: (-near[at], at))[:_CANDIDATES]
    parted = {at - 2.0: _prose_parted(words, at - 2.0) for at in often}
    best = max(parted, key=lambda at: (parted[at], -at), default=None)
    return best if best is not None and parted[best] else None


def _prose_parted(words: Sequence[Word], gutter: float) -> int:
    """How many words stand in columns on both sides of a gutter."""
    return sum(len(band) for parted, band in _bands(words, gutter) if parted and _is_prose(band, gutter))


def _bands(words: Sequence[Word], gutter: float) -> Iterator[tuple[bool, list[Word]]]:
    """The words from top to bottom, in bands that leave the gutter free and bands that do not."""
    crossing = sorted((word.top, word.bottom) for word in _crossing(words, gutter))
    merged: list[tuple[float, float]] = []
    for top, bottom in crossing:
        if merged and top < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    tops = [top for top, _ in merged]

    def parted(word: Word) -> tuple[int, bool]:
        before = bisect_right(tops, word.middle)
        return before, not (before and word.middle < merged[before - 1][1])

    ordered = sorted(words, key=parted)
    for (_, free), band in groupby(ordered, key=parted):
        yield free, list(band)


def _crossing(words: Sequence[Word], gutter: float) -> Iterator[Word]:
    """The words that stand in the gutter, or so close to it on both sides that a line runs through."""
    near = [word for word in words if word.x1 > gutter - word.size and word.x0 < gutter + word.size]
    for word in near:
        if word.x0 < gutter < word.x1:
            yield word
    for left in near:
        for right in near if left.x1 <= gutter else ():
            together = abs(left.bottom - right.bottom) < 0.1 * left.size
            if right.x0 >= gutter and together and right.x0 - left.x1 < _GAP * 0.8 * left.size:
                yield left


def _sides(band: Sequence[Word], gutter: float) -> tuple[list[Word], list[Word]]:
    return [word for word in band if word.x0 < gutter], [word for word in band if word.x0 >= gutter]


def _is_prose(band: Sequence[Word], gutter: float) -> bool:
    left, right = (lines_of(side) for side in _sides(band, gutter))
    return all(map(_is_full_column, (left, right))) or (
        _level(left, right) * 3 <= 1 and len(left) + len(right) > _MIN_LINES and all(map(_is_close, (left, right)))
    )


def _is_rest(band: Sequence[Word], gutter: float) -> bool:
    """Whether a band may belong to columns that are seen elsewhere on the page: few lines, or not like rows."""
    left, right = (lines_of(side) for side in _sides(band, gutter))
    if _are_torn((*left, *right)):
        return False
    return min(len(left), len(right)) < 2 or _level(left, right) < _LEVEL


def _level(left: Sequence[Line], right: Sequence[Line]) -> float:
    """The part of the lines on the side that has fewer that are level with one on the other side, as cells would be."""
    if min(len(left), len(right)) < 2 or _are_torn((*left, *right)):
        return 1.0
    feet = [line.bottom for line in right]
    level = sum(any(abs(line.bottom - foot) < 0.1 * line.size for foot in feet) for line in left)
    return level / min(len(left), len(right))


def _are_torn(lines: Sequence[Line]) -> bool:
    """Whether so many lines have wide gaps that they are rows."""
    return sum(map(is_torn, lines)) * 4 > len(lines)


def _is_close(lines: Sequence[Line]) -> bool:
    spaces = [line.top - above.bottom < 0.5 * line.size for above, line in pairwise(lines)]
    return sum(spaces) * 2 > len(spaces)


def _is_full_column(lines: Sequence[Line]) -> bool:
    """Whether most letters stand in lines that reach from one side to the other, and are long enough for prose."""
    if not lines:
        return False
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    lengths = [sum(len(word.text) + 1 for word in line.words) for line in lines]
    full = [
        length
        for line, length in zip(lines, lengths, strict=True)
        if line.x1 - left > _FULL * (right - left) and not is_torn(line)
    ]
    return len(full) >= _MIN_FULL and sum(full) >= _MOST * sum(lengths) and sum(full) >= _MIN_LENGTH * len(full)
