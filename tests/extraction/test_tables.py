"""What the columns of a table hold: by their headers, else by their cells."""

from __future__ import annotations

import pytest

from auditor.extraction.columns import Role, looks_like_header, role_of_header
from auditor.model.source import Cell, Run, TextView
from tests.extraction.claiming import claims, drug

HEADERS: list[tuple[str, Role]] = [
    ("Code", "code"),
    ("HCPCS", "code"),
    ("HCPCS code", "code"),
    ("J-Code", "code"),
    ("Procedure code", "code"),
    ("Drug", "drug"),
    ("Generic name", "drug"),
    ("Drug name", "drug"),
    ("Descriptor", "drug"),
    ("Description", "drug"),
    ("Active ingredient", "drug"),
    ("Brand", "brand"),
    ("Trade name", "brand"),
    ("Sold as", "brand"),
    ("Unit", "unit"),
    ("Billing unit", "unit"),
    ("Billed per", "unit"),
    ("Dosage per unit", "unit"),
    ("Amount", "unit"),
    ("Route", "route"),
    ("How given", "route"),
    ("Target", "target"),
    ("Mechanism", "target"),
    ("Old code", "old-code"),
    ("Deleted code", "old-code"),
    ("Previous code", "old-code"),
    ("New code", "new-code"),
    ("Replacement", "new-code"),
    ("Own code from", "new-code"),
    ("New, from 1/1/2026", "new-code"),
    ("Moved from", "old-code"),
    ("crosswalk_to", "new-code"),
    ("Unclassified code until", "old-code"),
    ("Modifier", "modifier"),
    ("Meaning", "meaning"),
    ("Notes", "note"),
    ("Preferred alternative", "other-drug"),
    ("Try first", "other-drug"),
    ("Used with", "other-drug"),
    ("Max units per day", "none"),
    ("Usual dose", "none"),
    ("Vial size", "none"),
    ("Strength", "none"),
    ("NDC", "none"),
    ("ICD-10", "none"),
    ("Diagnosis code", "none"),
    ("Payment limit", "none"),
    ("2024 price", "none"),
    ("Products / HCPCS code", "code"),
    ("Code (Level II)", "code"),
    ("Colour", ""),
    ("", ""),
]


@pytest.mark.parametrize(("header", "role"), HEADERS)
def test_a_header_gives_its_column_a_role(header: str, role: Role) -> None:
    assert role_of_header(header) == role


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("Code", "Drug"), True),
        (("HCPCS", "Descriptor", "Unit"), True),
        (("J9022", "atezolizumab"), False),
        (("Code", "J9022"), False),
        (("atezolizumab", "nivolumab"), False),
        (("Code", "Colour"), False),
    ],
)
def test_a_row_without_markup_is_a_header_if_its_cells_name_columns(cells: tuple[str, ...], expected: bool) -> None:
    row = [Cell(TextView(text, (Run(0, 0, len(text)),)), column) for column, text in enumerate(cells)]
    assert looks_like_header(row) is expected


ROWS = {"Code": "J9022", "Drug": "atezolizumab", "Vial": "1,200 mg", "Alternative": "nivolumab"}


@pytest.mark.parametrize(
    "order",
    [
        ("Code", "Drug", "Vial", "Alternative"),
        ("Drug", "Code", "Alternative", "Vial"),
        ("Alternative", "Vial", "Drug", "Code"),
        ("Vial", "Alternative", "Code", "Drug"),
        ("Alternative", "Code", "Drug", "Vial"),
    ],
)
def test_the_order_of_columns_makes_no_difference(order: tuple[str, ...]) -> None:
    lines = ["| " + " | ".join(cells) + " |" for cells in (order, ["---"] * 4, [ROWS[name] for name in order])]
    assert claims("\n".join(lines)) == {drug("J9022", "atezolizumab")}


def test_a_header_in_the_first_row_is_one_without_markup_too() -> None:
    html = "<table><tr><td>Alternative</td><td>Code</td><td>Drug</td></tr><tr><td>nivolumab</td><td>J9022</td><td>atezolizumab</td></tr></table>"
    assert claims(html, "html") == {drug("J9022", "atezolizumab")}


def test_a_row_that_wraps_in_a_text_table_is_one_row() -> None:
    text = "CODE    DRUG               \nJ9354   ado-trastuzumab    \n        emtansine          \nJ9022   atezolizumab       \n"
    assert claims(text, "text") == {drug("J9354", "ado-trastuzumab emtansine"), drug("J9022", "atezolizumab")}
