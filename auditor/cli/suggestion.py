"""What the user probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?`, or nothing where no known word is close."""
    best = process.extractOne(word.lower(), sorted(known), scorer=fuzz.ratio, score_cutoff=60, processor=str.lower)
    return f"; did you mean '{best[0]}'?" if best else ""
