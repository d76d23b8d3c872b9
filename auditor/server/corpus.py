"""One configured corpus as an editor sees it: the files on disk, the texts that are being edited, and what is found in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import count, groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from auditor.decoding.formats import MEDIA, decoded
from auditor.decoding.raw import Raw
from auditor.incremental.standing import Standing
from auditor.incremental.state import Changed, Incremental
from auditor.lexicon.names import load_names
from auditor.loading import Source, discover, is_other_kind, load
from auditor.model.assertions import Extraction
from auditor.model.findings import Severity
from auditor.model.source import Document, Skipped
from auditor.patterns import absolute
from auditor.policy import PLAIN, Policy
from auditor.reading.corpus import Means, Watch, read_corpus
from auditor.reading.file import Said, read_document, read_file, renamed
from auditor.reference.authority import Authority
from auditor.rules import RULES
from auditor.rules.rule import Rule
from auditor.server.positions import Columns
from auditor.sieve import Sieve

MARK = "\ufeff"  # a byte order mark: in the decoded text of a file, but not in an editor's


class BadSettings(ValueError):  # noqa: N818 - it says what is wrong
    """A folder's settings cannot be followed; the message tells why."""


def _alone(watch: Watch) -> AbstractContextManager[Means]:
    return nullcontext(Means(watch=watch))


class Settled(msgspec.Struct, frozen=True):
    """What is configured for a folder: which documents, how they are judged, and by what means they are read."""

    paths: tuple[Path, ...]  # from the root
    rules: tuple[Rule, ...] = RULES
    authority: Authority | None = None
    policy: Policy = PLAIN
    severity: Severity = "note"  # nothing below is shown
    means: Callable[[Watch], AbstractContextManager[Means]] = _alone

    def says_the_same(self, other: Settled) -> bool:
        """Whether two folders are of one corpus, judged in one way."""
        return self._key == other._key

    @property
    def _key(self) -> tuple[object, ...]:
        reference = self.authority.reference.sha256 if self.authority else ""
        return self.paths, [rule.id for rule in self.rules], self.policy, self.severity, reference


# What is configured for a folder, whoever reads it. Raises BadSettings.
Settle: TypeAlias = Callable[[Path], Settled]


class Read(NamedTuple):
    """A file that was read: what its documents say, and the text, where that is the editor's."""

    source: Source
    said: tuple[Said, ...]
    text: str | None = None


class Taken(NamedTuple):
    """What became of the findings, the files that can be read now or no longer, and documents whose columns count otherwise."""

    changed: Changed
    readable: frozenset[str]
    recounted: frozenset[str] = frozenset()


def read(source: Source, text: str | None) -> Read:
    """Read a file from disk, or the text that is being edited. A pure function of either; never raises."""
    if text is None:
        return Read(source, read_file(source, load_names()).said)
    loaded = edited(source, text)
    if isinstance(loaded, Skipped):
        return Read(source, (Said(source.name, "", None, loaded),), text)
    return Read(source, (read_document(loaded, load_names()),), text)


def edited(source: Source, text: str) -> Document | Skipped:
    """The document of a text in the editor, as a file with this text would be loaded."""
    # The mark says that the bytes are UTF-8, whatever charset a page declares for its file.
    data = (MARK + text.removeprefix(MARK)).encode(errors="replace")
    loaded = next(decoded(Raw(source.name, data), source.path.suffix))
    if isinstance(loaded, Skipped):
        return loaded
    return msgspec.structs.replace(loaded, text=loaded.text.removeprefix(MARK))


def is_text(path: Path) -> bool:
    """Whether an editor shows a file as we read it, so that places in it mean something there."""
    return path.suffix.lower() in MEDIA


