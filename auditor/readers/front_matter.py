"""Read the front matter of a Markdown document: `key: value` lines between two lines of `---`.

It is not YAML: a static site's title, description and address are single lines, and nothing else
in it says anything about codes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.readers.outline import Outline
from auditor.readers.view import view_between

_FENCED = re.compile(
    r"\ufeff?---[ \t]*(?:\r\n?+|\n)((?:(?!---[ \t]*[\r\n])[^\r\n]*(?:\r\n?+|\n)){0,500}?)(?:---|\.\.\.)[ \t]*(?:\r\n?+|\n|\Z)"
)
_LINE = re.compile(r"[^\r\n]+")
_ENTRY = re.compile(r"([A-Za-z][A-Za-z_-]*):[ \t]+(?P<quote>[\"']?)(?P<value>.+?)(?P=quote)\Z")
# What may stand in front matter. A line of another shape, as `J9305: pemetrexed`, is text between two rules.
_SHAPE = re.compile(r"[A-Za-z][A-Za-z_-]*:(?:[ \t].*)?\Z|[ \t]+\S.*\Z|- .*\Z|#.*\Z|[ \t]*\Z")
_STRUCTURE = ("[", "{", "|", ">", "&", "*", "!")  # what YAML reads as more than a string
_ADDRESS_KEYS = frozenset({"slug", "url", "permalink", "canonical", "canonical_url", "canonicalurl"})


OWN_KEY = "auditor"  # what stands under it is said to us, and says nothing about codes


class FrontMatter(NamedTuple):
    """Where the document proper begins, and the addresses that it gives itself."""

    end: int
    addresses: tuple[str, ...]


def read_front_matter(text: str, outline: Outline) -> FrontMatter:
    """Add the title and the texts of the front matter to the outline, if there is any."""
    found = _FENCED.match(text)
    lines = front_matter_lines(text)
    if not found or not lines:
        return FrontMatter(int(text.startswith("\ufeff")), ())
    addresses: list[str] = []
    for line in lines:
        entry = _ENTRY.match(line[0].rstrip(" \t"))
        if not entry or entry["value"].startswith(_STRUCTURE) or entry[1] == OWN_KEY:
            continue
        if entry[1].lower() in _ADDRESS_KEYS:
            addresses.append(entry["value"])
            continue
        start, end = entry.span("value")
        kind = "title" if entry[1].lower() == "title" else "paragraph"
        outline.add(
            "title" if kind == "title" else "paragraph", view_between(text, line.start() + start, line.start() + end)
        )
    return FrontMatter(found.end(), tuple(addresses))


def front_matter_lines(text: str) -> list[re.Match[str]]:
    """The lines of the front matter that are not empty; none where there is none."""
    found = _FENCED.match(text)
    lines = list(_LINE.finditer(text, *found.span(1))) if found else []
    return lines if all(_SHAPE.match(line[0]) for line in lines) else []
