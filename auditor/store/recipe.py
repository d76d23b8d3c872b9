"""Everything besides a file itself that what we read from it depends on: our own code and data, settings, and what we build on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

import msgspec

import auditor

PACKAGE: Final = Path(auditor.__file__).parent
DISTRIBUTION: Final = "hcpcs-auditor"
# Layers above reading: no file of theirs can change what a document says, because nothing below may import them. What is
# not named here counts, so that a new module is never forgotten.
ABOVE: Final = frozenset(
    {
        "__main__.py", "api.py", "aside.py", "auditing.py", "cli", "decisions", "evaluation.py", "graph.py", "lapses.py", "manifest.py", "nightly", "publications",
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


def recipe(settings: Mapping[str, str] | None = None, package: Path = PACKAGE) -> Recipe:
    """The recipe in force. `settings` are those that reading is given; files are hashed by name and content."""
    hashes = {part: hashlib.sha256() for part in ("reader", "extractor", "lexicon", "tool")}
    for name, data in _files(package):
        part = hashes[PARTS.get(name.split("/")[0], "tool")]
        part.update(f"{name}\0{len(data)}\0".encode() + data)
    hashes["tool"].update(json.dumps(_versions()).encode())
    configuration = hashlib.sha256(json.dumps(sorted((settings or {}).items())).encode())
    return Recipe(**{part: made.hexdigest() for part, made in hashes.items()}, configuration=configuration.hexdigest())


def program(package: Path = PACKAGE) -> str:
    """A hash of all our code and data and of what we build on: everything besides its inputs that could make another report."""
    hashed = hashlib.sha256(recipe(package=package).sha256.encode())
    for name, data in _files(package, above=True):
        hashed.update(f"{name}\0{len(data)}\0".encode() + data)
    return hashed.hexdigest()


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
    versions = [auditor.__version__, sys.version, unicodedata.unidata_version]
    try:
        required = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # run from a folder
        return versions
    for requirement in sorted(required):
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        try:
            versions.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:  # an extra that is not installed
            versions.append(name)
    return versions
