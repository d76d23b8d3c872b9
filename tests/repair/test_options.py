"""Which word is wrong is told by what else the document says; the reference says what it should be."""

from __future__ import annotations

import pytest

from auditor.auditing import audit
from tests.repair.making import actions, document, findings, mended, repairs


def test_of_a_bare_pair_both_words_may_be_wrong_and_nothing_is_certain() -> None:
    offered = repairs("J9355 describes atezolizumab.\n")
    assert {repair.action for repair in offered} == {"write J9022 for J9355", "write trastuzumab for atezolizumab"}
    assert not any(repair.certain for repair in offered)


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("J9299 describes pembrolizumab (Keytruda).", "write J9271 for J9299"),
        ("J9299 describes pembrolizumab, which blocks PD-1. It is sold as Keytruda.", "write J9271 for J9299"),
        ("J9271 describes nivolumab (Keytruda).", "write pembrolizumab for nivolumab"),
        ("J9355 describes bortezomib. J9355 is billed per 0.1 mg.", "write J9041 for J9355"),
        ("J9355 describes bortezomib. J9355 is billed per 10 mg.", "write trastuzumab for bortezomib"),
    ],
)
def test_a_brand_or_a_unit_tells_which_word_is_wrong(text: str, best: str) -> None:
    assert actions(f"{text}\n")[0] == best


def test_the_code_is_changed_at_every_place_that_names_it() -> None:
    text = "# Billing J9371\n\nJ9371 describes durvalumab (Imfinzi). Each unit of J9371 is 10 mg.\n"
    assert mended(text) == text.replace("J9371", "J9173")


def test_where_the_code_stands_rightly_too_only_the_wrong_place_is_changed() -> None:
    text = "J9271 describes pembrolizumab.\n\nJ9299 is the code for nivolumab.\n\nJ9271 describes nivolumab.\n"
    assert mended(text).endswith("J9299 describes nivolumab.\n")
    assert mended(text).startswith("J9271 describes pembrolizumab.")


@pytest.mark.parametrize(("unit", "code"), [("100 units", "Q4081"), ("1,000 units", "J0885")])
def test_of_several_codes_the_one_with_the_stated_unit_is_meant(unit: str, code: str) -> None:
    row = f"| Code | Drug | Unit |\n|---|---|---|\n| J9271 | epoetin alfa | {unit} |\n"
    assert actions(row)[0] == f"write {code} for J9271"


def test_of_several_codes_the_one_of_the_stated_maker_is_meant() -> None:
    offered = actions("J9271: pemetrexed (Hospira), 10 mg\n")
    assert offered[0] == "write J9294 for J9271"


def test_of_several_codes_the_one_that_is_billed_for_the_brand_is_meant() -> None:
    assert actions("J9271 describes immune globulin (Octagam).\n")[0] == "write J1568 for J9271"


def test_a_list_does_not_name_a_code_twice() -> None:
    rows = {"J9271": "pembrolizumab", "J9299": "nivolumab", "J9173": "durvalumab", "J9228": "ipilimumab"}
    listed = "| Code | Drug |\n|---|---|\n" + "".join(f"| {code} | {drug} |\n" for code, drug in rows.items())
    assert actions(f"{listed}| J9271 | atezolizumab |\n")[0] == "write J9022 for J9271"
    assert actions(f"{listed}| J9022 | nivolumab |\n")[0] == "write atezolizumab for nivolumab"


@pytest.mark.parametrize("units", [False, True])
def test_rows_that_have_changed_places_are_mended_at_one_end(units: bool) -> None:
    rows = [("J9271", "pembrolizumab", "1 mg"), ("J9173", "durvalumab", "10 mg"), ("J9355", "trastuzumab", "10 mg")]
    rows += [("J9041", "bortezomib", "0.1 mg"), ("J9228", "ipilimumab", "1 mg")]

    def table(listed: list[tuple[str, str, str]]) -> str:
        shown = "".join(f"| {code} | {drug} |{f' {unit} |' if units else ''}\n" for code, drug, unit in listed)
        return f"| Code | Drug |{' Unit |' if units else ''}\n|---|---|{'---|' if units else ''}\n{shown}"

    swapped = [("J9173", *rows[0][1:]), ("J9271", *rows[1][1:]), *rows[2:]]
    chosen = [found.repair.action for found in findings(table(swapped)) if found.rule == "AUD201" and found.repair]
    assert sorted(chosen) == ["write J9173 for J9271", "write J9271 for J9173"]


