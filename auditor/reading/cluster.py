"""Many files, read by the workers of a Dask cluster: the same function as elsewhere, so the same results byte for byte.

The workers need this package and see the files under the same paths or addresses. Dask gives the work of a worker that dies to another; what
every worker dies of is skipped, and said.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from importlib import import_module
from itertools import islice
from typing import Any, Final

import msgspec

from auditor.loading import Source
from auditor.model.source import Skipped
from auditor.reading.coding import Packed, encode
from auditor.reading.file import Said

CHUNK: Final = 32  # files of one task: a task costs about a millisecond to hand out, a file several to read
AHEAD: Final = 8  # tasks that are out for each worker: new workers get some, and none is idle
EXTRA: Final = "pip install 'hcpcs-auditor[dask]'"


_Chunk = list[tuple[int, Source]]


class NoCluster(RuntimeError):  # noqa: N818 - it says what is wrong
    """A cluster that cannot be used: not there, or without the library to reach it."""


def read_on_cluster(sources: Sequence[Source], scheduler: str) -> Generator[Packed, None, None]:
    """What every file says, in any order. Raises NoCluster where the scheduler cannot be reached."""
    try:
        dask: Any = import_module("distributed")  # heavy, an extra, and without types
    except ImportError:
        raise NoCluster(f"--engine dask needs a library that is not installed: {EXTRA}") from None
    numbered = [(index, msgspec.structs.replace(one, path=one.path.absolute())) for index, one in enumerate(sources)]
    chunks: list[_Chunk] = [numbered[start : start + CHUNK] for start in range(0, len(numbered), CHUNK)]
    try:
        client = dask.Client(scheduler, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"no scheduler answers at {scheduler}: {error}") from None
    with client:
        yield from _read(dask, client, chunks)


def _read(dask: Any, client: Any, chunks: Sequence[_Chunk]) -> Generator[Packed, None, None]:
    """What the chunks say, in any order. Only so many are handed out at a time that no worker waits: more would fill the scheduler."""
    from auditor.reading.pool import pack  # noqa: PLC0415 - whoever only asks for NoCluster needs no processes

    left = iter(chunks)
    waiting: dict[Any, _Chunk] = {}
    done = dask.as_completed(loop=client.loop)

    def hand_out(some: Iterable[_Chunk]) -> None:
        for chunk in some:
            future = client.submit(pack, chunk, pure=False)
            waiting[future] = chunk
            done.add(future)

    hand_out(islice(left, AHEAD * max(1, len(client.ncores()))))
    for future in done:
        chunk = waiting.pop(future)
        hand_out(islice(left, 1))
        try:
            yield from future.result()
        except dask.KilledWorker:
            if len(chunk) == 1:
                yield _lost(*chunk[0])
            else:
                hand_out([one] for one in chunk)  # one of them may be what the workers died of


def _lost(index: int, source: Source) -> Packed:
    reason = "every worker that read it died: ended from outside, or out of memory"
    said = Said(source.name, "", None, Skipped(source.name, "extract", reason))
    return Packed(index, "", encode((said,)))
