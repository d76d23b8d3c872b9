"""The files of a corpus, as a walk saw them: names and numbers only, made into sources when one is asked for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
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

    def __init__(self, root: Path, paths: Sequence[str]) -> None:
        self._start = 0 if str(root) == os.curdir else len(str(root)) + 1
        self._paths = paths

    @overload
    def __getitem__(self, index: int) -> Source: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Source]: ...
    def __getitem__(self, index: int | slice) -> Source | Sequence[Source]:
        if isinstance(index, slice):
            return [self._source(path) for path in self._paths[index]]
        return self._source(self._paths[index])

    def __len__(self) -> int:
        return len(self._paths)

    def _source(self, path: str) -> Source:
        found = Path(path)
        return Source(found, found.as_posix()[self._start :])


def paths_of(tree: Tree) -> Iterator[str]:
    """Every file that is of the corpus."""
    return (_path(folder, name) for folder in tree.folders for name in folder.files)


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
