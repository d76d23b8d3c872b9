"""Published files are read whole, with every quirk, or not at all; then the error says where and what to do."""

from __future__ import annotations

import doctest
import gzip
import hashlib
import struct
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.publications import fields
from auditor.publications.files import MAX_BYTES
from auditor.publications.published import Published, read_published
from auditor.publications.rows import (
    BadReference,
    BiologicRow,
    CodeList,
    Crosswalk,
    ProductRow,
    PurpleBook,
    Release,
    ReleaseRow,
)
from tests.beside import SHARED, needs_shared
from tests.publications.publishing import (
    CROSSWALK_HEADER,
    PURPLE_HEADER,
    SHEET_COLUMNS,
    archive,
    biologics,
    continuation,
    crosswalk,
    products,
    publish,
    purple,
    record,
    release,
    row,
    sheet,
    sheet_row,
    text,
    workbook_of,
    wrapped,
    wrong,
)

HCPCS = SHARED / "reference" / "hcpcs"
JANUARY = HCPCS / "HCPC2026_JAN_ANWEB_01122026.txt.gz"
JANUARY_SHEET = HCPCS / "HCPC2026_JAN_ANWEB_01122026.xlsx"
CROSSWALK = SHARED / "reference" / "asp" / "ASP_NDC-HCPCS_crosswalk_2025_OCT.csv.gz"
PURPLE_BOOK = SHARED / "reference" / "lexicon" / "fda_purple_book_2025-03.csv.gz"

ROW = "J9001,Inj examplumab,Made Up Inc ,00001-0001-01,Exemplar,10 MG"
BIOLOGIC = "N,Made Up Inc,100001,Exemplar,Examplumab,351(a),Intravenous,Rx,"


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(fields).failed == 0
    assert doctest.testmod(fields).attempted > 0


# The fixed-width text


def test_a_record_becomes_a_row(tmp_path: Path) -> None:
    data = text(record("J9001", ended="20261231", action="D", references="J9002C9003"))
    assert row(tmp_path, data) == ReleaseRow(
        code="J9001",
        kind="code",
        description="Injection, examplumab, 10 mg",
        short="Short text",
        added="2024-01-01",
        effective="2024-01-01",
        ended="2026-12-31",
        action="D",
        coverage="D",
        cross_references=("J9002", "C9003"),
        line=1,
    )


def test_the_release_carries_its_quarter_and_the_hash_of_the_file_as_given(tmp_path: Path) -> None:
    data = wrapped(text(record("J9001")))
    found = release(tmp_path, data, "HCPC2025_OCT_ANWEB.txt.gz")
    assert (found.release, found.sha256) == ("2025-10-01", hashlib.sha256(data).hexdigest())


def test_a_modifier_stands_in_the_last_two_columns_of_the_code(tmp_path: Path) -> None:
    found = row(tmp_path, text(record("ZQ", "A made-up circumstance")))
    assert (found.code, found.kind) == ("ZQ", "modifier")


def test_rows_are_sorted_by_kind_and_code(tmp_path: Path) -> None:
    data = text(record("ZQ"), record("J9002"), record("A9001"))
    assert [(each.kind, each.code, each.line) for each in release(tmp_path, data).rows] == [
        ("code", "A9001", 3),
        ("code", "J9002", 2),
        ("modifier", "ZQ", 1),
    ]


def test_a_word_that_is_cut_at_the_line_end_is_whole_again(tmp_path: Path) -> None:
    cut = "Injection, examplumab, with a long history of preparation, per 10 milligrams, ea"
    assert len(cut) == 80
    data = text(record("J9001", cut), continuation("J9001", "ch", 200))
    assert row(tmp_path, data).description.endswith("per 10 milligrams, each")


def test_a_word_that_ends_before_the_line_end_stays_apart(tmp_path: Path) -> None:
    data = text(record("J9001", "Injection,   examplumab,"), continuation("J9001", "10 mg"))
    assert row(tmp_path, data).description == "Injection, examplumab, 10 mg"


@pytest.mark.parametrize("width", [91, 316, 320], ids=["as in 2020", "as once in 2019", "as in 2026"])
def test_continuations_may_end_where_their_text_ends(tmp_path: Path, width: int) -> None:
    data = text(
        record("J9001", "Injection,"),
        continuation("J9001", "examplumab,", 200, width=width),
        continuation("J9001", "10 mg", 300, width=width),
        record("ZQ", "A made-up"),
        continuation("ZQ", "circumstance", width=width),
    )
    assert [each.description for each in release(tmp_path, data).rows] == [
        "Injection, examplumab, 10 mg",
        "A made-up circumstance",
    ]


