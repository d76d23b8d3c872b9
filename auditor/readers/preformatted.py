"""Read preformatted text, of a code fence or a <pre>: tables that only their layout shows, else line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.readers.outline import Outline
from auditor.readers.text_coded import read_any_table, with_whole_tables
from auditor.readers.text_lines import Line, view_of_lines
from auditor.readers.view import BREAK, Piece

# Of an electronic claim: "SV1*HC:J9263*420.00*UN*260", and beside it what it means.
_SEGMENT = re.compile(r"[*~^:|][A-Z]\d{4}[*~^:|]")


class Shown(NamedTuple):
    """A line of preformatted text: the half-open range of what it shows in the source, and the blanks before that."""

    start: int
    end: int
    indent: int


def read_preformatted(text: str, lines: Iterable[Shown], outline: Outline, *, tables: bool = True) -> None:
    """Add what stands in the lines; without `tables`, each by itself."""
    for part in with_whole_tables(text, _parts(text, lines)):
        at = 0
        while at < len(part):
            may_open = tables and not _SEGMENT.search(part[at].text)
            taken = read_any_table(text, part, at, outline) if may_open else 0
            if not taken:
                outline.add("line", view_of_lines(text, (part[at],)))
            at += taken or 1


def _parts(text: str, lines: Iterable[Shown]) -> list[list[Line]]:
    """The lines, parted by blank ones."""
    parts: list[list[Line]] = [[]]
    for start, end, indent in lines:
        shown = text[start:end].rstrip()
        if shown:
            parts[-1].append(Line(start, start + len(shown), shown, indent, 0))
        else:
            parts.append([])
    return [part for part in parts if part]


def plain_lines(text: str, pieces: Sequence[Piece]) -> list[Shown]:
    """The lines that pieces show as they stand in the source; none at all if one of them holds markup."""
    lines: list[Shown] = []
    start = end = -1
    for first, last, shown in [*pieces, (-1, -1, BREAK)]:
        if shown == BREAK:
            own = text[start:end] if start >= 0 else ""
            indent = len(own) - len(own.lstrip())
            lines.append(Shown(max(start, 0) + indent, max(end, 0), indent))
            start = end = -1
        elif shown is not None or (start >= 0 and first != end):
            return []
        else:
            start, end = (first if start < 0 else start), last
    return lines
