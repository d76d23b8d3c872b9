"""Which places a finding lists of a side that nobody has to change: the best evidence, and how many places there are besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nsmallest
from typing import Final, TypeAlias

from auditor.graph import ClaimKey, claim_key
from auditor.model.assertions import Assertion, Confidence
from auditor.model.findings import Location, Unlisted, Verdict
from auditor.rules.side import Side

_DOUBT: Final[Mapping[Confidence, int]] = {"high": 0, "medium": 1, "low": 2}
_Ranked: TypeAlias = tuple[int, int, Assertion]  # how doubtful, where in the order, and what


def settled(sides: Sequence[Side], verdicts: Mapping[str, Verdict], weakest: Side) -> set[str]:
    """The values of the sides that nobody has to change: those that are confirmed, or else the one that has more support than any other.

    Never one that is refuted, nor the `weakest`, with which the finding begins.
    """
    found = {side.value for side in sides if verdicts[side.value] == "confirmed"}
    if not found:
        most = max(side.support for side in sides)
        strongest = [side.value for side in sides if side.support == most]
        found = {value for value in strongest if verdicts[value] != "refuted"} if len(strongest) == 1 else set()
    return found - {weakest.value}


def best(evidence: Sequence[Assertion], most: int) -> tuple[Sequence[Assertion], Iterator[Assertion]]:
    """So many of the evidence at most, and the rest, both in order: the surest, and of those that are as sure the first.

    Whatever is said, be it only of other dates, is said by one of them at least, even where that makes more.
    """
    if len(evidence) <= most:
        return evidence, iter(())
    of_claims: dict[ClaimKey, _Ranked] = {}
    surest = nsmallest(most, _ranked(evidence, of_claims))
    chosen = {number for _, number, _ in of_claims.values()}
    for _, number, _ in surest:
        if len(chosen) >= most:
            break
        chosen.add(number)
    listed = tuple(one for number, one in enumerate(evidence) if number in chosen)
    return listed, (one for number, one in enumerate(evidence) if number not in chosen)


def unlisted(left_out: Iterable[tuple[str, str]], listed: Iterable[Location]) -> tuple[Unlisted, ...]:
    """How many places with each note are left out, by their notes and documents, where others are listed."""
    places: dict[str, int] = {}
    documents: dict[str, set[str]] = {}
    for note, document in left_out:
        places[note] = places.get(note, 0) + 1
        documents.setdefault(note, set()).add(document)
    if places:
        for one in listed:
            documents.get(one.note, set()).discard(one.document)
    return tuple(Unlisted(note, number, len(documents[note])) for note, number in places.items())


def _ranked(evidence: Iterable[Assertion], of_claims: dict[ClaimKey, _Ranked]) -> Iterator[_Ranked]:
    """All of it with its rank, which no two share; the best of each claim is noted on the way."""
    for number, one in enumerate(evidence):
        ranked = _DOUBT[one.confidence], number, one
        key = claim_key(one)
        of_claims[key] = min(of_claims.get(key, ranked), ranked)
        yield ranked
