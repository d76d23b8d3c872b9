"""The mentions of a stretch of text, from all finders, in order and without overlaps."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from auditor.extraction.codes import CodeHit
from auditor.extraction.late import late
from auditor.extraction.mentions import ANAPHORS, Finder, find
from auditor.extraction.quantities import quantities, unit_ends
from auditor.lexicon.spelling import matching_form
from auditor.lexicon.units import PIECE
from auditor.model.assertions import Mention

_START: Final = attrgetter("start")
_NAMES: Final = frozenset({"code", "drug", "brand"})


def code_mentions(hits: Iterable[CodeHit]) -> list[Mention]:
    """The hits that are codes, as mentions."""
    return [Mention("code", hit.start, hit.end, hit.code) for hit in hits if not hit.trap]


_SHORT: Final = 8  # characters
# What a cell holds that gives a unit by the piece.
_PIECE: Final = late(r"(?:each|ea\.?|1 each|one each|(?P<dose>(?:a|one) dose))", re.IGNORECASE)


def all_mentions(text: str, hits: Iterable[CodeHit], vocabulary: Finder) -> tuple[Mention, ...]:
    """Every mention of a short text, as of a table's cell."""
    form = matching_form(text)
    names, _ = find(text, vocabulary, form)
    amounts = list(quantities(text, 0, len(text))) if unit_ends(form) else []
    if not amounts and len(text) <= _SHORT and (piece := _PIECE.fullmatch(text)) is not None:
        amounts = [Mention("amount", 0, len(text), "1 dose" if piece["dose"] else PIECE)]
    return merged(code_mentions(hits), names, amounts)


def merged(real: Sequence[Mention], names: Sequence[Mention], amounts: Sequence[Mention]) -> tuple[Mention, ...]:
    """All mentions in order; where two overlap, codes go before names and names before amounts."""
    if amounts:
        names = [_first_substance(mention, amounts) for mention in names if not _within(mention, amounts)]
    if any(mention.kind in ANAPHORS for mention in names):
        openings = {mention.start for mention in (*real, *names) if mention.kind in _NAMES}
        codes = {mention.start for mention in real}
        names = [mention for mention in names if not _names_it(mention, codes, openings)]
    return tuple(_without_overlap(_without_overlap(real, names), amounts))


def _within(name: Mention, amounts: Sequence[Mention]) -> bool:
    """As in "1 SQ CM": what looks like a way to give a drug is part of an amount."""
    return name.kind == "route" and any(own.start <= name.start and name.end <= own.end for own in amounts)


def _without_overlap(taken: Sequence[Mention], others: Sequence[Mention]) -> Sequence[Mention]:
    if not taken or not others:
        return taken or others
    starts = [mention.start for mention in taken]
    free = []
    for mention in others:
        at = bisect_left(starts, mention.end)
        if at == 0 or taken[at - 1].end <= mention.start:
            free.append(mention)
    return sorted((*taken, *free), key=_START) if free else taken


def _names_it(mention: Mention, codes: set[int], openings: set[int]) -> bool:
    """As in "The drug durvalumab" names the drug; "the drug" alone would point back to it, as does "The code (durvalumab)".

    "The latter pegfilgrastim" leaves out a verb: it is of the latter.
    """
    if mention.kind not in ANAPHORS or mention.value in {"its", "order"}:
        return False
    near = range(mention.end + 1, mention.end + 4)
    if mention.kind == "this-code":
        return mention.end + 1 in openings or not codes.isdisjoint(near)
    return not openings.isdisjoint(near)


def _first_substance(mention: Mention, amounts: Sequence[Mention]) -> Mention:
    """As in "rituximab 10 mg and hyaluronidase": the amount inside a combination's name stays visible."""
    inside = next(
        (a for a in amounts if " + " in mention.value and mention.start < a.start and a.end < mention.end), None
    )
    return Mention(mention.kind, mention.start, inside.start - 1, mention.value) if inside else mention
