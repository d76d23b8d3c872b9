"""The process that reads PDFs: bytes come in at standard input, documents or reasons go out at standard output.

A PDF can ask its parser for any amount of time and memory in a few bytes, and the parser is not written in Python:
it may end the process. So it has one of its own, with limits, and whoever asked outlives it.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import IO

import msgspec

from auditor.decoding.pdf.document import read_pdf
from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document

MAX_SECONDS = 60  # of processor time for one PDF
MAX_MEMORY = 2 * 1024**3  # bytes of address space
SIZE = 8  # bytes in which a message's length is told


class Read(msgspec.Struct, frozen=True):
    """What came of a PDF: a document, or why there is none."""

    document: Document | None = None
    reason: str = ""


def main() -> None:
    """Read PDFs, each a message that holds its name and its bytes, until there are no more."""
    _limit_memory()
    while (message := received(sys.stdin.buffer)) is not None:
        _limit_time()
        raw = msgspec.msgpack.decode(message, type=Raw)
        try:
            read = Read(read_pdf(raw))
        except Unreadable as error:
            read = Read(reason=str(error))
        send(sys.stdout.buffer, msgspec.msgpack.encode(read))


def send(stream: IO[bytes], message: bytes) -> None:
    """Write a message: its length, then itself."""
    stream.write(len(message).to_bytes(SIZE, "big"))
    stream.write(message)
    stream.flush()


def received(stream: IO[bytes]) -> bytes | None:
    """The next message, or None where the other side has ended."""
    size = stream.read(SIZE)
    if len(size) < SIZE:
        return None
    length = int.from_bytes(size, "big")
    message = stream.read(length)
    return message if len(message) == length else None


def _limit_memory() -> None:
    """Limit memory where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time() -> None:
    """Limit the time until the next PDF where the system can; elsewhere the one who asked stops waiting."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + MAX_SECONDS, most))


if __name__ == "__main__":
    main()
