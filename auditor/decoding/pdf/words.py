"""The words of a page and where they stand, in points from the top left of what is seen.

A PDF draws glyphs; a word is a run of glyphs that touch. Spaces are taken from the gaps, for many files draw none.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from auditor.decoding.raw import Unreadable

MAX_GLYPHS = 200_000  # on one page; a page of the smallest print has a tenth

_ASCENT, _DESCENT = 0.905, 0.212  # of the size of the font: how far letters reach above and below their foot
_HUGE = 3.0  # times the size of the font: a glyph is no larger
_WORD_GAP = 0.15  # of the glyphs' height; the narrowest space between words is wider
_SAME_LINE = 0.15  # of the height, by which the feet of two glyphs of a word may differ
_LINE_END_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how PDFium tells a hyphen that breaks a word
_SPACES = frozenset({0x00, 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000, 0x200B})
_BOLD = ("bold", "black", "heavy", "semibold", "demi")


class Word(NamedTuple):
    """A run of glyphs on one foot. `y` grows downwards; the box is as high as the font, whatever its letters."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    bold: bool = False

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


Turn = Callable[[float, float], tuple[float, float]]

_TURNS: dict[int, Turn] = {  # degrees by which a page is turned clockwise to be read -> where a point comes to lie
    0: lambda x, y: (x, -y),
    90: lambda x, y: (y, x),
    180: lambda x, y: (-x, y),
    270: lambda x, y: (-y, -x),
}


class _Glyph(NamedTuple):
    number: int  # in the page's text
    text: str
    x: float  # where it stands on its foot
    y: float
    left: float
    bottom: float
    right: float
    top: float
    em: float  # the size of its font, 0 where the file tells none that fits it


def words_of(page: pdfium.PdfPage) -> tuple[list[Word], Turn]:
    """The words in the order in which they are drawn, and the turn that makes the page upright.

    Raises Unreadable for a page of too many glyphs.
    """
    text = page.get_textpage()
    try:
        glyphs = list(_glyphs(text.raw))
        turn = _TURNS[_sideways(glyphs)]
        return list(_words(glyphs, turn, text.raw)), turn
    finally:
        text.close()


def _glyphs(text: Any) -> Iterator[_Glyph | None]:
    """The glyphs; None stands for white space."""
    count = pdfium_c.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        raise Unreadable(f"a page holds more than {MAX_GLYPHS:,} characters; split it")
    box = pdfium_c.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    sizes: dict[int, float] = {}
    for index in range(count):
        code = pdfium_c.FPDFText_GetUnicode(text, index)
        if code in _SPACES:
            yield None
        elif pdfium_c.FPDFText_GetLooseCharBox(text, index, box):
            shown = _LINE_END_HYPHENS.get(code) or chr(code)
            pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
            number = _object(text, index)
            if number not in sizes:
                sizes[number] = _em(text, index)
            em = sizes[number] if max(box.right - box.left, box.top - box.bottom) < _HUGE * sizes[number] else 0.0
            yield _Glyph(index, shown, x.value, y.value, box.left, box.bottom, box.right, box.top, em)


def _object(text: Any, index: int) -> int:
    """What tells the instruction that draws a character from others, or 0."""
    found = pdfium_c.FPDFText_GetTextObject(text, index)
    return ctypes.addressof(found.contents) if found else 0


def _em(text: Any, index: int) -> float:
    """The size of a character's font as it is drawn."""
    matrix = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFText_GetMatrix(text, index, matrix):
        return 0.0
    return float(pdfium_c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d))


def _sideways(glyphs: list[_Glyph | None]) -> int:
    """The degrees by which most of the text must be turned clockwise to stand upright, however the page is shown."""
    along = {0: 0, 90: 0, 180: 0, 270: 0}
    for before, glyph in pairwise(glyphs):
        if before and glyph:
            right, up = glyph.left - before.left, glyph.bottom - before.bottom
            level = abs(right) >= abs(up)
            along[(0 if right >= 0 else 180) if level else (90 if up > 0 else 270)] += 1
    return max(along, key=lambda turn: (along[turn], -turn))


def _words(glyphs: list[_Glyph | None], turn: Turn, text: Any) -> Iterator[Word]:
    run: list[Word] = []
    bold = False
    before: _Glyph | None = None
    for glyph in glyphs:
        placed = _placed(glyph, turn) if glyph else None
        if run and (placed is None or glyph is None or before is None or not _joins(run[-1], placed)):
            yield _joined(run, bold)
            run = []
        if placed is None or glyph is None:
            continue
        if not run:
            bold = _is_bold(text, glyph.number)
        elif before and _is_twice(run[-1], placed) and _object(text, before.number) != _object(text, glyph.number):
            continue  # drawn twice to look bold, whereas both letters of a ligature are one glyph
        run.append(placed)
        before = glyph
    if run:
        yield _joined(run, bold)


def _is_twice(before: Word, glyph: Word) -> bool:
    """Whether a letter stands where the one before it stands already."""
    return glyph.text == before.text and abs(glyph.x0 - before.x0) < _WORD_GAP * glyph.size / 2


def _placed(glyph: _Glyph, turn: Turn) -> Word:
    """A glyph in a box that is as high as its font, which a file may not tell: the size of the font does."""
    (x0, y0), (x1, y1) = turn(glyph.left, glyph.bottom), turn(glyph.right, glyph.top)
    if not glyph.em:
        return Word(glyph.text, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1))
    _, foot = turn(glyph.x, glyph.y)
    return Word(glyph.text, min(x0, x1), max(x0, x1), foot - _ASCENT * glyph.em, foot + _DESCENT * glyph.em)


def _joins(before: Word, glyph: Word) -> bool:
    gap = glyph.x0 - before.x1
    size = max(before.size, glyph.size)
    return -size < gap < _WORD_GAP * size and abs(glyph.bottom - before.bottom) < _SAME_LINE * size


def _joined(run: list[Word], bold: bool) -> Word:
    text = "".join(glyph.text for glyph in run)
    ends = max(glyph.x1 for glyph in run)
    return Word(text, run[0].x0, ends, min(g.top for g in run), max(g.bottom for g in run), bold)


def _is_bold(text: Any, index: int) -> bool:
    flags = ctypes.c_int()
    needed = pdfium_c.FPDFText_GetFontInfo(text, index, None, 0, flags)
    if not 0 < needed <= 512:
        return False
    name = ctypes.create_string_buffer(needed)
    pdfium_c.FPDFText_GetFontInfo(text, index, name, needed, flags)
    return any(word in name.value.decode("latin-1").lower() for word in _BOLD)
