"""The history: every audit that was run, and what it found. Equal findings, and equal sets of them, are kept once."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from auditor.model import keeping
from auditor.model.findings import Finding, Inputs, Report, Summary
from auditor.model.found import Found, told
from auditor.store.database import Database, writing

_ROW: Final = tuple[int, str, str, int, bytes, bytes, bytes]
_RULE: Final = re.compile(r"AUD[0-9]{3}")
_FINGERPRINT: Final = re.compile(r"[0-9a-f]{16}")
_LINE: Final = tuple[list[str], list[str], list[str]]  # paths, rules that are selected, rules that are ignored
_RUN: Final = "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?)"


class Run(msgspec.Struct, frozen=True):
    """One audit. `line` is what was asked for: only runs of one line are steps of one history. `time` is ISO in UTC."""

    id: int
    time: str
    line: str
    complete: bool
    inputs: Inputs
    summary: Summary
    found: bytes  # names the set of its findings


class Runs:
    """The audits that are kept in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, time: str, line: str, report: Report, complete: bool) -> bytes | None:
        """Keep an audit, whole or not at all. What names the set of its findings, or None where nothing can be kept."""
        plain = _undecided(report.findings)
        try:
            digests = list(told(plain, "history", lambda finding: keeping.digest(_undated(finding))))
        except UnicodeEncodeError:  # a file name that is no text
            return None
        where = {digest: index for index, digest in enumerate(digests)}
        digests.sort()
        found = hashlib.sha256(b"".join(digests)).digest()
        head = _head(time, line, report.inputs, report.summary, complete=complete)

        def write(connection: sqlite3.Connection) -> bytes:
            with writing(connection):
                if not _is_kept(connection, found):
                    new = (where[digest] for digest in digests if not _is_known(connection, digest))
                    connection.executemany(
                        "INSERT OR IGNORE INTO findings VALUES (?, ?, ?)", (_row(plain[one]) for one in new)
                    )
                    sets = ((found, digest) for digest in digests)
                    connection.executemany("INSERT OR IGNORE INTO found VALUES (?, ?)", sets)
                connection.execute(_RUN, (*head, found))
            return found

        return self._database.ask(write, None)

    def record_again(self, time: str, line: str, inputs: Inputs, summary: Summary, found: bytes) -> bool:
        """Keep a complete audit that found the same as an earlier one; False where that is not kept any more."""
        head = _head(time, line, inputs, summary, complete=True)

        def write(connection: sqlite3.Connection) -> bool:
            with writing(connection):
                there = not summary.findings or _is_kept(connection, found)
                if there:
                    connection.execute(_RUN, (*head, found))
                return there

        return self._database.ask(write, False)

    def all(self) -> list[Run]:
        """Every run, oldest first."""
        return self._database.ask(lambda ask: [_run(row) for row in ask.execute("SELECT * FROM runs ORDER BY id")], [])

    def run(self, number: int) -> Run | None:
        """The run of a number."""
        return next((run for run in self.all() if run.id == number), None)

    def findings(self, run: Run) -> list[Finding]:
        """What a run found, by fingerprint."""
        question = "SELECT data FROM found JOIN findings USING (digest) WHERE found = ? ORDER BY fingerprint, digest"
        return self._findings(question, run.found)

    def fingerprints(self, runs: Iterable[Run]) -> frozenset[str]:
        """The fingerprints of all that was found by any of the runs."""
        question = "SELECT DISTINCT fingerprint FROM found JOIN findings USING (digest) WHERE found = ?"
        sets = {run.found for run in runs}
        return frozenset(print_ for found in sets for (print_,) in self._rows(question, found))

    def finding(self, fingerprint: str) -> Finding | None:
        """The finding of a fingerprint, as it was found last."""
        question = "SELECT data FROM findings WHERE fingerprint = ? ORDER BY rowid DESC LIMIT 1"
        return next(iter(self._findings(question, fingerprint)), None)

    def holding(self, fingerprint: str) -> list[Run]:
        """The runs that found it, oldest first."""
        question = "SELECT DISTINCT found FROM found JOIN findings USING (digest) WHERE fingerprint = ?"
        sets = {found for (found,) in self._rows(question, fingerprint)}
        return [run for run in self.all() if run.found in sets]

    def _findings(self, question: str, about: bytes | str) -> list[Finding]:
        return self._database.ask(lambda ask: [_finding(*row) for row in ask.execute(question, (about,))], [])

    def _rows(self, question: str, about: bytes | str) -> list[tuple[Any, ...]]:
        return self._database.ask(lambda ask: ask.execute(question, (about,)).fetchall(), [])


def _head(time: str, line: str, inputs: Inputs, summary: Summary, *, complete: bool) -> tuple[object, ...]:
    return time, line, complete, msgspec.msgpack.encode(inputs), msgspec.msgpack.encode(summary)


def _is_kept(connection: sqlite3.Connection, found: bytes) -> bool:
    return connection.execute("SELECT 1 FROM found WHERE found = ? LIMIT 1", (found,)).fetchone() is not None


def _is_known(connection: sqlite3.Connection, digest: bytes) -> bool:
    return connection.execute("SELECT 1 FROM findings WHERE digest = ?", (digest,)).fetchone() is not None


def _undecided(findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings as they are kept."""
    if isinstance(findings, Found):
        return findings.of(msgspec.structs.replace(head, status=None, decision=None) for head in findings.heads)
    return findings


def _row(finding: Finding) -> tuple[bytes, str, bytes]:
    """A finding as it is kept."""
    kept = _undated(finding)
    return keeping.digest(kept), finding.fingerprint, keeping.encode(kept)


def _undated(finding: Finding) -> Finding:
    """What was decided of a finding, or is news about it, belongs to the day."""
    return msgspec.structs.replace(finding, status=None, decision=None)


def _finding(data: bytes) -> Finding:
    """A finding that was kept. Raises DatabaseError for what we did not write: the file is then put aside, as any that is damaged."""
    try:
        found = keeping.decode(data)
        if not (_RULE.fullmatch(found.rule) and _FINGERPRINT.fullmatch(found.fingerprint)):  # shown as they are
            raise ValueError
        return found
    except (ValueError, TypeError, RecursionError) as error:
        raise sqlite3.DatabaseError("it holds a finding that is none") from error


def _run(row: tuple[Any, ...]) -> Run:
    """A run that was kept. Raises DatabaseError for what we did not write."""
    try:
        number, time, line, complete, inputs, summary, found = msgspec.convert(row, _ROW)
        msgspec.convert(json.loads(line), _LINE)
        told = msgspec.msgpack.decode(inputs, type=Inputs), msgspec.msgpack.decode(summary, type=Summary)
    except (ValueError, TypeError, RecursionError) as error:
        raise sqlite3.DatabaseError("it holds a run that is none") from error
    return Run(number, time, line, bool(complete), *told, found)
