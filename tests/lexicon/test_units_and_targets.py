"""Billing units and targets: what is equal, what contains what, and what only looks alike."""

from __future__ import annotations

import pytest

from auditor.lexicon.spelling import surface
from auditor.lexicon.targets import CONTAINS, TARGETS, contains
from auditor.lexicon.units import normal_amount, same_unit


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,000 mcg", "1000 mcg"),
        ("10 MG", "10 mg"),
        ("10mg", "10 mg"),
        ("0.10 mg", "0.1 mg"),
        (".5 ml", "0.5 mL"),
        ("1 microgram", "1 mcg"),
        ("per 100 USP units", "100 unit"),
        ("1 i.u.", "1 unit"),
        ("250 IU", "250 unit"),
        ("1 millicurie", "1 mCi"),
        ("per vial", "1 vial"),
        ("500 µg", "500 mcg"),
        ("10 patients", None),
        ("mg/m2", None),
        ("", None),
    ],
)
def test_an_amount_is_written_in_one_way(text: str, amount: str | None) -> None:
    assert normal_amount(text) == amount


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("1,000 mcg", "1 mg"),
        ("100 mcg", "0.1 mg"),
        ("0.5 g", "500 mg"),
        ("100 IU", "100 units"),
        ("1000 uCi", "1 mCi"),
        ("1 vial", "1 vial"),
    ],
)
def test_two_amounts_are_the_same(a: str, b: str) -> None:
    assert same_unit(a, b)
    assert same_unit(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("10 mg", "1 mg"),
        ("1 vial", "1 dose"),
        ("1 mL", "1 mg"),
        ("100 unit", "100 mcg"),
        ("1 mCi", "1 mg"),
        ("1 cup", "1 mg"),
    ],
)
def test_two_amounts_are_not_the_same(a: str, b: str) -> None:
    assert not same_unit(a, b)


def test_target_wordings_are_in_matching_form() -> None:
    assert [wording for wording in TARGETS if surface(wording) != wording] == []


@pytest.mark.parametrize(
    ("wording", "label"),
    [
        ("programmed death-ligand 1", "PD-L1"),
        ("programmed cell death 1", "PD-1"),
        ("human epidermal growth factor receptor 2", "HER2"),
        ("tumor necrosis factor", "TNF"),
        ("interleukin-6 receptor", "IL-6R"),
        ("interleukin-6", "IL-6"),
        ("vascular endothelial growth factor A", "VEGF-A"),
        ("CD79b", "CD79b"),
        ("receptor activator of nuclear factor kappa-B ligand", "RANKL"),
    ],
)
def test_a_wording_has_one_label(wording: str, label: str) -> None:
    assert TARGETS[surface(wording)] == label


def test_a_target_contains_itself_and_its_kinds() -> None:
    assert contains("VEGF", "VEGF-A")
    assert contains("PD-1", "PD-1")
    assert not contains("VEGF-A", "VEGF")
    assert not contains("PD-1", "PD-L1")


def test_every_contained_target_is_in_the_vocabulary() -> None:
    labels = set(TARGETS.values())
    assert labels.issuperset(CONTAINS)
    assert all(labels.issuperset(narrow) for narrow in CONTAINS.values())
