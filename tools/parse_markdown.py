"""The measure of a cold audit: markdown-it parses the same files with as many processes, and nothing else is done.

python tools/parse_markdown.py FOLDER JOBS
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from markdown_it import MarkdownIt

CHUNK = 32


@cache
def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def parsed(path: Path) -> int:
    return len(parser().parse(path.read_text(encoding="utf-8")))


def main() -> None:
    given = [Path(name) for name in sys.argv[2:]]
    paths = sorted(path for one in given for path in (one.rglob("*.md") if one.is_dir() else [one]))
    with ProcessPoolExecutor(int(sys.argv[1]), mp_context=get_context("spawn")) as pool:
        print(sum(pool.map(parsed, paths, chunksize=CHUNK)), "tokens")


if __name__ == "__main__":
    main()
