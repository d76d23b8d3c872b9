"""The one file that everything is kept in. It may be damaged, foreign, locked or not writable: then we do without, and say so.

SQLite with a write-ahead log: several runs may use it at once, and whoever is killed leaves no half-written entry.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from auditor.store.instant import FILE, FOLDER, OURS, STRANGE, VERSION

__all__ = ["FILE", "FOLDER", "OUT_OF_REACH", "STRANGE", "Database", "writing"]

T = TypeVar("T")
Say = Callable[[str], None]

BUSY_SECONDS = 30
OUT_OF_REACH = frozenset(
    {
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)

# Added after the first files were made; where they are missing they are made, so that nobody's history is put aside for them.
_LATER = """
CREATE TABLE IF NOT EXISTS trees(asked BLOB PRIMARY KEY, data BLOB, used INTEGER);
CREATE TABLE IF NOT EXISTS answers(question BLOB PRIMARY KEY, state BLOB, data BLOB, used INTEGER);
CREATE TABLE IF NOT EXISTS pieces(question BLOB, number INTEGER, data BLOB, PRIMARY KEY(question, number));
CREATE TABLE IF NOT EXISTS programs(asked TEXT PRIMARY KEY, data BLOB);
CREATE TABLE IF NOT EXISTS instants(asked TEXT PRIMARY KEY, data BLOB, used INTEGER);
"""

_LATER_THERE = "SELECT count(*) FROM sqlite_schema WHERE name IN ('trees', 'answers', 'pieces', 'programs', 'instants')"

_TABLES = f"""
CREATE TABLE files(
    path BLOB PRIMARY KEY, size INTEGER, mtime_ns INTEGER, inode INTEGER, ctime_ns INTEGER, seen_ns INTEGER, sha256 TEXT
) WITHOUT ROWID;
CREATE TABLE results(key BLOB PRIMARY KEY, data BLOB, used INTEGER);
CREATE TABLE runs(
    id INTEGER PRIMARY KEY AUTOINCREMENT, time TEXT, line TEXT, complete INTEGER, inputs BLOB, summary BLOB, found BLOB
);
CREATE TABLE findings(digest BLOB PRIMARY KEY, fingerprint TEXT, data BLOB);
CREATE TABLE found(found BLOB, digest BLOB, PRIMARY KEY(found, digest)) WITHOUT ROWID;
PRAGMA application_id = {OURS};
PRAGMA user_version = {VERSION};
"""


class Database:
    """The file, opened when it is first asked. `say` is told in words what is wrong with it."""

    def __init__(self, folder: Path, say: Say) -> None:
        self._folder = folder
        self._say = say
        self._connection: sqlite3.Connection | None = None
        self._inode = 0
        self._tried = False

    def ask(self, question: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """The answer, or `otherwise` where there is no file to be asked."""
        if not self._tried:
            self._tried = True
            self._open()
        if self._connection is None:
            return otherwise
        try:
            return question(self._connection)
        except sqlite3.DatabaseError as error:
            self._lose(error)
        except UnicodeDecodeError as error:  # even what SQLite says of a damaged file may be no text
            self._rebuild(str(error))
        return otherwise

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._folder / FILE

    def _open(self) -> None:
        link = next((one for one in (self._folder, self.path) if one.is_symlink()), None)
        if link:  # a corpus from a stranger may bring one that leads to somebody's file
            self._do_without(f"{link} is a link, and nothing is written through it; put a folder there")
            return
        try:
            _make(self._folder)
            self._connection = self._connected()
        except sqlite3.DatabaseError as error:
            self._lose(error)
        except UnicodeDecodeError as error:
            self._rebuild(str(error))
        except OSError as error:
            self._do_without((error.strerror or str(error)).lower())

    def _connected(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._inode = self.path.stat().st_ino
            connection.execute("PRAGMA synchronous = NORMAL")
            if _pragma(connection, "application_id") == 0:
                _prepare(connection)
            if (_pragma(connection, "application_id"), _pragma(connection, "user_version")) != (OURS, VERSION):
                raise sqlite3.DatabaseError("it is not a cache of this version")
            if connection.execute(STRANGE).fetchone()[0]:
                raise sqlite3.DatabaseError("it holds more than tables")
            connection.execute("SELECT 1 FROM files, results, runs, findings, found LIMIT 1").fetchone()
            if connection.execute(_LATER_THERE).fetchone()[0] < _LATER.count("CREATE"):
                with writing(connection):
                    _run(connection, _LATER)
        except BaseException:
            connection.close()
            raise
        return connection

    def _lose(self, error: sqlite3.DatabaseError) -> None:
        """Do without a file that is only out of reach; anything else is wrong with the file itself."""
        if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_IOERR_SHORT_READ:
            self._rebuild("it was cut short")
        elif getattr(error, "sqlite_errorcode", 0) & 0xFF in OUT_OF_REACH:
            self._do_without(str(error))
        else:
            self._rebuild(str(error))

    def _rebuild(self, why: str) -> None:
        """Put the file aside, in case its history matters to somebody, and begin anew."""
        self.close()
        aside = self.path.with_name(f"{FILE}.damaged")
        try:
            if self.path.stat().st_ino == self._inode:  # else another run has rebuilt it already
                self._say(f"{self.path} is damaged or not ours ({why}); it is kept as {aside.name} and built anew")
                self.path.replace(aside)
                for log in ("-wal", "-shm"):
                    self.path.with_name(FILE + log).unlink(missing_ok=True)
            self._connection = self._connected()
        except (sqlite3.Error, OSError) as error:
            self._do_without(str(error))

    def _do_without(self, why: str) -> None:
        self.close()
        self._say(f"going without {self.path}: {why}")


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside, or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _make(folder: Path) -> None:
    """The folder, which version control and backups leave alone."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n")
    (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the tables, unless another run is quicker. A file with somebody else's tables is left as it is."""
    connection.execute("PRAGMA journal_mode = WAL")
    with writing(connection):
        if _pragma(connection, "application_id") or connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
            return
        _run(connection, _TABLES + _LATER)


def _run(connection: sqlite3.Connection, statements: str) -> None:
    """One after the other, inside the transaction that is open; `executescript` would end it."""
    for statement in statements.split(";"):
        connection.execute(statement)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
