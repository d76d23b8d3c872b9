"""How a text rules the use of a modifier: which of two is taken, which is not to be used, and whether a surprising meaning is plainly told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from auditor.extraction.caseless import lowered
from auditor.extraction.grammar import Phrase, regex
from auditor.extraction.late import late
from auditor.extraction.modifiers import MEANINGS, STANDARD
from auditor.extraction.patterns import modifier as patterns
from auditor.model.assertions import Mention

# "Use JW rather than JZ if drug is left over": what follows is said of the one that is chosen, unless the other is explained: "not JZ, which ...".
_PASSED_OVER: Final = late(
    r"\b(?:rather than|instead of|in place of|as opposed to|not|never|replaces|supersedes)\s(?:with )?(?:the )?(?:modifier )?\W{0,2}\Z",
    re.IGNORECASE,
)
_IS_EXPLAINED: Final = late(
    r"\W{0,2}(?:modifier)?\W{0,2}(?:[(:=]|(?<=,)\s?(?:which|that|as|because|since)\b|\b(?:which|that|because|since)\b)"
)
_CHOSEN_NEAR: Final = 40  # characters before the one that is passed over
_NOT_USED_BEFORE: Final = regex(patterns.NOT_USED_BEFORE)
_NOT_USED_AFTER: Final = regex(patterns.NOT_USED_AFTER)
_EXCEPTED: Final = regex(patterns.EXCEPTED)
_TELLS: Final = regex(patterns.TELLS)
_IT_TELLS: Final = regex(patterns.IT_TELLS)
_IN_CASE: Final = regex(patterns.IN_CASE)
_RULES: Final = regex(patterns.RULES)
_TURNS: Final = regex(patterns.TURNS)
_USUAL_MEANINGS: Final = frozenset(STANDARD.values())
_NEAR: Final = 60  # characters before a modifier in which its use is ruled


def is_not_used(text: str, start: int, group: Sequence[Mention], end: int) -> bool:
    """As in "Do not append JW when nothing was discarded": the case that is named is one for which it is not meant."""
    first, last = group[0].start, group[-1].end
    banned = _NOT_USED_BEFORE.search(text[max(start, first - _NEAR) : first]) or _NOT_USED_AFTER.match(text, last, end)
    return banned is not None and _EXCEPTED.search(text, last, end) is None


def passed_over(text: str, found: Sequence[Mention]) -> dict[int, int]:
    """For each modifier that is chosen before another, by where it starts: where the other ends, behind which its meaning follows."""
    return {
        taken.start: other.end
        for taken, other in pairwise(found)
        if chosen(text, taken.end, other.start) and not _IS_EXPLAINED.match(text, other.end)
    }


def chosen(text: str, start: int, end: int) -> bool:
    """Whether what stands between two modifiers says that the first is taken and not the second."""
    return end - start <= _CHOSEN_NEAR and _PASSED_OVER.search(text, start, end) is not None


def is_anothers(mention: Mention, meaning: str) -> bool:
    """Whether a meaning is usual for another modifier, and not for this one."""
    return STANDARD.get(mention.value, meaning) != meaning and meaning in _USUAL_MEANINGS


def is_ruled(text: str, group: Sequence[Mention], meaning: str, where: tuple[int, int], row: Phrase) -> bool:
    """Whether a meaning that is not the usual one is plainly told of a group of modifiers, or their use for it ruled."""
    first, last = group[0].start, group[-1].end
    if where[0] < first:
        own = where[0] == 0 or not text[where[0] - 1].isalnum()  # not what stands behind another modifier
        return own and (row is not patterns.WHEN or _TELLS.match(text, last) is not None)
    if row not in {patterns.FORWARD, patterns.LATER}:
        return True
    cue = next(cue for named, cue in MEANINGS.rows if named == meaning)
    found = cue.search(lowered(text), *where)
    if found and _TURNS.search(text, last, found.start()):
        return False
    if row is patterns.LATER or _TELLS.match(text, last) or (found and _IT_TELLS.search(text, last, found.start())):
        return True
    before = text[max(0, first - _NEAR) : first]
    return _IN_CASE.match(text, last) is not None and _RULES.search(before) is not None
