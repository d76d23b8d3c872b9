"""Codes in running text: what is one, what only looks like one, and what neither."""

from __future__ import annotations

import pytest

from auditor.extraction.codes import codes

ONE_CODE = [
    ("J9271", "J9271"),
    ("j9271", "J9271"),
    ("(J9271)", "J9271"),
    ("J9271.", "J9271"),
    ("J9271,", "J9271"),
    ("“J9271”", "J9271"),
    ("code:J9271", "J9271"),
    ("HCPCS/J9271", ""),  # a path
    ("Q5107", "Q5107"),
    ("C9492", "C9492"),
    ("A9513", "A9513"),
    ("S0012", "S0012"),
    ("J9271's unit", "J9271"),
    ("J9271-based claims", "J9271"),
    ("J9271—pembrolizumab", "J9271"),
    ("the J9271 series of lectures", "J9271"),
]

NO_CODE = [
    "09-J0000-96",
    "PA-J9400",
    "J9100-A",
    "J92711",
    "XJ9271",
    "J927",
    "J-9271",
    "J 9271",
    "J9271.5",
    "user@J9271",
    "#J9271",
    "$J9271",
    "id_J9271",
    "J9271_old",
    "I1234",
    "X1234",
    "Z5111",
    "J937l",
]

TRAPS = [
    ("J9000 through J9999", ["J9000", "J9999"]),
    ("codes from J9000 to J9999", ["J9000", "J9999"]),
    ("the range J9000 to J9021", ["J9000", "J9021"]),
    ("form Q5100", ["Q5100"]),
    ("rooms J1000 and J1010", ["J1000", "J1010"]),
    ("policy J9271", ["J9271"]),
    ("ICD-10 code C5091", ["C5091"]),
    ("diagnosis C3490", ["C3490"]),
    ("lot J9355", ["J9355"]),
    ("transmittal R1234", ["R1234"]),
    ("J9000-J9999", ["J9000", "J9999"]),
    ("J9000–J9999", ["J9000", "J9999"]),
]

# The first end is left out as a part of something longer, so that nobody learns of it.


@pytest.mark.parametrize(("text", "code"), ONE_CODE)
def test_a_code_is_found_in_upper_case(text: str, code: str) -> None:
    assert [hit.code for hit in codes(text) if not hit.trap] == ([code] if code else [])


@pytest.mark.parametrize("text", NO_CODE)
def test_a_part_of_something_longer_is_no_code(text: str) -> None:
    assert list(codes(text)) == []


@pytest.mark.parametrize(("text", "shaped"), TRAPS)
def test_what_only_looks_like_a_code_is_kept_with_the_reason(text: str, shaped: list[str]) -> None:
    found = [hit for hit in codes(text) if hit.trap]
    assert [hit.code for hit in found] == shaped


@pytest.mark.parametrize("text", ["J9000-J9999", "J9000–J9999"])
def test_an_end_of_a_hyphened_range_is_at_least_no_code(text: str) -> None:
    assert [hit for hit in codes(text) if not hit.trap] == []


def test_two_codes_that_are_listed_are_no_range() -> None:
    assert [hit.trap for hit in codes("J9022 and J9023, J9035 or J9042; J9271 / J9299")] == [""] * 6


def test_a_code_stands_exactly_where_it_is_written() -> None:
    text = "Report J9271 (not j9299)."
    assert [text[hit.start : hit.end] for hit in codes(text)] == ["J9271", "j9299"]


def test_a_word_before_the_code_counts_only_if_it_stands_right_before_it() -> None:
    assert [hit.trap for hit in codes("The form asks for J9271.")] == [""]
