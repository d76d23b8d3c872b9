"""Read a file of records: fields parted by commas, semicolons, tabs or pipes, each a cell in its place.

Source: RFC 4180, and what spreadsheet programs make of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from auditor.model.source import Document, Parsed
from auditor.readers.grid import add_grid
from auditor.readers.outline import Outline
from auditor.readers.tables import TableCell, TableRow
from auditor.readers.view import BREAK, Piece, view_between, view_of

SEPARATORS = "\t;|,"  # those that are rare in text first
SAMPLE = 40  # rows from which the separator is told
MAX_COLUMNS = 1000  # what has more is no table
MAX_FIELD = 100_000  # characters between two quotes; a quote that is not closed by then is none

_MARK = "\ufeff"
_DECLARED = re.compile(r'"?sep=(.)"?\r?\n')  # a first line with which Excel is told the separator
_LINE_END = re.compile(r"\r\n?|\n")
_INNER = re.compile(r'""|\r\n?|\n')

_Field = tuple[int, int, bool]  # where it starts and ends, and whether in quotes
_Record = list[_Field]


def read_csv(document: Document) -> Parsed:
    """The rows of a file of records. What stands above the header names the table."""
    text = document.text
    start = len(_MARK) if text.startswith(_MARK) else 0
    declared = _DECLARED.match(text, start)
    separator = declared[1] if declared else _separator(text, start)
    outline = Outline()
    rows = [_row(text, record) for record in _records(text, declared.end() if declared else start, separator)]
    add_grid(rows, outline, outline.new_group())
    return Parsed(document, tuple(outline.blocks))


def _separator(text: str, start: int) -> str:
    """The separator by which most of the first rows have the same number of fields, and more than one."""

    def fitting(separator: str) -> tuple[int, int]:
        counts: Counter[int] = Counter()
        for number, record in enumerate(_records(text, start, separator)):
            if number == SAMPLE:
                break
            counts[len(record)] += len(record) > 1
        fields, rows = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return rows, fields

    return max(SEPARATORS, key=fitting)


def _records(text: str, start: int, separator: str) -> Iterator[_Record]:
    """The records, each with its fields; blank lines are none."""
    field_end = re.compile(rf"[{re.escape(separator)}\r\n]")
    quoted_end = re.compile(rf'"[ \t]*(?=[{re.escape(separator)}\r\n]|\Z)')
    quotes_close = True
    record: _Record = []
    end = len(text)
    while start < end or record:
        is_quoted = quotes_close and text.startswith('"', start)
        closing = _closing(text, start, quoted_end) if is_quoted else None
        if closing:
            record.append((start + 1, closing.start(), True))
            stop = closing.end()
        else:
            quotes_close = quotes_close and closing is not False
            found = field_end.search(text, start)
            stop = found.start() if found else end
            record.append((start, stop, False))
        if stop < end and text[stop] == separator:
            start = stop + 1
            if start == end:
                record.append((end, end, False))
            else:
                continue
        line_end = _LINE_END.match(text, stop)
        start = line_end.end() if line_end else end
        if any(first < last for first, last, _ in record):
            yield record
        record = []


def _closing(text: str, start: int, quoted_end: re.Pattern[str]) -> re.Match[str] | Literal[False] | None:
    """The quote that ends a field, None if it ends otherwise, False if no quote ends it. Two quotes in a row are one in it."""
    position = start + 1
    limit = min(len(text), start + MAX_FIELD)
    while position < limit:
        position = text.find('"', position, limit)
        if position < 0:
            return False
        if text.startswith('""', position):
            position += 2
            continue
        return quoted_end.match(text, position)
    return False


def _row(text: str, record: _Record) -> TableRow:
    cells = []
    if len(record) > MAX_COLUMNS:
        record = [*record[: MAX_COLUMNS - 1], (record[MAX_COLUMNS - 1][0], record[-1][1], False)]
    for start, end, quoted in record:
        view = view_of(text, _pieces(text, start, end)) if quoted else view_between(text, start, end)
        cells.append(TableCell(view, is_header=False, row_span=1, column_span=1))
    return TableRow("tbody", cells)


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The parts of a field in quotes: a doubled quote shows one, a line end is a break."""
    for found in _INNER.finditer(text, start, end):
        yield start, found.start(), None
        yield *found.span(), '"' if found[0] == '""' else BREAK
        start = found.end()
    yield start, end, None
