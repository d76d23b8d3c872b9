"""Read a DOCX: paragraphs, headings, list items and tables in order, with what tracked changes leave.

Source: ECMA-376 part 1, chapter 17 (WordprocessingML). Text boxes stand after the paragraph that anchors them,
footnotes and endnotes at the end. Macros, fields' instructions, comments and deleted text are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from auditor.decoding.package import Package
from auditor.decoding.raised import raised
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.writing import Shown, Writing
from auditor.decoding.xml import parsed
from auditor.model.source import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OUTLINE = re.compile("[0-8]")  # 9 is body text
_HEADING = re.compile(r"heading ?([1-9])", re.IGNORECASE)
_BODY = "word/document.xml"
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}
# What is gone, moved away, or no text: deleted runs, the code of a field, notes about a run.
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "rPr", "pPr")}
_SHOWN_AS = {
    f"{_W}tab": " ",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
    f"{_W}ptab": " ",
}
MAX_SPAN = 1000  # columns of a cell
MAX_BASED = 100  # styles of which each is based on the next; Word allows eleven


def read_docx(raw: Raw) -> Document:
    """The document that a DOCX shows. Raises Unreadable where it is none, or shows nothing."""
    package = Package(raw)
    body = _part(package, _BODY)
    if body is None:
        raise Unreadable("no Word document: it has no part word/document.xml; save it as .docx")
    reading = _Reading(*_styles(package))
    for child in body.iterfind(f"{_W}body"):
        reading.blocks(child)
    for name in _NOTES:
        notes = _part(package, name)
        for note in notes if notes is not None else ():
            if note.get(f"{_W}type") not in _SEPARATORS:
                reading.blocks(note)
    document = reading.writing.document(raw, "docx")
    if not document.passages:
        raise Unreadable("empty: it shows no text")
    return document


def _part(package: Package, name: str) -> Element | None:
    data = package.read(name)
    return None if data is None else parsed(data.replace(_STRICT, _USUAL), f"its part {name}")


def _styles(package: Package) -> tuple[dict[str, int], dict[str, int]]:
    """The level of each style that makes a heading, 0 of a document's title; and the depth of each that makes an item."""
    styles = _part(package, "word/styles.xml")
    levels: dict[str, int] = {}
    depths: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iterfind(f"{_W}style") if styles is not None else ():
        name, own = _value(style.find(f"{_W}name")), style.get(f"{_W}styleId", "")
        outline = _value(style.find(f"{_W}pPr/{_W}outlineLvl"))
        based[own] = _value(style.find(f"{_W}basedOn"))
        numbered = style.find(f"{_W}pPr/{_W}numPr")
        if numbered is not None:
            depths[own] = _number(numbered.find(f"{_W}ilvl"))
        found = _HEADING.fullmatch(name)
        if found:
            levels[own] = int(found[1])
        elif name.lower() == "title":
            levels[own] = 0
        elif _OUTLINE.fullmatch(outline):
            levels[own] = int(outline) + 1
    for own in list(based):
        _inherit(own, based, levels)
        _inherit(own, based, depths)
    return levels, depths


def _inherit(style: str, based: dict[str, str], levels: dict[str, int]) -> None:
    chain = [style]
    while chain[-1] not in levels and based.get(chain[-1]) and len(chain) < MAX_BASED:  # they may form a circle
        chain.append(based[chain[-1]])
    if chain[-1] in levels:
        levels.update(dict.fromkeys(chain, levels[chain[-1]]))


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(f"{_W}val", "")


class _Reading:
    def __init__(self, headings: dict[str, int], items: dict[str, int]) -> None:
        self.writing = Writing()
        self._headings = headings
        self._items = items
        self._list = -1  # the group of the list that is open

    def blocks(self, parent: Element) -> None:
        """Write the paragraphs and tables in an element, in order."""
        for child in _content(parent):
            if child.tag == f"{_W}tbl":
                self._list = -1
                self._table(child)
            else:
                self._paragraph(child)

    def _paragraph(self, paragraph: Element) -> None:
        text = _text(paragraph)
        style = _value(paragraph.find(f"{_W}pPr/{_W}pStyle"))
        outline = _value(paragraph.find(f"{_W}pPr/{_W}outlineLvl"))
        level = self._headings.get(style)
        if outline.isascii() and outline.isdigit():
            level = int(outline) + 1 if _OUTLINE.fullmatch(outline) else None
        depth = _depth(paragraph, self._items.get(style))
        if level is not None:
            self._list = -1
            self.writing.add("heading" if level else "title", text, level=min(level, 6))
        elif depth is not None:
            self._list = self._list if self._list >= 0 else self.writing.new_group()
            self.writing.add("item", text, level=min(depth, 8) + 1, group=self._list)
        else:
            self._list = -1
            self.writing.add("paragraph", text)
        for box in _boxes(paragraph):
            self.blocks(box)

    def _table(self, table: Element) -> None:
        group = self.writing.new_group()
        rows = [row for row in _unwrapped(table) if row.tag == f"{_W}tr" and not _is_deleted(row)]
        places = [_places(row) for row in rows]
        for number, row in enumerate(rows):
            before = min(places[number], default=0)
            cells = [Shown("", 1, before)] if before else []
            for column, (cell, span) in places[number].items():
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if (
                    merge is not None
                    and merge.get(f"{_W}val", "continue") == "continue"
                    and _reaches(places, number, column)
                ):
                    continue
                cells.append(Shown(_cell_text(cell), _height(places, number, column), span))
            header = row.find(f"{_W}trPr/{_W}tblHeader")
            is_header = header is not None and header.get(f"{_W}val", "1") not in {"0", "false", "off"}
            self.writing.add_row(cells, group, header=is_header)
        self.writing.end_table()


