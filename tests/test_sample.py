"""The committed sample report is what the program writes today of the corpus beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import auditor.cli
from auditor.manifest import out_of_page

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "reports" / "sample"
WRITTEN = {"text": "sample.txt", "json": "report.json", "html": "report.html"}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `make sample` would write, but elsewhere."""
    monkeypatch.chdir(ROOT)
    formats = [word for name, file in WRITTEN.items() for word in ("--format", f"{name}={tmp_path / file}")]
    result = CliRunner().invoke(auditor.cli.cli, ["check", "corpus/docs", *formats, "--fail-on", "never"])
    assert result.exit_code == 0, result.output
    return tmp_path


def test_the_sample_is_what_the_program_writes_and_nothing_else(written: Path) -> None:
    made, committed = contents(written), contents(SAMPLE)
    committed.pop(".gitattributes")
    stale = sorted(name for name in made.keys() | committed.keys() if made.get(name) != committed.get(name))
    assert stale == [], "reports/sample is out of date: run `make sample`"


def test_the_sample_follows_from_its_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(auditor.cli.cli, ["verify", str(SAMPLE / "report.html")])
    assert (result.exit_code, result.output.partition(" of ")[0]) == (0, "the report")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path in it; a page without its manifest, which tells where and when it was written."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: out_of_page(data)[0] if name.endswith(".html") else data for name, data in found.items()}
