"""Lists inside the cells of one row: which of several names belongs to which of several codes.

"Ocrevus; Tysabri" beside "J2350; J2323" pairs in order. Where the counts differ, only names of one drug can be said of
every code; anything else would be a guess.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from auditor.model.assertions import Mention
from auditor.model.source import Cell

# What parts a list, the surest first: a comma also stands inside names and descriptors.
_SEPARATORS: Final = tuple(map(re.compile, (r"\n", r";", r"\s[/|]\s|/", r",\s*(?:(?:and|or)\s+)?|\s(?:and|or|&)\s")))


_MOST: Final = 64  # of a list in a cell: nobody pairs more by their places


class Held(NamedTuple):
    """A mention and the cell that it stands in; from a header, the header's cell text is not a cell of the row."""

    mention: Mention
    cell: Cell


def paired(
    codes: Sequence[Held], names: Sequence[Held], at: int, one_drug: Callable[[Held, Held], bool]
) -> list[Held] | None:
    """The names of the code `at`, where a cell has several codes and a cell of the row several names; None: all the same.

    `codes` and `names` are the mentions of one cell each, in order; `one_drug` tells whether two names are of one drug.
    """
    if len(codes) < 2 or len(names) < 2:
        return None
    if len(codes) > _MOST or len(names) > _MOST:
        return []
    for separator in _SEPARATORS:
        parts = _parts(names, separator)
        if len(parts) == len(codes) and all(parts):
            return parts[at]
        if len(parts) > 1 and separator is not _SEPARATORS[-1]:
            break
    if all(one_drug(names[0], other) for other in names[1:]):
        return None
    return []


def _parts(names: Sequence[Held], separator: re.Pattern[str]) -> list[list[Held]]:
    text = names[0].cell.view.text
    borders: list[int] = []
    start = depth = 0
    for found in separator.finditer(text):
        depth += text.count("(", start, found.start()) - text.count(")", start, found.start())
        start = found.start()
        if depth <= 0:  # what stands in brackets is no list of its own
            borders.append(start)
    parts: list[list[Held]] = [[] for _ in range(len(borders) + 1)]
    for held in names:
        parts[bisect_left(borders, held.mention.start)].append(held)
    return parts
