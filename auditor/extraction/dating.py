"""When a document was written, by its own words: "Effective July 1, 2024" under the title, "Last reviewed 03/2023" at the end.

A document that collects others has a date for each of its parts: the bulletins of a year, the meetings of a committee.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.codes import codes, has_digit
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.validity import DATE, iso
from auditor.model.source import Block, Parsed

_HEAD: Final = 15  # blocks in which a document tells of itself
_FOOT: Final = 6
_LONGEST: Final = 200  # characters: what is longer speaks of its subject
_REVISED: Final = r"(?:last |date |most recent(?:ly)? )?(?:updated?|review(?:ed)?|revis(?:ed|ion)|modified|published|posted|printed|issued|dated)"
_IN_HEAD: Final = Guarded(
    rf"\b(?:{_REVISED}|date(?= ?:)|effective(?: dates?)?|version|as of|valid from|in force from|in force|release(?:d)?|run|checked|dates of service(?: on (?:and|or) after| from)?)\b"
    rf"(?: date| on| as of| for dates of service(?: on or after| from)?)?[\s:*|_,-]{{0,8}}{DATE}"
)
_IN_FOOT: Final = Guarded(rf"\b{_REVISED}(?: date| on)?[\s:*|_,-]{{0,8}}{DATE}")
# A year, a month or a quarter in a title is the time of which the document speaks.
_IN_TITLE: Final = Guarded(rf"\b(?:(?:Q[1-4]|[1-4]Q)[ ,/-]{{0,2}})?{DATE}(?:[ -]?Q[1-4])?\b")
# A short line of the head that opens or closes with a month: "April 2025", "Provider edition, January 2026".
_ANY: Final = re.sub(r"\(\?P<\w+>", "(?:", DATE)  # DATE without the names of its groups, to stand twice in a pattern
_DAY: Final = late(rf"\b{DATE}\b", re.IGNORECASE)
_BARE: Final = late(rf"(?:[^.;]{{0,60}}[\s,|(])?{_ANY}[\s).|·]*|{_ANY}\b[^;]{{0,60}}", re.IGNORECASE)
_TITLE: Final = 90  # characters of such a line, and of one that dates what stands below it
_ENDS: Final = late(
    r"\b(?:until|through|ends?|ended|expir\w+|next|since|before|replac\w+|supersed\w+)\b", re.IGNORECASE
)
_OTHER: Final = late(
    r"\b(?:original\w*|next|first)\s+$", re.IGNORECASE
)  # "original effective date" is that of another version
_OTHER_BEFORE: Final = 16
_LINE_RANK: Final = 9  # a line is less than any heading
_QUARTER: Final = late(
    r"\b(?:q(?P<q>[1-4])|(?P<nth>first|second|third|fourth|1st|2nd|3rd|4th) quarter)(?: of)?[ ,/-]{1,2}(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEAR_FIRST: Final = late(r"\b((?:19|20)\d\d)[ -]?(Q[1-4])\b", re.IGNORECASE)  # "2025-Q2"
_QUARTER_ENDS: Final = ("03/31", "06/30", "09/30", "12/31")
_NTH: Final = ("first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th")
_SPLIT_MONTH: Final = late(r"(?<![/\d])(\d{1,2})/((?:19|20)\d\d)\b")


def own_date(parsed: Parsed) -> str:
    """The last day, ISO, of which the document says that it speaks; "" where it does not say.

    Sentences that name a code tell when that began or ended, and never date the document.
    """
    found = [day for pattern, block in _places(parsed.blocks) for day in _days(pattern, block)]
    return max(found, default="") or next(filter(None, map(_of_line, parsed.blocks[:_HEAD])), "")


class Part(NamedTuple):
    """What a dated heading or line rules: from its place to that of the next heading of its rank. Offsets are the source's."""

    start: int
    end: int
    day: str


def parts(parsed: Parsed) -> tuple[Part, ...]:
    """The parts of a document that have a date of their own, in order; the inner ones after those around them."""
    found: list[Part] = []
    held: list[tuple[int, int, str]] = []  # rank, start and day of the titles that are in force
    for block in parsed.blocks:
        rank = block.level if block.kind == "heading" else _LINE_RANK if block.kind == "line" else 0
        day = _of_line(block) if rank else ""
        if not rank or (block.kind == "line" and not day):
            continue
        while held and held[-1][0] >= rank:
            _, start, before = held.pop()
            found.append(Part(start, block.span.start, before))
        if day:
            held.append((rank, block.span.start, day))
    found += [Part(start, len(parsed.document.text), day) for _, start, day in held]
    return tuple(sorted(part for part in found if part.day))


def day_of(found: Sequence[Part], offset: int) -> str:
    """The day of the innermost part around an offset of the source; "" where none has one."""
    at = bisect_right(found, offset, key=_start)
    return next((part.day for part in reversed(found[max(0, at - _NESTED) : at]) if offset < part.end), "")


_NESTED: Final = 8  # levels of dated headings, one in the other


def _start(part: Part) -> int:
    return part.start


def _of_line(block: Block) -> str:
    """The date of a short line that opens or closes with one: "Bulletin 25-03, July 1, 2025"; a year alone is none."""
    shown = block.view.text
    if len(shown) > _TITLE or not has_digit(shown):  # most blocks are long, or name no day
        return ""
    text = _plain(shown)
    if len(text) > _TITLE or codes(text) or _ENDS.search(text):
        return ""
    found = _BARE.fullmatch(text)
    if found is None:
        return ""
    day = _DAY.search(text)
    return iso(day, last=True) if day and not day["only"] else ""


def _places(blocks: Sequence[Block]) -> Iterator[tuple[Guarded, Block]]:
    for number, block in enumerate(blocks):
        text = block.view.text
        if len(text) > _LONGEST or not has_digit(text) or codes(text):
            continue
        if block.kind == "title" or (block.kind == "heading" and block.level == 1):
            yield _IN_TITLE, block
        if number < _HEAD:
            yield _IN_HEAD, block
        elif number >= len(blocks) - _FOOT:
            yield _IN_FOOT, block


def _days(pattern: Guarded, block: Block) -> Iterator[str]:
    text = _plain(block.view.text)
    for found in pattern.finditer(text):
        if not _OTHER.search(text, max(0, found.start() - _OTHER_BEFORE), found.start()) and (
            day := iso(found, last=True)
        ):
            yield day


def _plain(text: str) -> str:
    """The text with its months and quarters as days: "03/2023" and "2023-Q1" end in March."""
    return _QUARTER.sub(_end_of_quarter, _YEAR_FIRST.sub(r"\2 \1", _SPLIT_MONTH.sub(r"\1/28/\2", text)))


def _end_of_quarter(found: re.Match[str]) -> str:
    at = int(found["q"]) - 1 if found["q"] else _NTH.index(found["nth"].lower()) % 4
    return f"{_QUARTER_ENDS[at]}/{found['year']}"
