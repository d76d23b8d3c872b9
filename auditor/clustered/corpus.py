"""The audit of a corpus on a cluster: what is handed out, and the report of what comes back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from auditor import __version__
from auditor.auditing import Audit, Reading, hash_of, inputs_of, listed, reported, standing
from auditor.clustered import work
from auditor.clustered.known import KnownFiles
from auditor.clustered.work import File, Heads, Question, Told
from auditor.graph import Graph, of_claims
from auditor.incremental.looks import LOOKS
from auditor.loading import Source, is_folder, is_other_kind
from auditor.model.findings import Finding
from auditor.model.reference import Reference
from auditor.policy import Policy
from auditor.reading.cluster import CHUNK, Cluster, Future, NoCluster, Numbered, chunked, lost
from auditor.reading.coding import decode
from auditor.reading.corpus import Means, in_time, own_names, unreached
from auditor.reading.file import Said
from auditor.reference.authority import Authority, authority
from auditor.rules.rule import Rule

_CHUNKS: Final = 2000  # at most: each makes a task for each part
_PARTS: Final = 256  # at most
_LEAST: Final = 2000  # assertions that are worth a part of their own
_MOST: Final = 50_000  # that are better not on one graph


class _Read(NamedTuple):
    """Files that a worker has read and holds, what names them as they were, and what is told of them."""

    held: Future
    seal: bytes
    told: list[tuple[int, list[Told]]]


class _Corpus(NamedTuple):
    """What was read, by whom, and every document by the number of its file."""

    read: list[_Read]
    told: list[tuple[int, Told]]
    given: dict[tuple[str, str], int]


def audit(
    paths: Sequence[Path],
    rules: Sequence[Rule],
    reference: Reference | None,
    as_of: str | None,
    *,
    policy: Policy,
    means: Means,
) -> Audit | None:
    """The audit, made by the workers of `means.scheduler`; None where a document's name is no text, which no worker could be told.

    Raises NoCluster where the cluster cannot do it, and MissingPath for a path that does not exist.
    """
    sources, unread, complete = listed(paths, policy)
    judge = authority(reference, as_of) if reference else None
    question = Question(tuple(rule.id for rule in rules), reference, as_of)
    try:
        with Cluster(means.scheduler) as cluster:
            corpus = _read(cluster, sources, means)
            if corpus is None:
                return None
            findings = [*_alone(rules, judge), *_found(cluster, corpus, question)]
    except work.Changed:
        raise NoCluster(
            "a document changed after it was read, and the worker that had read it died; run again"
        ) from None
    skipped = [one.skipped for _, one in corpus.told if one.skipped]
    documents = sorted((one for _, one in corpus.told if one.assertions >= 0), key=lambda one: one.document)
    complete = complete and all(map(is_other_kind, skipped)) and bool(documents)
    hashes = tuple(sorted((one.document, one.sha256) for _, one in corpus.told if one.sha256))
    reading = Reading(
        (), tuple(sorted([*unread, *skipped])), hash_of(hashes), complete, _origins(sources, corpus.told), hashes
    )
    inputs = inputs_of(len(documents), reading.sha256, rules, reference, as_of)
    ignores = [ignore for one in documents for ignore in one.ignores]
    whole = complete and all(map(is_folder, paths))
    aside = standing(findings, ignores, reading.paths, rules, policy, inputs, whole=whole)
    counts = [(one.document, one.assertions) for one in documents]
    report = reported(reading, aside, rules, inputs, counts, sum(one.unclaimed for one in documents))
    return Audit(report, reading, Graph(), judge)


def _origins(sources: Sequence[Source], told: Iterable[tuple[int, Told]]) -> dict[str, Path]:
    """The file of each document that is on this system."""
    origins = {source.name: source.path for source in sources if not source.address}
    for number, one in told:
        if one.sha256 and not sources[number].address:
            origins[one.document] = sources[number].path
    return origins


def _alone(rules: Iterable[Rule], judge: Authority | None) -> Iterator[Finding]:
    """What is found without any document."""
    return (one for rule in rules if LOOKS.get(rule.id) == "none" for one in rule.check(of_claims(()), judge))


# Reading


def _read(cluster: Cluster, sources: Sequence[Source], means: Means) -> _Corpus | None:
    """Have every file read, until time is over."""
    held: dict[int, Future] = {}  # by the first file of a chunk
    known_files = KnownFiles(means.results)

    def begin(chunk: Sequence[Numbered]) -> Future:
        files: list[File] = [(number, one, known_files.recall(number, one)) for number, one in chunk]
        known = {number for number, _, data in files if data is not None}
        held[chunk[0][0]] = reading = cluster.submit(work.read, files)
        return cluster.submit(work.heads, reading, known, keep=means.results is not None)

    read: list[_Read] = []
    alone: list[tuple[int, list[Told]]] = []  # of files that nobody holds
    given: dict[tuple[str, str], int] = defaultdict(int)
    done = 0
    with closing(cluster.each(chunked(sources, max(CHUNK, -(-len(sources) // _CHUNKS))), begin)) as chunks:
        for chunk, made in in_time(chunks, means.deadline):
            if made is None:
                alone += ((number, _told(decode(lost(number, one).data or b""))) for number, one in chunk)
            elif (heads := _heads(made)) is None:
                return None
            else:
                read.append(_Read(held.pop(chunk[0][0]), heads.seal, heads.files))
                known_files.keep(heads.kept)
                for code, drug, number in heads.given:
                    given[code, drug] += number
            done += len(chunk)
            if means.watch:
                means.watch(done, len(sources))
    known_files.tidy()
    reached = {number for one in read for number, _ in one.told} | {number for number, _ in alone}
    alone += ((number, _told(unreached(one))) for number, one in enumerate(sources) if number not in reached)
    return _renamed(cluster, read, alone, given)


def _heads(made: bytes | None) -> Heads | None:
    if made is None:
        return None
    heads = _HEADS.decode(made)
    if heads.version != __version__:
        raise NoCluster(f"a worker has version {heads.version}, not {__version__}; install the same everywhere")
    return heads


def _told(documents: Iterable[Said]) -> list[Told]:
    return [Told(one.document, one.sha256, one.skipped) for one in documents]


def _renamed(
    cluster: Cluster,
    read: Sequence[_Read],
    alone: Sequence[tuple[int, list[Told]]],
    given: dict[tuple[str, str], int],
) -> _Corpus | None:
    """What was read, of two documents that go by one name the later numbered."""
    files = sorted([*alone, *(file for one in read for file in one.told)])
    told = [(number, place, one) for number, documents in files for place, one in enumerate(documents)]
    names = own_names(Said(one.document, one.sha256, None) for *_, one in told)
    other = {(number, place): name for (number, place, one), name in zip(told, names, strict=True) if name != one.document}  # fmt: skip
    again: list[_Read] = []
    for one in read:
        numbers = {number for number, _ in one.told} if other else set()
        theirs = {key: name for key, name in other.items() if key[0] in numbers}
        held = cluster.submit(work.rename, one.held, one.seal, theirs) if theirs else one.held
        [made] = cluster.gathered([cluster.submit(work.heads, held, (), keep=False)]) if theirs else [None]
        heads = _heads(made)
        again.append(_Read(held, heads.seal, heads.files) if heads else one)
    documents = sorted([*alone, *(file for one in again for file in one.told)])
    return _Corpus(again, [(number, one) for number, some in documents for one in some], given)


# Comparing


def _found(cluster: Cluster, corpus: _Corpus, question: Question) -> list[Finding]:
    """What is found in all that was read, with its repairs."""
    said = sum(max(0, one.assertions) for _, one in corpus.told)
    many = max(1, min(_PARTS, said // _LEAST, max(cluster.cores, said // _MOST)))
    asked = cluster.submit(work.same, msgspec.msgpack.encode(question))
    pairs = [(*pair, number) for pair, number in sorted(corpus.given.items())]
    given = cluster.submit(work.same, msgspec.msgpack.encode(pairs))
    cut = [cluster.submit(work.cut, one.held, one.seal, asked, given, many) for one in corpus.read]
    found = []
    for number in range(many):
        parts = [cluster.submit(work.part, one, number) for one in cut]
        found.append(cluster.submit(work.check, parts, number, many, asked))
    needed = cluster.gathered([cluster.submit(work.needed, one) for one in found])
    del cut, parts
    where = {
        one.document: index
        for index, some in enumerate(corpus.read)
        for _, told in some.told
        for one in told
        if one.assertions >= 0
    }
    mended = []
    for data, names in zip(found, needed, strict=True):
        held: dict[int, set[str]] = defaultdict(set)
        for name in names:
            held[where[name]].add(name)
        there = [(corpus.read[index], some) for index, some in sorted(held.items())]
        documents = [cluster.submit(work.pick, one.held, one.seal, some) for one, some in there]
        mended.append(cluster.submit(work.mend, data, documents, asked, given))
    return [finding for data in cluster.gathered(mended) for finding in work.findings(data)]


_HEADS: Final = msgspec.msgpack.Decoder(Heads)
