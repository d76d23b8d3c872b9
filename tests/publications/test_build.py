"""Published rows become a reference: periods of codes, successors, brands, modifiers."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from auditor.lexicon.names import load_names
from auditor.model.reference import Reference, ReferenceEntry
from auditor.publications.build import build, without_text
from auditor.publications.rows import BiologicRow, CodeList, Crosswalk, ProductRow, PurpleBook, Release, ReleaseRow
from auditor.reference.files import EMBEDDED, embedded, encode
from tests.beside import needs_shared
from tests.reference.making import entry, reference_of

ROOT = Path(__file__).parents[2]


def row(code: str, description: str, added: str = "2010-01-01", ended: str = "", *successors: str) -> ReleaseRow:
    kind = "modifier" if len(code) == 2 else "code"
    return ReleaseRow(code, kind, description, "short", added, ended or added, ended, "N", "D", successors, 1)  # type: ignore[arg-type]


def changed(of: ReleaseRow, effective: str) -> ReleaseRow:
    """The row with a change that took effect later."""
    return ReleaseRow(
        of.code, of.kind, of.description, of.short, of.added, effective, of.ended, "C", "D", of.cross_references, 1
    )


def release(quarter: str, *rows: ReleaseRow) -> Release:
    return Release(quarter, rows, f"sha of {quarter}")


def made(*published: Release | Crosswalk | PurpleBook | CodeList, base: Reference | None = None) -> Reference:
    return build("made-up", published, load_names(), base)


def periods(reference: Reference, code: str) -> list[tuple[str, str, str, str]]:
    return [(one.drug, one.unit, one.valid_from, one.valid_to) for one in reference.entries[code]]


DURVALUMAB = row("J9173", "Injection, durvalumab, 10 mg", "2019-01-01")


def test_a_row_becomes_an_entry() -> None:
    found = made(release("2026-01-01", DURVALUMAB))
    assert (found.name, found.release) == ("made-up", "2026-01-01")
    assert found.entries == {"J9173": (ReferenceEntry("J9173", "specific", "durvalumab", "10 mg", "2019-01-01"),)}


def test_a_drugs_name_in_a_service_is_no_drug() -> None:
    found = made(release("2026-01-01", row("G0001", "Administration of durvalumab, 10 mg")))
    assert [(one.kind, one.drug) for one in found.entries["G0001"]] == [("other", "")]


def test_two_releases_that_agree_make_one_period() -> None:
    found = made(release("2026-01-01", DURVALUMAB), release("2020-01-01", DURVALUMAB))
    assert periods(found, "J9173") == [("durvalumab", "10 mg", "2019-01-01", "")]


def test_a_code_that_ended_and_is_assigned_anew_has_two_periods() -> None:
    old = row("J1000", "Injection, bendamustine, 25 mg", "2008-01-01", "2012-12-31")
    new = row("J1000", "Injection, durvalumab, 10 mg", "2019-01-01")
    found = made(release("2026-01-01", new), release("2013-01-01", old))
    assert periods(found, "J1000") == [
        ("bendamustine", "25 mg", "2008-01-01", "2012-12-31"),
        ("durvalumab", "10 mg", "2019-01-01", ""),
    ]


def test_a_unit_that_changed_divides_the_period_on_the_day_of_the_change() -> None:
    old = row("J1000", "Injection, bendamustine, 25 mg", "2008-01-01")
    new = changed(row("J1000", "Injection, bendamustine, 1 mg", "2008-01-01"), "2024-07-01")
    found = made(release("2020-01-01", old), release("2026-01-01", new))
    assert periods(found, "J1000") == [
        ("bendamustine", "25 mg", "2008-01-01", "2024-06-30"),
        ("bendamustine", "1 mg", "2024-07-01", ""),
    ]


def test_what_only_an_older_release_has_is_kept() -> None:
    gone = row("C9492", "Injection, durvalumab, 10 mg", "2018-01-01", "2018-12-31")
    found = made(release("2026-01-01", DURVALUMAB), release("2019-01-01", gone))
    assert periods(found, "C9492") == [("durvalumab", "10 mg", "2018-01-01", "2018-12-31")]


def test_the_code_that_began_when_another_of_its_drug_ended_is_its_successor() -> None:
    gone = row("C9492", "Injection, durvalumab, 10 mg", "2018-01-01", "2018-12-31")
    later = row("J9174", "Injection, durvalumab, 1 mg", "2020-01-01")
    found = made(release("2026-01-01", gone, DURVALUMAB, later))
    assert [one.successors for one in found.entries["C9492"]] == [("J9173",)]


def test_a_successor_that_is_named_is_taken_at_its_word() -> None:
    gone = row("C9492", "Injection, durvalumab, 10 mg", "2018-01-01", "2018-12-31", "J9271")
    found = made(release("2026-01-01", gone, DURVALUMAB))
    assert [one.successors for one in found.entries["C9492"]] == [("J9271",)]


def product(code: str, name: str) -> ProductRow:
    return ProductRow(code, name, "Made Up Inc", "10 MG", 1)


def biologic(brand: str, name: str) -> BiologicRow:
    return BiologicRow((brand,), name, "351(a)", "", "Intravenous", "Made Up Inc", "100001", 1)


def test_brands_come_from_descriptors_packages_and_licenses() -> None:
    biosimilar = row("Q5114", "Injection, trastuzumab-dkst, biosimilar, (ogivri), 10 mg", "2019-07-01")
    packages = Crosswalk("2026-01-01", (product("J9173", "Imfinzi Vial"),), "x")
    licenses = PurpleBook("2025-03-01", (biologic("Keytruda", "pembrolizumab"),), "y")
    found = made(release("2026-01-01", DURVALUMAB, biosimilar), packages, licenses)
    assert {name: (brand.drugs, brand.codes) for name, brand in found.brands.items()} == {
        "imfinzi": (("durvalumab",), ("J9173",)),
        "keytruda": (("pembrolizumab",), ()),
        "ogivri": (("trastuzumab-dkst",), ("Q5114",)),
    }


def test_what_no_text_could_be_read_to_claim_is_no_brand() -> None:
    packages = Crosswalk("2026-01-01", (product("J9173", "Durvalumab"), product("J9173", "Nobrandatall")), "x")
    assert made(release("2026-01-01", DURVALUMAB), packages).brands == {}


def test_a_package_of_a_code_that_denotes_no_drug_makes_no_brand() -> None:
    packages = Crosswalk("2026-01-01", (product("J3490", "Imfinzi"),), "x")
    assert made(release("2026-01-01", row("J3490", "Unclassified drugs")), packages).brands == {}


def test_a_modifiers_meaning_is_read_only_where_its_wording_is_plain() -> None:
    found = made(
        release(
            "2026-01-01",
            DURVALUMAB,
            row("JW", "Drug amount discarded/not administered to any patient", "2003-01-01"),
            row("ZQ", "A made-up circumstance", "2003-01-01", "2010-12-31"),
        )
    ).modifiers
    assert (found["JW"].meaning != "", found["JW"].valid_from, found["JW"].valid_to) == (True, "2003-01-01", "")
    assert (found["ZQ"].meaning, found["ZQ"].valid_to) == ("", "2010-12-31")


def test_a_wording_that_speaks_of_two_things_means_the_usual_one() -> None:
    found = made(
        release(
            "2026-01-01",
            DURVALUMAB,
            row("V6", "Arteriovenous graft (or other access, not a vascular catheter)", "2010-01-01"),
            row("CS", "Cost-sharing waived for telehealth", "2020-01-01"),
        )
    ).modifiers
    assert (found["V6"].meaning, found["CS"].meaning) == ("arteriovenous-graft", "cost-sharing-waived")


def test_codes_of_a_later_list_are_known_though_not_what_they_denote() -> None:
    found = made(release("2026-01-01", DURVALUMAB), CodeList("2026-07-01", ("J9173", "J9999"), "z"))
    assert found.known_later == frozenset({"J9999"})


def test_every_file_is_named_as_a_source() -> None:
    found = made(release("2026-01-01", DURVALUMAB), CodeList("2026-07-01", ("J9999",), "z"))
    assert [(source.kind, source.release, source.sha256) for source in found.sources] == [
        ("HCPCS code list", "2026-07-01", "z"),
        ("HCPCS release", "2026-01-01", "sha of 2026-01-01"),
    ]


def test_a_newer_release_is_put_onto_a_base() -> None:
    base = reference_of(
        entry("J9173", "durvalumab", "10 mg", "2019-01-01.."),
        entry("C9492", "durvalumab", "10 mg", "2018-01-01..2018-12-31"),
    )
    ended = row("J9173", "Injection, durvalumab, 10 mg", "2019-01-01", "2026-03-31")
    found = made(release("2026-04-01", ended), base=base)
    assert (found.release, sorted(found.entries)) == ("2026-04-01", ["C9492", "J9173"])
    assert periods(found, "J9173") == [("durvalumab", "10 mg", "2019-01-01", "2026-03-31")]


def test_brands_alone_are_put_onto_the_codes_of_the_base() -> None:
    base = reference_of(entry("J9173", "durvalumab", "10 mg"))
    found = made(Crosswalk("2026-04-01", (product("J9173", "Imfinzi"),), "x"), base=base)
    assert (found.release, found.entries, list(found.brands)) == ("2026-01-01", base.entries, ["imfinzi"])


@pytest.mark.parametrize("published", [(), (CodeList("2026-07-01", ("J9999",), "z"),)])
def test_without_codes_there_is_no_reference(published: tuple[CodeList, ...]) -> None:
    with pytest.raises(ValueError, match="no HCPCS release among the files"):
        made(*published)


def test_a_release_without_codes_is_refused() -> None:
    with pytest.raises(ValueError, match="cut short"):
        made(release("2026-01-01", row("JW", "Drug amount discarded")))


def test_the_order_of_the_files_makes_no_difference() -> None:
    files: list[Release | CodeList] = [
        release("2026-01-01", DURVALUMAB),
        release("2019-01-01", row("C9492", "Injection, durvalumab, 10 mg", "2018-01-01", "2018-12-31")),
        CodeList("2026-07-01", ("J9999",), "z"),
    ]
    assert encode(made(*files)) == encode(made(*files[::-1]))


def test_no_word_that_was_not_understood_is_embedded() -> None:
    found = made(release("2026-01-01", row("J9173", "Injection, durvalumab, grandmother recipe, 10 mg")))
    assert found.entries["J9173"][0].unread == "grandmother recipe"
    assert without_text(found).entries["J9173"][0].unread == ""


def _tool() -> ModuleType:
    """`tools/build_reference.py`, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("build_reference", ROOT / "tools" / "build_reference.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


@needs_shared
def test_the_embedded_table_is_what_its_sources_give_byte_for_byte() -> None:
    built = _tool().main()
    committed = (ROOT / "auditor" / "reference" / "data" / "hcpcs.jsonl").read_bytes()
    assert built == committed, "the table is out of date: run `python tools/build_reference.py`"
    assert encode(embedded()) == committed
    assert embedded().name == EMBEDDED


def test_what_reading_may_know_of_codes_is_what_the_embedded_reference_says() -> None:
    committed = (ROOT / "auditor" / "lexicon" / "data" / "codes.tsv").read_text(encoding="utf-8")
    assert _tool().known_lines(embedded()) == committed, "out of date: run `python tools/build_reference.py`"
