"""The report as a page to read, print and hand on. It needs no script, no network and no other file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from itertools import groupby

import msgspec

import auditor
from auditor.model.findings import Finding, Location, Report, Value
from auditor.model.source import Skipped
from auditor.reports.excerpt import passage
from auditor.reports.text import summary
from auditor.reports.visible import visible


class Quote(msgspec.Struct, frozen=True):
    """A location as the page shows it."""

    where: str
    section: str
    before: str
    focus: str
    after: str
    note: str
    primary: bool


class Card(msgspec.Struct, frozen=True):
    """A finding as the page shows it."""

    finding: Finding
    message: str
    values: tuple[tuple[str, Value, str], ...]
    quotes: tuple[Quote, ...]


class Group(msgspec.Struct, frozen=True):
    """All findings of one rule."""

    rule: str
    name: str
    severity: str
    cards: tuple[Card, ...]


class Page(msgspec.Struct, frozen=True):
    """Everything on the page, ready to be shown: the template only repeats it."""

    version: str
    summary: str
    report: Report
    groups: tuple[Group, ...]
    documents: tuple[tuple[str, int], ...]
    skipped: tuple[Skipped, ...]
    style: str
    policy: str


def render(report: Report) -> str:
    """The page."""
    import jinja2  # noqa: PLC0415 - only this report needs it, and it is slow to load

    environment = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True)
    template = environment.from_string(_file("report.html.j2"))
    return template.render(page=page(report)) + "\n"


def page(report: Report) -> Page:
    """The page's data, built before anything is rendered."""
    style = _file("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return Page(
        version=auditor.__version__,
        summary=summary(report),
        report=report,
        groups=tuple(_group(list(found)) for _, found in groupby(report.findings, key=lambda finding: finding.rule)),
        documents=_documents(report),
        skipped=tuple(Skipped(visible(one.document), one.stage, visible(one.reason)) for one in report.skipped),
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
    )


def _group(findings: Sequence[Finding]) -> Group:
    first = findings[0]
    return Group(first.rule, first.name, first.severity, tuple(_card(finding) for finding in findings))


def _card(finding: Finding) -> Card:
    quotes = [_quote(finding.primary, primary=True), *(_quote(location) for location in finding.related)]
    values = tuple(
        (visible(value.value), value, ", ".join(visible(document) for document in value.documents))
        for value in finding.values
    )
    return Card(finding, visible(finding.message), values, tuple(quotes))


def _quote(location: Location, primary: bool = False) -> Quote:
    place = location.focus or location.place
    where = f"{visible(location.document)}:{place.line}:{place.column}"
    section = " › ".join(visible(heading) for heading in location.section)
    return Quote(where, section, *passage(location), visible(location.note), primary)


def _documents(report: Report) -> tuple[tuple[str, int], ...]:
    """Documents with the number of findings that quote them, most first."""
    counts: dict[str, int] = {}
    for finding in report.findings:
        for document in {place.document for place in (finding.primary, *finding.related)}:
            counts[document] = counts.get(document, 0) + 1
    return tuple(
        (visible(name), number) for name, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _file(name: str) -> str:
    return resources.files("auditor.reports").joinpath(name).read_text(encoding="utf-8")
