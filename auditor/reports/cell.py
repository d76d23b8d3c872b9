"""A value in a table for spreadsheets, which run as a formula what begins like one."""

from __future__ import annotations

import unicodedata

from auditor.reports.as_json import dumps
from auditor.reports.visible import visible

_STARTS = ("=", "+", "-", "@")


def cell(value: object) -> str:
    """Text on one line, other values as JSON, nothing for None. What would be a formula starts with an apostrophe.

    Spreadsheets may drop blanks before a cell's text, and read wide forms of a sign as the sign.
    """
    if value is None:
        return ""
    text = visible(value) if isinstance(value, str) else dumps(value)
    return f"'{text}" if unicodedata.normalize("NFKC", text[:8]).lstrip().startswith(_STARTS) else text
