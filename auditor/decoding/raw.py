"""A file as bytes, and why it cannot become a document."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

# Of one document: twenty long books. The worst that was ever made of a character takes 0.6 KB and 50 microseconds; see docs/security.md.
MAX_CHARACTERS: Final = 10_000_000


class Raw(msgspec.Struct, frozen=True):
    """The bytes of a file, or of a part of one, under the name that its document goes by."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        """The hash of the bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()


class Unreadable(ValueError):  # noqa: N818 - it says what is wrong
    """Bytes that cannot be read. Its message says why, and what to do, for a reader who knows which file is meant."""
