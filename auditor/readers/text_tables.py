"""Read the tables of a plain-text document: columns that are underlined, lined up, or parted by tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from auditor.model.source import Cell, TextView
from auditor.readers.outline import Outline
from auditor.readers.text_lines import CODE, CODE_FIRST, MARKER, Line, has_columns, is_column_rule, is_rule
from auditor.readers.view import EMPTY, Piece, extent, joined, view_between, view_of

MAX_COLUMNS = 60  # a line of more parts is a drawing

Range = tuple[int, int]
_Row = list[list[Range]]  # of each cell the parts of the source that it is written in

_UNDERLINE = re.compile(r"[-=]+")
_TAB, _PIPE, _SPACES = re.compile(r"\t"), re.compile(r"\|"), re.compile(r" {2,}")
_QUOTED, _COMMA = re.compile(r'(?<=")\s?,\s?(?=")'), re.compile(r",")
_SEPARATORS = (_TAB, _PIPE, _QUOTED, _SPACES)
_WORD = re.compile(r"\S+")
_SIGNS = frozenset({"=", ":", "-", "–", "—", "->", "=>", "→", "is"})
_WIDE = 2  # spaces that no sentence has within a cell
_FEWEST_HEADS = 3  # of a header over one long rule: two could as well be a title and a date
_RECORD = re.compile(r"[^,\s\"][^,]{0,80}(?:,(?=\S)[^,]{0,80}){2,}")  # commas without a space after them are no prose


def read_table(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    """Add the table that starts with a part's line `at`. Returns how many lines it has; 0: there is none."""
    if len(part) < at + 2 or MARKER.match(part[at].text):
        return 0
    if is_column_rule(part[at + 1]):
        return _underlined(text, part, at, outline)
    return _lined_up(text, part, at, outline)


