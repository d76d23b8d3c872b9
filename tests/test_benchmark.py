"""What measures must itself be right: sections that keep to themselves, memory of the whole tree, truth by exact documents."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

TOOLS = Path(__file__).parent.parent / "tools"
PAGE = "# Benchmarks\n\nWords.\n\n## One\n\nold\n\n## Two\n\nkept\n"
LARGE = 80_000_000  # bytes
# A process below the command, which is large until somebody has seen it.
HELD = f"import os, time; b = bytearray({LARGE})\nwhile not os.path.exists('seen'): time.sleep(0.02)"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HELD!r}])"


@pytest.fixture(scope="module", autouse=True)
def tools_at_hand() -> Iterator[None]:
    sys.path.insert(0, str(TOOLS))
    yield
    sys.path.remove(str(TOOLS))


def tool(name: str) -> ModuleType:
    return importlib.import_module(name)


def test_a_section_takes_the_place_of_its_earlier_self() -> None:
    kept = tool("benchmark_page").kept
    assert kept(PAGE, "One", "new\n") == PAGE.replace("old", "new")
    assert kept(PAGE, "Two", "new") == PAGE.replace("kept", "new")
    assert kept(PAGE, "Three", "new") == f"{PAGE}\n## Three\n\nnew\n"


def test_tables_have_as_many_columns_below_as_above() -> None:
    assert tool("benchmark_page").table(("a", "b"), [("x", 1)]) == "| a | b |\n|---|--:|\n| x | 1 |"


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is what Linux tells of it")
def test_the_memory_of_a_process_below_the_command_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measuring = tool("measuring")
    memory = measuring._memory  # noqa: SLF001 - to know when it was asked of the process below

    def watched(pid: int) -> int:
        found: int = memory(pid)
        if found > LARGE:
            (tmp_path / "seen").touch()
        return found

    monkeypatch.setattr(measuring, "_memory", watched)
    found = measuring.taken((sys.executable, "-c", CHILD), tmp_path)
    assert found.code == 0
    assert LARGE < found.peak < 400_000_000


def test_what_a_command_says_and_how_it_ends_are_kept(tmp_path: Path) -> None:
    found = tool("measuring").taken((sys.executable, "-c", "import sys; print('out'); sys.exit('err')"), tmp_path)
    assert (found.code, found.output, found.errors) == (1, "out\n", "err\n")


def finding(rule: str, subject: str, *values: tuple[str, str, list[str]]) -> dict[str, Any]:
    told = [{"value": value, "verdict": verdict, "documents": documents} for value, verdict, documents in values]
    return {"rule": rule, "subject": subject, "values": told}


def test_a_finding_counts_only_with_exactly_the_documents_that_are_wrong() -> None:
    compared, owed = tool("at_scale").compared, tool("articles").Owed
    wanted = [owed("AUD101", "J9271", {"nivolumab": frozenset({"a.md", "b.md"})})]
    right = ("pembrolizumab", "confirmed", ["c.md"])

    def truth(*findings: dict[str, Any]) -> tuple[int, int]:
        found = compared(wanted, {"findings": findings, "skipped": []})
        return found.missing, found.others

    assert truth(finding("AUD101", "J9271", right, ("nivolumab", "refuted", ["a.md", "b.md"]))) == (0, 0)
    assert truth(finding("AUD101", "J9271", right, ("nivolumab", "refuted", ["a.md"]))) == (1, 1)
    assert truth() == (1, 0)
    notes = finding("AUD402", "J9271", ("J9271", "unknown", ["a.md"]))
    assert truth(notes, finding("AUD101", "J9271", right, ("nivolumab", "refuted", ["b.md", "a.md"]))) == (0, 0)


def test_a_peer_that_cannot_be_installed_is_told_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peers = tool("peers")
    monkeypatch.setattr(peers, "FOLDER", tmp_path)
    monkeypatch.setattr(peers.shutil, "which", lambda _: None)
    (textlint,) = (peer for peer in peers.PEERS if peer.name == "textlint")
    (row,) = (line for line in peers.told([peers.speed(textlint, [])]).splitlines() if line.startswith("| textlint"))
    assert "| not measured: Node is not installed; your system has a package of it, such as Debian's npm |" in row
    assert not (tmp_path / "peers" / "textlint").exists()


def test_what_was_promised_and_what_was_not_measured_stand_on_the_page() -> None:
    at_scale, taken = tool("at_scale"), tool("measuring").Taken

    def figures(documents: int, processor: float, unchanged: float) -> Any:
        cold, parsing = taken(100.0, processor, 500_000_000, 0, "", ""), taken(50.0, processor / 5, 0, 0, "", "")
        return at_scale.Figures(documents, 5.5, cold, parsing, unchanged, unchanged, 0.5, at_scale.Truth(3, 0, 0))

    page = at_scale.told([figures(1_000, 9.0, 0.3), figures(10_000, 99.0, 3.0)], {100_000: "not asked for"}, 2)
    assert "Not measured: 100,000 documents, not asked for." in page
    bars = {line.split(" | ")[0].strip("| "): line.split(" | ")[-1].strip("| ") for line in page.splitlines()}
    assert bars["cold, 10,000 documents, of markdown-it's processor time"] == "**no**"
    assert bars["unchanged, 10,000 documents, of cold"] == "**no**"
    assert bars["processor time a document, 10,000 documents, of 1,000"] == "yes"
    assert bars["contradictions missing, or found and not planted"] == "yes"
