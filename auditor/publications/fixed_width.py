"""The HCPCS contractor file: fixed-width records, each with the lines that continue its long description.

The layout has stood since 2019, with differences in what surrounds the records: a prose disclaimer in front, lines
that continue a description and end where it ends, blank lines, and blanks after a record's last field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from auditor.publications.fields import shown
from auditor.publications.files import Given, lines, text_of
from auditor.publications.records import KINDS, Record, release, row
from auditor.publications.rows import Release, ReleaseRow

_CONTINUED_BY = {"3": "4", "7": "8"}
_STEP = 100  # lines of one record are numbered by hundreds
_WIDTH = 320
_TEXT = slice(11, 91)  # words may be cut at its end, so lines are joined with their padding and collapsed afterwards
_CROSS_REFERENCES = range(204, 229, 5)
_FIELDS = {  # 0-based, as in the layout that CMS ships with each release
    "code": slice(0, 5),
    "id": slice(10, 11),
    "short": slice(91, 119),
    "coverage": slice(229, 230),
    "added": slice(268, 276),
    "effective": slice(276, 284),
    "ended": slice(284, 292),
    "action": slice(292, 293),
}
_COLUMNS = {name: field.start + 1 for name, field in _FIELDS.items()} | {"description": _TEXT.start + 1}
_NUMBER = slice(5, 10)
_LEAST = {True: _FIELDS["action"].stop, False: _TEXT.stop}  # of a record's first line, of a continuation

# What makes a file ours is one whole record start; in such a file, whatever begins like a line of a record is held to be one.
_BEGINS = re.compile(r"(?: {3}[A-Za-z0-9]{2}|[A-Za-z0-9]{5})[0-9]{5}\S")
_RECORD = re.compile(r"^(?: {3}[A-Z0-9]{2}|[A-Z0-9]{5})[0-9]{3}00[37]", re.MULTILINE)


class _Line(msgspec.Struct, frozen=True):
    """A line of a record, and its number in the file."""

    line: int
    text: str

    def field(self, name: str) -> str:
        return self.text[_FIELDS[name]]

    @property
    def number(self) -> int:
        return int(self.text[_NUMBER])


def read(file: Given) -> Release | None:
    """The release in a contractor file, or nothing if no line begins as their records do.

    Raises BadReference for whatever is not as the layout says.
    """
    text = text_of(file)
    return release(file, _rows(file, text)) if text and _RECORD.search(text) else None


def _rows(file: Given, text: str) -> Iterator[ReleaseRow]:
    record: list[_Line] = []
    for line in _lines(file, text):
        if line.field("id") in KINDS:
            if record:
                yield _row(file, record)
            record = [line]
        else:
            _check_continuation(file, record, line)
            record.append(line)
    if record:
        yield _row(file, record)


def _lines(file: Given, text: str) -> Iterator[_Line]:
    """The lines of records, each checked by itself. Prose before the first of them is passed over."""
    begun = False
    for number, text_line in enumerate(lines(text), start=1):
        line = _Line(number, text_line)
        if _BEGINS.match(text_line):
            begun = True
            _check(file, line)
            yield line
        elif text_line.strip() and (begun or len(text_line) >= _LEAST[True]):
            wrong = "a line that is neither a record nor blank"
            raise file.bad(number, 1, f"{wrong}; correct it or download the file again")


def _check(file: Given, line: _Line) -> None:
    first = line.field("id") in KINDS
    if not first and line.field("id") not in _CONTINUED_BY.values():
        wrong = f"unknown record id {shown(line.field('id'))}; only 3, 4, 7 and 8 are known"
        raise file.bad(line.line, _COLUMNS["id"], f"{wrong}, so give a HCPCS contractor file")
    if len(line.text) < _LEAST[first]:
        wrong = f"the record ends at column {len(line.text)}, before column {_LEAST[first]}"
        raise file.bad(line.line, len(line.text) + 1, f"{wrong}: it is truncated; download the file again")
    _check_tail(file, line, _WIDTH if first else _TEXT.stop)


def _check_tail(file: Given, line: _Line, width: int) -> None:
    """Nothing may follow the last field: it would be the next record, with the line end between them lost."""
    tail = line.text[width:]
    if tail.strip():
        column = width + len(tail) - len(tail.lstrip()) + 1
        wrong = f"text after column {width}, where the record ends"
        raise file.bad(line.line, column, f"{wrong}; restore the line end, or download the file again")


def _check_continuation(file: Given, record: list[_Line], line: _Line) -> None:
    """A continuation belongs to the record before it, and none between them is missing."""
    last = record[-1] if record else None
    code = line.field("code")
    if not last or last.field("code") != code or _CONTINUED_BY[record[0].field("id")] != line.field("id"):
        wrong = f"a continuation of {shown(code.strip())} without its record before it"
        raise file.bad(line.line, 1, f"{wrong}; download the file again")
    if line.number != last.number + _STEP:
        wrong = f"line number {line.number} follows {last.number}, where {last.number + _STEP} is due"
        raise file.bad(line.line, _NUMBER.start + 1, f"{wrong}: a line is missing; download the file again")


def _row(file: Given, record: list[_Line]) -> ReleaseRow:
    first = record[0]
    fields = {name: first.field(name) for name in _FIELDS}
    references = tuple(first.text[at : at + 5] for at in _CROSS_REFERENCES)
    joined = "".join(line.text[_TEXT] for line in record)
    return row(file, Record(description=joined, cross_references=references, line=first.line, **fields), _COLUMNS)
