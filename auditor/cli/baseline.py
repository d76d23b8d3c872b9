"""`auditor baseline`: accept what is there, so that only news counts from now on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from auditor.cli.authority import chosen, reference_option
from auditor.cli.corpus import PATHS, Incomplete, run, settings
from auditor.cli.output import log, write_file
from auditor.cli.selection import selected
from auditor.decisions.baseline import FILE, accepted, read_baseline, write_baseline
from auditor.decisions.lines import BadFile
from auditor.model.findings import Report
from auditor.rules import RULES

_file = click.option(
    "--baseline", "file", type=click.Path(path_type=Path), metavar="FILE", help=f"Else {FILE} beside the configuration."
)
_as_of = click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that counts as today."
)


@click.group("baseline")
def command() -> None:
    """Accept the findings that are there, so that only new ones count.

    Give the file to `auditor check --baseline FILE`. It has one entry a line, sorted: keep it under version control.
    """


@command.command("write")
@PATHS
@_file
@reference_option
@_as_of
def write(paths: Sequence[Path], file: Path | None, reference: str | None, as_of: datetime | None) -> None:
    """Accept every finding that there is now."""
    report = _report(paths, reference, as_of)
    path = file or settings().folder / FILE
    write_file(path, write_baseline(accepted(report.findings)))
    log(f"{path}: accepts {len(report.findings)} findings")


@command.command("prune")
@PATHS
@_file
@reference_option
@_as_of
def prune(paths: Sequence[Path], file: Path | None, reference: str | None, as_of: datetime | None) -> None:
    """Remove the entries that match nothing any more. New findings are not added."""
    path = file or settings().folder / FILE
    try:
        entries = [line.entry for line in read_baseline(path)]
    except BadFile as error:
        raise click.UsageError(str(error)) from None
    report = _report(paths, reference, as_of)
    found = {finding.fingerprint for finding in report.findings}
    ran = set(report.inputs.rules)
    kept = [entry for entry in entries if entry.fingerprint in found or entry.rule not in ran]
    write_file(path, write_baseline(kept))
    log(f"{path}: {len(entries) - len(kept)} entries removed, {len(kept)} kept")


def _report(paths: Sequence[Path], reference: str | None, as_of: datetime | None) -> Report:
    settled = settings()
    rules = selected(RULES, settled.select, settled.ignore)
    found = run(paths, rules, chosen(reference, settled), as_of.date().isoformat() if as_of else None)
    if not found.reading.complete:
        raise Incomplete("not every document was read, see auditor check; the baseline is left as it was")
    return found.report
