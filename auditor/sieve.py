"""Which files below a folder are documents of the corpus: what the user includes and excludes, and what git ignores."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from auditor.patterns import Patterns, absolute, relative, spec
from auditor.policy import Policy
from auditor.regular import read_regular
from auditor.remote import address_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LONGEST: Final = 256 * 1024  # bytes of a .gitignore; the longest that people write have a tenth


class Sieve:
    """Asked of every file and folder below a path that the user named. What he names himself is never asked."""

    def __init__(self, policy: Policy) -> None:
        self._include = Patterns(policy.include, policy.folder) if policy.include else None
        self._exclude = Patterns(policy.exclude, policy.folder) if policy.exclude else None
        self._gitignore = policy.gitignore
        self._specs: dict[Path, GitIgnoreSpec | None] = {}
        self._tops: dict[Path, Path] = {}

    def keeps(self, root: Path, entry: Path, is_folder: bool) -> bool:
        """Whether a file is a document, or a folder may hold some. `root` is the path that the user named."""
        if self._exclude or self._include:
            name = entry.relative_to(root).as_posix() + "/" * is_folder
            if self._exclude and self._exclude.match(name, entry):
                return False
            if self._include and not is_folder and not self._include.match(name, entry):
                return False
        if not self._gitignore or address_of(root):
            return True
        return not self._is_ignored(entry, self._top(root), is_folder)

    @property
    def consulted(self) -> list[Path]:
        """The .gitignore files that were looked for so far, whether they are there or not."""
        return [folder / ".gitignore" for folder in self._specs]

    def _top(self, root: Path) -> Path:
        """The folder whose .gitignore counts first: that of the repository, unless git ignores the root itself."""
        if root not in self._tops:
            start = absolute(root)
            top = next((above for above in (start, *start.parents) if (above / ".git").exists()), start)
            self._tops[root] = start if top != start and self._is_ignored(start, top, is_folder=True) else top
        return self._tops[root]

    def _is_ignored(self, entry: Path, top: Path, is_folder: bool) -> bool:
        """The nearest .gitignore that has a word on the entry decides."""
        full = absolute(entry)
        for folder in full.parents:
            found = self._spec(folder)
            if found is not None:
                said = found.check_file(relative(full, folder) + "/" * is_folder).include
                if said is not None:
                    return said
            if folder == top:
                break
        return False

    def _spec(self, folder: Path) -> GitIgnoreSpec | None:
        if folder not in self._specs:
            self._specs[folder] = _read(folder / ".gitignore")
        return self._specs[folder]


def _read(file: Path) -> GitIgnoreSpec | None:
    """The patterns of a .gitignore; those that mean nothing are passed over, as git does, and so is a file made to keep us busy."""
    try:
        data = read_regular(file)
    except OSError:
        return None
    lines = data.decode("utf-8", "replace").splitlines() if len(data) <= _LONGEST else []
    patterns = [pattern for line in lines for pattern in _patterns(line)]
    return spec(patterns) if patterns else None


def _patterns(line: str) -> list[str]:
    try:
        spec([line])
    except ValueError:
        return []
    return [line]
