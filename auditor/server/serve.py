"""What the editor may ask and tell, each in a few lines; `serve` runs until the editor ends it."""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

from lsprotocol import types as lsp
from pygls.protocol import default_converter

from auditor import __version__
from auditor.decoding.formats import DECODERS
from auditor.rules import RULES
from auditor.server import actions, completion, navigation
from auditor.server.corpus import Corpus, Settle
from auditor.server.desk import Cursor, path_of
from auditor.server.diagnostics import Pages
from auditor.server.hover import hover
from auditor.server.pages import write_pages
from auditor.server.positions import overlap
from auditor.server.protocol import Protocol, Server
from auditor.server.session import Session

_LOG = logging.getLogger(__name__)
_IGNORED_FOR: Final = timedelta(days=90)
P = ParamSpec("P")
R = TypeVar("R")


def serve(settle: Settle) -> None:
    """Speak the protocol on standard input and output. `settle` tells what is configured for a folder."""
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # its tracebacks tell an editor's user nothing
    with tempfile.TemporaryDirectory(prefix="auditor-rules-") as folder:
        made(settle, write_pages(Path(folder), RULES)).start_io()


def made(settle: Settle, pages: Pages) -> Server:
    """The server, ready to start."""
    server = Server(
        "auditor",
        __version__,
        # Whole texts: a text is read whole after every edit anyway, and nobody need agree what a line is.
        text_document_sync_kind=lsp.TextDocumentSyncKind.Full,
        protocol_cls=Protocol,
        converter_factory=default_converter,
    )
    session = Session(server, settle, pages)
    _hear(server, session)
    _answer(server, session)
    return server


