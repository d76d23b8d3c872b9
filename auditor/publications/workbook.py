"""The cells of an xlsx workbook as text.

Its parts are read within the limits of their archive and checked, then packed anew for the parser, which so sees
nothing that was not checked.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import TypeVar

import msgspec
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from auditor.decoding.workbook_limits import MAX_ROWS, TooMuch, check
from auditor.publications.archive import Archive, is_archive
from auditor.publications.files import Given

_PARTS = {"[Content_Types].xml", "xl/workbook.xml"}
_READ = (".xml", ".rels")  # pictures and printer settings are left out
_DAMAGED = "a damaged workbook; download it again, or save it again as .xlsx"

_GIVE = "give the sheet of a HCPCS release as CMS published it"

_Value = TypeVar("_Value")


class Row(msgspec.Struct, frozen=True):
    """A row of a sheet: its number, 1-based, and its cells from column A on."""

    line: int
    cells: tuple[str, ...]


class Workbook:
    """The sheets of a workbook. What cannot be read raises BadReference, when it is read."""

    def __init__(self, file: Given, parsed: CalamineWorkbook) -> None:
        self.sheets = tuple(parsed.sheet_names)
        self._file = file
        self._parsed = parsed
        self._sheets: dict[str, CalamineSheet] = {}  # each is parsed once

    def rows(self, sheet: str, limit: int | None = None) -> Iterator[Row]:
        """The rows of a sheet, or the first of them."""
        cells = self._sheet(sheet)
        if cells.start is None:
            return
        rows = iter(_guarded(self._file, cells.iter_rows))
        for number in range(1, (limit or MAX_ROWS) + 1):
            values = _guarded(self._file, lambda: next(rows, None))
            if values is None:
                return
            yield Row(number, tuple(map(_printed, values)))

    def _sheet(self, name: str) -> CalamineSheet:
        if name not in self._sheets:
            self._sheets[name] = _guarded(self._file, lambda: self._parsed.get_sheet_by_name(name))
        return self._sheets[name]


def is_workbook(archive: Archive) -> bool:
    """Whether an archive is a workbook."""
    return set(archive.names) >= _PARTS


def opened(file: Given) -> Workbook | None:
    """The workbook in a file, or nothing if it is another file. Raises BadReference if it is damaged or too large."""
    archive = Archive(file) if is_archive(file.data) else None
    if not archive or not is_workbook(archive):
        return None
    parts = {name: archive.read(name) for name in archive.names if name.endswith(_READ)}
    try:
        check(parts)
    except TooMuch as error:
        raise file.bad(error.line, error.column, f"{error}; {_GIVE}") from error
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as anew:
        for name, part in parts.items():
            anew.writestr(zipfile.ZipInfo(name), part)
    packed.seek(0)
    return Workbook(file, _guarded(file, lambda: CalamineWorkbook.from_filelike(packed)))


def _guarded(file: Given, act: Callable[[], _Value]) -> _Value:
    """What a call of the parser gives; whatever it raises means that the workbook is damaged."""
    try:
        return act()
    except BaseException as error:  # a panic of the parser is no Exception, and has no name to import
        if isinstance(error, CalamineError) or type(error).__name__ == "PanicException":
            raise file.bad(1, 1, _DAMAGED) from error
        raise


def _printed(value: object) -> str:
    """A cell's value as CMS prints it: dates without hyphens, whole numbers without a point."""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return value.isoformat().replace("-", "")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