def test_blanks_after_the_last_field_are_passed_over(tmp_path: Path) -> None:
    assert row(tmp_path, text(record("J9001").ljust(546))).code == "J9001"


def test_prose_before_the_records_is_passed_over(tmp_path: Path) -> None:
    prose = ["***Disclaimers\t\t\t", "", "Nothing here is coverage. " * 8, "J9001 is an example.", ""]
    found = row(tmp_path, text(*prose, record("J9001")))
    assert (found.code, found.line) == ("J9001", 6)


@pytest.mark.parametrize("mark", [b"\x92", b"\xa0", "’".encode(), "\ufeff".encode()])
def test_prose_may_hold_windows_characters_or_others(tmp_path: Path, mark: bytes) -> None:
    assert row(tmp_path, mark + text("s note", "", record("J9001"))).code == "J9001"


def test_blank_lines_at_the_end_are_passed_over(tmp_path: Path) -> None:
    assert row(tmp_path, text(record("J9001"), " " * 296, "")).code == "J9001"


def test_other_line_ends_do_as_well(tmp_path: Path) -> None:
    data = text(record("J9001", "Injection,"), continuation("J9001", "10 mg")).replace(b"\r\n", b"\n")
    assert row(tmp_path, data.rstrip(b"\n")).description == "Injection, 10 mg"


@pytest.mark.parametrize("blank", ["", "00000000"])
def test_a_date_may_be_missing(tmp_path: Path, blank: str) -> None:
    found = row(tmp_path, text(record("J9001", effective=blank, ended=blank)))
    assert (found.added, found.effective, found.ended) == ("2024-01-01", "", "")


@pytest.mark.parametrize(
    ("name", "quarter"),
    [
        ("HCPC2026_JAN_ANWEB_01122026.txt", "2026-01-01"),
        ("HCPC2025_OCT_ANWEB.txt", "2025-10-01"),
        ("HCPC2024_JUL_ANWEB_v2.txt", "2024-07-01"),
        ("hcpc2024_july_anweb.txt", "2024-07-01"),
        ("HCPC2023_APR_ANWEB.txt", "2023-04-01"),
        ("HCPC2020_ANWEB_w_disclaimer.txt", "2020-01-01"),
        ("HCPC2019_CONTR_ANWEB.txt", "2019-01-01"),
        ("HCPC18_CONTR_ANWEB.txt", "2018-01-01"),
        ("mine.txt", "2024-04-01"),
        ("HCPC2026_recordlayout.txt", "2024-04-01"),
    ],
)
def test_the_quarter_is_named_by_the_file_or_else_it_is_that_of_the_newest_action(
    tmp_path: Path, name: str, quarter: str
) -> None:
    data = text(record("J9001", effective="20230101"), record("J9002", effective="20240618"))
    assert release(tmp_path, data, name).release == quarter


