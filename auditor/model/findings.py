"""What the audit says: findings with exact places, and the report that every writer renders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from auditor.model.assertions import Assertion, CodeMention, Confidence
from auditor.model.reference import ReferenceEntry
from auditor.model.source import Place, Skipped

Severity = Literal["error", "warning", "note"]
Verdict = Literal["confirmed", "refuted", "unknown"]
Status = Literal["new", "unchanged", "reopened"]
Choice = Literal["accept", "false-positive", "fix-planned", "withdraw"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Location(msgspec.Struct, frozen=True):
    """A place in a document together with what it says there and why it matters to the finding.

    `focus` is the differing token inside `place` (the code, the drug, the unit), or None where it is only implied.
    """

    document: str
    place: Place
    quote: str
    note: str
    section: tuple[str, ...] = ()
    focus: Place | None = None
    page: int | None = None


class Value(msgspec.Struct, frozen=True):
    """One side of a contradiction: a value, how the reference judges it, and who says it."""

    value: str
    verdict: Verdict
    occurrences: int
    documents: tuple[str, ...]
    reason: str = ""  # what the reference says of it
    support: int = 0  # documents that say so independently: what was copied counts once


class Unlisted(msgspec.Struct, frozen=True):
    """Places that say the same as some that a finding lists and are not listed, because nobody has to change them.

    `documents` are those of which the finding lists no place with this note.
    """

    note: str
    places: int
    documents: int


class Edit(msgspec.Struct, frozen=True, order=True):
    """One replacement in one document; nothing outside `place` changes. `quote` is what stands there now."""

    document: str
    place: Place
    replacement: str
    quote: str = ""


class Repair(msgspec.Struct, frozen=True):
    """Edits that end a finding, in a few words what they do, and why these.

    `certain`: the reference leaves no other value, and the document itself shows which word is the wrong one.
    """

    edits: tuple[Edit, ...]
    reason: str
    action: str = ""
    certain: bool = False


class Plan(msgspec.Struct, frozen=True):
    """The edits that mend a corpus: all of them, those that the reference makes certain, and how few places could do.

    `exact`: no smaller set exists. `unmended` are the fingerprints of findings that may still be there after these edits.
    """

    edits: tuple[Edit, ...]
    certain: tuple[Edit, ...]
    bound: int
    exact: bool
    unmended: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True):
    """What a reviewer decided of a finding, who, why, when, and until which day (ISO dates; "" is for ever)."""

    choice: Choice
    by: str
    reason: str
    on: str
    until: str = ""
    expired: bool = False

    @property
    def settles(self) -> bool:
        """Whether nothing is left to do. A planned fix still has to come."""
        return not self.expired and self.choice in {"accept", "false-positive"}


class Finding(msgspec.Struct, frozen=True):
    """One thing that is wrong. It cannot be built without its primary location.

    `fingerprint` is made of rule, subject, sorted values and documents, never of lines or counts: it
    survives edits, and it changes when a side is swapped.
    """

    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    subject: str
    message: str
    fingerprint: str
    values: tuple[Value, ...]
    primary: Location
    related: Sequence[Location] = ()  # packed where there are many
    expected: str | None = None
    status: Status | None = None
    repair: Repair | None = None  # the best one
    alternatives: tuple[Repair, ...] = ()  # the others, best first
    decision: Decision | None = None
    unlisted: tuple[Unlisted, ...] = ()  # of the places that need no change, those that are not among the related

    def __post_init__(self) -> None:
        if isinstance(self.related, list):  # of one that was decoded
            msgspec.structs.force_setattr(self, "related", tuple(self.related))

    @property
    def documents(self) -> frozenset[str]:
        """Every document that has a part in it: those that it quotes, and where places are not listed, all that its values name."""
        quoted = frozenset(place.document for place in (self.primary, *self.related))
        return quoted.union(*(value.documents for value in self.values)) if self.unlisted else quoted


class ReferenceInfo(msgspec.Struct, frozen=True):
    """Which reference was in force: its name, release (ISO date of the quarter) and hash."""

    name: str
    release: str
    sha256: str


class Inputs(msgspec.Struct, frozen=True):
    """What the report was made from. The same inputs give the same bytes."""

    documents: int
    corpus_sha256: str
    reference: ReferenceInfo | None
    rules: tuple[str, ...]
    as_of: str | None


class Summary(msgspec.Struct, frozen=True):
    """The counts that stand at the end of every report."""

    documents: int
    assertions: int
    findings: int
    error: int
    warning: int
    note: int
    ignored: int
    baselined: int
    skipped: int
    unclaimed_codes: int


class Step(msgspec.Struct, frozen=True):
    """One run of a history, and what it found that the complete run before it had not, and the other way round; None where unknown.

    `id` and `time` (ISO, UTC) are 0 and "" for the run that a report is itself of.
    """

    id: int
    time: str
    complete: bool
    summary: Summary
    new: int | None
    gone: int | None


class RuleInfo(msgspec.Struct, frozen=True):
    """A rule in force, as a report tells of it: writers never see the rules themselves.

    Each example is a few documents, (name, text); `[[x]]` marks the primary span, `((x))` a related one.
    """

    id: str
    name: str
    title: str
    rationale: str
    severity: Severity
    examples: tuple[tuple[tuple[str, str], ...], ...] = ()


class Said(msgspec.Struct, frozen=True):
    """An assertion where it stands in its document, and what the reference says of it."""

    assertion: Assertion
    verdict: Verdict = "unknown"
    reason: str = ""


class DocumentInfo(msgspec.Struct, frozen=True, order=True):
    """A document that was read, and how many assertions it makes.

    `path` is where a site that shows the repository finds it, "" where that is its name.
    `has_lines`: its text is the file's own; of a PDF, a workbook or an export it is only what these show.
    `text` and `said` are there only for a report that shows the documents themselves.
    """

    name: str
    assertions: int
    path: str = ""
    has_lines: bool = True
    text: str = ""
    said: tuple[Said, ...] = ()


class Ignored(msgspec.Struct, frozen=True):
    """A finding that somebody put aside, why, and where that is written; no place where a setting says it."""

    finding: Finding
    reason: str
    location: Location | None = None


class Report(msgspec.Struct, frozen=True):
    """The only thing that a writer sees.

    Findings, and those that are ignored, are sorted by severity, rule, subject; documents by name; unclaimed codes by
    document and position.
    """

    inputs: Inputs
    summary: Summary
    findings: Sequence[Finding]
    skipped: tuple[Skipped, ...]
    rules: tuple[RuleInfo, ...] = ()
    documents: Sequence[DocumentInfo] = ()
    unclaimed: tuple[CodeMention, ...] = ()
    plan: Plan | None = None  # only where it was asked for
    ignored: Sequence[Ignored] = ()
    entries: tuple[ReferenceEntry, ...] = ()  # of the codes that documents speak of; only with the documents' texts
    trend: tuple[Step, ...] = ()  # past runs, oldest first, and this one; only where one of them was asked for
