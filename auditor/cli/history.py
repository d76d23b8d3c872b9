"""`auditor history`: past runs, with a trend."""

from __future__ import annotations

import json
from contextlib import closing

import click

from auditor.cli.corpus import settings
from auditor.cli.means import database
from auditor.cli.output import coloured, emit
from auditor.cli.steps import by_line, steps
from auditor.reports.history import Line, history_json, render_history
from auditor.store.runs import Run, Runs


@click.command("history")
@click.option("--limit", type=click.IntRange(min=1), default=30, metavar="N", help="Only the last N runs (30).")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def command(limit: int, format_: str, color: str) -> None:
    """Show past runs of auditor check, what was new and gone each time, and the trend.

    Runs are kept in .auditor_cache beside the configuration; `auditor diff A B` compares two of them.
    """
    with closing(database(settings())) as store:
        runs = Runs(store)
        lines = [_line(runs, found, limit) for found in by_line(runs.all()).values()]
    emit(history_json(lines) if format_ == "json" else render_history(lines), coloured(color))


def _line(runs: Runs, found: list[Run], limit: int) -> Line:
    return Line(_asked(found[0].line), steps(runs, found, limit))


def _asked(line: str) -> str:
    paths, select, ignore = json.loads(line)
    options = [f"--select {','.join(select)}"] * bool(select) + [f"--ignore {','.join(ignore)}"] * bool(ignore)
    return " ".join(["check", *paths, *options])
