"""A report's findings in the light of what was decided before."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from auditor.decisions.baseline import Accepted
from auditor.decisions.lines import Line
from auditor.decisions.news import Before, compared
from auditor.decisions.unused import unused_entries
from auditor.model.findings import Finding, Report


class Past(msgspec.Struct, frozen=True):
    """What was decided and found before. `judged`: whether this audit can tell that an entry matches nothing."""

    before: Before | None = None
    baseline: tuple[Line[Accepted], ...] = ()
    judged: bool = True


def review(report: Report, past: Past) -> list[Finding]:
    """The findings with their status, and those of entries that match nothing."""
    found = [*report.findings, *_unused(report, past)]
    return compared(found, past.before) if past.before else found


def _unused(report: Report, past: Past) -> Iterator[Finding]:
    if past.judged:
        yield from unused_entries(past.baseline, report.findings, report.inputs.rules)
