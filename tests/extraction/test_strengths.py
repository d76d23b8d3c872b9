"""An amount in a description: the unit of a descriptor, or the strength of a thing on the shelf."""

from __future__ import annotations

import pytest

from auditor.extraction.strengths import described, of_items
from tests.extraction.claiming import Claim, claims


def units(header: str, *rows: str) -> set[tuple[str, str]]:
    rule = "|---" * header.count("|") + "|"
    text = "\n".join([f"{header} |", rule, *(f"{row} |" for row in rows)])
    return {(claim.subject, claim.object) for claim in claims(text) if claim.kind == "code-unit"}


@pytest.mark.parametrize(
    ("before", "after", "parted", "strength"),
    [
        ("Injection, abatacept, ", "", True, False),
        ("ondansetron per ", "", True, False),
        ("Hydralazine, up to ", "", True, False),
        ("ABATACEPT ", "", False, False),
        ("ABATACEPT ", " VIAL", False, True),
        ("abatacept ", " single-dose vial", False, True),
        ("Invega Sustenna 39 to ", "", False, True),
        ("Invega Hafyera 1,092 or ", "", False, True),
    ],
)
def test_how_an_amount_is_joined_to_its_name_tells_what_it_is(
    before: str, after: str, parted: bool, strength: bool
) -> None:
    amount = described("J0129", "250 mg", before, after)
    assert (amount.parted, amount.strength) == (parted, strength)


@pytest.mark.parametrize("header", ["Charge", "Unit cost", "NDC", "Rev", "WAC", "Pkg", "Item no"])
def test_what_only_lists_of_things_have_tells_such_a_list(header: str) -> None:
    assert of_items([header, "Description"], [])


@pytest.mark.parametrize("header", ["Payment limit", "HCPCS", "Short description", "Revision date"])
def test_what_lists_of_codes_have_too_tells_nothing(header: str) -> None:
    assert not of_items([header, "Description"], [])


def test_a_payment_list_is_of_codes() -> None:
    assert units("| HCPCS | Short description | Payment limit", "| J0153 | Adenosine inj 1mg | 0.55") == {
        ("J0153", "1 mg")
    }


def test_a_price_list_is_of_things() -> None:
    assert units("| HCPCS | Description | Charge", "| J0153 | Adenosine inj 6mg | 9.66") == set()


def test_two_codes_with_two_amounts_each_show_that_none_is_a_unit() -> None:
    rows = [
        "| J2405 | Ondansetron 4mg",
        "| J2405 | Ondansetron 16mg",
        "| J1100 | Dexamethasone 4mg",
        "| J1100 | Dexamethasone 10mg",
    ]
    assert units("| HCPCS | Description", *rows) == set()
    assert units("| HCPCS | Description", rows[0], rows[2]) == {("J2405", "4 mg"), ("J1100", "4 mg")}


def test_a_column_of_units_decides() -> None:
    header = "| HCPCS | Description | Charge | Billing unit"
    assert units(header, "| J0129 | ABATACEPT 250MG VIAL | 3,197.90 | 10 mg") == {("J0129", "10 mg")}


def test_a_claim_of_the_drug_stays() -> None:
    text = "| HCPCS | Description | Charge |\n|---|---|---|\n| J0129 | ABATACEPT 250MG | 3,197.90 |"
    assert claims(text) == {Claim("code-drug", "J0129", "abatacept", "asserted")}
