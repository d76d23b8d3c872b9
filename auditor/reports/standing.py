"""Where to start: the findings in which most is at odds, and the documents that stand against the others most often."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import nsmallest

import msgspec

from auditor.model.findings import SEVERITIES, Finding, Report
from auditor.model.found import told


class Standing(msgspec.Struct, frozen=True):
    """One document among the others.

    `refuted` and `outnumbered` count findings: those in which the reference refutes what it says, and those in
    which more documents say something else. To be outnumbered is no proof; it is where reading pays first.
    """

    document: str
    assertions: int
    findings: tuple[Finding, ...]
    refuted: int
    outnumbered: int


def first_to_read(findings: Sequence[Finding]) -> list[tuple[str, int]]:
    """The documents that stand against others or the reference, in the order of `standings`, each with the findings in which it does."""
    counts: dict[str, list[int]] = {}  # by document: refuted, outnumbered, concerned
    for parts in told(findings, "parts", _parts):
        for part in parts.decode("utf-8", "surrogatepass").split("\0"):
            one = counts.setdefault(part[2:], [0, 0, 0])
            one[0] += part[0] == "1"
            one[1] += part[1] == "1"
            one[2] += 1
    listed = sorted((-one[0], -one[1], -one[2], name) for name, one in counts.items() if one[0] or one[1])
    return [(name, max(-refuted, -outnumbered)) for refuted, outnumbered, _, name in listed]


def _parts(finding: Finding) -> bytes:
    """Of each document that a finding concerns, whether the reference refutes what it says, and whether it is outnumbered."""
    refuted = {name for value in finding.values if value.verdict == "refuted" for name in value.documents}
    most = max(len(value.documents) for value in finding.values)
    own: dict[str, int] = {}
    for value in finding.values:
        for name in value.documents:
            own[name] = max(own.get(name, 0), len(value.documents))
    parts = (f"{name in refuted:d}{name in own and own[name] < most:d}{name}" for name in sorted(finding.documents))
    return "\0".join(parts).encode("utf-8", "surrogatepass")


def standings(report: Report) -> list[Standing]:
    """Every document that was read or that a finding concerns, those to read first at the top."""
    concerning: dict[str, list[Finding]] = {}
    for finding in report.findings:
        for name in finding.documents:
            concerning.setdefault(name, []).append(finding)
    assertions = {document.name: document.assertions for document in report.documents}
    found = [_standing(name, assertions.get(name, 0), concerning.get(name, ())) for name in {*assertions, *concerning}]
    return sorted(found, key=lambda one: (-one.refuted, -one.outnumbered, -len(one.findings), one.document))


def worst(findings: Iterable[Finding], most: int | None = None) -> list[Finding]:
    """The findings, those first in which most is at odds: graver, refuted, more values, more documents; the first `most` of them."""
    return sorted(findings, key=_weight) if most is None else nsmallest(most, findings, key=_weight)


def _weight(finding: Finding) -> tuple[int, int, int, int, str, str]:
    refuted = sum(value.verdict == "refuted" for value in finding.values)
    gravity = SEVERITIES.index(finding.severity)
    return gravity, -refuted, -len(finding.values), -len(finding.documents), finding.rule, finding.subject


def _standing(name: str, assertions: int, findings: Iterable[Finding]) -> Standing:
    concerning = tuple(findings)
    refuted = sum(_refuted(finding, name) for finding in concerning)
    return Standing(name, assertions, concerning, refuted, sum(_outnumbered(finding, name) for finding in concerning))


def _refuted(finding: Finding, name: str) -> bool:
    return any(value.verdict == "refuted" and name in value.documents for value in finding.values)


def _outnumbered(finding: Finding, name: str) -> bool:
    own = [len(value.documents) for value in finding.values if name in value.documents]
    return bool(own) and max(own) < max(len(value.documents) for value in finding.values)
