"""Read HTML: what a browser would show, block by block, without the menus and footers around it.

There is no tree. Open elements that hold text of their own - cells, items, headings - are frames on
a stack; a tag that a browser would close for the author closes frames here too.
"""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model.source import Document, Parsed, Span, TextView
from auditor.readers import bold
from auditor.readers.boilerplate import Boilerplate
from auditor.readers.elements import FLOW, HEADINGS
from auditor.readers.frames import Frame
from auditor.readers.outline import Outline
from auditor.readers.preformatted import plain_lines, read_preformatted
from auditor.readers.struck import Strikes, with_struck
from auditor.readers.tables import MAX_COLUMN_SPAN, MAX_ROW_SPAN, TableCell, TableRow, add_table
from auditor.readers.tags import Gap, Tag, Text, Tokens, attributes, text_pieces
from auditor.readers.view import BREAK, extent

MAX_OPEN = 100  # frames; what is nested deeper is read as part of the frame around it

_LISTS = frozenset({"ul", "ol"})
_CELLS = frozenset({"td", "th"})
_TERMS = frozenset({"dt", "dd"})
_TABLE_PARTS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})
_CLOSE_HEADING = frozenset({"p", "ul", "ol", "dl", "table", "pre", "blockquote", "section", "article"})


def read_html(document: Document) -> Parsed:
    """The blocks of an HTML document."""
    outline = Outline()

    def read(into: Outline) -> tuple[str, ...]:
        return read_html_part(document.text, 0, len(document.text), into)

    addresses = read(outline)
    return with_struck(Parsed(document, tuple(outline.blocks), addresses), outline, read)


def read_html_part(text: str, start: int, end: int, outline: Outline) -> tuple[str, ...]:
    """Add the blocks of a range of HTML to an outline. Returns the addresses that it names as its own."""
    boilerplate = Boilerplate(text, start, end)
    kept = (token for token in Tokens(text, start, end) if not boilerplate.leaves_out(token))
    return read_tokens(text, kept, end, outline)


def read_tokens(text: str, tokens: Iterable[Tag | Text | Gap], end: int, outline: Outline) -> tuple[str, ...]:
    """Add the blocks that tags and texts of a range make to an outline. Returns the addresses that they name as their own."""
    reading = _Reading(text, outline)
    strikes = Strikes(text, end)
    for token in tokens:
        if isinstance(token, Gap):
            reading.pause(token)
            continue
        if isinstance(token, Text):
            if strikes.active:
                outline.struck.append(Span(token.start, token.end))
            if not strikes.active or outline.shows_struck or strikes.spoken_of(token):
                reading.show(token)
            continue
        strikes.follow(token)
        if token.closing:
            reading.end(token)
        else:
            reading.start(token)
    reading.close_all()
    return tuple(dict.fromkeys(reading.addresses))


