"""Find the documents that the user means, and decode them. What cannot be read is said, never dropped."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import msgspec

from auditor.model.source import Document, Media, Skipped

MEDIA: dict[str, Media] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
}
SIDE_FILES = frozenset({"assertions.jsonl"})  # the gold labels that may lie beside documents
OTHER_KIND = "no reader for"
MAX_BYTES = 256 * 1024 * 1024  # no article is a thousandth as long; what is longer is a dump or a mistake

_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LINE_END = re.compile(rb"\r\n?|\n")
# Browsers read these names as windows-1252, and pages that declare them rely on it for quotes and dashes.
_AS_WINDOWS_1252 = frozenset({"iso8859-1", "ascii", "cp1252"})


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


def load(source: Source) -> Document | Skipped:
    """The decoded document, or why it could not be read. Bad content never raises."""
    try:
        data = _bytes(source.path)
    except OSError as error:
        return Skipped(source.name, "load", (error.strerror or type(error).__name__).lower())
    if len(data) > MAX_BYTES:
        return Skipped(source.name, "load", f"larger than {MAX_BYTES // 2**20} MB; split it")
    media = MEDIA.get(source.path.suffix.lower(), "text")
    encoding = _encoding(data, media)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        return Skipped(source.name, "load", _undecodable(data, error))
    if "\0" in text:
        return Skipped(source.name, "load", "binary: it holds NUL characters")
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        return Skipped(source.name, "load", "empty")
    return Document(source.name, media, text, hashlib.sha256(data).hexdigest(), encoding)


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
    if path.suffix.lower() in MEDIA:
        return ""
    return f"{OTHER_KIND} '{path.suffix.lower()}' files" if path.suffix else f"{OTHER_KIND} files without a suffix"


def _bytes(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _encoding(data: bytes, media: Media) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    return (_declared(data) if media == "html" else None) or "utf-8"


def _declared(data: bytes) -> str | None:
    """The charset that an HTML page declares, if Python knows it and the bytes are not UTF-8 anyway."""
    if data.startswith(codecs.BOM_UTF8):
        return None
    found = _DECLARED.search(data, 0, 1024) or _XML_DECLARED.search(data, 0, 1024)
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "utf-8"
        " ".encode(name)  # refuses codecs between bytes and bytes
    except (LookupError, ValueError):
        return None
    if name in _AS_WINDOWS_1252:
        return "windows-1252"
    return None if name.startswith("utf") else name  # a page whose declaration we can read is no UTF-16


def _undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    line = len(_LINE_END.findall(data, 0, error.start)) + 1
    wrong = f"byte 0x{data[error.start]:02X} at offset {error.start} (line {line}) is not {error.encoding.upper()}"
    if b"\0" in data[:1024]:
        return f"binary: {wrong}"
    return f"{wrong}; convert the file to UTF-8, or declare its charset"
