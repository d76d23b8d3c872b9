"""Find the documents that the user means, and load them. What cannot be read is said, never dropped."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import msgspec

from auditor.decoding.formats import DECODERS, decoded
from auditor.decoding.raw import Raw
from auditor.model.source import Document, Skipped

SIDE_FILES = frozenset({"assertions.jsonl"})  # the gold labels that may lie beside documents
OTHER_KIND = "no reader for"
MAX_BYTES = 256 * 1024 * 1024  # no article is a thousandth as long; what is longer is a dump or a mistake


# Whether a file or folder below a path that the user named is wanted: asked with that path, itself, and whether it is a folder.
Keeps: TypeAlias = Callable[[Path, Path, bool], bool]


class MissingPath(ValueError):  # noqa: N818 - it says what is wrong
    """A path that the user named and that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: no such file or folder; give the path of a document or of a folder that holds some")
        self.path = path


class Source(msgspec.Struct, frozen=True, order=True):
    """A file to load, and the name that its document goes by."""

    path: Path
    name: str


class _Candidate(msgspec.Struct, frozen=True):
    """A file below a given path: its name there, and the folder's own name, should two names collide."""

    path: Path
    name: str
    root: str


def discover(paths: Sequence[Path], keeps: Keeps | None = None) -> tuple[list[Source], list[Skipped]]:
    """Every document at or below the paths, sorted by name, and every file there that has no reader.

    A file is named by its file name, a file in a folder by its POSIX path below that folder. Hidden
    files and folders are left out, and what `keeps` does not keep. Raises MissingPath for a path that does not exist.
    """
    sources: list[Source] = []
    skipped: list[Skipped] = []
    for source in _named(_candidates(paths, keeps)):
        reason = _unfit(source.path)
        if reason:
            skipped.append(Skipped(source.name, "load", reason))
        else:
            sources.append(source)
    return sorted(sources, key=_by_name), sorted(skipped)


def load_all(source: Source) -> Iterator[Document | Skipped]:
    """The documents that a file holds, or why it, or a part of it, could not be read. Bad content never raises."""
    try:
        data = _bytes(source.path)
    except OSError as error:
        yield Skipped(source.name, "load", (error.strerror or type(error).__name__).lower())
        return
    if len(data) > MAX_BYTES:
        yield Skipped(source.name, "load", f"larger than {MAX_BYTES // 2**20} MB; split it")
    else:
        yield from decoded(Raw(source.name, data), source.path.suffix)


def load_every(sources: Iterable[Source]) -> Iterator[tuple[Path, Document | Skipped]]:
    """The documents of all files, each with its file. Of two that go by one name, such as the address of a post in two exports, the later is numbered."""
    taken: Counter[str] = Counter()
    for source in sources:
        for loaded in load_all(source):
            if isinstance(loaded, Document):
                taken[loaded.name] += 1
                if taken[loaded.name] > 1:
                    loaded = msgspec.structs.replace(loaded, name=f"{loaded.name}#{taken[loaded.name]}")  # noqa: PLW2901
            yield source.path, loaded


def load(source: Source) -> Document | Skipped:
    """The document of a file that holds one, as most do, or why it could not be read."""
    first, *others = load_all(source)
    return Skipped(source.name, "load", f"it holds {len(others) + 1} documents, not one") if others else first


def is_other_kind(skipped: Skipped) -> bool:
    """Whether a file that was skipped is no document at all, such as an image."""
    return skipped.reason.startswith(OTHER_KIND)


def _candidates(paths: Sequence[Path], keeps: Keeps | None) -> Iterator[_Candidate]:
    for path in paths:
        if not os.path.lexists(path):
            raise MissingPath(path)
        root = path.resolve().name
        if not path.is_dir():
            yield _Candidate(path, path.name, path.resolve().parent.name)
            continue
        wanted = None if keeps is None else partial(keeps, path)
        for found in _walk(path, set(), wanted):
            yield _Candidate(found, found.relative_to(path).as_posix(), root)


def _walk(folder: Path, seen: set[Path], wanted: Callable[[Path, bool], bool] | None) -> Iterator[Path]:
    """The files below a folder. A folder is entered once, however many links lead to it: links may form loops."""
    real = folder.resolve()
    if real in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir(), key=_links_last)
    except OSError:
        yield folder  # reported by its name, as what cannot be read
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in SIDE_FILES:
            continue
        is_folder = entry.is_dir()
        if wanted is not None and not wanted(entry, is_folder):
            continue
        if is_folder:
            yield from _walk(entry, seen, wanted)
        else:
            yield entry


def _links_last(entry: Path) -> tuple[bool, str]:
    return entry.is_symlink(), entry.name


def _named(candidates: Iterator[_Candidate]) -> Iterator[Source]:
    """Names that are each used once: first prefixed with the given folder's name, then numbered."""
    distinct: dict[str, _Candidate] = {}
    for found in candidates:
        distinct.setdefault(os.path.abspath(found.path), found)  # noqa: PTH100 - resolve() would follow links
    plain = Counter(found.name for found in distinct.values())
    taken: Counter[str] = Counter()
    for key in sorted(distinct):
        found = distinct[key]
        name = found.name if plain[found.name] == 1 else (PurePosixPath(found.root) / found.name).as_posix()
        taken[name] += 1
        yield Source(found.path, name if taken[name] == 1 else f"{name}#{taken[name]}")


def _by_name(source: Source) -> str:
    return source.name


def _unfit(path: Path) -> str:
    """Why a path cannot be a document, as far as one can say without opening it; else nothing."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return (error.strerror or type(error).__name__).lower()
    if stat.S_ISDIR(mode):
        return "the folder cannot be listed"
    if not stat.S_ISREG(mode):
        return "not a regular file"
    if path.suffix.lower() in DECODERS:
        return ""
    return f"{OTHER_KIND} '{path.suffix.lower()}' files" if path.suffix else f"{OTHER_KIND} files without a suffix"


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
