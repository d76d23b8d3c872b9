"""Where nothing changed nothing is done; where anything did that the answer depends on, it is found again."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.cli.derivation import Derived, derive
from auditor.store.database import FILE, FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, run, write

TEXTS = ["text", "concise", "json", "jsonl", "sarif", "junit", "github", "gitlab", "csv", "markdown"]


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents that contradict each other, all of them read, none of them fresh."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("auditor.store.results.RACY_NS", -(10**18))  # files of these tests are all fresh
    folder = write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB, "J9271 is pembrolizumab.\n"])
    (folder / "part").mkdir()
    (folder / "part" / "d.md").write_text("J9299 is nivolumab.\n")
    (folder / "notes.log").write_text("not a document\n")
    (folder / ".gitignore").write_text("drafts/\n*.log\n")
    (folder / "drafts").mkdir()
    (folder / "drafts" / "e.md").write_text("J9271 is nivolumab.\n")
    (tmp_path / "auditor.toml").write_text("")
    return folder


@pytest.fixture
def audits(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The formats of each run for which an audit was made."""
    made: list[str] = []

    def watched(*arguments: object, **options: object) -> Derived:
        made.append("audit")
        return derive(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("auditor.cli.answering.derive", watched)
    return made


def check(*arguments: str) -> tuple[int, str, str]:
    """What a run says: its exit code, report, and the words beside it."""
    result = run("check", "--format", "json", *arguments)
    return result.exit_code, result.stdout, result.stderr


@pytest.mark.parametrize("form", TEXTS)
def test_what_was_asked_before_is_answered_with_the_same_bytes(form: str, audits: list[str]) -> None:
    def ask(*arguments: str) -> tuple[int, str, str, bytes]:
        result = run("check", "--format", form, *arguments)
        page = Path("one.html")
        return result.exit_code, result.stdout, result.stderr, page.read_bytes() if page.exists() else b""

    told = ask("--no-cache")
    assert ask() == told
    assert len(audits) == 2
    assert ask() == told
    assert ask("--jobs", "3", "--quiet") == told
    assert len(audits) == 2


def test_a_report_in_a_folder_is_made_each_time_because_its_manifest_tells_the_day(audits: list[str]) -> None:
    run("check", "--format", "html=report")
    first = {path.name: path.read_bytes() for path in Path("report").rglob("*.html")}
    run("check", "--format", "html=report")
    assert len(audits) == 2
    assert {path.name: path.read_bytes() for path in Path("report").rglob("*.html")} == first


def test_several_reports_and_what_is_hidden_are_told_again(audits: list[str]) -> None:
    arguments = ("--format", "text=out.txt", "--severity", "error", "--fail-on", "never", "--select", "AUD1,AUD4")
    Path("corpus/a.md").write_text(f"# J9355\n\n{ATEZOLIZUMAB}\nSee J9999.\n")
    Path("corpus/b.md").write_text(f"# J9355\n\n{BEVACIZUMAB}")
    told = check(*arguments)
    assert "not shown" in told[2]
    written = Path("out.txt").read_bytes()
    Path("out.txt").unlink()
    assert check(*arguments) == told
    assert Path("out.txt").read_bytes() == written
    assert len(audits) == 1
    assert check(*arguments[:-4], "--fail-on", "error", *arguments[-2:])[0] == 1
    assert len(audits) == 1  # when to fail is asked of the answer


def test_each_run_is_a_step_of_the_history() -> None:
    check()
    check()
    check()
    [line] = json.loads(run("history", "--format", "json").stdout)
    assert [(step["new"], step["gone"]) for step in line["runs"]] == [(None, None), (0, 0), (0, 0)]
    assert len({json.dumps(step["summary"]) for step in line["runs"]}) == 1


def test_night_after_night_without_news_the_last_run_is_the_same_baseline(audits: list[str]) -> None:
    news = [check("--baseline", "last", "--new-only") for _ in range(5)]
    assert [code for code, _, _ in news] == [1, 0, 0, 0, 0]
    assert len(audits) == 2


def _edit() -> None:
    Path("corpus/part/d.md").write_text("J9299 is pembrolizumab.\n")


def _add() -> None:
    Path("corpus/part/new.md").write_text(ATEZOLIZUMAB)


def _remove() -> None:
    Path("corpus/a.md").unlink()


def _rename() -> None:
    Path("corpus/a.md").rename("corpus/j9271.md")


def _replace_with_the_same_size_and_time() -> None:
    path = Path("corpus/c.md")
    seen = path.stat()
    path.write_text("J9271 is bevacizumab..\n"[: seen.st_size])
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def _stop_ignoring() -> None:
    Path("corpus/.gitignore").write_text("*.log\n")


def _ignore_more() -> None:
    Path("corpus/part/.gitignore").write_text("d.md\n")


def _be_a_repository() -> None:
    Path(".git").mkdir()
    Path(".gitignore").write_text("b.md\n")


def _settle() -> None:
    Path("auditor.toml").write_text('exclude = ["a.md"]\n')


def _weigh() -> None:
    Path("auditor.toml").write_text('severities = {AUD101 = "note"}\n')


def _decide() -> None:
    finding = json.loads(check("--no-cache")[1])["findings"][0]["fingerprint"]
    run("triage", finding, "accept", "--by", "A", "--reason", "so it is")


@pytest.mark.parametrize(
    "change",
    [
        _edit, _add, _remove, _rename, _replace_with_the_same_size_and_time, _stop_ignoring, _ignore_more, _be_a_repository,
        _settle, _weigh, _decide,
    ],
)  # fmt: skip
def test_every_change_that_the_answer_depends_on_is_seen(change: Callable[[], None], audits: list[str]) -> None:
    check()
    change()
    audits.clear()
    told = check()
    assert audits == ["audit"]
    assert told == check("--no-cache")
    assert check() == told
    assert audits == ["audit"] * 2  # the first and the uncached one


@pytest.mark.parametrize(
    "arguments",
    [("--reference", "none"), ("--as-of", "2024-01-01"), ("--select", "AUD1"), ("--severity", "error"), ("--repairs",)],
)
def test_another_question_has_another_answer(arguments: tuple[str, ...], audits: list[str]) -> None:
    check()
    assert check(*arguments) == check(*arguments, "--no-cache")
    assert len(audits) == 3


def test_a_file_that_is_the_baseline_or_the_reference_counts_by_its_content(audits: list[str]) -> None:
    run("baseline", "write")
    arguments = ("--baseline", "auditor-baseline.jsonl")
    check(*arguments)
    check(*arguments)
    assert len(audits) == 1
    Path("auditor-baseline.jsonl").write_text("")
    assert check(*arguments)[0] == 1
    assert len(audits) == 2


def test_another_version_of_the_program_answers_anew(audits: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    check()
    monkeypatch.setattr("auditor.__version__", "0.0.9")
    check()
    assert len(audits) == 2


def test_what_git_ignores_may_change(audits: list[str]) -> None:
    told = check()
    Path("corpus/drafts/e.md").write_text("J9299 is durvalumab.\n")
    Path("corpus/notes.log").write_text("more\n")
    assert check() == told
    assert len(audits) == 1


def test_a_link_in_the_corpus_is_followed_each_time(audits: list[str]) -> None:
    Path("elsewhere.md").write_text(ATEZOLIZUMAB)
    Path("corpus/link.md").symlink_to(Path("elsewhere.md").resolve())
    check()
    Path("elsewhere.md").write_text("Nothing.\n")
    assert check() == check("--no-cache")
    assert len(audits) == 3


def test_a_corpus_with_a_document_that_cannot_be_read_is_audited_again(audits: list[str]) -> None:
    Path("corpus/bad.md").write_bytes(b"\xff\xfe\xff")
    assert [check()[0], check()[0]] == [3, 3]
    assert len(audits) == 2


def test_files_written_a_moment_ago_are_not_believed_by_their_times(
    audits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.store.results.RACY_NS", 10**15)  # days, so that the files are young on any machine
    check()
    check()
    assert len(audits) == 2
    monkeypatch.setattr("auditor.cli.again.time_ns", lambda: time.time_ns() + 2 * 10**15)
    check()
    check()
    assert len(audits) == 3


def test_what_changes_while_documents_are_read_is_not_taken_for_what_was_read(
    audits: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(*arguments: object, **options: object) -> Derived:
        made = derive(*arguments, **options)  # type: ignore[arg-type]
        _edit()
        return made

    with monkeypatch.context() as busy:
        busy.setattr("auditor.cli.answering.derive", meanwhile)
        check()
    assert check() == check("--no-cache")
    assert len(audits) == 2


def test_a_document_that_was_there_only_while_we_read_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    passing = Path("corpus/part/passing.md")

    def meanwhile(*arguments: object, **options: object) -> Derived:
        passing.write_text(ATEZOLIZUMAB)
        return derive(*arguments, **options)  # type: ignore[arg-type]

    for paths in (("corpus",), ("corpus/part", "corpus/a.md")):  # out of a ledger, and in memory
        with monkeypatch.context() as busy:
            busy.setattr("auditor.cli.answering.derive", meanwhile)
            check(*paths)
        passing.unlink()
        assert check(*paths) == check(*paths, "--no-cache")


def test_no_flipped_bit_in_an_answer_or_a_tree_is_believed() -> None:
    told = check()
    cache = Path(FOLDER) / FILE
    for table, column in (("answers", "data"), ("answers", "state"), ("pieces", "data"), ("trees", "data")):
        with sqlite3.connect(cache) as connection:
            [(data,)] = connection.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608 - fixed words
        for position in range(0, len(data), max(1, len(data) // 9)):
            flipped = data[:position] + bytes([data[position] ^ 0x10]) + data[position + 1 :]
            with sqlite3.connect(cache) as connection:
                connection.execute(f"UPDATE {table} SET {column} = ?", (flipped,))  # noqa: S608
            assert check() == told, (table, position)


def test_where_the_findings_of_the_history_are_gone_the_audit_is_made(audits: list[str]) -> None:
    told = check()
    with sqlite3.connect(Path(FOLDER) / FILE) as connection:
        connection.execute("DELETE FROM found")
    assert check() == told
    assert len(audits) == 2


def test_a_file_of_an_earlier_version_keeps_its_history(audits: list[str]) -> None:
    check()
    with sqlite3.connect(Path(FOLDER) / FILE) as connection:
        connection.execute("DROP TABLE answers")
        connection.execute("DROP TABLE pieces")
        connection.execute("DROP TABLE trees")
    code, _, said = check()
    assert (code, said) == (1, "")
    [line] = json.loads(run("history", "--format", "json").stdout)
    assert len(line["runs"]) == 2
    assert len(audits) == 2
