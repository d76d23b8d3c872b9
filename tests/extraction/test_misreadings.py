"""What a document itself shows to be misread is not claimed: the code and the drug are both tied rightly elsewhere in it."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import HISTORICAL, HYPOTHETICAL, claims, drug, unit

BOTH = "Darzalex is daratumumab, J9145. Darzalex Faspro is daratumumab and hyaluronidase-fihj, J9144.\n\n"


def test_an_implied_pair_that_the_rest_of_the_document_corrects_is_not_claimed() -> None:
    text = f"{BOTH}J9145 is for the vein. When it goes under the skin as Darzalex Faspro, daratumumab plus hyaluronidase-fihj, it's J9144."
    assert drug("J9145", "daratumumab + hyaluronidase-fihj") not in claims(text)


def test_a_statement_that_names_both_sides_stays_however_wrong() -> None:
    assert drug("J9145", "durvalumab") in claims(f"{BOTH}Durvalumab is J9173.\n\nJ9145 is the code for durvalumab.")


def test_an_implied_pair_that_nothing_corrects_stays() -> None:
    assert drug("J9355", "bevacizumab") in claims(
        "# HCPCS code J9355\n\nThis code is used for bevacizumab, an antibody."
    )


def test_a_code_does_not_share_what_its_own_drug_has_never_been() -> None:
    text = "Idacio is Q5144 and Abrilada Q5145; they left Q5131 and Q5132 on the same day."
    assert drug("Q5131", "adalimumab-afzb", HISTORICAL) not in claims(text)


def test_a_code_is_not_of_the_drug_around_it_if_the_code_set_has_it_for_another() -> None:
    text = "# Mistakes\n\n## Vitamin, testosterone and other injections\n\nRocephin 1 g is one unit.\n\n**Right:** J0696 is per 250 mg.\n"
    assert claims(text) == {unit("J0696", "250 mg")}


def test_a_code_is_of_the_drug_around_it_if_the_document_says_so_in_plain_words() -> None:
    text = "# J9371 durvalumab\n\nDurvalumab is reported with J9371.\n\nDurvalumab is an antibody. As J9371 specifies 10 mg per billing unit, count with care.\n"
    assert drug("J9371", "durvalumab") in claims(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Three lines had J2506 for Fulphila.", drug("J2506", "pegfilgrastim-jmdb", HYPOTHETICAL)),
        (
            "Granix had been reported as Q5101 on the assumption that it is a biosimilar.",
            drug("Q5101", "tbo-filgrastim", HYPOTHETICAL),
        ),
    ],
)
def test_what_never_was_so_is_a_mistake_that_the_text_tells_of(text: str, told: object) -> None:
    assert claims(text) == {told}


def test_what_a_sentence_says_that_a_code_was_stays_history_however_wrong() -> None:
    assert claims("J9271 was formerly the code for nivolumab.") == {drug("J9271", "nivolumab", HISTORICAL)}


def test_what_was_so_under_a_shared_code_stays_history() -> None:
    text = "Until March 31, 2018 infliximab-dyyb had been reported with Q5102."
    assert drug("Q5102", "infliximab-dyyb", HISTORICAL) in claims(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Imjudo 75 mg (J9347, 75 units from three 25 mg vials) was hung.", unit("J9347", "75 mg")),
        ("Then pemetrexed 900 mg (J9305, 10 mg, 90 units).", unit("J9305", "900 mg")),
        ("J0882, darbepoetin: 100 units.", unit("J0882", "100 unit")),
        ("Supprelin LA is histrelin: J9226, 50 mg, so one implant is one unit.", unit("J9226", "1 implant")),
        ("We refuse J0177 for the 2 mg Eylea.", unit("J0177", "2 mg")),
        ("Should be: Q5106, 10 units, modifier EA.", unit("Q5106", "10 unit")),
        ("J9035 for a 1.25 mg eye injection: an eighth of a unit.", unit("J9035", "1.25 mg")),
    ],
)
def test_an_amount_beside_a_code_that_its_units_explain_is_a_dose(text: str, told: object) -> None:
    assert told not in claims(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("J9347, tremelimumab, 75 mg.", unit("J9347", "75 mg")),
        ("J9305 (pemetrexed) is billed per 900 mg, so 90 units are wrong.", unit("J9305", "900 mg")),
        ("J0585, onabotulinumtoxinA, 10 units.", unit("J0585", "10 unit")),
    ],
)
def test_what_nothing_explains_stays_as_it_is_told(text: str, told: object) -> None:
    assert told in claims(text)