def _underlined(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    rule = part[at + 1]
    starts = [rule.indent + found.start() for found in _UNDERLINE.finditer(rule.text)]
    if len(starts) > MAX_COLUMNS:
        return 0
    rows: list[_Row] = [[[found] for found in _cut(part[at], starts)]]
    end = at + 2
    while end < len(part) and not is_rule(part[end]):
        cells = _cut(part[end], starts)
        end += 1
        if len(rows) > 1 and _is_more_of_row(cells):
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.append(more)
        else:
            rows.append([[found] for found in cells])
    _add_rows(text, rows, outline, has_header=True)
    return end - at


def _cut(line: Line, starts: Sequence[int]) -> list[Range]:
    """A line's cells in columns that start there; a word that reaches over a border stays whole, on the left."""
    cuts = [0, *(_word_end(line.text, start - line.indent) for start in starts[1:]), len(line.text)]
    return [_trimmed(line, first, last) for first, last in pairwise(accumulate(cuts, max))]


def _word_end(text: str, cut: int) -> int:
    cut = min(max(cut, 0), len(text))
    while 0 < cut < len(text) and not text[cut - 1].isspace():
        cut += 1
    return cut


def _is_more_of_row(cells: Sequence[Range]) -> bool:
    """A line with nothing in its first column carries on the cells above it."""
    return cells[0][0] == cells[0][1]


def _lined_up(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    top = part[at]
    separator = _COMMA if _RECORD.fullmatch(top.text) else next((by for by in _SEPARATORS if by.search(top.text)), None)
    ruled = is_rule(part[at + 1])
    if separator is None:
        return 0
    first = _fields(top, separator)
    if not 2 <= len(first) <= MAX_COLUMNS or (len(first) == 2 and CODE_FIRST.match(top.text) and not ruled):
        return 0  # a code, two spaces and what it is: an entry of a list rather than a row
    rows = [[[cell] for cell in first]]
    end = at + 1 + ruled
    while end < len(part):
        line = part[end]
        if cells := _fitting(line, separator, top, first):
            rows.append([[cell] for cell in cells])
        elif (wrapped := _column_of_more(line, top, first)) is not None and len(rows) > 1:
            rows[-1][wrapped].append((line.start, line.end))
        else:
            break
        end += 1
    if ruled and separator is _SPACES and len(first) >= _FEWEST_HEADS and end < len(part) and not is_rule(part[end]):
        below, last = _under_header(part, at, first)
        if last > end:
            rows, end = [rows[0], *below], last
    if len(rows) < 2:
        return 0
    rows = _without_signs(text, rows)
    _add_rows(text, rows, outline, has_header=ruled or _has_header(text, rows))
    return end - at


def _without_signs(text: str, rows: list[_Row]) -> list[_Row]:
    """The rows without a column that only holds a sign between two others: "JW  =  discarded"."""
    width = min(map(len, rows))
    signs = [
        at
        for at in range(1, width - 1)
        if all(len(row[at]) == 1 and text[slice(*row[at][0])] in _SIGNS for row in rows)
    ]
    return [[cell for at, cell in enumerate(row) if at not in signs] for row in rows] if signs else rows


def _under_header(part: Sequence[Line], at: int, heads: Sequence[Range]) -> tuple[list[_Row], int]:
    """The rows below a header and its rule, each word in the column of the head that it stands under, and where they end.

    A cell may stand left or right under its head, and only one space off the cell before it. A line that is indented
    below the row above it carries that row on, as where the generic name stands below the brand.
    """
    edge = part[at].start - part[at].indent
    columns = [(start - edge, end - edge) for start, end in heads]
    rows: list[_Row] = []
    end = at + 2
    row_indent = 0
    while end < len(part) and not is_rule(part[end]) and not MARKER.match(part[end].text):
        line = part[end]
        cells = _by_head(line, columns)
        filled = [cell for cell in cells if cell[0] < cell[1]]
        hangs = not _is_more_of_row(cells) and line.indent > row_indent and not CODE.search(line.text)
        if rows and (hangs or (_is_more_of_row(cells) and len(filled) == 1)):
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.append(more)
        elif len(filled) > 1 and not _is_more_of_row(cells):
            rows.append([[cell] for cell in cells])
            row_indent = line.indent
        else:
            break
        end += 1
    return rows, end


def _by_head(line: Line, columns: Sequence[Range]) -> list[Range]:
    """A line's cells: a word belongs to the head that it overlaps most, else to the last one that begins before it."""
    parts: list[list[Range]] = [[] for _ in columns]
    before, last_end = 0, 0
    for word in _WORD.finditer(line.text):
        start, end = line.indent + word.start(), line.indent + word.end()
        under = [(min(end, last) - max(start, first), -at) for at, (first, last) in enumerate(columns)]
        overlap, nearest = max(under)
        apart = start - last_end >= _WIDE and before + 1 < len(columns)  # "0636  BY ORDER", set right under "PRICE"
        below = sum(1 for first, _ in columns[1:] if first <= start)
        at = -nearest if overlap > 0 else before + 1 if apart and below == before else below
        before, last_end = max(before, at), end
        parts[before].append((line.start + word.start(), line.start + word.end()))
    return [(words[0][0], words[-1][1]) if words else (line.end, line.end) for words in parts]


def _column_of_more(line: Line, top: Line, first: Sequence[Range]) -> int | None:
    """The column, but the first, right below which a line stands by itself: what did not fit into the cell above."""
    if has_columns(line) or MARKER.match(line.text) or is_rule(line) or CODE_FIRST.match(line.text):
        return None
    shift = (line.start - line.indent) - (top.start - top.indent)
    return next((at for at, cell in enumerate(first) if at and cell[0] + shift == line.start), None)


def _fields(line: Line, separator: re.Pattern[str]) -> list[Range]:
    borders = [found.span() for found in separator.finditer(line.text)]
    starts = [0, *(end for _, end in borders)]
    ends = [*(start for start, _ in borders), len(line.text)]
    cells = [_trimmed(line, start, end) for start, end in zip(starts, ends, strict=True)]
    if separator is _PIPE:  # borders on the outside
        return cells[line.text[0] == "|" : len(cells) - (line.text[-1] == "|")]
    return [_unquoted(line, cell) for cell in cells] if separator in {_QUOTED, _COMMA} else cells


def _unquoted(line: Line, cell: Range) -> Range:
    text = line.text[cell[0] - line.start : cell[1] - line.start]
    return (cell[0] + text.startswith('"'), cell[1] - (len(text) > 1 and text.endswith('"')))


def _fitting(line: Line, separator: re.Pattern[str], top: Line, first: Sequence[Range]) -> list[Range]:
    """The cells of a line, if it has the columns of the top line. Spaces must line them up left or right."""
    cells = _fields(line, separator)
    if len(cells) != len(first) or MARKER.match(line.text) or is_rule(line):
        return []
    shift = (line.start - line.indent) - (top.start - top.indent)
    aligned = separator is not _SPACES or all(
        shift in (cell[0] - above[0], cell[1] - above[1]) for cell, above in zip(cells[1:], first[1:], strict=True)
    )
    return cells if aligned else []


def _has_header(text: str, rows: Sequence[_Row]) -> bool:
    """Whether the first row holds no code and others do."""
    coded = [any(CODE.search(text, *part) for cell in row for part in cell) for row in rows]
    return len(coded) > 1 and not coded[0] and any(coded)


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
