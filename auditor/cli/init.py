"""`auditor init`: a place for settings, with every key explained."""

from __future__ import annotations

import tomllib
from pathlib import Path

import click

from auditor.cli.keys import template
from auditor.cli.output import emit, log, write_file
from auditor.regular import read_regular

OWN, PROJECT = Path("auditor.toml"), Path("pyproject.toml")


@click.command("init")
@click.option("--stdout", "to_stdout", is_flag=True, help="Print it, and write nothing.")
def command(to_stdout: bool) -> None:
    """Add a commented [tool.auditor] section to pyproject.toml, or write auditor.toml where there is none.

    Every key stands there as a comment, with what it is for and what holds without it.
    """
    table = PROJECT.is_file()
    if to_stdout:
        emit(template(table))
        return
    if OWN.exists():
        raise click.UsageError(f"{OWN} is there already; `auditor config` shows what is in force")
    if table:
        write_file(PROJECT, _with_section(PROJECT))
        log(f"{PROJECT}: added [tool.auditor]")
    else:
        write_file(OWN, template(table))
        log(f"wrote {OWN}")


def _with_section(file: Path) -> str:
    """The file's text with the section at its end, in the manner in which its lines end."""
    try:
        text = read_regular(file).decode()
        content = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise click.UsageError(f"{file}: not valid TOML: {error}") from None
    except RecursionError:
        raise click.UsageError(f"{file}: brackets are nested too deeply; take them out first") from None
    if "auditor" in content.get("tool", {}):
        raise click.UsageError(f"{file} has a [tool.auditor] already; `auditor config` shows what is in force")
    joint = "" if not text else "\n" if text.endswith("\n") else "\n\n"
    made = joint + template(table=True)
    return text + (made.replace("\n", "\r\n") if "\r\n" in text else made)
