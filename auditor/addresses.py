"""Where a site that shows the user's repository finds a document: annotations that name another path are lost there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath

from auditor.patterns import absolute


def addresses(paths: Mapping[str, Path]) -> dict[str, str]:
    """By document, its POSIX path from the root of the repository that holds it.

    Outside any repository it is the path as the user gave it, if that leads down from the working folder; a document without
    either is left out, and goes by its name.
    """
    roots: dict[Path, Path | None] = {}
    found = {name: _address(path, roots) for name, path in paths.items()}
    return {name: path for name, path in found.items() if path not in {"", name}}


def _address(path: Path, roots: dict[Path, Path | None]) -> str:
    full = absolute(path)
    if full.parent not in roots:
        roots[full.parent] = next((above for above in full.parents if (above / ".git").exists()), None)
    root = roots[full.parent]
    if root is not None:
        return full.relative_to(root).as_posix()
    given = PurePath(path)
    return "" if given.is_absolute() or ".." in given.parts else given.as_posix()
