"""Have PDFs read in a process of their own, and say what came of each."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from threading import Lock, Timer
from typing import TYPE_CHECKING

import msgspec

from auditor.decoding.messages import received, send
from auditor.decoding.raw import Raw, Unreadable
from auditor.model.source import Document

if TYPE_CHECKING:
    from auditor.decoding.pdf.child import Read

MAX_WAIT = 300.0  # seconds on a clock, where the system cannot limit the processor's time
MAX_BYTES = 128 * 1024 * 1024

MISSING = "PDF files need pypdfium2: pip install 'hcpcs-auditor[pdf]'"
BEYOND = "reading it takes more time or memory than a document should; print it to a new PDF, or split it"


def read_pdf_file(raw: Raw) -> Document:
    """The document that a PDF shows. Raises Unreadable for what is no PDF, shows no text, or asks for too much."""
    if find_spec("pypdfium2") is None:
        raise Unreadable(MISSING)
    if len(raw.data) > MAX_BYTES:
        raise Unreadable(f"larger than {MAX_BYTES // 2**20} MB; split it")
    read = _helper(os.getpid()).read(raw)
    if read is None:
        raise Unreadable(BEYOND)
    if read.document is None:
        raise Unreadable(read.reason)
    return read.document


@cache
def _helper(_process: int) -> _Helper:
    """One helper for each process: after a fork two must not talk to the same."""
    return _Helper()


class _Helper:
    """The other process, started when it is needed and again when a PDF has ended it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._running: subprocess.Popen[bytes] | None = None

    def read(self, raw: Raw) -> Read | None:
        """What came of a PDF, or None if the other process did not outlive it."""
        # Imported here: without the extra it cannot be.
        from auditor.decoding.pdf.child import Read  # noqa: PLC0415

        with self._lock:
            running = self._running or self._start()
            if running.stdin is None or running.stdout is None:
                return None
            limit = Timer(MAX_WAIT, running.kill)
            limit.start()
            try:
                send(running.stdin, msgspec.msgpack.encode(raw))
                message = received(running.stdout)
            except OSError:
                message = None
            finally:
                limit.cancel()
            if message is None:
                self.end()
                return None
            return msgspec.msgpack.decode(message, type=Read)

    def _start(self) -> subprocess.Popen[bytes]:
        start = f"import sys; sys.path[:] = {sys.path!r}; from auditor.decoding.pdf.child import main; main()"
        self._running = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-P", "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        atexit.register(self.end)
        return self._running

    def end(self) -> None:
        """End the other process, if it runs."""
        running, self._running = self._running, None
        if running is None:
            return
        atexit.unregister(self.end)
        running.kill()
        running.wait()
        for stream in (running.stdin, running.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
