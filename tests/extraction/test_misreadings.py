"""What a document itself shows to be misread is not claimed: the code and the drug are both tied rightly elsewhere in it."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import HISTORICAL, HYPOTHETICAL, Claim, claims, drug, unit

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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "In the second J2323 went out for Tyruko. J2323 is natalizumab.",
            drug("J2323", "natalizumab-sztn", HYPOTHETICAL),
        ),
        (
            "The handout gives the unit of Q5118 as 100 mg. The unit of Q5118 is 10 mg.",
            unit("Q5118", "100 mg", HYPOTHETICAL),
        ),
        (
            "| He had | He should have had |\n|---|---|\n| J9395, fulvestrant, 250 mg | J9395, fulvestrant, 25 mg |\n",
            unit("J9395", "250 mg", HYPOTHETICAL),
        ),
        (
            "```diff\n-  - {brand: Riabni, code: Q5123, unit: 100 mg}\n+  - {brand: Riabni, code: Q5123, unit: 10 mg}\n```\n",
            unit("Q5123", "100 mg", HYPOTHETICAL),
        ),
        (
            "*Claim 3.* Ublituximab-xiiy under J9302. **Finding:** J9302 is ofatumumab, 10 mg.",
            drug("J9302", "ublituximab-xiiy", HYPOTHETICAL),
        ),
    ],
)
def test_what_others_did_and_the_text_sets_right_at_once_is_not_its_own(text: str, told: Claim) -> None:
    assert told in claims(text)
    assert told._replace(polarity="asserted") not in claims(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("J9271 is nivolumab. J9271 is pembrolizumab.", drug("J9271", "nivolumab")),
        (
            "Each unit of J9299 is 10 mg. Keytruda is J9271. Later it says that J9299 is per 1 mg.",
            unit("J9299", "10 mg"),
        ),
        ("| Code | Drug |\n|---|---|\n| J9302 | ublituximab |\n| J9302 | ofatumumab |\n", drug("J9302", "ublituximab")),
    ],
)
def test_a_text_that_contradicts_itself_without_a_word_of_it_does_so(text: str, told: Claim) -> None:
    assert told in claims(text)


def test_a_code_is_that_of_the_drug_which_the_sentence_is_about() -> None:
    told = claims("Glucarpidase (Voraxaze) clears methotrexate and is C9293.")
    assert drug("C9293", "methotrexate") not in told


def test_a_dose_of_a_study_is_no_unit_beside_the_unit() -> None:
    text = "A9552 (fluorodeoxyglucose F-18) is per study dose, up to 45 millicuries. 12 mCi is 1 unit."
    assert unit("A9552", "12 mCi") not in claims(text)


def test_what_a_chronicle_enters_on_a_day_was_so_on_that_day() -> None:
    assert drug("Q0239", "bamlanivimab", HISTORICAL) in claims(
        "**9 November 2020.** Q0239 opens: bamlanivimab-xxxx, 700 mg."
    )


def test_what_is_struck_out_and_never_was_so_is_a_slip() -> None:
    text = "| Page | Drug | Printed | Right |\n|---|---|---|---|\n| 6 | belatacept (Nulojix) | ~~J0490~~ | J0485 |\n"
    assert drug("J0490", "belatacept", HISTORICAL) not in claims(text)


def test_what_came_in_place_of_another_code_and_is_valid_is_no_history() -> None:
    text = "C9168, until that day the number for mirikizumab-mrkz, became J2267: mirikizumab-mrkz, for intravenous use."
    told = claims(text)
    assert {drug("J2267", "mirikizumab-mrkz"), drug("C9168", "mirikizumab-mrkz", HISTORICAL)} <= told


def test_what_a_clinic_sent_and_never_was_so_is_a_mistake_that_the_text_tells_of() -> None:
    told = claims("A clinic in Tulsa sent J2323 for ocrelizumab. All of it was clawed back.")
    assert told == {drug("J2323", "ocrelizumab", HYPOTHETICAL)}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Cyclosporine: oral 25 mg J7515, oral 100 mg J7502, injection 250 mg J7516.", unit("J7515", "100 mg")),
        ("That is a combination, meropenem and vaborbactam, J2186, 10 mg of each.", unit("J2186", "10 mg")),
    ],
)
def test_an_amount_of_the_next_code_or_of_each_substance_is_no_unit_of_the_one_before(text: str, told: Claim) -> None:
    assert told not in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Somebody recalled J0576, the code for Brixadi. It existed for one quarter, 1 January to 31 March 2024.",
        "J0576 buprenorphine extended-release, 1 mg\n      (to 2024-03-31)",
    ],
)
def test_the_next_line_says_that_a_code_is_over(text: str) -> None:
    assert drug("J0576", "buprenorphine extended-release", HISTORICAL) in claims(text, "text")


def test_what_was_billed_once_with_a_code_that_is_over_is_history() -> None:
    told = claims("Orthopaedics billed J1040 x 1 for 80 mg of Depo-Medrol on 14 May 2024.")
    assert drug("J1040", "methylprednisolone", HISTORICAL) in told
