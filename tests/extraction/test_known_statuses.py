"""Codes that are known to be over, or to be for what has no code, are called so where words beside them or behind them say it."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import claims, status, suggested


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (
            "| Old | Drug | New |\n|---|---|---|\n| C9027 | pembrolizumab | J9271 |\n| C9453 | nivolumab | J9299 |\n\n"
            "Every last one of those old C-codes is discontinued.",
            ["C9027", "C9453"],
        ),
        ("| Code | Old code | Drug |\n|---|---|---|\n| J9312 | J9310 (deleted) | rituximab |\n", ["J9310"]),
        (
            "Temporary hospital numbers. All three are deleted.\n\n- C9093 for Susvimo\n- C9097 for Vabysmo\n- C9151 for Syfovre\n",
            ["C9093", "C9097", "C9151"],
        ),
        (
            "Closed: J1020, J1030 and J1040, which stood for methylprednisolone acetate, and J2920.\n\nJ2920 was replaced by J2919.\n\n"
            "All three acetate numbers were discontinued and replaced by J1010.",
            ["J1020", "J1030", "J1040"],
        ),
        ("Hospitals had C9304 for Hympavzi; that one has been retired, and J7172 is sent now.", ["C9304"]),
    ],
)
def test_a_code_that_is_over_is_called_so(text: str, codes: list[str]) -> None:
    assert {status(code, "discontinued") for code in codes} <= suggested(text) | claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "C9487 was for Stelara. The vials were withdrawn by the supplier.",
        "All three are deleted.\n\n- C9487 for ustekinumab\n- Q9989 after it\n",  # of which two stand below
        "C9487 came first. Will both codes be deleted?",
        "We used to put it on J2275, but that was deleted when Q9974 came.",
    ],
)
def test_no_end_is_told_by_words_of_something_else(text: str) -> None:
    assert not {status(code, "discontinued") for code in ("C9487", "Q9974")} & suggested(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("J8499 and J8999 are the oral ones, both not otherwise specified.", ["J8499", "J8999"]),
        ("An oral antiemetic that has no code is reported with J8597.", ["J8597"]),
        (
            "The Program accepts J3490 (unclassified drugs) and J8499 (oral, not otherwise specified).",
            ["J3490", "J8499"],
        ),
    ],
)
def test_a_code_for_what_has_none_is_unclassified(text: str, codes: list[str]) -> None:
    assert {status(code, "unclassified") for code in codes} <= suggested(text)


@pytest.mark.parametrize(
    "text",
    ["Two contractors want J7999 or J3590, the latter being for unclassified biologics.", "Is J7999 unclassified?"],
)
def test_the_words_of_another_code_leave_it_untold(text: str) -> None:
    assert status("J7999", "unclassified") not in suggested(text)
