"""A reference on disk: JSON Lines, one fact a line in a fixed order, so that two releases can be compared by any tool.

The first line names the format and the release; each other line is a code in one period, a modifier, a brand, or the codes that only a later
list has. It is read strictly: what is malformed is named with its line and column, and nothing of the file is used.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path

import msgspec

from auditor.model.reference import Reference, ReferenceBrand, ReferenceEntry, ReferenceModifier, ReferenceSource
from auditor.regular import read_regular

FORMAT = 1
EMBEDDED = "embedded"
MAX_BYTES = 256 * 1024 * 1024

_FIRST_KEY = re.compile(rb'\s*\{\s*"(\w+)"')
_AT_BYTE = re.compile(r" \(byte (\d+)\)")


class MalformedReference(ValueError):  # noqa: N818 - it says what is wrong
    """A reference file that cannot be used: where, and what is wrong with it."""

    def __init__(self, path: Path, line: int, column: int, message: str) -> None:
        super().__init__(f"{path}:{line}:{column}: {message}")


class _Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    name: str
    release: str
    sources: tuple[ReferenceSource, ...] = ()
    facts: int | None = None  # lines that follow, so that a file that was cut at the end of a line is known


class _Later(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    later: tuple[str, ...]


class _Others(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Codes of one period that are no drugs: all that is kept of them is that they exist."""

    codes: tuple[str, ...]
    valid_from: str = ""
    valid_to: str = ""


_Line = _Head | _Later | _Others | ReferenceEntry | ReferenceModifier | ReferenceBrand
_LINES: dict[bytes, msgspec.json.Decoder[_Line]] = {
    b"format": msgspec.json.Decoder(_Head),
    b"code": msgspec.json.Decoder(ReferenceEntry),
    b"modifier": msgspec.json.Decoder(ReferenceModifier),
    b"brand": msgspec.json.Decoder(ReferenceBrand),
    b"codes": msgspec.json.Decoder(_Others),
    b"later": msgspec.json.Decoder(_Later),
}


def encode(reference: Reference) -> bytes:
    """The file of a reference. The same facts are the same bytes."""
    facts: list[_Line] = []
    entries = [entry for code in sorted(reference.entries) for entry in reference.entries[code]]
    facts += [entry for entry in entries if not _bare(entry)]
    facts += _others(entry for entry in entries if _bare(entry))
    facts += [reference.modifiers[modifier] for modifier in sorted(reference.modifiers)]
    facts += [reference.brands[brand] for brand in sorted(reference.brands)]
    if reference.known_later:
        facts.append(_Later(tuple(sorted(reference.known_later))))
    head = _Head(FORMAT, reference.name, reference.release, reference.sources, len(facts))
    return msgspec.json.Encoder().encode_lines([head, *facts])


def decode(data: bytes, path: Path) -> Reference:
    """The reference of a file's bytes. Raises MalformedReference."""
    facts = [_fact(line, number, path) for number, line in enumerate(data.splitlines(), 1) if line.strip()]
    if not facts or not isinstance(facts[0], _Head):
        raise MalformedReference(path, 1, 1, 'no reference: the first line must begin with {"format": 1')
    head = facts[0]
    if head.format != FORMAT:
        raise MalformedReference(
            path, 1, 1, f"format {head.format}, but this version reads {FORMAT}; import the published file again"
        )
    if head.facts is not None and head.facts != len(facts) - 1:
        told = f"{len(facts) - 1} facts, but the first line tells of {head.facts}"
        raise MalformedReference(
            path, data.count(b"\n") + 1, 1, f"{told}; the file was cut short or edited, import it again"
        )
    return _reference(head, facts[1:], hashlib.sha256(data).hexdigest())


def read(path: Path) -> Reference:
    """The reference in a file of ours, plain or gzipped. Raises OSError and MalformedReference."""
    data = read_regular(path)
    if data[:2] == b"\x1f\x8b":
        with gzip.open(path) as file:
            try:
                data = file.read(MAX_BYTES + 1)
            except (OSError, EOFError, zlib.error) as error:
                raise MalformedReference(path, 1, 1, f"a damaged gzip file: {error}") from None
    if len(data) > MAX_BYTES:
        raise MalformedReference(path, 1, 1, f"larger than {MAX_BYTES // 2**20} MB, which no release is")
    return decode(data, path)


def is_ours(data: bytes) -> bool:
    """Whether a file begins as a reference of ours does, and not as something that a publisher wrote."""
    found = _FIRST_KEY.match(data)
    return found is not None and found[1] == b"format"


@cache
def embedded() -> Reference:
    """The reference that comes with the program. Read once in a process."""
    data = resources.files("auditor.reference").joinpath("data", "hcpcs.jsonl").read_bytes()
    return decode(data, Path("hcpcs.jsonl"))


def _bare(entry: ReferenceEntry) -> bool:
    return entry == ReferenceEntry(entry.code, valid_from=entry.valid_from, valid_to=entry.valid_to)


def _others(entries: Iterable[ReferenceEntry]) -> list[_Others]:
    periods: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        periods.setdefault((entry.valid_from, entry.valid_to), []).append(entry.code)
    return [_Others(tuple(codes), *period) for period, codes in sorted(periods.items())]


def _fact(line: bytes, number: int, path: Path) -> _Line:
    key = _FIRST_KEY.match(line)
    decoder = _LINES.get(key[1]) if key else None
    if decoder is None:
        raise MalformedReference(path, number, 1, f"a line must begin with one of {', '.join(_named())}")
    try:
        return decoder.decode(line)
    except UnicodeDecodeError as error:
        raise MalformedReference(
            path, number, line.find(error.object[error.start : error.end]) + 1, "not UTF-8"
        ) from None
    except msgspec.DecodeError as error:  # also raised for a wrong type, with the path of the field
        where = _AT_BYTE.search(str(error))
        column = int(where[1]) + 1 if where else 1
        raise MalformedReference(path, number, column, _AT_BYTE.sub("", str(error))) from None


def _named() -> list[str]:
    return [f'{{"{key.decode()}"' for key in _LINES]


def _reference(head: _Head, facts: Iterable[_Line], sha256: str) -> Reference:
    entries: list[ReferenceEntry] = []
    modifiers: dict[str, ReferenceModifier] = {}
    brands: dict[str, ReferenceBrand] = {}
    later: set[str] = set()
    for fact in facts:
        match fact:
            case ReferenceEntry():
                entries.append(fact)
            case ReferenceModifier():
                modifiers[fact.modifier] = fact
            case ReferenceBrand():
                brands[fact.brand] = fact
            case _Others():
                entries += [
                    ReferenceEntry(code, valid_from=fact.valid_from, valid_to=fact.valid_to) for code in fact.codes
                ]
            case _Later():
                later.update(fact.later)
            case _Head():
                pass  # a second head adds nothing
    entries.sort(key=lambda entry: (entry.code, entry.valid_from, entry.valid_to or "9999"))
    by_code = {code: tuple(group) for code, group in groupby(entries, key=lambda entry: entry.code)}
    return Reference(head.name, head.release, sha256, head.sources, by_code, modifiers, brands, frozenset(later))
