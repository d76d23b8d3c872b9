"""The same command in the same folder, where nothing that its answer depends on is other than it was: its answer, at once.

Everything that a run looked at is known by its numbers (size, times, inode), as git knows files: settings, documents, reference, decisions,
our own code, and what we build on. While all of them are what they were, the reports that lie where they were written are those that
would be written, and what went to standard output is written there again. Numbers are believed only of what was old enough when they
were taken that it cannot have been changed since and kept its time.

What stands here is loaded before anything else, to find out whether anything else is needed: so there is no library in it but SQLite.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
import zlib
from _blake2 import blake2b  # hashlib's own, without the rest of it

import auditor
from auditor.store.tree import Tree, decoded, identity, is_still, looked

TYPE_CHECKING = False  # as in auditor.store.tree
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Final

FOLDER: Final = ".auditor_cache"
FILE: Final = "cache.db"
SETTINGS: Final = ("auditor.toml", "pyproject.toml")
OURS: Final = 0x41554449  # "AUDI", in the file's header
VERSION: Final = 1  # of the tables; another one is rebuilt
# Views, triggers and virtual tables have no page of their own. We make none; in a cache from a stranger one could go on for ever.
STRANGE: Final = "SELECT count(*) FROM sqlite_schema WHERE rootpage = 0"
_PAST: Final = 32  # bytes of the hash that names what runs had found
_HASH: Final = 16  # bytes, of what is kept
_DAY: Final = 86_400
_TERMINAL: Final = ("NO_COLOR", "FORCE_COLOR", "TERM")
_BUSY: Final = 5  # seconds to wait for another run before doing without


class Written:
    """A report in a file: how many bytes of it are kept besides, where it is, and its numbers."""

    __slots__ = ("length", "numbers", "path")

    def __init__(self, length: int, path: str, numbers: bytes) -> None:
        self.length = length
        self.path = path
        self.numbers = numbers


class Shown:
    """What goes to standard output: how many bytes of the answer's text, and whether in colours."""

    __slots__ = ("colour", "length")

    def __init__(self, length: int, colour: bool) -> None:
        self.length = length
        self.colour = colour


class Instant:
    """An answer, and everything that it depends on. `present` are paths where something is, or is not, whatever it is.

    `past` names what the last run and earlier ones had found, where it was compared with these.
    """

    __slots__ = (
        "code", "found", "inputs", "line", "numbers", "past", "present", "question", "reports", "said", "selection", "state", "summary", "tree",
        "watched",
    )  # fmt: skip

    def __init__(  # noqa: PLR0917 - the columns of a table
        self,
        watched: Sequence[str],
        numbers: bytes,
        present: Sequence[str],
        selection: bytes,
        tree: bytes,
        reports: Sequence[Written | Shown],
        question: bytes,
        state: bytes,
        code: int,
        said: str,
        line: str,
        inputs: bytes,
        summary: bytes,
        found: bytes,
        past: bytes,
    ) -> None:
        self.watched = watched
        self.numbers = numbers
        self.present = present
        self.selection = selection
        self.tree = tree
        self.reports = reports
        self.question = question
        self.state = state
        self.code = code
        self.said = said
        self.line = line
        self.inputs = inputs
        self.summary = summary
        self.found = found
        self.past = past


class Told:
    """What is to be written to standard output and to standard error, and the exit code."""

    __slots__ = ("code", "said", "texts")

    def __init__(self, texts: Sequence[bytes], said: str, code: int) -> None:
        self.texts = texts
        self.said = said
        self.code = code


def asked_as(words: Sequence[str]) -> bytes:
    """A command as it is asked here and now: its words, folder, terminal, and the program that answers it."""
    terminal = [f"{name}={os.environ.get(name)}" for name in _TERMINAL]
    program = [sys.version, auditor.__version__, os.path.dirname(auditor.__file__), *sys.path]  # noqa: PTH120 - no library
    shown = str(bool(sys.stdout and sys.stdout.isatty()))
    told = (*words, "", os.getcwd(), shown, *terminal, *program)  # noqa: PTH109 - no library
    return "\0".join(told).encode("utf-8", "surrogatepass")


