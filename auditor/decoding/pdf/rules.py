"""The ruled lines of a page: the edges of tables, also those of shaded cells."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from auditor.decoding.pdf.words import Turn, Word

MAX_PATHS = 100_000  # on one page: beyond that it is a drawing, and its lines are no rules
MAX_SEGMENTS = 4_000  # of one path
_DASHES = re.compile(r"[-_=–—]{5,}")
_DOT = (1.2, 7.0)  # points: the sides of a bullet
_DOT_GAP = 16.0  # points, at 10 points of size: how far from a bullet its text may begin
_THIN = 3.0  # points: a box of this height is a line
_SHORT = 4.0  # a line of this length rules nothing


class Rule(NamedTuple):
    """A ruled line: where it lies (`at`: y of a horizontal one, x of a vertical one), and from where to where it runs."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The horizontal and the vertical rules of a page, and the dots that may be bullets."""

    across: list[Rule]
    down: list[Rule]
    dots: list[Word]


def part_dashes(words: Sequence[Word]) -> tuple[list[Word], list[Rule]]:
    """The words, without those that are rules typed with dashes, and these rules."""
    kept = [word for word in words if not _DASHES.fullmatch(word.text)]
    dashes = [Rule(word.middle, word.x0, word.x1) for word in words if _DASHES.fullmatch(word.text)]
    return kept, dashes


def bullets(dots: Sequence[Word], words: Sequence[Word]) -> Iterator[Word]:
    """The dots that stand before a word, level with it."""
    starts = sorted(words, key=lambda word: word.x0)
    for dot in dots:
        first = bisect_right(starts, dot.x1, key=lambda word: word.x0)
        near = bisect_right(starts, dot.x1 + 2 * _DOT_GAP, key=lambda word: word.x0)
        for word in starts[first:near]:
            if word.top < dot.top and dot.bottom < word.bottom and word.x0 - dot.x1 < _DOT_GAP * word.size / 10:
                yield dot._replace(top=word.top, bottom=word.bottom)
                break


def rules_of(page: pdfium.PdfPage, turn: Turn) -> Rules:
    """The rules of a page, in the coordinates of its words."""
    found = Rules([], [], [])
    for number, path in enumerate(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH])):
        if number >= MAX_PATHS:
            return Rules([], [], [])
        for left, bottom, right, top in _boxes(path):
            _add_box(found, *turn(left, bottom), *turn(right, top))
    return found


def _boxes(path: pdfium.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """The box around a path, or the boxes around each part of a path that has several."""
    count = pdfium_c.FPDFPath_CountSegments(path.raw)
    left, bottom, right, top = path.get_bounds()
    is_dot = right - left < _DOT[1] and top - bottom < _DOT[1]
    if count <= 5 or count > MAX_SEGMENTS or path.level or is_dot:
        yield left, bottom, right, top
        return
    matrix = path.get_matrix()
    part: list[tuple[float, float]] = []
    for index in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path.raw, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium_c.FPDFPathSegment_GetType(segment) == pdfium_c.FPDF_SEGMENT_MOVETO:
            yield from _around(part)
            part = []
        part.append(matrix.on_point(x.value, y.value))
    yield from _around(part)


def _around(points: list[tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    """The boxes around the straight lines that a path draws upright or level."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) < 1 or abs(y0 - y1) < 1:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _add_box(found: Rules, xa: float, ya: float, xb: float, yb: float) -> None:
    """Add the edges of a box, or the line that a thin one is."""
    x0, x1, y0, y1 = min(xa, xb), max(xa, xb), min(ya, yb), max(ya, yb)
    if _DOT[0] < x1 - x0 < _DOT[1] and abs((x1 - x0) - (y1 - y0)) < 1:
        found.dots.append(Word("•", x0, x1, y0, y1))
    elif y1 - y0 < _THIN:
        edges = [((y0 + y1) / 2, x0, x1)]
        found.across.extend(Rule(*edge) for edge in edges if x1 - x0 > _SHORT)
    elif x1 - x0 < _THIN:
        if y1 - y0 > _SHORT:
            found.down.append(Rule((x0 + x1) / 2, y0, y1))
    else:
        found.across.extend((Rule(y0, x0, x1), Rule(y1, x0, x1)))
        found.down.extend((Rule(x0, y0, y1), Rule(x1, y0, y1)))
