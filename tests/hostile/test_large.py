"""What is only large: lines without end, tables of ten thousand columns, files that unpack to far more; beside two documents that contradict.

`make soak` does with the sizes of docs/reliability.md what CI does with a fraction of them.
"""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, write
from tests.decoding import making
from tests.hostile.limited import MEMORY, Ended, run
from tests.hostile.strange import export, word

SOAK: Final = bool(int(os.environ.get("AUDITOR_SOAK", "0")))
COLUMNS: Final = 10_000
LINE: Final = 50_000_000 if SOAK else 11_000_000  # characters
PACKED: Final = 2_000_000_000 if SOAK else 300_000_000  # bytes
PAGE: Final = 540_000_000 if SOAK else 40_000_000
ENTRIES: Final = 100_000 if SOAK else 3_000
SECONDS: Final = 120  # of processor time

TOO_LONG: Final = "it holds more than 10,000,000 characters; split it"
_TEXT: Final = b"a " * (LINE // 2)
LONG: Final[Mapping[str, tuple[Callable[[], bytes], str]]] = {
    "long.md": (lambda: _TEXT, TOO_LONG),
    "long.html": (lambda: b"<p>" + _TEXT, TOO_LONG),
    "long.txt": (lambda: _TEXT, TOO_LONG),
    "long.csv": (lambda: b"a," * (LINE // 2), TOO_LONG),
    "long.jsonl": (lambda: b'{"text": "' + _TEXT + b'"}\n', TOO_LONG),
    "long.eml": (lambda: b"From: a@example.org\r\nSubject: x\r\n\r\n" + _TEXT, TOO_LONG),
    "long.xml": (lambda: export(f"<item><title>x</title><content:encoded>{_TEXT.decode()}</content:encoded></item>"), "10,000,000 characters"),
}  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])


def check(corpus: Path, memory: int = MEMORY) -> Ended:
    """A check that must end within the bounds and find the contradiction."""
    ended = run(
        "check", ".", "--no-cache", "--jobs", "1", "--format", "json", folder=corpus, seconds=SECONDS, memory=memory
    )
    assert "Traceback" not in ended.log
    assert "AUD101" in {one["rule"] for one in ended.report()["findings"]}
    return ended


@pytest.mark.parametrize("name", LONG)
def test_one_line_that_is_longer_than_any_document_is_skipped(name: str, corpus: Path) -> None:
    content, reason = LONG[name]
    data = content()
    (corpus / name).write_bytes(data)
    ended = check(corpus)
    (corpus / name).unlink()  # tests keep their folders
    [(document, told)] = ended.skipped().items()
    assert document.split("#")[0] == name
    assert reason in told
    assert ended.memory < 200e6 + 12 * len(data)


def columns(name: str) -> bytes:
    """A table of so many columns, in each kind of file."""
    heads, cells = [f"h{number}" for number in range(COLUMNS)], [f"c{number}" for number in range(COLUMNS)]
    if name == "wide.md":
        return f"|{'|'.join(heads)}|\n|{'-|' * COLUMNS}\n|{'|'.join(cells)}|\n".encode()
    if name == "wide.html":
        return f"<table><tr>{''.join(f'<th>{one}' for one in heads)}<tr>{''.join(f'<td>{one}' for one in cells)}</table>".encode()
    if name == "wide.docx":
        rows = "".join(
            f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{one}</w:t></w:r></w:p></w:tc>' for one in row)}</w:tr>"
            for row in (heads, cells)
        )
        return word(f"<w:tbl>{rows}</w:tbl>")
    if name == "wide.xlsx":
        return making.workbook([heads, cells])
    between = "  " if name == "wide.txt" else ","
    return f"{between.join(heads)}\n{between.join(cells)}\n".encode()


@pytest.mark.parametrize("name", ["wide.md", "wide.html", "wide.csv", "wide.txt", "wide.docx", "wide.xlsx"])
def test_a_table_of_ten_thousand_columns_is_read_or_skipped(name: str, corpus: Path) -> None:
    (corpus / name).write_bytes(columns(name))
    ended = check(corpus)
    assert ended.skipped().keys() == ({name} if name == "wide.xlsx" else set())
    assert ended.memory < 500e6


def test_archives_that_unpack_to_far_more_than_they_are_end_early(corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(30 if SOAK else 3):
            packed.writestr(f"{number}.md", bytes(40_000_000))
    entry = tarfile.TarInfo("a.md")
    entry.size = PACKED
    with tarfile.open(corpus / "bomb.tar.gz", "w:gz", compresslevel=1) as taped:
        taped.addfile(entry, Zeros())  # type: ignore[arg-type] # it reads, which is all that is asked of it
    ended = check(corpus)
    assert {document.split("!")[0] for document in ended.skipped()} == {"bomb.zip", "bomb.tar.gz"}
    assert all("unpacks to more than" in reason for reason in ended.skipped().values())
    assert ended.memory < 500e6


class Zeros:
    """A file of nothing, as long as anybody reads."""

    def read(self, size: int) -> bytes:
        return bytes(size)


def test_an_archive_of_very_many_documents_is_read(corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "many.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(ENTRIES):
            packed.writestr(f"{number}.md", f"J9271 is pembrolizumab {number}.\n")
    ended = check(corpus)
    assert (ended.skipped(), ended.report()["summary"]["documents"]) == ({}, 2 + ENTRIES)


def test_a_page_that_unpacks_twice_harms_nobody_but_its_file(corpus: Path) -> None:
    packed = zlib.compressobj(9)
    once = packed.compress(b"0 0 m 1 1 l S " * (PAGE // 14)) + packed.flush()
    twice = zlib.compress(once, 9)
    out = io.BytesIO(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
    )
    out.seek(0, io.SEEK_END)
    out.write(b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n")
    out.write(
        b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream endobj\n" % (len(twice), twice)
    )
    out.write(b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
    (corpus / "page.pdf").write_bytes(out.getvalue())
    ended = check(corpus)
    assert ended.skipped().keys() == {"page.pdf"}
