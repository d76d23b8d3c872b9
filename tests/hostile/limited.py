"""Run the program as a stranger's files meet it: in a process of its own, under limits of memory, time and file size."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.commands import ours

MEMORY: Final = 3 * 2**30  # bytes of address space
SECONDS: Final = 120  # of processor time


_RESIDENT: Final = re.compile(r"VmHWM:\s+(\d+) kB")
_BETWEEN: Final = 0.01  # seconds between two looks


class Ended(msgspec.Struct, frozen=True):
    """How a run ended: its exit code (a negative one is a signal), what it said, and what it took."""

    code: int
    out: bytes
    log: str
    seconds: float  # of processor time
    memory: int  # bytes that were resident at most

    def report(self) -> dict[str, Any]:
        """What `--format json` says."""
        shape: dict[str, Any] = json.loads(self.out)
        return shape

    def skipped(self) -> dict[str, str]:
        """Why each document was not read."""
        return {one["document"]: one["reason"] for one in self.report()["skipped"]}


def run(
    *arguments: str | Path,
    folder: Path,
    memory: int = MEMORY,
    seconds: int = SECONDS,
    file_size: int | None = None,
    user: int | None = None,
    out: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a command in a folder under limits. `user`: as somebody else; `out`: where standard output goes."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if file_size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    with (out or folder.parent / "out").open("w+b" if out is None else "wb") as told, tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=log,
            env={**ours(), **(environment or {})},
            preexec_fn=limit,  # noqa: PLW1509 - this process has no other threads
            user=user,
        )
        status, used, resident = _watched(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        log.seek(0)
        said = b""
        if out is None:
            told.seek(0)
            said = told.read()
        return Ended(
            process.returncode,
            said,
            log.read().decode("utf-8", "replace"),
            used.ru_utime + used.ru_stime,
            resident,
        )


def _watched(pid: int) -> tuple[int, resource.struct_rusage, int]:
    """How a process ended, what it used, and the bytes that were resident at most since it became our command.

    What `wait4` tells counts from the fork, when all that the tests hold was resident in the process, too.
    """
    resident = 0
    while True:
        ended, status, used = os.wait4(pid, os.WNOHANG)
        if ended:
            return status, used, resident or used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        with suppress(OSError):
            found = _RESIDENT.search(Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
            shown = Path(f"/proc/{pid}/cmdline").read_bytes()
            if found and b"\0auditor\0" in shown:
                resident = max(resident, int(found[1]) * 1024)
        time.sleep(_BETWEEN)
