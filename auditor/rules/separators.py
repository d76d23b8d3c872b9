"""What makes two values fine side by side: nothing here is a finding, everything here keeps one from being false."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.graph import Claim, Graph, about, entity, written
from auditor.lexicon.units import may_agree
from auditor.model.assertions import Assertion
from auditor.reference.authority import OF_BIOSIMILARS
from auditor.resolution import same_drug, says_less
from auditor.rules.periods import overlap
from auditor.rules.side import one_breath

# Products of one drug that Medicare pays apart differ in one of these.
_TELLING = ("manufacturer", "brand", "formulation", "route", "suffix")
# Said of one code alone, these already make it a product of its own: "J9297, pemetrexed from Sandoz".
_TELLING_ALONE = ("manufacturer", "formulation")


def one_drug(graph: Graph, one: str, other: str) -> str:
    """Why both names can stand for one drug, "" where they cannot. An ambiguous name contradicts nothing."""
    first, second = entity(graph, one), entity(graph, other)
    if first is None or second is None:
        return f"{one if first is None else other} can mean several drugs"
    if same_drug(first, second):
        return f"{one} and {other} are one drug"
    if says_less(first, second):
        return f"of {one} and {other} one name only says less"
    return ""


def knowing_it_over(graph: Graph, code: str) -> set[str]:
    """The documents that assert that the code is no longer in use."""
    return _documents(claim for claim in _asserted(graph, code, "code-status") if claim.object == "discontinued")


def of_its_time(graph: Graph, said: Assertion, end: str) -> bool:
    """Whether what is said of a code is of a day on which it was in force: by the text's own date, or as a dated step of its history.

    "C9154 ended on 12/31/2023; from 1/1/2024 J0576" stays true when J0576 has ended too. `end` is the code's last day, ISO.
    """
    if "" < written(graph, said) <= end:
        return True
    since = dict(said.qualifiers).get("valid_from", "")
    if not "" < since <= end:
        return False
    steps = (claim for claim in about(graph, ("code", said.subject)) if claim.kind == "code-successor")
    return any(one_breath(said, step) for claim in steps if claim.object == said.subject for step in claim.evidence)


def unclassified_support(graph: Graph, code: str) -> int:
    """How many documents assert that the code denotes no drug in particular."""
    said = _asserted(graph, code, "code-status")
    return max((claim.support for claim in said if claim.object == "unclassified"), default=0)


def told_apart(graph: Graph, one: Sequence[Claim], other: Sequence[Claim]) -> str:
    """What shows that two codes, each asserted for one drug, are two products of it; "" where nothing does."""
    first, second = one[0].subject, other[0].subject
    if together := _listed_together(graph, one, other):
        return f"{together} gives the drug both codes"
    if not any(overlap(before, after) for before in one for after in other):
        return f"{first} and {second} are given to it at different dates"
    if _of_biosimilar(first) != _of_biosimilar(second):
        return f"{first if _of_biosimilar(first) else second} is the code of one biosimilar"
    return _qualified_apart(one, other) or _claimed_apart(graph, one, other)


def _of_biosimilar(code: str) -> str:
    """The code, if CMS assigned it to one biosimilar: those from Q5101 on have no other use. A text may leave out its suffix."""
    return code if code.startswith(OF_BIOSIMILARS) else ""


def _listed_together(graph: Graph, one: Sequence[Claim], other: Sequence[Claim]) -> str:
    """A document that gives the drug both codes: it knows that they are two products."""
    denied = {
        document
        for claim in about(graph, ("drug", one[0].object))
        if claim.kind == "code-drug"
        and claim.polarity == "denied"
        and claim.subject in {one[0].subject, other[0].subject}
        for document in claim.documents
    }
    return min((_documents(one) & _documents(other)) - denied, default="")


def _qualified_apart(one: Sequence[Claim], other: Sequence[Claim]) -> str:
    codes = f"{one[0].subject} and {other[0].subject}"
    for name in _TELLING:
        first, second = _stated(one, name), _stated(other, name)
        if first and second and not first & second:
            return f"{codes} differ in {name}: {_or(first)}, {_or(second)}"
        if name in _TELLING_ALONE and bool(first) != bool(second):
            owner = one[0].subject if first else other[0].subject
            return f"{owner} is of one {name}: {_or(first | second)}"
    return ""


def _claimed_apart(graph: Graph, one: Sequence[Claim], other: Sequence[Claim]) -> str:
    """Units or routes that differ, or one code that replaced the other. Tablets and injections never share a code."""
    first, second = one[0].subject, other[0].subject
    units = [_stated_beside(graph, said, "code-unit") for said in (one, other)]
    routes = [_stated_beside(graph, said, "code-route") for said in (one, other)]
    if all(units) and not any(may_agree(mine, yours) for mine in units[0] for yours in units[1]):
        return f"{first} and {second} are billed in different units: {_or(units[0])}, {_or(units[1])}"
    if (all(routes) and not routes[0] & routes[1]) or ({"oral"} in routes and routes[0] != routes[1]):
        return f"{first} and {second} are given in different ways: {_or(routes[0])}, {_or(routes[1])}"
    if _succeeds(graph, first, second) or _succeeds(graph, second, first):
        return f"of {first} and {second} one replaced the other"
    return ""


def _or(values: Iterable[str]) -> str:
    return " or ".join(sorted(values)) or "not told"


def _succeeds(graph: Graph, old: str, new: str) -> bool:
    steps = (claim for claim in about(graph, ("code", old)) if claim.kind == "code-successor")
    return any((one.subject, one.object) == (old, new) and one.polarity in {"asserted", "historical"} for one in steps)


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
