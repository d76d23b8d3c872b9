"""Which files a pattern means: as in .gitignore, whose rules people know."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


class Patterns:
    """Patterns that stand for paths below a folder, or for the names that documents go by."""

    def __init__(self, lines: Iterable[str], folder: Path) -> None:
        self._spec = spec(lines)
        self._folder = absolute(folder)

    def match(self, name: str, path: Path | None) -> bool:
        """Whether one of them means the file at a path, or its name. A folder ends with a slash in both."""
        if self._spec.match_file(name):
            return True
        below = relative(path, self._folder) if path is not None else ""
        return bool(below) and self._spec.match_file(below + "/" * name.endswith("/"))


def spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns, made to match. Raises ValueError for one that means nothing."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - slow to load, and most runs have no pattern

    return GitIgnoreSpec.from_lines(lines)


def means_nothing(pattern: str) -> bool:
    """Whether a pattern is none."""
    try:
        return not any(one.include is not None for one in spec([pattern]).patterns)
    except ValueError:
        return True


def relative(path: Path, folder: Path) -> str:
    """The POSIX path below an absolute folder; nothing where it is not below."""
    full = absolute(path)
    return full.relative_to(folder).as_posix() if full != folder and full.is_relative_to(folder) else ""


def absolute(path: Path) -> Path:
    """The path from the root, links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links
