"""From claims that cannot all be true to one finding with a note at every place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

import msgspec

from auditor.graph import Claim, in_order, independent
from auditor.model.assertions import Assertion, Confidence
from auditor.model.findings import Finding, Location, Value
from auditor.rules.periods import overlap
from auditor.rules.rule import Rule

End = Literal["subject", "object"]

_CERTAINTY: tuple[Confidence, ...] = ("low", "medium", "high")
_PHRASES = {
    "code-drug": ("calls {s} {o}", "says that {s} is not {o}", "says that {s} was {o}"),
    "code-unit": ("bills {s} per {o}", "says that {s} is not billed per {o}", "says that {s} was billed per {o}"),
    "drug-brand": ("calls {s} {o}", "says that {s} is not {o}", "says that {s} was {o}"),
    "drug-target": ("aims {s} at {o}", "says that {s} does not act on {o}", "says that {s} acted on {o}"),
    "code-status": ("calls {s} {o}", "says that {s} is not {o}", "says that {s} was {o}"),
    "code-successor": ("replaces {s} by {o}", "says that {o} does not replace {s}", "says that {o} replaced {s}"),
    "code-route": ("makes {s} {o}", "says that {s} is not {o}", "says that {s} was {o}"),
    "modifier-meaning": ("reads {s} as {o}", "says that {s} does not mean {o}", "says that {s} meant {o}"),
}


class Side(msgspec.Struct, frozen=True):
    """One of the values that cannot all be true, and everyone who gives it."""

    value: str
    evidence: tuple[Assertion, ...]
    support: int

    @property
    def documents(self) -> tuple[str, ...]:
        """Those who give it, sorted."""
        return tuple(sorted({assertion.document for assertion in self.evidence}))


def side(value: str, said: Iterable[Claim]) -> Side:
    """The claims as one side."""
    evidence = in_order(assertion for claim in said for assertion in claim.evidence)
    return Side(value, evidence, independent(evidence))


def opposed(said: Sequence[Claim], agree: Callable[[Claim, Claim], bool], end: End = "object") -> list[Side]:
    """The sides of a contradiction: values of which each disagrees with some other on some day, strongest first."""
    groups: dict[str, list[Claim]] = {}
    for one in said:
        value = _end(one, end)
        others = (other for other in said if _end(other, end) != value)
        if any(overlap(one, other) and not agree(one, other) and takes_sides(one, other) for other in others):
            groups.setdefault(value, []).append(one)
    return strongest_first(side(value, group) for value, group in groups.items())


def takes_sides(one: Claim, other: Claim) -> bool:
    """Whether each claim is made somewhere without the other.

    A sentence or a table row that gives both values lists them (a unit beside a vial size, a drug beside
    its alternative); nobody contradicts himself in one breath.
    """
    return _stands_alone(one, other) and _stands_alone(other, one)


def one_breath(one: Assertion, other: Assertion) -> bool:
    """Whether one sentence, cell or row says both."""
    return one.document == other.document and one.place.start < other.place.end and other.place.start < one.place.end


def strongest_first(sides: Iterable[Side]) -> list[Side]:
    """Sides by how many say so independently; ties by value."""
    return sorted(sides, key=lambda side: (-side.support, side.value))


def contradiction(rule: Rule, subject: str, sides: Sequence[Side], message: str, focus: End = "object") -> Finding:
    """The finding. Its primary place is the first of the side with the least independent support."""
    weakest = min(sides, key=lambda side: (side.support, side.documents))
    rest = in_order(assertion for side in sides if side is not weakest for assertion in side.evidence)
    places = [location(assertion, focus) for assertion in (*weakest.evidence, *rest)]
    return finding(rule, subject, values_of(sides), places, message, confidence=confidence(sides))


def finding(
    rule: Rule,
    subject: str,
    values: Sequence[Value],
    places: Sequence[Location],
    message: str,
    *,
    confidence: Confidence = "high",
) -> Finding:
    """A finding of a rule; the first place is the primary one."""
    primary, *related = places
    print_ = fingerprint(rule.id, subject, values)
    return Finding(
        rule.id, rule.name, rule.severity, confidence, subject, message, print_, tuple(values), primary, tuple(related)
    )


def values_of(sides: Iterable[Side]) -> list[Value]:
    """The sides as the report shows them. Without a reference nobody is right."""
    return [Value(side.value, "unknown", len(side.evidence), side.documents) for side in sides]


def fingerprint(rule: str, subject: str, values: Iterable[Value]) -> str:
    """Who says what, hashed: it outlives edits that move lines, and it changes when a side changes its mind."""
    said = sorted((value.value, sorted(value.documents)) for value in values)
    return hashlib.sha256(json.dumps([rule, subject, said]).encode()).hexdigest()[:16]


def confidence(sides: Iterable[Side]) -> Confidence:
    """A contradiction is as certain as the best evidence of its least certain side."""
    best = (max(_CERTAINTY.index(assertion.confidence) for assertion in side.evidence) for side in sides)
    return _CERTAINTY[min(best)]


def location(assertion: Assertion, focus: End = "object", note: str = "") -> Location:
    """The assertion's place, what it says there, and the token that makes the difference."""
    places = (assertion.object_place, assertion.subject_place)
    nearest = places if focus == "object" else places[::-1]
    return Location(
        assertion.document,
        assertion.place,
        assertion.quote,
        note or says(assertion),
        assertion.section,
        next((place for place in nearest if place is not None), None),
        assertion.page,
    )


def says(assertion: Assertion) -> str:
    """What the assertion claims, in plain words: "calls J9355 atezolizumab"."""
    phrase = _PHRASES[assertion.kind][("asserted", "denied", "historical").index(assertion.polarity)]
    subject, value = assertion.subject, assertion.object
    if assertion.kind == "drug-brand":
        subject, value = value, subject
    return phrase.format(s=subject, o=value)


def tell(sides: Sequence[Side], prefix: str = "") -> str:
    """The sides in one phrase: "atezolizumab in 1 document and bevacizumab in another"."""
    everyone = {document for side in sides for document in side.documents}
    if len(everyone) == 1:
        return f"{_and([prefix + side.value for side in sides])} in one document"
    first, *rest = sides
    told = [f"{prefix}{first.value} in {count(len(first.documents), 'document')}"]
    for other in rest:
        lone = len(sides) == 2 and len(first.documents) == len(other.documents) == 1
        number = "another" if lone else str(len(other.documents))
        told.append(f"{prefix}{other.value} in {number}")
    return _and(told)


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 document", "2 documents"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _stands_alone(one: Claim, other: Claim) -> bool:
    beside: dict[str, list[Assertion]] = {}
    for said in other.evidence:
        beside.setdefault(said.document, []).append(said)
    return any(
        not any(one_breath(said, neighbour) for neighbour in beside.get(said.document, ())) for said in one.evidence
    )


def _end(claim: Claim, end: End) -> str:
    return claim.object if end == "object" else claim.subject
