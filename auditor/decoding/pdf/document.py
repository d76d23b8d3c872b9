"""Read a PDF into a document: its text page by page, with headings, paragraphs, items and rows told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw as pdfium_c

from auditor.decoding.pdf.furniture import part_furniture
from auditor.decoding.pdf.grid import Grid, grids_of
from auditor.decoding.pdf.joints import completed
from auditor.decoding.pdf.layout import Item, Prose, Sizes, Table, items_of
from auditor.decoding.pdf.lines import text_of_line
from auditor.decoding.pdf.rules import Rules, bullets, part_dashes, rules_of
from auditor.decoding.pdf.words import Word, words_of
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.writing import Shown, Writing
from auditor.model.source import Document

MAX_PAGES = 3_000
_SAME_COLUMN = 6.0  # points by which a table's columns may move from page to page

_REASONS = {
    pdfium_c.FPDF_ERR_PASSWORD: "it is encrypted; save it without its password",
    pdfium_c.FPDF_ERR_SECURITY: "its encryption is not supported; save it without protection",
}
_DAMAGED = "a damaged PDF; open it and save it again, or print it to a new PDF"


class _Page(NamedTuple):
    words: list[Word]
    grids: list[Grid]
    rules: Rules


def read_pdf(raw: Raw) -> Document:
    """The document that a PDF shows. Raises Unreadable where it shows no text, or more than we read."""
    pdf = _opened(raw.data)
    try:
        pages = list(_pages(pdf))
    finally:
        pdf.close()
    if not any(page.words or page.grids for page in pages):
        raise Unreadable("no text layer: it is scanned or drawn; run OCR over it, for example with OCRmyPDF")
    return _written(pages).document(raw, "pdf")


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        pdf = pdfium.PdfDocument(data)
        count = len(pdf)
    except pdfium.PdfiumError as error:
        raise Unreadable(_REASONS.get(getattr(error, "err_code", None) or 0, _DAMAGED)) from error
    if count > MAX_PAGES:
        pdf.close()
        raise Unreadable(f"it has {count:,} pages, more than {MAX_PAGES:,}; split it")
    return pdf


def _pages(pdf: pdfium.PdfDocument) -> Iterator[_Page]:
    for number in range(len(pdf)):
        try:
            page = pdf[number]
        except pdfium.PdfiumError as error:
            raise Unreadable(f"page {number + 1} cannot be read: {_DAMAGED}") from error
        words, turn = words_of(page)
        words, dashes = part_dashes(words)
        rules = rules_of(page, turn)
        words = [*words, *bullets(rules.dots, words)]
        told = completed(rules, words)
        told.across.extend(dashes)
        grids, left = grids_of(told, words)
        rules.across.extend(dashes)
        page.close()
        yield _Page(left, grids, rules)


def _written(pages: Sequence[_Page]) -> Writing:
    sizes = Sizes(word for page in pages for word in (*page.words, *_in_cells(page.grids)))
    writing = Writing()
    last: Item | None = None
    group = -1
    for page, (running, words) in zip(pages, part_furniture([page.words for page in pages]), strict=True):
        writing.start_page()
        for line in running:
            writing.add("line", text_of_line(line.words))
        items = list(items_of(words, page.grids, page.rules, sizes))
        for number, item in enumerate(items):
            opens = item.opens and not (number == 0 and running)
            if isinstance(item, Prose):
                _write_prose(writing, item, carry_on=opens and _carries_on(last, item))
            else:
                if not opens or not _same_table(last, item):
                    group = writing.new_group()
                    _write_rows(writing, item.rows, group)
                else:
                    _write_rows(writing, _without_header(item, last), group)
                writing.end_table()
            last = item
    return writing


def _in_cells(grids: Sequence[Grid]) -> Iterator[Word]:
    return (word for grid in grids for row in grid.rows for cell in row for word in cell.words)


def _write_prose(writing: Writing, item: Prose, *, carry_on: bool) -> None:
    if carry_on:
        writing.carry_on(item.text)
    else:
        writing.add(item.kind, item.text, level=item.level, marker=item.marker)


def _carries_on(last: Item | None, item: Prose) -> bool:
    """Whether the first passage of a page or column is the rest of the last one before it."""
    return (
        isinstance(last, Prose)
        and last.unended
        and item.kind in {"paragraph", "line"}
        and last.kind in {"paragraph", "item"}
        and (last.text[-1:].isalnum() or last.text[-1:] in ",-" or _begins_within(item, last))
    )


def _begins_within(item: Prose, last: Prose) -> bool:
    """Whether a passage begins with a small letter, as no sentence does, and the last one before it ends none."""
    return item.text[:1].islower() and last.text[-1:] not in ".!?"


def _same_table(last: Item | None, item: Table) -> bool:
    """Whether the first table of a page or column goes on where the one before ended with one."""
    return (
        isinstance(last, Table)
        and len(last.columns) == len(item.columns)
        and all(abs(a - b) < _SAME_COLUMN for a, b in zip(last.columns, item.columns, strict=True))
    )


def _without_header(item: Table, last: Item | None) -> Sequence[Sequence[Shown]]:
    """The rows of a table that goes on, without the header that each page repeats."""
    return item.rows[1:] if isinstance(last, Table) and last.rows[:1] == item.rows[:1] else item.rows


def _write_rows(writing: Writing, rows: Sequence[Sequence[Shown]], group: int) -> None:
    for row in rows:
        writing.add_row(row, group)