def present_at(paths: Sequence[str]) -> list[str]:
    """The paths, each with a sign before it that tells whether there is anything."""
    return [f"{'+' if os.access(path, os.F_OK) else '-'}{path}" for path in paths]


def recall(words: Sequence[str]) -> Told | None:
    """What the command said, if everything is as it was, and the run is in the history; else None."""
    try:
        asked = asked_as(words)
        here = folder = os.getcwd()  # noqa: PTH109 - no library
        while True:
            settings = any(os.access(f"{folder}{os.sep}{name}", os.F_OK) for name in SETTINGS)
            file = f"{folder}{os.sep}{FOLDER}{os.sep}{FILE}"
            # Whoever may put settings beside it may say what is audited as well; nobody else is believed.
            told = _recalled(file, asked) if (settings or folder == here) and os.access(file, os.R_OK) else None
            above = os.path.dirname(folder)  # noqa: PTH120
            if told or above == folder:
                return told
            folder = above
    except (OSError, ValueError, sqlite3.Error, zlib.error):  # whoever takes the longer way will say what is wrong
        return None


def past_of(known: bytes, earlier: Iterable[bytes]) -> bytes:
    """Names what a run had found, and what earlier ones had, of which each is named itself."""
    hashed = blake2b(digest_size=_PAST)
    for found in (known, *sorted(set(earlier) - {known})):
        hashed.update(len(found).to_bytes(8, "big") + found)
    return hashed.digest()


def keep(connection: sqlite3.Connection, asked: bytes, made: Instant) -> None:
    """Keep an answer in the place of the last one to the same command. To be called inside a transaction."""
    connection.execute("INSERT OR REPLACE INTO instants VALUES (?, ?, ?)", (asked, _packed(made), _today()))


def stamp(path: str) -> Sequence[int]:
    """Give a report that nobody else knows of yet its time: a nanosecond before it was written. Its size, that time, and its inode.

    Whoever writes to it from now on gives it a later time, even at once. So its numbers can be believed without waiting.
    """
    seen = os.stat(path)  # noqa: PTH116 - no library
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns - 1))
    return identity(os.stat(path))  # noqa: PTH116


def written(length: int, path: str, stamped: Sequence[int]) -> Written | None:
    """A report where it lies now; None if that is not the one of the stamp."""
    numbers = looked([path])
    return Written(length, path, numbers) if tuple(memoryview(numbers).cast("q")[:3]) == stamped else None


def _recalled(file: str, asked: bytes) -> Told | None:
    if os.path.islink(file) or os.path.islink(os.path.dirname(file)):  # noqa: PTH114, PTH120 - see auditor.store.database
        return None
    connection = sqlite3.connect(file, timeout=_BUSY, isolation_level=None)
    try:
        header = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
        if tuple(header) != (OURS, VERSION) or connection.execute(STRANGE).fetchone()[0]:
            return None
        row = connection.execute("SELECT data FROM instants WHERE asked = ?", (asked,)).fetchone()
        made = _unpacked(row[0]) if row else None
        if (
            made is None
            or looked(made.watched) != made.numbers
            or present_at([one[1:] for one in made.present]) != made.present
        ):
            return None
        tree = _tree(connection, made.selection, made.tree)
        if tree is None or not is_still(tree):
            return None
        return _told(connection, asked, made) if all(map(_still, made.reports)) else None
    finally:
        connection.close()


def _tree(connection: sqlite3.Connection, selection: bytes, digest: bytes) -> Tree | None:
    row = connection.execute("SELECT data FROM trees WHERE asked = ?", (selection,)).fetchone()
    return decoded(row[0], digest) if row else None


