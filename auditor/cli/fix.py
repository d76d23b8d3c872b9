"""`auditor fix`: the edits that the reference makes certain, as a diff or written."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import click

from auditor.auditing import at_least
from auditor.cli import offered
from auditor.cli.authority import chosen, reference_option
from auditor.cli.corpus import PATHS, Incomplete, run, settings
from auditor.cli.output import emit, log, write_bytes
from auditor.cli.selection import selected
from auditor.decoding.archive import INSIDE
from auditor.loading import Source, load
from auditor.model.findings import Edit
from auditor.model.source import Document
from auditor.repair.applying import Applied, apply, by_document, diff, encoded
from auditor.repair.plan import plan
from auditor.reports.visible import lines_shown, visible
from auditor.rules import RULES


@click.command("fix")
@PATHS
@click.option("--diff", "how", flag_value="diff", default=True, help="Print the edits as a unified diff (the default).")
@click.option("--write", "how", flag_value="write", help="Write the edits into the documents.")
@reference_option
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="The day that counts as today.")
@click.option(
    "--select", multiple=True, metavar="RULES", shell_complete=offered.rules, help="Only what these rules find."
)
@click.option(
    "--ignore", multiple=True, metavar="RULES", shell_complete=offered.rules, help="Not what these rules find."
)
@click.option("--quiet", is_flag=True, help="Nothing on standard error but errors.")
def command(  # noqa: PLR0917 - click calls it by keyword
    paths: Sequence[Path],
    how: str,
    reference: str | None,
    as_of: datetime | None,
    select: Sequence[str],
    ignore: Sequence[str],
    quiet: bool,
) -> None:
    """Mend what the reference makes certain: a diff, or with --write the documents themselves.

    Only edits are made of which the reference leaves no other value and the document shows which word is wrong. Nothing
    outside the edited words changes. Ends with 0 where nothing is to be done or left, with 1 where edits are proposed or errors remain.
    """
    if Path("-") in paths:
        raise click.UsageError("standard input cannot be mended; give the path of a document or of a folder")
    settled = settings()
    rules = selected(RULES, select or settled.select, ignore or settled.ignore)
    authority = chosen(reference, settled)
    if authority is None:
        raise click.UsageError("without a reference nothing is certain; give --reference NAME or FILE")
    day = as_of.date().isoformat() if as_of else None
    found = run(paths, rules, authority, day)
    certain = plan(found.report.findings).certain
    applied = _applied(certain, found.reading.paths)
    mended = {one.document.name for _, one in applied}
    for name in sorted({edit.document for edit in certain} - mended):
        why = "it lies in an archive" if INSIDE in name else "no text file of its own"
        unpack = "unpack it, or " if INSIDE in name else ""
        log(f"{visible(name)}: {why}, so it is not edited; {unpack}mend it where it comes from", quiet)
    for misfit in (edit for _, one in applied for edit in one.misfits):
        log(
            f"{misfit.document}:{misfit.place.line}: '{visible(misfit.quote)}' no longer stands there; not edited",
            quiet,
        )
    changed = [(source, one) for source, one in applied if one.edits]
    places = sum(len(one.edits) for _, one in changed)
    if how == "diff":
        told = "".join(diff(one) for _, one in changed)
        # What is applied must have every byte; a person at a terminal is shown what a terminal would obey.
        emit(lines_shown(told) if sys.stdout.isatty() else told, colour=True)
        log(f"{places} edits in {len(changed)} documents; --write makes them", quiet)
        raise SystemExit(1 if changed else 0)
    for source, one in changed:
        write_bytes(source.path, _bytes(one))
    left = run(paths, rules, authority, day).report
    log(f"{places} edits made in {len(changed)} documents; {left.summary.findings} findings remain", quiet)
    raise SystemExit(1 if at_least(left.findings, "error") else 0)


def _applied(edits: Sequence[Edit], paths: Mapping[str, Path]) -> list[tuple[Source, Applied]]:
    """The documents to change, each with its edits in it. `paths` are those of the files that were read."""
    applied = []
    for name, group in by_document(edits).items():
        source = Source(paths[name], name) if name in paths else None
        document = load(source) if source else None
        # A PDF, a workbook or an export is not the text that was made of it.
        if source and isinstance(document, Document) and document.encoding:
            applied.append((source, apply(document, group)))
    return applied


def _bytes(one: Applied) -> bytes:
    try:
        return encoded(one)
    except UnicodeEncodeError as error:
        name, charset = one.document.name, one.document.encoding
        raise Incomplete(
            f"{name}: its charset {charset} cannot hold '{error.object[error.start : error.end]}'"
        ) from None
