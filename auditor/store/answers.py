"""What was answered last to each question, and the tree that it was asked of: an unchanged corpus is not even opened."""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO, Final, TypeVar

import msgspec

from auditor.model.findings import Inputs, Severity, Summary
from auditor.store.database import Database, writing
from auditor.store.tree import Tree, decoded

T = TypeVar("T")
Spool = Callable[[], IO[bytes]]

_USED: Final = "UPDATE answers SET used = ? WHERE question = ? AND used < ?"
_DAY: Final = 86_400
_KEPT_DAYS: Final = 60
ELSEWHERE: Final = -1  # the length of a text that lies in a file and is not kept here
_PIECE: Final = 2**20  # bytes of a text that are kept together


class Answer(msgspec.Struct, frozen=True, array_like=True):
    """What a run told of a corpus that could be read completely, besides its texts.

    `lengths` are those of the texts in bytes, one for each destination (`ELSEWHERE` of one that is not kept), `counting` the severities of the findings that count for the exit
    code; `shown` of `asked` findings were grave enough. `found` names the set of findings in the history.
    """

    lengths: tuple[int, ...]
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
        return decoded(row[0]) if row else None

    def answer(self, question: bytes, state: bytes, spool: Spool) -> tuple[Answer, list[IO[bytes]]] | None:
        """The answer to a question and its texts, each in a file of its own, if everything is still as it was then."""

        def ask(connection: sqlite3.Connection) -> tuple[Answer, list[IO[bytes]]] | None:
            found = _recalled(connection, question, state, spool)
            if found:
                connection.execute(_USED, (self._today, question, self._today))
            return found

        return self._database.ask(ask, None)

    def keep(self, question: bytes, state: bytes, answer: Answer, texts: Sequence[IO[bytes]]) -> None:
        """Keep an answer in the place of the last one to the question."""

        def write(connection: sqlite3.Connection) -> None:
            with writing(connection):
                connection.execute("DELETE FROM pieces WHERE question = ?", (question,))
                rows = ((question, number, zlib.compress(piece, 1)) for number, piece in enumerate(_pieces(texts)))
                connection.executemany("INSERT INTO pieces VALUES (?, ?, ?)", rows)
                row = question, state, _encoded(answer), self._today
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)
                self._forget_old(connection)

        self._database.ask(write, None)

    def keep_tree(self, asked: bytes, tree: Tree) -> None:
        """Keep a tree in the place of the last one."""
        try:
            data = tree.encoded()
        except UnicodeEncodeError:  # a file name that is no text
            return

        def write(connection: sqlite3.Connection) -> None:
            with writing(connection):
                connection.execute("INSERT OR REPLACE INTO trees VALUES (?, ?, ?)", (asked, data, self._today))

        self._database.ask(write, None)

    def _forget_old(self, connection: sqlite3.Connection) -> None:
        for table in ("answers", "trees"):
            connection.execute(f"DELETE FROM {table} WHERE used < ?", (self._today - _KEPT_DAYS,))  # noqa: S608 - one of two words
        connection.execute("DELETE FROM pieces WHERE question NOT IN (SELECT question FROM answers)")


def _recalled(
    connection: sqlite3.Connection, question: bytes, state: bytes, spool: Spool
) -> tuple[Answer, list[IO[bytes]]] | None:
    """Head and pieces of one answer, though another run may write a new one meanwhile; None where anything of it is damaged."""
    connection.execute("BEGIN")
    try:
        asked = "SELECT data FROM answers WHERE question = ? AND state = ?"
        row = connection.execute(asked, (question, state)).fetchone()
        answer = _decoded(row[0], _ANSWER) if row else None
        texts = _texts(connection, question, answer.lengths, spool) if answer else None
    finally:
        connection.execute("COMMIT")
    return (answer, texts) if answer and texts is not None else None


def _texts(
    connection: sqlite3.Connection, question: bytes, lengths: Sequence[int], spool: Spool
) -> list[IO[bytes]] | None:
    """The texts of these lengths out of the pieces of an answer."""
    texts: list[IO[bytes]] = []
    rows = connection.execute("SELECT data FROM pieces WHERE question = ? ORDER BY number", (question,))
    try:
        for length in lengths:
            if length == ELSEWHERE:
                return None
            text = spool()
            while text.tell() < length:
                text.write(zlib.decompress(next(rows)[0]))
            texts.append(text)
    except (zlib.error, StopIteration):
        return None
    return texts


def _pieces(texts: Iterable[IO[bytes]]) -> Iterator[bytes]:
    for text in texts:
        text.seek(0)
        while piece := text.read(_PIECE):
            yield piece


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
