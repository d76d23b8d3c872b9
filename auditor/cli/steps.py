"""Past runs as the steps of a history: what each found, and what came and went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from auditor.auditing import Audit
from auditor.decisions.news import Before
from auditor.model.findings import Report, Step
from auditor.model.found import heads_of
from auditor.store.runs import Run, Runs

SHOWN = 30  # runs that a report shows


def by_line(found: Iterable[Run]) -> dict[str, list[Run]]:
    """Runs by what was asked for, in order."""
    lines: dict[str, list[Run]] = {}
    for run in found:
        lines.setdefault(run.line, []).append(run)
    return lines


def steps(runs: Runs, found: Sequence[Run], limit: int) -> tuple[Step, ...]:
    """The last of these runs of one line, each with what it found that the complete one before had not."""
    complete = [run for run in found if run.complete][-limit - 1 :]
    prints = {run.id: runs.fingerprints([run]) for run in complete}
    before = {run.id: prints[earlier.id] for earlier, run in pairwise(complete)}
    return tuple(_step(run, prints.get(run.id, frozenset()), before.get(run.id)) for run in found[-limit:])


def leading_to(baseline: str | None, runs: Runs) -> tuple[Step, ...]:
    """The history up to the run that is the baseline; none where no run is."""
    if not baseline or not baseline.isdecimal() or Path(baseline).exists():
        return ()
    number = int(baseline)
    lines = by_line(run for run in runs.all() if run.id <= number)
    return next((steps(runs, line, SHOWN) for line in lines.values() if line[-1].id == number), ())


def with_trend(report: Report, past: Sequence[Step], before: Before | None, found: Audit) -> Report:
    """The report with the runs that led to it, and itself as the last of them."""
    if not past or before is None:
        return report
    now = {one.fingerprint for one in heads_of(report.findings)}
    this = Step(0, "", found.reading.complete, report.summary, len(now - before.known), len(before.known - now))
    return msgspec.structs.replace(report, trend=(*past, this))


def _step(run: Run, now: frozenset[str], before: frozenset[str] | None) -> Step:
    new, gone = (None, None) if before is None else (len(now - before), len(before - now))
    return Step(run.id, run.time, run.complete, run.summary, new, gone)
