"""Zip and tar archives as folders of documents: read in memory, one member after the other, within limits.

A member goes by the archive's name, `!/` (as in addresses of Java archives) and its path there. Nothing is ever unpacked onto
the disk, so no path of a member can lead anywhere; one that tries to lead out of the archive is not read all the same.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final

import msgspec

from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document, Skipped

INSIDE: Final = "!/"  # between an archive's name and that of a member
SIDE_FILES: Final = frozenset({"assertions.jsonl"})  # the gold labels that may lie beside documents
SUFFIXES: Final = frozenset({".zip", ".tar", ".tgz", ".tbz2", ".gz", ".bz2"})
MAX_MEMBERS: Final = 500_000
MAX_MEMBER: Final = 64 * 2**20  # bytes of one member, unpacked
MAX_HEADER: Final = 2**20  # bytes of what a tar says of one member
MAX_TOTAL: Final = 4 * 2**30  # bytes of all members, unpacked
MAX_RATIO: Final = 200  # text shrinks to a tenth; what shrinks to a two-hundredth was made to
MAX_EMPTY_READS: Final = 1000  # at the end of a tar: it may say of a file that it goes on for years
UNSUSPICIOUS: Final = 2**20  # bytes that may unpack from nothing: a small file of blanks is no bomb

_PACKED: Final[Mapping[str, Callable[[BinaryIO], Any]]] = {
    ".tgz": gzip.open,
    ".gz": gzip.open,
    ".tbz2": bz2.open,
    ".bz2": bz2.open,
}
_ONLY_TAR: Final = frozenset({".gz", ".bz2"})
_ENTRY: Final = b"PK\x01\x02"  # begins each entry of a zip's list of files
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset(
    {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
)  # LZMA takes memory as it likes
_BROKEN: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, OSError, RuntimeError,
    NotImplementedError, KeyError, OverflowError, RecursionError,
)  # fmt: skip
_DAMAGED: Final = "a damaged or truncated archive; pack it again"

Decode = Callable[[Raw, str], Iterator[Document | Skipped]]
_Member = tuple[str, bytes | str]  # its path, and its bytes or why there are none


class _Bomb(Exception):  # noqa: N818 - it says what is wrong
    """Far more comes out than can be meant."""


def read_archive(raw: Raw, suffix: str, decode: Decode) -> Iterator[Document | Skipped]:
    """What `decode` makes of each member, given its bytes and suffix. Raises Unreadable for the whole of it, or for what is left."""
    found = 0
    for path, content in _unpacked(raw, suffix):
        path = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\\", "/")  # noqa: PLW2901
        inner = PurePosixPath(path)
        if not _left_out(inner):
            found += 1
            yield from _member(f"{raw.name}{INSIDE}{inner.as_posix()}", inner, content, decode)
    if not found:
        raise Unreadable("empty: it holds no documents")


def _unpacked(raw: Raw, suffix: str) -> Iterator[_Member]:
    """The members in their order. Raises Unreadable, which also says how far we came."""
    read = 0
    try:
        for member in _zipped(raw.data) if suffix == ".zip" else _taped(raw.data, suffix):
            if read >= MAX_MEMBERS:
                raise _Bomb(f"it packs more than {MAX_MEMBERS:,} files")
            read += 1
            yield member
    except _Bomb as error:
        raise Unreadable(f"{error}; only {read:,} of its files were read; split it") from None
    except _BROKEN as error:
        if not read and suffix in _ONLY_TAR and PurePosixPath(raw.name).suffixes[-2:-1] != [".tar"]:
            raise Unreadable(f"no reader for '{suffix}' files but tar archives") from None
        raise Unreadable(f"{_DAMAGED}; only {read:,} of its files were read" if read else _DAMAGED) from error


def _member(name: str, path: PurePosixPath, content: bytes | str, decode: Decode) -> Iterator[Document | Skipped]:
    if path.is_absolute() or ".." in path.parts:
        yield Skipped(name, "load", "its path leads out of the archive; pack it again")
    elif path.suffix.lower() in SUFFIXES:
        yield Skipped(name, "load", "an archive within an archive; unpack it")
    elif isinstance(content, str):
        yield Skipped(name, "load", content)
    else:
        for loaded in decode(Raw(name, content), path.suffix):
            # What is read here cannot be written back: without an encoding a document is nobody's to edit.
            yield msgspec.structs.replace(loaded, encoding="") if isinstance(loaded, Document) else loaded


def _left_out(path: PurePosixPath) -> bool:
    """As in folders: what is hidden, and labels beside documents; and what a Mac adds."""
    hidden = any(part.startswith(".") and part not in {".", ".."} for part in path.parts)
    return hidden or "__MACOSX" in path.parts or path.name in SIDE_FILES or not path.parts


class _Meter:
    """Counts what comes out of an archive of a known size."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._out = 0
        self._next = MAX_TOTAL

    def expect(self, count: int) -> None:
        """So many bytes at most may come before this is asked again."""
        self._next = self._out + count

    def add(self, count: int) -> None:
        """So many bytes more. Raises _Bomb where it is too much."""
        self._out += count
        if self._out > MAX_TOTAL:
            raise _Bomb(f"it unpacks to more than {MAX_TOTAL // 2**30} GB")
        if self._out > max(UNSUSPICIOUS, MAX_RATIO * self._size):
            raise _Bomb(f"it unpacks to more than {MAX_RATIO} times its size")
        if self._out > self._next:
            raise _Bomb("what it says of one file is longer than any file's name")


