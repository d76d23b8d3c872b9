"""The report as JUnit XML, for pipelines that know tests: a suite for each rule, a failure for each finding."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from auditor.loading import is_other_kind
from auditor.model.findings import Finding, Ignored, Location, Report, RuleInfo
from auditor.model.source import Skipped
from auditor.reports.decided import message, told
from auditor.reports.visible import visible

_NO_XML = re.compile("[\ufffe\uffff]")


def render(report: Report) -> str:
    """A rule that found nothing is a test that passed; a document that was not read is an error."""
    suites = ET.Element("testsuites", name="hcpcs-auditor")
    _reading(suites, report)
    for rule in report.rules:
        _rule(suites, rule, report)
    known = {rule.id for rule in report.rules}
    for finding in report.findings:  # of a report that does not tell its rules
        if finding.rule not in known:
            known.add(finding.rule)
            _rule(suites, RuleInfo(finding.rule, finding.name, finding.name, "", finding.severity), report)
    for name in ("tests", "failures", "errors", "skipped"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    ET.indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _reading(suites: ET.Element, report: Report) -> None:
    suite = ET.SubElement(suites, "testsuite", name="documents are read")
    case = ET.SubElement(suite, "testcase", classname="documents", name=f"{report.summary.documents} documents read")
    if not report.summary.documents:
        ET.SubElement(case, "error", type="unread", message="nothing was checked")
    for skipped in report.skipped:
        _unread(suite, skipped)
    _count(suite)


def _unread(suite: ET.Element, skipped: Skipped) -> None:
    name = f"{_safe(skipped.document)} is read"
    case = ET.SubElement(suite, "testcase", classname="documents", name=name, file=_safe(skipped.document))
    reason = f"{skipped.stage}: {_safe(skipped.reason)}"
    if is_other_kind(skipped):
        ET.SubElement(case, "skipped", message=reason)
    else:
        ET.SubElement(case, "error", type="unread", message=reason)


def _rule(suites: ET.Element, rule: RuleInfo, report: Report) -> None:
    suite = ET.SubElement(suites, "testsuite", name=f"{rule.id} {rule.name}")
    for finding in report.findings:
        if finding.rule == rule.id:
            _failure(suite, finding)
    for ignored in report.ignored:
        if ignored.finding.rule == rule.id:
            _ignored(suite, ignored)
    if not len(suite):
        ET.SubElement(suite, "testcase", classname=rule.id, name=_safe(f"no finding: {rule.title}"))
    _count(suite)


def _failure(suite: ET.Element, finding: Finding) -> None:
    case = _case(suite, finding)
    if finding.decision and finding.decision.settles:
        ET.SubElement(case, "skipped", message=_safe(told(finding.decision)))
        return
    said = _safe(message(finding))
    failure = ET.SubElement(case, "failure", type=finding.severity, message=said)
    failure.text = "\n".join([said, *map(_line, (finding.primary, *finding.related)), *_repair(finding)])


def _ignored(suite: ET.Element, ignored: Ignored) -> None:
    case = _case(suite, ignored.finding)
    ET.SubElement(case, "skipped", message=f"ignored: {_safe(ignored.reason)}")


def _case(suite: ET.Element, finding: Finding) -> ET.Element:
    """The name holds the fingerprint, so that sites that follow a test over time follow the finding."""
    place = finding.primary.focus or finding.primary.place
    return ET.SubElement(
        suite,
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


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite)))
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(tag) is not None for case in suite)))


def _safe(text: str) -> str:
    """Visible text without the characters that XML cannot hold at all."""
    return _NO_XML.sub("\ufffd", visible(text))
