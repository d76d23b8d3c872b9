"""Validity: from when and until when what a sentence says holds, as ISO dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.model.assertions import Qualifiers

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
DATE: Final = (
    rf"(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<of_month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?,? (?P<in_year>(?:19|20)\d\d)"
    rf"|(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)"
    r"|(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)?\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<only>(?:19|20)\d\d))"
)
_FROM: Final = Guarded(
    rf"\b(?:since|from|effective(?: on| for [\w ]{{0,40}}?after| as of)?|on or after|as of|starting(?: on)?|beginning(?: on)?)\s+(?:the\s+)?{DATE}"
)
# A day that is the last one itself, and a day on which it is over: "through 2019" has all of 2019, "before 2019" and "until 2019" surely none of it.
_UNTIL: Final = Guarded(
    rf"\b(?:(?P<up_to>until|up to)|(?P<before>before|prior to)|deleted(?: on| as of)?|discontinued(?: on| as of| effective)?|term(?:inat)?ed(?: on| as of)?|withdrawn(?: on)?|inactive since"
    rf"|through|thru|ended(?: on)?|end of|close of|(?:ends|expires|terminates|sunsets|lapses)(?: on| with| after)?)"
    rf"\s+(?P<whole>the (?:end|close) of\s+)?{DATE}"
)
# "From April to December 2018", "04/01/2024 - 06/30/2024": the first day and the last.
_SPAN: Final = Guarded(
    rf"\b(?P<from>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?(?: (?P<on>\d{{1,2}})(?:st|nd|rd|th)?)?(?:,? (?P<in>(?:19|20)\d\d))?\s*(?:\b(?:to|through|until|till|thru|and)\b|[-–—])\s*{DATE}"
)
_DAYS: Final = Guarded(
    rf"\b(?P<begin>\d{{1,2}}/\d{{1,2}}/(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)\s?(?:to|through|until|thru|-|–|—)\s?{DATE}"
)
_ALONE: Final = late(rf"\s*{DATE}\s*", re.IGNORECASE)
_LAST_DAY: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def validity(sentence: str) -> Qualifiers:
    """`valid_from` and `valid_to` that a sentence states, as ISO dates; of "until 2019", which leaves that year open, the last day that is sure."""
    if "20" not in sentence and "/" not in sentence and "19" not in sentence:
        return ()  # no date is written without one of them
    if span := _SPAN.search(sentence):
        return _of_span(span)
    if (days := _DAYS.search(sentence)) and (first := day_alone(days["begin"], last=False)):
        return (("valid_from", first), ("valid_to", iso(days, last=True))) if first <= iso(days, last=True) else ()
    found = []
    if start := _FROM.search(sentence):
        found.append(("valid_from", iso(start, last=False)))
    if stop := _UNTIL.search(sentence):
        found.append(("valid_to", _last_day(stop)))
    return tuple((name, value) for name, value in found if value)


def _of_span(span: re.Match[str]) -> Qualifiers:
    """The first and the last day of "from April to December 2018", whose year stands at its end."""
    last = iso(span, last=True)
    year = span["in"] or last[:4]
    month = _MONTHS[span["from"].lower()]
    first = f"{year}-{month:02}-{int(span['on'] or 1):02}"
    return (("valid_from", first), ("valid_to", last)) if first <= last else ()


def _last_day(stop: re.Match[str]) -> str:
    """The last day on which it surely held. "Until January 1" is over on that day, "until December 31" after it."""
    first = iso(stop, last=False)
    if stop["whole"] or not (stop["before"] or (stop["up_to"] and first.endswith("-01"))):
        return iso(stop, last=True)
    try:
        return (date.fromisoformat(first) - timedelta(days=1)).isoformat()
    except ValueError:  # no calendar has such a day
        return ""


def day_alone(text: str, *, last: bool) -> str:
    """The day of a text that holds a date and nothing else, as a table's cell does; "" for any other text. `last`: of a month, its end."""
    found = _ALONE.fullmatch(text)
    return iso(found, last=last) if found else ""


def iso(found: re.Match[str], *, last: bool) -> str:
    """The first or the last day that a match of `DATE` leaves open; "" for a day that no calendar has."""
    if found["iso"]:
        return found["iso"]
    if found["only"]:
        return f"{found['only']}-12-31" if last else f"{found['only']}-01-01"
    if found["nth"]:
        year, month, day = found["in_year"], _MONTHS[found["of_month"].lower()], int(found["nth"])
    elif found["m"]:
        year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
        month, day = int(found["m"]), int(found["d"])
    else:
        year, month = found["year"], _MONTHS[found["month"].lower()]
        day = int(found["day"]) if found["day"] else (_LAST_DAY[month - 1] if last else 1)
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
