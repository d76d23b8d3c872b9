"""Read entries whose text goes on below them behind a bar, as in exports of the rules by which claims are checked.

"E12 | W | HCPCS=J9045 AND UNITS>20", and below it "| Carboplatin is 50 mg per unit.": the message is about the codes, or
the modifier, that the condition asks for, so it is read as what defines them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.model.source import Cell, TextView
from auditor.readers.outline import Outline
from auditor.readers.text_lines import CODE, Line, view_of_lines
from auditor.readers.view import Piece, joined, view_of

_FIELDS = 2  # before the bars below
_ASKS_CODE = re.compile(
    r"\b(?:HCPCS|CPT|CODE|PROC)\w{0,20}\s{0,9}(?:==?|:|\bEQ\b|\bIN\b)\s{0,9}\(?\s{0,9}\Z", re.IGNORECASE
)
_MORE_CODES = re.compile(
    r"(?:,|\bOR\b)\s{0,9}(?:(?:HCPCS|CPT|CODE|PROC)\w{0,20}\s{0,9}(?:==?|:|\bEQ\b)\s{0,9})?\Z", re.IGNORECASE
)
_NEXT_IS_RANGE = re.compile(r"\s*(?:-|–|TO\b)", re.IGNORECASE)
_ASKS_MODIFIER = re.compile(r"\bMOD(?:IFIER)?\s*(?:==?|:|\bEQ\b)\s*([A-Z0-9]{2})\b")


def read_barred(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    """Add the entry that starts with a part's line `at`. Returns how many lines it has; 0: nothing goes on behind a bar below it."""
    first = part[at]
    if first.text[0] == "|" or first.text.count("|") < _FIELDS:
        return 0
    end = at + 1
    while end < len(part) and _goes_on(first, part[end]):
        end += 1
    if end == at + 1:
        return 0
    message = view_of_lines(text, [_without_bar(line) for line in part[at + 1 : end]])
    term = _asked_for(text, first)
    if term is None:
        outline.add("line", view_of_lines(text, (first,)))
        outline.add("paragraph", message)
    else:
        cells = (Cell(term, 0), Cell(message, 1))
        outline.add("definition", joined((term, message), "\t"), cells=cells, group=outline.new_group())
    return end - at


def _goes_on(first: Line, line: Line) -> bool:
    return line.text[0] == "|" and line.text.count("|") == 1 and line.indent > first.indent and len(line.text) > 1


def _without_bar(line: Line) -> Line:
    shown = line.text[1:].lstrip()
    return line._replace(start=line.end - len(shown), text=shown)


def _asked_for(text: str, line: Line) -> TextView | None:
    """The codes, or else the one modifier, for which the condition in the last field asks."""
    condition = line.start + line.text.rindex("|") + 1
    codes = list(CODE.finditer(text, condition, line.end))
    asked = codes and all(
        _is_asked(text, condition, before, code.start()) for before, code in _with_ends(codes, condition)
    )
    if asked and not any(_NEXT_IS_RANGE.match(text, code.end(), line.end) for code in codes):
        return view_of(text, _pieces([code.span() for code in codes]))
    modifiers = list(_ASKS_MODIFIER.finditer(text, condition, line.end))
    return view_of(text, [(*modifiers[0].span(1), None)]) if len(modifiers) == 1 and not codes else None


def _with_ends(codes: Sequence[re.Match[str]], start: int) -> Iterator[tuple[int, re.Match[str]]]:
    """Each code with the place where the one before it ends."""
    return zip([start, *(code.end() for code in codes)], codes, strict=False)


def _is_asked(text: str, start: int, before: int, code: int) -> bool:
    between = text[before:code]
    return (_ASKS_CODE if before == start else _MORE_CODES).search(between) is not None


def _pieces(spans: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    yield (*spans[0], None)
    for (_, end), (start, stop) in pairwise(spans):
        yield end, start, ", "
        yield start, stop, None
