"""Find the tables that rules draw: where they cross they make a grid, and where one is missing, cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from auditor.decoding.pdf.rules import Rule, Rules
from auditor.decoding.pdf.words import Word

MAX_CELLS = 20_000  # of one grid; what crosses more often is a drawing
MAX_RULES = 20_000  # on one page

_NEAR = 3.0  # points by which the ends of rules that meet may differ
_COVERED = 0.6  # of a cell's side, for it to count as drawn


class GridCell(NamedTuple):
    """A cell of a ruled table: the place of its first corner, what it covers, and the words in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    words: tuple[Word, ...]
    right: float  # where its lines are full: as far from its right edge as words stand from the left one


class Grid(NamedTuple):
    """A ruled table, with its cells row by row."""

    top: float
    bottom: float
    left: float
    right: float
    columns: tuple[float, ...]  # the x of the rules
    rows: tuple[tuple[GridCell, ...], ...]


def grids_of(rules: Rules, words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """The ruled tables of a page from top to bottom, and the words that stand in none."""
    if len(rules.across) + len(rules.down) > MAX_RULES:
        return [], list(words)
    left = list(words)
    found = []
    for part in _connected(_merged(rules.across), _merged(rules.down)):
        grid, left = _grid(part, left)
        if grid:
            found.append(grid)
    return sorted(found, key=lambda grid: (grid.top, grid.left)), left


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """The rules, with those that lie on one line and touch put together."""
    merged: list[Rule] = []
    lanes: list[list[Rule]] = []
    for rule in sorted(rules):
        if lanes and rule.at - lanes[-1][-1].at < _NEAR / 2 and rule.at - lanes[-1][0].at < _NEAR:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    for lane in lanes:
        at = lane[0].at
        reached: Rule | None = None
        for rule in sorted(lane, key=lambda rule: rule.start):
            if reached and rule.start <= reached.end + _NEAR:
                reached = Rule(at, reached.start, max(reached.end, rule.end))
            else:
                merged += [reached] if reached else []
                reached = Rule(at, rule.start, rule.end)
        merged += [reached] if reached else []
    return merged


def _connected(across: list[Rule], down: list[Rule]) -> list[Rules]:
    """The rules in groups that meet. A rule that meets no other is none of a table."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for number, rule in enumerate(down, len(across)):
        first = bisect_right(across, rule.start - _NEAR, key=lambda line: line.at)
        for index in range(first, len(across)):
            if across[index].at > rule.end + _NEAR:
                break
            if across[index].start - _NEAR <= rule.at <= across[index].end + _NEAR:
                parent[root(index)] = root(number)
    parts: dict[int, Rules] = defaultdict(lambda: Rules([], [], []))
    for index, rule in enumerate(across):
        parts[root(index)].across.append(rule)
    for index, rule in enumerate(down, len(across)):
        parts[root(index)].down.append(rule)
    return [part for part in parts.values() if part.across and part.down]


def _grid(rules: Rules, words: list[Word]) -> tuple[Grid | None, list[Word]]:
    ys, xs = _distinct(rules.across), _distinct(rules.down)
    if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > MAX_CELLS:
        return None, words
    inside: dict[tuple[int, int], list[Word]] = defaultdict(list)
    outside = []
    for word in words:
        row, column = bisect_right(ys, word.middle) - 1, bisect_right(xs, (word.x0 + word.x1) / 2) - 1
        if 0 <= row < len(ys) - 1 and 0 <= column < len(xs) - 1:
            inside[row, column].append(word)
        else:
            outside.append(word)
    if not inside:
        return None, words
    rows = _cells(rules, xs, ys, inside)
    if sum(len(row) > 1 and sum(bool(cell.words) for cell in row) > 1 for row in rows) < 1:
        return None, words  # a frame around text
    return Grid(ys[0], ys[-1], xs[0], xs[-1], tuple(xs), rows), outside


def _distinct(rules: Sequence[Rule]) -> list[float]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return places


def _cells(
    rules: Rules, xs: Sequence[float], ys: Sequence[float], inside: dict[tuple[int, int], list[Word]]
) -> tuple[tuple[GridCell, ...], ...]:
    """The cells, each as far as no rule stops it: first to the right, then down."""
    across, down = _Drawn(rules.across), _Drawn(rules.down)
    width, height = len(xs) - 1, len(ys) - 1
    taken: set[tuple[int, int]] = set()
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            last = column + 1
            while last < width and (row, last) not in taken and not down.covers(xs[last], ys[row], ys[row + 1]):
                last += 1
            below = row + 1
            while (
                below < height
                and not across.covers(ys[below], xs[column], xs[last])
                and not any(down.covers(xs[at], ys[below], ys[below + 1]) for at in range(column + 1, last))
            ):
                below += 1
            places = [(y, x) for y in range(row, below) for x in range(column, last)]
            taken.update(places)
            words = tuple(word for place in places for word in inside.get(place, ()))
            margin = min((word.x0 for word in words), default=xs[column]) - xs[column]
            right = xs[last] - max(margin, 1.0)
            rows[row].append(GridCell(row, column, below - row, last - column, words, right))
    return tuple(map(tuple, rows))


class _Drawn:
    """Which stretches of a lane are drawn."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules)

    def covers(self, at: float, start: float, end: float) -> bool:
        first = bisect_right(self._rules, at - _NEAR, key=lambda rule: rule.at)
        drawn = 0.0
        for index in range(first, len(self._rules)):
            rule = self._rules[index]
            if rule.at > at + _NEAR:
                break
            drawn = max(drawn, min(end, rule.end) - max(start, rule.start))
        return drawn > _COVERED * (end - start)
