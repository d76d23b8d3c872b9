"""What is found in a corpus follows from what its documents say, and from nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote

import msgspec
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sarif_kit.validate import validation_errors

from auditor.auditing import audit
from auditor.model.findings import Finding, Report
from auditor.model.source import Document, Lines
from auditor.reference.files import embedded
from auditor.reports.as_json import render, report_object
from auditor.reports.sarif import render as render_sarif
from auditor.reports.spots import spots
from tests.properties.corpora import FEW, corpora, report_of, substance, verdicts, written
from tests.properties.writing import PRODUCTS, laid_out, statement

EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "25"))
often = settings(max_examples=EXAMPLES)

UNRELATED = "The garden behind the office is open at noon.\n"
# Of other codes and drugs than any statement of the corpora.
ELSEWHERE = Document("elsewhere.md", "markdown", "J9228 is ipilimumab.\n\nOne unit of J9228 is 1 mg.\n")
# A copy of a page is one voice, and two of them cover one code: this rule alone has something to say of that.
OF_COPIES = {"AUD402"}


@often
@given(st.data(), corpora())
def test_the_order_of_documents_never_shows(data: st.DataObject, documents: list[Document]) -> None:
    assert render(report_of(data.draw(st.permutations(documents)))) == render(report_of(documents))


@settings(max_examples=EXAMPLES // 3)
@given(st.data(), corpora())
def test_neither_the_folder_nor_the_order_of_its_files_shows(
    tmp_path_factory: object, data: st.DataObject, documents: list[Document]
) -> None:
    top = tmp_path_factory.mktemp("corpora")  # type: ignore[attr-defined]
    one = written(top / "here", documents)
    other = written(top / "there" / "deeper", data.draw(st.permutations(documents)))
    assert rendered([one]) == rendered([other])
    files = [one / document.name for document in documents]
    assert rendered(data.draw(st.permutations(files))) == rendered([one])


def rendered(paths: Sequence[Path]) -> str:
    return render(audit(paths, reference=embedded()).report)


@settings(max_examples=2)
@given(st.lists(st.tuples(st.sampled_from(FEW), st.sampled_from(FEW), st.integers(0, 5)), min_size=70, max_size=70))
def test_neither_the_hash_seed_nor_the_number_of_processes_shows(
    tmp_path_factory: object, said: list[tuple[object, object, int]]
) -> None:
    top = tmp_path_factory.mktemp("seeds")  # type: ignore[attr-defined]
    documents = [
        laid_out([statement(("code-drug", "asserted"), number, one, other).text], "paragraphs", f"{at:03}")  # type: ignore[arg-type]
        for at, (one, other, number) in enumerate(said)
    ]
    folder = written(top / "corpus", documents)
    first, second = in_process(folder, seed="1", jobs="1"), in_process(folder, seed="2", jobs="3")
    assert first == second
    assert json.loads(first)["summary"]["documents"] == len(documents)


def in_process(folder: Path, seed: str, jobs: str) -> str:
    command = [sys.executable, "-m", "auditor", "check", str(folder), "--format", "json", "--no-cache", "--jobs", jobs]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment).stdout


@often
@given(st.data(), corpora())
def test_a_copy_of_a_document_changes_no_verdict(data: st.DataObject, documents: list[Document]) -> None:
    copied = data.draw(st.sampled_from(documents))
    copy = msgspec.structs.replace(copied, name=f"zz-{copied.name}")
    before, after = report_of(documents).findings, report_of([*documents, copy]).findings
    told = sorted(verdicts(one) for one in after if one.rule not in OF_COPIES)
    assert told == sorted(verdicts(one) for one in before if one.rule not in OF_COPIES)


@often
@given(st.data(), corpora())
def test_a_copy_of_a_long_passage_is_no_second_voice(data: st.DataObject, documents: list[Document]) -> None:
    long = [
        laid_out([statement(("code-drug", "asserted"), 5, FEW[0], other).text], "paragraphs", name)
        for name, other in (("one", FEW[1]), ("two", FEW[2]))
    ]
    copy = msgspec.structs.replace(data.draw(st.sampled_from(long)), name="zz.md")
    before, after = report_of([*documents, *long]).findings, report_of([*documents, *long, copy]).findings
    assert support(after) == support(before)


def support(findings: Sequence[Finding]) -> dict[tuple[str, str, str], int]:
    """Of each value, how many say so on their own."""
    return {(one.rule, one.subject, value.value): value.support for one in findings for value in one.values}


@often
@given(corpora(), st.sampled_from(["aa.md", "elsewhere.md", "zz.md"]))
def test_an_unrelated_document_takes_nothing_away_and_adds_nothing(documents: list[Document], name: str) -> None:
    unrelated = msgspec.structs.replace(ELSEWHERE, name=name)
    assert report_of([*documents, unrelated]).findings == report_of(documents).findings


@often
@given(st.data(), corpora())
def test_moving_text_within_a_document_keeps_every_fingerprint(data: st.DataObject, documents: list[Document]) -> None:
    moved = data.draw(st.sampled_from([one for one in documents if one.media != "html"] or [documents[0]]))
    assume(moved.media != "html")
    lower = msgspec.structs.replace(moved, text=f"{UNRELATED}\n{moved.text}")
    others = [one for one in documents if one is not moved]
    before, after = report_of(documents).findings, report_of([*others, lower]).findings
    assert sorted(one.fingerprint for one in after) == sorted(one.fingerprint for one in before)


@often
@given(st.data(), corpora())
def test_a_new_name_of_a_document_changes_nothing_but_the_name(data: st.DataObject, documents: list[Document]) -> None:
    """Fingerprints hold who says what, so those that name the document change, and no others."""
    new = dict(zip([one.name for one in documents], data.draw(st.permutations("wxyz")), strict=False))
    named = {
        old: f"{letter}.{old.rpartition('.')[2]}"
        for old, letter in new.items()
        if data.draw(st.booleans(), label=f"rename {old}")
    }
    renamed = [msgspec.structs.replace(one, name=named.get(one.name, one.name)) for one in documents]
    before, after = report_of(documents).findings, report_of(renamed).findings
    assert sorted(substance(one, {}) for one in after) == sorted(substance(one, named) for one in before)
    kept = {one.fingerprint for one in before if not involved(one) & named.keys()}
    assert kept == {one.fingerprint for one in after if not involved(one) & set(named.values())}


def involved(finding: Finding) -> set[str]:
    return {document for value in finding.values for document in value.documents}


@often
@given(corpora(), st.booleans())
def test_the_json_report_reads_back_and_every_place_in_it_shows_its_quote(
    documents: list[Document], reference: bool
) -> None:
    report = report_of(documents, reference=reference)
    shape = json.loads(render(report))
    assert shape == json.loads(json.dumps(report_object(report)))
    texts = {document.name: document.text for document in documents}
    for finding, told in zip(report.findings, shape["findings"], strict=True):
        assert (told["rule"], told["subject"], told["fingerprint"]) == (
            finding.rule,
            finding.subject,
            finding.fingerprint,
        )
        for place in (told["primary"], *told["related"]):
            text = texts[place["document"]]
            assert (
                between(text, place["line"], place["column"], place["end_line"], place["end_column"]) == place["quote"]
            )
            assert place["quote"] in text


@often
@given(corpora())
def test_the_sarif_log_has_every_finding_where_the_report_has_it(documents: list[Document]) -> None:
    report = report_of(documents)
    log = json.loads(render_sarif(report))
    assert validation_errors(log) == []
    texts = {document.name: document.text for document in documents}
    results = log["runs"][0]["results"]
    for spot, result in zip(spots(report), results, strict=True):
        [location] = result["locations"]
        region = location["physicalLocation"]["region"]
        name = unquote(location["physicalLocation"]["artifactLocation"]["uri"])
        assert (result["ruleId"], result["level"]) == (spot.finding.rule, spot.finding.severity)
        shown = between(
            texts[name],
            region["startLine"],
            region["startColumn"],
            region.get("endLine", region["startLine"]),
            region["endColumn"],
        )
        assert shown == region.get("snippet", {"text": shown})["text"]
        assert shown.strip()
    assert {result["ruleId"] for result in results} == {finding.rule for finding in report.findings}


def between(text: str, line: int, column: int, end_line: int, end_column: int) -> str:
    """What stands between two places, found as a program outside would: by lines and columns alone."""
    starts = Lines(text).starts
    return text[starts[line - 1] + column - 1 : starts[end_line - 1] + end_column - 1]


def test_the_corpora_contradict_themselves() -> None:
    """The properties would hold of corpora in which nothing is wrong, too."""
    texts = ("J9271 is pembrolizumab.", "J9271 is nivolumab.")
    report: Report = report_of([Document(f"{at}.md", "markdown", text) for at, text in enumerate(texts)])
    assert [finding.rule for finding in report.findings] == ["AUD101", "AUD201"]
    assert len(PRODUCTS) > len(FEW)
