"""Documents in the rows of a table, as JSON Lines or Parquet hold them: an id, a title, a text."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from auditor.decoding.archive import MAX_RATIO, UNSUSPICIOUS
from auditor.decoding.collection import Entry, documents
from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document, Skipped

# The names that columns go by, the most telling first.
IDS = ("id", "doc_id", "document_id", "url", "address", "link", "slug", "path", "name")
TITLES = ("title", "headline", "subject", "heading")
TEXTS = ("text", "body", "content", "html", "markdown", "article", "document")

_NO_TEXT = f"no text in any of the columns {', '.join(TEXTS)}"
_MISSING = "Parquet files need pyarrow: pip install 'hcpcs-auditor[parquet]'"
_BOMB = f"it unpacks to more than {MAX_RATIO} times its size; write it anew if that is right"
_DECODER = msgspec.json.Decoder()
_MARK = b"\xef\xbb\xbf"


def read_json_lines(raw: Raw) -> Iterator[Document | Skipped]:
    """The documents of a JSON Lines file: one object a line."""
    return documents(raw, _lines(raw.data.removeprefix(_MARK)))


def read_parquet(raw: Raw) -> Iterator[Document | Skipped]:
    """The documents of a Parquet file: one a row. Raises Unreadable where pyarrow is missing or the file is damaged."""
    return documents(raw, _rows(raw.data))


def _lines(data: bytes) -> Iterator[Entry]:
    return (of_line(line, number) for number, line in enumerate(io.BytesIO(data), 1) if line.strip())


def of_line(line: bytes | str, number: int) -> Entry:
    """What one line of a JSON Lines file holds; its number counts from 1."""
    where = f"line {number}"
    try:
        row = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return Entry("", "", "", where, f"no JSON: {error}")
    return _entry(row, where) if isinstance(row, dict) else Entry("", "", "", where, "no JSON object")


def _rows(data: bytes) -> Iterator[Entry]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and heavy
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        raise Unreadable(_MISSING) from error
    most = max(UNSUSPICIOUS, MAX_RATIO * len(data))
    try:
        schema = parquet.read_schema(pa.BufferReader(data))
        columns = [name for name in schema.names if name.lower() in {*IDS, *TITLES, *TEXTS}]
        repeated = [
            name
            for name in columns
            if pa.types.is_string(schema.field(name).type) or pa.types.is_large_string(schema.field(name).type)
        ]  # what is kept once is not copied
        file = parquet.ParquetFile(pa.BufferReader(data), read_dictionary=repeated)
        if _unpacked(file.metadata) > most:
            raise Unreadable(_BOMB)
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=columns):
            for at in range(batch.num_rows):  # one after the other: a row may be as long as a file
                number += 1
                row = {name: batch.column(name)[at].as_py() for name in columns}
                most -= sum(len(value) for value in row.values() if isinstance(value, str))
                if most < 0:
                    raise Unreadable(f"{_BOMB}; only {number - 1:,} of its rows were read")
                yield _entry(row, f"row {number}")
    except (pa.ArrowException, OSError, MemoryError, UnicodeDecodeError) as error:
        raise Unreadable("a damaged Parquet file; write it anew") from error


def _unpacked(metadata: Any) -> int:
    """How many bytes the columns say that they take."""
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    return sum(group.column(at).total_uncompressed_size for group in groups for at in range(group.num_columns))


def _entry(row: Mapping[str, Any], where: str) -> Entry:
    lowered = {str(name).lower(): value for name, value in row.items()}
    text = _first(lowered, TEXTS)
    problem = "" if text.strip() else _NO_TEXT
    return Entry(_first(lowered, IDS), _first(lowered, TITLES), text, where, problem)


def _first(row: Mapping[str, Any], names: Sequence[str]) -> str:
    name = column(row, names)
    return str(row[name]) if name else ""


def column(row: Mapping[str, Any], names: Sequence[str]) -> str:
    """The first of the columns that holds anything, "" where none does. The row's own are in lower case."""
    for name in names:
        value = row.get(name)
        if (isinstance(value, str) and value.strip()) or (isinstance(value, int) and not isinstance(value, bool)):
            return name
    return ""
