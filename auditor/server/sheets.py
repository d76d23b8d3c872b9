"""How the editor shows a document: as the whole of a file, or as a part of one that holds several."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol

from lsprotocol.types import Range, TextEdit

from auditor.decoding.formats import MEDIA
from auditor.decoding.inlays import HOLDING, Inlay, Spell, inlays
from auditor.model.findings import Edit
from auditor.model.source import Document, Lines, Place, Span, TextView
from auditor.reading.file import Said
from auditor.server.positions import Columns

MOST_BYTES: Final = 32 * 2**20  # of a file in which places are looked for; in a larger one its beginning is shown
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED: Final = re.compile(rb"\A\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})[\"']")


def is_text(path: Path) -> bool:
    """Whether a file is one document, which an editor shows as we read it."""
    return path.suffix.lower() in MEDIA


def is_shown(path: Path) -> bool:
    """Whether an editor shows a file as text in which our places mean something, so that the text that is edited counts."""
    return is_text(path) or path.suffix.lower() in HOLDING


class Page(Protocol):
    """A document as the editor shows it."""

    def range(self, place: Place) -> Range:
        """Where a place of the document is shown."""

    def edit(self, edit: Edit) -> TextEdit | None:
        """An edit of the document as one of what is shown; None where that cannot be done."""

    def offset(self, shown: int) -> int | None:
        """The offset in the document of one in the text that is shown, None where something else stands."""


class Whole:
    """A document that is all of its file."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns

    def range(self, place: Place) -> Range:
        """Where a place of the document is shown."""
        return self._columns.range(place)

    def edit(self, edit: Edit) -> TextEdit | None:
        """The edit as it is."""
        return TextEdit(self.range(edit.place), edit.replacement)

    def offset(self, shown: int) -> int | None:
        """The same offset."""
        return shown


class Part:
    """A document in a file that holds several. What is put there is spelled as the file spells it."""

    def __init__(self, sheet: Sheet, view: TextView, spell: Spell) -> None:
        self._sheet = sheet
        self._view = view
        self._spell = spell

    def range(self, place: Place) -> Range:
        """Where a place of the document is shown."""
        return self._sheet.range(self._span(place))

    def edit(self, edit: Edit) -> TextEdit | None:
        """The edit, if what it replaces stands in the file as a stretch of its own, and what it writes can be spelled there."""
        span = self._span(edit.place)
        there, quoted, spelled = (
            self._sheet.text[span.start : span.end],
            self._spell(edit.quote),
            self._spell(edit.replacement),
        )
        if there not in {edit.quote, quoted} or spelled is None:
            return None
        return TextEdit(self._sheet.range(span), spelled)

    def offset(self, shown: int) -> int | None:
        """The offset in the document of one in the file, None where something else stands."""
        runs = self._view.runs
        ends = [*(run.view_start for run in runs[1:]), len(self._view.text)]
        for run, end in zip(runs, ends, strict=True):
            if run.source_start <= shown < run.source_end:
                return min(run.view_start + shown - run.source_start, end - 1)
        return next((end for run, end in zip(runs, ends, strict=True) if run.source_end == shown), None)

    def _span(self, place: Place) -> Span:
        last = len(self._view.text) - 1
        if place.start < place.end:
            return self._view.span(place.start, place.end)
        before = self._view.span(min(place.start, last), min(place.start, last) + 1)
        at = before.start if place.start <= last else before.end
        return Span(at, at)


class Sheet:
    """The text of a file that holds several documents, and where they stand in it."""

    def __init__(self, name: str, text: str, suffix: str, encoding: str) -> None:
        self.text = text
        self._lines = Lines(text)
        self._columns = Columns(text, encoding)
        self._inlays: Sequence[Inlay] = list(inlays(name, text, suffix))
        self._starts = [inlay.start for inlay in self._inlays]
        self._parts: dict[int, Part | None] = {}

    def part(self, index: int, said: Said) -> Part | None:
        """The document of this number, from 0, if it is the one that was read; None where its text cannot be found."""
        if index not in self._parts:
            inlay = self._inlays[index] if index < len(self._inlays) else None
            there = inlay.view() if inlay and inlay.document.sha256 == said.sha256 else None
            self._parts[index] = Part(self, *there) if there else None
        return self._parts[index]

    def document(self, index: int) -> Document | None:
        """The document of this number, from 0."""
        return self._inlays[index].document if index < len(self._inlays) else None

    def at(self, offset: int) -> int | None:
        """The number of the document at an offset of the text, None between documents."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset <= self._inlays[index].end else None

    def range(self, span: Span) -> Range:
        """Where a range of the text is shown."""
        return self._columns.range(self._lines.place(span))


def text_of(path: Path) -> str:
    """The text of a file as an editor shows it; "" of one that is too large or cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return ""
        data = path.read_bytes()
    except OSError:
        return ""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").removeprefix("\ufeff")
    declared = _DECLARED.match(data)
    try:
        return data.decode(declared[1].decode("ascii") if declared else "utf-8", "replace")
    except LookupError:
        return ""
