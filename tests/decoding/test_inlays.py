"""Where the documents of a text file stand in it: whatever is quoted from a document stands just there in the file."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.decoding.formats import DECODERS, decoded
from auditor.decoding.inlays import HOLDING, inlays
from auditor.decoding.raw import Raw
from auditor.model.source import Document
from tests.decoding.making import export, post

TITLES = st.sampled_from(["", "Guide", "R&D <x>", 'A "quoted" title', "J9271 plain", "💊 guide", "  two   spaces "])
PIECES = ["J9271 describes pembrolizumab.", "\n", "\n\n", " \n \n", "é", "💊", '"', "\\", "\t", "& <b>", "</b>", "]]>", "]]", "# ", "\r\n", "x"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


def check(name: str, text: str) -> None:
    """Every document that the reader finds is found in its place, and each of its words leads to the same word in the file."""
    suffix = name[name.rindex(".") :]
    read = [one for one in decoded(Raw(name, text.encode()), suffix) if isinstance(one, Document)]
    found = list(inlays(name, text, suffix))
    assert [one.document for one in found] == read
    for one in found:
        seen = one.view()
        assert seen, one
        view, spell = seen
        assert view.text == one.document.text
        for word in ("J9271", "pembrolizumab"):
            at = view.text.find(word)
            if at >= 0:
                span = view.span(at, at + len(word))
                assert text[span.start : span.end] == word
                assert one.start <= span.start < span.end <= one.end
                assert spell("J9299") in {"J9299", None}


@given(st.lists(st.tuples(TITLES, TEXTS), min_size=1, max_size=4), st.booleans())
def test_every_word_of_json_lines_stands_where_it_is_said_to(rows: list[tuple[str, str]], plain: bool) -> None:
    lines = [
        json.dumps({"note": ["]", {"text": 1}], "Title": title, "text": text, "id": number}, ensure_ascii=plain)
        for number, (title, text) in enumerate(rows)
    ]
    check("posts.jsonl", "\n".join([lines[0], "", "no json", *lines[1:]]) + "\n")


@given(st.lists(st.tuples(TITLES, TEXTS), min_size=1, max_size=4))
def test_every_word_of_an_export_stands_where_it_is_said_to(posts: list[tuple[str, str]]) -> None:
    made = export(
        *(
            post(f"https://plan.example/{n}/", escape(title), text.replace("]]>", ""))
            for n, (title, text) in enumerate(posts)
        )
    )
    check("export.xml", made.decode())


def test_an_element_without_cdata_and_a_comment_are_read_as_the_parser_reads_them() -> None:
    made = export(post("https://plan.example/a/", "A", "x")).decode()
    spelled = "J9271 is <!-- not --> &lt;b&gt;pembrolizumab&lt;/b&gt; &amp; so on&#46;\r\n\r\nEnd."
    check("export.xml", made.replace("<![CDATA[x]]>", spelled))


def test_a_later_value_of_the_same_column_counts() -> None:
    check("posts.jsonl", '{"text": "no", "TEXT": "J9271 is pembrolizumab", "text": "J9299 is nivolumab"}\n')


@pytest.mark.parametrize("name", ["a.md", "a.csv", "a.pdf"])
def test_files_that_hold_one_document_have_no_inlays(name: str) -> None:
    assert list(inlays(name, "J9271 is pembrolizumab.", name[1:])) == []


def test_every_kind_that_has_inlays_has_a_reader() -> None:
    assert DECODERS.keys() >= HOLDING
