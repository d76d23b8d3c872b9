"""Read what the layout of a file tells: passages of the text that was made of a PDF, a DOCX or a workbook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from auditor.model.source import CellRange, Document, Parsed, Passage, TextView
from auditor.readers.grid import add_grid
from auditor.readers.outline import Outline
from auditor.readers.syllables import Syllables
from auditor.readers.tables import TableCell, TableRow
from auditor.readers.view import BREAK, Piece, view_of

_ROWS = frozenset({"row", "header"})
_BREAK = re.compile(r"[\t\n\f]+")


def read_laid_out(document: Document) -> Parsed:
    """The blocks of a document whose layout is known. The rows of a table that pages part are read together."""
    outline = Outline()
    reading = _Reading(document)
    tables: dict[int, list[Passage]] = defaultdict(list)
    for passage in document.passages:
        if passage.kind in _ROWS:
            tables[passage.group].append(passage)
    for passage in document.passages:
        if passage.kind in _ROWS:
            rows = [reading.row(row) for row in tables.pop(passage.group, ())]
            add_grid(rows, outline, passage.group)
        elif passage.kind == "heading":
            outline.add_heading(passage.level, reading.view(passage))
        else:
            outline.add(passage.kind, reading.view(passage), level=passage.level, group=passage.group)
    return Parsed(document, tuple(outline.blocks))


class _Reading:
    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._syllables = Syllables(document.text) if document.media == "pdf" else None

    def row(self, passage: Passage) -> TableRow:
        is_header = passage.kind == "header"
        cells = [TableCell(self.view(cell), is_header, cell.row_span, cell.column_span) for cell in passage.cells]
        return TableRow("thead" if is_header else "tbody", cells)

    def view(self, of: Passage | CellRange) -> TextView:
        return view_of(self._text, self._pieces(of.start, of.end))

    def _pieces(self, start: int, end: int) -> Iterator[Piece]:
        for found in _BREAK.finditer(self._text, start, end):
            goes = self._syllables.hyphen_goes(*found.span()) if self._syllables else None
            yield start, found.start() - bool(goes), None
            if goes is None:
                yield *found.span(), BREAK if len(found[0]) == 1 else " "
            start = found.end()
        yield start, end, None
