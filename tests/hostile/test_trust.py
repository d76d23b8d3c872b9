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

import click
import msgspec
import pytest

from auditor.cli import cli
from auditor.manifest import decode
from auditor.manifest import encode as encode_manifest
from auditor.reference.files import embedded, encode
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours, write
from tests.decoding.making import lines, pdf
from tests.hostile.patterns import modules
from tests.publications.publishing import crosswalk

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
    "auditor.decoding.table_of_texts": "this interpreter, in which Parquet is read under limits",
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
        below = event in {"os.remove", "os.rmdir"} and told[1] >= 0  # a name in a folder that is open
        line = "write " + os.path.realpath(os.path.join(f"/proc/self/fd/{told[1]}" if below else "", os.fsdecode(told[0])))
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
    "why-not a.md:1 b.md:1", "init --stdout", "completion bash", "evaluate gold", "reference diff embedded reference.jsonl",
    "reference import crosswalk.csv --output ../out/ours.jsonl", "lsp",
)  # fmt: skip

# Where a stranger could want us to connect to. Nobody listens there, so a run that tries says so.
ELSEWHERE: Final = "http://127.0.0.1:9/docs"


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
    work = root / "work"
    work.mkdir()
    write(work / "docs", [ATEZOLIZUMAB, BEVACIZUMAB, *["J9271 is pembrolizumab, 100 mg per unit.\n"] * 6])
    for number in range(70):
        (work / "docs" / f"{number}.md").write_text(f"J9271 is pembrolizumab {number}.\n")
    (work / "docs" / "a.pdf").write_bytes(pdf(lines("J9271 is pembrolizumab.")))
    (work / "auditor.toml").write_text('corpus = "docs"\n')
    (work / "gold" / "docs").mkdir(parents=True)
    (work / "gold" / "docs" / "a.md").write_text(ATEZOLIZUMAB)
    (work / "gold" / "assertions.jsonl").write_text("")
    (work / "crosswalk.csv").write_bytes(crosswalk("J9173,Inj durvalumab,Made Up,00001-0001-01,Imfinzi,10 MG"))
    (work / "reference.jsonl").write_bytes(encode(embedded()))
    for git in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"]):
        subprocess.run(["git", *git], cwd=work, check=True)
    for command in COMMANDS:
        ended = started(root, *command.split())
        assert "Traceback" not in ended.stderr, (command, ended.stderr)
        assert ended.returncode in {0, 1}, (command, ended.stderr)
    return root, (root / "log").read_text().splitlines()


def started(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command run in the folder `work` and watched; what it does stands in the file `log`."""
    (root / "hook").mkdir(exist_ok=True)
    (root / "hook" / "sitecustomize.py").write_text(WATCH)
    (root / "log").touch()
    (root / "tmp").mkdir(exist_ok=True)
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(root / "hook"), ours()["PYTHONPATH"]]),
        "AUDITOR_WATCH": str(root / "log"),
        "TMPDIR": str(root / "tmp"),
        "HOME": str(root / "home"),
    }
    return subprocess.run(
        [sys.executable, "-m", "auditor", *arguments],
        cwd=root / "work",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def sent(root: Path) -> list[str]:
    """What the commands that were watched did with sockets."""
    return [line for line in (root / "log").read_text().splitlines() if line.startswith("socket.")]


def test_nothing_is_sent(watched: tuple[Path, list[str]]) -> None:
    root, done = watched
    assert len(done) > 20
    assert sent(root) == []


def test_every_command_is_watched() -> None:
    watched_ones = {tuple(command.split()) for command in COMMANDS}
    for names in command_names(cli):
        assert any(one[: len(names)] == names for one in watched_ones), names


def command_names(command: click.Command, *names: str) -> Iterator[tuple[str, ...]]:
    """Every command by the words that call it."""
    if not isinstance(command, click.Group):
        yield names
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        assert below is not None
        yield from command_names(below, *names, name)


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """A folder whose documents, settings and reports a stranger made."""
    work = tmp_path / "work"
    work.mkdir()
    write(work / "docs", [ATEZOLIZUMAB, f"{BEVACIZUMAB}\n![x]({ELSEWHERE}/a.png) [y]({ELSEWHERE})\n"])
    return tmp_path


@pytest.mark.parametrize("settings", ['corpus = "{}"', 'corpus = ["docs", "{}"]', 'extend = "{}"', 'reference = "{}"'])
@pytest.mark.parametrize("command", [("check",), ("explain", "J9355"), ("fix",)])
def test_settings_of_a_stranger_make_nothing_connect(strangers: Path, settings: str, command: tuple[str, ...]) -> None:
    (strangers / "work" / "auditor.toml").write_text(settings.format(ELSEWHERE) + "\n")
    ended = started(strangers, *command)
    assert "Traceback" not in ended.stderr
    assert sent(strangers) == []
    if "corpus" in settings:
        assert ended.returncode == 2
        assert (
            f"corpus: '{ELSEWHERE}' is an address, and no setting makes the program connect; give it as PATH"
            in ended.stderr
        )


def test_settings_that_a_stranger_extends_make_nothing_connect_either(strangers: Path) -> None:
    (strangers / "auditor.toml").write_text(f'corpus = "{ELSEWHERE}"\n')
    (strangers / "work" / "auditor.toml").write_text('extend = "../auditor.toml"\n')
    assert started(strangers, "check").returncode == 2
    assert sent(strangers) == []


def test_a_report_of_a_stranger_makes_nothing_connect(strangers: Path) -> None:
    started(strangers, "check", "docs", "--format", "html=report")
    manifest = strangers / "work" / "report" / "manifest.json"
    made = decode(manifest.read_bytes())
    paths = msgspec.structs.replace(made.configuration, paths=(ELSEWHERE,))
    manifest.write_bytes(encode_manifest(msgspec.structs.replace(made, configuration=paths)))
    ended = started(strangers, "verify", "report")
    assert (ended.returncode, sent(strangers)) == (3, [])
    assert f"if you know it, give it too: auditor verify report {ELSEWHERE}" in ended.stderr


def test_who_asks_for_a_cluster_does_connect_so_that_this_would_be_seen(strangers: Path) -> None:
    ended = started(strangers, "check", "docs", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9", "--no-cache")
    assert ended.returncode == 3
    assert any(line.startswith("socket.connect") for line in sent(strangers))


def test_nothing_is_started_but_our_own_interpreter_git_and_the_shell_to_be_completed(
    watched: tuple[Path, list[str]],
) -> None:
    started = [line for line in watched[1] if line.startswith(("subprocess.", "os.system", "os.exec"))]
    assert started
    assert all(any(known in line for known in ("'git'", "import main; main()", "BASH_VERSION")) for line in started)


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
