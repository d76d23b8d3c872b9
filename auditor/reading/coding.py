"""What a file says, as bytes: to pass between processes and to keep. Whatever bytes were damaged do not decode."""

from __future__ import annotations

import zlib

import msgspec

from auditor.reading.file import Said

_LEVEL = 1  # a fifth of the size for a hundredth of the time that reading took


class Packed(msgspec.Struct, frozen=True):
    """A file that was read: its place in the list, its hash, and what it says as bytes; no bytes where it has to be read here."""

    index: int
    sha256: str
    data: bytes | None


class Damaged(ValueError):  # noqa: N818 - it says what is wrong
    """Bytes that are not what was kept."""


def encode(said: tuple[Said, ...]) -> bytes:
    """The bytes, with a checksum. Raises UnicodeEncodeError for a name that no encoding can hold."""
    return zlib.compress(msgspec.msgpack.encode(said), _LEVEL)


def decode(data: bytes) -> tuple[Said, ...]:
    """What was kept. Raises Damaged."""
    try:
        return _DECODER.decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError) as error:
        raise Damaged(str(error)) from None


_DECODER = msgspec.msgpack.Decoder(tuple[Said, ...])
