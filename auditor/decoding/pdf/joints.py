"""Complete the tables of which only rules across are drawn: where the pieces of these rules meet, columns do.

Most programs draw the border of a cell, not that of a row, so a rule across is made of pieces, one for each column.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from auditor.decoding.pdf.lines import Line, lines_of
from auditor.decoding.pdf.rules import Rule, Rules
from auditor.decoding.pdf.words import Word

MAX_RULES = 20_000  # on one page
MAX_LANES = 2_000

_SAME = 1.5  # points by which what is at one height may differ
_NEAR = 3.0  # points by which the ends of rules that are one below the other may differ
_CLEAR = 1.0  # points by which a word must reach over a joint to cross it
_LEADING = 0.5  # of the size: lines of one cell are no further apart
_LOOSE = 1.0  # of the size: the space above and below the lines of a row differs by no more from row to row
_MANY = 4  # complete lines are no longer one row
_MOST_LINES = 5  # of a row that no rule closes
_APART = 0.5  # of the size: words of two cells keep so far away from each other
_REACH = 120.0  # points, above and below a table, in which a row may stand that no rule closes


class _Lane(NamedTuple):
    """A rule across, and the places at which its pieces meet."""

    at: float
    left: float
    right: float
    joints: tuple[float, ...]


def completed(rules: Rules, words: Sequence[Word]) -> Rules:
    """The rules, and with them those down that are told, not drawn, and those around rows that none closes."""
    if len(rules.across) + len(rules.down) > MAX_RULES:
        return rules
    across, down = list(rules.across), list(rules.down)
    ordered = sorted(words, key=lambda word: word.middle)
    lanes = _lanes(rules.across)
    if len(lanes) > MAX_LANES:
        return rules
    for stack in _stacks(lanes, ordered):
        top, bottom = stack[0], stack[-1]
        if _is_drawn(stack, rules.down):
            continue
        joints = _joints(stack)
        above, below = _open_above(stack, joints, ordered), _open_below(stack, joints, ordered)
        edges = [at for at in (above, *(lane.at for lane in _within(lanes, stack)), below) if at is not None]
        across += [Rule(at, top.left, top.right) for at in (above, below) if at is not None]
        down += [Rule(x, edges[0], edges[-1]) for x in (top.left, bottom.right)]
        for first, last in pairwise(edges):
            band = _inside(ordered, first, last, top)
            down += [Rule(x, first, last) for x in joints if not _crosses(band, x)]
    return Rules(across, down, rules.dots)


def _lanes(across: Sequence[Rule]) -> list[_Lane]:
    """The rules from top to bottom, with pieces that touch put together."""
    rows: list[list[Rule]] = []
    for rule in sorted(across):
        if rows and rule.at - rows[-1][0].at < _SAME:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    lanes = []
    for row in rows:
        left = reached = -math.inf
        joints: list[float] = []
        for piece in sorted(row, key=lambda rule: (rule.start, rule.end)):
            if piece.start > reached + _NEAR:
                lanes += [_Lane(row[0].at, left, reached, tuple(joints))] if left > -math.inf else []
                left, joints = piece.start, []
            elif abs(piece.start - reached) < _NEAR:
                joints.append(piece.start)
            reached = max(reached, piece.end)
        lanes.append(_Lane(row[0].at, left, reached, tuple(joints)))
    return lanes


def _stacks(lanes: Sequence[_Lane], words: Sequence[Word]) -> Iterator[list[_Lane]]:
    """Lanes with the same ends and joints, one below the other, with rows of one table between them."""
    by_ends: list[list[_Lane]] = []
    for lane in lanes:
        for same in by_ends:
            if abs(same[0].left - lane.left) < _NEAR and abs(same[0].right - lane.right) < _NEAR:
                same.append(lane)
                break
        else:
            by_ends.append([lane])
    for same in by_ends:
        bands = [_inside(words, above.at, below.at, above) for above, below in pairwise(same)]
        spaces = [_space(band, above, below) for band, (above, below) in zip(bands, pairwise(same), strict=True)]
        usual = median(spaces) if spaces else 0.0
        stack = same[:1]
        for band, space, (above, below) in zip(bands, spaces, pairwise(same), strict=True):
            size = max((word.size for word in band), default=0.0)
            shared = [x for x in above.joints if _has(below.joints, x)]
            others = len(shared) * 2 < min(len(above.joints), len(below.joints))
            torn = space > usual + _LOOSE * size or _are_several(band, shared)
            if torn or others or any(_crosses(band, x) for x in shared):
                yield from [stack] if _joints(stack) else []
                stack = []
            stack.append(below)
        yield from [stack] if _joints(stack) else []


def _are_several(band: Sequence[Word], joints: Sequence[float]) -> bool:
    """Whether what stands between two rules is more than one row: parted by blanks, or of many complete lines."""
    lines = lines_of(band)
    if any(below.top - above.bottom > _LOOSE * above.size for above, below in pairwise(lines)):
        return True
    complete = sum(len(_places(line.words, joints)) > len(joints) for line in lines)
    return complete >= _MANY and complete * 2 > len(lines)


def _places(words: Sequence[Word], joints: Sequence[float]) -> set[int]:
    """The columns in which words stand."""
    return {bisect_left(joints, (word.x0 + word.x1) / 2) for word in words}


def _space(band: Sequence[Word], above: _Lane, below: _Lane) -> float:
    """The free space above and below the words between two rules."""
    filled = max(word.bottom for word in band) - min(word.top for word in band) if band else 0.0
    return below.at - above.at - filled


def _joints(stack: Sequence[_Lane]) -> list[float]:
    """The joints that most rules of a stack have."""
    places: list[float] = []
    for x in sorted(joint for lane in stack for joint in lane.joints):
        if not places or x - places[-1] >= _NEAR:
            places.append(x)
    shared = {x: sum(_has(lane.joints, x) for lane in stack) for x in places}
    return [x for x in places if shared[x] >= 2 and shared[x] * 2 >= len(stack)]


def _is_drawn(stack: Sequence[_Lane], down: Sequence[Rule]) -> bool:
    """Whether rules down part all rows as well, so that nothing is to be told."""
    inner = [rule for rule in down if stack[0].left - _NEAR < rule.at < stack[0].right + _NEAR]
    return all(
        any(rule.start < above.at + _NEAR and rule.end > below.at - _NEAR for rule in inner)
        for above, below in pairwise(stack)
    )


def _has(joints: Sequence[float], x: float) -> bool:
    return any(abs(joint - x) < _NEAR for joint in joints)


def _within(lanes: Sequence[_Lane], stack: Sequence[_Lane]) -> list[_Lane]:
    """The lanes of a table: those of its stack, and those between them that cells of several rows cut short."""
    top, bottom = stack[0], stack[-1]
    return [
        lane
        for lane in lanes
        if top.at <= lane.at <= bottom.at and lane.left > top.left - _NEAR and lane.right < top.right + _NEAR
    ]


def _inside(ordered: Sequence[Word], first: float, last: float, lane: _Lane) -> list[Word]:
    """Of words from top to bottom those between two heights, and between the ends of a rule."""
    start = bisect_left(ordered, first, key=lambda word: word.middle)
    end = bisect_left(ordered, last, key=lambda word: word.middle)
    return [word for word in ordered[start:end] if word.x1 > lane.left and word.x0 < lane.right]


def _crosses(words: Sequence[Word], x: float) -> bool:
    return any(word.x0 < x - _CLEAR and word.x1 > x + _CLEAR for word in words)


def _open_above(stack: Sequence[_Lane], joints: Sequence[float], ordered: Sequence[Word]) -> float | None:
    """Where a first row begins that has no rule above it, such as a header. None if the first rule is above all."""
    first = stack[0]
    lines = lines_of(_inside(ordered, first.at - _REACH, first.at, first))[::-1]
    taken = _row(lines, [first.at - line.bottom for line in lines], stack, joints, ordered)
    return taken[-1].top if taken else None


def _open_below(stack: Sequence[_Lane], joints: Sequence[float], ordered: Sequence[Word]) -> float | None:
    """Where a last row ends that has no rule below it. None if the last rule is below all."""
    last = stack[-1]
    lines = lines_of(_inside(ordered, last.at, last.at + _REACH, last))
    taken = _row(lines, [line.top - last.at for line in lines], stack, joints, ordered)
    return taken[-1].bottom if taken else None


def _row(
    lines: Sequence[Line],
    away: Sequence[float],
    stack: Sequence[_Lane],
    joints: Sequence[float],
    ordered: Sequence[Word],
) -> Sequence[Line]:
    """Of the lines outside a table, the nearest first, those that are one more row of it; `away` from its last rule."""
    rows = [_inside(ordered, above.at, below.at, above) for above, below in pairwise(stack)]
    spaces = [_space(row, above, below) for row, (above, below) in zip(rows, pairwise(stack), strict=True) if row]
    if not lines or not spaces or away[0] > max(spaces) / 2 + _LOOSE * lines[0].size / 2:
        return []
    end = 0
    while end < len(lines) and _fits(lines[end], stack[0], joints):
        if end and _apart(lines[end - 1], lines[end]) > _LEADING * lines[end - 1].size:
            break
        end += 1
    if end > _MOST_LINES:
        return []
    words = [word for line in lines[:end] for word in line.words]
    return lines[:end] if len(_places(words, joints)) > 1 else []


def _apart(one: Line, other: Line) -> float:
    """The space between two lines."""
    return max(one.top, other.top) - min(one.bottom, other.bottom)


def _fits(line: Line, lane: _Lane, joints: Sequence[float]) -> bool:
    """Whether the words of a line keep to the columns, and away from each other where two columns meet."""
    apart = all(
        word.x0 - before.x1 > _APART * line.size
        for before, word in pairwise(line.words)
        if any(before.x1 <= x + _CLEAR and word.x0 >= x - _CLEAR for x in joints)
    )
    inside = line.x0 > lane.left - _NEAR and line.x1 < lane.right + _NEAR
    return apart and inside and not any(_crosses(line.words, x) for x in joints)
