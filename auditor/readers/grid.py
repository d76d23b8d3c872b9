"""Read rows of which nobody says which is the header: of a sheet, a file of records, a table in a PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.readers.outline import Outline
from auditor.readers.tables import TableRow, add_table

MAX_HEADER_ROWS = 3
TITLE_ROWS = 20  # rows above the header that only name the table

_CODE = re.compile(r"\b[A-Za-z]\d{4}\b")


def add_grid(rows: Sequence[TableRow], outline: Outline, group: int) -> None:
    """Add rows to the outline: what names the table as captions, then the header, if one is seen, and the rows.

    A header is what the file marks as one; else the first row of several cells, if it holds no code and others do.
    """
    titles = _titles(rows)
    for row in rows[:titles]:
        for cell in row.cells:
            outline.add("caption", cell.view, group=group)
    table = rows[titles:]
    if not any(row.part == "thead" for row in table):
        header = [_texts(row) for row in table[: _header_rows(table)]]
        for row in table:
            if _texts(row) in header:  # each page may repeat it
                row.part = "thead"
    add_table(table, outline, group)


def _titles(rows: Sequence[TableRow]) -> int:
    """How many rows of one cell stand above the first that has several."""
    for number, row in enumerate(rows[: TITLE_ROWS + 1]):
        if row.part == "thead" or sum(bool(cell.view.text) for cell in row.cells) > 1:
            return number
    return 0


def _header_rows(rows: Sequence[TableRow]) -> int:
    """How many rows are the header: the first, and those that its cells reach down into, or divide into."""
    if len(rows) < 2 or _is_coded(rows[0]) or not any(map(_is_coded, rows)):
        return 0
    deep = max(cell.row_span for cell in rows[0].cells)
    if deep == 1 and len(rows) > 2 and sum(cell.column_span > 1 for cell in rows[0].cells) > 0:
        deep = 2
    return 1 if any(map(_is_coded, rows[:deep])) or deep > MAX_HEADER_ROWS else deep


def _is_coded(row: TableRow) -> bool:
    return any(_CODE.search(cell.view.text) for cell in row.cells)


def _texts(row: TableRow) -> list[str]:
    return [cell.view.text for cell in row.cells]
