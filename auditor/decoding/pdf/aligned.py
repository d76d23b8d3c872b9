"""Find the tables that only their alignment shows: lines whose words leave the same gaps free."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from auditor.decoding.pdf.lines import Line, has_marker
from auditor.decoding.pdf.rules import Rule
from auditor.decoding.pdf.words import Word

_GAP = 0.62  # of the size: how wide the space between two columns is at least, in a line and in all of them
_LOOSE = 1.3  # of the size: lines that are further apart do not belong to one table
_FAR = 0.8  # likewise, by which lines of several columns may be further apart than those above them
_LEADING = 0.4  # of the size: the space between the lines of one cell is no larger
_STEP = 1.5  # points by which the space between rows must exceed that between the lines of a cell
_SAME_SIZE = 0.08
_MOST = 0.6  # of the gaps that a line must keep where one of its cells is too long

_SEVERAL = 3  # columns
_CODE = re.compile(r"[A-Z]\d{4}")

Interval = tuple[float, float]


class Aligned(NamedTuple):
    """A table without rules: the lines it takes up, and its rows, each with the lines of every column."""

    lines: int
    columns: tuple[Interval, ...]
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


def aligned_at(lines: Sequence[Line], at: int, rules: Sequence[Rule]) -> Aligned | None:
    """The table that starts with line `at`, if there is one."""
    block = _block(lines, at)
    if block is None or _names_next(lines, at, block):
        return None
    columns, end = block.columns, block.end
    taken = lines[at:end]
    if len(columns) == 2 and all(_CODE.fullmatch(line.words[0].text) for line in taken if _gaps(line)):
        return None  # codes, a space, what they are: entries of a list rather than rows
    return Aligned(end - at, columns, tuple(_rows(taken, columns, rules)))


class _Block(NamedTuple):
    """Lines that may be a table: those that keep its gaps, its columns, and the end of it."""

    kept: list[Line]
    columns: tuple[Interval, ...]
    end: int


def _block(lines: Sequence[Line], at: int) -> _Block | None:
    free = _gaps(lines[at])
    if not free:
        return None
    kept = [lines[at]]
    end = at + 1
    while end < len(lines) and _near(lines, at, end):
        left = _still_free(free, lines[end])
        if len(left) == len(free):
            free = left
            kept.append(lines[end])
        elif len(left) < max(2, _MOST * len(free)) or abs(lines[end].x0 - lines[at].x0) > lines[end].size:
            break
        end += 1
    while end - at > 1 and not _gaps(lines[end - 1]) and _stands_alone(lines, end - 1, free):
        end -= 1
    columns = _columns(kept)
    several = sum(bool(_gaps(line)) for line in lines[at:end])
    return _Block(kept, columns, end) if len(columns) > 1 and several > 1 else None


def _names_next(lines: Sequence[Line], at: int, block: _Block) -> bool:
    """Whether a first line only stands over a table that has more columns and as many lines without it."""
    below = _block(lines, at + 1) if at + 1 < len(lines) and _gaps(lines[at + 1]) else None
    return below is not None and len(below.columns) > len(block.columns) and below.end >= block.end


def _gaps(line: Line) -> list[Interval]:
    """The wide spaces in a line, but the one after a bullet."""
    words = line.words[1:] if has_marker(line) else line.words
    found = []
    right = words[0].x1
    least = _GAP * line.size
    for word in words[1:]:
        if word.x0 - right > least:
            found.append((right, word.x0))
        right = max(right, word.x1)
    return found


def _still_free(free: Sequence[Interval], line: Line) -> list[Interval]:
    """What a line leaves of the gaps. A gap in which too little is left is gone."""
    left = []
    least = _GAP * 0.8 * line.size
    for start, end in free:
        first, last = start, end
        for word in line.words:
            if word.x0 < last and word.x1 > first:
                if (word.x0 + word.x1) / 2 < (first + last) / 2:
                    first = max(first, word.x1)
                else:
                    last = min(last, word.x0)
        if last - first > least:
            left.append((first, last))
    return left


def _near(lines: Sequence[Line], at: int, index: int) -> bool:
    """Whether a line is close enough to the one above it, and looks enough like the first, to carry a table on."""
    line, above = lines[index], lines[index - 1]
    space = line.top - above.bottom
    spaces = [below.top - over.bottom for over, below in pairwise(lines[at:index])]
    if _gaps(line):
        most = 2.5 * max(spaces) + _FAR * line.size if spaces else _LOOSE * line.size
        return space < most
    changed = abs(line.size - lines[at].size) > _SAME_SIZE * line.size or (line.bold and not above.bold)
    most = min(_LOOSE * line.size, 1.5 * max(spaces) + _LEADING * line.size) if spaces else _LOOSE * line.size
    return space < most and not changed and not has_marker(line)


def _stands_alone(lines: Sequence[Line], index: int, free: Sequence[Interval]) -> bool:
    """Whether a last line is rather what follows the table: it keeps to the first column, away from the row above."""
    line, above = lines[index], lines[index - 1]
    return line.x1 <= free[0][1] and line.top - above.bottom > _LEADING * line.size


def _columns(block: Sequence[Line]) -> tuple[Interval, ...]:
    """The stretches of the page that words take up in any line, where at least two lines show the gap between."""
    spans = sorted((word.x0, word.x1) for line in block for word in _body(line))
    size = max(line.size for line in block)
    columns: list[Interval] = []
    for start, end in spans:
        if columns and start - columns[-1][1] <= _GAP * 0.75 * size:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    kept = columns[:1]
    for before, column in pairwise(columns):
        shown = sum(
            any(start <= before[1] + 1 and column[0] - 1 <= end for start, end in _gaps(line)) for line in block
        )
        if shown >= 2 or (shown and len(block) == 2):
            kept.append(column)
        else:
            kept[-1] = (kept[-1][0], column[1])
    return tuple(kept)


def _body(line: Line) -> Sequence[Word]:
    """The words of a line; a bullet and what follows it count as one."""
    if not has_marker(line):
        return line.words
    first, second = line.words[:2]
    return (second._replace(x0=first.x0), *line.words[2:])


def _rows(
    block: Sequence[Line], columns: Sequence[Interval], rules: Sequence[Rule]
) -> list[tuple[tuple[Line, ...], ...]]:
    split = [_split(line, columns) for line in block]
    starts = _starts(block, split, _ruled(block, columns, rules))
    rows = []
    for first, last in pairwise([*starts, len(block)]):
        cells = zip(*split[first:last], strict=True)
        rows.append(tuple(tuple(line for line in cell if line is not None) for cell in cells))
    return rows


def _split(line: Line, columns: Sequence[Interval]) -> list[Line | None]:
    """A line's words in each column."""
    cells: list[list[Word]] = [[] for _ in columns]
    for word in line.words:
        middle = (word.x0 + word.x1) / 2
        nearest = min(range(len(columns)), key=lambda at: _distance(middle, columns[at]))
        cells[nearest].append(word)
    return [Line(tuple(cell), line.top, line.bottom) if cell else None for cell in cells]


