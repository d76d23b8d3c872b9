"""Of the amounts that a sentence seems to give to a code as its unit, those that are one."""

from __future__ import annotations

import re
from typing import Final

from auditor.extraction.late import late
from auditor.extraction.links import Link
from auditor.extraction.relations.amounts import AMOUNT_IS_UNIT
from auditor.extraction.relations.code_unit import AFTER_BRAND
from auditor.extraction.tags import Reading

_UP_TO: Final = late(r"\bup to (?:an? )?\Z", re.IGNORECASE)
AMOUNT_UNIT: Final = "amount-unit"
_UNITS_BEFORE: Final = late(r",? \d[\d,]{0,6} units?, (?!each\b)[^;.]{0,60}\Z", re.IGNORECASE)
_MAKES_UNITS: Final = late(
    r" (?:\w{3,14} )?(?:injection|dose|infusion|syringe|shot|treatment)s? (?:is|are|makes?|equals?|gives?|means?|comes to) \d[\d,]{0,6} units?\b",
    re.IGNORECASE,
)
_PAIR: Final = 2  # units


def told_units(reading: Reading, links: list[Link]) -> list[Link]:
    """The links of a sentence without strengths, examples and units of nobody knows which code."""
    own = [link for link in links if not (_is_counted(reading, link) or _is_of_next_clause(reading, link))]
    return _up_to(reading, _in_order(_of_one_unit(_without_strengths(own))))


def _is_counted(reading: Reading, link: Link) -> bool:
    """As in "J9041, 23 units, bortezomib 2.3 mg" and "With C9257 a 1.25 mg injection is 5 units": what was given, and the units of it."""
    code, amount = link.subject.mention, link.object.mention
    if code is None or amount is None or amount.start < code.end or amount.value.endswith(" unit"):
        return False
    return (
        _UNITS_BEFORE.match(reading.text, code.end, amount.start) is not None
        or _MAKES_UNITS.match(reading.text, amount.end, reading.end) is not None
    )


def _is_of_next_clause(reading: Reading, link: Link) -> bool:
    """As in "... share J9217; Lupron Depot at 3.75 mg a unit is J1950": behind a semicolon another code follows the amount."""
    code, amount = link.subject.mention, link.object.mention
    if link.pattern != AMOUNT_UNIT or code is None or amount is None or amount.start < code.end:
        return False
    if ";" not in reading.text[code.end : amount.start]:
        return False
    clause = reading.text.find(";", amount.end, reading.end)
    end = clause if clause >= 0 else reading.end
    return any(one.kind == "code" and amount.end <= one.start < end for one in reading.mentions)


def _without_strengths(links: list[Link]) -> list[Link]:
    """As in "J0897: both lines (Prolia 60 mg, Xgeva 120 mg) keep this code, 1 mg": several amounts behind brands are what vials hold."""
    told = {(link.subject.value, link.object.value) for link in links}
    return [
        link
        for link in links
        if link.pattern != AFTER_BRAND or sum(code == link.subject.value for code, _ in told) == 1
    ]


def _up_to(reading: Reading, links: list[Link]) -> list[Link]:
    """As in "J2550 is "up to 50 mg": 25 mg is one unit": beside what a unit goes up to, other amounts only show what that means."""
    starts = [mention.start for mention in reading.mentions if mention.kind == "amount"]
    upto = {start for start in starts if _UP_TO.search(reading.text, reading.start, start)}
    if not upto:
        return links
    whole = {link.subject.value for link in links if link.object.mention and link.object.mention.start in upto}
    return [
        link
        for link in links
        if (link.object.mention and link.object.mention.start in upto)
        or (link.subject.value not in whole and link.pattern != AMOUNT_IS_UNIT)
    ]


def _of_one_unit(links: list[Link]) -> list[Link]:
    """As in "The patient goes from a 2 mg unit to a 10 mg unit" below one code: one of the two is another code's, and nobody says which."""
    implied = {link.object.value for link in links if link.subject.mention is None and link.pattern == AMOUNT_UNIT}
    if len(implied) < _PAIR:
        return links
    return [link for link in links if link.subject.mention is not None or link.pattern != AMOUNT_UNIT]


def _in_order(links: list[Link]) -> list[Link]:
    """As in "J1950 and J9217 are both leuprolide: 3.75 mg a unit for endometriosis, 7.5 mg a unit for cancer": each has its own.

    Where several codes are given several units each, they pair in their order, or nobody knows which is whose.
    """
    given: dict[str, list[Link]] = {}
    for link in links:
        if link.subject.mention and link.object.mention and link.polarity != "denied":
            given.setdefault(link.subject.value, []).append(link)
    units = {code: tuple(dict.fromkeys(link.object.value for link in told)) for code, told in given.items()}
    mixed = [code for code, told in units.items() if len(told) > 1 and list(units.values()).count(told) > 1]
    if not mixed:
        return links
    several = units[mixed[0]]
    own = dict(zip(mixed, several, strict=True)) if len(mixed) == len(several) else {}
    return [
        link for link in links if link.subject.value not in mixed or link.object.value == own.get(link.subject.value)
    ]
