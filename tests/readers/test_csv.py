"""Files of records: the separator is found, quotes are undone, and every cell stands where it stands."""

from __future__ import annotations

import pytest

from tests.decoding.reading import document, reason
from tests.readers.reading import cells, cut, outline, read


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_rows(separator: str) -> None:
    text = f'HCPCS{separator}Drug\nJ9305{separator}"pemetrexed, by vein; slowly"\n'
    header, row = read("csv", text).blocks
    assert (header.kind, cells(header)) == ("header", ["HCPCS", "Drug"])
    assert cells(row) == ["J9305", "pemetrexed, by vein; slowly"]
    assert row.cells[1].header == "Drug"


def test_quotes_are_undone_and_map_back() -> None:
    text = 'a,b\nJ9305,"say ""ten"" mg,\r\nonce"\n'
    row = read("csv", text).blocks[-1]
    assert cells(row) == ["J9305", 'say "ten" mg,\nonce']
    assert cut(text, row.cells[1].view.span(4, 9)) == '""ten""'
    assert cut(text, row.span) == 'J9305,"say ""ten"" mg,\r\nonce'


def test_what_stands_above_the_header_names_the_table() -> None:
    assert outline("csv", "Drug list\nJanuary 2026,,\n\nHCPCS,Drug,Unit\nJ9305,pemetrexed,10 mg\n") == [
        ("caption", "Drug list"),
        ("caption", "January 2026"),
        ("header", "HCPCS\tDrug\tUnit"),
        ("row", "J9305\tpemetrexed\t10 mg"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("J9305", [["J9305"]]),
        ("J9305,", [["J9305", ""]]),
        ("a,b\rJ9305,c", [["a", "b"], ["J9305", "c"]]),
        ("sep=;\na;b,c\n", [["a", "b,c"]]),
        ('J9305,5" vial,x\n', [["J9305", '5" vial', "x"]]),
        ('J9305,"a"b,x\n', [["J9305", '"a"b', "x"]]),
        ('J9305,"never closed\nJ9271,x\n', [["J9305", '"never closed'], ["J9271", "x"]]),
        ("\ufeffa,b\n,,\nc,d", [["a", "b"], ["c", "d"]]),
    ],
)
def test_odd_records(text: str, expected: list[list[str]]) -> None:
    assert [cells(block) for block in read("csv", text).blocks] == expected


def test_a_file_from_excel_in_a_western_charset_is_read() -> None:
    found = document("a.csv", "code,drug\nJ3010,fentanyl 0.1 µg\n".encode("windows-1252"))
    assert (found.encoding, found.text[-4:]) == ("windows-1252", " µg\n")
    assert document("b.tsv", "code\tdrug\n".encode("utf-16")).encoding == "utf-16-le"


def test_what_is_no_text_is_skipped() -> None:
    assert reason("a.csv", b"PK\x03\x04\0\0") == "binary: it holds NUL characters"
