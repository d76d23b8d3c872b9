"""What may lie in a folder besides files, and what may happen to files while they are read."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditor.cli.output import write_bytes
from auditor.lexicon.names import Names, load_names
from auditor.loading import LEADS_OUT, MAX_BYTES, Source, discover
from auditor.model.source import Document, Skipped
from auditor.reading.corpus import Means, read_corpus
from auditor.reading.file import FileRead, read_file
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, write
from tests.hostile.limited import MEMORY, SECONDS, Ended, run

NOBODY = 65_534
SPARSE = 2**40  # bytes
DEVICES = ("zero", "random", "tty", "stdin", "full")

NAMES = (
    b"a\nb.md", b"a\r::error::x.md", b"\x1b[31m.md", b"\xff\xfe.md", b"-rf.md", b"$(x) `y`.md", b"a" * 250 + b".md", b"'\";.md",
)  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])


def check(corpus: Path, memory: int = MEMORY, seconds: int = SECONDS) -> Ended:
    ended = run("check", ".", "--no-cache", "--format", "json", folder=corpus, memory=memory, seconds=seconds)
    assert "Traceback" not in ended.log
    assert "AUD101" in {one["rule"] for one in ended.report()["findings"]}
    return ended


def test_pipes_sockets_and_devices_are_no_documents(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.md")
    with socket.socket(socket.AF_UNIX) as ours:
        ours.bind(str(corpus / "socket.md"))
        for name in DEVICES:
            (corpus / f"{name}.md").symlink_to(f"/dev/{name}")
        skipped = check(corpus).skipped()
    assert skipped.keys() == {"pipe.md", "socket.md", *(f"{name}.md" for name in DEVICES)}
    assert skipped["pipe.md"] == skipped["socket.md"] == "not a regular file"


@pytest.mark.parametrize("name", [".gitignore", "auditor-triage.jsonl", "auditor-baseline.jsonl", "auditor.toml"])
@pytest.mark.parametrize("endless", ["pipe", "device"])
def test_pipes_and_devices_in_the_place_of_our_own_files_hold_nobody_up(corpus: Path, name: str, endless: str) -> None:
    (corpus / ".git").mkdir()
    if endless == "pipe":
        os.mkfifo(corpus / name)
    else:
        (corpus / name).symlink_to("/dev/zero")
    named = ("--baseline", name) if "baseline" in name else ()
    ended = run("check", ".", *named, folder=corpus, memory=2**30)
    assert "Traceback" not in ended.log
    if name.endswith(".jsonl"):
        assert ended.code in {2, 3}
        assert f"{name}: not a regular file" in ended.log
    else:
        assert ended.code == (3 if name == "auditor.toml" else 1)  # it lies in the corpus, and is no document


def test_a_pipe_in_a_report_holds_nobody_up(corpus: Path) -> None:
    run("check", ".", "--format", "html=../report", folder=corpus)
    os.mkfifo(corpus.parent / "report" / "more.html")
    ended = run("verify", "../report", folder=corpus)
    assert (ended.code, "more.html: not a regular file" in ended.log) == (3, True)


@pytest.mark.parametrize("link", [".auditor_cache", ".auditor_cache/cache.db", ".auditor_cache/ledgers"])
def test_nothing_is_written_through_a_link_in_the_place_of_the_cache(corpus: Path, tmp_path: Path, link: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (corpus / link).parent.mkdir(exist_ok=True)
    (corpus / link).symlink_to(elsewhere / "theirs.db" if link.endswith(".db") else elsewhere)
    ended = run("check", ".", "--format", "json", folder=corpus)
    assert (ended.code, list(elsewhere.iterdir())) == (1, [])
    assert ended.out == run("check", ".", "--format", "json", "--no-cache", folder=corpus).out


def test_a_folder_given_as_a_file_address_is_treated_as_the_folder(corpus: Path, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", [ATEZOLIZUMAB])
    (corpus / "file.md").symlink_to(secret / "a.md")
    os.mkfifo(corpus / "pipe.md")
    ended = run("check", corpus.as_uri(), "--no-cache", "--format", "json", folder=tmp_path)
    assert ended.skipped() == {"file.md": LEADS_OUT, "pipe.md": "not a regular file"}


def test_links_that_form_loops_end(corpus: Path) -> None:
    (corpus / "itself.md").symlink_to("itself.md")
    (corpus / "here").symlink_to(".")
    (corpus / "up").symlink_to("..")
    (corpus / "one").symlink_to("other")
    (corpus / "other").symlink_to("one")
    skipped = check(corpus).skipped()
    assert skipped.keys() == {"itself.md", "up", "one", "other"}
    assert skipped["up"] == LEADS_OUT


def test_a_loop_given_as_a_path_is_said(corpus: Path) -> None:
    (corpus / "itself.md").symlink_to("itself.md")
    ended = run("check", "itself.md", folder=corpus)
    assert (ended.code, "Traceback" in ended.log) == (3, False)


def test_a_link_that_leads_out_of_the_folder_is_not_followed(corpus: Path, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", [ATEZOLIZUMAB])
    (corpus / "file.md").symlink_to(secret / "a.md")
    (corpus / "folder").symlink_to(secret)
    (corpus / "inside.md").symlink_to("a.md")
    sources, skipped = discover([corpus])
    assert [source.name for source in sources] == ["a.md", "b.md", "inside.md"]
    assert skipped == [Skipped("file.md", "load", LEADS_OUT), Skipped("folder", "load", LEADS_OUT)]


def test_a_link_to_what_is_named_as_well_is_followed(corpus: Path, tmp_path: Path) -> None:
    named = write(tmp_path / "named", [ATEZOLIZUMAB])
    (corpus / "file.md").symlink_to(named / "a.md")
    assert discover([corpus, named])[1] == []
    assert [source.name for source in discover([corpus / "file.md"])[0]] == ["file.md"]


def test_any_name_can_be_read(corpus: Path) -> None:
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(corpus) + b"/" + name)).write_text(ATEZOLIZUMAB)
    ended = check(corpus)
    assert ended.skipped() == {}
    told = {place["document"] for one in ended.report()["findings"] for place in (one["primary"], *one["related"])}
    assert len(told) == 2 + len(NAMES)
    for form in ("text", "concise", "sarif", "csv", "github", "markdown", "junit", "gitlab"):
        other = run("check", ".", "--no-cache", "--format", form, folder=corpus)
        assert (other.code, "Traceback" in other.log, b"\x1b" in other.out) == (1, False, False), form


def test_a_file_of_a_terabyte_that_holds_nothing_is_skipped_at_once(corpus: Path) -> None:
    with (corpus / "sparse.md").open("wb") as file:
        try:
            file.truncate(SPARSE)
        except OSError:
            file.truncate(2**30)
    ended = check(corpus, memory=2**30)
    assert ended.skipped() == {"sparse.md": f"larger than {MAX_BYTES // 2**20} MB; split it"}


def test_what_one_may_not_read_is_skipped(corpus: Path) -> None:
    write(corpus / "closed", [ATEZOLIZUMAB])
    write(corpus, [ATEZOLIZUMAB, BEVACIZUMAB, BEVACIZUMAB])
    names = load_names()
    (corpus / "closed").chmod(0)
    (corpus / "c.md").chmod(0)
    os.chdir(corpus)
    with as_somebody_else():
        sources, skipped = discover([Path()])
        said = [one for _, one in read_corpus(sources, names, Means())]
    (corpus / "closed").chmod(0o700)
    assert skipped == [Skipped("closed", "load", "the folder cannot be listed")]
    assert [one.skipped and one.skipped.reason for one in said] == [None, None, "permission denied"]


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """Without the rights of root, who may read everything."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def test_a_file_that_vanishes_before_it_is_read_is_skipped(corpus: Path) -> None:
    sources, _ = discover([corpus])
    (corpus / "a.md").unlink()
    said = [one for _, one in read_corpus(sources, load_names(), Means())]
    assert [one.skipped for one in said] == [Skipped("a.md", "load", "no such file or directory"), None]


