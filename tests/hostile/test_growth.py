"""Twice the document, twice the work: whatever is repeated, nested or left open, and however long the line.

`make soak` does it with 100,000 codes, 50,000 levels and lines of ten million characters.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

from auditor.decoding.raw import MAX_CHARACTERS
from auditor.lexicon.names import load_names
from auditor.model.source import Document, Media
from auditor.reading.file import read_document
from tests.extraction.test_linear import is_linear
from tests.hostile.limited import run

SOAK: Final = int(os.environ.get("AUDITOR_SOAK", "0"))
SIZE: Final = 100_000 if SOAK else 6_000  # characters of the short text; the long one has four times as many
BUDGET: Final = 60.0 if SOAK else 2.0  # seconds for the short one
CODES: Final = 100_000 if SOAK else 5_000
LEVELS: Final = 50_000
LINE: Final = MAX_CHARACTERS if SOAK else 300_000
MEMORY_OF_A_CHARACTER: Final = 900  # bytes; docs/security.md names it
SECONDS_OF_A_MILLION: Final = 60  # characters; so does it
IDLE: Final = 0.8  # seconds of a run that has nothing to do, on a machine for which these bounds hold

# What trackers of Markdown and HTML parsers know as slow, and what is slow to extract, each in a few characters.
REPEATED: Final[dict[Media, tuple[str, ...]]] = {
    "markdown": (
        "[", "![", "[a](b", "a](b)", "[a](<b", '[a](b "c', "[ (](", "*a ", "a**b*", "*a **a ", "a* ", "_a ", "a_ ", "a__b_", "`", "`a``b```c", "> ", ">",
        "- ", "* a\n * b\n", "1. ", "-\n", "- a\n", "> a\n", "x\n> ", "|", "|-", "|a|b|\n|-|-|\n", "a|b\n", "# a\n", "a\n=\n", "=\n", "```\n", "~~~a\n",
        "    a\n", "[a]:u\n", "[a]: b \"c\n", "[a]", "[a][b]", "<a:b", "<a@b.", "<?", "<!A ", "<![CDATA[", "<!--", "</", "<a b='", "&a", "&#x", "&amp;", "\\",
        "---\r\n", "---\na: b\n", "  \n", "\t", "<!-- auditor: ignore[AUD101] ", "\n", "\r", "~", "<b>",
    ),
    "html": (
        "<", "<b>", "</b>", "<b><i></b>", "<a href=x>", "<p><b>", "<div>", "<ul><li>", "<li>", "<dl><dd>", "<dt>a", "<table><tr><td>", "<td>", "<td>a",
        "<tr>", "<tr><td rowspan=1000>a", "<td colspan=1000>", "<table><caption>", "<h2>J9271</h2>", "<pre>", "<script>", "<script></scrip", "<style>",
        "<textarea>", "<title>", "<!--", "<!--[if ", "<!DOCTYPE ", "<?xml ", "<a b='", " a=b", "<a\n", "&notit;", "&#x", "<select><option>", "<svg>", "<sup>",
    ),
    "text": (
        "a", "1", "(", '"', "“", "J9271 ", "J9271, ", "J9271\n", "J9271 nivolumab ", "J9271:1mg;", "modifier JW ", "10 mg ", "a.......9\n", "Code: J9271\n",
        "J9271      nivolumab      10 mg\n", "+--+\n|a |\n", "===  ===\n", "J9-\n", "trastuzumab-\n", "repeata", "anatomica", "J9000-J9999 ", "e\u0301",
        "\u202e", "J\u200b9", "nivolumab (Opdivo) ", "not J9271 but ", "all ", "Form A0000 , ",
    ),
    "wiki": ("[[", "]]", "{{", "}}", "{{a|", "[[a|b", "{|\n|-\n|a\n", "|-\n|a||b\n", "!a!!b\n", "'''a", "''", "==a==\n", "*a\n", "#*:a\n", ";a:b\n", "<ref>", "<ref name=a/>", "<nowiki>", "</nowiki>", "<!--", "~~~~", "[http://a b", "----\n", "&lt;"),
    "csv": ("a,", "a,b\n", '"a\n', 'a,"\n', '""""', '"a""', "J9271,nivolumab\n", "a;b\n", "\t"),
}  # fmt: skip
NESTED: Final[dict[Media, tuple[tuple[str, str], ...]]] = {
    "markdown": (("> ", ""), ("- ", ""), ("[", "]"), ("[", "](a)"), ("*", "*"), ("**a ", "**"), ("![", "](a)"), ("(", ")"), ("<div>", "</div>")),
    "html": (("<div>", "</div>"), ("<b>", "</b>"), ("<ul><li>", "</ul>"), ("<table><tr><td>", "</table>"), ("<dl><dd>", "</dl>"), ("<pre>", "</pre>")),
    "wiki": (("[[", "]]"), ("{{", "}}"), ("{{a|", "}}"), ("<div>", "</div>"), ("'''", "'''"), ("<ref>", "</ref>")),
    "text": (("(", ")"), ("“", "”"), ("[", "]"), ("{", "}")),
}  # fmt: skip


