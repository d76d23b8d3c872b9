"""How far reading is, shown where somebody looks: a bar on a terminal, a line a minute in a log, nothing otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli import progress
from auditor.cli.progress import Reading
from tests.commands import ATEZOLIZUMAB, ours


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """A clock to be set by hand."""
    seconds = [1000.0]
    monkeypatch.setattr(progress, "monotonic", lambda: seconds[0])
    return seconds


def test_a_log_gets_a_line_a_minute(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Reading(quiet=False) as reading:
        for done in range(0, 12_000, 10):
            reading.watch(done, 12_000)
            clock[0] += 0.125
    assert capsys.readouterr().err.splitlines() == [
        "auditor: 4,800 of 12,000 documents, 80 a second, 90 s left",
        "auditor: 9,600 of 12,000 documents, 80 a second, 30 s left",
    ]


def test_what_is_quick_or_quiet_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Reading(quiet=False) as reading:
        reading.watch(1, 5)
    with Reading(quiet=True) as reading:
        clock[0] += 600
        reading.watch(2, 5)
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_gets_a_bar_that_is_gone_in_the_end(tmp_path: Path) -> None:
    import pty  # noqa: PLC0415 - not on every system

    (tmp_path / "corpus").mkdir()
    for number in range(30):
        (tmp_path / "corpus" / f"{number}.md").write_text(ATEZOLIZUMAB * 100)
    ours_, theirs = pty.openpty()
    code = "import auditor.cli.progress as p; p.PATIENCE = 0.0; import auditor.cli; auditor.cli.main()"
    command = [sys.executable, "-c", code, "check", "--no-cache", "--fail-on", "never", "--format", "concise"]
    environment = {**ours(), "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = _read(ours_)
        assert process.stdout
        output = process.stdout.read()
    assert "of 30 documents" in shown
    assert b"a second" not in output


def _read(terminal: int) -> str:
    parts = []
    try:
        while part := os.read(terminal, 4096):
            parts.append(part)
    except OSError:  # how Linux says that the other side is closed
        pass
    os.close(terminal)
    return b"".join(parts).decode()
