"""`auditor check`: audit documents and report."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from sqlite3 import DatabaseError
from typing import NoReturn, TypeVar

import click
import msgspec

from auditor.cli import offered
from auditor.cli.again import Again
from auditor.cli.authority import reference_option
from auditor.cli.clock import now
from auditor.cli.corpus import PATHS, Incomplete, settings, stdin_filename
from auditor.cli.derivation import Derived, derive
from auditor.cli.evidence import enclosed
from auditor.cli.keys import FailOn
from auditor.cli.means import database, means_options, reading
from auditor.cli.output import Destination, FormatType, Rendered, in_full, log, rendered, spools, write
from auditor.cli.overnight import night
from auditor.cli.past import baseline_option, earlier
from auditor.cli.selection import selected
from auditor.decisions.news import counting
from auditor.decisions.triage import FILE
from auditor.manifest import Request, chosen
from auditor.model.findings import SEVERITIES, Severity
from auditor.nightly.coding import Damaged
from auditor.nightly.corpus import Night
from auditor.reading.cluster import NoCluster
from auditor.remote import address_of, on_this_system
from auditor.rules import RULES
from auditor.store.answers import Answers
from auditor.store.runs import Runs

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
    with spools() as spool:
        with (
            closing(database(settled, quiet)) as store,
            reading(None if no_cache else store, jobs, max_runtime, quiet, scheduler or "") as means,
        ):
            runs = Runs(store)
            line = json.dumps([request.paths, wanted, unwanted])
            request = msgspec.structs.replace(request, baseline=earlier(baseline, line, runs))
            if request.baseline == "0":
                log("there is no earlier run to compare with; everything is new", quiet)
            again = Again(None if no_cache else Answers(store), runs, settled)
            looked = again.look(request)
            asked = again.asked(request, destinations, looked)
            told, texts = (asked and again.answer(asked, spool)) or (None, [])
            if told and runs.record_again(now().isoformat(), line, told.inputs, told.summary, told.found):
                write(dict(zip(dict.fromkeys(destinations), texts, strict=True)), color)
                _end(
                    told.counting, told.asked - told.shown, told.asked, request, fail_on or settled.fail_on, quiet=quiet
                )
            full = in_full(destinations)

            def make(ledger: Night | None) -> tuple[Derived, Rendered, bytes | None]:
                derived = derive(request, settled, runs, means, full=full, night=ledger)
                made = rendered(derived.shown, destinations, partial(enclosed, request, derived), spool)
                complete, remember = derived.found.reading.complete, not no_cache and not stdin_filename
                kept = runs.record(now().isoformat(), line, derived.report, complete) if remember else None
                return derived, made, kept

            with night(request, settled, means, again, None if full else looked, quiet=quiet) as ledger:
                derived, made, kept = _made(make, ledger)
                complete = derived.found.reading.complete
                if ledger:
                    ledger.keep()
            if asked and kept and complete and again.asked(request, destinations, again.look(request)) == asked:
                again.keep(asked, derived, made, kept)  # and nobody wrote while we read
        write(made, color)
    hidden, every = len(derived.asked.findings) - len(derived.shown.findings), len(derived.asked.findings)
    if not complete:
        _tell_hidden(hidden, every, request, quiet=quiet)
        log("the audit is incomplete: not every document was read, see 'skipped'", quiet)
        raise SystemExit(3)
    severities = counting(derived.concerned.findings)
    _end(severities, hidden, every, request, fail_on or settled.fail_on, quiet=quiet)


def _made(make: Callable[[Night | None], T], ledger: Night | None) -> T:
    """What is made of the ledger, or without it where that turns out to be damaged."""
    try:
        try:
            return make(ledger)
        except (Damaged, DatabaseError) as error:
            if ledger is None:
                raise
            ledger.give_up(error)
            return make(None)
    except NoCluster as error:
        raise Incomplete(str(error)) from None


def _end(
    severities: Collection[Severity], hidden: int, every: int, request: Request, threshold: FailOn, *, quiet: bool
) -> NoReturn:
    """End a complete run with the exit code that its findings call for."""
    _tell_hidden(hidden, every, request, quiet=quiet)
    failing = SEVERITIES[: SEVERITIES.index(threshold) + 1] if threshold != "never" else ()
    raise SystemExit(1 if set(severities) & set(failing) else 0)


def _tell_hidden(hidden: int, every: int, request: Request, *, quiet: bool) -> None:
    if hidden:
        log(f"{hidden} of {every} findings, below {request.severity}, not shown", quiet)
