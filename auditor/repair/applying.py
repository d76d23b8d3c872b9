"""Edits put into documents: as a unified diff, or written. No byte outside the edited places changes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from itertools import groupby

import msgspec

from auditor.model.findings import Edit
from auditor.model.source import Document


class Applied(msgspec.Struct, frozen=True):
    """A document, its text with the edits, and the edits that no longer fit it."""

    document: Document
    text: str
    edits: tuple[Edit, ...]
    misfits: tuple[Edit, ...]


def apply(document: Document, edits: Iterable[Edit]) -> Applied:
    """The document's text with the edits in it. An edit that would hit something else than it quotes is left out and told."""
    text, fitting, misfits = document.text, [], []
    end = len(text)
    for edit in sorted(edits, key=lambda edit: edit.place.start, reverse=True):
        there = text[edit.place.start : edit.place.end]
        if edit.place.end > end or not there or not _is(there, edit.quote):
            misfits.append(edit)
            continue
        text = text[: edit.place.start] + edit.replacement + text[edit.place.end :]
        end = edit.place.start
        fitting.append(edit)
    return Applied(document, text, tuple(reversed(fitting)), tuple(reversed(misfits)))


def by_document(edits: Sequence[Edit]) -> dict[str, list[Edit]]:
    """The edits of each document, in order."""
    ordered = sorted(edits)
    return {name: list(group) for name, group in groupby(ordered, key=lambda edit: edit.document)}


def diff(applied: Applied) -> str:
    """The change as a unified diff that `patch` and `git apply` take."""
    name = applied.document.name
    before = applied.document.text.splitlines(keepends=True)
    after = applied.text.splitlines(keepends=True)
    lines = difflib.unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def encoded(applied: Applied) -> bytes:
    """The document's bytes with the edits. Raises UnicodeEncodeError where its charset lacks a character of a replacement."""
    return applied.text.encode(applied.document.encoding)


def _is(there: str, quote: str) -> bool:
    """Whether what stands at a place is what the edit was made for; a code may stand there in small letters."""
    return not quote or there == quote or there.casefold() == quote.casefold()
