"""Read Markdown: CommonMark with pipe tables and front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import MD_TRIM_CHARS
from markdown_it.rules_block import StateBlock, heading, table
from markdown_it.token import Token

from auditor.model.source import Cell, Document, Parsed, Span, TextView
from auditor.readers import bold
from auditor.readers.front_matter import read_front_matter
from auditor.readers.html import read_html_part
from auditor.readers.inline import Inline, Stretch, is_card, view_of_inline
from auditor.readers.outline import Outline
from auditor.readers.preformatted import Shown, read_preformatted
from auditor.readers.source_lines import SourceLines
from auditor.readers.struck import with_struck
from auditor.readers.view import EMPTY, extent, joined, view_between

# Of lists, quotes and items in each other: the parser's recursion is as deep. It drops what is
# nested deeper, and we read that line by line.
MAX_NESTING = 60

_LONGEST_TERM = 60  # characters
_DEFINES = re.compile(r"\n: \S")
_WRITTEN_OTHERWISE = frozenset('&<>"')  # in HTML, whose preformatted text we must read alike
_LINE = re.compile(r"[^\n]+")
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPING = re.compile(r"\\(?=\|)")
_MARKS = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*+")


def read_markdown(document: Document) -> Parsed:
    """The blocks of a Markdown document."""
    outline = Outline()
    addresses = _read(document.text, outline)
    parsed = Parsed(document, tuple(outline.blocks), addresses)
    return with_struck(parsed, outline, lambda again: _read(document.text, again))


def _read(text: str, outline: Outline) -> tuple[str, ...]:
    front = read_front_matter(text, outline)
    _Reading(text, front.end, outline).read()
    return front.addresses


def _table_with_offsets(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The table rule, which also notes how long each row is, without list and quote marks before it."""
    known = len(state.tokens)
    found = table(state, start_line, end_line, silent)
    if found and not silent:
        for token in state.tokens[known:]:
            if token.type == "tr_open" and token.map:
                line = token.map[0]
                token.meta["length"] = state.eMarks[line] - state.bMarks[line] - state.tShift[line]
    return found


