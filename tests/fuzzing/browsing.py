"""Reports of hostile documents, opened in the system's Chromium: nothing runs, nothing is fetched, and the text is there to read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Dialog, Page, sync_playwright

from auditor.reports.html import render
from auditor.reports.visible import visible
from tests.browser import launch, window
from tests.fuzzing.targets import hostile_report

_LOOK = """() => [
    window.ran ?? null,
    [...document.querySelectorAll("img, iframe, object, embed, form, base, svg *[onload], [onerror], [onload], [onfocus], [autofocus]")].length,
]"""
# The documents' texts as they stand on the page, without the numbers of the marks.
_READ = """() => [...document.querySelectorAll(".source")].map((source) => {
    const text = source.cloneNode(true);
    text.querySelectorAll("sup").forEach((number) => number.remove());
    return text.textContent;
}).join("\\n")"""


def strange_inputs(inputs: Sequence[Path]) -> list[tuple[Path, str]]:
    """The inputs whose report does more than be read, each with what it does."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        page = window(browser).new_page()
        said: list[str] = []

        def refuse(dialog: Dialog) -> None:
            said.append(f"a dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", refuse)
        page.on("console", lambda message: said.append(f"on the console: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"an error: {error}"))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
        found = []
        for path in inputs:
            said.clear()
            said += _strange(page, path.read_bytes(), Path(folder) / "report.html")
            if said:
                found.append((path, "; ".join(said)))
        browser.close()
    return found


def _strange(page: Page, data: bytes, file: Path) -> Iterator[str]:
    report = hostile_report(data)
    file.write_text(render(report), encoding="utf-8")
    page.goto(file.as_uri())
    ran, elements = page.evaluate(_LOOK)
    if ran is not None:
        yield f"a script ran: {ran}"
    if elements:
        yield f"{elements} elements that no report has"
    shown = _folded(page.evaluate(_READ))
    for document in report.documents:
        for line in document.text.splitlines():
            if _folded(visible(line)) not in shown:
                yield f"text of {document.name!r} is not shown: {line[:60]!r}"


def _folded(text: str) -> str:
    """Without white space: the page folds it."""
    return "".join(text.split())
