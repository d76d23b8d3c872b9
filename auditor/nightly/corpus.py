"""The audit of one folder out of a ledger: what changed since is read and checked, and the report made of what is found by then."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final, TypeVar, overload

import msgspec

from auditor.addresses import addresses
from auditor.aside import Exemptions, severity_of
from auditor.auditing import Audit, Reading, hash_of, in_vain, inputs_of, order_of, report_of
from auditor.decoding.formats import is_text
from auditor.graph import Graph
from auditor.lapses import in_force
from auditor.lexicon.names import Names, load_names
from auditor.loading import is_other_kind, unread_kind
from auditor.model.assertions import Extraction
from auditor.model.findings import DocumentInfo, Ignored, Inputs, Location
from auditor.model.found import Found, Head, PutAside, head_of
from auditor.model.ignores import Ignore
from auditor.model.reference import Reference
from auditor.model.source import Skipped
from auditor.nightly.checking import Checks
from auditor.nightly.coding import Damaged, decoded, encoded
from auditor.nightly.files import Files, Paths, differences
from auditor.nightly.ledger import Ledger
from auditor.policy import Policy
from auditor.reading.corpus import Means, read_each, unreached
from auditor.reading.file import Said
from auditor.reference.authority import Authority, authority
from auditor.rules import RULES
from auditor.rules.rule import Rule
from auditor.store.database import OUT_OF_REACH
from auditor.store.tree import Tree
from auditor.store.tree import decoded as tree_of

T = TypeVar("T")
_FEW: Final = 200  # files; where more changed, everything is checked again
_TOGETHER: Final = 200  # documents that are put on one graph, by rules that look at each alone
_FOLDER: Final = "ledgers"


class Unfit(Exception):  # noqa: N818 - it says what the corpus is
    """A corpus for which this way is not made, because two of its documents go by one name; or a disk with no room for it."""


class Question(msgspec.Struct, frozen=True):
    """What is audited, against what, and how it is weighed.

    `program` is a hash of everything besides that the answer depends on; `racy_ns` how old a file must be to be believed by its times.
    """

    root: Path
    tree: Tree
    seen_ns: int
    program: str
    rules: Sequence[Rule]
    reference: Reference | None
    as_of: str | None
    policy: Policy
    racy_ns: int


class Night:
    """One audit. The ledger is open until it is closed, because the report looks things up in it when it is written.

    Until then everything is one transaction: what another run writes meanwhile is never told, and what is told of a finding is kept with it.
    """

    def __init__(self, question: Question, means: Means, folder: Path | None, say: Callable[[str], None]) -> None:
        self._question = question
        self._means = means
        self._folder = folder
        self._say = say
        self._ledger: Ledger | None = None

    def audit(self) -> Audit:
        """The audit. Raises Unfit, and NoCluster where a cluster was to read and is not there."""
        path = self._path()
        if path is not None:
            try:
                return self._audit(Ledger(path))
            except (sqlite3.DatabaseError, Damaged) as error:
                self.give_up(error)
            except BaseException:
                self.close()
                raise
        try:  # held by another run, out of reach, or to be built anew the next time: one of our own does as well
            return self._audit(Ledger(None))
        except sqlite3.Error as error:
            self.close()
            raise Unfit from error
        except BaseException:
            self.close()
            raise

    def keep(self) -> None:
        """Keep what was found, and what was told of it, for the next night. A disk that is full keeps what it had."""
        if self._ledger is not None:
            with suppress(sqlite3.Error):
                self._ledger.keep()
            self.close()

    def give_up(self, why: Exception) -> None:
        """Begin anew the next time, because what the ledger holds cannot be told."""
        self.close()
        path = self._path()
        if path is not None and getattr(why, "sqlite_errorcode", 0) & 0xFF not in OUT_OF_REACH:
            self._say(f"{path} is damaged or not ours ({why}); it is built anew")
            self._remove(path)

    def close(self) -> None:
        """Let go of the ledger."""
        if self._ledger is not None:
            self._ledger.close()
            self._ledger = None

    def _path(self) -> Path | None:
        if self._folder is None or not self._folder.is_dir():
            return None
        asked = blake2b(os.fsencode(os.path.abspath(self._question.root)) + b"\0" + os.fsencode(self._question.root), digest_size=8)  # noqa: PTH100 - links as they are  # fmt: skip
        if self._folder.is_symlink() or (self._folder / _FOLDER).is_symlink():
            return None  # nothing is written through a link that a stranger may have laid
        try:
            (self._folder / _FOLDER).mkdir(exist_ok=True)
        except OSError:
            return None
        return self._folder / _FOLDER / f"{asked.hexdigest()}.db"

    @staticmethod
    def _remove(path: Path) -> None:
        with suppress(OSError):
            for end in ("", "-journal"):
                path.with_name(path.name + end).unlink(missing_ok=True)

    def _audit(self, ledger: Ledger) -> Audit:
        self._ledger = ledger
        question, names = self._question, load_names()
        judge = authority(question.reference, question.as_of) if question.reference else None
        checks = Checks(ledger, judge, names)
        against = msgspec.msgpack.encode((question.reference and question.reference.sha256, question.as_of))
        filing = _Filing(ledger, question, self._means, names)
        versions = filing.bring_up_to_date(checks)
        if filing.anew:
            checks.check_all(())
        elif versions is None or ledger.mark("against") != against:
            ledger.forget_findings()
            checks.check_all([one.name for one in ledger.documents()])
        elif versions:
            checks.check_changed(versions)
        ledger.set_mark("against", against)
        return _reported(ledger, checks, question, judge)


class _Filing:
    """Puts into the ledger what changed since it was last brought up to date."""

    def __init__(self, ledger: Ledger, question: Question, means: Means, names: Names) -> None:
        self._ledger = ledger
        self._question = question
        self._means = means
        self._names = names
        self.anew = False  # everything was filed, and each document checked by itself
        self._again: list[str] = []  # files that are read again next time, whatever their times say

    def bring_up_to_date(self, checks: Checks) -> dict[str, tuple[Extraction | None, Extraction | None]] | None:
        """What each document that changed said and says; None where everything is to be checked."""
        ledger, tree = self._ledger, self._question.tree
        before = self._before()
        if before is None:
            ledger.empty()
            self.anew = True
            some: list[Extraction] = []
            for said in self._read(Paths(tree)):
                some.append(said)
                if len(some) == _TOGETHER:
                    checks.check_documents(some)
                    some = []
            checks.check_documents(some)
            versions, doubtful = None, None
        else:
            then, believed, again = before
            different = differences(then, tree, believed)
            gone = set(different.gone)
            changed = sorted({*different.changed, *(set(again) - gone)})
            versions = self._exchange(changed, different.gone)
            doubtful = changed if versions is not None else None  # a ledger that was kept holds no name twice
        ledger.index()
        if ledger.repeated(doubtful):
            raise Unfit
        ledger.set_mark("says", self._says())
        ledger.set_mark("tree", tree.encoded())
        ledger.set_mark("files", encoded((self._question.seen_ns - self._question.racy_ns, self._again)))
        return versions

    def _before(self) -> tuple[Tree, int, list[str]] | None:
        data, files = self._ledger.mark("tree"), self._ledger.mark("files")
        if not data or not files or self._ledger.mark("says") != self._says():
            return None
        then = tree_of(data)
        if then is None:
            raise Damaged("the tree")
        believed, again = decoded(files, _BEFORE)
        return then, believed, again

    def _says(self) -> bytes:
        return self._question.program.encode()

    def _exchange(
        self, changed: Sequence[str], gone: Sequence[str]
    ) -> dict[str, tuple[Extraction | None, Extraction | None]] | None:
        few = len(changed) + len(gone) <= _FEW
        before: dict[str, Extraction] = {}
        for file in (*gone, *changed):
            said = self._ledger.forget(file)
            before |= said if few else {}
        after = {said.document: said for said in self._read(changed) if few}
        return {name: (before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())} if few else None  # fmt: skip

    def _read(self, paths: Sequence[str]) -> Iterator[Extraction]:
        """File what the files say, and tell it."""
        documents = array("q")
        for number, path in enumerate(paths):
            why = unread_kind(Path(path))
            if why:
                [one] = Files(self._question.root, paths, [number])
                self._ledger.file(path, Said(one.name, "", None, Skipped(one.name, "load", why)))
            else:
                documents.append(number)
        files = Files(self._question.root, paths, documents)
        missing = bytearray(b"\1") * len(documents)
        for index, group in read_each(files, self._names, self._means):
            missing[index] = 0
            for said in group:
                self._file(paths[documents[index]], said)
                if said.extraction:
                    yield said.extraction
        for index, number in enumerate(documents):
            if missing[index]:
                for said in unreached(files[index]):
                    self._file(paths[number], said)

    def _file(self, path: str, said: Said) -> None:
        if said.skipped and not is_other_kind(said.skipped):
            self._again.append(path)
        self._ledger.file(path, said)


class Documents(Sequence[DocumentInfo]):
    """Every document that was read, by name; looked up whenever somebody asks."""

    def __init__(self, ledger: Ledger, count: int) -> None:
        self._ledger = ledger
        self._count = count

    def __iter__(self) -> Iterator[DocumentInfo]:
        where = addresses(Origins(self._ledger))
        return (
            DocumentInfo(one.name, one.assertions, where.get(one.name, ""), is_text(one.name, Path(one.file).suffix))
            for one in self._ledger.documents()
        )

    @overload
    def __getitem__(self, index: int) -> DocumentInfo: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[DocumentInfo]: ...
    def __getitem__(self, index: int | slice) -> DocumentInfo | Sequence[DocumentInfo]:
        return list(self)[index]

    def __len__(self) -> int:
        return self._count


class Origins(Mapping[str, Path]):
    """The file of each document, as the user gave it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getitem__(self, name: str) -> Path:
        file = self._ledger.origin(name)
        if file is None:
            raise KeyError(name)
        return Path(file)

    def __iter__(self) -> Iterator[str]:
        return self._ledger.names()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _reported(ledger: Ledger, checks: Checks, question: Question, judge: Authority | None) -> Audit:
    counts = ledger.counts()
    skipped = tuple(ledger.skipped())
    complete = all(map(is_other_kind, skipped)) and counts[0] > 0
    sha256 = hash_of(ledger.hashes())
    origins = Origins(ledger)
    inputs = inputs_of(counts[0], sha256, question.rules, question.reference, question.as_of)
    found = _in_order(checks, {rule.id: rule for rule in question.rules}, question.policy)
    ignored: Sequence[Ignored] = ()
    ignores = ledger.ignores()
    if ignores or question.policy.per_file_ignores:
        found, ignored = _sifted(checks, found, ignores, origins, question, inputs, whole=complete)
    report = report_of(found, ignored, question.rules, inputs, skipped, counts)
    report = msgspec.structs.replace(report, documents=Documents(ledger, counts[0]))
    return Audit(report, Reading((), skipped, sha256, complete, origins), Graph(), judge)


