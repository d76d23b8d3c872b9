"""Ignores at work: what they silence, what they must not silence, and what is said of those that do nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import auditor.cli
from auditor.auditing import audit
from auditor.model.findings import Report
from auditor.policy import Policy
from auditor.reference.files import embedded
from auditor.reports import FORMATS

A = "HCPCS code J9355 is used for atezolizumab."
B = "HCPCS code J9355 is used for bevacizumab."
IGNORE = '<!-- auditor: ignore[AUD101] reason="an old edition, quoted" -->'
Audited = Callable[..., Report]


@pytest.fixture
def audited(tmp_path: Path) -> Audited:
    """Audits documents, given by name, without a reference unless one is asked for."""

    def audited_(reference: bool = False, as_of: str | None = None, **documents: str) -> Report:
        for name, text in documents.items():
            (tmp_path / f"{name}.md").write_text(text)
        return audit([tmp_path], reference=embedded() if reference else None, as_of=as_of).report

    return audited_


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


# What they silence


def test_a_finding_is_ignored_at_its_primary_place(audited: Audited) -> None:
    report = audited(a=f"{IGNORE}\n\n{A}", b=B)
    assert (rules(report), report.summary.ignored, report.summary.findings) == ([], 1, 0)
    [one] = report.ignored
    assert (one.finding.rule, one.reason) == ("AUD101", "an old edition, quoted")
    assert one.location
    assert (one.location.document, one.location.place.line, one.location.quote) == ("a.md", 1, IGNORE)


def test_a_finding_is_ignored_where_it_would_have_to_be_edited(audited: Audited) -> None:
    plain = audited(a=A, b=B).findings[0]
    assert plain.primary.document == "a.md"
    assert plain.repair
    assert [edit.document for edit in plain.repair.edits] == ["b.md"]
    assert rules(audited(a=A, b=f"{IGNORE}\n\n{B}")) == []


def test_a_name_does_as_well_as_an_id(audited: Audited) -> None:
    assert rules(audited(a=f"{IGNORE.replace('AUD101', 'code-drug-conflict')}\n\n{A}", b=B)) == []


def test_another_rule_or_another_block_is_not_ignored(audited: Audited) -> None:
    assert rules(audited(a=f"{IGNORE.replace('AUD101', 'AUD103')}\n\n{A}", b=B)) == ["AUD101", "AUD901"]
    assert rules(audited(a=f"{IGNORE}\n\nNothing here.\n\n{A}", b=B)) == ["AUD101", "AUD901"]


def test_an_ignore_in_one_document_never_hides_the_mistake_of_another(audited: Audited) -> None:
    wrong = f"{IGNORE.replace('AUD101', 'AUD201')}\n\n{B}"
    report = audited(reference=True, a=wrong, b=B, c=B)
    [finding] = [one for one in report.findings if one.rule == "AUD201"]
    assert finding.primary.document == "b.md"
    assert finding.repair
    assert [edit.document for edit in finding.repair.edits] == ["b.md", "c.md"]
    assert "AUD901" not in rules(report)
    both = audited(reference=True, a=wrong, b=wrong, c=wrong)
    assert "AUD201" not in rules(both)


def test_a_range_and_front_matter_silence_too(audited: Audited) -> None:
    ranged = f'# Title\n\n<!-- auditor: disable[AUD101] reason="x" -->\n\n{A}\n\n<!-- auditor: enable -->\n'
    assert rules(audited(a=ranged, b=B)) == []
    assert rules(audited(a=f'---\nauditor: ignore[AUD101] reason="x"\n---\n{A}', b=B)) == []


def test_ignored_findings_are_shown_where_a_format_can(audited: Audited) -> None:
    report = audited(a=f"{IGNORE}\n\n{A}", b=B)
    sarif = json.loads(FORMATS["sarif"].render(report))["runs"][0]["results"]
    assert [one["suppressions"][0]["justification"] for one in sarif] == ["an old edition, quoted"]
    assert sarif[0]["suppressions"][0]["location"]["physicalLocation"]["region"]["startLine"] == 1
    shown: dict[str, Any] = json.loads(FORMATS["json"].render(report))
    assert shown["ignored"][0]["ignored"]["reason"] == "an old edition, quoted"
    assert shown["ignored"][0]["fingerprint"] == report.ignored[0].finding.fingerprint
    assert "; 1 ignored;" in FORMATS["text"].render(report)
    for name in ("concise", "github", "gitlab", "jsonl"):
        assert "AUD101" not in FORMATS[name].render(report)


# What is said of those that do nothing


def test_an_ignore_that_nothing_answers_to_is_told_with_its_place(audited: Audited) -> None:
    report = audited(a=f"{IGNORE}\n\n{A}", b=A)
    [finding] = report.findings
    assert (finding.rule, finding.subject, finding.severity) == ("AUD901", "ignore[AUD101]", "warning")
    assert finding.message == "ignore[AUD101] in a.md: nothing is found here that it would ignore"
    assert (finding.primary.document, finding.primary.place.line, finding.primary.quote) == ("a.md", 1, IGNORE)


def test_of_several_rules_the_one_that_is_not_needed_is_told(audited: Audited) -> None:
    report = audited(a=f"{IGNORE.replace('AUD101', 'AUD101, AUD103')}\n\n{A}", b=B)
    assert [finding.subject for finding in report.findings] == ["ignore[AUD103]"]


def test_nobody_calls_an_ignore_unused_who_has_not_looked(tmp_path: Path, audited: Audited) -> None:
    unused = f"{IGNORE}\n\n{A}"
    (tmp_path / "broken.md").write_bytes(b"\xff\xfe\xff")
    assert rules(audited(a=unused)) == []  # a document is missing
    (tmp_path / "broken.md").unlink()
    assert rules(audit([tmp_path / "a.md"]).report) == []  # the others were not read
    needs_reference = unused.replace("AUD101", "AUD201")
    assert rules(audited(a=needs_reference)) == []
    assert rules(audited(reference=True, a=needs_reference.replace("atezolizumab", "trastuzumab"))) == ["AUD901"]


def test_an_expired_ignore_silences_nothing(audited: Audited) -> None:
    until = f"{IGNORE.replace(' reason', ' until=2027-01-01 reason')}\n\n{A}"
    assert rules(audited(as_of="2027-01-01", a=until, b=B)) == []
    report = audited(as_of="2027-01-02", a=until, b=B)
    assert rules(report) == ["AUD101", "AUD902"]
    assert (
        report.findings[1].message == "ignore[AUD101] in a.md: it held until 2027-01-01, and the audit is of 2027-01-02"
    )


def test_without_a_day_the_release_of_the_reference_is_today_and_never_the_clock(audited: Audited) -> None:
    old = f"{IGNORE.replace(' reason', ' until=1999-01-01 reason')}\n\n{A}"
    assert rules(audited(a=old, b=B)) == []
    assert "AUD902" in rules(audited(reference=True, a=old, b=B))


def test_one_that_cannot_be_understood_is_told_whatever_was_read(tmp_path: Path, audited: Audited) -> None:
    audited(a=f"<!-- auditor: ignore[AUD101] -->\n\n{A}")
    [finding] = audit([tmp_path / "a.md"]).report.findings
    assert finding.message == 'ignore[AUD101] in a.md: it ignores nothing: it gives no reason; write reason="..."'


def test_the_same_words_in_vain_are_one_finding_with_several_places(audited: Audited) -> None:
    [finding] = audited(a=f"{IGNORE}\n\nOne.\n\n{IGNORE}\n\nTwo.").findings
    assert [finding.primary.place.line, *(place.place.line for place in finding.related)] == [1, 5]


def test_what_is_said_of_ignores_can_be_weighed_and_left_out_too(tmp_path: Path, audited: Audited) -> None:
    audited(a=f"{IGNORE}\n\n{A}")
    weighed = audit([tmp_path], policy=Policy(severities={"AUD901": "note"})).report
    assert [finding.severity for finding in weighed.findings] == ["note"]
    aside = audit([tmp_path], policy=Policy(per_file_ignores={"*.md": ("AUD901",)})).report
    assert (aside.findings, aside.summary.ignored) == ((), 1)


def test_an_ignored_error_does_not_fail_the_run(tmp_path: Path, audited: Audited) -> None:
    audited(a=f"{IGNORE}\n\n{A}", b=B)
    result = CliRunner().invoke(auditor.cli.cli, ["check", str(tmp_path), "--reference", "none"])
    assert (result.exit_code, "1 ignored" in result.stdout) == (0, True)


def test_an_ignored_finding_can_still_be_explained(tmp_path: Path, audited: Audited) -> None:
    fingerprint = audited(a=f"{IGNORE}\n\n{A}", b=B).ignored[0].finding.fingerprint
    result = CliRunner().invoke(auditor.cli.cli, ["explain", fingerprint, str(tmp_path)])
    assert (result.exit_code, "AUD101" in result.stdout) == (0, True)


def test_what_is_ignored_is_not_mended(tmp_path: Path, audited: Audited) -> None:
    wrong = "HCPCS code J9355 is used for atezolizumab. J9022 is atezolizumab, 10 mg."
    audited(a=wrong)
    assert "+HCPCS code J9022" in CliRunner().invoke(auditor.cli.cli, ["fix", str(tmp_path)]).stdout
    audited(a=f"{IGNORE.replace('AUD101', 'AUD102, AUD201')}\n\n{wrong}")
    assert CliRunner().invoke(auditor.cli.cli, ["fix", str(tmp_path)]).stdout == ""
