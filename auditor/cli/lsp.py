"""`auditor lsp`: the language server on standard input and output."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from auditor.cli.authority import IMPORTED, SUFFIX, chosen
from auditor.cli.configuration import Configuration, configuration
from auditor.cli.means import cores, database
from auditor.cli.selection import selected
from auditor.patterns import absolute
from auditor.reading.corpus import Means, Watch
from auditor.reference.authority import authority
from auditor.rules import RULES
from auditor.store.recipe import program
from auditor.store.results import Results

if TYPE_CHECKING:
    from auditor.server.corpus import Settled


@click.command("lsp")
def command() -> None:
    """Serve an editor: findings as you type, what is known of a code, repairs. docs/editors.md tells how to set one up."""
    try:
        from auditor.server.serve import serve  # noqa: PLC0415 - the extra may be missing
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in {"pygls", "lsprotocol"}:
            raise
        told = f"the language server needs {package}, which is not installed; install hcpcs-auditor[lsp]"
        raise click.UsageError(told) from None
    serve(settled)


@contextmanager
def _means(found: Configuration, watch: Watch) -> Iterator[Means]:
    """Read as the other commands do, and keep what was read for them, too."""
    with closing(database(found)) as store:
        yield Means(cores(), results=Results(store, program(store).recipe), watch=watch)


def settled(folder: Path) -> Settled:
    """What is configured for a folder of the editor. Raises BadSettings with all that is wrong."""
    from auditor.server.corpus import BadSettings, Settled  # noqa: PLC0415 - as above

    try:
        found = configuration(folder)
        files = {absolute(folder / name) for name in found.origins.values()}
        if found.folder == Path():
            found = msgspec.structs.replace(found, folder=folder)
        reference = chosen(None, found)
        files |= {absolute(found.folder / name) for name in (found.reference, IMPORTED / f"{found.reference}{SUFFIX}")}
        return Settled(
            tuple(absolute(path) for path in found.paths),
            tuple(selected(RULES, found.select, found.ignore)),
            authority(reference) if reference else None,
            found.policy,
            found.severity,
            partial(_means, found),
            frozenset(files),
        )
    except click.ClickException as error:
        raise BadSettings(error.format_message()) from None
