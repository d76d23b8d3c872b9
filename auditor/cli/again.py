"""Where nothing changed since the same was asked last, the answer is what it was: no document is opened, no rule asked."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from time import time_ns

import msgspec

from auditor.cli.authority import file_of
from auditor.cli.configuration import Configuration
from auditor.cli.derivation import Derived
from auditor.cli.output import Destination, Rendered
from auditor.decisions.news import counts
from auditor.manifest import Request
from auditor.model.findings import SEVERITIES
from auditor.store import results
from auditor.store.answers import Answer, Answers
from auditor.store.recipe import program
from auditor.store.runs import Runs
from auditor.store.tree import Tree, walk


class Asked(msgspec.Struct, frozen=True):
    """A question, and the state of everything that its answer depends on."""

    question: bytes
    state: bytes


class Again:
    """What was answered before. `settled` are the settings in force where the command runs."""

    def __init__(self, answers: Answers, runs: Runs, settled: Configuration) -> None:
        self._answers = answers
        self._runs = runs
        self._settled = settled

    def asked(self, request: Request, destinations: Sequence[Destination]) -> Asked | None:
        """What this question depends on, as it is now. None where that cannot be told, or no answer is kept to such a question."""
        if request.since is not None or request.standard_input:
            return None  # git, or somebody's editor, would have to be asked again
        paths = [Path(path) for path in request.paths]
        shape = msgspec.structs.replace(request, baseline=None)
        there = os.fsencode(Path.cwd())
        selection = _hash(there, msgspec.json.encode((request.paths, request.policy)))
        before = self._answers.tree(selection)
        began = time_ns()
        tree = walk(paths, request.policy.policy, before)
        if tree is None:
            return None
        if tree != before:
            self._answers.keep_tree(selection, tree)
        past = list(self._past(request))
        if _is_fresh(tree, began):
            return None
        formats = [one.format for one in dict.fromkeys(destinations)]
        question = _hash(there, msgspec.json.encode((shape, formats, request.baseline is not None)))
        return Asked(question, _hash(program().encode(), tree.digest, *past))

    def answer(self, asked: Asked) -> Answer | None:
        """The answer, if everything is still as it was."""
        return self._answers.answer(asked.question, asked.state)

    def keep(self, asked: Asked, derived: Derived, made: Rendered, found: bytes) -> None:
        """Keep an answer; `found` names the set of its findings in the history. One whose report is a folder is made again each time: its manifest tells the day."""
        texts = [text for text in made.values() if isinstance(text, str)]
        if len(texts) < len(made):
            return
        counting = {finding.severity for finding in filter(counts, derived.concerned.findings)}
        answer = Answer(
            tuple(texts),
            tuple(severity for severity in SEVERITIES if severity in counting),
            len(derived.asked.findings),
            len(derived.shown.findings),
            derived.report.inputs,
            derived.report.summary,
            found,
        )
        self._answers.keep(asked.question, asked.state, answer)

    def _past(self, request: Request) -> Iterator[bytes]:
        """The files beside the documents, and the past runs, that have a part in the answer."""
        reference = file_of(request.reference, self._settled)
        for path in (reference, Path(request.triage), Path(request.baseline) if request.baseline else None):
            yield _content(path)
        if request.baseline and request.baseline.isdecimal():
            kept = self._runs.all()
            last = next((run for run in kept if run.id == int(request.baseline)), None)
            known = last.found if last else b""
            line = last.line if last else ""
            earlier = {run.found for run in kept if run.id < int(request.baseline) and run.line == line} - {known}
            yield _hash(known, *sorted(earlier))


def _is_fresh(tree: Tree, now: int) -> bool:
    """Whether a file was written so short ago that it could be written again and keep its time."""
    return tree.newest + results.RACY_NS >= now


def _content(path: Path | None) -> bytes:
    """A hash of a file's content; b"" where there is none."""
    try:
        return _hash(path.read_bytes()) if path else b""
    except OSError:
        return b""


def _hash(*parts: bytes) -> bytes:
    hashed = blake2b(digest_size=32)
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.digest()
