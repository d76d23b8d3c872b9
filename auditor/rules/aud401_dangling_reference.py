"""AUD401: a code that a document refers its readers to and no document of the corpus covers."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.graph import Graph, mentions
from auditor.model.findings import Finding, Value
from auditor.reference.authority import Authority
from auditor.rules.contradiction import finding
from auditor.rules.rule import Rule
from auditor.rules.subjects import covered, mentioned


def check(graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Every code with a signpost to it and nothing there."""
    known = covered(graph)
    for code, found in sorted(mentions(graph, "referred").items()):
        if code not in known:
            documents = tuple(sorted({mention.document for mention in found}))
            values = [Value(code, "unknown", len(found), documents)]
            places = [mentioned(mention, f"sends its reader to {code}") for mention in found]
            yield finding(RULE, code, values, places, f"readers are sent to {code}, and no document says what it is")


RULE = Rule(
    id="AUD401",
    name="dangling-reference",
    title="A code is referred to and covered nowhere",
    rationale=(
        "Whoever follows the reference finds nothing in this corpus: the page is missing, or the code is mistyped. Only "
        "explicit references count (see, refer to)."
    ),
    severity="note",
    examples=(
        "J9271 describes pembrolizumab. For paclitaxel, see [[J9267]].",
        (("a.md", "For pembrolizumab, see J9271."), ("b.md", "J9271 describes pembrolizumab.")),
        "J9271 describes pembrolizumab and is not interchangeable with J9299.",
        (("a.md", "For vial sizes, refer to [[J9264]]."), ("b.md", "For prior authorization, see ((J9264)).")),
    ),
    check=check,
)
