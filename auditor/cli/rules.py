"""`auditor rules`: list the rules."""

from __future__ import annotations

import click

from auditor.cli.output import emit
from auditor.reports.as_json import dumps
from auditor.rules import RULES


@click.command("rules")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def command(format_: str) -> None:
    """List the rules. `auditor explain RULE` tells more of one."""
    if format_ == "json":
        fields = ("id", "name", "title", "severity", "rationale")
        emit(dumps([{name: getattr(rule, name) for name in fields} for rule in RULES], indent=2) + "\n")
    else:
        emit("".join(f"{rule.id}  {rule.severity:<7}  {rule.name:<22}  {rule.title}\n" for rule in RULES))
