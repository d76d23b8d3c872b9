"""Finding documents and decoding them; whatever is not read is said."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from auditor.loading import MissingPath, Source, discover, load
from auditor.model.source import Document, Skipped


def write(folder: Path, name: str, data: bytes = b"J9305") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(*paths: Path) -> list[str]:
    return [source.name for source in discover(paths)[0]]


def load_bytes(folder: Path, name: str, data: bytes) -> Document | Skipped:
    return load(Source(write(folder, name, data), name))


def reason(skipped: Document | Skipped) -> str:
    assert isinstance(skipped, Skipped)
    return skipped.reason


def test_documents_in_a_folder_go_by_their_path_in_it(tmp_path: Path) -> None:
    for name in ("b.md", "a/c.HTML", "a/d.txt"):
        write(tmp_path, name)
    assert names(tmp_path) == ["a/c.HTML", "a/d.txt", "b.md"]


def test_a_file_goes_by_its_name(tmp_path: Path) -> None:
    assert names(write(tmp_path, "a/b.md")) == ["b.md"]


def test_hidden_files_and_labels_are_no_documents(tmp_path: Path) -> None:
    for name in (".git/a.md", ".b.md", "assertions.jsonl", "c.md"):
        write(tmp_path, name)
    assert discover([tmp_path]) == ([Source(tmp_path / "c.md", "c.md")], [])


def test_a_file_without_a_reader_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.doc")
    plain = write(tmp_path, "README")
    assert discover([tmp_path])[1] == [
        Skipped("README", "load", "no reader for files without a suffix"),
        Skipped("a.doc", "load", "no reader for '.doc' files"),
    ]
    assert discover([plain])[1] == [Skipped("README", "load", "no reader for files without a suffix")]


def test_one_file_given_twice_is_one_document(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md")
    assert names(tmp_path, path) == ["a.md"]


def test_two_documents_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    write(tmp_path, "old/a.md")
    write(tmp_path, "new/a.md")
    assert names(tmp_path / "old", tmp_path / "new") == ["new/a.md", "old/a.md"]
    assert names(tmp_path / "new" / "a.md", tmp_path / "old" / "a.md") == ["new/a.md", "old/a.md"]


def test_no_document_is_lost_where_even_the_folders_have_one_name(tmp_path: Path) -> None:
    for name in ("x/docs/a.md", "y/docs/a.md"):
        write(tmp_path, name)
    assert names(tmp_path / "x/docs", tmp_path / "y/docs") == ["docs/a.md", "docs/a.md#2"]


def test_a_missing_path_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MissingPath, match=r"nowhere: no such file or folder; give the path"):
        discover([tmp_path / "nowhere"])


def test_links_are_followed_but_not_in_circles(tmp_path: Path) -> None:
    write(tmp_path, "docs/a.md")
    (tmp_path / "docs" / "loop").symlink_to(tmp_path / "docs")
    (tmp_path / "docs" / "b.md").symlink_to(tmp_path / "docs" / "a.md")
    (tmp_path / "docs" / "dangling.md").symlink_to(tmp_path / "gone")
    sources, skipped = discover([tmp_path / "docs"])
    assert [source.name for source in sources] == ["a.md", "b.md"]
    assert skipped == [Skipped("dangling.md", "load", "no such file or directory")]


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert discover([tmp_path]) == ([], [Skipped("a.md", "load", "not a regular file")])


def test_text_is_kept_as_it_is(tmp_path: Path) -> None:
    data = "\ufeffa\r\nJ9305\rµ".encode()
    document = load_bytes(tmp_path, "a.md", data)
    assert document == Document("a.md", "markdown", "\ufeffa\r\nJ9305\rµ", hashlib.sha256(data).hexdigest(), "utf-8")


@pytest.mark.parametrize(
    ("name", "data", "encoding"),
    [
        ("a.txt", "\ufeffµ".encode("utf-16-le"), "utf-16-le"),
        ("a.md", "\ufeffµ".encode("utf-16-be"), "utf-16-be"),
        ("a.html", b"<meta charset=windows-1252>\x96", "windows-1252"),
        ("a.html", b'<meta content="text/html; charset=ISO-8859-1">\x96', "windows-1252"),
        ("a.html", b'<meta charset="shift_jis">\x83\x8f', "shift_jis"),
        ("a.xhtml", b'<?xml version="1.0" encoding="iso-8859-2"?>\xb1', "iso8859-2"),
        ("a.html", b'<meta charset="utf-16">a', "utf-8"),
        ("a.html", b'<meta charset="no-such">a', "utf-8"),
        ("a.html", b'<meta charset="base64">a', "utf-8"),
    ],
)
def test_encodings(tmp_path: Path, name: str, data: bytes, encoding: str) -> None:
    document = load_bytes(tmp_path, name, data)
    assert isinstance(document, Document)
    assert document.encoding == encoding
    assert document.text == data.decode(encoding)


def test_bytes_that_are_not_utf_8_are_named_with_their_line(tmp_path: Path) -> None:
    assert reason(load_bytes(tmp_path, "a.txt", b"a\r\nb\rc\nd\xe9")) == (
        "byte 0xE9 at offset 8 (line 4) is not UTF-8; convert the file to UTF-8, or declare its charset"
    )


def test_what_is_no_text_is_skipped(tmp_path: Path) -> None:
    assert reason(load_bytes(tmp_path, "a.txt", b"PK\0\0")) == "binary: it holds NUL characters"
    assert reason(load_bytes(tmp_path, "a.txt", b"\x89PNG\0")).startswith("binary")
    assert reason(load_bytes(tmp_path, "a.txt", b"")) == "empty"
    assert reason(load_bytes(tmp_path, "a.txt", "\ufeff \r\n".encode())) == "empty"


def test_what_cannot_be_opened_is_skipped(tmp_path: Path) -> None:
    assert reason(load(Source(tmp_path / "gone.md", "gone.md"))) == "no such file or directory"
    assert reason(load(Source(tmp_path, "folder"))) == "is a directory"


def test_a_file_beyond_all_measure_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.loading.MAX_BYTES", 4)
    assert "larger than" in reason(load_bytes(tmp_path, "a.md", b"12345"))
