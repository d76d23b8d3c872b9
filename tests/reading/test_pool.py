"""Many processes read what one would have read, in the same order, whatever happens to them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from auditor.lexicon.names import Names, load_names
from auditor.loading import Source, discover, load_every
from auditor.model.source import Document
from auditor.reading.coding import decode
from auditor.reading.corpus import SMALL, Means, read_corpus
from auditor.reading.file import FileRead, Said, read_document, read_file
from auditor.reading.pool import read_files
from tests.commands import ours, run
from tests.waiting import PATIENCE, wait_until

FILES = SMALL + 16
# Written into every process before anything else: whoever reads a file says so, and does not come to its end.
HANGING = """
import os, time
import auditor.reading.pool as pool
def hanging(*_):
    open(os.path.join({reading!r}, str(os.getpid())), "w").close()
    time.sleep({seconds})
pool.read_file = hanging
"""
needs_fork = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="what is patched here reaches processes only by fork"
)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """More documents than one process reads alone."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:03}.md").write_text(f"HCPCS code J{9000 + number % 7} is used for atezolizumab.\n")
    return folder


@pytest.fixture
def sources(corpus: Path) -> list[Source]:
    return discover([corpus])[0]


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes that are copies of this one, so that what is patched here holds there."""
    context = multiprocessing.get_context("fork")
    monkeypatch.setattr("auditor.reading.pool._executor", lambda jobs: ProcessPoolExecutor(jobs, mp_context=context))


def alone(sources: list[Source]) -> list[Said]:
    return [said for source in sources for said in read_file(source, load_names()).said]


def together(sources: list[Source], means: Means) -> list[Said]:
    return [said for _, said in read_corpus(sources, load_names(), means)]


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_processes_never_shows(sources: list[Source], jobs: int) -> None:
    assert together(sources, Means(jobs)) == alone(sources)


def test_of_two_documents_of_one_name_the_later_is_numbered(tmp_path: Path) -> None:
    ignore = '<!-- auditor: ignore[AUD101] reason=\\"x\\" -->'
    post = f'{{"id": "https://example.org/j9271", "text": "{ignore} HCPCS code J9271 is used for pembrolizumab."}}\n'
    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_text(post)
    sources = discover([tmp_path])[0]
    expected = [document for _, document in load_every(sources)]
    found = together(sources, Means())
    assert len({said.document for said in found}) == 2
    assert [said.document for said in found] == [one.name for one in expected if isinstance(one, Document)]
    assert found == [read_document(one, load_names()) for one in expected if isinstance(one, Document)]
    assert all(said.extraction and said.extraction.assertions for said in found)


@pytest.mark.usefixtures("corpus")
def test_a_report_has_the_same_bytes_from_one_process_and_from_three() -> None:
    one, three = (run("check", "--format", "json", "--no-cache", "--jobs", jobs).stdout for jobs in ("1", "3"))
    assert '"rule": "AUD102"' in one
    assert one == three


@pytest.mark.usefixtures("forked")
@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_process_that_is_killed_takes_nothing_with_it(
    sources: list[Source], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []  # by this process: who reads a file alone has read none before, and what it dies of is skipped

    def deadly_in_company(source: Source, names: Names) -> FileRead:
        mark = tmp_path / f"killed-{source.name}"
        if read and source.name in {"005.md", "070.md"} and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        read.append(source.name)
        return read_file(source, names)

    monkeypatch.setattr("auditor.reading.pool.read_file", deadly_in_company)
    found = {one.index: decode(one.data or b"") for one in read_files(sources, 2)}
    assert list(tmp_path.glob("killed-*"))
    assert [said for index in range(FILES) for said in found[index]] == alone(sources)


@pytest.mark.usefixtures("forked")
@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_file_that_kills_its_readers_is_skipped_and_said(
    sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    def deadly(source: Source, names: Names) -> FileRead:
        return os._exit(9) if source.name in {"013.md", "014.md"} else read_file(source, names)

    monkeypatch.setattr("auditor.reading.pool.read_file", deadly)
    found = together(sources, Means(2))
    skipped = [said.skipped for said in found if said.skipped]
    assert [(one.document, one.stage) for one in skipped] == [("013.md", "extract"), ("014.md", "extract")]
    assert "the process that read it died" in skipped[0].reason
    assert [said for said in found if not said.skipped] == [
        said for said in alone(sources) if said.document not in {"013.md", "014.md"}
    ]


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="processes are found by what Linux tells of them")
def test_processes_end_when_the_main_one_is_killed(corpus: Path) -> None:
    reading = corpus.parent / "reading"
    reading.mkdir()
    hook = corpus.parent / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(HANGING.format(reading=str(reading), seconds=PATIENCE))
    environment = {**ours(), "PYTHONPATH": os.pathsep.join([str(hook), ours()["PYTHONPATH"]])}
    mark = {**environment, "AUDITOR_TEST_MARK": str(corpus)}
    command = [sys.executable, "-m", "auditor", "check", "--no-cache", "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=mark) as process:
        wait_until(lambda: len(list(reading.iterdir())) == 2)
        assert len(_marked(str(corpus))) >= 3  # itself, and two that read
        process.kill()
    wait_until(lambda: not _marked(str(corpus)))


@pytest.mark.usefixtures("corpus")
def test_when_time_is_over_the_run_says_what_was_done_and_ends_with_three() -> None:
    result = run("check", "--max-runtime", "0", "--no-cache")
    assert result.exit_code == 3
    assert "--max-runtime" in result.stdout
    assert "0 documents" in result.stdout
    assert run("check", "--max-runtime", "10m", "--no-cache").exit_code in {0, 1}


@pytest.mark.parametrize("value", ["soon", "-1", "5 days"])
def test_a_duration_that_is_none_is_bad_usage(value: str) -> None:
    result = run("check", "--max-runtime", value)
    assert result.exit_code == 2
    assert "is no duration; write 90, 45s, 30m or 2h" in result.stderr


def _marked(mark: str) -> list[int]:
    """The processes that were started with our mark."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"AUDITOR_TEST_MARK={mark}".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found
