"""How much of a document survives its printing? What we read in a PDF against what we read in its source.

    python tools/pdf_accuracy.py FOLDER... [--style ruled,unruled,columns] [--keep FOLDER] [--misses]

Each document of the folders (Markdown, HTML, text) is printed by a headless Chromium, once in each style: with ruled
tables, with tables that only their alignment shows, and in two columns. What is compared are the claims that both
make: kind, subject, object and polarity, each as often as it is made. `--keep` keeps the PDF files, and takes those
that are already there.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from auditor.extraction import extract
from auditor.loading import discover, load, load_all
from auditor.model.assertions import Assertion
from auditor.model.source import Document
from auditor.readers import parse

_BASE: Final = "body{font:10pt Arial,sans-serif} td,th{padding:3px 8px;vertical-align:top;text-align:left}"
STYLES: Final = {
    "ruled": f"{_BASE} table{{border-collapse:collapse}} td,th{{border:1px solid #444}}",
    "unruled": f"{_BASE} td,th,table{{border:none}}",
    "columns": f"{_BASE} body{{columns:2;column-gap:30px;font-size:9pt;text-align:justify}} "
    "table{column-span:all;border-collapse:collapse} td,th{border-bottom:1px solid #999}",
}
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")

Claims = Counter[tuple[str, str, str, str]]


def main() -> int:
    """Print, read, compare. Returns 2 where there is no browser to print with."""
    arguments = _arguments()
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if not browser:
        print("no Chromium on the PATH; install one to print documents with", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        keep = Path(arguments.keep or scratch)
        for style in arguments.style.split(","):
            _measure(style, [Path(folder) for folder in arguments.folders], keep, browser, misses=arguments.misses)
    return 0


def _measure(style: str, folders: list[Path], keep: Path, browser: str, *, misses: bool) -> None:
    both, said, read, seconds = 0, 0, 0, 0.0
    for document in _documents(folders):
        if document.media == "text" and style == "columns":
            continue  # lines of a fixed width would run over the column beside them
        printed = keep / style / f"{Path(document.name).name}.pdf"
        if not printed.exists():
            _print(document, style, printed, browser)
        source = claims(document)
        started = time.perf_counter()
        seen = [one for source_ in discover([printed])[0] for one in load_all(source_)]
        found = sum((claims(one) for one in seen if isinstance(one, Document)), Claims())
        seconds += time.perf_counter() - started
        both += (source & found).total()
        said += source.total()
        read += found.total()
        if misses and source != found:
            lost, invented = source - found, found - source
            print(
                f"{style} {document.name}: {said and (source & found).total()} of {source.total()}, {invented.total()} more"
            )
            for sign, claims_ in (("-", lost), ("+", invented)):
                for claim, number in sorted(claims_.items())[:misses]:
                    print(f"    {sign} {number} {' | '.join(claim)}")
    print(
        f"{style:8} recall {both / max(said, 1):.4f}  precision {both / max(read, 1):.4f}  "
        f"{both} of {said} claims, {read} read, {seconds:.1f} s"
    )


def claims(document: Document) -> Claims:
    """What a document claims, each claim as often as it is made."""
    return Claims(map(_claim, extract(parse(document)).assertions))


def _claim(said: Assertion) -> tuple[str, str, str, str]:
    return said.kind, said.subject, said.object, said.polarity


def _documents(folders: list[Path]) -> Iterator[Document]:
    for source in discover(folders)[0]:
        loaded = load(source)
        if isinstance(loaded, Document):
            yield loaded


def _print(document: Document, style: str, target: Path, browser: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        page = Path(scratch) / "page.html"
        page.write_text(_page(document, style), encoding="utf-8")
        flags = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch}/profile"]
        command = [browser, *flags, f"--print-to-pdf={target.absolute()}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own page


def _page(document: Document, style: str) -> str:
    if document.media == "markdown":
        body = MarkdownIt("commonmark", {"html": True}).enable("table").render(document.text)
    elif document.media == "html":
        body = document.text
    else:
        body = f"<pre style='font-size:9pt'>{escape(document.text)}</pre>"
    return f"<!DOCTYPE html><meta charset=utf-8><style>{STYLES[style]}</style>{body}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--style", default=",".join(STYLES), help="which styles, with commas")
    parser.add_argument("--keep", help="where the printed files are kept")
    parser.add_argument(
        "--misses", type=int, default=0, metavar="N", help="show up to N of the claims lost and won in each"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
