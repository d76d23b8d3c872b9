"""From what was asked for to the report: the same steps for `check` and for `verify`, which takes them again."""

from __future__ import annotations

from pathlib import Path

import msgspec

from auditor.audit import ALONE, Audit, showing, with_findings, with_plan
from auditor.cli.authority import chosen
from auditor.cli.configuration import Configuration
from auditor.cli.corpus import run
from auditor.cli.past import past, reviewed
from auditor.decisions.news import counts
from auditor.decisions.review import Past
from auditor.manifest import Request
from auditor.model.findings import Report
from auditor.reading.corpus import Means
from auditor.rules import RULES


class Derived(msgspec.Struct, frozen=True):
    """An audit, its report in the light of earlier decisions, and the part of it that is to be shown."""

    found: Audit
    past: Past
    report: Report
    asked: Report  # without what is no news, where only news was asked for
    shown: Report  # of that, what is grave enough


def derive(request: Request, settled: Configuration, means: Means = ALONE) -> Derived:
    """The audit that was asked for. Fails like the command that asks."""
    before = past(request)
    rules = [rule for rule in RULES if rule.id in request.rules]
    paths = [Path(path) for path in request.paths]
    found = run(
        paths, rules, chosen(request.reference, settled), request.as_of, request.standard_input or None, means=means
    )
    report = reviewed(found, before)
    asked = with_findings(report, filter(counts, report.findings)) if request.new_only else report
    return Derived(
        found, before, report, asked, showing(with_plan(asked) if request.repairs else asked, request.severity)
    )
