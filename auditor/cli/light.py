"""An audit in the light of what was decided before, for commands that explain: decisions, the baseline, the runs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import msgspec

from auditor.auditing import Audit
from auditor.cli.configuration import Configuration
from auditor.cli.means import database
from auditor.cli.past import past_of, reviewed
from auditor.decisions.baseline import FILE as BASELINE
from auditor.decisions.review import Past
from auditor.decisions.triage import FILE as TRIAGE
from auditor.decisions.triage import decision
from auditor.model.findings import Finding
from auditor.reports.story import Seen, Story
from auditor.store.runs import Run, Runs


class Lit(msgspec.Struct, frozen=True):
    """An audit whose findings know their status and decision, and what these were taken from."""

    found: Audit
    past: Past
    baseline: str  # "" for none


def known_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names the baseline to tell of."""
    told = f"Tell whether this knows a finding; else {BASELINE} beside the configuration."
    return click.option("--baseline", metavar="FILE|RUN", help=told)(command)


def lit(found: Audit, baseline: str | None, settled: Configuration) -> Lit:
    """The audit in the light of the decisions and of the baseline that is given, or lies where it is looked for."""
    beside = settled.folder / BASELINE
    name = baseline or (beside.as_posix() if beside.exists() else "")
    with closing(database(settled)) as store:
        before = past_of(settled.folder / TRIAGE, name or None, judged=False, runs=Runs(store))
    return Lit(msgspec.structs.replace(found, report=reviewed(found, before, settled.policy)), before, name)


def story(lit: Lit, fingerprint: str, settled: Configuration) -> tuple[Story, Finding | None]:
    """What became of a finding, and the finding as a run found it last, if one is kept."""
    made = [line.entry for line in lit.past.triage if line.entry.fingerprint == fingerprint]
    as_of = lit.found.report.inputs.as_of
    with closing(database(settled)) as store:
        runs = Runs(store)
        holding = [run for run in runs.holding(fingerprint) if run.complete]
        kept = runs.finding(fingerprint)
        after = [run for run in runs.all() if holding and run.complete and _later(run, holding[-1])]
    told = Story(
        fingerprint,
        any(one.fingerprint == fingerprint for one in _every(lit.found)),
        f"run {lit.baseline}" if lit.baseline.isdecimal() and not Path(lit.baseline).exists() else lit.baseline,
        lit.past.before is not None and fingerprint in lit.past.before.known,
        tuple(decision(entry, as_of) for entry in made),
        _seen(holding[:1]),
        _seen(holding[-1:]),
        _seen(after[:1]),
    )
    return told, kept


def _every(found: Audit) -> list[Finding]:
    return [*found.report.findings, *(one.finding for one in found.report.ignored)]


def _later(run: Run, last: Run) -> bool:
    return run.id > last.id and run.line == last.line


def _seen(runs: list[Run]) -> Seen | None:
    return Seen(runs[0].id, runs[0].time) if runs else None
