"""The reports. Each is a plain function from a report to text; the table of formats is typed by hand."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from auditor.model.findings import Report
from auditor.reports import as_json, concise, html, text


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
    "html": Format(html.render, "a folder with a page to read, print and hand on", file="index.html"),
}
