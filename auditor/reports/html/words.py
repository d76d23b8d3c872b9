"""The words of the pages: numbers with their nouns, lists, and what a place, a verdict or a kind is called."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.model.assertions import Kind, Polarity
from auditor.model.findings import Location
from auditor.reports.visible import visible

# Every verdict and severity has a sign besides its colour.
SIGNS = {"confirmed": "✓", "refuted": "✗", "unknown": "?", "error": "◆", "warning": "▲", "note": "●"}
VERDICTS = {"confirmed": "confirmed", "refuted": "refuted", "unknown": "not settled"}

_PHRASES: dict[Kind, tuple[str, str]] = {
    "code-drug": ("is called", "is not called"),
    "code-unit": ("is billed per", "is not billed per"),
    "drug-brand": ("is sold as", "is not sold as"),
    "drug-target": ("acts on", "does not act on"),
    "code-status": ("has the status", "does not have the status"),
    "code-successor": ("is replaced by", "is not replaced by"),
    "code-route": ("has the route", "does not have the route"),
    "modifier-meaning": ("means", "does not mean"),
}
# What is denied says so in its phrase; the others need a word more.
MANNERS: dict[Polarity, str] = {
    "asserted": "",
    "denied": "",
    "historical": "said of the past",
    "hypothetical": "said as a possibility",
}


def phrase(kind: Kind, polarity: Polarity, subject: str, value: str) -> str:
    """What a statement says: "J9355 is not called atezolizumab"."""
    verb = _PHRASES[kind][polarity == "denied"]
    return f"{visible(subject)} {verb} {visible(value)}"


def count(number: int, noun: str) -> str:
    """A number with its noun, thousands set apart."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def together(names: Sequence[str], most: int) -> str:
    """The first names, and how many more: "J9355, J9353 and 4 more"."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def cut(text: str, longest: int) -> str:
    """The text up to a word's end, with an ellipsis where something is left out."""
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0] or text[:longest]} …"


def where(location: Location) -> str:
    """`document:line:column`, with the page where there is one."""
    place = location.focus or location.place
    page = f" (page {location.page})" if location.page else ""
    return f"{visible(location.document)}:{place.line}:{place.column}{page}"
