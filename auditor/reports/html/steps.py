"""How a verdict came about, step by step: what is said, what the reference says of it, what follows, and what mends it."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.findings import Finding, Value
from auditor.reports.html.words import SIGNS, VERDICTS, count, together
from auditor.reports.visible import visible

FEW = 3  # documents; where not even more are listed, the quotes beside tell who says what


def steps(finding: Finding, reference: bool, values: int, listed: int) -> tuple[str, ...]:
    """One sentence per step; of the first so many values, and of each the first so many documents."""
    told = finding.values[:values]
    return (
        *(_said(value, listed) for value in told if listed > FEW),
        *_judged(told, reference),
        *_follows(finding),
    )


def _said(value: Value, listed: int) -> str:
    often = f", {value.occurrences} times" if value.occurrences > len(value.documents) else ""
    who = together([visible(name) for name in value.documents], listed)
    return f"{visible(value.value)}: {count(len(value.documents), 'document')}{often} ({who})."


def _judged(values: Sequence[Value], reference: bool) -> list[str]:
    if not reference:
        return ["No reference was given, so nobody is right by majority: both sides stay open."]
    told: dict[str, str] = {}
    for value in values:
        judged = f"{visible(value.value)} is {SIGNS[value.verdict]} {VERDICTS[value.verdict]}"
        reason = visible(value.reason) or "The reference does not settle it"
        told[reason] = f"{told[reason]}; {judged}" if reason in told else judged
    return [f"{reason}: so {judged}." for reason, judged in told.items()]


def _follows(finding: Finding) -> list[str]:
    if finding.expected:
        return [f"So {visible(finding.expected)} is expected."]
    return []
