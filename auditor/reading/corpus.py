"""The files of a corpus: those that are known are recalled, the others are read, and what was read is kept."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

import msgspec

from auditor.lexicon.names import Names
from auditor.loading import Source
from auditor.model.source import Skipped
from auditor.reading.coding import Damaged, Packed, decode, encode
from auditor.reading.file import Said, file_hash, read_file, renamed
from auditor.store.results import Kept, Known, Results

T = TypeVar("T")
SMALL: Final = 64  # files that are read before processes would have started
BATCH: Final = 64  # files whose results are kept at once; whoever kills us loses no more
OUT_OF_TIME: Final = "not reached: the time that --max-runtime allows was over"

Watch = Callable[[int, int], None]


class Means(msgspec.Struct, frozen=True):
    """How to read, which never shows in what is read.

    `deadline` is of time.monotonic(): files not reached by then are skipped. `watch` is told how many files of how many are done.
    """

    jobs: int = 1
    scheduler: str = ""  # the address of a Dask scheduler whose workers read
    results: Results | None = None
    deadline: float | None = None
    watch: Watch | None = None


def read_groups(sources: Sequence[Source], names: Names, means: Means) -> list[tuple[Said, ...]]:
    """What each file says, in the order given, its documents by the names that the file gives them."""
    return _read_all(sources, names, means)


def own_names(read: Iterable[Said]) -> Iterator[str]:
    """The names that `read_corpus` gives what was read, in its order."""
    taken: Counter[str] = Counter()
    for said in read:
        taken[said.document] += bool(said.sha256)
        number = taken[said.document] if said.sha256 else 1
        yield said.document if number <= 1 else f"{said.document}#{number}"


def read_corpus(sources: Sequence[Source], names: Names, means: Means) -> Iterator[tuple[Path | None, Said]]:
    """What each document says, with its file if that is on this system, in the order of the files.

    Of two that go by one name, such as the address of a post in two exports, the later is numbered.
    """
    taken: Counter[str] = Counter()
    for source, group in zip(sources, _read_all(sources, names, means), strict=True):
        for said in group:
            taken[said.document] += bool(said.sha256)  # a file that could not be loaded is no document
            number = taken[said.document] if said.sha256 else 1
            yield (
                None if source.address else source.path,
                said if number <= 1 else renamed(said, f"{said.document}#{number}"),
            )


def _read_all(sources: Sequence[Source], names: Names, means: Means) -> list[tuple[Said, ...]]:
    """What each file says, in the order given."""
    found: list[tuple[Said, ...] | None] = [None] * len(sources)
    for index, said in read_each(sources, names, means):
        found[index] = said
    return [unreached(source) if said is None else said for source, said in zip(sources, found, strict=True)]


def read_each(sources: Sequence[Source], names: Names, means: Means) -> Iterator[tuple[int, tuple[Said, ...]]]:
    """What each file says, by its number, in any order; nothing of those that were not reached in time.

    Nothing is held here but the numbers of the files that are not known.
    """
    unknown = array("q")
    for index, source in enumerate(sources):
        known = means.results.seen(source.path) if means.results else None
        said = _recalled(source, known, means.results)
        if said is None:
            unknown.append(index)
            continue
        yield index, said
        if means.watch:
            means.watch(index + 1 - len(unknown), len(sources))
    yield from _read(sources, unknown, names, means)
    if means.results:
        means.results.tidy()


def recalled(source: Source, known: Known | None, results: Results | None) -> bytes | None:
    """What a file says, as bytes, if that is kept; `known` is the file as it is now."""
    return results.recall(known, source.name, lambda: file_hash(source)) if results and known else None


def _recalled(source: Source, known: Known | None, results: Results | None) -> tuple[Said, ...] | None:
    data = recalled(source, known, results)
    if data is None:
        return None
    try:
        return decode(data)
    except Damaged:  # read again, and kept again
        return None


def _read(
    sources: Sequence[Source], unknown: Sequence[int], names: Names, means: Means
) -> Iterator[tuple[int, tuple[Said, ...]]]:
    """What the files say that are not known, until time is over; results are kept on the way."""
    kept: list[Kept] = []
    looked: dict[int, Known | None] = {}  # at the files that are being read, before they are

    def wanted() -> Iterator[Source]:
        for number, index in enumerate(unknown):
            looked[number] = means.results.seen(sources[index].path) if means.results else None
            yield sources[index]

    with closing(_packed(wanted(), len(unknown), names, means)) as packed:
        for done, one in enumerate(in_time(packed, means.deadline), 1):
            index, known = unknown[one.index], looked.pop(one.index)
            source = sources[index]
            yield index, read_file(source, names).said if one.data is None else decode(one.data)
            if known and one.sha256 and one.data is not None:
                kept.append(Kept(msgspec.structs.replace(known, sha256=one.sha256), source.name, one.data))
            if means.watch:
                means.watch(len(sources) - len(unknown) + done, len(sources))
            if means.results and len(kept) >= BATCH:
                means.results.keep(kept)
                kept.clear()
    if means.results:
        means.results.keep(kept)


def _packed(sources: Iterator[Source], count: int, names: Names, means: Means) -> Generator[Packed, None, None]:
    if means.scheduler:
        from auditor.reading.cluster import read_on_cluster  # noqa: PLC0415 - few runs need it

        yield from read_on_cluster(list(sources), means.scheduler)
        return
    if means.jobs > 1 and count > SMALL:
        from auditor.reading.pool import read_files  # noqa: PLC0415 - processes are slow to load, and few changes need them

        yield from read_files(sources, means.jobs)
        return
    for index, source in enumerate(sources):
        read = read_file(source, names)
        try:
            yield Packed(index, read.sha256, encode(read.said))
        except UnicodeEncodeError:
            yield Packed(index, "", None)


def in_time(items: Iterable[T], deadline: float | None) -> Iterator[T]:
    """The items that come before a deadline, and the one that comes first after it."""
    if deadline is not None and monotonic() >= deadline:
        return
    for one in items:
        yield one
        if deadline is not None and monotonic() >= deadline:
            return


def unreached(source: Source) -> tuple[Said, ...]:
    """What is told of a file that was not reached in time."""
    return (Said(source.name, "", None, Skipped(source.name, "load", OUT_OF_TIME)),)
