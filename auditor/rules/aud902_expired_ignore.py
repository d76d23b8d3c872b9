"""AUD902: an entry that asks for silence held until a day that has passed."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules.lapsed import lapsed
from auditor.rules.rule import Rule


def check(graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Every ignore whose last day is before the day of the audit."""
    yield from lapsed(RULE, graph, "expired")


RULE = Rule(
    id="AUD902",
    name="expired-ignore",
    title="An ignore or a reviewer's decision has expired",
    rationale=(
        "Somebody decided to live with a finding until a day, and that day has passed: the finding is told again, and the ignore "
        "must go or be renewed. The day of the audit is that of --as-of, else that of the reference's release, never that of the clock; "
        "without either nothing expires."
    ),
    severity="warning",
    examples=(
        '[[<!-- auditor: ignore[AUD101] until=2020-06-30 reason="until the next edition" -->]]\n\nJ9173 describes durvalumab.',
        '<!-- auditor: ignore[AUD101] until=2999-12-31 reason="until the next edition" -->\n\nJ9173 describes durvalumab.',
    ),
    check=check,
    needs_reference=True,
    of_lapses=True,
)
