"""What `explain` and `why-not` tell of decisions, the baseline and past runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.decisions.baseline import FILE as BASELINE
from tests.commands import ATEZOLIZUMAB, BEVACIZUMAB, report, run, write

DECISION = ("--by", "Ada", "--reason", "two \u202enames")


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two documents that contradict each other, no reference, and the year 2026 on the clock."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")
    (tmp_path / "auditor.toml").write_text('reference = "none"\n')
    return write(tmp_path / "corpus", [ATEZOLIZUMAB, BEVACIZUMAB])


def fingerprint() -> str:
    return str(report()["findings"][0]["fingerprint"])


def story(*arguments: str) -> list[str]:
    """The last paragraph of what `explain` tells."""
    result = run("explain", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.strip().split("\n\n")[-1].split("\n")


def test_a_finding_of_which_nothing_was_decided_says_what_could_be() -> None:
    print_ = fingerprint()
    assert story(print_) == [
        "Baseline: none here; auditor baseline write makes one.",
        f"Triage: nobody decided anything; auditor triage {print_} records a decision.",
        "Runs: found first by run 1 of 2026-02-02, last by run 1 of 2026-02-02.",
    ]


def test_every_decision_is_told_and_the_last_stands_with_the_finding() -> None:
    print_ = fingerprint()
    run("triage", print_, "accept", *DECISION)
    run("triage", print_, "fix-planned", "--by", "Eve", "--reason", "in May")
    told = [line for line in story(print_) if line.startswith("Triage")]
    assert told == [
        "Triage: accepted by Ada on 2026-02-02: two \\u202enames",
        "Triage: to be mended, says Eve on 2026-02-02: in May",
    ]
    assert "= triage: to be mended, says Eve" in run("explain", print_).stdout
    assert "= triage: to be mended, says Eve" in run("explain", "J9355").stdout


def test_the_baseline_beside_the_settings_is_looked_at_and_another_can_be_named() -> None:
    print_ = fingerprint()
    run("baseline", "write")
    assert story(print_)[0] == f"Baseline: known to {BASELINE}."
    Path("empty.jsonl").write_text("")
    assert story(print_, "--baseline", "empty.jsonl")[0] == "Baseline: not in empty.jsonl."
    assert story(print_, "--baseline", "1")[0] == "Baseline: known to run 1."
    assert f"fingerprint {print_}, new" in run("explain", print_, "--baseline", "empty.jsonl").stdout
    assert run("explain", print_, "--baseline", "nowhere.jsonl").exit_code == 2
    assert run("explain", print_, "--baseline", "99").exit_code == 2


def test_a_finding_that_is_gone_is_told_as_it_was(corpus: Path) -> None:
    print_ = fingerprint()
    write(corpus, [ATEZOLIZUMAB, ATEZOLIZUMAB])
    run("check")
    assert story(print_)[0] == "The documents do not say it any more; what follows is as it was found last."
    assert story(print_)[-1].endswith("last by run 1 of 2026-02-02, gone since run 2 of 2026-02-02.")
    assert "J9355 is called" in run("explain", print_).stdout


def test_a_decision_is_told_even_where_nothing_remembers_the_finding(corpus: Path) -> None:
    write(corpus, [ATEZOLIZUMAB, ATEZOLIZUMAB])
    run("triage", "0123456789abcdef", "accept", *DECISION)
    assert any("accepted by Ada" in line for line in story("0123456789abcdef"))
    assert run("explain", "fedcba9876543210").exit_code == 2


def test_the_same_is_told_to_programs() -> None:
    print_ = fingerprint()
    run("baseline", "write")
    run("triage", print_, "accept", *DECISION)
    told = json.loads(run("explain", print_, "--format", "json").stdout)
    assert told["story"]["baseline"] == {"name": BASELINE, "known": True}
    assert [one["decision"] for one in told["story"]["triage"]] == ["accept"]
    assert told["story"]["runs"]["first"] == {"id": 1, "time": "2026-02-02T02:40:00+00:00"}
    assert told["findings"][0]["status"] == "unchanged"
    assert "story" not in json.loads(run("explain", "J9355", "--format", "json").stdout)


def test_why_not_tells_what_was_decided_of_a_contradiction() -> None:
    print_ = fingerprint()
    run("baseline", "write")
    run("triage", print_, "accept", *DECISION)
    told = run("why-not", "a.md:1", "b.md:1").stdout
    assert f"({print_}, unchanged)" in told
    assert "    accepted by Ada on 2026-02-02: two \\u202enames\n" in told
    [pair] = json.loads(run("why-not", "a.md:1", "b.md:1", "--format", "json").stdout)
    [standing] = pair["standing"]
    assert (standing["fingerprint"], standing["status"]) == (print_, "unchanged")
    assert standing["triage"]["by"] == "Ada"


def test_a_broken_chain_of_decisions_is_never_explained_away() -> None:
    print_ = fingerprint()
    run("triage", print_, "accept", *DECISION)
    path = Path("auditor-triage.jsonl")
    path.write_text(path.read_text().replace("Ada", "Eve"))
    assert run("explain", print_).exit_code == 3
