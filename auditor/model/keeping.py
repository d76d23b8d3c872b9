"""A finding as bytes, to be kept. The places of one that has very many are packed in memory, and stay so."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from typing import Final

import msgspec

from auditor.model.findings import Finding, Location
from auditor.model.pile import Pile, unpacking


class _Piled(msgspec.Struct, frozen=True, array_like=True):
    """A finding without its related places, how many these are, and they, in chunks."""

    finding: Finding
    length: int
    chunks: list[bytes]


def encode(finding: Finding) -> bytes:
    """The bytes. Raises UnicodeEncodeError for a file name that is no text."""
    related = finding.related
    if not isinstance(related, Pile):
        return msgspec.msgpack.encode(finding)
    bare = msgspec.structs.replace(finding, related=())
    return msgspec.msgpack.encode(_Piled(bare, len(related), list(related.chunks)))


def decode(data: bytes) -> Finding:
    """The finding. Raises ValueError for bytes that are none."""
    if data[:1] != _ARRAY:
        return _FINDING.decode(data)
    found = _PILED.decode(data)
    related = Pile(found.chunks, found.length, unpacking(Location))
    try:
        if sum(1 for _ in related) != found.length or not found.length:
            raise ValueError("another number of places than it says")
    except zlib.error as error:
        raise ValueError(str(error)) from None
    return msgspec.structs.replace(found.finding, related=related)


def digest(finding: Finding) -> bytes:
    """A SHA-256 of all of it, packed or not. Raises UnicodeEncodeError as `encode` does."""
    hashed = hashlib.sha256()
    for part in _parts(finding):
        hashed.update(part)
    return hashed.digest()


def _parts(finding: Finding) -> Iterator[bytes]:
    """The bytes as if nothing were packed. What comes before a finding's places cannot hold their key: its last byte begins no character."""
    related = finding.related
    if not isinstance(related, Pile):
        yield encode(finding)
        return
    before, key, after = encode(msgspec.structs.replace(finding, related=())).partition(_NO_PLACES)
    length = len(related)
    yield before + key[:-1] + (b"\xdc" + length.to_bytes(2, "big") if length < 2**16 else b"\xdd" + length.to_bytes(4, "big"))  # fmt: skip
    yield from map(msgspec.msgpack.encode, related)
    yield after


_ARRAY: Final = b"\x93"  # of three; a finding itself begins as a map
_NO_PLACES: Final = b"\xa7related\x90"
_FINDING: Final = msgspec.msgpack.Decoder(Finding)
_PILED: Final = msgspec.msgpack.Decoder(_Piled)
