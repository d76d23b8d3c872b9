"""Which reference a command compares with: `--reference NAME|FILE|none`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from auditor.cli.configuration import Configuration
from auditor.cli.corpus import Incomplete
from auditor.cli.suggestion import did_you_mean
from auditor.lexicon.names import load_names
from auditor.model.reference import Reference
from auditor.reference.files import EMBEDDED, MalformedReference, embedded, is_ours, read

NONE = "none"
IMPORTED = Path(".auditor") / "reference"  # where `reference import` keeps what it made, beside the configuration
SUFFIX = ".jsonl"


def reference_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that names the reference."""
    told = "The authority to compare with: embedded, the name of an imported one, a file, or none."
    return click.option("--reference", metavar="NAME|FILE|none", help=told)(command)


def chosen(name: str | None, settled: Configuration) -> Reference | None:
    """The reference of a name, the configured one without a name, the embedded one where none is configured.

    A published file is imported as it is read. Raises Incomplete where there is none: without the reference that was asked for,
    silence would mean nothing.
    """
    wanted = name or settled.reference
    if wanted == NONE:
        return None
    if wanted == EMBEDDED:
        return embedded()
    path = file_of(name, settled)
    if path is None or not path.is_file():
        kept = settled.folder / IMPORTED
        known = [NONE, EMBEDDED, *sorted(file.stem for file in kept.glob(f"*{SUFFIX}"))]
        raise Incomplete(f"there is no reference '{wanted}'{did_you_mean(wanted, known)}; there are {', '.join(known)}")
    return opened(path)


def file_of(name: str | None, settled: Configuration) -> Path | None:
    """Where the reference of a name would lie; None of the one that comes with the program, and of none at all."""
    wanted = name or settled.reference
    if wanted in {NONE, EMBEDDED}:
        return None
    kept = settled.folder / IMPORTED / f"{wanted}{SUFFIX}"
    return kept if kept.is_file() else Path(wanted) if name else settled.folder / wanted


def places_of(name: str | None, settled: Configuration) -> list[Path]:
    """Where a file may lie that is the reference of a name, whether there is one or not."""
    wanted = name or settled.reference
    if wanted in {NONE, EMBEDDED}:
        return []
    return [settled.folder / IMPORTED / f"{wanted}{SUFFIX}", Path(wanted), settled.folder / wanted]


def opened(path: Path) -> Reference:
    """The reference in a file: one of ours, or one as published."""
    try:
        with path.open("rb") as file:
            ours = is_ours(file.read(200))
        return read(path) if ours else _published(path)
    except MalformedReference as error:
        raise Incomplete(str(error)) from None
    except ValueError as error:
        raise Incomplete(f"{path}: {error}") from None
    except OSError as error:
        raise Incomplete(f"{path}: {error.strerror or error}") from None


def _published(path: Path) -> Reference:
    from auditor.publications.build import build  # noqa: PLC0415 - slow to load, and most runs import nothing
    from auditor.publications.published import read_published  # noqa: PLC0415
    from auditor.publications.rows import BadReference  # noqa: PLC0415

    try:
        return build(path.stem, [read_published(path)], load_names(), embedded())
    except BadReference as error:
        raise Incomplete(str(error)) from None
