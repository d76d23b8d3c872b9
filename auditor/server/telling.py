"""Telling the editor: what is open first, the rest a little at a time, and nothing twice."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from auditor.loading import is_other_kind
from auditor.model.findings import Finding
from auditor.model.findings import Location as Spot
from auditor.model.source import Skipped
from auditor.server import diagnostics
from auditor.server.corpus import Corpus, Taken
from auditor.server.desk import Desk

PATIENCE: Final = 2.0  # seconds to wait for an editor's answer
_SLICE: Final = 0.004  # seconds of telling, before the editor may speak again


class Teller:
    """What the editor was told last, and of which documents it may have to be told otherwise."""

    def __init__(self, desk: Desk, pages: diagnostics.Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._boards: dict[int, diagnostics.Board] = {}  # by identity of the corpus
        self._stale: dict[tuple[int, str], Corpus] = {}
        self._unfit: dict[int, set[str]] = {}  # by identity of the corpus, addresses
        self._told: dict[str, bytes] = {}  # by address, a hash of what is not empty

    def shown(self, corpus: Corpus, name: str) -> Iterator[diagnostics.Shown]:
        """The findings that are shown in a file, with their places there."""
        board, hints = self._board(corpus), self._hints(corpus, name)
        for document, finding in _standing(corpus, name):
            yield from board.shown(finding, document, hints=hints)

    def mark(self, corpus: Corpus, taken: Taken, names: Iterable[str] = ()) -> None:
        """Note files of which the findings may be others. Those that are not open, and right, are told nothing anyway."""
        board = self._board(corpus)
        board.drop(taken.recounted)
        pointing = (one for document in taken.recounted for one in corpus.standing.findings_of(document))
        there = {name for name in map(corpus.name, self._desk.open) if name is not None}
        changed = {
            source.name
            for one in taken.changed.documents | taken.changed.moved
            if (source := corpus.file(one)) is not None
        }
        wrong = board.at_fault(chain(taken.changed.findings, pointing))
        at_fault = {source.name for one in wrong if (source := corpus.file(one)) is not None}
        for name in (*sorted(changed & there), *names, *sorted(taken.readable), *sorted(at_fault)):
            self._stale[id(corpus), name] = corpus

    def tell_unfit(self, corpus: Corpus) -> None:
        """Tell of what lies in the folders and should be a document, but cannot be one."""
        before, now = self._unfit.get(id(corpus), set()), set()
        for path, skipped in corpus.unfit.items():
            now.add(uri := self._desk.uri(path))
            self.publish(uri, [diagnostics.encoded(diagnostics.unread(skipped))])
        for uri in sorted(before - now):
            self.publish(uri, [])
        self._unfit[id(corpus)] = now

    def respelled(self) -> None:
        """The editor writes the address of some file otherwise than we did."""
        self._boards.clear()

    def tell_open(self) -> None:
        """Tell of what is open in the editor."""
        for key, corpus in list(self._stale.items()):
            source = corpus.sources.get(key[1])
            if source is None:
                del self._stale[key]
            elif source.path in self._desk.open:
                del self._stale[key]
                self._tell(source.path)

    async def tell_others(self, interrupted: Callable[[], bool]) -> None:
        """Tell of documents that are not open, until something interrupts."""
        until = time.monotonic() + _SLICE
        for key, corpus in list(self._stale.items()):
            if interrupted():
                return
            self._stale.pop(key, None)
            source = corpus.sources.get(key[1])
            if source is not None:
                self._tell(source.path)
            if time.monotonic() > until:
                await asyncio.sleep(0)
                until = time.monotonic() + _SLICE

    def _tell(self, path: Path) -> None:
        """Tell what every corpus that holds a file finds in it."""
        found: dict[bytes, None] = {}
        for corpus in self._desk.corpora():
            name = corpus.name(path)
            if name is None:
                continue
            board, hints = self._board(corpus), self._hints(corpus, name)
            for skipped in corpus.skipped.get(name, ()):
                if self._is_news(path, skipped):
                    found[diagnostics.encoded(diagnostics.unread(skipped))] = None
            for document, finding in _standing(corpus, name):
                found.update(dict.fromkeys(board.told(finding, document, hints=hints)))
        self.publish(self._desk.uri(path), list(found), self._desk.version(path))

    def _board(self, corpus: Corpus) -> diagnostics.Board:
        if id(corpus) not in self._boards:
            self._boards[id(corpus)] = diagnostics.Board(partial(self._locate, corpus), self._pages)
        return self._boards[id(corpus)]

    def _hints(self, corpus: Corpus, name: str) -> bool:
        """Whether to tell that others are wrong: only whoever reads a document cares."""
        return corpus.sources[name].path in self._desk.open

    def _is_news(self, path: Path, skipped: Skipped) -> bool:
        """Whether to tell that a file could not be read. Who has just begun to write one knows that it is empty."""
        begun = path in self._desk.open and skipped.reason == "empty"
        return not begun and not is_other_kind(skipped)

    def publish(self, uri: str, found: Sequence[bytes], version: int | None = None) -> None:
        """Tell the editor, unless it knows."""
        listed = b",".join(found)
        told = hashlib.sha256(listed).digest() if found else b""
        if self._told.get(uri, b"") == told:
            return
        if found:
            self._told[uri] = told
        else:
            self._told.pop(uri, None)
        which = b"" if version is None else b',"version":%d' % version
        params = b'{"uri":%s,"diagnostics":[%s]%s}' % (json.dumps(uri).encode(), listed, which)
        self._desk.server.tell(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def let_go(self, corpus: Corpus) -> None:
        """Take back what was told of a corpus that is no longer open."""
        self._stale = {key: other for key, other in self._stale.items() if other is not corpus}
        self._boards.pop(id(corpus), None)
        for source in corpus.sources.values():
            self.publish(self._desk.uri(source.path), [])
        for uri in self._unfit.pop(id(corpus), ()):
            self.publish(uri, [])

    async def progress(self, title: str) -> Callable[[int | None], None]:
        """How to tell how many hundredths are done; None is the end. Editors that show none are told nothing."""
        window = self._desk.server.client_capabilities.window
        if not (window and window.work_done_progress):
            return lambda _: None
        token = f"auditor-{time.monotonic_ns()}"
        shown = self._desk.server.work_done_progress
        try:
            await asyncio.wait_for(shown.create_async(token), PATIENCE)
        except (TimeoutError, JsonRpcException):  # an editor that promised to show it, and does not
            return lambda _: None
        shown.begin(token, lsp.WorkDoneProgressBegin(title, percentage=0))

        def report(percentage: int | None) -> None:
            if percentage is None:
                shown.end(token, lsp.WorkDoneProgressEnd())
            else:
                shown.report(token, lsp.WorkDoneProgressReport(percentage=percentage))

        return report

    def _locate(self, corpus: Corpus, spot: Spot) -> diagnostics.There | None:
        location = self._desk.location(corpus, spot.document, spot.focus or spot.place)
        if location is None:
            return None
        return diagnostics.There(location, "" if corpus.page(spot.document) else diagnostics.in_words(spot))


def _standing(corpus: Corpus, name: str) -> Iterator[tuple[str, Finding]]:
    """The findings of each document of a file that are grave enough to be shown."""
    for document in corpus.documents(name):
        for finding in corpus.standing.findings_of(document):
            if diagnostics.is_shown(finding, corpus.settled.severity):
                yield document, finding
