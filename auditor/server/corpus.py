"""One configured corpus as an editor sees it: the files on disk, the texts that are being edited, and what is found in them."""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

import msgspec

from auditor.decoding.formats import decoded
from auditor.decoding.inlays import as_utf_8
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
from auditor.reading.corpus import Means, Watch, own_names, read_groups
from auditor.reading.file import Said, read_document, read_file, renamed
from auditor.reference.authority import Authority
from auditor.rules import RULES
from auditor.rules.rule import Rule
from auditor.server.positions import Columns
from auditor.server.sheets import Page, Sheet, Whole, is_shown, is_text, text_of
from auditor.sieve import Sieve

MARK = "\ufeff"  # a byte order mark: in the decoded text of a file, but not in an editor's
SHEETS: Final = 4  # files that hold several documents whose texts are kept


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
    files: frozenset[Path] = frozenset()  # that all this is taken from

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


# What documents were found to say, by the name that their file gives them, and hash.
Known: TypeAlias = Mapping[tuple[str, str], Said]


def read(source: Source, text: str | None, known: Known | None = None) -> Read:
    """Read a file from disk, or the text that is being edited; what is known is not read again. Never raises."""
    if text is None:
        return Read(source, read_file(source, load_names()).said)
    said = tuple(_said(loaded, known or {}) for loaded in edited(source, text))
    return Read(source, said, text)


def _said(loaded: Document | Skipped, known: Known) -> Said:
    if isinstance(loaded, Skipped):
        return Said(loaded.document, "", None, loaded)
    return known.get((loaded.name, loaded.sha256)) or read_document(loaded, load_names())


def edited(source: Source, text: str) -> Iterator[Document | Skipped]:
    """The documents of a text in the editor, as a file with this text would be loaded."""
    suffix = source.path.suffix
    if not is_text(source.path):
        yield from decoded(Raw(source.name, as_utf_8(text)), suffix)
        return
    # The mark says that the bytes are UTF-8, whatever charset a page declares for its file.
    data = (MARK + text.removeprefix(MARK)).encode(errors="replace")
    for loaded in decoded(Raw(source.name, data), suffix):
        if isinstance(loaded, Document):
            yield msgspec.structs.replace(loaded, text=loaded.text.removeprefix(MARK))
        else:
            yield loaded


