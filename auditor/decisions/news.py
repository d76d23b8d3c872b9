"""What is news: findings compared with what was found before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from auditor.model.findings import Finding, Severity, Status
from auditor.model.found import Head, heads_of


class Before(msgspec.Struct, frozen=True):
    """Fingerprints of what was there when we last looked, and of what had been there before and was gone by then."""

    known: frozenset[str]
    gone: frozenset[str] = frozenset()


def compared(findings: Iterable[Head], before: Before) -> list[Head]:
    """The findings, each new, unchanged or reopened."""
    return [msgspec.structs.replace(finding, status=_status(finding.fingerprint, before)) for finding in findings]


def counts(finding: Finding | Head) -> bool:
    """Whether a finding still asks somebody to act: neither known before nor settled by a reviewer."""
    return finding.status != "unchanged" and not (finding.decision and finding.decision.settles)


def counting(findings: Sequence[Finding]) -> set[Severity]:
    """How grave the findings are that still ask somebody to act."""
    return {head.severity for head in heads_of(findings) if counts(head)}


def _status(fingerprint: str, before: Before) -> Status:
    if fingerprint in before.known:
        return "unchanged"
    return "reopened" if fingerprint in before.gone else "new"
