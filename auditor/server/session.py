"""One editor's session: which corpora are open, what has changed, and what the editor was told last.

Every change is noted at once and worked off by one task, in order, so that no two changes meet. What is open in the editor comes
first; documents that are not open are told of afterwards, a few at a time, and a new edit interrupts that.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from lsprotocol import types as lsp

from auditor.decoding.formats import DECODERS
from auditor.loading import Source
from auditor.server.corpus import BadSettings, Corpus, Read, Settle, Settled, read
from auditor.server.desk import Desk, path_of
from auditor.server.diagnostics import Pages
from auditor.server.protocol import Server
from auditor.server.telling import Teller

PATIENCE: Final = 2.0  # seconds that a question waits for the work that was there before it
_LOG = logging.getLogger(__name__)
_PAUSE: Final = 0.005  # seconds to wait for more of the same edit
_LARGE: Final = 200_000  # characters; what is larger is read beside the others, after a rest
_REST: Final = 0.4  # seconds without an edit
_MANY: Final = 200  # files that take long enough to tell of it
_FEW: Final = 8  # documents that are read at once
_CHUNK: Final = 32
_IDLE: Final = 3.0  # seconds without an edit, after which nobody minds a moment of ours
_THRESHOLDS: Final = (50_000, 20, 1_000)


class Session:
    """What the server knows. Everything but the reading of texts happens on the loop's thread."""

    def __init__(self, server: Server, settle: Settle, pages: Pages) -> None:
        self.desk = Desk(server)
        self.teller = Teller(self.desk, pages)
        self._settle = settle
        self._wanted: list[Path] = []  # folders that are not yet read
        self._stirred = False  # files came or went
        self._unsettled = False  # settings may be others
        self._news = asyncio.Event()
        self._calm = asyncio.Event()
        self._calm.set()
        self._beside = ThreadPoolExecutor(1)
        self._large = ThreadPoolExecutor(1)
        self._reading: set[Path] = set()
        self._finished: list[tuple[Corpus, Read]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._task: asyncio.Task[None] | None = None
        self._to_sweep = False
        self._sweep: asyncio.TimerHandle | None = None
        # To look through all that so many documents say for garbage takes longer than an edit may: see _sweep_later.
        gc.set_threshold(*_THRESHOLDS)

    # What happened

    def start(self, folders: Iterable[Path]) -> None:
        """Begin to work, with the editor's folders."""
        self._wanted += folders
        self._task = asyncio.get_running_loop().create_task(self._work())
        self._note()

    def stop(self) -> None:
        """Work no more."""
        if self._task is not None:
            self._task.cancel()
        for task in self._tasks:
            task.cancel()
        self._beside.shutdown(wait=False, cancel_futures=True)
        self._large.shutdown(wait=False, cancel_futures=True)

    def opened(self, uri: str) -> None:
        """A document is open in the editor, whose text counts from now on."""
        path = path_of(uri)
        if path is not None:
            if uri != self.desk.uri(path):
                self.teller.respelled()
            self.desk.open[path] = uri
            if not any(path.is_relative_to(folder) for folder in (*self.desk.folders, *self._wanted)):
                self._wanted.append(path.parent)
            self._change(path)

    def changed(self, uri: str) -> None:
        """Its text is another."""
        path = path_of(uri)
        if path is not None:
            self._change(path)

    def closed(self, uri: str) -> None:
        """What is on disk counts again."""
        path = path_of(uri)
        if path is not None:
            if self.desk.open.pop(path, None) != self.desk.uri(path):
                self.teller.respelled()
            self._stirred = self._stirred or not path.is_file()
            self._change(path)

    def files_changed(self, changes: Iterable[lsp.FileEvent]) -> None:
        """Files came, went, or have other bytes; a file of settings may be among them."""
        for change in changes:
            path = path_of(change.uri)
            if path is None:
                continue
            if self._is_setting(path):
                self._unsettled = True
            elif change.type == lsp.FileChangeType.Changed:
                if path not in self.desk.open:
                    self._change(path)
                self._stirred = self._stirred or path.name == ".gitignore"
            elif self._may_hold_documents(path):
                self._stirred = True
        self._note()

    def folders_changed(self, added: Iterable[Path], removed: Iterable[Path]) -> None:
        """The editor works in other folders."""
        for folder in removed:
            corpus = self.desk.folders.pop(folder, None)
            if corpus is not None and corpus not in self.desk.folders.values():
                self.teller.let_go(corpus)
        self._wanted += [folder for folder in added if folder not in self.desk.folders]
        self._note()

    def _is_setting(self, path: Path) -> bool:
        """Whether the settings of a folder stand in this file, or are taken from it."""
        return path.name in {"auditor.toml", "pyproject.toml"} or any(
            path in corpus.settled.files for corpus in self.desk.corpora()
        )

    def _may_hold_documents(self, path: Path) -> bool:
        """Whether a file or folder that came or went is, or was, a document or a folder of some."""
        below = next((path.relative_to(folder) for folder in self.desk.folders if path.is_relative_to(folder)), path)
        if any(part.startswith(".") for part in below.parts) and path.name != ".gitignore":
            return False
        kinds = {".gitignore"} | DECODERS.keys()
        return path.name in kinds or path.suffix.lower() in kinds or path.is_dir() or not path.exists()

    # What is asked

    async def calm(self) -> bool:
        """Wait until all that was noted is worked off; whether it is."""
        try:
            await asyncio.wait_for(self._calm.wait(), PATIENCE)
        except TimeoutError:
            return False
        return True

    # The work

    def _change(self, path: Path) -> None:
        self.desk.dirty[path] = time.monotonic()
        self._note()

    def _note(self) -> None:
        if self._sweep is not None:
            self._sweep.cancel()
            self._to_sweep, self._sweep = True, None
        self._calm.clear()
        self._news.set()

    async def _work(self) -> None:
        while True:
            await self._news.wait()
            self._news.clear()
            await asyncio.sleep(_PAUSE)
            try:
                await self._work_off()
            except Exception:  # noqa: BLE001 - the next edit must be answered
                _LOG.exception("auditor: this is a mistake of ours; the editor may show what was true before")
                self._finished.clear()
                self._calm.set()

    async def _work_off(self) -> None:
        if self._unsettled:
            self._unsettled = False
            self._settle_again()
        while self._wanted:
            await self._enter(self._wanted.pop(0))
        if self._stirred:
            self._stirred = False
            for corpus in self.desk.corpora():
                await self._look_again(corpus)
        waiting = await self._read_again()
        self.teller.tell_open()
        if not self._news.is_set():
            self._calm.set()
        await self.teller.tell_others(self._news.is_set)
        if self._to_sweep and not self._news.is_set():
            self._sweep_later()
        if waiting:
            asyncio.get_running_loop().call_later(_REST, self._news.set)

    async def _enter(self, folder: Path) -> None:
        """Read a folder's corpus, unless it is that of another folder too."""
        if folder in self.desk.folders:
            return
        settled = self._settled(folder)
        if settled is None:
            self.desk.folders[folder] = None
            return
        known = [one for one in self.desk.corpora() if one.is_on_disk and one.settled.says_the_same(settled)]
        corpus = self.desk.folders[folder] = known[0] if known else Corpus(folder, settled, self.desk.encoding)
        if not known:
            await self._look_again(corpus)
        for path in self.desk.open:
            self.desk.dirty.setdefault(path, time.monotonic())

    async def _look_again(self, corpus: Corpus) -> None:
        """Take in the files that came and those that went."""
        old = {name: self.desk.uri(source.path) for name, source in corpus.sources.items()}
        loop = asyncio.get_running_loop()
        new, gone = await loop.run_in_executor(self._beside, corpus.rescan, list(self.desk.open))
        reads = await self._read_all(corpus, [(source, self.desk.text(source.path)) for source in new])
        taken = await loop.run_in_executor(self._beside, corpus.take, reads, gone)
        self._to_sweep = True
        for name in gone:
            self.teller.publish(old[name], [])
        self.teller.tell_unfit(corpus)
        self.teller.mark(corpus, taken)

    async def _read_all(self, corpus: Corpus, work: Sequence[tuple[Source, str | None]]) -> list[Read]:
        """Read the editor's texts, and the files by the configured means, telling the editor how far that is."""
        loop = asyncio.get_running_loop()
        texts = [
            await loop.run_in_executor(self._beside, read, source, text, corpus.known(source.name))
            for source, text in work
            if text is not None
        ]
        files = [source for source, text in work if text is None]
        if not files:
            return texts
        progress = await self.teller.progress(f"Auditor: reading {len(files)} files") if len(files) >= _MANY else None

        def watch(done: int, total: int) -> None:
            if progress and (done % _CHUNK == 0 or done == total):
                loop.call_soon_threadsafe(progress, done * 100 // total)

        reads = await loop.run_in_executor(self._beside, corpus.read_files, files, watch)
        if progress:
            progress(None)
        return [*texts, *reads]

    async def _read_again(self) -> int:
        """Read what has changed; how many large documents wait for a rest, or are being read."""
        now = time.monotonic()
        dirty, self.desk.dirty = self.desk.dirty, {}
        texts = {path: self.desk.text(path) for path in dirty}
        large = {path for path, text in texts.items() if text is not None and len(text) > _LARGE}
        for corpus in self.desk.corpora():
            small = [
                (source, texts[path]) for path in dirty if path not in large and (source := self._known(corpus, path))
            ]
            if len(small) <= _FEW and all(text is not None for _, text in small):
                reads = [read(source, text, corpus.known(source.name)) for source, text in small]
            else:
                reads = await self._read_all(corpus, small)
            reads += [one for other, one in self._finished if other is corpus]
            if reads:
                self.teller.mark(corpus, corpus.take(reads), [one.source.name for one in reads])
                self._to_sweep = True
        self._finished.clear()
        for path in large:
            if now - dirty[path] < _REST or path in self._reading:
                self.desk.dirty.setdefault(path, dirty[path])
            else:
                self._read_beside(path, texts[path])
        return len(large)

    def _sweep_later(self) -> None:
        """Look for garbage when nobody types; what is found alive is not looked through again."""
        if self._sweep is not None:
            self._sweep.cancel()

        def sweep() -> None:
            self._to_sweep = False
            gc.collect()
            gc.freeze()

        self._sweep = asyncio.get_running_loop().call_later(_IDLE, sweep)

    def _read_beside(self, path: Path, text: str | None) -> None:
        """Read a large document while others are worked on; what it says is taken in afterwards."""
        loop = asyncio.get_running_loop()
        self._reading.add(path)

        async def reading() -> None:
            try:
                for corpus in self.desk.corpora():
                    source = self._known(corpus, path)
                    if source is not None:
                        known = corpus.known(source.name)
                        one = await loop.run_in_executor(self._large, read, source, text, known)
                        self._finished.append((corpus, one))
            finally:
                self._reading.discard(path)
                self._news.set()

        self._tasks.add(task := loop.create_task(reading()))
        task.add_done_callback(self._tasks.discard)

    def _known(self, corpus: Corpus, path: Path) -> Source | None:
        """The document at a path, if the corpus has or now gets it; what is no longer there is looked for soon."""
        source = corpus.source(path)
        if source is None:
            return None
        if path not in self.desk.open and not (corpus.is_on_disk and path.is_file()):
            self._stirred = self._stirred or source.name in corpus.sources
            self._news.set()
            return None
        if source.name not in corpus.sources:
            corpus.add(source)
        return source

    def _say(self, message: str, kind: lsp.MessageType) -> None:
        self.desk.server.window_show_message(lsp.ShowMessageParams(kind, message))

    def _settle_again(self) -> None:
        """Read the settings of every folder; a corpus for which they say what they said stays as it is."""
        for folder, corpus in list(self.desk.folders.items()):
            settled = self._settled(folder)
            if settled is None or corpus is None or not corpus.settled.says_the_same(settled):
                del self.desk.folders[folder]
                if corpus is not None and corpus not in self.desk.folders.values():
                    self.teller.let_go(corpus)
                if settled is None:
                    self.desk.folders[folder] = None
                else:
                    self._wanted.append(folder)
            else:
                corpus.settled = settled

    def _settled(self, folder: Path) -> Settled | None:
        """What is configured for a folder; None, and a word to the editor, where that is wrong."""
        try:
            return self._settle(folder)
        except BadSettings as error:
            self._say(f"{folder.name}: {error}", lsp.MessageType.Error)
            return None
