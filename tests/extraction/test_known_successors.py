"""A code that is over and one of the same drug that came after it are tied by any word of change."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import claims, successor, suggested


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("Daxxify had a starter code, C9160. Then that got swapped for the grown-up one, J0589.", "C9160", "J0589"),
        ("Solu-Medrol had J2930: obsolete, J2919 is what counts now.", "J2930", "J2919"),
        ("Until June 2025 you used J3370; that code has been terminated and J3373 is its heir.", "J3370", "J3373"),
        ("| Code | Drug | Remarks |\n|---|---|---|\n| J2802 | romiplostim | formerly J2796 |\n", "J2796", "J2802"),
        ("C9306 was for telisotuzumab vedotin-tllv. See J9326.", "C9306", "J9326"),
    ],
)
def test_a_word_of_change_between_two_codes_of_one_drug_tells_the_successor(text: str, old: str, new: str) -> None:
    assert successor(old, new) in suggested(text) | claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "J1300 was eculizumab, and Q5151 is eculizumab-aagh now.",  # another product
        "J9299 and J9271 are used now.",  # neither is over
        "C9160 does not become J0589.",
        "Is J0589 now the code for C9160?",
        "C9160 and J0589 are both botulinum toxins.",  # no change is told
    ],
)
def test_without_one_or_of_other_drugs_it_tells_none(text: str) -> None:
    assert not [claim for claim in suggested(text) if claim.kind == "code-successor"]


def test_one_code_can_come_after_so_many_as_the_text_counts() -> None:
    text = (
        "Closed: J1020, J1030 and J1040 (methylprednisolone acetate).\n\n"
        "All three acetate numbers were discontinued and replaced by J1010."
    )
    assert {successor(old, "J1010") for old in ("J1020", "J1030", "J1040")} <= suggested(text) | claims(text)


def test_which_of_two_codes_came_after_the_other_is_known() -> None:
    text = (
        "Hospitals billed C9466 for benralizumab and C9473 for mepolizumab. Both were deleted years ago, and our scrubber swaps in "
        "the codes that replaced them: J0517 and J2182, respectively."
    )
    told = suggested(text) | claims(text)
    assert {successor("C9466", "J0517"), successor("C9473", "J2182")} <= told
    assert not {successor("J0517", "C9466"), successor("J2182", "C9473")} & told
