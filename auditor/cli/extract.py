"""`auditor extract`: the assertions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from auditor.cli.corpus import PATHS, run, stdin_filename
from auditor.cli.output import coloured, emit, log
from auditor.reports.assertions import FORMATS, rows, unclaimed_rows


@click.command("extract")
@PATHS
@stdin_filename
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="text", help="How to list them.")
@click.option("--unclaimed", is_flag=True, help="List the codes that led to no assertion, with the reason.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def command(paths: Sequence[Path], stdin_filename: str | None, format_: str, unclaimed: bool, color: str) -> None:
    """List the assertions that documents make, each with its place."""
    done = run(paths, (), stdin_filename=stdin_filename)
    reading = done.reading
    found = unclaimed_rows(done.report.unclaimed) if unclaimed else rows(reading.extractions)
    emit(FORMATS[format_](found), coloured(color))
    for skipped in reading.skipped:
        log(f"skipped {skipped.document} ({skipped.stage}): {skipped.reason}")
    raise SystemExit(0 if reading.complete else 3)
