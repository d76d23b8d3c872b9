"""How an audit grows with its corpus: time, memory and truth, against markdown-it and git on the same files, in one run.

    make benchmark                                  1,000 and 10,000 and 100,000 articles, and all other measures
    make benchmark SIZES="1000 10000"               only these
    python tools/at_scale.py 1000 --write           only this measure, kept in docs/benchmarks.md

The corpora are made once, below .benchmark, from a seed (tools/articles.py); what is wrong in them is known. Each is audited cold,
again with nothing changed, and again with one file changed. Processor time counts where other programs may be running: of it
are the figures for each document. No test reads these figures, because no two machines agree on them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final, NamedTuple

from articles import Corpus, Owed, write
from benchmark_page import keep, stamp, table
from measuring import Taken, environment, taken

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / ".benchmark"
SIZES: Final = (1_000, 10_000, 100_000)
MILLION: Final = 1_000_000  # on request: 6 GB of articles, and hours
HEADING: Final = "At scale"
SETTLED: Final = 2.5  # seconds after which a file that was just written is believed by its times, as by git
ROUNDS: Final = 3  # of what is quick; the median counts
SEED: Final = 1
ADDED: Final = "\nJ9271 describes pembrolizumab.\n"
# Git asks its user for a name; nothing of this machine's user may count.
GIT: Final = ("git", "-c", "user.name=benchmark", "-c", "user.email=benchmark@example.org", "-c", "gc.auto=0")


class Truth(NamedTuple):
    """The findings that were owed, and how the audit's differ: contradictions, not notes on who covers what."""

    owed: int
    missing: int
    others: int
    first: str = ""  # of those that differ, for whoever has to mend it


class Figures(NamedTuple):
    """What one size took."""

    documents: int
    megabytes: float
    cold: Taken
    parsing: Taken
    unchanged: float
    changed: float
    git: float
    truth: Truth

    @property
    def each(self) -> float:
        """Processor milliseconds for a document, cold."""
        return self.cold.processor / self.documents * 1000


def corpus(size: int) -> tuple[Path, list[Owed]]:
    """The folder of a corpus, made if it is not there, under git; and the findings that it owes."""
    folder, planted = FOLDER / f"corpus-{size}-{SEED}", FOLDER / f"corpus-{size}-{SEED}.jsonl"
    if not planted.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        owed = write(Corpus(SEED), size, folder)
        for step in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "articles")):
            subprocess.run([*GIT, *step], cwd=folder, check=True)  # noqa: S603 - our own words
        lines = (json.dumps({**one._asdict(), "wrong": {v: sorted(d) for v, d in one.wrong.items()}}) for one in owed)
        planted.write_text("".join(f"{line}\n" for line in lines))
    listed = [json.loads(line) for line in planted.read_text().splitlines()]
    return folder, [Owed(one["rule"], one["subject"], _sets(one["wrong"])) for one in listed]


