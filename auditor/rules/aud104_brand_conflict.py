"""AUD104: one brand given to two different drugs."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Claim, Graph, by_object, claims, entity
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.separators import one_drug
from auditor.rules.side import opposed
from auditor.rules.verdicts import all_confirmed, judging


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every brand that two documents take for different drugs."""
    judge = judging(graph, authority)
    for brand, said in by_object(claims(graph, "drug-brand", "asserted", "historical")).items():
        sides = opposed(said, lambda one, other: _one_product(graph, one, other), end="subject")
        if sides and not all_confirmed(sides, judge):
            yield contradiction(
                RULE, brand, sides, f"the brand {brand} is {tell(sides)}", judge, listed=graph.listed, focus="subject"
            )


def _one_product(graph: Graph, one: Claim, other: Claim) -> bool:
    first, second = entity(graph, one.subject), entity(graph, other.subject)
    if first is None or second is None or one_drug(graph, one.subject, other.subject):
        return True
    # Formulations of one substance may share a brand (Lupron, Lupron Depot); biosimilars of one never do.
    return first.substances == second.substances and first.suffix == second.suffix != ""


RULE = Rule(
    id="AUD104",
    name="brand-conflict",
    title="One brand is given to two different drugs",
    rationale=(
        "A brand is one manufacturer's product. A page that puts it on another drug sends its readers to that drug's "
        "code. Silent where one name only says less and for formulations of one substance."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "[[Pembrolizumab]], sold under the brand name Keytruda, is given every three weeks."),
            ("b.md", "((Nivolumab)), sold under the brand name Keytruda, is given every two weeks."),
        ),
        (
            ("a.md", "J9355 describes ((trastuzumab-anns)) (Kanjinti)."),
            ("b.md", "Q5117 describes ((trastuzumab-anns)) (Kanjinti)."),
            ("c.md", "Q5114 describes [[trastuzumab-dkst]] (Kanjinti)."),
        ),
        (("a.md", "J9271 describes pembrolizumab (Keytruda)."), ("b.md", "J9271 describes pembrolizumab (Keytruda).")),
        (
            ("a.md", "J9309 describes polatuzumab vedotin (Polivy)."),
            ("b.md", "Polatuzumab vedotin-piiq (Polivy) is infused."),
        ),
        (("a.md", "J9271 describes pembrolizumab (Keytruda)."), ("b.md", "J9299 describes nivolumab (Opdivo).")),
    ),
    check=check,
)
