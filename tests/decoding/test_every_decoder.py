"""What holds for every kind of file, whatever is in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.decoding.formats import DECODERS
from auditor.loading import MAX_BYTES
from auditor.model.source import Document, Skipped
from auditor.readers import parse
from tests.decoding.golden_files import FILES, FOLDER, shown
from tests.decoding.making import Draw, both, lines, pdf, workbook
from tests.decoding.reading import document, read
from tests.readers.test_every_reader import assert_well_placed

WORDS = st.sampled_from(
    ["J9305", "is", "pemetrexed", "10 mg", "trastuzumab-", "anns", "1", "•", "é", "a b", "........"]
)
LINES = st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6)
PARTS = st.lists(
    st.tuples(LINES, st.sampled_from([72, 200, 330]), st.integers(60, 740), st.sampled_from([8, 10, 16])), max_size=4
)
CELLS = st.lists(st.lists(st.one_of(WORDS, st.none(), st.integers(0, 99)), max_size=4), max_size=6)
CUT = sorted(FILES)


@pytest.mark.parametrize("name", sorted(FILES))
def test_what_is_read_is_what_the_golden_file_holds(name: str) -> None:
    assert shown(name) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(FILES))
def test_every_character_shown_knows_its_source(name: str) -> None:
    for found in read(name, FILES[name]):
        if isinstance(found, Document):
            assert parse(found).blocks
            for block in parse(found).blocks:
                assert_well_placed(block, found.text)


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_every_character_of_any_page_knows_its_source(parts: list[tuple[list[str], int, int, int]]) -> None:
    draws: list[Draw] = [lines(*texts, x=x, top=top, size=size) for texts, x, top, size in parts]
    for found in read("a.pdf", pdf(both(*draws), both(*draws))):
        if isinstance(found, Document):
            assert found.pages
            for block in parse(found).blocks:
                assert_well_placed(block, found.text)
        else:
            assert not parts


@settings(max_examples=40, deadline=None)
@given(CELLS)
def test_every_cell_of_any_sheet_knows_its_source(rows: list[list[object]]) -> None:
    for found in read("a.xlsx", workbook(rows)):
        if isinstance(found, Document):
            for block in parse(found).blocks:
                assert_well_placed(block, found.text)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(CUT), st.floats(0, 1), st.binary(max_size=4))
def test_bytes_that_are_cut_or_changed_are_read_or_skipped(name: str, where: float, changed: bytes) -> None:
    data = FILES[name]
    at = int(where * len(data))
    for broken in (data[:at], data[:at] + changed + data[at + len(changed) :]):
        assert all(isinstance(found, Document | Skipped) for found in read(name, broken))


@pytest.mark.parametrize("suffix", sorted(DECODERS))
def test_no_decoder_stumbles_over_other_kinds_of_files(suffix: str) -> None:
    for data in (b"", b"\0", b"J9305", *FILES.values()):
        assert all(isinstance(found, Document | Skipped) for found in read(f"a{suffix}", data))


def test_a_document_tells_what_file_it_came_from() -> None:
    found = document("list.csv", FILES["list.csv"])
    assert (found.name, len(found.sha256), len(found.text) < MAX_BYTES) == ("list.csv", 64, True)
