"""Blocks that are scanned together hold what each of them holds alone."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.codes import codes
from auditor.extraction.mentions import find, finder
from auditor.extraction.quantities import unit_ends
from auditor.extraction.scanning import Scan, Scans, scanned
from auditor.lexicon.names import load_names
from auditor.lexicon.spelling import matching_form
from auditor.model.source import Block, Run, Span, TextView
from tests.extraction.test_language import CASES

VOCABULARY: Final = finder(load_names())
# What two blocks must not become together: a range, an amount, a name, a brand behind its sign.
PARTS: Final = (
    "J9271", "J9299 through", "- J9303", "10", "mg", "10 mg", "ten", "per", "ado-trastuzumab", "emtansine", "Simponi®", "Aria",
    "nivolumab", "the", "code", "codes", "room", "", " ", "İ", "’", "pembrolizumab 1 mg",
)  # fmt: skip


def alone(text: str) -> Scan:
    form = matching_form(text)
    return Scan(form, codes(text), *find(text, VOCABULARY), unit_ends(form))


def block(text: str) -> Block:
    return Block("paragraph", TextView(text, (Run(0, 0, len(text)),)), Span(0, len(text)))


@given(st.lists(st.lists(st.sampled_from(PARTS), max_size=4).map(" ".join), max_size=6))
def test_blocks_scanned_together_hold_what_each_holds_alone(texts: list[str]) -> None:
    assert scanned(texts, VOCABULARY) == [alone(text) for text in texts]


def test_the_cases_of_the_language_scanned_together_hold_what_each_holds_alone() -> None:
    texts = [case.text for case in CASES]
    assert scanned(texts, VOCABULARY) == [alone(text) for text in texts]


@pytest.mark.parametrize("skipped", [set(), {0}, {1, 4}, {0, 1, 2, 3, 4}])
def test_blocks_are_scanned_in_order_however_many_are_passed_over(skipped: set[int]) -> None:
    texts = [f"J927{number} is nivolumab. {'A long word. ' * 2_000}" for number in range(6)]
    blocks = [block(text) for text in texts]
    scans = Scans(blocks, VOCABULARY)
    for number, one in enumerate(blocks):
        if number not in skipped:
            assert scans.of(one) == alone(texts[number])


def test_a_block_that_nobody_announced_is_scanned_too() -> None:
    one = block("J9271 is pembrolizumab.")
    assert Scans([], VOCABULARY).of(one) == alone("J9271 is pembrolizumab.")
