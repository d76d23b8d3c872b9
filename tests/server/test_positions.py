"""Columns as editors count them, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position

from auditor.model.source import Lines, Span
from auditor.server.positions import Columns, offset, units

ENCODINGS = ("utf-8", "utf-16", "utf-32")
texts = st.text(st.sampled_from("a é\u2028💊\n\r\x0c"), max_size=40)


@pytest.mark.parametrize(("encoding", "count"), [("utf-8", 7), ("utf-16", 4), ("utf-32", 3)])
def test_a_character_takes_as_many_units_as_its_encoding_says(encoding: str, count: int) -> None:
    assert units("aé💊", encoding) == count


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=texts, data=st.data())
def test_a_place_leads_back_to_where_it_came_from(encoding: str, text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    if text[at - 1 : at + 1] == "\r\n":
        at -= 1  # no editor stands between the two
    shown = Columns(text, encoding).range(Lines(text).place(Span(at, at)))
    assert offset(text, shown.start, encoding) == at


def test_lines_end_where_the_protocol_ends_them() -> None:
    text = "a\u2028b\x0cc\rd\r\ne\n"
    assert offset(text, Position(1, 0), "utf-16") == text.index("d")
    assert offset(text, Position(2, 0), "utf-16") == text.index("e")


@pytest.mark.parametrize(("line", "column", "at"), [(0, 99, 2), (9, 0, 6), (1, 1, 3)])
def test_what_lies_beyond_the_text_means_its_end(line: int, column: int, at: int) -> None:
    assert offset("ab\n💊c\n", Position(line, column), "utf-16") == at  # a half of a character means all of it
