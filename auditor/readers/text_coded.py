"""Read the tables of a plain-text document that no rule is drawn in, by their codes: one below the other, a code begins each row.

A policy that was printed and read back keeps its columns, and loses everything that was drawn. Its cells are wrapped, each
at its own width, so that the lines of one row have different cells filled. The column of codes tells where the rows begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from auditor.readers.outline import Outline
from auditor.readers.text_lines import (
    CODE,
    MARKER,
    Line,
    has_columns,
    has_leader,
    is_column_rule,
    is_page_mark,
    is_rule,
)
from auditor.readers.text_products import read_products, whole_lists
from auditor.readers.text_tables import (
    MAX_COLUMNS,
    MAX_HEADS,
    Range,
    Row,
    add_rows,
    by_head,
    cut_at,
    fields,
    fits_columns,
    read_table,
    whole_tables,
)

_CODE_ALONE: Final = re.compile(r"[A-Za-z]\d{4}[*†‡]?")
_GAP: Final = re.compile(r" {2,}")
_FEWEST_COLUMNS: Final = 3  # two are a list of codes and what they are
_FEWEST_ROWS: Final = 2
_OFF: Final = 1  # places by which a cell may stand off its column


class _Columns(NamedTuple):
    """Where the columns of a table start and end, and which of them holds the codes."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    coded: int


