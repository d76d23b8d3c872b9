"""Write down what a file that is no text shows, in reading order, and note what each stretch of it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from auditor.decoding.raw import MAX_CHARACTERS, Raw, Unreadable
from auditor.model.source import BlockKind, CellRange, Document, Media, Passage

# What would look like our own marks between cells, rows and pages. A surrogate is half a character and no text.
_UNFIT = re.compile("[\t\r\f\v\x1c-\x1f\x85\u2028\u2029\ud800-\udfff]")


class Shown(NamedTuple):
    """A cell to write."""

    text: str
    row_span: int = 1
    column_span: int = 1


class Writing:
    """The text written so far, its passages and pages."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._passages: list[Passage] = []
        self._pages: list[int] = []
        self._groups = 0
        self._table = -1  # the group of the last row
        self._reaching = 0  # and how many rows its cells still reach down

    def new_group(self) -> int:
        """A number for the rows of one more table, or the items of one more list."""
        self._groups += 1
        return self._groups

    def start_page(self) -> None:
        """A page begins here."""
        if self._pages:
            self._put("\f\n")
        self._pages.append(self._length)

    def add(self, kind: BlockKind, text: str, *, level: int = 0, group: int = -1, marker: str = "") -> None:
        """Write a passage, unless it is blank. A line end in it is a break on purpose; a marker is no part of it."""
        text = fit(text).strip()
        if text:
            if marker:
                self._put(f"{fit(marker)} ")
            start = self._put(text)
            self._passages.append(Passage(kind, start, self._length, level, group))
            self._put("\n" if kind in {"item", "line"} else "\n\n")

    def carry_on(self, text: str) -> None:
        """Write the rest of the last passage: it goes on on a new page."""
        self._put(fit(text).strip())
        self._passages[-1] = msgspec.structs.replace(self._passages[-1], end=self._length)
        self._put("\n\n")

    def add_row(self, cells: Sequence[Shown], group: int, *, header: bool = False) -> None:
        """Write a row, unless all of its cells are blank and none from above reaches into it."""
        texts = [fit(cell.text).strip() for cell in cells]
        reaching = self._reaching if group == self._table else 0
        if not any(texts) and not reaching:
            return
        self._table = group
        self._reaching = max(
            [reaching - 1, *(cell.row_span - 1 for cell, text in zip(cells, texts, strict=True) if text)]
        )
        start = self._length
        ranges = []
        for number, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            if number:
                self._put("\t")
            begin = self._put(text)
            ranges.append(CellRange(begin, self._length, cell.row_span, cell.column_span))
        end = self._length
        self._put("\n")
        self._passages.append(Passage("header" if header else "row", start, end, 0, group, tuple(ranges)))

    def end_table(self) -> None:
        """Leave a blank line after a table."""
        self._put("\n")

    def document(self, raw: Raw, media: Media) -> Document:
        """All of it as a document."""
        text = "".join(self._parts)
        return Document(raw.name, media, text, raw.sha256, "", tuple(self._passages), tuple(self._pages))

    def _put(self, text: str) -> int:
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._length > MAX_CHARACTERS:
            raise Unreadable(f"it shows more than {MAX_CHARACTERS:,} characters; split it")
        return start


def fit(text: str) -> str:
    """A text without what could be taken for a mark between cells, rows and pages."""
    return _UNFIT.sub(" ", text)
