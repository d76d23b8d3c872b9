"""The first screen: is the corpus consistent, what is new, what is worst, and where to start."""

from __future__ import annotations

import msgspec

from auditor.model.findings import Finding, Report
from auditor.reports.html.material import Material
from auditor.reports.html.tables import Link
from auditor.reports.html.trend import since
from auditor.reports.html.words import SIGNS, count, cut
from auditor.reports.standing import Standing
from auditor.reports.visible import visible

HOW = "auditor check --baseline last"
FIRST = 4  # findings and documents that the first screen names


class Figure(msgspec.Struct, frozen=True):
    """A number that the first screen shows. `filter` is what the list of findings shows for it."""

    label: str
    number: str
    sign: str = ""
    tone: str = ""
    href: str = ""
    filter: str = ""


class Start(msgspec.Struct, frozen=True):
    """A document to begin with: how many of its findings are settled against it, of how many."""

    document: Link
    told: str
    part: int  # of a hundred


class News(msgspec.Struct, frozen=True):
    """What is new, and against what; each number leads to the findings that it counts. `how`: what to ask for, where nothing was compared."""

    since: str = ""
    parts: tuple[Link, ...] = ()  # `beside` is what the list of findings shows for it
    how: str = ""


class Overview(msgspec.Struct, frozen=True):
    """Everything on the first screen."""

    verdict: str
    tone: str
    sign: str
    lead: str
    unread: str
    news: News
    figures: tuple[Figure, ...]
    fresh: tuple[Link, ...] | None  # None where nothing was compared
    worst: tuple[Link, ...]
    first: str
    plan: str
    start: tuple[Start, ...]
    reference: str


def overview(made: Material, here: str) -> Overview:
    """The first screen's data."""
    report = made.report
    verdict, tone, sign = verdict_of(report)
    return Overview(
        verdict=verdict,
        tone=tone,
        sign=sign,
        lead=_lead(made),
        unread=_unread(report),
        news=_news(report),
        figures=_figures(report, made.href(here, "page", "unchecked")),
        fresh=_fresh(made, here),
        worst=tuple(_worst(finding, made, here) for finding in _one_of_each(made)),
        first=_first(report),
        plan=_plan(report),
        start=tuple(_start(one, made, here) for one in made.standings[:FIRST] if one.findings),
        reference=_reference(report),
    )


def verdict_of(report: Report) -> tuple[str, str, str]:
    """The verdict on the corpus, its tone and its sign. What was not read is never called clean."""
    counts = report.summary
    if not counts.documents:
        return "Nothing was checked", "error", "◆"
    if counts.error:
        return "Not consistent", "error", "✗"
    if counts.findings:
        return "No errors, but something to look at", "warning", "▲"
    if counts.skipped:
        return "No findings in what was read", "warning", "▲"
    return "No findings", "clear", "✓"


def documents_read(report: Report) -> str:
    """How many documents were read."""
    return count(report.summary.documents, "document")


def _lead(made: Material) -> str:
    report = made.report
    counts = report.summary
    read = f"{count(counts.assertions, 'statement')} about codes and drugs"
    if not counts.findings:
        rules = count(len(report.inputs.rules), "rule")
        return f"{read} in {documents_read(report)} agree by all {rules} in force."
    at_odds = sum(bool(one.findings) for one in made.standings)
    number = "all" if at_odds == counts.documents > 1 else f"{at_odds:,} of"
    told = f"{count(counts.findings, 'finding')} in {count(len(made.clusters), 'cluster')}"
    verb = "quotes" if counts.findings == 1 else "quote"
    return f"{told} {verb} {number} {documents_read(report)}, in which we read {read}."


def _unread(report: Report) -> str:
    number = report.summary.skipped
    return f"{count(number, 'document')} could not be read; nothing is known of what they say." if number else ""


def _news(report: Report) -> News:
    """What is new since last time; how to be told, where there was no last time."""
    stands = [finding.status for finding in report.findings if finding.status]
    if not stands and not report.trend:
        return News(how=HOW)
    numbers = [(status, stands.count(status)) for status in ("new", "reopened", "unchanged")]
    links = [
        Link(f"{number:,} {status}", "#findings" if number else "", f"status={status}") for status, number in numbers
    ]
    if not report.trend:
        return News("Against the baseline", tuple(links))
    gone = Link(f"{report.trend[-1].gone or 0:,} gone")
    return News(f"Since {since(report.trend[-2])}", (*links, gone))


