"""How large the HTML report of a large corpus is, and how fast Chromium shows, filters and searches it on this machine.

    python tools/report_scale.py [FINDINGS [DOCUMENTS]]

The corpus is made up, and audited as any other: each document says what a few codes are, some of it wrongly. Of the findings
the first so many are kept. It is written to a temporary folder, or with --keep FOLDER to one that stays.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from unittest.mock import patch

import msgspec
from playwright.sync_api import Page, sync_playwright

from auditor.auditing import audit, documents_in
from auditor.cli.output import folder_files
from auditor.model.findings import Edit, Finding, Repair, Report
from auditor.model.source import Document
from auditor.reference.files import embedded
from auditor.reports.html import render
from tests.browser import launch

WRONG: Final = 8  # one statement in so many
SAID: Final = 5  # statements of a document
FILLER: Final = "Keep the invoice with the claim, and write the lot number on the record before the file is closed. "


def main() -> int:
    """Make the report, write it, and measure it."""
    asked = _arguments()
    start = time.perf_counter()
    report = large_report(asked.findings, asked.documents)
    print(f"{len(report.findings):,} findings in {report.summary.documents:,} documents, {since(start)}")
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(asked.keep or kept)
        start = time.perf_counter()
        files = folder_files("html", report)
        print(f"rendered in {since(start)}")
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        sizes = {name: (folder / name).stat().st_size for name in files}
        largest = max(sizes, key=lambda name: sizes[name])
        print(
            f"{len(files):,} files, {megabytes(sum(sizes.values()))}; the largest is {largest}, {megabytes(sizes[largest])}"
        )
        print(
            f"index.html {megabytes(sizes['index.html'])}; as one file to mail {megabytes(len(render(report).encode()))}"
        )
        browse(folder / "index.html")
    return 0


def large_report(findings: int, documents: int) -> Report:
    """The report of a corpus that is made up, cut to so many findings.

    Each finding has a repair, its simplest: to search the best one for so many takes longer than all the rest.
    """
    with patch("auditor.auditing.mended", simply_mended):
        report = documents_in(audit([], reference=embedded(), texts=texts(documents), keep_texts=True))
    kept = report.findings[:findings]
    counts = {name: sum(one.severity == name for one in kept) for name in ("error", "warning", "note")}
    summary = msgspec.structs.replace(report.summary, findings=len(kept), **counts)
    return msgspec.structs.replace(report, findings=kept, summary=summary)


def simply_mended(found: Iterable[Finding], *_: object) -> list[Finding]:
    return [msgspec.structs.replace(one, repair=_repair(one)) for one in found]


def _repair(finding: Finding) -> Repair | None:
    place = finding.primary.focus
    if place is None or not finding.expected:
        return None
    edit = Edit(finding.primary.document, place, finding.expected, finding.values[0].value)
    return Repair((edit,), finding.values[0].reason, f"write {finding.expected} for {finding.values[0].value}")


def texts(number: int) -> list[Document]:
    """Documents that mostly say what the reference says, and now and then what it says of another code."""
    chance = random.Random(1)  # noqa: S311 - no secret
    entries = [
        one for group in embedded().entries.values() for one in group if one.kind == "specific" and not one.valid_to
    ]
    made = []
    for at in range(number):
        lines = [f"# Billing note {at}", "", FILLER * 3, ""]
        for entry in chance.sample(entries, SAID):
            drug = chance.choice(entries).drug if chance.randrange(WRONG) == 0 else entry.drug
            unit = f", {entry.unit} per unit" if entry.unit else ""
            lines += [f"{entry.code} is {drug}{unit}.", FILLER]
        made.append(Document(f"notes/{at // 100:03}/billing-note-{at:05}.md", "markdown", "\n".join(lines)))
    return made


def browse(index: Path) -> None:
    """Open the first page and use it."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        start = time.perf_counter()
        page.goto(index.as_uri())
        page.locator("#filters").wait_for()
        print(f"the first page can be used after {since(start)}; {page.locator('#count').inner_text()}")
        for field, value in (
            ("severity", "error"),
            ("group", "cluster"),
            ("sort", "subject"),
            ("q", "note-00042"),
            ("q", ""),
        ):
            print(f"{field} = {value!r}: {filtered(page, field, value):.0f} ms; {page.locator('#count').inner_text()}")
        browser.close()


def filtered(page: Page, field: str, value: str) -> float:
    """Milliseconds from a choice to the next frame that shows what fits it."""
    return float(
        page.evaluate(
            """([id, value]) => new Promise((done) => {
                const field = document.getElementById(id), start = performance.now();
                new MutationObserver((_, watch) => {
                    watch.disconnect();
                    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
                }).observe(document.getElementById("rows"), { childList: true });
                field.value = value;
                field.dispatchEvent(new Event("input"));
            })""",
            [field, value],
        )
    )


def since(start: float) -> str:
    return f"{time.perf_counter() - start:.2f} s"


def megabytes(size: int) -> str:
    return f"{size / 1e6:.2f} MB"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("findings", nargs="?", type=int, default=10_000)
    parser.add_argument("documents", nargs="?", type=int, default=20_000)
    parser.add_argument("--keep", metavar="FOLDER", help="where to write the report")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
