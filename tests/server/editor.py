"""An editor for tests: pygls' own client, which speaks to the real server over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from tests.commands import ours
from tests.waiting import PATIENCE

# The server as an editor starts it, but one that waits for a slow machine as long as it is told.
PROGRAM = """
import sys
import auditor.server.session, auditor.server.telling
auditor.server.session.PATIENCE, auditor.server.telling.PATIENCE = map(float, sys.argv[2:])
sys.argv[1:] = ["lsp"]
from auditor.cli import main
main()
"""

Scenario = Callable[["Editor"], Coroutine[Any, Any, None]]


class Editor:
    """What an editor holds: open texts with versions, and what it was told last of each document."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client = client
        self.root = root
        self.told: dict[str, Sequence[lsp.Diagnostic]] = {}
        self.versions: dict[str, int] = {}
        self.messages: list[str] = []
        self.progress: list[object] = []
        self.capabilities: lsp.ServerCapabilities | None = None
        self._news = asyncio.Event()

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def open(self, name: str, text: str | None = None) -> None:
        """Open a document, with the text that it has on disk if none is given."""
        text = (self.root / name).read_text("utf-8") if text is None else text
        self.versions[name] = 1
        item = lsp.TextDocumentItem(self.uri(name), "markdown", 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, name: str, text: str) -> None:
        """The document's text is now another."""
        self.versions[name] += 1
        identifier = lsp.VersionedTextDocumentIdentifier(version=self.versions[name], uri=self.uri(name))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))

    def close(self, name: str) -> None:
        identifier = lsp.TextDocumentIdentifier(self.uri(name))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))

    def on_disk(self, name: str, kind: lsp.FileChangeType) -> None:
        """Something else than the editor changed a file."""
        self.client.workspace_did_change_watched_files(
            lsp.DidChangeWatchedFilesParams([lsp.FileEvent(self.uri(name), kind)])
        )

    def rules(self, name: str) -> list[str]:
        """The rules of which the editor was told in a document."""
        return sorted(str(one.code) for one in self.told.get(self.uri(name), ()))

    async def until(self, said: Callable[[], object]) -> None:
        """Wait until something is so. Fails if it does not become so."""
        async with asyncio.timeout(PATIENCE):
            while not said():
                self._news.clear()
                await self._news.wait()

    async def hover(self, name: str, line: int, column: int) -> lsp.Hover | None:
        where = lsp.TextDocumentIdentifier(self.uri(name)), lsp.Position(line, column)
        return await self.client.text_document_hover_async(lsp.HoverParams(*where))

    async def actions(self, name: str, line: int, column: int) -> dict[str, lsp.CodeAction]:
        """What is offered at a position, by title."""
        here = lsp.Position(line, column)
        params = lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(self.uri(name)), lsp.Range(here, here), lsp.CodeActionContext([])
        )
        found = await self.client.text_document_code_action_async(params)
        return {one.title: one for one in found or () if isinstance(one, lsp.CodeAction)}

    def hear(self) -> None:
        """Note whatever the server tells."""

        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.told[params.uri] = params.diagnostics
            self._news.set()

        def shown(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params.message)
            self._news.set()

        def registered(_: lsp.RegistrationParams) -> None:
            self._news.set()

        def created(_: lsp.WorkDoneProgressCreateParams) -> None:
            self._news.set()

        def went_on(params: lsp.ProgressParams) -> None:
            self.progress.append(params.value)
            self._news.set()

        self.client.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)(created)
        self.client.feature(lsp.PROGRESS)(went_on)
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
        self.client.feature(lsp.WINDOW_SHOW_MESSAGE)(shown)
        self.client.feature(lsp.CLIENT_REGISTER_CAPABILITY)(registered)


def in_editor(
    root: Path,
    scenario: Scenario,
    encodings: Sequence[lsp.PositionEncodingKind] = (),
    patience: float = PATIENCE,
) -> None:
    """Run a scenario in an editor that has a folder open. `patience`: how long the server lets a question wait for what is at work."""

    async def run() -> None:
        async with asyncio.timeout(2 * PATIENCE), _editor(root, encodings, patience) as editor:
            await scenario(editor)

    asyncio.run(run())


@asynccontextmanager
async def _editor(root: Path, encodings: Sequence[lsp.PositionEncodingKind], patience: float) -> AsyncIterator[Editor]:
    client = LanguageClient("an editor", "1")
    editor = Editor(client, root)
    editor.hear()
    await client.start_io(sys.executable, "-c", PROGRAM, "lsp", str(patience), str(PATIENCE), env=ours())
    capabilities = lsp.ClientCapabilities(
        window=lsp.WindowClientCapabilities(work_done_progress=True),
        general=lsp.GeneralClientCapabilities(position_encodings=list(encodings) or None),
        workspace=lsp.WorkspaceClientCapabilities(
            workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True),
            did_change_watched_files=lsp.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        ),
    )
    folders = [lsp.WorkspaceFolder(root.as_uri(), root.name)]
    told = await client.initialize_async(lsp.InitializeParams(capabilities, workspace_folders=folders))
    editor.capabilities = told.capabilities
    client.initialized(lsp.InitializedParams())
    try:
        yield editor
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]
