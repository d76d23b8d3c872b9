"""What is remembered of earlier runs: history, differences, news since the last run, and what a git range touches."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from auditor.store.database import FOLDER
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, found, report, run, write

SOME, NONE = "\nModifier JW means discarded drug.\n", "\nModifier JW means no discarded drug.\n"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents that contradict each other, no reference, and the year 2026 on the clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    (tmp_path / "auditor.toml").write_text('reference = "none"\n')
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])


def test_against_the_last_run_findings_are_new_unchanged_and_reopened(corpus: Path) -> None:
    assert found("--baseline", "last") == ["AUD101 J9355 new"]
    assert found("--baseline", "last") == ["AUD101 J9355 unchanged"]
    write(corpus, [ATEZOLIZUMAB + SOME, ATEZOLIZUMAB + NONE])
    assert found("--baseline", "last") == ["AUD106 JW new"]
    write(corpus, [ATEZOLIZUMAB + SOME, BEVACIZUMAB + NONE])
    assert found("--baseline", "last") == ["AUD101 J9355 reopened", "AUD106 JW unchanged"]
    assert found("--baseline", "last", "--new-only") == []
    assert found("--baseline", "1") == ["AUD101 J9355 unchanged", "AUD106 JW new"]


def test_a_night_without_news_ends_with_zero(corpus: Path) -> None:
    assert run("check", "--baseline", "last").exit_code == 1
    assert run("check", "--baseline", "last").exit_code == 0
    write(corpus, [ATEZOLIZUMAB + SOME, BEVACIZUMAB + NONE])
    assert run("check", "--baseline", "last").exit_code == 1


def test_the_first_run_says_that_there_is_nothing_to_compare_with() -> None:
    assert "there is no earlier run to compare with" in run("check", "--baseline", "last").stderr
    assert "earlier run" not in run("check", "--baseline", "last").stderr


def test_another_question_has_another_history() -> None:
    run("check")
    assert found("--baseline", "last", "--select", "AUD1") == ["AUD101 J9355 new"]
    assert found("--baseline", "last", "corpus") == ["AUD101 J9355 unchanged"]  # the configured corpus, by its name


def test_an_incomplete_run_is_no_measure(corpus: Path) -> None:
    run("check")
    (corpus / "b.md").write_bytes(b"\xff\xfe\xff")
    assert run("check").exit_code == 3
    write(corpus, [ATEZOLIZUMAB, BEVACIZUMAB])
    assert found("--baseline", "last") == ["AUD101 J9355 unchanged"]


def test_without_the_cache_nothing_is_remembered() -> None:
    run("check", "--no-cache")
    assert not Path(FOLDER).exists()
    assert run("history").stdout == ""


def test_history_shows_what_came_and_went_and_the_trend(corpus: Path) -> None:
    run("check")
    write(corpus, [ATEZOLIZUMAB + SOME, BEVACIZUMAB + NONE])
    run("check")
    write(corpus, [ATEZOLIZUMAB, ATEZOLIZUMAB])
    run("check")
    assert run("history").stdout == (
        "check corpus\n"
        "  run  time                  documents  errors  warnings  notes  new, gone\n"
        "    1  2026-02-02T02:40:00Z          2       1         0      0\n"
        "    2  2026-02-02T02:40:00Z          2       2         0      0  +1 -0\n"
        "    3  2026-02-02T02:40:00Z          2       0         0      0  +0 -2\n"
        "findings ▄█▁ 1 to 0\n"
    )
    [line] = json.loads(run("history", "--format", "json", "--limit", "2").stdout)
    assert [(step["run"], step["new"], step["gone"]) for step in line["runs"]] == [(2, 1, 0), (3, 0, 2)]


def test_diff_lists_new_gone_and_changed_between_runs_and_between_reports(corpus: Path) -> None:
    write(corpus, [ATEZOLIZUMAB + SOME, BEVACIZUMAB])
    run("check", "--format", "json=before.json")
    write(corpus, [ATEZOLIZUMAB + SOME, ATEZOLIZUMAB + NONE])
    run("check", "--format", "json=after.json")
    for pair in (("1", "2"), ("before.json", "after.json"), ("1", "after.json")):
        result = run("diff", *pair)
        assert result.exit_code == 1
        assert [line.split(" [")[0] for line in result.stdout.splitlines()] == [
            "new     AUD106 modifier JW is read as discarded-drug in 1 document and no-discarded-drug in another",
            "gone    AUD101 J9355 is called atezolizumab in 1 document and bevacizumab in another",
            "1 new, 1 gone, 0 changed",
        ]
    assert run("diff", "2", "2").exit_code == 0
    assert [one["kind"] for one in json.loads(run("diff", "2", "1", "--format", "json").stdout)] == ["new", "gone"]


def test_diff_says_what_changed_of_a_finding_and_a_move_is_no_change(corpus: Path) -> None:
    run("check", "--format", "json=before.json")
    write(corpus, ["\n\n" + ATEZOLIZUMAB])
    run("check", "--format", "json=moved.json")
    assert run("diff", "before.json", "moved.json").stdout == "0 new, 0 gone, 0 changed\n"
    run("check", "--reference", "embedded", "--select", "AUD101", "--format", "json=judged.json")
    told = run("diff", "before.json", "judged.json").stdout
    assert "changed AUD101" in told
    assert "atezolizumab: unknown -> refuted" in told


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("7", "there is no run 7; auditor history lists those that there are"),
        ("nowhere.json", "nowhere.json: No such file or directory; give a JSON report or the number of a run"),
        ("auditor.toml", "auditor.toml is no JSON report of ours"),
        ("other.json", "other.json is no JSON report of ours"),
        ("deep.json", "deep.json is no JSON report of ours"),
    ],
)
def test_what_cannot_be_compared_is_bad_usage(named: str, message: str) -> None:
    Path("other.json").write_text('{"findings": [{"fingerprint": 7}]}')
    Path("deep.json").write_text("[" * 200_000)
    result = run("diff", named, named)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_run_that_is_not_kept_is_no_baseline() -> None:
    result = run("check", "--baseline", "9")
    assert result.exit_code == 2
    assert "there is no run 9" in result.stderr


def test_a_decision_knows_what_an_earlier_run_found_whatever_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "corpus").rename(tmp_path / "elsewhere")
    fingerprint = report("elsewhere")["findings"][0]["fingerprint"]
    said = run("triage", fingerprint, "accept", "--by", "Ada", "--reason", "x").stderr
    assert f"accept recorded on {fingerprint}, AUD101 J9355" in said


def git(*arguments: str) -> None:
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(corpus: Path) -> Path:
    """The corpus, with a contradiction about modifiers in two more documents, committed."""
    (corpus / "c.md").write_text(SOME)
    (corpus / "d.md").write_text(NONE)
    Path(".gitignore").write_text(f"{FOLDER}\n")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "documents")
    return corpus


def test_since_shows_what_involves_a_touched_document_by_the_whole_corpus_truth(repository: Path) -> None:
    assert found() == ["AUD101 J9355 None", "AUD106 JW None"]
    assert found("--since", "HEAD") == []
    assert run("check", "--since", "HEAD").exit_code == 0
    (repository / "d.md").write_text("# Modifiers\n" + NONE)
    assert found("--since", "HEAD") == ["AUD106 JW None"]
    assert report("--since", "HEAD")["summary"]["documents"] == 4
    git("commit", "-am", "a heading")
    assert found("--since", "HEAD") == []
    assert found("--since", "HEAD~1") == ["AUD106 JW None"]
    assert found("--since", "HEAD~1..HEAD") == ["AUD106 JW None"]
    assert run("check", "--since", "HEAD~1").exit_code == 1


def test_since_counts_what_git_does_not_know_yet(repository: Path) -> None:
    (repository / "e.md").write_text(BEVACIZUMAB)
    assert found("--since", "HEAD") == ["AUD101 J9355 None"]


def test_since_works_from_below_the_top_of_the_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository / "d.md").write_text("# Modifiers\n" + NONE)
    monkeypatch.chdir(repository)
    assert found(".", "--since", "HEAD", "--reference", "none") == ["AUD106 JW None"]


@pytest.mark.parametrize(
    ("revision", "message"),
    [("nonsense", "--since: fatal: "), ("--output=x", "that is no revision")],
)
@pytest.mark.usefixtures("repository")
def test_a_revision_that_git_does_not_know_is_bad_usage(revision: str, message: str) -> None:
    result = run("check", f"--since={revision}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert not Path("x").exists()


def test_without_a_repository_since_is_bad_usage() -> None:
    result = run("check", "--since", "HEAD")
    assert result.exit_code == 2
    assert "not a git repository" in result.stderr
