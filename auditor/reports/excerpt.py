"""One line of a quote with the differing token in the middle, cut to fit: what every report for people shows."""

from __future__ import annotations

import re

import msgspec

from auditor.model.findings import Finding, Location, Unlisted
from auditor.model.source import Lines, Span
from auditor.reports.visible import visible

CUT = "…"
QUOTED = 3  # documents quoted in full that say the same; the others are listed


class Excerpt(msgspec.Struct, frozen=True):
    """A source line in three parts. `focus` is empty where the text only implies the token.

    `above` is the line before it, where the quote begins there or earlier: a sentence often breaks before its point.
    """

    line: int
    column: int
    before: str
    focus: str
    after: str
    above: str = ""

    @property
    def text(self) -> str:
        """The line as shown."""
        return self.before + self.focus + self.after


def excerpt(location: Location, width: int) -> Excerpt:
    """The line of the quote that holds the focus (else its first), at most `width` characters of it."""
    quote, place = location.quote, location.place
    start, end = _focus(location)
    row, _ = Lines(quote).position(start)
    bounds = [*Lines(quote).starts, len(quote) + 1]
    line_start, line_end = bounds[row - 1], len(quote[: bounds[row] - 1].rstrip("\r\n"))
    end = max(start, min(end, line_end))
    before, focus, after = (visible(part) for part in (quote[line_start:start], quote[start:end], quote[end:line_end]))
    room = max(width - len(focus), 20)
    left = max(room // 2, room - len(after))
    shown = before if len(before) <= left else CUT + before[len(before) - left + 1 :]
    column = (place.column if row == 1 else 1) + start - line_start
    above = _cut(visible(quote[bounds[row - 2] : line_start]).rstrip(), width) if row > 1 else ""
    return Excerpt(place.line + row - 1, column, shown, focus, _cut(after, room - len(shown)), above)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + CUT


def passage(location: Location, context: int = 280) -> tuple[str, str, str]:
    """The quote in three parts: before the focus, the focus, after it; of very long ones the nearest `context`."""
    start, end = _focus(location)
    before, focus, after = (
        visible(part) for part in (location.quote[:start], location.quote[start:end], location.quote[end:])
    )
    shown = before if len(before) <= context else CUT + before[-context:]
    return shown, focus, after if len(after) <= context else after[:context] + CUT


def _focus(location: Location) -> tuple[int, int]:
    """The focus within the quote; empty, at the first character that is not blank, where there is none."""
    if location.focus is not None:
        span = Span(location.focus.start - location.place.start, location.focus.end - location.place.start)
        if 0 <= span.start <= span.end <= len(location.quote):
            return span.start, span.end
    blank = re.match(r"\s*", location.quote)
    start = blank.end() if blank else 0
    return start, start


class Voices(msgspec.Struct, frozen=True):
    """All places of a finding that say the same: those to quote, one per document and few, the others, and how many are not listed."""

    note: str
    documents: int
    quoted: tuple[Location, ...]
    others: tuple[Location, ...]
    unlisted: Unlisted | None = None


def voices(finding: Finding) -> list[Voices]:
    """The finding's places by what they say, that of the primary place first."""
    said: dict[str, list[Location]] = {}
    for location in (finding.primary, *finding.related):
        said.setdefault(location.note, []).append(location)
    left = {one.note: one for one in finding.unlisted}
    return [_voices(note, locations, left.get(note)) for note, locations in said.items()]


def more_places(unlisted: Unlisted) -> str:
    """How many places are not listed: "9919 more places in 9900 documents"."""
    told = _count(unlisted.places, "more place")
    return f"{told} in {_count(unlisted.documents, 'document')}" if unlisted.documents else told


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _voices(note: str, locations: list[Location], unlisted: Unlisted | None) -> Voices:
    first: dict[str, Location] = {}
    for location in locations:
        first.setdefault(location.document, location)
    quoted = tuple(first.values())[:QUOTED]
    others = tuple(location for location in locations if not any(location is one for one in quoted))
    documents = len(first) + (unlisted.documents if unlisted else 0)
    return Voices(note, documents, quoted, others, unlisted)
