"""How soon is an editor told what an edit did to another document? Over standard input and output, with the real server.

    make editing                          10,000 documents, 200 edits
    python tools/editing.py --write       the same, kept in docs/benchmarks.md
    python tools/editing.py 1000 100      so many documents and edits

Each edit gives a code another drug in one open document, or takes that back; the time is from sending it until another document
that speaks of the code is told anew, at best one of thousands. The server's processor time is what it takes on a machine that has nothing else to do. Half of
those documents are open in the editor and right; half are not open, and wrong too: those that are right are told nothing then. No test reads these figures.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median, quantiles
from typing import Final, NamedTuple

from benchmark_page import keep, stamp
from lsprotocol import types as lsp
from many_documents import documents
from pygls.lsp.client import LanguageClient

from auditor.lexicon.names import load_names
from auditor.model.source import Document
from auditor.reading.file import read_document

HEADING: Final = "Editing"
QUIET: Final = 10.0  # seconds without a word, after which the server has told everything
PATIENCE: Final = 60.0


class Trial(NamedTuple):
    """One edit, and how long it took to tell of the other document."""

    milliseconds: float
    processor: float  # milliseconds of the server's processor time, until the other document was told of
    is_open: bool
    sharing: int  # documents that speak of the code


class Client:
    """An editor that notes when it was told of what."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.client = LanguageClient("benchmark", "1")
        self.heard: dict[str, float] = {}
        self.last = time.perf_counter()
        self.versions: dict[str, int] = {}
        self._news = asyncio.Event()

        self.spent = 0.0
        self.awaited = ""

        def told(params: lsp.PublishDiagnosticsParams) -> None:
            self.last = self.heard[params.uri] = time.perf_counter()
            if params.uri == self.awaited:
                self.spent = self.processor()
            self._news.set()

        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(told)

    async def start(self) -> None:
        await self.client.start_io(sys.executable, "-m", "auditor", "lsp")
        folders = [lsp.WorkspaceFolder(self.root.as_uri(), "made up")]
        await self.client.initialize_async(lsp.InitializeParams(lsp.ClientCapabilities(), workspace_folders=folders))
        self.client.initialized(lsp.InitializedParams())

    async def quiet(self) -> None:
        while not self.heard or time.perf_counter() - self.last < QUIET:
            await asyncio.sleep(0.2)

    def open(self, name: str, text: str) -> None:
        self.versions[name] = 1
        item = lsp.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> float:
        self.versions[name] += 1
        where = lsp.VersionedTextDocumentIdentifier(version=self.versions[name], uri=self.uri(name))
        sent = time.perf_counter()
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(where, [change]))
        return sent

    def processor(self) -> float:
        """Milliseconds for which the server has run on a processor, where the system counts them finely."""
        server = self.client._server  # noqa: SLF001 - the client has no other way to tell
        tasks = Path(f"/proc/{server.pid if server else 0}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e6

    async def told_of(self, name: str, since: float) -> float:
        """Seconds until a document is told of anew."""
        self.awaited = self.uri(name)
        async with asyncio.timeout(PATIENCE):
            while self.heard.get(self.uri(name), 0.0) < since:
                self._news.clear()
                await self._news.wait()
        return self.heard[self.uri(name)] - since

    def uri(self, name: str) -> str:
        return (self.root / "corpus" / name).as_uri()


async def measure(root: Path, count: int, edits: int) -> tuple[float, list[Trial]]:
    """Seconds until everything was told for the first time, and the trials."""
    texts = dict(documents(count))
    for name, text in texts.items():
        path = root / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    client = Client(root)
    begun = time.perf_counter()
    await client.start()
    await client.quiet()
    ready = client.last - begun
    trials = await _trials(client, texts, edits)
    await client.client.shutdown_async(None)
    client.client.exit(None)
    return ready, trials


async def _trials(client: Client, texts: dict[str, str], edits: int) -> list[Trial]:
    chance = random.Random(5)  # noqa: S311 - the same edits every time
    names = chance.sample(sorted(texts), min(len(texts), 3000))
    speakers = _speakers(texts, names)
    drugs: dict[str, Counter[str]] = defaultdict(Counter)
    for (code, drug), who in speakers.items():
        drugs[code][drug] = len(who)
    right = {code: counts.most_common(1)[0][0] for code, counts in drugs.items()}
    # Codes as often as documents speak of them; some of these documents are wrong.
    codes = [
        code for (code, drug), who in sorted(speakers.items()) for _ in who if drug == right[code] and len(who) > 1
    ]
    disputed = [code for code in codes if len(drugs[code]) > 1]
    trials: list[Trial] = []
    while len(trials) < edits:
        is_open = len(trials) % 4 < 2
        code = chance.choice(codes if is_open else disputed)
        told = sorted(speakers[code, right[code]])
        one, other = chance.sample(told, 2)
        if not is_open:  # one that says otherwise: it is told that somebody else does now, too
            others = [
                who for drug in sorted(drugs[code]) if drug != right[code] for who in sorted(speakers[code, drug])
            ]
            other = chance.choice(others)
        if one == other or (not is_open and other in client.versions):
            continue
        wrong = texts[one] + f"\n{code} describes {'nivolumab' if right[code] != 'nivolumab' else 'durvalumab'}.\n"
        for name in [one, other] if is_open else [one]:
            if name not in client.versions:
                client.open(name, texts[name])
        await asyncio.sleep(0.5)
        for text in (wrong, texts[one]):
            before = client.processor()
            took = await client.told_of(other, client.type(one, text))
            trials.append(Trial(took * 1000, client.spent - before, is_open, len(told) * len(texts) // len(names)))
            await asyncio.sleep(0.3)
    return trials


def _speakers(texts: dict[str, str], names: list[str]) -> dict[tuple[str, str], set[str]]:
    """By code and drug, the documents that give the one to the other."""
    speakers: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name in names:
        found = read_document(Document(name, "markdown", texts[name]), load_names()).extraction
        for said in found.assertions if found else ():
            if said.kind == "code-drug":
                speakers[said.subject, said.object].add(name)
    return speakers


def page(count: int, ready: float, trials: list[Trial]) -> str:
    """The figures as they stand in docs/benchmarks.md."""
    lines = [
        f"{stamp()} {count:,} documents, {len(trials)} edits over standard input",
        f"and output. Everything was told for the first time after {ready:.0f} s. `make editing` measures again.\n",
        "| the other document | edits | median, ms | 95th percentile, ms | slowest, ms | processor: median, ms | 95th percentile, ms |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    hubs = sorted(trial.sharing for trial in trials)[len(trials) * 9 // 10]
    groups = {
        "is open": [trial for trial in trials if trial.is_open],
        "is not open": [trial for trial in trials if not trial.is_open],
        f"speaks of a code that {hubs:,} documents or more share": [trial for trial in trials if trial.sharing >= hubs],
        "all": trials,
    }
    for title, group in groups.items():
        if len(group) > 1:
            took, spent = [trial.milliseconds for trial in group], [trial.processor for trial in group]
            lines.append(
                f"| {title} | {len(took)} | {median(took):.0f} | {_high(took):.0f} | {max(took):.0f} | {median(spent):.0f} | {_high(spent):.0f} |"
            )
    return "\n".join(lines) + "\n"


def _high(figures: list[float]) -> float:
    return quantiles(figures, n=20, method="inclusive")[-1]


def main() -> None:
    """Measure, print, and with `--write` keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=int, nargs="?", default=10_000)
    parser.add_argument("edits", type=int, nargs="?", default=200)
    parser.add_argument("--write", action="store_true", help="keep the figures in docs/benchmarks.md")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="auditor-editing-") as folder:
        told = page(given.documents, *asyncio.run(measure(Path(folder), given.documents, given.edits)))
    print(f"## {HEADING}\n\n{told}")
    if given.write:
        keep(HEADING, told)


if __name__ == "__main__":
    main()
