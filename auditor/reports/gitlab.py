"""The report as GitLab's Code Quality takes it: a list of issues, each at one place.

Source: GitLab's documentation of the Code Quality report format, which is a part of Code Climate's.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any, Final

from auditor.loading import is_other_kind
from auditor.model.findings import Report
from auditor.model.source import Skipped
from auditor.reports.as_json import indented, listed
from auditor.reports.decided import message, weight
from auditor.reports.spots import Sites, Spot, sites, spots, there
from auditor.reports.visible import visible

SEVERITY: Final = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """An issue at each place to edit, the gravest first, then the documents that were not read."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The same issue by issue."""
    where = sites(report)
    seen: Counter[str] = Counter()
    issues = (_issue(spot, where, seen) for spot in spots(report) if not spot.ignored)
    yield b"["
    yield from listed((indented(one, 2) for one in chain(issues, map(_unread, report.skipped))), 0)
    yield b"]\n"


def _issue(spot: Spot, where: Sites, seen: Counter[str]) -> dict[str, Any]:
    finding = spot.finding
    lines = where.has_lines(spot.document)
    said = "" if lines else f" {there(spot, where)}"
    here = f" Here: write “{spot.edit.replacement}” for “{spot.edit.quote}”." if spot.edit else ""
    return {
        "description": visible(f"{message(finding)}.{said}{here}"),
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": _fingerprint(spot, seen),
        "severity": SEVERITY[weight(finding)],
        "location": {
            "path": where.path(spot.document),
            # GitLab takes no issue without a line: of a file that has none, the first stands for the whole.
            "lines": {"begin": spot.place.line, "end": spot.place.end_line} if lines else {"begin": 1},
        },
    }


def _fingerprint(spot: Spot, seen: Counter[str]) -> str:
    """Of the finding, the document and which of its places there; GitLab wants each one once."""
    key = f"{spot.finding.fingerprint}\0{spot.document}"
    seen[key] += 1
    return _hash(f"{key}\0{seen[key]}")


def _unread(skipped: Skipped) -> dict[str, Any]:
    return {
        "description": visible(f"{skipped.document} was not read ({skipped.stage}): {skipped.reason}"),
        "check_name": "not-read",
        "fingerprint": _hash(f"not read\0{skipped.document}\0{skipped.stage}"),
        "severity": "info" if is_other_kind(skipped) else "critical",
        "location": {"path": skipped.document, "lines": {"begin": 1}},
    }


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
