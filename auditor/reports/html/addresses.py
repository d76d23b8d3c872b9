"""Where everything stands: the file and the anchor of each thing that a page can link to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

Target: TypeAlias = tuple[
    str, str
]  # ("code", "J9355"), ("document", "a.md"), ("finding", fingerprint), ("page", "matrix")

FOLDER = "pages/"
OVERVIEW = "index.html"
LONGEST = 60  # of a name in an anchor or a file's name


class Addresses(msgspec.Struct, frozen=True):
    """Files and anchors. In a report of one file every file is ""."""

    files: Mapping[Target, str]
    anchors: Mapping[Target, str]

    def anchor(self, kind: str, name: str) -> str:
        """The id of a thing."""
        return self.anchors[kind, name]

    def file(self, kind: str, name: str) -> str:
        """The file that holds a thing."""
        return self.files[kind, name]

    def href(self, here: str, kind: str, name: str, part: str = "") -> str:
        """A link from the file `here` to a thing, or to a `part` of it; "" where the report does not show it."""
        target = (kind, name)
        if target not in self.files:
            return ""
        file, anchor = self.files[target], f"{self.anchors[target]}{part}"
        alone = file.endswith(f"{anchor}.html")
        if file == here:
            return "#main" if alone else f"#{anchor}"
        path = file
        if here.startswith(FOLDER):
            path = file.removeprefix(FOLDER) if file.startswith(FOLDER) else f"../{file}"
        return path if alone else f"{path}#{anchor}"


def anchors(kind: str, names: Iterable[str]) -> dict[Target, str]:
    """An id for each name, of small letters, digits and hyphens only; names that would share one are told apart by a hash."""
    made: dict[Target, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        anchor = f"{kind}-{_slug(name)}"
        if anchor in taken or anchor.endswith("-"):
            anchor = f"{anchor.rstrip('-')}-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:8]}"
        taken.add(anchor)
        made[kind, name] = anchor
    return made


def numbers(kind: str, names: Iterable[str]) -> dict[Target, str]:
    """A short id for each of many names."""
    return {(kind, name): f"{kind}-{number}" for number, name in enumerate(names, 1)}


def files(kind: str, sizes: Iterable[tuple[Target, str, int]], page: int, alone: int) -> dict[Target, str]:
    """The file of each (thing, anchor, size): one of its own while there are few, else as many in one as a page may hold."""
    things = list(sizes)
    if len(things) <= alone:
        return {target: f"{FOLDER}{anchor}.html" for target, anchor, _ in things}
    made: dict[Target, str] = {}
    number, held = 1, 0
    for target, _, size in things:
        if held and held + size > page:
            number, held = number + 1, 0
        held += size
        made[target] = f"{FOLDER}{kind}s-{number}.html"
    return made


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST].strip("-")
