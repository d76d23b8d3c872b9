"""What holds for every reader, whatever the text."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.loading import discover, load
from auditor.model.source import Block, Document, Media, Run, TextView
from auditor.readers import READERS, parse
from tests.beside import SHARED, needs_shared

# fmt: off
WORDS = ["J9305", "J9", "305", "pemetrexed", "10 mg", "1,000 mcg", "a", "Word", ".", ", ", " ", "  ", "-----  ----"]
LINE_STARTS = [
    "\t", "\n", "\n\n", "\r\n", "\r", "    ", "- ", "* ", "1. ", "> ", "# ", "## ", "---", "===", "~~~", "```",
    "---\ntitle: x\n---\n", "|", "|a|b|\n|-|-|\n|",
]
MARKS = ["*", "**", "_", "`", "``", "[", "](x)", "][", "[a]: /b", "!", "\\", "\\|", "&", "&amp;", "&nbsp;", "&#51;", "&#0;",
         "&#99999999999;", "&not", ";"]
TAGS = [
    "<", ">", "</", "<b>", "</b>", "<br>", "<p>", "</p>", "<div>", "<ul>", "<li>", "</ul>", "<dl>", "<dt>", "<dd>",
    "<table>", "<tr>", "<td>", "<th>", "</table>", "<td rowspan=2>", "<td colspan=3>", "<caption>", "<thead>", "<h2>",
    "</h2>", "<pre>", "</pre>", "<sup>", "</sup>", "<sub>", "</sub>", "<!--", "-->", "<script>", "</script>",
    "<title>", "</title>", '<a href="', '">', "'", '"',
]
WIKI = [
    "{|", "|}", "\n{|\n", "\n|-\n", "\n|+ ", "\n! ", "!!", "||", "\n| ", "\n|}\n", "{{", "}}", "{{x|", "=", "\n== ", " ==\n", "'''",
    "[[", "]]", "[[Category:a]]", "[[File:", "\n* ", "\n** ", "\n#", "\n; ", "\n: ", " : ", "<ref>", "</ref>", "<ref name=a />",
    "<nowiki>", "</nowiki>", "[https://a.b ", "]", "~~~~", "__TOC__", "\n ", "<text>", "</text>", "&lt;", 'rowspan="2" |',
]
CHARACTERS = ["\xa0", "\xad", "\u200b", "\ufeff", "\u2011", "\u2003", "\xb9", "\0", "\x0c", "\x1f", "\x85", "\u2028", "\u061c", "\ufff9", "\U000e0041", "\u0600"]
# fmt: on
# Breaks and tabs that readers put in, and the characters of the category "format" that are written all the same:
# signs before Arabic and Syriac numbers, and what joins hieroglyphs.
SEEN = "\n\t\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd" + "".join(
    map(chr, range(0x13430, 0x13440))
)  # fmt: skip
FRAGMENTS = st.sampled_from([*WORDS, *LINE_STARTS, *MARKS, *TAGS, *WIKI, *CHARACTERS])
TEXTS = st.lists(FRAGMENTS, max_size=40).map("".join)
MEDIA = st.sampled_from(sorted(READERS))


@settings(max_examples=400, deadline=None)
@given(MEDIA, TEXTS)
def test_every_character_shown_knows_its_source(media: Media, text: str) -> None:
    document = Document("example", media, text)
    parsed = parse(document)
    assert parsed == parse(document)
    for block in parsed.blocks:
        assert_well_placed(block, text)


def assert_well_placed(block: Block, text: str) -> None:
    assert 0 <= block.span.start < block.span.end <= len(text)
    assert_view_maps(block.view, text)
    assert block.span.start <= block.view.runs[0].source_start
    assert block.view.runs[-1].source_end <= block.span.end
    for cell in block.cells:
        assert_view_maps(cell.view, text)
        assert (cell.header_span is None) == (cell.header == "")


def assert_view_maps(view: TextView, text: str) -> None:
    assert view.text.strip() == view.text
    assert "  " not in view.text
    assert not any(unicodedata.category(shown) in ("Cc", "Cf") for shown in view.text if shown not in SEEN)
    if not view.text:
        assert view.runs == ()
        return
    ends = [*(run.view_start for run in view.runs[1:]), len(view.text)]
    reached = 0
    for run, end in zip(view.runs, ends, strict=True):
        assert run.view_start < end
        assert reached <= run.source_start < run.source_end <= len(text)
        reached = run.source_end
        assert_run_shows(run, view.text[run.view_start : end], text[run.source_start : run.source_end])


def assert_run_shows(run: Run, shown: str, source: str) -> None:
    if len(shown) == len(source):  # one to one
        assert all(map(same, shown, source)), run


def same(shown: str, source: str) -> bool:
    return (
        shown == source
        or (shown == " " and source.isspace())
        or (shown == "\n" and source == "\r")  # a break on purpose, in a field of a table
        or (shown == "-" and source in "\u2010\u2011")
        or (shown in " \n" and source in "|*#:;=!{} \t")  # a mark of a wiki
        or (shown == "\t" and (source.isspace() or source in "|;,=:"))  # between two cells
    )


COMMON_MARK = st.lists(
    st.sampled_from([*WORDS, *LINE_STARTS[:16], *MARKS[:11], "&#51;", "<b>", "</b>"]), max_size=30
).map("".join)


@settings(max_examples=300, deadline=None)
@given(COMMON_MARK)
def test_markdown_shows_what_the_html_made_of_it_shows(text: str) -> None:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    assert letters("markdown", text) == letters("html", html)


def letters(media: Media, text: str) -> str:
    return "".join("".join(block.view.text.split()) for block in parse(Document("example", media, text)).blocks)


@needs_shared
def test_labelled_documents_are_read_whole() -> None:
    sources, _ = discover([SHARED / "gold" / "dev" / "docs", SHARED / "gold" / "seeds" / "docs"])
    for source in sources:
        document = load(source)
        assert isinstance(document, Document)
        shown = [
            view for block in parse(document).blocks for view in (block.view, *(cell.view for cell in block.cells))
        ]
        for block in parse(document).blocks:
            assert_well_placed(block, document.text)
        if source.path.suffix != ".html":
            words = sum(len(view.text.split()) for view in shown)
            assert words > 0.9 * len(document.text.split())
