"""Views and places, whatever they are woven of: each character shown leads back to the characters that show it."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction.found import Quotes, span_in
from auditor.extraction.links import Ref
from auditor.model.assertions import Mention
from auditor.model.source import Block, Document, Lines, Run, Span, TextView
from auditor.readers.view import BREAK, EMPTY, Piece, extent, joined, text_of, view_between, view_of
from tests.readers.test_every_reader import assert_view_maps, same

SOURCE = st.text(st.sampled_from("aB9é \t\n\r\xa0\xad\u200b\u2010\u2011\ufeff&"), max_size=40)
INSTEAD = st.sampled_from(["&", " ", "", "x", "words", "\xad", "\u2011"])


@st.composite
def woven(draw: st.DrawFn) -> tuple[str, list[Piece]]:
    """A source, and pieces of it in order, some of which show themselves, some something else, some a break."""
    source = draw(SOURCE)
    cuts = sorted(draw(st.sets(st.integers(0, len(source)), max_size=8)))
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        shows = draw(st.sampled_from(["itself", "another", "a break", "nothing"]))
        if shows == "itself":
            pieces.append((start, end, None))
        elif shows == "another":
            # Readers show fewer characters than they show them by: of as many, each is taken to show itself.
            pieces.append((start, end, draw(INSTEAD)[: max(1, end - start - 1)]))
        elif shows == "a break":
            pieces.append((start, end, BREAK))
    return source, pieces


def shown(text: str) -> str:
    """A text as a view shows it, but for breaks: white space folded, what nobody sees gone, hyphens plain."""
    return " ".join(re.sub("[\xad\u200b\ufeff]", "", text).replace("\u2010", "-").replace("\u2011", "-").split())


@settings(max_examples=300)
@given(woven())
def test_a_view_shows_its_pieces_and_each_character_knows_its_own(made: tuple[str, list[Piece]]) -> None:
    source, pieces = made
    view = view_of(source, pieces)
    assert shown(view.text) == shown(text_of(source, pieces))
    assert view.text.strip() == view.text
    assert "  " not in view.text
    for at, character in enumerate(view.text):
        span = view.span(at, at + 1)
        if not character.isspace():
            [(start, end, instead)] = [piece for piece in pieces if piece[0] <= span.start and span.end <= piece[1]]
            if instead is None:
                assert same(character, source[span.start : span.end])
            else:
                assert (start, end) == (span.start, span.end)
                assert character in shown(instead)


@settings(max_examples=300)
@given(woven(), st.data())
def test_a_part_of_a_view_is_what_the_view_shows_there(made: tuple[str, list[Piece]], data: st.DataObject) -> None:
    source, pieces = made
    view = view_of(source, pieces)
    if not view.text:
        assert view == EMPTY
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    part = view.part(start, end)
    assert part.text == view.text[start:end]
    assert part.span(0, end - start) == view.span(start, end) == extent(part)
    for at in range(start, end):
        assert part.span(at - start, at - start + 1) == view.span(at, at + 1)
    assert part.runs[0].view_start == 0
    assert len(part.runs) <= len(view.runs)
    assert [run.view_start for run in part.runs] == sorted({run.view_start for run in part.runs})


@settings(max_examples=300)
@given(woven())
def test_the_place_of_a_stretch_begins_with_its_first_character_and_ends_with_its_last(
    made: tuple[str, list[Piece]],
) -> None:
    view = view_of(*made)
    spans = [view.span(at, at + 1) for at in range(len(view.text))]
    assert spans == sorted(spans)
    for start in range(len(spans)):
        for end in range(start + 1, len(spans) + 1):
            assert view.span(start, end) == Span(spans[start].start, spans[end - 1].end)


@settings(max_examples=300)
@given(SOURCE, st.data())
def test_a_stretch_without_markup_is_viewed_as_if_it_were_a_piece(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    found, expected = view_between(source, start, end), view_of(source, [(start, end, None)])
    assert found.text == expected.text
    for at in range(len(found.text)):
        assert found.span(at, at + 1) == expected.span(at, at + 1)


@settings(max_examples=200)
@given(woven(), st.integers(0, 6))
def test_joined_views_show_one_after_the_other(made: tuple[str, list[Piece]], cut: int) -> None:
    source, pieces = made
    parts = [view_of(source, pieces[:cut]), EMPTY, view_of(source, pieces[cut:])]
    view = joined(parts, "\t")
    assert view.text == "\t".join(part.text for part in parts if part.text)
    at = 0
    for part in (part for part in parts if part.text):
        assert view.span(at, at + len(part.text)) == extent(part)
        for inside in range(len(part.text)):
            assert view.span(at + inside, at + inside + 1) == part.span(inside, inside + 1)
        at += len(part.text) + 1


def test_a_separator_shows_what_lies_between() -> None:
    view = joined([view_between("ab | cd", 0, 2), view_between("ab | cd", 5, 7)], "\t")
    assert (view.text, view.span(2, 3)) == ("ab\tcd", Span(2, 5))


@pytest.mark.parametrize(
    ("source", "pieces", "text"),
    [
        ("a  b", [(0, 4, None)], "a b"),
        (" a b ", [(0, 5, None)], "a b"),
        ("a\n  b", [(0, 5, None)], "a b"),
        ("a<br> b", [(0, 1, None), (1, 5, BREAK), (5, 7, None)], "a\nb"),
        ("a <br>b", [(0, 2, None), (2, 6, BREAK), (6, 7, None)], "a\nb"),
        ("a<br>", [(0, 1, None), (1, 5, BREAK)], "a"),
        ("<br>a", [(0, 4, BREAK), (4, 5, None)], "a"),
        ("a&nbsp;b", [(0, 1, None), (1, 7, "\xa0"), (7, 8, None)], "a b"),
        ("J9\u00ad271", [(0, 6, None)], "J9271"),
        ("trastuzumab\u2011anns", [(0, 16, None)], "trastuzumab-anns"),
    ],
)
def test_white_space_is_folded_and_breaks_stay(source: str, pieces: list[Piece], text: str) -> None:
    view = view_of(source, pieces)
    assert view.text == text
    assert_view_maps(view, source)


def test_a_run_that_is_not_as_long_as_what_it_shows_is_shown_by_all_of_it() -> None:
    view = TextView("a b", (Run(0, 0, 1), Run(1, 1, 7), Run(2, 7, 8)))
    assert (view.span(1, 2), view.span(0, 2), view.span(1, 3)) == (Span(1, 7), Span(0, 7), Span(1, 8))
    entity = TextView("a&b", (Run(0, 0, 7),))
    assert (entity.span(0, 1), entity.span(2, 3)) == (Span(0, 7), Span(0, 7))


# Lines --------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("ab\r\n\x0b\u2028"), max_size=30))
def test_lines_end_as_editors_end_them(text: str) -> None:
    lines = Lines(text)
    line = column = 1
    for offset in range(len(text) + 1):
        assert lines.position(offset) == (line, column)
        ends = text[offset : offset + 1] == "\n" or (
            text[offset : offset + 1] == "\r" and text[offset + 1 : offset + 2] != "\n"
        )
        line, column = (line + 1, 1) if ends else (line, column + 1)
    assert len(lines.starts) == line
    assert [lines.position(start)[1] for start in lines.starts] == [1] * line


@given(st.text(st.sampled_from("ab\n"), max_size=20), st.data())
def test_a_place_has_the_offsets_of_its_span_and_the_lines_of_both_ends(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = Lines(text)
    place = lines.place(Span(start, end))
    assert (place.start, place.end) == (start, end)
    assert (place.line, place.column) == lines.position(start)
    assert (place.end_line, place.end_column) == lines.position(end)


@given(st.lists(st.integers(1, 30), max_size=5), st.integers(0, 40))
def test_a_page_is_the_last_that_begins_at_or_before_the_offset(gaps: list[int], offset: int) -> None:
    starts = tuple(sum(gaps[:number]) for number in range(len(gaps)))
    document = Document("a.pdf", "pdf", "x" * 200, pages=starts)
    before = [start for start in starts if start <= offset]
    assert document.page(offset) == (len(before) or None)


# What extraction takes out of them ------------------------------------------------------------------


def test_a_quote_is_cut_out_once() -> None:
    quotes = Quotes("J9271 is pembrolizumab.")
    first = quotes[Span(0, 5)]
    assert (first, quotes[Span(9, 22)]) == ("J9271", "pembrolizumab")
    assert quotes[Span(0, 5)] is first


def test_a_mention_stands_where_its_block_shows_it_and_what_is_implied_nowhere() -> None:
    block = Block("paragraph", view_of("**J9271**", [(2, 7, None)]), Span(0, 9))
    assert span_in(block, Ref("J9271", Mention("code", 0, 5, "J9271"))) == Span(2, 7)
    assert span_in(block, Ref("J9271")) is None
    assert span_in(block, Ref("J9271", Mention("code", 3, 3, "J9271"))) is None
