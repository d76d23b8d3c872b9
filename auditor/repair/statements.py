"""What each document says, at hand for whoever weighs how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import msgspec

from auditor.graph import Graph, claims, entity, in_order, mentions
from auditor.model.assertions import KINDS, Assertion, CodeMention, Entity, Kind
from auditor.model.source import Place
from auditor.reference.authority import Authority, Judgement
from auditor.rules.verdicts import judged


class Statement(msgspec.Struct, frozen=True):
    """All occurrences of one claim in one document, and what the reference says of it."""

    document: str
    kind: Kind
    subject: str
    object: str
    evidence: tuple[Assertion, ...]
    judgement: Judgement

    @property
    def current(self) -> bool:
        """Whether the document says it of today, at least once."""
        return any(said.polarity == "asserted" for said in self.evidence)


class Statements(msgspec.Struct, frozen=True):
    """The statements of a corpus that hold now or held once, and the mentions of codes, by document."""

    graph: Graph
    authority: Authority | None
    by_document: Mapping[str, tuple[Statement, ...]]
    mentions: Mapping[tuple[str, str], tuple[CodeMention, ...]]  # by document and code
    documents: Mapping[tuple[Kind, str, str], frozenset[str]]  # by what they say

    def of(self, document: str, kind: Kind, *, subject: str = "", value: str = "") -> list[Statement]:
        """The document's statements of a kind with this subject and value; "" is any."""
        return [
            said
            for said in self.by_document.get(document, ())
            if said.kind == kind and subject in {"", said.subject} and value in {"", said.object}
        ]

    def speakers(self, kind: Kind, subject: str, value: str) -> frozenset[str]:
        """The documents that say so."""
        return self.documents.get((kind, subject, value), frozenset())

    def drug(self, name: str) -> Entity | None:
        """The drug that a name of the corpus stands for."""
        return entity(self.graph, name) if ("drug", name) in self.graph else None


def statements(graph: Graph, authority: Authority | None) -> Statements:
    """Everything that is said, document by document."""
    groups: dict[tuple[str, Kind, str, str], list[tuple[Judgement, list[Assertion]]]] = defaultdict(list)
    documents: dict[tuple[Kind, str, str], set[str]] = defaultdict(set)
    for kind in KINDS:
        for claim in claims(graph, kind, "asserted", "historical"):
            judgement = judged(graph, authority, claim)
            spoken: dict[str, list[Assertion]] = defaultdict(list)
            for said in claim.evidence:
                spoken[said.document].append(said)
            documents[kind, claim.subject, claim.object].update(spoken)
            for document, evidence in spoken.items():
                groups[document, kind, claim.subject, claim.object].append((judgement, evidence))
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for (document, kind, subject, value), found in sorted(groups.items(), key=_subject_order):
        everything = in_order(said for _, evidence in found for said in evidence)
        best = _best(judgement for judgement, _ in found)
        by_document[document].append(Statement(document, kind, subject, value, everything, best))
    return Statements(
        graph,
        authority,
        {document: tuple(said) for document, said in by_document.items()},
        _mentions(graph),
        {key: frozenset(names) for key, names in documents.items()},
    )


def places(found: Iterable[Assertion], end: Callable[[Assertion], Place | None]) -> list[tuple[Assertion, Place]]:
    """Each place once at which the statements name their subject or object."""
    seen: dict[Place, Assertion] = {}
    for said in found:
        place = end(said)
        if place is not None:
            seen.setdefault(place, said)
    return [(said, place) for place, said in sorted(seen.items())]


def written(said: Assertion, place: Place) -> str:
    """What stands at a place of an assertion; "" where the place lies outside what it quotes."""
    start, end = place.start - said.place.start, place.end - said.place.start
    return said.quote[start:end] if 0 <= start <= end <= len(said.quote) else ""


def _subject_order(group: tuple[tuple[str, Kind, str, str], object]) -> tuple[str, Kind, str, str]:
    return group[0]


def _best(judgements: Iterable[Judgement]) -> Judgement:
    ranks = {"confirmed": 0, "refuted": 1, "unknown": 2}
    return min(judgements, key=lambda judgement: ranks[judgement.verdict])


def _mentions(graph: Graph) -> dict[tuple[str, str], tuple[CodeMention, ...]]:
    found: dict[tuple[str, str], list[CodeMention]] = defaultdict(list)
    for code, group in mentions(graph, "title", "address", "claimed", "referred", "unclaimed").items():
        for mention in group:
            found[mention.document, code].append(mention)
    return {key: tuple(group) for key, group in found.items()}
