r"""Documents and their text: where every character that we read stands in the untouched source.

All offsets are half-open and count code points of the decoded text, from 0. Lines and columns are
derived for people and are 1-based; `\n`, `\r\n` and a lone `\r` each end a line, as in CommonMark
and the Language Server Protocol.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

Media = Literal[
    "markdown",
    "html",
    "text",
    "wiki",  # the markup of MediaWiki
    "csv",  # rows of fields, parted by commas, semicolons, tabs or pipes
    "pdf",  # these three are no text by themselves: `Document.passages` tell their layout
    "docx",
    "xlsx",
]

BlockKind = Literal[
    "title",  # <title>, front-matter title: what the document calls itself
    "heading",
    "paragraph",
    "item",  # one list item, without the items nested in it
    "row",  # a table row; its cells carry the meaning
    "header",  # the header row of a table
    "caption",
    "definition",  # a term and what stands under it (dt + dd); two cells
    "line",  # a line that stands alone: <br>, preformatted text, a short line of a text file
]


class Span(msgspec.Struct, frozen=True, order=True, gc=False):
    """A half-open range of code points in a document's decoded text."""

    start: int
    end: int


class Place(msgspec.Struct, frozen=True, order=True, gc=False):
    """A span that a person can find: offsets, plus 1-based line and column of both ends (end exclusive)."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Run(msgspec.Struct, frozen=True, gc=False):
    """A stretch of a view and the source that shows it.

    Where the stretch is as long in the view as in the source, characters correspond one to one (a
    no-break space shown as a space is still one character). Else the stretch is atomic: `&nbsp;` or
    a line break with its indentation shows as one character, and any part of it means all of it.
    """

    view_start: int
    source_start: int
    source_end: int


class TextView(msgspec.Struct, frozen=True):
    r"""Readable text whose every character knows its source.

    Entities are decoded, markup and invisible characters are gone, each run of white space is one
    space. A `\n` stands only where the source breaks the line on purpose (`<br>`, a Markdown hard
    break). `runs` are sorted by `view_start`, the first at 0; source that no run covers is not shown.
    """

    text: str
    runs: tuple[Run, ...]

    def span(self, start: int, end: int) -> Span:
        """The source range that shows view characters `start` to `end` (`start < end`)."""
        runs = self.runs
        if len(runs) == 1:
            shift, stop = runs[0].source_start, runs[0].source_end
            return Span(shift + start, shift + end) if len(self.text) == stop - shift else Span(shift, stop)
        first = bisect_right(runs, start, key=_view_start) - 1
        last = bisect_right(runs, end - 1, key=_view_start) - 1
        head, tail = runs[first], runs[last]
        source_start = head.source_start + (start - head.view_start if self._linear(first) else 0)
        source_end = tail.source_start + (end - tail.view_start) if self._linear(last) else tail.source_end
        return Span(source_start, source_end)

    def part(self, start: int, end: int) -> TextView:
        """The view of the characters `start` to `end` alone (`start < end`)."""
        first = bisect_right(self.runs, start, key=_view_start) - 1
        kept = []
        for index in range(first, len(self.runs)):
            run = self.runs[index]
            if run.view_start >= end:
                break
            stop = self.runs[index + 1].view_start if index + 1 < len(self.runs) else len(self.text)
            begin, finish = max(start, run.view_start), min(end, stop)
            span = self.span(begin, finish)
            kept.append(Run(begin - start, span.start, span.end))
        return TextView(self.text[start:end], tuple(kept))

    def _linear(self, index: int) -> bool:
        run = self.runs[index]
        view_end = self.runs[index + 1].view_start if index + 1 < len(self.runs) else len(self.text)
        return view_end - run.view_start == run.source_end - run.source_start


def _view_start(run: Run) -> int:
    return run.view_start


class Cell(msgspec.Struct, frozen=True):
    """One cell of a row. A cell that spans rows or columns is repeated in each place that it covers."""

    view: TextView
    column: int  # from 0, after column spans are spread out
    header: str = ""  # the text of the header cells above it, outermost first, joined by " / "
    header_span: Span | None = None  # of the innermost header cell
    inherited: bool = False  # repeated here from an earlier row or column by a span


class Block(msgspec.Struct, frozen=True):
    """The smallest part of a document that is read as one piece.

    `view` is the text of the whole block; of a row it is the cells' text joined by tabs. `span` is
    the block's extent in the source. `section` names the headings above it, outermost first.
    `group` is the same number for all rows of one table, items of one list, pairs of one definition
    list, else -1.
    """

    kind: BlockKind
    view: TextView
    span: Span
    section: tuple[str, ...] = ()
    level: int = 0  # of a heading, 1 to 6; of an item, its nesting depth from 1
    cells: tuple[Cell, ...] = ()
    group: int = -1


class CellRange(msgspec.Struct, frozen=True, gc=False):
    """A cell of a passage: its range of the text, and how many rows and columns it covers."""

    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


class Passage(msgspec.Struct, frozen=True, gc=False):
    r"""What the layout of a file that is no text says of a range of the text that was made of it.

    A `\n` in the range is a break on purpose, except after a hyphen in a PDF. Of a row (or `header`, where the file
    says so) `cells` are the ranges in which something stands, from the first column on; `group` is the same for the rows of one table and the
    items of one list. `level` is as in Block.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    group: int = -1
    cells: tuple[CellRange, ...] = ()


