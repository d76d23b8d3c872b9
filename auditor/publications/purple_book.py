"""The FDA's Purple Book: licensed biologics with their brands, licences and reference products."""

from __future__ import annotations

import re
from typing import Final

from auditor.publications.fields import collapsed, told_month
from auditor.publications.files import Given, text_of
from auditor.publications.rows import BiologicRow, PurpleBook
from auditor.publications.tables import Row, Table, table

_COLUMNS: Final = {
    "applicant": re.compile(r"applicant"),
    "bla": re.compile(r"bla number"),
    "brand": re.compile(r"proprietary name"),
    "name": re.compile(r"proper name"),
    "kind": re.compile(r"bla type"),
    "route": re.compile(r"route of administration"),
    "reference": re.compile(r"ref\.? product proper name"),
}
_NONE = {"", "n/a"}


def read(file: Given) -> PurpleBook | None:
    """The Purple Book in a csv file, or nothing if it is another file. Raises BadReference for a row without a name."""
    text = text_of(file)
    found = table(file, text, _COLUMNS) if text else None
    if found is None:
        return None
    rows = tuple(_biologic(found, row) for row in found.rows)
    if not rows:
        raise file.bad(1, 1, "a Purple Book without a row; download it again")
    return PurpleBook(told_month(found.preamble), rows, file.sha256)


def _biologic(found: Table, row: Row) -> BiologicRow:
    name = collapsed(found.cell(row, "name")).lower()
    if not name:
        raise found.bad(row, "name", "no proper name; correct the row or download the file again")
    reference = collapsed(found.cell(row, "reference")).lower()
    return BiologicRow(
        brands=_brands(found.cell(row, "brand")),
        name=name,
        kind=found.cell(row, "kind"),
        reference_name="" if reference in _NONE else reference,
        route=found.cell(row, "route"),
        applicant=found.cell(row, "applicant"),
        bla=found.cell(row, "bla"),
        line=row.line,
    )


def _brands(printed: str) -> tuple[str, ...]:
    """The brands that one cell lists, each once."""
    names = (collapsed(name) for name in printed.split(","))
    return tuple(dict.fromkeys(name for name in names if name.lower() not in _NONE))
