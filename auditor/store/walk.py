"""Whether anything below the given paths is other than before: names, sizes, times and inodes, seen in one walk.

The patterns of settings and of .gitignore are asked only in folders that list other entries than when they were asked before;
everywhere else their answer is remembered. A tree with links in it is not described: to walk it takes more care than this.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from auditor.policy import Policy
from auditor.sieve import Sieve
from auditor.store.tree import REPOSITORY, Folder, Tree, Unsure, content, latest, listed, listing_of, numbers_of


def walk(paths: Sequence[Path], policy: Policy, before: Tree | None = None) -> Tree | None:
    """The tree as it is now. None where it cannot be told for sure: a link, a folder that cannot be listed, a path that is gone."""
    try:
        return _Walk(policy, before).tree(paths)
    except (OSError, UnicodeEncodeError, Unsure):
        return None


class _Walk:
    """One walk. What `before` remembers of a folder holds as long as the folder lists the same and the files aside say the same."""

    def __init__(self, policy: Policy, before: Tree | None) -> None:
        self._sieve = Sieve(policy)
        asides = {name: content(name) for name in before.asides} if before else {}
        trusted = before is not None and asides == before.asides
        self._asides = asides if trusted else {}
        self._known = {folder.path: folder for folder in before.folders} if before and trusted else {}
        self._repositories = before.repositories if before else ()
        self._newest = 0

    def tree(self, paths: Sequence[Path]) -> Tree:
        repositories = repositories_of(paths)
        if repositories != self._repositories:
            self._asides, self._known = {}, {}
        given = [path for path in paths if not path.is_dir()]
        singles = [(str(path), self._numbers([path.lstat()])) for path in given]
        folders = [folder for path in paths if path.is_dir() for folder in self._below(path)]
        asides = self._asides | {str(file): content(str(file)) for file in self._sieve.consulted}
        return Tree(folders, singles, dict(sorted(asides.items())), repositories, self._newest)

    def _below(self, root: Path) -> Iterator[Folder]:
        if root.is_symlink():
            raise Unsure
        waiting = [str(root)]
        while waiting:
            folder = self._folder(waiting.pop(), root)
            yield folder
            waiting += (f"{folder.path}{os.sep}{name}" for name in reversed(folder.folders))

    def _folder(self, path: str, root: Path) -> Folder:
        entries = listed(path)
        listing = listing_of(entries)
        known = self._known.get(path)
        if known is None or known.listing != listing:
            kept = [name for name in sorted(entries) if name != REPOSITORY and self._keeps(root, path, name)]
            folders = [name[:-1] for name in kept if name[-1] == "/"]
            known = Folder(path, listing, [name for name in kept if name[-1] != "/"], folders)
        numbers = self._numbers(entries[name].stat() for name in known.files)
        return Folder(path, listing, known.files, known.folders, numbers)

    def _keeps(self, root: Path, folder: str, name: str) -> bool:
        return self._sieve.keeps(root, Path(folder, name), name[-1] == "/")

    def _numbers(self, seen: Iterable[os.stat_result]) -> bytes:
        numbers = numbers_of(seen)
        self._newest = max(self._newest, latest(numbers))
        return numbers.tobytes()


def repositories_of(paths: Sequence[Path], *, there: bool = True) -> list[str]:
    """The folders at or above the paths, as git finds them, that are repositories: what they ignore, and how documents are addressed.

    If they need not be `there`, the paths of all that could be.
    """
    above = {folder for path in paths for start in [Path(os.path.abspath(path))] for folder in (start, *start.parents)}  # noqa: PTH100 - resolve() would follow links
    if not there:
        return [str(folder / REPOSITORY) for folder in sorted(above)]
    return [str(folder) for folder in sorted(above) if (folder / REPOSITORY).exists()]
