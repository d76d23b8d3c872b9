"""Lay out an HTML table: spread spans, find the header over each cell, and add the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from auditor.model.source import Cell, Span, TextView
from auditor.readers.outline import Outline
from auditor.readers.view import extent, joined

MAX_COLUMN_SPAN = 1000  # the limits that the HTML standard sets
MAX_ROW_SPAN = 65534
MAX_REPEATED = 50_000  # cells that spans may repeat in one table; a few tags could ask for millions
FREELY_REPEATED = 5_000  # in one document, however short; then one for so many of its characters
CHARACTERS_FOR_ONE = 4


@dataclass(eq=False)
class TableCell:
    """A cell as written."""

    view: TextView
    is_header: bool
    row_span: int
    column_span: int


@dataclass
class TableRow:
    """A row as written, in `thead`, `tbody` or `tfoot`."""

    part: str
    cells: list[TableCell] = field(default_factory=list)


class _Placed(NamedTuple):
    """A cell in the place that it covers, or one of those."""

    cell: TableCell
    column: int
    inherited: bool


_Header = dict[int, tuple[str, Span]]


def add_table(rows: Sequence[TableRow], outline: Outline, group: int) -> None:
    """Add a table's rows to the outline. Header rows after data rows start a new header."""
    above: list[Sequence[_Placed]] = []
    header: _Header = {}
    in_header = True
    laid_out = _laid_out(rows, min(MAX_REPEATED, _may_repeat(rows, outline)))
    for row, placed in zip(rows, laid_out, strict=True):
        outline.repeated += sum(place.inherited for place in placed)
        if _is_header(row, leading=in_header):
            if not in_header:
                above = []
            above.append(placed)
            header, in_header = {}, True
            _add_row(placed, {}, outline, group, is_header=True)
        elif row.cells:
            if in_header:
                header, in_header = _header_texts(above), False
            _add_row(placed, header, outline, group, is_header=False)


def _is_header(row: TableRow, *, leading: bool) -> bool:
    """Whether a row names columns. Below data, one header cell alone only names the rows that follow."""
    shown = [cell for cell in row.cells if cell.view.text]
    if row.part == "thead":
        return bool(shown)
    return bool(shown) and all(cell.is_header for cell in shown) and (leading or len(shown) > 1)


def _may_repeat(rows: Sequence[TableRow], outline: Outline) -> int:
    """How many cells a table may repeat: what the document has earned by its length up to here, and not used."""
    shown = (cell.view for row in reversed(rows) for cell in reversed(row.cells) if cell.view.text)
    last = next(shown, None)
    read = outline.begins + (extent(last).end if last else 0)
    return FREELY_REPEATED + read // CHARACTERS_FOR_ONE - outline.repeated


def _laid_out(rows: Sequence[TableRow], left: int) -> Iterator[list[_Placed]]:
    """The cells that each row shows, also those that reach down into it, of which so many are left."""
    reaching: dict[int, tuple[TableCell, int]] = {}  # column -> cell from above, rows that it still covers
    width = _width(rows)
    part = ""
    for row in rows:
        if row.part != part:
            reaching, part = {}, row.part
        placed = _place(row, reaching, min(width, len(row.cells) + max(left, 0)))
        left -= sum(place.inherited for place in placed)
        reaching = _reaching(placed, reaching) if left > 0 else {}
        yield placed


def _width(rows: Sequence[TableRow]) -> int:
    """The number of columns, to which the span of a note under the table is cut."""
    several = [sum(cell.column_span for cell in row.cells) for row in rows if len(row.cells) > 1]
    return max(several, default=1)


def _place(row: TableRow, reaching: dict[int, tuple[TableCell, int]], width: int) -> list[_Placed]:
    placed: list[_Placed] = []
    waiting = sorted(reaching, reverse=True)
    column = 0
    for cell in row.cells:
        while waiting and waiting[-1] == column:
            placed.append(_Placed(reaching[waiting.pop()][0], column, inherited=True))
            column += 1
        span = max(1, min(cell.column_span, width - column))
        placed.extend(_Placed(cell, column + offset, inherited=offset > 0) for offset in range(span))
        column += span
        while waiting and waiting[-1] < column:  # two cells claim one place; the later one shows
            waiting.pop()
    placed.extend(_Placed(reaching[column][0], column, inherited=True) for column in reversed(waiting))
    return placed


def _reaching(placed: Sequence[_Placed], before: dict[int, tuple[TableCell, int]]) -> dict[int, tuple[TableCell, int]]:
    """The cells that cover places of the next row."""
    after = {}
    for place in placed:
        cell, left = before.get(place.column, (None, 0))
        left = left if cell is place.cell else place.cell.row_span
        if left > 1:
            after[place.column] = (place.cell, left - 1)
    return after


def _header_texts(above: Sequence[Sequence[_Placed]]) -> _Header:
    """For each column the header cells above it, outermost first; a cell over two header rows counts once."""
    cells: dict[int, list[TableCell]] = {}
    for row in above:
        for place in row:
            column = cells.setdefault(place.column, [])
            if place.cell.view.text and place.cell not in column[-1:]:
                column.append(place.cell)
    return {
        column: (" / ".join(cell.view.text for cell in found), extent(found[-1].view))
        for column, found in cells.items()
        if found
    }


def _add_row(placed: Sequence[_Placed], header: _Header, outline: Outline, group: int, *, is_header: bool) -> None:
    """Add one row. Its view shows each cell once, where it stands in the source; the cells repeat it."""
    cells = []
    for place in placed:
        text, span = header.get(place.column, ("", None))
        cells.append(Cell(place.cell.view, place.column, text, span, place.inherited))
    own = joined((place.cell.view for place in placed if not place.inherited), "\t")
    outline.add("header" if is_header else "row", own, cells=tuple(cells), group=group)
