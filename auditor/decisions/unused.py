"""Entries that match nothing (AUD901) or have expired (AUD902), as findings with their place in the file that holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from auditor.decisions.baseline import Accepted
from auditor.decisions.lines import Line
from auditor.decisions.triage import Decided, decision, latest
from auditor.model.findings import Finding, Location, Report, Value
from auditor.rules import RULES, aud901_unused_ignore, aud902_expired_ignore
from auditor.rules.contradiction import finding
from auditor.rules.rule import Rule

UNUSED, EXPIRED = aud901_unused_ignore.RULE, aud902_expired_ignore.RULE


def unused_entries(lines: Iterable[Line[Accepted]], report: Report, prints: Collection[str]) -> Iterator[Finding]:
    """A finding for each entry of a baseline that matches none; `prints` are the fingerprints of all that was found."""
    for line in lines:
        entry = line.entry
        if entry.fingerprint not in prints and _meant(entry, report):
            told = f"the baseline accepts {_named(entry)}, which is found no more; auditor baseline prune removes it"
            yield _remark(UNUSED, line, "matches no finding", told)


def unused_decisions(lines: Iterable[Line[Decided]], report: Report, prints: Collection[str]) -> Iterator[Finding]:
    """A finding for each decision that matches none."""
    for line in latest(lines).values():
        entry = line.entry
        if entry.fingerprint not in prints and _meant(entry, report):
            withdraw = f"auditor triage {entry.fingerprint} withdraw ends the decision"
            told = f"{entry.by} decided of {_named(entry)}, which is found no more; {withdraw}"
            yield _remark(UNUSED, line, "matches no finding", told)


def expired_decisions(lines: Iterable[Line[Decided]], report: Report, prints: Collection[str]) -> Iterator[Finding]:
    """A finding for each decision that has expired while what it is about is still there."""
    for line in latest(lines).values():
        entry = line.entry
        if entry.fingerprint in prints and decision(entry, report.inputs.as_of).expired:
            told = f"what {entry.by} decided of {_named(entry)} held until {entry.until}; decide anew: auditor triage {entry.fingerprint}"
            yield _remark(EXPIRED, line, f"held until {entry.until}", told)


def judgeable(paths: Iterable[Path]) -> bool:
    """Whether an audit of these paths can tell that an entry matches nothing: single files see only a part."""
    given = list(paths)
    return not given or any(path.is_dir() for path in given)


def _meant(entry: Accepted | Decided, report: Report) -> bool:
    """Whether the rule ran that the entry is about; of an unknown rule, whether all did."""
    return entry.rule in report.inputs.rules if entry.rule else len(report.inputs.rules) == len(RULES)


def _named(entry: Accepted | Decided) -> str:
    named = " ".join(word for word in (entry.rule, entry.subject) if word)
    return f"{entry.fingerprint} ({named})" if named else entry.fingerprint


def _remark(rule: Rule, line: Line[Any], note: str, message: str) -> Finding:
    place = Location(line.file, line.place, line.text, note)
    print_ = line.entry.fingerprint
    return finding(rule, print_, [Value(print_, "unknown", 1, (line.file,))], [place], message)
