"""A conflict as a picture: codes on the left, drugs on the right, and between them the documents that tie one to the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from auditor.model.findings import Verdict
from auditor.reports.html.words import SIGNS, VERDICTS, count
from auditor.reports.visible import visible

STEP, TOP = 38, 8  # distance of rows, and the margin above
LEFT, MIDDLE, RIGHT, WIDTH = 92, 206, 206, 600  # widths of the columns and of the picture
BOX, LETTER = 28, 7.8  # height of a box, and about the width of a letter


class Tie(msgspec.Struct, frozen=True, order=True):
    """What ties two names: the documents that say so, and what the reference says of it."""

    left: str
    right: str
    verdict: Verdict
    documents: tuple[str, ...]


class Box(msgspec.Struct, frozen=True):
    """A box with a line of text; `y` is its middle."""

    x: int
    y: int
    width: int
    text: str
    whole: str
    tone: str


class Curve(msgspec.Struct, frozen=True):
    """A line between two boxes."""

    path: str
    tone: str


class Picture(msgspec.Struct, frozen=True):
    """Everything drawn, and in one sentence what it shows. `more`: ties that found no room."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    curves: tuple[Curve, ...]
    label: str
    more: int


def picture(ties: Iterable[Tie], most: int) -> Picture | None:
    """The picture of the first ties; None where nothing is tied to anything."""
    found = sorted(ties, key=lambda tie: (tie.left, tie.verdict, tie.right))
    shown = _ordered(found[:most])
    if not shown:
        return None
    rows = {(tie.left, tie.right): TOP + BOX // 2 + STEP * row for row, tie in enumerate(shown)}
    lefts = _spread({name: [rows[tie.left, tie.right] for tie in shown if tie.left == name] for name in _lefts(shown)})
    rights = _spread(
        {name: [rows[tie.left, tie.right] for tie in shown if tie.right == name] for name in _rights(shown)}
    )
    boxes = [_box(0, y, LEFT, name, "left") for name, y in lefts.items()]
    boxes += [_box(WIDTH - RIGHT, y, RIGHT, name, "right") for name, y in rights.items()]
    curves = []
    middle = LEFT + (WIDTH - LEFT - RIGHT - MIDDLE) // 2
    for tie in shown:
        y = rows[tie.left, tie.right]
        boxes.append(_tie_box(middle, y, tie))
        curves.append(Curve(_curve(LEFT, lefts[tie.left], middle, y), tie.verdict))
        curves.append(Curve(_curve(middle + MIDDLE, y, WIDTH - RIGHT, rights[tie.right]), tie.verdict))
    height = max([*rows.values(), *lefts.values(), *rights.values()]) + BOX // 2 + TOP
    return Picture(WIDTH, height, tuple(boxes), tuple(curves), _label(shown), len(found) - len(shown))


def _lefts(ties: Iterable[Tie]) -> list[str]:
    return list(dict.fromkeys(tie.left for tie in ties))


def _rights(ties: Iterable[Tie]) -> list[str]:
    return list(dict.fromkeys(tie.right for tie in ties))


def _ordered(ties: Sequence[Tie]) -> list[Tie]:
    """Rows in such an order that what hangs together is near: each left name next to the ones it shares a right name with."""
    waiting = _lefts(ties)
    order: list[str] = []
    while waiting:
        seen = {tie.right for tie in ties if tie.left in order}
        shared = {name: sum(tie.left == name and tie.right in seen for tie in ties) for name in waiting}
        nearest = max(waiting, key=lambda name: (shared[name], -waiting.index(name)))
        waiting.remove(nearest)
        order.append(nearest)
    before = {
        tie.right: order.index(tie.left) for tie in sorted(ties, key=lambda tie: order.index(tie.left), reverse=True)
    }
    return sorted(ties, key=lambda tie: (order.index(tie.left), before[tie.right], tie.right))


def _spread(wanted: dict[str, list[int]]) -> dict[str, int]:
    """Each name near the middle of its rows, and none over another."""
    places: dict[str, int] = {}
    least = TOP + BOX // 2
    for name, rows in sorted(wanted.items(), key=lambda item: (sum(item[1]) / len(item[1]), item[0])):
        places[name] = max(least, sum(rows) // len(rows))
        least = places[name] + STEP
    return places


def _box(x: int, y: int, width: int, name: str, tone: str) -> Box:
    whole = visible(name)
    return Box(x, y, width, _cut(whole, width), whole, tone)


def _tie_box(x: int, y: int, tie: Tie) -> Box:
    [first, *rest] = tie.documents or ("no document",)
    who = visible(first) if not rest else count(len(tie.documents), "document")
    whole = f"{tie.left}, {tie.right}: {VERDICTS[tie.verdict]}; {', '.join(tie.documents[:12])}"
    return Box(x, y, MIDDLE, f"{SIGNS[tie.verdict]} {_cut(who, MIDDLE - 20)}", visible(whole), tie.verdict)


def _cut(text: str, width: int) -> str:
    letters = int((width - 16) / LETTER)
    return text if len(text) <= letters else text[: letters - 1] + "…"


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    half = (x + to_x) // 2
    return f"M{x} {y}C{half} {y} {half} {to_y} {to_x} {to_y}"


def _label(ties: Sequence[Tie]) -> str:
    told = [
        f"{tie.left} and {tie.right} {VERDICTS[tie.verdict]}, in {count(len(tie.documents), 'document')}"
        for tie in ties
    ]
    return visible("; ".join(told))
