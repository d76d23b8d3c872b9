"""Assertions in one line each, for tests that are about what is said and not about how it is read."""

from __future__ import annotations

from typing import Any

from auditor.graph import Graph, build
from auditor.model.assertions import Assertion, CodeMention, Extraction, Kind, Polarity
from auditor.model.findings import Finding
from auditor.model.source import Place
from auditor.rules import RULES


def says(
    document: str,
    subject: str,
    value: str,
    kind: Kind = "code-drug",
    *,
    polarity: Polarity = "asserted",
    line: int = 1,
    **qualifiers: str,
) -> Assertion:
    """`says("a.md", "J9371", "durvalumab")`: the document says so, on a line of its own."""
    quote = f"{subject} is {value}."
    place, start = place_of(line, quote), line * 1000
    return Assertion(
        document,
        kind,
        subject,
        value,
        polarity,
        place,
        quote,
        subject_place=Place(start, start + len(subject), line, 1, line, 1 + len(subject)),
        object_place=Place(start + len(subject) + 4, start + len(quote) - 1, line, len(subject) + 5, line, len(quote)),
        qualifiers=tuple(sorted(qualifiers.items())),
        pattern="test",
    )


def place_of(line: int, quote: str) -> Place:
    """A place at the start of a line; lines begin a thousand characters apart."""
    return Place(line * 1000, line * 1000 + len(quote), line, 1, line, 1 + len(quote))


def names(document: str, code: str, role: Any, line: int = 1) -> CodeMention:
    """The document mentions a code in a role; in its address, at no place."""
    return CodeMention(document, code, role, None if role == "address" else place_of(line, code), code)


def graph_of(*said: Assertion | CodeMention) -> Graph:
    """The graph of what was said, in whatever order."""
    return build(extractions_of(*said))


def extractions_of(*said: Assertion | CodeMention) -> list[Extraction]:
    """What was said, by document, each document's statements in the order given."""
    documents = sorted({one.document for one in said})
    return [
        Extraction(
            document,
            tuple(one for one in said if isinstance(one, Assertion) and one.document == document),
            tuple(one for one in said if isinstance(one, CodeMention) and one.document == document),
        )
        for document in documents
    ]


def findings(*said: Assertion | CodeMention) -> list[Finding]:
    """What all rules find in it."""
    graph = graph_of(*said)
    return [finding for rule in RULES for finding in rule.check(graph, None)]


def found(*said: Assertion | CodeMention) -> list[str]:
    """The rules that fire, with their subjects: `AUD101 J9371`."""
    return [f"{finding.rule} {finding.subject}" for finding in findings(*said)]
