"""The process that reads Parquet files: bytes come in at standard input, rows go out at standard output, some at a time.

The library that reads them is not written in Python: a damaged file may end the process. So it has one of its own, with limits,
and whoever asked outlives it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet

from auditor.decoding.archive import MAX_RATIO, UNSUSPICIOUS
from auditor.decoding.messages import limit_memory, limit_time, received, send

MAX_SECONDS = 300  # of processor time for one file
MAX_MEMORY = 4 * 1024**3  # bytes of address space
AT_A_TIME = 2**20  # characters of texts in one message, or a little more
DAMAGED = "a damaged Parquet file; write it anew"
_BOMB = f"it unpacks to more than {MAX_RATIO} times its size; write it anew if that is right"

Row = dict[str, str | int | None]


class Asked(msgspec.Struct, frozen=True):
    """A file's bytes, and the columns to be read of it, in small letters."""

    data: bytes
    columns: frozenset[str]


class Rows(msgspec.Struct, frozen=True):
    """Some rows of a file; with the last of them, why there are no more: "" where all were read."""

    rows: tuple[Row, ...]
    ended: str | None = None


def main() -> None:
    """Read files, each a message of its own, until there are no more."""
    limit_memory(MAX_MEMORY)
    while (message := received(sys.stdin.buffer)) is not None:
        limit_time(MAX_SECONDS)
        for rows in _told(msgspec.msgpack.decode(message, type=Asked)):
            send(sys.stdout.buffer, msgspec.msgpack.encode(rows))


def _told(asked: Asked) -> Iterator[Rows]:
    kept: list[Row] = []
    size = 0
    try:
        for row in _rows(asked):
            kept.append(row)
            size += sum(len(value) for value in row.values() if isinstance(value, str))
            if size > AT_A_TIME:
                yield Rows(tuple(kept))
                kept, size = [], 0
        ended = ""
    except (pa.ArrowException, OSError, MemoryError, UnicodeDecodeError):
        ended = DAMAGED
    except _TooMuchError as error:
        ended = str(error)
    yield Rows(tuple(kept), ended)


class _TooMuchError(Exception):
    """More comes out than can be meant."""


def _rows(asked: Asked) -> Iterator[Row]:
    most = max(UNSUSPICIOUS, MAX_RATIO * len(asked.data))
    schema = parquet.read_schema(pa.BufferReader(asked.data))
    columns = [name for name in schema.names if name.lower() in asked.columns]
    repeated = [
        name
        for name in columns
        if pa.types.is_string(schema.field(name).type) or pa.types.is_large_string(schema.field(name).type)
    ]  # what is kept once is not copied
    file = parquet.ParquetFile(pa.BufferReader(asked.data), read_dictionary=repeated)
    if _unpacked(file.metadata) > most:
        raise _TooMuchError(_BOMB)
    number = 0
    for batch in file.iter_batches(batch_size=256, columns=columns):
        for at in range(batch.num_rows):  # one after the other: a row may be as long as a file
            row = {name: _plain(batch.column(name)[at].as_py()) for name in columns}
            most -= sum(len(value) for value in row.values() if isinstance(value, str))
            if most < 0:
                raise _TooMuchError(f"{_BOMB}; only {number:,} of its rows were read")
            number += 1
            yield row


def _plain(value: Any) -> str | int | None:
    """A text or a number; nothing else can be a key, a title or a text."""
    is_number = isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63
    return value if isinstance(value, str) or is_number else None


def _unpacked(metadata: Any) -> int:
    """How many bytes the columns say that they take."""
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return sum(group.column(at).total_uncompressed_size for group in groups for at in range(group.num_columns))
