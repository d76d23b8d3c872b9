"""The ASP crosswalk from national drug codes to HCPCS codes, of which we keep the products and leave the packages."""

from __future__ import annotations

import re
from typing import Final

from auditor.publications.fields import CODE, quarter, shown, told_month
from auditor.publications.files import Given, text_of
from auditor.publications.rows import Crosswalk, ProductRow
from auditor.publications.tables import Row, Table, table

_COLUMNS: Final = {
    "code": re.compile(r"_?(?:20[0-9]{2})?_?(?:hcpcs)?[_ ]?code"),  # _2025_CODE
    "labeler": re.compile(r"labeler name"),
    "name": re.compile(r"drug name"),
    "dosage": re.compile(r"hcpcs dosage"),
}
# CMS ships crosswalks of other payment rules beside it, with columns of the same names.
_ANOTHER = re.compile(r"\b(?:NOC|OPPS|AWP) NDC", re.IGNORECASE)
_EFFECTIVE = re.compile(r"\beffective .*", re.IGNORECASE)


def read(file: Given) -> Crosswalk | None:
    """The crosswalk in a csv file, or nothing if it is another file.

    Raises BadReference for rows without a code or a name, and for a preamble that does not tell the quarter.
    """
    text = text_of(file)
    found = table(file, text, _COLUMNS) if text else None
    if found is None or _ANOTHER.search(found.preamble):
        return None
    products: dict[tuple[str, ...], ProductRow] = {}
    for row in found.rows:
        product = _product(found, row)
        products.setdefault((product.code, product.name, product.labeler, product.dosage), product)
    if not products:
        raise file.bad(1, 1, "a crosswalk without a row; download it again")
    return Crosswalk(_release(file, found.preamble), tuple(products.values()), file.sha256)


def _product(found: Table, row: Row) -> ProductRow:
    code = found.cell(row, "code").upper()
    if not CODE.fullmatch(code):
        raise found.bad(row, "code", f"{shown(code)} is no code; correct the row or download the file again")
    name = found.cell(row, "name")
    if not name:
        raise found.bad(row, "name", f"no drug name for {code}; correct the row or download the file again")
    return ProductRow(code, name, found.cell(row, "labeler"), found.cell(row, "dosage"), row.line)


def _release(file: Given, preamble: str) -> str:
    effective = _EFFECTIVE.search(preamble)
    month = told_month(effective[0] if effective else "") or told_month(preamble)
    if not month:
        wrong = "the preamble does not say since when the crosswalk is effective"
        raise file.bad(1, 1, f"{wrong}; give the file with its preamble, as CMS published it")
    return quarter(month)
