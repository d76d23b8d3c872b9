"""Many files, read by the workers of a Dask cluster: the same function as elsewhere, so the same results byte for byte.

The workers need this package and see the files under the same paths or addresses. Dask gives the work of a worker that dies to another; what
every worker dies of is skipped, and said.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from itertools import islice
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Any, Final, Self, TypeAlias
from weakref import WeakSet

import msgspec

from auditor.loading import Source
from auditor.model.source import Skipped
from auditor.reading.coding import Packed, encode
from auditor.reading.file import Said

CHUNK: Final = 32  # files of one task: a task costs about a millisecond to hand out, a file several to read
AHEAD: Final = 8  # tasks that are out for each worker: new workers get some, and none is idle
PATIENCE: Final = (
    120  # seconds without any worker: those that died are replaced sooner, and new machines take about as long
)
EVERY: Final = 1.0  # seconds between two looks for workers
EXTRA: Final = "pip install 'hcpcs-auditor[dask]'"

Numbered: TypeAlias = tuple[int, Source]  # a file, and its place in the list
Future: TypeAlias = Any  # what a worker will have done; the library has no types


class NoCluster(RuntimeError):  # noqa: N818 - it says what is wrong
    """A cluster that cannot be used: not there, or without the library to reach it."""


class Cluster:
    """A cluster that work is handed out to, while it is entered."""

    def __init__(self, scheduler: str) -> None:
        """Reach it. Raises NoCluster where its scheduler does not answer."""
        try:
            self._dask: Any = import_module("distributed")  # heavy, an extra, and without types
        except ImportError:
            raise NoCluster(f"--engine dask needs a library that is not installed: {EXTRA}") from None
        try:
            self._client = self._dask.Client(scheduler, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise NoCluster(f"no scheduler answers at {scheduler}: {error}") from None
        self._scheduler = scheduler
        self._submitted: WeakSet[Future] = WeakSet()
        self._deserted, self._over = Event(), Event()
        self._watch = Thread(target=self._look_for_workers, daemon=True)

    def __enter__(self) -> Self:
        self._watch.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._over.set()
        self._watch.join(EVERY)
        self._client.close()

    def _look_for_workers(self) -> None:
        """Where there has been no worker for long, take back what was handed out: nobody would ever do it, and Dask would wait for ever."""
        seen = monotonic()
        while not self._over.wait(EVERY):
            with suppress(
                OSError, RuntimeError, self._dask.CancelledError
            ):  # whoever waits for the scheduler will say so
                if self._client.ncores():
                    seen = monotonic()
                elif monotonic() - seen > PATIENCE:
                    self._deserted.set()
                    self._client.cancel(list(self._submitted))

    @property
    def cores(self) -> int:
        """How many tasks the workers do at a time."""
        return max(1, sum(map(int, self._client.ncores().values())))

    def submit(self, work: Callable[..., Any], *given: Any, **named: Any) -> Future:
        """Have something done, once what it needs of other futures is there; done again where a worker takes it along when it dies."""
        if self._deserted.is_set():
            raise NoCluster(self._gone())
        future = self._client.submit(work, *given, pure=False, **named)
        self._submitted.add(future)
        return future

    def gathered(self, futures: Sequence[Future], tries: int = 3) -> list[Any]:
        """What was done, in order. Raises NoCluster where every worker died of it, or the cluster is gone."""
        try:
            return list(self._client.gather(list(futures)))
        except self._dask.KilledWorker as error:
            if tries == 1:
                raise NoCluster(f"every worker that compared a part of what documents say died; give them more memory: {error}") from None  # fmt: skip
        except (OSError, self._dask.CancelledError) as error:
            raise NoCluster(self._gone(error)) from None
        self._client.retry([one for one in futures if one.status == "error"])  # they may have died of something else
        return self.gathered(futures, tries - 1)

    def each(
        self, chunks: Iterable[Sequence[Numbered]], begin: Callable[[Sequence[Numbered]], Future]
    ) -> Generator[tuple[Sequence[Numbered], Any], None, None]:
        """What is done of each chunk, in any order; None of a file that every worker dies of.

        Only so many chunks are begun at a time that no worker waits: more would fill the scheduler. When a worker dies, Dask doubts everything that it had
        before it; so a chunk that is given up is done again file by file, and a file in the end alone, when nothing else can be what they die of.
        """
        doubted: list[Sequence[Numbered]] = []
        for chunk, future in self._finished(chunks, begin, AHEAD * max(1, len(self._client.ncores()))):
            made = self._made(future)
            if made is None:
                doubted += ([one] for one in chunk)
            else:
                yield chunk, made
        for ahead in (AHEAD, 1):
            again, doubted = doubted, []
            for chunk, future in self._finished(again, begin, ahead):
                made = self._made(future)
                if made is None and ahead > 1:
                    doubted.append(chunk)
                else:
                    yield chunk, made

    def _finished(
        self, chunks: Iterable[Sequence[Numbered]], begin: Callable[[Sequence[Numbered]], Future], ahead: int
    ) -> Iterator[tuple[Sequence[Numbered], Future]]:
        """Each chunk with what was begun of it, in any order, as it is done or given up; so many are out at a time."""
        left = iter(chunks)
        waiting: dict[Future, Sequence[Numbered]] = {}
        done = self._dask.as_completed(loop=self._client.loop)

        def hand_out(number: int) -> None:
            for chunk in islice(left, number):
                future = begin(chunk)
                waiting[future] = chunk
                done.add(future)

        hand_out(ahead)
        for future in done:
            chunk = waiting.pop(future)
            hand_out(1)
            yield chunk, future

    def _made(self, future: Future) -> Any:
        """What was made; None where every worker died of it."""
        try:
            return future.result()
        except self._dask.KilledWorker:
            return None
        except self._dask.CancelledError as error:
            raise NoCluster(self._gone(error)) from None
        except ImportError as error:
            raise NoCluster(f"a worker cannot load '{error.name}'; there too: {EXTRA}") from None

    def _gone(self, error: BaseException | None = None) -> str:
        if self._deserted.is_set():
            return f"the scheduler at {self._scheduler} has had no workers for {PATIENCE} seconds; start some: dask worker {self._scheduler}"
        return f"the cluster went away: {error or type(error).__name__}"


def read_on_cluster(sources: Sequence[Source], scheduler: str) -> Generator[Packed, None, None]:
    """What every file says, in any order. Raises NoCluster where the scheduler cannot be reached."""
    from auditor.reading.pool import pack  # noqa: PLC0415 - whoever only asks for NoCluster needs no processes

    with Cluster(scheduler) as cluster:
        for chunk, read in cluster.each(chunked(sources), lambda chunk: cluster.submit(pack, chunk)):
            yield from [lost(*one) for one in chunk] if read is None else read


def chunked(sources: Sequence[Source], size: int = CHUNK) -> Iterator[list[Numbered]]:
    """The files, so many together, each with its number and by a path that holds on any machine."""
    numbered = ((index, msgspec.structs.replace(one, path=one.path.absolute())) for index, one in enumerate(sources))
    while chunk := list(islice(numbered, size)):
        yield chunk


def lost(index: int, source: Source) -> Packed:
    """What is told of a file that every worker died of."""
    reason = "every worker that read it died: ended from outside, or out of memory"
    said = Said(source.name, "", None, Skipped(source.name, "extract", reason))
    return Packed(index, "", encode((said,)))
