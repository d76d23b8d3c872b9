"""Files as the publishers ship them, made up, with as few rows as a test needs."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import pytest

from auditor.publications.published import Published, read_published
from auditor.publications.rows import BadReference, Crosswalk, PurpleBook, Release, ReleaseRow

Cell = str | float | None

SHEET_COLUMNS = (
    "HCPC SEQNUM RECID LONG_DESCRIPTION SHORT_DESCRIPTION PRICE1 XREF1 XREF2 XREF3 XREF4 XREF5 COV ADD_DT ACT_EFF_DT TERM_DT"
    " ACTION_CD"
)
CROSSWALK_TITLE = (
    "October 2025 ASP NDC - HCPCS Crosswalk for Medicare Part B Drugs,,,,,\r\n"
    '"     Effective October 1, 2025 through December 31, 2025",,,,,\r\n'
    ",,,,,\r\n"
)
CROSSWALK_HEADER = "_2025_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage\r\n"
PURPLE_HEADER = (
    "N/R/U,Applicant,BLA Number,Proprietary Name,Proper Name,BLA Type,Route of Administration,Marketing Status,"
    "Ref. Product Proper Name\r\n"
)


def record(
    code: str,
    description: str = "Injection, examplumab, 10 mg",
    *,
    added: str = "20240101",
    effective: str = "20240101",
    ended: str = "",
    action: str = "N",
    references: str = "",
    number: int = 100,
    id: str = "",  # noqa: A002 - the layout's word
) -> str:
    """The first line of a code or of a modifier, 320 characters long."""
    id = id or ("7" if len(code) == 2 else "3")  # noqa: A001
    front = f"{code:>5}{number:05}{id}{description:<80}{'Short text':<28}".ljust(204)
    return f"{front}{references:<25}D".ljust(268) + f"{added:8}{effective:8}{ended:8}{action}".ljust(52)


def continuation(code: str, text: str, number: int = 200, *, width: int = 320, id: str = "") -> str:  # noqa: A002
    """A line that continues a description."""
    return f"{code:>5}{number:05}{id or ('8' if len(code) == 2 else '4')}{text:<80}".ljust(width)


def text(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def sheet_row(code: str, description: str = "Injection, examplumab, 10 mg", **others: Cell) -> dict[str, Cell]:
    """A row of the sheet; a column's name has an underscore for each space."""
    usual: dict[str, Cell] = {"HCPC": code, "SEQNUM": "0010", "RECID": "7" if len(code.strip()) == 2 else "3"}
    usual |= {"LONG_DESCRIPTION": description, "SHORT_DESCRIPTION": "Short text", "COV": "D", "ACTION_CD": "N"}
    usual |= {"ADD_DT": "20240101", "ACT_EFF_DT": "20240101"}
    return usual | others


def sheet(*rows: Mapping[str, Cell], columns: str = SHEET_COLUMNS, above: Sequence[Sequence[Cell]] = ()) -> bytes:
    """A workbook with a header and rows."""
    names = columns.split()
    header = [name.replace("_", " ") for name in names]
    return workbook([*above, header, *([row.get(name) for name in names] for row in rows)])


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    cells = "".join(
        f'<row r="{line}">' + "".join(_cell(f"{_letters(at)}{line}", value) for at, value in enumerate(row)) + "</row>"
        for line, row in enumerate(rows, start=1)
    )
    return workbook_of(cells)


def workbook_of(cells: str, shared: str = "", **parts: bytes) -> bytes:
    """A workbook whose one sheet holds the given XML, with further parts if need be."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    excel = "application/vnd.openxmlformats"
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        f'<Default Extension="rels" ContentType="{excel}-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{excel}-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    if shared:
        entries["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{shared}</sst>'
    return archive({name: part.encode() for name, part in entries.items()} | parts)


def archive(entries: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as file:
        for name, data in entries.items():
            file.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return packed.getvalue()


def wrapped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def crosswalk(*rows: str, title: str = CROSSWALK_TITLE, header: str = CROSSWALK_HEADER) -> bytes:
    return (title + header + "".join(f"{row}\r\n" for row in rows)).encode()


def purple(*rows: str, header: str = PURPLE_HEADER) -> bytes:
    return (header + "".join(f"{row}\r\n" for row in rows)).encode()


def publish(folder: Path, data: bytes, name: str = "HCPC2026_JAN_ANWEB.txt") -> Published:
    """What is read of the bytes under a name."""
    path = folder / name
    path.write_bytes(data)
    return read_published(path)


def release(folder: Path, data: bytes, name: str = "HCPC2026_JAN_ANWEB.txt") -> Release:
    found = publish(folder, data, name)
    assert isinstance(found, Release)
    return found


def row(folder: Path, data: bytes) -> ReleaseRow:
    """The only row of a release."""
    (found,) = release(folder, data).rows
    return found


def products(folder: Path, data: bytes) -> Crosswalk:
    found = publish(folder, data, "crosswalk.csv")
    assert isinstance(found, Crosswalk)
    return found


def biologics(folder: Path, data: bytes) -> PurpleBook:
    found = publish(folder, data, "purple.csv")
    assert isinstance(found, PurpleBook)
    return found


def wrong(folder: Path, data: bytes, name: str = "HCPC2026_JAN_ANWEB.txt") -> str:
    """The error that the bytes lead to, without the path."""
    with pytest.raises(BadReference) as caught:
        publish(folder, data, name)
    error = caught.value
    assert str(error) == f"{folder / name}:{error.line}:{error.column}: {error.message}"
    return f"{error.line}:{error.column}: {error.message}"


def _cell(place: str, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def _letters(at: int) -> str:
    return chr(ord("A") + at) if at < 26 else f"A{chr(ord('A') + at - 26)}"
