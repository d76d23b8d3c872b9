"""What each document says, at hand for whoever weighs how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from auditor.graph import Graph, claims, in_order, mentions
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


# By kind, subject and value, how many documents of the corpus say so, now or of the past.
Speakers: TypeAlias = Mapping[tuple[Kind, str, str], int]
NOWHERE: Final[Speakers] = MappingProxyType({})


class Statements(msgspec.Struct, frozen=True):
    """The statements of a corpus that hold now or held once, and the mentions of codes, by document."""

    graph: Graph
    authority: Authority | None
    by_document: Mapping[str, tuple[Statement, ...]]
    mentions: Mapping[tuple[str, str], tuple[CodeMention, ...]]  # by document and code
    speakers: Speakers
    addresses: Mapping[str, frozenset[str]]  # the codes that a document's addresses name

    def of(self, document: str, kind: Kind, *, subject: str = "", value: str = "") -> list[Statement]:
        """The document's statements of a kind with this subject and value; "" is any."""
        return [
            said
            for said in self.by_document.get(document, ())
            if said.kind == kind and subject in {"", said.subject} and value in {"", said.object}
        ]

    def others(self, document: str, kind: Kind, subject: str, value: str) -> int:
        """How many other documents say so."""
        every = self.speakers.get((kind, subject, value), 0)
        return every - bool(every and self.of(document, kind, subject=subject, value=value))

    def drug(self, name: str) -> Entity | None:
        """The drug that a name of the corpus stands for."""
        return self.graph.entities.get(name)


def statements(graph: Graph, authority: Authority | None, elsewhere: Speakers = NOWHERE) -> Statements:
    """Everything that is said, document by document.

    `elsewhere` counts those who say what, of what is not said by documents of the graph alone.
    """
    evidence: dict[tuple[str, Kind, str, str], list[Assertion]] = defaultdict(list)
    judgements: dict[tuple[str, Kind, str, str], list[Judgement]] = defaultdict(list)
    documents: dict[tuple[Kind, str, str], set[str]] = defaultdict(set)
    for kind in KINDS:
        for claim in claims(graph, kind, "asserted", "historical"):
            judgement = judged(graph, authority, claim)
            documents[kind, claim.subject, claim.object].update(claim.documents)
            for said in claim.evidence:
                key = said.document, kind, claim.subject, claim.object
                evidence[key].append(said)
                judgements[key].append(judgement)
    by_document: dict[str, list[Statement]] = defaultdict(list)
    for key, found in sorted(evidence.items()):
        by_document[key[0]].append(Statement(*key, in_order(found), _best(judgements[key])))
    return Statements(
        graph,
        authority,
        {document: tuple(said) for document, said in by_document.items()},
        _mentions(graph),
        {key: len(names) for key, names in documents.items()} | dict(elsewhere),
        _addresses(graph),
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


def _best(judgements: Iterable[Judgement]) -> Judgement:
    ranks = {"confirmed": 0, "refuted": 1, "unknown": 2}
    return min(judgements, key=lambda judgement: ranks[judgement.verdict])


def _addresses(graph: Graph) -> dict[str, frozenset[str]]:
    named: dict[str, set[str]] = defaultdict(set)
    for code, group in mentions(graph, "address").items():
        for mention in group:
            named[mention.document].add(code)
    return {document: frozenset(codes) for document, codes in named.items()}


def _mentions(graph: Graph) -> dict[tuple[str, str], tuple[CodeMention, ...]]:
    found: dict[tuple[str, str], list[CodeMention]] = defaultdict(list)
    for code, group in mentions(graph, "title", "address", "claimed", "referred", "unclaimed").items():
        for mention in group:
            found[mention.document, code].append(mention)
    return {key: tuple(group) for key, group in found.items()}
