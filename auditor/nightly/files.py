"""The files of a corpus, as a walk saw them: names and numbers only, made into sources when one is asked for."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import overload

import msgspec

from auditor.loading import Source
from auditor.store.tree import Folder, Tree

_NUMBERS = 32  # bytes a file


class Differences(msgspec.Struct, frozen=True):
    """The files that are new or other than before, and those that are gone, by their paths."""

    changed: tuple[str, ...]
    gone: tuple[str, ...]


class Files(Sequence[Source]):
    """Files below a folder, by their paths."""

    def __init__(self, root: Path, paths: Sequence[str], some: Sequence[int]) -> None:
        """Of these paths, those of some numbers."""
        self._start = 0 if str(root) == os.curdir else len(str(root)) + 1
        self._paths = paths
        self._some = some

    @overload
    def __getitem__(self, index: int) -> Source: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Source]: ...
    def __getitem__(self, index: int | slice) -> Source | Sequence[Source]:
        if isinstance(index, slice):
            return [self._source(self._paths[one]) for one in self._some[index]]
        return self._source(self._paths[self._some[index]])

    def __len__(self) -> int:
        return len(self._some)

    def _source(self, path: str) -> Source:
        found = Path(path)
        return Source(found, found.as_posix()[self._start :])


class Paths(Sequence[str]):
    """The paths of every file that is of the corpus, each made when it is asked for."""

    def __init__(self, tree: Tree) -> None:
        self._folders = tree.folders
        self._starts = list(accumulate((len(folder.files) for folder in tree.folders), initial=0))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        if isinstance(index, slice):
            return [self[one] for one in range(len(self))[index]]
        at = range(len(self))[index]
        number = bisect_right(self._starts, at) - 1
        folder = self._folders[number]
        return _path(folder, folder.files[at - self._starts[number]])

    def __iter__(self) -> Iterator[str]:
        return (_path(folder, name) for folder in self._folders for name in folder.files)

    def __len__(self) -> int:
        return self._starts[-1]


def differences(before: Tree, now: Tree, believed: int) -> Differences:
    """What differs. The numbers of a file are believed if they are older than `believed`, in ns."""
    then = {folder.path: folder for folder in before.folders}
    changed: list[str] = []
    gone: list[str] = []
    for folder in now.folders:
        old = then.pop(folder.path, None)
        if old and (old.files, old.stats) == (folder.files, folder.stats) and before.newest < believed:
            continue
        was = _numbers(old) if old else {}
        for name, numbers in _numbers(folder).items():
            if was.pop(name, b"") != numbers or _latest(numbers) >= believed:
                changed.append(_path(folder, name))
        gone += (_path(folder, name) for name in was)
    gone += (_path(folder, name) for folder in then.values() for name in folder.files)
    return Differences(tuple(changed), tuple(gone))


def _path(folder: Folder, name: str) -> str:
    return name if folder.path == os.curdir else f"{folder.path}{os.sep}{name}"


def _numbers(folder: Folder) -> dict[str, bytes]:
    return {
        name: folder.stats[start : start + _NUMBERS]
        for name, start in zip(folder.files, range(0, len(folder.stats), _NUMBERS), strict=True)
    }


def _latest(numbers: bytes) -> int:
    _, content, _, inode = memoryview(numbers).cast("q")
    return int(max(content, inode))
