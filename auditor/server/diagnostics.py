"""Findings as an editor shows them: one diagnostic at every place, with the other sides beside it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    DiagnosticTag,
    Location,
    Position,
    Range,
)
from pygls.protocol import default_converter

from auditor.model.findings import SEVERITIES, Finding, Severity
from auditor.model.findings import Location as Spot
from auditor.model.source import Skipped
from auditor.reports.visible import visible

SOURCE: Final = "auditor"
RELATED: Final = 12  # other places that one diagnostic lists; the finding itself counts them all
RELATED_TO_HINT: Final = 3
QUOTED: Final = 160  # characters of a quote that stands for a place
KEPT: Final = 5000  # findings on a board
_CONVERTER: Final = default_converter()  # type: ignore[no-untyped-call]
_SHOWN: Final[dict[Severity, DiagnosticSeverity]] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "note": DiagnosticSeverity.Information,
}
_TAGS: Final = {
    "AUD204": [DiagnosticTag.Deprecated],
    "AUD901": [DiagnosticTag.Unnecessary],
    "AUD902": [DiagnosticTag.Unnecessary],
}

# The address of a rule's page, by id.
Pages = Mapping[str, str]


class There(NamedTuple):
    """Where a place lies: the address of its file and the range there. Where nobody can point at it there, `words` tell it."""

    location: Location
    words: str = ""


# None for what is no document, such as the reference.
Locate = Callable[[Spot], There | None]


class Shown(NamedTuple):
    """A finding at one of its places, as the editor is told of it."""

    finding: Finding
    spot: Spot
    diagnostic: Diagnostic


class Board:
    """Findings as they are told, made once: for all the documents that are told of one, and for every time that they are.

    `locate` tells where a place lies; whoever makes it answer otherwise says so to `drop` or `clear`.
    """

    def __init__(self, locate: Locate, pages: Pages) -> None:
        self._locate = locate
        self._pages = pages
        self._cards: dict[int, _Card] = {}  # by identity; each holds its finding, so that no other can have it

    def at_fault(self, findings: Iterable[Finding]) -> set[str]:
        """The documents in which some finding is a mistake."""
        return {name for one in findings for name in self._card(one).at_fault}

    def shown(self, finding: Finding, document: str, *, hints: bool) -> Iterator[Shown]:
        """What is shown of a finding in a document, at each of its places there.

        Where nothing of it is a mistake of this document, it only gets a hint, or nothing without `hints`.
        """
        card = self._card(finding)
        is_hint = document not in card.at_fault
        if is_hint and not hints:
            return
        severity = DiagnosticSeverity.Hint if is_hint else _SHOWN[finding.severity]
        for spot in card.by_document.get(document, ()):
            there = card.there(spot, self._locate)
            if there is not None:
                related = _related(spot, card, self._locate, RELATED_TO_HINT if is_hint else RELATED)
                page = self._pages.get(finding.rule)
                yield Shown(finding, spot, _diagnostic(finding, severity, there, related, page))

    def told(self, finding: Finding, document: str, *, hints: bool) -> tuple[bytes, ...]:
        """The same, as it is sent."""
        told = self._card(finding).told
        if (document, hints) not in told:
            told[document, hints] = tuple(encoded(one.diagnostic) for one in self.shown(finding, document, hints=hints))
        return told[document, hints]

    def drop(self, documents: Collection[str]) -> None:
        """Places in these documents are counted otherwise than before."""
        if not documents:
            return
        doubtful = [key for key, card in self._cards.items() if not card.by_document.keys().isdisjoint(documents)]
        for key in doubtful:
            del self._cards[key]

    def clear(self) -> None:
        """All places may lie elsewhere."""
        self._cards.clear()

    def _card(self, finding: Finding) -> _Card:
        found = self._cards.get(id(finding))
        if found is None:
            if len(self._cards) >= KEPT:
                self._cards.clear()
            found = self._cards[id(finding)] = _Card(finding)
        return found


class _Card:
    """One finding: where it points, by document, and what was told of it."""

    __slots__ = ("_located", "at_fault", "by_document", "finding", "first", "told")

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        self.by_document: dict[str, list[Spot]] = defaultdict(list)
        self.first: list[Spot] = []  # of each side as many as one diagnostic can list
        self.told: dict[tuple[str, bool], tuple[bytes, ...]] = {}
        self._located: dict[Spot, There | None] = {}
        sides: Counter[str] = Counter()
        for spot in (finding.primary, *finding.related):
            self.by_document[spot.document].append(spot)
            if sides[spot.note] <= RELATED:
                self.first.append(spot)
            sides[spot.note] += 1
        self.at_fault = self.by_document.keys() - _innocent(finding)

    def there(self, spot: Spot, locate: Locate) -> There | None:
        """Where a place of the finding lies."""
        if spot not in self._located:
            self._located[spot] = locate(spot)
        return self._located[spot]


def encoded(diagnostic: Diagnostic) -> bytes:
    """A diagnostic as it is sent."""
    return json.dumps(_CONVERTER.unstructure(diagnostic)).encode()


def in_words(spot: Spot) -> str:
    """Where a place lies in a file in which nobody can point at it: its document, its page, and what it says."""
    page = f", page {spot.page}" if spot.page else ""
    quote = visible(spot.quote)
    quote = f"{quote[: QUOTED - 1]}…" if len(quote) > QUOTED else quote
    return f"{visible(spot.document)}{page}" + (f", “{quote}”" if quote else "")


def is_shown(finding: Finding, least: Severity) -> bool:
    """Whether a finding is grave enough."""
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(least)


def unread(skipped: Skipped) -> Diagnostic:
    """That a document was not checked: silence must mean checked and clean."""
    start = Position(0, 0)
    message = f"this document was not checked ({skipped.stage}): {visible(skipped.reason)}"
    return Diagnostic(Range(start, start), message, DiagnosticSeverity.Warning, "skipped", source=SOURCE)


def _diagnostic(
    finding: Finding,
    severity: DiagnosticSeverity,
    there: There,
    related: list[DiagnosticRelatedInformation] | None,
    page: str | None,
) -> Diagnostic:
    expected = f" Expected: {visible(finding.expected)}." if finding.expected else ""
    return Diagnostic(
        range=there.location.range,
        message=f"{there.words}{': ' if there.words else ''}{visible(finding.message)}.{expected}",
        severity=severity,
        code=finding.rule,
        code_description=CodeDescription(page) if page else None,
        source=SOURCE,
        tags=_TAGS.get(finding.rule),
        related_information=related,
        data={"fingerprint": finding.fingerprint},
    )


def _innocent(finding: Finding) -> frozenset[str]:
    """The documents of sides that the reference confirms, or does not refute while it refutes another."""
    verdicts = {value.verdict for value in finding.values}
    at_fault = {"refuted"} if "refuted" in verdicts else {"unknown"} if "unknown" in verdicts else verdicts
    guilty = {document for value in finding.values if value.verdict in at_fault for document in value.documents}
    return frozenset(document for value in finding.values for document in value.documents) - guilty


def _related(spot: Spot, card: _Card, locate: Locate, most: int) -> list[DiagnosticRelatedInformation] | None:
    """The other sides first, then whoever says the same."""
    others = [other for other in card.first if other.note != spot.note]
    same = [other for other in card.first if other.note == spot.note and other is not spot]
    found = []
    for other in (*others, *same):
        there = card.there(other, locate)
        if there is not None:
            note = f"{other.note} ({there.words})" if there.words else other.note
            found.append(DiagnosticRelatedInformation(there.location, _shown_note(note)))
        if len(found) == most:
            break
    return found or None


@lru_cache(maxsize=2**12)
def _shown_note(note: str) -> str:
    return visible(note)
