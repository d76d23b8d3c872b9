"""What a document only quotes is not its own word: lines of a mail that it answers, and what it cites as an error."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import HISTORICAL, HYPOTHETICAL, Claim, claims, drug, unit

MAIL = """From: Petra
Subject: RE: denials

> 2. Imfinzi belongs to J9022 because it is a PD-L1 drug.

J9022 is atezolizumab; durvalumab is J9173.
"""


def test_a_line_that_a_mail_quotes_is_another_s_word() -> None:
    told = claims(MAIL, media="text")
    assert drug("J9022", "durvalumab", HYPOTHETICAL) in told
    assert drug("J9022", "atezolizumab") in told
    assert drug("J9022", "durvalumab") not in told


def test_a_list_with_such_marks_is_no_mail() -> None:
    listed = "Our codes\n\n> J9022 is atezolizumab.\n> J9173 is durvalumab.\n"
    assert {drug("J9022", "atezolizumab"), drug("J9173", "durvalumab")} <= claims(listed, media="text")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Line 118, “J9312 RITUXIMAB 100MG”: the description of the predecessor.",
            unit("J9312", "100 mg", HYPOTHETICAL),
        ),
        (
            'Item 4 of the minutes read "C9305, telisotuzumab vedotin".',
            drug("C9305", "telisotuzumab vedotin", HYPOTHETICAL),
        ),
        ("The card says “J9312, rituximab, 10 mg”.", unit("J9312", "10 mg")),
        ("The code “J9312” is for “bevacizumab” here.", drug("J9312", "bevacizumab")),
    ],
)
def test_an_error_in_quotation_marks_is_cited_and_a_descriptor_is_told(text: str, told: Claim) -> None:
    assert told in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "J9160 (300 mcg, denileukin diftitox) had closed with 2023.",
        "Out of the file: J2503 (pegaptanib, 9/30/2025).",
        "## Switched off\n\nJ9371 is liposomal vincristine, 5 mg.",
        "J9070 (cyclophosphamide 100 mg, last day 3/31/2024) went the other way.",
    ],
)
def test_a_code_that_is_over_is_told_of_as_history_where_the_text_shows_that_it_knows(text: str) -> None:
    about = {claim for claim in claims(text) if claim.kind in {"code-drug", "code-unit"}}
    assert about
    assert {claim.polarity for claim in about} == {HISTORICAL}


@pytest.mark.parametrize(
    "text",
    [
        "J1300 is eculizumab, 10 mg.",
        "J1300 is eculizumab, 10 mg. The trial of it closed with 2023.",
        "J1299 (eculizumab 2 mg) had closed with 2023.",
        "On 6/1/2025 we bill J1300 for eculizumab, 10 mg.",
    ],
)
def test_without_a_word_of_it_and_of_a_code_in_use_no_end_is_understood(text: str) -> None:
    assert "asserted" in {claim.polarity for claim in claims(text) if claim.kind == "code-drug"}
