"""Where a finding would have to be edited, for formats that show a finding beside the line that it is about."""

from __future__ import annotations

import msgspec

from auditor.model.findings import SEVERITIES, Edit, Finding, Ignored, Location, Report
from auditor.model.source import Place

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


def spots(report: Report) -> list[Spot]:
    """All places to edit, the gravest and surest findings first; what is ignored comes last."""
    open_ = [spot for finding in sorted(report.findings, key=_gravity) for spot in _of(finding, None)]
    return open_ + [spot for ignored in report.ignored for spot in _of(ignored.finding, ignored)]


def paths(report: Report) -> dict[str, str]:
    """By document, its path from the root of the repository, where that is not its name."""
    return {document.name: document.path for document in report.documents if document.path}


def is_file(document: str) -> bool:
    """Whether a location's document is a file: a finding may be about the reference itself."""
    return not document.startswith("reference:")


def _gravity(finding: Finding) -> tuple[int, int]:
    return SEVERITIES.index(finding.severity), _CONFIDENCE.index(finding.confidence)


def _of(finding: Finding, ignored: Ignored | None) -> list[Spot]:
    if finding.repair is None or not finding.repair.edits:
        place = finding.primary.focus or finding.primary.place
        return [Spot(finding, finding.primary.document, place, *_sides(finding, finding.primary), ignored=ignored)]
    return [_at(finding, edit, index, ignored) for index, edit in enumerate(finding.repair.edits)]


def _at(finding: Finding, edit: Edit, index: int, ignored: Ignored | None) -> Spot:
    locations = (finding.primary, *finding.related)
    around = [one for one in locations if one.document == edit.document and _holds(one.place, edit.place)]
    sides = _sides(finding, around[0] if around else finding.primary)
    return Spot(finding, edit.document, edit.place, *sides, edit, index, ignored)


def _sides(finding: Finding, statement: Location) -> tuple[Location, tuple[Location, ...]]:
    others = [one for one in (finding.primary, *finding.related) if one is not statement]
    return statement, tuple(sorted(others, key=lambda one: one.note == statement.note))


def _holds(outer: Place, inner: Place) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
