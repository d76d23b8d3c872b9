"""Checks a site as it was built: every link and anchor leads somewhere inside it, and nothing is loaded from elsewhere.

python tools/check_site.py site
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

LOADED: Final = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("link", "href")}
KNOWN: Final = {"canonical", "next", "prev"}  # links of a head that nothing is loaded by
IN_STYLE: Final = re.compile(r"url\(\s*[\"']?(https?:|//)[^)]*\)|@import\s+[\"']?(https?:|//)")


class _Page(HTMLParser):
    """The links, the loads and the anchors of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.anchors |= {given[name] for name in ("id", "name") if name in given}
        for name in ("href", "src"):
            if (tag, name) in LOADED and name in given and given.get("rel") not in KNOWN:
                self.loads.append(given[name])
            elif name in given:
                self.links.append(given[name])


def problems(site: Path) -> Iterator[str]:
    """What is wrong, each with the page that has it."""
    pages = {path.resolve(): _Page(path.read_text(encoding="utf-8")) for path in sorted(site.resolve().rglob("*.html"))}
    if not pages:
        yield f"{site}: there are no pages; mkdocs build makes them"
    for path, page in pages.items():
        name = path.relative_to(site.resolve()).as_posix()
        for load in page.loads:
            if urlsplit(load).scheme in {"http", "https"} or load.startswith("//"):
                yield f"{name}: loads {load} from elsewhere"
        for link in [*page.links, *page.loads]:
            wrong = _leads(link, path, pages)
            if wrong:
                yield f"{name}: {link} {wrong}"
    for path in sorted(site.rglob("*.css")):
        found = IN_STYLE.search(path.read_text(encoding="utf-8"))
        if found:
            yield f"{path.relative_to(site).as_posix()}: loads {found[0]} from elsewhere"


def _leads(link: str, here: Path, pages: dict[Path, _Page]) -> str:
    """What is wrong with a link; "" where it leads to something, or out of the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return (
            "" if parts.scheme in {"", "http", "https", "mailto", "data"} else "is of no kind that a page should have"
        )
    target = (here.parent / unquote(parts.path)).resolve() if parts.path else here.resolve()
    if not target.exists():
        return "leads nowhere"
    if parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
        return "leads to no anchor"
    return ""


def main() -> int:
    """Print what is wrong; 1 where anything is."""
    found = list(problems(Path(sys.argv[1])))
    print("\n".join(found) or f"every link of {sys.argv[1]} leads somewhere, and nothing is loaded from elsewhere")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
