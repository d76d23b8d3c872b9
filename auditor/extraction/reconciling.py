"""What the claims of one block make of one another: what is quoted and then denied, and what an end makes history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from auditor.extraction.codes import is_counted
from auditor.extraction.courses import CODE_MEANING
from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.relations.amounts import AMOUNT_IS_UNIT
from auditor.extraction.surroundings import doubted
from auditor.model.source import Block, Span

_ANSWERED_NO: Final = "answered-no"
_ONE_FOR: Final = late(r"\b(?:1|one) unit (?:for|on) \Z", re.IGNORECASE)
_NEAR: Final = 24  # characters before an amount
_UP_TO: Final = late(r"\bup to (?:and including )?\Z", re.IGNORECASE)
# The sentence after a claim gives another code for it: "Solu-Medrol lines with J2930. The right code is J2919."
_SET_RIGHT: Final = late(
    r"[)\"”’']{0,2}(?: (?:lines?|claims?|orders?))?(?: (?:in|on|during) [^.;:]{3,24})?[.;:]\s+"
    r"(?:(?:(?:the )?(?:right|correct|proper|valid) (?:code|one)(?: here)?(?: is| was| would be|:)"
    r"|(?:(?:it|they|this|these|that|those|the lines?|the claims?) )?(?:should|must|ought to) (?:have been|have read|have gone (?:on|under)|have carried|be|read|say|carry|show)"
    r"|(?:it|they|the product|the biosimilar|that product) ha(?:s|ve) (?:its|their) own(?: code)?,?) (?:code )?(?P<told>[A-Z]\d{4})"
    r"|(?:code )?(?P<first>[A-Z]\d{4})(?:,[^,.;]{2,24},)? (?:is|was|were|would be|would have been) (?:the )?(?:correct|right|wanted|meant|due|needed|supported|called for|expected)\b)",
    re.IGNORECASE,
)


def reconciled(found: Sequence[Found], text: str) -> list[Found]:
    """The claims of a block with this text, each as the others let it stand."""
    stated = _as_counted(_as_sent(_without_parts(found, text), text), text)
    return _affirmed(_corrected(_set_right(stated, text)))


def denied(found: Found, block: Block, span: Span) -> Found:
    """What was asked or claimed, denied by the sentence at `span`."""
    return found._replace(
        polarity="denied", span=span, subject_span=None, object_span=None, section=block.section, pattern=_ANSWERED_NO
    )


def _corrected(found: Sequence[Found]) -> list[Found]:
    """What a paragraph says first and then denies it only quotes."""
    denied: set[tuple[str, str, str]] = set()
    kept = []
    for claim in reversed(found):
        key = claim.kind, claim.subject.value, claim.object.value or claim.object.brand
        if claim.polarity == "denied":
            denied.add(key)
        kept.append(doubted(claim) if key in denied else claim)
    return kept[::-1]


def _as_sent(found: Sequence[Found], text: str) -> list[Found]:
    """Of "J1740 x 3 for zoledronic acid. J1740 is ibandronate": what a line of a claim says, where the text says otherwise of its code."""
    pairs = [claim for claim in found if claim.kind == "code-drug" and claim.polarity == "asserted"]
    plain = {
        claim.subject.value: _meant(claim)
        for claim in pairs
        if claim.subject.mention is not None and not is_counted(text, claim.subject.mention.end)
    }
    return [
        doubted(claim)
        if claim.kind == "code-drug"
        and claim.subject.mention is not None
        and is_counted(text, claim.subject.mention.end)
        and plain.get(claim.subject.value, _meant(claim)) != _meant(claim)
        else claim
        for claim in found
    ]


def _set_right(found: Sequence[Found], text: str) -> list[Found]:
    """Of "Truxima reported as J9312. It has its own code, Q5115.": what the next sentence gives another code was a mistake."""
    return [doubted(claim) if _is_set_right(claim, text) else claim for claim in found]


def _without_parts(found: Sequence[Found], text: str) -> list[Found]:
    """Of "J1200, up to 50 mg. 25 mg is 1 unit; so is 50.": less than the most that a unit covers is one unit, and not its size."""
    covered = {
        claim.subject.value for claim in found if claim.kind == "code-unit" and _comes_after(_UP_TO, claim, text)
    }
    return [claim for claim in found if claim.pattern != AMOUNT_IS_UNIT or claim.subject.value not in covered]


def _comes_after(words: re.Pattern[str], claim: Found, text: str) -> bool:
    """Whether such words stand right before what is claimed of the code."""
    told = claim.object.mention
    return told is not None and words.search(text, max(0, told.start - _NEAR), told.start) is not None


def _as_counted(found: Sequence[Found], text: str) -> list[Found]:
    """Of "J0696: 1 unit for a gram. The unit is 250 mg": how many were billed for so much, where the text tells another unit."""
    units = [claim for claim in found if claim.kind == "code-unit" and claim.polarity == "asserted"]
    counted = [
        claim
        for claim in units
        if _comes_after(_ONE_FOR, claim, text)
        and any(other.subject.value == claim.subject.value and _meant(other) != _meant(claim) for other in units)
    ]
    return [doubted(claim) if claim in counted else claim for claim in found] if counted else list(found)


def _is_set_right(claim: Found, text: str) -> bool:
    code, drug = claim.subject.mention, claim.object.mention
    if claim.kind != "code-drug" or claim.polarity != "asserted" or code is None or drug is None:
        return False
    told = _SET_RIGHT.match(text, max(code.end, drug.end))
    return told is not None and (told["told"] or told["first"]) != code.value


def _affirmed(found: Sequence[Found]) -> list[Found]:
    """Of "No. J1745 is infliximab, excludes biosimilar": what an answer says itself, its "no" does not deny."""
    if not any(claim.pattern == _ANSWERED_NO for claim in found):
        return list(found)
    said = {_meant(claim) for claim in found if claim.polarity == "asserted"}
    return [claim for claim in found if claim.pattern != _ANSWERED_NO or _meant(claim) not in said]


def _meant(claim: Found) -> tuple[str, str, str, str]:
    return claim.kind, claim.subject.value, claim.object.value, claim.object.brand


def as_history(found: Iterable[Found], *, told: bool = False) -> list[Found]:
    """What an entry says of a code is history when the entry also says that the code has ended; of its first code, where it is `told` so."""
    kept = list(found)
    ended = {
        f.subject.value
        for f in kept
        if f.kind == "code-status" and f.object.value == "discontinued" and f.polarity == "asserted"
    }
    if told and kept:
        ended.add(kept[0].subject.value)  # "J2796 romiplostim, 10 mcg. Old code."
    return [
        f._replace(polarity="historical")
        if f.kind in CODE_MEANING and f.polarity == "asserted" and f.subject.value in ended
        else f
        for f in kept
    ]
