"""When a document was written, by its own words: "Effective July 1, 2024" under the title, "Last reviewed 03/2023" at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.extraction.codes import codes
from auditor.extraction.guarded import Guarded
from auditor.extraction.validity import DATE, iso
from auditor.model.source import Block, Parsed

_HEAD: Final = 15  # blocks in which a document tells of itself
_FOOT: Final = 6
_LONGEST: Final = 200  # characters: what is longer speaks of its subject
_REVISED: Final = r"(?:last |date |most recent(?:ly)? )?(?:updated?|review(?:ed)?|revis(?:ed|ion)|modified|published|posted|printed|issued|dated)"
_IN_HEAD: Final = Guarded(
    rf"\b(?:{_REVISED}|effective(?: dates?)?|version|as of|valid from|in force from|release(?:d)?)\b(?: date| on| as of| for dates of service(?: on or after| from)?)?[\s:*|_,-]{{0,8}}{DATE}"
)
_IN_FOOT: Final = Guarded(rf"\b{_REVISED}(?: date| on)?[\s:*|_,-]{{0,8}}{DATE}")
# A year, a month or a quarter in a title is the time of which the document speaks.
_IN_TITLE: Final = Guarded(rf"\b(?:(?:Q[1-4]|[1-4]Q)[ ,/-]{{0,2}})?{DATE}(?:[ -]?Q[1-4])?\b")
_SPLIT_MONTH: Final = re.compile(r"(?<![/\d])(\d{1,2})/((?:19|20)\d\d)\b")


def own_date(parsed: Parsed) -> str:
    """The last day, ISO, of which the document says that it speaks; "" where it does not say.

    Sentences that name a code tell when that began or ended, and never date the document.
    """
    found = [day for pattern, block in _places(parsed.blocks) for day in _days(pattern, block)]
    return max(found, default="")


def _places(blocks: Sequence[Block]) -> Iterator[tuple[Guarded, Block]]:
    for number, block in enumerate(blocks):
        text = block.view.text
        if len(text) > _LONGEST or codes(text):
            continue
        if block.kind == "title" or (block.kind == "heading" and block.level == 1):
            yield _IN_TITLE, block
        if number < _HEAD:
            yield _IN_HEAD, block
        elif number >= len(blocks) - _FOOT:
            yield _IN_FOOT, block


def _days(pattern: Guarded, block: Block) -> Iterator[str]:
    text = _SPLIT_MONTH.sub(r"\1/28/\2", block.view.text)  # "03/2023" is a month
    found = pattern.search(text)
    if found and (day := iso(found, last=True)):
        yield day
