"""The same documents on a cluster: the same bytes, even where a worker dies in the middle."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from threading import Timer
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli
from auditor.clustered import corpus as clustered
from auditor.clustered import work
from auditor.reading import cluster as reading
from auditor.reading.cluster import Cluster
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB
from tests.decoding.making import export, post

dask: Any = import_module("distributed")

pytestmark = pytest.mark.filterwarnings("ignore")  # of the cluster's own shutting down

ALONE = {"threads_per_worker": 1, "processes": True, "dashboard_address": None, "silence_logs": 50}
ASKING = '<!-- auditor: ignore[AUD101, AUD201] reason="quoted" -->'
QUOTING = '<!-- auditor: ignore[AUD201] reason="what others wrote" -->'
IN_VAIN = '<!-- auditor: ignore[AUD103] reason="nothing to ignore" -->'


def check(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["check", "--quiet", *map(str, arguments)])


def kill_a_worker(address: str) -> None:
    with dask.Client(address, set_as_default=False) as client:
        running: list[int] = []
        while not running:  # one that was killed before may not yet be replaced, nor be known to be dead
            told = client.run(os.getpid, on_error="ignore")
            running = [pid for pid in told.values() if isinstance(pid, int)]
        os.kill(running[0], signal.SIGKILL)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    quick = import_module("dask").config.set({"distributed.comm.timeouts.connect": "5s"})  # to give up on the dead
    with quick, dask.LocalCluster(n_workers=2, **ALONE) as running:
        yield running


@pytest.fixture
def there(cluster: Any) -> tuple[str, ...]:
    """The options that have the cluster do it."""
    return "--no-cache", "--engine", "dask", "--scheduler", cluster.scheduler_address


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """What one process says, which no cluster has a part in."""

    def alone(*arguments: object) -> Result:
        with monkeypatch.context() as patched:
            patched.setattr("auditor.reading.cluster.Cluster", None)
            return check("--no-cache", "--jobs", 1, *arguments)

    return alone


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some two hundred documents that contradict each other about some codes; some do not want to be told."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(200):
        code, drug, other = (("J9173", "durvalumab", "10 mg"), ("J9299", "nivolumab", "1 mg"))[number % 2]
        drug = drug if number % 7 else "pembrolizumab"
        asking = ASKING if number % 21 == 0 else IN_VAIN if number == 100 else ""
        text = f"# Page {number}\n\n{code} describes {drug}. Each unit of {code} is {other}. {asking}\n"
        (folder / f"{number:03}.md").write_text(text)
    (folder / "quoted.md").write_text(f"# Quoted\n\nJ9306 describes bevacizumab. {QUOTING}\n")
    return folder


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little to a task that this corpus makes many."""
    for name, size in (("CHUNK", 7), ("_LEAST", 1), ("_MOST", 50)):
        monkeypatch.setattr(clustered, name, size)


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("form", ["json", "text", "sarif", "csv"])
def test_a_cluster_finds_what_one_process_finds(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path, form: str
) -> None:
    alone, together = here(corpus, "--format", form, "--repairs"), check(corpus, "--format", form, "--repairs", *there)
    assert (together.exit_code, together.stdout) == (alone.exit_code, alone.stdout)
    assert alone.exit_code == 1


def test_ignores_hold_and_are_told_of_when_they_do_nothing(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path
) -> None:
    found = json.loads(check(corpus, "--format", "json", *there).stdout)
    assert found == json.loads(here(corpus, "--format", "json").stdout)
    assert found["summary"]["ignored"] > 0
    assert [one["primary"]["document"] for one in found["findings"] if one["rule"] == "AUD901"] == ["100.md"]


def test_against_a_baseline_a_cluster_tells_the_same_news(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path
) -> None:
    CliRunner().invoke(cli, ["baseline", "write", str(corpus)])
    (corpus / "new.md").write_text(ATEZOLIZUMAB + BEVACIZUMAB)
    arguments = (corpus, "--baseline", "auditor-baseline.jsonl", "--new-only", "--format", "json")
    together = check(*arguments, *there)
    assert together.stdout == here(*arguments).stdout
    assert {one["primary"]["document"] for one in json.loads(together.stdout)["findings"]} == {"new.md"}


