"""What makes two values fine side by side: nothing here is a finding, everything here keeps one from being false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.graph import Claim, Graph, about, entity
from auditor.lexicon.units import same_unit
from auditor.resolution import same_drug, says_less
from auditor.rules.periods import overlap

# Products of one drug that Medicare pays apart differ in one of these.
_TELLING = ("manufacturer", "brand", "formulation", "route", "suffix")
# Said of one code alone, these already make it a product of its own: "J9297, pemetrexed from Sandoz".
_TELLING_ALONE = ("manufacturer", "formulation")


def one_drug(graph: Graph, one: str, other: str) -> bool:
    """Whether both names stand for one drug, or one only says less. An ambiguous name contradicts nothing."""
    first, second = entity(graph, one), entity(graph, other)
    if first is None or second is None:
        return True
    return same_drug(first, second) or says_less(first, second) or says_less(second, first)


def knowing_it_over(graph: Graph, code: str) -> set[str]:
    """The documents that assert that the code is no longer in use."""
    return _documents(claim for claim in _asserted(graph, code, "code-status") if claim.object == "discontinued")


def unclassified_support(graph: Graph, code: str) -> int:
    """How many documents assert that the code denotes no drug in particular."""
    said = _asserted(graph, code, "code-status")
    return max((claim.support for claim in said if claim.object == "unclassified"), default=0)


def told_apart(graph: Graph, one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether anything shows that two codes, each asserted for one drug, are two products of it."""
    return (
        _listed_together(graph, one, other)
        or not any(overlap(first, second) for first in one for second in other)
        or _of_biosimilar(one[0].subject) != _of_biosimilar(other[0].subject)
        or _qualified_apart(one, other)
        or _claimed_apart(graph, one, other)
    )


def _of_biosimilar(code: str) -> str:
    """The code, if CMS assigned it to one biosimilar: those from Q5101 on have no other use. A text may leave out its suffix."""
    return code if code.startswith("Q51") else ""


def _listed_together(graph: Graph, one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """A document that gives the drug both codes knows that they are two products."""
    denied = {
        document
        for claim in about(graph, ("drug", one[0].object))
        if claim.kind == "code-drug"
        and claim.polarity == "denied"
        and claim.subject in {one[0].subject, other[0].subject}
        for document in claim.documents
    }
    return bool((_documents(one) & _documents(other)) - denied)


def _qualified_apart(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    for name in _TELLING:
        first, second = _stated(one, name), _stated(other, name)
        if (first and second and not first & second) or (name in _TELLING_ALONE and bool(first) != bool(second)):
            return True
    return False


def _claimed_apart(graph: Graph, one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Units or routes that differ, or one code that replaced the other. Tablets and injections never share a code."""
    units = [_stated_beside(graph, said, "code-unit") for said in (one, other)]
    routes = [_stated_beside(graph, said, "code-route") for said in (one, other)]
    return (
        (all(units) and not any(same_unit(first, second) for first in units[0] for second in units[1]))
        or (all(routes) and not routes[0] & routes[1])
        or ({"oral"} in routes and routes[0] != routes[1])
        or _succeeds(graph, one[0].subject, other[0].subject)
        or _succeeds(graph, other[0].subject, one[0].subject)
    )


def _succeeds(graph: Graph, old: str, new: str) -> bool:
    between = graph.get_edge_data(("code", old), ("code", new)) or {}
    return any(data["claim"].polarity in {"asserted", "historical"} for data in between.values())


def _stated_beside(graph: Graph, said: Sequence[Claim], kind: str) -> set[str]:
    """Units or routes that the code has in the documents that give it to this drug. Others may mean another drug."""
    documents = _documents(said)
    stated = _asserted(graph, said[0].subject, kind)
    return {claim.object for claim in stated if not documents.isdisjoint(claim.documents)}


def _asserted(graph: Graph, code: str, kind: str) -> list[Claim]:
    touching = about(graph, ("code", code))
    return [claim for claim in touching if (claim.kind, claim.subject, claim.polarity) == (kind, code, "asserted")]


def _stated(said: Iterable[Claim], name: str) -> set[str]:
    return {value for claim in said for stated, value in claim.qualifiers if stated == name}


def _documents(said: Iterable[Claim]) -> set[str]:
    return {document for claim in said for document in claim.documents}
