"""The parts of a zip package, such as a DOCX, read in memory within limits."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from auditor.decoding.raw import Raw, Unreadable

MAX_PART = 64 * 1024 * 1024  # bytes of one part, unpacked
MAX_PARTS = 10_000

_ENCRYPTED = 0x1
_OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, NotImplementedError, KeyError)
_DAMAGED = "a damaged or truncated file; open it and save it again"


class Package:
    """A zip package. Raises Unreadable for one that is damaged, encrypted or larger than the limits."""

    def __init__(self, raw: Raw) -> None:
        if raw.data.startswith(_OLD_OR_ENCRYPTED):
            raise Unreadable("of the old binary format, or encrypted; save it in the present format without a password")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw.data))
            entries = self._zip.infolist()
        except _BROKEN as error:
            raise Unreadable(_DAMAGED) from error
        if len(entries) > MAX_PARTS:
            raise Unreadable(f"it packs {len(entries):,} parts, more than {MAX_PARTS:,}")
        self._entries = {entry.filename: entry for entry in entries}
        self.names = tuple(self._entries)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part, or None if there is no such part."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & _ENCRYPTED:
            raise Unreadable("encrypted; save it without a password")
        if entry.file_size > MAX_PART:
            raise Unreadable(f"its part {name} unpacks to more than {MAX_PART // 2**20} MB; split it")
        try:
            with self._zip.open(entry) as part:
                data = part.read(MAX_PART + 1)
        except (*_BROKEN, RuntimeError) as error:
            raise Unreadable(_DAMAGED) from error
        if len(data) > MAX_PART:
            raise Unreadable(f"its part {name} unpacks to more than {MAX_PART // 2**20} MB; split it")
        return data
