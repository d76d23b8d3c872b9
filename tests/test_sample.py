"""The committed sample report is what the program writes today of the corpus beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import auditor.cli

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "reports" / "sample"
WRITTEN = {"text": "sample.txt", "json": "report.json", "html": "html"}


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What `make sample` would write, but elsewhere."""
    monkeypatch.chdir(ROOT)
    formats = [word for name, file in WRITTEN.items() for word in ("--format", f"{name}={tmp_path / file}")]
    result = CliRunner().invoke(auditor.cli.cli, ["check", "corpus/docs", *formats, "--fail-on", "never"])
    assert result.exit_code == 0, result.output
    return tmp_path


@pytest.mark.parametrize("name", ["sample.txt", "report.json", "html/index.html"])
def test_the_sample_is_what_the_program_writes(written: Path, name: str) -> None:
    committed = (SAMPLE / name).read_bytes() if (SAMPLE / name).exists() else b""
    assert (written / name).read_bytes() == committed, f"reports/sample/{name} is out of date: run `make sample`"


def test_the_sample_holds_nothing_else() -> None:
    files = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("*") if path.is_file()}
    html = {"html/index.html", "html/report.json", "html/manifest.json"}
    assert files == {".gitattributes", "sample.txt", "report.json", *html}


def test_the_sample_still_follows_from_the_corpus_that_its_manifest_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(auditor.cli.cli, ["verify", str(SAMPLE / "html")])
    assert result.exit_code == 0, f"{result.output}run `make sample`"
    assert "14 documents" in result.output
