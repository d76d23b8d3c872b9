"""What a document is about: the code that its title or its address names, and the codes that its text defines."""

from __future__ import annotations

from collections import defaultdict

from auditor.graph import Claim, Graph, claims, in_order, mentions
from auditor.model.assertions import KINDS, Assertion, CodeMention
from auditor.model.findings import Location
from auditor.model.source import Place

START = Place(0, 0, 1, 1, 1, 1)  # where a document stands that names its code in its address only


def announced(graph: Graph, *roles: str) -> dict[str, list[CodeMention]]:
    """The mentions of the one code that a document names in these roles, by document; none if it names several."""
    named = _by_document(graph, *roles)
    return {document: found for document, found in named.items() if len({mention.code for mention in found}) == 1}


def bodies(graph: Graph) -> dict[str, list[Assertion]]:
    """What each document says below its title, in reading order."""
    titles = _by_document(graph, "title")
    found: dict[str, list[Assertion]] = defaultdict(list)
    for said in in_order(said for kind in KINDS for claim in claims(graph, kind) for said in claim.evidence):
        if not any(_overlap(said.place, title.place) for title in titles.get(said.document, ())):
            found[said.document].append(said)
    return found


def body_counts(graph: Graph) -> dict[tuple[str, str], int]:
    """How often each document's text, below its title, mentions each code."""
    titles = _by_document(graph, "title")
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for document, found in _by_document(graph, "claimed", "referred", "unclaimed").items():
        for mention in found:
            above = any(_overlap(mention.place, title.place) for title in titles.get(document, ()))
            counts[document, mention.code] += not above
    return counts


def covered(graph: Graph) -> dict[str, list[Claim]]:
    """By code, the claims that say what it is now: its drug, or that it is a catch-all."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in [*claims(graph, "code-drug", "asserted"), *claims(graph, "code-status", "asserted")]:
        if claim.object != "discontinued":
            found[claim.subject].append(claim)
    return found


def mentioned(mention: CodeMention, note: str) -> Location:
    """Where a code is mentioned; the start of the document for one in its address."""
    place = mention.around or mention.place or START
    return Location(mention.document, place, mention.quote, note, mention.section, mention.place, mention.page)


def _by_document(graph: Graph, *roles: str) -> dict[str, list[CodeMention]]:
    named: dict[str, list[CodeMention]] = defaultdict(list)
    for found in mentions(graph, *roles).values():
        for mention in found:
            named[mention.document].append(mention)
    return {document: sorted(found, key=_title_first) for document, found in sorted(named.items())}


def _title_first(mention: CodeMention) -> tuple[bool, Place]:
    return mention.place is None, mention.place or START


def _overlap(one: Place | None, other: Place | None) -> bool:
    return one is not None and other is not None and one.start < other.end and other.start < one.end
