"""What was read is not read again; and no shortcut shows in a report's bytes, whatever happens to the cache."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.extraction import extract
from auditor.lexicon.names import Names
from auditor.model.assertions import Extraction
from auditor.model.source import Parsed
from auditor.store import database as database_module
from auditor.store.database import FILE, FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, found, ours, run, write

CACHE = Path(FOLDER) / FILE
Reads = list[str]


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents that contradict each other, one that is clean, one that cannot be read; all an hour old."""
    monkeypatch.chdir(tmp_path)
    folder = write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB, "J9271 is pembrolizumab.\n"])
    (folder / "d.md").write_bytes(b"\xff\xfe\xff")
    for path in folder.iterdir():
        age(path)
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """The documents from which something is extracted."""
    listed: Reads = []

    def watched(parsed: Parsed, names: Names | None = None) -> Extraction:
        listed.append(parsed.document.name)
        return extract(parsed, names)

    monkeypatch.setattr("auditor.reading.file.extract", watched)
    return listed


def age(path: Path, seconds: int = 3600) -> None:
    """Make a file look as if it had been written a while ago."""
    then = time.time_ns() - seconds * 10**9
    os.utime(path, ns=(then, then))


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of these tests are all fresh, as their inodes say; most tests are about older ones."""
    monkeypatch.setattr("auditor.store.results.RACY_NS", -(10**18))


def check(*arguments: str) -> str:
    """The report, and whatever is said beside it."""
    result = run("check", "--format", "json", *arguments)
    assert result.exit_code == 3  # d.md
    return result.stdout


def errors(*arguments: str) -> list[str]:
    """What a run says beside its report, but for the document that cannot be read."""
    said = run("check", "--format", "concise", *arguments).stderr.splitlines()
    return [line for line in said if "incomplete" not in line]


def test_what_was_read_is_recalled_with_the_same_bytes(reads: Reads) -> None:
    uncached = check("--no-cache")
    assert not Path(FOLDER).exists()
    cold = check()
    assert reads == ["a.md", "b.md", "c.md"] * 2
    assert check() == cold == uncached
    assert len(reads) == 6


def test_documents_with_findings_and_those_not_read_are_recalled_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = check()
    monkeypatch.setattr("auditor.reading.file.load_all", lambda source: pytest.fail(f"{source.name} was opened"))
    assert check() == told
    assert "d.md" in told


def test_only_what_changed_is_read(corpus: Path, reads: Reads) -> None:
    check()
    reads.clear()
    (corpus / "c.md").write_text("J9271 is nivolumab.\n")
    (corpus / "e.md").write_text(ATEZOLIZUMAB)
    (corpus / "a.md").unlink()
    told = check()
    assert reads == ["c.md", "e.md"]
    assert told == check("--no-cache")


def test_a_file_that_was_only_touched_or_moved_elsewhere_is_recognised_by_its_content(
    corpus: Path, reads: Reads
) -> None:
    check()
    reads.clear()
    age(corpus / "a.md", 7200)
    shutil.copytree(corpus, "elsewhere")
    check()
    check("elsewhere")
    assert reads == []


def test_a_file_of_another_name_is_read_because_its_name_is_part_of_what_it_says(corpus: Path, reads: Reads) -> None:
    check()
    reads.clear()
    (corpus / "c.md").rename(corpus / "j9355.md")
    told = check()
    assert reads == ["j9355.md"]
    assert told == check("--no-cache")


def test_the_same_size_and_time_do_not_hide_a_change(corpus: Path) -> None:
    before = check()
    path, times = corpus / "a.md", (corpus / "a.md").stat()
    path.write_text(ATEZOLIZUMAB.replace("J9355", "J9356"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert check() == check("--no-cache") != before


def test_a_file_written_a_moment_ago_is_not_believed_by_its_time(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.store.results.RACY_NS", 10**15)  # days, so that the file is young on any machine
    (corpus / "a.md").write_text(ATEZOLIZUMAB)
    check()
    rows = sqlite3.connect(CACHE).execute("SELECT * FROM files").fetchall()
    (corpus / "a.md").write_text(ATEZOLIZUMAB.replace("J9355", "J9356"))
    stat = (corpus / "a.md").stat()
    with sqlite3.connect(CACHE) as connection:  # as if both had been written within a tick of the clock
        same = (stat.st_size, stat.st_mtime_ns, stat.st_ino, stat.st_ctime_ns)
        connection.execute("UPDATE files SET size=?, mtime_ns=?, inode=?, ctime_ns=? WHERE path LIKE '%a.md'", same)
    assert rows
    assert check() == check("--no-cache")


def test_another_recipe_reads_everything_anew(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    check()
    reads.clear()
    monkeypatch.setattr("auditor.__version__", "0.0.9")
    check()
    assert reads == ["a.md", "b.md", "c.md"]


def test_a_passing_mistake_of_ours_is_not_kept(reads: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr("auditor.reading.file.parse", stumble)
        assert "MemoryError" in check()
    assert check() == check("--no-cache")
    assert reads[:3] == ["a.md", "b.md", "c.md"]


def _truncate() -> None:
    CACHE.write_bytes(CACHE.read_bytes()[:5000])


def _scribble() -> None:
    data = bytearray(CACHE.read_bytes())
    data[4096:16384] = b"\x5a" * 12288
    CACHE.write_bytes(data)


def _foreign() -> None:
    CACHE.unlink()
    with sqlite3.connect(CACHE) as connection:
        connection.execute("CREATE TABLE addresses(name TEXT)")


def _other_version() -> None:
    with sqlite3.connect(CACHE) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    "damage",
    [_truncate, _scribble, _foreign, _other_version, lambda: CACHE.write_text("not a database at all " * 300)],
)
def test_a_damaged_or_foreign_file_is_rebuilt_with_a_word(damage: Callable[[], None], reads: Reads) -> None:
    told = check()
    for log in CACHE.parent.glob(f"{FILE}-*"):
        log.unlink()
    damage()
    result = run("check", "--format", "json")
    assert result.stdout == told
    assert f"auditor: {CACHE} is damaged or not ours" in result.stderr
    assert "built anew" in result.stderr
    assert (CACHE.parent / f"{FILE}.damaged").exists()
    assert errors() == []
    reads.clear()
    assert check() == told
    assert reads == []


def test_an_empty_file_is_no_damage() -> None:
    CACHE.parent.mkdir()
    CACHE.touch()
    assert errors() == []


def test_no_flipped_bit_ever_shows_in_a_report() -> None:
    told = check()
    data = CACHE.read_bytes()
    for position in range(4200, len(data), len(data) // 40):
        for log in CACHE.parent.glob(f"{FILE}*"):
            log.unlink()
        CACHE.write_bytes(data[:position] + bytes([data[position] ^ 0x10]) + data[position + 1 :])
        assert check() == told, position


@pytest.mark.parametrize("content", ["a file", None])
def test_where_nothing_can_be_kept_everything_works_with_a_word(content: str | None) -> None:
    if content is None:
        Path(FOLDER).symlink_to("/dev/null/nowhere")
    else:
        Path(FOLDER).write_text(content)
    told = check("--no-cache")
    assert check() == told
    [word] = errors()
    assert word.startswith(f"auditor: going without {CACHE}: ")
    assert errors("--quiet") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_folder_that_is_read_only_works_without(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        assert found() == ["AUD101 J9355 None"]
    finally:
        tmp_path.chmod(0o755)


def test_a_file_that_somebody_else_holds_for_too_long_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    told = check()
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(CACHE, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    Path("corpus/c.md").write_text("J9271 is pembrolizumab, still.\n")
    assert "database is locked" in errors()[0]
    holder.execute("ROLLBACK")
    Path("corpus/c.md").write_text("J9271 is pembrolizumab.\n")
    assert check() == told


def test_version_control_is_told_to_leave_the_folder_alone() -> None:
    check()
    assert (CACHE.parent / ".gitignore").read_text() == "*\n"


def test_several_runs_at_once_agree(corpus: Path) -> None:
    for number in range(40):
        (corpus / f"more-{number:02}.md").write_text(f"J9271 is billed per {number} mg. {ATEZOLIZUMAB}")
    command = [sys.executable, "-m", "auditor", "check", "--format", "json"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    running = [subprocess.Popen(command, env=ours(), **pipes) for _ in range(4)]  # type: ignore[call-overload]
    ended = [(one.communicate(), one.returncode) for one in running]
    assert {code for _, code in ended} == {3}
    assert {output.decode() for (output, _), _ in ended} == {check("--no-cache")}
    assert all(b"going without" not in said and b"damaged" not in said for (_, said), _ in ended)
