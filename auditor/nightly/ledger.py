"""What a corpus says, in a database file: by document, and by what the rules ask for.

The unit is an entry: what one document says of one subject, or the mentions of codes in it. Entries are found by topic. A ledger is
held by one run at a time; whoever finds it held uses one of its own, which is gone when the run ends.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import msgspec

from auditor.graph import in_order
from auditor.incremental.relocation import ANNOUNCING
from auditor.model.assertions import KINDS, Assertion, CodeMention, Extraction, Kind
from auditor.model.ignores import Ignore
from auditor.model.source import Skipped
from auditor.nightly.coding import Damaged, decoded, encoded
from auditor.reading.file import Said
from auditor.store.database import STRANGE

# What an entry is found by: what is said of a subject, by kind; and where to look for what is said of an object, or mentioned.
Sort: TypeAlias = Literal[
    "of code-drug", "of drug-brand", "of code-successor", "referred", "announced", "malformed", "misspelled"
]

_BY_OBJECT: Final[Mapping[Kind, Sort]] = {
    "code-drug": "of code-drug",
    "drug-brand": "of drug-brand",
    "code-successor": "of code-successor",
}
_PART: Final = 500  # values of one question; SQLite takes some thousand

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS marks(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents(
    id INTEGER PRIMARY KEY, file TEXT, name TEXT, sha256 TEXT, dated TEXT, assertions INTEGER, unclaimed INTEGER, skipped BLOB, ignores BLOB
);
CREATE TABLE IF NOT EXISTS entries(id INTEGER PRIMARY KEY, document INTEGER, sort TEXT, name TEXT, data BLOB);
CREATE TABLE IF NOT EXISTS findings(
    id INTEGER PRIMARY KEY, rule TEXT, anchor TEXT, near TEXT, severity TEXT, subject TEXT, fingerprint TEXT, data BLOB, repairs BLOB,
    mended INTEGER
);
CREATE TABLE IF NOT EXISTS tellings(finding INTEGER, form TEXT, number INTEGER, length INTEGER, checksum INTEGER, last INTEGER, text BLOB);
CREATE TABLE IF NOT EXISTS places(finding INTEGER, document TEXT);
CREATE TABLE IF NOT EXISTS weighed(finding INTEGER, sort TEXT, name TEXT)
"""
_INDICES: Final = """
CREATE INDEX IF NOT EXISTS entries_by_topic ON entries(sort, name);
CREATE INDEX IF NOT EXISTS entries_by_document ON entries(document, sort);
CREATE INDEX IF NOT EXISTS documents_by_name ON documents(name, sha256);
CREATE INDEX IF NOT EXISTS documents_skipped ON documents(name) WHERE skipped IS NOT NULL;
CREATE INDEX IF NOT EXISTS documents_that_ask ON documents(name) WHERE ignores IS NOT NULL;
CREATE INDEX IF NOT EXISTS documents_by_file ON documents(file);
CREATE INDEX IF NOT EXISTS findings_by_anchor ON findings(rule, anchor);
CREATE UNIQUE INDEX IF NOT EXISTS tellings_by_finding ON tellings(finding, form, number);
CREATE INDEX IF NOT EXISTS places_by_document ON places(document);
CREATE INDEX IF NOT EXISTS places_by_finding ON places(finding);
CREATE INDEX IF NOT EXISTS weighed_by_topic ON weighed(sort, name);
CREATE INDEX IF NOT EXISTS weighed_by_finding ON weighed(finding)
"""


class Part(msgspec.Struct, frozen=True, array_like=True):
    """What a document says of one subject in one kind of statement, and the day of which it says that it speaks."""

    document: str
    dated: str
    said: list[Assertion]


class Filed(msgspec.Struct, frozen=True):
    """A document of the ledger, and its numbers."""

    name: str
    file: str
    sha256: str
    assertions: int


