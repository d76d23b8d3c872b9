"""Footnote marks and powers: write what is set above the line so that it is no part of the word before it."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789+-=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LENGTH = re.compile(r"(?:^|[^A-Za-z])[cdkmµ]?m\Z")  # m² is m2 to those who read doses
_MARK = re.compile(r"(?:[\d*†‡§+-]+|[a-z])(?:, ?(?:[\d*†‡§]+|[a-z]))*\Z")


def raised(text: str, before: str) -> str:
    """What to write for a raised text after `before`: J9305 and a raised 1 are J9305¹, mg/m and a raised 2 mg/m2.

    >>> raised("1", "J9305"), raised("2", "mg/m"), raised("th", "5")
    ('¹', '2', 'th')
    """
    if text in ("2", "3") and _LENGTH.search(before):
        return text
    return text.translate(_RAISED) if _MARK.match(text) else text
