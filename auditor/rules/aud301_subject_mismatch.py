"""AUD301: title, address or file name name one code and the text defines another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.graph import Graph
from auditor.model.assertions import Assertion, CodeMention
from auditor.model.findings import Finding, Value
from auditor.reference.authority import Authority
from auditor.rules.contradiction import finding, location
from auditor.rules.rule import Rule
from auditor.rules.subjects import announced, bodies, body_counts, mentioned


def check(graph: Graph, _authority: Authority | None) -> Iterator[Finding]:
    """Every document whose text defines another code than the one that it announces."""
    texts, counts = bodies(graph), body_counts(graph)
    named: dict[tuple[str, str], list[CodeMention]] = {}
    for role in ("title", "address"):
        for document, found in announced(graph, role).items():
            named.setdefault((document, found[0].code), []).extend(found)
    for (document, code), found in sorted(named.items()):
        text = texts.get(document, [])
        definition = _definition(text)
        # The title's code may stand in a sentence that we do not understand: then it counts by its mentions.
        if (
            definition
            and not _speaks_of(text, code)
            and counts[document, code] < counts[document, definition[0].subject]
        ):
            yield _finding(code, found, definition)


def _definition(text: Sequence[Assertion]) -> list[Assertion]:
    """All that the text says of the drug of the first code to which it gives one."""
    given = [said for said in text if (said.kind, said.polarity) == ("code-drug", "asserted")]
    return [said for said in given if said.subject == given[0].subject]


def _speaks_of(text: Sequence[Assertion], code: str) -> bool:
    return any(said.subject == code or (said.kind == "code-successor" and said.object == code) for said in text)


def _finding(code: str, named: Sequence[CodeMention], definition: Sequence[Assertion]) -> Finding:
    document, other = definition[0].document, definition[0].subject
    where = " and ".join(role for role in ("title", "address") if any(mention.role == role for mention in named))
    places = [mentioned(mention, f"the {mention.role} names {code}") for mention in named]
    places += [location(said, "subject", f"the text defines {other}") for said in definition]
    values = [
        Value(code, "unknown", len(named), (document,)),
        Value(other, "unknown", len(definition), (document,)),
    ]
    confidence = max((said.confidence for said in definition), key=("low", "medium", "high").index)
    message = f"the {where} names {code}, but the text defines {other}"
    return finding(RULE, code, values, places, message, confidence=confidence)


RULE = Rule(
    id="AUD301",
    name="subject-mismatch",
    title="The title names one code and the text defines another",
    rationale=(
        "Readers and search engines find a page by its title and address. Two swapped digits there send everyone who "
        "looks for one code to the description of another. Silent where the title names several codes or none, and where "
        "the text speaks of the title's code at all."
    ),
    severity="error",
    examples=(
        "# HCPCS Code [[J9024]]: A Plain-Language Guide\n\n((J9042)) describes brentuximab vedotin.\n",
        "# HCPCS Code J9042: A Plain-Language Guide\n\nJ9042 describes brentuximab vedotin.\n",
        "# Bendamustine codes\n\nJ9033 describes bendamustine. J9034 describes bendamustine.\n",
        "# HCPCS Code J9271\n\nUnlike J9299, which describes nivolumab, J9271 describes pembrolizumab.\n",
        "# Billing [[J9371]]\n\n((J9173)) describes durvalumab. ((J9173)) is the code for durvalumab.\n",
    ),
    check=check,
)