def test_what_changed_while_it_was_read_is_not_kept(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(corpus / "a.md", "a.md")

    def loaded(asked: Source) -> Iterator[Document | Skipped]:
        yield Document(asked.name, "markdown", asked.path.read_text(), "0" * 64)
        asked.path.write_text(BEVACIZUMAB)

    monkeypatch.setattr("auditor.reading.file.load_all", loaded)
    assert kept(source, load_names()) == ""
    source.path.unlink()
    monkeypatch.undo()
    assert kept(source, load_names()) == ""


def kept(source: Source, names: Names) -> str:
    read: FileRead = read_file(source, names)
    return read.sha256


def test_a_cache_that_cannot_be_written_is_done_without(corpus: Path, tmp_path: Path) -> None:
    with_cache = check(corpus)
    (corpus / ".auditor_cache").rename(tmp_path / "aside") if (corpus / ".auditor_cache").exists() else None
    (corpus / ".auditor_cache").write_text("in the way")
    ended = run("check", ".", "--format", "json", folder=corpus)
    assert (ended.code, "going without" in ended.log) == (1, True)
    assert ended.out == with_cache.out


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_bytes(pipe, b"told")
    assert os.read(reading, 9) == b"told"
    os.close(reading)
    assert pipe.is_fifo()


def test_a_folder_that_holds_pipes_or_what_one_may_not_see_is_no_report_to_replace(
    corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    os.mkfifo(folder / "index.html")
    for place in (folder, Path("/proc")):
        ended = run("check", ".", "--format", f"html={place}", folder=corpus)
        assert (ended.code, ended.out) == (2, b"")
        assert "holds something else than a report of ours" in ended.log


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no device that is always full")
def test_a_full_disk_is_an_incomplete_run(corpus: Path) -> None:
    (corpus / "full.json").symlink_to("/dev/full")
    ended = run("check", "a.md", "b.md", "--no-cache", "--format=json=full.json", folder=corpus)
    assert (ended.code, "Traceback" in ended.log) == (3, False), ended.log
    assert "No space left" in ended.log
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="this system has no device that is always full")
def test_standard_output_on_a_full_disk_is_an_incomplete_run(corpus: Path) -> None:
    ended = run("check", ".", "--no-cache", "--format", "json", folder=corpus, out=Path("/dev/full"))
    assert (ended.code, "Traceback" in ended.log) == (3, False), ended.log


def test_a_report_that_finds_no_room_leaves_the_old_one(corpus: Path, tmp_path: Path) -> None:
    old = tmp_path / "report"
    whole = run("check", ".", f"--format=html={old}", folder=corpus)
    before = {path.name: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    (corpus / "a.md").write_text(ATEZOLIZUMAB * 2)
    ended = run("check", ".", f"--format=html={old}", folder=corpus, file_size=2_000)
    assert (whole.code, ended.code) == (1, 3)
    assert {path.name: path.read_bytes() for path in old.rglob("*") if path.is_file()} == before
    assert {path.name for path in tmp_path.iterdir()} <= {"corpus", "report", "out", "log"}
    again = run("check", ".", "--format", "json", folder=corpus)
    assert again.out == run("check", ".", "--format", "json", "--no-cache", folder=corpus).out
    assert json.loads(again.out)["summary"]["documents"] == 2
