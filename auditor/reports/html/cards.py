"""A finding told in full: both sides quoted next to each other, how the verdict came about, and the repair."""

from __future__ import annotations

import re

import msgspec

from auditor.model.findings import Finding, Location, Severity
from auditor.reports.decided import told
from auditor.reports.excerpt import Voices, passage, voices
from auditor.reports.html.edits import Mending, mending
from auditor.reports.html.material import Material
from auditor.reports.html.steps import steps
from auditor.reports.html.tables import Link
from auditor.reports.html.words import count, cut, where
from auditor.reports.visible import visible


class Quote(msgspec.Struct, frozen=True):
    """A place, and what stands there in three parts."""

    where: Link
    section: str
    before: str
    focus: str
    after: str


class Side(msgspec.Struct, frozen=True):
    """All who say the same."""

    note: str
    verdict: str
    documents: str
    primary: bool
    quotes: tuple[Quote, ...]
    also: tuple[Link, ...]
    more: str


class Card(msgspec.Struct, frozen=True):
    """A finding."""

    id: str
    fingerprint: str
    permalink: str
    rule: Link
    name: str
    severity: Severity
    status: str
    confidence: str
    message: str
    sides: tuple[Side, ...]
    more: str
    steps: tuple[str, ...]
    expected: str
    repair: Mending | None
    alternatives: tuple[Mending, ...]
    about: tuple[Link, ...]
    decision: str


def card(finding: Finding, made: Material, here: str) -> Card:
    """The finding as its page in `here` shows it."""
    scale, sides = made.scale, voices(finding)
    hidden = len(sides) - scale.sides
    fingerprint = finding.fingerprint
    one_file = made.addresses.file("finding", fingerprint) == ""
    repair = mending(finding.repair, finding, made.texts, scale) if finding.repair else None
    return Card(
        id=made.addresses.anchor("finding", fingerprint),
        fingerprint=fingerprint,
        permalink=f"#f-{fingerprint}" if one_file else f"../index.html#f-{fingerprint}",
        rule=Link(finding.rule, made.href(here, "rule", finding.rule)),
        name=finding.name,
        severity=finding.severity,
        status=finding.status or "",
        confidence=finding.confidence,
        message=cut(visible(finding.message), scale.message),
        sides=tuple(_side(said, finding, made, here) for said in sides[: made.scale.sides]),
        more=f"{count(hidden, 'more side')} of it: see the pages of the codes and drugs." if hidden > 0 else "",
        steps=steps(finding, made.report.inputs.reference is not None, made.scale.sides, made.scale.listed),
        expected=visible(finding.expected or ""),
        repair=repair,
        alternatives=tuple(mending(one, finding, made.texts, scale) for one in finding.alternatives[: scale.ways]),
        about=about(finding, made, here),
        decision=cut(visible(told(finding.decision)), scale.message),
    )


def about(finding: Finding, made: Material, here: str) -> tuple[Link, ...]:
    """The pages of the codes and drugs that a finding is about."""
    names = dict.fromkeys((finding.subject, *(value.value for value in finding.values), finding.expected or ""))
    links = (Link(visible(name), made.href(here, kind, name)) for name in names for kind in ("code", "drug"))
    return tuple(link for link in links if link.href)[: made.scale.about]


def place_link(location: Location, made: Material, here: str) -> Link:
    """The place, leading to the document's page where there is one."""
    return Link(where(location), made.href(here, "document", location.document))


def _side(said: Voices, finding: Finding, made: Material, here: str) -> Side:
    quoted = said.quoted[: made.scale.quotes]
    others = (*said.quoted[made.scale.quotes :], *said.others)
    unlisted = said.unlisted.places if said.unlisted else 0
    hidden = max(0, len(others) - made.scale.listed) + unlisted
    return Side(
        note=visible(said.note),
        verdict=_verdict(said, finding),
        documents=count(said.documents, "document"),
        primary=finding.primary in said.quoted,
        quotes=tuple(_quote(location, made, here) for location in quoted),
        also=tuple(place_link(location, made, here) for location in others[: made.scale.listed]),
        more=f"and {count(hidden, 'more place')}" if hidden > 0 else "",
    )


def _quote(location: Location, made: Material, here: str) -> Quote:
    section = " › ".join(visible(name) for name in location.section)
    return Quote(place_link(location, made, here), section, *passage(location, made.scale.context))


def _verdict(said: Voices, finding: Finding) -> str:
    """How the reference judges the value that this side takes: the longest one that the side's own words name."""
    documents = {location.document for location in (*said.quoted, *said.others)}
    named = [
        value
        for value in finding.values
        if documents & set(value.documents) and re.search(rf"(?<!\w){re.escape(value.value)}(?!\w)", said.note)
    ]
    return max(named, key=lambda value: len(value.value)).verdict if named else ""
