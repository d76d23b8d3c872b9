"""A report in which everything that a document, its name or a setting says is hostile."""

from __future__ import annotations

import msgspec

from auditor.auditing import rule_info
from auditor.model.findings import (
    DocumentInfo,
    Edit,
    Finding,
    Ignored,
    Inputs,
    Location,
    ReferenceInfo,
    Repair,
    Report,
    Summary,
)
from auditor.model.source import Place, Skipped
from auditor.rules import RULES
from tests.saying import findings, place_of, says

# Escape sequences, directions of writing, markup of every kind, commands of runners, formulas and ends of lines.
TEXT = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> [x](javascript:alert(1)) ![y](http://evil.example/z) `code` "
    "\x1b[31mred\x9b \u202ertl\u2066 ::error::no ##[error]no %0A::set-env name=A::b @team #1 www.evil.example "
    "]]> --> {0} {{ 7*7 }} | a \\| b\r\n::warning::next *bold* _it_ ~~gone~~ $x$ :smile: \ufffe end"
)
NAME = "=a, b:c%0A <i>|`[x](y)`\x1b\u202e.md"
OTHER = "+b/@c \r\n::error::d.md"


def hostile_report(status: bool = True) -> Report:
    """An open finding with a repair at two places, one without, one about no file, and one that is ignored."""
    conflict, *_ = findings(says("a.md", "J9355", "atezolizumab", line=3), says("b.md", "J9355", "bevacizumab"))
    bare = msgspec.structs.replace(conflict, rule="AUD103", name="code-unit-conflict", severity="warning")
    state = "new" if status else None
    found = (
        _hostile(msgspec.structs.replace(conflict, repair=_repair(conflict), status=state)),
        _hostile(msgspec.structs.replace(bare, fingerprint="b" * 16, status="unchanged" if status else None)),
        _stale(),
    )
    aside = _hostile(msgspec.structs.replace(bare, fingerprint="c" * 16))
    skipped = (Skipped(NAME, "load", TEXT), Skipped("logo.png", "load", "no reader for '.png' files"))
    rules = tuple(rule_info(rule) for rule in RULES if rule.id in {"AUD101", "AUD103", "AUD302", "AUD903"})
    inputs = Inputs(
        2, "0" * 64, ReferenceInfo("e", "2026-01-01", "1" * 64), tuple(rule.id for rule in rules), "2026-01-01"
    )
    documents = (DocumentInfo(OTHER, 1, f"docs/{OTHER}"), DocumentInfo(NAME, 1, f"docs/{NAME}"))
    return Report(
        inputs,
        Summary(2, 2, len(found), 1, 2, 0, 1, 0, len(skipped), 3),
        found,
        skipped,
        rules,
        documents,
        (),
        ignored=(Ignored(aside, TEXT, Location(NAME, place_of(1, TEXT), TEXT, "ignores it")),),
    )


def _hostile(finding: Finding) -> Finding:
    where = place_of(3, TEXT)
    focus = Place(where.start + 20, where.start + 26, 3, 21, 3, 27)
    primary = Location(NAME, where, TEXT, TEXT, (TEXT,), focus)
    related = Location(OTHER, place_of(7, TEXT), TEXT, f"also {TEXT}", (), None, 4)
    values = tuple(msgspec.structs.replace(value, value=TEXT, documents=(NAME,)) for value in finding.values)
    return msgspec.structs.replace(
        finding, primary=primary, related=(related,), message=TEXT, subject=TEXT, expected=TEXT, values=values
    )


def _repair(finding: Finding) -> Repair:
    place = finding.primary.place
    here = Place(place.start + 20, place.start + 26, 3, 21, 3, 27)
    there = Place(8000, 8010, 8, 1, 9, 4)
    return Repair((Edit(NAME, here, TEXT, TEXT), Edit(OTHER, there, TEXT, TEXT)), TEXT, TEXT, certain=True)


def _stale() -> Finding:
    start = Place(0, 0, 1, 1, 1, 1)
    [conflict, *_] = findings(says("a.md", "J9355", "atezolizumab"), says("b.md", "J9355", "bevacizumab"))
    return msgspec.structs.replace(
        conflict,
        rule="AUD903",
        name="stale-reference",
        severity="warning",
        fingerprint="d" * 16,
        message="the reference is old",
        primary=Location("reference:e", start, "HCPCS", "is old"),
        related=(),
    )
