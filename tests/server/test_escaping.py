"""Nothing that a document says is markup in a hover."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from auditor.server.escaping import escaped

SPECIAL = st.text(st.sampled_from("\\`*_{}[]()<>#+-.!|&~$@:/=^1 aw\n\thttps"), min_size=1, max_size=40)


@given(SPECIAL)
def test_any_text_is_shown_as_it_is_and_as_nothing_else(text: str) -> None:
    tokens = MarkdownIt("gfm-like").parse(f"- said: {escaped(text)}")
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "text_special", "softbreak"}
    assert not {token.type for token in tokens} & {"heading_open", "fence", "html_block", "blockquote_open", "hr"}


@pytest.mark.parametrize(
    "text", ["# a", "> a", "- a", "1. a", "1) a", "```", "=== ", "<b>", "www.evil.com", "http://evil"]
)
def test_what_begins_a_line_begins_no_block(text: str) -> None:
    tokens = MarkdownIt("gfm-like").parse(escaped(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


def test_what_an_eye_would_obey_is_shown_as_an_escape() -> None:
    assert escaped("J9355\u202e\x1b[0m") == "J9355\\\\u202e\\\\x1b\\[0m"
