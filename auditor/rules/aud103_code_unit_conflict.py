"""AUD103: two or more different billing units for one code."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph, by_subject, claims
from auditor.lexicon.units import may_agree
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.contradiction import contradiction, tell
from auditor.rules.rule import Rule
from auditor.rules.side import opposed
from auditor.rules.verdicts import all_confirmed, judging


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code with two units that are not one amount."""
    judge = judging(graph, authority)
    for code, said in by_subject(claims(graph, "code-unit", "asserted", "historical")).items():
        sides = opposed(said, lambda one, other: may_agree(one.object, other.object))
        if sides and not all_confirmed(sides, judge):
            yield contradiction(RULE, code, sides, f"{code} is billed per {tell(sides)}", judge, listed=graph.listed)


RULE = Rule(
    id="AUD103",
    name="code-unit-conflict",
    title="One code is billed in two different units",
    rationale=(
        "The billing unit is part of the code's definition; a wrong one multiplies or divides the claim. Silent where "
        "the amounts are equal (1,000 mcg is 1 mg) and where the statements hold at different dates."
    ),
    severity="error",
    examples=(
        (
            ("a.md", "The billing unit of J9271 is ((1 mg))."),
            ("b.md", "The billing unit of J9271 is ((1 mg))."),
            ("c.md", "The billing unit of J9271 is [[10 mg]]."),
        ),
        (("a.md", "J1442 is billed per [[1 mcg]]."), ("b.md", "J1442 is billed per ((1 mg)).")),
        (
            ("a.md", "| Code | Drug | Billing unit |\n|---|---|---|\n| J9217 | leuprolide depot | [[7.5 mg]] |"),
            ("b.md", "| Code | Drug | Billing unit |\n|---|---|---|\n| J9217 | leuprolide depot | ((3.75 mg)) |"),
        ),
        (("a.md", "J1442 is billed per 1000 mcg."), ("b.md", "J1442 is billed per 1 mg.")),
        (("a.md", "J9271 is billed per 1 mg."), ("b.md", "Each vial of pembrolizumab holds 100 mg.")),
        (("a.md", "J9271 is billed per 1 mg."), ("b.md", "J9173 is billed per 10 mg.")),
    ),
    check=check,
)
