"""The language server, as an editor meets it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from auditor.server.positions import offset
from tests.server.editor import Editor, in_editor

A = "HCPCS code J9355 is used for atezolizumab.\n"
B = "HCPCS code J9355 is used for bevacizumab.\n"
RIGHT = "HCPCS code J9355 is used for trastuzumab.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with a corpus of two documents that contradict each other."""
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text(A)
    (tmp_path / "corpus" / "b.md").write_text(B)
    return tmp_path


def test_what_is_not_open_is_told_of_too(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/a.md") and editor.rules("corpus/b.md"))
        assert editor.rules("corpus/a.md") == ["AUD101", "AUD201"]
        [conflict] = [one for one in editor.told[editor.uri("corpus/a.md")] if one.code == "AUD101"]
        assert conflict.severity is lsp.DiagnosticSeverity.Error
        assert conflict.source == "auditor"
        assert conflict.range == lsp.Range(lsp.Position(0, 29), lsp.Position(0, 41))
        assert conflict.message.startswith("J9355 is called atezolizumab in 1 document and bevacizumab in another.")
        [other] = conflict.related_information or ()
        assert (other.location.uri, other.message) == (editor.uri("corpus/b.md"), "calls J9355 bevacizumab")
        assert conflict.code_description
        assert conflict.code_description.href.startswith("file:")
        assert conflict.code_description.href.endswith("AUD101.md")

    in_editor(root, scenario)


def test_an_edit_changes_what_is_told_of_another_document_and_back(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        await editor.until(lambda: editor.rules("corpus/b.md") == ["AUD101", "AUD201"])
        editor.type("corpus/a.md", B)
        await editor.until(lambda: editor.rules("corpus/b.md") == ["AUD201"] == editor.rules("corpus/a.md"))
        editor.type("corpus/a.md", RIGHT)
        await editor.until(lambda: editor.rules("corpus/b.md") == ["AUD101", "AUD201"])
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD101"])
        [hint] = editor.told[editor.uri("corpus/a.md")]
        assert (
            hint.severity is lsp.DiagnosticSeverity.Hint
        )  # the reference confirms this side: the other is the mistake
        editor.close("corpus/a.md")  # unsaved: what is on disk counts
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD101", "AUD201"])

    in_editor(root, scenario)


def test_files_that_come_change_and_go_are_followed(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/a.md"))
        (root / "corpus" / "b.md").unlink()
        editor.on_disk("corpus/b.md", lsp.FileChangeType.Deleted)
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD201"] and not editor.rules("corpus/b.md"))
        (root / "corpus" / "c.txt").write_text(B)
        editor.on_disk("corpus/c.txt", lsp.FileChangeType.Created)
        await editor.until(lambda: editor.rules("corpus/c.txt") == ["AUD101", "AUD201"] == editor.rules("corpus/a.md"))
        (root / "corpus" / "c.txt").write_text(RIGHT)
        editor.on_disk("corpus/c.txt", lsp.FileChangeType.Changed)
        await editor.until(lambda: editor.rules("corpus/c.txt") == [])
        (root / "corpus" / "a.md").rename(root / "corpus" / "d.txt")
        editor.on_disk("corpus/a.md", lsp.FileChangeType.Deleted)
        editor.on_disk("corpus/d.txt", lsp.FileChangeType.Created)
        await editor.until(
            lambda: editor.rules("corpus/d.txt") == ["AUD101", "AUD201"] and not editor.rules("corpus/a.md")
        )

    in_editor(root, scenario)


def test_a_new_document_counts_before_it_is_saved(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/a.md"))
        editor.open("corpus/deep/new.md", "J9355 describes pembrolizumab.\n")
        await editor.until(lambda: editor.rules("corpus/deep/new.md") == ["AUD101", "AUD201"])
        editor.close("corpus/deep/new.md")
        await editor.until(lambda: not editor.rules("corpus/deep/new.md"))

    in_editor(root, scenario)


def test_what_cannot_be_read_is_said(root: Path) -> None:
    (root / "corpus" / "c.md").write_bytes(b"J9355 describes \xff\xfe.")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/c.md") == ["skipped"])
        [told] = editor.told[editor.uri("corpus/c.md")]
        assert "not UTF-8" in told.message
        editor.open("corpus/c.md", RIGHT)
        await editor.until(lambda: editor.rules("corpus/c.md") == ["AUD101"])

    in_editor(root, scenario)


def test_settings_of_the_folder_count_and_wrong_ones_are_told(root: Path) -> None:
    (root / "auditor.toml").write_text('corpus = "corpus"\nselect = ["AUD2"]\n[severities]\nAUD201 = "warning"\n')

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD201"])
        [told] = editor.told[editor.uri("corpus/a.md")]
        assert told.severity is lsp.DiagnosticSeverity.Warning
        (root / "auditor.toml").write_text('corpis = "corpus"\n')
        editor.on_disk("auditor.toml", lsp.FileChangeType.Changed)
        await editor.until(lambda: editor.messages and not editor.rules("corpus/a.md"))
        assert "unknown key 'corpis'; did you mean 'corpus'?" in editor.messages[0]
        (root / "auditor.toml").write_text('reference = "none"\n')
        editor.on_disk("auditor.toml", lsp.FileChangeType.Changed)
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD101"])

    in_editor(root, scenario)


def test_hover_tells_what_the_reference_and_the_corpus_say(root: Path) -> None:
    (root / "corpus" / "c.md").write_text("Modifier JW means discarded drug. Keytruda is pembrolizumab.\n")

    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        editor.open("corpus/c.md")
        await editor.until(lambda: editor.rules("corpus/a.md"))
        code = await editor.hover("corpus/a.md", 0, 13)
        assert code
        assert code.range == lsp.Range(lsp.Position(0, 11), lsp.Position(0, 16))
        assert isinstance(code.contents, lsp.MarkupContent)
        assert "trastuzumab, per 10 mg" in code.contents.value
        assert "J9355 → atezolizumab, in a.md, refuted by the reference" in code.contents.value
        for column, said in ((10, "discarded-drug"), (36, "keytruda"), (50, "J9271")):
            told = await editor.hover("corpus/c.md", 0, column)
            assert told, column
            assert isinstance(told.contents, lsp.MarkupContent)
            assert said in told.contents.value
        assert await editor.hover("corpus/c.md", 0, 30) is None

    in_editor(root, scenario)


def test_nothing_that_a_document_says_becomes_markup(root: Path) -> None:
    name = "[x](http:evil)<b>.md"
    (root / "corpus" / name).write_text("J9355 describes pembrolizumab.\n")

    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        await editor.until(lambda: editor.rules("corpus/a.md"))
        told = await editor.hover("corpus/a.md", 0, 13)
        assert told
        assert isinstance(told.contents, lsp.MarkupContent)
        assert r"\[x\]\(http\:evil\)\<b\>" in told.contents.value

    in_editor(root, scenario)


def test_a_code_leads_to_the_document_that_owns_it_and_to_everyone_who_speaks_of_it(root: Path) -> None:
    (root / "corpus" / "owner.md").write_text("# J9355 explained\n\nIt is for trastuzumab.\n")

    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        await editor.until(lambda: editor.rules("corpus/a.md"))
        here = lsp.TextDocumentIdentifier(editor.uri("corpus/a.md")), lsp.Position(0, 13)
        owners = await editor.client.text_document_definition_async(lsp.DefinitionParams(*here))
        assert isinstance(owners, tuple | list)
        assert owners == type(owners)(
            [lsp.Location(editor.uri("corpus/owner.md"), lsp.Range(lsp.Position(0, 2), lsp.Position(0, 7)))]
        )
        everyone = await editor.client.text_document_references_async(
            lsp.ReferenceParams(lsp.ReferenceContext(include_declaration=True), *here)
        )
        shown = [
            (one.uri.rpartition("/")[2], one.range.start.line, one.range.start.character) for one in everyone or ()
        ]
        assert {("a.md", 0, 11), ("b.md", 0, 11), ("owner.md", 0, 2)} <= set(shown)
        assert len(shown) == len(set(shown))

    in_editor(root, scenario)


def test_a_repair_edits_several_documents_and_ends_the_finding(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        await editor.until(lambda: editor.rules("corpus/a.md"))
        offered = await editor.actions("corpus/a.md", 0, 30)
        title = "Write J9022 for J9355; write J9035 for J9355 (2 places in 2 documents)"
        assert title in offered, list(offered)
        edit = offered[title].edit
        assert edit
        changes = [one for one in edit.document_changes or () if isinstance(one, lsp.TextDocumentEdit)]
        assert [(one.text_document.uri, one.text_document.version) for one in changes] == [
            (editor.uri("corpus/a.md"), 1),
            (editor.uri("corpus/b.md"), None),
        ]
        assert [one.new_text for change in changes for one in change.edits if isinstance(one, lsp.TextEdit)] == [
            "J9022",
            "J9035",
        ]
        (root / "corpus" / "b.md").write_text(B.replace("J9355", "J9035"))
        editor.on_disk("corpus/b.md", lsp.FileChangeType.Changed)
        editor.type("corpus/a.md", A.replace("J9355", "J9022"))
        await editor.until(lambda: not editor.rules("corpus/a.md") and not editor.rules("corpus/b.md"))

    in_editor(root, scenario)


# One wrong statement in each kind of block; the cursor stands in the drug's name.
WRONG = {
    "paragraph.md": "# Guide\n\nJ9355 describes atezolizumab.\n",
    "item.md": "- J9271 describes pembrolizumab.\n- J9356 describes atezolizumab.\n",
    "row.md": "| Code | Drug |\n|---|---|\n| J9299 | atezolizumab |\n| J9271 | pembrolizumab |\n",
    "quoted.md": "> J9301 describes atezolizumab.\n",
    "page.html": "<h1>Guide</h1>\n<p>J9305 describes atezolizumab.</p>\n",
    "cell.html": "<table><tr><th>Code</th><th>Drug</th></tr><tr><td>J9306</td><td>atezolizumab</td></tr></table>",
    "card.txt": "Guide\n\nJ9312 describes atezolizumab.\n",
}


def test_an_ignore_is_inserted_where_it_puts_the_finding_aside(tmp_path: Path) -> None:
    (tmp_path / "auditor.toml").write_text('select = ["AUD201"]\n')
    (tmp_path / "corpus").mkdir()
    for name, text in WRONG.items():
        (tmp_path / "corpus" / name).write_text(text)

    async def scenario(editor: Editor) -> None:
        for name, text in WRONG.items():
            document, at = f"corpus/{name}", text.index("atezolizumab") + 3
            editor.open(document)
            await editor.until(lambda document=document: editor.rules(document) == ["AUD201"])  # type: ignore[misc]
            line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at) - 1
            offered = await editor.actions(document, line, column)
            [ignore] = [one for title, one in offered.items() if title.startswith("Ignore AUD201")]
            assert ignore.edit
            [change] = [one for one in ignore.edit.document_changes or () if isinstance(one, lsp.TextDocumentEdit)]
            [inserted] = change.edits
            assert isinstance(inserted, lsp.TextEdit)
            where = offset(text, inserted.range.start, "utf-16")
            editor.type(document, text[:where] + inserted.new_text + text[where:])
            await editor.until(lambda document=document: editor.rules(document) == [])  # type: ignore[misc]

    in_editor(tmp_path, scenario)


def test_completion_offers_codes_and_drugs_with_what_they_denote(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        await editor.until(lambda: editor.rules("corpus/a.md"))

        async def offered(text: str) -> dict[str, lsp.CompletionItem]:
            editor.type("corpus/a.md", text)
            where = lsp.TextDocumentIdentifier(editor.uri("corpus/a.md")), lsp.Position(0, len(text))
            found = await editor.client.text_document_completion_async(lsp.CompletionParams(*where))
            assert isinstance(found, lsp.CompletionList)
            return {one.label: one for one in found.items}

        codes = await offered("Bill J935")
        assert codes["J9355"].detail == "trastuzumab, per 10 mg, not for biosimilar"
        assert isinstance(codes["J9355"].text_edit, lsp.TextEdit)
        assert codes["J9355"].text_edit.range == lsp.Range(lsp.Position(0, 5), lsp.Position(0, 9))
        retired = (await offered("Bill J937"))["J9371"]
        assert retired.tags == type(retired.tags)([lsp.CompletionItemTag.Deprecated])  # type: ignore[misc, call-arg]
        drugs = await offered("For pembr")
        assert "J9271" in str(drugs["pembrolizumab"].detail)
        assert await offered("For p") == {}

    in_editor(root, scenario)


@pytest.mark.parametrize(
    ("encoding", "start"),
    [(lsp.PositionEncodingKind.Utf16, 5), (lsp.PositionEncodingKind.Utf8, 9), (lsp.PositionEncodingKind.Utf32, 3)],
)
def test_columns_are_counted_as_the_editor_counts_them(
    root: Path, encoding: lsp.PositionEncodingKind, start: int
) -> None:
    (root / "corpus" / "a.md").write_text("💊💊 J9355 describes atezolizumab.\n", encoding="utf-8")

    async def scenario(editor: Editor) -> None:
        assert editor.capabilities
        assert editor.capabilities.position_encoding == encoding
        editor.open("corpus/a.md")
        await editor.until(lambda: editor.rules("corpus/a.md"))
        told = await editor.hover("corpus/a.md", 0, start + 2)
        assert told
        assert told.range
        assert told.range == lsp.Range(lsp.Position(0, start), lsp.Position(0, start + 5))
        [one] = [one for one in editor.told[editor.uri("corpus/a.md")] if one.code == "AUD201"]
        assert one.range.start.character == start + len("J9355 describes ")

    in_editor(root, scenario, [encoding])


def test_half_typed_and_broken_texts_do_no_harm(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/a.md"))
        assert await editor.hover("corpus/nowhere.md", 99, 99) is None
        assert await editor.hover("corpus/a.md", 99, 99) is None
        assert await editor.actions("corpus/a.md", 99, 99) == {}
        editor.open("corpus/a.md", "| J9355 | atezo")
        for text in ("", "\0", "\ud83d J9355 describes\u2028 <!-- auditor: ignore[", "---\ntitle: J9", A):
            editor.type("corpus/a.md", text)
            await editor.hover("corpus/a.md", 0, 3)
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD101", "AUD201"])
        assert editor.messages == []

    in_editor(root, scenario)


def test_nonsense_is_answered_in_one_line_and_the_session_goes_on() -> None:
    def ask(number: int, method: str, params: object) -> bytes:
        return framed(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}).encode())

    sent = [
        ask(
            1,
            "textDocument/hover",
            {"textDocument": {"uri": "file:///early.md"}, "position": {"line": 0, "character": 0}},
        ),
        ask(2, "initialize", {"capabilities": {}, "processId": None, "rootUri": None}),
        framed(b'{"jsonrpc": "2.0", "method": "initialized", "params": {}}'),
        ask(3, "textDocument/hover", {"textDocument": 7}),
        ask(4, "textDocument/codeAction", {"textDocument": {"uri": "file:///x"}, "range": "here", "context": {}}),
        ask(5, "no/such", {}),
        framed(b'{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {}}}'),
        framed(b'{"jsonrpc": "2.0", "id": 6, "method"'),
        framed(b"\xff\xfe"),
        ask(7, "textDocument/hover", {"textDocument": {"uri": "untitled:x"}, "position": {"line": 0, "character": 0}}),
        ask(8, "shutdown", None),
        framed(b'{"jsonrpc": "2.0", "method": "exit"}'),
    ]
    run = subprocess.run(
        [sys.executable, "-m", "auditor", "lsp"], input=b"".join(sent), capture_output=True, check=False
    )
    answers = {one["id"]: one for one in unframed(run.stdout) if "id" in one}
    assert run.returncode == 0
    assert sorted(answers) == [1, 2, 3, 4, 5, 7, 8]
    for number, code in ((3, -32602), (4, -32602), (5, -32601)):
        error = answers[number]["error"]
        assert error["code"] == code
        assert "\n" not in error["message"]
        assert not error.get("data")
    assert answers[7]["result"] is None
    assert b"Traceback" not in run.stdout


def framed(body: bytes) -> bytes:
    """A message as it goes over the wire."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def unframed(stream: bytes) -> list[dict[str, Any]]:
    """The messages of a stream."""
    found = []
    while stream:
        head, _, stream = stream.partition(b"\r\n\r\n")
        length = int(re.findall(rb"Content-Length: (\d+)", head)[0])
        found.append(json.loads(stream[:length]))
        stream = stream[length:]
    return found


def test_a_very_large_document_does_not_keep_others_waiting(root: Path) -> None:
    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        editor.open("corpus/large.md", RIGHT + "\nThe record must show the dose and the route.\n" * 20_000)
        await editor.until(lambda: editor.rules("corpus/a.md"))
        editor.type("corpus/a.md", "J9271 describes nivolumab.\n")
        await editor.until(
            lambda: "AUD201" in editor.rules("corpus/a.md") and "AUD101" not in editor.rules("corpus/a.md")
        )
        assert editor.rules("corpus/large.md") == []
        await editor.until(lambda: "AUD101" in editor.rules("corpus/large.md"))

    in_editor(root, scenario)


def test_a_large_corpus_is_read_beside_the_editor_who_is_told_how_far_that_is(root: Path) -> None:
    for number in range(250):
        (root / "corpus" / f"{number}.md").write_text(f"{RIGHT}\nVisit {number}.\n")

    async def scenario(editor: Editor) -> None:
        editor.open("corpus/a.md")
        assert await editor.hover("corpus/nowhere.md", 0, 0) is None  # answered at once, though nothing is read yet
        await editor.until(lambda: editor.rules("corpus/a.md") == ["AUD101", "AUD201"])
        kinds = [str(dict(one)["kind"]) if isinstance(one, dict) else one.kind for one in editor.progress]  # type: ignore[attr-defined]
        assert (kinds[0], kinds[-1]) == ("begin", "end")
        assert "report" in kinds

    in_editor(root, scenario, patience=0)


def test_without_a_corpus_what_is_open_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(A)

    async def scenario(editor: Editor) -> None:
        editor.open("a.md")
        await editor.until(lambda: editor.rules("a.md") == ["AUD201"])
        editor.close("a.md")
        await editor.until(lambda: editor.rules("a.md") == [])

    in_editor(tmp_path, scenario)


def test_folders_that_are_added_and_removed_are_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other")
    (other / "corpus").mkdir()
    (other / "corpus" / "x.md").write_text("J9271 describes nivolumab.\n")

    async def scenario(editor: Editor) -> None:
        uri = (other / "corpus" / "x.md").as_uri()
        folder = lsp.WorkspaceFolder(other.as_uri(), "other")
        await editor.until(lambda: editor.rules("corpus/a.md"))
        change = editor.client.workspace_did_change_workspace_folders
        change(lsp.DidChangeWorkspaceFoldersParams(lsp.WorkspaceFoldersChangeEvent(added=[folder], removed=[])))
        await editor.until(lambda: [one.code for one in editor.told.get(uri, ())] == ["AUD201"])
        change(lsp.DidChangeWorkspaceFoldersParams(lsp.WorkspaceFoldersChangeEvent(added=[], removed=[folder])))
        await editor.until(lambda: not editor.told[uri])
        assert editor.rules("corpus/a.md") == ["AUD101", "AUD201"]

    in_editor(root, scenario)


@pytest.mark.parametrize("missing", ["pygls", "lsprotocol"])
def test_a_missing_extra_is_named(missing: str) -> None:
    script = f"import sys; sys.modules['{missing}'] = None; sys.argv = ['auditor', 'lsp']; from auditor.cli import main; main()"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert f"the language server needs {missing}, which is not installed; install hcpcs-auditor[lsp]" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_file_of_several_documents_and_a_byte_order_mark_are_told_of_in_their_places(root: Path) -> None:
    posts = [{"id": "one", "text": "J9271 describes nivolumab."}, {"id": "two", "text": "J9271 describes durvalumab."}]
    (root / "corpus" / "posts.jsonl").write_text("".join(json.dumps(post) + "\n" for post in posts))
    (root / "corpus" / "marked.md").write_bytes(b"\xef\xbb\xbfJ9271 describes ipilimumab.\n")

    async def scenario(editor: Editor) -> None:
        await editor.until(lambda: editor.rules("corpus/posts.jsonl") and editor.rules("corpus/marked.md"))
        assert {
            (one.range.start.line, one.range.start.character) for one in editor.told[editor.uri("corpus/posts.jsonl")]
        } == {(0, 39), (1, 39)}
        [told] = [one for one in editor.told[editor.uri("corpus/marked.md")] if one.code == "AUD201"]
        assert told.range == lsp.Range(lsp.Position(0, 16), lsp.Position(0, 26))
        places = {one.location.uri for one in (conflict(editor).related_information or ())}
        assert places == {editor.uri("corpus/posts.jsonl")}
        editor.open("corpus/marked.md", "J9271 describes ipilimumab.\n")
        offered = await editor.actions("corpus/marked.md", 0, 20)
        assert "Write pembrolizumab for ipilimumab" in offered

    def conflict(editor: Editor) -> lsp.Diagnostic:
        [found] = [one for one in editor.told[editor.uri("corpus/marked.md")] if one.code == "AUD101"]
        return found

    in_editor(root, scenario)
