"""Where a finding would have to be edited, for formats that show a finding beside the line that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from auditor.model.findings import SEVERITIES, Edit, Finding, Ignored, Location, Report
from auditor.model.found import Found, told
from auditor.model.source import Place

QUOTED = 300  # characters of what a file without lines says
_CONFIDENCE = ("high", "medium", "low")


class Spot(msgspec.Struct, frozen=True):
    """One place of a finding at which somebody would have to edit; `edit` is None where no repair is known.

    `statement` is the location of the finding in which the place lies, or the primary one. `others` are the finding's
    locations apart from it, those that say something else first. `index` counts the finding's spots from 0.
    """

    finding: Finding
    document: str
    place: Place
    statement: Location
    others: tuple[Location, ...]
    edit: Edit | None = None
    index: int = 0
    ignored: Ignored | None = None


def spots(report: Report) -> Iterator[Spot]:
    """All places to edit, the gravest and surest findings first; what is ignored comes last."""
    for finding in _surest_first(report.findings):
        yield from _of(finding, None)
    for ignored in report.ignored:
        yield from _of(ignored.finding, ignored)


class Sites(msgspec.Struct, frozen=True):
    """Where sites find the documents, and which of these have no lines: what is said of them is said of the file, or of its page."""

    paths: dict[str, str]
    without_lines: frozenset[str]

    def path(self, document: str) -> str:
        """The document's path from the root of the repository, else its name."""
        return self.paths.get(document, document)

    def has_lines(self, document: str) -> bool:
        """Whether lines and columns are those of the file."""
        return document not in self.without_lines


def sites(report: Report) -> Sites:
    """Where the report's documents are found."""
    found = {document.name: document.path for document in report.documents if document.path}
    return Sites(found, frozenset(document.name for document in report.documents if not document.has_lines))


def there(spot: Spot, found: Sites) -> str:
    """What a file without lines says, and where: the reader has to look for it. "" of any other. Not escaped."""
    if found.has_lines(spot.document):
        return ""
    at = part(spot.statement, spot.document)
    quote = spot.statement.quote
    said = quote if len(quote) <= QUOTED else f"{quote[:QUOTED]}…"
    return f"It says{f' ({at})' if at else ''}: “{said}”."


def part(location: Location, document: str) -> str:
    """Which part of a file without lines is meant: its page, and of a file of many documents the one."""
    page = f"page {location.page}" if location.page and location.document == document else ""
    entry = document if "://" in document else document.partition("#")[2]
    return ", ".join(filter(None, (entry, page)))


def is_file(document: str) -> bool:
    """Whether a location's document is a file: a finding may be about the reference itself."""
    return not document.startswith("reference:")


def _surest_first(findings: Sequence[Finding]) -> Sequence[Finding]:
    if not isinstance(findings, Found):
        return sorted(findings, key=lambda one: (SEVERITIES.index(one.severity), _CONFIDENCE.index(one.confidence)))
    sure = told(findings, "confidence", lambda finding: finding.confidence.encode())
    ordered = sorted(
        zip(findings.heads, sure, strict=True),
        key=lambda one: (SEVERITIES.index(one[0].severity), _CONFIDENCE.index(one[1].decode())),
    )
    return findings.of(head for head, _ in ordered)


def _of(finding: Finding, ignored: Ignored | None) -> list[Spot]:
    if finding.repair is None or not finding.repair.edits:
        place = finding.primary.focus or finding.primary.place
        sides = _sides((finding.primary, *finding.related), finding.primary)
        return [Spot(finding, finding.primary.document, place, *sides, ignored=ignored)]
    return [_at(finding, edit, index, ignored) for index, edit in enumerate(finding.repair.edits)]


def _at(finding: Finding, edit: Edit, index: int, ignored: Ignored | None) -> Spot:
    locations = (finding.primary, *finding.related)
    around = [one for one in locations if one.document == edit.document and _holds(one.place, edit.place)]
    sides = _sides(locations, around[0] if around else finding.primary)
    return Spot(finding, edit.document, edit.place, *sides, edit, index, ignored)


def _sides(locations: Sequence[Location], statement: Location) -> tuple[Location, tuple[Location, ...]]:
    others = [one for one in locations if one is not statement]
    return statement, tuple(sorted(others, key=lambda one: one.note == statement.note))


def _holds(outer: Place, inner: Place) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
