"""AUD105: one drug given two targets of which neither contains the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from operator import attrgetter

from auditor.graph import Claim, Graph, by_subject, claims, merged
from auditor.lexicon.targets import contains
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.side import one_breath, opposed
from auditor.rules.verdicts import all_confirmed, judging


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every drug with two targets, unless somebody says in one breath that it has both."""
    judge = judging(graph, authority)
    for drug, said in by_subject(claims(graph, "drug-target", "asserted", "historical")).items():
        together = _said_together(said)
        sides = opposed(
            said,
            lambda one, other, together=together: (  # type: ignore[misc]
                contains(one.object, other.object)
                or contains(other.object, one.object)
                or frozenset((one.object, other.object)) in together
            ),
        )
        if sides and not all_confirmed(sides, judge):
            yield contradiction(RULE, drug, sides, f"{drug} is aimed at {tell(sides)}", judge, listed=graph.listed)


def _said_together(said: Sequence[Claim]) -> set[frozenset[str]]:
    """Pairs of targets that one sentence gives the drug: it is bispecific, or blocks two ligands."""
    evidence = merged([claim.evidence for claim in said])
    return {
        frozenset((one.object, other.object))
        for _, evidence in groupby(evidence, key=attrgetter("document"))
        for one, other in combinations(evidence, 2)
        if one.object != other.object and one_breath(one, other)
    }


RULE = Rule(
    id="AUD105",
    name="drug-target-conflict",
    title="One drug is aimed at two different targets",
    rationale=(
        "Which receptor or ligand a drug binds decides its class, and with it coverage and step therapy. A receptor is "
        "not its ligand: a PD-1 antibody and a PD-L1 antibody are different drugs. Silent where one target contains the "
        "other (VEGF, VEGF-A) and where one sentence gives the drug both."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "Atezolizumab is an anti-[[PD-1]] antibody."),
            ("b.md", "Atezolizumab targets ((PD-L1))."),
            ("c.md", "Atezolizumab is an anti-((PD-L1)) antibody."),
        ),
        (("a.md", "Daratumumab targets [[CD20]]."), ("b.md", "Daratumumab targets ((CD38)).")),
        "Atezolizumab is an anti-[[PD-1]] antibody. Atezolizumab targets ((PD-L1)).",
        (("a.md", "Bevacizumab targets VEGF."), ("b.md", "Bevacizumab targets VEGF-A.")),
        (("a.md", "Faricimab-svoa targets VEGF-A and ANG-2."), ("b.md", "Faricimab-svoa targets VEGF-A.")),
        (("a.md", "Durvalumab is a PD-1/PD-L1 inhibitor."), ("b.md", "Durvalumab targets PD-L1.")),
    ),
    check=check,
)
