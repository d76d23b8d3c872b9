"""A tree of files as one walk saw it: names, and of each file its size, times and inode.

What stands here is loaded before anything else, to find out whether anything else is needed: so there is no library in it.
"""

from __future__ import annotations

import os
import stat
import zlib
from _blake2 import blake2b  # hashlib's own, without the rest of it
from array import array
from collections.abc import Iterable, Sequence

from auditor.regular import read_regular

TYPE_CHECKING = False  # as `typing` has it, which takes a tenth of the time that an unchanged corpus may
if TYPE_CHECKING:
    from typing import Final

NUMBERS: Final = 4  # of a file: size, time of content, inode, time of the inode; times in ns
ABSENT: Final = (-1, 0, 0, 0)
# A file written again within its clock's tick keeps its time. One so fresh is not believed by its time, as git does not.
RACY_NS: Final = 2_000_000_000
REPOSITORY: Final = ".git"
SIDE_FILES: Final = frozenset({"assertions.jsonl"})  # the gold labels that may lie beside documents
_LARGEST: Final = 2**63 - 1  # inodes of some file systems are longer


class Folder:
    """A folder: a hash of all that it lists, the files and folders there that are of the corpus, and the files' numbers."""

    __slots__ = ("files", "folders", "listing", "path", "stats")

    def __init__(
        self, path: str, listing: bytes, files: Sequence[str], folders: Sequence[str], stats: bytes = b""
    ) -> None:
        self.path = path
        self.listing = listing
        self.files = files
        self.folders = folders
        self.stats = stats


class Tree:
    """Everything below the given paths. `asides` are the files besides that chose among it, hashed.

    `singles` are files that were given themselves, with their numbers, `repositories` the folders at or above the given paths that are
    some, and `newest` is the latest time of any file, in ns.
    """

    __slots__ = ("_digest", "_encoded", "asides", "folders", "newest", "repositories", "singles")

    def __init__(
        self,
        folders: Sequence[Folder],
        singles: Sequence[tuple[str, bytes]],
        asides: dict[str, bytes],
        repositories: Sequence[str],
        newest: int,
    ) -> None:
        self.folders = folders
        self.singles = singles
        self.asides = asides
        self.repositories = repositories
        self.newest = newest
        # A tree is never changed once it is made, and of one of very many files these take as long as to look at a tenth of them.
        self._digest = b""
        self._encoded = b""

    def digest(self) -> bytes:
        """A hash of all of it."""
        if not self._digest:
            self._digest = _digest(b"".join(self._parts()))
        return self._digest

    def encoded(self) -> bytes:
        """The bytes, with a checksum. Raises UnicodeEncodeError for a file name that is no text."""
        if not self._encoded:
            names, numbers = self._parts()
            self._encoded = zlib.compress(len(names).to_bytes(8, "big") + names + numbers, 1)
        return self._encoded

    def _parts(self) -> tuple[bytes, bytes]:
        """All names, and all numbers. No name has a NUL in it, and none of a folder's entries is empty."""
        words = [str(self.newest), *self.repositories, ""]
        for aside, said in self.asides.items():
            words += (aside, f"={said.hex()}")
        words.append("")
        words += (path for path, _ in self.singles)
        words.append("")
        for folder in self.folders:
            words += (folder.path, folder.listing.hex(), *folder.files, "", *folder.folders, "")
        numbers = [*(one for _, one in self.singles), *(folder.stats for folder in self.folders)]
        return "\0".join(words).encode(), b"".join(numbers)


def decoded(data: bytes, digest: bytes = b"") -> Tree | None:
    """The tree in the bytes; None where they are damaged, or where it is not the one of a digest."""
    try:
        whole = zlib.decompress(data)
        if digest and _digest(whole[8:]) != digest:
            return None
        names = int.from_bytes(whole[:8], "big") + 8
        return _read(whole[8:names].decode().split("\0"), whole[names:])
    except (zlib.error, ValueError, IndexError):
        return None


def _digest(parts: bytes) -> bytes:
    return blake2b(parts).digest()