def test_without_a_reference_nobody_is_right_there_either(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path
) -> None:
    arguments = (corpus, "--reference", "none", "--select", "AUD1", "--repairs", "--format", "json")
    assert check(*arguments, *there).stdout == here(*arguments).stdout


@pytest.mark.usefixtures("parts")
def test_documents_that_go_by_one_name_and_files_that_cannot_be_read_are_told_alike(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path
) -> None:
    for name, text in (("one.xml", ATEZOLIZUMAB), ("two.xml", BEVACIZUMAB)):
        (corpus / name).write_bytes(export(post("https://example.org/j9355", "J9355", f"<p>{text}</p>")))
    (corpus / "broken.docx").write_bytes(b"PK")
    together = check(corpus, "--format", "json", *there)
    assert together.stdout == here(corpus, "--format", "json").stdout
    assert (together.exit_code, "#2" in together.stdout, "broken.docx" in together.stdout) == (3, True, True)


def test_the_report_that_shows_the_documents_is_the_same(
    there: tuple[str, ...], here: Callable[..., Result], tmp_path: Path, corpus: Path
) -> None:
    check(corpus, "--format", "html=there", *there)
    here(corpus, "--format", "html=here")
    pages = {
        name: {path.name: path.read_bytes() for path in (tmp_path / name).rglob("*.html")} for name in ("here", "there")
    }
    assert pages["here"] == pages["there"] != {}


def test_a_cluster_reads_and_writes_at_addresses(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path, tmp_path: Path
) -> None:
    report = tmp_path / "out" / "report.json"
    together = check(corpus.as_uri(), "--format", f"json={report.as_uri()}", *there)
    alone = here(corpus, "--format", "json")
    assert (together.exit_code, report.read_text()) == (alone.exit_code, alone.stdout)


