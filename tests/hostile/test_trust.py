"""Nothing that a stranger wrote is run, nothing is sent, and nothing is written but where the user said."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours, write
from tests.decoding.making import lines, pdf
from tests.hostile.patterns import modules

# Modules that make code or objects of any class out of data. `multiprocessing` and Dask pickle what our own processes tell each other.
RUNNING: Final = {
    "cloudpickle", "code", "codeop", "dill", "imp", "jsonpickle", "marshal", "pickle", "pty", "runpy", "ruamel", "shelve", "yaml",
}  # fmt: skip
SENDING: Final = {
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "ssl",
    "urllib.request",
    "urllib3",
    "webbrowser",
}
CALLED: Final = {"eval", "exec", "compile", "__import__", "breakpoint"}
STARTS_PROGRAMS: Final = {
    "auditor.cli.touched": "git, which tells what was touched since a revision",
    "auditor.decoding.pdf.reading": "this interpreter, in which PDFs are read under limits",
}

# Written into a process before anything else: notes what is sent, started and written, as Python itself tells its auditors.
WATCH: Final = """
import os, sys
def watch(event, told, log=os.environ["AUDITOR_WATCH"], busy=[]):
    if busy:
        return
    if event.startswith("socket.") and event != "socket.__new__" or event in {"subprocess.Popen", "os.system", "os.exec", "pickle.find_class"}:
        line = event + " " + ascii(told)
    elif event == "open" and isinstance(told[0], (str, bytes)) and (told[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        line = "write " + os.path.realpath(os.fsdecode(told[0]))
    elif event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.link"}:
        line = "write " + os.path.realpath(os.fsdecode(told[0]))
    elif event == "sqlite3.connect":
        line = "write " + os.path.realpath(os.fsdecode(told[0]))
    else:
        return
    busy.append(1)
    with open(log, "a") as file:
        file.write(line.replace("\\n", " ") + "\\n")
    busy.clear()
sys.addaudithook(watch)
"""

COMMANDS: Final = (
    "check --jobs 2 --format html=../out/report --format html=../out/report.html --format sarif=../out/a.sarif --format json=../out/a.json",
    "check --format csv=../out/a.csv --format junit=../out/a.xml --since HEAD",
    "check --format gitlab=../out/a.gl --format github --no-cache --repairs",
    "verify ../out/report",
    "extract --format jsonl", "extract --unclaimed", "explain J9355", "graph --format svg", "graph --format graphml", "rules",
    "reference show J9355", "baseline write", "baseline prune", "history", "diff 1 2", "fix --diff", "triage list", "config",
    "why-not a.md:1 b.md:1",
)  # fmt: skip


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(tree: ast.Module) -> Iterator[str]:
    return (node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))


@pytest.mark.parametrize("name", modules())
def test_no_module_makes_code_of_data_or_talks_to_a_network(name: str) -> None:
    tree = ast.parse(Path(str(import_module(name).__file__)).read_text(encoding="utf-8"))
    names = {part for one in imported(tree) for part in (one, one.split(".")[0])}
    assert not names & (RUNNING | SENDING)
    assert not set(called(tree)) & CALLED
    assert ("subprocess" in names) is (name in STARTS_PROGRAMS)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "shell"]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder in which every command was run, and what they did."""
    root = tmp_path_factory.mktemp("watched")
    (root / "hook").mkdir()
    (root / "hook" / "sitecustomize.py").write_text(WATCH)
    work = root / "work"
    work.mkdir()
    write(work / "docs", [ATEZOLIZUMAB, BEVACIZUMAB, *["J9271 is pembrolizumab, 100 mg per unit.\n"] * 6])
    for number in range(70):
        (work / "docs" / f"{number}.md").write_text(f"J9271 is pembrolizumab {number}.\n")
    (work / "docs" / "a.pdf").write_bytes(pdf(lines("J9271 is pembrolizumab.")))
    (work / "auditor.toml").write_text('corpus = "docs"\n')
    for git in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *git], cwd=work, check=True)
    log = root / "log"
    log.touch()
    path = os.pathsep.join([str(root / "hook"), ours()["PYTHONPATH"]])
    for command in COMMANDS:
        environment = {
            **os.environ,
            "PYTHONPATH": path,
            "AUDITOR_WATCH": str(log),
            "TMPDIR": str(root / "tmp"),
            "HOME": str(root / "home"),
        }
        (root / "tmp").mkdir(exist_ok=True)
        ended = subprocess.run(
            [sys.executable, "-m", "auditor", *command.split()],
            cwd=work,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in ended.stderr, (command, ended.stderr)
        assert ended.returncode in {0, 1}, (command, ended.stderr)
    return root, log.read_text().splitlines()


def test_nothing_is_sent(watched: tuple[Path, list[str]]) -> None:
    _, done = watched
    assert len(done) > 20
    assert not [line for line in done if line.startswith("socket.")]


def test_nothing_is_started_but_our_own_interpreter_and_git(watched: tuple[Path, list[str]]) -> None:
    started = [line for line in watched[1] if line.startswith(("subprocess.", "os.system", "os.exec"))]
    assert started
    assert all("'git'" in line or "import main; main()" in line for line in started)


def test_nothing_is_unpickled_but_between_our_own_processes(watched: tuple[Path, list[str]]) -> None:
    """What crosses the pipes of a process pool: the work, and the values of ours that it is made of."""
    classes = {line for line in watched[1] if line.startswith("pickle.find_class")}
    assert classes
    modules_ = {ast.literal_eval(line.removeprefix("pickle.find_class "))[0].split(".")[0] for line in classes}
    assert modules_ <= {
        "auditor",
        "concurrent",
        "multiprocessing",
        "pathlib",
        "builtins",
        "msgspec",
        "_thread",
        "functools",
    }


def test_nothing_is_written_but_where_the_user_said(watched: tuple[Path, list[str]]) -> None:
    root, done = watched
    written = {line.removeprefix("write ") for line in done if line.startswith("write ")}
    wanted = tuple(
        str(root / name) for name in ("out", "tmp", "home", "work/.auditor_cache", "work/auditor-baseline.jsonl")
    )
    stray = {
        path for path in written
        if not path.startswith((*wanted, "/dev/")) and path != str(root / "work") and "__pycache__" not in path and "/.auditor-baseline.jsonl." not in path
    }  # fmt: skip
    assert stray == set()
