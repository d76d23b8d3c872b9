"""Values as bytes in a ledger. Whatever bytes were damaged do not decode."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")


class Damaged(RuntimeError):  # noqa: N818 - it says what is wrong
    """A ledger that does not hold what was written into it."""


def encoded(value: object) -> bytes:
    """The bytes, with a checksum."""
    return zlib.compress(msgspec.msgpack.encode(value), 1)


def decoded(data: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    """What was kept. Raises Damaged."""
    try:
        return decoder.decode(zlib.decompress(data))
    except (zlib.error, msgspec.DecodeError) as error:
        raise Damaged(str(error)) from None