def test_what_is_known_of_files_is_not_read_again(
    cluster: Any, here: Callable[..., Result], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.store.results.RACY_NS", -(10**18))  # files of tests are all fresh
    engine = ("--engine", "dask", "--scheduler", cluster.scheduler_address, "--format", "json")
    first = check(corpus, *engine)
    (corpus / "000.md").write_text("J9173 describes ipilimumab.\n")
    unread: list[str] = []
    submit = Cluster.submit

    def watched(self: Cluster, task: Any, *given: Any, **named: Any) -> Any:
        if task is work.read:
            unread.extend(source.name for _, source, known in given[0] if known is None)
        return submit(self, task, *given, **named)

    monkeypatch.setattr(Cluster, "submit", watched)
    again = check(corpus, *engine)
    assert unread == ["000.md"]
    assert again.stdout == here(corpus, "--format", "json").stdout != first.stdout


def test_what_was_not_reached_in_time_is_told(there: tuple[str, ...], corpus: Path) -> None:
    result = check(corpus, "--format", "json", "--max-runtime", "0s", *there)
    assert (result.exit_code, json.loads(result.stdout)["summary"]["skipped"]) == (3, 201)


def test_a_worker_of_another_version_is_refused(
    there: tuple[str, ...], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustered, "__version__", "0.0.1")
    result = check(corpus, *there)
    assert (result.exit_code, "install the same everywhere" in result.stderr) == (3, True)


def test_more_chunks_than_are_handed_out_at_a_time_are_all_read(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustered, "CHUNK", 3)
    monkeypatch.setattr("auditor.reading.cluster.AHEAD", 1)
    assert check(corpus, "--format", "json", *there).stdout == here(corpus, "--format", "json").stdout


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize(
    "step", [work.heads, work.cut, work.check, work.pick, work.mend], ids=lambda step: step.__name__
)
def test_a_worker_that_is_killed_in_the_middle_changes_nothing(
    there: tuple[str, ...], here: Callable[..., Result], corpus: Path, monkeypatch: pytest.MonkeyPatch, step: Any
) -> None:
    submit = Cluster.submit
    killed: list[object] = []

    def fatal(self: Cluster, task: Any, *given: Any, **named: Any) -> Any:
        future = submit(self, task, *given, **named)
        if task is step and not killed:
            killed.append(task)
            kill_a_worker(there[-1])
        return future

    with monkeypatch.context() as patched:
        patched.setattr(Cluster, "submit", fatal)
        together = check(corpus, "--format", "json", *there)
    assert killed == [step]
    alone = here(corpus, "--format", "json")
    assert (together.exit_code, together.stdout) == (alone.exit_code, alone.stdout)


@pytest.mark.usefixtures("parts")
def test_what_changed_before_a_dead_worker_had_it_read_again_is_no_mixture(
    there: tuple[str, ...], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit = Cluster.submit
    changed: list[Path] = []

    def fatal(self: Cluster, task: Any, *given: Any, **named: Any) -> Any:
        future = submit(self, task, *given, **named)
        if task is work.cut and not changed:
            changed.extend(path for path in corpus.iterdir() if path.write_text("J9271 is nivolumab.\n"))
            kill_a_worker(there[-1])
        return future

    monkeypatch.setattr(Cluster, "submit", fatal)
    result = check(corpus, "--format", "json", *there)
    assert (result.exit_code, "a document changed" in result.stderr, result.stdout) == (3, True, "")


def test_a_worker_without_the_package_is_told_of(
    there: tuple[str, ...], corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: object) -> None:
        raise ModuleNotFoundError("No module named 'auditor'", name="auditor")

    monkeypatch.setattr(work, "read", missing)
    result = check(corpus, *there)
    assert (result.exit_code, "a worker cannot load 'auditor'" in result.stderr) == (3, True)


def test_a_scheduler_that_does_not_answer_is_named(corpus: Path) -> None:
    result = check(corpus, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (result.exit_code, "no scheduler answers at tcp://127.0.0.1:9" in result.stderr) == (3, True)


def test_a_scheduler_without_workers_is_waited_for_no_longer_than_it_says(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 1)
    monkeypatch.setattr(reading, "EVERY", 0.1)
    with dask.LocalCluster(n_workers=0, **ALONE) as deserted:
        address = deserted.scheduler_address
        result = check(corpus, "--no-cache", "--engine", "dask", "--scheduler", address)
    assert (result.exit_code, result.stdout) == (3, "")
    assert f"the scheduler at {address} has had no workers for 1 seconds; start some: dask worker" in result.stderr


def test_when_all_workers_are_gone_others_are_waited_for_no_longer_than_it_says(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 1)
    monkeypatch.setattr(reading, "EVERY", 0.1)
    submit = Cluster.submit
    with dask.LocalCluster(n_workers=1, **ALONE) as running:

        def deserted(self: Cluster, task: Any, *given: Any, **named: Any) -> Any:
            if task is work.cut and self._client.ncores():
                running.scale(0)
                while self._client.ncores():
                    sleep(0.1)
            return submit(self, task, *given, **named)

        monkeypatch.setattr(Cluster, "submit", deserted)
        result = check(corpus, "--no-cache", "--engine", "dask", "--scheduler", running.scheduler_address)
    assert (result.exit_code, "has had no workers for 1 seconds" in result.stderr, result.stdout) == (3, True, "")


def test_a_worker_that_comes_late_does_what_was_waiting(corpus: Path, here: Callable[..., Result]) -> None:
    with dask.LocalCluster(n_workers=0, **ALONE) as late:
        later = Timer(2, late.scale, [1])
        later.start()
        result = check(corpus, "--no-cache", "--engine", "dask", "--scheduler", late.scheduler_address, "--format", "json")  # fmt: skip
        later.join()
    assert result.stdout == here(corpus, "--no-cache", "--format", "json").stdout


def test_engine_and_scheduler_go_together(corpus: Path) -> None:
    assert check(corpus, "--engine", "dask").exit_code == 2
    assert check(corpus, "--scheduler", "tcp://127.0.0.1:9").exit_code == 2
