"""Past runs with a trend, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import click
import msgspec

from auditor.model.findings import Step
from auditor.reports.as_json import dumps
from auditor.reports.visible import visible

_BARS: Final = "▁▂▃▄▅▆▇█"
_COMPARED: Final = ("severity", "confidence", "message", "expected")

Json = Mapping[str, Any]


class Line(msgspec.Struct, frozen=True):
    """The runs of one question, oldest first."""

    asked: str
    steps: tuple[Step, ...]


class Change(msgspec.Struct, frozen=True):
    """A finding that is new, gone or changed, and of a changed one what changed."""

    kind: str
    rule: str
    subject: str
    fingerprint: str
    message: str
    details: tuple[str, ...] = ()


def render_history(lines: Sequence[Line]) -> str:
    """A table per question, with the trend of its findings."""
    return "\n".join(_line(line) for line in lines)


def history_json(lines: Sequence[Line]) -> str:
    """The same for programs."""
    shape = [
        {
            "asked": line.asked,
            "runs": [
                {
                    "run": step.id,
                    "time": step.time,
                    "complete": step.complete,
                    "new": step.new,
                    "gone": step.gone,
                    "summary": msgspec.to_builtins(step.summary),
                }
                for step in line.steps
            ],
        }
        for line in lines
    ]
    return dumps(shape, indent=2) + "\n"


def trend(numbers: Sequence[int]) -> str:
    """A bar for each number, from the lowest to the highest.

    >>> trend([3, 3, 10, 0])
    '▃▃█▁'
    """
    low, high = min(numbers, default=0), max(numbers, default=0)
    return "".join(_BARS[(number - low) * (len(_BARS) - 1) // ((high - low) or 1)] for number in numbers)


def compare(before: Iterable[Json], after: Iterable[Json]) -> list[Change]:
    """What is new, gone and changed, by fingerprint; findings in the shape of the JSON report. A move is no change."""
    then, now = ({one["fingerprint"]: one for one in findings} for findings in (before, after))
    new = [_change("new", now[print_]) for print_ in now if print_ not in then]
    gone = [_change("gone", then[print_]) for print_ in then if print_ not in now]
    details = {print_: _details(then[print_], now[print_]) for print_ in now if print_ in then}
    changed = [_change("changed", now[print_], told) for print_, told in details.items() if told]
    return [*sorted(new, key=_order), *sorted(gone, key=_order), *sorted(changed, key=_order)]


def render_changes(changes: Sequence[Change]) -> str:
    """A line for each change, and how many there are."""
    colours = {"new": "red", "gone": "green", "changed": "yellow"}
    parts = []
    for change in changes:
        label = click.style(f"{change.kind:<7}", fg=colours[change.kind], bold=True)
        parts.append(f"{label} {visible(change.rule)} {visible(change.message)} [{visible(change.fingerprint)}]\n")
        parts += [f"        {visible(detail)}\n" for detail in change.details]
    counts = ", ".join(f"{sum(change.kind == kind for change in changes)} {kind}" for kind in colours)
    return f"{''.join(parts)}{counts}\n"


def changes_json(changes: Sequence[Change]) -> str:
    """The same for programs."""
    fields = Change.__struct_fields__
    return dumps([{name: getattr(change, name) for name in fields} for change in changes], indent=2) + "\n"


def _line(line: Line) -> str:
    rows = [f"{'run':>5}  {'time':<20}  {'documents':>9}  {'errors':>6}  {'warnings':>8}  {'notes':>5}  new, gone\n"]
    for step in line.steps:
        counts = step.summary
        news = "" if step.new is None else f"+{step.new} -{step.gone}"
        whole = "" if step.complete else "  incomplete"
        numbers = f"{counts.documents:>9}  {counts.error:>6}  {counts.warning:>8}  {counts.note:>5}"
        rows.append(f"{step.id:>5}  {visible(step.time[:19])}Z  {numbers}  {news}{whole}".rstrip() + "\n")
    found = [step.summary.findings for step in line.steps if step.complete]
    shown = f"findings {trend(found)} {found[0]} to {found[-1]}\n" if found else ""
    return f"{click.style(visible(line.asked), bold=True)}\n{''.join(rows)}{shown}"


def _change(kind: str, finding: Json, details: tuple[str, ...] = ()) -> Change:
    return Change(kind, finding["rule"], finding["subject"], finding["fingerprint"], finding["message"], details)


def _details(then: Json, now: Json) -> tuple[str, ...]:
    told = [f"{name}: {then.get(name)} -> {now.get(name)}" for name in _COMPARED if then.get(name) != now.get(name)]
    before, after = ({value["value"]: value["verdict"] for value in one["values"]} for one in (then, now))
    told += [f"{value}: {before[value]} -> {after[value]}" for value in before if before[value] != after.get(value)]
    mended, mends = ((one.get("repair") or {}).get("action") for one in (then, now))
    if mended != mends:
        told.append(f"repair: {mended} -> {mends}")
    return tuple(told)


def _order(change: Change) -> tuple[str, str, str]:
    return change.rule, change.subject, change.fingerprint
