"""Strange files that lie in an archive or at an address, or are read by a cluster, end as they end in a folder."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from auditor.decoding.archive import MAX_RATIO
from auditor.decoding.formats import DECODERS, decoded
from auditor.decoding.raw import Raw
from auditor.loading import Source, load_all
from auditor.model.source import Document, Skipped
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB
from tests.commands import run as run_here
from tests.hostile.limited import Ended, run
from tests.hostile.strange import STRANGE

FILES: Final = {
    "a.md": ATEZOLIZUMAB.encode(),
    "b.md": BEVACIZUMAB.encode(),
    **{name: data for name, (data, _) in STRANGE.items()},
}
HUGE: Final = 30 * 2**20  # bytes that are easily packed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them as files."""
    made = tmp_path_factory.mktemp("elsewhere") / "corpus"
    made.mkdir()
    for name, data in FILES.items():
        (made / name).write_bytes(data)
    return made


@pytest.fixture(scope="module")
def here(folder: Path) -> Ended:
    return run("check", ".", "--no-cache", "--jobs", "2", "--format", "json", folder=folder)


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


def taped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            packed.addfile(entry, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize(("name", "pack"), [("all.zip", zipped), ("all.tgz", taped)])
def test_in_an_archive_each_is_read_or_skipped_as_in_a_folder(
    name: str, pack: Any, here: Ended, tmp_path: Path
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / name).write_bytes(pack(FILES))
    ended = run("check", ".", "--no-cache", "--format", "json", folder=corpus)
    assert (ended.code, "Traceback" in ended.log) == (3, False), ended.log
    inside = {document.removeprefix(f"{name}!/"): reason for document, reason in ended.skipped().items()}
    expected = here.skipped()
    assert inside.keys() >= expected.keys()
    assert set(inside.keys() - expected.keys()) <= {"bomb.docx", "bomb.xlsx", name}
    assert "AUD101" in {one["rule"] for one in ended.report()["findings"]}


@pytest.fixture
def memory() -> Iterator[Any]:
    """A file system that is nowhere but here."""
    system: Any = import_module("fsspec").filesystem("memory")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


def test_at_an_address_each_is_read_or_skipped_as_in_a_folder(memory: Any, here: Ended) -> None:
    for name, data in FILES.items():
        memory.pipe_file(f"/plan/docs/{name}", data)
    ended = run_here("check", "memory://plan/docs", "--no-cache", "--jobs", "1", "--format", "json")
    assert ended.exit_code == 3, ended.stderr
    assert ended.stdout.encode() == here.out


def test_names_at_an_address_lead_nowhere_else_and_tell_a_terminal_nothing(
    memory: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (
        "../../secret.md",
        "/etc/passwd.md",
        "a\nb\x1b[31m.md",
        "\u202e.md",
        "x" * 5_000 + ".md",
        "a::memory:/secret/a.md",
        "%2e%2e/b.md",
    )
    memory.pipe_file("/secret/a.md", BEVACIZUMAB.encode())
    memory.pipe_file("/plan/docs/a.md", ATEZOLIZUMAB.encode())
    listed = ["/plan/docs/a.md", "/secret/a.md", *(f"/plan/docs/{name}" for name in names)]
    monkeypatch.setattr(type(memory), "find", lambda *_, **__: listed)
    for form in ("text", "concise", "json", "csv"):
        ended = run_here("check", "memory://plan/docs", "--no-cache", "--format", form)
        assert ended.exception is None or isinstance(ended.exception, SystemExit)
        assert "\x1b" not in ended.output
        assert "bevacizumab" not in ended.output


def test_of_a_file_at_an_address_no_more_is_read_than_of_one_here(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.loading.MAX_BYTES", 1_000)
    memory.pipe_file("/plan/docs/a.md", ATEZOLIZUMAB.encode() * 100)
    [skipped] = load_all(Source(Path("a.md"), "a.md", "memory://plan/docs/a.md"))
    assert isinstance(skipped, Skipped)
    assert "larger than" in skipped.reason


@pytest.mark.filterwarnings("ignore")  # of the cluster's own shutting down
def test_by_a_cluster_each_is_read_or_skipped_as_in_a_folder(folder: Path, here: Ended) -> None:
    dask: Any = import_module("distributed")
    with dask.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        there = run(
            "check",
            ".",
            "--no-cache",
            "--format",
            "json",
            "--engine",
            "dask",
            "--scheduler",
            cluster.scheduler_address,
            folder=folder,
            memory=2**40,
        )
    assert (there.code, "Traceback" in there.log) == (3, False), there.log
    assert there.out == here.out


# Tables of texts ---------------------------------------------------------------------------------


def read(name: str, data: bytes) -> list[Document | Skipped]:
    return list(decoded(Raw(name, data), Path(name).suffix))


def parquet(texts: list[str], **options: Any) -> bytes:
    pa = import_module("pyarrow")
    out = io.BytesIO()
    import_module("pyarrow.parquet").write_table(pa.table({"text": texts}), out, compression="zstd", **options)
    return out.getvalue()


@pytest.mark.parametrize("repeated", [True, False], ids=["kept once", "kept each time"])
def test_a_table_that_unpacks_without_end_is_left(repeated: bool) -> None:
    rows, length = (20_000, 10_000) if repeated else (30, 1_000_000)
    data = parquet(["x " * (length // 2)] * rows, use_dictionary=repeated)
    assert len(data) < 100_000
    *before, last = read("a.parquet", data)
    assert isinstance(last, Skipped)
    assert f"it unpacks to more than {MAX_RATIO} times its size" in last.reason
    assert sum(len(one.text) for one in before if isinstance(one, Document)) < HUGE


# A table of one text. One byte of what is said of its pages was changed, and the library ends the process that asks it for them.
ENDS_ITS_READER: Final = bytes.fromhex(
    "504152311500151e151e2c15021500150615061c360028054a3932373118054a393237311111000000020000000201050000004a393237"
    "311504192c35001806736368656d611502001500250218047465787425004c1c0000001602191c191c26001c150c192506001918047465"
    "7874150016021668166826083c360028054a3932373118054a39323731111100191c150015001502003c160a1906192600020000001668"
    "160226081668002820706172717565742d6370702d6172726f772076657273696f6e2032362e302e31191c1c0000009c00000050415231"
)


def test_a_table_that_ends_whoever_reads_it_harms_nobody_but_its_file() -> None:
    [found] = read("a.parquet", ENDS_ITS_READER)
    assert isinstance(found, Document) or found.reason == "a damaged Parquet file; write it anew"
    [after] = read("b.parquet", parquet([ATEZOLIZUMAB]))
    assert isinstance(after, Document)
    assert after.text == ATEZOLIZUMAB


def test_two_tables_can_be_read_at_once_and_one_be_left_half_read() -> None:
    texts = [f"{ATEZOLIZUMAB} {number} {Random(number).randbytes(5_000).hex()}" for number in range(300)]  # noqa: S311
    first, second = (decoded(Raw("a.parquet", parquet(texts)), ".parquet") for _ in range(2))
    assert next(first) == next(second)
    first.close()  # type: ignore[attr-defined] # a generator
    left = [one.text for one in second if isinstance(one, Document)]
    assert left == texts[1:]
    assert len(read("a.parquet", parquet(texts))) == 300


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_a_row_as_long_as_a_book_is_skipped_and_the_others_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.decoding.text.MAX_CHARACTERS", 10_000)
    texts = [ATEZOLIZUMAB, "x" * 10_001, BEVACIZUMAB]
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    *documents, skipped = read(name, lines if name == "a.jsonl" else parquet(texts))
    assert [one.text for one in documents if isinstance(one, Document)] == [ATEZOLIZUMAB, BEVACIZUMAB]
    assert isinstance(skipped, Skipped)
    assert "1 of 3 entries could not be read" in skipped.reason


@pytest.mark.parametrize("line", ['{"text": "J9271 is nivolumab."}\n', "0\n", "[\n"])
def test_lines_without_number_are_read_as_far_as_allowed(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.decoding.collection.MAX_ENTRIES", 50)
    found = read("a.jsonl", line.encode() * 80)
    assert "it holds more than 50 entries, and only these were read; split it" in {
        one.reason for one in found if isinstance(one, Skipped)
    }
    assert sum(isinstance(one, Document) for one in found) in {0, 50}


def test_every_kind_of_file_has_a_strange_one() -> None:
    archives = {".zip", ".tar", ".tgz", ".tbz2", ".gz", ".bz2"}  # tests/decoding/test_archive.py has theirs
    same = {
        ".markdown": ".md",
        ".htm": ".html",
        ".xhtml": ".html",
        ".text": ".txt",
        ".tsv": ".csv",
        ".ndjson": ".jsonl",
        ".xlsm": ".xlsx",
        ".mediawiki": ".wiki",
    }
    kinds = {Path(name).suffix for name in STRANGE}
    assert {same.get(suffix, suffix) for suffix in DECODERS.keys() - archives} <= kinds
