"""The baseline: what was accepted does not fail a run, news does, and what matches nothing is said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.decisions.baseline import accepted, read_baseline, write_baseline
from auditor.decisions.lines import BadFile
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, found, report, run, write
from tests.saying import findings, says

SOME, NONE = "\nModifier JZ means discarded drug.\n", "\nModifier JZ means no discarded drug.\n"
BASELINE = "auditor-baseline.jsonl"


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents that contradict each other, and no reference."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "auditor.toml").write_text('reference = "none"\n')
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])


def test_what_was_accepted_does_not_fail_the_run_and_is_still_shown() -> None:
    assert run("baseline", "write").exit_code == 0
    result = run("check", "--baseline", BASELINE)
    assert result.exit_code == 0
    assert "error[AUD101]" in result.stdout
    assert "in the baseline" in result.stdout
    assert found("--baseline", BASELINE) == ["AUD101 J9355 unchanged"]
    assert report("--baseline", BASELINE)["summary"]["baselined"] == 1


def test_without_a_baseline_nothing_is_new() -> None:
    assert found() == ["AUD101 J9355 None"]


def test_news_fails_the_run_whether_the_rest_is_shown_or_not(corpus: Path) -> None:
    run("baseline", "write")
    write(corpus, [ATEZOLIZUMAB + SOME, BEVACIZUMAB + NONE])
    assert found("--baseline", BASELINE) == ["AUD101 J9355 unchanged", "AUD106 JZ new"]
    assert found("--baseline", BASELINE, "--new-only") == ["AUD106 JZ new"]
    assert run("check", "--baseline", BASELINE).exit_code == 1
    assert run("check", "--baseline", BASELINE, "--new-only").exit_code == 1


def test_showing_news_only_does_not_change_the_exit_code() -> None:
    run("baseline", "write")
    result = run("check", "--baseline", BASELINE, "--new-only", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["findings"]) == (0, [])
    assert json.loads(result.stdout)["summary"]["baselined"] == 1


def test_an_edit_that_moves_lines_is_no_news(corpus: Path) -> None:
    run("baseline", "write")
    (corpus / "a.md").write_text("# News\n\nSomething else first.\n\n" + ATEZOLIZUMAB)
    assert found("--baseline", BASELINE) == ["AUD101 J9355 unchanged"]


def test_a_swap_is_news(corpus: Path) -> None:
    run("baseline", "write")
    write(corpus, [BEVACIZUMAB, ATEZOLIZUMAB])
    assert found("--baseline", BASELINE) == ["AUD101 J9355 new", f"AUD901 {_fingerprints()[0]} new"]


def test_an_entry_that_matches_nothing_is_found_at_its_line(corpus: Path) -> None:
    run("baseline", "write")
    (corpus / "b.md").unlink()
    [finding] = report("--baseline", BASELINE)["findings"]
    assert (finding["rule"], finding["name"], finding["severity"]) == ("AUD901", "unused-ignore", "warning")
    assert (finding["primary"]["document"], finding["primary"]["line"]) == (BASELINE, 1)
    assert finding["primary"]["quote"] == Path(BASELINE).read_text().rstrip("\n")


@pytest.mark.parametrize("arguments", [("--select", "AUD3"), ("--ignore", "AUD901"), ("corpus/a.md",)])
def test_an_entry_is_not_judged_where_it_could_match_nothing(corpus: Path, arguments: tuple[str, ...]) -> None:
    run("baseline", "write")
    (corpus / "b.md").unlink()
    assert found("--baseline", BASELINE, *arguments) == []


def test_an_entry_is_not_judged_when_a_document_could_not_be_read(corpus: Path) -> None:
    run("baseline", "write")
    (corpus / "b.md").write_bytes(b"\xff\xfe\xff")
    assert found("--baseline", BASELINE) == []
    assert run("check", "--baseline", BASELINE).exit_code == 3


def test_prune_removes_what_matches_nothing_and_adds_nothing(corpus: Path) -> None:
    write(corpus, [ATEZOLIZUMAB + SOME, BEVACIZUMAB + NONE])
    run("baseline", "write")
    write(corpus, [ATEZOLIZUMAB, BEVACIZUMAB + NONE, SOME])
    result = run("baseline", "prune")
    assert (result.exit_code, result.stderr) == (0, f"auditor: {BASELINE}: 1 entries removed, 1 kept\n")
    assert found("--baseline", BASELINE, "--new-only") == ["AUD106 JZ new"]


@pytest.mark.parametrize("action", ["write", "prune"])
def test_an_incomplete_audit_leaves_the_baseline_as_it_was(corpus: Path, action: str) -> None:
    run("baseline", "write")
    before = Path(BASELINE).read_bytes()
    (corpus / "b.md").write_bytes(b"\xff\xfe\xff")
    result = run("baseline", action)
    assert result.exit_code == 3
    assert "the baseline is left as it was" in result.stderr
    assert Path(BASELINE).read_bytes() == before


def test_a_baseline_has_one_entry_a_line_sorted_whatever_the_order() -> None:
    entries = accepted(
        findings(
            *[says("a.md", f"J93{n}", "x", line=n) for n in range(10, 40)],
            *[says("b.md", f"J93{n}", "y", line=n) for n in range(10, 40)],
        )
    )
    text = write_baseline(entries)
    entries.reverse()
    assert write_baseline([*entries, *entries]) == text
    assert text.splitlines() == sorted(text.splitlines())
    Path("known.jsonl").write_text(text)
    assert sorted(entries) == [line.entry for line in read_baseline(Path("known.jsonl"))]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"fingerprint": "x"}\n', ":1: no entry of ours: Object missing required field `rule`"),
        (b'{"fingerprint": "x", "rule": "AUD101"}\n\nnonsense\n', ":3: no entry of ours"),
        (b"<<<<<<< ours\n", ":1: a merge conflict stands here"),
        (b"\xff\n", ": not UTF-8 at byte 0"),
        (None, ": no such file or directory"),
    ],
)
def test_a_baseline_that_cannot_be_relied_on_ends_with_two_and_says_where(content: bytes | None, message: str) -> None:
    if content is not None:
        Path(BASELINE).write_bytes(content)
    with pytest.raises(BadFile):
        read_baseline(Path(BASELINE))
    for command in (["check", "--baseline", BASELINE], ["baseline", "prune"]):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{BASELINE}{message}" in result.stderr


def test_news_needs_something_to_be_compared_with() -> None:
    result = run("check", "--new-only")
    assert result.exit_code == 2
    assert "--new-only needs --baseline" in result.stderr


def _fingerprints() -> list[str]:
    return [json.loads(line)["fingerprint"] for line in Path(BASELINE).read_text().splitlines()]
