"""`--since REV`: the documents that a git range touches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Mapping
from pathlib import Path

import click

from auditor.model.findings import Finding


def touched(paths: Mapping[str, Path], since: str) -> frozenset[str]:
    """The names of those files that differ between a revision and the working tree, or within a range such as A..B.

    Files that git does not know yet count, unless a range is given. Fails where git cannot tell.
    """
    if since.startswith("-"):
        raise click.UsageError(f"--since {since}: that is no revision")
    top = Path(_git("rev-parse", "--show-toplevel").rstrip("\n"))
    names = _git("diff", "--no-ext-diff", "--no-renames", "--name-only", "-z", since, "--", folder=top)
    if ".." not in since:
        names += _git("ls-files", "--others", "--exclude-standard", "-z", folder=top)
    changed = {(top / name).resolve() for name in names.split("\0") if name}
    return frozenset(name for name, path in paths.items() if path.resolve() in changed)


def involves(finding: Finding, names: Collection[str]) -> bool:
    """Whether one of the files, or a document in one (`file#id`), has a part in a finding."""
    return any(name in names or name.partition("#")[0] in names for name in finding.documents)


def _git(*arguments: str, folder: Path | None = None) -> str:
    command = ["git", *arguments]
    environment = {**os.environ, "LC_ALL": "C"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and a revision that cannot be an option
            command, cwd=folder, env=environment, capture_output=True, check=False
        )
    except OSError as error:
        raise click.UsageError(f"--since needs git: {error.strerror}") from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["git failed"]
        raise click.UsageError(f"--since: {why[0]}")
    return os.fsdecode(done.stdout)