class Document(msgspec.Struct, frozen=True):
    """One decoded source document.

    `name` is the POSIX path relative to the path that the user gave; of one document among several in a file, that
    path, `#`, and its address or id. `text` is the decoded source and is never changed: a byte order mark, CRLF,
    entities and markup are all still in it. Of a file that is no text, `text` is what it shows, in reading order:
    `passages` tell its layout, `pages` where each page starts.
    """

    name: str
    media: Media
    text: str
    sha256: str = ""  # of the bytes
    encoding: str = "utf-8"
    passages: tuple[Passage, ...] = ()
    pages: tuple[int, ...] = ()

    def page(self, offset: int) -> int | None:
        """The page on which an offset of the text stands, from 1; None where there are no pages."""
        return bisect_right(self.pages, offset) or None


class Parsed(msgspec.Struct, frozen=True):
    """A document with its blocks in reading order, and the addresses that it gives itself (slug, canonical link).

    `struck` is what it strikes out (`<del>`, `~~`), in order. The blocks leave it out, except a lone code or name in the
    middle of a sentence; `whole` are the blocks with it, where there is any.
    """

    document: Document
    blocks: tuple[Block, ...]
    addresses: tuple[str, ...] = ()
    struck: tuple[Span, ...] = ()
    whole: tuple[Block, ...] = ()


class Skipped(msgspec.Struct, frozen=True, order=True):
    """A document, or a part of one, that was not read, and why: silence must mean checked and clean."""

    document: str
    stage: Literal["load", "parse", "extract"]
    reason: str


class Lines:
    """Line starts of one text, to turn offsets into lines and columns."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        self._starts = tuple(_line_starts(text))

    def place(self, span: Span) -> Place:
        """The span with 1-based lines and columns; the end is exclusive, as in the span."""
        start, end = span.start, span.end
        line, column = self.position(start)
        if line == len(self._starts) or end < self._starts[line]:
            return Place(start, end, line, column, line, column + end - start)  # most stand on one line
        return Place(start, end, line, column, *self.position(end))

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of an offset. The +1 happens here and nowhere else."""
        row = bisect_right(self._starts, offset) - 1
        return row + 1, offset - self._starts[row] + 1

    @property
    def starts(self) -> Sequence[int]:
        """The offset at which each line starts."""
        return self._starts


def _line_starts(text: str) -> Iterable[int]:
    yield 0
    if "\r" not in text:
        found = text.find("\n")
        while found >= 0:
            yield found + 1
            found = text.find("\n", found + 1)
        return
    for index, character in enumerate(text):
        if character == "\n" or (character == "\r" and text[index + 1 : index + 2] != "\n"):
            yield index + 1