class Corpus:
    """The documents of one configuration. Where the configured folders are missing, only what is open in the editor."""

    def __init__(self, folder: Path, settled: Settled, encoding: str) -> None:
        self.settled = settled
        self.state = Incremental(settled.rules, settled.authority)
        self.standing = Standing(self.state, settled.rules, settled.policy)
        self.sources: dict[str, Source] = {}  # by name of the file; the document of a text goes by it, too
        self.skipped: dict[str, tuple[Skipped, ...]] = {}  # by name of the file
        self._encoding = encoding
        self._files: dict[Path, str] = {}
        self._held: dict[str, tuple[str, ...]] = {}  # by name of the file, its documents
        self._holder: dict[str, str] = {}  # by document, the name of its file
        self._columns: dict[str, Columns] = {}
        self._unfit = False  # whether there is something in the folders that should be a document and cannot be one
        self._roots = tuple(path for path in settled.paths if path.exists())
        self._loose = () if self._roots else (folder,)

    @property
    def is_on_disk(self) -> bool:
        """Whether the configured folders are there."""
        return bool(self._roots)

    # Files

    def rescan(self, keep: Iterable[Path]) -> tuple[list[Source], list[str]]:
        """Look for files again: those that are new, and the names of those that are gone. What is in `keep` is not gone."""
        self._roots = tuple(path for path in self.settled.paths if path.exists())
        found, unread = discover(self._roots, Sieve(self.settled.policy).keeps)
        self._unfit = any(not is_other_kind(skip) for skip in unread)
        there = {source.name: Source(absolute(source.path), source.name) for source in found}
        for path in keep:
            name = self._files.get(path)
            if name is not None and name not in there:
                there[name] = Source(path, name)
        new = [source for name, source in there.items() if self.sources.get(name) != source]
        gone = [name for name in self.sources if name not in there]
        self.sources = there
        self._files = {source.path: name for name, source in there.items()}
        return new, gone

    def read_files(self, sources: Sequence[Source], watch: Watch) -> list[Read]:
        """Read files by the configured means; what is known from an earlier run is not read again."""
        by_path = {source.path: source for source in sources}
        with self.settled.means(watch) as means:
            said = list(read_corpus(sources, load_names(), means))
        groups = groupby(said, key=lambda one: one[0])
        return [Read(by_path[path], tuple(one for _, one in group)) for path, group in groups]

    def source(self, path: Path) -> Source | None:
        """The file at a path, if it belongs to the corpus; it need not be saved yet."""
        name = self._files.get(path) or self._name(path)
        return Source(path, name) if name is not None else None

    def add(self, source: Source) -> None:
        """A file that the last look did not find: it is only open in the editor so far."""
        self.sources[source.name] = source
        self._files[source.path] = source.name

    def name(self, path: Path) -> str | None:
        """The name of a file that is known, None of any other."""
        return self._files.get(path)

    def file(self, document: str) -> Source | None:
        """The file that holds a document, None for what is no document, such as the reference."""
        return self.sources.get(self._holder.get(document, document))

    def documents(self, name: str) -> tuple[str, ...]:
        """The documents of a file."""
        return self._held.get(name, ())

    # Texts

    def take(self, reads: Iterable[Read], gone: Iterable[str] = ()) -> Taken:
        """Take in what was read, and forget the files that are gone."""
        said: list[Extraction] = []
        left: set[str] = set()
        told: set[str] = set()
        recounted: set[str] = set()
        for name in gone:
            told.add(name)
            left |= self._forget(name)
        for one in reads:
            name = one.source.name
            before, counted = self.skipped.get(name, ()), self._columns.get(name)
            left |= self._forget(name)
            for found in self._settle_names(name, one.said):
                said += [found.extraction] if found.extraction else []
            self.skipped[name] = tuple(found.skipped for found in one.said if found.skipped)
            if self.skipped[name] != before:
                told.add(name)
            if one.text is not None:
                self._columns[name] = Columns(one.text.removeprefix(MARK), self._encoding)
            now = self._columns.get(name)
            if counted is not None and (now is None or now.peculiar != counted.peculiar):
                recounted.add(name)
        changed = self.state.update(said, left - {one.document for one in said})
        folders = bool(self._roots) and all(root.is_dir() for root in self._roots)
        skipped = (skip for group in self.skipped.values() for skip in group)
        self.standing.whole = folders and not self._unfit and all(map(is_other_kind, skipped))
        return Taken(changed, frozenset(told), frozenset(recounted))

    def columns(self, document: str) -> Columns | None:
        """How the editor counts columns in a document; None for one that an editor does not show as text."""
        source = self.sources.get(document)
        if source is None or not is_text(source.path):
            return None
        if document not in self._columns:
            loaded = load(source)
            self._columns[document] = Columns(loaded.text if isinstance(loaded, Document) else "", self._encoding)
        return self._columns[document]

    def _forget(self, name: str) -> set[str]:
        documents = set(self._held.pop(name, ()))
        self.skipped.pop(name, None)
        self._columns.pop(name, None)
        for document in documents:
            del self._holder[document]
            self.standing.paths.pop(document, None)
        return documents

    def _settle_names(self, name: str, said: Iterable[Said]) -> Iterator[Said]:
        """What a file's documents say. Of two that go by one name, such as the address of a post in two exports, the later is numbered."""
        held: list[str] = []
        for one in said:
            free = one.document
            numbers = count(2)
            while free in self._holder:
                free = f"{one.document}#{next(numbers)}"
            self._holder[free] = name
            self.standing.paths[free] = self.sources[name].path
            held.append(free)
            yield one if free == one.document else renamed(one, free)
        self._held[name] = tuple(held)

    def _name(self, path: Path) -> str | None:
        """What a document would be called that is not on disk, or to which a link leads."""
        if not is_text(path):
            return None
        for root in (*self._roots, *self._loose):
            for top in (root, Path(os.path.realpath(root))):
                if path.is_relative_to(top) and path != top:
                    below = path.relative_to(top)
                    linked = self._files.get(root / below)
                    if linked is not None:
                        return linked
                    if self._keeps(root, root / below):
                        name = below.as_posix()
                        return name if name not in self.sources else f"{root.name}/{name}"
        return None

    def _keeps(self, root: Path, path: Path) -> bool:
        keeps = Sieve(self.settled.policy).keeps
        above = [folder for folder in path.parents if folder.is_relative_to(root) and folder != root]
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        return not hidden and keeps(root, path, False) and all(keeps(root, folder, True) for folder in above)
