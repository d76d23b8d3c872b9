"""A mark behind a code, or in its row, leads to a note: what the note says is said of that code, if the code set has it so."""

from __future__ import annotations

import pytest

from auditor.model.source import Media
from tests.extraction.claiming import HISTORICAL, Claim, claims, drug, extraction, route, status, successor, suggested

VANCOMYCIN = drug("J3370", "vancomycin", HISTORICAL)
ENDED = status("J3370", "discontinued")
AFTER = successor("J3370", "J3373")
TABLE = "| Code | Drug | Unit |\n|---|---|---|\n| J3370{} | vancomycin | 500 mg |\n| J0878 | daptomycin | 1 mg |\n\n"


def everything(text: str, media: Media = "markdown") -> frozenset[Claim]:
    return claims(text, media) | suggested(text, media)


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("<sup>m</sup>", "<sup>m</sup> Code deleted 06/30/2025; replaced by J3373."),
        ("^3^", "^3^ Deleted with June 2025. Bill J3373."),
        ("[^1]", "[^1]: Terminated June 30, 2025; see J3373."),
        (" (b)", "(b) Discontinued June 30, 2025; use J3373."),
        ("†", "† Code deleted 06/30/2025; J3373 took its place."),
        ("²", "² J3370 was deleted June 30, 2025. Report J3373."),
    ],
)
def test_a_note_says_that_the_marked_code_is_over(mark: str, note: str) -> None:
    assert {VANCOMYCIN, ENDED, AFTER} <= everything(TABLE.format(mark) + note + "\n")


def test_a_mark_can_stand_in_a_column_of_its_own() -> None:
    text = (
        "CODE    DESCRIPTION          UNIT      FEE      NOTE\n"
        "J3370   Vancomycin           500 MG    --       PA,m\n"
        "J0878   Daptomycin           1 MG      0.05     k\n\n"
        "NOTES\n"
        "k   Prior approval is on line.\n"
        "m   Code deleted 06/30/2025; replaced by J3373.\n"
    )
    assert {VANCOMYCIN, ENDED, AFTER} <= everything(text, "text")


def test_a_note_of_a_code_in_use_is_not_believed() -> None:
    told = everything(TABLE.format("").replace("J0878", "J0878<sup>a</sup>") + "<sup>a</sup> Deleted.\n")
    assert drug("J0878", "daptomycin") in told
    assert status("J0878", "discontinued") not in told


@pytest.mark.parametrize(
    "note", ["<sup>m</sup> Code will be deleted.", "<sup>n</sup> Code deleted.", "<sup>m</sup> Deleted; this is J0202."]
)
def test_a_plan_another_mark_or_another_code_say_nothing_of_it(note: str) -> None:
    assert ENDED not in everything(TABLE.format("<sup>m</sup>") + note + "\n")


@pytest.mark.parametrize(
    ("note", "media"),
    [("<p><sup>d</sup> Subcutaneous.</p>", "html"), ("<p>(d) For subcutaneous use only.</p>", "html")],
)
def test_a_note_tells_how_the_drugs_of_its_codes_are_given(note: str, media: Media) -> None:
    rows = "<tr><th>Code</th><th>Drug</th></tr><tr><td>J9380<sup>d</sup></td><td>teclistamab</td></tr><tr><td>J9303</td><td>panitumumab</td></tr>"
    told = everything(f"<table>{rows}</table>{note}", media)
    assert route("J9380", "subcutaneous") in told
    assert not [claim for claim in told if claim.kind == "code-route" and claim.subject == "J9303"]


@pytest.mark.parametrize(
    "note", ["(d) Not for subcutaneous use.", "(d) Intrathecal.", "(d) Subcutaneous daratumumab is J9144."]
)
def test_a_note_that_cannot_be_of_the_drug_or_names_others_gives_no_route(note: str) -> None:
    told = everything(f"| Code | Drug |\n|---|---|\n| J9380 (d) | teclistamab |\n\n{note}\n")
    assert not [claim for claim in told if claim.kind == "code-route" and claim.subject == "J9380"]


def test_bold_words_behind_a_code_are_no_mark() -> None:
    text = "- J2680 fluphenazine **up to** 25 mg\n\n** Subcutaneous.\n"
    assert not [one for one in extraction(text).assertions if one.kind == "code-route"]
