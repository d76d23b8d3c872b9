"""What the embedded reference says of the five real articles: who is right, who is wrong, and what each should say."""

from __future__ import annotations

import pytest

from auditor.auditing import Audit, audit
from auditor.graph import claims
from auditor.reference.authority import Judgement
from auditor.reference.files import embedded
from auditor.rules.verdicts import judged
from tests.beside import SHARED, skip_without_shared

DOCS = SHARED / "gold" / "seeds" / "docs"


@pytest.fixture(scope="module")
def audited() -> Audit:
    skip_without_shared()
    return audit([DOCS], reference=embedded())


@pytest.fixture(scope="module")
def judgements(audited: Audit) -> dict[tuple[str, str], Judgement]:
    """Of every code and drug that the articles assert."""
    said = [*claims(audited.graph, "code-drug", "asserted"), *claims(audited.graph, "code-status", "asserted")]
    return {(claim.subject, claim.object): judged(audited.graph, audited.authority, claim) for claim in said}


@pytest.mark.parametrize(
    ("code", "called", "is_really"),
    [
        ("J9371", "durvalumab", "vincristine liposomal"),
        ("J9322", "durvalumab", "pemetrexed"),
        ("J9317", "atezolizumab", "sacituzumab govitecan-hziy"),
        ("J9393", "polatuzumab vedotin", "fulvestrant"),
        ("J9353", "atezolizumab", "margetuximab-cmkb"),
    ],
)
def test_every_article_defines_its_own_code_wrongly(
    judgements: dict[tuple[str, str], Judgement], code: str, called: str, is_really: str
) -> None:
    found = judgements[code, called]
    assert (found.verdict, found.expected) == ("refuted", is_really)


@pytest.mark.parametrize(
    ("code", "called", "is_really"),
    [
        ("J9355", "atezolizumab", "trastuzumab"),
        ("J9355", "bevacizumab", "trastuzumab"),
        ("J9357", "durvalumab", "valrubicin"),
        ("J9357", "ado-trastuzumab emtansine", "valrubicin"),
        ("J9228", "nivolumab", "ipilimumab"),
    ],
)
def test_codes_named_by_the_way_are_wrong_too(
    judgements: dict[tuple[str, str], Judgement], code: str, called: str, is_really: str
) -> None:
    found = judgements[code, called]
    assert (found.verdict, found.expected) == ("refuted", is_really)


@pytest.mark.parametrize(
    ("code", "called"), [("J9173", "durvalumab"), ("J9271", "pembrolizumab"), ("J9299", "nivolumab")]
)
def test_what_is_right_is_confirmed(judgements: dict[tuple[str, str], Judgement], code: str, called: str) -> None:
    found = judgements[code, called]
    assert (found.verdict, found.less) == ("confirmed", False)


def test_nivolumabs_code_is_not_unclassified(judgements: dict[tuple[str, str], Judgement]) -> None:
    assert judgements["J9299", "unclassified"].verdict == "refuted"


def test_a_component_left_out_is_right_and_only_noted(
    audited: Audit, judgements: dict[tuple[str, str], Judgement]
) -> None:
    found = judgements["J9311", "rituximab"]
    assert (found.verdict, found.less, found.expected) == ("confirmed", True, "hyaluronidase + rituximab")
    [finding] = [finding for finding in audited.report.findings if finding.subject == "J9311"]
    assert (finding.rule, finding.severity) == ("AUD201", "note")


def test_no_other_code_is_judged(judgements: dict[tuple[str, str], Judgement]) -> None:
    assert {code for code, _ in judgements} == set(
        "J9173 J9228 J9271 J9299 J9311 J9317 J9322 J9353 J9355 J9357 J9371 J9393".split()
    )


def test_the_code_that_ended_is_told_with_its_day(audited: Audit) -> None:
    [finding] = [finding for finding in audited.report.findings if finding.rule == "AUD204"]
    assert (finding.subject, "2024-06-30" in finding.message) == ("J9371", True)


def test_every_article_is_mended_by_its_drugs_code(audited: Audit) -> None:
    mended = {
        finding.subject: finding.repair.action
        for finding in audited.report.findings
        if finding.rule == "AUD201" and finding.repair and finding.repair.certain
    }
    assert {code: mended[code] for code in ("J9317", "J9322", "J9353", "J9371", "J9393")} == {
        "J9317": "write J9022 for J9317",
        "J9322": "write J9173 for J9322",
        "J9353": "write J9022 for J9353",
        "J9371": "write J9173 for J9371",
        "J9393": "write J9309 for J9393",
    }
