"""Annotations of a GitHub workflow: commands that its runner reads from the job's output.

Source: GitHub's workflow commands. A value may neither end its line nor, in a property, begin another one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from auditor.loading import is_other_kind
from auditor.model.findings import SEVERITIES, Report
from auditor.reports.decided import message, weight
from auditor.reports.spots import Sites, Spot, is_file, sites, spots, there
from auditor.reports.visible import visible

MOST: Final = 10  # annotations of a kind that a step shows; the runner drops the rest without a word
COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """An annotation at each place to edit, the gravest first, and a line that tells how many are not shown."""
    where = sites(report)
    counts: Counter[str] = Counter()
    first: dict[tuple[int, bool], list[Spot]] = defaultdict(list)  # of each importance as many as could be shown
    for spot in spots(report):
        if not spot.ignored:
            counts[weight(spot.finding)] += 1
            if len(first[_importance(spot)]) < MOST:
                first[_importance(spot)].append(spot)
    shown: Counter[str] = Counter()
    lines = []
    for spot in (spot for importance in sorted(first) for spot in first[importance]):
        shown[weight(spot.finding)] += 1
        if shown[weight(spot.finding)] <= MOST:
            lines.append(_command(spot, where))
    left = sum(max(0, number - MOST) for number in counts.values())
    unread = [skipped for skipped in report.skipped if not is_other_kind(skipped)]
    lines += [
        f"::error title=not read::{_data(visible(f'{one.document} ({one.stage}): {one.reason}'))}"
        for one in unread[:MOST]
    ]
    if left:
        lines.append(f"{left} more places are in the report; a step shows {MOST} annotations of a kind.")
    return "".join(f"{line}\n" for line in lines)


def _importance(spot: Spot) -> tuple[int, bool]:
    """By severity; each finding is shown once before any is shown at its other places."""
    return SEVERITIES.index(weight(spot.finding)), spot.index > 0


def _command(spot: Spot, where: Sites) -> str:
    finding, place = spot.finding, spot.place
    told = [f"title={_property(f'{finding.rule} {finding.name}')}"]
    if is_file(spot.document) and not where.has_lines(spot.document):
        told = [f"file={_property(where.path(spot.document))}", *told]  # of a PDF or a workbook, the file as a whole
    elif is_file(spot.document):
        told = [f"file={_property(where.path(spot.document))}", f"line={place.line}", *told]
        if place.line == place.end_line:  # the runner takes columns only of one line
            told[2:2] = [f"endLine={place.end_line}", f"col={place.column}", f"endColumn={place.end_column}"]
        else:
            told[2:2] = [f"endLine={place.end_line}"]
    return f"::{COMMANDS[weight(finding)]} {','.join(told)}::{_data(_message(spot, where))}"


def _message(spot: Spot, where: Sites) -> str:
    finding = spot.finding
    lines = [message(finding)]
    lines += filter(None, [there(spot, where)])
    if spot.edit:
        lines.append(f"Here: write “{spot.edit.replacement}” for “{spot.edit.quote}”.")
    for other in spot.others[:3]:
        place = other.focus or other.place
        at = (
            f":{place.line}:{place.column}"
            if where.has_lines(other.document)
            else f", page {other.page}"
            if other.page
            else ""
        )
        lines.append(f"{other.document}{at} {other.note}")
    return "\n".join(visible(line) for line in lines)


def _data(text: str) -> str:
    """A message; `##[` would begin a command of the older kind wherever it stands."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace("##[", "##%5B")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")
