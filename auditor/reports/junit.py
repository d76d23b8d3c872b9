"""The report as JUnit XML, for pipelines that know tests: a suite for each rule, a failure for each finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple
from xml.etree import ElementTree as ET

from auditor.loading import is_other_kind
from auditor.model.findings import Finding, Ignored, Location, Report, RuleInfo
from auditor.model.found import heads_aside, heads_of, of_rule
from auditor.model.source import Skipped
from auditor.reports.decided import message, told
from auditor.reports.excerpt import more_places
from auditor.reports.visible import visible

_COUNTED: Final = ("tests", "failures", "errors", "skipped")
_NO_XML = re.compile("[\ufffe\uffff]")


def render(report: Report) -> str:
    """A rule that found nothing is a test that passed; a document that was not read is an error."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The same test by test."""
    suites = [_reading(report), *(_rule(rule, report) for rule in _rules(report))]
    total = {name: sum(suite.counts[name] for suite in suites) for name in _COUNTED}
    yield b'<?xml version="1.0" encoding="utf-8"?>\n'
    yield _start("testsuites", "hcpcs-auditor", total, 0)
    for suite in suites:
        yield _start("testsuite", suite.name, suite.counts, 1)
        for case in suite.cases:
            ET.indent(case, level=2)
            yield b"    " + ET.tostring(case, encoding="unicode").encode() + b"\n"
        yield b"  </testsuite>\n"
    yield b"</testsuites>\n"


class _Suite(NamedTuple):
    """A suite: how many tests of which outcome, and the tests, made when they are asked for."""

    name: str
    counts: Mapping[str, int]
    cases: Iterable[ET.Element]


def _start(tag: str, name: str, counts: Mapping[str, int], level: int) -> bytes:
    element = ET.Element(tag, {"name": name, **{counted: str(number) for counted, number in counts.items()}})
    start = ET.tostring(element, encoding="unicode").removesuffix(" />")
    return f"{'  ' * level}{start}>\n".encode()


def _rules(report: Report) -> list[RuleInfo]:
    """The rules that the report tells of, and those of findings in a report that does not tell its rules."""
    known = {rule.id: rule for rule in report.rules}
    for head in heads_of(report.findings):
        if head.rule not in known:
            one = next(finding for finding in report.findings if finding.rule == head.rule)
            known[head.rule] = RuleInfo(head.rule, one.name, one.name, "", one.severity)
    return list(known.values())


def _reading(report: Report) -> _Suite:
    case = ET.Element("testcase", classname="documents", name=f"{report.summary.documents} documents read")
    if not report.summary.documents:
        ET.SubElement(case, "error", type="unread", message="nothing was checked")
    left_out = sum(map(is_other_kind, report.skipped))
    errors = len(report.skipped) - left_out + (not report.summary.documents)
    counts = _counts(1 + len(report.skipped), errors=errors, skipped=left_out)
    return _Suite("documents are read", counts, chain([case], map(_unread, report.skipped)))


def _unread(skipped: Skipped) -> ET.Element:
    name = f"{_safe(skipped.document)} is read"
    case = ET.Element("testcase", classname="documents", name=name, file=_safe(skipped.document))
    reason = f"{skipped.stage}: {_safe(skipped.reason)}"
    if is_other_kind(skipped):
        ET.SubElement(case, "skipped", message=reason)
    else:
        ET.SubElement(case, "error", type="unread", message=reason)
    return case


def _rule(rule: RuleInfo, report: Report) -> _Suite:
    name = f"{rule.id} {rule.name}"
    heads = [head for head in heads_of(report.findings) if head.rule == rule.id]
    aside = sum(one.rule == rule.id for one in heads_aside(report.ignored))
    if not heads and not aside:
        case = ET.Element("testcase", classname=rule.id, name=_safe(f"no finding: {rule.title}"))
        return _Suite(name, _counts(1), [case])
    settled = sum(bool(head.decision and head.decision.settles) for head in heads)
    failures = len(heads) - settled
    found = map(_failure, of_rule(report.findings, rule.id))
    ignored = (_ignored(one) for one in report.ignored if one.finding.rule == rule.id) if aside else ()
    return _Suite(name, _counts(len(heads) + aside, failures=failures, skipped=settled + aside), chain(found, ignored))


def _counts(tests: int, failures: int = 0, errors: int = 0, skipped: int = 0) -> dict[str, int]:
    return dict(zip(_COUNTED, (tests, failures, errors, skipped), strict=True))


def _failure(finding: Finding) -> ET.Element:
    case = _case(finding)
    if finding.decision and finding.decision.settles:
        ET.SubElement(case, "skipped", message=_safe(told(finding.decision)))
        return case
    said = _safe(message(finding))
    failure = ET.SubElement(case, "failure", type=finding.severity, message=said)
    places = map(_line, (finding.primary, *finding.related))
    more = (_safe(f"{one.note}: {more_places(one)}") for one in finding.unlisted)
    failure.text = "\n".join([said, *places, *more, *_repair(finding)])
    return case


def _ignored(ignored: Ignored) -> ET.Element:
    case = _case(ignored.finding)
    ET.SubElement(case, "skipped", message=f"ignored: {_safe(ignored.reason)}")
    return case


def _case(finding: Finding) -> ET.Element:
    """The name holds the fingerprint, so that sites that follow a test over time follow the finding."""
    place = finding.primary.focus or finding.primary.place
    return ET.Element(
        "testcase",
        classname=finding.rule,
        name=_safe(f"{finding.subject} ({finding.fingerprint})"),
        file=_safe(finding.primary.document),
        line=str(place.line),
    )


def _line(location: Location) -> str:
    place = location.focus or location.place
    return _safe(f"{location.document}:{place.line}:{place.column}: {location.note}: {location.quote}")


def _repair(finding: Finding) -> list[str]:
    return [_safe(f"repair: {finding.repair.action} ({finding.repair.reason})")] if finding.repair else []


def _safe(text: str) -> str:
    """Visible text without the characters that XML cannot hold at all."""
    return _NO_XML.sub("\ufffd", visible(text))
