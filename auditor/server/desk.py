"""What lies open: the editor's texts beside the corpora on disk, and how the editor names and counts them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.uris import from_fs_path, to_fs_path

from auditor.lexicon.names import load_names
from auditor.loading import load
from auditor.model.source import Document, Place
from auditor.patterns import absolute
from auditor.server.corpus import Corpus, edited
from auditor.server.positions import offset
from auditor.server.protocol import Server
from auditor.server.sheets import is_shown, is_text
from auditor.server.words import Word, word_at


class Cursor(NamedTuple):
    """Where a cursor stands: in which document of which file, and at which offset of its text."""

    corpus: Corpus
    file: str
    document: Document
    offset: int


class Desk:
    """The folders of the editor with their corpora, and its open documents."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.folders: dict[Path, Corpus | None] = {}  # None: its settings are wrong
        self.open: dict[Path, str] = {}  # the addresses of open documents, as the editor writes them
        self.dirty: dict[Path, float] = {}  # documents that are not yet read as they are now, and since when

    def corpora(self) -> list[Corpus]:
        """Each corpus once."""
        return list({id(corpus): corpus for corpus in self.folders.values() if corpus is not None}.values())

    def text(self, path: Path) -> str | None:
        """The text that is being edited; None of a file that is not open, or that an editor does not show as we read it."""
        uri = self.open.get(path)
        return self.server.workspace.get_text_document(uri).source if uri and is_shown(path) else None

    def holding(self, uri: str) -> tuple[Corpus, str] | None:
        """The corpus that a document belongs to, and its name there."""
        path = path_of(uri)
        for corpus in self.corpora() if path is not None else ():
            source = corpus.source(path) if path is not None else None
            if source is not None and source.name in corpus.sources:
                return corpus, source.name
        return None

    def word(self, spot: Cursor) -> Word | None:
        """The code, drug, brand or modifier under a cursor."""
        path = spot.corpus.sources[spot.file].path
        # What was read of an older text would mislead.
        current = spot.corpus.state.documents.get(spot.document.name) if path not in self.dirty else None
        return word_at(spot.document.text, spot.offset, current, load_names(), spot.corpus.settled.authority)

    def cursor(self, uri: str, position: lsp.Position) -> Cursor | None:
        """The document, and the offset in it, at a position in the editor; None where no document stands."""
        held = self.holding(uri)
        if held is None:
            return None
        corpus, name = held
        source = corpus.sources[name]
        sheet = corpus.sheet(source)
        if sheet is None:
            document = self.document(corpus, name)
            if document is None:
                return None
            return Cursor(corpus, name, document, offset(document.text, position, self.encoding))
        at = offset(sheet.text, position, self.encoding)
        index, held_here = sheet.at(at), corpus.documents(name)
        document = self.document(corpus, held_here[index]) if index is not None and index < len(held_here) else None
        page = corpus.page(document.name) if document else None
        there = page.offset(at) if page else None
        return Cursor(corpus, name, document, there) if document and there is not None else None

    def document(self, corpus: Corpus, name: str) -> Document | None:
        """A document as it is now, in the editor or on disk; None for one that an editor does not show as text."""
        source = corpus.file(name)
        if source is None:
            return None
        if not is_text(source.path):
            return corpus.part(name)
        text = self.text(source.path)
        loaded = load(source) if text is None else next(edited(source, text))
        return loaded if isinstance(loaded, Document) else None

    def uri(self, path: Path) -> str:
        """The address of a file, as the editor writes it where it is open."""
        return self.open.get(path) or _address(path)

    def version(self, path: Path) -> int | None:
        """The version of an open document, None of one that is not open."""
        uri = self.open.get(path)
        return self.server.workspace.get_text_document(uri).version if uri else None

    def location(self, corpus: Corpus, name: str, place: Place) -> lsp.Location | None:
        """Where a place lies: at the start of a file in which nobody can point at it. None for what is no document, such as the reference."""
        source = corpus.file(name)
        if source is None:
            return None
        page = corpus.page(name)
        start = lsp.Position(0, 0)
        return lsp.Location(self.uri(source.path), page.range(place) if page else lsp.Range(start, start))

    @property
    def encoding(self) -> str:
        """In what units the editor counts columns."""
        return str(self.server.workspace.position_encoding or lsp.PositionEncodingKind.Utf16.value)


def path_of(uri: str) -> Path | None:
    """The file of an address, None for what is none, such as an unsaved note."""
    if not uri.startswith("file:"):
        return None
    path = to_fs_path(uri)
    return absolute(Path(path)) if path else None


@lru_cache(maxsize=2**16)
def _address(path: Path) -> str:
    return from_fs_path(str(path)) or path.as_uri()
