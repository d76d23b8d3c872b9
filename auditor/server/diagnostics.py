"""Findings as an editor shows them: one diagnostic at every place, with the other sides beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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

from auditor.model.findings import SEVERITIES, Finding, Severity
from auditor.model.findings import Location as Spot
from auditor.model.source import Skipped
from auditor.reports.visible import visible

SOURCE: Final = "auditor"
RELATED: Final = 12  # other places that one diagnostic lists; the finding itself counts them all
RELATED_TO_HINT: Final = 3
KEPT: Final = 5000  # findings on a board
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
# Where a place lies: its document's address and the range there; None for what is no document, such as the reference.
Locate = Callable[[Spot], Location | None]


class Board:
    """The places of findings, by document: worked out once for all the documents that are told of a finding."""

    def __init__(self) -> None:
        self._places: dict[int, _Places] = {}  # by identity; each holds its finding, so that no other can have it

    def places(self, finding: Finding) -> _Places:
        """Where a finding points."""
        found = self._places.get(id(finding))
        if found is None:
            if len(self._places) >= KEPT:
                self._places.clear()
            found = self._places[id(finding)] = _places(finding)
        return found

    def at_fault(self, findings: Iterable[Finding]) -> set[str]:
        """The documents in which some finding is a mistake."""
        return {name for one in findings for name in self.places(one).by_document.keys() - self.places(one).innocent}


class _Places(NamedTuple):
    finding: Finding
    innocent: frozenset[str]  # documents in which nothing of it is a mistake
    by_document: Mapping[str, Sequence[Spot]]
    first: Sequence[Spot]  # of each side as many as one diagnostic can list


def _places(finding: Finding) -> _Places:
    by_document: dict[str, list[Spot]] = defaultdict(list)
    first: list[Spot] = []
    sides: Counter[str] = Counter()
    for spot in (finding.primary, *finding.related):
        by_document[spot.document].append(spot)
        if sides[spot.note] <= RELATED:
            first.append(spot)
        sides[spot.note] += 1
    return _Places(finding, _innocent(finding), by_document, first)


def diagnostics(
    findings: Iterable[Finding],
    document: str,
    least: Severity,
    locate: Locate,
    *,
    board: Board,
    pages: Pages,
    hints: bool = True,
) -> Iterator[tuple[Finding, Spot, Diagnostic]]:
    """What an editor shows in a document, with the finding and the place that each diagnostic is of. Nothing below `least`.

    Where nothing of a finding is a mistake of this document, it only gets a hint, or nothing without `hints`.
    """
    for finding in findings:
        if SEVERITIES.index(finding.severity) > SEVERITIES.index(least):
            continue
        places = board.places(finding)
        is_hint = document in places.innocent
        if is_hint and not hints:
            continue
        severity = DiagnosticSeverity.Hint if is_hint else _SHOWN[finding.severity]
        for spot in places.by_document.get(document, ()):
            there = locate(spot)
            if there is not None:
                related = _related(spot, places.first, locate, RELATED_TO_HINT if is_hint else RELATED)
                yield finding, spot, _diagnostic(finding, severity, there.range, related, pages.get(finding.rule))


def unread(skipped: Skipped) -> Diagnostic:
    """That a document was not checked: silence must mean checked and clean."""
    start = Position(0, 0)
    message = f"this document was not checked ({skipped.stage}): {visible(skipped.reason)}"
    return Diagnostic(Range(start, start), message, DiagnosticSeverity.Warning, "skipped", source=SOURCE)


def _diagnostic(
    finding: Finding,
    severity: DiagnosticSeverity,
    shown: Range,
    related: list[DiagnosticRelatedInformation] | None,
    page: str | None,
) -> Diagnostic:
    expected = f" Expected: {visible(finding.expected)}." if finding.expected else ""
    return Diagnostic(
        range=shown,
        message=f"{visible(finding.message)}.{expected}",
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


def _related(spot: Spot, spots: Sequence[Spot], locate: Locate, most: int) -> list[DiagnosticRelatedInformation] | None:
    """The other sides first, then whoever says the same."""
    others = [other for other in spots if other.note != spot.note]
    same = [other for other in spots if other.note == spot.note and other is not spot]
    found = []
    for other in (*others, *same):
        there = locate(other)
        if there is not None:
            found.append(DiagnosticRelatedInformation(there, visible(other.note)))
        if len(found) == most:
            break
    return found or None
