"""Where what was told of findings lies in the last reports: it is copied from there, which takes a fraction of unpacking it.

A report is asked only when another is to take its place, if it has the size, time and inode that it was given, and of each piece a
checksum must agree. Whatever became of it, the worst is that it is of no use.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import TypeAlias

import msgspec

from auditor.regular import open_regular
from auditor.store.tree import identity

Key: TypeAlias = tuple[int, str, int]  # a finding's number, a form, and the number of a piece


class Lain(msgspec.Struct, frozen=True, array_like=True):
    """A report that was written: its file, size, time and inode, and where each piece begins."""

    path: bytes
    stamp: tuple[int, ...]
    starts: list[tuple[int, str, int, int]]  # a key's three, and the offset in bytes


class Lying:
    """What lies in reports of the last run, and what is put into those of this one."""

    def __init__(self, before: Sequence[Lain]) -> None:
        self._before = before
        self._file: FileIO | None = None
        self._size = 0
        self._found: dict[Key, int] = {}
        self._position: Callable[[], int] | None = None
        self._starts: list[tuple[int, str, int, int]] = []
        self.now: list[Lain] = []

    @contextmanager
    def into(self, path: Path, position: Callable[[], int]) -> Iterator[Callable[[Sequence[int]], None]]:
        """While a report is written of which so many bytes are, each piece as soon as it is told; at its end its stamp is to be told."""

        def end(stamp: Sequence[int]) -> None:
            if self._starts:
                self.now.append(Lain(os.fsencode(path.absolute()), tuple(stamp), self._starts))

        with ExitStack() as opened:
            # No other file is ever opened, whatever somebody else's ledger says.
            lain = next((one for one in self._before if one.path == os.fsencode(path.absolute())), None)
            with suppress(OSError):
                file = opened.enter_context(closing(open_regular(path))) if lain else None
                if lain and file and identity(os.fstat(file.fileno())) == lain.stamp:
                    self._file, self._size = file, lain.stamp[0]
                    self._found = {(number, form, piece): start for number, form, piece, start in lain.starts}
            self._position, self._starts = position, []
            try:
                yield end
            finally:
                self._position, self._file, self._found = None, None, {}

    def text(self, key: Key, length: int, checksum: int) -> bytes | None:
        """A piece, if it lies there as it was told."""
        start = self._found.get(key, -1)
        if self._file is None or not (isinstance(length, int) and 0 <= start <= self._size - length <= self._size):
            return None
        try:
            self._file.seek(start)
            text = self._file.read(length)
        except OSError:
            return None
        return text if len(text) == length and zlib.crc32(text) == checksum else None

    def note(self, key: Key) -> None:
        """That a piece is put next into the report that is being written."""
        if self._position:
            self._starts.append((*key, self._position()))
