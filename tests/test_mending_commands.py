"""`auditor fix`, `check --repairs`, `why-not`, and what `explain` tells with a reference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.cli import cli

ARTICLE = (
    "# HCPCS code J9371\n\nHCPCS code J9371 is used for durvalumab, 10 mg. Durvalumab (Imfinzi) targets PD-L1.\n\n"
    "Each unit of J9371 is 10 mg.\n"
)
LIST = "| Code | Drug | Unit |\n|---|---|---|\n| J9299 | nivolumab | 10 mg |\n| J9271 | pembrolizumab | 1 mg |\n"


def auditor(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "article.md").write_bytes(ARTICLE.replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / "list.md").write_text(LIST)
    return folder


def test_fix_shows_a_diff_and_touches_nothing(corpus: Path) -> None:
    before = {path.name: path.read_bytes() for path in corpus.iterdir()}
    result = auditor("fix", corpus)
    assert result.exit_code == 1
    assert "-| J9299 | nivolumab | 10 mg |\n+| J9299 | nivolumab | 1 mg |\n" in result.stdout
    assert "+HCPCS code J9173 is used for durvalumab" in result.stdout
    assert {path.name: path.read_bytes() for path in corpus.iterdir()} == before


@pytest.mark.usefixtures("corpus")
def test_fix_without_a_choice_shows_the_diff() -> None:
    assert auditor("fix").stdout == auditor("fix", "--diff").stdout != ""


def test_fix_writes_nothing_but_the_edited_words(corpus: Path) -> None:
    result = auditor("fix", "--write", corpus)
    assert result.exit_code == 0, result.stderr
    article = (corpus / "article.md").read_bytes()
    assert article == ARTICLE.replace("J9371", "J9173").replace("\n", "\r\n").encode("utf-8-sig")
    assert (corpus / "list.md").read_text() == LIST.replace("nivolumab | 10 mg", "nivolumab | 1 mg")


def test_what_is_mended_is_found_clean(corpus: Path) -> None:
    auditor("fix", "--write", corpus)
    again = auditor("fix", corpus)
    assert (again.exit_code, again.stdout) == (0, "")
    assert auditor("check", corpus).exit_code == 0


def test_fix_needs_a_reference_and_a_place_to_write(corpus: Path) -> None:
    without = auditor("fix", corpus, "--reference", "none")
    assert (without.exit_code, "without a reference nothing is certain" in without.stderr) == (2, True)
    stdin = auditor("fix", "-")
    assert (stdin.exit_code, "standard input cannot be mended" in stdin.stderr) == (2, True)


def test_what_is_not_certain_is_proposed_and_not_written(corpus: Path) -> None:
    (corpus / "article.md").write_text("J9355 describes atezolizumab.\n")
    (corpus / "list.md").unlink()
    assert auditor("fix", corpus).stdout == ""
    shown = auditor("check", corpus, "--repairs", "--fail-on", "never").stdout
    assert "repair: write J9022 for J9355 (1 place, perhaps)" in shown
    assert "or: write trastuzumab for atezolizumab (1 place, perhaps)" in shown
    assert "article.md:1:1: J9355 -> J9022" in shown


def test_repairs_of_the_corpus_are_counted_once_however_many_rules_find_them(corpus: Path) -> None:
    report = json.loads(auditor("check", corpus, "--repairs", "--format", "json", "--fail-on", "never").stdout)
    assert {finding["rule"] for finding in report["findings"]} >= {"AUD201", "AUD202", "AUD204"}
    edits = [(edit["document"], edit["quote"], edit["replacement"]) for edit in report["repairs"]["edits"]]
    assert edits == [("article.md", "J9371", "J9173")] * 3 + [("list.md", "10 mg", "1 mg")]
    assert (report["repairs"]["at_least"], report["repairs"]["exact"]) == (4, True)
    assert "repairs" not in json.loads(auditor("check", corpus, "--format", "json", "--fail-on", "never").stdout)


def test_why_not_names_what_separates_two_statements(corpus: Path) -> None:
    (corpus / "a.md").write_text(
        "J9033 describes bendamustine. C9492 was used for durvalumab until December 31, 2018.\n"
    )
    (corpus / "b.md").write_text("J9034 describes bendamustine. J9173 describes durvalumab.\n")
    told = auditor("why-not", "J9033=bendamustine", "J9034=bendamustine", corpus).stdout
    assert "no contradiction: the reference has both" in told
    told = auditor("why-not", "C9492=durvalumab", "J9173=durvalumab", corpus).stdout
    assert "they hold at different dates: C9492 durvalumab until 2018-12-31; J9173 durvalumab now" in told


def test_why_not_admits_a_contradiction(corpus: Path) -> None:
    (corpus / "b.md").write_text("J9371 describes vincristine liposomal.\n")
    [pair] = json.loads(auditor("why-not", "J9371=durvalumab", "b.md:1", corpus, "--format", "json").stdout)
    assert (pair["contradiction"], pair["reasons"]) == (True, [])


def test_why_not_says_what_it_cannot_find(corpus: Path) -> None:
    nowhere = auditor("why-not", "J9371", "b.md:9", corpus)
    assert (nowhere.exit_code, "b.md:9: nothing is claimed there" in nowhere.stderr) == (2, True)
    never = auditor("why-not", "J9371=nivolumab", "J9371", corpus)
    assert (never.exit_code, "no document says that J9371 is nivolumab" in never.stderr) == (2, True)


def test_explain_tells_what_the_reference_says_even_of_what_no_document_names(corpus: Path) -> None:
    told = auditor("explain", "Q5118", corpus)
    assert told.exit_code == 0
    assert "Q5118  since 2019-10-01, bevacizumab-bvzr, per 10 mg, brand zirabev" in told.stdout
    assert "No document of the corpus speaks of it." in told.stdout
    assert auditor("explain", "Q5118", corpus, "--reference", "none").exit_code == 2


def test_explain_shows_a_claims_verdict_with_its_reason(corpus: Path) -> None:
    told = auditor("explain", "durvalumab", corpus).stdout
    assert (
        "refuted: HCPCS January 2026: J9371 is vincristine liposomal, ended on 2024-06-30; durvalumab is J9173" in told
    )
    assert "confirmed: HCPCS January 2026: imfinzi is durvalumab" in told
    assert "acts on PD-L1" in told


def test_without_a_reference_a_copied_passage_counts_once(corpus: Path) -> None:
    for old in corpus.iterdir():
        old.unlink()
    copied = "Our billing department has settled, after long discussion with all the payers, that J9355 describes atezolizumab.\n"
    for name in ("a.md", "b.md", "c.md"):
        (corpus / name).write_text(copied)
    for name, text in (("d.md", "J9355 describes bevacizumab.\n"), ("e.md", "Bevacizumab is billed under J9355.\n")):
        (corpus / name).write_text(text)
    told = json.loads(auditor("check", corpus, "--reference", "none", "--format", "json", "--fail-on", "never").stdout)
    [finding] = [one for one in told["findings"] if one["rule"] == "AUD101"]
    assert finding["repair"]["reason"].endswith("on their own: bevacizumab in 2, atezolizumab in 1")
    assert {edit["document"] for edit in finding["repair"]["edits"]} == {"a.md", "b.md", "c.md"}
    assert not finding["repair"]["certain"]
