"""Read the tables of a plain-text document: columns that are underlined, lined up, or parted by tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from auditor.model.source import Cell, TextView
from auditor.readers.outline import Outline
from auditor.readers.text_lines import CODE_FIRST, MARKER, Line, is_column_rule, is_rule
from auditor.readers.view import EMPTY, Piece, extent, joined, view_between, view_of

Range = tuple[int, int]
_Row = list[list[Range]]  # of each cell the parts of the source that it is written in

_UNDERLINE = re.compile(r"[-=]+")
_SEPARATORS = (re.compile(r"\t"), re.compile(r"\|"), re.compile(r" {2,}"))
_CODE = re.compile(r"\b[A-Za-z]\d{4}\b")


def read_table(text: str, lines: Sequence[Line], outline: Outline) -> int:
    """Add the table that starts with the first line. Returns how many lines it has; 0: there is none."""
    if len(lines) < 2 or MARKER.match(lines[0].text):
        return 0
    if is_column_rule(lines[1]):
        return _underlined(text, lines, outline)
    return _lined_up(text, lines, outline)


def _underlined(text: str, lines: Sequence[Line], outline: Outline) -> int:
    starts = [found.start() + lines[1].indent for found in _UNDERLINE.finditer(lines[1].text)]
    body = list(takewhile(lambda line: not is_rule(line), lines[2:]))
    rows: list[_Row] = [[[found] for found in _cut(lines[0], starts)]]
    for line in body:
        cells = _cut(line, starts)
        if len(rows) > 1 and _is_more_of_row(cells):
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.append(more)
        else:
            rows.append([[found] for found in cells])
    _add_rows(text, rows, outline, has_header=True)
    return 2 + len(body)


def _cut(line: Line, starts: Sequence[int]) -> list[Range]:
    """A line's cells in columns that start there; a word that reaches over a border stays whole, on the left."""
    cuts = [0, *(_word_end(line.text, start - line.indent) for start in starts[1:]), len(line.text)]
    ends = [max(cuts[: index + 1]) for index in range(len(cuts))]
    return [_trimmed(line, first, last) for first, last in zip(ends, ends[1:], strict=False)]


def _word_end(text: str, cut: int) -> int:
    cut = min(max(cut, 0), len(text))
    while 0 < cut < len(text) and not text[cut - 1].isspace():
        cut += 1
    return cut


def _is_more_of_row(cells: Sequence[Range]) -> bool:
    """A line with nothing in its first column carries on the cells above it."""
    return cells[0][0] == cells[0][1]


def _lined_up(text: str, lines: Sequence[Line], outline: Outline) -> int:
    separator = next((found for found in _SEPARATORS if found.search(lines[0].text)), None)
    if separator is None:
        return 0
    rows: list[list[Range]] = []
    taken = 0
    for line in lines:
        cells = _fields(line, separator)
        if is_rule(line) and taken == 1:
            taken += 1
            continue
        if len(cells) < 2 or MARKER.match(line.text) or (rows and not _fits(cells, rows[0], lines[0], line, separator)):
            break
        rows.append(cells)
        taken += 1
    has_header = _has_header(text, rows) or taken > len(rows)
    if len(rows) < 2 or (not has_header and _is_listing(lines[0], rows)):
        return 0
    _add_rows(text, [[[found] for found in row] for row in rows], outline, has_header=has_header)
    return taken


def _fields(line: Line, separator: re.Pattern[str]) -> list[Range]:
    borders = [found.span() for found in separator.finditer(line.text)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(line.text)]
    cells = [_trimmed(line, start, end) for start, end in zip(starts, ends, strict=True)]
    if separator.pattern == r"\|":  # borders on the outside
        cells = cells[line.text[0] == "|" : len(cells) - (line.text[-1] == "|")]
    return cells


def _fits(cells: list[Range], first: list[Range], top: Line, line: Line, separator: re.Pattern[str]) -> bool:
    """Whether a line has the first line's columns. Tabs and pipes say so; spaces must line up left or right."""
    if len(cells) != len(first):
        return False
    if separator is not _SEPARATORS[-1]:
        return True
    top_edge, edge = top.start - top.indent, line.start - line.indent
    return all(
        cell[0] - edge == above[0] - top_edge or cell[1] - edge == above[1] - top_edge
        for cell, above in zip(cells[1:], first[1:], strict=True)
    )


def _has_header(text: str, rows: Sequence[Sequence[Range]]) -> bool:
    """Whether the first row holds no code and others do."""
    coded = [any(_CODE.search(text, *cell) for cell in row) for row in rows]
    return len(coded) > 1 and not coded[0] and any(coded)


def _is_listing(line: Line, rows: Sequence[Sequence[Range]]) -> bool:
    """Whether the lines are entries (a code, two spaces, what it is) rather than rows."""
    return len(rows[0]) == 2 and bool(CODE_FIRST.match(line.text))


def _add_rows(text: str, rows: Sequence[_Row], outline: Outline, *, has_header: bool) -> None:
    group = outline.new_group()
    header: list[TextView] = [EMPTY] * max(len(row) for row in rows)
    for number, row in enumerate(rows):
        views = [_cell_view(text, cell) for cell in row]
        cells = tuple(
            Cell(view, column, head.text, extent(head) if head.text else None)
            for column, (view, head) in enumerate(zip(views, header, strict=False))
        )
        is_header = has_header and number == 0
        outline.add("header" if is_header else "row", _row_view(text, row), cells=cells, group=group)
        if is_header:
            header = views


def _cell_view(text: str, cell: Sequence[Range]) -> TextView:
    pieces: list[Piece] = []
    for start, end in cell:
        if start < end:
            if pieces:
                pieces.append((pieces[-1][1], start, " "))
            pieces.append((start, end, None))
    return view_of(text, pieces)


def _row_view(text: str, row: _Row) -> TextView:
    """The row's text in the order of the source, where lines that carry it on stand below it."""
    parts = sorted(part for cell in row for part in cell)
    return joined((view_between(text, start, end) for start, end in parts), "\t")


def _trimmed(line: Line, start: int, end: int) -> Range:
    text = line.text[start:end]
    first = line.start + start + len(text) - len(text.lstrip())
    return min(first, line.start + end), max(min(first, line.start + end), line.start + start + len(text.rstrip()))
