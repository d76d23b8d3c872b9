"""The assertions themselves, and the codes that led to none, for people and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import click

from auditor.graph import in_order
from auditor.model.assertions import Assertion, CodeMention, Extraction
from auditor.model.source import Place
from auditor.reports.as_json import dumps
from auditor.reports.cell import cell
from auditor.reports.visible import visible

Row = dict[str, Any]
FIELDS = (
    "document", "kind", "subject", "object", "polarity", "line", "column", "end_line", "end_column", "page", "quote",
    "section", "subject_span", "object_span", "qualifiers", "confidence", "pattern", "lines",
)  # fmt: skip
UNCLAIMED_FIELDS = ("document", "code", "line", "column", "end_line", "end_column", "quote", "section", "reason")


def rows(extractions: Iterable[Extraction]) -> list[Row]:
    """One row per assertion occurrence, by document and position."""
    return [_row(said) for said in in_order(said for extraction in extractions for said in extraction.assertions)]


def unclaimed_rows(mentions: Iterable[CodeMention]) -> list[Row]:
    """One row per code mention that led to no assertion, in the order given."""
    return [_unclaimed(mention) for mention in mentions]


def render_jsonl(found: Iterable[Row]) -> str:
    """One object per line."""
    return "".join(dumps(row) + "\n" for row in found)


def render_text(found: Iterable[Row]) -> str:
    """One line per row: where, what, and for an assertion how it is meant."""
    return "".join(_line(row) for row in found)


def render_csv(found: Iterable[Row]) -> str:
    """A table; lists and objects as JSON. A cell that a spreadsheet would run as a formula starts with an apostrophe."""
    listed = list(found)
    fields = UNCLAIMED_FIELDS if listed and "reason" in listed[0] else FIELDS
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(fields)
    writer.writerows([cell(row[field]) for field in fields] for row in listed)
    return out.getvalue()


FORMATS: dict[str, Callable[[Iterable[Row]], str]] = {"text": render_text, "jsonl": render_jsonl, "csv": render_csv}


def _row(said: Assertion) -> Row:
    place = said.place
    return {
        "document": said.document,
        "kind": said.kind,
        "subject": said.subject,
        "object": said.object,
        "polarity": said.polarity,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "page": said.page,
        "quote": said.quote,
        "section": list(said.section),
        "subject_span": _span(said.subject_place),
        "object_span": _span(said.object_place),
        "qualifiers": dict(said.qualifiers),
        "confidence": said.confidence,
        "pattern": said.pattern,
        "lines": list(said.lines),
    }


def _unclaimed(mention: CodeMention) -> Row:
    place = mention.place
    return {
        "document": mention.document,
        "code": mention.code,
        "line": place and place.line,
        "column": place and place.column,
        "end_line": place and place.end_line,
        "end_column": place and place.end_column,
        "quote": mention.quote,
        "section": list(mention.section),
        "reason": mention.reason,
    }


def _line(row: Row) -> str:
    where = click.style(f"{visible(row['document'])}:{row['line']}:{row['column']}", bold=True)
    if "reason" in row:
        return f"{where}: {row['code']}: {visible(row['reason'] or 'no reason given')}\n"
    polarity = "" if row["polarity"] == "asserted" else f" [{row['polarity']}]"
    return f"{where}: {row['kind']} {row['subject']} -> {visible(row['object'])}{polarity}\n"


def _span(place: Place | None) -> list[int] | None:
    return [place.line, place.column, place.end_line, place.end_column] if place else None
