"""Read the tables of a plain-text document: columns that are underlined, lined up, or parted by tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

from auditor.model.source import Cell, TextView
from auditor.readers.outline import Outline
from auditor.readers.text_lines import (
    CODE,
    CODE_FIRST,
    MARKER,
    Line,
    has_columns,
    has_leader,
    is_column_rule,
    is_rule,
    joined_pieces,
)
from auditor.readers.view import EMPTY, extent, joined, view_between, view_of

MAX_COLUMNS = 60  # a line of more parts is a drawing

Range = tuple[int, int]
Row = list[list[Range]]  # of each cell the parts of the source that it is written in

_UNDERLINE = re.compile(r"[-=]+")
_TAB, _PIPE, _SPACES = re.compile(r"\t"), re.compile(r"\|"), re.compile(r" {2,}")
_QUOTED, _COMMA = re.compile(r'(?<=")\s?,\s?(?=")'), re.compile(r",")
_SEPARATORS = (_TAB, _PIPE, _QUOTED, _SPACES)
_WORD = re.compile(r"\S+")
_ARROWS = frozenset({"->", "=>", "→"})
_SIGNS = frozenset({"=", ":", "-", "–", "—", "is"}) | _ARROWS
_CODE_ALONE = re.compile(r"[A-Za-z]\d{4}\*?")
_PAGE = re.compile(r"\b[Pp](?:age|AGE)\s?\d{1,4}\b")
_MOST_FURNITURE = 4  # parts, and lines of each, between two pages
_FEWEST_CELLS = 2
MAX_HEADS = 3  # lines of heads over one rule
_LINES_OF_CELL = 4  # that are looked at for what they leave open
_RAGGED = 2  # cells at a row's end that tabs leave out, or that only some rows have
_FEW_WRAPPED = 2  # cells that are carried on in one line
_WIDE = 2  # spaces that no sentence has within a cell
_FEWEST_HEADS = 3  # of a header over one long rule: two could as well be a title and a date
_RECORD = re.compile(r"[^,\s\"][^,]{0,80}(?:,(?=\S)[^,]{0,80}){2,}")  # commas without a space after them are no prose


def read_table(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    """Add the table that starts with a part's line `at`. Returns how many lines it has; 0: there is none."""
    if len(part) < at + 2 or MARKER.match(part[at].text):
        return 0
    heads = _heads_over_rule(part, at)
    if heads:
        return _underlined(text, part, at, heads, outline)
    return _lined_up(text, part, at, outline)