def _distance(at: float, column: Interval) -> float:
    return max(column[0] - at, at - column[1], 0.0)


def _ruled(block: Sequence[Line], columns: Sequence[Interval], rules: Sequence[Rule]) -> list[bool]:
    """For each line but the first, whether a rule parts most of it from the line above."""
    width = columns[-1][1] - columns[0][0]
    parted = []
    for above, line in pairwise(block):
        between = (above.top + above.bottom) / 2, (line.top + line.bottom) / 2
        drawn = sum(
            min(rule.end, columns[-1][1]) - max(rule.start, columns[0][0])
            for rule in rules
            if between[0] < rule.at < between[1] and rule.end > columns[0][0] and rule.start < columns[-1][1]
        )
        parted.append(drawn > width / 2)
    return parted


def _starts(block: Sequence[Line], split: Sequence[Sequence[Line | None]], ruled: Sequence[bool]) -> list[int]:
    """The lines with which a row starts."""
    if sum(ruled) >= 2 and sum(ruled) * 4 >= len(block):
        return [0, *(at for at, parted in enumerate(ruled, 1) if parted)]
    spaces = [line.top - above.bottom for above, line in pairwise(block)]
    threshold = _threshold(spaces, split, max(line.size for line in block))
    starts = [0]
    for at, (space, parted) in enumerate(zip(spaces, ruled, strict=True), 1):
        if parted or (threshold is None and split[at][0] is not None) or (threshold is not None and space > threshold):
            starts.append(at)
    return starts


def _threshold(spaces: Sequence[float], split: Sequence[Sequence[Line | None]], size: float) -> float | None:
    """The space above which a new row starts, if the spaces are of two kinds and the narrow ones part lines of cells."""
    ordered = sorted(spaces)
    steps = [(wide - narrow, (wide + narrow) / 2) for narrow, wide in pairwise(ordered) if narrow < _LEADING * size]
    if not steps:
        return None
    step, threshold = max(steps)
    if step < _STEP:
        return None
    filled = [sum(cell is not None for cell in cells) for cells in split]
    usual = median([filled[0], *(filled[at] for at, space in enumerate(spaces, 1) if space > threshold)])
    carried = [at for at, space in enumerate(spaces, 1) if space <= threshold]
    complete = sum(_is_complete(split[at], usual) for at in carried)
    return threshold if complete * 2 < len(carried) else None


def _is_complete(cells: Sequence[Line | None], usual: float) -> bool:
    """Whether a line is a row rather than the rest of one: it fills as many columns, or all but one of several."""
    filled = sum(cell is not None for cell in cells)
    first = cells[0]
    if first is None or filled < 2:
        return False
    return filled >= usual - (usual > _SEVERAL) or _CODE.fullmatch(first.words[0].text) is not None
