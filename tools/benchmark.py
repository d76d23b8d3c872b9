"""How fast do we read? Against markdown-it on the same texts, in one run; and how the time grows with a text's size.

    make benchmark                                  with all other measures
    python tools/benchmark.py --write               these alone, kept in docs/benchmarks.md
    python tools/benchmark.py --rounds 9 FOLDER     of other Markdown documents, in more rounds
    python tools/benchmark.py --times 16            the shapes sixteen times as large

Every stage is timed in every round, so that a busy moment of the machine falls on all of them, and the median of the
rounds counts. A shape is read in a process of its own, at a size and at four times that size: what is linear takes four
times as long. Processor time counts, because other programs may be running. No test reads these figures, because no two machines agree on them.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final, NamedTuple

from benchmark_page import PAGE, keep, stamp
from markdown_it import MarkdownIt

from auditor.extraction import extract
from auditor.model.source import Document, Media
from auditor.readers import parse

ROOT: Final = Path(__file__).resolve().parents[1]
SEEDS: Final = ROOT.parent / "shared" / "gold" / "seeds" / "docs"
CORPUS: Final = ROOT / "corpus" / "docs"
GROWTH: Final = 4
REPEATED: Final = 20  # in each round, because one document takes a few milliseconds
ARTICLE: Final = """\
## HCPCS Code J9271

HCPCS code J9271 is designated for the drug pembrolizumab, sold as Keytruda. It is billed per 1 mg and given by
intravenous infusion. Append modifier JZ when nothing was discarded.

