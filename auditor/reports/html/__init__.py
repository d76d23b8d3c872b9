"""The report for people: pages to read, search, print, sign and hand on. They need no network, no server and no other file."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from auditor.model.findings import Report
from auditor.reports.html.addresses import FOLDER
from auditor.reports.html.book import Page
from auditor.reports.html.fitting import fitted_file, fitted_folder
from auditor.reports.html.scale import Room
from auditor.reports.html.words import SIGNS, VERDICTS

if TYPE_CHECKING:
    import jinja2

STYLE = f"{FOLDER}style.css"
ROOM = Room()


def render(report: Report, room: Room = ROOM) -> str:
    """Everything in one page, to mail: no larger than there is room for."""
    return fitted_file(report, room, _render)


def render_folder(report: Report, room: Room = ROOM) -> Mapping[str, str]:
    """The text of every file of a folder, by its path in it, none larger than there is room for; `index.html` is where to begin."""
    return {STYLE: _file("report.css"), **fitted_folder(report, room, _render)}


def _render(page: Page) -> str:
    style, script = _file("report.css"), _file("report.js")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(page=page, style=style, script=script, policy=policy(page), signs=SIGNS, verdicts=VERDICTS)
        + "\n"
    )


def policy(page: Page) -> str:
    """What the page may load and run: its own style and, where it has one, its own script, named by hash. Nothing else.

    A style sheet beside the page comes from the same server, or from the same disk.
    """
    style = "'self' file:" if page.style else _hash(_file("report.css"))
    script = f"; script-src {_hash(_file('report.js'))}" if page.script else ""
    return f"default-src 'none'; style-src {style}{script}; base-uri 'none'; form-action 'none'"


@cache
def _environment() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415 - only this report needs it, and it is slow to load

    return jinja2.Environment(
        loader=jinja2.PackageLoader("auditor.reports.html"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _file(name: str) -> str:
    return resources.files("auditor.reports.html").joinpath(name).read_text(encoding="utf-8")
