"""The report for programs. Its shape is a promise: additions only, else `format_version` rises."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Any

import msgspec

import auditor
from auditor.model.findings import Decision, Edit, Finding, Ignored, Location, Plan, Repair, Report
from auditor.model.found import told_in_pieces
from auditor.model.pile import TOGETHER, Pile
from auditor.model.source import Place
from auditor.reports.visible import UNSAFE

FORMAT_VERSION = 1
Json = dict[str, Any]


def render(report: Report) -> str:
    """The whole report as one object."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The same piece by piece: what stands around the findings, and each finding, as if all were written at once."""
    rest = dumps(_around(report), indent=2) + "\n"
    parts = {"findings": told_in_pieces(report.findings, "json", _item), "ignored": map(_aside, report.ignored)}
    for name, values in parts.items():  # only a key of the whole stands so far to the left
        before, between, rest = rest.partition(f'\n  "{name}": []')
        yield f"{before}{between[:-1]}".encode()
        if between:
            yield from listed_in_pieces(values, 2)
            rest = f"]{rest}"
    yield rest.encode()


def listed(values: Iterable[bytes], indent: int) -> Iterator[bytes]:
    """What stands between the brackets of a list that is itself indented so far, its values by `indented`."""
    return listed_in_pieces(((one,) for one in values), indent)


def listed_in_pieces(values: Iterable[Iterable[bytes]], indent: int) -> Iterator[bytes]:
    """The same of values that are long."""
    comma = b""
    for one in values:
        if comma:
            yield comma
        yield from one
        comma = b","
    if comma:
        yield b"\n" + b" " * indent


def indented(value: Json, indent: int) -> bytes:
    """A value of a list, on lines of its own."""
    start = "\n" + " " * indent
    return (start + dumps(value, indent=2).replace("\n", start)).encode()


def _item(finding: Finding) -> Iterator[bytes]:
    return _with_places(finding, finding_object, 4)


def _aside(one: Ignored) -> Iterator[bytes]:
    return _with_places(one.finding, lambda finding: _ignored(msgspec.structs.replace(one, finding=finding)), 4)


def _with_places(finding: Finding, shape: Callable[[Finding], Json], indent: int) -> Iterator[bytes]:
    """What is told of a finding, of one that has very many places piece by piece: no other key stands where theirs does."""
    if not isinstance(finding.related, Pile):
        yield indented(shape(finding), indent)
        return
    key = f'\n{" " * indent}  "related": ['.encode()
    before, _, after = indented(shape(msgspec.structs.replace(finding, related=())), indent).partition(key + b"]")
    yield before + key
    yield from listed(_some_at_once(finding.related, b",", lambda one: indented(one, indent + 4)), indent + 2)
    yield b"]" + after


def _some_at_once(locations: Iterable[Location], comma: bytes, told: Callable[[Json], bytes]) -> Iterator[bytes]:
    left = iter(locations)
    return iter(lambda: comma.join(told(location_object(one)) for one in islice(left, TOGETHER)), b"")


def render_lines(report: Report) -> str:
    """One finding per line."""
    return b"".join(line_parts(report)).decode()


def line_parts(report: Report) -> Iterator[bytes]:
    """The same line by line."""
    return chain.from_iterable(told_in_pieces(report.findings, "jsonl", _line))


