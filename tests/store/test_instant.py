"""The same command is answered at once while nothing that its answer depends on is other than it was, and never when anything is."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from auditor.cli.output import Rendered, Spools
from auditor.cli.output import write as write_out
from auditor.decoding import archive
from auditor.store import instant, tree
from auditor.store.database import FILE, FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, ours, run, write

AGED = -(10**18)  # files of these tests are all fresh
COMMANDS = (
    ("check", "--format", "json"),
    ("check",),
    ("check", "--color", "always"),
    ("check", "--format", "json=out/report.json"),
    ("check", "--format", "csv", "--format", "sarif=report.sarif", "--format", "text", "--fail-on", "never"),
    ("check", "--severity", "error", "--select", "AUD1,AUD4"),
    ("check", "--severity", "error", "--select", "AUD1,AUD4", "--quiet"),
    ("check", "--baseline", "known.jsonl"),
    ("check", "--reference", "none", "corpus"),
    ("check", "--repairs", "corpus/part", "corpus/a.md"),
)


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents that contradict each other, all of them read, none of them fresh."""
    monkeypatch.chdir(tmp_path)
    for module in ("results", "tree"):
        monkeypatch.setattr(f"auditor.store.{module}.RACY_NS", AGED)
    folder = write(tmp_path / "corpus", [f"# J9355\n\n{ATEZOLIZUMAB}", f"# J9355\n\n{BEVACIZUMAB}", "See J9999.\n"])
    (folder / "part").mkdir()
    (folder / "part" / "d.md").write_text("J9299 is nivolumab.\n")
    (folder / "notes.log").write_text("not a document\n")
    (folder / ".gitignore").write_text("drafts/\n*.log\n")
    (tmp_path / "auditor.toml").write_text("")
    (tmp_path / "known.jsonl").write_text("")
    return folder


def told(*words: str) -> tuple[bytes, str, int] | None:
    """What is answered at once: standard output, standard error, exit code."""
    found = instant.recall(words)
    return (b"".join(found.texts), found.said, found.code) if found else None


def ran(*words: str) -> tuple[bytes, str, int]:
    """What a run says."""
    result = run(*words)
    return result.stdout_bytes, result.stderr, result.exit_code


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_answer_has_the_bytes_the_words_and_the_exit_code_of_the_run(words: tuple[str, ...]) -> None:
    assert told(*words) is None
    said = ran(*words)
    files = {path: path.read_bytes() for path in (*Path("out").glob("*"), *Path().glob("*.sarif"))}
    assert told(*words) == told(*words) == said
    assert {path: path.read_bytes() for path in files} == files


def test_each_answer_is_a_run_of_the_history() -> None:
    run("check")
    told("check")
    told("check")
    [line] = json.loads(run("history", "--format", "json").stdout)
    assert [(step["new"], step["gone"]) for step in line["runs"]] == [(None, None), (0, 0), (0, 0)]
    assert len({json.dumps(step["summary"]) for step in line["runs"]}) == 1


def _edit() -> None:
    Path("corpus/part/d.md").write_text("J9299 is pembrolizumab.\n")


def _replace_with_the_same_size_and_time() -> None:
    path = Path("corpus/c.md")
    seen = path.stat()
    path.write_text("See J9998.\n")
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))


def _decide() -> None:
    finding = json.loads(run("check", "--format", "json", "--no-cache").stdout)["findings"][0]["fingerprint"]
    run("triage", finding, "accept", "--by", "A", "--reason", "so it is")


def _lose_the_findings() -> None:
    with sqlite3.connect(Path(FOLDER) / FILE) as connection:
        connection.execute("DELETE FROM found")


