"""A side of a contradiction: one of the values that cannot all be true, and everyone who gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Literal

import msgspec

from auditor.graph import Claim, independent, merged
from auditor.model.assertions import Assertion
from auditor.rules.periods import overlap

End = Literal["subject", "object"]


class Side(msgspec.Struct, frozen=True):
    """One value, the claims that give it, and how many documents do so independently."""

    value: str
    claims: tuple[Claim, ...]
    evidence: Sequence[Assertion]
    support: int

    @property
    def documents(self) -> tuple[str, ...]:
        """Those who give it, sorted."""
        return tuple(sorted({assertion.document for assertion in self.evidence}))


def side(value: str, said: Iterable[Claim]) -> Side:
    """The claims as one side."""
    claims = tuple(said)
    if len(claims) == 1:
        return Side(value, claims, claims[0].evidence, claims[0].support)
    evidence = merged([claim.evidence for claim in claims])
    return Side(value, claims, evidence, independent(evidence))


def opposed(said: Sequence[Claim], agree: Callable[[Claim, Claim], object], end: End = "object") -> list[Side]:
    """The sides of a contradiction: values of which each disagrees with some other on some day, strongest first.

    `agree` tells of two claims whether, or why, they can both be true.
    """
    groups: dict[str, list[Claim]] = {}
    for one in said:
        value = _end(one, end)
        others = (other for other in said if _end(other, end) != value)
        if any(overlap(one, other) and not agree(one, other) and takes_sides(one, other) for other in others):
            groups.setdefault(value, []).append(one)
    return strongest_first(side(value, group) for value, group in groups.items())


def strongest_first(sides: Iterable[Side]) -> list[Side]:
    """Sides by how many say so independently; ties by value."""
    return sorted(sides, key=lambda side: (-side.support, side.value))


def takes_sides(one: Claim, other: Claim) -> bool:
    """Whether each claim is made somewhere without the other.

    A sentence or a table row that gives both values lists them (a unit beside a vial size, a drug beside
    its alternative); nobody contradicts himself in one breath.
    """
    return _stands_alone(one, other) and _stands_alone(other, one)


def one_breath(one: Assertion, other: Assertion) -> bool:
    """Whether one sentence, cell or row says both."""
    return one.document == other.document and one.place.start < other.place.end and other.place.start < one.place.end


def _stands_alone(one: Claim, other: Claim) -> bool:
    return any(
        not any(one_breath(said, neighbour) for neighbour in beside)
        for said, beside in _beside(one.evidence, other.evidence)
    )


def _beside(evidence: Iterable[Assertion], others: Iterable[Assertion]) -> Iterator[tuple[Assertion, list[Assertion]]]:
    """Each of the evidence with the others of its document, where both are in order: at no time is more than one document held."""
    groups = groupby(others, key=attrgetter("document"))
    at, group = next(groups, (None, ()))
    beside = list(group)
    for said in evidence:
        while at is not None and at < said.document:
            at, group = next(groups, (None, ()))
            beside = list(group)
        yield said, beside if at == said.document else []


def _end(claim: Claim, end: End) -> str:
    return claim.object if end == "object" else claim.subject
