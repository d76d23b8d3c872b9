"""Which files a pattern means: as in .gitignore, whose rules people know.

A stranger may bring a .gitignore. Of a pattern of many stars pathspec makes a regular expression that tries every way to cut up
a long name, which takes longer than anybody lives; so it is made anew, to take the first way, which is as good as any.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

# What pathspec's regular expressions are made of: folders above and between, what a star means, sets, and how a path goes on.
_ABOVE: Final = "(?:.+/)?"
_BETWEEN: Final = "(?:/.+)?"
_STAR: Final = "[^/]*"
_PARTS: Final = re.compile(
    rf"\\.|{re.escape(_ABOVE)}|{re.escape(_BETWEEN)}|\(.*\Z|{re.escape(_STAR)}|\[\^/\]|\[\^?\]?[^\]]*\]|.", re.DOTALL
)
_SHORTEST: Final = {_ABOVE: "(?:.+?/)??", _BETWEEN: "(?:/.+?)??"}


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
    """The patterns, made to match in a time that grows with the name. Raises ValueError for one that means nothing."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - slow to load, and most runs have no pattern

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # of sets such as [[a], which mean what they always meant
        try:
            made = GitIgnoreSpec.from_lines(lines)
        except re.error as error:
            raise ValueError(f"no pattern: {error}") from error
        for pattern in made.patterns:
            if pattern.regex is not None:
                pattern.regex = re.compile(linear(pattern.regex.pattern), re.DOTALL)
    return made


def linear(source: str) -> str:
    """What pathspec made of a pattern, as an expression that does not come back to a star once what follows it is found.

    >>> linear("^[^/]*a[^/]*b$")
    '^(?>[^/]*?a)[^/]*b$'
    """
    ways: list[tuple[str, list[str]]] = [("", [])]  # what may lead down, and what must come then
    for part in _PARTS.findall(source):
        if part in _SHORTEST:
            ways.append((part, []))
        else:
            ways[-1][1].append(part)
    *before, (lead, last) = ways
    made = [f"(?>{_SHORTEST[one]}{_folders(parts)}(?=/))" if one else _folders(parts) for one, parts in before]
    return "".join([*made, lead, _folders(last)])


def _folders(parts: Sequence[str]) -> str:
    """Names between slashes."""
    names: list[list[str]] = [[]]
    for part in parts:
        if part == "/":
            names.append([])
        else:
            names[-1].append(part)
    return "/".join(map(_name, names))


def _name(parts: Sequence[str]) -> str:
    """One name with stars in it. No set means a slash, as git has it."""
    pieces = [""]
    for part in parts:
        if part == _STAR:
            pieces.append("")
        else:
            pieces[-1] += f"(?!/){part}" if part[0] == "[" and part != "[^/]" else part
    if len(pieces) == 1:
        return pieces[0]
    first, *middle, last = pieces
    return "".join([first, *(f"(?>{_STAR}?{piece})" for piece in middle if piece), _STAR, last])


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
