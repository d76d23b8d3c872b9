"""Where a code or a drug is defined, and everywhere it is spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from auditor.graph import claims, in_order
from auditor.incremental.state import Incremental
from auditor.model.assertions import KINDS, Assertion
from auditor.model.source import Place
from auditor.rules.subjects import START

Spot = tuple[str, Place]  # a document and a place in it


def definition(state: Incremental, name: str) -> list[Spot]:
    """The document that owns a code: by its title, else by its address, else the one that says most often what it is."""
    mentions = state.mentions(name)
    for role in ("title", "address"):
        owners = {mention.document: mention for mention in reversed(mentions) if mention.role == role}
        if owners:
            return [(document, owners[document].place or START) for document in sorted(owners)]
    graph = state.about(name)
    said = [*claims(graph, "code-drug", "asserted"), *claims(graph, "drug-brand", "asserted")]
    said += claims(graph, "modifier-meaning", "asserted")
    evidence = in_order(one for claim in said for one in claim.evidence)
    if not evidence:
        return []
    counts = Counter(one.document for one in evidence)
    most = min(counts, key=lambda document: (-counts[document], document))
    first = next(one for one in evidence if one.document == most)
    return [(most, _focus(first, name))]


def references(state: Incremental, name: str) -> list[Spot]:
    """Every mention and every claim, each place once, by document and position."""
    graph = state.about(name)
    found = {
        (one.document, _focus(one, name)) for kind in KINDS for claim in claims(graph, kind) for one in claim.evidence
    }
    found |= {(mention.document, mention.place) for mention in state.mentions(name) if mention.place is not None}
    return sorted(_outermost(found))


def _outermost(found: set[Spot]) -> Iterator[Spot]:
    """Without the sentences that only imply a name which some other place in them shows."""
    shown = {(document, place.start) for document, place in found}
    for document, place in found:
        within = any((document, start) in shown for start in range(place.start + 1, min(place.end, place.start + 400)))
        if not within:
            yield document, place


def _focus(said: Assertion, name: str) -> Place:
    place = said.subject_place if said.subject == name else said.object_place
    return place or said.place