def test_what_the_document_says_elsewhere_is_meant_here_too() -> None:
    text = "J9271 describes pembrolizumab. Report J9271 for pembrolizumab. J9217 is the code for pembrolizumab.\n"
    [best, *_] = repairs(text)
    assert (best.action, best.certain) == ("write J9271 for J9217", True)
    assert "the document itself gives pembrolizumab to J9271 elsewhere" in best.reason


def test_the_address_of_a_page_tells_its_code() -> None:
    assert actions("J9355 describes atezolizumab.\n", name="j9022-guide.md")[0] == "write J9022 for J9355"
    assert actions("J9355 describes atezolizumab.\n", name="j9355-guide.md")[0] == "write trastuzumab for atezolizumab"


def test_a_repair_says_why() -> None:
    [best, *_] = repairs("J9299 describes pembrolizumab (Keytruda).\n")
    assert "J9299 is nivolumab" in best.reason
    assert "keytruda is the brand of pembrolizumab" in best.reason


def test_a_wrong_unit_is_written_right() -> None:
    [best, *_] = repairs("J9271 describes pembrolizumab. The billing unit of J9271 is 10 mg.\n", "AUD202")
    assert (best.action, best.certain) == ("write 1 mg for 10 mg", True)


def test_a_unit_that_is_another_codes_in_a_page_about_that_code_is_a_slip_of_the_code() -> None:
    text = "J9173 describes durvalumab. Report J9173 for durvalumab. The billing unit of J9713 is 10 mg.\n"
    assert actions(text, "AUD203") == ["write J9173 for J9713"]


def test_an_unknown_code_gives_way_to_its_drugs_but_may_be_a_new_one() -> None:
    [best, *_] = repairs("HCPCS code J9372 is used for durvalumab.\n", "AUD203")
    assert (best.action, best.certain) == ("write J9173 for J9372", False)


def test_a_code_that_ended_gives_way_to_its_successor() -> None:
    assert actions("Rituximab is billed with J9310.\n", "AUD204")[0] == "write J9312 for J9310"


def test_a_drug_that_is_right_is_not_changed_because_its_code_has_ended() -> None:
    assert actions("Rylaze: J9020, asparaginase erwinia chrysanthemi, 0.1 mg\n", "AUD204") == ["write J9021 for J9020"]


def test_a_brand_on_a_wrong_drug_is_mended_by_what_the_code_says() -> None:
    assert actions("J9299 describes nivolumab (Keytruda).\n", "AUD206")[0] == "write opdivo for keytruda"
    assert mended("J9271 describes nivolumab (Keytruda).\n", "AUD206") == "J9271 describes pembrolizumab (Keytruda).\n"


def test_a_title_is_mended_only_where_the_text_is_right() -> None:
    title = "# HCPCS Code J9024: A Guide\n\n"
    assert actions(f"{title}J9042 describes brentuximab vedotin.\n", "AUD301") == ["write J9042 for J9024"]
    assert actions(f"{title}J9042 describes durvalumab.\n", "AUD301") == []


def test_a_malformed_code_is_the_one_that_the_document_names_a_slip_away() -> None:
    assert mended("J9173 describes durvalumab. HCPCS code J91733 is used too.\n", "AUD302").endswith(
        "code J9173 is used too.\n"
    )


def test_capitals_and_markup_stay() -> None:
    assert mended("<p>J9271 &ndash; <b>NIVOLUMAB</b> (Keytruda)</p>", name="a.html") == (
        "<p>J9271 &ndash; <b>PEMBROLIZUMAB</b> (Keytruda)</p>"
    )


def test_without_a_reference_no_side_is_right_and_counts_are_all() -> None:
    texts = [document("J9355 describes atezolizumab.\n", f"{name}.md") for name in "ab"]
    texts.append(document("J9355 describes bevacizumab.\n", "c.md"))
    [found] = audit([], reference=None, texts=texts).report.findings
    assert found.repair is not None
    assert (found.repair.certain, {edit.document for edit in found.repair.edits}) == (False, {"c.md"})
    assert "documents that say so on their own: atezolizumab in 2, bevacizumab in 1" in found.repair.reason
