"""Documents in the rows of a table, as JSON Lines or Parquet hold them: an id, a title, a text."""

from __future__ import annotations

import atexit
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import Any

import msgspec

from auditor.decoding.collection import Entry, documents
from auditor.decoding.messages import received, send
from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document, Skipped

# The names that columns go by, the most telling first.
IDS = ("id", "doc_id", "document_id", "url", "address", "link", "slug", "path", "name")
TITLES = ("title", "headline", "subject", "heading")
TEXTS = ("text", "body", "content", "html", "markdown", "article", "document")

_NO_TEXT = f"no text in any of the columns {', '.join(TEXTS)}"
_MISSING = "Parquet files need pyarrow: pip install 'hcpcs-auditor[parquet]'"
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
    if find_spec("pyarrow") is None:
        raise Unreadable(_MISSING)
    for number, row in enumerate(_reader(os.getpid()).rows(data), 1):
        yield _entry(row, f"row {number}")


@cache
def _reader(_process: int) -> _Reader:
    """One for each process: after a fork two must not talk to the same."""
    return _Reader()


class _Reader:
    """Another process, in which Parquet is read: started when it is needed, and again when a file has ended it."""

    def __init__(self) -> None:
        self._idle: subprocess.Popen[bytes] | None = None

    def rows(self, data: bytes) -> Iterator[Mapping[str, Any]]:
        """The rows of a file, one after the other. Raises Unreadable where it is damaged, or asks for too much."""
        # Imported here: without the extra it cannot be.
        from auditor.decoding.parquet_rows import DAMAGED, Asked, Rows  # noqa: PLC0415

        process, self._idle = self._idle or _started(), None
        try:
            if process.stdin is None or process.stdout is None:
                raise Unreadable(DAMAGED)
            with suppress(OSError):  # it has ended; then there is no answer, either
                send(process.stdin, msgspec.msgpack.encode(Asked(data, frozenset({*IDS, *TITLES, *TEXTS}))))
            said = Rows(())
            while said.ended is None:
                message = received(process.stdout)
                if message is None:
                    raise Unreadable(DAMAGED)
                said = msgspec.msgpack.decode(message, type=Rows)
                yield from said.rows
            if self._idle is None:
                self._idle = process
            if said.ended:
                raise Unreadable(said.ended)
        finally:
            if self._idle is not process:  # it died, or nobody waits for the rest
                _end(process)


def _started() -> subprocess.Popen[bytes]:
    start = f"import sys; sys.path[:] = {sys.path!r}; from auditor.decoding.parquet_rows import main; main()"
    process = subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-P", "-c", start], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream:
                stream.close()


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
