"""`auditor check`: audit documents and report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from auditor.cli import COMMAND, offered
from auditor.cli.answering import Question, answer
from auditor.cli.authority import reference_option
from auditor.cli.corpus import PATHS, settings, stdin_filename
from auditor.cli.instantly import begun
from auditor.cli.keys import FailOn
from auditor.cli.means import means_options
from auditor.cli.output import Destination, FormatType
from auditor.cli.past import baseline_option
from auditor.cli.selection import selected
from auditor.decisions.triage import FILE
from auditor.manifest import Request, chosen
from auditor.model.findings import SEVERITIES
from auditor.remote import address_of, on_this_system
from auditor.rules import RULES

T = TypeVar("T")


@click.command("check")
@PATHS
@stdin_filename
@click.option("--format", "formats", type=FormatType(), multiple=True, help="How to report, and where to; repeatable.")
@reference_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that counts as today.")
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    shell_complete=offered.rules,
    help="Only these rules; ids or their beginnings, with commas.",
)
@click.option("--ignore", multiple=True, metavar="RULES", shell_complete=offered.rules, help="All but these rules.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Show no finding below this.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="End with 1 at this severity or above.")
@click.option("--repairs", is_flag=True, help="Show every repair, and the least that mends the whole corpus.")
@baseline_option
@click.option("--new-only", is_flag=True, help="Show only what is news against --baseline.")
@click.option("--since", metavar="REV", help="Show only findings that involve documents touched since a git revision.")
@means_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
@click.option("--quiet", is_flag=True, help="Nothing on standard error but errors.")
def command(  # noqa: PLR0917 - click calls it by keyword
    paths: Sequence[Path],
    stdin_filename: str | None,
    formats: Sequence[Destination],
    reference: str | None,
    as_of: datetime | None,
    select: Sequence[str],
    ignore: Sequence[str],
    severity: str | None,
    fail_on: FailOn | None,
    repairs: bool,
    jobs: int | None,
    engine: str,
    scheduler: str | None,
    no_cache: bool,
    max_runtime: float | None,
    baseline: str | None,
    new_only: bool,
    since: str | None,
    color: str,
    quiet: bool,
) -> None:
    """Audit documents and report where they contradict each other.

    PATH is a file, a folder, or - for standard input. Without PATH, the configured corpus, else ./corpus.
    """
    if new_only and not baseline:
        raise click.UsageError("--new-only needs --baseline: against what is it news?")
    if (engine == "dask") != bool(scheduler):
        raise click.UsageError("--engine dask and --scheduler ADDRESS go together")
    begin = begun(click.get_current_context().meta[COMMAND][1:])
    settled = settings()
    destinations = formats or [Destination("text", None)]
    wanted, unwanted = select or settled.select, ignore or settled.ignore
    request = Request(
        paths=tuple(address_of(path) or path.as_posix() for path in map(on_this_system, paths or settled.paths)),
        rules=tuple(rule.id for rule in selected(RULES, wanted, unwanted)),
        reference=reference or settled.reference,
        as_of=as_of.date().isoformat() if as_of else None,
        severity=next(level for level in SEVERITIES if level == (severity or settled.severity)),
        triage=(settled.folder / FILE).as_posix(),
        baseline=baseline,
        new_only=new_only,
        since=since,
        repairs=repairs,
        policy=chosen(settled.policy),
        standard_input=stdin_filename or "",
    )
    line = json.dumps([request.paths, wanted, unwanted])
    threshold = fail_on or settled.fail_on
    how = (color, quiet, jobs, scheduler or "", not no_cache, max_runtime)
    raise SystemExit(answer(Question(request, destinations, settled, begin, line, threshold, *how)))
