"""The cross-reference graph: codes, drugs, brands, targets, modifiers and documents, and what is claimed between them.

Nodes are pairs such as ("code", "J9371") or ("document", "a.md"). An edge carries either a claim (from the
subject to the object) or, from a document to a code, the mentions in one role. Nodes, edges and evidence stand in an order
that depends on their content only. `auditor.reports.network` makes a networkx graph of it, for other programs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from hashlib import blake2b
from heapq import merge
from itertools import chain, groupby
from operator import attrgetter
from types import MappingProxyType
from typing import TypeAlias

import msgspec

from auditor.model.assertions import (
    Assertion,
    CodeMention,
    Entity,
    EntityKind,
    Extraction,
    Kind,
    Polarity,
    Qualifiers,
)
from auditor.model.ignores import Lapse
from auditor.model.pile import Pile, pile

Node: TypeAlias = tuple[str, str]
Edge: TypeAlias = tuple[Node, Node, object]  # from, to, and what tells several between the same two apart
ClaimKey: TypeAlias = tuple[Kind, str, str, Polarity, Qualifiers]

ENDS: dict[Kind, tuple[EntityKind, EntityKind]] = {
    "code-drug": ("code", "drug"),
    "code-unit": ("code", "unit"),
    "drug-brand": ("drug", "brand"),
    "drug-target": ("drug", "target"),
    "code-status": ("code", "status"),
    "code-successor": ("code", "code"),
    "code-route": ("code", "route"),
    "modifier-meaning": ("modifier", "meaning"),
}

# Places that a finding lists of a side that nobody has to change: enough to show that it is no slip of one document, and more than
# anybody reads. Two such sides fit into what a code-scanning site shows of a result; every further one would stand in each report for nothing.
LISTED = 50

# Two documents agree by chance on a short passage such as a table row; on a long one because one was copied.
COPIED_WORDS = 12


class Claim(msgspec.Struct, frozen=True):
    """One thing that is said, however often: everyone who says it, and where."""

    kind: Kind
    subject: str
    object: str
    polarity: Polarity
    qualifiers: Qualifiers
    evidence: Sequence[Assertion]  # by document and position; packed where it is much
    support: int  # documents that say so independently: copied passages count once

    @property
    def documents(self) -> tuple[str, ...]:
        """Those who say it, sorted."""
        return tuple(sorted({assertion.document for assertion in self.evidence}))


class Graph:
    """Nodes and edges; nothing is added once it is built. A document is `dated`, a drug's name stands for one of `entities`.

    `listed` is how many places findings list of a side that nobody has to change.
    """

    def __init__(self) -> None:
        self.nodes: dict[Node, None] = {}
        self.edges: dict[Edge, Claim | tuple[CodeMention, ...]] = {}
        self.dated: dict[str, str] = {}
        self.entities: dict[str, Entity | None] = {}
        self.lapses: tuple[Lapse, ...] = ()
        self.listed = LISTED

    def add(self, edge: Edge, carries: Claim | tuple[CodeMention, ...]) -> None:
        """Put in an edge, and its ends."""
        self.nodes[edge[0]] = self.nodes[edge[1]] = None
        self.edges[edge] = carries

    def part(self, nodes: Container[Node]) -> Graph:
        """The graph of these nodes, and of what connects them."""
        made = Graph()
        made.nodes = {node: None for node in self.nodes if node in nodes}
        made.edges = {edge: carries for edge, carries in self.edges.items() if edge[0] in nodes and edge[1] in nodes}
        made.dated, made.entities, made.lapses, made.listed = self.dated, self.entities, self.lapses, self.listed
        return made

    # Every rule asks for these, and a graph does not change once it is built.

    @cached_property
    def in_order(self) -> Mapping[Kind, Sequence[Claim]]:
        """Its claims by kind, each kind's by subject and object."""
        kinds: dict[Kind, list[Claim]] = defaultdict(list)
        for claim in sorted((one for one in self.edges.values() if isinstance(one, Claim)), key=_order):
            kinds[claim.kind].append(claim)
        return kinds

    @cached_property
    def touching(self) -> Mapping[Node, Mapping[Edge, Claim]]:
        """The claims at each node."""
        found: dict[Node, dict[Edge, Claim]] = defaultdict(dict)
        for edge, one in self.edges.items():
            if isinstance(one, Claim):
                found[edge[0]][edge] = found[edge[1]][edge] = one
        return found

    @cached_property
    def mentioning(self) -> Sequence[tuple[Edge, tuple[CodeMention, ...]]]:
        """The edges that carry mentions."""
        return [(edge, found) for edge, found in self.edges.items() if not isinstance(found, Claim)]


def build(extractions: Iterable[Extraction], entity_of: Callable[[str], Entity | None] | None = None) -> Graph:
    """The graph of all that the documents say.

    `entity_of` gives the drug that a name stands for, None where it stands for several; without it
    each spelling is a drug of its own.
    """
    documents = sorted(extractions, key=lambda extraction: extraction.document)
    said = _claims(assertion for extraction in documents for assertion in extraction.assertions)
    codes = (mention for extraction in documents for mention in extraction.codes)
    return of_claims(said, codes, entity_of, {extraction.document: extraction.dated for extraction in documents})


