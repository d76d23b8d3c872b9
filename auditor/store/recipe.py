"""Everything besides a file itself that what we read from it depends on: our own code and data, settings, and what we build on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import time
import unicodedata
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

import auditor
from auditor.store.database import Database
from auditor.store.tree import is_settled, looked

PACKAGE: Final = Path(auditor.__file__).parent
DISTRIBUTION: Final = "hcpcs-auditor"
# Layers above reading: no file of theirs can change what a document says, because nothing below may import them. What is
# not named here counts, so that a new module is never forgotten.
ABOVE: Final = frozenset(
    {
        "__main__.py", "api.py", "aside.py", "auditing.py", "cli", "clustered", "decisions", "evaluation.py", "graph.py", "lapses.py", "manifest.py", "nightly", "publications",
        "reference", "repair", "reports", "rules", "store", "verification.py",
    }
)  # fmt: skip
PARTS: Final = {
    "decoding": "reader",
    "loading.py": "reader",
    "readers": "reader",
    "extraction": "extractor",
    "resolution.py": "extractor",
    "model": "extractor",
    "lexicon": "lexicon",
}


class Recipe(msgspec.Struct, frozen=True):
    """A hash of each cause that could make the same file say something else."""

    reader: str
    extractor: str
    lexicon: str
    tool: str  # the rest of our code that reading runs through, our version, Python's, and those of what we build on
    configuration: str

    @property
    def sha256(self) -> str:
        """Of all causes."""
        return hashlib.sha256(json.dumps(msgspec.structs.asdict(self), sort_keys=True).encode()).hexdigest()


class Program(msgspec.Struct, frozen=True, array_like=True):
    """Our own code and what we build on: hashed for reading, and as a whole.

    `watched` are the files and folders that say so, with their numbers at that time: while they have these, nothing has to be hashed.
    """

    recipe: str
    sha256: str
    watched: tuple[str, ...]
    numbers: bytes


NO_PROGRAM: Final = Program("", "", (), b"")  # where nothing is kept that could be another's


def program(database: Database | None = None, package: Path = PACKAGE) -> Program:
    """The program in force: everything besides its inputs that could make another report. What `database` knows is not hashed again."""
    ours = (sys.version, unicodedata.unidata_version, auditor.__version__, str(package), *sys.path)
    asked = "\0".join(ours).encode("utf-8", "surrogatepass")
    known = _known(database, asked) if database else None
    if known:
        return known
    watched = tuple(_watched(package))
    numbers, began = looked(watched), time.time_ns()
    read = recipe(package=package).sha256
    hashed = hashlib.sha256(read.encode())
    for name, data in _files(package, above=True):
        hashed.update(f"{name}\0{len(data)}\0".encode() + data)
    made = Program(read, hashed.hexdigest(), watched, numbers)
    if database and is_settled(numbers, began):
        data = zlib.compress(msgspec.msgpack.encode(made), 1)
        database.ask(lambda ask: ask.execute("INSERT OR REPLACE INTO programs VALUES (?, ?)", (asked, data)), None)
    return made


def _known(database: Database, asked: bytes) -> Program | None:
    question = "SELECT data FROM programs WHERE asked = ?"
    row = database.ask(lambda ask: ask.execute(question, (asked,)).fetchone(), None)
    try:
        known = _PROGRAM.decode(zlib.decompress(row[0])) if row else None
    except (zlib.error, msgspec.DecodeError):
        return None
    return known if known and looked(known.watched) == known.numbers else None


def _watched(package: Path) -> Iterator[str]:
    """Our folders and files, the folders that packages are looked for in, and what tells the version of each that we require."""
    for folder, _, files in os.walk(package):
        if not folder.endswith("__pycache__"):
            yield folder
            yield from (os.path.join(folder, file) for file in files)  # noqa: PTH118 - ten times as fast
    from importlib import metadata  # noqa: PLC0415 - slow to load, and seldom needed

    yield from (path for path in sys.path if path and path != os.getcwd())  # noqa: PTH109 - as sys.path has it
    for name in (DISTRIBUTION, *_required()):
        with suppress(metadata.PackageNotFoundError):
            yield str(metadata.distribution(name).locate_file(""))
            yield from (str(path) for path in [getattr(metadata.distribution(name), "_path", None)] if path)


def recipe(settings: Mapping[str, str] | None = None, package: Path = PACKAGE) -> Recipe:
    """The recipe in force. `settings` are those that reading is given; files are hashed by name and content."""
    hashes = {part: hashlib.sha256() for part in ("reader", "extractor", "lexicon", "tool")}
    for name, data in _files(package):
        part = hashes[PARTS.get(name.split("/")[0], "tool")]
        part.update(f"{name}\0{len(data)}\0".encode() + data)
    hashes["tool"].update(json.dumps(_versions()).encode())
    configuration = hashlib.sha256(json.dumps(sorted((settings or {}).items())).encode())
    return Recipe(**{part: made.hexdigest() for part, made in hashes.items()}, configuration=configuration.hexdigest())


def _files(package: Path, *, above: bool = False) -> Iterator[tuple[str, bytes]]:
    """Name and content of our files, in order: those that reading may run through, or those above it."""
    names = sorted(
        os.path.relpath(os.path.join(folder, file), package).replace(os.sep, "/")  # noqa: PTH118 - ten times as fast
        for folder, _, files in os.walk(package)
        if not folder.endswith("__pycache__")
        for file in files
    )
    for name in names:
        if (name.split("/")[0] in ABOVE) == above:
            yield name, (package / name).read_bytes()


def _versions() -> list[str]:
    """Python, its idea of Unicode, and every package that we require."""
    from importlib import metadata  # noqa: PLC0415 - see above

    versions = [auditor.__version__, sys.version, unicodedata.unidata_version]
    for name in _required():
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:  # an extra that is not installed
            versions.append(name)
    return versions


def _required() -> list[str]:
    """The packages that we require, sorted as we require them."""
    from importlib import metadata  # noqa: PLC0415 - see above

    try:
        required = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # run from a folder
        return []
    return [re.split(r"[^A-Za-z0-9._-]", one, maxsplit=1)[0] for one in sorted(required)]


_PROGRAM: Final = msgspec.msgpack.Decoder(Program)