def _told(connection: sqlite3.Connection, asked: bytes, made: Instant) -> Told | None:
    """The answer; its run is put into the history in the same transaction as its text is looked up."""
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if made.past and _past(connection, made.line) != made.past:
            return None
        texts = _texts(connection, made)
        known = connection.execute("SELECT 1 FROM found WHERE found = ? LIMIT 1", (made.found,)).fetchone()
        if texts is None or (made.found and not known):
            return None
        row = (_now(), made.line, 1, made.inputs, made.summary, made.found)
        connection.execute("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("UPDATE instants SET used = ? WHERE asked = ? AND used < ?", (_today(), asked, _today()))
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return Told(texts, made.said, made.code)


def _past(connection: sqlite3.Connection, line: str) -> bytes | None:
    """What the last complete run of a line and earlier ones had found; None where a file goes by its number."""
    runs = connection.execute("SELECT id, complete, found FROM runs WHERE line = ?", (line,)).fetchall()
    last, known = max(((number, found) for number, complete, found in runs if complete), default=(0, b""))
    if not last or os.access(str(last), os.F_OK):
        return None
    return past_of(known, (found for number, _, found in runs if number < last))


def _texts(connection: sqlite3.Connection, made: Instant) -> list[bytes] | None:
    """What goes to standard output; None where it is not kept any more."""
    if not any(isinstance(one, Shown) for one in made.reports):
        return []
    state = connection.execute("SELECT state FROM answers WHERE question = ?", (made.question,)).fetchone()
    if state is None or state[0] != made.state:
        return None
    rows = connection.execute("SELECT data FROM pieces WHERE question = ? ORDER BY number", (made.question,))
    texts = []
    for one in made.reports:
        text = b""
        while len(text) < one.length:
            row = rows.fetchone()
            if row is None:
                return None
            text += zlib.decompress(row[0])
        if isinstance(one, Shown):
            texts.append(text if one.colour else _without_colours(text))
    return texts


def _without_colours(text: bytes) -> bytes:
    if b"\x1b" not in text:
        return text
    import re  # noqa: PLC0415 - slow to load

    return re.sub(rb"\x1b\[[0-?]*[ -/]*[@-~]", b"", text)  # as click has it


def _still(one: Written | Shown) -> bool:
    """Whether a report lies where it was written."""
    return isinstance(one, Shown) or looked([one.path]) == one.numbers


def _now() -> str:
    """As auditor.cli.clock has it; a time that is none is told by the longer way."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(int(given) if given else None))


def _today() -> int:
    return int(time.time()) // _DAY


def _packed(made: Instant) -> bytes:
    """The bytes, after a hash of them."""
    words = []
    for one in made.reports:
        if isinstance(one, Shown):
            words += [str(one.length), "", str(int(one.colour))]
        else:
            words += [str(one.length), one.path, one.numbers.hex()]
    texts = (words, made.watched, made.present, [str(made.code), made.said, made.line])
    rest = (
        made.numbers,
        made.selection,
        made.tree,
        made.question,
        made.state,
        made.inputs,
        made.summary,
        made.found,
        made.past,
    )
    parts = [*(os.fsencode("\0".join(text)) for text in texts), *rest]
    data = zlib.compress(b"".join(len(part).to_bytes(8, "big") + part for part in parts), 1)
    return blake2b(data, digest_size=_HASH).digest() + data


def _unpacked(kept: bytes) -> Instant | None:
    """What was packed; None where it is damaged."""
    data = kept[_HASH:]
    if blake2b(data, digest_size=_HASH).digest() != kept[:_HASH]:
        return None
    whole, parts, at = zlib.decompress(data), [], 0
    while at < len(whole):
        end = at + 8 + int.from_bytes(whole[at : at + 8], "big")
        parts.append(whole[at + 8 : end])
        at = end
    words, watched, present, (code, said, line) = (os.fsdecode(part).split("\0") for part in parts[:4])
    reports: list[Written | Shown] = []
    for at in range(0, len(words) - 2, 3):
        length, path, first = words[at : at + 3]
        if path:
            reports.append(Written(int(length), path, bytes.fromhex(first)))
        else:
            reports.append(Shown(int(length), first == "1"))
    numbers, selection, tree, question, state, inputs, summary, found, past = parts[4:]
    return Instant(watched, numbers, present, selection, tree, reports, question, state, int(code), said, line, inputs, summary, found, past)  # fmt: skip