def _in_order(checks: Checks, rules: Mapping[str, Rule], policy: Policy) -> Found:
    """All findings of some rules."""
    weighed = (
        msgspec.structs.replace(head, severity=severity_of(head.severity, head.rule, policy.severities, rules))
        for head in checks.heads()
        if head.rule in rules
    )
    return Found(sorted(weighed, key=_order), checks)


def _sifted(  # noqa: PLR0917 - the values of an audit
    checks: Checks,
    found: Found,
    ignores: Sequence[Ignore],
    paths: Mapping[str, Path],
    question: Question,
    inputs: Inputs,
    *,
    whole: bool,
) -> tuple[Found, PutAside]:
    """The findings that the documents and the policy leave, and those that are put aside; each is looked at by itself."""
    exemptions = Exemptions(in_force(ignores, inputs.as_of), question.policy, paths, RULES)
    kept: list[Head] = []
    aside: list[tuple[Head, tuple[str, Location | None]]] = []
    # Those of settings are worked out for every document that a finding names; others lie in the documents that ask for them.
    near = None if question.policy.per_file_ignores else checks.in_documents({one.document for one in ignores})
    for head in found.heads:
        if near is not None and head.number not in near:
            kept.append(head)
            continue
        finding = found.finding(head)
        why, rest = exemptions.weigh(finding)
        if why:
            aside.append((head, why))
        else:
            kept.append(head if rest is finding else head_of(rest))
    late = in_vain(ignores, exemptions.used, paths, question.rules, question.policy, inputs, whole=whole)
    kept += map(head_of, late.kept)
    aside += ((head_of(one.finding), (one.reason, one.location)) for one in late.ignored)
    aside.sort(key=lambda one: _order(one[0]))
    return found.of(sorted(kept, key=_order)), PutAside(found.of(head for head, _ in aside), [why for _, why in aside])


def _order(head: Head) -> tuple[int, str, str, str]:
    return order_of(head.severity, head.rule, head.subject, head.fingerprint)


_BEFORE: Final = msgspec.msgpack.Decoder(tuple[int, list[str]])
