"""Files that hold several documents, and files that are no text, as an editor meets them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from auditor.server.positions import offset
from tests.decoding.making import export, json_lines, mail, parquet_file, post
from tests.server.editor import Editor, in_editor

ROWS = [
    {"id": "one", "title": "A guide", "text": "Intro.\n\nJ9271 describes “💊” nivolumab."},
    {"id": "two", "text": "J9271 describes pembrolizumab."},
]
MARKED = {"id": "one", "text": "## A guide\n\n- J9271 describes “💊” nivolumab.\n"}
WRONG = "J9271 describes <b>nivolumab</b>."


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder whose corpus has a document that is right; settings ask for one rule."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "auditor.toml").write_text('select = ["AUD201"]\n')
    (tmp_path / "corpus" / "right.md").write_text("J9271 describes pembrolizumab.\n")
    return tmp_path


def shown(text: str, range_: lsp.Range) -> str:
    """What stands in a range of a text."""
    return text[offset(text, range_.start, "utf-16") : offset(text, range_.end, "utf-16")]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("posts.jsonl", json_lines(*ROWS)),
        (
            "posts.ndjson",
            b"\xef\xbb\xbf" + "".join(json.dumps(row, ensure_ascii=False) + "\r\n" for row in ROWS).encode(),
        ),
        ("export.xml", export(post("https://plan.example/a/", "R&amp;D 💊", f"Intro 💊\n\n{WRONG}"))),
        ("codes.csv", "Code,Drug\nJ9271,nivolumab\n".encode("utf-8-sig")),
    ],
)
def test_a_finding_is_shown_hovered_and_mended_where_the_text_of_the_file_has_it(
    root: Path, name: str, data: bytes
) -> None:
    (root / "corpus" / name).write_bytes(data)
    document = f"corpus/{name}"
    text = data.decode("utf-8-sig")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules(document) == ["AUD201"])
        [told] = editor.told[editor.uri(document)]
        assert shown(text, told.range) == "nivolumab"
        editor.open(document, text)
        hover = await editor.hover(document, told.range.start.line, told.range.start.character + 2)
        assert hover
        assert hover.range == told.range
        offered = await editor.actions(document, told.range.start.line, told.range.start.character + 2)
        assert offered["Write pembrolizumab for nivolumab"].edit
        [change] = offered["Write pembrolizumab for nivolumab"].edit.document_changes or ()
        assert isinstance(change, lsp.TextDocumentEdit)
        [edit] = change.edits
        assert isinstance(edit, lsp.TextEdit)
        assert edit.range == told.range
        start, end = (offset(text, at, "utf-16") for at in (edit.range.start, edit.range.end))
        editor.type(document, text[:start] + edit.new_text + text[end:])
        await editor.until(lambda: editor.rules(document) == [])
        lines = 3 * ("json" in name)
        editor.type(document, "\n" * lines + text)  # what moves within the file is shown where it is now
        await editor.until(lambda: editor.rules(document) == ["AUD201"])
        assert editor.told[editor.uri(document)][0].range.start.line == told.range.start.line + lines

    in_editor(root, scenario)


def test_what_moves_in_a_file_is_linked_from_other_files_where_it_is_now(root: Path) -> None:
    (root / "auditor.toml").write_text('select = ["AUD101"]\nreference = "none"\n')
    (root / "corpus" / "posts.jsonl").write_bytes(json_lines(ROWS[0]))

    def line(editor: Editor) -> int:
        told = editor.told.get(editor.uri("corpus/right.md"), ())
        return (told[0].related_information or ())[0].location.range.start.line if told else -1

    async def scenario(editor: Editor) -> None:
        text = json_lines(ROWS[0]).decode()
        await editor.until(lambda: line(editor) == 0)
        editor.open("corpus/posts.jsonl", text)
        editor.type("corpus/posts.jsonl", "\n\n" + text)
        await editor.until(lambda: line(editor) == 2)

    in_editor(root, scenario)


def test_an_ignore_can_be_written_into_a_line_of_json(root: Path) -> None:
    (root / "corpus" / "posts.jsonl").write_bytes(json_lines(MARKED))

    async def scenario(editor: Editor) -> None:
        text = json_lines(MARKED).decode()
        editor.open("corpus/posts.jsonl", text)
        await editor.until(lambda: editor.rules("corpus/posts.jsonl") == ["AUD201"])
        [told] = editor.told[editor.uri("corpus/posts.jsonl")]
        offered = await editor.actions("corpus/posts.jsonl", told.range.start.line, told.range.start.character)
        [ignore] = [one for title, one in offered.items() if title.startswith("Ignore AUD201")]
        assert ignore.edit
        [change] = ignore.edit.document_changes or ()
        assert isinstance(change, lsp.TextDocumentEdit)
        [inserted] = change.edits
        assert isinstance(inserted, lsp.TextEdit)
        at = offset(text, inserted.range.start, "utf-16")
        editor.type("corpus/posts.jsonl", text[:at] + inserted.new_text + text[at:])
        await editor.until(lambda: editor.rules("corpus/posts.jsonl") == [])

    in_editor(root, scenario)


@pytest.mark.parametrize(
    ("name", "data", "document"),
    [
        ("posts.parquet", parquet_file({"id": ["7"], "text": ["J9271 describes nivolumab."]}), "posts.parquet#7"),
        ("note.eml", mail("A note", "J9271 describes nivolumab."), "note.eml"),
    ],
)
def test_in_a_file_that_is_no_text_a_finding_stands_at_the_beginning_and_says_of_what_it_is(
    root: Path, name: str, data: bytes, document: str
) -> None:
    (root / "corpus" / name).write_bytes(data)

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules(f"corpus/{name}") == ["AUD201"])
        [told] = editor.told[editor.uri(f"corpus/{name}")]
        assert told.range == lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        assert told.message.startswith(f"{document}, “J9271 describes nivolumab.”: J9271 is called nivolumab")
        assert await editor.actions(f"corpus/{name}", 0, 0) == {}
        # What an editor shows of such a file is not what we read.
        editor.open(f"corpus/{name}", "J9271 describes pembrolizumab.")
        editor.open("corpus/right.md")
        editor.type("corpus/right.md", "J9299 describes pembrolizumab.\n")
        await editor.until(lambda: editor.rules("corpus/right.md") == ["AUD201"])
        assert editor.rules(f"corpus/{name}") == ["AUD201"]

    in_editor(root, scenario)


def test_entries_that_are_no_documents_are_told_of(root: Path) -> None:
    (root / "corpus" / "posts.jsonl").write_bytes(json_lines(ROWS[1]) + b"{\n")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/posts.jsonl") == ["skipped"])
        [told] = editor.told[editor.uri("corpus/posts.jsonl")]
        assert "1 of 2 entries could not be read; the first, line 2" in told.message

    in_editor(root, scenario)


def test_a_folder_that_goes_takes_its_documents_with_it(root: Path) -> None:
    deep = root / "corpus" / "deep"
    deep.mkdir()
    (deep / "a.md").write_text("J9271 describes nivolumab.\n")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/deep/a.md") == ["AUD201"])
        deep.rename(root / "corpus" / "other")
        editor.on_disk("corpus/deep", lsp.FileChangeType.Deleted)  # an editor names the folder only
        editor.on_disk("corpus/other", lsp.FileChangeType.Created)
        await editor.until(lambda: not editor.rules("corpus/deep/a.md"))
        await editor.until(lambda: editor.rules("corpus/other/a.md") == ["AUD201"])

    in_editor(root, scenario)


def test_what_a_gitignore_names_is_no_longer_told_of(root: Path) -> None:
    (root / "corpus" / "draft.md").write_text("J9271 describes nivolumab.\n")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/draft.md") == ["AUD201"])
        (root / "corpus" / ".gitignore").write_text("draft.md\n")
        editor.on_disk("corpus/.gitignore", lsp.FileChangeType.Created)
        await editor.until(lambda: not editor.rules("corpus/draft.md"))

    in_editor(root, scenario)


def test_what_the_server_reads_is_kept_for_the_next_run(root: Path) -> None:
    document = root / "corpus" / "right.md"
    document.write_text("J9271 describes nivolumab.\n")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: "nivolumab" in messages(editor))
        document.write_text("J9271 describes ipilimumab.\n")
        editor.on_disk("corpus/right.md", lsp.FileChangeType.Changed)
        await editor.until(lambda: "ipilimumab" in messages(editor))
        editor.open("corpus/right.md")
        editor.type("corpus/right.md", "J9271 describes durvalumab.\n")
        await editor.until(lambda: "durvalumab" in messages(editor))

    def messages(editor: Editor) -> str:
        return "".join(one.message for one in editor.told.get(editor.uri("corpus/right.md"), ()))

    in_editor(root, scenario)
    with sqlite3.connect(root / ".auditor_cache" / "cache.db") as kept:
        [(count,)] = kept.execute("SELECT count(*) FROM results")
    assert count == 2  # as it was at first, and as it was changed outside; what was typed was never a file
