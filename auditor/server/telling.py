"""Telling the editor: what is open first, the rest a little at a time, and nothing twice."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from lsprotocol import types as lsp

from auditor.loading import is_other_kind
from auditor.model.findings import Finding
from auditor.model.findings import Location as Spot
from auditor.model.source import Skipped
from auditor.server import diagnostics
from auditor.server.corpus import Corpus, Taken
from auditor.server.desk import Desk

_SLICE: Final = 0.004  # seconds of telling, before the editor may speak again


class Teller:
    """What the editor was told last, and of which documents it may have to be told otherwise."""

    def __init__(self, desk: Desk, pages: diagnostics.Pages) -> None:
        self._desk = desk
        self._pages = pages
        self._board = diagnostics.Board()
        self._stale: dict[tuple[int, str], Corpus] = {}
        self._told: dict[str, Sequence[lsp.Diagnostic]] = {}  # by address, only what is not empty

    def shown(self, corpus: Corpus, name: str) -> list[tuple[Finding, Spot, lsp.Diagnostic]]:
        """The findings that are shown in a file, with their places there.

        Hints, that others are wrong, are for whoever reads the document: where it is not open there are none.
        """
        least, locate = corpus.settled.severity, partial(self._locate, corpus)
        hints = corpus.sources[name].path in self._desk.open
        found: list[tuple[Finding, Spot, lsp.Diagnostic]] = []
        for document in corpus.documents(name):
            standing = corpus.standing.findings_of(document)
            found += diagnostics.diagnostics(
                standing, document, least, locate, board=self._board, pages=self._pages, hints=hints
            )
        return found

    def mark(self, corpus: Corpus, taken: Taken, names: Iterable[str] = ()) -> None:
        """Note files of which the findings may be others. Those that are not open, and right, are told nothing anyway."""
        there = {name for name in map(corpus.name, self._desk.open) if name is not None}
        changed = taken.changed.documents | taken.changed.moved
        at_fault = {source.name for one in self._board.at_fault(taken.changed.findings) if (source := corpus.file(one))}
        for name in (*sorted(changed & there), *names, *sorted(taken.readable), *sorted(at_fault)):
            self._stale[id(corpus), name] = corpus

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
        found: list[lsp.Diagnostic] = []
        for corpus in self._desk.corpora():
            name = corpus.name(path)
            if name is None:
                continue
            found += [
                diagnostics.unread(skipped) for skipped in corpus.skipped.get(name, ()) if self._is_news(path, skipped)
            ]
            found += [one for _, _, one in self.shown(corpus, name) if one not in found]
        self.publish(self._desk.uri(path), found, self._desk.version(path))

    def _is_news(self, path: Path, skipped: Skipped) -> bool:
        """Whether to tell that a file could not be read. Who has just begun to write one knows that it is empty."""
        begun = path in self._desk.open and skipped.reason == "empty"
        return not begun and not is_other_kind(skipped)

    def publish(self, uri: str, found: Sequence[lsp.Diagnostic], version: int | None = None) -> None:
        """Tell the editor, unless it knows."""
        if list(self._told.get(uri, ())) == list(found):
            return
        if found:
            self._told[uri] = found
        else:
            self._told.pop(uri, None)
        self._desk.server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, version))

    def let_go(self, corpus: Corpus) -> None:
        """Take back what was told of a corpus that is no longer open."""
        self._stale = {key: other for key, other in self._stale.items() if other is not corpus}
        for source in corpus.sources.values():
            self.publish(self._desk.uri(source.path), [])

    async def progress(self, title: str) -> Callable[[int | None], None]:
        """How to tell how many hundredths are done; None is the end. Editors that show none are told nothing."""
        window = self._desk.server.client_capabilities.window
        if not (window and window.work_done_progress):
            return lambda _: None
        token = f"auditor-{time.monotonic_ns()}"
        shown = self._desk.server.work_done_progress
        await shown.create_async(token)
        shown.begin(token, lsp.WorkDoneProgressBegin(title, percentage=0))

        def report(percentage: int | None) -> None:
            if percentage is None:
                shown.end(token, lsp.WorkDoneProgressEnd())
            else:
                shown.report(token, lsp.WorkDoneProgressReport(percentage=percentage))

        return report

    def _locate(self, corpus: Corpus, spot: Spot) -> lsp.Location | None:
        return self._desk.location(corpus, spot.document, spot.focus or spot.place)
