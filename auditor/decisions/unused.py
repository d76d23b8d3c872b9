"""Entries that match nothing, as findings of AUD901 with their place in the file that holds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from auditor.decisions.baseline import Accepted
from auditor.decisions.lines import Line
from auditor.model.findings import Finding, Location, Value
from auditor.rules.aud901_unused_ignore import RULE
from auditor.rules.contradiction import finding


def unused_entries(
    entries: Iterable[Line[Accepted]], found: Iterable[Finding], rules: Iterable[str]
) -> Iterator[Finding]:
    """A finding for each entry of a rule that ran and of which nothing came."""
    seen, ran = {one.fingerprint for one in found}, set(rules)
    for line in entries:
        entry = line.entry
        if entry.rule in ran and entry.fingerprint not in seen:
            told = f"the baseline accepts {entry.fingerprint} ({entry.rule} {entry.subject}), which is found no more"
            yield remark(line, entry.fingerprint, f"{told}; auditor baseline prune removes it")


def remark(line: Line[Accepted], fingerprint: str, message: str) -> Finding:
    """The finding of one entry."""
    place = Location(line.file, line.place, line.text, "matches no finding")
    value = Value(fingerprint, "unknown", 1, (line.file,))
    return finding(RULE, fingerprint, [value], [place], message)


def judgeable(paths: Iterable[Path]) -> bool:
    """Whether an audit of these paths can tell that an entry matches nothing: single files see only a part."""
    given = list(paths)
    return not given or any(path.is_dir() for path in given)