def _quiet(answer: Callable[P, Any], nothing: Any = None) -> Callable[P, Any]:
    """The answer; nothing, and a line in the log, where we stumble: a question must never end the session."""

    @wraps(answer)
    async def guarded(*args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return await answer(*args, **kwargs)
        except Exception:  # noqa: BLE001 - whatever it is, the editor goes on
            _LOG.exception("auditor: this is a mistake of ours; %s has no answer", answer.__name__)
            return nothing

    return guarded


def _hear(server: Server, session: Session) -> None:
    """What the editor tells."""

    @server.feature(lsp.INITIALIZED)
    async def initialized(_: lsp.InitializedParams) -> None:
        workspace = server.workspace
        addresses = [folder.uri for folder in workspace.folders.values()] or [workspace.root_uri or ""]
        session.start([path for path in map(path_of, addresses) if path is not None])
        await _watch(server)

    @server.feature(lsp.SHUTDOWN)
    def shutdown(_: None) -> None:
        session.stop()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        session.opened(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        session.changed(params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        session.files_changed([lsp.FileEvent(params.text_document.uri, lsp.FileChangeType.Changed)])

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        session.closed(params.text_document.uri)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files(params: lsp.DidChangeWatchedFilesParams) -> None:
        session.files_changed(params.changes)

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: lsp.DidChangeWorkspaceFoldersParams) -> None:
        added = [path_of(folder.uri) for folder in params.event.added]
        removed = [path_of(folder.uri) for folder in params.event.removed]
        session.folders_changed(filter(None, added), filter(None, removed))


def _answer(server: Server, session: Session) -> None:
    """What the editor asks."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    @_quiet
    async def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
        spot = session.desk.cursor(params.text_document.uri, params.position) if await session.calm() else None
        word = session.desk.word(spot) if spot else None
        page = spot.corpus.page(spot.document.name) if spot else None
        if spot is None or word is None or page is None:
            return None
        found = [
            one
            for one in spot.corpus.standing.findings_of(spot.document.name)
            if word.name in {one.subject, *(v.value for v in one.values)}
        ]
        text = hover(word.name, spot.corpus.state.about(word.name), spot.corpus.settled.authority, found)
        kind = lsp.MarkupKind.Markdown
        return lsp.Hover(lsp.MarkupContent(kind, text), page.range(word.place)) if text else None

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    @_quiet
    async def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
        return await _located(session, params, navigation.definition)

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    @_quiet
    async def referred(params: lsp.ReferenceParams) -> list[lsp.Location]:
        return await _located(session, params, navigation.references)

    @server.feature(
        lsp.TEXT_DOCUMENT_COMPLETION,
        lsp.CompletionOptions(trigger_characters=list("0123456789"), resolve_provider=False),
    )
    @_quiet
    async def completed(params: lsp.CompletionParams) -> lsp.CompletionList | None:
        spot = session.desk.cursor(params.text_document.uri, params.position) if await session.calm() else None
        return _completions(spot, params.position) if spot else None

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    @_quiet
    async def acted(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        wanted = params.context.only
        if wanted and not any(str(lsp.CodeActionKind.QuickFix.value).startswith(str(kind)) for kind in wanted):
            return []
        # An edit made for an older text would hit something else.
        held = session.desk.holding(params.text_document.uri) if await session.calm() else None
        return _actions(session, *held, params.range) if held else []


async def _watch(server: Server) -> None:
    """Ask to be told of files that come, go and change outside the editor."""
    workspace = server.client_capabilities.workspace
    watching = workspace.did_change_watched_files if workspace else None
    if not (watching and watching.dynamic_registration):
        return
    # Of a folder that is renamed or deleted an editor tells, but not of every file in it; so whatever comes and goes is of interest.
    comings = lsp.FileSystemWatcher("**/*", lsp.WatchKind(lsp.WatchKind.Create | lsp.WatchKind.Delete))
    names = [f"*{suffix}" for suffix in DECODERS] + ["auditor.toml", "pyproject.toml", ".gitignore"]
    changes = [lsp.FileSystemWatcher(f"**/{name}", lsp.WatchKind.Change) for name in names]
    options = lsp.DidChangeWatchedFilesRegistrationOptions([comings, *changes])
    registration = lsp.Registration("auditor-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await server.client_register_capability_async(lsp.RegistrationParams([registration]))


async def _located(
    session: Session,
    params: lsp.DefinitionParams | lsp.ReferenceParams,
    find: Callable[[Any, str], Sequence[navigation.Spot]],
) -> list[lsp.Location]:
    spot = session.desk.cursor(params.text_document.uri, params.position) if await session.calm() else None
    word = session.desk.word(spot) if spot else None
    if spot is None or word is None:
        return []
    places = find(spot.corpus.state, word.name)
    found = (session.desk.location(spot.corpus, document, place) for document, place in places)
    return [location for location in found if location is not None]


def _completions(spot: Cursor, position: lsp.Position) -> lsp.CompletionList | None:
    line = spot.document.text[: spot.offset].rpartition("\n")[2]
    word = completion.begun(line)
    found = completion.candidates(word, spot.corpus.state) if word else []
    start = lsp.Position(
        position.line, position.character - len(word)
    )  # a code and a name are ASCII, in every encoding
    items = [
        lsp.CompletionItem(
            label=one.text,
            kind=lsp.CompletionItemKind.Constant if one.is_code else lsp.CompletionItemKind.Value,
            detail=one.detail,
            tags=[lsp.CompletionItemTag.Deprecated] if one.over else None,
            filter_text=one.text,
            text_edit=lsp.TextEdit(lsp.Range(start, position), one.text),
        )
        for one in found[: completion.MOST]
    ]
    return lsp.CompletionList(is_incomplete=len(found) > len(items), items=items)


def _actions(session: Session, corpus: Corpus, name: str, shown: lsp.Range) -> list[lsp.CodeAction]:
    until = (date.today() + _IGNORED_FOR).isoformat()  # noqa: DTZ011 - the writer's own day
    found: dict[str, lsp.CodeAction] = {}
    for told, spot, diagnostic in session.teller.shown(corpus, name):
        document = session.desk.document(corpus, spot.document) if overlap(diagnostic.range, shown) else None
        if document is None:
            continue
        finding = corpus.standing.repaired(told)
        offers = list(actions.repairs(finding, lambda other: session.desk.document(corpus, other)))
        # A comment in a plain text begins as a heading does, and of what kind such a text is, only its looks tell.
        fits = document.media != "text" or document.name == name
        aside = actions.ignore(finding, spot, document, until) if fits else None
        for offer in [*offers, *([aside] if aside else [])]:
            edit = _edit(session, corpus, offer)
            if edit is not None:
                found.setdefault(
                    offer.title,
                    lsp.CodeAction(
                        offer.title,
                        lsp.CodeActionKind.QuickFix,
                        [diagnostic],
                        is_preferred=offer.preferred or None,
                        edit=edit,
                    ),
                )
    return list(found.values())


def _edit(session: Session, corpus: Corpus, offer: actions.Action) -> lsp.WorkspaceEdit | None:
    """The edits of all documents, each for the version that was read."""
    changes: dict[str, list[lsp.TextEdit]] = {}
    versions: dict[str, int | None] = {}
    for name, edits in offer.edits.items():
        source, page = corpus.file(name), corpus.page(name)
        made = [page.edit(edit) for edit in edits] if page else [None]
        fitting = [edit for edit in made if edit is not None]
        if source is None or len(fitting) < len(made):
            return None
        uri = session.desk.uri(source.path)
        changes.setdefault(uri, []).extend(fitting)
        versions[uri] = session.desk.version(source.path)
    workspace = session.desk.server.client_capabilities.workspace
    if workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes:
        return lsp.WorkspaceEdit(
            document_changes=[
                lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri, versions[uri]), changes[uri])
                for uri in changes
            ]
        )
    return lsp.WorkspaceEdit(changes=changes)
