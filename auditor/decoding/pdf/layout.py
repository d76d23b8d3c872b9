"""Tell what the parts of a page are: headings, paragraphs, list items, rows of tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.decoding.pdf.aligned import Aligned, aligned_at
from auditor.decoding.pdf.columns import Column, columns_of
from auditor.decoding.pdf.grid import Grid, GridCell
from auditor.decoding.pdf.lines import (
    PROSE_SLACK,
    Line,
    has_leader,
    has_marker,
    is_full,
    is_torn,
    lines_of,
    text_of_line,
    text_of_lines,
    without_marker,
)
from auditor.decoding.pdf.rules import Rule, Rules
from auditor.decoding.pdf.words import Word
from auditor.decoding.writing import Shown
from auditor.model.source import BlockKind

MAX_HEADING = 150  # characters
MAX_PLAIN_HEADING = 60
_LARGER = 1.1  # times the size of the text: a heading
_SAME_SIZE = 0.08
_PARAGRAPH = 0.75  # of the size: lines that are further apart are two paragraphs
_LABEL = 0.08  # of the size: a heading keeps further away from the text below it
_INDENT = 3.0  # of the size: the first line of a paragraph, or those after it, may be set in by so much
_CAPITALS = re.compile(r"\b[A-Z]{3}")
_NUMBERED = re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})*\.? [A-Z][^.;,:]*\Z")
_CODE_FIRST = re.compile(r"[A-Z]\d{4}\b")


class Prose(NamedTuple):
    """A passage of text. `unended`: its last line is full, so that it may go on where the next column or page begins.

    `opens`: it is the first of its column.
    """

    kind: BlockKind
    text: str
    marker: str = ""
    level: int = 0
    unended: bool = False
    opens: bool = False


class Table(NamedTuple):
    """The rows of a table, with the places of its columns."""

    rows: tuple[tuple[Shown, ...], ...]
    columns: tuple[float, ...]
    opens: bool = False


Item = Prose | Table


class Sizes:
    """The sizes of letters in a document: that of its text, and those of its headings."""

    def __init__(self, words: Iterable[Word]) -> None:
        letters: Counter[float] = Counter()
        bold = 0
        for word in words:
            letters[round(word.size * 2) / 2] += len(word.text)
            bold += len(word.text) * word.bold
        self.text = max(letters, key=lambda size: (letters[size], -size)) if letters else 0.0
        self._larger = sorted((size for size in letters if size > self.text * _LARGER), reverse=True)
        self._bold_tells = bold * 2 < sum(letters.values())

    @property
    def least(self) -> int:
        """The level of headings that neither size nor boldness tells."""
        return min(6, len(self._larger) + 2)

    def level(self, line: Line) -> int:
        """The level of a line as a heading, or 0."""
        size = round(line.size * 2) / 2
        if size > self.text * _LARGER:
            return min(6, sum(other > size + 0.25 for other in self._larger) + 1)
        if self._bold_tells and line.bold:
            return min(6, len(self._larger) + 1)
        text = text_of_line(line.words)
        in_capitals = text.isupper() and bool(_CAPITALS.search(text)) and not _CODE_FIRST.match(text)
        return self.least if in_capitals and len(line.words) < 12 else 0


def items_of(words: Sequence[Word], grids: Sequence[Grid], rules: Rules, sizes: Sizes) -> Iterator[Item]:
    """What a page shows, in reading order."""
    for column in columns_of(words, grids, rules):
        for number, item in enumerate(_column_items(column, rules.across, sizes)):
            yield item if number else item._replace(opens=True)


def _column_items(column: Column, rules: Sequence[Rule], sizes: Sizes) -> Iterator[Item]:
    """What a column shows: its tables part what is above them from what is below."""
    right = _right(column.lines) if column.lines else 0.0
    left = column.lines
    for grid in sorted(column.grids, key=lambda grid: (grid.top, grid.left)):
        at = next((index for index, line in enumerate(left) if (line.top + line.bottom) / 2 > grid.top), len(left))
        yield from _text_items(left[:at], right, rules, sizes)
        left = left[at:]
        yield _table_of_grid(grid)
    yield from _text_items(left, right, rules, sizes)


def _text_items(lines: Sequence[Line], right: float, rules: Sequence[Rule], sizes: Sizes) -> Iterator[Item]:
    at = 0
    while at < len(lines):
        table = aligned_at(lines, at, rules)
        if table:
            yield _table_of_aligned(table)
            at += table.lines
        else:
            end = _end(lines, at, right, sizes)
            label = _is_label(lines, end, sizes)
            if label:
                end = _end(lines, end, right, sizes)
            yield _prose(lines[at:end], right, sizes, labelled=label)
            at = end


def _right(lines: Sequence[Line]) -> float:
    """The edge at which the lines of a column are full: one that several reach, but those that stand out."""
    left, most = min(line.x0 for line in lines), max(line.x1 for line in lines)
    ends = sorted(
        (line.x1 for line in lines if line.x1 - line.x0 > (most - left) * 0.4 and not is_torn(line)), reverse=True
    )
    needed = max(2, len(ends) // 10)
    for first, last in zip(ends, ends[needed - 1 :], strict=False):
        if first - last < 2.5 * lines[0].size:
            return first
    return most


def _end(lines: Sequence[Line], at: int, right: float, sizes: Sizes) -> int:
    """The end of the passage that starts with line `at`."""
    level = sizes.level(lines[at])
    end = at + 1
    while end < len(lines) and _runs_on(lines, at, end, right) and sizes.level(lines[end]) == level:
        end += 1
    return end


def _is_label(lines: Sequence[Line], end: int, sizes: Sizes) -> bool:
    """Whether a bold line, the last before `end`, is set so close above a plain one that both are one passage."""
    if end >= len(lines):
        return False
    bold, line = lines[end - 1], lines[end]
    return (
        0 < sizes.level(bold) < sizes.least
        and not sizes.level(line)
        and not has_marker(line)
        and abs(line.size - bold.size) < _SAME_SIZE * line.size
        and line.top - bold.bottom < _LABEL * line.size
        and abs(line.x0 - bold.x0) < line.size
    )


def _runs_on(lines: Sequence[Line], first: int, index: int, right: float) -> bool:
    start, above, line = lines[first], lines[index - 1], lines[index]
    if _CODE_FIRST.match(line.words[0].text) and (_CODE_FIRST.match(start.words[0].text) or _is_entry(line)):
        return False
    body = start.words[1].x0 if has_marker(start) else start.x0
    return (
        not has_marker(line)
        and not (has_leader(start) or has_leader(line))
        and line.top - above.bottom < _PARAGRAPH * line.size
        and abs(line.size - above.size) < _SAME_SIZE * line.size
        and -_INDENT * line.size < line.x0 - body < _INDENT * line.size
        and is_full(above, line, right, PROSE_SLACK)
    )


def _is_entry(line: Line) -> bool:
    """Whether a gap parts a line's first word from what it says of it."""
    return len(line.words) > 1 and line.words[1].x0 - line.words[0].x1 > 0.5 * line.size