class _Reading:
    def __init__(self, text: str, outline: Outline) -> None:
        self.addresses: list[str] = []
        self._text = text
        self._outline = outline
        self._frames = [Frame("", text)]
        self._has_title = False

    def show(self, token: Text) -> None:
        top = self._frames[-1]
        if top.name == "pre":
            self._show_lines(token, top)
        else:
            top.pieces.extend(text_pieces(self._text, token.start, token.end))

    def pause(self, gap: Gap) -> None:
        """White space that is written otherwise."""
        self._frames[-1].pieces.append((gap.start, gap.end, " "))

    def _show_lines(self, token: Text, pre: Frame) -> None:
        start = token.start
        while (end := self._text.find("\n", start, token.end)) >= 0:
            pre.pieces.extend(text_pieces(self._text, start, end))
            pre.pieces.append((end, end + 1, BREAK))
            start = end + 1
        pre.pieces.extend(text_pieces(self._text, start, token.end))

    def start(self, tag: Tag) -> None:
        name = tag.name
        if name == "br":
            self._frames[-1].pieces.append((tag.start, tag.end, BREAK))
        elif name in ("sup", "sub"):
            self._frames[-1].superscripts.begin(name, (tag.start, tag.end))
        elif name in _START:
            if name in _CLOSE_HEADING:
                self._close(HEADINGS)
            _START[name](self, tag)

    def end(self, tag: Tag) -> None:
        name = tag.name
        if name in ("sup", "sub"):
            self._frames[-1].superscripts.end()
        elif name in FLOW or name == "br":
            self.boundary(tag)
        elif name in HEADINGS:
            self._close(HEADINGS)
        elif name in _TABLE_PARTS:
            self._end_part(name)
        elif name in _START and not self._close(_LISTS if name in _LISTS else {name}):
            self.boundary(tag)

    def close_all(self) -> None:
        while len(self._frames) > 1:
            self._pop()
        self._flush(self._frames[0])

    # What a start tag does

    def boundary(self, tag: Tag) -> None:
        """The border of a block: a new line in what is read as one piece, else the end of a paragraph."""
        top = self._frames[-1]
        if top.holds:
            top.pieces.append((tag.start, tag.end, BREAK))
        else:
            self._flush(top)

    def start_heading(self, tag: Tag) -> None:
        self._close(HEADINGS)
        top = self._frames[-1]
        if top.name in _CELLS:
            # A heading in a cell: the table lays out the page, and the cell is no cell.
            top.holds = False
            self._flush(top)
        if top.holds and top.name != "li":
            self.boundary(tag)
        else:
            self._open(tag)

    def start_list(self, tag: Tag) -> None:
        if self._inside_piece():
            self.boundary(tag)
        elif frame := self._open(tag):
            frame.group = self._outline.new_group()

    def start_item(self, tag: Tag) -> None:
        self._close({"li"}, within=_LISTS)
        if self._inside_piece():
            self.boundary(tag)
        elif frame := self._open(tag):
            lists = [found for found in self._frames if found.name in _LISTS]
            frame.level = len(lists) or 1
            frame.group = lists[-1].group if lists else -1

    def start_term(self, tag: Tag) -> None:
        self._close(_TERMS, within=frozenset({"dl"}))
        if self._inside_piece():
            self.boundary(tag)
            return
        names = self._nearest("dl")
        if tag.name == "dt" and names and names.defined:
            names.terms, names.defined = [], False
        self._open(tag)

    def start_alone(self, tag: Tag) -> None:
        """A title or preformatted text."""
        if self._inside_piece() and tag.name != "title":
            self.boundary(tag)
        else:
            self._open(tag)

    def start_table(self, tag: Tag) -> None:
        if frame := self._open(tag):
            frame.group = self._outline.new_group()

    def start_caption(self, tag: Tag) -> None:
        if self._back_to_table():
            self._open(tag)

    def start_part(self, tag: Tag) -> None:
        if found := self._back_to_table():
            found.part, found.row = tag.name, None

    def start_row(self, tag: Tag) -> None:
        if found := self._back_to_table():
            found.row = TableRow(found.part)
            found.rows.append(found.row)
        else:
            self.boundary(tag)

    def start_cell(self, tag: Tag) -> None:
        found = self._back_to_table()
        if found is None:
            self.boundary(tag)
        elif frame := self._open(tag):
            if found.row is None:
                found.row = TableRow(found.part)
                found.rows.append(found.row)
            values = attributes(self._text, tag)
            frame.row_span = _span(values.get("rowspan"), MAX_ROW_SPAN) or MAX_ROW_SPAN  # 0: to the part's end
            frame.column_span = _span(values.get("colspan"), MAX_COLUMN_SPAN) or 1

    def note_address(self, tag: Tag) -> None:
        values = attributes(self._text, tag)
        if tag.name == "link" and "canonical" in values.get("rel", "").lower().split():
            self.addresses.append(values.get("href", ""))
        elif tag.name == "meta" and values.get("property", values.get("name", "")).lower() == "og:url":
            self.addresses.append(values.get("content", ""))

    # The stack of frames

    def _open(self, tag: Tag) -> Frame | None:
        top = self._frames[-1]
        if not top.holds or top.name == "li":
            self._flush(top)
        else:
            top.pieces.append((tag.start, tag.end, BREAK))
        if len(self._frames) >= MAX_OPEN:
            return None
        self._frames.append(Frame(tag.name, self._text))
        return self._frames[-1]

    def _inside_piece(self) -> bool:
        """Whether we are in a cell, term or caption, which is read as one piece whatever it holds."""
        top = self._frames[-1]
        return top.holds and top.name != "li"

    def _nearest(self, name: str) -> Frame | None:
        return next((frame for frame in reversed(self._frames) if frame.name == name), None)

    def _close(self, names: frozenset[str] | set[str], within: frozenset[str] = frozenset()) -> bool:
        """Close the nearest frame of these names and all in it, unless a frame of `within` or a cell is between."""
        for depth in range(len(self._frames) - 1, 0, -1):
            name = self._frames[depth].name
            if name in names:
                while len(self._frames) > depth:
                    self._pop()
                return True
            if name in within or name in _CELLS:
                return False
        return False

    def _back_to_table(self) -> Frame | None:
        """The table that a row or cell tag belongs to; all that is open in it is closed."""
        found = self._nearest("table")
        while found and self._frames[-1] is not found:
            self._pop()
        return found

    def _end_part(self, name: str) -> None:
        if found := self._back_to_table():
            found.row = None
            if name == "table":
                self._pop()

    def _pop(self) -> None:
        frame = self._frames.pop()
        if frame.name in _CELLS and frame.holds:
            self._finish_cell(frame)
        elif frame.name in _TERMS:
            self._finish_term(frame)
        else:
            self._flush(frame)
        if frame.name == "table":
            add_table(frame.rows, self._outline, frame.group)
        elif frame.name == "dl" and not frame.defined:
            self._add_undefined(frame)

    # What a frame's text becomes

    def _flush(self, frame: Frame) -> None:
        """Add the text that a frame has gathered."""
        if frame.name == "pre":
            frame.superscripts.end()
            if lines := plain_lines(self._text, frame.pieces):
                frame.pieces.clear()
                read_preformatted(self._text, lines, self._outline)
            for view in frame.take_lines():
                self._outline.add("line", view)
            return
        view = frame.take()
        if frame.name in HEADINGS:
            self._outline.add_heading(int(frame.name[1]), view)
        elif frame.name == "title":
            self._add_title(view)
        elif frame.name == "caption":
            self._outline.add("caption", view, group=self._frames[-1].group)
        elif frame.name == "li":
            self._outline.add("item", view, level=frame.level, group=frame.group)
        elif len(self._frames) == 1 and view.text and bold.is_heading(self._text, view.text, extent(view)):
            self._outline.add_heading(bold.LEVEL, view)
        else:
            self._outline.add("paragraph", view)

    def _add_title(self, view: TextView) -> None:
        if not self._has_title:  # later ones name drawings
            self._outline.add("title", view)
        self._has_title = True

    def _finish_cell(self, frame: Frame) -> None:
        found = self._nearest("table")
        if found and found.row:
            found.row.cells.append(TableCell(frame.take(), frame.name == "th", frame.row_span, frame.column_span))

    def _finish_term(self, frame: Frame) -> None:
        view, names = frame.take(), self._nearest("dl")
        if names is None or not view.text:
            self._outline.add("paragraph", view)
        elif frame.name == "dt":
            names.terms.append(view)
        else:
            names.define(view, self._outline)

    def _add_undefined(self, names: Frame) -> None:
        for term in names.terms:
            self._outline.add("paragraph", term, group=names.group)


def _span(value: str | None, most: int) -> int:
    digits = (value or "").strip()[:6]
    return min(int(digits), most) if digits.isascii() and digits.isdigit() else 1


_START = {
    **dict.fromkeys(FLOW, _Reading.boundary),
    **dict.fromkeys(HEADINGS, _Reading.start_heading),
    **dict.fromkeys(_LISTS, _Reading.start_list),
    "li": _Reading.start_item,
    "dl": _Reading.start_list,
    **dict.fromkeys(_TERMS, _Reading.start_term),
    **dict.fromkeys(("pre", "title"), _Reading.start_alone),
    "table": _Reading.start_table,
    "caption": _Reading.start_caption,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _Reading.start_part),
    "tr": _Reading.start_row,
    **dict.fromkeys(_CELLS, _Reading.start_cell),
    **dict.fromkeys(("link", "meta"), _Reading.note_address),
}