def _figures(report: Report, unchecked: str) -> tuple[Figure, ...]:
    counts = report.summary
    shown = [
        _severity("Errors", counts.error, "error"),
        _severity("Warnings", counts.warning, "warning"),
        _severity("Notes", counts.note, "note"),
        Figure("Documents read", f"{counts.documents:,}"),
        Figure("Not read", f"{counts.skipped:,}", "✗" if counts.skipped else "", "", f"{unchecked}"),
        Figure("Codes left open", f"{counts.unclaimed_codes:,}", "", "", f"{unchecked}"),
    ]
    put_aside = (("Ignored", counts.ignored), ("Known before", counts.baselined))
    aside = (Figure(label, f"{number:,}", href=unchecked) for label, number in put_aside if number)
    return (*shown, *aside)


def _severity(label: str, number: int, severity: str) -> Figure:
    if not number:
        return Figure(label, "0")
    return Figure(label, f"{number:,}", SIGNS[severity], severity, "#findings", f"severity={severity}")


def _fresh(made: Material, here: str) -> tuple[Link, ...] | None:
    """The worst of what is new or reopened."""
    if not made.report.trend and not any(finding.status for finding in made.worst):
        return None
    news = [finding for finding in made.worst if finding.status in {"new", "reopened"}]
    return tuple(_named(finding, made, here, f"{finding.status}, {finding.rule}") for finding in news[:FIRST])


def _named(finding: Finding, made: Material, here: str, beside: str) -> Link:
    told = cut(visible(finding.message), made.scale.title)
    return Link(told, made.href(here, "finding", finding.fingerprint), beside)


def _one_of_each(made: Material) -> list[Finding]:
    """The worst finding of each of the first clusters."""
    return [cluster.findings[0] for cluster in made.clusters[:FIRST]]


def _worst(finding: Finding, made: Material, here: str) -> Link:
    cluster = made.cluster_of[finding.fingerprint]
    others = next(len(one.findings) - 1 for one in made.clusters if one.name == cluster)
    beside = f"{finding.rule}, with {count(others, 'finding')} about the same" if others else finding.rule
    return _named(finding, made, here, beside)


def _first(report: Report) -> str:
    """The edits that leave nothing to decide."""
    certain = {
        edit
        for finding in report.findings
        if finding.repair and finding.repair.certain
        for edit in finding.repair.edits
    }
    if not certain:
        return ""
    ended = sum(bool(finding.repair and finding.repair.certain) for finding in report.findings)
    documents = len({edit.document for edit in certain})
    where = f"{count(len(certain), 'edit')} in {count(documents, 'document')}"
    return f"{where} leave nothing to decide and end {count(ended, 'finding')}."


def _plan(report: Report) -> str:
    """The least that mends the whole corpus, where that was asked for."""
    if not report.plan or not report.plan.edits:
        return ""
    fewer = "no fewer can" if report.plan.exact else f"fewer than {report.plan.bound:,} cannot"
    return f"{count(len(report.plan.edits), 'edit')} would mend all that words can mend; {fewer}."


def _start(one: Standing, made: Material, here: str) -> Start:
    number = max(one.refuted, one.outnumbered)
    findings = count(len(one.findings), "finding")
    told = f"quoted in {findings}"
    if one.refuted:
        told, number = f"refuted in {one.refuted} of {findings}", one.refuted
    elif one.outnumbered:
        told = f"outnumbered in {one.outnumbered} of {findings}"
    link = Link(visible(one.document), made.href(here, "document", one.document))
    return Start(link, told, 100 * number // max(1, len(one.findings)))


def _reference(report: Report) -> str:
    reference = report.inputs.reference
    if not reference:
        return "compared with each other only: no reference was given"
    as_of = report.inputs.as_of
    day = f", as of {as_of}" if as_of and as_of != reference.release else ""
    return f"compared with each other and with the HCPCS release of {reference.release}{day}"
