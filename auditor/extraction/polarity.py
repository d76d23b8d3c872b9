"""Polarity: asserted, denied, historical or hypothetical.

The triggers are data (`patterns/polarity.py`); here stands how far each reaches. A scope ends at the clause's end.
"""

from __future__ import annotations

import re
from typing import Final

from auditor.extraction.grammar import regex
from auditor.extraction.guarded import Guarded, Phrases
from auditor.extraction.links import Link
from auditor.extraction.patterns import polarity as triggers
from auditor.extraction.tags import Reading
from auditor.model.assertions import Polarity

_CLAUSE_TAGS: Final = ";x?!:"
_OTHER_CODE: Final = re.compile(r"\((?<=[A-Z]\d{4} \()[^()]{0,30}\b[A-Z]\d{4}\)")  # "J9312 (formerly J9310)"
_OF_OTHER: Final = re.compile(
    r"\((?<=[A-Z]\d{4} \()[^()]{0,60}\)(?=[^()]{0,12}\b[A-Z]\d{4}\b)"
)  # "J9225 (no longer made), J9226"
_NOW: Final = re.compile(r"\b(?:is|are) (?:now|today|currently)\b", re.IGNORECASE)
_STATEMENT: Final = re.compile(r"[CDid][^()]{0,4}b")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_RELATIVE: Final = re.compile(r",r[^,]*,")
_HYPOTHETICAL: Final = Phrases(triggers.HYPOTHETICAL)
_HYPOTHETICAL_AFTER: Final = re.compile(
    triggers.FAR_AFTER + rf"(?:{'|'.join(trigger.words for trigger in triggers.HYPOTHETICAL_AFTER)})\b", re.IGNORECASE
)
_TERMINATORS: Final = regex(triggers.TERMINATORS)
_OWN_CLAUSE: Final = regex(triggers.OWN_CLAUSE)
_ONE_SIDED: Final = re.compile(triggers.ONE_SIDED, re.IGNORECASE)
_LABELLED_FALSE: Final = regex(triggers.LABELLED_FALSE)
_LABELLED_PLAN: Final = Guarded(triggers.LABELLED_PLAN.words)
_QUOTED_NOTE: Final = regex(triggers.QUOTED_NOTE)
_STANDING_REPORTED: Final = Guarded(triggers.STANDING_REPORTED.words)
_REFUSED: Final = re.compile(triggers.REFUSED, re.IGNORECASE)
_ONE_USE: Final = regex(triggers.ONE_USE)
_DENIED: Final = Guarded(triggers.DENIED.words)
_WRONG_TO: Final = regex(triggers.WRONG_TO)
_NEGATED_BEFORE: Final = regex(triggers.NEGATED_BEFORE)
_STANDING_NEGATED: Final = regex(triggers.STANDING_NEGATED)
_NOT_DENYING: Final = regex(triggers.NOT_DENYING)
_DENIED_APART: Final = regex(triggers.DENIED_APART)
_HISTORICAL: Final = Phrases(triggers.HISTORICAL)
_UNTIL_AFTER: Final = regex(triggers.UNTIL_AFTER)
_UP_TO_AFTER: Final = regex(triggers.UP_TO_AFTER)
_HAD: Final = Guarded(triggers.HAD.words)
_IN_YEAR: Final = regex(triggers.IN_YEAR)
_WAS_BILLED: Final = re.compile(triggers.WAS_BILLED, re.IGNORECASE)
_WAS: Final = regex(triggers.WAS)
_BEGAN: Final = regex(triggers.BEGAN)
_DID: Final = regex(triggers.DID)
_ACTED: Final = regex(triggers.ACTED)
_HAD_CODE: Final = regex(triggers.HAD_CODE)
_LEFT: Final = regex(triggers.LEFT)
_THEN: Final = regex(triggers.THEN)
_VERBS: Final = re.compile(r"[bphmo]")


def polarity(reading: Reading, link: Link) -> Polarity:
    """How the sentence means the link."""
    if link.polarity is not None:
        return link.polarity
    if "?" in reading.tags[link.last + 1 :]:
        return "hypothetical"
    if link.kind == "drug-brand":
        return "denied" if _denies(reading, link.first, link.last) else "asserted"
    if link.kind in {"drug-target", "code-route"}:
        return _of_property(reading, link)
    if link.kind == "code-status":
        return _of_status(reading, link)
    start = _clause_start(reading, link.first)
    begin = reading.starts[link.first if link.pattern == "after-clause" else start]
    if _QUOTED_NOTE.search(reading.text, reading.start, reading.starts[link.first]) or _LABELLED_PLAN.search(
        reading.text, reading.start, begin
    ):
        return "hypothetical"
    if link.pattern not in triggers.GLOSSES or _told_of(link):
        tail = reading.text[reading.ends[link.last] : reading.end]
        if (
            _LABELLED_FALSE.search(reading.text, reading.start, begin)
            or _HYPOTHETICAL_AFTER.match(tail)
            or _hypothetical(reading, link, begin)
        ):
            return "hypothetical"
        if _denied(reading, link, start):
            in_part = _ONE_USE.search(reading.tags[link.first + 1 : link.last])
            return "hypothetical" if in_part else "denied"
    return "historical" if _historical(reading, link, begin) else "asserted"


def _clause_start(reading: Reading, first: int) -> int:
    for index in range(first - 1, -1, -1):
        if reading.tags[index] in _CLAUSE_TAGS or (reading.tags[index] == "(" and _says(reading, index)):
            if _REFUSED.search(reading.text, max(0, reading.starts[index] - 24), reading.ends[index]):
                continue  # "was denied because ...": the reason belongs to the refusal
            return index + 1
    return 0


