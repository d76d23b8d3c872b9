"""Keep footnote marks away from codes: `J9305<sup>1</sup>` is the code J9305, not J93051."""

from __future__ import annotations

import re

from auditor.readers.view import Piece, text_of

_MARK = re.compile(r"(?:[\W\d_]|\b[A-Za-z]\b)*|TM|SM", re.IGNORECASE)  # 1 * 2,3 a a,b TM
_POWER_OF_UNIT = re.compile(r"(?:^|[^A-Za-z])[cdkmµ]?m\s*\Z")
_POWER_OF_TEN = re.compile(r"(?:^|[^\d.,])10\s*\Z")
_EXPONENT = re.compile(r"[-−+]?\d{1,2}")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\Z", re.IGNORECASE)
_CONTEXT = 3  # pieces before a superscript that can hold the unit or number it belongs to


class Superscripts:
    """The superscript or subscript that is open in a list of pieces, and what to do with it.

    - After a metre (m², cm³) a 2 or 3 is a power and stays: `m<sup>2</sup>` shows m2.
    - After 10 digits are a power of ten: `10<sup>9</sup>` shows 10^9, never 109.
    - Else digits, symbols and letters that stand alone are a footnote mark, and go.
    - Longer words stay, parted by a space, unless they end an ordinal (`1<sup>st</sup>`).
    - Subscripts stay (B12, CO2), but a digit after a digit is parted.
    """

    def __init__(self, source: str, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self._source = source
        self._open: tuple[str, int, tuple[int, int]] | None = None  # sup or sub, first piece, its tag

    def begin(self, name: str, tag: tuple[int, int]) -> None:
        """A `<sup>` or `<sub>` starts. A second one within it is part of it."""
        if self._open is None:
            self._open = (name, len(self.pieces), tag)

    def end(self) -> None:
        """It ends, or the text around it does: its content is kept, parted or dropped."""
        if self._open is None:
            return
        name, first, tag = self._open
        self._open = None
        inner = text_of(self._source, self.pieces[first:]).strip()
        before = text_of(self._source, self.pieces[max(0, first - _CONTEXT) : first])[-12:]
        parted = _subscript_sign(before, inner) if name == "sub" else _superscript_sign(before, inner)
        if parted is None:
            del self.pieces[first:]
        elif parted:
            self.pieces.insert(first, (*tag, parted))


def _superscript_sign(before: str, inner: str) -> str | None:
    """What to put before a superscript: nothing, a space or a caret; None if it goes."""
    if inner in ("2", "3") and _POWER_OF_UNIT.search(before):
        return ""
    if _EXPONENT.fullmatch(inner) and _POWER_OF_TEN.search(before):
        return "^"
    if _MARK.fullmatch(inner):
        return None
    return "" if before[-1:].isdigit() and _ORDINAL.match(inner) else " "


def _subscript_sign(before: str, inner: str) -> str:
    return " " if before[-1:].isdigit() and inner[:1].isdigit() else ""
