"""The formats for other programs: each is read by somebody else's parser, and no document speaks through any of them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import junitparser
import msgspec
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mypy_gitlab_code_quality import GitlabIssueLocation
from sarif_kit.validate import validation_errors

import auditor
import auditor.cli
from auditor.decoding.formats import is_text
from auditor.model.findings import DocumentInfo, Edit, Repair, Report
from auditor.model.source import Place
from auditor.reports import FORMATS
from auditor.reports.markdown import MOST as LISTED
from tests.golden import differs
from tests.reporting import NAME, OTHER, TEXT, hostile_report
from tests.saying import findings, says

HOSTILE = hostile_report()
GOLDEN = {
    "sarif": "report.sarif",
    "junit": "junit.xml",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "csv": "report.csv",
    "markdown": "summary.md",
}


def render(name: str, report: Report = HOSTILE) -> str:
    return FORMATS[name].render(report)


@pytest.mark.parametrize("name", GOLDEN)
def test_a_report_reads_as_when_it_was_last_looked_at(name: str) -> None:
    assert not differs(GOLDEN[name], render(name))


@pytest.mark.parametrize("name", GOLDEN)
def test_no_format_for_programs_lets_a_document_speak_to_a_terminal(name: str) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", render(name))


# SARIF


def run_of(report: Report) -> dict[str, Any]:
    log = json.loads(render("sarif", report))
    assert validation_errors(log) == []
    [run] = log["runs"]
    assert isinstance(run, dict)
    return run


def without_results() -> Report:
    return msgspec.structs.replace(HOSTILE, findings=(), ignored=(), skipped=())


@pytest.mark.parametrize("report", [HOSTILE, hostile_report(status=False), without_results()])
def test_sarif_is_valid_by_the_official_schema(report: Report) -> None:
    assert run_of(report)["columnKind"] == "unicodeCodePoints"


def test_sarif_has_a_result_at_each_place_to_edit() -> None:
    results = run_of(HOSTILE)["results"]
    places = [result["locations"][0]["physicalLocation"] for result in results]
    assert [place["region"]["startLine"] for place in places] == [3, 8, 3, 3]
    assert unquote(places[0]["artifactLocation"]["uri"]) == f"docs/{NAME}"
    assert unquote(places[1]["artifactLocation"]["uri"]) == f"docs/{OTHER}"
    assert [len(result.get("fixes", ())) for result in results] == [1, 1, 0, 0]


def test_sarif_links_the_other_sides_from_the_message() -> None:
    for result in run_of(HOSTILE)["results"]:
        linked = re.findall(r"(?<!\\)\]\((\d+)\)", result["message"]["text"])
        assert [int(number) for number in linked] == [place["id"] for place in result["relatedLocations"]] != []
        text = re.sub(r"\\.", "", result["message"]["text"])
        assert len(re.findall(r"[\[\]]", text)) == 2 * len(linked)
        assert not re.search(r"(?<!\{)(?:\{\{)*\{\d\}", text)


def test_sarif_fingerprints_tell_every_result_apart_and_know_no_line() -> None:
    results = run_of(HOSTILE)["results"]
    hashes = [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]
    assert len(set(hashes)) == len(hashes)
    [moved, *_] = run_of(shifted(HOSTILE, 5))["results"]
    assert moved["partialFingerprints"] == results[0]["partialFingerprints"]
    assert moved["locations"][0]["physicalLocation"]["region"]["startLine"] == 8


def shifted(report: Report, lines: int) -> Report:
    def down(place: Place) -> Place:
        return msgspec.structs.replace(place, line=place.line + lines, end_line=place.end_line + lines)

    first, *rest = report.findings
    assert first.repair
    edits = tuple(msgspec.structs.replace(edit, place=down(edit.place)) for edit in first.repair.edits)
    repair = msgspec.structs.replace(first.repair, edits=edits)
    return msgspec.structs.replace(report, findings=(msgspec.structs.replace(first, repair=repair), *rest))


def test_sarif_tells_what_is_suppressed_why_and_what_is_new() -> None:
    results = run_of(HOSTILE)["results"]
    assert [result.get("baselineState") for result in results] == ["new", "new", "unchanged", None]
    assert [len(result["suppressions"]) for result in results] == [0, 0, 0, 1]
    [suppression] = results[-1]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("inSource", "accepted")
    assert suppression["justification"].startswith("=cmd|")
    nothing_ignored = msgspec.structs.replace(HOSTILE, ignored=())
    assert all("suppressions" not in result for result in run_of(nothing_ignored)["results"])


def test_sarif_explains_each_rule_with_its_examples() -> None:
    rules = run_of(HOSTILE)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["AUD101", "AUD103", "AUD302", "AUD903"]
    help_ = rules[0]["help"]
    assert "Fires:\n\n```text\na.md: HCPCS code J9355 is used for atezolizumab." in help_["markdown"]
    assert "Silent:\n    a.md: J9309 describes polatuzumab vedotin." in help_["text"]
    assert "[[" not in help_["text"] + help_["markdown"]


def test_sarif_is_no_success_where_a_document_was_not_read() -> None:
    [invocation] = run_of(HOSTILE)["invocations"]
    assert invocation["executionSuccessful"] is False
    assert len(invocation["toolExecutionNotifications"]) == 1  # a picture is no document
    [stale] = invocation["toolConfigurationNotifications"]
    assert (stale["associatedRule"]["id"], stale["level"]) == ("AUD903", "warning")


def test_sarif_drops_what_weighs_least_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.reports.sarif.MAX_RESULTS", 1)
    error, warning, stale = HOSTILE.findings
    run = run_of(msgspec.structs.replace(HOSTILE, findings=(warning, stale, error), skipped=()))
    assert [result["level"] for result in run["results"]] == ["error"]
    [told] = run["invocations"][0]["toolExecutionNotifications"]
    assert told["message"]["text"].startswith("3 results more")


# JUnit


def test_junit_is_read_by_a_parser_of_junit() -> None:
    suites = junitparser.JUnitXml.fromstring(render("junit").split("\n", 1)[1])
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (8, 3, 1, 2)
    cases = {case.name: case for suite in suites for case in suite}
    assert [kind.message for kind in cases["no finding: What is meant as a code is none"].result] == []
    [ignored] = [case for case in cases.values() if "c" * 16 in case.name]
    assert isinstance(ignored.result[0], junitparser.Skipped)
    assert str(ignored.result[0].message).startswith("ignored: =cmd|")


def test_junit_holds_no_element_but_its_own() -> None:
    tags = {element.tag for element in ET.fromstring(render("junit").split("\n", 1)[1]).iter()}  # noqa: S314 - our own
    assert tags == {"testsuites", "testsuite", "testcase", "failure", "error", "skipped"}


def test_junit_of_nothing_is_an_error() -> None:
    nothing = msgspec.structs.replace(without_results(), summary=msgspec.structs.replace(HOSTILE.summary, documents=0))
    assert junitparser.JUnitXml.fromstring(render("junit", nothing).split("\n", 1)[1]).errors == 1


# GitHub. Its runner, in short: a line that begins with `::name` is a command; its properties are parted by commas.


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    for line in text.splitlines():
        if line.lstrip().startswith("::"):
            head, _, message = line.lstrip()[2:].partition("::")
            name, _, properties = head.partition(" ")
            told = dict(one.split("=", 1) for one in properties.split(",") if one)
            values = {key: value.replace("%3A", ":").replace("%2C", ",") for key, value in told.items()}
            yield (
                name,
                {key: decoded(value) for key, value in values.items()},
                decoded(message),
            )


def decoded(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github_gets_a_command_a_place_and_no_other() -> None:
    found = list(commands(render("github")))
    assert [name for name, _, _ in found] == ["error", "error", "warning", "warning", "error"]
    first = found[0][1]
    assert list(first) == ["file", "line", "endLine", "col", "endColumn", "title"]
    assert (first["file"], first["line"], first["col"]) == ("docs/=a, b:c%0A <i>|`[x](y)`\\x1b\\u202e.md", "3", "21")
    assert list(found[1][1]) == ["file", "line", "endLine", "title"]  # over two lines: no columns
    assert list(found[3][1]) == ["title"]  # about no file
    assert found[4][2].startswith("=a, b:c%0A")


def test_github_output_begins_no_command_of_the_older_kind() -> None:
    assert "##[" not in render("github")


def test_github_shows_every_finding_once_before_any_twice_and_counts_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.reports.github.MOST", 1)
    text = render("github")
    assert [name for name, _, _ in commands(text)] == ["error", "warning", "error"]
    assert text.endswith("2 more places are in the report; a step shows 1 annotations of a kind.\n")


# GitLab


class CodeQualityIssue(msgspec.Struct, forbid_unknown_fields=True):
    """As GitLab documents it; the location is another tool's declaration of it."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: GitlabIssueLocation