CHANGES: tuple[Callable[[], object], ...] = (
    _edit, _replace_with_the_same_size_and_time, _decide, _lose_the_findings,
    lambda: Path("corpus/part/new.md").write_text(ATEZOLIZUMAB),
    lambda: Path("corpus/more").mkdir(),
    lambda: Path("corpus/a.md").unlink(),
    lambda: Path("corpus/a.md").rename("corpus/j9271.md"),
    lambda: Path("corpus/link.md").symlink_to("a.md"),
    lambda: Path("corpus/.gitignore").write_text("*.log\n"),
    lambda: Path("corpus/part/.gitignore").write_text("d.md\n"),
    lambda: Path(".git").mkdir(),
    lambda: Path("auditor.toml").write_text('exclude = ["a.md"]\n'),
    lambda: Path("auditor.toml").unlink(),
    lambda: Path("pyproject.toml").write_text('[tool.auditor]\nextend = "auditor.toml"\n'),
    lambda: Path("known.jsonl").write_text('{"fingerprint":"0000000000000000","rule":"AUD101","subject":""}\n'),
    lambda: Path("report.json").write_text("{}"),
    lambda: Path("report.json").unlink(),
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_that_the_answer_depends_on_is_seen(change: Callable[[], object]) -> None:
    words = ("check", "--format", "json=report.json", "--baseline", "known.jsonl")
    run(*words)
    assert told(*words)
    change()
    assert told(*words) is None
    said = ran(*words)
    written = Path("report.json").read_bytes()
    Path("report.json").unlink()
    assert ran(*words, "--no-cache") == said
    assert Path("report.json").read_bytes() == written


@pytest.mark.parametrize("name", ["NO_COLOR", "FORCE_COLOR", "TERM"])
def test_another_terminal_is_answered_anew(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check")
    monkeypatch.setenv(name, "dumb")
    assert told("check") is None


def test_other_words_and_other_folders_are_other_questions(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "corpus")
    assert told("check", "corpus", "--quiet") is None
    (corpus / "corpus").mkdir()
    monkeypatch.chdir(corpus)
    assert told("check", "corpus") is None


def test_our_own_code_and_what_we_build_on_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    run("check")
    with sqlite3.connect(Path(FOLDER) / FILE) as connection:
        [(kept,)] = connection.execute("SELECT data FROM instants").fetchall()
    made = instant._unpacked(kept)  # noqa: SLF001 - what is watched is nobody else's business
    assert made
    package = Path(instant.__file__).parents[1]
    assert {str(path) for path in package.rglob("*.py")} < set(made.watched)
    assert any("msgspec" in path and path.endswith(".dist-info") for path in made.watched)
    monkeypatch.setattr("auditor.__version__", "0.0.9")
    assert told("check") is None
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path / "other")
    assert told("check") is None


@pytest.mark.parametrize("words", [("check", "--baseline", "1"), ("check", "--since", "HEAD"), ("check", "--no-cache")])
def test_what_numbers_of_files_do_not_tell_is_not_answered_at_once(words: tuple[str, ...]) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    run("check")
    run(*words)
    run(*words)
    assert told(*words) is None


LAST = ("check", "--baseline", "last", "--format", "json")


def as_told_and_as_run(words: tuple[str, ...]) -> tuple[tuple[bytes, str, int] | None, tuple[bytes, str, int]]:
    """What is answered at once, and what a run says of the same past."""
    shutil.copytree(FOLDER, "kept")
    at_once = told(*words)
    shutil.rmtree(FOLDER)
    shutil.copytree("kept", FOLDER)
    shutil.rmtree("kept")
    return at_once, ran(*words)


def test_against_the_last_run_it_is_answered_at_once_when_that_found_the_same() -> None:
    news = ran(*LAST)
    assert told(*LAST) is None
    same = ran(*LAST)
    assert told(*LAST) == told(*LAST) == same != news
    assert json.loads(same[0])["summary"]["baselined"] == json.loads(same[0])["summary"]["findings"] > 0


@pytest.mark.parametrize("between", [(), ("check",), ("check", "corpus"), ("check", "--select", "AUD1")])
def test_whatever_ran_between_the_last_run_is_the_one_that_a_run_takes(between: tuple[str, ...]) -> None:
    path, answered = Path("corpus/a.md"), 0
    texts = (path.read_text(), "J9299 is pembrolizumab.\n", BEVACIZUMAB)
    run(*LAST)
    for step in (0, 0, 1, 1, 1, 2, 0, 0, 0, 1, 0, 0):
        if path.read_text() != texts[step]:
            path.write_text(texts[step])
        if between:
            run(*between)
        at_once, said = as_told_and_as_run(LAST)
        assert at_once in {None, said}
        answered += at_once is not None
    assert answered > 0


def test_a_file_that_is_called_like_the_last_run_is_the_baseline() -> None:
    for _ in range(3):
        run(*LAST)
    assert told(*LAST)
    for name in ("last", "4"):
        Path(name).write_text("")
        assert told(*LAST) is None
        Path(name).unlink()
    assert told(*LAST)


def test_a_run_that_could_not_read_everything_is_not_the_last(corpus: Path) -> None:
    for _ in range(2):
        run(*LAST)
    kept = (corpus / "a.md").read_text()
    (corpus / "a.md").write_bytes(b"\0\1\2")
    assert run(*LAST).exit_code == 3
    (corpus / "a.md").write_text(kept)
    at_once, said = as_told_and_as_run(LAST)
    assert at_once in {None, said}


def test_what_was_written_a_moment_ago_is_not_believed_by_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "RACY_NS", 10**15)  # days
    run("check")
    assert told("check") is None


