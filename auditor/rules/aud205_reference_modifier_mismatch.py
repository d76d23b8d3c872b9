"""AUD205: a modifier's meaning is not the reference's."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.against_reference import mismatch, refuted
from auditor.rules.contradiction import count
from auditor.rules.rule import Rule


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every modifier that is said to mean what another one means."""
    if authority is None:
        return
    for said, judgement in refuted(graph, authority, "modifier-meaning"):
        modifier, documents = said.claims[0].subject, count(len(said.documents), "document")
        message = f"modifier {modifier} is read as {said.value} in {documents}, but {judgement.reason}"
        yield mismatch(RULE, modifier, said, judgement, message)


RULE = Rule(
    id="AUD205",
    name="reference-modifier-mismatch",
    title="The modifier means something else",
    rationale=(
        "A modifier changes how a line is paid. Only meanings that the code set has a label for are compared; a text's own wording, and one that "
        "only says less, is no error. Level I modifiers (25, 59) are not in the code set and are not judged."
    ),
    severity="error",
    examples=(
        "Modifier [[JZ]] indicates that drug was discarded.",
        "Modifier JZ indicates that no drug was discarded.",
        "Modifiers RT and LT mark the anatomical side.",
        "Modifier [[TB]] indicates an item furnished free of charge.",
    ),
    check=check,
    needs_reference=True,
)