def test_gitlab_gets_issues_of_the_shape_that_it_documents() -> None:
    issues = msgspec.json.decode(render("gitlab"), type=list[CodeQualityIssue])
    assert [issue.severity for issue in issues] == ["major", "major", "minor", "minor", "critical", "info"]
    assert issues[0].location == {"path": f"docs/{NAME}", "lines": {"begin": 3}}
    prints = [issue.fingerprint for issue in issues]
    assert len(set(prints)) == len(prints)


# CSV


def test_csv_has_a_row_for_each_place_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv"))))
    assert [row["role"] for row in rows] == [
        "primary",
        "related",
        "primary",
        "related",
        "primary",
        "primary",
        "related",
    ]
    assert [bool(row["ignored"]) for row in rows] == [False] * 5 + [True] * 2
    for row in rows:
        for value in row.values():
            assert not re.match(r"\s*[=+\-@\t\r]", value), value
    assert rows[0]["document"] == "'=a, b:c%0A <i>|`[x](y)`\\x1b\\u202e.md"
    assert rows[1]["page"] == "4"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\uff1d", "\u00a0@", "\n=", "\uff0b"])
def test_a_cell_that_would_be_a_formula_is_text(start: str) -> None:
    [finding, *_] = HOSTILE.findings
    report = msgspec.structs.replace(HOSTILE, findings=(msgspec.structs.replace(finding, message=f"{start}1+1"),))
    [row, *_] = csv.DictReader(io.StringIO(render("csv", report)))
    assert row["message"].startswith("'")


