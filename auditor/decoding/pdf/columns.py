"""Find text that is set in two or more columns, and read one column after the other.

A table without rules looks alike. Columns of text are told by their lines: most of them are long, and end where the
column ends.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.decoding.pdf.aligned import Aligned, Interval, aligned_at
from auditor.decoding.pdf.grid import Grid
from auditor.decoding.pdf.lines import Line, is_torn, lines_of
from auditor.decoding.pdf.rules import Rules
from auditor.decoding.pdf.words import Word

_GAP = 0.62  # of the size: no gutter is narrower
_MIN_LINES = 4  # on each side
_MIN_LENGTH = 28  # characters of a full line
_MIN_FULL = 3  # full lines on each side
_FULL = 0.75  # of the column's width that a full line takes up
_MOST = 0.55  # of the letters stand in full lines
_FEW, _FEWER, _HARDLY = 0.6, 0.34, 0.25  # of the lines are level with one beside them: hardly rows
_MANY = 6  # lines on each side
_LEVEL = 0.7  # of the lines that are level with one beside them are no rows yet
_SLACK = 2.0  # points by which text beside a table may reach over its edge
_MIN_WIDTH = 12  # times the size, of a column of three
_EDGE = 6.0  # points: rules that are closer to the edge of a table are part of it
_MIN_ROWS = 3  # of a table across columns
_CANDIDATES = 6
_DEPTH = 3


class Column(NamedTuple):
    """Lines that are read one after the other, and the ruled tables that stand between them."""

    lines: list[Line]
    grids: list[Grid]


class _Band(NamedTuple):
    """A strip of the page from side to side. `parted`: nothing in it stands in the gutter."""

    parted: bool
    words: list[Word]
    grids: list[Grid]


def columns_of(words: Sequence[Word], grids: Sequence[Grid], rules: Rules, depth: int = _DEPTH) -> list[Column]:
    """The columns in reading order; what crosses them all stands by itself, between what is above and below it."""
    lines = lines_of(words)
    gutter = _gutter(lines, words, grids) if depth and lines else None
    if gutter is None:
        return [Column(lines, list(grids))] if lines or grids else []
    found: list[Column] = []
    waiting = _Band(False, [], [])  # what crosses the columns
    drawn = _drawn(words, grids, rules, gutter)
    known = [*_across(lines, rules, gutter), *_between(drawn, words, gutter)]
    for band in [*_bands(words, grids, gutter, known), None]:
        if band and not (band.parted and (_is_within(band, drawn) or _is_parted(band, gutter))):
            waiting.words.extend(band.words)
            waiting.grids.extend(band.grids)
            continue
        if waiting.words or waiting.grids:
            found.append(Column(lines_of(waiting.words), waiting.grids))
            waiting = _Band(False, [], [])
        if band:
            left, right = _sides(band.words, gutter)
            found += columns_of(left, [grid for grid in band.grids if grid.left < gutter], rules, depth - 1)
            found += columns_of(right, [grid for grid in band.grids if grid.left >= gutter], rules, depth - 1)
    return found


def _is_within(band: _Band, drawn: Sequence[Interval]) -> bool:
    """Whether a band stands beside a rule between columns."""
    return any(all(start < word.middle < end for word in band.words) for start, end in drawn)


def _is_parted(band: _Band, gutter: float) -> bool:
    return bool(band.grids) or _is_prose(band.words, gutter) or _is_rest(band.words, gutter)


def _gutter(lines: Sequence[Line], words: Sequence[Word], grids: Sequence[Grid]) -> float | None:
    """Of the x in the middle of the page at which lines resume after a gap the one that parts the most prose."""
    left = min([line.x0 for line in lines] + [grid.left for grid in grids])
    right = max([line.x1 for line in lines] + [grid.right for grid in grids])
    inner = left + 0.3 * (right - left), left + 0.7 * (right - left)
    starts = Counter(round(at) for line in lines for at in _starts(line) if inner[0] < at < inner[1])
    near = {at: sum(starts[at + step] for step in (-1, 0, 1)) for at in starts}
    often = sorted((at for at in near if near[at] >= _MIN_LINES), key=lambda at: (-near[at], at))[:_CANDIDATES]
    parted = {at - 2.0: _prose_parted(words, grids, at - 2.0) for at in often}
    best = max(parted, key=lambda at: (parted[at], -at), default=None)
    return best if best is not None and parted[best] else None


def _starts(line: Line) -> Iterator[float]:
    """Where a line starts, and where it resumes after a gap."""
    yield line.x0
    least = _GAP * line.size
    for before, word in pairwise(line.words):
        if word.x0 - before.x1 > least:
            yield word.x0


def _prose_parted(words: Sequence[Word], grids: Sequence[Grid], gutter: float) -> int:
    """How many words stand in columns on both sides of a gutter."""
    bands = _bands(words, grids, gutter)
    return sum(len(band.words) for band in bands if band.parted and _is_prose(band.words, gutter))


def _bands(
    words: Sequence[Word], grids: Sequence[Grid], gutter: float, known: Sequence[Interval] = ()
) -> Iterator[_Band]:
    """What a page shows from top to bottom, in bands that leave the gutter free and bands that do not.

    `known`: from where to where something stands that belongs to both sides, though no word of it is in the gutter.
    """
    crossing = [*known, *((word.top, word.bottom) for word in _crossing(words, gutter))]
    crossing += [(grid.top, grid.bottom) for grid in grids if _takes_all(grid, words, grids, gutter)]
    merged: list[tuple[float, float]] = []
    for top, bottom in sorted(crossing):
        if merged and top < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    tops = [top for top, _ in merged]

    def place(middle: float) -> tuple[int, bool]:
        before = bisect_right(tops, middle)
        return before, not (before and middle < merged[before - 1][1])

    bands: dict[tuple[int, bool], _Band] = defaultdict(lambda: _Band(True, [], []))
    for word in words:
        bands[place(word.middle)].words.append(word)
    for grid in grids:
        bands[place((grid.top + grid.bottom) / 2)].grids.append(grid)
    for at in sorted(bands, key=lambda at: (at[0], at[1])):
        yield bands[at]._replace(parted=at[1])


def _across(lines: Sequence[Line], rules: Rules, gutter: float) -> Iterator[Interval]:
    """From where to where the tables without rules stand that have a column in the gutter."""
    at = 0
    while at < len(lines):
        table = aligned_at(lines, at, rules.across)
        if table and table.lines >= _MIN_ROWS and _has_middle(table, gutter):
            yield lines[at].top, lines[at + table.lines - 1].bottom
            at += table.lines
        else:
            at += 1


def _has_middle(table: Aligned, gutter: float) -> bool:
    """Whether at least two lines of a table have words in the gutter, all in one of its columns."""
    column = next((at for at, (start, end) in enumerate(table.columns) if start < gutter < end), None)
    if column is None:
        return False
    lines = [line for row in table.rows for line in row[column]]
    return sum(line.x0 < gutter < line.x1 for line in lines) > 1


def _drawn(words: Sequence[Word], grids: Sequence[Grid], rules: Rules, gutter: float) -> list[Interval]:
    """From where to where rules are drawn in a gutter, between columns and not as the edge of a table."""
    near = 3 * max(word.size for word in words)
    return sorted(
        (rule.start, rule.end)
        for rule in rules.down
        if gutter - near < rule.at < gutter + 2
        and not any(word.x0 < rule.at < word.x1 and rule.start < word.middle < rule.end for word in words)
        and not any(
            abs(rule.at - edge) < _EDGE and grid.top < rule.end and rule.start < grid.bottom
            for grid in grids
            for edge in grid.columns
        )
    )


def _between(drawn: Sequence[Interval], words: Sequence[Word], gutter: float) -> Iterator[Interval]:
    """What stands outside the rules that are drawn in a gutter: between two of them, or on the left side alone."""
    edges = [-math.inf, *(at for ends in drawn for at in ends), math.inf]
    for start, end in zip(edges[::2], edges[1::2], strict=True) if drawn else ():
        inside = [word for word in words if start < word.middle < end]
        if inside and (all(word.x0 < gutter for word in inside) or (start > -math.inf and end < math.inf)):
            yield min(word.top for word in inside), max(word.bottom for word in inside)


def _takes_all(grid: Grid, words: Sequence[Word], grids: Sequence[Grid], gutter: float) -> bool:
    """Whether a table crosses the gutter, or stands beside a blank that text above and below it leaves for it."""
    if grid.left < gutter < grid.right:
        return True
    beside = [word for word in words if (word.x0 < gutter) != (grid.left < gutter)]
    places = [(word.top, word.bottom) for word in beside]
    places += [(other.top, other.bottom) for other in grids if (other.left < gutter) != (grid.left < gutter)]
    above = any(bottom <= grid.top + _SLACK for _, bottom in places)
    below = any(top >= grid.bottom - _SLACK for top, _ in places)
    blank = all(bottom <= grid.top + _SLACK or top >= grid.bottom - _SLACK for top, bottom in places)
    return above and below and blank


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
    left, right = (lines_of(_beside(side, gutter)) for side in _sides(band, gutter))
    full = [_is_full_column(side) for side in (left, right)]
    if all(full):
        return True
    level = _level(left, right)
    close = [_is_close(side) for side in (left, right)]
    if all(close) and len(left) + len(right) > _MIN_LINES:
        return level <= (_FEW if any(full) else _FEWER)
    return any(close) and level <= _HARDLY and min(len(left), len(right)) >= _MANY


def _beside(side: Sequence[Word], gutter: float) -> Sequence[Word]:
    """Of the words on one side of a gutter those up to the next one: a page may have three columns."""
    lines = lines_of(side)
    if not _are_torn(lines):
        return side
    starts = Counter(round(at) for line in lines for at in _starts(line))
    least = min(_MIN_WIDTH * lines[0].size, max(abs(word.x0 - gutter) for word in side) / 3)
    often = [at - 2.0 for at in sorted(starts) if starts[at] >= _MIN_LINES and abs(at - gutter) > least]
    for other in often if lines[0].x0 >= gutter else reversed(often):
        if not any(True for _ in _crossing(side, other)):
            beside = [word for word in side if (word.x0 < other) == (gutter < other)]
            if beside:
                return beside
    return side


def _is_rest(band: Sequence[Word], gutter: float) -> bool:
    """Whether a band may belong to columns that are seen elsewhere on the page: few lines, or not like rows."""
    left, right = (lines_of(side) for side in _sides(band, gutter))
    if _are_torn((*left, *right)):
        return False
    return min(len(left), len(right)) < 2 or _level(left, right) < _LEVEL or any(map(_is_full_column, (left, right)))


def _level(left: Sequence[Line], right: Sequence[Line]) -> float:
    """The part of the lines on the side that has fewer that are level with one on the other side, as cells would be."""
    if min(len(left), len(right)) < 2:
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
