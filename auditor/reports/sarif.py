"""The report as SARIF 2.1.0, as code-scanning sites take it.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0 with errata 01. Such a site shows a result
beside one line, so that a finding becomes a result at each place that would have to be edited.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final
from urllib.parse import quote

import auditor
from auditor.loading import is_other_kind
from auditor.model.findings import Finding, Ignored, Location, Report, RuleInfo
from auditor.model.source import Place
from auditor.reports.as_json import dumps, indented, inputs_object, listed
from auditor.reports.decided import message, told
from auditor.reports.examples import as_markdown, as_text
from auditor.reports.spots import Sites, Spot, is_file, part, sites, spots, there
from auditor.reports.visible import visible

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MAX_RESULTS: Final = 25_000  # code-scanning sites refuse a run of more
MAX_RELATED: Final = 100  # and show no more places of a result
LINKED: Final = 5  # places that the message names; a site shows about a thousand characters of it

_BASELINE: Final = {"new": "new", "reopened": "new", "unchanged": "unchanged"}
_PRECISION: Final = {"error": "high", "warning": "medium", "note": "medium"}
_PROBLEM: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
Json = dict[str, Any]


def render(report: Report) -> str:
    """One run. Results are in order of gravity, so that a limit cuts off what matters least."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The same result by result."""
    where = sites(report)
    counts: Counter[str] = Counter()
    about: list[Json] = []  # what is no result, because it is about no file
    for spot in spots(report):
        counts["results"] += is_file(spot.document)
        counts["suppressed"] += is_file(spot.document) and bool(_suppressions(spot, where))
        if not is_file(spot.document):
            rule = {"associatedRule": {"id": spot.finding.rule}}
            about.append({**_notification(spot.finding.severity, spot.finding.message), **rule})
    run = {
        "tool": {"driver": _driver(report)},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report, about, counts["results"])],
        "properties": {"inputs": inputs_object(report)},
        "results": [],
    }
    around = dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"
    before, between, after = around.rpartition('\n      "results": []')  # the last key of the run
    yield f"{before}{between[:-1]}".encode()
    rules = {rule.id: index for index, rule in enumerate(report.rules)}
    seen: Counter[str] = Counter()
    shown = islice((spot for spot in spots(report) if is_file(spot.document)), MAX_RESULTS)
    results = (_result(spot, rules, where, seen, aside=counts["suppressed"] > 0) for spot in shown)
    yield from listed((indented(one, 8) for one in results), 6)
    yield f"]{after}".encode()


def _driver(report: Report) -> Json:
    return {
        "name": "hcpcs-auditor",
        "version": auditor.__version__,
        "semanticVersion": auditor.__version__,
        "rules": [_rule(rule) for rule in report.rules],
    }


def _rule(rule: RuleInfo) -> Json:
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.rationale},
        "help": {
            "text": f"{rule.rationale}\n\n{as_text(rule)}".rstrip(),
            "markdown": f"{rule.rationale}\n\n{as_markdown(rule)}".rstrip(),
        },
        "defaultConfiguration": {"level": rule.severity},
        "properties": {
            "tags": ["hcpcs", "consistency"],
            "precision": _PRECISION[rule.severity],
            "problem.severity": _PROBLEM[rule.severity],
        },
    }


def _invocation(report: Report, about: list[Json], results: int) -> Json:
    """What was not read makes the run a failure; what the standard has no result for is told beside the results."""
    unread = [skipped for skipped in report.skipped if not is_other_kind(skipped)]
    told = [
        _notification("error", f"{skipped.document} was not read ({skipped.stage}): {skipped.reason}")
        for skipped in unread
    ]
    if results > MAX_RESULTS:
        told.append(_notification("warning", f"{results - MAX_RESULTS} results more, of less weight, are left out"))
    complete = not unread and bool(report.summary.documents)
    return {
        "executionSuccessful": complete,
        "toolExecutionNotifications": told,
        "toolConfigurationNotifications": about,
    }


