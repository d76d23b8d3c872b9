"""What each report looks like, and that nothing a document says can command a terminal or a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click
import jsonschema
import msgspec
import pytest

from auditor.auditing import with_plan
from auditor.model.findings import Finding, Inputs, Location, Report, Summary
from auditor.model.source import Place, Skipped
from auditor.reports import FORMATS
from auditor.reports.excerpt import excerpt
from auditor.reports.shape import Report as Shape
from tests.reporting import hostile_report
from tests.saying import findings, place_of, says

HOSTILE = "J9355 \x1b[31mis\x9b1m\u202e <script>alert(1)</script>\x07 {{ 7*7 }} \u2066atezolizumab"


def report_of(*found: Finding) -> Report:
    summary = Summary(2, 2, len(found), len(found), 0, 0, 0, 0, 1, 3)
    skipped = (Skipped("scan\x1b.pdf", "load", "no reader for '.pdf' files"),)
    return Report(Inputs(2, "0" * 64, None, ("AUD101",), None), summary, found, skipped)


CONFLICT = report_of(
    *findings(says("a.md", "J9355", "atezolizumab", line=3), says("b.md", "J9355", "bevacizumab", line=12))
)


def test_text_reads_like_a_compiler() -> None:
    assert click.unstyle(FORMATS["text"].render(CONFLICT)) == (
        "error[AUD101]: J9355 is called atezolizumab in 1 document and bevacizumab in another\n"
        "  --> a.md:3:10\n"
        "   |\n"
        " 3 | J9355 is atezolizumab.\n"
        "   |          ^^^^^^^^^^^^ calls J9355 atezolizumab\n"
        "  ::: b.md:12:10\n"
        "   |\n"
        "12 | J9355 is bevacizumab.\n"
        "   |          ----------- calls J9355 bevacizumab\n"
        f"   = code-drug-conflict, confidence high, fingerprint {CONFLICT.findings[0].fingerprint}\n"
        "\n"
        "skipped: scan\\x1b.pdf (load): no reader for '.pdf' files\n"
        "\n"
        "1 finding (1 error) in 2 documents, 2 assertions; 1 skipped; 3 code mentions without an assertion\n"
        "more of a rule, code, drug or finding: auditor explain AUD101\n"
    )


def test_concise_is_one_line_per_finding() -> None:
    line = "a.md:3:10: AUD101 J9355 is called atezolizumab in 1 document and bevacizumab in another\n"
    assert FORMATS["concise"].render(CONFLICT) == line


def test_json_has_the_promised_shape_in_the_promised_order() -> None:
    shape = json.loads(FORMATS["json"].render(CONFLICT))
    assert list(shape) == ["format_version", "tool", "inputs", "summary", "findings", "skipped"]
    assert list(shape["inputs"]) == ["documents", "corpus_sha256", "reference", "rules", "as_of"]
    assert " ".join(shape["summary"]) == (
        "documents assertions findings error warning note ignored baselined skipped unclaimed_codes"
    )
    [finding] = shape["findings"]
    assert " ".join(finding) == (
        "rule name severity confidence subject message fingerprint status values expected primary related repair"
    )
    assert finding["values"] == [
        {"value": "atezolizumab", "verdict": "unknown", "occurrences": 1, "documents": ["a.md"]},
        {"value": "bevacizumab", "verdict": "unknown", "occurrences": 1, "documents": ["b.md"]},
    ]
    assert finding["primary"] == {
        "document": "a.md",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 23,
        "page": None,
        "quote": "J9355 is atezolizumab.",
        "section": [],
        "note": "calls J9355 atezolizumab",
    }
    assert finding["status"] is finding["expected"] is finding["repair"] is None


@pytest.mark.parametrize(
    "report", [CONFLICT, hostile_report(), with_plan(hostile_report())], ids=["plain", "hostile", "plan"]
)
def test_json_has_the_shape_of_its_schema_and_nothing_else(report: Report) -> None:
    written = FORMATS["json"].render(report)
    assert len(msgspec.json.decode(written, type=Shape).findings) == len(report.findings)
    schema = json.loads((Path(__file__).parent.parent / "docs" / "report.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(written))


def test_jsonl_is_one_finding_per_line() -> None:
    [line] = FORMATS["jsonl"].render(CONFLICT).splitlines()
    assert json.loads(line) == json.loads(FORMATS["json"].render(CONFLICT))["findings"][0]


def test_the_page_shows_both_quotes_with_the_difference_marked() -> None:
    page = FORMATS["html"].render(CONFLICT)
    assert "J9355 is <mark>atezolizumab</mark>." in page
    assert "J9355 is <mark>bevacizumab</mark>." in page
    assert "scan\\x1b.pdf" in page


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_lets_a_document_speak_to_the_terminal(name: str) -> None:
    shown = click.unstyle(FORMATS[name].render(hostile()))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", shown)


def test_json_gives_hostile_text_back_as_it_was() -> None:
    assert json.loads(FORMATS["json"].render(hostile()))["findings"][0]["primary"]["quote"] == HOSTILE


def test_the_page_escapes_what_looks_like_markup() -> None:
    page = FORMATS["html"].render(hostile())
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("name", FORMATS)
def test_rendering_twice_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].render(CONFLICT) == FORMATS[name].render(CONFLICT)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_report_can_be_written(name: str) -> None:
    FORMATS[name].render(report_of())


def test_a_long_line_is_cut_around_the_difference() -> None:
    quote = "x " * 200 + "J9355" + " y" * 200
    shown = excerpt(Location("a.md", place_of(1, quote), quote, "", focus=Place(1400, 1405, 1, 401, 1, 406)), 80)
    assert (shown.focus, shown.line, shown.column) == ("J9355", 1, 401)
    assert len(shown.text) == 80
    assert shown.before.startswith("…")
    assert shown.after.endswith("…")


def test_of_a_quote_over_lines_the_line_with_the_difference_is_shown() -> None:
    quote = "The drug\r\n  durvalumab has\rJ9371 now"
    focus = Place(1000 + quote.index("J9371"), 1005 + quote.index("J9371"), 3, 1, 3, 6)
    shown = excerpt(Location("a.md", Place(1000, 1000 + len(quote), 1, 5, 3, 10), quote, "", focus=focus), 80)
    assert (shown.line, shown.column, shown.text) == (3, 1, "J9371 now")


def test_where_the_token_is_only_implied_the_first_words_are_shown() -> None:
    shown = excerpt(Location("a.md", place_of(4, " This code too."), " This code too.", ""), 80)
    assert (shown.line, shown.column, shown.focus, shown.text) == (4, 2, "", " This code too.")


def hostile() -> Report:
    [finding] = CONFLICT.findings
    primary = msgspec.structs.replace(
        finding.primary, quote=HOSTILE, document="\x1b]0;a\x07.md", section=(HOSTILE,), note=HOSTILE, focus=None
    )
    return report_of(msgspec.structs.replace(finding, primary=primary, message=HOSTILE, subject=HOSTILE))


def test_of_many_that_agree_a_few_are_quoted_and_the_others_listed() -> None:
    said = [says(f"{name}.md", "J9301", "obinutuzumab") for name in "abcdefg"]
    shown = click.unstyle(FORMATS["text"].render(report_of(*findings(*said, says("z.md", "J9301", "ofatumumab")))))
    assert shown.count(" ::: ") == 3
    assert "= also calls J9301 obinutuzumab: d.md:1:10, e.md:1:10, f.md:1:10, g.md:1:10\n" in shown


def test_the_line_above_is_quoted_where_the_sentence_breaks_before_its_point() -> None:
    shown = click.unstyle(FORMATS["text"].render(report_of(broken_over_two_lines())))
    assert " 3 | J9355\n 4 | is atezolizumab.\n   |    ^^^^^^^^^^^^ calls J9355 atezolizumab\n" in shown


def broken_over_two_lines() -> Finding:
    [finding] = CONFLICT.findings
    quote = "J9355\nis atezolizumab."
    place, focus = Place(3000, 3000 + len(quote), 3, 1, 4, 17), Place(3009, 3021, 4, 4, 4, 16)
    primary = msgspec.structs.replace(finding.primary, quote=quote, place=place, focus=focus)
    return msgspec.structs.replace(finding, primary=primary)


def test_the_text_names_the_documents_that_stand_alone() -> None:
    alone = [says("a.md", "J9355", "bevacizumab"), says("b.md", "J9355", "trastuzumab")]
    shown = FORMATS["text"].render(report_of(*findings(*alone, says("c.md", "J9355", "trastuzumab"))))
    assert "outnumbered most often: a.md (1 finding)\n" in shown