def read_any_table(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    """Add the table that starts with a part's line `at`, of this kind or another. Returns how many lines it has; 0: there is none."""
    return (
        read_products(text, part, at, outline)
        or read_coded(text, part, at, outline)
        or read_table(text, part, at, outline)
    )


def with_whole_tables(text: str, parts: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The parts, those put together that blank lines or the end of a page cut out of one table of any kind."""
    return whole_coded(whole_tables(text, whole_lists(text, parts)))


def read_coded(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    """Add the table that starts with a part's line `at` and whose rows only their codes tell apart. Returns how many lines it has; 0: there is none."""
    heads = _heads(part, at)
    columns = _columns(part[at + heads :]) if heads >= 0 else None
    if columns is None:
        return 0
    end = at + heads
    while end < len(part) and _fits(part[end], columns):
        end += 1
    lines = part[at + heads : end]
    if sum(_begins_row(line, columns) for line in lines) in {0, 1, len(lines)}:
        return 0  # one row to a line: such a table needs no codes to be read
    header = [by_head(line, tuple(zip(columns.starts, columns.ends, strict=True))) for line in part[at : at + heads]]
    rows: list[Row] = [[list(cells) for cells in zip(*header, strict=True)]] if header else []
    rows += _rows(lines, columns)
    add_rows(text, rows, outline, has_header=bool(header))
    return end - at


def whole_coded(parts: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The parts, those put together that blank lines cut out of one table of that kind, and the heads over it."""
    table: list[Line] = []
    columns: _Columns | None = None
    for part in parts:
        if table and columns is None and _heads_of(table, part[0]):
            columns = _columns_of_row(part[0])
            table.extend(part)
            continue
        if columns is not None and _begins_row(part[0], columns) and all(_fits(line, columns) for line in part):
            table.extend(part)
            continue
        if table:
            yield table
        heads = _heads(part, 0)
        columns = _columns_of_row(part[heads]) if heads >= 0 else None
        if columns is not None and not all(_fits(line, columns) for line in part[heads:]):
            columns = None
        table = list(part)
    if table:
        yield table


def _heads_of(above: Sequence[Line], first: Line) -> bool:
    """Whether all that stands above a blank line are the heads of the columns in which the row below it stands."""
    row = _columns_of_row(first)
    if row is None or len(above) > MAX_HEADS or any(CODE.search(line.text) or is_rule(line) for line in above):
        return False
    return has_columns(above[0]) and len(fields(above[0], _GAP)) == len(row.starts)


def _heads(part: Sequence[Line], at: int) -> int:
    """How many lines of heads stand over the first row; -1: the line is neither a row nor a head."""
    for below, line in enumerate(part[at : at + MAX_HEADS + 1]):
        if is_rule(line) or is_column_rule(line) or is_page_mark(line) or MARKER.match(line.text) or has_leader(line):
            return -1
        if _columns_of_row(line) is not None:
            return below
        if CODE.search(line.text) or (below == 0 and not has_columns(line)):
            return -1
    return -1


def _columns_of_row(line: Line) -> _Columns | None:
    """The columns in which a line stands that holds a code alone in one of them."""
    if not has_columns(line) or "\t" in line.text or "|" in line.text:
        return None
    cells = fields(line, _GAP)
    texts = [line.text[start - line.start : end - line.start] for start, end in cells]
    coded = [at for at, cell in enumerate(texts) if _CODE_ALONE.fullmatch(cell)]
    if not _FEWEST_COLUMNS <= len(cells) <= MAX_COLUMNS or not coded:
        return None
    edge = line.start - line.indent
    return _Columns(tuple(start - edge for start, _ in cells), tuple(end - edge for _, end in cells), coded[0])


def _columns(lines: Sequence[Line]) -> _Columns | None:
    """The columns that the rows of a table share: those of most of them, each as wide as all cells in it."""
    rows = [found for line in lines if (found := _columns_of_row(line)) is not None]
    if not rows:
        return None
    like = [row for row in rows if _alike(row, rows[0])]
    if len(like) < _FEWEST_ROWS:
        return None
    starts = tuple(map(min, zip(*(row.starts for row in like), strict=True)))
    ends = tuple(map(max, zip(*(row.ends for row in like), strict=True)))
    return _Columns(starts, ends, rows[0].coded)


def _alike(row: _Columns, other: _Columns) -> bool:
    """Whether two rows stand in the same columns, but for one that is set to the right or in the middle."""
    if len(row.starts) != len(other.starts) or row.coded != other.coded:
        return False
    off = Counter(abs(one - two) > _OFF for one, two in zip(row.starts, other.starts, strict=True))
    return row.starts[row.coded] == other.starts[other.coded] and off[True] <= 1


def _begins_row(line: Line, columns: _Columns) -> bool:
    """Whether a code stands in the column of codes."""
    at = columns.starts[columns.coded] - line.indent
    found = _CODE_ALONE.match(line.text, at) if at >= 0 else None
    return found is not None and line.text[found.end() : found.end() + 2].strip() == ""


def _fits(line: Line, columns: _Columns) -> bool:
    """Whether a line stands in the columns, as a row or as what a row above did not have room for."""
    if is_rule(line) or is_column_rule(line) or is_page_mark(line) or MARKER.match(line.text) or has_leader(line):
        return False
    if line.indent + _OFF < columns.starts[0] or not fits_columns(line, columns.starts):
        return False
    return _begins_row(line, columns) or not CODE.search(line.text)


def _only_first(cells: Sequence[Range]) -> bool:
    """Whether a line stands in the first column alone; left of the row above it, it heads those below: "Dexamethasone"."""
    return not any(start < end for start, end in cells[1:])


def _rows(lines: Sequence[Line], columns: _Columns) -> list[Row]:
    """The rows: each from its code on, or from the line before, if that fills the first column and the line of the code does not."""
    rows: list[Row] = []
    waiting = False  # for the code of the row that has begun
    indent = 0  # of the line that began it
    for at, line in enumerate(lines):
        cells = cut_at(line, columns.starts)
        begins = _begins_row(line, columns)
        first_filled = cells[0][0] < cells[0][1]
        below = lines[at + 1] if at + 1 < len(lines) else None
        early = (
            not begins
            and first_filled
            and below is not None
            and _begins_row(below, columns)
            and below.indent >= columns.starts[1]
        )
        heads = not begins and first_filled and line.indent + _OFF < indent and _only_first(cells)
        if not rows or early or heads or (begins and not waiting):
            rows.append([[cell] for cell in cells])
            indent = line.indent
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell.append(more)
        waiting = early
    return rows
