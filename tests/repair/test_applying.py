"""Edits are put in where they belong and nowhere else: no byte outside the edited words changes."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.cli import cli
from auditor.loading import discover, load
from auditor.model.findings import Edit
from auditor.model.source import Document, Lines, Span
from auditor.repair.applying import apply, by_document, diff, encoded

ARTICLE = "# HCPCS code J9371\n\nHCPCS code J9371 is used for durvalumab (Imfinzi). Each unit of J9371 is 10 mg.\n"
PAGE = '<html><head><meta charset="windows-1252"></head><body><p>“J9371” describes durvalumab (Imfinzi) – café.</p></body></html>\n'


def edit(document: Document, start: int, end: int, new: str, quote: str | None = None) -> Edit:
    now = document.text[start:end] if quote is None else quote
    return Edit(document.name, Lines(document.text).place(Span(start, end)), new, now)


@pytest.mark.parametrize(
    ("name", "text", "encoding", "mark"),
    [
        ("a.md", ARTICLE, "utf-8", b""),
        ("a.md", ARTICLE, "utf-8", codecs.BOM_UTF8),
        ("a.md", ARTICLE, "utf-16-le", codecs.BOM_UTF16_LE),
        ("a.md", ARTICLE, "utf-16-be", codecs.BOM_UTF16_BE),
        ("a.md", ARTICLE.replace("\n", "\r\n"), "utf-8", b""),
        ("a.txt", ARTICLE.replace("\n", "\r"), "utf-8", b""),
        ("a.md", ARTICLE.rstrip("\n"), "utf-8", b""),
        ("a.html", PAGE, "windows-1252", b""),
        ("a.html", PAGE.replace("\n", "\r\n"), "windows-1252", b""),
    ],
)
def test_fix_changes_the_words_and_no_other_byte(
    tmp_path: Path, name: str, text: str, encoding: str, mark: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(mark + text.encode(encoding))
    result = CliRunner().invoke(cli, ["fix", "--write", str(path)])
    assert result.exit_code == 0, result.output
    assert path.read_bytes() == mark + text.replace("J9371", "J9173").encode(encoding)


@settings(deadline=None)
@given(st.data())
def test_whatever_is_edited_the_rest_stays(data: st.DataObject) -> None:
    text = data.draw(st.text(alphabet="aé€😀\r\n\t <>&", min_size=1, max_size=60))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    document = Document("a.md", "markdown", text)
    new = [data.draw(st.text(max_size=5)) for _ in spans]
    edits = [edit(document, *span, word) for span, word in zip(spans, new, strict=True)]
    found = apply(document, data.draw(st.permutations(edits)))
    expected, at = "", 0
    for (start, end), word in zip(spans, new, strict=True):
        expected, at = expected + text[at:start] + word, end
    assert (found.text, found.misfits) == (expected + text[at:], ())
    assert found.edits == tuple(edits)


def test_an_edit_that_no_longer_fits_is_left_out_and_told() -> None:
    document = Document("a.md", "markdown", "J9999 describes durvalumab.")
    stale = edit(document, 0, 5, "J9173", quote="J9371")
    found = apply(document, [stale])
    assert (found.text, found.edits, found.misfits) == (document.text, (), (stale,))


def test_a_code_may_stand_in_small_letters() -> None:
    document = Document("a.md", "markdown", "j9371 describes durvalumab.")
    assert apply(document, [edit(document, 0, 5, "j9173", quote="J9371")]).text == "j9173 describes durvalumab."


def test_an_edit_beyond_the_end_does_not_fit() -> None:
    document = Document("a.md", "markdown", "short")
    beyond = Edit("a.md", Lines("a" * 90).place(Span(50, 60)), "x", "y")
    assert apply(document, [beyond]).misfits == (beyond,)


def test_of_two_edits_that_overlap_one_is_made() -> None:
    document = Document("a.md", "markdown", "one two three")
    first, second = edit(document, 0, 7, "1 2"), edit(document, 4, 13, "2 3")
    found = apply(document, [first, second])
    assert (found.text, found.edits, found.misfits) == ("one 2 3", (second,), (first,))


def test_edits_are_grouped_by_document_in_order() -> None:
    one, other = Document("b.md", "markdown", "abc"), Document("a.md", "markdown", "abc")
    edits = [edit(one, 2, 3, "x"), edit(other, 0, 1, "y"), edit(one, 0, 1, "z")]
    assert by_document(edits) == {"a.md": [edits[1]], "b.md": [edits[2], edits[0]]}


def test_the_diff_is_one_that_patch_takes() -> None:
    document = Document("folder/a.md", "markdown", "one\ntwo\nthree\n")
    assert diff(apply(document, [edit(document, 4, 7, "2")])) == (
        "--- a/folder/a.md\n+++ b/folder/a.md\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"
    )


def test_a_last_line_without_an_end_is_told_in_the_diff() -> None:
    document = Document("a.md", "markdown", "one")
    lines = diff(apply(document, [edit(document, 0, 3, "1")])).splitlines()
    assert lines[-4:] == ["-one", "\\ No newline at end of file", "+1", "\\ No newline at end of file"]


def test_no_edit_is_no_diff() -> None:
    assert diff(apply(Document("a.md", "markdown", "one\n"), [])) == ""


def test_a_character_that_the_charset_lacks_is_an_error_and_no_question_mark() -> None:
    document = Document("a.html", "html", "abc", encoding="windows-1252")
    with pytest.raises(UnicodeEncodeError):
        encoded(apply(document, [edit(document, 0, 1, "β")]))


@settings(deadline=None)
@given(st.text(alphabet="aé \r\n", max_size=40), st.sampled_from(["utf-8", "utf-16-le", "windows-1252"]))
def test_what_was_loaded_is_written_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, text: str, encoding: str
) -> None:
    marks = {"utf-8": b"", "utf-16-le": codecs.BOM_UTF16_LE, "windows-1252": b'<meta charset="windows-1252">'}
    path = tmp_path_factory.mktemp("written") / "a.html"
    data = marks[encoding] + f"x{text}".encode(encoding)
    path.write_bytes(data)
    [source], _ = discover([path])
    loaded = load(source)
    assert isinstance(loaded, Document)
    assert encoded(apply(loaded, [])) == data