def _says(reading: Reading, bracket: int) -> bool:
    """Whether a bracket holds a statement of its own: "the code was fine (J9173 is durvalumab)"."""
    end = reading.tags.find(")", bracket)
    return _STATEMENT.search(reading.tags[bracket : end if end >= 0 else None]) is not None


def _told_of(link: Link) -> bool:
    """Whether a gloss is itself what somebody said wrongly: nothing stands between code and name ("typed J9355 atezolizumab")."""
    return link.last - link.first == 1 and link.kind == "code-drug"


def _of_property(reading: Reading, link: Link) -> Polarity:
    if _denies(reading, link.first, link.last):
        return "denied"
    past = _ACTED.search(reading.tags, link.first, link.last) is not None and link.kind == "drug-target"
    return "historical" if past else "asserted"


def _of_status(reading: Reading, link: Link) -> Polarity:
    before = reading.tags[max(0, link.last - 5) : link.last]
    if _STANDING_NEGATED.search(before) and not _NOT_DENYING.search(
        reading.text[reading.starts[max(0, link.last - 5)] : reading.end]
    ):
        return "denied"
    if reading.tags[:1] == "n" and link.last < 12:
        return "denied"
    told = _STANDING_REPORTED.search(
        reading.text[reading.start : reading.starts[min(link.last, len(reading.starts) - 1)]]
    )
    return "hypothetical" if told else "asserted"


def _hypothetical(reading: Reading, link: Link, begin: int) -> bool:
    stop = reading.ends[link.last]
    hit = _HYPOTHETICAL.search(reading.text, begin, stop)
    if hit is None:
        return False
    trigger = hit.match
    between = (
        reading.text[trigger.end() : reading.starts[link.first]] if trigger.end() <= reading.starts[link.first] else ""
    )
    inside = reading.text[reading.starts[link.first] : reading.starts[link.last]]
    if _ONE_SIDED.match(trigger[0]) and "," in inside:
        return False  # "If durvalumab was given, report J9173": the condition holds one side only
    if _OWN_CLAUSE.search(inside) and trigger.end() <= reading.starts[link.first]:
        return False  # "typing J9303, which is panitumumab": the relative clause is the document's own
    return not _TERMINATORS.search(between)


def _denied(reading: Reading, link: Link, start: int) -> bool:
    before = reading.tags[max(start, link.first - 6) : link.first]
    if reading.tags.startswith(",r", link.first + 1):
        before = ""  # "never nivolumab, whose code is J9299": the relative clause stands on its own
    if _WRONG_TO.search(reading.text, reading.starts[start], reading.starts[link.first]):
        return True
    if _NEGATED_BEFORE.search(before) and not _NOT_DENYING.search(
        reading.text, reading.starts[max(start, link.first - 6)], reading.ends[link.last]
    ):
        return True
    return _denies(reading, link.first, link.last)


def _denies(reading: Reading, first: int, last: int) -> bool:
    """Whether the words from one side to the other deny the tie; what a colon, a bracket or "which ..." sets aside does not."""
    inside = reading.tags[first : last + 1]
    opening = max(inside.rfind(":"), inside.rfind(";")) + 1
    if opening == len(inside):
        return False  # "Ramucirumab:" below the heading that names its code
    said = _RELATIVE.sub(_blanked, _BRACKETS.sub(_blanked, inside[opening:]))
    text = reading.text[reading.starts[first + opening] : reading.ends[last]]
    said = _DENIED_APART.sub("", said)
    if "n" in said:
        return not _NOT_DENYING.search(text)
    return _DENIED.search(text) is not None


def _blanked(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _historical(reading: Reading, link: Link, begin: int) -> bool:
    inside = reading.tags[link.first : link.last + 1]
    text = reading.text[reading.starts[link.first] : reading.ends[link.last]]
    clause = _OTHER_CODE.sub(_blanked, _OF_OTHER.sub(_blanked, reading.text[begin : reading.ends[link.last]]))
    tail = reading.text[reading.ends[link.last] : reading.end]
    if (
        _WAS.search(inside)
        and not _BEGAN.search(text)
        and (link.kind != "code-unit" or link.pattern == "code-is-amount")
    ):
        return True
    if _IN_YEAR.search(clause) and _WAS_BILLED.search(text):
        return True
    if _DID.search(inside) or _HAD.search(text) or _left_behind(reading, link, begin):
        return True
    after = _UNTIL_AFTER.match(tail) or _UP_TO_AFTER.match(tail)
    told = _HISTORICAL.search(clause)
    if told is not None and told.match.end() <= reading.starts[link.first] - begin and _NOW.search(text):
        return False  # "That no longer applies, and Tofidence is now billed with Q5133"
    return told is not None or after is not None


def _left_behind(reading: Reading, link: Link, begin: int) -> bool:
    """As in "Balfaxar had C9159", "it left J1300 for J1299" and "C9027 was A's and C9453 B's": a verb of the past rules the code."""
    if link.subject.mention is None:
        return False
    code, text = link.subject.mention, reading.text
    before = text[begin : code.start]
    if (link.kind == "code-drug" and _HAD_CODE.search(before)) or _LEFT.search(before):
        return True
    inside = reading.tags[link.first + 1 : link.last]
    clause = text[begin : reading.ends[link.last]]
    ruled = _VERBS.findall(reading.tags[: link.first])[-1:] == ["p"] and _VERBS.search(inside) is None
    return ruled and _THEN.search(clause) is not None and _WAS_BILLED.search(clause) is not None
