"""One line of a quote with the differing token in the middle, cut to fit: what every report for people shows."""

from __future__ import annotations

import re

import msgspec

from auditor.model.findings import Location
from auditor.model.source import Lines, Span
from auditor.reports.visible import visible

CUT = "…"


class Excerpt(msgspec.Struct, frozen=True):
    """A source line in three parts. `focus` is empty where the text only implies the token."""

    line: int
    column: int
    before: str
    focus: str
    after: str

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
    rest = room - len(shown)
    column = (place.column if row == 1 else 1) + start - line_start
    return Excerpt(place.line + row - 1, column, shown, focus, after if len(after) <= rest else after[: rest - 1] + CUT)


def passage(location: Location) -> tuple[str, str, str]:
    """The whole quote in three parts: before the focus, the focus, after it."""
    start, end = _focus(location)
    before, focus, after = location.quote[:start], location.quote[start:end], location.quote[end:]
    return visible(before), visible(focus), visible(after)


def _focus(location: Location) -> tuple[int, int]:
    """The focus within the quote; empty, at the first character that is not blank, where there is none."""
    if location.focus is not None:
        span = Span(location.focus.start - location.place.start, location.focus.end - location.place.start)
        if 0 <= span.start <= span.end <= len(location.quote):
            return span.start, span.end
    blank = re.match(r"\s*", location.quote)
    start = blank.end() if blank else 0
    return start, start
