"""Have a PDF read in a process of its own, and say what came of it."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import msgspec

from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document

MAX_WAIT = 300  # seconds on a clock, where the system cannot limit the processor's time
MAX_BYTES = 128 * 1024 * 1024

MISSING = "PDF files need pypdfium2: pip install 'hcpcs-auditor[pdf]'"
BEYOND = "reading it takes more time or memory than a document should; print it to a new PDF, or split it"


def read_pdf_file(raw: Raw) -> Document:
    """The document that a PDF shows. Raises Unreadable for what is no PDF, shows no text, or asks for too much."""
    if find_spec("pypdfium2") is None:
        raise Unreadable(MISSING)
    if len(raw.data) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // 2**20} MB; split it")
    # Imported here: without the extra it cannot be.
    from auditor.decoding.pdf.child import Read  # noqa: PLC0415

    start = f"import sys; sys.path[:] = {sys.path!r}; from auditor.decoding.pdf.child import main; main()"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-P", "-c", start, raw.name],
            input=raw.data,
            capture_output=True,
            timeout=MAX_WAIT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(BEYOND) from error
    if done.returncode:
        raise Unreadable(BEYOND)
    read = msgspec.msgpack.decode(done.stdout, type=Read)
    if read.document is None:
        raise Unreadable(read.reason)
    return read.document
