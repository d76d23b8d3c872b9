"""What was not checked: documents not read, codes of which nothing was claimed, and findings that somebody put aside."""

from __future__ import annotations

import msgspec

from auditor.model.assertions import CodeMention
from auditor.model.findings import Ignored
from auditor.reports.html.material import Material
from auditor.reports.html.tables import Cell, Column, Row, Table
from auditor.reports.html.words import count, cut, where
from auditor.reports.visible import visible


class Unchecked(msgspec.Struct, frozen=True):
    """The lists, each with a sentence before it; None where it is empty."""

    skipped_lead: str
    skipped: Table | None
    open_lead: str
    open: Table | None
    ignored_lead: str
    ignored: Table | None


def unchecked(made: Material, here: str) -> Unchecked:
    """What stands on the page."""
    report, most = made.report, made.scale.rows
    skipped = tuple(
        Row((Cell(visible(one.document)), Cell(one.stage), Cell(visible(one.reason)))) for one in report.skipped[:most]
    )
    left_open = tuple(_open(mention, made, here) for mention in report.unclaimed[:most])
    columns = (Column("Document"), Column("Stage"), Column("Reason"))
    ignored = tuple(_ignored(one, made, here) for one in report.ignored[:most])
    code = (Column("Code"), Column("Where, and why nothing came of it"))
    return Unchecked(
        _cut(_skipped_lead(report.summary.skipped), len(report.skipped), most),
        Table("Documents of which nothing is known", columns, skipped) if skipped else None,
        _cut(_open_lead(report.summary.unclaimed_codes), len(report.unclaimed), most),
        Table("Mentions of codes that led to no statement", code, left_open) if left_open else None,
        _cut(_ignored_lead(report.summary.ignored), len(report.ignored), most),
        Table("Findings that are ignored", (Column("Finding"), Column("Reason, and where it is written")), ignored)
        if ignored
        else None,
    )


def _open(mention: CodeMention, made: Material, here: str) -> Row:
    place = f":{mention.place.line}:{mention.place.column}" if mention.place else ""
    at = f"{visible(mention.document)}{place}"
    href = made.href(here, "document", mention.document)
    return Row((Cell(visible(mention.code)), Cell(at, href, visible(mention.reason), visible(mention.quote))))


def _ignored(one: Ignored, made: Material, here: str) -> Row:
    told = cut(visible(one.finding.message), made.scale.title)
    at = where(one.location) if one.location else "in the settings"
    href = made.href(here, "document", one.location.document) if one.location else ""
    return Row((Cell(told, beside=one.finding.rule), Cell(at, href, visible(one.reason) or "no reason given")))


def _ignored_lead(number: int) -> str:
    if not number:
        return "No finding is ignored."
    return f"{count(number, 'finding')} left out of this report, because a document or the settings say so."


def _skipped_lead(number: int) -> str:
    if not number:
        return "Every document was read."
    return f"{count(number, 'document')} could not be read, so nothing is known of what they say."


def _open_lead(number: int) -> str:
    if not number:
        return "Every mention of a code led to a statement."
    return f"{count(number, 'mention')} of a code led to no statement, so no rule compared what is said there."


def _cut(lead: str, number: int, most: int) -> str:
    return f"{lead} The first {most:,} are listed." if number > most else lead