def _too_large() -> str:
    return f"it unpacks to more than {MAX_MEMBER // 2**20} MB; split it"


def _zipped(data: bytes) -> Iterator[_Member]:
    if data.count(_ENTRY) > MAX_MEMBERS:  # before they are listed: that alone would fill the memory
        raise _Bomb(f"it packs more than {MAX_MEMBERS:,} files")
    meter = _Meter(len(data))
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        overlapping = _overlapping(packed.infolist())
        for entry in packed.infolist():
            if entry.header_offset in overlapping:
                yield entry.filename, "its bytes are those of another file, too; pack it again"
            elif not entry.is_dir():
                yield entry.filename, _unzipped(packed, entry, meter)


def _overlapping(entries: Sequence[zipfile.ZipInfo]) -> set[int]:
    """Where files begin that share bytes with another: a small archive of very many large files. Newer Pythons refuse them, too."""
    found = set()
    end, last = 0, -1
    for start, size in sorted((entry.header_offset, entry.compress_size) for entry in entries):
        if start < end:
            found |= {start, last}
        end, last = max(end, start + max(size, 1)), start
    return found


def _unzipped(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, meter: _Meter) -> bytes | str:
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted; pack it without a password"
    if entry.compress_type not in _METHODS:
        return "packed by a method that is not read; pack it with deflate"
    if entry.file_size > MAX_MEMBER:
        return _too_large()
    if entry.file_size > max(UNSUSPICIOUS, MAX_RATIO * entry.compress_size):
        return f"it unpacks to more than {MAX_RATIO} times its size; pack it again if that is right"
    try:
        with packed.open(entry) as part:
            content = part.read(MAX_MEMBER + 1)
    except _BROKEN:
        return "damaged within the archive; pack it again"
    meter.add(len(content))
    return _too_large() if len(content) > MAX_MEMBER else content


def _taped(data: bytes, suffix: str) -> Iterator[_Member]:
    unpack = _PACKED.get(suffix)
    stream = unpack(io.BytesIO(data)) if unpack else io.BytesIO(data)
    meter = _Meter(len(data))
    meter.expect(MAX_HEADER)
    with tarfile.open(fileobj=_Measured(stream, meter), mode="r|") as packed:
        while (entry := packed.next()) is not None:
            packed.members = []  # type: ignore[attr-defined] # else it remembers them all
            meter.expect(entry.size + MAX_HEADER)
            if not entry.isdir():
                yield entry.name, _from_tape(packed, entry)


def _from_tape(packed: tarfile.TarFile, entry: tarfile.TarInfo) -> bytes | str:
    if not entry.isreg() or entry.issparse():
        return "no reader for what is no plain file in an archive"
    if entry.size > MAX_MEMBER:
        return _too_large()
    part = packed.extractfile(entry)
    return part.read(MAX_MEMBER) if part else "damaged within the archive; pack it again"


class _Measured(io.RawIOBase):
    """What a stream unpacks to, measured on the way, because a tar is read through even where its files are not."""

    def __init__(self, stream: BinaryIO, meter: _Meter) -> None:
        self._stream = stream
        self._meter = meter
        self._empty = 0

    def read(self, size: int = -1) -> bytes:
        content = self._stream.read(size)
        self._meter.add(len(content))
        self._empty += not content
        if self._empty > MAX_EMPTY_READS:  # the standard library goes on looking, block by block
            raise EOFError
        return content
