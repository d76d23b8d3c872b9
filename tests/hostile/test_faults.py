"""Whatever befalls a run, the next one's report is that of a clean run: killed, starved of room, crowded, or lied to by the clock."""

from __future__ import annotations

import calendar
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

import pytest

from auditor.lexicon.names import Names
from auditor.loading import Source, discover
from auditor.reading.coding import decode
from auditor.reading.file import FileRead, read_file
from auditor.reading.pool import read_files
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours
from tests.hostile.limited import run
from tests.waiting import PATIENCE

KILLS: Final = int(os.environ.get("AUDITOR_KILLS", "12"))  # `make soak` kills 200 times
DOCUMENTS: Final = 90  # more than one process reads alone
LINE: Final = ("check", ".", "--format", "json", "--jobs", "2")
CLOCKS: Final = ("1970-01-01", "2099-12-31")

needs_fork = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="what is patched here reaches processes only by fork"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(DOCUMENTS):
        edit(folder, number, "")
    return folder


def edit(folder: Path, number: int, before: str) -> None:
    said = ATEZOLIZUMAB if number % 9 else BEVACIZUMAB
    (folder / f"{number:03}.md").write_text(f"{before}{said}\nModifier JW means discarded drug {number}.\n")


def clean(corpus: Path) -> bytes:
    return run(*LINE, "--no-cache", folder=corpus).out


def started(corpus: Path, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "auditor", *(arguments or LINE)],
        cwd=corpus,
        env={**ours(), **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def test_killed_at_random_moments_with_its_processes_it_leaves_a_sound_cache(corpus: Path) -> None:
    random = Random(7)  # noqa: S311 - moments, no secrets
    begun = time.perf_counter()
    run(*LINE, folder=corpus)
    lasted = time.perf_counter() - begun
    killed = 0
    while killed < KILLS:
        for number in random.sample(range(DOCUMENTS), 30):
            edit(corpus, number, f"Version {random.random()}.\n\n")
        with started(corpus) as process:
            try:
                process.wait(random.random() * lasted)
                lasted *= 0.8  # it was through before: this machine is quicker now
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                killed += 1
    assert run(*LINE, folder=corpus).out == clean(corpus)


def test_ten_runs_at_once_say_the_same_and_the_next_does_too(corpus: Path) -> None:
    whole = clean(corpus)
    for many in (2, 10):
        running = [started(corpus) for _ in range(many)]
        said = [process.communicate(timeout=PATIENCE)[0] for process in running]
        assert [process.returncode for process in running] == [1] * many
        assert set(said) == {whole}
    assert run(*LINE, folder=corpus).out == whole


@pytest.mark.parametrize("room", [0, 1_000, 20_000, 100_000, 400_000])
def test_a_disk_that_fills_up_leaves_a_cache_that_the_next_run_can_use(room: int, corpus: Path) -> None:
    ended = run(*LINE, folder=corpus, file_size=room)
    assert ended.code in {1, 3, -signal.SIGXFSZ}
    assert run(*LINE, folder=corpus).out == clean(corpus)


@pytest.mark.parametrize("closed", [(1,), (2,), (0,), (1, 2), (0, 1, 2)])
def test_a_stream_that_is_closed_is_no_crash_and_a_report_that_nobody_gets_is_an_incomplete_run(
    closed: tuple[int, ...], corpus: Path
) -> None:
    told = clean(corpus)
    for _ in range(2):  # the second time there is an answer from before
        process = subprocess.Popen(
            [sys.executable, "-m", "auditor", "check", ".", "--format", "json"],
            cwd=corpus,
            env=ours(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=partial(_close, closed),  # noqa: PLW1509 - it has no other threads
        )
        out, log = process.communicate()
        assert process.returncode == (3 if 1 in closed else 1)
        assert out == (b"" if 1 in closed else told)
        assert b"Traceback" not in log
        assert (b"standard output" in log) == (closed == (1,))


def _close(streams: tuple[int, ...]) -> None:
    for stream in streams:
        os.close(stream)


def test_a_folder_that_is_gone_is_said(corpus: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ended = subprocess.run(
        ["/bin/sh", "-c", 'rmdir "$1"; exec "$0" -m auditor check "$2"', sys.executable, gone, corpus],
        cwd=gone,
        env={**ours(), "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (3, b"")
    assert ended.stderr.decode() == "auditor: the folder that you are in is gone; change to another\n"


def test_a_clock_that_jumps_changes_no_report(corpus: Path) -> None:
    whole = clean(corpus)
    for day in CLOCKS:
        then = calendar.timegm(time.strptime(day, "%Y-%m-%d"))
        for path in sorted(corpus.glob("*.md"))[::2]:
            os.utime(path, (then, then))
        assert run(*LINE, folder=corpus, environment={"SOURCE_DATE_EPOCH": str(int(then))}).out == whole
    kept = next(corpus.glob("00*.md"))
    stat = kept.stat()
    edit(corpus, int(kept.stem), "Later.\n\n")
    os.utime(kept, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert run(*LINE, folder=corpus).out == clean(corpus)


def test_a_stamp_of_the_future_in_the_cache_hides_no_change(corpus: Path) -> None:
    run(*LINE, folder=corpus)
    hook = corpus.parent / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text("import time; real = time.time_ns; time.time_ns = lambda: real() + 10**18\n")
    path = os.pathsep.join([str(hook), ours()["PYTHONPATH"]])
    for number in range(0, DOCUMENTS, 4):
        edit(corpus, number, "Now.\n\n")
    ahead = run(*LINE, folder=corpus, environment={"PYTHONPATH": path})
    assert ahead.out == clean(corpus)
    for number in range(0, DOCUMENTS, 4):
        edit(corpus, number, "Then.\n\n")
    assert run(*LINE, folder=corpus).out == clean(corpus)


@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_worker_that_hangs_is_ended_and_only_its_file_is_skipped(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hanging(source: Source, names: Names) -> FileRead:
        if source.name == "013.md":
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
            while True:
                time.sleep(PATIENCE)
        return read_file(source, names)

    context = multiprocessing.get_context("fork")
    monkeypatch.setattr("auditor.reading.pool._executor", lambda jobs: ProcessPoolExecutor(jobs, mp_context=context))
    monkeypatch.setattr("auditor.reading.pool.read_file", hanging)
    patience = {"013.md": 2}  # for others as long as it takes: this machine may be slow
    monkeypatch.setattr("auditor.reading.pool._patience", lambda source: patience.get(source.name, int(PATIENCE)))
    sources = discover([corpus])[0]
    read = {one.index: decode(one.data or b"") for one in read_files(sources, 2)}
    assert sorted(read) == list(range(DOCUMENTS))
    skipped = {said.document: said.skipped.reason for index in read for said in read[index] if said.skipped}
    assert skipped.keys() == {"013.md"}
    assert "it took too long" in skipped["013.md"]


def test_what_a_run_kept_is_used_by_the_next(corpus: Path) -> None:
    first = run(*LINE, folder=corpus)
    again = run(*LINE, folder=corpus)
    assert again.out == first.out
    assert json.loads(again.out)["summary"]["documents"] == DOCUMENTS
