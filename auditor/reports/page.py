"""What the HTML page shows, ready to be shown: every word is chosen here, and the template only repeats it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources
from itertools import groupby

import msgspec

import auditor
from auditor.model.assertions import CodeMention
from auditor.model.findings import Finding, Location, Repair, Report, RuleInfo, Severity, Value
from auditor.reports.decided import told
from auditor.reports.excerpt import Voices, passage, voices
from auditor.reports.standing import Standing, standings, worst
from auditor.reports.visible import visible

FIRST = 4  # findings and documents that the first screen names
LISTED = 500  # unclaimed codes, and documents without findings, that are listed one by one


class Figure(msgspec.Struct, frozen=True):
    """A number that the first screen shows, and the part of the page that tells more."""

    label: str
    number: str
    tone: str = ""


class Link(msgspec.Struct, frozen=True):
    """A line that leads on, with a word beside it."""

    href: str
    text: str
    beside: str = ""


class Quote(msgspec.Struct, frozen=True):
    """A location: where it is, and what stands there in three parts."""

    where: str
    section: str
    before: str
    focus: str
    after: str


class Side(msgspec.Struct, frozen=True):
    """All who say the same."""

    note: str
    documents: str
    tone: str
    quotes: tuple[Quote, ...]
    also: tuple[str, ...]


class Judged(msgspec.Struct, frozen=True):
    """One value as the reference judges it."""

    value: str
    verdict: str
    documents: str


class Card(msgspec.Struct, frozen=True):
    """A finding."""

    id: str
    fingerprint: str
    message: str
    status: str
    confidence: str
    sides: tuple[Side, ...]
    judged: tuple[Judged, ...]
    expected: str
    repair: str
    edits: tuple[str, ...]
    decision: str = ""


class Group(msgspec.Struct, frozen=True):
    """All findings of one rule."""

    rule: str
    name: str
    title: str
    severity: Severity
    number: str
    cards: tuple[Card, ...]


class Row(msgspec.Struct, frozen=True):
    """A document that findings quote."""

    id: str
    name: str
    assertions: int
    outnumbered: int
    refuted: int
    findings: tuple[Link, ...]


class RuleRow(msgspec.Struct, frozen=True):
    """A rule in force."""

    id: str
    name: str
    title: str
    rationale: str
    severity: Severity
    findings: int


class Unclaimed(msgspec.Struct, frozen=True):
    """A code of which nothing was claimed."""

    where: str
    code: str
    quote: str
    reason: str


class Page(msgspec.Struct, frozen=True):
    """Everything on the page."""

    version: str
    style: str
    policy: str
    title: str
    verdict: str
    tone: str
    lead: str
    unread: str
    figures: tuple[Figure, ...]
    worst: tuple[Link, ...]
    start: tuple[Link, ...]
    groups: tuple[Group, ...]
    documents: tuple[Row, ...]
    quiet: tuple[str, ...]
    quiet_lead: str
    judged: bool
    skipped: tuple[tuple[str, str, str], ...]
    unclaimed: tuple[Unclaimed, ...]
    unclaimed_lead: str
    rules: tuple[RuleRow, ...]
    inputs: tuple[tuple[str, str], ...]


def page(report: Report) -> Page:
    """The page's data, built before anything is rendered."""
    style = _file("report.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    stands = standings(report)
    quiet = tuple(visible(one.document) for one in stands if not one.findings)
    verdict, tone = _verdict(report)
    return Page(
        version=auditor.__version__,
        style=style,
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        title=f"HCPCS audit: {count(report.summary.findings, 'finding')} in {_documents(report)}",
        verdict=verdict,
        tone=tone,
        lead=_lead(report, stands),
        unread=_unread(report),
        figures=_figures(report),
        worst=tuple(_link(finding) for finding in worst(report.findings)[:FIRST]),
        start=tuple(_start(row, one) for row, one in enumerate(stands[:FIRST], 1) if one.findings),
        groups=_groups(report),
        documents=tuple(_row(row, one) for row, one in enumerate(stands, 1) if one.findings),
        quiet=quiet[:LISTED],
        quiet_lead=_quiet_lead(len(quiet)),
        judged=report.inputs.reference is not None,
        skipped=tuple((visible(one.document), one.stage, visible(one.reason)) for one in report.skipped),
        unclaimed=tuple(_unclaimed(mention) for mention in report.unclaimed[:LISTED]),
        unclaimed_lead=_unclaimed_lead(report),
        rules=_rules(report),
        inputs=_inputs(report),
    )


def count(number: int, noun: str) -> str:
    """A number with its noun, thousands set apart."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _verdict(report: Report) -> tuple[str, str]:
    counts = report.summary
    if not counts.documents:
        return "Nothing was checked", "error"
    if counts.error:
        return "Not consistent", "error"
    if counts.findings:
        return "No errors, but something to look at", "warning"
    if counts.skipped:
        return "No findings in what was read", "warning"
    return "No findings", "clear"


def _lead(report: Report, stands: Sequence[Standing]) -> str:
    counts = report.summary
    read = f"{count(counts.assertions, 'statement')} about codes and drugs"
    if not counts.findings:
        return f"{read} in {_documents(report)} agree by all {count(len(report.inputs.rules), 'rule')} in force."
    at_odds = sum(bool(one.findings) for one in stands)
    number = "all" if at_odds == counts.documents > 1 else f"{at_odds:,} of"
    verb = "quotes" if counts.findings == 1 else "quote"
    return f"{count(counts.findings, 'finding')} {verb} {number} {_documents(report)}, in which we read {read}."


def _unread(report: Report) -> str:
    number = report.summary.skipped
    return f"{count(number, 'document')} could not be read; nothing is known of what they say." if number else ""


def _figures(report: Report) -> tuple[Figure, ...]:
    counts = report.summary
    shown = (
        Figure("Errors", f"{counts.error:,}", "error" if counts.error else ""),
        Figure("Warnings", f"{counts.warning:,}", "warning" if counts.warning else ""),
        Figure("Notes", f"{counts.note:,}", "note" if counts.note else ""),
        Figure("Documents read", f"{counts.documents:,}"),
        Figure("Not read", f"{counts.skipped:,}", "error" if counts.skipped else ""),
        Figure("Codes left open", f"{counts.unclaimed_codes:,}"),
    )
    put_aside = (("Ignored", counts.ignored), ("Accepted before", counts.baselined))
    return (*shown, *(Figure(label, f"{number:,}") for label, number in put_aside if number))


def _start(row: int, one: Standing) -> Link:
    findings = count(len(one.findings), "finding")
    often = f"quoted in {findings}"
    if one.refuted:
        often = f"refuted by the reference in {one.refuted} of {findings}"
    elif one.outnumbered:
        often = f"outnumbered in {one.outnumbered} of {findings}"
    return Link(f"#d-{row}", visible(one.document), often)


def _link(finding: Finding) -> Link:
    return Link(f"#{_anchor(finding)}", visible(finding.message), finding.rule)


def _groups(report: Report) -> tuple[Group, ...]:
    titles = {rule.id: rule.title for rule in report.rules}
    by_rule = groupby(report.findings, key=lambda finding: (finding.rule, finding.severity))
    return tuple(_group(titles, list(found)) for _, found in by_rule)


def _group(titles: dict[str, str], found: Sequence[Finding]) -> Group:
    first = found[0]
    cards = tuple(_card(finding) for finding in found)
    title = titles.get(first.rule, first.name)
    return Group(first.rule, first.name, title, first.severity, count(len(found), first.severity), cards)


def _card(finding: Finding) -> Card:
    judged = any(value.verdict != "unknown" for value in finding.values)
    return Card(
        id=_anchor(finding),
        fingerprint=finding.fingerprint,
        message=visible(finding.message),
        status=finding.status or "",
        confidence=finding.confidence,
        sides=tuple(_side(said, finding) for said in voices(finding)),
        judged=tuple(_judged(value) for value in finding.values) if judged else (),
        expected=visible(finding.expected or ""),
        repair=visible(finding.repair.reason) if finding.repair else "",
        edits=_edits(finding.repair) if finding.repair else (),
        decision=visible(told(finding.decision)),
    )


def _side(said: Voices, finding: Finding) -> Side:
    tone = "primary" if finding.primary in said.quoted else ""
    also = tuple(_where(location) for location in said.others)
    quotes = tuple(_quote(location) for location in said.quoted)
    return Side(visible(said.note), count(said.documents, "document"), tone, quotes, also)


def _quote(location: Location) -> Quote:
    return Quote(_where(location), " › ".join(visible(name) for name in location.section), *passage(location))


def _where(location: Location) -> str:
    place = location.focus or location.place
    page_ = f" (page {location.page})" if location.page else ""
    return f"{visible(location.document)}:{place.line}:{place.column}{page_}"


def _judged(value: Value) -> Judged:
    return Judged(visible(value.value), value.verdict, ", ".join(visible(document) for document in value.documents))


def _edits(repair: Repair) -> tuple[str, ...]:
    return tuple(
        f"{visible(edit.document)}:{edit.place.line}:{edit.place.column}: write “{visible(edit.replacement)}”"
        for edit in repair.edits
    )


def _row(row: int, one: Standing) -> Row:
    links = tuple(Link(f"#{_anchor(finding)}", visible(finding.subject), finding.rule) for finding in one.findings)
    return Row(f"d-{row}", visible(one.document), one.assertions, one.outnumbered, one.refuted, links)


def _quiet_lead(number: int) -> str:
    if not number:
        return ""
    rest = f"; the first {LISTED:,} of them are" if number > LISTED else ":"
    return f"{count(number, 'document')} read, and quoted in no finding{rest}"


def _unclaimed(mention: CodeMention) -> Unclaimed:
    place = f":{mention.place.line}:{mention.place.column}" if mention.place else ""
    quote = visible(mention.quote)
    return Unclaimed(visible(mention.document) + place, mention.code, quote, visible(mention.reason))


def _unclaimed_lead(report: Report) -> str:
    number = report.summary.unclaimed_codes
    if not number:
        return "Every mention of a code led to a statement."
    told = f"{count(number, 'mention')} of a code led to no statement, so no rule compared what is said there."
    return f"{told} The first {LISTED:,} are listed." if number > LISTED else told


def _rules(report: Report) -> tuple[RuleRow, ...]:
    return tuple(_rule(rule, report) for rule in report.rules)


def _rule(rule: RuleInfo, report: Report) -> RuleRow:
    found = sum(finding.rule == rule.id for finding in report.findings)
    return RuleRow(rule.id, rule.name, rule.title, rule.rationale, rule.severity, found)


def _inputs(report: Report) -> tuple[tuple[str, str], ...]:
    given, reference = report.inputs, report.inputs.reference
    compared = f"{visible(reference.name)}, release {reference.release}" if reference else "none"
    shown = (
        ("Program", f"hcpcs-auditor {auditor.__version__}"),
        ("Documents", f"{given.documents:,}"),
        ("SHA-256 of the documents", given.corpus_sha256),
        ("Reference", compared),
        ("SHA-256 of the reference", reference.sha256 if reference else ""),
        ("Day that counts as today", given.as_of or ""),
        ("Rules", ", ".join(given.rules)),
    )
    return tuple((label, value) for label, value in shown if value)


def _documents(report: Report) -> str:
    return count(report.summary.documents, "document")


def _anchor(finding: Finding) -> str:
    return f"f-{finding.fingerprint}"


def _file(name: str) -> str:
    return resources.files("auditor.reports").joinpath(name).read_text(encoding="utf-8")
