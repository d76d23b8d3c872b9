"""What was answered last to each question, and the tree that it was asked of: an unchanged corpus is not even opened."""

from __future__ import annotations

import sqlite3
import time
import zlib
from typing import Final, TypeVar

import msgspec

from auditor.model.findings import Inputs, Severity, Summary
from auditor.store.database import Database, writing
from auditor.store.tree import Tree

T = TypeVar("T")

_DAY: Final = 86_400
_KEPT_DAYS: Final = 60
_LONGEST: Final = 2**28  # bytes; a longer answer is made again


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What a run said of a corpus that could be read completely: its texts, one for each destination, and what else it told.

    `counting` are the severities of the findings that count for the exit code, `shown` of `asked` findings were grave enough.
    `found` names the set of findings in the history.
    """

    texts: tuple[str, ...]
    counting: tuple[Severity, ...]
    asked: int
    shown: int
    inputs: Inputs
    summary: Summary
    found: bytes


class Answers:
    """The answers that are kept in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._today = int(time.time()) // _DAY

    def tree(self, asked: bytes) -> Tree | None:
        """The tree that was walked last for these paths and patterns."""
        row = self._database.ask(
            lambda ask: ask.execute("SELECT data FROM trees WHERE asked = ?", (asked,)).fetchone(), None
        )
        return _decoded(row[0], _TREE) if row else None

    def answer(self, question: bytes, state: bytes) -> Answer | None:
        """The answer to a question, if everything is still as it was then."""

        def ask(connection: sqlite3.Connection) -> tuple[bytes, int] | None:
            row: tuple[bytes, int] | None = connection.execute(
                "SELECT data, used FROM answers WHERE question = ? AND state = ?", (question, state)
            ).fetchone()
            if row and row[1] < self._today:
                connection.execute("UPDATE answers SET used = ? WHERE question = ?", (self._today, question))
            return row

        row = self._database.ask(ask, None)
        return _decoded(row[0], _ANSWER) if row else None

    def keep(self, question: bytes, state: bytes, answer: Answer) -> None:
        """Keep an answer in the place of the last one to the question."""
        if sum(map(len, answer.texts)) <= _LONGEST:
            self._write("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", question, state, _encoded(answer))

    def keep_tree(self, asked: bytes, tree: Tree) -> None:
        """Keep a tree in the place of the last one."""
        try:
            self._write("INSERT OR REPLACE INTO trees VALUES (?, ?, ?)", asked, _encoded(tree))
        except UnicodeEncodeError:  # a file name that is no text
            return

    def _write(self, statement: str, *values: bytes) -> None:
        def write(connection: sqlite3.Connection) -> None:
            with writing(connection):
                connection.execute(statement, (*values, self._today))
                for table in ("answers", "trees"):
                    connection.execute(f"DELETE FROM {table} WHERE used < ?", (self._today - _KEPT_DAYS,))  # noqa: S608 - one of two words

        self._database.ask(write, None)


_TREE = msgspec.msgpack.Decoder(Tree)
_ANSWER = msgspec.msgpack.Decoder(Answer)


def _encoded(value: msgspec.Struct) -> bytes:
    """The bytes, with a checksum."""
    return zlib.compress(msgspec.msgpack.encode(value), 1)


def _decoded(data: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T | None:
    """What was kept; None where it is damaged."""
    try:
        return decoder.decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError):
        return None
