"""What a command takes: seconds, processor seconds, and the memory of all its processes at their highest.

Memory is the proportional set size of the whole tree of processes, from /proc, several times a second: what processes share
counts once. Processor time is that of the command and of all processes below it that were waited for.
"""

from __future__ import annotations

import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import Final, NamedTuple, Self

PROC: Final = Path("/proc")
EVERY: Final = 0.2  # seconds between two looks at memory
UNKNOWN: Final = 0  # where there is no /proc


class Taken(NamedTuple):
    """What a command took. `peak` is in bytes, 0 where the system has no /proc."""

    seconds: float
    processor: float
    peak: int
    code: int
    output: str
    errors: str


def taken(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Taken:
    """Run a command in a folder and measure it; only one at a time. Its output is kept in files: a full pipe would stop it."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begun = time.perf_counter()
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=errors)  # noqa: S603 - our own command lines
        with _Watch(running.pid) as watch:
            code = running.wait()
        seconds = time.perf_counter() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        output.seek(0)
        errors.seek(0)
        return Taken(seconds, processor, watch.peak, code, output.read(), errors.read())


class _Watch:
    """Looks at the memory of a process and all below it until it is told to stop."""

    def __init__(self, pid: int) -> None:
        self.peak = UNKNOWN
        self._pid = pid
        self._over = Event()
        self._thread = Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(EVERY if self.peak else EVERY / 20):
            self.peak = max(self.peak, sum(map(_memory, tree(self._pid))))


def tree(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for one in found:
        for listed in (PROC / str(one) / "task").glob("*/children"):
            with suppress(OSError):
                found += map(int, listed.read_text().split())
    return found


def _memory(pid: int) -> int:
    """Bytes; those of a page that several processes share are divided among them."""
    with suppress(OSError):
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def environment(**more: str) -> dict[str, str]:
    """The environment of a measured command: as a user has it, so that compiled modules are kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}
