"""From what was asked for to the report: the same steps for `check` and for `verify`, which takes them again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from auditor.auditing import ALONE, Audit, documents_in, showing, with_heads, with_plan
from auditor.cli.authority import chosen
from auditor.cli.configuration import Configuration
from auditor.cli.corpus import checked, run
from auditor.cli.past import past, reviewed
from auditor.cli.steps import leading_to, with_trend
from auditor.cli.touched import involves, touched
from auditor.decisions.news import counts
from auditor.decisions.review import Past
from auditor.manifest import Request
from auditor.model.findings import Report, Step
from auditor.model.found import heads_of, heads_where
from auditor.nightly.corpus import Night, Unfit
from auditor.reading.corpus import Means
from auditor.rules import RULES
from auditor.store.runs import Runs


class Derived(msgspec.Struct, frozen=True):
    """An audit, its report in the light of earlier decisions, and the part of it that is to be shown."""

    found: Audit
    past: Past
    report: Report
    concerned: Report  # what involves the documents that were touched, where --since names a revision
    asked: Report  # of that, what is news, where only news was asked for
    shown: Report  # of that, what is grave enough


def derive(
    request: Request,
    settled: Configuration,
    runs: Runs,
    means: Means = ALONE,
    *,
    full: bool = False,
    history: tuple[Step, ...] | None = None,
    night: Night | None = None,
) -> Derived:
    """The audit that was asked for, in `full` with the documents themselves. Fails like the command that asks.

    `history` are the past runs where they are known already, else those that are kept. `night` makes the audit out of a ledger,
    as long as that is open.
    """
    before, policy = past(request, runs), request.policy.policy
    led = leading_to(request.baseline, runs) if history is None else history
    found = _overnight(night, request) or _at_once(request, settled, means, full=full)
    if full:
        found = msgspec.structs.replace(found, report=documents_in(found))
    report = concerned = with_trend(reviewed(found, before, policy), led, before.before, found)
    if request.since is not None:
        names = touched(found.reading.paths, request.since)
        concerned = with_heads(report, heads_where(report.findings, lambda one: involves(one, names)))
    asked = with_heads(concerned, filter(counts, heads_of(concerned.findings))) if request.new_only else concerned
    shown = showing(with_plan(asked) if request.repairs else asked, request.severity)
    return Derived(found, before, report, concerned, asked, shown)


def _overnight(night: Night | None, request: Request) -> Audit | None:
    try:
        found = night.audit() if night else None
    except Unfit:
        return None
    return found and checked(found, [Path(path) for path in request.paths])


def _at_once(request: Request, settled: Configuration, means: Means, *, full: bool) -> Audit:
    return run(
        [Path(path) for path in request.paths],
        [rule for rule in RULES if rule.id in request.rules],
        chosen(request.reference, settled),
        request.as_of,
        request.standard_input or None,
        policy=request.policy.policy,
        means=means,
        keep_texts=full,
    )
