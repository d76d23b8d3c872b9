"""`auditor check`: audit documents and report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from auditor.audit import at_least, documents_in, showing, with_plan
from auditor.cli.authority import chosen, reference_option
from auditor.cli.corpus import PATHS, run, settings, stdin_filename
from auditor.cli.output import Destination, FormatType, in_full, log, write
from auditor.cli.selection import selected
from auditor.model.findings import SEVERITIES
from auditor.rules import RULES


@click.command("check")
@PATHS
@stdin_filename
@click.option("--format", "formats", type=FormatType(), multiple=True, help="How to report, and where to; repeatable.")
@reference_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that counts as today.")
@click.option(
    "--select", multiple=True, metavar="RULES", help="Only these rules; ids or their beginnings, with commas."
)
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these rules.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Show no finding below this.")
@click.option("--fail-on", type=click.Choice([*SEVERITIES, "never"]), help="End with 1 at this severity or above.")
@click.option("--repairs", is_flag=True, help="Show every repair, and the least that mends the whole corpus.")
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
    fail_on: str | None,
    repairs: bool,
    color: str,
    quiet: bool,
) -> None:
    """Audit documents and report where they contradict each other.

    PATH is a file, a folder, or - for standard input. Without PATH, the configured corpus, else ./corpus.
    """
    settled = settings()
    rules = selected(RULES, select or settled.select, ignore or settled.ignore)
    day = as_of.date().isoformat() if as_of else None
    wanted = formats or [Destination("text", None)]
    full = in_full(wanted)
    found = run(paths, rules, chosen(reference, settled), day, stdin_filename, keep_texts=full)
    report = documents_in(found) if full else found.report
    least = next(level for level in SEVERITIES if level == (severity or settled.severity))
    shown = showing(with_plan(report) if repairs else report, least)
    write(shown, wanted, color)
    hidden = len(found.report.findings) - len(shown.findings)
    if hidden:
        log(f"{hidden} of {len(found.report.findings)} findings, below {least}, not shown", quiet)
    if not found.reading.complete:
        log("the audit is incomplete: not every document was read, see 'skipped'", quiet)
        raise SystemExit(3)
    threshold = fail_on or settled.fail_on
    failing = [level for level in SEVERITIES if level == threshold]
    raise SystemExit(1 if failing and at_least(found.report.findings, failing[0]) else 0)
