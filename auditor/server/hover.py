"""What the reference and the corpus say of one name, as Markdown. Nothing that a document says is markup in it."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.graph import Claim, Graph, claims
from auditor.model.assertions import KINDS
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.reports.reference import Shown, told
from auditor.rules.verdicts import judged
from auditor.server.escaping import escaped

FACTS = 10  # of each sort; whoever wants all asks `auditor explain`


def hover(name: str, graph: Graph, authority: Authority | None, findings: Iterable[Finding]) -> str:
    """The reference first, then each claim with who makes it and the verdict, then what is wrong; "" where nothing is known."""
    shown = told(authority, name) if authority else None
    said = [claim for kind in KINDS for claim in claims(graph, kind)]
    if shown is None and not said:
        return ""
    parts = [f"**{escaped(name)}**"]
    if shown:
        parts.append(_reference(shown))
    elif authority:
        parts.append(f"{escaped(authority.title)} is silent.")
    parts.append(_corpus(said, graph, authority))
    wrong = [f"{finding.rule} {escaped(finding.message)}" for finding in findings]
    if wrong:
        parts.append("Findings:\n\n" + _listed(wrong))
    return "\n\n".join(parts) + "\n"


def _reference(shown: Shown) -> str:
    rows = [f"{escaped(row.subject)}: {escaped(row.fact)}" for row in shown.rows]
    return f"{escaped(shown.release)}:\n\n" + _listed([*rows, *map(escaped, shown.notes)])


def _corpus(said: list[Claim], graph: Graph, authority: Authority | None) -> str:
    if not said:
        return "No document of the corpus speaks of it."
    ordered = sorted(said, key=lambda claim: -len(claim.documents))
    return "The corpus:\n\n" + _listed([_claim(claim, graph, authority) for claim in ordered])


def _claim(claim: Claim, graph: Graph, authority: Authority | None) -> str:
    judgement = judged(graph, authority, claim)
    verdict = "" if judgement.verdict == "unknown" else f", {judgement.verdict} by the reference"
    polarity = "" if claim.polarity == "asserted" else f" ({claim.polarity})"
    qualifiers = "".join(f", {escaped(name)} {escaped(value)}" for name, value in claim.qualifiers)
    number = len(claim.documents)
    where = escaped(claim.documents[0]) if number == 1 else f"{number} documents"
    pair = f"{escaped(claim.subject)} → {escaped(claim.object)}"
    return f"{claim.kind}: {pair}{polarity}{qualifiers}, in {where}{verdict}"


def _listed(facts: list[str]) -> str:
    more = [f"and {len(facts) - FACTS} more"] if len(facts) > FACTS else []
    return "\n".join(f"- {fact}" for fact in [*facts[:FACTS], *more])
