"""Published csv files: a preamble of any length, a header known by the names of its columns, and rows with places."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

import msgspec

from auditor.publications.fields import collapsed
from auditor.publications.files import Given, place
from auditor.publications.rows import BadReference

Columns = Mapping[str, re.Pattern[str]]
"""The fields of a table, each with the names that its column goes by, in lower case."""

_HEADER_ROWS = 60  # how far down the first header is looked for
_WIDEST = 200  # cells of a row that may name a column; a published table has a tenth as many
_CELL = re.compile(r'(?:"(?:[^"]|"")*+"|[^,"\r\n]*+),?')
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)?")


class Row(msgspec.Struct, frozen=True):
    """A row: the line on which it starts, and its cells as printed."""

    line: int
    cells: list[str]

    @property
    def blank(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


class Table(msgspec.Struct, frozen=True):
    """The rows under a header, and what stands above the first header of the file."""

    file: Given
    text: str
    preamble: str
    columns: dict[str, int]
    rows: list[Row]

    def cell(self, row: Row, field: str) -> str:
        """A cell without the blanks around it."""
        return row.cells[self.columns[field]].strip()

    def bad(self, row: Row, field: str, message: str) -> BadReference:
        """The error to raise for what is wrong with a cell."""
        return self.file.bad(*_place(self.text, row.line, self.columns[field]), message)


def table(file: Given, text: str, columns: Columns) -> Table | None:
    """The table under the last header that names most of the columns, or nothing if no row near the top does so.

    The last, because the Purple Book shows the month's changes under a header of their own before the whole list.
    Raises BadReference for missing columns, for quotation marks that do not pair, and for rows of another width.
    """
    if not _begins(text, columns):
        return None
    rows = list(_checked(file, text))
    headers = [at for at, row in enumerate(rows) if _is_header(row, columns)]
    header = rows[headers[-1]]
    named = _named(header, columns)
    if len(named) < len(columns):
        missing = ", ".join(name for name in columns if name not in named)
        raise file.bad(header.line, 1, f"the header has no column for the {missing}; give the file as it was published")
    body = [row for row in rows[headers[-1] + 1 :] if not row.blank]
    for row in body:
        _check_width(file, text, row, len(header.cells))
    preamble = "\n".join(collapsed(" ".join(row.cells)) for row in rows[: headers[0]])
    return Table(file, text, preamble, named, body)


def _begins(text: str, columns: Columns) -> bool:
    try:
        return any(_is_header(row, columns) for row, _ in zip(_rows(text), range(_HEADER_ROWS), strict=False))
    except csv.Error:
        return False


def _checked(file: Given, text: str) -> Iterator[Row]:
    last = 0
    try:
        for row in _rows(text):
            last = row.line
            yield row
    except csv.Error as error:
        wrong = f"the row after line {last} cannot be read as csv ({error})"
        raise file.bad(last + 1, 1, f"{wrong}; see to its quotation marks, or download the file again") from error


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    for cells in reader:
        yield Row(line, cells)
        line = reader.line_num + 1


def _is_header(row: Row, columns: Columns) -> bool:
    return len(_named(row, columns)) * 2 > len(columns)


def _named(row: Row, columns: Columns) -> dict[str, int]:
    """The place of each field whose column the row names, the first where a name is repeated."""
    named: dict[str, int] = {}
    for at, cell in enumerate(row.cells[:_WIDEST]):
        name = collapsed(cell).lower()
        for field, pattern in columns.items():
            if field not in named and pattern.fullmatch(name):
                named[field] = at
    return named


def _check_width(file: Given, text: str, row: Row, width: int) -> None:
    if len(row.cells) < width:
        wrong = f"{len(row.cells)} cells where the header has {width}"
        raise file.bad(*_place(text, row.line, len(row.cells) - 1), f"{wrong}: a cut row; download the file again")
    if any(cell.strip() for cell in row.cells[width:]):
        wrong = f"{len(row.cells)} cells where the header has {width}"
        raise file.bad(*_place(text, row.line, width), f"{wrong}; put quotation marks around a cell that holds a comma")


def _place(text: str, line: int, cell: int) -> tuple[int, int]:
    """Where a cell begins."""
    at = 0
    for _ in range(line - 1):
        at = _end(_LINE, text, at)
    for _ in range(cell):
        at = _end(_CELL, text, at)
    return place(text, at)


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at
