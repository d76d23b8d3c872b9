"""The reports. Each is a plain function from a report to text; the table of formats is typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from auditor.model.findings import Report
from auditor.reports import as_json, concise, github, gitlab, junit, markdown, sarif, table, text


class Format(msgspec.Struct, frozen=True):
    """One way to write a report.

    With a `folder`, which gives the text of each file by its path, it has no place on standard output: the destination is a
    folder, or one file if its name ends like one (`suffixes`). `in_full`: it shows the documents themselves.
    """

    render: Callable[[Report], str]
    says: str
    folder: Callable[[Report], Mapping[str, str]] | None = None
    suffixes: tuple[str, ...] = ()
    in_full: bool = False
    parts: Callable[[Report], Iterator[bytes]] | None = (
        None  # the same as `render`, piece by piece, for reports larger than memory
    )


def _page(report: Report) -> str:
    from auditor.reports.html import render  # noqa: PLC0415 - as large as all others together

    return render(report)


def _pages(report: Report) -> Mapping[str, str]:
    from auditor.reports.html import render_folder  # noqa: PLC0415 - see above

    return render_folder(report)


FORMATS: dict[str, Format] = {
    "text": Format(text.render, "for a terminal: both sides quoted, the difference underlined", parts=text.parts),
    "concise": Format(concise.render, "one line per finding: file:line:column: rule message", parts=concise.parts),
    "json": Format(as_json.render, "the whole report as one object", parts=as_json.parts),
    "jsonl": Format(as_json.render_lines, "one finding per line", parts=as_json.line_parts),
    "sarif": Format(sarif.render, "SARIF 2.1.0 for code-scanning sites and editors", parts=sarif.parts),
    "junit": Format(junit.render, "JUnit XML: a suite for each rule, a failure for each finding", parts=junit.parts),
    "github": Format(github.render, "annotations of a GitHub workflow, to standard output"),
    "gitlab": Format(gitlab.render, "a Code Quality report for GitLab", parts=gitlab.parts),
    "csv": Format(table.render, "a row for each place, safe to open in a spreadsheet", parts=table.parts),
    "markdown": Format(markdown.render, "for the summary of a pipeline's step, or a comment"),
    "html": Format(
        _page,
        "pages to read, search, print and sign: a folder, or with a name that ends in .html one file to mail",
        folder=_pages,
        suffixes=(".html", ".htm"),
        in_full=True,
    ),
}
