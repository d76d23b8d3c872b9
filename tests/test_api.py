"""The Python API: few names, lazily loaded, typed, and with examples that run."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import auditor
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours, run, write

ROOT = Path(__file__).parent.parent
HEAVY = ("msgspec", "networkx", "jinja2", "click", "markdown_it", "rich", "ahocorasick_rs")

CLIENT = '''
import auditor

def wrong(report: auditor.Report) -> list[tuple[str, int]]:
    """Where to look."""
    return [(one.primary.document, one.primary.place.line) for one in report.findings if one.severity == "error"]

report: auditor.Report = auditor.audit("docs", auditor.Document("a.md", "markdown", "J9355 is x."), rules=["AUD1"])
said: tuple[auditor.Assertion, ...] = auditor.extract("docs")
page: str = auditor.render(report, "markdown")
reference: auditor.Reference = auditor.load_reference()
fingerprints: list[str] = [finding.fingerprint for finding in report.findings]
'''


def modules_with_examples() -> list[str]:
    paths = sorted((ROOT / "auditor").rglob("*.py"))
    found = [
        path.relative_to(ROOT).with_suffix("")
        for path in paths
        if ">>> " in path.read_text("utf-8") and path.name != "api.md"
    ]
    return [".".join(path.parts).removesuffix(".__init__") for path in found]


@pytest.mark.parametrize("name", modules_with_examples())
def test_every_example_in_a_docstring_runs(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in sorted((ROOT / "docs").rglob("*.md"))
        if ">>> " in path.read_text("utf-8") and path.name != "api.md"
    ],
    ids=lambda path: path.name,
)
def test_every_example_in_the_documentation_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(path), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", auditor.__all__)
def test_every_name_is_there_whatever_was_imported_before_and_says_what_it_is(name: str) -> None:
    import_module("auditor.auditing")
    import_module("auditor.cli.check")
    found = getattr(auditor, name)
    assert callable(found)
    assert found.__doc__
    assert name in dir(auditor)


def test_a_name_that_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'auditor' has no attribute 'audits'"):
        _ = auditor.audits  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", ["import auditor", "import auditor; auditor.__version__; dir(auditor)"])
def test_importing_the_package_loads_nothing_else(code: str) -> None:
    shown = f"{code}; import sys; print([name for name in sys.modules if name.split('.')[0] in {HEAVY} or name.startswith('auditor.')])"
    result = subprocess.run([sys.executable, "-c", shown], env=ours(), capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_asking_for_the_version_loads_no_reader_graph_or_report() -> None:
    shown = "import sys, runpy; sys.argv = ['auditor', '--version']\ntry: runpy.run_module('auditor', run_name='__main__')\nexcept SystemExit: print(sorted(sys.modules))"
    result = subprocess.run([sys.executable, "-c", shown], env=ours(), capture_output=True, text=True, check=True)
    loaded = result.stdout.rpartition("\n[")[2]
    assert [name for name in HEAVY if name != "click" and f"'{name}'" in loaded] == []


def test_a_client_is_type_checked_strictly(tmp_path: Path) -> None:
    (tmp_path / "client.py").write_text(CLIENT)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(tmp_path / "client.py")]
    environment = {**ours(), "MYPYPATH": str(ROOT)}
    result = subprocess.run(
        [*command, "--cache-dir", str(tmp_path / "cache"), "--follow-imports=silent"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.stderr) == ("Success: no issues found in 1 source file\n", "")


def test_it_says_what_the_command_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])
    report = auditor.audit("corpus")
    for name in ("json", "text", "concise", "sarif", "csv"):
        assert auditor.render(report, name) == run("check", "--format", name, "corpus").stdout
    assert "<mark>" in auditor.render(auditor.audit("corpus", with_texts=True), "html")


def test_rules_and_reference_can_be_chosen() -> None:
    pages = [auditor.Document(f"{at}.md", "markdown", text) for at, text in enumerate((ATEZOLIZUMAB, BEVACIZUMAB))]
    assert {one.rule for one in auditor.audit(*pages, rules=["AUD101"]).findings} == {"AUD101"}
    assert auditor.audit(*pages, rules="AUD101", without_reference=True).findings[0].expected is None
    assert (
        auditor.audit(*pages, rules="AUD101", reference=auditor.load_reference()).findings[0].expected == "trastuzumab"
    )


def test_what_cannot_be_done_is_a_value_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        auditor.audit(tmp_path / "nowhere")
    with pytest.raises(ValueError, match="there is no rule 'AUD9999'"):
        auditor.audit(auditor.Document("a.md", "markdown", ""), rules=["AUD9999"])
    with pytest.raises(ValueError, match="there is no format 'yaml'"):
        auditor.render(auditor.audit(auditor.Document("a.md", "markdown", "")), "yaml")
    (tmp_path / "reference.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ValueError, match=r"reference\.csv"):
        auditor.load_reference(tmp_path / "reference.csv")


def test_a_document_that_cannot_be_read_is_told_and_raises_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff\xfe\xff")
    [skipped] = auditor.audit(tmp_path).skipped
    assert (skipped.document, skipped.stage) == ("a.md", "load")
