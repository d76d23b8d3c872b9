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

from auditor import remote
from auditor.decoding import archive
from auditor.decoding.formats import DECODERS, decoded
from auditor.decoding.raw import Raw
from auditor.model.source import Document, Skipped

SIDE_FILES = archive.SIDE_FILES
OTHER_KIND = "no reader for"
MAX_BYTES = 256 * 1024 * 1024  # no article is a thousandth as long; what is longer is a dump or a mistake
# Whoever may add a link to a corpus must not have any file of this machine read and shown.
LEADS_OUT = "a link that leads out of the folder; name the file or folder that it leads to as well, or copy it"


# Whether a file or folder below a path that the user named is wanted: asked with that path, itself, and whether it is a folder.
Keeps: TypeAlias = Callable[[Path, Path, bool], bool]


class MissingPath(ValueError):  # noqa: N818 - it says what is wrong
    """A path that the user named and that is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{remote.address_of(path) or path}: no such file or folder; give the path of a document or of a folder that holds some"
        )
        self.path = path


class Source(msgspec.Struct, frozen=True, order=True):
    """A file to load, and the name that its document goes by. `address` is where a file lies that is not on this system."""

    path: Path
    name: str
    address: str = ""


class _Candidate(msgspec.Struct, frozen=True):
    """A file below a given path: its name there, and the folder's own name, should two names collide."""

    path: Path
    name: str
    root: str
    address: str = ""


def discover(paths: Sequence[Path], keeps: Keeps | None = None) -> tuple[list[Source], list[Skipped]]:
    """Every document at or below the paths, sorted by name, and every file there that has no reader.

    A file is named by its file name, a file in a folder by its POSIX path below that folder. Hidden
    files and folders are left out, and what `keeps` does not keep. Raises MissingPath for a path that does not exist.
    """
    sources: list[Source] = []
    skipped: list[Skipped] = []
    here = list(map(remote.on_this_system, paths))
    roots = list(map(_real, here))
    for source in _named(_candidates(here, keeps)):
        if source.address:
            reason = unread_kind(source.path)
        else:
            reason = LEADS_OUT if _leads_out(source.path, roots) else _unfit(source.path)
        if reason:
            skipped.append(Skipped(source.name, "load", reason))
        else:
            sources.append(source)
    return sorted(sources, key=_by_name), sorted(skipped)


def load_all(source: Source) -> Iterator[Document | Skipped]:
    """The documents that a file holds, or why it, or a part of it, could not be read. Bad content never raises."""
    try:
        data = _bytes(source)
    except remote.Unreachable as error:
        yield Skipped(source.name, "load", str(error))
        return
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
            yield from _elsewhere(path, keeps)
            continue
        root = _real(path).name
        if not path.is_dir():
            yield _Candidate(path, path.name, _real(path).parent.name)
            continue
        wanted = None if keeps is None else partial(keeps, path)
        for found in _walk(path, set(), wanted, list(map(_real, paths))):
            yield _Candidate(found, found.relative_to(path).as_posix(), root)


def _elsewhere(path: Path, keeps: Keeps | None) -> Iterator[_Candidate]:
    """What lies at an address. Raises MissingPath where nothing does, Unreachable where nobody can tell."""
    address = remote.address_of(path)
    if not address or not remote.exists(address):
        raise MissingPath(path)
    if not remote.is_folder(address):
        yield _Candidate(path, path.name, path.parent.name, address)
        return
    for name, found in remote.files_below(address):
        hidden = any(part.startswith(".") for part in name.split("/"))
        if (
            not hidden
            and path.joinpath(name).name not in SIDE_FILES
            and (keeps is None or keeps(path, path / name, False))
        ):
            yield _Candidate(path / name, name, path.name, found)


def is_folder(path: Path) -> bool:
    """Whether a path that the user named is a folder of documents, here or elsewhere."""
    path = remote.on_this_system(path)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir fails over a name that is too long for this system
        return True
    address = remote.address_of(path)
    return bool(address) and remote.is_folder(address)


def _real(path: Path) -> Path:
    """Where a path leads; resolve() would stumble over a link to itself."""
    return Path(os.path.realpath(path))


def _leads_out(path: Path, roots: Sequence[Path]) -> bool:
    """Whether a path is a link to something that is there, but not below any of the roots."""
    return path.is_symlink() and path.exists() and not any(map(_real(path).is_relative_to, roots))


def _walk(
    folder: Path, seen: set[Path], wanted: Callable[[Path, bool], bool] | None, roots: Sequence[Path]
) -> Iterator[Path]:
    """The files below a folder. A folder is entered once, however many links lead to it: links may form loops."""
    real = _real(folder)
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
        if is_folder and not _leads_out(entry, roots):
            yield from _walk(entry, seen, wanted, roots)
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
        yield Source(found.path, name if taken[name] == 1 else f"{name}#{taken[name]}", found.address)


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
    return unread_kind(path)


def unread_kind(path: Path) -> str:
    """Why a file of this name cannot be a document; else nothing."""
    if path.suffix.lower() in DECODERS:
        return ""
    return f"{OTHER_KIND} '{path.suffix.lower()}' files" if path.suffix else f"{OTHER_KIND} files without a suffix"


def _bytes(source: Source) -> bytes:
    if source.address:
        return remote.read(source.address, MAX_BYTES + 1)
    with source.path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
