"""Zip archives, read in memory within a limit. Nothing is written to disk, and no name is used as a path."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from auditor.publications.fields import shown
from auditor.publications.files import MAX_BYTES, ZIP, Given

MAX_ENTRIES = 1000

_ENCRYPTED = 0x1
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # the others cannot be read in bounded steps
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, NotImplementedError)
_DAMAGED = "a damaged or truncated zip archive; download it again"


def is_archive(data: bytes) -> bool:
    """Whether the bytes begin as those of a zip archive do, which a workbook is too."""
    return data.startswith(ZIP)


class Archive:
    """The entries of a zip archive, each read when it is asked for.

    Raises BadReference for an archive that is damaged, encrypted, packed in an unusual way, or larger than the limit
    when unpacked. An entry is never read beyond the size that the archive declares, so the limit cannot be cheated.
    """

    def __init__(self, file: Given) -> None:
        self._file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(file.data))
        except _BROKEN as error:
            raise file.bad(1, 1, _DAMAGED) from error
        entries = [entry for entry in self._zip.infolist() if not entry.filename.endswith("/")]
        self._entries = {entry.filename: entry for entry in entries}
        self.names = tuple(self._entries)
        size = sum(entry.file_size for entry in entries)
        if size > MAX_BYTES or len(entries) > MAX_ENTRIES:
            most = f"at most {MAX_ENTRIES} entries and {MAX_BYTES // 2**20} MB are read"
            wrong = f"the archive has {len(entries)} entries of {size // 2**20} MB unpacked, and {most}"
            raise file.bad(1, 1, f"{wrong}; give a published release")
        for entry in entries:
            self._check(entry)

    def read(self, name: str) -> bytes:
        """The bytes of an entry."""
        try:
            return self._zip.read(self._entries[name])
        except _BROKEN as error:
            raise self._file.bad(1, 1, f"{shown(name)} is damaged in the archive; download it again") from error

    def files(self) -> Iterator[Given]:
        """Each entry as a file of its own."""
        for name in self.names:
            yield self._file.entry(name, self.read(name))

    def _check(self, entry: zipfile.ZipInfo) -> None:
        if entry.flag_bits & _ENCRYPTED:
            wrong = f"{shown(entry.filename)} is encrypted in the archive"
            raise self._file.bad(1, 1, f"{wrong}; unpack it with its password and give the file")
        if entry.compress_type not in _METHODS:
            wrong = f"{shown(entry.filename)} is packed by method {entry.compress_type}, which is not read"
            raise self._file.bad(1, 1, f"{wrong}; unpack it and give the file")
