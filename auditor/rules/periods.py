"""When a claim holds. Codes are reused, so two claims contradict each other only if they hold on one day."""

from __future__ import annotations

from auditor.graph import Claim
from auditor.reference.authority import NOW


def certain(claim: Claim) -> tuple[str, str] | None:
    """First and last day on which the claim surely holds; None where it never does for certain.

    An assertion without dates holds now, nobody knows since when. What is historical without an end,
    and what is hypothetical, holds on no day that we could name.
    """
    stated = dict(claim.qualifiers)
    if claim.polarity == "hypothetical" or (claim.polarity == "historical" and "valid_to" not in stated):
        return None
    last = stated.get("valid_to", NOW)
    return stated.get("valid_from", last), last


def overlap(one: Claim, other: Claim) -> bool:
    """Whether there is a day on which both claims surely hold."""
    first, second = certain(one), certain(other)
    return first is not None and second is not None and max(first[0], second[0]) <= min(first[1], second[1])
