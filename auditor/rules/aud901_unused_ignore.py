"""AUD901: an ignore, a baseline's entry or a reviewer's decision that matches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.rule import Rule


def check(_graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Nothing: what matches no finding is known when all other rules have spoken, see auditor/decisions/unused.py."""
    return iter(())


RULE = Rule(
    id="AUD901",
    name="unused-ignore",
    title="An ignore, baseline or triage entry matches nothing",
    rationale=(
        "What it was meant for is mended, or was reworded so that it is another finding now. Left in place it may one day hide what nobody "
        "looked at. Entries of rules that did not run, and audits of single files, are not judged: there they could match nothing."
    ),
    severity="warning",
    examples=("J9173 describes durvalumab.",),
    check=check,
)
