"""The course of codes that a sentence tells: which ended, which came in their place, and what that makes of its other claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import Link
from auditor.extraction.relations.code_drug import SHARED_DRUG
from auditor.extraction.tags import Reading
from auditor.model.assertions import Polarity

CODE_MEANING: Final = frozenset({"code-drug", "code-unit"})
OF_THE_TIME: Final = CODE_MEANING | {"code-route"}  # what is said of a code as long as it is valid
_FORCE: Final = late(
    r"(?: ?\([^()]{1,60}\))?,? (?:(?:is|are|has been|have been|being) )?(?:now |currently )?(?:in (?:use|force|effect)|current|active|valid|applies|apply)\b(?! (?:until|through|from|before|to)\b)",
    re.IGNORECASE,
)
_NOW: Final = late(
    r"\b(?:is|are|been) now (?:(?:billed|reported|coded) )?(?:with |under |as |by )?(?:code )?\Z"
    r"|, and (?:from|since|as of) [^,;.()]{0,20}\b(?:19|20)\d\d,? \Z",
    re.IGNORECASE,
)
_NONE: Final = frozenset[str]()
_DESCRIBED: Final = frozenset(
    {"beside-code", "descriptor-amount", "code-is-drug-amount", "unit-is-amount", "all-by-amount"}
)


class Course(NamedTuple):
    """What a sentence says of the course of its codes."""

    ended: AbstractSet[str]
    came: AbstractSet[str]  # in the place of another
    planned: AbstractSet[str]  # to come so
    past: AbstractSet[str]  # of which all that is said is of the past
    in_force: AbstractSet[str]  # "J3370 ended 06/30/2025; J3373 (10 mg) in use"


NO_COURSE: Final = Course(_NONE, _NONE, _NONE, _NONE, _NONE)  # of a sentence that ties nothing


def course_of(reading: Reading, links: Sequence[Link], meant: Sequence[Polarity]) -> Course:
    """The course of the codes of a sentence, by its links and how each is meant."""
    successions = [link for link in links if link.kind == "code-successor"]
    deleted = {
        link.subject.value
        for link, how in zip(links, meant, strict=True)
        if link.object.value == "discontinued" and how == "asserted"
    }
    planned = {link.object.value for link in successions if link.polarity == "hypothetical"}
    ended = deleted | {link.subject.value for link in successions if link.polarity != "hypothetical"}
    past = _only_past(links, meant) if "historical" in meant else _NONE
    in_force = _in_force(reading, links) if ended or "historical" in meant else _NONE
    return Course(ended, {link.object.value for link in successions}, planned, past, in_force)


def _in_force(reading: Reading, links: Sequence[Link]) -> set[str]:
    codes = {link.subject.mention for link in links if link.subject.mention is not None}
    return {
        code.value
        for code in codes
        if _FORCE.match(reading.text, code.end, reading.end) or _NOW.search(reading.text, reading.start, code.start)
    }


def in_course(course: Course, link: Link, meant: Polarity) -> Polarity:
    """How a claim is meant beside what its sentence says of the course of its code."""
    code = link.subject.value
    if meant == "asserted" and code in course.past and (link.pattern in _DESCRIBED or link.kind == "code-route"):
        return "historical"  # "Q9970 was the number for ferric carboxymaltose, 1 mg"
    if meant == "asserted" and link.kind == "code-route" and code in course.ended:
        return "historical"  # "That one meant lidocaine for intravenous infusion, and it was discontinued"
    if meant == "historical" and code in course.in_force - course.ended:
        return "asserted"
    if meant == "historical" and code in course.came and link.kind == "code-unit":
        return "asserted"  # "J0135 was superseded by J0139, which counts milligrams"
    if meant == "historical" and code in course.came - course.ended and link.pattern == SHARED_DRUG:
        return "asserted"  # "J2930 used to be methylprednisolone, and gave way to J2919"
    if meant == "asserted" and code in course.planned and link.kind in CODE_MEANING:
        return "hypothetical"  # "J1300 will be replaced by J1299, eculizumab, 2 mg"
    return meant


def as_over(claim: Found) -> Found:
    """What is said of a code that is over was so: "J9310, 100 mg" under "Old code", "*J1300, 10 mg" with a note on the asterisk."""
    meant_now = claim.kind in OF_THE_TIME and claim.polarity == "asserted"
    return claim._replace(polarity="historical") if meant_now else claim


def _only_past(links: Sequence[Link], meant: Sequence[Polarity]) -> set[str]:
    """The codes whose drug a sentence tells as history, and not as what holds too."""
    tied = [(link.subject.value, how) for link, how in zip(links, meant, strict=True) if link.kind == "code-drug"]
    return {code for code, how in tied if how == "historical"} - {code for code, how in tied if how != "historical"}