def whole_tables(text: str, parts: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The parts, those put together that blank lines or the end of a page cut out of one table with underlined columns."""
    open_table: list[Line] = []
    starts: list[int] = []
    waiting: list[Sequence[Line]] = []  # what stands at the edges of pages, perhaps within the table
    for part in parts:
        if open_table and _is_more_of_table(text, part, starts):
            open_table.extend(part)
            continue
        if open_table and len(waiting) < _MOST_FURNITURE and _is_furniture(part):
            waiting.append(part)
            continue
        if open_table:
            yield open_table
        yield from waiting
        open_table, waiting = [], []
        rule = next((at for at in range(len(part) - 1, 0, -1) if is_column_rule(part[at])), 0)
        if rule and rule < len(part) - 1:
            open_table, starts = list(part), column_starts(part[rule])
        else:
            yield part
    if open_table:
        yield open_table
    yield from waiting


def _is_more_of_table(text: str, part: Sequence[Line], starts: Sequence[int]) -> bool:
    """Whether all lines of a part stand in the columns, the first of them, or what a name heads, as a row that has a code of its own."""
    filled = _filled(part[0], starts)
    if len(filled) == 1 and len(part) > 1 and part[0].indent > starts[0]:
        filled = _filled(part[1], starts)  # "        HEMOPHILIA", and the rows below it
    if len(filled) < _FEWEST_CELLS or not any(_CODE_ALONE.fullmatch(text, *cell) for cell in filled):
        return False
    return all(fits_columns(line, starts) and not is_rule(line) and not _is_item(line, starts) for line in part)


def _filled(line: Line, starts: Sequence[int]) -> list[Range]:
    return [cell for cell in cut_at(line, starts) if cell[0] < cell[1]]


def _is_item(line: Line, starts: Sequence[int]) -> bool:
    """Whether a line is an item of a list, and no cell that goes on after a dash."""
    return line.indent < starts[1] and MARKER.match(line.text) is not None


def _is_furniture(part: Sequence[Line]) -> bool:
    """Whether a part can stand at the edge of a page: few lines without a code, one of which counts pages."""
    return (
        len(part) <= _MOST_FURNITURE
        and any(_PAGE.search(line.text) for line in part)
        and not any(CODE.search(line.text) for line in part)
    )


def _heads_over_rule(part: Sequence[Line], at: int) -> int:
    """How many lines of heads stand over the rule that underlines their columns; 0: there is none."""
    for below in range(1, min(MAX_HEADS, len(part) - at - 1) + 1):
        if is_column_rule(part[at + below]):
            starts = column_starts(part[at + below])
            heads = part[at : at + below]
            fit = below == 1 or (has_columns(heads[0]) and all(fits_columns(line, starts) for line in heads))
            return below if fit else 0
        if is_rule(part[at + below]):
            return 0
    return 0


def column_starts(rule: Line) -> list[int]:
    """Where the columns start that a rule underlines."""
    return [rule.indent + found.start() for found in _UNDERLINE.finditer(rule.text)]


def fits_columns(line: Line, starts: Sequence[int]) -> bool:
    """Whether no word of a line reaches over the border between two columns that start there."""
    borders = (start - line.indent for start in starts[1:])
    return not any(
        0 < at < len(line.text) and not line.text[at - 1].isspace() and not line.text[at].isspace() for at in borders
    )


def _underlined(text: str, part: Sequence[Line], at: int, heads: int, outline: Outline) -> int:
    starts = column_starts(part[at + heads])
    if len(starts) > MAX_COLUMNS:
        return 0
    header = [cut_at(line, starts) for line in part[at : at + heads]]
    rows: list[Row] = [[list(cells) for cells in zip(*header, strict=True)]]
    first = end = at + heads + 1
    while end < len(part) and not is_rule(part[end]):
        end += 1
    lines = [cut_at(line, starts) for line in part[first:end]]
    coded = _code_column(text, lines)
    for place, cells in enumerate(lines, first):
        apart = place > first and text.count("\n", part[place - 1].end, part[place].start) > 1  # by a blank line
        if len(rows) > 1 and not apart and _goes_on(text, rows[-1], cells, coded):
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.append(more)
        else:
            rows.append([[found] for found in cells])
    add_rows(text, rows, outline, has_header=True)
    return end - at


def _code_column(text: str, lines: Sequence[Sequence[Range]]) -> int:
    """The first column that holds a code, and nothing else, in most of the lines in which anything stands in it; -1: none does."""
    for at, column in enumerate(zip(*lines, strict=True)):
        filled = [text[start:end] for start, end in column if start < end]
        if sum(bool(_CODE_ALONE.fullmatch(cell)) for cell in filled) * 2 > len(filled):
            return at
    return -1


def _goes_on(text: str, above: Row, cells: Sequence[Range], coded: int) -> bool:
    """Whether a line carries on the cells of the row above it.

    Nothing stands in its first column, or, where codes have a column, none in that one and what stands elsewhere ends what
    the row above leaves open. A code with something beside it begins a row of its own, under the same first cell.
    """
    filled = [at for at, (start, end) in enumerate(cells) if start < end]
    if coded > 0 and coded in filled and len(filled) > 1 and _CODE_ALONE.fullmatch(text, *cells[coded]):
        return False
    if _is_more_of_row(cells):
        return True
    if coded <= 0 or coded in filled or len(filled) > _FEW_WRAPPED:
        return False
    return any(_left_open(text, above[at], cells[at]) for at in filled) and all(
        above[at][-1][0] < above[at][-1][1] for at in filled
    )


def _left_open(text: str, above: Sequence[Range], more: Range) -> bool:
    """Whether a cell needs what stands below it: a bracket is open, or the line below begins with a small letter or a bracket's end."""
    said = " ".join(text[start:end] for start, end in above[-_LINES_OF_CELL:])
    return said.count("(") > said.count(")") or said.endswith((",", "-", "/", "&")) or text[more[0]].islower()


def cut_at(line: Line, starts: Sequence[int]) -> list[Range]:
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
    if separator is None or (separator is _SPACES and has_leader(top)):
        return 0  # dots lead from cell to cell, wherever spaces stand
    first = fields(top, separator)
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
    add_rows(text, rows, outline, has_header=ruled or _has_header(text, rows))
    return end - at


def _without_signs(text: str, rows: list[Row]) -> list[Row]:
    """The rows without a column that only holds a sign between two others: "JW  =  discarded".

    An arrow between two codes tells which of them is the old one, and stays.
    """
    width = min(map(len, rows))
    signs = [
        at
        for at in range(1, width - 1)
        if all(len(row[at]) == 1 and text[slice(*row[at][0])] in _SIGNS for row in rows)
        and not all(_is_move(text, row[at - 1 : at + 2]) for row in rows)
    ]
    return [[cell for at, cell in enumerate(row) if at not in signs] for row in rows] if signs else rows


def _is_move(text: str, cells: Sequence[Sequence[Range]]) -> bool:
    """Whether three cells are a code, an arrow and a code."""
    old, sign, new = (" ".join(text[slice(*part)] for part in cell) for cell in cells)
    return sign in _ARROWS and all(map(_CODE_ALONE.fullmatch, (old, new)))


def _under_header(part: Sequence[Line], at: int, heads: Sequence[Range]) -> tuple[list[Row], int]:
    """The rows below a header and its rule, each word in the column of the head that it stands under, and where they end.

    A cell may stand left or right under its head, and only one space off the cell before it. A line that is indented
    below the row above it carries that row on, as where the generic name stands below the brand.
    """
    edge = part[at].start - part[at].indent
    columns = [(start - edge, end - edge) for start, end in heads]
    rows: list[Row] = []
    end = at + 2
    row_indent = 0
    while end < len(part) and not is_rule(part[end]) and not MARKER.match(part[end].text):
        line = part[end]
        cells = by_head(line, columns)
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


def by_head(line: Line, columns: Sequence[Range]) -> list[Range]:
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


def fields(line: Line, separator: re.Pattern[str]) -> list[Range]:
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
    cells = fields(line, separator)
    ragged = separator is _TAB and len(cells) >= _FEWEST_CELLS and abs(len(cells) - len(first)) <= _RAGGED
    if (len(cells) != len(first) and not ragged) or MARKER.match(line.text) or is_rule(line):
        return []
    shift = (line.start - line.indent) - (top.start - top.indent)
    aligned = separator is not _SPACES or all(
        shift in (cell[0] - above[0], cell[1] - above[1]) for cell, above in zip(cells[1:], first[1:], strict=True)
    )
    return cells if aligned else []


def _has_header(text: str, rows: Sequence[Row]) -> bool:
    """Whether the first row holds no code and others do."""
    coded = [any(CODE.search(text, *part) for cell in row for part in cell) for row in rows]
    return len(coded) > 1 and not coded[0] and any(coded)


def add_rows(text: str, rows: Sequence[Row], outline: Outline, *, has_header: bool) -> None:
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
    filled = [part for part in cell if part[0] < part[1]]
    return view_of(text, joined_pieces(text, filled)) if filled else EMPTY


def _row_view(text: str, row: Row) -> TextView:
    """The row's text in the order of the source, where lines that carry it on stand below it."""
    parts = sorted(part for cell in row for part in cell)
    return joined((view_between(text, start, end) for start, end in parts), "\t")


def _trimmed(line: Line, start: int, end: int) -> Range:
    text = line.text[start:end]
    first = line.start + start + len(text) - len(text.lstrip())
    return min(first, line.start + end), max(min(first, line.start + end), line.start + start + len(text.rstrip()))
