"""The tables of names that people type: how the builder reads them, and what it makes of them."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest

from auditor.lexicon.names import Names, load_names
from tests.scripts import TOOLS, script


@pytest.fixture(scope="module")
def builder() -> Any:
    return script("build_names")


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names()


def field(brands: dict[str, str], spellings: dict[str, str] | None = None) -> ModuleType:
    module = ModuleType("medicine")
    module.__dict__.update(BRANDS=brands, SPELLINGS=spellings or {})
    return module


def built(
    builder: Any, monkeypatch: pytest.MonkeyPatch, *typed: ModuleType, salts: dict[str, str] | None = None
) -> Any:
    """The table of generic names that only these fields make."""
    monkeypatch.setattr(builder.fields, "FIELDS", typed)
    monkeypatch.setattr(builder.fields, "SALTS_OF", salts or {})
    monkeypatch.setattr(builder.hand, "COMBINATIONS", ())
    table = builder.Table()
    builder.add_fields(table)
    builder.add_combinations(table)
    return table


# ---------------------------------------------------------------- the builder


def test_a_drug_is_known_by_its_name_its_other_spellings_and_its_salts(
    builder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = field({"acyclovir": "zovirax", "ranolazine": ""}, {"acyclovir": "aciclovir; acv tablets"})
    table = built(builder, monkeypatch, typed, salts={"sodium": "acyclovir"})
    assert table.generics == {
        "acyclovir": "acyclovir",
        "ranolazine": "ranolazine",
        "aciclovir": "acyclovir",
        "acv tablets": "acyclovir",
        "acyclovir sodium": "acyclovir",
    }


def test_a_product_of_two_substances_is_written_in_both_orders(builder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    table = built(builder, monkeypatch, field({"amlodipine + benazepril": "lotrel"}))
    assert set(table.generics) == {
        f"{first}{joint}{second}"
        for first, second in (("amlodipine", "benazepril"), ("benazepril", "amlodipine"))
        for joint in (" and ", "/", " ")
    }
    assert set(table.generics.values()) == {"amlodipine + benazepril"}


def test_a_product_of_more_substances_is_written_in_the_order_of_its_name(
    builder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = built(builder, monkeypatch, field({"abacavir + dolutegravir + lamivudine": "triumeq"}))
    assert "abacavir/dolutegravir/lamivudine" in table.generics
    assert "abacavir, dolutegravir, and lamivudine" in table.generics
    assert not [key for key in table.generics if key.startswith("lamivudine")]


def test_a_brand_that_is_typed_twice_is_refused(builder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builder.fields, "FIELDS", (field({"a": "twice, once"}), field({"b": "twice"})))
    with pytest.raises(ValueError, match="'twice' is typed twice"):
        builder.fields.brands()


def test_a_brand_in_brackets_behind_a_releasing_system_stands_for_what_is_released(builder: Any) -> None:
    table = builder.Table()
    table.add("levonorgestrel", "levonorgestrel")
    texts = {"J7296": "levonorgestrel-releasing intrauterine contraceptive system, (kyleena), 19.5 mg"}
    drugs, _ = builder.add_descriptors(table, texts)
    assert drugs == {"J7296": "levonorgestrel"}
    assert builder.descriptor_brands(texts, drugs) == {"kyleena": "levonorgestrel"}


# ---------------------------------------------------------------- the tables


def test_every_table_of_names_is_read(builder: Any) -> None:
    written = {path.stem for path in (TOOLS / "names_by_field").glob("*.py")} - {"__init__", "salts"}
    assert {field.__name__.rpartition(".")[2] for field in builder.fields.FIELDS} == written


def test_the_substances_of_a_product_are_in_alphabetical_order(builder: Any) -> None:
    typed = builder.fields.combinations()
    assert [parts for parts in typed if list(parts) != sorted(parts)] == []


def test_no_drug_that_is_typed_has_another_normal_form(builder: Any, names: Names) -> None:
    drugs = {drug for field in builder.fields.FIELDS for drug in (*field.BRANDS, *field.SPELLINGS)}
    assert {drug: names.canonical(drug) for drug in drugs if names.canonical(drug) != drug} == {}


def test_every_name_that_is_typed_stands_for_what_is_typed_beside_it(builder: Any, names: Names) -> None:
    typed = {**dict(builder.fields.wordings()), **builder.fields.brands()}
    assert {name: names.canonical(name) for name, drug in typed.items() if names.canonical(name) != drug} == {}


@pytest.mark.parametrize(
    ("name", "drug"),
    [
        ("Kyleena", "levonorgestrel"),
        ("Zilbrysq", "zilucoplan"),
        ("Nexplanon", "etonogestrel"),
        ("Ongentys", "opicapone"),
        ("Skyrizi On-Body", "risankizumab"),
        ("Suboxone", "buprenorphine + naloxone"),
        ("Shingrix", "zoster vaccine"),
        ("Trelegy Ellipta", "fluticasone + umeclidinium + vilanterol"),
        ("Biktarvy", "bictegravir + emtricitabine + tenofovir"),
        ("aciclovir", "acyclovir"),
        ("metoprolol succinate", "metoprolol"),
        ("sacubitril/valsartan", "sacubitril + valsartan"),
        ("TMP-SMX", "sulfamethoxazole + trimethoprim"),
        ("HCTZ", "hydrochlorothiazide"),
        ("DMPA", "medroxyprogesterone"),
    ],
)
def test_what_pharmacies_dispense_is_known(names: Names, name: str, drug: str) -> None:
    assert names.canonical(name) == drug


@pytest.mark.parametrize("word", ["mitigate", "removal", "seasonal", "concert", "northern", "enable", "contrive"])
def test_an_ordinary_word_is_no_slip_of_a_brand(names: Names, word: str) -> None:
    assert names.closest(word) is None
