"""Where the marks of MediaWiki open and close that reach over lines or hold each other: templates, links, notes, comments.

Source: the MediaWiki handbook, "Help:Templates", "Help:Links", "Help:Cite" and "Help:Formatting".
"""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

Kind = Literal["template", "link", "note", "verbatim", "hidden"]

_MARK: Final = re.compile(
    r"<!--|<(?P<raw>nowiki|pre|syntaxhighlight|source|math)\b[^<>]{0,300}>|<ref\b[^<>]{0,300}>|\{\{|\}\}|\[\[|\]\]|\n",
    re.IGNORECASE,
)
_PARTING: Final = re.compile(r"\{\{|\[\[|<!--|<(?:nowiki|pre|syntaxhighlight|source|math|ref)\b|\||=", re.IGNORECASE)


class Marked(NamedTuple):
    """A range between two marks, and the range within them."""

    kind: Kind
    start: int
    end: int
    first: int
    last: int


class Parameter(NamedTuple):
    """A part of a template or a link: the `|` before it, its name as a range (empty where it has none), and its value."""

    mark: int
    name: tuple[int, int]
    value: tuple[int, int]


class Marks:
    """All that is marked in a range of wiki text, by where it begins."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._end = end
        self._open: list[tuple[str, int]] = []  # templates and links, each with its mark and where it stands
        self._opened = {"{{": 0, "[[": 0}
        self._missing: set[str] = set()  # closing marks that do not come any more
        self.by_start: dict[int, Marked] = {}
        self._find(start)

    def _find(self, position: int) -> None:
        while found := _MARK.search(self._text, position, self._end):
            position = found.end()
            match found[0][:2]:
                case "{{" | "[[":
                    self._open.append((found[0], found.start()))
                    self._opened[found[0]] += 1
                case "}}":
                    self._close("template", "{{", position)
                case "]]":
                    self._close("link", "[[", position)
                case "\n":
                    while self._open and self._open[-1][0] == "[[":
                        self._opened[self._open.pop()[0]] -= 1
                case "<!":
                    position = self._closed("hidden", found, "-->", 3)
                case _ if found["raw"]:
                    position = self._raw(found)
                case _ if found[0][0] == "<":
                    self._note(found)

    def _close(self, kind: Kind, opening: str, end: int) -> None:
        """Close the last template or link; what was opened within it and not closed is text."""
        while self._opened[opening]:
            mark, start = self._open.pop()
            self._opened[mark] -= 1
            if mark == opening:
                self._add(kind, start, end, 2, 2)
                return

    def _add(self, kind: Kind, start: int, end: int, opening: int, closing: int) -> None:
        self.by_start[start] = Marked(kind, start, end, start + opening, end - closing)

    def _closed(self, kind: Kind, opening: re.Match[str], closing: str, length: int) -> int:
        """Note what ends with a closing mark of that many characters, if it comes. Returns where to go on."""
        if closing in self._missing:
            return opening.end()
        at = self._text.find(closing, opening.end(), self._end)
        if at < 0:
            self._missing.add(closing)
            return opening.end()
        end = min(self._end, at + length)
        self._add(kind, opening.start(), end, len(opening[0]), end - at)
        return end

    def _raw(self, opening: re.Match[str]) -> int:
        if opening[0].endswith("/>"):
            self._add("hidden", *opening.span(), 0, 0)
            return opening.end()
        closing = f"</{opening['raw']}>"
        return self._closed("verbatim", opening, closing, len(closing))

    def _note(self, opening: re.Match[str]) -> None:
        """A footnote; what it holds is marked as well."""
        if opening[0].endswith("/>"):
            self._add("hidden", *opening.span(), 0, 0)
        else:
            self._closed("note", opening, "</ref>", len("</ref>"))

    def parameters(self, start: int, end: int) -> list[Parameter]:
        """The parts of what stands within a template or a link, parted by `|`; the first is its name or target."""
        parts: list[Parameter] = []
        mark = first = start
        equals = -1
        position = start
        while found := _PARTING.search(self._text, position, end):
            inner = self.by_start.get(found.start())
            position = inner.end if inner else found.end()
            if inner:
                continue
            if found[0] == "|":
                parts.append(_parameter(mark, first, equals, found.start()))
                mark, first, equals = found.start(), found.end(), -1
            elif found[0] == "=" and equals < 0:
                equals = found.start()
        parts.append(_parameter(mark, first, equals, end))
        return parts


def _parameter(mark: int, first: int, equals: int, end: int) -> Parameter:
    return Parameter(mark, (first, max(first, equals)), (equals + 1 if equals >= 0 else first, end))
