"""What a run leaves behind, so that the same command is answered at once while nothing changes. See auditor.store.instant."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from time import time_ns
from typing import NamedTuple

import msgspec

from auditor.cli.again import Asked, Looked
from auditor.cli.authority import places_of
from auditor.cli.configuration import Configuration, looked_for
from auditor.cli.output import Rendered, coloured
from auditor.cli.past import LAST, is_run
from auditor.manifest import Request
from auditor.store import instant
from auditor.store.answers import Answer
from auditor.store.database import Database, writing
from auditor.store.recipe import Program
from auditor.store.tree import is_settled, looked
from auditor.store.walk import repositories_of


class Begun(NamedTuple):
    """A command as it was asked, and the files that could settle something, with their numbers before any was read."""

    asked: bytes
    settings: tuple[str, ...]
    numbers: bytes


class Ended(NamedTuple):
    """What came of it: the answer as it is kept, its reports, the exit code, what was said beside them, and what the history calls it.

    `past` names what it was compared with, where that is the last run of that name.
    """

    asked: Asked
    answer: Answer
    made: Rendered
    stamps: Mapping[int, Sequence[int]]  # of those that were put into their place by renaming, by identity
    color: str
    code: int
    said: str
    line: str
    past: bytes


def begun(words: Sequence[str]) -> Begun:
    """To be called before anything is read."""
    settings = tuple(map(str, looked_for(Path.cwd())))
    return Begun(instant.asked_as(words), settings, looked(settings))


def remember(  # noqa: PLR0917 - everything that an answer depends on
    store: Database,
    begun: Begun,
    settled: Configuration,
    request: Request,
    ours: Program,
    seen: Looked,
    ended: Ended,
) -> None:
    """Keep the answer, if all that it depends on can be told by numbers. A past run as the baseline cannot, but for the last one."""
    beside = tuple(map(str, (*settled.files, *_beside(request, settled))))
    watched = (*begun.settings, *ours.watched, *beside)
    now = time_ns()
    numbers = looked(watched)
    past_run = is_run(request.baseline)
    if (
        (past_run and not ended.past)
        or not numbers.startswith(begun.numbers + ours.numbers)
        or not is_settled(numbers, now)
    ):
        return
    try:
        reports = list(_reports(ended))
    except KeyError:  # it is no file
        return
    if None in reports:  # somebody took it away, or put another there
        return
    asked, answer = ended.asked, ended.answer
    told = instant.Instant(
        watched, numbers, instant.present_at([*_repositories(request), *([LAST] if past_run else [])]), seen.selection, seen.tree.digest(),
        [one for one in reports if one], asked.question, asked.state,
        ended.code, ended.said, ended.line, msgspec.msgpack.encode(answer.inputs), msgspec.msgpack.encode(answer.summary),
        answer.found if answer.summary.findings else b"", ended.past,
    )  # fmt: skip

    def write(connection: sqlite3.Connection) -> None:
        with writing(connection):
            instant.keep(connection, begun.asked, told)

    store.ask(write, None)


def _beside(request: Request, settled: Configuration) -> Iterator[Path]:
    """The files beside the documents that have a part in the answer."""
    yield Path(request.triage)
    yield from places_of(request.reference, settled)
    if request.baseline and not is_run(request.baseline):
        yield Path(request.baseline)


def _repositories(request: Request) -> list[str]:
    """Where there is a repository, or could be one."""
    return repositories_of([Path(path) for path in request.paths], there=False)


def _reports(ended: Ended) -> Iterator[instant.Written | instant.Shown | None]:
    for (destination, text), length in zip(ended.made.items(), ended.answer.lengths, strict=True):
        if destination.path is None:
            yield instant.Shown(length, coloured(ended.color))
        elif not isinstance(text, Mapping):
            yield instant.written(max(0, length), os.fspath(destination.path), ended.stamps[id(text)])
