"""Where nothing changed since the same was asked last, the answer is what it was: no document is opened, no rule asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from time import time_ns
from typing import IO, NamedTuple

import msgspec

from auditor.cli.authority import file_of
from auditor.cli.configuration import Configuration
from auditor.cli.derivation import Derived
from auditor.cli.output import Destination, Rendered, Spools
from auditor.decisions.news import counting
from auditor.manifest import Request
from auditor.model.findings import SEVERITIES
from auditor.regular import read_regular
from auditor.reports import FORMATS
from auditor.store import results
from auditor.store.answers import ELSEWHERE, Answer, Answers
from auditor.store.database import Database
from auditor.store.instant import past_of
from auditor.store.recipe import Program
from auditor.store.runs import Runs
from auditor.store.tree import Tree, content
from auditor.store.walk import repositories_of, walk

_LONG = 2**22  # bytes of a report in a file, above which it is not kept besides


class Asked(msgspec.Struct, frozen=True):
    """A question, and the state of everything that its answer depends on."""

    question: bytes
    state: bytes


class Looked(NamedTuple):
    """The corpus as it lies on disk, and when we looked."""

    tree: Tree
    seen_ns: int
    selection: bytes  # names the paths and patterns

    @property
    def fresh(self) -> bool:
        """Whether a file was written so short ago that it could be written again and keep its time."""
        return self.tree.newest + results.RACY_NS >= self.seen_ns


class Again:
    """What was answered before. `settled` are the settings in force where the command runs; without a `store` nothing is remembered."""

    def __init__(self, store: Database | None, settled: Configuration, program: Program) -> None:
        self._store = store
        self._answers = Answers(store) if store else None
        self._runs = Runs(store) if store else None
        self._settled = settled
        self.program = program

    def look(self, request: Request) -> Looked | None:
        """The corpus as it is now; None where one walk cannot tell that for sure."""
        selection = _hash(os.fsencode(Path.cwd()), msgspec.json.encode((request.paths, request.policy)))
        before = self._answers.tree(selection) if self._answers else None
        began = time_ns()
        tree = None if request.standard_input else walk([Path(path) for path in request.paths], request.policy.policy, before)  # fmt: skip
        if tree is None:
            return None
        if self._answers and (before is None or tree.digest() != before.digest()):
            self._answers.keep_tree(selection, tree)
        return Looked(tree, began, selection)

    def still(self, request: Request, looked: Looked) -> Looked | None:
        """The same look, if what chose among the files has not changed meanwhile. Any file that has will be seen to be other than this look says."""
        tree = looked.tree
        asides = {name: content(name) for name in tree.asides}
        repositories = repositories_of([Path(path) for path in request.paths])
        return looked if asides == tree.asides and repositories == list(tree.repositories) else None

    def asked(self, request: Request, destinations: Sequence[Destination], looked: Looked | None) -> Asked | None:
        """What this question depends on, as it is now. None where that cannot be told, or git would have to be asked again."""
        if looked is None or looked.fresh or request.since is not None or self._answers is None:
            return None
        shape = msgspec.structs.replace(request, baseline=None)
        formats = [one.format for one in dict.fromkeys(destinations)]
        told = msgspec.json.encode((shape, formats, request.baseline is not None))
        question = _hash(os.fsencode(Path.cwd()), told)
        return Asked(question, _hash(self.program.sha256.encode(), looked.tree.digest(), *self._past(request)))

    def answer(self, asked: Asked, spool: Spools) -> tuple[Answer, list[IO[bytes]]] | None:
        """The answer and its texts, if everything is still as it was."""
        return self._answers.answer(asked.question, asked.state, spool) if self._answers else None

    def keep(self, asked: Asked, derived: Derived, made: Rendered, found: bytes) -> Answer | None:
        """Keep an answer; `found` names the set of its findings in the history.

        One that is pages is made again each time: its manifest tells the day. A long one that lies in a file is not kept a second time.
        """
        texts = [text for text in made.values() if not isinstance(text, Mapping)]
        if self._answers is None or any(FORMATS[destination.format].folder for destination in made):
            return None
        severities = counting(derived.concerned.findings)
        answer = Answer(
            tuple(text.seek(0, os.SEEK_END) for text in texts),
            tuple(severity for severity in SEVERITIES if severity in severities),
            len(derived.asked.findings),
            len(derived.shown.findings),
            derived.report.inputs,
            derived.report.summary,
            found,
        )
        short = [
            text
            for (_, path), text, length in zip(made, texts, answer.lengths, strict=True)
            if path is None or length <= _LONG
        ]
        lengths = [
            length if path is None or length <= _LONG else ELSEWHERE
            for (_, path), length in zip(made, answer.lengths, strict=True)
        ]
        answer = msgspec.structs.replace(answer, lengths=tuple(lengths))
        self._answers.keep(asked.question, asked.state, answer, short)
        return answer

    def _past(self, request: Request) -> Iterator[bytes]:
        """The files beside the documents, and the past runs, that have a part in the answer."""
        reference = file_of(request.reference, self._settled)
        for path in (reference, Path(request.triage), Path(request.baseline) if request.baseline else None):
            yield _content(path)
        if request.baseline and request.baseline.isdecimal() and self._runs:
            yield self.run_before(request.baseline)

    def run_before(self, baseline: str) -> bytes:
        """What names all that a run tells whoever is compared with it."""
        kept = self._runs.all() if self._runs else []
        last = next((run for run in kept if run.id == int(baseline)), None)
        if last is None:
            return past_of(b"", ())
        return past_of(last.found, (run.found for run in kept if run.id < last.id and run.line == last.line))


def _content(path: Path | None) -> bytes:
    """A hash of a file's content; b"" where there is none."""
    try:
        return _hash(read_regular(path)) if path else b""
    except OSError:
        return b""


def _hash(*parts: bytes) -> bytes:
    hashed = blake2b(digest_size=32)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.digest()
