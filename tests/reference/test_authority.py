"""A reference on a day is asked whether a text is right: confirmed, refuted, or not for it to say."""

from __future__ import annotations

import pytest

from auditor.model.findings import Verdict
from auditor.model.reference import ReferenceBrand, ReferenceModifier
from auditor.reference.authority import (
    NOW,
    Authority,
    authority,
    codes_of,
    entry_on,
    family,
    judge_brand,
    judge_drug,
    judge_modifier,
    judge_route,
    judge_status,
    judge_successor,
    judge_target,
    judge_unit,
    over,
    wording,
)
from auditor.resolution import drug_of
from tests.reference.making import entry, judge_of, reference_of

TODAY = (NOW, NOW)
IN_2015 = ("2015-01-01", "2015-12-31")

HER2 = judge_of(
    entry("J9355", "trastuzumab", "10 mg", excludes=("biosimilar",)),
    entry("Q5117", "trastuzumab-anns", "10 mg", brands=("kanjinti",)),
    entry("J9356", "hyaluronidase-oysk + trastuzumab", "10 mg"),
    entry("J9354", "ado-trastuzumab emtansine", "1 mg"),
    entry("J9306", "pertuzumab", "1 mg"),
    brands=[
        ReferenceBrand("kanjinti", ("trastuzumab-anns",), ("Q5117",)),
        ReferenceBrand("herceptin", ("trastuzumab",), ("J9355",)),
    ],
)
REUSED = judge_of(
    entry("J1000", "bendamustine", "25 mg", "2008-01-01..2012-12-31"),
    entry("J1000", "durvalumab", "10 mg", "2019-01-01.."),
    entry("C9492", "durvalumab", "10 mg", "2018-01-01..2018-12-31", successors=("J1000",)),
    entry("J3490", kind="unclassified"),
    entry("J2000", "pemetrexed", "10 mg", qualifiers=(("otherwise", "not specified"),)),
    entry("J2001", "pemetrexed", "10 mg", qualifiers=(("manufacturer", "hospira"),)),
    entry("A0001"),
)


def verdict(judge: Authority, code: str, drug: str, period: tuple[str, str] | None = TODAY) -> Verdict:
    return judge_drug(judge, code, drug_of(drug), period).verdict


@pytest.mark.parametrize(
    ("code", "drug", "expected"),
    [
        ("J9355", "trastuzumab", "confirmed"),
        ("J9355", "atezolizumab", "refuted"),
        ("J9355", "pertuzumab", "refuted"),
        ("J9355", "trastuzumab-anns", "refuted"),  # the biosimilar has a code of its own
        ("J9355", "trastuzumab-zzzz", "confirmed"),  # this one has none, and the name only says more
        ("J9355", "hyaluronidase-oysk + trastuzumab", "refuted"),  # the mixture has one too
        ("J9355", "hyaluronidase + trastuzumab", "refuted"),  # however it is written
        ("J9306", "hyaluronidase + pertuzumab", "unknown"),  # this mixture has none
        ("Q5117", "trastuzumab", "confirmed"),  # says less
        ("Q5117", "trastuzumab-dkst", "refuted"),
        ("J9356", "trastuzumab", "confirmed"),
        ("J9354", "trastuzumab", "refuted"),  # a conjugate is another substance
        ("J0000", "trastuzumab", "unknown"),
    ],
)
def test_a_name_is_judged_by_what_it_can_mean(code: str, drug: str, expected: Verdict) -> None:
    assert verdict(HER2, code, drug) == expected


def test_a_component_left_out_is_less() -> None:
    assert judge_drug(HER2, "J9356", drug_of("trastuzumab"), TODAY).less
    assert not judge_drug(HER2, "Q5117", drug_of("trastuzumab"), TODAY).less


def test_a_name_that_stands_for_several_drugs_is_not_judged() -> None:
    assert judge_drug(HER2, "J9355", None, TODAY).verdict == "unknown"


def test_what_is_refuted_is_told_with_what_is_right() -> None:
    found = judge_drug(HER2, "J9355", drug_of("pertuzumab"), TODAY)
    assert found.expected == "trastuzumab"
    assert found.reason == "HCPCS January 2026: J9355 is trastuzumab since 2020-01-01; pertuzumab is J9306"


