"""AUD202: a billing unit is not the reference's."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.against_reference import mismatch, refuted
from auditor.rules.contradiction import count
from auditor.rules.rule import Rule


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every code that is billed in another unit than its descriptor's."""
    if authority is None:
        return
    for said, judgement in refuted(graph, authority, "code-unit"):
        code = said.claims[0].subject
        message = (
            f"{code} is billed per {said.value} in {count(len(said.documents), 'document')}, but {judgement.reason}"
        )
        yield mismatch(RULE, code, said, judgement, message)


RULE = Rule(
    id="AUD202",
    name="reference-unit-mismatch",
    title="The code is billed in another unit",
    rationale=(
        "A claim counts billing units, so a wrong unit multiplies or divides the payment. Silent where the amounts are equal "
        "(1,000 mcg is 1 mg), where the unit was so at the date of which the text speaks, and where the descriptor has no single amount."
    ),
    severity="error",
    examples=(
        "The billing unit of J9271 is [[10 mg]].",
        "The billing unit of J9271 is 1 mg.",
        "J1442 is billed per [[1 mg]].",
        "J9041 is billed per 100 mcg.",
        "J9041 is billed per 0.1 mg.",
    ),
    check=check,
    needs_reference=True,
)
