"""Documents and reports at addresses: the same report as from a folder, byte for byte, and plain words where nobody answers."""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor import remote
from auditor.cli import cli
from auditor.loading import Source, discover, load
from auditor.model.source import Skipped

fsspec: Any = importlib.import_module("fsspec")

RIGHT, WRONG = "J9271 describes pembrolizumab.\n", "J9271 describes nivolumab.\n"
FILES = {"a.md": RIGHT, "sub/b.md": WRONG, "sub/logo.png": "x", ".hidden/c.md": WRONG, "assertions.jsonl": "{}"}


def auditor(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def memory() -> Iterator[Any]:
    """A file system that is nowhere but here."""
    system = fsspec.filesystem("memory")
    for name, text in FILES.items():
        system.pipe_file(f"/plan/docs/{name}", text.encode())
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / "docs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / name).write_text(text)
    return tmp_path


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("form", ["json", "text", "sarif", "csv"])
def test_a_corpus_elsewhere_gets_the_report_that_it_gets_here(here: Path, form: str) -> None:
    for more in ((), ("--no-cache",)):
        there = auditor("check", "memory://plan/docs", "--format", form, *more)
        local = auditor("check", here / "docs", "--format", form, *more)
        assert (there.exit_code, local.exit_code) == (1, 1)
        assert there.stdout == local.stdout


@pytest.mark.usefixtures("memory")
def test_documents_elsewhere_are_named_by_their_path_below_the_address() -> None:
    sources, skipped = discover([Path("memory://plan/docs")])
    assert [(one.name, one.address) for one in sources] == [
        ("a.md", "memory:///plan/docs/a.md"),
        ("sub/b.md", "memory:///plan/docs/sub/b.md"),
    ]
    assert skipped == [Skipped("sub/logo.png", "load", "no reader for '.png' files")]
    assert [one.name for one in discover([Path("memory://plan/docs/sub/b.md")])[0]] == ["b.md"]


def test_an_address_of_files_is_the_folder(here: Path) -> None:
    there = auditor("check", (here / "docs").as_uri(), "--format", "json", "--no-cache")
    assert there.stdout == auditor("check", here / "docs", "--format", "json", "--no-cache").stdout
    assert there.exit_code == 1


def test_a_folder_that_looks_like_an_address_is_a_folder(here: Path) -> None:
    (here / "memory:").mkdir()
    (here / "docs").rename(here / "memory:" / "docs")
    assert remote.address_of(Path("memory:/docs")) == ""
    assert auditor("check", "memory:/docs", "--format", "concise").exit_code == 1


@pytest.mark.usefixtures("here")
def test_patterns_hold_elsewhere_and_what_git_ignores_here_does_not(memory: Any, here: Path) -> None:
    (here / ".git").mkdir()
    (here / ".gitignore").write_text("docs\n*.md\n")
    (here / "auditor.toml").write_text('exclude = ["sub/"]\n')
    result = auditor("extract", "memory://plan/docs", "--format", "csv")
    assert "a.md" in result.stdout
    assert "b.md" not in result.stdout
    assert memory.exists("/plan/docs/sub/b.md")


@pytest.mark.usefixtures("here", "memory")
def test_fix_does_not_write_to_what_lies_elsewhere(memory: Any) -> None:
    table = "| Code | Drug | Unit |\n|---|---|---|\n| J9299 | nivolumab | 10 mg |\n"
    memory.pipe_file("/plan/list.md", table.encode())
    result = auditor("fix", "memory://plan/list.md", "--write")
    assert "list.md: no text file of its own, so it is not edited; mend it where it comes from" in result.stderr
    assert memory.cat_file("/plan/list.md").decode() == table


@pytest.mark.usefixtures("here")
def test_reports_are_written_elsewhere(memory: Any) -> None:
    wanted = auditor("check", "docs", "--format", "json").stdout
    result = auditor("check", "docs", "--format", "json=memory://out/report.json", "--format", "html=memory://out/page")
    assert result.exit_code == 1, result.stderr
    assert memory.cat_file("/out/report.json").decode() == wanted
    pages = {path.removeprefix("/out/page/") for path in memory.find("/out/page")}
    assert {"index.html", "report.json", "manifest.json"} <= pages
    again = auditor("check", "docs", "--format", "html=memory://out/page")
    assert again.exit_code == 1, again.stderr


@pytest.mark.usefixtures("here", "memory")
def test_a_report_takes_no_foreign_folder() -> None:
    result = auditor("check", "docs", "--format", "html=memory://plan/docs")
    assert result.exit_code == 2
    assert "memory://plan/docs holds something else than a report of ours; give another folder" in result.stderr


@pytest.mark.usefixtures("here", "memory")
def test_an_address_where_nothing_is_is_a_missing_path() -> None:
    result = auditor("check", "memory://plan/nowhere")
    assert result.exit_code == 2
    assert "memory://plan/nowhere: no such file or folder" in result.stderr


@pytest.mark.usefixtures("here")
def test_an_address_may_be_longer_than_any_file_name_here(memory: Any) -> None:
    folder = "x" * 300
    memory.pipe_file(f"/{folder}/a.md", WRONG.encode())
    assert auditor("check", f"memory://{folder}", "--format", "concise").exit_code == 1


@pytest.mark.usefixtures("here")
def test_an_unknown_kind_of_address_says_so() -> None:
    result = auditor("check", "nowhere://plan/docs")
    assert (result.exit_code, "nowhere://plan/docs: Protocol not known: nowhere" in result.stderr) == (3, True)


@pytest.mark.parametrize(
    ("address", "extra"), [("s3://plan/docs", "s3"), ("gs://plan/docs", "gcs"), ("memory://x", "remote")]
)
@pytest.mark.usefixtures("here")
def test_a_library_that_is_missing_is_named_by_its_extra(
    address: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str, *_: Any) -> Any:
        raise ImportError(name)

    monkeypatch.setattr("auditor.remote.import_module", missing)
    for arguments in (("check", address), ("check", "docs", "--format", f"json={address}/report.json")):
        result = auditor(*arguments)
        assert result.exit_code == 3
        assert f"library that is not installed: pip install 'hcpcs-auditor[{extra}]'" in result.stderr
        assert "Traceback" not in result.stderr


def test_a_file_that_is_gone_when_it_is_read_is_skipped(memory: Any) -> None:
    (source,) = discover([Path("memory://plan/docs/a.md")])[0]
    memory.rm("/plan/docs/a.md")
    assert load(source) == Skipped("a.md", "load", "memory://plan/docs/a.md: no such file or folder")


def test_what_a_store_stumbles_over_is_told_in_one_line(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> Any:
        raise PermissionError("Access\nDenied")

    monkeypatch.setattr(type(memory), "open", refuse)
    assert load(Source(Path("a.md"), "a.md", "memory://plan/docs/a.md")) == Skipped(
        "a.md", "load", "memory://plan/docs/a.md: Access Denied"
    )


def test_paths_of_this_system_need_no_library(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("fsspec"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr("auditor.remote.import_module", without)
    assert auditor("check", here / "docs").exit_code == 1


def test_the_name_of_a_file_does_not_lead_to_another_address(memory: Any) -> None:
    memory.pipe_file("/plan/docs/x::memory:/secret/a.md", WRONG.encode())
    result = auditor("check", "memory://plan/docs", "--format", "json")
    assert result.exit_code == 3
    assert "'::' in an address or a name would lead to another address; rename it" in result.stdout


def test_what_a_web_page_links_to_elsewhere_is_left_out(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(memory), "find", lambda *_, **__: ["/plan/docs/a.md", "/secret/b.md"])
    assert [one.name for one in discover([Path("memory://plan/docs")])[0]] == ["a.md"]
