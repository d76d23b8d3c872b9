"""The words by which people head the columns of their tables: each is read for what it says, whatever the cells look like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from tests.extraction.claiming import HISTORICAL, Claim, claims, drug, meaning, route, successor, target, unit
from tests.extraction.claiming import brand as brand_

CHANGES = (("J9310", "J9312", "rituximab"), ("J2505", "J2506", "pegfilgrastim"), ("J1300", "J1299", "eculizumab"))
DRUGS = ("J9312", "rituximab"), ("J2506", "pegfilgrastim"), ("J1299", "eculizumab")

OLD = """Was|Used to be|Old|Old code|Prior|Replaces|Predecessor|2025 code|Sunset code|Crosswalk from|Earlier code|Retired code|Dead code
Prev. code|Formerly|Code before|Deleted code|Termed code|Expired code|Ended code|Temporary code|Obsolete|From|Legacy code|Previously"""
NEW = """Now|New|New code|Replaced by|2026 code|Successor|Crosswalk|Crosswalk to|Current|Current code|Go to|Where the volume goes
Replacement HCPCS|Use instead|Use now|Replacement|Becomes|To|Succeeded by|Code after|Moved to|Switch to|Report instead|Is"""
PAIRS = (
    ("Was", "Is now"), ("2025", "2026"), ("2025 code", "2026 code"), ("HCPCS 2024", "HCPCS 2025"), ("From", "To"), ("Before", "After"),
    ("Through 12/31/2025", "From 1/1/2026"), ("Previous", "Current"), ("Closed", "Opened"), ("Deleted", "Added"), ("Code", "Became"),
    ("Discontinued", "Crosswalk"), ("C-code", "J-code"), ("Temporary", "Permanent"), ("Code", "Use now"), ("Code", "Go to"), ("Code", "New code"),
)  # fmt: skip
UNIT = """Unit|Units|Bill unit|BU|Billing increment|Per|Each unit|1 unit =|UOS|Basis|Dose unit|Unit of service|Dosage|Unit size|Step|Billable amt
Counted per|HCPCS dosage|Unit def.|Unit definition|One unit|1 BU|Dose per unit|Amount per unit|Billable unit|Counts by|Measure|UoM|Unit/Dose"""
NO_UNIT = """PA|Max units|Limit|NDC|Price|ASP|Rate|Payment limit|MUE|Dose|Typical dose|Interval|Vial|Vial size|Package|How supplied|Strength|Stock
Qty|Quantity limit|Units/visit|Units per visit|Max dose|Available as|Supplied as|Shelf|Presentation|Loading dose|Usual dose|Order set|Regimen
Dose limit|Size|Container|On hand|Ordered|Given dose|Amount given|Administered|Wasted|Discarded|Waste"""
BRAND = "Brand|Brands|Trade|Trade name|Brand(s)|aka|Also known as|Marketed as|Label name|Proprietary name|Sold as|Tradename|Product|Example"
DESCRIPTION = """Drug|Med|Rx|Active|API|Contents|Desc|Short desc|HCPCS descriptor|HCPCS description|Code description|Official wording|Service|Row
Infusion|Pharmaceutical|Therapeutic|USAN|Descriptor|Long description|What it is|Stands for|Injection|CMS text"""
ROUTE = "Route|ROA|Admin|Adm.|How given|Given by|Via|Route of admin|Administration|Rte|Way|Delivery"
TARGET = "Target|MOA|Binds|Mechanism|Hits|Pathway|Receptor|Molecular target|Acts on|Class|Blocks|Target antigen|Against"
MEANING = """Meaning|Means|Definition|What it tells|Indicates|When to use|Use when|Use|Tells the payer|Stands for|Says|Use for|Description|When
Purpose|Explanation|Reason|Scenario|In plain words|Report when"""


def _each(headers: str) -> list[str]:
    return headers.replace("\n", "|").split("|")


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _told(header: Sequence[str], rows: Iterable[Sequence[str]]) -> frozenset[Claim]:
    return claims(_table(header, rows), "markdown")


def _changed() -> set[Claim]:
    return {
        claim
        for old, new, name in CHANGES
        for claim in (successor(old, new), drug(old, name, HISTORICAL), drug(new, name))
    }


@pytest.mark.parametrize("header", _each(OLD))
def test_beside_new_codes_this_heads_the_old_ones(header: str) -> None:
    told = _told([header, "New code", "Drug"], CHANGES)
    assert {claim for claim in told if claim.kind != "code-status"} == _changed()


@pytest.mark.parametrize("header", _each(NEW))
def test_beside_old_codes_this_heads_the_new_ones(header: str) -> None:
    told = _told(["Old code", header, "Drug"], CHANGES)
    assert {claim for claim in told if claim.kind != "code-status"} == _changed()


@pytest.mark.parametrize("headers", PAIRS, ids=" and ".join)
def test_two_columns_of_codes_tell_which_came_first(headers: tuple[str, str]) -> None:
    told = _told([*headers, "Drug"], CHANGES)
    assert {claim for claim in told if claim.kind != "code-status"} == _changed()


def test_a_code_that_stays_is_not_its_own_past() -> None:
    told = _told(
        ["2025 code", "2026 code", "Drug"], [("J9312", "J9312", "rituximab"), ("J1300", "J1299", "eculizumab")]
    )
    assert told == {
        drug("J9312", "rituximab"), drug("J1299", "eculizumab"), drug("J1300", "eculizumab", HISTORICAL), successor("J1300", "J1299"),
    }  # fmt: skip


@pytest.mark.parametrize("header", _each(UNIT))
def test_this_heads_billing_units(header: str) -> None:
    told = _told(
        ["HCPCS", "Drug", header],
        [(*one, amount) for one, amount in zip(DRUGS, ("10 mg", "0.5 mg", "2 mg"), strict=True)],
    )
    assert {unit("J9312", "10 mg"), unit("J2506", "0.5 mg"), unit("J1299", "2 mg")} <= told


@pytest.mark.parametrize("header", _each(NO_UNIT))
def test_this_heads_no_billing_units(header: str) -> None:
    told = _told(
        ["HCPCS", "Drug", header],
        [(*one, amount) for one, amount in zip(DRUGS, ("500 mg", "6 mg", "300 mg"), strict=True)],
    )
    assert told == {drug(code, name) for code, name in DRUGS}


@pytest.mark.parametrize("header", _each(BRAND))
def test_this_heads_brands(header: str) -> None:
    told = _told(
        ["HCPCS", "Drug", header],
        [(*one, name) for one, name in zip(DRUGS, ("Rituxan", "Neulasta", "Soliris"), strict=True)],
    )
    assert {
        brand_("rituximab", "rituxan"),
        brand_("pegfilgrastim", "neulasta"),
        brand_("eculizumab", "soliris"),
    } <= told


@pytest.mark.parametrize("header", _each(DESCRIPTION))
def test_this_heads_descriptions_with_drug_and_unit(header: str) -> None:
    described = (
        "Injection, rituximab, 10 mg",
        "Injection, pegfilgrastim, excludes biosimilar, 0.5 mg",
        "Injection, eculizumab, 2 mg",
    )
    told = _told(["HCPCS", header], [(code, text) for (code, _), text in zip(DRUGS, described, strict=True)])
    units = {unit("J9312", "10 mg"), unit("J2506", "0.5 mg"), unit("J1299", "2 mg")}
    assert told == {drug(code, name) for code, name in DRUGS} | units


@pytest.mark.parametrize("header", _each(ROUTE))
def test_this_heads_routes(header: str) -> None:
    told = _told(
        ["HCPCS", "Drug", header],
        [(*one, way) for one, way in zip(DRUGS, ("IV", "subcutaneous", "intravenous"), strict=True)],
    )
    assert {route("J9312", "intravenous"), route("J2506", "subcutaneous"), route("J1299", "intravenous")} <= told


@pytest.mark.parametrize("header", _each(TARGET))
def test_this_heads_targets(header: str) -> None:
    told = _told(
        ["HCPCS", "Drug", header],
        [("J9312", "rituximab", "CD20"), ("J9271", "pembrolizumab", "PD-1"), ("J1299", "eculizumab", "C5")],
    )
    assert {target("rituximab", "CD20"), target("pembrolizumab", "PD-1"), target("eculizumab", "C5")} <= told


@pytest.mark.parametrize("between", [False, True], ids=["beside the modifier", "behind another column"])
@pytest.mark.parametrize("header", _each(MEANING))
def test_this_heads_what_modifiers_mean(header: str, between: bool) -> None:
    rows = (
        ("JW", "single-dose vials", "drug discarded"),
        ("JZ", "single-dose vials", "no drug discarded"),
        ("RT", "eye injections", "right side"),
    )
    told = (
        _told(["Modifier", "Applies to", header], rows)
        if between
        else _told(["Modifier", header], [(modifier, text) for modifier, _, text in rows])
    )
    assert told == {meaning("JW", "discarded-drug"), meaning("JZ", "no-discarded-drug"), meaning("RT", "right-side")}