Like J9271, J9299 is an immunotherapy code. J9299 describes 1 mg of nivolumab, which blocks PD-1.
"""


class Shape(NamedTuple):
    """A text that can be made as large as one likes."""

    name: str
    media: Media
    size: int
    text: Callable[[int], str]


def code(number: int) -> str:
    return f"{'JQCAGSPKLH'[number // 10_000 % 10]}{number % 10_000:04}"


def markdown_row(number: int) -> str:
    return f"| {code(number)} | pembrolizumab | 1 mg |\n"


def html_row(number: int) -> str:
    return f"<tr><td>{code(number)}<td>pembrolizumab<td>1 mg"


SHAPES: Final = (
    Shape("articles", "markdown", 500, lambda n: ARTICLE * n),
    Shape("articles on one line", "markdown", 500, lambda n: ARTICLE.replace("\n", " ") * n),
    Shape("articles", "text", 500, lambda n: ARTICLE * n),
    Shape("articles", "html", 500, lambda n: MarkdownIt().render(ARTICLE) * n),
    Shape("`J9271 is pembrolizumab, ` in one paragraph", "markdown", 2_000, lambda n: "J9271 is pembrolizumab, " * n),
    Shape("`J9271, ` in one paragraph", "markdown", 10_000, lambda n: "J9271, " * n),
    Shape("`J9271 and ` in one paragraph", "markdown", 10_000, lambda n: "J9271 and " * n),
    Shape("`see J9271 ` in one paragraph", "markdown", 10_000, lambda n: "see J9271 " * n),
    Shape("other codes each time", "markdown", 10_000, lambda n: "".join(f"{code(at)}, " for at in range(n))),
    Shape("nested list", "markdown", 2_000, lambda n: "- " * n + "J9271"),
    Shape(
        "nested list, a line an item",
        "markdown",
        5_000,
        lambda n: "".join(f"{'  ' * (at % 50)}- J9271\n" for at in range(n)),
    ),
    Shape("nested quotes", "markdown", 2_000, lambda n: "> " * n + "J9271"),
    Shape("nested list", "html", 5_000, lambda n: "<ul><li>J9271 " * n),
    Shape("nested brackets", "markdown", 10_000, lambda n: "[" * n + "J9271" + "]" * n),
    Shape(
        "table rows", "markdown", 2_000, lambda n: "|Code|Drug|Unit|\n|-|-|-|\n" + "".join(map(markdown_row, range(n)))
    ),
    Shape(
        "table rows", "html", 2_000, lambda n: "<table><tr><th>Code<th>Drug<th>Unit" + "".join(map(html_row, range(n)))
    ),
    Shape("table columns", "markdown", 1_000, lambda n: f"|{'Code|' * n}\n|{'-|' * n}\n" + f"|{'J9271|' * n}\n" * 4),
    Shape("table columns", "html", 1_000, lambda n: f"<table><tr>{'<th>Code' * n}" + f"<tr>{'<td>J9271' * n}" * 4),
    Shape("paragraphs of one word", "markdown", 20_000, lambda n: "J9271\n\n" * n),
    Shape("lines of one word", "text", 20_000, lambda n: "J9271\n\n" * n),
    Shape("lines of one word", "html", 20_000, lambda n: "J9271<br>\n" * n),
)


class Reading(NamedTuple):
    """What it took to read one text."""

    characters: int
    parsing: float  # processor seconds
    extracting: float
    peak: int  # MB, of the whole process


def read(shape: int, times: int) -> Reading:
    _, media, size, text = SHAPES[shape]
    extract(parse(Document("first", "markdown", ARTICLE)))  # so that no shape pays for building the vocabulary
    document = Document("shape", media, text(size * times))
    start = process_time()
    parsed = parse(document)
    middle = process_time()
    extract(parsed)
    return Reading(
        len(document.text),
        middle - start,
        process_time() - middle,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def growth(times: int) -> Iterator[str]:
    yield f"| shape | source | characters | reading, s | extraction, s | peak, MB | {GROWTH} times as much takes |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        for at, shape in enumerate(SHAPES):
            one, four = pool.map(read, repeat(at), (times, GROWTH * times))
            factor = (four.parsing + four.extracting) / (one.parsing + one.extracting)
            yield (
                f"| {shape.name} | {shape.media} | {four.characters:,} | {four.parsing:.2f} | {four.extracting:.2f} "
                f"| {four.peak} | {factor:.1f} times as long |"
            )


def stages(texts: Sequence[str], rounds: int) -> Iterator[str]:
    """The stages of reading these texts, each against markdown-it."""
    markdown = MarkdownIt("commonmark").enable("table")
    documents = [Document(f"{number}.md", "markdown", text) for number, text in enumerate(texts)]
    parsed = [parse(document) for document in documents]
    works: tuple[tuple[str, Callable[[], object]], ...] = (
        ("markdown-it", lambda: [markdown.parse(text) for text in texts]),
        ("reading", lambda: [parse(document) for document in documents]),
        ("extraction", lambda: [extract(one) for one in parsed]),
    )
    taken: dict[str, list[float]] = {name: [] for name, _ in works}
    for _ in range(rounds):
        for name, work in works:
            taken[name].append(seconds(work) / REPEATED / len(texts))
    ours = [sum(pair) for pair in zip(taken["reading"], taken["extraction"], strict=True)]
    base = median(taken["markdown-it"])
    yield f"| {len(texts)} documents, {sum(map(len, texts)):,} characters | ms a document | of markdown-it |"
    yield "|---|--:|--:|"
    for name, times in (*taken.items(), ("reading and extraction", ours)):
        yield f"| {name} | {median(times) * 1000:.2f} | {median(times) / base:.2f} |"


def seconds(work: Callable[[], object]) -> float:
    start = process_time()
    for _ in range(REPEATED):
        work()
    return process_time() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    arguments.add_argument("folder", nargs="?", type=Path, default=SEEDS if SEEDS.is_dir() else CORPUS)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--times", type=int, default=1, help="how many times as large the shapes are")
    arguments.add_argument("--write", action="store_true", help=f"write {PAGE.relative_to(ROOT)}")
    chosen = arguments.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(chosen.folder.rglob("*.md"))]
    for heading, lines in (
        ("Against markdown-it", stages(texts, chosen.rounds)),
        ("Growth with a text's size", growth(chosen.times)),
    ):
        text = "\n".join([stamp(), "", *lines])
        print(f"## {heading}\n\n{text}\n", flush=True)
        if chosen.write:
            keep(heading, text)


if __name__ == "__main__":
    main()
