"""What `--help` gives as examples works, and a shell completes what people type."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import auditor.cli
from auditor.cli.examples import BELOW, EXAMPLES
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours, run, write

EVERY = {**EXAMPLES, **BELOW}
TYPED = [typed.removeprefix("auditor ") for examples in EVERY.values() for typed, _ in examples]
# These wait for an editor, or for what only CMS can give, a reviewer has seen or an earlier night has left: read, not run.
READ_ONLY = (
    "lsp", "reference import", "reference diff", "triage 64be", "evaluate", "diff 41", "explain 64be", "why-not policy",
    "verify",
)  # fmt: skip


def arguments(typed: str) -> list[str]:
    """What the auditor is given of a line that is typed; the rest is the shell's."""
    return list(takewhile(lambda word: word not in {"|", ">", "<"}, shlex.split(typed)))


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command, and those below it, by the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        yield f"{above}{name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{above}{name} ")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the examples find what they speak of."""
    folder = tmp_path_factory.mktemp("examples")
    write(
        folder / "docs",
        [ATEZOLIZUMAB, BEVACIZUMAB, "J9033 describes bendamustine.\n", "J9034 describes bendamustine.\n"],
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        shutil.copytree("docs", "corpus")
        for name in ("before.json", "after.json"):
            run("check", "docs", "--format", f"json={name}")
    return folder


@pytest.mark.parametrize("typed", dict.fromkeys(typed for typed in TYPED if not typed.startswith(READ_ONLY)))
def test_an_example_runs(folder: Path, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    given = (folder / "docs" / "a.md").read_bytes() if "--stdin-filename" in typed else b""
    result = CliRunner().invoke(auditor.cli.cli, arguments(typed), input=given)
    assert result.exit_code in {0, 1}, result.output


@pytest.mark.parametrize("typed", dict.fromkeys(TYPED))
def test_an_example_is_understood(typed: str) -> None:
    words = arguments(typed)
    context = click.Context(auditor.cli.cli)
    command: click.Command = auditor.cli.cli
    while isinstance(command, click.Group):
        _, found, words = command.resolve_command(context, words)
        assert found
        command = found
    assert command.make_context("auditor", words)


def test_every_command_has_examples_and_shows_them() -> None:
    found = dict(commands(auditor.cli.cli))
    assert set(found) == set(EVERY)
    for name, examples in EVERY.items():
        told = run(*name.split(), "--help").stdout
        assert "Examples:" in told
        assert all(typed in told for typed, _ in examples)
        assert any(typed.startswith(f"auditor {name}") for typed, _ in examples)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_of_a_shell_asks_the_auditor(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_AUDITOR_COMPLETE={shell}_complete" in result.stdout


def test_another_shell_is_refused_in_words() -> None:
    result = run("completion", "csh")
    assert result.exit_code == 2
    assert "'csh' is not one of 'bash', 'zsh', 'fish'" in result.stderr


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash here")
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("auditor ex", {"explain", "extract"}),
        ("auditor check --format sa", {"sarif"}),
        ("auditor check --select AUD101,AUD90", {"AUD101,AUD901", "AUD101,AUD902", "AUD101,AUD903"}),
        ("auditor explain trastuzumab-dt", {"trastuzumab-dttb"}),
        ("auditor baseline p", {"prune"}),
    ],
)
def test_bash_completes_what_is_typed(tmp_path: Path, typed: str, offered: set[str]) -> None:
    program = tmp_path / "auditor"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.argv[0] = 'auditor'\nfrom auditor.cli import main\nmain()\n"
    )
    program.chmod(0o755)
    words = shlex.split(typed)
    script = f"""
        source <(auditor completion bash)
        COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
        _auditor_completion auditor
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    environment = {**ours(), "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == offered, json.dumps(done.stderr)
