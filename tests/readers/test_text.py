"""Plain text: what its layout says, and where in the source it stands."""

from __future__ import annotations

import pytest

from tests.readers.reading import cells, outline, read, source_of

PROSE = """\
On Monday we submitted a claim for atezolizumab with J9355. That was our
mistake. The corrected claim shows the code that describes atezolizumab,
J9022, at 10 mg per unit. Please reprocess.
"""

BLOCKS = [
    (PROSE, [("paragraph", PROSE.replace("\n", " ").strip())]),
    ("- a\n- b\n  more\n  1. c\n", [("item", "a"), ("item", "b more"), ("item", "c")]),
    (
        "NOTES\nY means yes, and the rest is told below.\n",
        [("heading", "NOTES"), ("paragraph", "Y means yes, and the rest is told below.")],
    ),
    ("Title\n=====\nPart\n----\ntext.\n", [("heading", "Title"), ("heading", "Part"), ("paragraph", "text.")]),
    (
        "x.\n\n----------\nLETTER B-1. Wrong code\n\nDear,\n",
        [("paragraph", "x."), ("heading", "LETTER B-1. Wrong code"), ("paragraph", "Dear,")],
    ),
    (
        "x.\n\n1. Codes are recycled\n\n   It may.\n",
        [("paragraph", "x."), ("heading", "1. Codes are recycled"), ("paragraph", "It may.")],
    ),
    (
        "ok\t4\n=== SHEET 4: ROWS STRUCK FROM AN EARLIER COPY (wrong, kept for the audit trail) ===\nday|row\n1|J9305\n",
        [
            ("line", "ok 4"),
            ("heading", "=== SHEET 4: ROWS STRUCK FROM AN EARLIER COPY (wrong, kept for the audit trail) ==="),
            ("header", "day\trow"),
            ("row", "1\tJ9305"),
        ],
    ),
    (
        "=== BLOCK E: waste lines ==========================\npatient\tcode\n1\tJ9305\n",
        [
            ("heading", "=== BLOCK E: waste lines =========================="),
            ("header", "patient\tcode"),
            ("row", "1\tJ9305"),
        ],
    ),
    ("shots\n- J9217\n", [("heading", "shots"), ("item", "J9217")]),
    (
        "BENDAMUSTINE\n  J9033  Treanda, 1 mg\n  J9034  Bendeka, 1 mg\n",
        [("heading", "BENDAMUSTINE"), ("line", "J9033 Treanda, 1 mg"), ("line", "J9034 Bendeka, 1 mg")],
    ),
    ("From: Ann\nTo: Bob\nSubject: J9305\n", [("line", "From: Ann"), ("line", "To: Bob"), ("line", "Subject: J9305")]),
    ("> said J9305.\nno.\n", [("paragraph", "said J9305."), ("paragraph", "no.")]),
    (
        "pembrolizumab\nnivolumab\natezolizumab\n",
        [("line", "pembrolizumab"), ("line", "nivolumab"), ("line", "atezolizumab")],
    ),
    ("a\tb\nJ9305\tx\n", [("header", "a\tb"), ("row", "J9305\tx")]),
    ("Code | Drug\nJ9305 | x\n", [("header", "Code\tDrug"), ("row", "J9305\tx")]),
    ("+------+---+\n| Code | D |\n+------+---+\n| J930 | x |\n", [("header", "Code\tD"), ("row", "J930\tx")]),
    (
        "---- Slide 1 ----\nThe codes\n- J9305\n\n---- Slide 2 of 2 ----\nThe end\nThanks to all.\n",
        [("heading", "The codes"), ("item", "J9305"), ("heading", "The end"), ("paragraph", "Thanks to all.")],
    ),
    ("JW  =  thrown away\nJZ  =  nothing left\n", [("row", "JW\tthrown away"), ("row", "JZ\tnothing left")]),
    (
        "Pages\n\nImfinzi 1,500 mg .......... 150 of J9173\n\nPer 10 mg, that is.\n",
        [
            ("heading", "Pages"),
            ("paragraph", "Imfinzi 1,500 mg .......... 150 of J9173"),
            ("paragraph", "Per 10 mg, that is."),
        ],
    ),
    (
        "Bortezomib\nVelcade\nCode: J9041\nUnit: 0.1 mg\n",
        [("heading", "Bortezomib"), ("line", "Velcade"), ("line", "Code: J9041"), ("line", "Unit: 0.1 mg")],
    ),
    ("page one.\fpage two.\n", [("paragraph", "page one."), ("paragraph", "page two.")]),
    ("\ufeffJ9305.\r\n\r\nJ9306.\r\n", [("paragraph", "J9305."), ("paragraph", "J9306.")]),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline("text", text) == expected


PLACES = [
    ("\ufeffJ9305 it is.", "J9305", "J9305"),
    ("- a\r\n  b J9305\r\n", "a b J9305", "a\r\n  b J9305"),
    ("a J9\xad3\u200b05.", "J9305", "J9\xad3\u200b05"),
    ("a\xa0\xa0J9305.", "a J9305", "a\xa0\xa0J9305"),
    ("> a\n> J9305 follows the sentence.", "J9305", "J9305"),
    ("Code   Unit\n-----  -----\nJ9305  10 mg\n", "J9305\t10 mg", "J9305  10 mg"),
]


@pytest.mark.parametrize(("text", "words", "source"), PLACES)
def test_places(text: str, words: str, source: str) -> None:
    assert source_of("text", text, words) == source


def test_a_word_broken_at_its_hyphen_is_whole() -> None:
    text = "The reference product is not the biosimilar, and the code of trastuzumab-\ndkst is Q5114 wherever it is billed.\n"
    assert source_of("text", text, "trastuzumab-dkst") == "trastuzumab-\ndkst"


def test_underlined_columns_make_a_table() -> None:
    text = "HCPCS   DESCRIPTION            UNIT\n-----   --------------------   -----\nJ9042   Injection, brentuximab 1 MG\n        vedotin\nJ9043   Injection, cabazitaxel 1 MG\n"
    header, first, second = read("text", text).blocks
    assert cells(header) == ["HCPCS", "DESCRIPTION", "UNIT"]
    assert cells(first) == ["J9042", "Injection, brentuximab vedotin", "1 MG"]
    assert cells(second) == ["J9043", "Injection, cabazitaxel", "1 MG"]
    assert [cell.header for cell in second.cells] == ["HCPCS", "DESCRIPTION", "UNIT"]


def test_columns_that_line_up_make_a_table() -> None:
    header, row, _ = read(
        "text", "Old       New      Product\nC9483     J9022    atezo\nC9491     J9023    ave\n"
    ).blocks
    assert header.kind == "header"
    assert [(cell.view.text, cell.header) for cell in row.cells] == [
        ("C9483", "Old"),
        ("J9022", "New"),
        ("atezo", "Product"),
    ]


def test_a_table_given_cell_by_cell_has_a_line_for_each_cell() -> None:
    long = "Injection, doxorubicin hydrochloride, liposomal, not otherwise\nspecified"
    blocks = read("text", f"J9315\nInjection, romidepsin\n1 MG\nY\nQ2050\n{long}\n10 MG\nN\n").blocks
    assert [block.view.text for block in blocks][4:6] == ["Q2050", long.replace("\n", " ")]
    assert {(block.kind, block.group) for block in blocks} == {("line", blocks[0].group)}


def test_a_code_that_only_came_to_stand_at_a_lines_start_ends_no_sentence() -> None:
    text = "We were told on the telephone that the right code for the drug would be\nJ9305 and that no other was ever valid.\n"
    assert outline("text", text) == [("paragraph", text.replace("\n", " ").strip())]


def test_a_page_number_at_a_lines_start_begins_no_list() -> None:
    text = "Enclosed are an invoice, the record of the infusion and the fee schedule, which on\np. 61 has the amount in question.\n"
    assert outline("text", text) == [("paragraph", text.replace("\n", " ").strip())]


UNDER_A_RULE = """\
ITEM      DESCRIPTION                 HCPCS   REV      PRICE
------------------------------------------------------------
88001     CARFILZOMIB 60MG            J9047   0636   2,530.10
88002     BENDAMUSTINE                J9033   0636  BY ORDER
88003     ELOTUZUMAB, LYOPHILIZED     J9176   0636  13,010.00
          POWDER
"""


def test_words_below_a_header_over_one_rule_stand_in_the_column_of_their_head() -> None:
    header, *rows = read("text", UNDER_A_RULE).blocks
    assert cells(header) == ["ITEM", "DESCRIPTION", "HCPCS", "REV", "PRICE"]
    assert [cells(row) for row in rows] == [
        ["88001", "CARFILZOMIB 60MG", "J9047", "0636", "2,530.10"],
        ["88002", "BENDAMUSTINE", "J9033", "0636", "BY ORDER"],
        ["88003", "ELOTUZUMAB, LYOPHILIZED POWDER", "J9176", "0636", "13,010.00"],
    ]


UNDER_THE_BRAND = """\
IN THE BOX        CODE     PER      ACTS ON
------------------------------------------
Opdivo            J9299    1 mg     PD-1
  (nivolumab)                       receptor
Yervoy            J9228    1 mg     CTLA-4
  (ipilimumab)
Keytruda          J9271    1 mg     PD-1
"""


def test_a_line_that_is_indented_below_a_row_carries_it_on() -> None:
    _, *rows = read("text", UNDER_THE_BRAND).blocks
    assert [cells(row) for row in rows] == [
        ["Opdivo (nivolumab)", "J9299", "1 mg", "PD-1 receptor"],
        ["Yervoy (ipilimumab)", "J9228", "1 mg", "CTLA-4"],
        ["Keytruda", "J9271", "1 mg", "PD-1"],
    ]


def test_a_line_that_ends_open_runs_on_though_a_code_begins_the_next() -> None:
    text = (
        "J9289 nivolumab with hyaluronidase, J9022 atezolizumab, J9299 nivolumab and\n"
        "J9173 durvalumab, which all of the offices must know, J9228 ipilimumab and\n"
        "J9271 pembrolizumab.\n"
    )
    assert outline("text", text) == [("paragraph", text.replace("\n", " ").strip())]
