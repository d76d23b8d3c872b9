"""Edits that write a word wherever statements name their subject or object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from auditor.model.assertions import Assertion, CodeMention
from auditor.model.findings import Edit, Location
from auditor.repair.replacing import replacement
from auditor.repair.statements import places, written

End = Literal["subject", "object"]


def edits_at(evidence: Sequence[Assertion], end: End, new: str) -> tuple[Edit, ...]:
    """The new word wherever the statements name their subject or object."""
    found = places(evidence, lambda one: one.subject_place if end == "subject" else one.object_place)
    return tuple(replacement(one.document, place, new, written(one, place)) for one, place in found)


def edit_of(mention: CodeMention, new: str) -> Edit:
    """The new code for one that is mentioned; the mention has a place."""
    assert mention.place is not None  # noqa: S101 - the caller looked
    return replacement(mention.document, mention.place, new, mention.written)


def edit_in(location: Location, new: str) -> Edit | None:
    """The new word at a location's focus; None where what the location quotes does not hold it."""
    if location.focus is None:
        return None
    start = location.focus.start - location.place.start
    now = location.quote[start : start + location.focus.end - location.focus.start] if start >= 0 else ""
    return replacement(location.document, location.focus, new, now) if now else None
