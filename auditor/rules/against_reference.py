"""From claims that the reference refutes to one finding for each thing that is wrongly said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import maxsize

from auditor.graph import Claim, Graph, claims
from auditor.model.assertions import Kind
from auditor.model.findings import Finding, Severity
from auditor.reference.authority import Authority, Judgement, wording
from auditor.rules.contradiction import confidence, finding, location, says, value_of
from auditor.rules.listing import best
from auditor.rules.rule import Rule
from auditor.rules.side import End, Side, side
from auditor.rules.verdicts import judged, together


def refuted(graph: Graph, authority: Authority, kind: Kind) -> Iterator[tuple[Side, Judgement]]:
    """By subject and object, the claims of a kind that the reference refutes and at no time confirms."""
    for said, judgement in told(graph, authority, kind):
        if judgement.verdict == "refuted":
            yield said, judgement


def told(graph: Graph, authority: Authority, kind: Kind) -> Iterator[tuple[Side, Judgement]]:
    """By subject and object, everything of a kind that is or was said to be so, and what the reference says of it."""
    for group in _alike(claims(graph, kind, "asserted", "historical")):
        yield side(group[0].object, group), together(judged(graph, authority, claim) for claim in group)


def mismatch(
    rule: Rule,
    subject: str,
    said: Side,
    judgement: Judgement,
    message: str,
    *,
    focus: End = "object",
    severity: Severity | None = None,
    listed: int = maxsize,
) -> Finding:
    """The finding of a value that the reference does not have; of one that nobody has to change, with so many places."""
    shown, left = best(said.evidence, listed)
    places = (location(assertion, focus) for assertion in shown)
    expected = wording(judgement.expected) if judgement.expected else ""
    values = [value_of(said, judgement)]
    certainty, left_out = confidence([said]), ((says(one), one.document) for one in left)
    return finding(
        rule,
        subject,
        values,
        places,
        message,
        confidence=certainty,
        severity=severity,
        expected=expected,
        evidence=[shown],
        left_out=left_out,
    )


def _alike(found: Iterable[Claim]) -> list[list[Claim]]:
    """Claims of one subject and object, whatever their dates and qualifiers."""
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in found:
        groups.setdefault((claim.subject, claim.object), []).append(claim)
    return list(groups.values())
