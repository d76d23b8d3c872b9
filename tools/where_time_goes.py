"""Where does an audit's time go? By stage, and inside reading by module; and what the command line loads before it starts.

    python tools/where_time_goes.py                 1,000 made-up articles
    python tools/where_time_goes.py 200 --write     of so many, kept in docs/benchmarks.md

Stages are timed in this process, one after the other, in processor time. The profile by module is a second run, slower by the
profiler itself: its shares count, not its seconds.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any, Final

from articles import Corpus
from benchmark_page import keep, stamp, table
from markdown_it import MarkdownIt
from measuring import environment, taken

from auditor.auditing import audit, cross_reference
from auditor.extraction import extract
from auditor.lexicon.names import load_names
from auditor.loading import Source, load_all
from auditor.model.source import Document
from auditor.readers import parse
from auditor.reading.coding import decode, encode
from auditor.reading.file import Said
from auditor.reference.authority import authority
from auditor.reference.files import embedded
from auditor.repair.mending import mended
from auditor.reports import FORMATS
from auditor.rules import RULES

ROOT: Final = Path(__file__).resolve().parents[1]
HEADING: Final = "Where the time goes"
START: Final = "Start"
MODULES: Final = 12
STARTS: Final = 11
FIVE: Final = ("biller-faq.md", "checkpoint-policy.md", "j9322-profile.md", "j9371-overview.md", "trastuzumab-note.md")


class Stages:
    """Work that is timed one after the other, in processor time."""

    def __init__(self, documents: int) -> None:
        self.documents = documents
        self.taken: dict[str, float] = {}

    def time(self, name: str, work: Callable[[], Any]) -> Any:
        begun = process_time()
        result = work()
        self.taken[name] = process_time() - begun
        return result

    def table(self) -> str:
        base = self.taken["markdown-it"]
        whole = sum(self.taken.values()) - base
        rows = [
            (
                name,
                f"{took / self.documents * 1000:.2f}",
                f"{took / base:.2f}",
                "" if name == "markdown-it" else f"{took / whole:.0%}",
            )
            for name, took in self.taken.items()
        ]
        rows.append(("all but markdown-it", f"{whole / self.documents * 1000:.2f}", f"{whole / base:.2f}", ""))
        return table(("stage", "ms a document", "of markdown-it", "share"), rows)


def stages(count: int) -> str:
    """Every stage of an audit of so many articles."""
    names, reference = load_names(), embedded()
    judge = authority(reference)
    extract(parse(Document("first.md", "markdown", "J9271 is pembrolizumab.")), names)  # builds the vocabulary
    with tempfile.TemporaryDirectory() as folder:
        sources = []
        for article in Corpus().articles(count):
            path = Path(folder, Path(article.name).name)
            path.write_text(article.text, encoding="utf-8")
            sources.append(Source(path, article.name))
        timed = Stages(count)
        markdown = MarkdownIt("commonmark").enable("table")
        texts = [source.path.read_text(encoding="utf-8") for source in sources]
        timed.time("markdown-it", lambda: [markdown.parse(text) for text in texts])
        documents = timed.time("loading", lambda: [one for source in sources for one in load_all(source)])
    parsed = timed.time("reading: blocks", lambda: [parse(one) for one in documents])
    found = timed.time("extraction", lambda: [extract(one, names) for one in parsed])
    said = [(Said(one.document, "", one),) for one in found]
    packed = timed.time("to the main process: packing", lambda: [encode(one) for one in said])
    timed.time("to the main process: unpacking", lambda: [decode(one) for one in packed])
    graph = timed.time("graph", lambda: cross_reference(found, names))
    findings = timed.time("rules", lambda: [one for rule in RULES for one in rule.check(graph, judge)])
    timed.time("repairs", lambda: list(mended(findings, graph, judge)))
    report = audit([], texts=documents[:1]).report
    whole = type(report)(
        **{**{name: getattr(report, name) for name in report.__struct_fields__}, "findings": tuple(findings)}
    )
    timed.time("report, json", lambda: FORMATS["json"].render(whole))
    return timed.table()


def modules(count: int) -> str:
    """The modules in which reading spends its time, libraries under their own names."""
    documents = [Document(one.name, "markdown", one.text) for one in Corpus().articles(count)]
    profile = cProfile.Profile()
    profile.runcall(lambda: [extract(parse(one)) for one in documents])
    spent: Counter[str] = Counter()
    for (file, _, function), (_, _, own, _, _) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        spent[_module(file, function)] += own
    whole = sum(spent.values())
    return table(
        ("module", "share of reading"), [(name, f"{took / whole:.0%}") for name, took in spent.most_common(MODULES)]
    )


def _module(file: str, function: str) -> str:
    if (found := re.search(r"auditor/(.+)\.py$", file)) is not None:
        return f"auditor/{found[1]}"
    if (found := re.search(r"site-packages/([^/]+)", file)) is not None:
        return found[1]
    if "ahocorasick" in function.lower():
        return "ahocorasick_rs"
    return "regular expressions" if "re.Pattern" in function or "re.Match" in function else "Python's own"


def start() -> str:
    """What a command takes before and beside its work: whole processes, compiled modules at hand."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "auditor.toml").touch()
        own = environment(PYTHONPATH=str(ROOT))
        python = (sys.executable, "-m", "auditor")
        files = [str(ROOT / "corpus" / "docs" / name) for name in FIVE]
        for name, command, bar in (
            ("`python -c pass`", (sys.executable, "-c", "pass"), ""),
            ("`auditor --version`", (*python, "--version"), "0.2"),
            ("`auditor check` of five files, nothing kept", (*python, "check", *files, "--no-cache"), "0.6"),
            ("`auditor check` of five files, again", (*python, "check", *files), "0.6"),
        ):
            runs = [taken(command, Path(folder), own) for _ in range(STARTS)][1:]
            seconds, processor = (
                statistics.median(figures) for figures in zip(*[(r.seconds, r.processor) for r in runs], strict=True)
            )
            rows.append((name, f"{seconds:.2f}", f"{min(one.seconds for one in runs):.2f}", f"{processor:.2f}", bar))
        loaded = taken((sys.executable, "-X", "importtime", "-c", "import auditor.cli.check"), Path(folder), own).errors
    return (
        table(("whole process", "median, s", "fastest, s", "processor, s", "bar, s"), rows) + "\n\n" + _imports(loaded)
    )


def _imports(log: str) -> str:
    """What is loaded for `check`, by package: each module's own time."""
    spent: Counter[str] = Counter()
    for own, name in re.findall(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", log, re.MULTILINE):
        parts = name.split(".")
        spent[".".join(parts[:2]) if parts[0] == "auditor" else parts[0]] += int(own)
    whole = sum(spent.values())
    rows = [(name, f"{took / 1000:.0f}", f"{took / whole:.0%}") for name, took in spent.most_common(MODULES)]
    return table(("loaded for `auditor check`", "ms, timing included", "share"), rows)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("documents", type=int, nargs="?", default=1_000)
    arguments.add_argument("--write", action="store_true", help="keep the figures in docs/benchmarks.md")
    chosen = arguments.parse_args()
    goes = f"{stamp()} {chosen.documents:,} articles of tools/articles.py, one process, processor time.\n\n{stages(chosen.documents)}\n\n{modules(min(chosen.documents, 200))}"
    starts = f"{stamp()}\n\n{start()}"
    for heading, text in ((HEADING, goes), (START, starts)):
        print(f"## {heading}\n\n{text}\n")
        if chosen.write:
            keep(heading, text)


if __name__ == "__main__":
    main()
