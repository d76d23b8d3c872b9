"""What becomes of work beside which workers die: nothing that was not at fault is given up. A cluster that dies on demand stands in for a real one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from auditor.loading import Source
from auditor.reading import cluster as module
from auditor.reading.cluster import Cluster, NoCluster, Numbered, chunked


class Killed(Exception):  # noqa: N818 - as the library has it
    """What a future says whose workers have died."""


class Done:
    """A future: what was made, or what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self.run()

    def run(self) -> None:
        """Do it, or do it again."""
        try:
            self._made, self._error = self._work(), None
        except Exception as error:  # noqa: BLE001 - told later, as the library does
            self._made, self._error = None, error
        self.status = "error" if self._error else "finished"

    def result(self) -> Any:
        """What was made."""
        if self._error:
            raise self._error
        return self._made


class Queue:
    """The futures that were added, in order."""

    def __init__(self, loop: object) -> None:
        self._waiting: list[Done] = []
        self.loop = loop

    def add(self, future: Done) -> None:
        """Wait for it too."""
        self._waiting.append(future)

    def __iter__(self) -> Iterator[Done]:
        while self._waiting:
            yield self._waiting.pop(0)


class Workers:
    """A client of two workers that do everything at once."""

    loop = None

    def __init__(self, *_: object, **__: object) -> None:
        self.out = 0

    def submit(self, work: Callable[..., Any], *given: Any, **named: Any) -> Done:
        """Do it."""
        named.pop("pure")
        return Done(lambda: work(*given, **named))

    def gather(self, futures: Sequence[Done]) -> list[Any]:
        """All that was made."""
        return [one.result() for one in futures]

    def retry(self, futures: Sequence[Done]) -> None:
        """Do again what failed."""
        assert {one.status for one in futures} == {"error"}
        for one in futures:
            one.run()

    def ncores(self) -> dict[str, int]:
        """Of each worker."""
        return {"one": 1, "two": 1}

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = SimpleNamespace(Client=Workers, as_completed=Queue, KilledWorker=Killed, CancelledError=KeyError)
    monkeypatch.setattr(module, "import_module", lambda _: fake)


SOURCES = [Source(Path(f"{number}.md"), f"{number}.md") for number in range(20)]


def results(read: Callable[[Sequence[Numbered]], list[str]], size: int = 4) -> dict[str, str | None]:
    """What came of each file."""
    found: dict[str, str | None] = {}
    with Cluster("nowhere") as cluster:
        for chunk, made in cluster.each(chunked(SOURCES, size), lambda chunk: cluster.submit(read, chunk)):
            names = [source.name for _, source in chunk]
            assert not found.keys() & set(names)
            found |= dict(zip(names, made or [None] * len(names), strict=True))
    return found


def test_a_file_that_every_worker_dies_of_takes_no_other_along() -> None:
    def read(chunk: Sequence[Numbered]) -> list[str]:
        if "7.md" in {source.name for _, source in chunk}:
            raise Killed
        return [f"read {number}" for number, _ in chunk]

    found = results(read)
    assert len(found) == 20
    assert [name for name, made in found.items() if made is None] == ["7.md"]
    assert found["6.md"] == "read 6"


def test_a_file_beside_which_workers_die_is_read_in_the_end_alone() -> None:
    tries: dict[str, int] = {}

    def read(chunk: Sequence[Numbered]) -> list[str]:
        for _, source in chunk:
            tries[source.name] = tries.get(source.name, 0) + 1
        if any(source.name == "3.md" and tries["3.md"] < 3 for _, source in chunk):
            raise Killed  # of something else, twice
        return [source.name for _, source in chunk]

    assert None not in results(read).values()
    assert tries["3.md"] == 3
    assert tries["19.md"] == 1


def test_what_was_given_up_beside_something_else_is_done_again() -> None:
    tries: list[int] = []

    def compare(number: int) -> int:
        tries.append(number)
        if tries.count(1) < 3 and number == 1:
            raise Killed
        return number

    with Cluster("nowhere") as cluster:
        assert cluster.gathered([cluster.submit(compare, number) for number in range(3)]) == [0, 1, 2]
    assert tries == [0, 1, 2, 1, 1]


def test_what_is_too_large_for_every_worker_is_told() -> None:
    def compare() -> None:
        raise Killed("out of memory")

    with Cluster("nowhere") as cluster, pytest.raises(NoCluster, match="give them more memory: out of memory"):
        cluster.gathered([cluster.submit(compare)])


def test_a_cluster_that_is_gone_is_told() -> None:
    def lost(*_: object) -> None:
        raise KeyError("lost")

    with Cluster("nowhere") as cluster, pytest.raises(NoCluster, match="the cluster went away"):
        cluster.gathered([cluster.submit(lost)])
    with pytest.raises(NoCluster, match="the cluster went away"):
        results(lost)  # type: ignore[arg-type]