def _notification(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": _plain(text)}}


def _result(spot: Spot, rules: dict[str, int], where: Sites, seen: Counter[str], *, aside: bool) -> Json:
    finding = spot.finding
    others = [one for one in spot.others if is_file(one.document)]
    result: Json = {
        "ruleId": finding.rule,
        **({"ruleIndex": rules[finding.rule]} if finding.rule in rules else {}),
        "kind": "fail",
        "level": finding.severity,
        "message": {"text": _message(spot, others, where)},
        "locations": [_location(spot, where)],
        "relatedLocations": [_related(one, number, where) for number, one in enumerate(others[:MAX_RELATED], 1)],
        "partialFingerprints": _fingerprints(spot, seen),
        "properties": _properties(finding),
    }
    if spot.edit and where.has_lines(spot.document):
        result["fixes"] = [_fix(spot, where)]
    if finding.status:
        result["baselineState"] = _BASELINE[finding.status]
    if aside:  # once one result has suppressions, the standard wants every other to say that it has none
        result["suppressions"] = _suppressions(spot, where)
    return result


def _properties(finding: Finding) -> Json:
    return {
        "subject": finding.subject,
        "confidence": finding.confidence,
        "values": [{"value": value.value, "verdict": value.verdict} for value in finding.values],
        "expected": finding.expected,
    }


def _message(spot: Spot, others: list[Location], where: Sites) -> str:
    parts = [_plain(message(spot.finding)) + "."]
    said = there(spot, where)
    if said:
        parts.append(_plain(said))
    if spot.edit:
        parts.append(_plain(f"Here: write “{spot.edit.replacement}” for “{spot.edit.quote}”."))
    if others:
        named = "; ".join(_link(one, number, where) for number, one in enumerate(others[:LINKED], 1))
        left = max(0, len(others) - LINKED) + sum(one.places for one in spot.finding.unlisted)
        more = f"; {left} more" if left else ""
        parts.append(f"See {named}{more}.")
    return " ".join(parts)


def _link(location: Location, number: int, where: Sites) -> str:
    place = location.focus or location.place
    at = f":{place.line}" if where.has_lines(location.document) else f", page {location.page}" if location.page else ""
    return f"[{_plain(f'{location.document}{at}')}]({number}) {_plain(location.note)}"


def _plain(text: str) -> str:
    """Text that holds no link and no placeholder, as sections 3.11.5 and 3.11.6 of the standard have it."""
    shown = visible(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return shown.replace("{", "{{").replace("}", "}}")


def _location(spot: Spot, where: Sites) -> Json:
    """The place to edit. A file without lines has no region; which part of it is meant is a logical location."""
    if where.has_lines(spot.document):
        return {"physicalLocation": _physical(spot, where)}
    return _whole(spot.document, spot.statement, where)


def _whole(document: str, location: Location, where: Sites) -> Json:
    made: Json = {"physicalLocation": {"artifactLocation": _artifact(document, where)}}
    named = visible(part(location, document))
    if named:
        kind = "page" if location.page else "document"
        made["logicalLocations"] = [
            {"name": named, "fullyQualifiedName": f"{visible(document)}, {named}", "kind": kind}
        ]
    return made


def _physical(spot: Spot, where: Sites) -> Json:
    """The place to edit, within the sentence, cell or row that it stands in, where that is more."""
    around = spot.statement
    shown = _shown(spot)
    region = {**_region(spot.place), **({"snippet": {"text": shown}} if shown else {})}
    made = {"artifactLocation": _artifact(spot.document, where), "region": region}
    if (
        around.document == spot.document
        and around.place.start <= spot.place.start
        and spot.place.end <= around.place.end
    ):
        wider = (around.place.start, around.place.end) != (spot.place.start, spot.place.end)
        if wider:
            made["contextRegion"] = {**_region(around.place), "snippet": {"text": around.quote}}
    return made


def _shown(spot: Spot) -> str:
    """What stands at the place, as far as the finding tells."""
    place, around = spot.place, spot.statement
    if spot.edit and len(spot.edit.quote) == place.end - place.start:
        return spot.edit.quote
    start = place.start - around.place.start
    here = around.document == spot.document and start >= 0 and place.end <= around.place.end
    return around.quote[start : start + place.end - place.start] if here else ""


def _related(location: Location, number: int, where: Sites) -> Json:
    if not where.has_lines(location.document):
        return {"id": number, **_whole(location.document, location, where), "message": {"text": _plain(location.note)}}
    return {
        "id": number,
        "physicalLocation": {
            "artifactLocation": _artifact(location.document, where),
            "region": _region(location.focus or location.place),
        },
        "message": {"text": _plain(location.note)},
    }


def _region(place: Place) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _artifact(document: str, where: Sites) -> Json:
    return {"uri": quote(where.path(document).encode("utf-8", "surrogateescape"), safe="/")}


def _fingerprints(spot: Spot, seen: Counter[str]) -> Json:
    """The finding's own print, and one for its place here: of what stands there, never of line numbers."""
    what = "\0".join([spot.finding.fingerprint, spot.document, spot.statement.quote, _of_edit(spot)])
    line = hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[line] += 1
    return {
        "auditorFinding/v1": spot.finding.fingerprint,
        "primaryLocationLineHash": f"{line}:{seen[line]}",
    }


def _of_edit(spot: Spot) -> str:
    return f"{spot.edit.quote}\0{spot.edit.replacement}" if spot.edit else ""


def _fix(spot: Spot, where: Sites) -> Json:
    repair, edit = spot.finding.repair, spot.edit
    assert repair is not None  # noqa: S101 - an edit is part of a repair
    assert edit is not None  # noqa: S101 - the caller looked
    replacement = {"deletedRegion": _region(edit.place), "insertedContent": {"text": edit.replacement}}
    change = {"artifactLocation": _artifact(edit.document, where), "replacements": [replacement]}
    return {"description": {"text": _plain(f"{repair.action}: {repair.reason}")}, "artifactChanges": [change]}


def _suppressions(spot: Spot, where: Sites) -> list[Json]:
    """Why nobody has to act: the document's own ignore, or a reviewer's decision."""
    if spot.ignored:
        return [_suppression(spot.ignored, where)]
    decision = spot.finding.decision
    if decision and decision.settles:
        return [{"kind": "external", "status": "accepted", "justification": visible(told(decision))}]
    return []


def _suppression(ignored: Ignored, where: Sites) -> Json:
    made: Json = {
        "kind": "inSource" if ignored.location else "external",
        "status": "accepted",
        "justification": visible(ignored.reason),
    }
    if ignored.location:
        place = {
            "artifactLocation": _artifact(ignored.location.document, where),
            "region": _region(ignored.location.place),
        }
        made["location"] = {"physicalLocation": place}
    return made
