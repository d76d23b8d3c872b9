"""Plain text side by side: cards, folded lists and columns of prose are read one after the other, and tables are not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.extraction import extract
from auditor.model.source import Document
from auditor.readers import parse
from tests.readers.reading import outline, read, source_of
from tests.readers.test_every_reader import assert_well_placed

CARDS = """\
Bortezomib (Velcade)          Carfilzomib (Kyprolis)        Rituximab
Code: J9041                   Code: J9047                   Code: J9312
Unit: 0.1 mg                  Unit: 1 mg                    Unit: 10 mg
                              Route: IV
"""

LABELLED = """\
   CARD OF THE MONTH             (two drugs)

   BORTEZOMIB                    CARFILZOMIB
   Velcade                       Kyprolis

   HCPCS     J9041               HCPCS     J9047
   Unit      0.1 mg              Unit      1 mg

   Both are given in the clinic, and both leave a vial with waste.
"""

FOLDED = """\
Code   Drug          Unit     Code   Drug         Unit
J9041  bortezomib    0.1 mg   J9312  rituximab    10 mg
J9047  carfilzomib   1 mg     J9355  trastuzumab  10 mg
"""

ENTRIES = """\
J9041  bortezomib       J9312  rituximab
J9047  carfilzomib      J9355  trastuzumab
J9271  pembrolizumab    J9299  nivolumab
J9173  durvalumab
"""

PROSE = """\
Waste and what to do with it        Denosumab is counted by the
                                    milligram, and its code is
Bortezomib is reported with         J0897. A syringe of 60 mg is
J9041. One unit of it is a tenth    therefore 60 units.
of a milligram, so that a vial
of 3.5 mg is 35 units. What is      Nobody may send the code of the
left of the vial goes on a line     one brand for the other, although
of its own with modifier JW.        both are the same substance.
"""


def blocks(text: str) -> list[str]:
    return [shown for _, shown in outline("text", text)]


def test_cards_are_read_one_after_the_other() -> None:
    assert outline("text", CARDS) == [
        ("heading", "Bortezomib (Velcade)"),
        ("line", "Code: J9041"),
        ("line", "Unit: 0.1 mg"),
        ("heading", "Carfilzomib (Kyprolis)"),
        ("line", "Code: J9047"),
        ("line", "Unit: 1 mg"),
        ("line", "Route: IV"),
        ("heading", "Rituximab"),
        ("line", "Code: J9312"),
        ("line", "Unit: 10 mg"),
    ]


def test_names_that_stand_apart_belong_to_the_labels_below_them() -> None:
    sections = [(block.view.text, block.section[-1]) for block in read("text", LABELLED).blocks if block.kind == "row"]
    assert sections[-4:] == [
        ("HCPCS\tJ9041", "Velcade"),
        ("Unit\t0.1 mg", "Velcade"),
        ("HCPCS\tJ9047", "Kyprolis"),
        ("Unit\t1 mg", "Kyprolis"),
    ]
    assert said(LABELLED) == {
        ("J9041", "bortezomib"),
        ("J9047", "carfilzomib"),
        ("J9041", "0.1 mg"),
        ("J9047", "1 mg"),
    }


def test_a_folded_list_repeats_its_header() -> None:
    assert outline("text", FOLDED) == [
        ("header", "Code\tDrug\tUnit"),
        ("row", "J9041\tbortezomib\t0.1 mg"),
        ("row", "J9047\tcarfilzomib\t1 mg"),
        ("header", "Code\tDrug\tUnit"),
        ("row", "J9312\trituximab\t10 mg"),
        ("row", "J9355\ttrastuzumab\t10 mg"),
    ]


def test_a_folded_list_without_a_header_goes_on_code_by_code() -> None:
    assert blocks(ENTRIES) == [
        "J9041 bortezomib",
        "J9047 carfilzomib",
        "J9271 pembrolizumab",
        "J9173 durvalumab",
        "J9312 rituximab",
        "J9355 trastuzumab",
        "J9299 nivolumab",
    ]


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    assert blocks(PROSE)[1:] == [
        "Bortezomib is reported with J9041. One unit of it is a tenth of a milligram, so that a vial of 3.5 mg is 35 units. "
        "What is left of the vial goes on a line of its own with modifier JW.",
        "Denosumab is counted by the milligram, and its code is J0897. A syringe of 60 mg is therefore 60 units.",
        "Nobody may send the code of the one brand for the other, although both are the same substance.",
    ]


@pytest.mark.parametrize("words", ["milligram, and its code is J0897", "tenth of a milligram", "other, although both"])
def test_words_over_two_lines_of_a_column_know_the_first_and_the_last(words: str) -> None:
    first, *_, last = words.split()
    found = source_of("text", PROSE, words)
    assert found.startswith(first)
    assert found.endswith(last)


TABLES = {
    "old and new": "Old entry                 New entry\nJ9170  docetaxel          J9171  docetaxel\n"
    "C9492  durvalumab         J9173  durvalumab\nJ9310  rituximab          J9312  rituximab\n",
    "say and do not say": "Right                 Wrong\nJ9041  bortezomib     J9044  carfilzomib\n"
    "J9047  carfilzomib    J9041  bortezomib\nJ9312  rituximab      J9355  docetaxel\n",
    "wrapped cells": "The code does not match the       Look up the number of the drug and\n"
    "product that was dispensed.       send the claim with the code there.\n\n"
    "The units do not agree with       Divide the dose by the unit of the\n"
    "the dose in the record.           code, and round up to a whole one.\n\n"
    "The modifier is not given for     Send the line again with modifier\n"
    "what was left of the vial.        JW, and say how much it was.\n",
    "a label and two values": "Code         J9041            J9047\nDrug         bortezomib       carfilzomib\nUnit         0.1 mg           1 mg\n",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_a_table_with_a_gutter_keeps_its_rows(text: str) -> None:
    starts = [block.span.start for block in read("text", text).blocks]
    assert starts == sorted(starts)


def said(text: str) -> set[tuple[str, str]]:
    found = extract(parse(Document("example", "text", text))).assertions
    return {(one.subject, one.object) for one in found if one.kind in ("code-drug", "code-unit")}


WORDS = st.sampled_from(
    ["J9041", "J9047", "Code:", "Unit: 1 mg", "bortezomib", "runs on", "Stop.", "   ", "      ", "  ", "\n", "\n", "\n\n", "\f", "\u200b", "> "]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=40).map("".join), st.integers(2, 6))
def test_each_side_knows_its_source(lines: str, gap: int) -> None:
    text = "\n".join(f"{line:14}{' ' * gap}{line}" for line in lines.split("\n")) * 2
    for block in read("text", text).blocks:
        assert_well_placed(block, text)
