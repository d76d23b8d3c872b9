"""What a document strikes out: it is no longer said, so it is not read; each stretch of it is remembered, so that nothing is silent.

Source: the HTML Living Standard (del, s; strike as browsers still show it) and CSS Text Decoration (line-through).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from auditor.model.source import Parsed, Span
from auditor.readers.outline import Outline
from auditor.readers.tags import Tag, Text, attributes

STRIKING = frozenset({"del", "s", "strike"})
_STYLED = frozenset(
    {"span", "p", "div", "li", "ul", "ol", "tr", "td", "font", "b", "i", "u", "em", "strong", "section"}
)
_LONE = re.compile(r"[^\s<>]{1,60}")
_CODE = re.compile(r"[A-Z]\d{4}")
_NEXT = r"(?:</\w{1,10}>|&nbsp;|[\s*_~]){0,8}"  # markup and white space between
_GOES_ON = re.compile(rf"{_NEXT}(?:[,.;:)(|]|[a-z]{{2,}}|&[mn]dash;|[-–—])")
_ENDS = re.compile(rf"{_NEXT}(?:[,.;)|]|<t[dhr]|$)")


class Strikes:
    """Follows the tags of a range of HTML and tells whether what stands between them is struck out."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end
        self._last_ends: dict[str, int] = {}  # where the last end tag of each name stands
        self._name = ""  # of the element that strikes out what is in it
        self._depth = 0  # of elements of that name in it

    def follow(self, tag: Tag) -> None:
        """Must be told of every tag."""
        if self._name:
            if tag.name == self._name:
                self._depth += -1 if tag.closing else 1
                if not self._depth:
                    self._name = ""
        elif not tag.closing and self._strikes(tag):
            self._name, self._depth = tag.name, 1

    @property
    def active(self) -> bool:
        """Whether text here is struck out."""
        return bool(self._name)

    def spoken_of(self, text: Text) -> bool:
        """Whether the struck text is a lone code or name that its sentence goes on to speak of."""
        return is_spoken_of(self._text[text.start : text.end], self._text[text.end : min(self._end, text.end + 48)])

    def _strikes(self, tag: Tag) -> bool:
        if tag.name not in STRIKING:
            if tag.name not in _STYLED or self._text.find("line-through", tag.attributes_start, tag.end) < 0:
                return False
            if "line-through" not in attributes(self._text, tag).get("style", ""):
                return False
        return self._closes(tag)

    def _closes(self, tag: Tag) -> bool:
        """Whether the element ends at all; one that does not would strike out the rest of the page."""
        if tag.name not in self._last_ends:
            ends = re.compile(rf"</{tag.name}(?=[\s/>])", re.IGNORECASE).finditer(self._text, tag.end, self._end)
            self._last_ends[tag.name] = max((found.start() for found in ends), default=-1)
        return self._last_ends[tag.name] >= tag.end


def is_spoken_of(struck: str, after: str) -> bool:
    """Whether what is struck out is a lone code or name that its sentence goes on to speak of: "its old code, <s>J1300</s>, was ...".

    `after` is the source that follows. A code or number that takes its place, or inserted text, makes it a deletion.
    """
    if not _LONE.fullmatch(struck.strip()):
        return False
    return (_GOES_ON if _CODE.fullmatch(struck.strip()) else _ENDS).match(after) is not None


def with_struck(parsed: Parsed, outline: Outline, whole: Callable[[Outline], object]) -> Parsed:
    """What was read, with what is struck out: `whole` reads the document once more into an outline that shows it."""
    if not outline.struck:
        return parsed
    again = Outline(shows_struck=True)
    whole(again)
    return msgspec.structs.replace(parsed, struck=_joined(outline.struck), whole=tuple(again.blocks))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """The spans in order, those joined that touch."""
    kept: list[Span] = []
    for span in sorted(spans):
        if kept and span.start <= kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)