def test_a_release_of_which_nothing_tells_the_quarter_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, text(record("J9001", effective="")), "mine.txt") == (
        "1:1: neither the file's name nor an action's date tells the quarter; "
        "name the file as CMS does, for example HCPC2026_JAN_ANWEB.txt"
    )


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([record("J9001")[:250]], "1:251: the record ends at column 250, before column 293: it is truncated"),
        (
            [record("J9001"), continuation("J9001", "10 mg")[:40]],
            "2:41: the record ends at column 40, before column 91: it is truncated",
        ),
        ([record("J9001"), continuation("J9002", "10 mg")], "2:1: a continuation of 'J9002' without its record"),
        ([continuation("J9001", "10 mg"), record("J9002")], "1:1: a continuation of 'J9001' without its record"),
        ([record("J9001"), continuation("J9001", "x", id="8")], "2:1: a continuation of 'J9001' without its record"),
        (
            [record("J9001"), continuation("J9001", "10 mg", 300)],
            "2:6: line number 300 follows 100, where 200 is due: a line is missing",
        ),
        ([record("J9001"), record("J9002", id="9")], "2:11: unknown record id '9'"),
        ([record("J9001", added="20240230")], "1:269: '20240230' is no date of the form YYYYMMDD"),
        ([record("J9001", effective="2024 101")], "1:277: '2024 101' is no date of the form YYYYMMDD"),
        ([record("J9001", ended="31122024")], "1:285: '31122024' is no date of the form YYYYMMDD"),
        ([record("J9001"), "Thank you."], "2:1: a line that is neither a record nor blank"),
        (["?" + record("J9001")[1:], record("J9002")], "1:1: a line that is neither a record nor blank"),
        ([record("J9001"), record("J9001")], "2:1: code J9001 stands in line 1 already"),
        ([record("J9001"), record("JABCD")], "2:1: 'JABCD' is no code"),
        ([record("J9001"), record("J9002", id="7")], "2:1: 'J9002' is no modifier"),
        ([record("J9001") + record("J9002")], "1:321: text after column 320, where the record ends"),
        (
            [record("J9001"), continuation("J9001", "10 mg", width=91) + record("J9002")],
            "2:92: text after column 91, where the record ends",
        ),
        (
            [record("J9001"), *(continuation("J9001", "x" * 80, number) for number in range(200, 13000, 100))],
            "1:12: a description of 10320 characters",
        ),
    ],
)
def test_what_is_not_as_the_layout_says_is_told_with_its_place(tmp_path: Path, lines: list[str], told: str) -> None:
    message = wrong(tmp_path, text(*lines))
    assert message.startswith(told)
    assert "; " in message, "it says what to do"


# The sheet


def test_a_sheet_says_the_same_as_the_text(tmp_path: Path) -> None:
    from_text = release(
        tmp_path,
        text(
            record("J9001", "Injection,", ended="20261231", references="J9002"),
            continuation("J9001", "10 mg"),
            record("ZQ", "A made-up circumstance"),
        ),
    )
    from_sheet = release(
        tmp_path,
        sheet(
            sheet_row("J9001", "Injection, 10 mg", TERM_DT="20261231", XREF1="J9002"),
            sheet_row("   ZQ", "A made-up circumstance"),
        ),
        "HCPC2026_JAN_ANWEB.xlsx",
    )
    assert [plain(each) for each in from_sheet.rows] == [plain(each) for each in from_text.rows]
    assert [each.line for each in from_sheet.rows] == [2, 3]


def test_numbers_in_a_sheet_are_read_as_printed(tmp_path: Path) -> None:
    found = row(tmp_path, sheet(sheet_row("J9001", RECID=3.0, ADD_DT=20240101.0, XREF1=99213.0)))
    assert (found.added, found.cross_references) == ("2024-01-01", ("99213",))


def test_rows_above_the_header_and_blank_rows_are_passed_over(tmp_path: Path) -> None:
    data = sheet({}, sheet_row("J9001"), {}, sheet_row("J9002"), above=[["Made-up release"], []])
    assert [each.line for each in release(tmp_path, data).rows] == [5, 7]


def test_a_sheet_without_the_needed_columns_is_told_which(tmp_path: Path) -> None:
    columns = SHEET_COLUMNS.replace("TERM_DT", "").replace("XREF3", "")
    assert wrong(tmp_path, sheet(sheet_row("J9001"), columns=columns, above=[["Title"]])).startswith(
        "2:1: the sheet has no column TERM DT, XREF3; give the sheet"
    )


def test_a_workbook_of_something_else_is_told_what_is_looked_for(tmp_path: Path) -> None:
    message = wrong(tmp_path, sheet({"HCPCS": "J9001"}, columns="HCPCS PRICE"))
    assert message.startswith("1:1: no sheet has the columns HCPC, RECID, LONG DESCRIPTION")


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        ({"TERM_DT": "soon"}, "2:15: 'soon' is no date of the form YYYYMMDD"),
        ({"TERM_DT": 1e300}, "2:15: '100000"),
        ({"RECID": "4"}, "2:3: the record id is '4', not 3 (code) or 7 (modifier)"),
        ({"HCPC": "J 9001"}, "2:1: 'J 9001' is no code"),
        ({"LONG_DESCRIPTION": "x" * 32_767}, "2:4: a description of 32767 characters"),
    ],
)
def test_a_bad_cell_is_told_by_row_and_column(tmp_path: Path, bad: dict[str, str | float], told: str) -> None:
    assert wrong(tmp_path, sheet(sheet_row("J9001") | bad)).startswith(told)


