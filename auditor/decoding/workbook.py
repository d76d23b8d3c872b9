"""Read a workbook: the rows of each sheet, its cells as text. Formulas show their last value; macros are not read."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from typing import TypeVar

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from auditor.decoding.package import MAX_PART, Package
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.workbook_limits import MAX_ROWS, TooMuch, check
from auditor.decoding.writing import Shown, Writing
from auditor.model.source import Document

MAX_MERGED = 20_000  # ranges of merged cells in one sheet
MAX_UNPACKED = 4 * MAX_PART  # bytes of all parts together

_READ = (".xml", ".rels")  # pictures and printer settings are left out
_DAMAGED = "a damaged workbook; open it and save it again as .xlsx"
_NAMELESS = re.compile(r"(?:sheet|table|tabelle|feuil|hoja)\s?\d*", re.IGNORECASE)

_Value = TypeVar("_Value")
_Spans = dict[tuple[int, int], tuple[int, int]]  # row and column of a merged cell -> rows and columns it covers


def read_workbook(raw: Raw) -> Document:
    """The document that a workbook shows. Raises Unreadable where it is damaged, empty, or asks for too much."""
    workbook = _opened(raw)
    writing = Writing()
    for name in workbook.sheet_names:
        sheet = _sheet(workbook, name)
        if sheet.start is None:
            continue
        if not _NAMELESS.fullmatch(name):
            writing.add("heading", name, level=2)
        _write_rows(sheet, writing)
    document = writing.document(raw, "xlsx")
    if not any(passage.cells for passage in document.passages):
        raise Unreadable("empty: no sheet holds anything")
    return document


def _opened(raw: Raw) -> CalamineWorkbook:
    """The workbook, packed anew from the parts that were checked."""
    package = Package(raw)
    parts: dict[str, bytes] = {}
    for name in package.names:
        if name.endswith(_READ):
            parts[name] = package.read(name) or b""
            if sum(map(len, parts.values())) > MAX_UNPACKED:
                raise Unreadable(f"it unpacks to more than {MAX_UNPACKED // 2**20} MB; split it")
    if "xl/workbook.xml" not in parts:
        raise Unreadable("no workbook: it has no part xl/workbook.xml; save it as .xlsx")
    try:
        check(parts)
    except TooMuch as error:
        raise Unreadable(f"{error}; save the sheet as CSV") from error
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as anew:
        for name, part in parts.items():
            anew.writestr(zipfile.ZipInfo(name), part)
    packed.seek(0)
    return _guarded(lambda: CalamineWorkbook.from_filelike(packed))


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    return _guarded(lambda: workbook.get_sheet_by_name(name))


def _write_rows(sheet: CalamineSheet, writing: Writing) -> None:
    group = writing.new_group()
    spans, covered = _merged(sheet)
    rows = iter(_guarded(sheet.iter_rows))
    for number in range(MAX_ROWS):
        values = _guarded(lambda: next(rows, None))
        if values is None:
            break
        texts = list(map(_printed, values))
        while texts and not texts[-1].strip() and (number, len(texts) - 1) not in covered:
            texts.pop()
        cells = [
            Shown(text, *spans.get((number, column), (1, 1)))
            for column, text in enumerate(texts)
            if (number, column) not in covered
        ]
        writing.add_row(cells, group)
    writing.end_table()


def _merged(sheet: CalamineSheet) -> tuple[_Spans, set[tuple[int, int]]]:
    """The merged cells, and the places that they cover besides their own."""
    ranges = _guarded(lambda: sheet.merged_cell_ranges) or ()
    spans: _Spans = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in ranges[:MAX_MERGED]:
        if (bottom - top + 1) * (right - left + 1) > MAX_MERGED:
            continue  # laid over whole columns: it holds no table together
        spans[top, left] = bottom - top + 1, right - left + 1
        covered.update((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        covered.discard((top, left))
        if len(covered) > MAX_MERGED * 10:
            break
    return spans, covered


def _guarded(act: Callable[[], _Value]) -> _Value:
    """What a call of the parser gives; whatever it raises means that the workbook is damaged."""
    try:
        return act()
    except BaseException as error:  # a panic of the parser is no Exception, and has no name to import
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise Unreadable(_DAMAGED) from error
        raise


def _printed(value: object) -> str:
    """A cell's value as people write it: dates in ISO form, whole numbers without a point."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