def test_a_report_that_is_changed_in_the_moment_in_which_it_was_written_is_written_again() -> None:
    words = ("check", "--format", "json=report.json")
    for _ in range(40):  # more than once within the same tick of the file system's clock
        run(*words)
        report = Path("report.json")
        whole = report.read_bytes()
        with report.open("r+b") as file:
            file.write(b"[")
        assert told(*words) is None
        run(*words)
        assert report.read_bytes() == whole
        report.unlink()


def test_a_report_that_is_changed_before_it_is_in_its_place_is_not_taken_for_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def meddled(made: Rendered, color: str, spool: Spools) -> None:
        [text] = made.values()
        assert not isinstance(text, Mapping)
        with Path(text.name).open("r+b") as file:
            file.write(b"[")
        write_out(made, color, spool)

    words = ("check", "--format", "json=report.json")
    with monkeypatch.context() as busy:
        busy.setattr("auditor.cli.answering.write", meddled)
        run(*words)
    assert told(*words) is None


def test_a_report_that_another_run_put_there_meanwhile_is_not_taken_for_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def late(made: Rendered, color: str, spool: Spools) -> None:
        write_out(made, color, spool)
        Path("report.json").write_text("{}")

    words = ("check", "--format", "json=report.json")
    with monkeypatch.context() as busy:
        busy.setattr("auditor.cli.answering.write", late)
        run(*words)
    assert told(*words) is None
    run(*words)
    assert json.loads(Path("report.json").read_text())["findings"]


def test_no_flipped_bit_is_believed() -> None:
    said = ran("check")
    cache = Path(FOLDER) / FILE
    for table, column in (("instants", "data"), ("trees", "data"), ("pieces", "data"), ("answers", "state")):
        with sqlite3.connect(cache) as connection:
            [(data,)] = connection.execute(f"SELECT {column} FROM {table}").fetchall()  # noqa: S608 - fixed words
        for position in range(0, len(data), max(1, len(data) // 29)):
            flipped = data[:position] + bytes([data[position] ^ 0x10]) + data[position + 1 :]
            with sqlite3.connect(cache) as connection:
                connection.execute(f"UPDATE {table} SET {column} = ?", (flipped,))  # noqa: S608
            assert told("check") in {None, said}, (table, position)
        with sqlite3.connect(cache) as connection:
            connection.execute(f"UPDATE {table} SET {column} = ?", (data,))  # noqa: S608
    assert told("check") == said


@pytest.mark.parametrize("damage", [b"", b"no database " * 900, b"SQLite format 3\0" + bytes(200)])
def test_a_foreign_file_is_left_to_whoever_can_say_so(damage: bytes) -> None:
    run("check")
    for path in Path(FOLDER).glob(f"{FILE}*"):
        path.unlink()
    (Path(FOLDER) / FILE).write_bytes(damage)
    assert told("check") is None
    assert (Path(FOLDER) / FILE).read_bytes() == damage


def test_a_cache_that_is_a_link_is_not_asked() -> None:
    run("check")
    Path(FOLDER).rename("elsewhere")
    Path(FOLDER).symlink_to("elsewhere")
    assert told("check") is None


def test_the_program_itself_answers_so() -> None:
    aged = "; ".join(f"import auditor.store.{name} as m; m.RACY_NS = {AGED}" for name in ("tree", "results"))
    loaded = "print('click' in sys.modules, file=sys.stderr)"
    ending = f"import os; end = os._exit; os._exit = lambda code: ({loaded}, sys.stderr.flush(), end(code))"
    program = f"import sys; {aged}; sys.argv = ['auditor', 'check', '--format', 'json']; {ending}; import auditor.__main__; auditor.__main__.main()"
    first, second = (
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, env=ours())
        for _ in range(2)
    )
    assert (second.stdout, second.returncode) == (first.stdout, first.returncode)
    assert (first.returncode, first.stderr, second.stderr) == (1, "", "False\n")


def test_a_cache_above_is_asked_only_where_settings_stand_beside_it(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(corpus)
    said = ran("check")
    assert told("check") == said
    Path("../auditor.toml").unlink()
    assert told("check") is None


def test_what_lies_beside_documents_is_left_out_alike() -> None:
    assert tree.SIDE_FILES == archive.SIDE_FILES


def test_names_of_files_survive_whatever_they_are(corpus: Path) -> None:
    for name in ("a\nb.md", "  .md", "日本.md", "x" * 200 + ".md"):
        (corpus / "part" / name).write_text("J9299 is nivolumab.\n")
    said = ran("check", "--format", "json")
    assert told("check", "--format", "json") == said
