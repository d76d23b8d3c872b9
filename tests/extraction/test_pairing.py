"""Lists inside the cells of a row: each code has the name in its own place."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import Claim, claims, drug


def row(products: str, codes: str) -> frozenset[Claim]:
    return frozenset(
        claim
        for claim in claims(f"| Products | Codes |\n|---|---|\n| {products} | {codes} |")
        if claim.kind == "code-drug"
    )


@pytest.mark.parametrize(
    ("products", "codes"),
    [
        ("Ocrevus; Tysabri", "J2350; J2323"),
        ("Ocrevus, Tysabri", "J2350, J2323"),
        ("Ocrevus and Tysabri", "J2350 and J2323"),
        ("Ocrevus / Tysabri", "J2350 / J2323"),
        ("Ocrevus (ocrelizumab); Tysabri (natalizumab)", "J2350; J2323"),
        ("ocrelizumab; natalizumab", "J2350, J2323"),
    ],
)
def test_equal_counts_pair_in_order(products: str, codes: str) -> None:
    assert row(products, codes) == {drug("J2350", "ocrelizumab"), drug("J2323", "natalizumab")}


def test_names_of_one_drug_are_said_of_every_code() -> None:
    assert row("filgrastim, Neupogen, G-CSF", "J1442, J1441") == {
        drug("J1442", "filgrastim"),
        drug("J1441", "filgrastim"),
    }


def test_where_counts_differ_nothing_is_guessed() -> None:
    assert row("Ocrevus; Tysabri; Lemtrada", "J2350; J2323") == frozenset()


def test_several_brands_of_one_code_are_all_its_product() -> None:
    assert row("Prolia, Xgeva", "J0897") == {drug("J0897", "denosumab")}
