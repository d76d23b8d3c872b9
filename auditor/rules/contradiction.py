"""From claims that cannot all be true to one finding with a note at every place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from auditor.graph import merged
from auditor.model.assertions import Assertion, Confidence, Kind, Polarity
from auditor.model.findings import Finding, Location, Severity, Value, Verdict
from auditor.model.pile import like
from auditor.reference.authority import Judgement, wording
from auditor.rules.listing import best, settled, unlisted
from auditor.rules.rule import Rule
from auditor.rules.side import End, Side
from auditor.rules.verdicts import Judge

_CERTAINTY: tuple[Confidence, ...] = ("low", "medium", "high")
_DOUBT: tuple[Verdict, ...] = ("refuted", "unknown", "confirmed")
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


def contradiction(
    rule: Rule,
    subject: str,
    sides: Sequence[Side],
    message: str,
    judge: Judge,
    *,
    listed: int,
    focus: End = "object",
    expected: str = "",
) -> Finding:
    """The finding. Its primary place is the first of a side that the reference refutes, else of the one with the least support.

    It lists every place of the sides that may be wrong, and so many of each that nobody has to change.
    """
    told = {side.value: judge(side) for side in sides}
    weakest = min(sides, key=lambda side: (_DOUBT.index(told[side.value].verdict), side.support, side.documents))
    right = settled(sides, {value: judgement.verdict for value, judgement in told.items()}, weakest)
    others: list[Sequence[Assertion]] = []
    left: list[Iterator[Assertion]] = []
    for side in sides:
        if side.value in right:
            shown, rest = best(side.evidence, listed)
            others.append(shown)
            left.append(rest)
        elif side is not weakest:
            others.append(side.evidence)
    evidence = weakest.evidence, merged(others)
    places = (location(assertion, focus) for assertion in chain(*evidence))
    values = [value_of(side, told[side.value]) for side in sides]
    known = {judgement.expected for judgement in told.values() if judgement.expected}
    expected = expected or (wording(known.pop()) if len(known) == 1 else "")
    certainty = confidence(sides)
    return finding(
        rule,
        subject,
        values,
        places,
        message,
        confidence=certainty,
        expected=expected,
        evidence=evidence,
        left_out=((says(one), one.document) for one in chain(*left)),
    )


def finding(
    rule: Rule,
    subject: str,
    values: Sequence[Value],
    places: Iterable[Location],
    message: str,
    *,
    confidence: Confidence = "high",
    severity: Severity | None = None,
    expected: str = "",
    evidence: Iterable[Sequence[Assertion]] = (),
    left_out: Iterable[tuple[str, str]] = (),
) -> Finding:
    """A finding of a rule; the first place is the primary one. Its severity is the rule's, unless it weighs less.

    Places are packed where the `evidence` that they are made of is. What is `left_out` has a note and a document each.
    """
    left = iter(places)
    primary, related = next(left), like(evidence, Location, left)
    print_ = fingerprint(rule.id, subject, values)
    return Finding(
        rule.id,
        rule.name,
        severity or rule.severity,
        confidence,
        subject,
        message,
        print_,
        tuple(values),
        primary,
        related,
        expected or None,
        unlisted=unlisted(left_out, chain((primary,), related)),
    )


def value_of(side: Side, judgement: Judgement) -> Value:
    """A side as the report shows it. Without a reference nobody is right."""
    return Value(side.value, judgement.verdict, len(side.evidence), side.documents, judgement.reason, side.support)


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
    nearest, other = assertion.object_place, assertion.subject_place
    if focus == "subject":
        nearest, other = other, nearest
    return Location(
        assertion.document,
        assertion.place,
        assertion.quote,
        note or says(assertion),
        assertion.section,
        other if nearest is None else nearest,
        assertion.page,
    )


def says(assertion: Assertion) -> str:
    """What the assertion claims, in plain words: "calls J9355 atezolizumab"."""
    return _phrase(assertion.kind, assertion.polarity, assertion.subject, assertion.object)


@lru_cache(maxsize=2**12)
def _phrase(kind: Kind, polarity: Polarity, subject: str, value: str) -> str:
    """The words for one claim. Thousands of documents may make the same."""
    phrase = _PHRASES[kind][("asserted", "denied", "historical").index(polarity)]
    return phrase.format(s=value, o=subject) if kind == "drug-brand" else phrase.format(s=subject, o=value)


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
