"""What was decided before: `--baseline FILE` and the decisions of reviewers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from auditor.audit import Audit, with_findings
from auditor.cli.corpus import Incomplete
from auditor.decisions.baseline import read_baseline
from auditor.decisions.lines import BadFile
from auditor.decisions.news import Before
from auditor.decisions.review import Past, review
from auditor.decisions.triage import read_triage
from auditor.decisions.unused import judgeable
from auditor.manifest import Request
from auditor.model.findings import Report


def baseline_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names what is known already."""
    told = "Findings accepted before: they are shown as unchanged and do not count for the exit code."
    return click.option("--baseline", metavar="FILE", help=told)(command)


def past(request: Request) -> Past:
    """What there is to compare with. Fails on a file that cannot be relied on."""
    try:
        decided = read_triage(Path(request.triage))
    except BadFile as error:
        raise Incomplete(str(error)) from None
    judged = judgeable(map(Path, request.paths))
    if not request.baseline:
        return Past(triage=decided, judged=judged)
    try:
        accepted = read_baseline(Path(request.baseline))
    except BadFile as error:
        raise click.UsageError(f"{error}; auditor baseline write makes one") from None
    known = frozenset(line.entry.fingerprint for line in accepted)
    return Past(Before(known), accepted, decided, judged)


def reviewed(found: Audit, past: Past) -> Report:
    """The report in the light of what was decided before, with the known findings counted."""
    judged = past.judged and found.reading.complete  # what was not read may be what an entry is about
    settled = with_findings(found.report, review(found.report, msgspec.structs.replace(past, judged=judged)))
    known = sum(finding.status == "unchanged" for finding in settled.findings)
    return msgspec.structs.replace(settled, summary=msgspec.structs.replace(settled.summary, baselined=known))
