"""Reviewers' decisions, one a line, only ever appended; each is chained to those before it by their hashes.

Two branches may each append: both entries then follow the same one, and the next decision follows both. So the lines of
both sides can be kept by any merge, and still a line that is changed, or missing from the middle, shows. What was cut off
the end shows against what an earlier report names (`auditor verify`), or against version control.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from auditor.decisions.lines import BadFile, Line, read_lines
from auditor.model.findings import Choice, Decision

FILE = "auditor-triage.jsonl"
FINGERPRINT = re.compile(r"[0-9a-f]{16}")


class Decided(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry: what somebody decided of a finding, and the hashes of the entries that were last before it.

    Dates are ISO; `until` is the last day on which it holds, "" for ever. Rule and subject are "" where the finding was not at hand.
    """

    fingerprint: str
    choice: Choice
    by: str
    reason: str
    on: str
    until: str = ""
    rule: str = ""
    subject: str = ""
    after: tuple[str, ...] = ()
    hash: str = ""


def read_triage(path: Path) -> tuple[Line[Decided], ...]:
    """The entries in order; none where there is no file. Raises BadFile, also where the chain is broken."""
    if not path.exists():
        return ()
    lines = tuple(read_lines(path, Decided))
    wrong = broken([line.entry for line in lines])
    if wrong:
        told = "\n".join(f"{path}:{lines[index].place.line}: {what}" for index, what in wrong)
        raise BadFile(f"{told}\nrestore it from version control; decisions are only ever appended, by auditor triage")
    return lines


def broken(entries: Sequence[Decided]) -> list[tuple[int, str]]:
    """The entries at which the chain does not hold, by index, each with what is wrong."""
    known = {entry.hash for entry in entries}
    found = []
    for index, entry in enumerate(entries):
        if entry.hash != _hash(entry):
            found.append((index, "this decision was changed after it was recorded"))
        missing = [previous for previous in entry.after if previous not in known]
        if missing:
            found.append((index, f"a decision before this one was changed or removed: {missing[0][:16]}"))
    return found


def heads(entries: Iterable[Decided]) -> tuple[str, ...]:
    """The hashes of the entries that none follows yet, sorted: whoever has seen them can tell when one is gone."""
    listed = list(entries)
    followed = {previous for entry in listed for previous in entry.after}
    return tuple(sorted({entry.hash for entry in listed} - followed))


def chained(entry: Decided, before: Iterable[Decided]) -> Decided:
    """The entry as it is to be appended to those before it."""
    linked = msgspec.structs.replace(entry, after=heads(before))
    return msgspec.structs.replace(linked, hash=_hash(linked))


def latest(lines: Iterable[Line[Decided]]) -> dict[str, Line[Decided]]:
    """The last decision on each finding, but for those that were withdrawn, by fingerprint."""
    last = {line.entry.fingerprint: line for line in lines}
    return {print_: line for print_, line in last.items() if line.entry.choice != "withdraw"}


def decision(entry: Decided, as_of: str | None) -> Decision:
    """The entry as a finding carries it. Without a day that counts as today nothing expires."""
    expired = bool(entry.until and as_of and entry.until < as_of)
    return Decision(entry.choice, entry.by, entry.reason, entry.on, entry.until, expired)


def _hash(entry: Decided) -> str:
    content = msgspec.structs.asdict(entry)
    del content["hash"]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
