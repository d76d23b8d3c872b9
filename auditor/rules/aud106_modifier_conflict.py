"""AUD106: one modifier given two meanings."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Claim, Graph, by_subject, claims
from auditor.model.findings import Finding
from auditor.reference.authority import COVERS, Authority
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.side import opposed
from auditor.rules.verdicts import judging


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every modifier that is read in two ways."""
    for modifier, said in by_subject(claims(graph, "modifier-meaning", "asserted", "historical")).items():
        sides = opposed(said, _agree)
        if sides:
            message = f"modifier {modifier} is read as {tell(sides)}"
            yield contradiction(RULE, modifier, sides, message, judging(graph, authority), listed=graph.listed)


def _agree(one: Claim, other: Claim) -> bool:
    return one.object in COVERS.get(other.object, ()) or other.object in COVERS.get(one.object, ())


RULE = Rule(
    id="AUD106",
    name="modifier-conflict",
    title="One modifier is given two meanings",
    rationale=(
        "A modifier changes how a claim line is paid: JW and JZ swapped turn wasted drug into none, and the line is "
        "denied. Silent where one wording only says less."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "Modifier [[JZ]] indicates that drug was discarded."),
            ("b.md", "Modifier ((JZ)) indicates that no drug was discarded."),
        ),
        (
            ("a.md", "Modifier JW indicates discarded drug."),
            ("b.md", "Modifier JZ indicates that no drug was discarded."),
        ),
        (
            ("a.md", "Modifier ((59)) indicates a distinct procedural service."),
            ("b.md", "Modifier ((59)) indicates a distinct procedural service."),
            ("c.md", "Modifier [[59]] indicates a repeat procedure."),
        ),
        (("a.md", "Modifier RT marks the right side."), ("b.md", "Modifiers RT and LT mark the anatomical side.")),
    ),
    check=check,
)
