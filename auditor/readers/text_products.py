"""Lists of products set in columns, whose cells are broken over lines: "Preferred" beside "Non-preferred", as payers print them.

Each cell holds a product, the name on one line and its code at the end of the last. Blank lines part the classes of drugs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from auditor.readers.outline import Outline
from auditor.readers.text_lines import CODE, MARKER, Line, is_rule
from auditor.readers.text_tables import Range, Row, add_rows, cut_at, fields, fits_columns

_SPACES = re.compile(r" {2,}")
_FEWEST_LINES = 3  # heads, a rule, and a product
_FEWEST_HEADS = 2
_FEWEST_BROKEN = 2  # products that are broken over lines; one could as well be a title above a line
_LONGEST = 4  # lines of one product


def whole_lists(text: str, parts: Iterable[Sequence[Line]]) -> Iterator[Sequence[Line]]:
    """The parts, those put together that blank lines cut out of one list of products in columns."""
    pending = list(parts)
    at = 0
    while at < len(pending):
        starts = _column_starts(pending[at])
        last = at + 1
        while starts and last < len(pending) and _stands_in(pending[last], starts):
            last += 1
        whole = [line for part in pending[at:last] for line in part]
        if last > at + 1 and _rows(text, whole):
            yield whole
            at = last
        else:
            yield pending[at]
            at += 1


def read_products(text: str, part: Sequence[Line], at: int, outline: Outline) -> int:
    """Add the list of products in columns that starts with a part's line `at`. Returns how many lines it has; 0: there is none."""
    if not _column_starts(part, at):
        return 0  # asked of every line of a part: the rest of it is copied only below heads
    lines = part[at:]
    rows = _rows(text, lines)
    if not rows:
        return 0
    add_rows(text, rows, outline, has_header=True)
    return len(lines)


def _column_starts(part: Sequence[Line], at: int = 0) -> list[int]:
    """Where the columns start below heads over one long rule; none if the line `at` of the part is no such head."""
    if len(part) < at + _FEWEST_LINES or not is_rule(part[at + 1]):
        return []
    head = part[at]
    if CODE.search(head.text) or MARKER.match(head.text):
        return []
    heads = fields(head, _SPACES)
    edge = head.start - head.indent
    return [start - edge for start, _ in heads] if len(heads) >= _FEWEST_HEADS else []


def _stands_in(part: Sequence[Line], starts: Sequence[int]) -> bool:
    """Whether all lines of a part stand in the columns, and one of them names a code; a rule may close the list."""
    body = part[:-1] if len(part) > 1 and is_rule(part[-1]) else part
    return any(CODE.search(line.text) for line in body) and all(
        not is_rule(line) and line.indent >= starts[0] and fits_columns(line, starts) for line in body
    )


def _rows(text: str, lines: Sequence[Line]) -> list[Row]:
    """The header, and a row for each product of each class; none where the cells are not products broken over lines."""
    starts = _column_starts(lines)
    body = [line for line in lines[2:] if not is_rule(line)]
    if not body or any(line.indent < starts[0] or not fits_columns(line, starts) for line in body):
        return []
    rows: list[Row] = [[[cell] for cell in cut_at(lines[0], starts)]]
    broken = 0
    for group in _groups(text, body):
        columns = [
            [cell for cell in column if cell[0] < cell[1]]
            for column in zip(*(cut_at(line, starts) for line in group), strict=True)
        ]
        products = [_products(text, column) for column in columns[1:]]
        if not all(CODE.search(_said(text, product)) for column in products for product in column):
            return []
        broken += sum(len(product) > 1 for column in products for product in column)
        for number, found in enumerate(zip_longest(*products, fillvalue=())):
            rows.append([list(columns[0]) if number == 0 else [], *map(list, found)])
    return rows if broken >= _FEWEST_BROKEN else []


def _groups(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank lines."""
    group: list[Line] = []
    for line in lines:
        if group and text.count("\n", group[-1].end, line.start) > 1:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _products(text: str, cells: Sequence[Range]) -> list[list[Range]]:
    """The cells of a column, those together that one product takes: it ends with its code, and with the bracket behind that."""
    found: list[list[Range]] = []
    open_ = False
    for start, end in cells:
        if open_ and len(found[-1]) < _LONGEST:
            found[-1].append((start, end))
        else:
            found.append([(start, end)])
        open_ = _has_more(_said(text, found[-1]))
    return found


def _said(text: str, cells: Sequence[Range]) -> str:
    return " ".join(text[start:end] for start, end in cells)


def _has_more(said: str) -> bool:
    """Whether what is said of a product is not all yet: its code is to come, or a bracket is open."""
    return CODE.search(said) is None or said.count("(") > said.count(")")
