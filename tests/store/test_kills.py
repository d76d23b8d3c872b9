"""Whoever is killed leaves nothing half-written: kill -9, many times, at any moment."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from auditor.store.database import FILE, FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, run

KILLS = int(os.environ.get("AUDITOR_KILLS", "36"))  # `make soak` kills more often
DOCUMENTS = 60


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents enough to be killed among; results are kept after each few."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("auditor.reading.corpus.BATCH", 5)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(DOCUMENTS):
        _write(folder, number, "")
    return folder


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="a start from nothing takes too long")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_any_moment_it_leaves_nothing_half_written(corpus: Path) -> None:
    whole = run("check", "--format", "json", "--no-cache").stdout
    fork = multiprocessing.get_context("fork")
    start = time.perf_counter()
    run("check", "--no-cache")
    lasted = time.perf_counter() - start
    killed = attempt = 0
    while killed < KILLS:
        attempt += 1
        for number in range(attempt % 7, DOCUMENTS, 2):
            _write(corpus, number, f"Version {attempt}.\n\n")  # something to write each time
        process = fork.Process(target=run, args=("check", "--quiet"))
        process.start()
        time.sleep(lasted * (attempt % KILLS) / KILLS)
        process.kill()
        process.join()
        if process.exitcode == -signal.SIGKILL:
            killed += 1
        else:  # it was through before: this machine is quicker now
            lasted *= 0.8
        _assert_whole()
    for number in range(DOCUMENTS):
        _write(corpus, number, "")
    last = run("check", "--format", "json")
    assert (last.stdout, last.stderr) == (whole, "")


def _write(folder: Path, number: int, before: str) -> None:
    said = ATEZOLIZUMAB if number % 9 else BEVACIZUMAB
    (folder / f"{number:03}.md").write_text(f"{before}{said}\nModifier JW means discarded drug {number}.\n")


def _assert_whole() -> None:
    """The file is sound, and every run in it has all that it found."""
    path = Path(FOLDER) / FILE
    if not path.exists():
        return
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = connection.execute("SELECT count(*) FROM sqlite_schema WHERE type = 'table'").fetchone()[0]
        assert tables in {0, 11}  # sqlite_sequence is the last
        if tables:
            missing = "SELECT count(*) FROM found WHERE digest NOT IN (SELECT digest FROM findings)"
            assert connection.execute(missing).fetchone() == (0,)
    finally:
        connection.close()
