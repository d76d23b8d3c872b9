"""`auditor reference`: what the authority says, what changed between two, and how to import a newer one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from auditor.cli import offered
from auditor.cli.authority import IMPORTED, SUFFIX, chosen, opened, reference_option
from auditor.cli.corpus import Incomplete, settings
from auditor.cli.output import coloured, emit, log, write_file
from auditor.cli.suggestion import did_you_mean
from auditor.lexicon.names import load_names
from auditor.model.reference import Reference
from auditor.publications.build import build
from auditor.publications.published import Published, read_published
from auditor.publications.rows import BadReference
from auditor.reference.authority import Authority, authority
from auditor.reference.comparison import compare
from auditor.reference.files import embedded, encode
from auditor.reports import reference as told


@click.group("reference")
def command() -> None:
    """Show, compare and import what the documents are compared with."""


@command.command("show")
@click.argument("subject", shell_complete=offered.subjects)
@reference_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that counts as today.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def show(subject: str, reference: str | None, as_of: object, format_: str, color: str) -> None:
    """Tell what the reference says of a CODE, DRUG, brand or modifier."""
    judge = authority(_needed(reference), as_of.date().isoformat() if hasattr(as_of, "date") else None)
    found = _found(judge, subject)
    emit(told.render_json(found) if format_ == "json" else told.render_text(found), coloured(color))


@command.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
def diff(before: str, after: str, format_: str) -> None:
    """List what B adds to A, what ended, and what changed its meaning. A and B are names or files."""
    changes = compare(_needed(before), _needed(after))
    emit(told.changes_json(changes) if format_ == "json" else told.changes_text(changes))


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--name", metavar="NAME", help="What to call it; else it is called after its release, as hcpcs-2026-04.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="PATH", help="Where to; else beside the configuration."
)
def import_(files: Sequence[Path], name: str | None, output: Path | None) -> None:
    """Make a reference of what CMS and FDA publish, as published.

    FILE is a HCPCS release (fixed-width text, sheet, or the zip with both), the ASP NDC-HCPCS crosswalk, the Purple
    Book, or a list of codes. Several make one reference; without a HCPCS release they are put onto the embedded one.
    """
    try:
        published = [read_published(file) for file in files]
    except BadReference as error:
        raise click.UsageError(f"{error}") from None
    except OSError as error:
        raise Incomplete(f"{error.filename}: {error.strerror}") from None
    base = embedded()
    made = _built(name or "", published, base)
    called = name or f"hcpcs-{made.release[:7]}"
    path = output or settings().folder / IMPORTED / f"{called}{SUFFIX}"
    data = encode(_named(made, called))
    write_file(path, data.decode())
    read_back = opened(path)
    log(f"{path}: {told.summary(read_back)}")
    if len(read_back.entries) * 2 < len(base.entries):
        log("these are far fewer codes than a release has; was the file cut short?")
    log(f"compare with it: auditor check --reference {called if output is None else path}")


def _built(name: str, published: Sequence[Published], base: Reference) -> Reference:
    try:
        return build(name, published, load_names(), base)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _named(reference: Reference, name: str) -> Reference:
    return msgspec.structs.replace(reference, name=name)


def _needed(name: str | None) -> Reference:
    if name and Path(name).is_file():
        return opened(Path(name))
    found = chosen(name, settings())
    if found is None:
        raise click.UsageError("there is nothing to show of no reference; give --reference NAME or FILE")
    return found


def _found(judge: Authority, subject: str) -> told.Shown:
    found = told.told(judge, subject)
    if found is None:
        known = [*judge.reference.entries, *judge.entities, *judge.reference.brands]
        raise click.UsageError(f"{judge.title} says nothing of '{subject}'{did_you_mean(subject, known)}")
    return found