def _depth(paragraph: Element, by_style: int | None) -> int | None:
    """How deep a list item stands, from 0; None of what is no item."""
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
    if numbered is None:
        return by_style
    return None if _value(numbered.find(f"{_W}numId")) == "0" else _number(numbered.find(f"{_W}ilvl"))


_Places = dict[int, tuple[Element, int]]  # of a row: the column at which each cell starts, and how many it covers


def _places(row: Element) -> _Places:
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"))
    found: _Places = {}
    for cell in _unwrapped(row):
        if cell.tag == f"{_W}tc":
            span = max(1, _number(cell.find(f"{_W}tcPr/{_W}gridSpan")))
            found[column] = cell, span
            column += span
    return found


def _number(element: Element | None) -> int:
    value = _value(element)
    return min(int(value), MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 0


def _reaches(places: list[_Places], number: int, column: int) -> bool:
    """Whether a merged cell above reaches down to this one; a merge that nobody began is a cell."""
    return number > 0 and column in places[number - 1] and _merge(places[number - 1][column][0]) is not None


def _height(places: list[_Places], number: int, column: int) -> int:
    """How many rows a cell covers."""
    if _merge(places[number][column][0]) is None:
        return 1
    height = 1
    for below in places[number + 1 :]:
        if column not in below or _merge(below[column][0]) != "continue":
            break
        height += 1
    return height


def _merge(cell: Element) -> str | None:
    found = cell.find(f"{_W}tcPr/{_W}vMerge")
    return None if found is None else found.get(f"{_W}val", "continue")


def _cell_text(cell: Element) -> str:
    """A cell's paragraphs, one below the other; of a table in it the cells' texts."""
    return "\n".join(filter(None, (_text(paragraph).strip() for paragraph in cell.iter(f"{_W}p"))))


def _content(parent: Element) -> Iterator[Element]:
    return (child for child in _unwrapped(parent) if child.tag in {f"{_W}p", f"{_W}tbl"})


def _unwrapped(parent: Element) -> Iterator[Element]:
    """The children of an element, also those in content controls, insertions and custom markup; not what is deleted."""
    for child in parent:
        if child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"}:
            yield from _unwrapped(child)
        elif child.tag not in _LEFT_OUT:
            yield child


def _is_deleted(row: Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _text(paragraph: Element) -> str:
    """What the runs of a paragraph show, without that of text boxes."""
    shown: list[str] = []
    _gather(paragraph, shown)
    return "".join(shown)


def _gather(element: Element, shown: list[str]) -> None:
    for child in element:
        if child.tag == f"{_W}t":
            shown.append(child.text or "")
        elif child.tag in _SHOWN_AS:
            shown.append(_SHOWN_AS[child.tag])
        elif child.tag == f"{_W}r" and _is_hidden(child):
            continue
        elif child.tag == f"{_W}r" and _is_raised(child):
            own: list[str] = []
            _gather(child, own)
            shown.append(raised("".join(own), "".join(shown[-2:])))
        elif child.tag == f"{_ALTERNATE}AlternateContent" or child.tag in _LEFT_OUT:
            continue
        elif child.tag != f"{_W}txbxContent":
            _gather(child, shown)


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "1") not in {"0", "false", "off"}


def _is_raised(run: Element) -> bool:
    return _value(run.find(f"{_W}rPr/{_W}vertAlign")) == "superscript"


def _boxes(element: Element) -> Iterator[Element]:
    """The text boxes that are anchored in a paragraph. New programs write each twice; the one for old ones is left."""
    for child in element:
        if child.tag == f"{_W}txbxContent":
            yield child
        elif child.tag not in _LEFT_OUT and child.tag != f"{_ALTERNATE}Fallback":
            yield from _boxes(child)
