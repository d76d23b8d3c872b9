"""One word for another in a source: in the manner of what stands there, and without breaking its markup."""

from __future__ import annotations

import html
import re
from pathlib import PurePosixPath
from typing import Final

from auditor.model.findings import Edit
from auditor.model.source import Place

_CODE: Final = re.compile(r"[A-Z]\d{4}")
_TAGS: Final = re.compile(r"(<[^<>]*>)")
_EMPHASIS: Final = re.compile(r"(<[^<>]*>|[*_~]{1,3}|\\)")
_MARKUP: Final = {".html": _TAGS, ".htm": _TAGS, ".xhtml": _TAGS, ".md": _EMPHASIS, ".markdown": _EMPHASIS}


def replacement(document: str, place: Place, new: str, now: str) -> Edit:
    """The edit that writes `new` where the source has `now`.

    Capitals stay capitals. Markup inside the old word stays where it is: of `J<em>9317</em>` only the five characters change.
    """
    markup = _MARKUP.get(PurePosixPath(document).suffix.lower())
    parts = markup.split(now) if markup else [now]
    old = "".join(parts[::2])
    new = _in_the_manner_of(html.unescape(old) if markup else old, new)  # an entity shows what it stands for
    if markup is _TAGS:
        new = html.escape(new, quote=False)
    return Edit(document, place, _around(parts, new), now)


def _in_the_manner_of(old: str, new: str) -> str:
    if old.isupper():
        return new.upper()
    if old[:1].isupper():
        return new[:1].upper() + new[1:]
    return new.lower() if old.islower() and _CODE.fullmatch(new) else new


def _around(parts: list[str], new: str) -> str:
    """The new word with the old one's markup: `parts` are text and markup in turn. A word as long as the old one keeps each character's place."""
    if len(parts) == 1:
        return new
    lengths = [len(part) for part in parts[::2]]
    if sum(lengths) != len(new):
        first = next(index for index, length in enumerate(lengths) if length or index == len(lengths) - 1)
        lengths = [len(new) if index == first else 0 for index in range(len(lengths))]
    written, start = "", 0
    for index, part in enumerate(parts):
        if index % 2:
            written += part
        else:
            written += new[start : start + lengths[index // 2]]
            start += lengths[index // 2]
    return written
