"""Edits that write a word in the manner of the one that stands there."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Literal

from auditor.model.assertions import Assertion, CodeMention
from auditor.model.findings import Edit
from auditor.model.source import Place
from auditor.repair.statements import places, written

End = Literal["subject", "object"]

_CODE = re.compile(r"[A-Z]\d{4}")


def edits_at(evidence: Sequence[Assertion], end: End, new: str) -> tuple[Edit, ...]:
    """The new word wherever the statements name their subject or object."""
    found = places(evidence, lambda one: one.subject_place if end == "subject" else one.object_place)
    return tuple(edit_at(one.document, place, new, written(one, place)) for one, place in found)


def edit_of(mention: CodeMention, new: str) -> Edit:
    """The new code for one that is mentioned; the mention has a place."""
    assert mention.place is not None  # noqa: S101 - the caller looked
    return Edit(mention.document, mention.place, new, mention.code)


def edit_at(document: str, place: Place, new: str, now: str) -> Edit:
    """The replacement in the manner of what stands there: capitals stay capitals, and HTML stays HTML."""
    if now.isupper():
        new = new.upper()
    elif now[:1].isupper():
        new = new[:1].upper() + new[1:]
    elif now.islower() and _CODE.fullmatch(new):
        new = new.lower()
    if document.lower().endswith((".html", ".htm", ".xhtml")):
        new = html.escape(new, quote=False)
    return Edit(document, place, new, now)
