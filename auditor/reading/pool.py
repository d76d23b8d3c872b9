"""Many files, read by several processes. Results come in any order; a process that dies takes nothing with it.

When one dies, nobody can tell which file it died of. So every file that was being read is read again, each by a process
that reads nothing else at a time; one of which that process dies too is skipped, and said.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from threading import Thread, current_thread, main_thread

import msgspec

from auditor.lexicon.names import Names, load_names
from auditor.loading import Source
from auditor.model.source import Skipped
from auditor.reading.coding import Packed, encode
from auditor.reading.file import FileRead, Said, read_file

CHUNK = 8  # files that one process reads before it reports
PATIENCE = 300  # seconds that a file may take, however small
AHEAD = 2  # chunks that wait for each process, so that none is idle


_Chunk = list[tuple[int, Source]]


def read_files(sources: Iterable[Source], jobs: int) -> Generator[Packed, None, None]:
    """What every file says, in any order; each is asked for when its turn comes. Whoever stops asking stops the processes."""
    numbered = ((index, msgspec.structs.replace(one, path=one.path.absolute())) for index, one in enumerate(sources))
    left = iter(lambda: list(islice(numbered, CHUNK)), [])
    broken: list[_Chunk] | None = []
    while broken is not None:
        broken = yield from _until_one_dies(left, jobs)
        for chunk in broken or ():
            for one in chunk:
                yield from _alone(one)


def _until_one_dies(left: Iterator[_Chunk], jobs: int) -> Generator[Packed, None, list[_Chunk] | None]:
    """Read on until everything is read (None), or a process dies: then the chunks that are in doubt."""
    running: dict[Future[list[Packed]], _Chunk] = {}
    handed: _Chunk = []  # to a process that may be dead by then
    executor = _executor(jobs)
    try:
        while True:
            for handed in islice(left, jobs * AHEAD - len(running)):
                running[executor.submit(pack, handed)] = handed
            handed = []
            if not running:
                return None
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                read = future.result()
                del running[future]
                yield from read
    except BrokenProcessPool:
        return [*running.values(), *([handed] if handed and handed not in running.values() else [])]
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _alone(one: tuple[int, Source]) -> Iterator[Packed]:
    """A file that a process may have died of, read by a process of its own."""
    index, source = one
    with _executor(1) as executor:
        try:
            yield from executor.submit(pack, [one]).result()
        except BrokenProcessPool:
            reason = "the process that read it died: it took too long, ran out of memory, or was ended from outside"
            said = Said(source.name, "", None, Skipped(source.name, "extract", reason))
            yield Packed(index, "", encode((said,)))


def _executor(jobs: int) -> ProcessPoolExecutor:
    """Processes that start from nothing: forking this one would copy locks that somebody holds."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_start)


def _start() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the main process's to handle
    Thread(target=_end_with_parent, daemon=True).start()
    load_names()


def _end_with_parent() -> None:
    """A main process that was killed cannot tell us to stop, and the queue that we wait at never closes."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def pack(chunk: Sequence[tuple[int, Source]]) -> list[Packed]:
    """Read files wherever this runs: each with its place in the list."""
    names = load_names()
    return [_packed_in_time(index, source, names) for index, source in chunk]


def _packed_in_time(index: int, source: Source, names: Names) -> Packed:
    """A file that was read. The system ends a process of the pool that takes too long, even in code that no Python can interrupt."""
    of_pool = multiprocessing.parent_process() is not None and current_thread() is main_thread()
    guarded = of_pool and hasattr(signal, "alarm")  # not on Windows, and not in a thread of a Dask worker
    if guarded:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_patience(source))
    try:
        return _packed(index, read_file(source, names))
    finally:
        if guarded:
            signal.alarm(0)


def _patience(source: Source) -> int:
    """Seconds after which nothing more is to be expected of a file: some, and ten times what the slowest text of its size takes."""
    try:
        return PATIENCE + source.path.stat().st_size * 600 // 1_000_000
    except OSError:
        return PATIENCE


def _packed(index: int, read: FileRead) -> Packed:
    try:
        return Packed(index, read.sha256, encode(read.said))
    except UnicodeEncodeError:  # a file name that is no text
        return Packed(index, "", None)