@pytest.mark.parametrize(
    ("drug", "period", "expected"),
    [
        ("durvalumab", TODAY, "confirmed"),
        ("bendamustine", TODAY, "refuted"),
        ("bendamustine", ("2010-01-01", "2010-12-31"), "confirmed"),
        ("durvalumab", ("2010-01-01", "2010-12-31"), "refuted"),
        ("bendamustine", IN_2015, "confirmed"),  # between two meanings, the last one holds
        ("bendamustine", None, "confirmed"),  # at some time or other
        ("durvalumab", None, "confirmed"),
        ("nivolumab", None, "refuted"),  # at no time
    ],
)
def test_a_reused_code_is_judged_at_the_date_of_the_text(
    drug: str, period: tuple[str, str] | None, expected: Verdict
) -> None:
    assert verdict(REUSED, "J1000", drug, period) == expected


def test_today_is_the_day_that_is_asked_for() -> None:
    then = authority(REUSED.reference, "2010-06-01")
    assert (verdict(REUSED, "J1000", "bendamustine"), verdict(then, "J1000", "bendamustine")) == (
        "refuted",
        "confirmed",
    )


def test_without_a_day_today_is_the_release() -> None:
    assert authority(REUSED.reference).as_of == "2026-01-01"


def test_a_code_before_its_first_day_has_its_first_meaning() -> None:
    found = entry_on(REUSED, "J1000", ("1999-01-01", "1999-12-31"))
    assert found is not None
    assert found.drug == "bendamustine"


def test_a_code_is_over_from_the_day_after_its_last() -> None:
    code = "C9492"
    last_day, day_after = ("2018-12-31", "2018-12-31"), ("2019-01-01", "2019-01-01")
    assert over(REUSED, code, last_day) is None
    assert over(REUSED, code, day_after) is not None
    assert over(REUSED, code, TODAY) is not None
    assert over(REUSED, "J0000", TODAY) is None


def test_the_family_is_every_code_of_the_substance() -> None:
    assert [one.code for one in family(HER2, drug_of("trastuzumab-dkst"))] == ["J9355", "Q5117"]
    assert [one.code for one in family(REUSED, drug_of("durvalumab"))] == ["C9492", "J1000"]


def test_a_drugs_codes_are_those_of_its_very_name_that_are_in_force() -> None:
    assert codes_of(HER2, drug_of("trastuzumab")) == ("J9355",)
    assert codes_of(HER2, drug_of("trastuzumab-anns")) == ("Q5117",)
    assert codes_of(REUSED, drug_of("durvalumab")) == ("J1000",)
    assert codes_of(REUSED, drug_of("pemetrexed")) == ("J2000", "J2001")
    assert codes_of(REUSED, drug_of("examplumab")) == ()


@pytest.mark.parametrize(
    ("code", "unit", "period", "expected"),
    [
        ("J1000", "10 mg", TODAY, "confirmed"),
        ("J1000", "0.01 g", TODAY, "confirmed"),
        ("J1000", "25 mg", TODAY, "refuted"),
        ("J1000", "25 mg", ("2010-01-01", "2010-12-31"), "confirmed"),
        ("J1000", "25 mg", None, "confirmed"),
        ("J1000", "1 vial", None, "unknown"),
        ("J3490", "1 mg", TODAY, "unknown"),
        ("J0000", "1 mg", TODAY, "unknown"),
    ],
)
def test_a_unit_is_judged_as_an_amount(code: str, unit: str, period: tuple[str, str] | None, expected: Verdict) -> None:
    assert judge_unit(REUSED, code, unit, period).verdict == expected


@pytest.mark.parametrize(
    ("code", "status", "expected"),
    [
        ("J3490", "unclassified", "confirmed"),
        ("J1000", "unclassified", "refuted"),
        ("J2000", "unclassified", "unknown"),  # "pemetrexed, not otherwise specified" is a little of both
        ("C9492", "discontinued", "confirmed"),
        ("J1000", "discontinued", "refuted"),
        ("A0001", "unclassified", "unknown"),
        ("J0000", "discontinued", "unknown"),
    ],
)
def test_a_status_is_judged(code: str, status: str, expected: Verdict) -> None:
    assert judge_status(REUSED, code, status, TODAY).verdict == expected


def test_a_code_whose_end_is_announced_is_not_over_before() -> None:
    judge = judge_of(entry("J1001", "durvalumab", "10 mg", "2019-01-01..2026-06-30"))
    assert judge_status(judge, "J1001", "discontinued", TODAY).verdict == "refuted"
    assert over(judge, "J1001", TODAY) is None


