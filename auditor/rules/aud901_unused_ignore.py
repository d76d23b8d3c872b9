"""AUD901: an entry that asks for silence matches nothing."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.lapsed import lapsed
from auditor.rules.rule import Rule


def check(graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Every ignore that nothing answers to, or that cannot be understood."""
    yield from lapsed(RULE, graph, "unused")


RULE = Rule(
    id="AUD901",
    name="unused-ignore",
    title="An ignore, baseline or triage entry matches nothing",
    rationale=(
        "An ignore, or an entry of a baseline or of reviewers' decisions, that silences nothing today may silence tomorrow what nobody has judged; take it out. One that names no "
        "rule or gives no reason, or that cannot be understood, silences nothing. Whether one is used is asked only where "
        "whole folders were read and every document could be, and of the rules that were asked."
    ),
    severity="warning",
    examples=(
        "[[<!-- auditor: ignore[AUD101] -->]]\n\nJ9173 describes durvalumab.",
        '[[<!-- auditor: ignore[AUD999] reason="an older number" -->]]\n\nJ9173 describes durvalumab.',
        "J9173 describes durvalumab. [[<!-- auditor: ignor[AUD101] -->]]",
        "<!-- auditor: please look at J9173 -->\n\nJ9173 describes durvalumab.",
    ),
    check=check,
    of_lapses=True,
)
