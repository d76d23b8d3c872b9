"""Codes that are known to be over, in words that no row of the grammar reads: what is said of them was so.

"Switched off: J2503 (pegaptanib, 9/30/2025)" and "J9160 had closed with 2023" are told by somebody who knows that the code
ended. The day with which a code ended, beside it or in the heading above it, or a word of ending close to it, says enough of
a code that is over. It is never said of a code in use, and no end is claimed that the text does not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from auditor.extraction.courses import as_over
from auditor.extraction.found import Found, as_shown
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.validity import DATE, iso
from auditor.lexicon.known import came_after, known_codes

_DAY: Final = Guarded(rf"\b{DATE}\b")
# Words that no row of the grammar has for an end, because they mean so much else: beside a code that is over they mean that.
_ENDING: Final = late(
    r"\b(?:closed|closes|left(?! (?:over|in|eye|side|arm|hand))|gone|went away|last day|switched off|turned off|shut off|inactivated(?!-)|deactivated|"
    r"dropped|removed|lapsed|end-?dated|not (?:valid|active|payable) any ?(?:more|longer)|not in use|out of use|predecessors?|went the same way|gave (?:way|place) to|made way|former(?:ly)?|still (?:carried|listed|showed|printed|got))\b|\b(?:which|that) (?:has )?ended\b|\((?:now|today)\b|(?:,|;|→|->) ?(?:then|now|today|afterwards)?\W{0,2}$(?<=[nwys>→] )",
    re.IGNORECASE,
)
# "Orthopaedics billed J1040 x 1 on 14 May": what was done once.
_WAS_BILLED: Final = late(
    r"(?<!is )(?<!are )(?<!be )(?<!being )\b(?:billed|submitted|sent|keyed|posted) (?:code )?\Z", re.IGNORECASE
)
# What a sentence says of all its codes that are over.
_ALL_PAST: Final = late(
    r"\b(?:have (?:all |both )?been (?:dead|gone|closed|retired|out)|(?:are|were) (?:all |both )?(?:dead|gone|closed)|had been [A-Z]\d{4}|used to be|back then|in those days|at the time)\b",
    re.IGNORECASE,
)
# The sentence after it: "Vincristine liposome, J9371. Closed 30 June 2024."
_AND_ENDED: Final = late(
    r"\s{1,24}\((?:to|until|through|thru|till) (?:\d|[A-Z][a-z])|"
    r"\s{1,12}(?:It|That(?: code)?) (?:existed|lived|lasted|ran|was (?:valid|good|alive)) (?:for|from|until|only|through|between)\b|"
    r"\s{1,12}(?:The (?:first|former|two|three)|Both|They|All(?: of them)?|Each)\b[^.;]{0,40}\b(?:ended|closed|expired|(?:was|were|are|is) (?:deleted|discontinued|terminated|retired|inactivated))\b|"
    r"[ \t]{0,4}(?:(?:Now |Long |Since )?(?:closed|ended|deleted|gone|dead|retired|discontinued|terminated|expired|inactive))\b",
    re.IGNORECASE,
)
_ENDED: Final = late(
    rf"{_ENDING.pattern}|\b(?:discontinued|deleted|terminated|retired|withdrawn|expired|ended|sunset|obsolete|invalid|superseded|no longer|not valid)\b",
    re.IGNORECASE,
)  # in a heading
# A list of changes: "+ J1299 eculizumab 2 mg" over "- J1300 eculizumab 10 mg".
_ADDED: Final = late(r"^[ \t]{0,8}\+[ \t]{1,8}[A-Z]\d{4}\b", re.MULTILINE)
_REMOVED: Final = late(r"(?:^|[;\n])[ \t]{0,8}[-–−][ \t]{1,8}$")
# Beside the code that came after it.
_THEN: Final = late(
    r"\b(?:had|was|were|began|started|until|till|then|now|moved|became|went|changed|by (?:January|April|July|October|\d)|since|instead|replac\w+|succe\w+|gave way|supersed\w+)\b",
    re.IGNORECASE,
)
_CODE: Final = late(r"\b[A-Z]\d{4}\b")
_ENTRY: Final = late(rf"\W{{0,8}}{DATE}\W{{1,6}}(?=\s|$)", re.IGNORECASE)
_LONGEST_DAY: Final = 48  # characters of a line in which its day stands first
_SIGN: Final = 20  # characters before a code in which its sign stands
_NEAR: Final = 60  # characters on either side of a code in which a word of ending is said of it
_LONGEST: Final = 2_000  # characters of a sentence that is looked at


def with_known_ends(text: str, found: Sequence[Found]) -> list[Found]:
    """The claims, as history those on a code that is over of which the text shows that it knows so. `text` is the source."""
    signed = "+ " in text and _ADDED.search(text) is not None
    return [as_over(claim) if _is_over(text, claim, signed=signed) else claim for claim in found]


def _is_over(text: str, claim: Found, *, signed: bool) -> bool:
    known = known_codes().get(claim.subject.value)
    if known is None or not known.last_day or claim.polarity != "asserted":
        return False
    if signed and _REMOVED.search(text, max(0, _first(claim) - _SIGN), _first(claim)):
        return True
    if _is_entry_before(text, claim, known.last_day):
        return True
    heading = claim.section[-1] if claim.section else ""
    span = claim.span
    before = text[max(span.start, _first(claim) - _NEAR) : _first(claim)]
    after = text[_last(claim) : min(span.end, _last(claim) + _NEAR)]
    near = f"{_CODE.split(before)[-1]} {_CODE.split(after)[0]}"  # what stands behind another code is that one's
    if (
        _WAS_BILLED.search(before)
        or _AND_ENDED.match(text, span.end)
        or _ENDING.search(as_shown(near))
        or _ENDED.search(heading[:_LONGEST])
    ):
        return True
    said = as_shown(text[span.start : min(span.end, span.start + _LONGEST)])
    if _THEN.search(said) and any(came_after(code[0], claim.subject.value) for code in _CODE.finditer(said)):
        return True  # "Bkemv began on Q5139 in January 2025, and by April it had Q5152"
    if _ALL_PAST.search(said):
        return True
    return not {*_days(said), *_days(heading[:_LONGEST])}.isdisjoint(_around(known.last_day))


def _is_entry_before(text: str, claim: Found, last_day: str) -> bool:
    """As in "9 November 2020. Q0239 opens: bamlanivimab": an entry of a chronicle, which tells what was so on its day."""
    begin = text.rfind("\n", max(0, claim.span.start - _LONGEST), claim.span.start) + 1
    entry = _ENTRY.match(as_shown(text[begin : min(_first(claim), begin + _LONGEST_DAY)]))
    return entry is not None and not entry["only"] and iso(entry, last=False) < last_day


def _first(claim: Found) -> int:
    return claim.subject_span.start if claim.subject_span else claim.span.end


def _last(claim: Found) -> int:
    return claim.subject_span.end if claim.subject_span else claim.span.start


def _days(text: str) -> Iterator[str]:
    return (iso(found, last=True) for found in _DAY.finditer(text) if not found["only"])


def _around(last_day: str) -> set[str]:
    """The last day of a code, and the first day without it."""
    return {last_day, (date.fromisoformat(last_day) + timedelta(days=1)).isoformat()}
