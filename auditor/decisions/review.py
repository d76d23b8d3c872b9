"""A report's findings in the light of what was decided before."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from auditor.decisions.baseline import Accepted
from auditor.decisions.lines import Line
from auditor.decisions.news import Before, compared
from auditor.decisions.triage import Decided, decision, latest
from auditor.decisions.unused import expired_decisions, unused_decisions, unused_entries
from auditor.model.findings import Finding, Report
from auditor.model.found import Head, head_of, heads_of


class Past(msgspec.Struct, frozen=True):
    """What was decided and found before. `judged`: whether this audit can tell that an entry matches nothing."""

    before: Before | None = None
    baseline: tuple[Line[Accepted], ...] = ()
    triage: tuple[Line[Decided], ...] = ()
    judged: bool = True


def review(report: Report, past: Past) -> list[Head]:
    """The findings with their status and decision, and those of entries that match nothing or have expired."""
    known = heads_of(report.findings)
    prints = {head.fingerprint for head in known}
    own = [*_unused(report, past, prints), *expired_decisions(past.triage, report, prints)]
    found = [*known, *map(head_of, own)]
    return list(_decided(compared(found, past.before) if past.before else found, report, past))


def _unused(report: Report, past: Past, prints: Collection[str]) -> Iterator[Finding]:
    if past.judged:
        yield from unused_entries(past.baseline, report, prints)
        yield from unused_decisions(past.triage, report, prints)


def _decided(found: list[Head], report: Report, past: Past) -> Iterator[Head]:
    """Each finding with the decision on it. One whose decision has expired comes back."""
    decisions = {print_: decision(line.entry, report.inputs.as_of) for print_, line in latest(past.triage).items()}
    for one in found:
        made = decisions.get(one.fingerprint)
        if made is None:
            yield one
        elif made.expired:
            yield msgspec.structs.replace(one, decision=made, status="reopened")
        else:
            yield msgspec.structs.replace(one, decision=made)
