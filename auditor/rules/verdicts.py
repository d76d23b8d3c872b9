"""What the reference says of claims, so that a finding can tell which side it confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from auditor.graph import Claim, Graph, entity
from auditor.model.findings import Verdict
from auditor.reference.authority import (
    SILENT,
    Authority,
    Judgement,
    codes_of,
    judge_brand,
    judge_drug,
    judge_modifier,
    judge_route,
    judge_status,
    judge_successor,
    judge_target,
    judge_unit,
)
from auditor.rules.periods import certain
from auditor.rules.side import Side

Judge = Callable[[Side], Judgement]

_DENIED: dict[Verdict, Verdict] = {"confirmed": "refuted", "refuted": "confirmed", "unknown": "unknown"}


def judged(graph: Graph, authority: Authority | None, claim: Claim) -> Judgement:
    """Whether the reference confirms or refutes a claim, on the day of which it speaks. What only might be is not judged."""
    if authority is None or claim.polarity == "hypothetical":
        return SILENT
    told = _judged(graph, authority, claim)
    if claim.polarity != "denied":
        return told
    if of_one_use(graph, authority, claim):
        return SILENT
    # To deny a name that says less or more than the reference is no error.
    exact = told.verdict == "confirmed" and not told.less and claim.object == told.expected
    return Judgement(_DENIED[told.verdict], told.reason) if exact or told.verdict == "refuted" else SILENT


def of_one_use(graph: Graph, authority: Authority | None, denial: Claim) -> bool:
    """Whether a denial may speak of one product or use alone, as in "Do not bill Zymfentra with Q5103".

    So it is where a text tells with which code not to bill a drug that has several; that a code does not describe it is said of all.
    """
    drug = entity(graph, denial.object) if denial.kind == "code-drug" and authority else None
    if authority is None or drug is None or len(codes_of(authority, drug)) < 2:
        return False
    return all(
        said.object_place is None
        or (said.subject_place is not None and said.object_place.start < said.subject_place.start)
        for said in denial.evidence
    )


def judging(graph: Graph, authority: Authority | None) -> Judge:
    """How the sides of a contradiction are judged: each by what its claims say."""
    return lambda side: together(judged(graph, authority, claim) for claim in side.claims)


def together(judgements: Iterable[Judgement]) -> Judgement:
    """One verdict for several claims of one value: what is confirmed at one time is not refuted by another."""
    found = list(judgements)
    for verdict in ("confirmed", "refuted"):
        for judgement in found:
            if judgement.verdict == verdict:
                return judgement
    return SILENT


def all_confirmed(sides: Iterable[Side], judge: Judge) -> bool:
    """Whether the reference has them all, so that nothing is at odds."""
    return all(judge(side).verdict == "confirmed" for side in sides)


def _judged(graph: Graph, authority: Authority, claim: Claim) -> Judgement:
    period = certain(claim)
    match claim.kind:
        case "code-drug":
            return judge_drug(authority, claim.subject, entity(graph, claim.object), period)
        case "code-unit":
            return judge_unit(authority, claim.subject, claim.object, period)
        case "code-status":
            return judge_status(authority, claim.subject, claim.object, period)
        case "code-route":
            return judge_route(authority, claim.subject, claim.object, period)
        case "code-successor":
            return judge_successor(authority, claim.subject, claim.object)
        case "drug-brand":
            return judge_brand(authority, entity(graph, claim.subject), claim.object)
        case "drug-target":
            return judge_target(entity(graph, claim.subject), claim.object)
        case "modifier-meaning":
            return judge_modifier(authority, claim.subject, claim.object)
