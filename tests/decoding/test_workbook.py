"""Workbooks: a row is a row, its header gives it meaning, and no cell asks for more than it should."""

from __future__ import annotations

import datetime as dt

import pytest

from auditor.decoding.workbook_limits import MAX_ROWS
from tests.decoding.making import TABLE, with_part, workbook
from tests.decoding.reading import blocks, document, outline, reason
from tests.readers.reading import cells


def test_titles_above_the_header_name_the_table() -> None:
    data = workbook([["Drug list"], ["January 2026"], [], *TABLE])
    assert outline("a.xlsx", data) == [
        ("heading", "Codes 2026"),
        ("caption", "Drug list"),
        ("caption", "January 2026"),
        ("header", "HCPCS\tDrug\tUnit"),
        ("row", "J9305\tpemetrexed\t10 mg"),
        ("row", "J9271\tpembrolizumab\t1 mg"),
    ]
    assert [cell.header for cell in blocks("a.xlsx", data)[-1].cells] == ["HCPCS", "Drug", "Unit"]


def test_a_sheet_that_nobody_named_gives_no_heading() -> None:
    assert outline("a.xlsx", workbook(TABLE, title="Sheet1"))[0][0] == "header"


def test_merged_cells_are_spread() -> None:
    data = workbook([["HCPCS", "Drug"], ["J9041", "bortezomib"], ["J9044", None]], merge="B2:B3")
    assert cells(blocks("a.xlsx", data)[-1]) == ["J9044", "bortezomib"]


def test_values_are_written_as_people_write_them() -> None:
    data = workbook([["HCPCS", "From", "Units", "Price"], ["J9305", dt.date(2026, 1, 1), 10.0, 2.5]])
    assert cells(blocks("a.xlsx", data)[-1]) == ["J9305", "2026-01-01", "10", "2.5"]


def test_places_are_those_of_the_text_made_of_it() -> None:
    data = workbook(TABLE, title="Sheet1")
    found = document("a.xlsx", data)
    span = blocks("a.xlsx", data)[1].cells[1].view.span(0, 10)
    assert found.text[span.start : span.end] == "pemetrexed"
    assert found.encoding == ""  # no bytes of the file are this text, so no edit may be written to it


def test_a_cell_far_away_is_refused_before_the_parser_sees_it() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    data = with_part(workbook(TABLE), "xl/worksheets/sheet1.xml", sheet)
    assert f"rows 1 to {MAX_ROWS}; save the sheet as CSV" in reason("a.xlsx", data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged"),
        (workbook(TABLE)[:-300], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old binary format, or encrypted"),
        (workbook([]), "empty"),
        (with_part(workbook(TABLE), "xl/workbook.xml", b"<a>"), "damaged workbook"),
    ],
)
def test_what_is_no_workbook_says_why(data: bytes, words: str) -> None:
    assert words in reason("a.xlsx", data)
