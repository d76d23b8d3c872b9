"""What changed between two references: codes added, ended, with another meaning."""

from __future__ import annotations

from typing import Literal

import msgspec

from auditor.model.reference import Reference, ReferenceEntry
from auditor.reference.authority import wording

Change = Literal["added", "ended", "changed", "gone"]


class Difference(msgspec.Struct, frozen=True, order=True):
    """One code that differs: how, and what it denotes before and after, in words."""

    change: Change
    code: str
    before: str
    after: str


def compare(before: Reference, after: Reference) -> list[Difference]:
    """Every code whose newest meaning, unit or end differs: by kind of change and code. Whatever is no drug counts by its existence."""
    found = []
    for code in sorted({*before.entries, *after.entries}):
        one, other = _newest(before, code), _newest(after, code)
        change = _change(one, other)
        if change is not None:
            found.append(Difference(change, code, in_words(one) if one else "", in_words(other) if other else ""))
    order = ("added", "ended", "changed", "gone")
    return sorted(found, key=lambda difference: (order.index(difference.change), difference.code))


def in_words(entry: ReferenceEntry) -> str:
    """What an entry says, on one line."""
    parts = [
        wording(entry.drug) if entry.drug else {"unclassified": "unclassified", "other": "no drug"}.get(entry.kind, "")
    ]
    parts += [f"per {entry.unit}"] if entry.unit else []
    parts += [f"{name} {value}" for name, value in entry.qualifiers]
    parts += [f"brand {' or '.join(entry.brands)}"] if entry.brands else []
    parts += [f"not for {' or '.join(entry.excludes)}"] if entry.excludes else []
    parts += [f"not equivalent to {' or '.join(entry.not_equivalent_to)}"] if entry.not_equivalent_to else []
    parts += [f"ended on {entry.valid_to}"] if entry.valid_to else []
    parts += [f"then {' and '.join(entry.successors)}"] if entry.successors else []
    return ", ".join(parts)


def _newest(reference: Reference, code: str) -> ReferenceEntry | None:
    entries = reference.entries.get(code)
    return entries[-1] if entries else None


def _change(before: ReferenceEntry | None, after: ReferenceEntry | None) -> Change | None:
    if before is None:
        return "added"
    if after is None:
        return "gone"
    if after.valid_to and not before.valid_to:
        return "ended"
    meanings = [(one.kind, one.drug, one.unit, one.qualifiers, one.brands, one.excludes) for one in (before, after)]
    return "changed" if meanings[0] != meanings[1] or before.valid_to != after.valid_to else None
