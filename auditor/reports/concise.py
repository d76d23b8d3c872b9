"""One line per finding, as editors and grep like it."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model.findings import Finding, Report
from auditor.model.found import told
from auditor.reports.decided import message
from auditor.reports.visible import visible


def render(report: Report) -> str:
    """`file:line:column: AUD101 message`."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The same line by line."""
    return told(report.findings, "concise", _line)


def _line(finding: Finding) -> bytes:
    place = finding.primary.focus or finding.primary.place
    where = f"{visible(finding.primary.document)}:{place.line}:{place.column}"
    return f"{where}: {finding.rule} {visible(message(finding))}\n".encode()
