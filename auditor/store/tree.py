"""Whether anything below the given paths is other than before: names, sizes, times and inodes, seen in one walk.

The patterns of settings and of .gitignore are asked only in folders that list other entries than when they were asked before;
everywhere else their answer is remembered. A tree with links in it is not described: to walk it takes more care than this.
"""

from __future__ import annotations

import os
import stat
from array import array
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from auditor.loading import SIDE_FILES
from auditor.policy import Policy
from auditor.regular import read_regular
from auditor.sieve import Sieve

REPOSITORY: Final = ".git"
_LARGEST: Final = 2**63 - 1  # inodes of some file systems are longer


class Folder(msgspec.Struct, frozen=True, array_like=True):
    """A folder: a hash of all that it lists, the files and folders there that are of the corpus, and the files' stats.

    `stats` are four 64-bit numbers a file: size, time of content, inode, time of the inode, times in ns.
    """

    path: str
    listing: bytes
    files: tuple[str, ...]
    folders: tuple[str, ...]
    stats: bytes


class Tree(msgspec.Struct, frozen=True, array_like=True):
    """Everything below the given paths, as one walk saw it. `asides` are the files besides that chose among it, hashed."""

    folders: tuple[Folder, ...]
    singles: tuple[tuple[str, bytes], ...]  # files that were given themselves
    asides: dict[str, bytes]
    repositories: tuple[str, ...]  # folders at or above the given ones that are repositories
    newest: int  # the latest time of any file, ns

    @property
    def digest(self) -> bytes:
        """A hash of all of it."""
        return blake2b(msgspec.msgpack.encode(self)).digest()


def walk(paths: Sequence[Path], policy: Policy, before: Tree | None = None) -> Tree | None:
    """The tree as it is now. None where it cannot be told for sure: a link, a folder that cannot be listed, a path that is gone."""
    try:
        return _Walk(policy, before).tree(paths)
    except (OSError, UnicodeEncodeError, _Unsure):
        return None


class _Unsure(Exception):  # noqa: N818 - it says what we are
    """Something in the tree that one look does not settle."""


class _Walk:
    """One walk. What `before` remembers of a folder holds as long as the folder lists the same and the files aside say the same."""

    def __init__(self, policy: Policy, before: Tree | None) -> None:
        self._sieve = Sieve(policy)
        asides = {name: _content(name) for name in before.asides} if before else {}
        trusted = before is not None and asides == before.asides
        self._asides = asides if trusted else {}
        self._known = {folder.path: folder for folder in before.folders} if before and trusted else {}
        self._repositories = before.repositories if before else ()
        self._newest = 0

    def tree(self, paths: Sequence[Path]) -> Tree:
        repositories = tuple(_repositories(paths))
        if repositories != self._repositories:
            self._asides, self._known = {}, {}
        given = [path for path in paths if not path.is_dir()]
        singles = tuple((str(path), self._numbers(_regular(path)).tobytes()) for path in given)
        folders = tuple(folder for path in paths if path.is_dir() for folder in self._below(path))
        asides = self._asides | {str(file): _content(str(file)) for file in self._sieve.consulted}
        return Tree(folders, singles, dict(sorted(asides.items())), repositories, self._newest)

    def _below(self, root: Path) -> Iterator[Folder]:
        if root.is_symlink():
            raise _Unsure
        waiting = [str(root)]
        while waiting:
            folder = self._folder(waiting.pop(), root)
            yield folder
            waiting += (f"{folder.path}{os.sep}{name}" for name in reversed(folder.folders))

    def _folder(self, path: str, root: Path) -> Folder:
        entries: dict[str, os.DirEntry[str]] = {}
        with os.scandir(path) as listed:
            for entry in listed:
                name = entry.name
                if name[0] == "." or name in SIDE_FILES:
                    if name == REPOSITORY:
                        entries[name] = entry
                    continue
                if entry.is_symlink():
                    raise _Unsure
                entries[name + "/" if entry.is_dir(follow_symlinks=False) else name] = entry
        names = sorted(entries)
        listing = blake2b("\0".join(names).encode(), digest_size=16).digest()
        known = self._known.get(path)
        if known is None or known.listing != listing:
            kept = [name for name in names if name != REPOSITORY and self._keeps(root, path, name)]
            folders = tuple(name[:-1] for name in kept if name[-1] == "/")
            known = Folder(path, listing, tuple(name for name in kept if name[-1] != "/"), folders, b"")
        numbers: array[int] = array("q")
        for name in known.files:
            seen = entries[name].stat()
            if not stat.S_ISREG(seen.st_mode):
                raise _Unsure
            numbers += self._numbers(seen)
        return msgspec.structs.replace(known, stats=numbers.tobytes())

    def _keeps(self, root: Path, folder: str, name: str) -> bool:
        return self._sieve.keeps(root, Path(folder, name), name[-1] == "/")

    def _numbers(self, seen: os.stat_result) -> array[int]:
        self._newest = max(self._newest, seen.st_mtime_ns, seen.st_ctime_ns)
        return array("q", (seen.st_size, seen.st_mtime_ns, seen.st_ino & _LARGEST, seen.st_ctime_ns))


def _regular(path: Path) -> os.stat_result:
    seen = path.lstat()
    if not stat.S_ISREG(seen.st_mode):
        raise _Unsure
    return seen


def _content(file: str) -> bytes:
    """A hash of a file's bytes; b"" where it cannot be read."""
    try:
        return blake2b(read_regular(file), digest_size=16).digest()
    except OSError:
        return b""


def _repositories(paths: Sequence[Path]) -> Iterator[str]:
    """The folders at or above the paths, as git finds them, that are repositories: what they ignore, and how documents are addressed."""
    above = {folder for path in paths for start in [Path(os.path.abspath(path))] for folder in (start, *start.parents)}  # noqa: PTH100 - resolve() would follow links
    return (str(folder) for folder in sorted(above) if (folder / REPOSITORY).exists())
