"""Many values in a fraction of their room: packed in memory, some hundred together, and unpacked while somebody looks at them."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import eq
from typing import Final, Generic, TypeVar, overload

import msgspec

T = TypeVar("T")

TOGETHER: Final = 256  # values that are packed and unpacked at once; fewer are not packed at all


class Pile(Sequence[T]):
    """Values in order, at least one. Whoever goes through them holds but a few at a time, and pays for their unpacking each time."""

    __slots__ = ("_length", "_unpack", "chunks")

    def __init__(self, chunks: Sequence[bytes], length: int, unpack: Callable[[bytes], Sequence[T]]) -> None:
        """So many values in all; `unpack` gives those of a chunk."""
        self.chunks = chunks
        self._length = length
        self._unpack = unpack

    def __iter__(self) -> Iterator[T]:
        for chunk in self.chunks:
            yield from self._unpack(chunk)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._length)
            return tuple(islice(self, start, stop, step)) if step > 0 else tuple(self)[index]
        at = range(self._length)[index]
        return next(islice(self, at, None))

    def __len__(self) -> int:
        return self._length

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # it would have to unpack everything

    def __repr__(self) -> str:
        return f"<{self._length} values, packed>"


class Stack(Generic[T]):
    """Values of one kind that come one by one, to be a pile, or a tuple where they are few."""

    __slots__ = ("_chunks", "_kind", "_length", "_loose")

    def __init__(self, kind: type[T]) -> None:
        self._kind = kind
        self._chunks: list[bytes] = []
        self._loose: list[T] = []
        self._length = 0

    def add(self, value: T) -> None:
        """Put one more on it."""
        self._loose.append(value)
        self._length += 1
        if len(self._loose) >= TOGETHER:
            self._pack()

    def done(self) -> Sequence[T]:
        """All of them, in the order in which they came. Nothing can be put on it any more."""
        if not self._chunks:
            return tuple(self._loose)
        if self._loose:
            self._pack()
        return Pile(self._chunks, self._length, unpacking(self._kind))

    def _pack(self) -> None:
        self._chunks.append(zlib.compress(msgspec.msgpack.encode(self._loose), 1))
        self._loose = []


def unpacking(kind: type[T]) -> Callable[[bytes], Sequence[T]]:
    """What gives the values of a chunk. It raises zlib.error or msgspec.DecodeError for one that is damaged."""
    decoder = msgspec.msgpack.Decoder(list[kind])  # type: ignore[valid-type]
    return lambda chunk: decoder.decode(zlib.decompress(chunk))


def pile(kind: type[T], values: Iterable[T]) -> Sequence[T]:
    """Values of one kind, packed unless they are few."""
    stack = Stack(kind)
    for value in values:
        stack.add(value)
    return stack.done()


def like(those: Iterable[Sequence[object]], kind: type[T], made: Iterable[T]) -> Sequence[T]:
    """What was made of some values: packed where any of these were, unless it is little."""
    return pile(kind, made) if any(isinstance(one, Pile) for one in those) else tuple(made)