class Ledger:
    """The file, and everything that is asked of it. Nothing is kept unless `keep` is called at the end."""

    def __init__(self, path: Path | None, wait: float = 0.5) -> None:
        """Open it; without a path, one on disk that nobody else sees.

        Raises sqlite3.OperationalError where somebody holds it, and sqlite3.DatabaseError for what is no ledger.
        """
        self._connection = sqlite3.connect(path or "", timeout=wait, isolation_level=None)
        try:
            self._connection.execute("PRAGMA cache_size = -16384")  # KB
            self._connection.execute(f"PRAGMA synchronous = {'NORMAL' if path else 'OFF'}")
            self._connection.execute("BEGIN IMMEDIATE")
            if self._connection.execute(STRANGE).fetchone()[0]:
                raise sqlite3.DatabaseError("it holds more than tables")
            self._run(_TABLES)
        except BaseException:
            self._connection.close()
            raise

    def index(self) -> None:
        """Make whatever is there easy to find. To be called when much has been filed, and before anything is looked up."""
        self._run(_INDICES)

    def keep(self) -> None:
        """Write everything down, whole or not at all. Nothing can be asked afterwards."""
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file; what was not kept is as if it had never been."""
        self._connection.close()

    # Marks

    def mark(self, name: str) -> bytes | None:
        """A value that was set."""
        row = self._one("SELECT value FROM marks WHERE name = ?", name)
        return row[0] if row else None

    def set_mark(self, name: str, value: bytes) -> None:
        """Set a value."""
        self._connection.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (name, value))

    def empty(self) -> None:
        """Forget everything, the shape of the tables too: another version may have made them."""
        for table in ("marks", "documents", "entries", "findings", "told", "tellings", "places", "weighed"):
            self._connection.execute(f"DROP TABLE IF EXISTS {table}")
        self._run(_TABLES)

    def forget_findings(self) -> None:
        """Forget what was found."""
        for table in ("findings", "tellings", "places", "weighed"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of these words

    # Documents

    def file(self, file: str, said: Said) -> None:
        """Put in what a document says, or why it could not be read. Raises UnicodeEncodeError for a name that no encoding can hold."""
        found = said.extraction or Extraction(said.document)
        unclaimed = sum(code.role == "unclaimed" for code in found.codes)
        row = (
            file, said.document, said.sha256, found.dated,
            len(found.assertions) if said.extraction else -1, unclaimed, said.skipped and encoded(said.skipped),
            encoded(found.ignores) if found.ignores else None,
        )  # fmt: skip
        number = self._connection.execute("INSERT INTO documents VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid
        rows = ((number, sort, name, data) for sort, name, data in _entries(found))
        self._connection.executemany("INSERT INTO entries VALUES (NULL, ?, ?, ?, ?)", rows)

    def forget(self, file: str) -> dict[str, Extraction]:
        """Take out all documents of a file; what they said, by name."""
        rows = self._all("SELECT id, name, dated, assertions, ignores FROM documents WHERE file = ?", file)
        found = {}
        for number, name, dated, assertions, ignores in rows:
            if assertions >= 0:
                found[name] = self._extraction(number, name, dated, ignores)
            self._connection.execute("DELETE FROM entries WHERE document = ?", (number,))
            self._connection.execute("DELETE FROM documents WHERE id = ?", (number,))
        return found

    def extraction(self, name: str) -> Extraction | None:
        """All that a document says, assertions in reading order; None where it was not read."""
        row = self._one("SELECT id, name, dated, ignores FROM documents WHERE name = ? AND assertions >= 0", name)
        return self._extraction(*row) if row else None

    def documents(self) -> Iterator[Filed]:
        """Every document that was read, by name."""
        rows = self._connection.execute(
            "SELECT name, file, sha256, assertions FROM documents WHERE assertions >= 0 ORDER BY name"
        )
        return (Filed(*row) for row in rows)

    def hashes(self) -> Iterator[tuple[str, str]]:
        """Name and SHA-256 of every document that was loaded, by name."""
        return self._connection.execute("SELECT name, sha256 FROM documents WHERE sha256 <> '' ORDER BY name, sha256")

    def origin(self, name: str) -> str | None:
        """The file of a document."""
        row = self._one("SELECT file FROM documents WHERE name = ?", name)
        return row[0] if row else None

    def names(self) -> Iterator[str]:
        """The name of everything that was filed."""
        return (name for (name,) in self._connection.execute("SELECT name FROM documents ORDER BY name"))

    def skipped(self) -> list[Skipped]:
        """What could not be read, sorted."""
        return sorted(decoded(data, _SKIPPED) for (data,) in self._all("SELECT skipped FROM documents WHERE skipped IS NOT NULL"))  # fmt: skip

    def ignores(self) -> list[Ignore]:
        """What documents ask not to be told, by document."""
        rows = self._all("SELECT ignores FROM documents WHERE ignores IS NOT NULL ORDER BY name")
        return [one for (data,) in rows for one in decoded(data, _IGNORES)]

    def counts(self) -> tuple[int, int, int]:
        """How many documents were read, and how many assertions and unclaimed codes are in them."""
        question = "SELECT count(*), coalesce(sum(assertions), 0), coalesce(sum(unclaimed), 0) FROM documents WHERE assertions >= 0"
        row = self._one(question)
        return row[0], row[1], row[2]

    def repeated(self, files: Sequence[str] | None = None) -> bool:
        """Whether two documents go by one name: any, or one of these files and another."""
        theirs = "" if files is None else "AND name IN (SELECT name FROM documents WHERE file = ? AND sha256 <> '')"
        question = f"SELECT 1 FROM documents WHERE sha256 <> '' {theirs} GROUP BY name HAVING count(*) > 1 LIMIT 1"  # noqa: S608 - one of two words
        return any(self._one(question, *file) is not None for file in ([()] if files is None else zip(files)))

    # Looking up

    def weights(self, sort: Sort) -> list[tuple[str, int]]:
        """Every name of a sort, and how many entries it has."""
        return self._all("SELECT name, count(*) FROM entries WHERE sort = ? GROUP BY name", sort)

    def subject_weights(self) -> list[tuple[str, int]]:
        """Every subject, and how many entries it has."""
        marks = ", ".join("?" * len(KINDS))
        question = f"SELECT name, count(*) FROM entries WHERE sort IN ({marks}) GROUP BY name"  # noqa: S608 - question marks
        return self._all(question, *KINDS)

    def said_of(self, subjects: Iterable[str], kinds: Iterable[Kind] = KINDS) -> Iterator[Part]:
        """What each document says of each of the subjects; of one subject by the documents' names."""
        for kind, subject, data in self._entries("sort, entries.name, data", kinds, subjects, by_document=True):
            part = decoded(data, _PARTS)
            if any(one.subject != subject or one.kind != kind for one in part.said):
                raise Damaged(f"what is said of {subject}")
            yield part

    def subjects(self, sort: Sort, objects: Iterable[str]) -> set[str]:
        """The subjects of which these objects are said."""
        return {bytes(data).decode() for (data,) in self._entries("data", [sort], objects)}

    def mentioning(self, sort: Sort, names: Iterable[str]) -> Iterator[list[CodeMention]]:
        """All mentions of codes of each document that is found by these names."""
        numbers = sorted({number for (number,) in self._entries("document", [sort], names)})
        for part in _parts(numbers):
            marks = ", ".join("?" * len(part))
            question = f"SELECT data FROM entries WHERE sort = 'mentions' AND document IN ({marks})"  # noqa: S608 - question marks
            for (data,) in self._connection.execute(question, part).fetchall():
                yield decoded(data, _MENTIONS)

    # Helpers

    def _entries(
        self, columns: str, sorts: Iterable[str], names: Iterable[str], *, by_document: bool = False
    ) -> Iterator[tuple[Any, ...]]:
        wanted = tuple(sorts)
        order = "JOIN documents ON documents.id = document", "ORDER BY documents.name"
        join, ordered = order if by_document else ("", "")
        for part in _parts(sorted(set(names))):
            marks = ["?"] * len(wanted), ["?"] * len(part)
            question = f"SELECT {columns} FROM entries {join} WHERE sort IN ({', '.join(marks[0])}) AND entries.name IN ({', '.join(marks[1])}) {ordered}"  # noqa: S608 - our words and question marks
            yield from self._connection.execute(question, (*wanted, *part))

    def _extraction(self, number: int, name: str, dated: str, ignores: bytes | None) -> Extraction:
        assertions: list[Assertion] = []
        codes: list[CodeMention] = []
        for sort, data in self._all("SELECT sort, data FROM entries WHERE document = ? ORDER BY id", number):
            if sort in KINDS:
                assertions += decoded(data, _PARTS).said
            elif sort == "mentions":
                mentioned = decoded(data, _MENTIONS)
                codes += mentioned
        asked = decoded(ignores, _IGNORES) if ignores else []
        return Extraction(name, in_order(assertions), tuple(codes), dated, tuple(asked))

    def _one(self, question: str, *values: object) -> Any:
        return self._connection.execute(question, values).fetchone()

    def _all(self, question: str, *values: object) -> list[Any]:
        return self._connection.execute(question, values).fetchall()

    def _run(self, statements: str) -> None:
        for statement in statements.split(";"):
            self._connection.execute(statement)

    @property
    def connection(self) -> sqlite3.Connection:
        """For the findings, which are kept in the same file."""
        return self._connection


