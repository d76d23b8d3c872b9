"""AUD402: two documents cover the same code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from auditor.graph import Graph
from auditor.model.assertions import CodeMention
from auditor.model.findings import Finding, Value
from auditor.reference.authority import Authority
from auditor.rules.contradiction import count, finding
from auditor.rules.rule import Rule
from auditor.rules.subjects import announced, mentioned


def check(graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Every code that is the subject of several documents."""
    covering: dict[str, list[CodeMention]] = defaultdict(list)
    for found in announced(graph, "title", "address").values():
        covering[found[0].code].append(found[0])
    for code, firsts in sorted(covering.items()):
        if len(firsts) > 1:
            documents = tuple(mention.document for mention in firsts)
            note, most = f"is about {code}", graph.listed
            places = [mentioned(mention, note) for mention in firsts[:most]]
            left_out = [(note, document) for document in documents[most:]]  # a title is easily found
            values = [Value(code, "unknown", len(firsts), documents)]
            told = f"{count(len(firsts), 'document')} are about {code}"
            yield finding(RULE, code, values, places, told, left_out=left_out)


RULE = Rule(
    id="AUD402",
    name="duplicate-subject",
    title="Two documents are about the same code",
    rationale="Two pages on one code drift apart: the next update reaches one of them. Merge them, or link them.",
    severity="note",
    examples=(
        (
            ("a.md", "# HCPCS code [[J9271]]\n\nJ9271 describes pembrolizumab.\n"),
            ("b.md", "# Billing ((J9271))\n\nJ9271 describes pembrolizumab.\n"),
        ),
        (
            ("a.md", "# HCPCS code J9271\n\nJ9271 describes pembrolizumab.\n"),
            ("b.md", "# HCPCS code J9299\n\nUnlike J9271, J9299 describes nivolumab.\n"),
        ),
        (
            ("a.md", "# [[J9299]]: nivolumab\n\nJ9299 describes nivolumab.\n"),
            ("b.md", "# ((J9299)) in the office\n\nBill J9299 with care.\n"),
            ("c.md", "# Checkpoint inhibitors\n\nJ9299 describes nivolumab.\n"),
        ),
    ),
    check=check,
)
