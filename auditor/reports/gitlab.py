"""The report as GitLab's Code Quality takes it: a list of issues, each at one place.

Source: GitLab's documentation of the Code Quality report format, which is a part of Code Climate's.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any, Final

from auditor.loading import is_other_kind
from auditor.model.findings import Report
from auditor.model.source import Skipped
from auditor.reports.as_json import dumps
from auditor.reports.decided import message, weight
from auditor.reports.spots import Spot, paths, spots
from auditor.reports.visible import visible

SEVERITY: Final = {"error": "major", "warning": "minor", "note": "info"}


def render(report: Report) -> str:
    """An issue at each place to edit, the gravest first, then the documents that were not read."""
    where = paths(report)
    seen: Counter[str] = Counter()
    issues = [_issue(spot, where, seen) for spot in spots(report) if not spot.ignored]
    return dumps([*issues, *(_unread(skipped) for skipped in report.skipped)], indent=2) + "\n"


def _issue(spot: Spot, where: dict[str, str], seen: Counter[str]) -> dict[str, Any]:
    finding = spot.finding
    here = f" Here: write “{spot.edit.replacement}” for “{spot.edit.quote}”." if spot.edit else ""
    return {
        "description": visible(f"{message(finding)}.{here}"),
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": _fingerprint(spot, seen),
        "severity": SEVERITY[weight(finding)],
        "location": {
            "path": where.get(spot.document, spot.document),
            "lines": {"begin": spot.place.line, "end": spot.place.end_line},
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
