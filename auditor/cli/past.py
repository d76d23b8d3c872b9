"""What was decided before: `--baseline FILE` and the decisions of reviewers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import msgspec

from auditor.aside import severity_of
from auditor.auditing import Audit, with_heads
from auditor.cli.corpus import Incomplete
from auditor.decisions.baseline import read_baseline
from auditor.decisions.lines import BadFile
from auditor.decisions.news import Before
from auditor.decisions.review import Past, review
from auditor.decisions.triage import read_triage
from auditor.decisions.unused import EXPIRED, UNUSED, judgeable
from auditor.manifest import Request
from auditor.model.findings import Report
from auditor.model.found import heads_of
from auditor.policy import Policy
from auditor.store.runs import Runs

LAST = "last"


def baseline_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names what is known already."""
    told = "Findings known before, from a file, or an earlier run: they are shown as unchanged and do not count for the exit code."
    return click.option("--baseline", metavar="FILE|last|RUN", help=told)(command)


def earlier(baseline: str | None, line: str, runs: Runs) -> str | None:
    """The baseline as given; for `last` the number of the last complete run that asked the same, "0" where there is none."""
    if baseline != LAST or Path(LAST).exists():
        return baseline
    return str(max((run.id for run in runs.all() if run.complete and run.line == line), default=0))


def is_run(baseline: str | None) -> bool:
    """Whether a baseline is a run, by its number, and no file."""
    return baseline is not None and baseline.isdecimal() and not Path(baseline).exists()


def past(request: Request, runs: Runs) -> Past:
    """What there is to compare with. Fails on a file that cannot be relied on."""
    return past_of(Path(request.triage), request.baseline, judgeable(map(Path, request.paths)), runs)


def past_of(triage: Path, baseline: str | None, judged: bool, runs: Runs) -> Past:
    """The decisions, and the baseline: a file, or the number of a run. Fails on a file that cannot be relied on."""
    try:
        decided = read_triage(triage)
    except BadFile as error:
        raise Incomplete(str(error)) from None
    if not baseline:
        return Past(triage=decided, judged=judged)
    if is_run(baseline):
        return Past(_before(int(baseline), runs), (), decided, judged)
    try:
        accepted = read_baseline(Path(baseline))
    except BadFile as error:
        raise click.UsageError(f"{error}; auditor baseline write makes one") from None
    known = frozenset(line.entry.fingerprint for line in accepted)
    return Past(Before(known), accepted, decided, judged)


def _before(number: int, runs: Runs) -> Before:
    """What the run of a number found, and what earlier ones of its history had found that it did not."""
    if number == 0:
        return Before(frozenset())
    kept = runs.all()
    last = next((run for run in kept if run.id == number), None)
    if last is None:
        raise click.UsageError(f"there is no run {number}; auditor history lists those that there are")
    known = runs.fingerprints([last])
    earlier = [run for run in kept if run.id < number and run.line == last.line]
    return Before(known, runs.fingerprints(earlier) - known)


def reviewed(found: Audit, past: Past, policy: Policy) -> Report:
    """The report in the light of what was decided before, with the known findings counted."""
    if past.before is None and not past.baseline and not past.triage:
        return found.report
    judged = past.judged and found.reading.complete  # what was not read may be what an entry is about
    told = review(found.report, msgspec.structs.replace(past, judged=judged))
    own = {UNUSED.id: UNUSED, EXPIRED.id: EXPIRED}
    settled = with_heads(
        found.report,
        (
            msgspec.structs.replace(one, severity=severity_of(one.severity, one.rule, policy.severities, own))
            if one.rule in own
            else one
            for one in told
        ),
    )
    known = sum(head.status == "unchanged" for head in heads_of(settled.findings))
    return msgspec.structs.replace(settled, summary=msgspec.structs.replace(settled.summary, baselined=known))
