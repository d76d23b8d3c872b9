"""AUD302: what can only be meant as a code but is none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from auditor.graph import Graph, mentions
from auditor.model.assertions import CodeMention
from auditor.model.findings import Finding, Value
from auditor.reference.authority import Authority
from auditor.rules.contradiction import count, finding
from auditor.rules.rule import Rule
from auditor.rules.subjects import mentioned


def check(graph: Graph, authority: Authority | None) -> Iterator[Finding]:
    """Every token that a slip of the pen made of a code, with the code that was probably meant."""
    written: dict[tuple[str, str], list[CodeMention]] = defaultdict(list)
    for meant, found in mentions(graph, "malformed").items():
        for mention in found:
            written[mention.quote, meant].append(mention)
    for (token, meant), found in sorted(written.items()):
        known = meant != token and (authority is None or meant in authority.reference.entries)
        guess = f"; {meant} is probably meant" if known else ""
        documents = tuple(sorted({mention.document for mention in found}))
        message = f"“{token}” in {count(len(documents), 'document')} is no code: {found[0].reason}{guess}"
        places = [mentioned(mention, found[0].reason) for mention in found]
        values = [Value(token, "unknown", len(found), documents)]
        yield finding(RULE, token, values, places, message, expected=meant if known else "")


RULE = Rule(
    id="AUD302",
    name="malformed-code",
    title="What is meant as a code is none",
    rationale=(
        "A letter in a digit's place, a blank inside, a digit too many: no search finds the page, and a claim copied from it is rejected. "
        "Shapes that other things have too count only where a word announces a code or a table cell holds nothing else."
    ),
    severity="warning",
    examples=(
        "HCPCS code [[J937l]] is used for durvalumab.",
        "Bill code [[J 9371]] for durvalumab. Code ((J 9371)) is right.",
        "[[JJ9371]] is used for durvalumab.",
        "HCPCS code [[J93711]] is used for durvalumab.",
        "Call extension J 9371, or see form J937.",
        "| Code | Drug |\n|---|---|\n| [[J 9173]] | durvalumab |",
    ),
    check=check,
)