# Markdown


def tokens(text: str) -> list[Token]:
    """What a site makes of it, with HTML allowed and bare addresses linked, down to the innermost token."""
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    return [token for block in parser.parse(text) for token in (block, *(block.children or ()))]


def test_markdown_shows_hostile_text_and_no_markup_of_it() -> None:
    kinds = {token.type for token in tokens(render("markdown"))}
    assert not kinds & {"html_inline", "html_block", "link_open", "image", "s_open", "strong_open", "fence"}
    shown = "".join(token.content for token in tokens(render("markdown")) if token.type in {"text", "code_inline"})
    assert "<script>alert(1)</script>" in shown


def test_markdown_tables_keep_their_columns() -> None:
    opened = [token.type for token in tokens(render("markdown"))]
    rows = " ".join(opened).split("tr_open")[1:]
    assert {row.count("td_open") + row.count("th_open") for row in rows} == {4}
    assert len(rows) == 2 + 3  # two headers, three findings


def test_markdown_of_many_findings_is_cut_and_says_so() -> None:
    many = msgspec.structs.replace(HOSTILE, findings=(HOSTILE.findings[1],) * (LISTED + 7), ignored=())
    text = render("markdown", many)
    assert "7 more, in which less is at odds, are not listed here." in text
    assert text.count("| AUD103") == LISTED


# From the command line


def test_places_are_named_from_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "sub" / "docs"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("HCPCS code J9355 is used for atezolizumab.\n")
    (folder / "b.md").write_text("HCPCS code J9355 is used for bevacizumab.\n")
    monkeypatch.chdir(tmp_path / "sub")
    assert shown_paths("docs") == {"docs/a.md", "docs/b.md"}
    assert shown_paths(str(folder)) == {"a.md", "b.md"}  # no place outside may show in a report
    (tmp_path / ".git").mkdir()
    assert shown_paths("docs") == shown_paths(str(folder)) == {"sub/docs/a.md", "sub/docs/b.md"}


def shown_paths(path: str) -> set[str]:
    arguments = ["check", path, "--select", "AUD201", "--format", "gitlab"]
    result = CliRunner().invoke(auditor.cli.cli, arguments)
    return {issue["location"]["path"] for issue in json.loads(result.stdout)}


def test_a_document_without_a_path_goes_by_its_name() -> None:
    report = msgspec.structs.replace(HOSTILE, documents=(DocumentInfo(NAME, 1),))
    assert json.loads(render("gitlab", report))[0]["location"]["path"] == NAME


def test_the_quote_of_a_finding_is_the_context_of_its_place() -> None:
    report = msgspec.structs.replace(HOSTILE, findings=HOSTILE.findings[1:])
    [bare, *_] = run_of(report)["results"]
    place = bare["locations"][0]["physicalLocation"]
    assert place["contextRegion"]["snippet"]["text"] == TEXT
    assert place["region"]["snippet"]["text"] == TEXT[20:26]


def test_a_place_outside_what_the_finding_quotes_shows_what_the_edit_does() -> None:
    [finding, *_] = HOSTILE.findings
    assert finding.repair
    first, far = finding.repair.edits
    edit = msgspec.structs.replace(far, quote="J9355 here")
    repair = msgspec.structs.replace(finding.repair, edits=(first, edit))
    report = msgspec.structs.replace(HOSTILE, findings=(msgspec.structs.replace(finding, repair=repair),))
    _, place = (result["locations"][0]["physicalLocation"] for result in run_of(report)["results"][:2])
    assert place["region"]["snippet"]["text"] == "J9355 here"
    assert "contextRegion" not in place


