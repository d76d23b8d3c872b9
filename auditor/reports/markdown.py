"""The report as Markdown, for the summary of a pipeline's step or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.model.findings import SEVERITIES, Finding, Ignored, Location, Report, Severity
from auditor.reports.decided import message
from auditor.reports.standing import worst
from auditor.reports.visible import visible

MOST: Final = 200  # findings that are listed; a step's summary may have a megabyte
OTHERS: Final = 3  # places of a finding besides the primary one
HEADINGS: Final[dict[Severity, str]] = {"error": "Errors", "warning": "Warnings", "note": "Notes"}

# What a site would make a link, a mention or a reference of, even in plain text.
_LIVELY = re.compile(r"[@#/\\]|www\.|\w\.[^\W\d]")
_WORD = re.compile(r"\S+")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#!&~$:+=-])")
_CODE_RUN = re.compile(r"`+")


def render(report: Report) -> str:
    """The counts, then the findings by severity, those most at odds first; nothing that a document says is markup."""
    listed = worst(report.findings, MOST)
    parts = [_head(report)]
    for severity in SEVERITIES:
        found = [finding for finding in listed if finding.severity == severity]
        if found:
            parts.append("\n".join([f"### {HEADINGS[severity]}", "", *_table(found)]))
    left = len(report.findings) - len(listed)
    if left:
        parts.append(f"{left} more, in which less is at odds, are not listed here.")
    if report.ignored:
        parts.append("\n".join(["### Ignored", "", *map(_ignored, report.ignored[:MOST])]))
    if report.skipped:
        lines = [f"- {code(one.document)} ({one.stage}): {plain(one.reason)}" for one in report.skipped[:MOST]]
        parts.append("\n".join(["### Not read", "", *lines]))
    return "\n\n".join(parts) + "\n"


def plain(text: str) -> str:
    """Text in which nothing is markup, a link or a mention."""
    shown, at = "", 0
    text = visible(text)
    for found in _lively(text):
        shown += _MARKUP.sub(r"\\\1", text[at : found.start()]) + code(found[0])
        at = found.end()
    return shown + _MARKUP.sub(r"\\\1", text[at:])


def code(text: str) -> str:
    """Text as code."""
    shown = visible(text)
    if not shown.strip():
        return ""
    fence = "`" * (1 + max((len(run) for run in _CODE_RUN.findall(shown)), default=0))
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def _lively(text: str) -> Iterator[re.Match[str]]:
    """The words that a site would make more than words."""
    return (word for word in _WORD.finditer(text) if _LIVELY.search(word[0]))


def _head(report: Report) -> str:
    counts = report.summary
    each = ", ".join(
        _count(number, word)
        for number, word in ((counts.error, "error"), (counts.warning, "warning"), (counts.note, "note"))
        if number
    )
    found = f"{_count(counts.findings, 'finding')}: {each}" if each else "no findings"
    title = "nothing was checked" if not counts.documents else found
    aside = f"; {counts.ignored} ignored" if counts.ignored else ""
    before = f"; {counts.baselined} accepted before" if counts.baselined else ""
    read = f"{_count(counts.documents, 'document')}, {_count(counts.assertions, 'assertion')}; {counts.skipped} skipped"
    unclaimed = f"{_count(counts.unclaimed_codes, 'code mention')} without an assertion"
    return f"## HCPCS audit: {title}\n\n{read}{aside}{before}; {unclaimed}."


def _table(found: list[Finding]) -> Iterator[str]:
    yield "| Rule | Finding | Where | Repair |"
    yield "| --- | --- | --- | --- |"
    for finding in found:
        where = [_where(finding.primary), *(_where(one) for one in finding.related[:OTHERS])]
        more = max(0, len(finding.related) - OTHERS) + sum(one.places for one in finding.unlisted)
        places = "; ".join([*where, *([f"{more} more"] if more > 0 else [])])
        repair = plain(finding.repair.action) if finding.repair else ""
        status = f" *{finding.status}*" if finding.status else ""
        cells = (finding.rule + status, plain(message(finding)), places, repair)
        yield " | ".join(["", *(cell.replace("|", "\\|") for cell in cells), ""]).strip()


def _ignored(one: Ignored) -> str:
    return f"- {one.finding.rule} {_where(one.finding.primary)} {plain(one.finding.message)}: {plain(one.reason)}"


def _where(location: Location) -> str:
    place = location.focus or location.place
    return code(f"{location.document}:{place.line}:{place.column}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
