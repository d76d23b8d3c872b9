"""One line per finding, as editors and grep like it."""

from __future__ import annotations

from auditor.model.findings import Report
from auditor.reports.decided import message
from auditor.reports.visible import visible


def render(report: Report) -> str:
    """`file:line:column: AUD101 message`."""
    lines = []
    for finding in report.findings:
        place = finding.primary.focus or finding.primary.place
        where = f"{visible(finding.primary.document)}:{place.line}:{place.column}"
        lines.append(f"{where}: {finding.rule} {visible(message(finding))}\n")
    return "".join(lines)
