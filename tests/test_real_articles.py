"""The main job on the five real articles: each contradiction once, with all its places, and nothing that is not there."""

from __future__ import annotations

import pytest

from auditor.auditing import audit
from auditor.evaluation import gold, predicted, score
from auditor.model.findings import Finding
from auditor.rules import RULES
from tests.beside import SHARED, needs_shared, skip_without_shared

SEEDS = SHARED / "gold" / "seeds"


@pytest.fixture(scope="module")
def findings() -> dict[tuple[str, str], Finding]:
    skip_without_shared()
    report = audit([SEEDS / "docs"], RULES).report
    found = {(finding.rule, finding.subject): finding for finding in report.findings}
    assert len(found) == len(report.findings), "a contradiction is reported twice"
    return found


EXPECTED = {
    ("AUD101", "J9355"): {"atezolizumab", "bevacizumab"},
    ("AUD101", "J9357"): {"ado-trastuzumab emtansine", "durvalumab"},
    ("AUD102", "atezolizumab"): {"J9317", "J9353", "J9355"},
    ("AUD102", "durvalumab"): {"J9173", "J9322", "J9357", "J9371"},
    ("AUD102", "nivolumab"): {"J9228", "J9299"},
    ("AUD105", "atezolizumab"): {"PD-1", "PD-L1"},
    ("AUD107", "J9299"): {"nivolumab", "unclassified"},
}


def test_every_contradiction_is_found_and_no_other(findings: dict[tuple[str, str], Finding]) -> None:
    assert {key: {value.value for value in finding.values} for key, finding in findings.items()} == EXPECTED


def test_every_side_is_quoted_from_its_document(findings: dict[tuple[str, str], Finding]) -> None:
    texts = {path.name: path.read_bytes().decode("utf-8") for path in (SEEDS / "docs").iterdir()}
    for finding in findings.values():
        places = (finding.primary, *finding.related)
        assert {place.document for place in places} == {name for value in finding.values for name in value.documents}
        for place in places:
            assert texts[place.document][place.place.start : place.place.end] == place.quote
            assert place.note


def test_no_side_wins_without_a_reference(findings: dict[tuple[str, str], Finding]) -> None:
    assert {value.verdict for finding in findings.values() for value in finding.values} == {"unknown"}


@needs_shared
def test_the_articles_are_read_as_they_are_labelled() -> None:
    result = score(predicted(audit([SEEDS / "docs"]).reading.extractions), gold(SEEDS))
    kinds = dict(result.kinds)
    assert (kinds["code-drug"].f1, kinds["code-unit"].f1, result.line_accuracy) == (1.0, 1.0, 1.0)
    assert result.overall.f1 is not None
    assert result.overall.f1 >= 0.95
