"""The open elements of an HTML document that hold text of their own."""

from __future__ import annotations

from auditor.model.source import Cell, TextView
from auditor.readers.elements import HEADINGS
from auditor.readers.outline import Outline
from auditor.readers.superscript import Superscripts
from auditor.readers.tables import TableRow
from auditor.readers.view import BREAK, Piece, joined, view_of

MAX_TERMS = 8  # that share a definition; a longer list of names is no term

# Elements whose text is one piece: a block within them only breaks the line.
_ONE_PIECE = HEADINGS | {"li", "dt", "dd", "td", "th", "caption", "title", "pre"}


class Frame:
    """An open element: the text that it has gathered, and what its kind of element must remember."""

    def __init__(self, name: str, source: str) -> None:
        self.name = name
        self.holds = name in _ONE_PIECE
        self.pieces: list[Piece] = []
        self.superscripts = Superscripts(source, self.pieces)
        self.group = -1
        self.level = 0  # of an item
        self.row_span = self.column_span = 1  # of a cell
        self.rows: list[TableRow] = []  # of a table
        self.row: TableRow | None = None  # the row that is open
        self.part = "tbody"  # and in what part of the table
        self.terms: list[TextView] = []  # of a definition list: the terms that wait for what defines them
        self.defined = False  # and whether they have met it
        self._source = source

    def take(self) -> TextView:
        """The text gathered so far, which is then gone from the frame."""
        self.superscripts.end()
        view = view_of(self._source, self.pieces)
        self.pieces.clear()
        return view

    def take_lines(self) -> list[TextView]:
        """The same, line by line."""
        self.superscripts.end()
        lines: list[list[Piece]] = [[]]
        for piece in self.pieces:
            if piece[2] == BREAK:
                lines.append([])
            else:
                lines[-1].append(piece)
        self.pieces.clear()
        return [view_of(self._source, line) for line in lines]

    def define(self, view: TextView, outline: Outline) -> None:
        """Add a definition under each term that it stands under."""
        if not self.terms:
            outline.add("paragraph", view, group=self.group)
        for term in self.terms[-MAX_TERMS:]:
            cells = (Cell(term, 0), Cell(view, 1))
            outline.add("definition", joined((term, view), "\t"), cells=cells, group=self.group)
        self.defined = True