def test_a_route_is_judged_only_where_the_descriptor_names_one() -> None:
    judge = judge_of(
        entry("J1001", "octreotide", qualifiers=(("route", "intravenous"), ("route", "subcutaneous"))),
        entry("J1002", "nivolumab"),
    )
    said = [(code, route) for code in ("J1001", "J1002") for route in ("subcutaneous", "oral")]
    assert [judge_route(judge, code, route, TODAY).verdict for code, route in said] == [
        "confirmed",
        "refuted",
        "unknown",
        "unknown",
    ]


def test_a_successor_is_judged_only_where_the_reference_names_one() -> None:
    judge = judge_of(
        entry("C0001", "durvalumab", "10 mg", "2018-01-01..2018-12-31", successors=("J1000",)),
        entry("J1000", "durvalumab", "10 mg"),
        entry("J1001", "durvalumab", "1 mg"),
        entry("J1002", "nivolumab", "1 mg"),
    )
    assert judge_successor(judge, "C0001", "J1000").verdict == "confirmed"
    assert judge_successor(judge, "C0001", "J1001").verdict == "unknown"  # of the same drug, and lists may be short
    assert judge_successor(judge, "C0001", "J1002").verdict == "refuted"
    assert judge_successor(judge, "J1000", "J1001").verdict == "unknown"


@pytest.mark.parametrize(
    ("drug", "brand", "expected"),
    [
        ("trastuzumab-anns", "kanjinti", "confirmed"),
        ("trastuzumab", "kanjinti", "confirmed"),
        ("trastuzumab-dkst", "kanjinti", "refuted"),
        ("pertuzumab", "kanjinti", "refuted"),
        ("pertuzumab", "perjeta", "unknown"),
        ("hyaluronidase-oysk + trastuzumab", "kanjinti", "refuted"),
        (
            "hyaluronidase + trastuzumab",
            "herceptin",
            "unknown",
        ),  # they share a substance, and no suffix tells them apart
    ],
)
def test_a_brand_is_judged(drug: str, brand: str, expected: Verdict) -> None:
    assert judge_brand(HER2, drug_of(drug), brand).verdict == expected


def test_a_target_is_judged_by_what_contains_it() -> None:
    verdicts = {target: judge_target(drug_of("durvalumab"), target).verdict for target in ("PD-L1", "PD-1", "CD20")}
    assert verdicts == {"PD-L1": "confirmed", "PD-1": "refuted", "CD20": "refuted"}
    assert judge_target(drug_of("examplumab"), "PD-1").verdict == "unknown"
    assert judge_target(None, "PD-1").verdict == "unknown"


def test_a_modifier_is_judged_by_labels_that_the_reference_has() -> None:
    judge = authority(
        reference_of(
            modifiers=[
                ReferenceModifier("JW", "drug-discarded"),
                ReferenceModifier("JZ", "no-drug-discarded"),
                ReferenceModifier("RT", "right-side"),
                ReferenceModifier("F6", "right-hand-second-digit"),
                ReferenceModifier("FA", "left-hand-thumb"),
                ReferenceModifier("GQ", "asynchronous-telehealth"),
                ReferenceModifier("ZZ"),
            ]
        )
    )
    said = {
        ("JW", "drug-discarded"): "confirmed",
        ("JW", "no-drug-discarded"): "refuted",
        ("RT", "anatomical-side"): "confirmed",  # says less
        ("F6", "right-side"): "confirmed",
        ("FA", "right-side"): "refuted",
        ("GQ", "telehealth"): "confirmed",
        ("JW", "a wording of its own"): "unknown",
        ("ZZ", "drug-discarded"): "unknown",
        ("XX", "drug-discarded"): "unknown",
    }
    assert {key: judge_modifier(judge, *key).verdict for key in said} == said


@pytest.mark.parametrize(
    ("drug", "words"),
    [
        ("nivolumab", "nivolumab"),
        ("hyaluronidase-oysk + trastuzumab", "trastuzumab and hyaluronidase-oysk"),
        ("cilastatin + imipenem + relebactam", "cilastatin, imipenem and relebactam"),
    ],
)
def test_a_normal_form_is_worded_as_a_sentence_would(drug: str, words: str) -> None:
    assert wording(drug) == words
