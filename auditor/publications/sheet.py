"""The HCPCS release as a workbook: one row a code or modifier, its columns found by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from auditor.publications.fields import collapsed
from auditor.publications.files import Given
from auditor.publications.records import Record, release, row
from auditor.publications.rows import Release, ReleaseRow
from auditor.publications.workbook import Row, Workbook, opened

_NAMES = {
    "code": "HCPC",
    "id": "RECID",
    "description": "LONG DESCRIPTION",
    "short": "SHORT DESCRIPTION",
    "coverage": "COV",
    "added": "ADD DT",
    "effective": "ACT EFF DT",
    "ended": "TERM DT",
    "action": "ACTION CD",
}
_CROSS_REFERENCES = tuple(f"XREF{number}" for number in range(1, 6))
_NEEDED = (*_NAMES.values(), *_CROSS_REFERENCES)
MISSING = f"no sheet has the columns {', '.join(_NEEDED)}"
_TELLING = {"HCPC", "LONG DESCRIPTION", "ACTION CD"}  # a row with two of these is meant as our header
_HEADER_ROWS = 20  # how far down a header is looked for


def read(file: Given) -> Release | None:
    """The release in a workbook, or nothing if no sheet has a header of ours.

    Raises BadReference for missing columns, and for rows that are no records.
    """
    workbook = opened(file)
    header = _header(workbook) if workbook else None
    if not workbook or not header:
        return None
    name, found = header
    return release(file, _rows(file, workbook.rows(name), found.line, _columns(file, found)))


def _header(workbook: Workbook) -> tuple[str, Row] | None:
    for sheet in workbook.sheets:
        for found in workbook.rows(sheet, _HEADER_ROWS):
            if len(_TELLING & set(_named(found))) > 1:
                return sheet, found
    return None


def _named(header: Row) -> dict[str, int]:
    """The place of each column by its name, 0-based; the first where a name is repeated."""
    names = [collapsed(cell).upper() for cell in header.cells]
    return {name: at for at, name in reversed(list(enumerate(names)))}


def _columns(file: Given, header: Row) -> dict[str, int]:
    named = _named(header)
    missing = [name for name in _NEEDED if name not in named]
    if missing:
        wrong = f"the sheet has no column {', '.join(missing)}"
        raise file.bad(header.line, 1, f"{wrong}; give the sheet of a HCPCS release as CMS published it")
    return {field: named[name] for field, name in _NAMES.items()} | {name: named[name] for name in _CROSS_REFERENCES}


def _rows(file: Given, rows: Iterable[Row], header: int, columns: Mapping[str, int]) -> Iterator[ReleaseRow]:
    places = {field: at + 1 for field, at in columns.items()}
    for found in rows:
        if found.line <= header or not any(cell.strip() for cell in found.cells):
            continue
        fields = {field: found.cells[columns[field]] for field in _NAMES}
        references = tuple(found.cells[columns[name]] for name in _CROSS_REFERENCES)
        yield row(file, Record(cross_references=references, line=found.line, **fields), places)
