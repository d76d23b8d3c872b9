"""What a worker of a cluster does. What it takes and gives is bytes, small where the asking process gets it, and the same wherever it is made."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final, TypeAlias, TypeVar

import msgspec

from auditor import __version__
from auditor.clustered import parts
from auditor.clustered.parts import Against, Given, Part
from auditor.lexicon.names import load_names
from auditor.loading import Source
from auditor.model.assertions import Extraction
from auditor.model.findings import Finding
from auditor.model.ignores import Ignore
from auditor.model.reference import Reference
from auditor.model.source import Skipped
from auditor.reading.coding import Damaged, Packed, decode, encode
from auditor.reading.file import Said, renamed
from auditor.reading.pool import pack
from auditor.reference.authority import authority
from auditor.rules import RULES

T = TypeVar("T")
File: TypeAlias = tuple[int, Source, bytes | None]  # its number, itself, and what it says where that is known
Renamed: TypeAlias = Mapping[tuple[int, int], str]  # by a file's number and the place of a document in it


class Question(msgspec.Struct, frozen=True):
    """What everything is held against: the ids of rules, the reference, and the day that counts as today."""

    rules: tuple[str, ...]
    reference: Reference | None
    as_of: str | None


class Told(msgspec.Struct, frozen=True, array_like=True):
    """What the asking process has to know of a document; `assertions` is -1 of one that could not be read."""

    document: str
    sha256: str
    skipped: Skipped | None = None
    assertions: int = -1
    unclaimed: int = 0
    ignores: tuple[Ignore, ...] = ()


class Heads(msgspec.Struct, frozen=True):
    """What is told of some files at once: of each its number and its documents, and which codes are given which drugs in them.

    `kept` is what new ones say, for whoever keeps it; `version` ours, which must be the same everywhere; `seal` names the files' documents
    as they were read.
    """

    version: str
    seal: bytes
    files: list[tuple[int, list[Told]]]
    given: list[tuple[str, str, int]]
    kept: list[Packed] = []


class Changed(Exception):  # noqa: N818 - it says what is wrong
    """Files that are not what they were when they were read first: read again, because the worker that had read them died."""


def same(data: bytes) -> bytes:
    """The bytes: what many tasks need is a task itself, so that it travels once, and can be made again."""
    return data


def read(files: Sequence[File]) -> list[Packed]:
    """What each file says."""
    known = [Packed(number, "", data) for number, _, data in files if data is not None and _is_sound(data)]
    there = {one.index for one in known}
    return [*known, *pack([(number, source) for number, source, _ in files if number not in there])]


def heads(packed: Sequence[Packed], known: Collection[int], *, keep: bool) -> bytes | None:
    """What is told of files that were read; None where a name is no text, so that nothing can be told of it."""
    if any(one.data is None for one in packed):
        return None
    files = [(one.index, [_told(said) for said in _said(one)]) for one in packed]
    given = [(*pair, number) for pair, number in parts.given_by(_extractions(packed)).items()]
    kept = [one for one in packed if keep and one.index not in known]
    return msgspec.msgpack.encode(Heads(__version__, seal(packed), files, given, kept))


def seal(packed: Iterable[Packed]) -> bytes:
    """What names the documents of files, as they were read."""
    documents = [(one.index, [(said.document, said.sha256) for said in _said(one)]) for one in packed]
    return blake2b(msgspec.msgpack.encode(documents), digest_size=16).digest()


def rename(packed: Sequence[Packed], sealed: bytes, names: Renamed) -> list[Packed]:
    """The same, some documents by other names. Raises Changed."""
    _check(packed, sealed)

    def again(file: Packed) -> Packed:
        said = enumerate(_said(file))
        documents = (renamed(one, names[file.index, place]) if (file.index, place) in names else one for place, one in said)  # fmt: skip
        return Packed(file.index, file.sha256, encode(tuple(documents)))

    return list(map(again, packed))


def cut(packed: Sequence[Packed], sealed: bytes, question: bytes, given: bytes, many: int) -> dict[int, bytes]:
    """What the files say, in parts by number. Raises Changed."""
    _check(packed, sealed)
    cut_up = parts.cut(list(_extractions(packed)), parts.drugs_of(_given(given)), many, _against(question))
    return {number: _encoded(part) for number, part in cut_up.items()}


def part(cut_up: Mapping[int, bytes], number: int) -> bytes | None:
    """The part of a number, if there is one."""
    return cut_up.get(number)


def check(said: Iterable[bytes | None], number: int, many: int, question: bytes) -> bytes:
    """What is found in the parts of a number."""
    some = (_decoded(one, _PART) for one in said if one is not None)
    return _encoded(parts.check(some, number, many, _against(question)))


def needed(found: bytes) -> frozenset[str]:
    """The documents of which all must be known to mend what was found."""
    return frozenset(parts.needed(findings(found)))


def pick(packed: Sequence[Packed], sealed: bytes, names: Collection[str]) -> bytes:
    """All that some documents say. Raises Changed."""
    _check(packed, sealed)
    return _encoded([one for one in _extractions(packed) if one.document in names])


def mend(found: bytes, documents: Iterable[bytes], question: bytes, given: bytes) -> bytes:
    """What was found, with its repairs."""
    whole = [one for some in documents for one in _decoded(some, _EXTRACTIONS)]
    return _encoded(parts.mend(findings(found), whole, _given(given), _against(question)))


def findings(data: bytes) -> list[Finding]:
    """What a worker found, where it is asked for."""
    return _decoded(data, _FINDINGS)


def _check(packed: Sequence[Packed], sealed: bytes) -> None:
    if seal(packed) != sealed:
        raise Changed


def _said(packed: Packed) -> tuple[Said, ...]:
    return decode(packed.data or b"")


def _extractions(packed: Iterable[Packed]) -> Iterable[Extraction]:
    return (said.extraction for file in packed for said in _said(file) if said.extraction)


def _told(said: Said) -> Told:
    found = said.extraction
    if found is None:
        return Told(said.document, said.sha256, said.skipped)
    unclaimed = sum(code.role == "unclaimed" for code in found.codes)
    return Told(said.document, said.sha256, said.skipped, len(found.assertions), unclaimed, found.ignores)


def _is_sound(data: bytes) -> bool:
    try:
        decode(data)
    except Damaged:
        return False
    return True


@lru_cache(maxsize=2)
def _against(question: bytes) -> Against:
    asked = msgspec.msgpack.decode(question, type=Question)
    judge = authority(asked.reference, asked.as_of) if asked.reference else None
    return Against([rule for rule in RULES if rule.id in asked.rules], judge, load_names())


@lru_cache(maxsize=2)
def _given(data: bytes) -> Given:
    return {(code, drug): number for code, drug, number in msgspec.msgpack.decode(data, type=list[tuple[str, str, int]])}  # fmt: skip


def _encoded(value: object) -> bytes:
    return zlib.compress(msgspec.msgpack.encode(value), 1)


def _decoded(data: bytes, decoder: msgspec.msgpack.Decoder[T]) -> T:
    return decoder.decode(zlib.decompress(data))


_PART: Final = msgspec.msgpack.Decoder(Part)
_FINDINGS: Final = msgspec.msgpack.Decoder(list[Finding])
_EXTRACTIONS: Final = msgspec.msgpack.Decoder(list[Extraction])
