"""Which documents a command reads, and what it says when there are none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path, PurePath
from typing import Any

import click

from auditor.auditing import Audit, audit
from auditor.cli.configuration import Configuration, configuration
from auditor.cli.means import database, reading
from auditor.decoding.formats import decoded
from auditor.decoding.raw import Raw
from auditor.loading import MissingPath, discover
from auditor.model.reference import Reference
from auditor.model.source import Document, Skipped
from auditor.policy import Policy
from auditor.reading.corpus import Means
from auditor.remote import Unreachable
from auditor.rules import RULES
from auditor.rules.rule import Rule


def _named_in_unicode(
    _context: click.Context, _parameter: click.Parameter, paths: tuple[Path, ...]
) -> tuple[Path, ...]:
    """The paths, unless the name of one has bytes that no report could write."""
    for path in paths:
        try:
            str(path).encode()
        except UnicodeEncodeError:
            raise click.BadParameter(f"{str(path)!a} is no UTF-8; rename it, or give the folder above it") from None
    return paths


PATHS = click.argument(
    "paths",
    nargs=-1,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="[PATH]...",
    callback=_named_in_unicode,
)


class Incomplete(click.ClickException):
    """The run could not be what the user asked for, so its silence would mean nothing."""

    exit_code = 3


def settings() -> Configuration:
    """The configuration in force here."""
    return configuration(Path.cwd())


def run(
    paths: Sequence[Path],
    rules: Sequence[Rule] = RULES,
    reference: Reference | None = None,
    as_of: str | None = None,
    stdin_filename: str | None = None,
    *,
    policy: Policy | None = None,
    means: Means | None = None,
    keep_texts: bool = False,
) -> Audit:
    """The audit of the paths, of standard input for `-`, or of the configured corpus. Fails where nothing was read."""
    stdin = Path("-") in paths
    if stdin_filename and not stdin:
        raise click.UsageError("--stdin-filename names what comes in at PATH -, which is not given")
    texts = list(_standard_input(stdin_filename)) if stdin else []
    settled = settings()
    files = [path for path in paths or settled.paths if path != Path("-")]
    try:
        with ExitStack() as stack:
            how = means or stack.enter_context(reading(stack.enter_context(closing(database(settled)))))
            chosen = policy or settled.policy
            found = None
            if how.scheduler and not (texts or keep_texts):
                from auditor.clustered.corpus import audit as on_cluster  # noqa: PLC0415 - few runs need it

                found = on_cluster(files, rules, reference, as_of, policy=chosen, means=how)
            found = found or audit(
                files, rules, reference, as_of, texts, policy=chosen, means=how, keep_texts=keep_texts
            )
    except MissingPath as error:
        raise click.UsageError(str(error)) from None
    except Unreachable as error:
        raise Incomplete(str(error)) from None
    return checked(found, files)


def checked(found: Audit, files: Sequence[Path]) -> Audit:
    """The audit of these files. Fails where nothing was read."""
    if not found.report.inputs.documents and not found.reading.skipped:
        left = len(discover(files)[0])
        why = f"include, exclude and .gitignore leave out all {left}" if left else "there are no documents here"
        raise Incomplete(f"nothing was checked: {why}")
    return found


def _standard_input(name: str | None) -> Iterator[Document]:
    if not name:
        raise click.UsageError("PATH - needs --stdin-filename, which tells how to read what comes in")
    raw = Raw(PurePath(name).as_posix(), sys.stdin.buffer.read())
    for loaded in decoded(raw, PurePath(name).suffix):
        if isinstance(loaded, Skipped):
            raise Incomplete(f"{loaded.document}: {loaded.reason}")
        yield loaded


def stdin_filename(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names what comes in at standard input."""
    return click.option("--stdin-filename", metavar="NAME", help="What the document at PATH - is called.")(command)
