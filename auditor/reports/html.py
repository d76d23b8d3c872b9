"""The report as a page to read, print and hand on. It needs no script, no network and no other file."""

from __future__ import annotations

from importlib import resources

from auditor.model.findings import Report
from auditor.reports.page import page


def render(report: Report) -> str:
    """The page."""
    import jinja2  # noqa: PLC0415 - only this report needs it, and it is slow to load

    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = resources.files("auditor.reports").joinpath("report.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(page=page(report)) + "\n"