def read(media: Media, text: str) -> None:
    said = read_document(Document("a", media, text), load_names())
    assert said.skipped is None


@pytest.mark.parametrize(("media", "piece"), [(media, piece) for media, pieces in REPEATED.items() for piece in pieces])
def test_reading_what_is_repeated_stays_linear(media: Media, piece: str) -> None:
    load_names()
    assert is_linear(lambda text: read(media, text), piece, SIZE, BUDGET)


@pytest.mark.parametrize(("media", "marks"), [(media, marks) for media, pairs in NESTED.items() for marks in pairs])
def test_what_nests_deep_is_read(media: Media, marks: tuple[str, str]) -> None:
    opened, closed = marks
    said = read_document(
        Document("a", media, f"{opened * LEVELS}J9271 is nivolumab{closed * LEVELS}\n\nJ9271 is nivolumab.\n"),
        load_names(),
    )
    assert said.extraction is not None
    assert [one.subject for one in said.extraction.assertions if one.kind == "code-drug"][:1] == ["J9271"]


def test_a_list_in_a_list_at_every_level_is_read() -> None:
    levels = 2_000  # each is indented by two more: a megabyte at a thousand
    read("markdown", "".join(f"{'  ' * level}- J9271 is nivolumab\n" for level in range(levels)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("words.md", "The quick brown fox jumps over the lazy dog. "),
        ("words.txt", "lorem "),
        ("one.md", "a"),
        ("cells.csv", "J9271,"),
        ("tags.html", "<b>J9271</b> "),
        ("reaching.html", f"<table><tr><td>a<td colspan=1000 rowspan=0>J9271 pembrolizumab{'<tr><td>x' * 48}</table>"),
        ("wide.html", f"<table><tr>{'<td colspan=1000 rowspan=0>J9271' * 10}{'<tr><td>x' * 10}</table>"),
    ],
)
def test_one_long_line_is_read_within_the_bounds(name: str, text: str, tmp_path: Path) -> None:
    within_bounds(name, (text * (LINE // len(text) + 1))[:LINE], tmp_path)


def test_very_many_codes_in_one_paragraph_are_read_within_the_bounds(tmp_path: Path) -> None:
    within_bounds("codes.md", "J9271 nivolumab, " * CODES, tmp_path)


def within_bounds(name: str, text: str, folder: Path) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "b.md").write_text("J9271 is nivolumab.\n")
    idle = run("check", ".", "--no-cache", "--format", "json", "--fail-on", "never", folder=corpus)
    (corpus / name).write_text(text)
    ended = run(
        "check", ".", "--no-cache", "--format", "json", "--fail-on", "never", folder=corpus, memory=2**35, seconds=1200
    )
    assert (ended.code, ended.skipped()) == (0, {}), ended.log
    slower = max(1.0, idle.seconds / IDLE)
    assert ended.seconds - idle.seconds < slower * (1 + SECONDS_OF_A_MILLION * len(text) / 1e6)
    assert ended.memory - idle.memory < 50e6 + MEMORY_OF_A_CHARACTER * len(text)


def test_a_document_beyond_the_bound_is_skipped_and_said(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in ("a.md", "a.html", "a.txt", "a.csv"):
        (corpus / name).write_text("a " * (MAX_CHARACTERS // 2) + "a")
    (corpus / "b.md").write_text("J9271 is nivolumab.\n")
    ended = run("check", ".", "--no-cache", "--format", "json", folder=corpus)
    assert ended.code == 3
    assert set(ended.skipped().values()) == {f"it holds more than {MAX_CHARACTERS:,} characters; split it"}
    assert ended.report()["summary"]["documents"] == 1
