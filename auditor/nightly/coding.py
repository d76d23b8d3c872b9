"""Values as bytes in a ledger. Whatever bytes were damaged do not decode."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec

from auditor.model import keeping
from auditor.model.findings import Finding

T = TypeVar("T")


class Damaged(RuntimeError):  # noqa: N818 - it says what is wrong
    """A ledger that does not hold what was written into it, or cannot be asked; `sqlite_errorcode` as SQLite has it."""

    def __init__(self, what: str, sqlite_errorcode: int = 0) -> None:
        super().__init__(what)
        self.sqlite_errorcode = sqlite_errorcode


def encoded(value: object) -> bytes:
    """The bytes, with a checksum."""
    return packed(msgspec.msgpack.encode(value))


def decoded(data: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    """What was kept. Raises Damaged."""
    try:
        return decoder.decode(unpacked(data))
    except msgspec.DecodeError as error:
        raise Damaged(str(error)) from None


def kept(finding: Finding) -> bytes:
    """The bytes of a finding, with a checksum. Raises UnicodeEncodeError for a name that no encoding can hold."""
    return packed(keeping.encode(finding))


def restored(data: bytes) -> Finding:
    """The finding that was kept. Raises Damaged."""
    try:
        return keeping.decode(unpacked(data))
    except ValueError as error:
        raise Damaged(str(error)) from None


def packed(text: bytes) -> bytes:
    """Bytes in a fraction of their room, with a checksum."""
    return zlib.compress(text, 1)


def unpacked(data: bytes) -> bytes:
    """What was packed. Raises Damaged."""
    try:
        return zlib.decompress(data)
    except (zlib.error, TypeError) as error:
        raise Damaged(str(error)) from None