def of_claims(
    said: Iterable[Claim],
    codes: Iterable[CodeMention] = (),
    entity_of: Callable[[str], Entity | None] | None = None,
    documents: Mapping[str, str] = MappingProxyType({}),
) -> Graph:
    """The graph of claims that are made already, in the order of `claim_key`, and of mentions.

    `documents` are in it in any case, each with the last day of which it says that it speaks; others are taken to be undated.
    """
    graph = Graph()
    graph.nodes = {("document", name): None for name in documents}
    graph.dated = dict(documents)
    for claim in said:
        source, target = ENDS[claim.kind]
        key = (claim.kind, claim.polarity, *claim.qualifiers)
        graph.add(((source, claim.subject), (target, claim.object), key), claim)
    _add_mentions(graph, codes)
    graph.entities = {name: (entity_of or as_written)(name) for kind, name in graph.nodes if kind == "drug"}
    return graph


def as_written(name: str) -> Entity:
    """The drug of a name, taken literally."""
    return Entity("drug", name, tuple(sorted(name.split(" + "))))


def claims(graph: Graph, kind: Kind, *polarities: Polarity) -> Iterator[Claim]:
    """Claims of one kind, by subject and object; of all polarities if none is named."""
    for claim in graph.in_order.get(kind, ()):
        if not polarities or claim.polarity in polarities:
            yield claim


def by_subject(found: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims grouped by what they are about."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        groups[claim.subject].append(claim)
    return groups


def by_object(found: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims grouped by what they say."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in found:
        groups[claim.object].append(claim)
    return groups


def about(graph: Graph, node: Node) -> list[Claim]:
    """Every claim that has this node at either end."""
    return sorted(graph.touching.get(node, {}).values(), key=_order)


def mentions(graph: Graph, *roles: str) -> dict[str, list[CodeMention]]:
    """The mentions in these roles, by code."""
    groups: dict[str, list[CodeMention]] = defaultdict(list)
    for (_, (_, code), role), found in sorted(graph.mentioning, key=lambda one: repr(one[0])):
        if role in roles:
            groups[code].extend(found)
    return groups


def entity(graph: Graph, drug: str) -> Entity | None:
    """The drug that a name in the graph stands for, or None where that is ambiguous."""
    return graph.entities[drug]


def written(graph: Graph, said: Assertion) -> str:
    """The last day of which the text around an assertion, or else its document, says that it speaks; "" where neither says."""
    return said.dated or graph.dated.get(said.document, "")


def of_lapses(found: Iterable[Lapse]) -> Graph:
    """A graph in which nothing is claimed, and some entries that ask for silence do nothing."""
    graph = Graph()
    graph.lapses = tuple(sorted(found))
    return graph


def lapses(graph: Graph, kind: str) -> list[Lapse]:
    """The entries of a kind that do nothing, by document and position."""
    return [lapse for lapse in graph.lapses if lapse.kind == kind]


def independent(evidence: Iterable[Assertion]) -> int:
    """Of evidence by document, how many documents say so on their own: those that only repeat another's long passages add nothing."""
    heard: set[bytes] = set()
    count = 0
    for _, said in groupby(evidence, key=attrgetter("document")):
        voices = {_passage(one.quote) for one in said}
        count += b"" in voices or not voices <= heard  # whoever says it shortly says it himself
        heard |= voices
    return count


@lru_cache(maxsize=2**14)
def _passage(quote: str) -> bytes:
    """A hash of a passage's words, if it is too long to be alike by chance, else nothing. A claim is weighed again after every edit."""
    words = re.findall(r"\w+", quote.casefold())
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest() if len(words) >= COPIED_WORDS else b""  # fmt: skip


def in_order(evidence: Iterable[Assertion]) -> tuple[Assertion, ...]:
    """Assertions by document and position."""
    return tuple(sorted(evidence, key=_reading_order))


def merged(each: Sequence[Sequence[Assertion]]) -> Sequence[Assertion]:
    """The evidence of several claims, each by document and position, as that of one; packed where any is."""
    if len(each) == 1:
        return each[0]
    if any(isinstance(one, Pile) for one in each):
        return pile(Assertion, merge(*each, key=_reading_order))
    return in_order(chain.from_iterable(each))


def claim_key(assertion: Assertion) -> ClaimKey:
    """What assertions of one claim have in common. Claims go into a graph in the order of their keys."""
    return assertion.kind, assertion.subject, assertion.object, assertion.polarity, assertion.qualifiers


def _claims(assertions: Iterable[Assertion]) -> list[Claim]:
    groups: dict[ClaimKey, list[Assertion]] = defaultdict(list)
    for assertion in assertions:
        groups[claim_key(assertion)].append(assertion)
    return [claim_of(said, in_order(found)) for said, found in sorted(groups.items())]


def claim_of(key: ClaimKey, evidence: Sequence[Assertion]) -> Claim:
    """The claim of a key, by its evidence in order."""
    return Claim(*key, evidence, independent(evidence))


def _add_mentions(graph: Graph, found: Iterable[CodeMention]) -> None:
    groups: dict[tuple[str, str, str], list[CodeMention]] = defaultdict(list)
    for mention in found:
        groups[mention.document, mention.code, mention.role].append(mention)
    for (document, code, role), group in sorted(groups.items()):
        ordered = sorted(group, key=lambda mention: (mention.place is not None, mention.place, mention.quote))
        graph.add((("document", document), ("code", code), role), tuple(ordered))


def _order(claim: Claim) -> tuple[str, str, str, str, Qualifiers]:
    return claim.kind, claim.subject, claim.object, claim.polarity, claim.qualifiers


def _reading_order(assertion: Assertion) -> tuple[object, ...]:
    return (
        assertion.document,
        assertion.place,
        assertion.kind,
        assertion.subject,
        assertion.object,
        assertion.polarity,
        assertion.quote,
        assertion.qualifiers,
        assertion.pattern,
    )