def _line(finding: Finding) -> Iterator[bytes]:
    if not isinstance(finding.related, Pile):
        yield (dumps(finding_object(finding)) + "\n").encode()
        return
    bare = dumps(finding_object(msgspec.structs.replace(finding, related=())))
    before, key, after = bare.partition('"related": [')  # in a string its quotes would be escaped
    yield (before + key).encode()
    for number, some in enumerate(_some_at_once(finding.related, b", ", lambda one: dumps(one).encode())):
        yield b", " * bool(number) + some
    yield f"{after}\n".encode()


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON that is safe to print: what a terminal would obey is escaped, and reads back as it was."""
    return UNSAFE.sub(_escape, _plain(value, indent))


def _plain(value: Any, indent: int | None) -> str:
    """As json.dumps has it, which writes line by line in Python where it is to indent: this takes a tenth of the time."""
    if indent is not None:
        with suppress(UnicodeEncodeError):  # a file name that is no text
            return msgspec.json.format(msgspec.json.encode(value), indent=indent).decode()
    return json.dumps(value, ensure_ascii=False, indent=indent)


def report_object(report: Report) -> Json:
    """The report in its published shape."""
    shape = {**_around(report), "findings": [finding_object(finding) for finding in report.findings]}
    return shape | ({"ignored": [_ignored(one) for one in report.ignored]} if report.ignored else {})


def inputs_object(report: Report) -> Json:
    """What the report was made from, in its published shape."""
    reference = report.inputs.reference
    return {
        "documents": report.inputs.documents,
        "corpus_sha256": report.inputs.corpus_sha256,
        "reference": reference and {"name": reference.name, "release": reference.release, "sha256": reference.sha256},
        "rules": list(report.inputs.rules),
        "as_of": report.inputs.as_of,
    }


def _around(report: Report) -> Json:
    """The report without its findings, and without those that are ignored."""
    return {
        "format_version": FORMAT_VERSION,
        "tool": {"name": "hcpcs-auditor", "version": auditor.__version__},
        "inputs": inputs_object(report),
        "summary": {name: getattr(report.summary, name) for name in report.summary.__struct_fields__},
        "findings": [],
        "skipped": [
            {"document": skipped.document, "stage": skipped.stage, "reason": skipped.reason}
            for skipped in report.skipped
        ],
        **({"ignored": []} if report.ignored else {}),
        **({"repairs": _plan(report.plan)} if report.plan else {}),
    }


def _ignored(one: Ignored) -> Json:
    where = {"reason": one.reason, "location": one.location and location_object(one.location)}
    return {**finding_object(one.finding), "ignored": where}


def finding_object(finding: Finding) -> Json:
    """A finding in its published shape."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "subject": finding.subject,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "status": finding.status,
        "values": [
            {
                "value": value.value,
                "verdict": value.verdict,
                "occurrences": value.occurrences,
                "documents": list(value.documents),
                **({"reason": value.reason} if value.reason else {}),
            }
            for value in finding.values
        ],
        "expected": finding.expected,
        "primary": location_object(finding.primary),
        "related": [location_object(location) for location in finding.related],
        **({"unlisted": [msgspec.to_builtins(one) for one in finding.unlisted]} if finding.unlisted else {}),
        "repair": finding.repair and _repair(finding.repair, finding.alternatives),
        **({"triage": decision_object(finding.decision)} if finding.decision else {}),
    }


def decision_object(decision: Decision) -> Json:
    """A reviewer's decision in its published shape."""
    return {
        "decision": decision.choice,
        "by": decision.by,
        "reason": decision.reason,
        "on": decision.on,
        "until": decision.until or None,
        "expired": decision.expired,
    }


def location_object(location: Location) -> Json:
    """A location in its published shape."""
    return {
        "document": location.document,
        **_place(location.place),
        "page": location.page,
        "quote": location.quote,
        "section": list(location.section),
        "note": location.note,
    }


def _plan(plan: Plan) -> Json:
    return {
        "edits": [_edit(edit) for edit in plan.edits],
        "certain": [_edit(edit) for edit in plan.certain],
        "at_least": plan.bound,
        "exact": plan.exact,
        "unmended": list(plan.unmended),
    }


def _edit(edit: Edit) -> Json:
    return {"document": edit.document, **_place(edit.place), "quote": edit.quote, "replacement": edit.replacement}


def _repair(repair: Repair, alternatives: Sequence[Repair] = ()) -> Json:
    edits = [_edit(edit) for edit in repair.edits]
    told = {"action": repair.action, "certain": repair.certain, "reason": repair.reason, "edits": edits}
    return {**told, "alternatives": [_repair(other) for other in alternatives]} if alternatives else told


def _place(place: Place) -> Json:
    return {
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
    }


def _escape(found: Any) -> str:
    character = found[0]
    if character < " ":  # between tokens json.dumps writes only line feeds, which are not unsafe
        return character  # type: ignore[no-any-return]
    return json.dumps(character)[1:-1]
