"""What a workbook may ask of its parser, checked before the parser sees it.

A few bytes can ask for a grid of any size, and a short sheet can repeat a long shared text in every cell. The parser
allocates what is asked, and the process ends before anybody could refuse. Spreadsheet programs write cells in one
plain form; whatever is written otherwise, to get round these checks or not, is refused as well.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.model.source import Lines

MAX_ROWS = 99_999
MAX_BYTES = 64 * 1024 * 1024  # of text that the cells show

_PREFIX = rb"<(?:[^\s<>/:]*:)?"
# A cell that does not say, first of all, that it stands in columns A to BZ and rows 1 to 99999.
_STRAY_CELL = re.compile(_PREFIX + rb"c(?=[\s/>])(?!\s+r=\"[AB]?[A-Z][0-9]{1,5}\")")
_VALUE = re.compile(_PREFIX + rb"v(?=[\s>])[^<>]*>\s*\+?0*([0-9]{1,7})\s*<")
_VEILED_VALUE = re.compile(_PREFIX + rb"v(?=[\s>])[^<>]*>[^<]*(?:&|<!)")
_SHARED_END = re.compile(rb"</(?:[^\s<>/:]*:)?si\s*>")


class TooMuch(ValueError):  # noqa: N818 - it says what is wrong
    """A workbook that asks for more than its parser can bear: where, and what."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


def check(parts: Mapping[str, bytes]) -> None:
    """Raise TooMuch if the parts of a workbook ask for a larger grid or more text than any sheet needs."""
    for name, part in parts.items():
        if b"\0" in part:
            raise TooMuch(1, part.index(b"\0") + 1, f"a NUL character in the part {name[:40]!a}")
        _refuse(name, part, _STRAY_CELL, f"that is not in columns A to BZ and rows 1 to {MAX_ROWS}")
        _refuse(name, part, _VEILED_VALUE, "whose value is not written plainly")
    if _repeated(parts) > MAX_BYTES:
        raise TooMuch(1, 1, f"the cells hold more than {MAX_BYTES // 2**20} MB of repeated text")


def _refuse(name: str, part: bytes, pattern: re.Pattern[bytes], which: str) -> None:
    found = pattern.search(part)
    if found:
        line, column = Lines(part[: found.end()].decode("latin-1")).position(found.start())
        raise TooMuch(line, column, f"a cell in the part {name[:40]!a} {which}")


def _repeated(parts: Mapping[str, bytes]) -> int:
    """The bytes of shared text that all cells together show; numbers are taken for texts, so it errs upwards."""
    longest: dict[int, int] = {}
    for part in parts.values():
        for number, shared in enumerate(_SHARED_END.split(part)[:-1]):
            longest[number] = max(longest.get(number, 0), len(shared))
    return sum(longest.get(int(number), 0) for part in parts.values() for number in _VALUE.findall(part))
