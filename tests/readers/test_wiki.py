"""Wiki pages: what MediaWiki would show of them, and where in the source it stands."""

from __future__ import annotations

import pytest

from auditor.decoding.raw import Raw
from auditor.decoding.text import read_text_file
from auditor.extraction import extract
from auditor.model.source import Document, Media
from auditor.readers import parse
from tests.readers.reading import cells, outline, read, source_of

TABLE = """\
{| class="wikitable sortable"
|+ Codes of today
! scope="col" | Code !! Drug
|-
| [[J9041]] || bortezomib
|-
! scope="row" | J9999
| rowspan="2" | ''none''
|-
| J9998
|}
"""

BLOCKS = [
    ("== Codes ==\n=== '''Old''' ones ===\n", [("heading", "Codes"), ("heading", "Old ones")]),
    ("one\ntwo\n\nthree", [("paragraph", "one two"), ("paragraph", "three")]),
    ("* a\n** b\n* c\n# d\n", [("item", "a"), ("item", "b"), ("item", "c"), ("item", "d")]),
    ("; Code : J9041\n; Unit\n: 0.1 mg\n", [("definition", "Code\tJ9041"), ("definition", "Unit\t0.1 mg")]),
    (": indented talk ~~~~", [("paragraph", "indented talk")]),
    ("a <!-- not\n\nshown --> b", [("paragraph", "a b")]),
    ("J9041<ref name=x>By the list.</ref> is it.<ref name=x />", [("paragraph", "J9041 is it."), ("paragraph", "By the list.")]),
    ("see [[J9041|the code]], [[:Category:Old]] and [[Velcade (drug)|]]", [("paragraph", "see the code, Category:Old and Velcade")]),
    ("[[Category:Codes]]\n[[File:a.png|thumb|The vial]]", [("paragraph", "The vial")]),
    ("[https://example.org the list] <nowiki>'''[[x]]'''</nowiki>", [("paragraph", "the list '''[[x]]'''")]),
    ("bill {{HCPCS|J9041}} per {{nowrap|0.1&nbsp;mg}}{{citation needed}}", [("paragraph", "bill J9041 per 0.1 mg")]),
    ("{{Row|J9041|bortezomib}}\n{{Row|J9042|brentuximab}}\nend", [("row", "J9041\tbortezomib"), ("row", "J9042\tbrentuximab"), ("paragraph", "end")]),
    ("{{Infobox\n| code = J9041\n| brand = [[Velcade]]\n}}", [("definition", "code\tJ9041"), ("definition", "brand\tVelcade")]),
    ("{{Note|\n* a\n* b\n}}", [("item", "a"), ("item", "b")]),
    (" typed\n as is\n----\n", [("line", "typed"), ("line", "as is")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline("wiki", text) == expected


def test_a_table_has_a_caption_a_header_and_rows_with_cells_that_reach_down() -> None:
    caption, header, *rows = read("wiki", TABLE).blocks
    assert (caption.kind, caption.view.text) == ("caption", "Codes of today")
    assert (header.kind, cells(header)) == ("header", ["Code", "Drug"])
    assert [cells(row) for row in rows] == [["J9041", "bortezomib"], ["J9999", "none"], ["J9998", "none"]]
    assert [cell.header for cell in rows[0].cells] == ["Code", "Drug"]


PLACES = [
    ("'''Bill''' [[J9041|code J9041]] now", "code J9041", "code J9041"),
    ("a '''b''' c", "b c", "b''' c"),
    ("{|\n| x || J9041\n|}", "J9041", "J9041"),
    ("<page><text>a &amp;amp; &quot;J9041&quot;</text></page>", 'a & "J9041"', "a &amp;amp; &quot;J9041&quot;"),
    ("<page><text>10&amp;nbsp;mg of J9041</text></page>", "mg", "mg"),
]


@pytest.mark.parametrize(("text", "shown", "source"), PLACES)
def test_places(text: str, shown: str, source: str) -> None:
    assert source_of("wiki", text, shown) == source


def test_the_pages_of_an_export_stand_below_their_titles() -> None:
    text = (
        "<page><title>Bortezomib</title><text>== Codes ==\nJ9041</text></page>"
        "<page><title>A &amp; B</title><text>J9042</text></page>"
    )
    blocks = read("wiki", text).blocks
    assert [(block.view.text, block.section) for block in blocks] == [
        ("Bortezomib", ()),
        ("Codes", ("Bortezomib",)),
        ("J9041", ("Bortezomib", "Codes")),
        ("A & B", ()),
        ("J9042", ("A & B",)),
    ]
    assert outline("wiki", "<title>Bortezomib</title><text>J9041</text>")[0] == ("title", "Bortezomib")


def test_what_is_struck_out_is_not_read() -> None:
    parsed = read("wiki", "Bill <s>J9044 for it</s> J9041.")
    assert [block.view.text for block in parsed.blocks] == ["Bill J9041."]
    assert parsed.struck


KINDS: list[tuple[Media, str, Media]] = [
    ("text", TABLE, "wiki"),
    ("markdown", TABLE, "wiki"),
    ("text", "== Codes ==\nThe '''code''' is J9041.\n", "wiki"),
    ("text", "'''Bortezomib''' is [[J9041]].{{citation needed}}\n", "wiki"),
    ("text", "== Codes ==\nJ9041 is bortezomib.\n", "text"),
    ("text", "see [[1]] and [[2]]\n", "text"),
    ("markdown", "# Codes\n\n[[J9041]] is {{ drug }}, **bortezomib**.\n", "markdown"),
    ("markdown", "| a | b |\n|---|---|\n| J9041 | x |\n", "markdown"),
    ("html", TABLE, "html"),
]


@pytest.mark.parametrize(("media", "text", "expected"), KINDS)
def test_several_marks_make_a_wiki_page(media: Media, text: str, expected: Media) -> None:
    assert read_text_file(Raw("page", text.encode()), media).media == expected


def test_a_page_says_what_its_table_and_its_lines_say() -> None:
    text = TABLE + "\n== Others ==\n* [[Carfilzomib]] ([[J9047]], 1&nbsp;mg)\n; J9228 : ipilimumab, 1 mg\n"
    said = {(found.subject, found.object) for found in extract(parse(Document("page.wiki", "wiki", text))).assertions}
    assert {("J9041", "bortezomib"), ("J9047", "carfilzomib"), ("J9047", "1 mg"), ("J9228", "ipilimumab")} <= said


DEEP = {
    "templates never closed": "{{" * 20_000,
    "templates in templates": "{{x|\n" * 20_000 + "}}" * 20_000,
    "links in links": "[[" * 20_000 + "]]" * 20_000,
    "tables in tables": "{|\n| a\n" * 5_000,
    "notes never closed": "<ref>a" * 20_000,
    "list marks": "*" * 20_000 + " a",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_marks_without_end_are_read_all_the_same(text: str) -> None:
    assert parse(Document("deep", "wiki", text)).blocks
