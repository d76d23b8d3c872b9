"""How a command reads: by how many processes, what it keeps for the next time, and for how long. None of it shows in the answer."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Any

import click

from auditor.cli.configuration import Configuration
from auditor.cli.output import log
from auditor.cli.progress import Reading
from auditor.reading.corpus import Means
from auditor.store.database import FOLDER, Database
from auditor.store.recipe import Program, program
from auditor.store.results import Results

_UNITS = {"": 1, "s": 1, "m": 60, "min": 60, "h": 3600}


class Duration(click.ParamType[float]):
    """Seconds, or a number with a unit: 90, 45s, 30m, 2h."""

    name = "DURATION"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The duration in seconds."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([a-z]*)", str(value).strip())
        if not found or found[2] not in _UNITS:
            self.fail(f"'{value}' is no duration; write 90, 45s, 30m or 2h", param, ctx)
        return float(found[1]) * _UNITS[found[2]]


def means_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how to read."""
    options = (
        click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes; else one for each core."),
        click.option(
            "--engine",
            type=click.Choice(["local", "dask"]),
            default="local",
            help="Read and compare here, or on a Dask cluster.",
        ),
        click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster, as tcp://10.0.0.1:8786."),
        click.option("--no-cache", is_flag=True, help="Read everything anew, and keep nothing."),
        click.option(
            "--max-runtime",
            type=Duration(),
            metavar="DURATION",
            help="Stop reading then, and end with 3: 90, 45s, 30m, 2h.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def database(settled: Configuration, quiet: bool = False) -> Database:
    """What is kept, beside the configuration."""
    return Database(settled.folder / FOLDER, partial(log, quiet=quiet))


@contextmanager
def reading(  # noqa: PLR0917 - each command names what it needs
    store: Database | None,
    jobs: int | None = None,
    max_runtime: float | None = None,
    quiet: bool = False,
    scheduler: str = "",
    ours: Program | None = None,
) -> Iterator[Means]:
    """How to read, while somebody reads. `ours` is the program in force, if that is known already."""
    with Reading(quiet) as progress:
        results = Results(store, (ours or program(store)).recipe) if store else None
        deadline = None if max_runtime is None else monotonic() + max_runtime
        yield Means(jobs or cores(), scheduler, results, deadline, progress.watch)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
