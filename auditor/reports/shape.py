"""The shape of the report for programs, for its published JSON Schema and for whoever reads it in Python. A test holds it to what is written."""

from __future__ import annotations

from typing import Literal

import msgspec

from auditor.model.assertions import Confidence
from auditor.model.findings import Choice, ReferenceInfo, Severity, Status, Summary, Verdict


class _Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Tool(_Shape, frozen=True):
    """The program that wrote it."""

    name: str
    version: str


class Inputs(_Shape, frozen=True):
    """What it was made from. `as_of` is the day that counts as today, ISO."""

    documents: int
    corpus_sha256: str
    reference: ReferenceInfo | None
    rules: list[str]
    as_of: str | None


class Place(_Shape, frozen=True):
    """Lines and columns are 1-based and count code points, ends are exclusive."""

    document: str
    line: int
    column: int
    end_line: int
    end_column: int


class Location(Place, frozen=True):
    """A place with what it says there and why it matters. `page`: of a PDF."""

    page: int | None
    quote: str
    section: list[str]
    note: str


class Edit(Place, frozen=True):
    """One replacement; `quote` is what stands there now."""

    quote: str
    replacement: str


class Value(_Shape, frozen=True):
    """One side: how the reference judges it and why, and who says it."""

    value: str
    verdict: Verdict
    occurrences: int
    documents: list[str]
    reason: str = ""


class Unlisted(_Shape, frozen=True):
    """Places with a note that nobody has to change and that are not among the related: how many, and in how many documents of which none is."""

    note: str
    places: int
    documents: int


class Repair(_Shape, frozen=True):
    """Edits that end a finding; the best one has the others as `alternatives`."""

    action: str
    certain: bool
    reason: str
    edits: list[Edit]
    alternatives: list[Repair] = []


class Triage(_Shape, frozen=True):
    """What a reviewer decided; dates are ISO."""

    decision: Choice
    by: str
    reason: str
    on: str
    until: str | None
    expired: bool


class Finding(_Shape, frozen=True, kw_only=True):
    """One thing that is wrong. `status` is null where nothing earlier was compared. `related` has every place that may have to be changed."""

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    subject: str
    message: str
    fingerprint: str
    status: Status | None
    values: list[Value]
    expected: str | None
    primary: Location
    related: list[Location]
    unlisted: list[Unlisted] = []
    repair: Repair | None
    triage: Triage | None = None


class Because(_Shape, frozen=True):
    """Why a finding was put aside, and where that is written; null where a setting says it."""

    reason: str
    location: Location | None


class Ignored(Finding, frozen=True, kw_only=True):
    """A finding that was put aside."""

    ignored: Because


class Skipped(_Shape, frozen=True):
    """A document that was not read, at which stage, and why."""

    document: str
    stage: Literal["load", "parse", "extract"]
    reason: str


class Plan(_Shape, frozen=True):
    """The edits that mend the corpus (`--repairs`), those that are certain, and how few places could do."""

    edits: list[Edit]
    certain: list[Edit]
    at_least: int
    exact: bool
    unmended: list[str]


class Report(_Shape, frozen=True, kw_only=True):
    """`auditor check --format json`. Additions only, else `format_version` rises."""

    format_version: Literal[1]
    tool: Tool
    inputs: Inputs
    summary: Summary
    findings: list[Finding]
    skipped: list[Skipped]
    ignored: list[Ignored] = []
    repairs: Plan | None = None
