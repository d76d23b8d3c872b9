"""Targets that stand away from their drugs are tied by what is known of the drugs, and by nothing else."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import Claim, claims, one_line, suggested, target

SUGGESTED: tuple[tuple[str, set[Claim]], ...] = (
    (
        "## C5 inhibitors\n\n| Code | Drug |\n|---|---|\n| J1299 | eculizumab |\n| J1303 | ravulizumab-cwvz |",
        {target("eculizumab", "C5"), target("ravulizumab-cwvz", "C5")},
    ),
    (
        "J9145 is daratumumab. J9227 is isatuximab-irfc.\n\nJ9145 and J9227 count by 10 mg; daratumumab and isatuximab-irfc are infused. Both go after CD38.",
        {target("daratumumab", "CD38"), target("isatuximab-irfc", "CD38")},
    ),
    ("Code J9256 belongs to Imaavy. As its label says, FcRn is what it occupies.\n\nnipocalimab-aahu, 3 mg, J9256", {target("nipocalimab-aahu", "FcRn")}),
    (
        "- **CD52.** Alemtuzumab.\n- **CD20.** Ocrelizumab and ublituximab-xiiy deplete the B cells that carry it.",
        {target("alemtuzumab", "CD52"), target("ocrelizumab", "CD20"), target("ublituximab-xiiy", "CD20")},
    ),
    ("IL-6 receptor:\n\n- tocilizumab, J3262\n- tocilizumab-aazg, Q5135", {target("tocilizumab", "IL-6R"), target("tocilizumab-aazg", "IL-6R")}),
)  # fmt: skip

NOT_SUGGESTED = (
    ("a drug that acts on something else", "## C5 inhibitors\n\n- pegcetacoplan, J2781"),
    ("a class with a slash has neither target", "## PD-1/PD-L1 inhibitors\n\n- durvalumab, J9173"),
    ("a denial", "Daratumumab is J9145. It does not touch CD38."),
    ("a denial behind a target", "- CD20. Not a mark of rituximab."),
    ("a question", "Daratumumab is J9145. Is CD38 its mark?"),
    ("an entry under another heading", "## C5 inhibitors\n\nSee the table.\n\n## Others\n\n- eculizumab, J1299"),
)


@pytest.mark.parametrize(("text", "expected"), SUGGESTED, ids=[one_line(text) for text, _ in SUGGESTED])
def test_a_target_told_elsewhere_is_that_of_the_drugs_that_are_known_to_act_on_it(
    text: str, expected: set[Claim]
) -> None:
    assert expected <= suggested(text) | claims(text)


@pytest.mark.parametrize("text", [text for _, text in NOT_SUGGESTED], ids=[why for why, _ in NOT_SUGGESTED])
def test_nothing_is_suggested_where_the_text_or_the_drug_is_otherwise(text: str) -> None:
    assert {claim for claim in suggested(text) if claim.kind == "drug-target"} == set()


def test_what_the_document_tells_of_a_drug_overrules_a_suggestion() -> None:
    text = "## C5 inhibitors\n\n- eculizumab, J1299\n\n## Notes\n\nEculizumab is an antibody against C3."
    assert {claim.object for claim in suggested(text) | claims(text) if claim.kind == "drug-target"} == {"C3"}
