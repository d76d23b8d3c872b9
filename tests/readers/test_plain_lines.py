"""The rule that reads plain headings and paragraphs first reads them as the parser's own rules do."""

from __future__ import annotations

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from auditor.readers.markdown import _parser

WITH: Final = _parser()
WITHOUT: Final = _parser().disable("plain")
LINES: Final = (
    "a", "b c", "# h", "## x #", "#no", "---", "===", "- i", "  - j", "1. k", "12) q", "> z", ">", "", "", "  ", "    code", "\tz",
    "| a | b |", "|---|---|", "a | b", "-|-", ":-:|", "```", "<div>", "<b>x", "</p>", "<!-- c -->", "[r]: /u", "[r]", "* * *", "é", "Ｊ",
    "x  ", "2 y", "   t", "\xa0x", "\u2028",
)  # fmt: skip
MARKS: Final = ("", "", "", "> ", "- ", "  ", "    ", "> > ")


def line() -> st.SearchStrategy[str]:
    return st.tuples(st.sampled_from(MARKS), st.sampled_from(LINES)).map("".join)


def said(tokens: list[Token]) -> list[tuple[object, ...]]:
    return [(t.type, t.tag, t.nesting, t.map, t.level, t.content, t.markup, t.info, t.hidden, t.meta) for t in tokens]


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.lists(line(), max_size=9), st.booleans())
def test_it_changes_nothing(lines: list[str], ends: bool) -> None:
    text = "\n".join(lines) + "\n" * ends
    links: dict[str, object] = {}
    others: dict[str, object] = {}
    assert said(WITH.parse(text, links)) == said(WITHOUT.parse(text, others))
    assert links == others
