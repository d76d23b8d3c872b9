"""Single fields of published files: codes, dates, and the releases that names and titles tell."""

from __future__ import annotations

import datetime as dt
import re

# Level II codes, and the other forms that full files of CMS hold: 99213, 0001F, 0001U
CODE = re.compile(r"[A-Z][0-9]{4}|[0-9]{4}[A-Z0-9]")
MODIFIER = re.compile(r"[A-Z0-9]{2}")

_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(?:[0-9]{{1,2}},\s*)?(20[0-9]{{2}})\b", re.IGNORECASE)
_QUARTER = re.compile(r"(20[0-9]{2})_?Q([1-4])", re.IGNORECASE)
_HCPC = re.compile(r"HCPC(?:20)?([0-9]{2})_([A-Z]+)", re.IGNORECASE)
_FIRST_MONTHS = {"JAN": 1, "APR": 4, "JUL": 7, "OCT": 10}
_ANNUAL = {"ANWEB", "CONTR"}  # until 2020 a release file came once a year, in January, and named no month


def iso_date(text: str) -> str:
    """The ISO form of a date that is printed as YYYYMMDD. Raises ValueError for what is no day of the calendar.

    >>> iso_date("20260101")
    '2026-01-01'
    """
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    year, month, day = found.groups()
    return dt.date(int(year), int(month), int(day)).isoformat()


def quarter(date: str) -> str:
    """The first day of the quarter of an ISO date.

    >>> quarter("2025-06-18")
    '2025-04-01'
    """
    year, month = date.split("-")[:2]
    return f"{year}-{(int(month) - 1) // 3 * 3 + 1:02}-01"


def named_release(name: str) -> str:
    """The first day of the quarter that a file's name tells, or nothing.

    >>> named_release("HCPC2025_OCT_ANWEB.xlsx"), named_release("HCPC2019_CONTR_ANWEB.txt"), named_release("codes.txt")
    ('2025-10-01', '2019-01-01', '')
    """
    quarterly = _QUARTER.search(name)
    if quarterly:
        return f"{quarterly[1]}-{int(quarterly[2]) * 3 - 2:02}-01"
    found = _HCPC.search(name)
    if not found:
        return ""
    word = found[2].upper()
    month = 1 if word in _ANNUAL else _FIRST_MONTHS.get(word[:3])
    return f"20{found[1]}-{month:02}-01" if month else ""


def told_month(text: str) -> str:
    """The first day of the first month that a title tells, or nothing.

    >>> told_month("Effective October 1, 2025 through December 31, 2025"), told_month("of last year")
    ('2025-10-01', '')
    """
    found = _MONTH_AND_YEAR.search(text)
    return f"{found[2]}-{_MONTHS.index(found[1].lower()) + 1:02}-01" if found else ""


def collapsed(text: str) -> str:
    """A text with each run of white space made one space, and none around it."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """A text that a file holds, short and without control characters, so that a terminal can show it."""
    return ascii(text if len(text) <= 40 else f"{text[:37]}...")