def _prose(lines: Sequence[Line], right: float, sizes: Sizes, *, labelled: bool) -> Prose:
    marked = has_marker(lines[0])
    level = sizes.level(lines[0])
    shown = [without_marker(lines[0]), *lines[1:]] if marked else list(lines)
    text = text_of_lines(shown, right, PROSE_SLACK)
    marker = lines[0].words[0].text if marked else ""
    unended = lines[-1].x1 > right - 0.25 * (right - lines[-1].x0)
    if labelled:
        return Prose("paragraph", text, marker, 0, unended)
    if level and len(text) <= MAX_HEADING and not text.endswith((".", ",", ";")):
        return Prose("heading", text, marker, level)
    if len(lines) == 1 and _NUMBERED.match(text) and len(text) <= MAX_PLAIN_HEADING and not unended:
        return Prose("heading", text, marker, sizes.least)
    if marked:
        return Prose("item", text, marker, 1, unended)
    alone = len(lines) == 1 and not text.endswith((".", "!", "?", ":", ";")) and not unended
    return Prose("line" if alone else "paragraph", text, "", 0, unended)


def _table_of_grid(grid: Grid) -> Table:
    return Table(tuple(tuple(map(_grid_cell, row)) for row in grid.rows), grid.columns)


def _grid_cell(cell: GridCell) -> Shown:
    lines = lines_of(cell.words)
    return Shown(text_of_lines(lines, cell.right) if lines else "", cell.row_span, cell.column_span)


def _table_of_aligned(table: Aligned) -> Table:
    rows = []
    for row in table.rows:
        cells = []
        for (_, right), lines in zip(table.columns, row, strict=True):
            cells.append(Shown(text_of_lines(lines, right) if lines else ""))
        rows.append(tuple(cells))
    return Table(tuple(rows), tuple(start for start, _ in table.columns))
