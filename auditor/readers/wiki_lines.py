"""Turn the lines of a MediaWiki page into tags: headings, lists, tables, templates on lines of their own.

Source: the MediaWiki handbook, "Help:Formatting", "Help:Lists" and "Help:Tables".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.readers.tags import Tag, Text
from auditor.readers.wiki_inline import MAX_DEPTH, Inline, Token
from auditor.readers.wiki_marks import Marked, Marks, Parameter

_HEADING: Final = re.compile(r"(={1,6})(?=[^=\s]|\s+[^=\s])(.*?\S)\s*?(={1,6})[ \t]*\Z", re.DOTALL)
_LIST: Final = re.compile(r"[ \t]*([*#:;]{1,40})(?!\{\|)")
_OPENING: Final = r"\{\{|\[\[|<!--|<(?:nowiki|pre|syntaxhighlight|source|math|ref)\b"
_LINE_END: Final = re.compile(rf"\n|{_OPENING}", re.IGNORECASE)
_TERM_END: Final = re.compile(rf"(?P<colon>\s?:(?=\s))|{_OPENING}", re.IGNORECASE)
_TABLE: Final = re.compile(r"[ \t:*]*(\{\|)")
_TABLE_MARK: Final = re.compile(r"[ \t]*(\|\}|\|-+|\|\+|[|!])")
_RULE: Final = re.compile(r"-{4,}")
_ATTRIBUTES: Final = re.compile(
    r"(?:(?:[\w-]++\s*+=\s*+(?:\"[^\"|]*+\"|'[^'|]*+'|[^\s|\"']++)|nowrap\b)\s*+)++\Z", re.IGNORECASE
)
_SPACES: Final = re.compile(r"\s*+")
_CELL_END: Final = re.compile(rf"{_OPENING}|\|\||!!|\|", re.IGNORECASE)
_LISTS: Final = {"*": ("ul", "li"), "#": ("ol", "li"), ":": ("dl", "dd"), ";": ("dl", "dt")}
_SHIFTED: Final = str.maketrans(";", ":")


class WikiTokens:
    """The tags and texts that a range of wiki text stands for, in the order of the source. What is open at its end is left open."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._marks = Marks(text, start, end)
        self._inline = Inline(text, self._marks)
        self._list = ""  # the marks before the item that is open
        self._tables = 0  # that are open
        self._rows_of = ""  # the template whose rows are being put into a table

    def __iter__(self) -> Iterator[Token]:
        yield from self._lines(self._start, self._end, 0)

    def notes(self) -> Iterator[Iterator[Token]]:
        """The notes of the page that was read, each by itself, also those in other notes."""
        for note in self._inline.notes:
            yield self._inline.show(note.first, note.last)

    def _lines(self, start: int, end: int, depth: int) -> Iterator[Token]:
        while start < end:
            stop = self._line_end(start, end)
            yield from self._line(start, stop, end, depth)
            start = stop + 1

    def _line_end(self, start: int, end: int) -> int:
        """Where a line ends; what is marked may reach over several lines of the source."""
        while found := _LINE_END.search(self._text, start, end):
            if found[0] == "\n":
                return found.start()
            marked = self._marks.by_start.get(found.start())
            start = marked.end if marked and marked.end <= end else found.end()
        return end

    def _line(self, start: int, end: int, limit: int, depth: int) -> Iterator[Token]:
        text = self._text
        after = min(end + 1, limit)  # behind the line end
        first = start + len(text[start:end]) - len(text[start:end].lstrip())
        marked = self._marks.by_start.get(first)
        alone = (
            marked is not None
            and marked.kind == "template"
            and marked.end <= end
            and not text[marked.end : end].strip()
        )
        if not alone and first < end:
            yield from self._end_rows(first)
        if first >= end:
            yield from self._end_list(start)
            if start < after:
                yield _tag(start, after, "p")
        elif marked and alone:
            yield from self._end_list(start)
            yield from self._block_template(marked, depth)
        elif found := _TABLE.match(text, start, end):
            yield from self._end_list(start)
            self._tables += 1
            yield _tag(found.start(1), found.end(1), "table")
        elif self._tables and (found := _TABLE_MARK.match(text, start, end)):
            self._list = ""
            yield from self._table_line(found, end, after)
        else:
            yield from self._text_line(start, first, end, after)

    def _text_line(self, start: int, first: int, end: int, after: int) -> Iterator[Token]:
        """A line of no table: a heading, an item, a rule, a line as it is typed, or a part of a paragraph."""
        text = self._text
        if found := _LIST.match(text, start, end):
            yield from self._item(found, end)
            return
        yield from self._end_list(start)
        if heading := _HEADING.match(text, start, end):
            level = min(len(heading[1]), len(heading[3]))
            yield _tag(start, start + level, f"h{level}")
            yield from self._inline.show(start + level, heading.end(3) - level)
            yield _tag(heading.end(3) - level, heading.end(3), f"h{level}", closing=True)
        elif _RULE.match(text, start, end):
            yield _tag(start, end, "hr")
        elif start < first and not self._tables:
            yield _tag(start, first, "pre")
            yield from self._inline.show(first, end)
            if end < after:
                yield _tag(end, after, "pre", closing=True)
        else:
            yield from self._inline.show(start, end)
            if end < after:
                yield Text(end, after)

    # Lists

    def _item(self, found: re.Match[str], end: int) -> Iterator[Token]:
        prefix, mark = found[1], found.end(1) - 1
        same = _common(prefix.translate(_SHIFTED), self._list.translate(_SHIFTED))
        if same == len(prefix):  # the next item of a list that is open
            yield from self._close_to(same, mark)
            yield _tag(mark, mark + 1, _LISTS[self._list[same - 1]][1], closing=True)
            self._list = self._list[: same - 1]
            yield _tag(mark, mark + 1, _LISTS[prefix[-1]][1])
        else:
            yield from self._close_to(same, mark)
            for character in prefix[same:]:
                names = _LISTS[character]
                yield _tag(mark, mark + 1, names[0])
                yield _tag(mark, mark + 1, names[1])
        self._list = prefix
        start = found.end()
        if prefix[-1] == ";" and (colon := self._term_end(start, end)):
            yield from self._inline.show(start, colon[0])
            yield _tag(*colon, "dd")
            self._list = prefix[:-1] + ":"
            start = colon[1]
        yield from self._inline.show(start, end)

    def _term_end(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the colon stands behind a term, which its definition follows on the same line."""
        while found := _TERM_END.search(self._text, start, end):
            marked = self._marks.by_start.get(found.start())
            if found["colon"]:
                return found.span()
            start = marked.end if marked else found.end()
        return None

    def _close_to(self, depth: int, at: int) -> Iterator[Token]:
        for character in reversed(self._list[depth:]):
            yield _tag(at, at + 1, _LISTS[character][0], closing=True)
        self._list = self._list[:depth]

    def _end_list(self, start: int) -> Iterator[Token]:
        if self._list:
            yield from self._close_to(0, max(self._start, start - 1))

    # Tables

    def _table_line(self, found: re.Match[str], end: int, line_end: int) -> Iterator[Token]:
        mark = found[1]
        start, after = found.span(1)
        if mark == "|}":
            self._tables -= 1
            yield _tag(start, after, "table", closing=True)
            yield from self._inline.show(after, end)
        elif mark.startswith("|-"):
            yield _tag(start, after, "tr")
        elif mark == "|+":
            yield _tag(start, after, "caption")
            yield from self._inline.show(self._after_attributes(after, end)[0], end)
        else:
            yield from self._cells(start, after, end, "th" if mark == "!" else "td")
            if end < line_end:
                yield Text(end, line_end)

    def _cells(self, mark: int, start: int, end: int, name: str) -> Iterator[Token]:
        for mark_start, first, last in self._cell_ranges(mark, start, end, name):
            content, attributes_end = self._after_attributes(first, last)
            yield Tag(mark_start, max(attributes_end, first), name, False, first)
            yield from self._inline.show(content, last)

    def _cell_ranges(self, mark: int, start: int, end: int, name: str) -> Iterator[tuple[int, int, int]]:
        """The cells of a line, each with where its mark begins. A single bar parts cells too, unless attributes stand before it."""
        position = start
        while found := _CELL_END.search(self._text, position, end):
            marked = self._marks.by_start.get(found.start())
            position = min(end, marked.end) if marked else found.end()
            if marked or found[0] not in ("||", "!!", "|") or (found[0] == "!!" and name == "td"):
                continue
            if found[0] == "|" and self._are_attributes(start, found.start()):
                continue
            yield mark, start, found.start()
            mark, start = found.span()
        yield mark, start, end

    def _after_attributes(self, start: int, end: int) -> tuple[int, int]:
        """Where a cell's content begins, and where its attributes end, with the bar behind them."""
        bar = self._text.find("|", start, end)
        if bar >= 0 and self._are_attributes(start, bar):
            return bar + 1, bar + 1
        return start, start

    def _are_attributes(self, start: int, end: int) -> bool:
        spaces = _SPACES.match(self._text, start, end)
        return bool(_ATTRIBUTES.match(self._text, spaces.end() if spaces else start, end))

    # Templates on lines of their own

    def _block_template(self, marked: Marked, depth: int) -> Iterator[Token]:
        """Values with names as a list of definitions, several without as a row, a single one as text of its own."""
        given = [] if self._inline.says_nothing(marked) else self._inline.given(marked)
        name = self._text[marked.first : given[0].mark].strip() if given else ""
        is_row = len(given) > 1 and not any(map(_is_named, given))
        if self._rows_of and not (is_row and name == self._rows_of):
            yield from self._end_rows(marked.start)
        if is_row:
            yield from self._row(marked, given, name)
            return
        in_list = False
        for part in given:
            if in_list != _is_named(part):
                in_list = not in_list
                yield _tag(part.mark, part.mark + 1, "dl", closing=not in_list)
            if in_list:
                yield _tag(part.mark, part.mark + 1, "dt")
                yield Text(*part.name)
                yield _tag(part.name[1], part.value[0], "dd")
                yield from self._inline.show(*part.value)
            else:
                yield _tag(part.mark, part.mark + 1, "p")
                yield from self._lines_or_text(part, depth)
        yield _tag(marked.last, marked.end, "dl" if in_list else "p", closing=True)

    def _lines_or_text(self, part: Parameter, depth: int) -> Iterator[Token]:
        if "\n" in self._text[slice(*part.value)].strip() and depth < MAX_DEPTH:
            yield from self._lines(*part.value, depth + 1)
            yield from self._close_to(0, part.value[1])
        else:
            yield from self._inline.show(*part.value)

    def _row(self, marked: Marked, given: Sequence[Parameter], name: str) -> Iterator[Token]:
        if not self._tables and not self._rows_of:
            yield _tag(marked.start, marked.first, "table")
            self._rows_of = name
        yield _tag(marked.start, marked.first, "tr")
        for part in given:
            yield _tag(part.mark, part.mark + 1, "td")
            yield from self._inline.show(*part.value)

    def _end_rows(self, at: int) -> Iterator[Token]:
        if self._rows_of:
            self._rows_of = ""
            yield _tag(max(self._start, at - 1), max(self._start, at - 1) + 1, "table", closing=True)


def _is_named(part: Parameter) -> bool:
    return part.name[0] < part.name[1]


def _tag(start: int, end: int, name: str, *, closing: bool = False) -> Tag:
    return Tag(start, end, name, closing, end)


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length
