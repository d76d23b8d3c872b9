"""Read what MediaWiki has within a line: links, bold words, notes and templates, as the tags and texts that they show.

Source: the MediaWiki handbook, "Help:Formatting", "Help:Links" and "Help:Magic words".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from auditor.readers.tags import Gap, Tag, Text, Tokens
from auditor.readers.wiki_marks import Marked, Marks, Parameter

Token: TypeAlias = Tag | Text | Gap

MAX_DEPTH: Final = 20  # marks within each other; what is deeper is shown as it is written

_MARK: Final = re.compile(
    r"'{2,}|\[\[|\{\{|<!--|<(?:nowiki|pre|syntaxhighlight|source|math|ref)\b|~{3,}|__[A-Z]{3,}__|"
    r"\[(?:https?:|mailto:|//)[^\s\[\]]{0,2000}+[ \t]*+(?P<label>[^\[\]\n]*+)\]",
    re.IGNORECASE,
)
_PAIRED: Final = frozenset({"[[", "{{"})
_UNSHOWN: Final = re.compile(r"\s*(?:category|[a-z]{2,3}(?:-[a-z]{2,4})?):", re.IGNORECASE)
_PICTURE: Final = re.compile(r"\s*(?:file|image|media):", re.IGNORECASE)
_OPTION: Final = re.compile(
    r"thumb|frame|frameless|border|left|right|center|none|upright\b.*|\d{0,4}x?\d{1,4}px|(?:alt|link|page|lang|class)=.*",
    re.IGNORECASE | re.DOTALL,
)
_NAMESPACE: Final = re.compile(r"\s*:?(?:[A-Za-z ]{1,40}:(?=\S))?")
_SAYS_NOTHING: Final = re.compile(
    r"\s*(?:cit(?:e|ation)|cn\b|reflist|references?\b|refn|sfn|efn|r\||clear|anchor|toc\b|defaultsort|displaytitle|short description|use \w+ (?:dates|english)|"
    r"coord|navbox|authority control|italic title|#\w+:|DISPLAYTITLE|dead link|who|when|which|by whom|portal|commons)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"\s*\d{1,2}\s*")


class Inline:
    """Shows ranges of a wiki text. Notes are gathered, to be read below the page as a browser shows them."""

    def __init__(self, text: str, marks: Marks) -> None:
        self._text = text
        self.marks = marks
        self.notes: list[Marked] = []

    def show(self, start: int, end: int, depth: int = 0) -> Iterator[Token]:
        """The tags and texts that a range shows."""
        shown = position = start
        while found := _MARK.search(self._text, position, end):
            marked = self.marks.by_start.get(found.start())
            if marked and marked.end > end:
                marked = None
            position = marked.end if marked else found.end()
            if marked is None and (found[0] in _PAIRED or found[0][0] == "<"):
                continue
            yield from self._plain(shown, found.start())
            shown = position
            if marked:
                yield from self._marked(marked, depth)
            elif found["label"]:
                yield from self.show(*found.span("label"), depth + 1)
        yield from self._plain(shown, end)

    def _plain(self, start: int, end: int) -> Iterator[Token]:
        """Text without marks of the wiki, in which HTML may stand."""
        if start < end:
            yield from Tokens(self._text, start, end)

    def _marked(self, marked: Marked, depth: int) -> Iterator[Token]:
        if depth > MAX_DEPTH:
            yield Text(marked.start, marked.end)
            return
        match marked.kind:
            case "template":
                yield from self._template(marked, depth)
            case "link":
                yield from self._link(marked, depth)
            case "note":
                self.notes.append(marked)
            case "verbatim":
                yield Text(marked.first, marked.last)
            case "hidden":
                pass

    def _link(self, marked: Marked, depth: int) -> Iterator[Token]:
        parts = self.marks.parameters(marked.first, marked.last)
        start, end = parts[0].name[0], parts[0].value[1]
        if _PICTURE.match(self._text, start, end):
            parts = [
                part for part in parts[1:] if not _OPTION.fullmatch(self._text[part.name[0] : part.value[1]].strip())
            ]
            if parts:
                yield from self.show(parts[-1].name[0], parts[-1].value[1], depth + 1)
        elif len(parts) > 1 and self._text[parts[1].name[0] : marked.last].strip():
            yield from self.show(parts[1].name[0], marked.last, depth + 1)
        elif not _UNSHOWN.match(self._text, start, end):
            if len(parts) > 1:  # [[Name (drug)|]] shows Name
                start = _after_namespace(self._text, start, end)
                bracket = self._text.find(" (", start, end)
                end = bracket if bracket > start else end
            yield Text(start + (self._text[start] == ":") if start < end else start, end)

    def _template(self, marked: Marked, depth: int) -> Iterator[Token]:
        """What a template within a line is given, one value after the other."""
        if self.says_nothing(marked):
            return
        given = self.given(marked)
        for number, part in enumerate(given):
            if number:
                yield Gap(part.mark, part.mark + 1)
            yield from self.show(*part.value, depth + 1)

    def says_nothing(self, marked: Marked) -> bool:
        """Whether a template only arranges the page, or names a source."""
        return bool(_SAYS_NOTHING.match(self._text, marked.first, marked.last))

    def given(self, marked: Marked) -> list[Parameter]:
        """The values that a template is given, without its name; a name that is a number is none."""
        parts = self.marks.parameters(marked.first, marked.last)[1:]
        return [
            part._replace(name=(part.name[0], part.name[0])) if _NUMBER.fullmatch(self._text, *part.name) else part
            for part in parts
            if self._text[part.value[0] : part.value[1]].strip()
        ]


def _after_namespace(text: str, start: int, end: int) -> int:
    found = _NAMESPACE.match(text, start, end)
    return found.end() if found else start
