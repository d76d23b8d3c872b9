"""The findings of past runs and of this one: a line for each severity, told apart by its marks and strokes, and a table beside it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from auditor.model.findings import Report, Step, Summary
from auditor.reports.html.tables import Cell, Column, Row, Table
from auditor.reports.html.words import SIGNS, count

WIDTH, HEIGHT = 640, 224  # of the picture
LEFT, RIGHT, TOP, BOTTOM = 40, 124, 14, 28  # margins: the scale, the names of the lines, room for marks, the runs
LETTERS = 16  # the least distance of two lines of text
LISTED = 8  # runs in the table
SHOWN = (("error", "errors"), ("warning", "warnings"), ("note", "notes"))


class Graph(msgspec.Struct, frozen=True):
    """One line: its stroke, the middles of its marks, and its name at the height of its end."""

    tone: str
    sign: str
    path: str
    marks: tuple[tuple[int, int], ...]
    name: str
    y: int


class Tick(msgspec.Struct, frozen=True):
    """A number at the side, or the name of a run below, and where it stands."""

    text: str
    at: int


class Trend(msgspec.Struct, frozen=True):
    """What the section shows. Without a picture there are fewer than two runs to draw."""

    lead: str
    width: int
    height: int
    left: int
    right: int
    label: str
    graphs: tuple[Graph, ...]
    scale: tuple[Tick, ...]
    runs: tuple[Tick, ...]
    table: Table | None
    more: str


def trend(report: Report) -> Trend | None:
    """The trend; None where the report was not asked to look back."""
    if not report.trend:
        return None
    whole = [step for step in report.trend if step.complete]
    drawn = whole if len(whole) > 1 else []
    most = max((_number(step.summary, name) for step in drawn for name, _ in SHOWN), default=0)
    top = _round(most)
    ends = _apart([_height(_number(drawn[-1].summary, name), top) for name, _ in SHOWN]) if drawn else []
    return Trend(
        lead=_lead(report.trend),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        label=_label(drawn),
        graphs=tuple(_graph(name, named, drawn, top, y) for (name, named), y in zip(SHOWN, ends, strict=False)),
        scale=tuple(Tick(f"{number:,}", _height(number, top)) for number in sorted({0, top // 2, top}))
        if drawn
        else (),
        runs=_runs(drawn),
        table=_table(report.trend),
        more=_more(len(report.trend)),
    )


def since(step: Step) -> str:
    """A run by its number and day."""
    return f"run {step.id} of {step.time[:10]}"


def _number(summary: Summary, name: str) -> int:
    return int(getattr(summary, name))


def _lead(steps: Sequence[Step]) -> str:
    """How many findings there were and are, in words."""
    *earlier, this = steps
    whole = [step for step in earlier if step.complete]
    if not whole:
        return "No earlier run was complete, so there is nothing to compare with."
    first = whole[0]
    told = f"{count(first.summary.findings, 'finding')} in {since(first)}, {this.summary.findings:,} now"
    return f"{told}; of errors {first.summary.error:,} then and {this.summary.error:,} now."


def _label(drawn: Sequence[Step]) -> str:
    if not drawn:
        return ""
    parts = [
        f"{named} from {_number(drawn[0].summary, name):,} to {_number(drawn[-1].summary, name):,}"
        for name, named in SHOWN
    ]
    return f"Findings of {len(drawn)} complete runs: {', '.join(parts)}"


def _graph(name: str, named: str, drawn: Sequence[Step], top: int, y: int) -> Graph:
    numbers = [_number(step.summary, name) for step in drawn]
    points = tuple((_across(at, len(drawn)), _height(number, top)) for at, number in enumerate(numbers))
    path = "M" + " L".join(f"{x} {at}" for x, at in points)
    return Graph(
        name, SIGNS[name], path, points, f"{numbers[-1]:,} {named.removesuffix('s') if numbers[-1] == 1 else named}", y
    )


def _runs(drawn: Sequence[Step]) -> tuple[Tick, ...]:
    """The first and the last run, and between them one in the middle where there is room."""
    if not drawn:
        return ()
    shown = sorted({0, len(drawn) // 2, len(drawn) - 1} if len(drawn) > 4 else {0, len(drawn) - 1})
    return tuple(Tick(f"run {drawn[at].id}" if drawn[at].id else "now", _across(at, len(drawn))) for at in shown)


def _across(at: int, number: int) -> int:
    return LEFT + (WIDTH - LEFT - RIGHT) * at // max(1, number - 1)


def _height(number: int, top: int) -> int:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * number // top


def _round(most: int) -> int:
    """The least of 2, 4, 6, 8, 10, 20, 40, 60 ... that holds the number: its half is whole, so that the scale reads well."""
    power = int("1" + "0" * (len(str(most)) - 1))
    return next(top * power for top in (2, 4, 6, 8, 10) if top * power >= most)


def _apart(heights: Sequence[int]) -> list[int]:
    """The heights, moved as little as keeps lines of text from lying over each other and within the picture."""
    placed: dict[int, int] = {}
    lowest = TOP - LETTERS
    for at in sorted(range(len(heights)), key=lambda one: heights[one]):
        lowest = placed[at] = max(heights[at], lowest + LETTERS)
    over = max(0, lowest - (HEIGHT - BOTTOM))
    below = HEIGHT - BOTTOM + LETTERS
    for at in sorted(placed, key=lambda one: -placed[one]) if over else ():
        below = placed[at] = min(placed[at], below - LETTERS)
    return [placed[at] for at in range(len(heights))]


def _table(steps: Sequence[Step]) -> Table:
    columns = (
        Column("Run"),
        *(Column(f"{SIGNS[name]} {named.capitalize()}", figure=True) for name, named in SHOWN),
        Column("New", figure=True),
        Column("Gone", figure=True),
    )
    rows = tuple(map(_row, reversed(steps[-LISTED:])))
    return Table("Findings by run, the latest first. New, gone: against the complete run before", columns, rows)


def _row(step: Step) -> Row:
    numbers = (f"{_number(step.summary, one):,}" for one, _ in SHOWN)
    news = ("–" if number is None else f"{number:,}" for number in (step.new, step.gone))
    beside = [step.time[:10], *([] if step.complete else ["incomplete"])]
    return Row(
        (
            Cell(f"{step.id:,}" if step.id else "this", beside=", ".join(filter(None, beside))),
            *map(Cell, numbers),
            *map(Cell, news),
        )
    )


def _more(number: int) -> str:
    if number <= LISTED:
        return ""
    return f"The picture goes back {count(number - LISTED, 'run')} further; auditor history lists all."