class Corpus:
    """The documents of one configuration. Where the configured folders are missing, only what is open in the editor."""

    def __init__(self, folder: Path, settled: Settled, encoding: str) -> None:
        self.settled = settled
        self.state = Incremental(settled.rules, settled.authority)
        self.standing = Standing(self.state, settled.rules, settled.policy)
        self.sources: dict[str, Source] = {}  # by name of the file; the document of a text goes by it, too
        self.skipped: dict[str, tuple[Skipped, ...]] = {}  # by name of the file
        self._encoding = encoding
        self.unfit: dict[
            Path, Skipped
        ] = {}  # what should be a document and cannot be one, as a folder that nobody may list
        self._files: dict[Path, str] = {}
        self._said: dict[str, tuple[Said, ...]] = {}  # by name of the file, what its documents say
        self._held: dict[str, tuple[str, ...]] = {}  # by name of the file, its documents
        self._holder: dict[str, tuple[str, int]] = {}  # by document, the name of its file, and its number there
        self._filed: dict[str, Said] = {}  # by document, what the state knows of it
        self._is_numbered = False  # whether two documents go by one name
        self._unread: set[str] = set()  # files of which not all could be read
        self._columns: dict[str, Columns] = {}
        self._texts: dict[str, str] = {}  # of files that hold several documents and are being edited
        self._sheets: OrderedDict[str, Sheet] = OrderedDict()
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
        self.unfit = {self._place_of(skip.document): skip for skip in unread if not is_other_kind(skip)}
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
        with self.settled.means(watch) as means:
            return list(map(Read, sources, read_groups(sources, load_names(), means)))

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
        holder = self._holder.get(document)
        return self.sources.get(holder[0] if holder else document)

    def documents(self, name: str) -> tuple[str, ...]:
        """The documents of a file."""
        return self._held.get(name, ())

    def known(self, name: str) -> Known:
        """What the documents of a file that holds several were found to say."""
        source = self.sources.get(name)
        if source is None or is_text(source.path):  # with a byte order mark, a text has other places on disk
            return {}
        return {(said.document, said.sha256): said for said in self._said.get(name, ()) if said.extraction}

    # Texts

    def take(self, reads: Iterable[Read], gone: Iterable[str] = ()) -> Taken:
        """Take in what was read, and forget the files that are gone."""
        told = set(gone)
        recounted: set[str] = set()
        before = {name: self._given(name) for name in told}
        for name in told:
            self._forget(name)
        for one in reads:
            name, skipped = one.source.name, self.skipped.get(one.source.name, ())
            counted, parted = self._columns.get(name), name in self._sheets
            before[name] = self._given(name)
            self._forget(name)
            self._keep(one)
            if self.skipped[name] != skipped:
                told.add(name)
            now = self._columns.get(name)
            if parted or (counted is not None and (now is None or now.peculiar != counted.peculiar)):
                recounted.add(name)
        said, left = self._settle_names(before)
        changed = self.state.update(said, left)
        folders = bool(self._roots) and all(root.is_dir() for root in self._roots)
        self.standing.whole = folders and not self.unfit and not self._unread
        documents = (document for name in recounted for document in self.documents(name))
        return Taken(changed, frozenset(told), frozenset(documents))

    def page(self, document: str) -> Page | None:
        """How the editor shows a document; None where that is not as text, or nobody can tell where."""
        source = self.file(document)
        if source is None:
            return None
        if is_text(source.path):
            return Whole(self._columns_of(source))
        sheet = self.sheet(source)
        if sheet is None or document not in self._holder:
            return None
        name, index = self._holder[document]
        return sheet.part(index, self._said[name][index])

    def part(self, document: str) -> Document | None:
        """A document of a file that holds several and is shown as text, None of another."""
        source = self.file(document)
        sheet = self.sheet(source) if source else None
        found = sheet.document(self._holder[document][1]) if sheet and document in self._holder else None
        return msgspec.structs.replace(found, name=document) if found else None

    def sheet(self, source: Source) -> Sheet | None:
        """The text of a file that holds several documents, None of another."""
        if is_text(source.path) or not is_shown(source.path):
            return None
        name = source.name
        if name not in self._sheets:
            text = self._texts.get(name)
            shown = text_of(source.path) if text is None else text
            self._sheets[name] = Sheet(name, shown, source.path.suffix, self._encoding)
            if len(self._sheets) > SHEETS:
                self._sheets.popitem(last=False)
        self._sheets.move_to_end(name)
        return self._sheets[name]

    def _columns_of(self, source: Source) -> Columns:
        if source.name not in self._columns:
            loaded = load(source)
            self._columns[source.name] = Columns(loaded.text if isinstance(loaded, Document) else "", self._encoding)
        return self._columns[source.name]

    def _keep(self, one: Read) -> None:
        name = one.source.name
        self._said[name] = tuple(said for said in one.said if said.sha256)
        self.skipped[name] = tuple(said.skipped for said in one.said if said.skipped)
        if not all(map(is_other_kind, self.skipped[name])):
            self._unread.add(name)
        if one.text is not None and is_text(one.source.path):
            self._columns[name] = Columns(one.text.removeprefix(MARK), self._encoding)
        elif one.text is not None:
            self._texts[name] = one.text.removeprefix(MARK)

    def _forget(self, name: str) -> None:
        """What was read of a file no longer counts."""
        self._unread.discard(name)
        self._said.pop(name, None)
        self.skipped.pop(name, None)
        self._columns.pop(name, None)
        self._texts.pop(name, None)
        self._sheets.pop(name, None)

    def _given(self, name: str) -> tuple[str, ...]:
        """The names that a file gives its documents."""
        return tuple(said.document for said in self._said.get(name, ()))

    def _settle_names(self, before: Mapping[str, tuple[str, ...]]) -> tuple[list[Extraction], set[str]]:
        """Name the documents of the files that changed as `check` names them: what the state takes in, and what it forgets.

        Of two that go by one name, such as the address of a post in two exports, the later is numbered: then all are named anew,
        unless every file still gives the names of `before`.
        """
        names: Collection[str] = before.keys()
        now = {name: self._given(name) for name in names}
        given = [document for name in names for document in now[name]]
        alone = len(set(given)) == len(given) and all(
            document not in self._holder or self._holder[document][0] in names for document in given
        )
        if now == before:
            own = [document for name in sorted(names) for document in self._held.get(name, ())]
        else:
            if self._is_numbered or not alone:
                names = self._said.keys() | self._held.keys()
            own = list(own_names(said for name in sorted(names) for said in self._said.get(name, ())))
        places = [(name, index) for name in sorted(names) for index in range(len(self._said.get(name, ())))]
        left = {document for name in names for document in self._held.pop(name, ())}
        for document in left:
            del self._holder[document]
        found, unsaid = self._file(list(zip(own, places, strict=True)))
        if now != before and (self._is_numbered or not alone):
            self._is_numbered = any(one != self._said[name][at].document for one, (name, at) in self._holder.items())
        left -= self._holder.keys()
        for document in left:
            del self._filed[document], self.standing.paths[document]
        return found, left | unsaid

    def _file(self, named: Sequence[tuple[str, tuple[str, int]]]) -> tuple[list[Extraction], set[str]]:
        """File documents under their names: what is news to the state, and which of them say nothing."""
        found: list[Extraction] = []
        empty: set[str] = set()
        for name, group in groupby(named, key=lambda one: one[1][0]):
            self._held[name] = tuple(document for document, _ in group)
        for document, (name, index) in named:
            said = self._said[name][index]
            self._holder[document] = name, index
            self.standing.paths[document] = self.sources[name].path
            news = said if document == said.document else renamed(said, document)
            if news.extraction is None:
                empty.add(document)
            elif self._filed.get(document) is not said:
                found.append(news.extraction)
            self._filed[document] = said
        return found, empty

    def _name(self, path: Path) -> str | None:
        """What a document would be called that is not on disk, or to which a link leads."""
        if not is_shown(path):
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

    def _place_of(self, name: str) -> Path:
        """Where a name of `discover` leads, as far as one can tell."""
        there = (folder / name for root in self._roots for folder in (root, root.parent))
        return next((path for path in there if os.path.lexists(path)), self._roots[0])

    def _keeps(self, root: Path, path: Path) -> bool:
        keeps = Sieve(self.settled.policy).keeps
        above = [folder for folder in path.parents if folder.is_relative_to(root) and folder != root]
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        return not hidden and keeps(root, path, False) and all(keeps(root, folder, True) for folder in above)
