"""What a reviewer decided of a finding, in words."""

from __future__ import annotations

from auditor.model.findings import Choice, Decision, Finding, Severity

_CHOICES: dict[Choice, str] = {
    "accept": "accepted by {}",
    "false-positive": "called a false positive by {}",
    "fix-planned": "to be mended, says {}",
    "withdraw": "decision withdrawn by {}",
}


def told(decision: Decision | None) -> str:
    """One line: "accepted by Ada on 2026-02-01 until 2026-12-31: reads as one product"; nothing of no decision. Not escaped."""
    if decision is None:
        return ""
    until = f" until {decision.until}" if decision.until else ""
    expired = ", which has passed" if decision.expired else ""
    return f"{_CHOICES[decision.choice].format(decision.by)} on {decision.on}{until}{expired}: {decision.reason}"


def message(finding: Finding) -> str:
    """The finding's message, and what was decided of it in brackets. Not escaped."""
    return f"{finding.message} [{told(finding.decision)}]" if finding.decision else finding.message


def weight(finding: Finding) -> Severity:
    """How loudly to tell of it where a format knows nothing but severities: what is settled is only a note."""
    return "note" if finding.decision and finding.decision.settles else finding.severity
