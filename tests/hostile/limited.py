"""Run the program as a stranger's files meet it: in a process of its own, under limits of memory, time and file size."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from tests.commands import ours

MEMORY: Final = 3 * 2**30  # bytes of address space
SECONDS: Final = 120  # of processor time


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
        _, status, used = os.wait4(process.pid, 0)
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
            used.ru_maxrss * (1 if sys.platform == "darwin" else 1024),
        )