def _plain(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Headings, and paragraphs whose lines all begin with letters: the first letters tell that no other rule can read them.

    Nearly all lines of an article are such. The parser would ask nine rules of each, and again of each line below.
    """
    if silent or state.is_code_block(start_line):
        return False
    first = _first(state, start_line)
    if first == "#":
        is_table = start_line + 1 < state.lineMax and _first(state, start_line + 1) in "|-:"
        return not is_table and heading(state, start_line, end_line, silent)
    end = _plain_end(state, start_line + 1) if first.isalpha() else 0
    if not end:
        return False
    state.line = end
    state.push("paragraph_open", "p", 1).map = [start_line, end]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start_line, end, state.blkIndent, False).strip(MD_TRIM_CHARS)
    inline.map = [start_line, end]
    state.push("paragraph_close", "p", -1)
    return True


def _plain_end(state: StateBlock, line: int) -> int:
    """Where a paragraph ends that `line` may carry on: above a blank line or a heading. 0 if there is more to it."""
    while line < state.lineMax and not state.isEmpty(line):
        if state.sCount[line] < 0:
            return 0
        if not _first(state, line).isalpha():
            return line if heading(state, line, state.lineMax, True) else 0
        line += 1
    return line


def _first(state: StateBlock, line: int) -> str:
    """The first letter of a line, a line break if there is none."""
    at = state.bMarks[line] + state.tShift[line]
    return state.src[at : at + 1]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    parser.disable(["normalize", "inline", "text_join"])
    parser.block.ruler.before("table", "plain", _plain)
    parser.block.ruler.at("table", _table_with_offsets, {"alt": ["paragraph", "reference"]})
    return parser


_PARSER = _parser()


class _Reading:
    """Walks over one document's tokens and adds what they hold to the outline."""

    def __init__(self, text: str, start: int, outline: Outline) -> None:
        self._text = text
        self._lines = SourceLines(text, start)
        self._outline = outline
        self._links: dict[str, Any] = {}  # the parser's environment: where link definitions are kept
        self._lists: list[int] = []  # the group of each list that is open
        self._new_item = False  # nothing of the innermost item has been read yet

    def read(self) -> None:
        tokens = _PARSER.parse(self._lines.normal(), self._links)
        position = 0
        while position < len(tokens):
            position = self._read_block(tokens, position)

    def _read_block(self, tokens: Sequence[Token], position: int) -> int:
        """Read what starts at a token. Returns the position after it."""
        token = tokens[position]
        match token.type:
            case "paragraph_open":
                self._paragraph(tokens[position + 1])
            case "heading_open":
                self._outline.add_heading(int(token.tag[1]), *self._inline(tokens[position + 1]))
            case "table_open":
                self._table(tokens, position)
            case "html_block":
                return self._html(tokens, position)
            case "fence" | "code_block":
                self._code(token)
            case "list_item_open" | "blockquote_open" if token.level >= MAX_NESTING - 1:
                self._too_deep(token)
            case "list_item_open":
                self._new_item = True
            case _:
                self._enter_or_leave(token)
        return position + 1

    def _enter_or_leave(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(self._outline.new_group())
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._new_item = False

    def _paragraph(self, token: Token) -> None:
        """A paragraph; the first one of a list item is the item, and further ones stay in its list's group."""
        view, span = self._inline(token)
        if _DEFINES.search(view.text) and not view.text.startswith(": "):
            self._definitions(view)
            return
        if is_card(token.content) and not self._new_item:
            self._card(view)
            return
        level = len(self._lists)
        if not level and view.text and bold.is_heading(self._text, view.text, extent(view)):
            self._outline.add_heading(bold.LEVEL, view, span)
            return
        group = self._lists[-1] if level else -1
        self._outline.add("item" if self._new_item else "paragraph", view, span, level=level, group=group)
        self._new_item = False

    def _card(self, view: TextView) -> None:
        """Lines that begin with a label each, as "Code: J9035": what one says belongs to the label, not to the line before."""
        group = self._outline.new_group()
        for found in _LINE.finditer(view.text):
            self._outline.add("line", view.part(*found.span()), group=group)

    def _definitions(self, view: TextView) -> None:
        """A list of definitions, as many dialects have it: a term on its line, below it lines that begin with a colon.

        A line that is no definition goes on with the one above, unless it is short and a definition follows it.
        """
        self._new_item = False
        group = self._outline.new_group()
        lines = [found.span() for found in _LINE.finditer(view.text)]
        defines = [view.text.startswith(": ", start) for start, _ in lines] + [False]
        term = EMPTY
        at = 0
        while at < len(lines):
            start, end = lines[at]
            at += 1
            if not defines[at - 1]:
                term = view.part(start, end)
                continue
            while at < len(lines) and not defines[at] and not (defines[at + 1] and _is_term(*lines[at])):
                end = lines[at][1]
                at += 1
            defined = view.part(start + 2, end)
            cells = (Cell(term, 0), Cell(defined, 1))
            self._outline.add("definition", joined((term, defined), "\t"), cells=cells, group=group)

    def _code(self, token: Token) -> None:
        first = (token.map or (0, 0))[0] + (token.type == "fence")
        lines: list[Shown] = []
        for index, line in enumerate(token.content.removesuffix("\n").split("\n") if token.content else (), first):
            start, end = self._unmarked(index, line)
            lines.append(Shown(start, end, len(line) - len(line.lstrip(" \t"))))
        tables = _WRITTEN_OTHERWISE.isdisjoint(token.content)
        read_preformatted(self._text, lines, self._outline, tables=tables)

    def _unmarked(self, index: int, shown: str) -> tuple[int, int]:
        """The range of a line without the quote and list marks before what the parser shows of it."""
        end = self._lines.line(index)[1]
        return end - len(shown.lstrip(" \t")), end

    def _too_deep(self, token: Token) -> None:
        """Read line by line what the parser dropped, without the marks at the lines' starts."""
        for index in range(*(token.map or (0, 0))):
            start, end = self._lines.line(index)
            marks = _MARKS.match(self._text, start, end)
            self._outline.add("line", view_between(self._text, marks.end() if marks else start, end))

    def _html(self, tokens: Sequence[Token], position: int) -> int:
        """Read neighbouring HTML blocks as one: they are parted only by blank lines, which may stand in a table."""
        first, last = tokens[position].map or (0, 0)
        start, _ = self._unmarked(first, tokens[position].content.split("\n", 1)[0])
        while position < len(tokens) and tokens[position].type == "html_block":
            last = (tokens[position].map or (0, last))[1]
            position += 1
        read_html_part(self._text, start, self._lines.line(last - 1)[1], self._outline)
        return position

    def _table(self, tokens: Sequence[Token], position: int) -> None:
        group = self._outline.new_group()
        header: list[TextView] | None = None
        while tokens[position].type != "table_close":
            if tokens[position].type == "tr_open":
                start, end = self._row_range(tokens[position])
                width = _width(tokens, position)
                views = [self._cell_view(*range_) for range_ in self._cell_ranges(start, end, width)]
                self._row(views, header, Span(start, end), group)
                header = views if header is None else header
            position += 1

    def _row(self, views: list[TextView], header: list[TextView] | None, span: Span, group: int) -> None:
        above = header or [EMPTY] * len(views)
        cells = tuple(
            Cell(view, column, head.text, extent(head) if head.text else None)
            for column, (view, head) in enumerate(zip(views, above, strict=True))
        )
        kind = "header" if header is None else "row"
        self._outline.add("header" if kind == "header" else "row", joined(views, "\t"), span, cells=cells, group=group)

    def _row_range(self, token: Token) -> tuple[int, int]:
        end = self._lines.line((token.map or (0, 0))[0])[1]
        return self._lines.trimmed(end - token.meta["length"], end)

    def _cell_ranges(self, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
        """The ranges of a row's cells: what stands beyond the table's width is not shown, what lacks is empty."""
        pipes = [found.start() for found in _PIPE.finditer(self._text, start, end)]
        if pipes and pipes[0] == start:
            start += 1
            del pipes[0]
        for pipe in (*pipes, end, *[end] * width)[:width]:
            yield self._lines.trimmed(min(start, pipe), pipe)
            start = pipe + 1

    def _cell_view(self, start: int, end: int) -> TextView:
        """A cell's view. The table rule takes the backslash from an escaped pipe before anything else is read."""
        content = ""
        stretches: list[Stretch] = []
        for part in _ESCAPING.split(self._text[start:end]):
            stretches.append(Stretch(len(content), start, len(part)))
            content += part
            start += len(part) + 1
        return self._view(Inline(content, stretches))

    def _inline(self, token: Token) -> tuple[TextView, Span]:
        """The view and the extent of a paragraph or a heading."""
        if not token.content:
            return EMPTY, Span(0, 0)
        inline = Inline(token.content, self._lines.stretches(token.content, (token.map or (0, 0))[0]))
        first, last = inline.stretches[0], inline.stretches[-1]
        return self._view(inline), Span(first.source, last.source + last.length)

    def _view(self, inline: Inline) -> TextView:
        return view_of_inline(self._text, inline, self._links, self._outline)


def _is_term(start: int, end: int) -> bool:
    return end - start <= _LONGEST_TERM


def _width(tokens: Sequence[Token], position: int) -> int:
    """The number of cells of the row that opens at a position; each is an opening, its text and a closing."""
    end = position + 1
    while tokens[end].type != "tr_close":
        end += 3
    return (end - position) // 3
