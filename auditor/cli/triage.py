"""`auditor triage`: record and list what reviewers decided of findings."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import get_args

import click

from auditor.auditing import Audit
from auditor.cli.authority import chosen
from auditor.cli.clock import now
from auditor.cli.corpus import Incomplete, run, settings
from auditor.cli.means import database
from auditor.cli.output import append_line, coloured, emit, log
from auditor.decisions.lines import BadFile, Line, write_line
from auditor.decisions.triage import FILE, FINGERPRINT, Decided, chained, latest, read_triage
from auditor.model.findings import Choice, Finding
from auditor.reports.as_json import dumps
from auditor.reports.visible import visible
from auditor.rules import RULES
from auditor.store.runs import Runs


class _Triage(click.Group):
    """`triage list`, and `triage FINGERPRINT ...`, which is what is done most."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "record", record, args

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, f"FINGERPRINT [{'|'.join(get_args(Choice))}] --by NAME --reason TEXT")
        formatter.write_usage(ctx.command_path, "list")


@click.group("triage", cls=_Triage)
def command() -> None:
    """Record and list what reviewers decided of findings.

    Decisions are appended to auditor-triage.jsonl beside the configuration; keep it under version control. What was
    accepted or called a false positive does not count for the exit code; a fix that is only planned still does.
    """


@click.command("record")
@click.argument("fingerprint")
@click.argument("choice", type=click.Choice(get_args(Choice)))
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.option("--reason", required=True, metavar="TEXT", help="Why.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The last day on which it holds.")
def record(fingerprint: str, choice: Choice, by: str, reason: str, until: datetime | None) -> None:
    """Record a decision on the finding of a FINGERPRINT."""
    print_ = fingerprint.lower()
    if not FINGERPRINT.fullmatch(print_):
        raise click.UsageError(f"'{fingerprint}' is no fingerprint: 16 hexadecimal digits, as auditor check shows them")
    if not by.strip() or not reason.strip():
        raise click.UsageError("--by and --reason must not be empty: who decides, and why?")
    path = _path()
    lines = _lines(path)
    if choice == "withdraw" and print_ not in latest(lines):
        raise click.UsageError(f"there is no decision on {print_} to withdraw; see auditor triage list")
    found = _finding(print_)
    entry = Decided(
        print_,
        choice,
        by.strip(),
        reason.strip(),
        now().date().isoformat(),
        until.date().isoformat() if until else "",
        found.rule if found else "",
        found.subject if found else "",
    )
    append_line(path, write_line(chained(entry, [line.entry for line in lines])))
    named = f"{found.rule} {found.subject}" if found else "a finding that no run has shown"
    log(f"{path}: {choice} recorded on {print_}, {named}")


@command.command("list")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def list_(format_: str, color: str) -> None:
    """List the decisions in force, oldest first; as JSON, every entry ever made."""
    lines = _lines(_path())
    if format_ == "json":
        shape = [{name: getattr(line.entry, name) for name in line.entry.__struct_fields__} for line in lines]
        emit(dumps(shape, indent=2) + "\n")
    else:
        emit("".join(_row(line.entry) for line in latest(lines).values()), coloured(color))


def _row(entry: Decided) -> str:
    until = f" until {entry.until}" if entry.until else ""
    about = " ".join(word for word in (entry.rule, entry.subject) if word) or "finding unknown when decided"
    head = f"{entry.fingerprint}  {visible(about)}: {click.style(entry.choice, bold=True)}"
    return f"{head} by {visible(entry.by)} on {entry.on}{until}: {visible(entry.reason)}\n"


def _path() -> Path:
    return settings().folder / FILE


def _lines(path: Path) -> tuple[Line[Decided], ...]:
    try:
        return read_triage(path)
    except BadFile as error:
        raise Incomplete(str(error)) from None


def _finding(fingerprint: str) -> Finding | None:
    """What the decision is about, if a run found it before, or the configured corpus has it."""
    settled = settings()
    with closing(database(settled)) as store:
        known = Runs(store).finding(fingerprint)
    if known is not None:
        return known
    try:
        found: Audit = run((), RULES, chosen(None, settled))
    except click.ClickException:
        return None
    return next((one for one in found.report.findings if one.fingerprint == fingerprint), None)
