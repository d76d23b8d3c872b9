"""AUD206: a brand's drug is not the reference's."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph, by_object, claims
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.against_reference import mismatch
from auditor.rules.contradiction import count
from auditor.rules.rule import Rule
from auditor.rules.side import side
from auditor.rules.verdicts import judged, together


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every brand that is put on a drug which is not sold under it."""
    if authority is None:
        return
    for brand, said in sorted(by_object(claims(graph, "drug-brand", "asserted", "historical")).items()):
        for drug in sorted({claim.subject for claim in said}):
            group = [claim for claim in said if claim.subject == drug]
            judgement = together(judged(graph, authority, claim) for claim in group)
            if judgement.verdict == "refuted":
                one = side(drug, group)
                documents = count(len(one.documents), "document")
                message = f"the brand {brand} is put on {drug} in {documents}, but {judgement.reason}"
                yield mismatch(RULE, brand, one, judgement, message, focus="subject")


RULE = Rule(
    id="AUD206",
    name="reference-brand-mismatch",
    title="The brand is another drug's",
    rationale=(
        "A page that puts a brand on another drug sends its readers to that drug's code. Silent where the reference does not know the brand, "
        "and for names of one substance that do not carry two different suffixes."
    ),
    severity="error",
    examples=(
        "[[Nivolumab]], sold under the brand name Keytruda, is given every two weeks.",
        "Pembrolizumab, sold under the brand name Keytruda, is given every three weeks.",
        "Q5114 describes [[trastuzumab-dkst]] (Kanjinti).",
        "J9309 describes polatuzumab vedotin (Polivy).",
    ),
    check=check,
    needs_reference=True,
)
