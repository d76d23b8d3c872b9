"""Archives as folders of documents: named by their path inside, within limits, and never written to the disk or to."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import struct
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from auditor.auditing import audit
from auditor.cli import cli
from auditor.model.source import Document, Skipped
from tests.decoding.making import TABLE, json_lines, mail, taped, workbook, zipped
from tests.decoding.reading import document, read, reason

RIGHT, WRONG = b"J9271 describes pembrolizumab.\n", b"J9271 describes nivolumab.\n"
CERTAIN = b"| Code | Drug | Unit |\n|---|---|---|\n| J9299 | nivolumab | 10 mg |\n| J9271 | pembrolizumab | 1 mg |\n"
NESTED = "an archive within an archive; unpack it"


PACKING: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    "a.zip": zipped,
    "a.tar": taped,
    "a.tar.gz": lambda files: gzip.compress(taped(files)),
    "a.tgz": lambda files: gzip.compress(taped(files)),
    "a.tar.bz2": lambda files: bz2.compress(taped(files)),
    "a.tbz2": lambda files: bz2.compress(taped(files)),
}
every = pytest.mark.parametrize("name", PACKING)


def told(name: str, data: bytes) -> dict[str, str]:
    """By document, its text or why it is none."""
    return {
        (one.name if isinstance(one, Document) else one.document): one.text if isinstance(one, Document) else one.reason
        for one in read(name, data)
    }


@every
def test_members_are_documents_by_their_path_in_the_archive(name: str) -> None:
    files = {
        "b.md": RIGHT,
        "sub/c.txt": WRONG,
        "list.xlsx": workbook(TABLE),
        "rows.jsonl": json_lines({"text": "J9305"}),
    }
    found = told(name, PACKING[name](files))
    assert list(found) == [f"{name}!/b.md", f"{name}!/sub/c.txt", f"{name}!/list.xlsx", f"{name}!/rows.jsonl#line 1"]
    assert found[f"{name}!/b.md"] == RIGHT.decode()


@every
def test_members_that_no_reader_takes_are_told_and_hidden_ones_are_not_there(name: str) -> None:
    files = {"a.md": RIGHT, "b.png": b"x", "c.zip": b"x", "D.TGZ": b"x", ".git/a.md": RIGHT, "__MACOSX/a.md": RIGHT}
    found = told(name, PACKING[name]({**files, "assertions.jsonl": b"{}"}))
    assert found == {
        f"{name}!/a.md": RIGHT.decode(),
        f"{name}!/b.png": "no reader for '.png' files in an archive",
        f"{name}!/c.zip": NESTED,
        f"{name}!/D.TGZ": NESTED,
    }


@every
def test_a_path_that_leads_out_is_not_read(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = told(name, PACKING[name]({"../a.md": RIGHT, "/etc/b.md": RIGHT, "c\\..\\d.md": RIGHT, "e.md": RIGHT}))
    assert [text for text in found.values() if text != RIGHT.decode()] == [
        "its path leads out of the archive; pack it again"
    ] * 3
    assert list(tmp_path.rglob("*")) == []


@every
def test_an_archive_that_is_cut_short_tells_how_far_it_was_read(name: str) -> None:
    files = {f"{number}.md": os.urandom(3000).hex().encode() for number in range(9)}
    data = PACKING[name](files)
    found = read(name, data[: len(data) // 2])
    assert isinstance(found[-1], Skipped)
    assert found[-1].reason.startswith("a damaged or truncated archive; pack it again")
    assert all(one.text.encode() in files.values() for one in found[:-1] if isinstance(one, Document))


@every
def test_an_empty_archive_is_empty(name: str) -> None:
    assert reason(name, PACKING[name]({})) == "empty: it holds no documents"


@pytest.mark.parametrize("name", ["a.csv.gz", "a.bz2"])
def test_a_file_that_is_only_compressed_has_no_reader(name: str) -> None:
    packed = gzip.compress(RIGHT) if name.endswith(".gz") else bz2.compress(RIGHT)
    assert reason(name, packed) == f"no reader for '{Path(name).suffix}' files but tar archives"


@pytest.mark.parametrize("name", ["a.zip", "a.tgz", "a.tbz2"])
def test_what_unpacks_to_hundreds_of_times_its_size_is_a_bomb(name: str) -> None:
    found = told(name, PACKING[name]({"a.md": RIGHT, "b.md": b" " * 40_000_000, "c.md": RIGHT}))
    assert found[f"{name}!/a.md"] == RIGHT.decode()
    assert any("unpacks to more than 200 times its size" in text for text in found.values())
    assert not any(text.isspace() for text in found.values())


@every
def test_members_beyond_the_limits_are_skipped_and_the_others_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.decoding.archive.MAX_MEMBER", 2**20)
    data = PACKING[name]({"a.md": os.urandom(2**20).hex().encode(), "b.md": RIGHT})
    assert told(name, data) == {
        f"{name}!/a.md": "it unpacks to more than 1 MB; split it",
        f"{name}!/b.md": RIGHT.decode(),
    }


@every
def test_an_archive_of_too_many_or_too_much_is_read_as_far_as_allowed(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = PACKING[name]({f"{number}.md": RIGHT for number in range(30)})
    with monkeypatch.context() as fewer:
        fewer.setattr("auditor.decoding.archive.MAX_MEMBERS", 20)
        assert told(name, data)[name].startswith("it packs more than 20 files")
    monkeypatch.setattr("auditor.decoding.archive.MAX_TOTAL", 400)
    assert told(name, data)[name].startswith("it unpacks to more than 0 GB")


def test_a_size_that_lies_unpacks_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.decoding.archive.MAX_MEMBER", 1000)
    data = bytearray(zipped({"a.md": os.urandom(5000).hex().encode()}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 10)
    assert set(told("a.zip", bytes(data))) == {"a.zip!/a.md"}


def test_a_tar_that_says_too_much_of_one_file_is_left() -> None:
    entry = tarfile.TarInfo("a.md")
    entry.pax_headers = {"comment": os.urandom(2**20).hex()}
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as packed:
        packed.addfile(entry)
    assert reason("a.tar", out.getvalue()).startswith("what it says of one file is longer than any file's name")


def test_files_of_a_zip_that_share_their_bytes_are_not_read() -> None:
    data = zipped({"a.md": WRONG * 99, "b.md": RIGHT})
    lists = data.index(b"PK\x01\x02")
    first = data[lists : data.index(b"PK\x01\x02", lists + 1)]
    size = len(data) - lists - 22 + 9 * len(first)
    ending = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 11, 11, size, lists, 0)
    found = read("a.zip", data[:lists] + first * 9 + data[lists:-22] + ending)
    assert {one.reason for one in found if isinstance(one, Skipped)} == {
        "its bytes are those of another file, too; pack it again"
    }
    assert [one.text for one in found if isinstance(one, Document)] == [RIGHT.decode()]


@pytest.mark.parametrize("size", ["1000000000000000000", "-1000", "9" * 5_000])
def test_a_tar_that_says_of_a_file_that_it_never_ends_does_end(size: str) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for name, headers in (("a.md", {}), ("endless.md", {"size": size})):
            entry = tarfile.TarInfo(name)
            entry.size, entry.pax_headers = 0 if headers else len(RIGHT), headers
            packed.addfile(entry, io.BytesIO(RIGHT))
    found = told("a.tar", out.getvalue())
    assert found["a.tar!/a.md"] == RIGHT.decode()
    assert found["a.tar!/endless.md"] in {"it unpacks to more than 64 MB; split it", "empty"}


def test_encrypted_members_and_unusual_methods_are_skipped() -> None:
    data = bytearray(zipped({"a.md": RIGHT, "b.md": RIGHT}))
    first = data.index(b"PK\x01\x02")
    data[first + 8] |= 1
    assert told("a.zip", bytes(data)) == {
        "a.zip!/a.md": "encrypted; pack it without a password",
        "a.zip!/b.md": RIGHT.decode(),
    }
    assert told("a.zip", zipped({"a.md": RIGHT}, zipfile.ZIP_LZMA)) == {
        "a.zip!/a.md": "packed by a method that is not read; pack it with deflate"
    }


def test_links_and_devices_in_a_tar_are_no_documents() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        link = tarfile.TarInfo("a.md")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
        pipe = tarfile.TarInfo("b.md")
        pipe.type = tarfile.FIFOTYPE
        packed.addfile(pipe)
    assert set(told("a.tar", out.getvalue()).values()) == {"no reader for what is no plain file in an archive"}


def test_names_that_are_no_text_are_shown_as_far_as_they_are() -> None:
    data = taped({"a\udce9.md": RIGHT})
    assert [one.name for one in read("a.tar", data) if isinstance(one, Document)] == ["a.tar!/a\ufffd.md"]


def test_an_archive_attached_to_a_mail_is_not_read() -> None:
    found = read("a.eml", mail("Codes", "J9271", attached={"more.zip": zipped({"a.md": RIGHT})}))
    assert found[-1] == Skipped("a.eml#more.zip", "load", "no reader for '.zip' files attached to an e-mail")


# In an audit -------------------------------------------------------------------------------------


@every
def test_an_audit_finds_in_an_archive_what_it_finds_in_a_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / name).write_bytes(PACKING[name]({"one.md": RIGHT, "two.md": WRONG, "logo.png": b"x"}))
    for found in (audit([tmp_path / "corpus"]), audit([tmp_path / "corpus" / name])):
        assert found.reading.complete
        assert {one.rule for one in found.report.findings} >= {"AUD101"}
        assert [one.name for one in found.report.documents] == [f"{name}!/one.md", f"{name}!/two.md"]


@pytest.mark.parametrize(
    "files", [{"one.md": CERTAIN}, {"one.md": CERTAIN, "two.md": RIGHT}], ids=["alone", "among others"]
)
@every
def test_what_lies_in_an_archive_is_never_written_to(
    name: str, files: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / name
    path.write_bytes(PACKING[name](files))
    before = path.read_bytes()
    result = CliRunner().invoke(cli, ["fix", str(path), "--write"])
    assert (
        f"{name}!/one.md: it lies in an archive, so it is not edited; unpack it, or mend it where it comes from"
        in result.stderr
    )
    assert result.exit_code == 1
    assert path.read_bytes() == before


def test_a_document_in_an_archive_has_no_encoding_to_write_it_in() -> None:
    assert document("a.zip", zipped({"a.md": RIGHT})).encoding == ""
