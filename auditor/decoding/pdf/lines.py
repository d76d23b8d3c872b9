"""Put words together to lines, and lines to text."""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from auditor.decoding.pdf.words import Word
from auditor.decoding.raised import raised

_MARKER = re.compile(r"[•◦●○■□▪▫‣⁃∙·*–—➢✓o\uf0b7\uf0a7\uf0d8-]\Z|\(?\d{1,2}[.)]\Z|\(?[a-zA-Z][.)]\Z")

_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\Z")
_SECTION_GAP = 0.5  # of the size
CELL_SLACK = 0.25  # of the size: a cell's lines are broken by a program
PROSE_SLACK = 1.2  # those of prose may be broken by hand

_BROKEN = re.compile(r"[A-Za-z0-9]-\Z")
_ENDS = (".", "!", "?", ":", ";")
_TOUCHING = 0.12  # of the size: words that are no further apart are one
_SMALL, _RAISED = 0.92, 0.18  # of the size: how a footnote mark differs from the words before it


class Line(NamedTuple):
    """Words on one foot, from left to right."""

    words: tuple[Word, ...]
    top: float
    bottom: float

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its letters: a code may be set in another font."""
        return main_size(self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """The lines from top to bottom. Words share a line if they overlap by half of the lower one's height."""
    open_: list[_Growing] = []
    for word in sorted(words, key=_by_foot):
        best = max(open_[-6:], key=lambda line: line.overlap(word), default=None)
        if best and best.overlap(word) > 0.5 * min(best.bottom - best.top, word.size):
            best.add(word)
        else:
            open_.append(_Growing(word))
    made = [Line(_touching_joined(line.words), line.top, line.bottom) for line in open_]
    return sorted(made, key=lambda line: ((line.top + line.bottom) / 2, line.x0))


def main_size(words: Sequence[Word]) -> float:
    """The size of most letters of a line."""
    if len(words) == 1:
        return words[0].size
    letters: Counter[float] = Counter()
    for word in words:
        letters[word.size] += len(word.text)
    return max(letters, key=lambda size: (letters[size], size))


class _Growing:
    """A line that words are added to. It is as high as its highest word."""

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.top, self.bottom = word.top, word.bottom

    def overlap(self, word: Word) -> float:
        return min(self.bottom, word.bottom) - max(self.top, word.top)

    def add(self, word: Word) -> None:
        insort(self.words, word, key=_by_start)
        if word.size > self.bottom - self.top:
            self.top, self.bottom = word.top, word.bottom


def _touching_joined(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of a line, with those that touch made one: some files draw each letter by itself."""
    made = [words[0]]
    for word in words[1:]:
        before = made[-1]
        touches = -word.size < word.x0 - before.x1 < _TOUCHING * word.size
        if touches and abs(word.bottom - before.bottom) < 0.1 and abs(word.size - before.size) < 0.1:
            made[-1] = before._replace(text=before.text + word.text, x1=max(before.x1, word.x1))
        else:
            made.append(word)
    return tuple(made)


def _by_foot(word: Word) -> tuple[float, float]:
    return word.bottom, word.x0


def _by_start(word: Word) -> float:
    return word.x0


def text_of_line(words: Sequence[Word]) -> str:
    """The words of one line, with spaces between them and footnote marks raised: J9305¹."""
    if not words:
        return ""
    foot = median(word.bottom for word in words)
    size = main_size(words)
    shown = ""
    before: Word | None = None
    for word in words:
        is_raised = word.size < _SMALL * size and word.bottom < foot - _RAISED * size
        text = raised(word.text, shown) if is_raised else word.text
        apart = before is not None and word.x0 - before.x1 > _TOUCHING * size
        shown += f" {text}" if apart else text
        before = word
    return shown


def text_of_lines(lines: Sequence[Line], right: float, slack: float = CELL_SLACK) -> str:
    r"""The lines as one text. What was broken only because a line was full is parted by a space, else by `\n`.

    A line that ends in a hyphen before a small letter or a digit keeps its `\n`, so that its reader may join the word.
    """
    shown = text_of_line(lines[0].words)
    for above, line in pairwise(lines):
        text = text_of_line(line.words)
        hyphen = bool(_BROKEN.search(shown)) and text[:1].isalnum() and not text[:1].isupper()
        shown += ("\n" if hyphen or not is_full(above, line, right, slack) else " ") + text
    return shown


def is_full(above: Line, line: Line, right: float, slack: float) -> bool:
    """Whether the first word of a line would not have fitted on the line above it, or plainly carries it on.

    `slack`, in sizes: how far a full line may fall short of the right edge.
    """
    first = line.words[0]
    if above.x1 + first.x1 - first.x0 > right - slack * line.size:
        return True
    wide = above.x1 - above.x0 > (right - above.x0) / 2
    return wide and first.text[0].islower() and not above.words[-1].text.endswith(_ENDS)


def has_marker(line: Line) -> bool:
    """Whether a line starts with a bullet or a number; a number such as 2.1 only where a gap follows."""
    if len(line.words) < 2:
        return False
    first, second = line.words[:2]
    return bool(_MARKER.match(first.text)) or (
        bool(_SECTION.match(first.text)) and second.x0 - first.x1 > _SECTION_GAP * line.size
    )


def without_marker(line: Line) -> Line:
    """The line as it reads after its bullet. A number stays: it may be one that the text refers to."""
    return line._replace(words=line.words[1:])


def is_torn(line: Line) -> bool:
    """Whether a line has a gap as wide as between cells."""
    least = 1.25 * line.size
    return any(word.x0 - before.x1 > least for before, word in pairwise(line.words))


def has_leader(line: Line) -> bool:
    """Whether a row of dots leads from one side of a line to the other."""
    return any("...." in word.text for word in line.words)
