"""Records of a HCPCS release, checked and made into rows, whether they stood in a text or in a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

import msgspec

from auditor.publications.fields import CODE, MODIFIER, collapsed, iso_date, named_release, quarter, shown
from auditor.publications.files import Given
from auditor.publications.rows import Release, ReleaseRow

KINDS: Final[dict[str, Literal["code", "modifier"]]] = {"3": "code", "7": "modifier"}
"""The record ids that begin a code or a modifier."""

_NO_DATE = "00000000"
_LONGEST = 10_000  # characters; more than twice the longest so far


class Record(msgspec.Struct, frozen=True):
    """The fields of a record as they stand in the file."""

    id: str
    code: str
    description: str
    short: str
    added: str
    effective: str
    ended: str
    action: str
    coverage: str
    cross_references: tuple[str, ...]
    line: int


def row(file: Given, record: Record, columns: Mapping[str, int]) -> ReleaseRow:
    """The row of a record; the columns say where each field begins. Raises BadReference for a bad code or date."""
    if record.id not in KINDS:
        wrong = f"the record id is {shown(record.id)}, not 3 (code) or 7 (modifier)"
        raise file.bad(record.line, columns["id"], f"{wrong}; download the file again")
    kind = KINDS[record.id]
    code = record.code.strip().upper()
    if not (CODE if kind == "code" else MODIFIER).fullmatch(code):
        wrong = f"{shown(record.code.strip())} is no {kind}"
        raise file.bad(record.line, columns["code"], f"{wrong}; correct the file or download it again")
    if len(record.description) > _LONGEST:
        wrong = f"a description of {len(record.description)} characters"
        raise file.bad(record.line, columns["description"], f"{wrong}; correct the file or download it again")
    dates = [
        _date(file, record.line, columns[name], text)
        for name, text in (("added", record.added), ("effective", record.effective), ("ended", record.ended))
    ]
    return ReleaseRow(
        code=code,
        kind=kind,
        description=collapsed(record.description),
        short=collapsed(record.short),
        added=dates[0],
        effective=dates[1],
        ended=dates[2],
        action=record.action.strip(),
        coverage=record.coverage.strip(),
        cross_references=tuple(text.strip() for text in record.cross_references if text.strip()),
        line=record.line,
    )


def release(file: Given, rows: Iterable[ReleaseRow]) -> Release:
    """The release that the rows make up. Raises BadReference for a code given twice, or where no quarter is told.

    The quarter is the one that the file's name tells, else that of the newest action.
    """
    seen: dict[tuple[str, str], ReleaseRow] = {}
    for each in rows:
        first = seen.setdefault((each.kind, each.code), each)
        if first is not each:
            wrong = f"{each.kind} {each.code} stands in line {first.line} already"
            raise file.bad(each.line, 1, f"{wrong}; remove one of the two, or download the file again")
    newest = max((each.effective for each in seen.values()), default="")
    quarter_begins = named_release(file.name) or (quarter(newest) if newest else "")
    if not quarter_begins:
        wrong = "neither the file's name nor an action's date tells the quarter"
        raise file.bad(1, 1, f"{wrong}; name the file as CMS does, for example HCPC2026_JAN_ANWEB.txt")
    return Release(quarter_begins, tuple(seen[key] for key in sorted(seen)), file.sha256)


def _date(file: Given, line: int, column: int, text: str) -> str:
    text = text.strip()
    if not text or text == _NO_DATE:
        return ""
    try:
        return iso_date(text)
    except ValueError:
        wrong = f"{shown(text)} is no date of the form YYYYMMDD"
        raise file.bad(line, column, f"{wrong}; correct it or download the file again") from None
