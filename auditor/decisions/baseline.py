"""The baseline: findings that were accepted before, so that only news counts. One entry a line, sorted by fingerprint."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from auditor.decisions.lines import Line, read_lines, write_line
from auditor.model.findings import Finding

FILE = "auditor-baseline.jsonl"


class Accepted(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A finding that is known. Rule and subject stand here for people; the fingerprint alone is compared."""

    fingerprint: str
    rule: str
    subject: str = ""


def read_baseline(path: Path) -> tuple[Line[Accepted], ...]:
    """The entries of a baseline. Raises BadFile."""
    return tuple(read_lines(path, Accepted))


def accepted(findings: Iterable[Finding]) -> list[Accepted]:
    """The entries that accept these findings."""
    return [Accepted(finding.fingerprint, finding.rule, finding.subject) for finding in findings]


def write_baseline(entries: Iterable[Accepted]) -> str:
    """The file's text. Its lines depend on nothing but the set of entries."""
    return "".join(write_line(entry) for entry in sorted(set(entries)))
