"""A descriptor becomes facts in normal forms; what is not understood is kept and counted."""

from __future__ import annotations

import csv
import doctest
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.lexicon.names import load_names
from auditor.publications import descriptors
from auditor.publications.descriptors import Facts, facts
from auditor.publications.published import read_published
from auditor.publications.rows import Release
from tests.beside import SHARED, needs_shared

HCPCS: Final = SHARED / "reference" / "hcpcs"
LABELLED_KINDS: Final = {
    "catch_all": {"unclassified"},
    "class_level": {"unclassified", "specific"},  # "gadolinium-based agent" is none, "immune globulin" is one
    "substance_specific_not_otherwise_specified": {"specific"},
}


def read(description: str) -> Facts:
    return facts(description, load_names())


def test_the_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(descriptors).failed == 0
    assert doctest.testmod(descriptors).attempted > 0


@pytest.mark.parametrize(
    ("description", "drug", "unit"),
    [
        ("Injection, nivolumab, 1 mg", "nivolumab", "1 mg"),
        ("INJ NIVOLUMAB 1MG", "nivolumab", "1 mg"),
        ("Injection, nivolumab, per 1 mg", "nivolumab", "1 mg"),
        ("Injection, nivolumab, up to 100 mg", "nivolumab", "100 mg"),
        ("Injection, rituximab 10 mg and hyaluronidase", "hyaluronidase + rituximab", "10 mg"),
        ("Injection, penicillin g benzathine, 100,000 units", "penicillin g benzathine", "100000 unit"),
        ("Injection, interferon alfa-2b, recombinant, 1 million units", "interferon alfa-2b", "1000000 unit"),
        ("Injection, filgrastim (g-csf), excludes biosimilars, 1 microgram", "filgrastim", "1 mcg"),
        ("Technetium tc-99m sestamibi, diagnostic, per study dose", "technetium tc 99m sestamibi", "1 dose"),
        ("Injection, hexaminolevulinate hydrochloride, 100 mg, per study dose", "hexaminolevulinate", ""),
        ("Injection, paclitaxel protein-bound particles, 1 mg", "paclitaxel protein-bound", "1 mg"),
        ("Albuterol, inhalation solution, concentrated form, 5 mg/ml, 1 mg", "albuterol", "1 mg"),
    ],
)
def test_the_drug_and_its_billing_unit_are_read(description: str, drug: str, unit: str) -> None:
    found = read(description)
    assert (found.kind, found.drug, found.unit) == ("specific", drug, unit)


def test_two_amounts_are_no_billing_unit() -> None:
    found = read("Injection, imipenem 4 mg, cilastatin 4 mg and relebactam 2 mg")
    assert (found.drug, found.unit) == ("cilastatin + imipenem + relebactam", "")


def test_a_bound_is_no_billing_unit() -> None:
    assert read("Buprenorphine, oral, less than or equal to 3 mg").unit == ""


@pytest.mark.parametrize(
    ("description", "qualifier"),
    [
        ("Injection, bortezomib (maia), not therapeutically equivalent to j9041, 0.1 mg", ("manufacturer", "maia")),
        ("Injection, octreotide, subcutaneous, 25 mcg", ("route", "subcutaneous")),
        ("Injection, epoetin alfa, (for non-esrd use), 1000 units", ("form", "for non esrd use")),
        ("Injection, pemetrexed, not otherwise specified, 10 mg", ("otherwise", "not specified")),
        ("Injection, granisetron hydrochloride, 100 mcg", ("salt", "hydrochloride")),
    ],
)
def test_what_tells_a_code_from_its_neighbours_is_kept(description: str, qualifier: tuple[str, str]) -> None:
    assert qualifier in read(description).qualifiers


def test_a_tablet_that_stands_in_for_an_infusion_is_given_by_mouth() -> None:
    found = read(
        "Ondansetron 1 mg, oral, fda approved prescription anti-emetic, for use as a complete therapeutic substitute "
        "for an iv anti-emetic at the time of treatment"
    )
    assert found.qualifiers == (("route", "oral"),)


def test_the_codes_that_it_is_no_equivalent_of_are_kept() -> None:
    found = read("Injection, azacitidine (exampla), not therapeutically equivalent to j9025 or j9026, 1 mg")
    assert (found.drug, found.not_equivalent_to) == ("azacitidine", ("J9025", "J9026"))
    assert ("manufacturer", "exampla") in found.qualifiers


def test_what_a_code_is_not_for_is_no_part_of_it() -> None:
    found = read("Injection, trastuzumab, excludes biosimilar, 10 mg")
    assert (found.drug, found.excludes, found.unread) == ("trastuzumab", ("biosimilar",), "")


def test_a_brand_in_parentheses_is_a_brand() -> None:
    found = read("Injection, trastuzumab-dkst, biosimilar, (ogivri), 10 mg")
    assert (found.drug, found.brands) == ("trastuzumab-dkst", ("ogivri",))


@pytest.mark.parametrize("description", ["Unclassified drugs", "Not otherwise classified, antineoplastic drugs"])
def test_a_catch_all_code_denotes_no_drug(description: str) -> None:
    found = read(description)
    assert (found.kind, found.drug) == ("unclassified", "")


def test_a_wheelchair_is_no_drug() -> None:
    assert read("Wheelchair, manual") == Facts("other", unread="wheelchair manual")


def test_a_new_name_is_taken_where_an_amount_of_it_is_injected() -> None:
    assert read("Injection, examplumab, 10 mg").drug == "examplumab"
    assert read("Examplumab holder, 10 mg").kind == "other"


def test_words_that_no_table_explains_are_kept() -> None:
    assert read("Injection, nivolumab, grandmother recipe, 1 mg").unread == "grandmother recipe"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_odd(description: str) -> None:
    found = read(description)
    assert (found.kind == "specific") is bool(found.drug)


@cache
def january() -> dict[str, Facts]:
    """The facts of the drug codes of January 2026, read anew."""
    release = read_published(HCPCS / "HCPC2026_JAN_ANWEB_01122026.txt.gz")
    assert isinstance(release, Release)
    drugs = (row for row in release.rows if row.kind == "code" and row.code[0] in "JQ")
    return {row.code: read(row.description) for row in drugs}


@needs_shared
def test_nearly_every_drug_code_of_a_release_is_read_whole() -> None:
    injected = {code: found for code, found in january().items() if code[0] == "J" and found.kind == "specific"}
    whole = sum(not found.unread for found in injected.values())
    assert len(injected) > 1100
    assert whole / len(injected) > 0.93, f"{whole} of {len(injected)} are read whole"


@needs_shared
def test_nearly_every_drug_code_of_a_release_has_one_unit() -> None:
    injected = [found for code, found in january().items() if code[0] == "J" and found.kind == "specific"]
    assert sum(bool(found.unit) for found in injected) / len(injected) > 0.95


@needs_shared
def test_no_hand_labelled_catch_all_contradicts_us() -> None:
    with (HCPCS / "noc_drug_codes_2026_JAN.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    read_kinds = {row["code"]: (row["kind"], read(row["long_description"])) for row in rows}
    assert len(read_kinds) == 45
    assert {code for code, (kind, found) in read_kinds.items() if found.kind not in LABELLED_KINDS[kind]} == set()
    specified = [found for kind, found in read_kinds.values() if found.kind == "specific"]
    assert all(("otherwise", "not specified") in found.qualifiers for found in specified)
