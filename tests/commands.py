"""Commands run in an empty folder, for tests of what they remember."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import auditor.cli

ATEZOLIZUMAB = "HCPCS code J9355 is used for atezolizumab.\n"
BEVACIZUMAB = "HCPCS code J9355 is used for bevacizumab.\n"


def run(*arguments: str | Path) -> Result:
    """A command's exit code, output and errors."""
    return CliRunner().invoke(auditor.cli.cli, [str(argument) for argument in arguments])


def ours() -> dict[str, str]:
    """The environment of a process that runs this code, from whatever folder."""
    return {**os.environ, "PYTHONPATH": str(Path(auditor.__file__).parents[1])}


def report(*arguments: str | Path) -> dict[str, Any]:
    """What `check --format json` says."""
    shape: dict[str, Any] = json.loads(run("check", "--format", "json", *arguments).stdout)
    return shape


def found(*arguments: str | Path) -> list[str]:
    """The findings of a check, each as its rule, subject and status."""
    return [f"{one['rule']} {one['subject']} {one['status']}" for one in report(*arguments)["findings"]]


def write(folder: Path, documents: Sequence[str]) -> Path:
    """A corpus in a folder, its documents named a.md, b.md, and so on."""
    folder.mkdir(exist_ok=True)
    for name, text in zip("abcdefgh", documents, strict=False):
        (folder / f"{name}.md").write_text(text)
    return folder
