"""AUD902: an ignore or a reviewer's decision whose date has passed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.rule import Rule


def check(_graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Nothing: what a decision was about is known when all other rules have spoken, see auditor/decisions/unused.py."""
    return iter(())


RULE = Rule(
    id="AUD902",
    name="expired-ignore",
    title="The date of an ignore or a reviewer's decision has passed",
    rationale=(
        "What it was about counts again: somebody has to decide anew. The date is compared with --as-of, else with the reference's "
        "release, never with the clock; without either it is not judged."
    ),
    severity="warning",
    examples=("J9173 describes durvalumab.",),
    check=check,
)
