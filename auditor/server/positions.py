"""Places as editors count them. Ours count code points; an editor counts UTF-16 units unless it agrees on something else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lsprotocol.types import Position, PositionEncodingKind, Range

from auditor.model.source import Lines, Place

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


def units(text: str, encoding: str) -> int:
    """How many units of an encoding a text takes."""
    if text.isascii() or encoding == PositionEncodingKind.Utf32:
        return len(text)
    return len(text.encode("utf-8" if encoding == PositionEncodingKind.Utf8 else "utf-16-le", "surrogatepass")) // (
        1 if encoding == PositionEncodingKind.Utf8 else 2
    )


class Columns:
    """The lines of a text in which columns differ from an editor's; nothing else of the text is kept.

    A byte order mark is the first character of a file's text, and no character of an editor's.
    """

    __slots__ = ("_encoding", "_lines", "_marked")

    def __init__(self, text: str, encoding: str) -> None:
        self._encoding = encoding
        self._marked = text.startswith("\ufeff")
        self._lines: Mapping[int, str] = {}
        if not text.isascii() and encoding != PositionEncodingKind.Utf32:
            lines = enumerate(_LINE.findall(text), 1)
            self._lines = {number: line for number, line in lines if units(line, encoding) != len(line)}

    @property
    def peculiar(self) -> tuple[bool, Mapping[int, str]]:
        """All that the places of this text depend on besides their lines and columns."""
        return self._marked, self._lines

    def range(self, place: Place) -> Range:
        """A place as the editor counts it."""
        return Range(self._position(place.line, place.column), self._position(place.end_line, place.end_column))

    def _position(self, line: int, column: int) -> Position:
        wide = self._lines.get(line)
        character = column - 1 if wide is None else units(wide[: column - 1], self._encoding)
        mark = units("\ufeff", self._encoding) if self._marked and line == 1 else 0
        return Position(line - 1, max(0, character - mark))


def offset(text: str, position: Position, encoding: str) -> int:
    """The offset of an editor's position, in code points. One past the end of a line or of the text means that end."""
    starts = Lines(text).starts
    if position.line >= len(starts):
        return len(text)
    start = starts[position.line]
    line = text[start : starts[position.line + 1] if position.line + 1 < len(starts) else len(text)].rstrip("\r\n")
    if line.isascii() or encoding == PositionEncodingKind.Utf32:
        return start + min(position.character, len(line))
    left = position.character
    for index, character in enumerate(line):
        left -= units(character, encoding)
        if left < 0:
            return start + index
    return start + len(line)


def overlap(one: Range, other: Range) -> bool:
    """Whether two ranges touch: the end of one may be the start of the other, as where a cursor stands behind a word."""
    return _key(one.start) <= _key(other.end) and _key(other.start) <= _key(one.end)


def _key(position: Position) -> tuple[int, int]:
    return position.line, position.character