def test_a_sheet_cannot_ask_for_a_grid_that_fills_the_memory(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert "that is not in columns A to BZ and rows 1 to 99999" in wrong(tmp_path, workbook_of(cells))
    assert "that is not in columns A to BZ" in wrong(tmp_path, workbook_of('<row r="4000000000"><c><v>1</v></c></row>'))


def test_a_sheet_cannot_repeat_a_long_text_until_the_memory_is_full(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(1, 3000))
    assert "MB of repeated text" in wrong(tmp_path, workbook_of(cells, f"<si><t>{'x' * 30_000}</t></si>"))
    veiled = cells.replace("<v>0</v>", "<v>&#48;</v>")
    assert "whose value is not written plainly" in wrong(tmp_path, workbook_of(veiled, "<si><t>x</t></si>"))


@pytest.mark.parametrize("cells", ['<row r="1"><c r="A1"><v>', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'])
def test_a_damaged_sheet_is_told_so(tmp_path: Path, cells: str) -> None:
    assert wrong(tmp_path, workbook_of(cells)).startswith("1:1: a damaged workbook; download it again")


def test_a_sheet_with_a_nul_character_is_refused(tmp_path: Path) -> None:
    assert "a NUL character in the part 'xl/worksheets/sheet1.xml'" in wrong(tmp_path, workbook_of("\0"))


def test_an_empty_sheet_holds_no_release(tmp_path: Path) -> None:
    assert wrong(tmp_path, workbook_of("")).startswith("1:1: no sheet has the columns")


def test_workbooks_of_the_old_format_or_with_a_password_are_told_apart(tmp_path: Path) -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    assert wrong(tmp_path, data).endswith("or one with a password; save it as .xlsx without a password")


# The archive


def test_the_text_is_preferred_to_the_sheet_and_its_name_tells_the_quarter(tmp_path: Path) -> None:
    data = archive(
        {
            "HCPC2025_JUL_ANWEB.xlsx": sheet(sheet_row("J9002")),
            "HCPC2025_JUL_ANWEB.txt": text(record("J9001")),
            "HCPC2025_recordlayout.txt": b"1. Code  5  1  5  CHAR\r\n",
            "NOC_codes_JUL2025.xlsx": sheet({"HCPCS": "J9001"}, columns="HCPCS LONG_DESCRIPTION"),
            "letter.pdf": b"%PDF-1.7\x81\0",
        }
    )
    found = release(tmp_path, data, "anything.zip")
    assert [each.code for each in found.rows] == ["J9001"]
    assert (found.release, found.sha256) == ("2025-07-01", hashlib.sha256(data).hexdigest())


def test_without_a_text_the_sheet_is_taken(tmp_path: Path) -> None:
    data = archive({"HCPC2025_JUL_ANWEB.xlsx": sheet(sheet_row("J9002"))})
    assert [each.code for each in release(tmp_path, data).rows] == ["J9002"]


def test_a_crosswalk_is_found_among_those_of_other_payment_rules(tmp_path: Path) -> None:
    opps = crosswalk(ROW, title="October 2025 OPPS NDC - HCPCS Crosswalk,,,,,\r\n")
    data = archive({"a.csv": opps, "b.csv": crosswalk(ROW)})
    assert len(products(tmp_path, data).rows) == 1


def test_an_archive_and_a_release_may_be_gzipped(tmp_path: Path) -> None:
    assert row(tmp_path, wrapped(archive({"a.txt": text(record("J9001"))}))).code == "J9001"
    assert row(tmp_path, wrapped(sheet(sheet_row("J9001")))).code == "J9001"


def test_no_name_in_an_archive_is_used_as_a_path(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    release(inside, archive({"../../HCPC2025_OCT.txt": text(record("J9001")), "/etc/": b""}), "a.zip")
    assert [path.name for path in tmp_path.rglob("*")] == ["inside", "a.zip"]


def test_an_error_in_an_archive_names_the_entry(tmp_path: Path) -> None:
    data = archive({"HCPC2026.txt": text(record("J9001", added="never"))})
    assert wrong(tmp_path, data).startswith("1:269: in 'HCPC2026.txt': 'never' is no date of the form YYYYMMDD")


def test_an_archive_with_nothing_that_fits_is_told_what_it_holds(tmp_path: Path) -> None:
    data = archive({"layout.txt": b"1. Code", "corrections\x1b.xlsx": sheet({}, columns="Action")})
    assert wrong(tmp_path, data).startswith(
        r"1:1: the archive holds 'layout.txt', 'corrections\x1b.xlsx', none of a known kind; give a HCPCS release"
    )
    many = archive({f"{number}.txt": b"x" for number in range(25)})
    assert "'19.txt' and 5 more, none of a known kind" in wrong(tmp_path, many)
    assert wrong(tmp_path, archive({})).startswith("1:1: the archive holds nothing, none of a known kind")


def test_an_archive_with_two_that_fit_is_not_chosen_from(tmp_path: Path) -> None:
    data = archive({"a.txt": text(record("J9001")), "b.txt": text(record("J9002"))})
    assert "the archive holds more than one that fits: 'a.txt', 'b.txt'" in wrong(tmp_path, data)


def test_what_is_no_zip_archive_though_it_begins_like_one_is_told_so(tmp_path: Path) -> None:
    whole = archive({"a.txt": text(record("J9001"))})
    for data in (b"PK\x03\x04", whole[:-30], whole[:100]):
        assert wrong(tmp_path, data).startswith("1:1: a damaged or truncated zip archive; download it again")


def test_a_damaged_entry_is_told_by_its_name(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": text(record("J9001"))}, zipfile.ZIP_STORED))
    data[100] ^= 1
    assert "'a.txt' is damaged in the archive" in wrong(tmp_path, bytes(data))


def test_an_encrypted_archive_is_told_so(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": text(record("J9001"))}))
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<H", data, directory + 8, 1)
    assert "'a.txt' is encrypted in the archive; unpack it with its password" in wrong(tmp_path, bytes(data))


def test_an_unusual_packing_is_refused(tmp_path: Path) -> None:
    data = archive({"a.txt": text(record("J9001"))}, zipfile.ZIP_BZIP2)
    assert "'a.txt' is packed by method 12, which is not read" in wrong(tmp_path, data)


def test_an_archive_that_would_unpack_to_more_than_the_limit_is_not_unpacked(tmp_path: Path) -> None:
    bomb = archive({"a.txt": bytes(MAX_BYTES + 1)})
    assert len(bomb) < MAX_BYTES / 500
    assert "at most 1000 entries and 64 MB are read; give a published release" in wrong(tmp_path, bomb)
    crowd = archive({f"{number}": b"" for number in range(1001)})
    assert "the archive has 1001 entries" in wrong(tmp_path, crowd)


def test_an_archive_cannot_understate_its_size(tmp_path: Path) -> None:
    data = bytearray(archive({"a.txt": text(record("J9001"), record("J9002"))}))
    directory = data.index(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 322)
    assert "'a.txt' is damaged in the archive" in wrong(tmp_path, bytes(data))


# The crosswalk


def test_a_crosswalk_has_a_row_for_each_product_however_many_packages_it_has(tmp_path: Path) -> None:
    other = ROW.replace("00001-0001-01", "00001-0001-02")
    found = products(tmp_path, crosswalk(ROW, other, ROW.replace("Made Up Inc ", '"Other, Inc."'), ",,,,,"))
    assert found.release == "2025-10-01"
    assert found.rows == (
        ProductRow("J9001", "Exemplar", "Made Up Inc", "10 MG", 5),
        ProductRow("J9001", "Exemplar", "Other, Inc.", "10 MG", 7),
    )


@pytest.mark.parametrize("first", ["_2026_CODE", "2019_CODE", "HCPCS_CODE", "HCPCS Code"])
def test_the_first_column_goes_by_its_year(tmp_path: Path, first: str) -> None:
    header = CROSSWALK_HEADER.replace("_2025_CODE", first)
    assert products(tmp_path, crosswalk(ROW, header=header)).rows[0].code == "J9001"


def test_the_quarter_of_a_crosswalk_is_told_by_its_preamble(tmp_path: Path) -> None:
    titled = "July 2024 ASP NDC - HCPCS Crosswalk,,,,,\r\n"
    assert products(tmp_path, crosswalk(ROW, title=titled)).release == "2024-07-01"
    since = f'{titled}"Effective August 15, 2024",,,,,\r\n'
    assert products(tmp_path, crosswalk(ROW, title=since)).release == "2024-07-01"
    assert wrong(tmp_path, crosswalk(ROW, title="")).startswith("1:1: the preamble does not say since when")


@pytest.mark.parametrize(
    ("row_", "told"),
    [
        (ROW.replace("J9001", "J90O1"), "5:1: 'J90O1' is no code"),
        (ROW.replace("Exemplar", " "), "5:49: no drug name for J9001"),
        (ROW.replace(",10 MG", ""), "5:49: 5 cells where the header has 6: a cut row"),
        (ROW.replace("Inc ", "Inc, Ltd"), "5:62: 7 cells where the header has 6; put quotation marks"),
        (f'"{ROW}', "5:1: the row after line 4 cannot be read as csv"),
    ],
)
def test_a_bad_row_of_a_crosswalk_is_told_with_its_place(tmp_path: Path, row_: str, told: str) -> None:
    assert wrong(tmp_path, crosswalk(row_)).startswith(told)


def test_a_place_counts_quotation_marks_and_lines_in_cells(tmp_path: Path) -> None:
    bad = 'J9001,"Inj ""new"", 10\r\nmg",Made Up Inc,00001-0001-01,,10 MG'
    assert wrong(tmp_path, crosswalk(ROW, bad)).startswith("7:31: no drug name for J9001")


def test_a_crosswalk_without_a_needed_column_is_told_which(tmp_path: Path) -> None:
    header = CROSSWALK_HEADER.replace("Drug Name", "Product")
    assert wrong(tmp_path, crosswalk(ROW, header=header)).startswith("4:1: the header has no column for the name;")
    assert wrong(tmp_path, crosswalk()).startswith("1:1: a crosswalk without a row")


def test_a_cell_longer_than_csv_allows_is_an_error(tmp_path: Path) -> None:
    assert "cannot be read as csv (field larger than field limit" in wrong(tmp_path, crosswalk(ROW, "x" * 200_000))


# The Purple Book


def test_a_biologic_keeps_its_brands_and_names(tmp_path: Path) -> None:
    similar = '"","Made Up, Ltd",100002,"Simil, Simil Pen,Simil",EXAMPLUMAB-zzzz,351(k) Biosimilar,Oral,Rx,Examplumab'
    found = biologics(tmp_path, purple(BIOLOGIC, similar, BIOLOGIC.replace("Exemplar", "N/A")))
    assert found.release == ""
    assert found.rows == (
        BiologicRow(("Exemplar",), "examplumab", "351(a)", "", "Intravenous", "Made Up Inc", "100001", 2),
        BiologicRow(
            ("Simil", "Simil Pen"),
            "examplumab-zzzz",
            "351(k) Biosimilar",
            "examplumab",
            "Oral",
            "Made Up, Ltd",
            "100002",
            3,
        ),
        BiologicRow((), "examplumab", "351(a)", "", "Intravenous", "Made Up Inc", "100001", 4),
    )


def test_the_whole_list_is_read_and_not_the_changes_that_stand_before_it(tmp_path: Path) -> None:
    changes = f"Purple Book March 2025,,,,,,,,\r\n{PURPLE_HEADER}{BIOLOGIC}\r\nAll products,,,,,,,,\r\n"
    found = biologics(tmp_path, changes.encode() + purple(BIOLOGIC, BIOLOGIC.replace("100001", "100002")))
    assert [(each.bla, each.line) for each in found.rows] == [("100001", 6), ("100002", 7)]
    assert found.release == "2025-03-01"


def test_a_biologic_without_a_proper_name_is_refused(tmp_path: Path) -> None:
    assert wrong(tmp_path, purple(BIOLOGIC.replace("Examplumab", ""))).startswith("2:31: no proper name")
    assert wrong(tmp_path, purple()).startswith("1:1: a Purple Book without a row")
    header = PURPLE_HEADER.replace("BLA Type", "Type")
    assert wrong(tmp_path, purple(BIOLOGIC, header=header)).startswith("1:1: the header has no column for the kind;")


# The list of codes


def test_a_list_of_codes_is_sorted_and_each_code_stands_once(tmp_path: Path) -> None:
    found = publish(tmp_path, b"\nJ9002\r\nA9001 \n\nJ9002\n", "codes_2026Q3.txt")
    assert isinstance(found, CodeList)
    assert (found.release, found.codes) == ("2026-07-01", ("A9001", "J9002"))
    assert getattr(publish(tmp_path, b"J9001", "codes.txt"), "release", None) == ""


def test_a_line_that_is_no_code_is_told_with_its_place(tmp_path: Path) -> None:
    assert wrong(tmp_path, b"J9001\n  J90\n") == "2:3: 'J90' is no code, in a list of codes; keep one code a line"


# Any file


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "1:1: the file is empty; download it again"),
        (wrapped(b""), "1:1: the file is empty; download it again"),
        (b"\xef\xbb\xbf \r\n", "1:1: a file of no known kind; give a HCPCS release (the fixed-width text, the xlsx"),
        (b"Dear reader,\n\nhello.\n", "1:1: a file of no known kind; give a HCPCS release"),
        (b"ok\nno\x81", "2:3: byte 0x81 is neither UTF-8 nor Windows-1252; download the file again"),
        (b"J9001\nJ9\x00002\n", "2:3: a NUL character, so this is no text or it is damaged"),
        (wrapped(b"J9001")[:-9], "1:1: a damaged or truncated gzip file; download it again"),
        (b"\x1f\x8b", "1:1: a damaged or truncated gzip file; download it again"),
        (wrapped(bytes(MAX_BYTES + 1)), "1:1: larger than 64 MB; give a published release file"),
    ],
)
def test_a_file_of_no_known_kind_is_refused_with_what_to_do(tmp_path: Path, data: bytes, told: str) -> None:
    assert wrong(tmp_path, data).startswith(told)


def test_a_path_that_cannot_be_read_is_told_so(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none", "no such file or directory"),
        (tmp_path, "is a directory"),
        (Path("\0"), "valueerror"),
    ):
        with pytest.raises(BadReference) as caught:
            read_published(path)
        assert str(caught.value) == f"{path}:1:1: cannot be read ({reason}); give the path of a file"


def test_what_an_error_quotes_of_a_file_is_short_and_safe_to_show(tmp_path: Path) -> None:
    message = wrong(tmp_path, f"J9001\n\x1b[31m{'x' * 5000}\n".encode())
    assert message.startswith(r"2:1: '\x1b[31mxxx")
    assert len(message) < 120


# Damage

WHOLE = {
    "text": text("Prose.", "", record("J9001", "Injection,"), continuation("J9001", "10 mg"), record("ZQ")),
    "sheet": sheet(sheet_row("J9001"), sheet_row("ZQ")),
    "archive": archive({"HCPC2026_JAN.txt": text(record("J9001")), "a.xlsx": sheet(sheet_row("J9001"))}),
    "crosswalk": crosswalk(ROW, ROW.replace("Exemplar", '"Ex, emplar"')),
    "purple book": purple(BIOLOGIC),
    "codes": b"J9001\nJ9002\n",
    "gzip": wrapped(text(record("J9001"))),
}


@pytest.mark.parametrize("kind", WHOLE)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_whole_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, data: st.DataObject
) -> None:
    damaged = bytearray(WHOLE[kind])
    place = st.integers(0, len(damaged) - 1)
    for at, byte in data.draw(st.lists(st.tuples(place, st.integers(0, 255)), max_size=4), label="flipped"):
        damaged[at] = byte
    kept = data.draw(st.integers(0, len(damaged)), label="kept")
    path = tmp_path_factory.getbasetemp() / f"damaged {kind}"
    path.write_bytes(bytes(damaged[:kept]))
    assert isinstance(read_or_refused(path), Release | Crosswalk | PurpleBook | CodeList | BadReference)


# As published


@needs_shared
def test_the_text_of_january_2026_has_the_records_that_its_publisher_counts() -> None:
    found = read_published(JANUARY)
    assert isinstance(found, Release)
    assert found.release == "2026-01-01"
    assert Counter(each.kind for each in found.rows) == {"code": 8623, "modifier": 383}
    assert found.sha256 == hashlib.sha256(JANUARY.read_bytes()).hexdigest()
    lines = max(each.line for each in found.rows)
    assert lines == 8623 + 383 + 7415 + 193, "the last record has no continuation"


@needs_shared
def test_the_sheet_of_january_2026_says_what_the_text_says() -> None:
    from_text, from_sheet = read_published(JANUARY), read_published(JANUARY_SHEET)
    assert isinstance(from_text, Release)
    assert isinstance(from_sheet, Release)
    assert from_sheet.release == from_text.release
    assert len(from_text.rows) == 9006
    assert [undated(each) for each in from_sheet.rows] == [undated(each) for each in from_text.rows]
    pairs = zip(from_text.rows, from_sheet.rows, strict=True)
    differing = [(one.effective, other.effective) for one, other in pairs if one.effective != other.effective]
    assert len(differing) == 117
    assert {effective for _, effective in differing} == {""}, "the sheet leaves them blank"


@needs_shared
@pytest.mark.parametrize(
    ("name", "quarter", "count"),
    [
        ("HCPC2025_OCT_ANWEB.xlsx", "2025-10-01", 8846),
        ("HCPC2020_ANWEB_w_disclaimer.txt.gz", "2020-01-01", 7079),
        ("HCPC2019_CONTR_ANWEB.txt.gz", "2019-01-01", 6800),
    ],
)
def test_earlier_releases_are_read_whole(name: str, quarter: str, count: int) -> None:
    found = read_published(HCPCS / name)
    assert isinstance(found, Release)
    assert (found.release, len(found.rows)) == (quarter, count)
    assert all(each.description and each.short and each.added and each.action for each in found.rows)


@needs_shared
def test_the_zip_of_january_2026_is_read_as_its_text(tmp_path: Path) -> None:
    zipped = archive(
        {
            "HCPC2026_recordlayout.txt": (HCPCS / "HCPC2026_recordlayout.txt").read_bytes(),
            "NOC codes_JAN 2026.xlsx": (HCPCS / "NOC_codes_JAN2026.xlsx").read_bytes(),
            "HCPC2026_JAN_ANWEB_01122026.xlsx": JANUARY_SHEET.read_bytes(),
            "HCPC2026_JAN_ANWEB_01122026.txt": gzip.decompress(JANUARY.read_bytes()),
            "HCPC2026_JAN_ANWEB_Corrections.xlsx": (
                HCPCS / "HCPC2026_JAN_ANWEB_Corrections_01122026.xlsx"
            ).read_bytes(),
        }
    )
    from_text = read_published(JANUARY)
    assert isinstance(from_text, Release)
    assert release(tmp_path, zipped, "january-2026.zip").rows == from_text.rows


@needs_shared
@pytest.mark.parametrize("name", ["NOC_codes_JAN2026.xlsx", "HCPC2026_recordlayout.txt", "modifiers_2026_JAN.tsv"])
def test_what_lies_beside_a_release_is_taken_for_none(name: str) -> None:
    with pytest.raises(BadReference):
        read_published(HCPCS / name)


@needs_shared
def test_the_crosswalk_of_october_2025_has_its_products() -> None:
    found = read_published(CROSSWALK)
    assert isinstance(found, Crosswalk)
    assert found.release == "2025-10-01"
    assert len({each.code for each in found.rows}) == 966
    assert len({each.name.lower() for each in found.rows}) == 1208
    assert len({(each.name, each.code, each.dosage) for each in found.rows}) == 1333
    assert len(found.rows) == len({(each.code, each.name, each.labeler, each.dosage) for each in found.rows})


@needs_shared
def test_the_purple_book_of_march_2025_has_its_presentations() -> None:
    found = read_published(PURPLE_BOOK)
    assert isinstance(found, PurpleBook)
    assert (found.release, len(found.rows)) == ("", 2083)
    assert len({each.name for each in found.rows}) == 610
    assert {each.kind for each in found.rows} == {"351(a)", "351(k) Biosimilar", "351(k) Interchangeable"}
    assert all(each.reference_name for each in found.rows if each.kind != "351(a)")


@needs_shared
def test_the_codes_of_july_2026_are_all_read() -> None:
    found = read_published(HCPCS / "hcpcs_level2_codes_2026Q3.txt.gz")
    january = read_published(JANUARY)
    assert isinstance(found, CodeList)
    assert isinstance(january, Release)
    assert (found.release, len(found.codes)) == ("2026-07-01", 8725)
    assert {each.code for each in january.rows if each.kind == "code"} <= set(found.codes)


def read_or_refused(path: Path) -> Published | BadReference:
    try:
        return read_published(path)
    except BadReference as error:
        return error


def plain(row_: ReleaseRow) -> dict[str, object]:
    """All that a row says, without where it stands."""
    return {name: getattr(row_, name) for name in row_.__struct_fields__ if name != "line"}


def undated(row_: ReleaseRow) -> dict[str, object]:
    """All that a row says but the day of the last action."""
    return {name: value for name, value in plain(row_).items() if name != "effective"}
