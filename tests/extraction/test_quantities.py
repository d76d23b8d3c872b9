"""Quantities: what could be a billing unit (amount), what never is (rate), and what is no quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from auditor.extraction.quantities import near_units, plain, quantities, unit_ends
from auditor.lexicon.spelling import matching_form

AMOUNTS = [
    ("10 mg", "10 mg"),
    ("10mg", "10 mg"),
    ("10-mg", "10 mg"),
    ("10 milligrams", "10 mg"),
    ("10.0 mg", "10 mg"),
    ("0.10 mg", "0.1 mg"),
    (".5 mg", "0.5 mg"),
    ("1,000 units", "1000 unit"),
    ("1,000,000 units", "1000000 unit"),
    ("100 mcg", "100 mcg"),
    ("100 µg", "100 mcg"),
    ("100 μg", "100 mcg"),
    ("5 grams", "5 g"),
    ("1 mL", "1 mL"),
    ("1 cc", "1 mL"),
    ("50 IU", "50 unit"),
    ("50 international units", "50 unit"),
    ("10 USP units", "10 unit"),
    ("1 mCi", "1 mCi"),
    ("1 millicurie", "1 mCi"),
    ("1 µCi", "1 uCi"),
    ("20 mEq", "20 mEq"),
    ("1 cm2", "1 cm2"),
    ("1 square centimeter", "1 cm2"),
    ("1 sq cm", "1 cm2"),
    ("1 vial", "1 vial"),
    ("2 doses", "2 dose"),
    ("ten milligrams", "10 mg"),
    ("one milligram", "1 mg"),
    ("a milligram", "1 mg"),
    ("one hundred milligrams", "100 mg"),
    ("one thousand units", "1000 unit"),
    ("two hundred fifty mg", "250 mg"),
    ("twenty-five mg", "25 mg"),
    ("half a milligram", "0.5 mg"),
    ("a quarter of a milligram", "0.25 mg"),
    ("one tenth of a milligram", "0.1 mg"),
    ("3 million units", "3000000 unit"),
    ("a single milligram", "1 mg"),
]

RATES = [
    "10 mg/mL",
    "10 mg / mL",
    "8 mg/kg",
    "500 mg/50 mL",
    "100 mg/4 mL",
    "375 mg/m2",
    "8 mg per kilogram",
    "10 mg per mL",
    "240 mg per dose",
    "2 mg per minute",
]

NOTHING = [
    "J9271",
    "version 10",
    "10 visits",
    "10 mgx",
    "v1.2 mg",
    "the mg",
    "10 % of it",
    "page 10",
    "$10",
    "per unit",
]


@pytest.mark.parametrize(("text", "value"), AMOUNTS)
def test_an_amount_has_one_normal_form(text: str, value: str) -> None:
    assert [(found.kind, found.value) for found in quantities(text, 0, len(text))] == [("amount", value)]


@pytest.mark.parametrize("text", RATES)
def test_a_rate_is_seen_and_is_no_amount(text: str) -> None:
    assert {found.kind for found in quantities(text, 0, len(text))} == {"rate"}


@pytest.mark.parametrize("text", NOTHING)
def test_this_is_no_quantity(text: str) -> None:
    assert list(quantities(text, 0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("It is billed per 10 mg, always.", "10 mg"),
        ("billed per milligram", "milligram"),
        ("by the millicurie", "millicurie"),
        ("a 10-mg unit", "10-mg"),
        ("(1,000 units)", "1,000 units"),
    ],
)
def test_an_amount_stands_exactly_where_it_is_written(text: str, shown: str) -> None:
    assert [text[found.start : found.end] for found in quantities(text, 0, len(text))] == [shown]


def test_only_the_part_that_is_asked_for_is_read() -> None:
    text = "10 mg, 20 mg, 30 mg"
    assert [found.value for found in quantities(text, 7, 12)] == ["20 mg"]


@pytest.mark.parametrize(
    ("number", "written"),
    [("10.0", "10"), ("0.50", "0.5"), ("1000", "1000"), ("1E+3", "1000"), ("0.000001", "0.000001")],
)
def test_a_number_has_neither_exponent_nor_needless_zeros(number: str, written: str) -> None:
    assert plain(Decimal(number)) == written


FAR = "It was told before, at length and in so many words that nobody reads them, "


@pytest.mark.parametrize("text", [text for text, _ in AMOUNTS])
def test_near_its_unit_a_quantity_is_found_as_in_the_whole(text: str) -> None:
    for sentence in (text, f"{FAR}{text}, {FAR}", f"{FAR}{text} per square meter and then, {FAR}{text}"):
        ends = unit_ends(matching_form(sentence))
        whole = list(quantities(sentence, 0, len(sentence)))
        assert list(quantities(sentence, *near_units(sentence, 0, len(sentence), ends))) == whole
