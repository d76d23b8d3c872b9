"""Read the markup of MediaWiki: a page as its authors write it, or the pages of an export.

The markup is turned into the tags that a wiki would make of it, each where its mark stands; these are read as HTML is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from auditor.model.source import Block, Document, Parsed, Run, TextView
from auditor.readers.html import read_tokens
from auditor.readers.outline import Outline
from auditor.readers.struck import with_struck
from auditor.readers.tags import text_pieces
from auditor.readers.view import view_of
from auditor.readers.wiki_lines import WikiTokens

_PAGE: Final = re.compile(r"<text\b[^<>]{0,200}(?<!/)>")
_PAGE_END: Final = "</text>"
_TITLE: Final = re.compile(r"<title>([^<>]{1,300})</title>")


def read_wiki(document: Document) -> Parsed:
    """The blocks of a wiki page, or of each page of an export below its title."""
    outline = Outline()
    _read(document.text, outline)
    return with_struck(Parsed(document, tuple(outline.blocks)), outline, lambda again: _read(document.text, again))


def _read(text: str, outline: Outline) -> None:
    pages = list(_pages(text))
    if not pages:
        start = int(text.startswith("\ufeff"))
        _read_markup(text, start, outline)
    reached = 0
    for start, end in pages:
        titles = _TITLE.findall(text, reached, start)
        section: tuple[str, ...] = ()
        if titles:
            at = text.rindex(titles[-1], reached, start)
            view = view_of(text, text_pieces(text, at, at + len(titles[-1])))
            if len(pages) > 1:
                outline.add_heading(1, view)
                section = (view.text,) if view.text else ()
            else:
                outline.add("title", view)
        _read_page(_unescaped(text, start, end), section, outline)
        reached = end


def _read_markup(text: str, start: int, outline: Outline) -> None:
    """Add the blocks of a page, and then its notes, as a browser shows them."""
    tokens = WikiTokens(text, start, len(text))
    read_tokens(text, tokens, len(text), outline)
    for note in tokens.notes():
        read_tokens(text, note, len(text), outline)


def _pages(text: str) -> Iterator[tuple[int, int]]:
    """The range of each page's text in an export."""
    opening = _PAGE.search(text)
    while opening:
        end = text.find(_PAGE_END, opening.end())
        if end < 0:
            return
        yield opening.end(), end
        opening = _PAGE.search(text, end)


def _unescaped(text: str, start: int, end: int) -> TextView:
    """The wiki text that an export spells with character references."""
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    for first, last, shown in text_pieces(text, start, end):
        if first < last:
            parts.append(text[first:last] if shown is None else shown)
            runs.append(Run(length, first, last))
            length += len(parts[-1])
    return TextView("".join(parts), tuple(runs))


def _read_page(page: TextView, section: tuple[str, ...], outline: Outline) -> None:
    """Add the blocks of a page, each with its place in the export."""
    begins = page.runs[0].source_start if page.runs else 0
    inner = Outline(shows_struck=outline.shows_struck, begins=begins)
    inner.repeated = outline.repeated
    _read_markup(page.text, 0, inner)
    outline.repeated = inner.repeated
    groups: dict[int, int] = {-1: -1}
    for block in inner.blocks:
        if block.group not in groups:
            groups[block.group] = outline.new_group()
        outline.blocks.append(_placed(block, page, section, groups[block.group]))
    outline.struck.extend(page.span(span.start, span.end) for span in inner.struck if span.start < span.end)


def _placed(block: Block, page: TextView, section: tuple[str, ...], group: int) -> Block:
    cells = tuple(
        msgspec.structs.replace(
            cell,
            view=_view(cell.view, page),
            header_span=cell.header_span and page.span(cell.header_span.start, cell.header_span.end),
        )
        for cell in block.cells
    )
    span = page.span(block.span.start, block.span.end)
    view = _view(block.view, page)
    return msgspec.structs.replace(
        block, view=view, span=span, section=(*section, *block.section), cells=cells, group=group
    )


def _view(view: TextView, page: TextView) -> TextView:
    """A view of the page's text as one of the export's."""
    if not view.runs:
        return view
    runs: list[Run] = []
    ends = [*(run.view_start for run in view.runs[1:]), len(view.text)]
    for run, end in zip(view.runs, ends, strict=True):
        if end - run.view_start == run.source_end - run.source_start:
            inner = page.part(run.source_start, run.source_end).runs
            runs.extend(Run(run.view_start + part.view_start, part.source_start, part.source_end) for part in inner)
        else:
            span = page.span(run.source_start, run.source_end)
            runs.append(Run(run.view_start, span.start, span.end))
    return TextView(view.text, tuple(runs))
