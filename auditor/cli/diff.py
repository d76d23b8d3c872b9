"""`auditor diff`: what changed between two runs, or two JSON reports."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import msgspec

from auditor.cli.corpus import settings
from auditor.cli.means import database
from auditor.cli.output import coloured, emit
from auditor.reports.as_json import finding_object
from auditor.reports.history import changes_json, compare, render_changes
from auditor.store.runs import Runs


class _Value(msgspec.Struct):
    value: str
    verdict: str


class _Compared(msgspec.Struct):
    """What a finding of a JSON report must have to be compared."""

    rule: str
    subject: str
    fingerprint: str
    message: str
    values: list[_Value]
    repair: dict[str, Any] | None = None


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def command(before: str, after: str, format_: str, color: str) -> None:
    """List the findings that are new in B, gone from A, or changed. Ends with 1 if something is new.

    A and B are JSON reports, or numbers of runs as auditor history shows them.
    """
    with closing(database(settings())) as store:
        runs = Runs(store)
        changes = compare(_findings(runs, before), _findings(runs, after))
    emit(changes_json(changes) if format_ == "json" else render_changes(changes), coloured(color))
    raise SystemExit(1 if any(change.kind == "new" for change in changes) else 0)


def _findings(runs: Runs, named: str) -> list[dict[str, Any]]:
    if not Path(named).exists() and named.isdecimal():
        run = runs.run(int(named))
        if run is None:
            raise click.UsageError(f"there is no run {named}; auditor history lists those that there are")
        return [finding_object(finding) for finding in runs.findings(run)]
    try:
        found = json.loads(Path(named).read_bytes())["findings"]
        msgspec.convert(found, list[_Compared])
    except OSError as error:
        raise click.UsageError(f"{named}: {error.strerror}; give a JSON report or the number of a run") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise click.UsageError(f"{named} is no JSON report of ours: auditor check --format json={named}") from None
    return list(found)
