"""Reviewers' decisions: they are shown, they settle, they expire, and a changed or removed one shows."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.decisions.lines import BadFile, write_line
from auditor.decisions.triage import FILE, Decided, broken, chained, heads, read_triage
from auditor.reports import FORMATS
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, found, report, run, write

BY = ("--by", "Ada", "--reason", "one product under two names")


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents that contradict each other, no reference, and the year 2026 on the clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    (tmp_path / "auditor.toml").write_text('reference = "none"\n')
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])


@pytest.fixture
def fingerprint() -> str:
    """Of the one finding that there is."""
    [finding] = report()["findings"]
    return str(finding["fingerprint"])


def test_a_decision_is_appended_with_what_it_is_about(fingerprint: str) -> None:
    result = run("triage", fingerprint, "accept", *BY, "--until", "2026-12-31")
    assert (result.exit_code, result.stderr) == (
        0,
        f"auditor: {FILE}: accept recorded on {fingerprint}, AUD101 J9355\n",
    )
    [line] = Path(FILE).read_text().splitlines()
    entry = json.loads(line)
    assert len(entry.pop("hash")) == 64
    assert entry == {
        "fingerprint": fingerprint,
        "choice": "accept",
        "by": "Ada",
        "reason": "one product under two names",
        "on": "2026-02-02",
        "until": "2026-12-31",
        "rule": "AUD101",
        "subject": "J9355",
    }


@pytest.mark.parametrize(("choice", "code"), [("accept", 0), ("false-positive", 0), ("fix-planned", 1)])
def test_what_is_settled_does_not_fail_the_run_and_what_is_only_planned_does(
    fingerprint: str, choice: str, code: int
) -> None:
    run("triage", fingerprint, choice, *BY)
    assert run("check").exit_code == code
    assert found() == ["AUD101 J9355 None"]


def test_a_decision_shows_in_every_format(fingerprint: str) -> None:
    run("triage", fingerprint, "false-positive", *BY)
    told = "called a false positive by Ada on 2026-02-02: one product under two names"
    shown = {name: run("check", "--format", name).stdout for name in FORMATS if name != "html"}
    for name in shown.keys() - {"json", "jsonl"}:
        assert told in shown[name].replace("\\", ""), name
    assert shown["github"].startswith("::notice ")
    assert '"severity": "info"' in shown["gitlab"]
    assert '"suppressions"' in shown["sarif"]
    assert "<skipped " in shown["junit"]
    run("check", "--format", "html=page")
    assert told in "".join(page.read_text() for page in Path("page").rglob("*.html"))
    expected = {
        "decision": "false-positive",
        "by": "Ada",
        "reason": "one product under two names",
        "on": "2026-02-02",
        "until": None,
        "expired": False,
    }
    assert report()["findings"][0]["triage"] == expected
    assert json.loads(shown["jsonl"])["triage"] == expected


def test_an_expired_decision_is_found_and_what_it_settled_comes_back(fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY, "--until", "2026-06-30")
    assert found("--as-of", "2026-06-30") == ["AUD101 J9355 None"]
    assert found("--as-of", "2026-07-01") == ["AUD101 J9355 reopened", f"AUD902 {fingerprint} None"]
    assert run("check", "--as-of", "2026-06-30").exit_code == 0
    assert run("check", "--as-of", "2026-07-01").exit_code == 1


def test_without_a_day_the_release_of_the_reference_is_today(fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY, "--until", "2025-12-31")
    assert found() == ["AUD101 J9355 None"]
    assert f"AUD902 {fingerprint} None" in found("--reference", "embedded")  # January 2026


def test_an_expired_decision_is_news_even_where_the_baseline_knows_the_finding(fingerprint: str) -> None:
    run("baseline", "write", "--baseline", "known.jsonl")
    run("triage", fingerprint, "accept", *BY, "--until", "2026-06-30")
    assert found("--baseline", "known.jsonl", "--as-of", "2026-07-01")[0] == "AUD101 J9355 reopened"


def test_a_decision_that_matches_nothing_is_found_at_its_line(corpus: Path, fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY)
    (corpus / "b.md").unlink()
    [finding] = report()["findings"]
    assert (finding["rule"], finding["subject"]) == ("AUD901", fingerprint)
    assert (finding["primary"]["document"], finding["primary"]["line"]) == (FILE, 1)
    assert found("--select", "AUD3,AUD9") == []


def test_a_decision_on_what_nobody_found_is_recorded_with_a_word_and_matches_nothing() -> None:
    result = run("triage", "0123456789abcdef", "accept", *BY)
    assert result.exit_code == 0
    assert "a finding that no run has shown" in result.stderr
    assert found() == ["AUD101 J9355 None", "AUD901 0123456789abcdef None"]


def test_a_withdrawn_decision_counts_no_more_and_is_not_missed(corpus: Path, fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY)
    assert run("triage", fingerprint, "withdraw", *BY).exit_code == 0
    assert run("check").exit_code == 1
    assert "triage" not in report()["findings"][0]
    assert run("triage", "list").stdout == ""
    (corpus / "b.md").unlink()
    assert found() == []


def test_the_last_decision_holds(fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY)
    run("triage", fingerprint, "fix-planned", "--by", "Grace", "--reason", "page is rewritten in May")
    listed = f"{fingerprint}  AUD101 J9355: fix-planned by Grace on 2026-02-02: page is rewritten in May\n"
    assert run("triage", "list").stdout == listed
    assert len(json.loads(run("triage", "list", "--format", "json").stdout)) == 2
    assert run("check").exit_code == 1


def _change(lines: list[str]) -> list[str]:
    return [lines[0].replace("accept", "false-positive"), *lines[1:]]


def _rehash(lines: list[str]) -> list[str]:
    changed = json.loads(lines[0]) | {"reason": "never mind", "hash": ""}
    return [write_line(chained(Decided(**changed), ())).rstrip("\n"), *lines[1:]]


@pytest.mark.parametrize(
    ("tamper", "message"),
    [
        (_change, ":1: this decision was changed after it was recorded"),
        (_rehash, ":2: a decision before this one was changed or removed"),
        (lambda lines: lines[1:], ":1: a decision before this one was changed or removed"),
        (lambda lines: [lines[0], *lines[2:]], ":2: a decision before this one was changed or removed"),
        (lambda lines: [*lines, "{}"], ":4: no entry of ours"),
    ],
)
def test_a_changed_or_removed_decision_ends_with_three_and_says_where(
    fingerprint: str, tamper: Callable[[list[str]], list[str]], message: str
) -> None:
    for choice in ("accept", "fix-planned", "false-positive"):
        run("triage", fingerprint, choice, *BY)
    lines = Path(FILE).read_text().splitlines()
    Path(FILE).write_text("\n".join(tamper(lines)) + "\n")
    for command in (["check"], ["triage", "list"], ["triage", fingerprint, "accept", *BY]):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"{FILE}{message}" in result.stderr
        assert "restore" in result.stderr


def test_any_single_character_that_changes_is_noticed(fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY)
    run("triage", fingerprint, "fix-planned", *BY)
    text = Path(FILE).read_text()
    for index, character in enumerate(text[:-1]):
        Path(FILE).write_text(text[:index] + ("x" if character != "x" else "y") + text[index + 1 :])
        if character != " ":  # between keys and values space says nothing, in words it does
            with pytest.raises(BadFile):
                read_triage(Path(FILE))


def test_decisions_of_two_branches_merge_without_a_conflict(fingerprint: str, tmp_path: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    def decide(choice: str, by: str) -> None:
        run("triage", fingerprint, choice, "--by", by, "--reason", "because")
        git("add", FILE)
        git("commit", "-m", choice)

    (tmp_path / ".gitattributes").write_text(f"{FILE} merge=union\n")
    git("init", "-b", "main")
    git("add", ".gitattributes", "corpus", "auditor.toml")
    git("commit", "-m", "documents")
    decide("fix-planned", "Ada")
    git("branch", "other")
    decide("accept", "Grace")
    git("checkout", "other")
    decide("false-positive", "Edith")
    git("merge", "main", "-m", "both")
    entries = [line.entry for line in read_triage(Path(FILE))]
    assert {entry.by for entry in entries} == {"Ada", "Grace", "Edith"}
    assert len(heads(entries)) == 2
    decide("accept", "Ada")
    entries = [line.entry for line in read_triage(Path(FILE))]
    assert (len(heads(entries)), len(entries[-1].after), broken(entries)) == (1, 2, [])


def test_a_line_end_that_version_control_changed_breaks_no_chain(fingerprint: str) -> None:
    run("triage", fingerprint, "accept", *BY)
    run("triage", fingerprint, "accept", *BY)
    Path(FILE).write_bytes(Path(FILE).read_bytes().replace(b"\n", b"\r\n").rstrip(b"\r\n"))
    assert run("triage", fingerprint, "accept", *BY).exit_code == 0
    assert len(read_triage(Path(FILE))) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["J9355", "accept", *BY], "'J9355' is no fingerprint"),
        (["0123456789abcdef", "agree", *BY], "'agree' is not one of 'accept'"),
        (["0123456789abcdef", "accept", "--by", "Ada"], "Missing option '--reason'"),
        (["0123456789abcdef", "accept", "--by", " ", "--reason", "x"], "must not be empty"),
        (["0123456789abcdef", "accept", *BY, "--until", "soon"], "soon"),
        (["0123456789abcdef", "withdraw", *BY], "there is no decision on 0123456789abcdef to withdraw"),
    ],
)
def test_bad_usage_records_nothing(arguments: list[str], message: str) -> None:
    result = run("triage", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path(FILE).exists()


def test_what_a_reviewer_types_cannot_command_a_terminal_or_a_browser(fingerprint: str) -> None:
    hostile = "\x1b[2J\u202e<script>alert(1)</script>"
    run("triage", fingerprint, "accept", "--by", hostile, "--reason", hostile)
    run("check", "--format", "html=page")
    page = "".join(path.read_text() for path in Path("page").rglob("*.html"))
    outputs = [run("check", "--format", name).output for name in ("text", "concise", "json")]
    for output in (*outputs, run("triage", "list").output, Path(FILE).read_text(), page):
        assert "\x1b" not in output
        assert "\u202e" not in output
    assert "<script>alert" not in page
