"""The same documents on a cluster: the same bytes, even where a worker dies in the middle."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli

dask: Any = import_module("distributed")

pytestmark = pytest.mark.filterwarnings("ignore")  # of the cluster's own shutting down


def check(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["check", "--no-cache", "--quiet", *map(str, arguments)])


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with dask.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for number in range(200):
        drug = "durvalumab" if number % 7 else "nivolumab"
        text = f"# Page {number}\n\nJ9173 describes {drug}. Each unit of J9173 is 10 mg.\n"
        (tmp_path / f"{number:03}.md").write_text(text)
    return tmp_path


def test_a_cluster_finds_what_one_process_finds(cluster: Any, corpus: Path) -> None:
    here = check(corpus, "--format", "json", "--jobs", 1)
    there = check(corpus, "--format", "json", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)
    assert here.exit_code == 1


def test_a_cluster_reads_and_writes_at_addresses(cluster: Any, corpus: Path, tmp_path_factory: Any) -> None:
    here = check(corpus, "--format", "json", "--jobs", 1)
    report = tmp_path_factory.mktemp("out") / "report.json"
    engine = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
    there = check(corpus.as_uri(), "--format", f"json={report.as_uri()}", *engine)
    assert (there.exit_code, report.read_text()) == (here.exit_code, here.stdout)


def test_more_chunks_than_are_handed_out_at_a_time_are_all_read(
    cluster: Any, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.reading.cluster.CHUNK", 3)
    monkeypatch.setattr("auditor.reading.cluster.AHEAD", 1)
    here = check(corpus, "--format", "json", "--jobs", 1)
    there = check(corpus, "--format", "json", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    assert there.stdout == here.stdout


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(cluster: Any, corpus: Path) -> None:
    here = check(corpus, "--format", "json", "--jobs", 1)
    with dask.Client(cluster.scheduler_address, set_as_default=False) as client:
        victim = next(iter(client.run(os.getpid).values()))
    killer = Timer(0.3, os.kill, (victim, signal.SIGKILL))
    killer.start()
    there = check(corpus, "--format", "json", "--engine", "dask", "--scheduler", cluster.scheduler_address)
    killer.join()
    assert (there.exit_code, there.stdout) == (here.exit_code, here.stdout)


def test_a_scheduler_that_does_not_answer_is_named(corpus: Path) -> None:
    result = check(corpus, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9")
    assert (result.exit_code, "no scheduler answers at tcp://127.0.0.1:9" in result.stderr) == (3, True)


def test_engine_and_scheduler_go_together(corpus: Path) -> None:
    assert check(corpus, "--engine", "dask").exit_code == 2
    assert check(corpus, "--scheduler", "tcp://127.0.0.1:9").exit_code == 2
