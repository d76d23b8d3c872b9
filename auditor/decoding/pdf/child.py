"""The process that reads one PDF: bytes on standard input, the document or the reason on standard output.

A PDF can ask its parser for any amount of time and memory in a few bytes, and the parser is not written in Python:
it may end the process. So it has one of its own, with limits, and whoever asked outlives it.
"""

from __future__ import annotations

import sys
from contextlib import suppress

import msgspec

from auditor.decoding.pdf.document import read_pdf
from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document

MAX_SECONDS = 60  # of processor time
MAX_MEMORY = 2 * 1024**3  # bytes of address space


class Read(msgspec.Struct, frozen=True):
    """What came of it: a document, or why there is none."""

    document: Document | None = None
    reason: str = ""


def main() -> None:
    """Read the PDF that comes in under the name in the first argument."""
    _limit()
    raw = Raw(sys.argv[1], sys.stdin.buffer.read())
    try:
        read = Read(read_pdf(raw))
    except Unreadable as error:
        read = Read(reason=str(error))
    sys.stdout.buffer.write(msgspec.msgpack.encode(read))


def _limit() -> None:
    """Limit time and memory where the system can; elsewhere the one who asked stops waiting."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