def _read(words: list[str], numbers: bytes) -> Tree:
    each = NUMBERS * 8
    at = words.index("")
    newest, repositories = int(words[0]), words[1:at]
    end = words.index("", at + 1)
    asides = {words[i]: bytes.fromhex(words[i + 1][1:]) for i in range(at + 1, end, 2)}
    at, end = end, words.index("", end + 1)
    singles = [(name, numbers[i * each : (i + 1) * each]) for i, name in enumerate(words[at + 1 : end])]
    start = len(singles) * each
    folders = []
    at = end + 1
    while at < len(words) - 1:
        files = words.index("", at + 2)
        inner = words.index("", files + 1)
        stop = start + (files - at - 2) * each
        listing = bytes.fromhex(words[at + 1])
        folders.append(Folder(words[at], listing, words[at + 2 : files], words[files + 1 : inner], numbers[start:stop]))
        start, at = stop, inner + 1
    return Tree(folders, singles, asides, repositories, newest)


class Unsure(Exception):  # noqa: N818 - it says what we are
    """Something in a tree that one look does not settle: a link, or what is neither file nor folder."""


def listed(path: str) -> dict[str, os.DirEntry[str]]:
    """Everything in a folder that may matter, a folder's name with a slash after it. Raises Unsure where there is a link."""
    entries: dict[str, os.DirEntry[str]] = {}
    with os.scandir(path) as found:
        for entry in found:
            name = entry.name
            if name[0] == "." or name in SIDE_FILES:
                if name == REPOSITORY:
                    entries[name] = entry
            elif entry.is_symlink():
                raise Unsure
            else:
                entries[name + "/" if entry.is_dir(follow_symlinks=False) else name] = entry
    return entries


def listing_of(names: Iterable[str]) -> bytes:
    """A hash of what a folder lists."""
    return blake2b("\0".join(sorted(names)).encode(), digest_size=16).digest()


def numbers_of(seen: Iterable[os.stat_result]) -> array[int]:
    """The numbers of files. Raises Unsure where one is no file."""
    found: list[int] = []
    for one in seen:
        if not stat.S_ISREG(one.st_mode):
            raise Unsure
        found += (one.st_size, one.st_mtime_ns, one.st_ino & _LARGEST, one.st_ctime_ns)
    return array("q", found)


def identity(seen: os.stat_result) -> tuple[int, int, int]:
    """The size of a file, its time and its inode: all that stays as it is when it is renamed."""
    return seen.st_size, seen.st_mtime_ns, seen.st_ino & _LARGEST


def latest(numbers: Sequence[int]) -> int:
    """The latest of the times among the numbers of files; 0 of none."""
    return max((*numbers[1::NUMBERS], *numbers[3::NUMBERS]), default=0)


def content(file: str) -> bytes:
    """A hash of a file's bytes; b"" where it cannot be read."""
    try:
        return blake2b(read_regular(file), digest_size=16).digest()
    except OSError:
        return b""


def looked(paths: Iterable[str]) -> bytes:
    """The numbers of whatever is at these paths, link or not, and of those where nothing is, that."""
    found: list[int] = []
    for path in paths:
        try:
            one = os.stat(path)  # noqa: PTH116 - no library
        except OSError:
            found += ABSENT
        else:
            found += (one.st_size, one.st_mtime_ns, one.st_ino & _LARGEST, one.st_ctime_ns)
    return array("q", found).tobytes()


def is_settled(numbers: bytes, taken_ns: int) -> bool:
    """Whether all these numbers were old enough when they were taken that no later change can have left them as they are."""
    return latest(memoryview(numbers).cast("q")) + RACY_NS < taken_ns


def is_still(tree: Tree) -> bool:
    """Whether everything is as it was; False at the first thing that is not, or that one look does not settle."""
    try:
        for folder in tree.folders:
            entries = listed(folder.path)
            if listing_of(entries) != folder.listing:
                return False
            if numbers_of([entries[name].stat() for name in folder.files]).tobytes() != folder.stats:
                return False
        singles = all(numbers_of([os.lstat(path)]).tobytes() == numbers for path, numbers in tree.singles)
        return singles and all(content(name) == said for name, said in tree.asides.items())
    except (OSError, KeyError, Unsure, UnicodeEncodeError):
        return False
