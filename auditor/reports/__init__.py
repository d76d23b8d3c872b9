"""The reports. Each is a plain function from a report to text; the table of formats is typed by hand."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from auditor.model.findings import Report
from auditor.reports import as_json, concise, github, gitlab, html, junit, markdown, sarif, table, text


class Format(msgspec.Struct, frozen=True):
    """One way to write a report. With a `file`, the destination is a folder that holds the report under that name."""

    render: Callable[[Report], str]
    says: str
    file: str = ""


FORMATS: dict[str, Format] = {
    "text": Format(text.render, "for a terminal: both sides quoted, the difference underlined"),
    "concise": Format(concise.render, "one line per finding: file:line:column: rule message"),
    "json": Format(as_json.render, "the whole report as one object"),
    "jsonl": Format(as_json.render_lines, "one finding per line"),
    "sarif": Format(sarif.render, "SARIF 2.1.0 for code-scanning sites and editors"),
    "junit": Format(junit.render, "JUnit XML: a suite for each rule, a failure for each finding"),
    "github": Format(github.render, "annotations of a GitHub workflow, to standard output"),
    "gitlab": Format(gitlab.render, "a Code Quality report for GitLab"),
    "csv": Format(table.render, "a row for each place, safe to open in a spreadsheet"),
    "markdown": Format(markdown.render, "for the summary of a pipeline's step, or a comment"),
    "html": Format(html.render, "a folder with a page to read, print and hand on", file="index.html"),
}
