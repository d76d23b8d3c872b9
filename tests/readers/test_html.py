"""HTML: what a browser shows, and where in the source it stands."""

from __future__ import annotations

import pytest

from tests.readers.reading import cells, cut, outline, read, source_of

BLOCKS = [
    ("<title>T &amp; <b></title><h1>A</h1>text", [("title", "T & <b>"), ("heading", "A"), ("paragraph", "text")]),
    ("a<p>b<p>c<div>d</div>e", [("paragraph", letter) for letter in "abcde"]),
    ("a<script>if (x<y) J9305</script><style>p{}</style><!-- c -->b", [("paragraph", "ab")]),
    ("<noscript>J9305</noscript>", [("paragraph", "J9305")]),
    ("one<br>two<br/><br>three", [("paragraph", "one\ntwo\nthree")]),
    ("  a \n\t b <b> c</b> ", [("paragraph", "a b c")]),
    ("<ul><li>a<ul><li>b<li>c</ul><li>d</ul>", [("item", letter) for letter in "abcd"]),
    ("<li><p>a</p><p>b</p></li>", [("item", "a\nb")]),
    ("<dl><dt>a<dt>b<dd>c</dl>", [("definition", "a\tc"), ("definition", "b\tc")]),
    ("<dl><dt>a<dd>b<dd>c<dt>d</dl>", [("definition", "a\tb"), ("definition", "a\tc"), ("paragraph", "d")]),
    ("<pre>\nJ9305  a\n\n  b</pre>", [("line", "J9305 a"), ("line", "b")]),
    ("<table><caption>C<tr><th>A<td>B<tr><td>c<td>d</table>", [("caption", "C"), ("row", "A\tB"), ("row", "c\td")]),
    ("<table><tr><th>A<th>B<tr><td>c<td>d</table>", [("header", "A\tB"), ("row", "c\td")]),
    ("<table><tr><td><table><tr><td>in</table><td>out</table>", [("row", "in"), ("row", "out")]),
    ("<table><tr><td><h2>A</h2><p>b</p></table>", [("heading", "A"), ("paragraph", "b")]),
    ("<h2>A<p>b", [("heading", "A"), ("paragraph", "b")]),
    ("<a title='x>y' href=\"J9305>\">a</a>", [("paragraph", "a")]),
    ("<abbr title=J9305>a</abbr><img alt=J9305>", [("paragraph", "a")]),
    ("1 < 2 & 3 &amp 4 &notin; &notit; &#150; &#x0;", [("paragraph", "1 < 2 & 3 & 4 ∉ ¬it; – \ufffd")]),
    ("J9305<sup>1</sup>", [("paragraph", "J9305")]),
    ("J9305<sup>a,b</sup> Brand<sup>®</sup>", [("paragraph", "J9305 Brand")]),
    ("10 mg/m<sup>2</sup>, 10<sup>9</sup> cells", [("paragraph", "10 mg/m2, 10^9 cells")]),
    ("the 1<sup>st</sup> of J9305<sup>see note</sup>", [("paragraph", "the 1st of J9305 see note")]),
    ("B<sub>12</sub>, J9305<sub>1</sub>", [("paragraph", "B12, J9305 1")]),
    ("a <", [("paragraph", "a <")]),
    ("a <b", [("paragraph", "a <b")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert outline("html", text) == expected


PLACES = [
    ("<p>J9<b>305</b> is", "J9305", "J9<b>305"),
    ("<p>J9&#51;05 is", "J9305", "J9&#51;05"),
    ("<p>J9305&nbsp;is", "J9305 is", "J9305&nbsp;is"),
    ("<p>J9&shy;3&#8203;05", "J9305", "J9&shy;3&#8203;05"),
    ("\ufeff<p>J9305", "J9305", "J9305"),
    ("<p>a\r\n  J9305", "a J9305", "a\r\n  J9305"),
    ("<p>a\rJ9305", "J9305", "J9305"),
    ("<p>&ampJ9305", "J9305", "J9305"),
    ("<tr><td>J9305<td>x", "J9305", "J9305"),
    ("<table><tr><td>J9305<td>x", "J9305\tx", "J9305<td>x"),
]


@pytest.mark.parametrize(("text", "words", "source"), PLACES)
def test_places(text: str, words: str, source: str) -> None:
    assert source_of("html", text, words) == source


def test_spans_are_spread_out_and_say_that_they_repeat() -> None:
    text = "<table><tr><th>Code<th>Drug<tr><td rowspan=2>J9305<td>a<tr><td>b<tr><td colspan=9>note</table>"
    _, first, second, note = read("html", text).blocks
    assert cells(first) == ["J9305", "a"]
    assert cells(second) == ["J9305", "b"]
    assert [cell.inherited for cell in second.cells] == [True, False]
    assert cut(text, second.cells[0].view.span(0, 5)) == "J9305"
    assert second.view.text == "b"
    assert [(cell.view.text, cell.header, cell.inherited) for cell in note.cells] == [
        ("note", "Code", False),
        ("note", "Drug", True),
    ]


def test_a_short_document_repeats_a_few_thousand_cells_however_many_tables_ask_for_more() -> None:
    table = f"<table><tr><td>a<td rowspan=0 colspan=1000>J9305{'<tr><td>x' * 9}</table>"
    few, many = (read("html", table * tables).blocks for tables in (1, 30))
    assert sum(cell.inherited for block in many for cell in block.cells) < 10_000
    assert [cells(block) for block in many[: len(few)]] == [cells(block) for block in few]


def test_headers_of_several_rows_are_joined_from_the_outside_in() -> None:
    text = "<table><tr><th rowspan=2>Code<th colspan=2>Billing<tr><th>Unit<th>Route<tr><td>J9305<td>10 mg<td>IV</table>"
    row = read("html", text).blocks[-1]
    assert [cell.header for cell in row.cells] == ["Code", "Billing / Unit", "Billing / Route"]
    assert cut(text, row.cells[1].header_span) == "Unit"


def test_a_header_in_mid_table_starts_over_but_a_lone_one_does_not() -> None:
    text = "<table><tr><th>A<th>B<tr><td>1<td>2<tr><th colspan=2>part<tr><td>3<td>4<tr><th>C<th>D<tr><td>5<td>6</table>"
    blocks = read("html", text).blocks
    assert [(block.kind, [cell.header for cell in block.cells]) for block in blocks] == [
        ("header", ["", ""]),
        ("row", ["A", "B"]),
        ("row", ["A", "B"]),
        ("row", ["A", "B"]),
        ("header", ["", ""]),
        ("row", ["C", "D"]),
    ]


def test_a_page_names_its_own_address() -> None:
    text = '<link href="/j9305" rel="canonical"><meta property="og:url" content="https://x.org/j9305?a&amp;b">'
    assert read("html", text).addresses == ("/j9305", "https://x.org/j9305?a&b")


def test_items_know_their_depth() -> None:
    blocks = read("html", "<ul><li>a<ol><li>b</ol>tail</ul>").blocks
    assert [(block.view.text, block.level) for block in blocks] == [("a", 1), ("b", 2), ("tail", 1)]
    assert blocks[0].group == blocks[2].group