# Files without lines


@pytest.fixture(scope="module")
def without_lines() -> Report:
    """A conflict between a page of a PDF and a post of an export, each hostile in its words, and a document with lines."""
    conflict, *_ = findings(says("policy.pdf", "J9355", "atezolizumab", line=3), says("a.md", "J9355", "bevacizumab"))
    by_name = {one.document: one for one in (conflict.primary, *conflict.related)}
    primary = msgspec.structs.replace(by_name["policy.pdf"], page=7, quote=TEXT)
    post = msgspec.structs.replace(by_name["policy.pdf"], document="site.xml#12")
    place = primary.place
    repair = Repair(
        (Edit("policy.pdf", place, "J9022", "J9355"), Edit("site.xml#12", place, "J9022", "J9355")), "why", "write"
    )
    finding = msgspec.structs.replace(conflict, primary=primary, related=(by_name["a.md"], post), repair=repair)
    documents = (
        DocumentInfo("a.md", 1),
        DocumentInfo("policy.pdf", 1, "x/policy.pdf", False),
        DocumentInfo("site.xml#12", 1, "x/site.xml", False),
    )
    return msgspec.structs.replace(HOSTILE, findings=(finding,), ignored=(), skipped=(), documents=documents)


def test_sarif_makes_up_no_lines_of_a_file_that_has_none(without_lines: Report) -> None:
    pdf, post = run_of(without_lines)["results"]
    [location] = pdf["locations"]
    assert location == {
        "physicalLocation": {"artifactLocation": {"uri": "x/policy.pdf"}},
        "logicalLocations": [{"name": "page 7", "fullyQualifiedName": "policy.pdf, page 7", "kind": "page"}],
    }
    assert "It says (page 7): “=cmd|" in pdf["message"]["text"]
    assert post["locations"][0]["physicalLocation"] == {"artifactLocation": {"uri": "x/site.xml"}}
    assert post["locations"][0]["logicalLocations"][0]["name"] == "12"
    assert "fixes" not in pdf
    assert "fixes" not in post


def test_sarif_still_shows_the_lines_of_the_other_sides(without_lines: Report) -> None:
    pdf, post = run_of(without_lines)["results"]
    by_uri = {one["physicalLocation"]["artifactLocation"]["uri"]: one for one in pdf["relatedLocations"]}
    assert "region" in by_uri["a.md"]["physicalLocation"]
    assert "region" not in by_uri["x/site.xml"]["physicalLocation"]
    assert re.search(r"See \[a\.md:1\]\(\d\)|; \[a\.md:1\]\(\d\)", pdf["message"]["text"])
    assert "[policy.pdf, page 7](" in post["message"]["text"]


def test_sarif_fingerprints_of_a_page_are_as_of_any_other_place(without_lines: Report) -> None:
    hashes = [one["partialFingerprints"]["primaryLocationLineHash"] for one in run_of(without_lines)["results"]]
    assert len(set(hashes)) == 2


def test_github_annotates_a_file_without_lines_as_a_whole(without_lines: Report) -> None:
    pdf, post = render("github", without_lines).splitlines()
    assert re.match(r"::error file=x/policy\.pdf,title=AUD101 code-drug-conflict::", pdf)
    assert re.match(r"::error file=x/site\.xml,title=AUD101 code-drug-conflict::", post)
    assert "It says (page 7): “" in pdf
    assert "%0Apolicy.pdf, page 7 " in post


def test_gitlab_gets_the_first_line_for_the_whole_file(without_lines: Report) -> None:
    pdf, post = json.loads(render("gitlab", without_lines))
    assert pdf["location"] == {"path": "x/policy.pdf", "lines": {"begin": 1}}
    assert post["location"]["path"] == "x/site.xml"
    assert "It says (page 7): “" in pdf["description"]


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab"])
def test_no_document_speaks_through_what_is_quoted_of_a_page(name: str, without_lines: Report) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u2066]", render(name, without_lines))


def test_what_is_read_of_a_pdf_or_an_export_is_known_to_have_no_lines(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"id": "12", "text": "J9355 is atezolizumab."}\n')
    (tmp_path / "a.md").write_text("J9355 is bevacizumab.\n")
    report = auditor.audit(tmp_path)
    assert {one.name: one.has_lines for one in report.documents} == {"a.md": True, "rows.jsonl#12": False}
    assert any("region" not in one["locations"][0]["physicalLocation"] for one in run_of(report)["results"])


def test_what_lies_in_an_archive_has_no_lines_that_a_site_could_show() -> None:
    assert not is_text("policies.zip!/a.md", ".zip")
    assert [is_text(name, name[-3:]) for name in ("a.md", "b.xy")] == [True, True]