def _entries(found: Extraction) -> Iterator[tuple[str, str, bytes]]:
    """Everything by which a document is found, with what it is found for."""
    groups: dict[tuple[Kind, str], list[Assertion]] = defaultdict(list)
    topics: dict[tuple[Sort, str, bytes], None] = {}
    for said in found.assertions:
        groups[said.kind, said.subject].append(said)
        if said.kind in _BY_OBJECT:
            topics[_BY_OBJECT[said.kind], said.object, said.subject.encode()] = None
        if said.misspelled:
            topics["misspelled", said.misspelled, said.subject.encode()] = None
    for mention in found.codes:
        if mention.role in ANNOUNCING:
            topics["announced", mention.code, b""] = None
        elif mention.role == "referred":
            topics["referred", mention.code, b""] = None
        elif mention.role == "malformed":
            topics["malformed", mention.quote, b""] = None
    for (kind, subject), group in groups.items():
        yield kind, subject, encoded(Part(found.document, found.dated, group))
    if found.codes:
        yield "mentions", "", encoded(found.codes)
    yield from topics


_PARTS: Final = msgspec.msgpack.Decoder(Part)
_MENTIONS: Final = msgspec.msgpack.Decoder(list[CodeMention])
_IGNORES: Final = msgspec.msgpack.Decoder(list[Ignore])
_SKIPPED: Final = msgspec.msgpack.Decoder(Skipped)


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (values[start : start + _PART] for start in range(0, len(values), _PART))
