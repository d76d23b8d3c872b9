"""Why two claims do not contradict each other: the same questions as the rules ask, answered in words."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.graph import Claim, Graph, claims, entity
from auditor.lexicon.targets import contains
from auditor.lexicon.units import same_unit
from auditor.reference.authority import COVERS, NOW, Authority
from auditor.rules.periods import certain, overlap
from auditor.rules.separators import one_drug, told_apart
from auditor.rules.side import takes_sides
from auditor.rules.verdicts import judged

_FUNCTIONAL = {"code-drug", "code-unit", "drug-target", "modifier-meaning", "code-route", "code-successor"}


def separation(graph: Graph, authority: Authority | None, one: Claim, other: Claim) -> list[str]:
    """Everything that keeps two claims from contradicting each other; empty where nothing does.

    The first reason is the strongest. Claims that are not about one thing are never compared, and that is then the only reason.
    """
    if not _comparable(one, other):
        return ["they are not about one thing, so no rule compares them"]
    if (one.subject, one.object) == (other.subject, other.object):
        return _of_polarity(one, other)
    reasons = _of_polarity(one, other) + _of_dates(one, other)
    if one.subject == other.subject and one.kind in _FUNCTIONAL:
        reasons += _of_values(graph, one, other)
    else:
        reasons += _of_codes(graph, one, other)
    if not takes_sides(one, other):
        reasons.append("one sentence or row gives both, as a list does")
    return reasons + _of_reference(graph, authority, one, other)


def _comparable(one: Claim, other: Claim) -> bool:
    return one.kind == other.kind and (one.subject == other.subject or one.object == other.object)


def _of_polarity(one: Claim, other: Claim) -> list[str]:
    kinds = {one.polarity, other.polarity}
    if "hypothetical" in kinds:
        return ["one of them is only supposed, reported or asked, not stated"]
    same = (one.subject, one.object) == (other.subject, other.object)
    if same and kinds != {"asserted", "denied"}:
        return ["they say the same"]
    if not same and "denied" in kinds:
        return ["one of them is a denial, and denies something else than the other states"]
    return []


def _of_dates(one: Claim, other: Claim) -> list[str]:
    if overlap(one, other):
        return []
    return [f"they hold at different dates: {_period(one)}; {_period(other)}"]


def _period(claim: Claim) -> str:
    period = certain(claim)
    if period is None:
        return f"{claim.subject} {claim.object} at a time that the text does not tell"
    first, last = period
    told = "now" if first == NOW else f"from {first}" if last == NOW else f"until {last}"
    return f"{claim.subject} {claim.object} {told}"


def _of_values(graph: Graph, one: Claim, other: Claim) -> list[str]:
    """Two values of one code, drug or modifier that are fine side by side."""
    match one.kind:
        case "code-drug":
            reason = one_drug(graph, one.object, other.object)
        case "code-unit":
            reason = f"{one.object} and {other.object} are one amount" if same_unit(one.object, other.object) else ""
        case "drug-target":
            wide = contains(one.object, other.object) or contains(other.object, one.object)
            reason = f"of {one.object} and {other.object} one target contains the other" if wide else ""
        case "modifier-meaning":
            less = one.object in COVERS.get(other.object, ()) or other.object in COVERS.get(one.object, ())
            reason = f"of {one.object} and {other.object} one wording only says less" if less else ""
        case _:
            both = sorted(set(one.documents) & set(other.documents))
            reason = f"{both[0]} gives both" if both else ""
    return [reason] if reason else []


def _of_codes(graph: Graph, one: Claim, other: Claim) -> list[str]:
    """Two codes of one drug, or two drugs of one brand."""
    if one.kind == "code-drug":
        reason = told_apart(graph, _all_of(graph, one), _all_of(graph, other))
    elif one.kind == "drug-brand" and entity(graph, one.subject) and entity(graph, other.subject):
        reason = one_drug(graph, one.subject, other.subject)
    else:
        reason = f"{one.object} may be said of several, so no rule compares who it is said of"
    return [reason] if reason else []


def _all_of(graph: Graph, claim: Claim) -> Sequence[Claim]:
    """Every claim that gives the drug this code: one document may tell what another leaves out."""
    return [
        said
        for said in claims(graph, "code-drug", "asserted")
        if (said.subject, said.object) == (claim.subject, claim.object)
    ] or [claim]


def _of_reference(graph: Graph, authority: Authority | None, one: Claim, other: Claim) -> list[str]:
    if authority is None:
        return []
    told = [judged(graph, authority, claim) for claim in (one, other)]
    if all(judgement.verdict == "confirmed" for judgement in told):
        return ["the reference has both: " + "; ".join(dict.fromkeys(judgement.reason for judgement in told))]
    return []
