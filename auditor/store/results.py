"""What files say, kept by their content. An unchanged file is recognised as git does: by size, times and inode, then content."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from auditor.store import tree
from auditor.store.database import Database, writing

RACY_NS: Final = tree.RACY_NS
_DAY: Final = 86_400
_KEPT_DAYS: Final = 60


class Known(msgspec.Struct, frozen=True):
    """A file as it was seen on disk: its path as bytes, and what tells a change without reading it."""

    path: bytes
    size: int
    mtime_ns: int
    inode: int
    ctime_ns: int
    seen_ns: int  # when we looked
    sha256: str = ""


class Kept(msgspec.Struct, frozen=True):
    """What a file says, to be kept: as it was seen before it was read, its name, and the bytes."""

    known: Known
    name: str
    data: bytes


class Results:
    """The results under the hash of one recipe."""

    def __init__(self, database: Database, recipe: str) -> None:
        self._database = database
        self._recipe = recipe
        self._today = int(time.time()) // _DAY
        self._used: list[bytes] = []

    def seen(self, path: Path) -> Known | None:
        """The file as it is on disk now; None where it cannot be looked at."""
        try:
            stat = path.stat()
        except OSError:
            return None
        absolute = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
        return Known(absolute, stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns, time.time_ns())

    def recall(self, known: Known, name: str, content: Callable[[], str]) -> bytes | None:
        """What the file says, if that is known. `content` gives the hash of its bytes; it is asked only where times do not tell."""
        sha256 = self._database.ask(lambda ask: _unchanged(ask, known), None)
        if sha256 is None:
            if not self._database.ask(_any_results, False):
                return None
            sha256 = content()
            if not sha256:
                return None
            self._database.ask(lambda ask: _remember(ask, [msgspec.structs.replace(known, sha256=sha256)]), None)
        key = self._key(name, sha256)
        found = self._database.ask(lambda ask: _result(ask, key), None)
        if found is None:
            return None
        data, used = found
        if used < self._today:
            self._used.append(key)
        return data

    def keep(self, items: Iterable[Kept]) -> None:
        """Keep what files say."""
        listed = [item for item in items if item.known.sha256]
        rows = [(self._key(item.name, item.known.sha256), item.data, self._today) for item in listed]

        def write(connection: sqlite3.Connection) -> None:
            with writing(connection):
                connection.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?)", rows)
                _remember_in(connection, [item.known for item in listed])

        if rows:
            self._database.ask(write, None)

    def tidy(self) -> None:
        """Note what was used today, and forget what nobody used for two months."""

        def write(connection: sqlite3.Connection) -> None:
            with writing(connection):
                keys = ((self._today, key) for key in self._used)
                connection.executemany("UPDATE results SET used = ? WHERE key = ?", keys)
                connection.execute("DELETE FROM results WHERE used < ?", (self._today - _KEPT_DAYS,))

        if self._used:
            self._database.ask(write, None)
            self._used = []

    def _key(self, name: str, sha256: str) -> bytes:
        """A document's name counts: what it says carries its name, and the name's ending tells how it is read."""
        told = f"{self._recipe}\0{sha256}\0".encode() + name.encode("utf-8", "surrogateescape")
        return hashlib.sha256(told).digest()


def _unchanged(connection: sqlite3.Connection, known: Known) -> str | None:
    """The content's hash where size, times and inode are as they were, and old enough to tell."""
    row = connection.execute("SELECT * FROM files WHERE path = ?", (known.path,)).fetchone()
    if row is None:
        return None
    was = Known(*row)
    same = (was.size, was.mtime_ns, was.inode, was.ctime_ns) == (
        known.size,
        known.mtime_ns,
        known.inode,
        known.ctime_ns,
    )
    return was.sha256 if same and max(was.mtime_ns, was.ctime_ns) + RACY_NS < was.seen_ns else None


def _any_results(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM results LIMIT 1").fetchone() is not None


def _result(connection: sqlite3.Connection, key: bytes) -> tuple[bytes, int] | None:
    found: tuple[bytes, int] | None = connection.execute(
        "SELECT data, used FROM results WHERE key = ?", (key,)
    ).fetchone()
    return found


def _remember(connection: sqlite3.Connection, files: Iterable[Known]) -> None:
    with writing(connection):
        _remember_in(connection, files)


def _remember_in(connection: sqlite3.Connection, files: Iterable[Known]) -> None:
    rows = map(msgspec.structs.astuple, files)
    connection.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
