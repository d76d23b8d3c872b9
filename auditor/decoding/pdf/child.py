"""The process that reads PDFs: bytes come in at standard input, documents or reasons go out at standard output.

A PDF can ask its parser for any amount of time and memory in a few bytes, and the parser is not written in Python:
it may end the process. So it has one of its own, with limits, and whoever asked outlives it.
"""

from __future__ import annotations

import sys

import msgspec

from auditor.decoding.messages import limit_memory, limit_time, received, send
from auditor.decoding.pdf.document import read_pdf
from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document

MAX_SECONDS = 60  # of processor time for one PDF
MAX_MEMORY = 2 * 1024**3  # bytes of address space


class Read(msgspec.Struct, frozen=True):
    """What came of a PDF: a document, or why there is none."""

    document: Document | None = None
    reason: str = ""


def main() -> None:
    """Read PDFs, each a message that holds its name and its bytes, until there are no more."""
    limit_memory(MAX_MEMORY)
    while (message := received(sys.stdin.buffer)) is not None:
        limit_time(MAX_SECONDS)
        raw = msgspec.msgpack.decode(message, type=Raw)
        try:
            read = Read(read_pdf(raw))
        except Unreadable as error:
            read = Read(reason=str(error))
        send(sys.stdout.buffer, msgspec.msgpack.encode(read))


if __name__ == "__main__":
    main()
