"""A writer's program breaks lines where it likes, within "bevacizumab-bvzr" and "Tc-99m" too: the text says what it said before."""

from __future__ import annotations

import textwrap
from typing import Final

import pytest

from auditor.model.source import Media
from tests.extraction.claiming import Claim, claims, extraction

CONJUGATES: Final = (
    "HCPCS code J9358 describes fam-trastuzumab deruxtecan-nxki (Enhertu), 1 mg, an antibody-drug conjugate against HER2, while J9354 "
    "describes ado-trastuzumab emtansine (Kadcyla), 1 mg, also against HER2, and Q5118 is bevacizumab-bvzr (Zirabev), 10 mg, a VEGF-A antibody."
)
TRACERS: Final = (
    "Technetium Tc-99m sestamibi is reported with A9500 per study dose, and gallium Ga-68 dotatate with A9587 per 0.1 mCi; atezolizumab "
    "(Tecentriq) is J9022, 10 mg, a PD-L1 antibody, and modifier JZ says that no drug was discarded."
)
ENDS: Final = (
    "Pembrolizumab blocks PD-1 and is J9271, 1 mg. Coagulation factor Xa (recombinant), inactivated-zhzo is J7169, 10 mg. J9999 is a "
    "not-otherwise-classified code, and C9492 was replaced by J9173 effective January 1, 2019."
)


def _said(text: str, media: Media) -> frozenset[Claim]:
    return claims(f"<p>{text}</p>" if media == "html" else text, media)


@pytest.mark.parametrize("width", range(60, 121))
@pytest.mark.parametrize("media", ["markdown", "html", "text"])
@pytest.mark.parametrize("sentences", [CONJUGATES, TRACERS, ENDS])
def test_lines_that_are_broken_at_any_width_say_the_same(sentences: str, media: Media, width: int) -> None:
    assert _said(textwrap.fill(sentences, width), media) == _said(sentences, media)


@pytest.mark.parametrize(
    "text",
    [
        "> Q5118 is bevacizumab-\n> bvzr, 10 mg.",
        "- Q5118 is bevacizumab-\n  bvzr, 10 mg.",
        "**Zirabev:** Q5118 is bevacizumab-\nbvzr, 10 mg.",
        "Q5118 is bevacizumab-\r\nbvzr, 10 mg.",
    ],
)
def test_a_name_broken_after_its_hyphen_is_placed_to_the_character(text: str) -> None:
    claim = next(claim for claim in extraction(text).assertions if claim.kind == "code-drug")
    assert claim.object == "bevacizumab-bvzr"
    assert claim.object_place is not None
    assert text[claim.object_place.start : claim.object_place.end].startswith("bevacizumab-")
    assert text[claim.object_place.start : claim.object_place.end].endswith("bvzr")


@pytest.mark.parametrize(
    "text",
    [
        "Both pre-\nand post-infusion notes name J9271, pembrolizumab.",
        "Pembrolizumab is the next drug-\nJ9271 is its code.",
    ],
)
def test_a_hyphen_before_another_word_joins_nothing(text: str) -> None:
    assert [(claim.subject, claim.object) for claim in claims(text) if claim.kind == "code-drug"] == [
        ("J9271", "pembrolizumab")
    ]
