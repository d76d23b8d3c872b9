"""The rules' own examples, through the whole pipeline: marks are stripped, and the places must be exactly those."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.rules import RULES
from auditor.rules.rule import Example, Rule

pytest.importorskip("auditor.extraction", reason="the extractor is not there yet")

from auditor.auditing import audit
from auditor.model.findings import Location
from auditor.reference.files import embedded

MARK = re.compile(r"\[\[(?P<primary>.+?)\]\]|\(\((?P<related>.+?)\)\)", re.DOTALL)
Spot = tuple[str, int, int]

CASES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_an_example_fires_exactly_where_it_is_marked(rule: Rule, example: Example, tmp_path: Path) -> None:
    primary: list[Spot] = []
    related: list[Spot] = []
    for name, marked in (("a.md", example),) if isinstance(example, str) else example:
        text, first, others = unmarked(name, marked)
        (tmp_path / name).write_text(text, encoding="utf-8")
        primary += first
        related += others
    findings = audit([tmp_path], [rule], embedded() if rule.needs_reference else None).report.findings
    assert [spot(finding.primary) for finding in findings] == primary
    assert [spot(place) for finding in findings for place in finding.related] == related


def unmarked(name: str, marked: str) -> tuple[str, list[Spot], list[Spot]]:
    """The text without marks, and the spans that they enclosed."""
    spots: dict[str, list[Spot]] = {"primary": [], "related": []}
    text, last = "", 0
    for found in MARK.finditer(marked):
        text += marked[last : found.start()]
        kind = found.lastgroup or ""
        spots[kind].append((name, len(text), len(text) + len(found[kind])))
        text += found[kind]
        last = found.end()
    return text + marked[last:], spots["primary"], spots["related"]


def spot(location: Location) -> Spot:
    """What the finding points at."""
    place = location.focus or location.place
    return location.document, place.start, place.end
