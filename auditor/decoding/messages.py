"""What two processes of ours tell each other over a pipe: messages, each behind its length; and the limits of the one that reads for the other."""

from __future__ import annotations

from contextlib import suppress
from typing import IO

SIZE = 8  # bytes in which a message's length is told


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


def limit_memory(most: int) -> None:
    """Limit this process to so many bytes of address space where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: int) -> None:
    """Limit the processor time of this process from now on where the system can; elsewhere the one who asked stops waiting."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds, most))
