"""The report as a table for spreadsheets: a row for each place that a finding quotes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from auditor.model.findings import Finding, Report
from auditor.reports.cell import cell
from auditor.reports.decided import told
from auditor.reports.excerpt import more_places

FIELDS = (
    "fingerprint", "rule", "name", "severity", "confidence", "status", "subject", "message", "expected", "repair",
    "role", "document", "page", "line", "column", "end_line", "end_column", "note", "quote", "ignored",
)  # fmt: skip


def render(report: Report) -> str:
    """One row per place, the primary one first, and one that counts those which are not listed; findings that are ignored follow, with the reason in the last column."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The same finding by finding."""
    yield _written([FIELDS])
    for finding in report.findings:
        yield _written(_rows(finding, ""))
    for ignored in report.ignored:
        yield _written(_rows(ignored.finding, ignored.reason))


def _written(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _rows(finding: Finding, ignored: str) -> Iterator[list[str]]:
    for location in (finding.primary, *finding.related):
        place = location.focus or location.place
        there = place.line, place.column, place.end_line, place.end_column
        role = "primary" if location is finding.primary else "related"
        where = role, location.document, location.page, *there, location.note, location.quote
        yield [cell(value) for value in _values(finding, where, ignored)]
    for one in finding.unlisted:
        row = "unlisted", *[None] * 6, f"{one.note}: {more_places(one)}", None
        yield [cell(value) for value in _values(finding, row, ignored)]


def _values(finding: Finding, where: Sequence[object], ignored: str) -> tuple[object, ...]:
    return (
        finding.fingerprint,
        finding.rule,
        finding.name,
        finding.severity,
        finding.confidence,
        finding.status or ("ignored" if ignored else ""),
        finding.subject,
        finding.message,
        finding.expected,
        finding.repair.action if finding.repair else None,
        *where,
        ignored or told(finding.decision),
    )