def _sets(wrong: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    return {value: frozenset(documents) for value, documents in wrong.items()}


def measure(size: int, jobs: int) -> Figures:
    """One size, cold, unchanged and with one file changed."""
    folder, owed = corpus(size)
    work = FOLDER / f"work-{size}"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    (work / "auditor.toml").touch()  # so that the run keeps its cache here
    report = work / "report.json"
    words = ("check", str(folder), "--format", f"json={report}", "--jobs", str(jobs), "--fail-on", "never")
    command = (sys.executable, "-m", "auditor", *words)
    own = environment(PYTHONPATH=str(ROOT))
    time.sleep(SETTLED)
    parsing = _sound(
        taken((sys.executable, str(ROOT / "tools" / "parse_markdown.py"), str(jobs), str(folder)), work, own)
    )
    cold = _sound(taken(command, work, own))
    truth = compared(owed, json.loads(report.read_bytes()))
    unchanged = _seconds(command, work, own)
    git = _seconds((*GIT, "status", "--short"), folder, own)
    one = folder / "part-0000" / "article-0000000.md"
    before = one.read_bytes()
    try:
        one.write_bytes(before + ADDED.encode())
        changed = _sound(taken(command, work, own)).seconds
    finally:
        one.write_bytes(before)
    megabytes = sum(path.stat().st_size for path in folder.rglob("*.md")) / 1e6
    return Figures(size, megabytes, cold, parsing, unchanged, changed, git, truth)


def _seconds(command: Sequence[str], folder: Path, own: Mapping[str, str]) -> float:
    return median(_sound(taken(command, folder, own)).seconds for _ in range(ROUNDS))


def _sound(run: Taken) -> Taken:
    if run.code:
        raise SystemExit(f"a measured command ended with {run.code}:\n{run.errors}")
    return run


def compared(owed: Sequence[Owed], report: Mapping[str, Any]) -> Truth:
    """What the report finds against what it owes; a wrong value counts with all documents that have it, or not at all."""
    wanted = {_key(one.rule, one.subject, one.wrong) for one in owed}
    found = {
        _key(
            one["rule"],
            one["subject"],
            {each["value"]: frozenset(each["documents"]) for each in one["values"] if each["verdict"] != "confirmed"},
        )
        for one in report["findings"]
        if not one["rule"].startswith("AUD4")
    }
    skipped = len(report["skipped"])
    missing, others = sorted(wanted - found, key=str), sorted(found - wanted, key=str)
    first = str((missing or others)[0])[:200] if missing or others else ""
    return Truth(len(wanted), len(missing), len(others) + skipped, first)


def _key(
    rule: str, subject: str, wrong: Mapping[str, frozenset[str]]
) -> tuple[str, str, frozenset[tuple[str, frozenset[str]]]]:
    return rule, subject, frozenset(wrong.items())


def told(figures: Sequence[Figures], left_out: Mapping[int, str], jobs: int) -> str:
    """The section of the page."""
    rows = [
        (
            f"{one.documents:,}",
            f"{one.megabytes:,.0f}",
            f"{one.cold.seconds:,.1f}",
            f"{one.documents / one.cold.seconds:,.0f}",
            f"{one.each:.2f}",
            f"{one.cold.seconds / one.parsing.seconds:.1f}",
            f"{one.cold.processor / one.parsing.processor:.1f}",
            f"{one.cold.peak / 1e6:,.0f}",
            f"{one.unchanged:.2f}",
            f"{one.changed:.2f}",
            f"{one.git:.2f}",
            f"{one.truth.owed:,}",
            one.truth.missing,
            one.truth.others,
        )
        for one in figures
    ]
    header = (
        "documents", "MB", "cold, s", "documents/s", "processor, ms a document", "of markdown-it", "its processor time",
        "peak, MB", "unchanged, s", "one changed, s", "`git status`, s", "owed", "missing", "others",
    )  # fmt: skip
    parts = [
        f"{stamp()} {jobs} processes. `make benchmark` measures again; `tools/at_scale.py` says how.",
        "",
        table(header, rows, 0),
        "",
    ]
    parts += [f"Not measured: {size:,} documents, {why}." for size, why in left_out.items()]
    parts += ["", table(("bar", "at most", "measured", "met"), bars(figures))]
    return "\n".join(parts)


def bars(figures: Sequence[Figures]) -> Iterator[tuple[str, str, str, str]]:
    """What was promised, and what was measured."""
    last = figures[-1]
    size = f"{last.documents:,} documents"
    yield _bar(f"cold, {size}, of markdown-it's processor time", 4, last.cold.processor / last.parsing.processor)
    yield _bar(f"unchanged, {size}, of cold", 0.02, last.unchanged / last.cold.seconds, 3)
    yield _bar(f"unchanged, {size}, of `git status`", 4, last.unchanged / last.git)
    yield _bar(f"one file changed, {size}, s more than unchanged", 0.3, last.changed - last.unchanged)
    yield _bar(f"peak of all processes, {size}, MB", 1000, last.cold.peak / 1e6, 0)
    by_size = {one.documents: one for one in figures}
    if 1_000 in by_size and last.documents > 1_000:
        yield _bar(f"processor time a document, {size}, of 1,000", 1.15, last.each / by_size[1_000].each)
    if 10_000 in by_size and last.documents > 10_000:
        yield _bar(f"peak, {size}, of 10,000", 1.3, last.cold.peak / by_size[10_000].cold.peak)
    yield _bar(
        "contradictions missing, or found and not planted",
        0,
        sum(one.truth.missing + one.truth.others for one in figures),
        0,
    )


def _bar(what: str, limit: float, measured: float, digits: int = 2) -> tuple[str, str, str, str]:
    return what, f"{limit:,g}", f"{measured:,.{digits}f}", "yes" if measured <= limit else "**no**"


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("sizes", type=int, nargs="*", default=SIZES)
    arguments.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments.add_argument(
        "--skip", action="append", default=[], metavar="SIZE=WHY", help="why a size is not measured, for the page"
    )
    arguments.add_argument("--write", action="store_true", help="keep the figures in docs/benchmarks.md")
    chosen = arguments.parse_args()
    figures = []
    for size in sorted(chosen.sizes):
        figures.append(measure(size, chosen.jobs))
        print(
            f"{size:,} documents: {figures[-1].cold.seconds:.1f} s cold; {figures[-1].truth}",
            file=sys.stderr,
            flush=True,
        )
    left_out = {size: "not asked for" for size in (*SIZES, MILLION) if size not in chosen.sizes}
    left_out |= {int(size): why for size, _, why in (one.partition("=") for one in chosen.skip)}
    text = told(figures, left_out, chosen.jobs)
    print(f"## {HEADING}\n\n{text}")
    if chosen.write:
        keep(HEADING, text)


if __name__ == "__main__":
    main()
