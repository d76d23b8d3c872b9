"""AUD303: a name close to one known drug, in a place where a drug must stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from auditor.graph import Graph, claims, in_order
from auditor.model.assertions import KINDS, Assertion
from auditor.model.findings import Finding, Value
from auditor.reference.authority import Authority
from auditor.rules.contradiction import count, finding, location
from auditor.rules.rule import Rule


def check(graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Every misspelled name of a drug, with the name that is meant."""
    written: dict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for kind in KINDS:
        for claim in claims(graph, kind):
            for said in claim.evidence:
                if said.misspelled and not _is_cut_short(said):
                    drug = said.object if kind == "code-drug" else said.subject
                    written[said.misspelled, drug].append(said)
    for (name, drug), found in sorted(written.items()):
        evidence = list({_place(said): said for said in reversed(in_order(found))}.values())[::-1]
        documents = tuple(sorted({said.document for said in evidence}))
        note = f"writes {name} for {drug}"
        places = [location(said, "object" if said.kind == "code-drug" else "subject", note) for said in evidence]
        values = [Value(name, "unknown", len(evidence), documents)]
        message = f"“{name}” in {count(len(documents), 'document')} is misspelled: {drug} is meant"
        yield finding(RULE, name, values, places, message, expected=drug)


def _is_cut_short(said: Assertion) -> bool:
    """Whether the name only lacks its end, as in a column too narrow for it."""
    drug = said.object if said.kind == "code-drug" else said.subject
    return drug.startswith(said.misspelled.lower())


def _place(said: Assertion) -> tuple[str, object]:
    """The name itself: one sentence may claim several things of it."""
    return said.document, said.object_place if said.kind == "code-drug" else said.subject_place


RULE = Rule(
    id="AUD303",
    name="misspelled-drug",
    title="A drug's name is misspelled",
    rationale=(
        "A reader who searches for the drug does not find the page, and a copied name is rejected. Only where a drug must stand, and "
        "only where one known name is near enough; names with a suffix are never guessed at."
    ),
    severity="warning",
    examples=(
        "HCPCS code J9173 is used for [[durvalumb]].",
        "HCPCS code J9173 is used for durvalumab.",
        "| Code | Drug |\n|---|---|\n| J9217 | [[leuprolyde]] |",
    ),
    check=check,
)
