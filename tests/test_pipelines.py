"""The hook, the action and the snippets: valid by the schemas of those who read them, and run as far as they can be here."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pre_commit.clientlib import load_manifest
from ruamel.yaml import YAML

import auditor.cli

ROOT = Path(__file__).parent.parent
ACTION = ROOT / "action.yml"
PAGE = ROOT / "docs" / "pipelines.md"


def loaded(text: str) -> Any:
    return YAML(typ="safe").load(text)


def snippet(heading: str) -> str:
    section = PAGE.read_text("utf-8").split(f"## {heading}\n", 1)[1]
    found = re.search(r"```yaml\n(.*?)```", section, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents that contradict each other, one of them with a name that a shell would obey."""
    folder = tmp_path / "work" / "corpus"
    folder.mkdir(parents=True)
    (folder / "a $(touch pwned) `b`;.md").write_text("HCPCS code J9355 is used for atezolizumab.\n")
    (folder / "b.md").write_text("HCPCS code J9355 is used for bevacizumab.\n")
    monkeypatch.chdir(folder.parent)
    return folder


# pre-commit


def test_the_hook_is_valid_and_reads_the_whole_corpus() -> None:
    [hook] = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert (hook["pass_filenames"], hook["language"], hook["require_serial"]) == (False, "python", True)
    command, *arguments = hook["entry"].split()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert command in project["project"]["scripts"]
    assert arguments == ["check"]


def test_the_snippet_for_pre_commit_names_the_hook() -> None:
    [repository] = loaded(snippet("pre-commit"))["repos"]
    [hook] = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert [one["id"] for one in repository["hooks"]] == [hook["id"]]


# GitHub


def valid(schema: str, path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_and_its_use_are_valid(tmp_path: Path) -> None:
    valid("vendor.github-actions", ACTION)
    use = tmp_path / "audit.yml"
    use.write_text(snippet("GitHub"))
    valid("vendor.github-workflows", use)
    given = next(step for step in loaded(snippet("GitHub"))["jobs"]["audit"]["steps"] if "id" in step)["with"]
    assert set(given) <= set(loaded(ACTION.read_text("utf-8"))["inputs"])


def test_no_input_is_pasted_into_a_script() -> None:
    for step in loaded(ACTION.read_text("utf-8"))["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def act(tmp_path: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Runs the action's last step as its runner would, with the program of this repository."""
    step = loaded(ACTION.read_text("utf-8"))["runs"]["steps"][-1]
    program = tmp_path / "auditor"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m auditor "$@"\n')
    program.chmod(0o755)
    settings = {
        "AUDITOR": str(program),
        "AUDITOR_PATHS": "",
        "AUDITOR_REFERENCE": "",
        "AUDITOR_FAIL_ON": "",
        "AUDITOR_SARIF": "auditor.sarif",
        "AUDITOR_FOLDER": ".",
        **given,
    }
    assert set(settings) == set(step["env"])
    runner = {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "GITHUB_OUTPUT": str(tmp_path / "output.txt"),
        "PYTHONPATH": str(ROOT),
    }
    shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    environment = {**os.environ, **settings, **runner}
    return subprocess.run(shell, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.usefixtures("corpus")
def test_the_action_annotates_summarises_and_keeps_a_sarif_file(tmp_path: Path) -> None:
    done = act(tmp_path)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=")
    assert "### Errors" in (tmp_path / "summary.md").read_text()
    assert (tmp_path / "output.txt").read_text() == "exit-code=1\nsarif-file=./auditor.sarif\n"
    assert json.loads(Path("auditor.sarif").read_text())["version"] == "2.1.0"


def test_the_action_takes_paths_as_they_are(tmp_path: Path, corpus: Path) -> None:
    names = sorted(path.name for path in corpus.iterdir())
    (corpus / "--format=json=pwned").mkdir()
    given = "\n".join(f"corpus/{name}" for name in names) + "\n\ncorpus/--format=json=pwned\n"
    done = act(tmp_path, AUDITOR_PATHS=given, AUDITOR_REFERENCE="none", AUDITOR_FAIL_ON="never")
    assert done.returncode == 0, done.stderr
    assert "AUD101" in done.stdout
    assert not [path for path in (corpus.parent).iterdir() if "pwned" in path.name]


def test_the_action_fails_where_the_audit_cannot_be_made(tmp_path: Path, corpus: Path) -> None:
    assert act(tmp_path, AUDITOR_PATHS="nowhere").returncode == 2
    assert not (tmp_path / "summary.md").exists()
    assert (tmp_path / "output.txt").read_text() == "exit-code=2\n"
    assert act(tmp_path, AUDITOR_PATHS="--format=json=pwned").returncode == 2
    assert not Path("pwned").exists()
    (corpus / "c.md").write_bytes(b"\xff\xfe\xff")
    assert act(tmp_path).returncode == 3


# GitLab


@pytest.mark.usefixtures("corpus")
def test_the_snippet_for_gitlab_is_valid_and_its_command_writes_what_it_names(tmp_path: Path) -> None:
    file = tmp_path / ".gitlab-ci.yml"
    file.write_text(snippet("GitLab"))
    valid("vendor.gitlab-ci", file)
    job = loaded(snippet("GitLab"))["hcpcs-auditor"]
    _, command = job["script"]
    name, *arguments = shlex.split(command)
    assert name == "auditor"
    assert CliRunner().invoke(auditor.cli.cli, arguments).exit_code == 1
    for report in job["artifacts"]["reports"].values():
        assert Path(report).is_file()
