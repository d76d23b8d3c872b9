"""Split HTML into tags and text, as browsers do, in one pass and without ever failing.

Source: the HTML Living Standard, section 13.2.5 (tokenization). Where it would drop the rest of a
document because a tag never ends, the `<` is read as text instead: nothing may vanish silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import NamedTuple

from auditor.readers.elements import UNSHOWN, VERBATIM
from auditor.readers.view import Piece


class Tag(NamedTuple):
    """A start or end tag, and the range of its attributes."""

    start: int
    end: int
    name: str
    closing: bool
    attributes_start: int


class Text(NamedTuple):
    """A range of text, with character references in it."""

    start: int
    end: int


class Gap(NamedTuple):
    """A range that shows as white space, in markup that is read like HTML."""

    start: int
    end: int


_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)")
_NO_QUOTES = re.compile(r"[^>\"']*+>")
_ATTRIBUTE = re.compile(r"[\s/]*+=?([^\s/>=]*+)(?:\s*+=\s*+(\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
_COMMENT_END = re.compile(r"--!?>")
_EMPTY_COMMENT = re.compile(r"<!---?>")
_END_TAGS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in UNSHOWN | VERBATIM}

_REFERENCE = re.compile(r"&(?:#(?:[xX][0-9a-fA-F]+|[0-9]+);?|[A-Za-z][A-Za-z0-9]{1,31}+;?)")
_MAX_DIGITS = 10  # more is no character, and Python refuses to count much further


class Tokens:
    """The tags and texts of a range of HTML."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start = start
        self._end = end
        self._last_bracket = text.rfind(">", start, end)
        self._last_cdata_end = text.rfind("]]>", start, end)
        self._quotes_close = True  # until a tag turns out not to end, for the rest is then misquoted too

    def __iter__(self) -> Iterator[Tag | Text]:
        position = self._start
        while position < self._end:
            found = _MARKUP.search(self._text, position, self._end)
            start = found.start() if found else self._end
            if start > position:
                yield Text(position, start)
            position = start
            if found:
                token, position = self._markup(start)
                if token:
                    yield token
                    if isinstance(token, Tag) and not token.closing and token.name in _END_TAGS:
                        start, position = position, self._end_of_content(token.name, position)
                        if token.name in VERBATIM and position > start:
                            yield Text(start, position)

    def _markup(self, start: int) -> tuple[Tag | Text | None, int]:
        """What begins with the `<` at a position, and where it ends. Comments are nothing."""
        if self._last_bracket < start:
            return Text(start, start + 1), start + 1
        name = _NAME.match(self._text, start, self._end)
        if not name:
            return None, self._comment_end(start)
        end = self._tag_end(name.end())
        return Tag(start, end, name[2].lower(), bool(name[1]), name.end()), end

    def _comment_end(self, start: int) -> int:
        text, end = self._text, self._end
        if text.startswith("<!--", start, end):
            found = _EMPTY_COMMENT.match(text, start, end) or _COMMENT_END.search(text, start + 4, end)
            return found.end() if found else end
        if text.startswith("<![CDATA[", start, end) and self._last_cdata_end > start:
            return text.index("]]>", start) + 3
        return text.index(">", start) + 1

    def _tag_end(self, position: int) -> int:
        simple = _NO_QUOTES.match(self._text, position, self._end)
        if simple:
            return simple.end()
        end = self._end_after_attributes(position) if self._quotes_close else self._end
        if end < self._end:
            return end + 1
        self._quotes_close = False
        return self._text.index(">", position) + 1 if self._last_bracket >= position else self._end

    def _end_after_attributes(self, position: int) -> int:
        """The position of the `>` that ends a tag, or the end of everything."""
        while position < self._end and self._text[position] != ">":
            found = _ATTRIBUTE.match(self._text, position, self._end)
            position = found.end() if found and found.end() > position else position + 1
        return position

    def _end_of_content(self, name: str, position: int) -> int:
        found = _END_TAGS[name].search(self._text, position, self._end)
        return found.start() if found else self._end


def attributes(text: str, tag: Tag) -> dict[str, str]:
    """A tag's attributes; of two with one name the first counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text, tag.attributes_start, tag.end - 1):
        value = match[2] or ""
        if value[:1] in ("'", '"') and value[-1:] == value[:1]:
            value = value[1:-1]
        if match[1]:
            found.setdefault(match[1].lower(), _unescaped(value))
    return found


def _unescaped(value: str) -> str:
    return "".join(
        value[start:end] if shown is None else shown for start, end, shown in text_pieces(value, 0, len(value))
    )


def text_pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a range of text: itself, and what its character references stand for."""
    if text.find("&", start, end) >= 0:
        for match in _REFERENCE.finditer(text, start, end):
            shown, length = _character(match[0])
            if length:
                yield start, match.start(), None
                start = match.start() + length
                yield match.start(), start, shown
    yield start, end, None


def _character(reference: str) -> tuple[str, int]:
    """What a reference shows, and how much of it is one: of `&ampx` the first four characters."""
    if reference[1] == "#":
        shown = unescape(reference) if len(reference) <= _MAX_DIGITS else "\ufffd"
        return _no_break(shown), len(reference)
    for length in range(len(reference), 2, -1):
        shown = html5.get(reference[1:length], "")
        if shown:
            return _no_break(shown), length
    return reference, 0


def _no_break(shown: str) -> str:
    """A line end that is written as a reference is white space, not a break."""
    return " " if shown.isspace() else shown
