"""Markdown: what a person would read, and where in the source it stands."""

from __future__ import annotations

import pytest

from tests.readers.reading import cells, cut, outline, read, source_of

BLOCKS = [
    ("# J9305\n", [("heading", "J9305")]),
    ("## J9305 ##\n", [("heading", "J9305")]),
    ("J9305\n===\n", [("heading", "J9305")]),
    ("Two\nlines\n---\n", [("heading", "Two lines")]),
    ("J9305 is\npemetrexed.\n", [("paragraph", "J9305 is pemetrexed.")]),
    ("J9305  \npemetrexed\\\n10 mg", [("paragraph", "J9305\npemetrexed\n10 mg")]),
    (
        "J9305~~~J9305\\~~~",
        [("paragraph", "J9305~J9305~")],
    ),  # an escaped tilde is what is struck out, and no marker of it
    ("one<br>two", [("paragraph", "one\ntwo")]),
    ("—\n", [("paragraph", "—")]),
    ("> quoted\nlazily\n", [("paragraph", "quoted lazily")]),
    ("- a\n- b\n  more\n", [("item", "a"), ("item", "b more")]),
    ("- a\n\n  further\n", [("item", "a"), ("paragraph", "further")]),
    ("1. a\n   > quoted\n", [("item", "a"), ("paragraph", "quoted")]),
    ("```\nJ9305  x\n\n y\n```\n", [("line", "J9305 x"), ("line", "y")]),
    ("```\na\nJ9305", [("line", "a"), ("line", "J9305")]),
    ("```\n```\nJ9305", [("paragraph", "J9305")]),
    ("\tJ9305\n", [("line", "J9305")]),
    ("-     J9305\n", [("line", "J9305")]),
    ("- <div>J9305</div>\n", [("paragraph", "J9305")]),
    ("> ```\n> J9305\n> ```\n", [("line", "J9305")]),
    ("| A | B |\n|---|---|\n| x | y |\n", [("header", "A\tB"), ("row", "x\ty")]),
    ("<table><tr><th>A</th></tr>\n\n<tr><td>x</td></tr></table>\n", [("header", "A"), ("row", "x")]),
    ("***J9305** is* it", [("paragraph", "J9305 is it")]),
    ("snake_case_name *a **b** c*", [("paragraph", "snake_case_name a b c")]),
    ("``a ` b`` and ` c `", [("paragraph", "a ` b and c")]),
    ("\\*not emphasis\\* and C:\\dir", [("paragraph", "*not emphasis* and C:\\dir")]),
    ("a <!-- J9305 --> b", [("paragraph", "a b")]),
    ("![J9305](x.png) b", [("paragraph", "b")]),
    ("<https://example.org/J9305>", [("paragraph", "https://example.org/J9305")]),
    ("[J9305][1]\n\n[1]: /url\n", [("paragraph", "J9305")]),
    ("J9305<sup>1</sup>, 10 mg/m<sup>2</sup>", [("paragraph", "J9305, 10 mg/m2")]),
    ("1 mg&nbsp;&ndash;&#160;2&micro;g", [("paragraph", "1 mg – 2µg")]),
    ("\ufeff# Title\n", [("heading", "Title")]),
    ("a\r\nb\r\rc\r\n", [("paragraph", "a b"), ("paragraph", "c")]),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline("markdown", text) == expected


PLACES = [
    ("J9**305** is", "J9305", "J9**305"),
    ("J9<b>305</b> is", "J9305", "J9<b>305"),
    ("J9&#51;05 is", "J9305", "J9&#51;05"),
    ("&#74;9305 is", "J9305", "&#74;9305"),
    ("see [J9305](url) now", "J9305", "J9305"),
    ("see [J9305](url) now", "see J9305 now", "see [J9305](url) now"),
    ("`J9305` x", "J9305", "J9305"),
    ("a `` J9305 `` x", "J9305", "J9305"),
    ("\\[J9305\\]", "J9305", "J9305"),
    ("J9\\-305", "J9-305", "J9\\-305"),
    ("\ufeffJ9305", "J9305", "J9305"),
    ("a \\\x00J9305", "a \\J9305", "a \\\x00J9305"),
    ("a\r\n> b\r\n> J9305\r\n", "b J9305", "b\r\n> J9305"),
    ("a\rJ9305", "a J9305", "a\rJ9305"),
    ("1 mg\xa0J9305\xa0x", "J9305", "J9305"),
    ("J9\xad3\u200b05 x", "J9305", "J9\xad3\u200b05"),
    ("J9\u061c30\U000e00415 x", "J9305", "J9\u061c30\U000e00415"),
    ("J9305\u2011JW", "J9305-JW", "J9305\u2011JW"),
    ("- a\n  - J9305\n    is x\n", "J9305 is x", "J9305\n    is x"),
    ("> 1. a\n>    J9305\nlazy", "a J9305 lazy", "a\n>    J9305\nlazy"),
    ("1.\tJ9305\n\tmore\n", "J9305 more", "J9305\n\tmore"),
    ("  # J9305 #\n", "J9305", "J9305"),
    ("a *b\nJ93*05 c", "J9305", "J93*05"),
    ("a\n\n> | A | B |\n> |--|--|\n> | > | J9**305** |\n", "J9305", "J9**305"),
    ("| a\\|b | J9305\n|--|--|\n", "a|b", "a\\|b"),
    ("<p>J9<i>3</i>05</p>\n", "J9305", "J9<i>3</i>05"),
]


@pytest.mark.parametrize(("text", "words", "source"), PLACES)
def test_places(text: str, words: str, source: str) -> None:
    assert source_of("markdown", text, words) == source


def test_a_table_cell_knows_its_header_and_where_that_stands() -> None:
    text = "| Code | Drug |\n|:--|--:|\n| J9305 | x \\| y | surplus |\n| alone |\n"
    header, first, second = read("markdown", text).blocks
    assert cells(first) == ["J9305", "x | y"]
    assert [cell.header for cell in first.cells] == ["Code", "Drug"]
    assert cut(text, first.cells[1].header_span) == "Drug"
    assert cells(second) == ["alone", ""]
    assert len({header.group, first.group, second.group}) == 1


def test_sections_name_the_headings_above() -> None:
    blocks = read("markdown", "# A\n## B\ntext\n## C\n### D\ntext\n").blocks
    assert [block.section for block in blocks] == [(), ("A",), ("A", "B"), ("A",), ("A", "C"), ("A", "C", "D")]


def test_items_know_their_depth_and_share_their_list() -> None:
    blocks = read("markdown", "- a\n  - b\n- c\n\ntext\n").blocks
    assert [(block.level, block.view.text) for block in blocks] == [(1, "a"), (2, "b"), (1, "c"), (0, "text")]
    assert blocks[0].group == blocks[2].group != blocks[1].group


def test_front_matter_gives_title_texts_and_addresses() -> None:
    parsed = read("markdown", '---\ntitle: "HCPCS J9305"\nslug: j9305\ntags: [a, b]\ndescription: About it\n---\n# H\n')
    assert [(block.kind, block.view.text) for block in parsed.blocks] == [
        ("title", "HCPCS J9305"),
        ("paragraph", "About it"),
        ("heading", "H"),
    ]
    assert parsed.addresses == ("j9305",)


def test_lines_with_windows_ends_that_no_rule_closes_are_read_at_once() -> None:
    text = "---\r\n" + "-\r\n" * 400 + "\r\nJ9305 is pemetrexed.\r\n"
    assert outline("markdown", text)[-1] == ("paragraph", "J9305 is pemetrexed.")


def test_text_between_rules_is_no_front_matter() -> None:
    assert ("heading", "J9305: pemetrexed") in outline("markdown", "---\nJ9305: pemetrexed\n---\n")


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_what_is_nested_too_deep_for_the_parser_is_still_read(mark: str) -> None:
    assert outline("markdown", mark * 5000 + "J9305") == [("line", "J9305")]
