"""Where a sentence ends, and where it only seems to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.sentences import sentences

SPLIT = [
    ("J9022 is atezolizumab. J9023 is avelumab.", ["J9022 is atezolizumab.", "J9023 is avelumab."]),
    ("Is it J9022? No! It is J9023.", ["Is it J9022?", "No!", "It is J9023."]),
    ("It costs 0.1 mg. 10 mg is more.", ["It costs 0.1 mg.", "10 mg is more."]),
    ("“It is J9022.” She was right.", ["“It is J9022.”", "She was right."]),
    ("It is J9022 (atezolizumab.) The next is not.", ["It is J9022 (atezolizumab.)", "The next is not."]),
    ("Atezolizumab is J9022.\nAvelumab is J9023.", ["Atezolizumab is J9022.", "Avelumab is J9023."]),
    ("  J9022.  ", ["J9022."]),
]

WHOLE = [
    "Inj. atezolizumab is J9022.",
    "Use J9022, e.g. Tecentriq, for it.",
    "Dr. Smith reported J9022.",
    "The dose vs. Placebo is no matter.",
    "It began on Jan. 1 of that year.",
    "1. J9022 is the first.",
    "a. J9022 is the first.",
    "The unit is 2.5 mg of it.",
    "approx. 10 mg of it",
    "J. Smith has J9022.",
]

KNOWN_GAPS = [
    "See no. 5 of the list.",
]


@pytest.mark.parametrize(("text", "parts"), SPLIT)
def test_sentences_end_here(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@pytest.mark.parametrize("text", WHOLE)
def test_this_is_one_sentence(text: str) -> None:
    assert [text[start:end] for start, end in sentences(text)] == [text]


@pytest.mark.parametrize("text", KNOWN_GAPS)
def test_a_known_gap_is_still_open(text: str) -> None:
    assert [text[start:end] for start, end in sentences(text)] != [text]


def test_of_nothing_there_are_no_sentences() -> None:
    assert list(sentences("")) == list(sentences(" \n ")) == []


@given(st.text(st.sampled_from("Ab1 .?!\n\"')(,"), max_size=80))
def test_sentences_are_in_order_do_not_overlap_and_leave_out_only_white_space(text: str) -> None:
    end_of_last = 0
    for start, end in sentences(text):
        assert text[end_of_last:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        end_of_last = end
    assert text[end_of_last:].strip() == ""
