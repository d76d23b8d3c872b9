"""What is wrong with a corpus, kept beside what it says: after a change, only what that can touch is checked again."""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec

from auditor.auditing import cross_reference
from auditor.graph import Graph, claims, of_claims
from auditor.incremental.looks import LOOKS, TELLS_CODES_APART, Look
from auditor.incremental.relocation import ANNOUNCING, Moved, Statement, announced, compared, relocated
from auditor.lexicon.names import Names
from auditor.model.assertions import KINDS, Assertion, CodeMention, Extraction, Kind
from auditor.model.findings import Finding, Repair
from auditor.model.found import Head
from auditor.nightly.coding import Damaged, decoded, encoded, kept, packed, restored, unpacked
from auditor.nightly.gathering import gathered
from auditor.nightly.ledger import Ledger, Sort
from auditor.nightly.lying import Key, Lain, Lying
from auditor.reference.authority import Authority
from auditor.repair.mending import mended, to_change
from auditor.repair.statements import Speakers
from auditor.rules import RULES
from auditor.rules.rule import Rule

Versions: TypeAlias = Mapping[
    str, tuple[Extraction | None, Extraction | None]
]  # by document, what it said and what it says

_GROUP: Final = 2000  # entries that are looked at together; a subject of which more is said is looked at alone
_DOCUMENTS: Final = 200  # that are looked at together, by rules that look at one or to mend findings
_MENDED: Final = 32  # findings that are mended together, if they concern no more than so many documents
_LYING: Final = "lying"  # the mark that tells what lies in the last reports
# How a look finds everything that its findings may be about.
_ANCHORS: Final[Mapping[Look, tuple[Sort, ...]]] = {
    "subject": ("of code-successor", "referred"),  # and every subject itself
    "brand": ("of drug-brand",),
    "codes of a drug": ("of code-drug",),
    "title": ("announced",),
    "token": ("malformed",),
    "misspelling": ("misspelled",),
}


class _Speakers:
    """How many documents give a code which drug; each code is asked of the ledger once, however many findings weigh it."""

    def __init__(self, ledger: Ledger, names: Names) -> None:
        self._ledger = ledger
        self._names = names
        self._of: dict[str, Speakers] = {}

    def of(self, codes: Iterable[str]) -> Speakers:
        """What is said of these codes, by how many."""
        return {key: number for code in sorted(codes) for key, number in self._said_of(code).items()}

    def _said_of(self, code: str) -> Speakers:
        if code not in self._of:
            said = gathered(self._ledger.said_of({code}, ["code-drug"]), self._names)
            told: dict[tuple[Kind, str, str], set[str]] = defaultdict(set)
            for claim in claims(said, "code-drug", "asserted", "historical"):
                told["code-drug", claim.subject, claim.object].update(claim.documents)
            self._of[code] = {key: len(names) for key, names in told.items()}
        return self._of[code]


class Checks:
    """The findings of a ledger against one reference, and the repairs of each."""

    def __init__(self, ledger: Ledger, authority: Authority | None, names: Names) -> None:
        self._ledger = ledger
        self._connection = ledger.connection
        self._authority = authority
        self._names = names
        lain = ledger.mark(_LYING)
        before: list[Lain] = decoded(lain, _LAIN) if lain else []
        self._lying = Lying(before)
        self._rules: dict[Look, list[Rule]] = defaultdict(list)
        for rule in RULES:
            if not rule.of_lapses:
                self._rules[LOOKS[rule.id]].append(rule)

    def check_all(self, documents: Iterable[str]) -> None:
        """Check everything; nothing was found before but in single documents. `documents` are those that were not checked by themselves."""
        self._check_again("none", {""}, of_claims(()))
        for look, sorts in _ANCHORS.items():
            weights = Counter(dict(self._ledger.subject_weights() if look == "subject" else ()))
            for sort in sorts:
                weights.update(dict(self._ledger.weights(sort)))
            for anchors in _groups(sorted(weights.items())):
                self._check_again(look, anchors, self._around(look, anchors))
        self._check_documents(documents)
        self._mend()

    def check_documents(self, documents: Iterable[Extraction | None]) -> None:
        """Ask the rules that look at one document alone; of each of these, nothing was found before."""
        known = [one for one in documents if one]
        self._check_again("document", {one.document for one in known}, cross_reference(known, self._names))

    def check_changed(self, versions: Versions) -> None:
        """Check what documents can touch that changed; the ledger holds what they say now."""
        different: list[Statement] = []
        announcing: set[str] = set()
        for name, (old, new) in versions.items():
            moved = compared(old, new)
            self._relocate(name, moved)
            different += moved.different
            if any(isinstance(one, CodeMention) and one.role in ANNOUNCING for one in moved.different):
                announcing |= announced(old) | announced(new)
        for look, anchors in self._touched(different, announcing).items():
            for group in _groups((anchor, 1) for anchor in sorted(anchors)):
                self._check_again(look, group, self._around(look, group))
        self._check_documents(versions)
        self._doubt(versions, different)
        self._mend()

    def findings(self) -> Iterator[Finding]:
        """Every finding with its repairs, in no order that means anything."""
        return (self.finding(head.number) for head in self.heads())

    def heads(self) -> list[Head]:
        """What is to be known of every finding to put it in order."""
        rows = self._connection.execute("SELECT rule, severity, subject, fingerprint, id FROM findings ORDER BY id")
        return [Head(*row) for row in rows]

    def finding(self, number: int) -> Finding:
        """A finding with its repairs."""
        row = self._one("SELECT data, repairs FROM findings WHERE id = ?", number)
        if row is None:
            raise Damaged(f"finding {number}")
        repairs = decoded(row[1], _REPAIRS) if row[1] else ()
        return _with(restored(row[0]), repairs)

    def told(self, number: int, form: str) -> Iterator[bytes] | None:
        """What was told of a finding in a form, piece by piece, if all of that is kept. Raises Damaged."""
        question = "SELECT number, length, checksum, last FROM tellings WHERE finding = ? AND form = ? ORDER BY number"
        pieces = self._all(question, number, form)
        if not pieces or not pieces[-1][-1] or pieces[-1][0] != len(pieces) - 1:
            return None
        return (self._piece((number, form, piece), length, checksum) for piece, length, checksum, _ in pieces)

    def _piece(self, key: Key, length: int, checksum: int) -> bytes:
        text = self._lying.text(key, length, checksum)
        if text is None:
            question = "SELECT text FROM tellings WHERE finding = ? AND form = ? AND number = ?"
            text = unpacked(self._one(question, *key)[0])
        self._lying.note(key)
        return text

    def keep(self, number: int, form: str, texts: Iterable[bytes]) -> Iterator[bytes]:
        """What is told of a finding, kept on the way until it is another one. Raises Damaged where there is no room for it."""
        self._retell(number, form)
        for piece, (text, last) in enumerate(_with_end(texts)):
            row = number, form, piece, len(text), zlib.crc32(text), last, packed(text)
            self._one("INSERT INTO tellings VALUES (?, ?, ?, ?, ?, ?, ?)", *row)
            self._lying.note((number, form, piece))
            yield text

    @contextmanager
    def told_into(self, path: Path, position: Callable[[], int]) -> Iterator[Callable[[Sequence[int]], None]]:
        """While a report is written into a file, see `Lying.into`."""
        with self._lying.into(path, position) as end:
            yield end
        self._ledger.set_mark(_LYING, encoded(self._lying.now))

    def _one(self, question: str, *values: object) -> Any:
        """The first row."""
        return next(iter(self._all(question, *values)), None)

    def _all(self, question: str, *values: object) -> list[Any]:
        """All rows. Whoever tells findings may be writing into another database, whose errors these are not."""
        try:
            return self._connection.execute(question, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise Damaged(str(error), getattr(error, "sqlite_errorcode", 0)) from None

    def in_documents(self, names: Iterable[str]) -> set[int]:
        """The findings that quote one of these documents, or of which a repair would have to edit it."""
        found: set[int] = set()
        for name in sorted(set(names)):
            for question in (
                "SELECT finding FROM places WHERE document = ?",
                "SELECT finding FROM weighed WHERE sort = 'document' AND name = ?",
            ):
                found.update(number for (number,) in self._connection.execute(question, (name,)))
        return found

    # Looking

    def _touched(self, different: Sequence[Statement], announcing: set[str]) -> dict[Look, set[str]]:
        """Of each look, what the findings may be about that have to be checked again."""
        said = [one for one in different if isinstance(one, Assertion)]
        codes = [one for one in different if isinstance(one, CodeMention)]
        replaced = {one.object for one in said if one.kind == "code-successor"}
        given = {one.object for one in said if one.kind == "code-drug"}
        apart = {one.subject for one in said if one.kind in TELLS_CODES_APART}
        drugs = {one.object for part in self._ledger.said_of(apart, ["code-drug"]) for one in part.said}
        return {
            "subject": {one.subject for one in said} | replaced | {one.code for one in codes if one.role == "referred"},
            "brand": {one.object for one in said if one.kind == "drug-brand"},
            "codes of a drug": given | drugs,
            "title": announcing,
            "token": {one.quote for one in codes if one.role == "malformed"},
            "misspelling": {one.misspelled for one in said if one.misspelled},
        }

    def _around(self, look: Look, anchors: Collection[str]) -> Graph:
        """Everything that the rules of a look may read to judge these anchors."""
        match look:
            case "subject":
                return self._of_subjects(anchors)
            case "brand":
                return self._of_said("of drug-brand", anchors, ["drug-brand"], lambda one: one.object in anchors)
            case "codes of a drug":
                kinds = ["code-drug", *TELLS_CODES_APART]
                return self._of_said(
                    "of code-drug", anchors, kinds, lambda one: one.kind != "code-drug" or one.object in anchors
                )
            case "title":
                return self._of_mentions("announced", anchors, lambda one: one.role in ANNOUNCING)
            case "token":
                return self._of_mentions(
                    "malformed", anchors, lambda one: one.role == "malformed" and one.quote in anchors
                )
            case _:
                return self._of_said("misspelled", anchors, KINDS, lambda one: one.misspelled in anchors)

    def _of_subjects(self, anchors: Collection[str]) -> Graph:
        """What is said of subjects, the codes that they replaced, and the signposts to them."""
        replaced = self._ledger.subjects("of code-successor", anchors) - set(anchors)
        said = chain(self._ledger.said_of(anchors), self._ledger.said_of(replaced, ["code-successor"]))
        codes = self._mentions("referred", anchors, lambda one: one.role == "referred" and one.code in anchors)
        return gathered(said, self._names, codes, lambda one: one.subject in anchors or one.object in anchors)

    def _of_said(
        self, sort: Sort, anchors: Iterable[str], kinds: Iterable[Kind], wanted: Callable[[Assertion], bool]
    ) -> Graph:
        subjects = self._ledger.subjects(sort, anchors)
        return gathered(self._ledger.said_of(subjects, kinds), self._names, wanted=wanted)

    def _of_mentions(self, sort: Sort, anchors: Iterable[str], wanted: Callable[[CodeMention], bool]) -> Graph:
        return gathered((), self._names, self._mentions(sort, anchors, wanted))

    def _mentions(
        self, sort: Sort, anchors: Iterable[str], wanted: Callable[[CodeMention], bool]
    ) -> Iterator[CodeMention]:
        return (one for codes in self._ledger.mentioning(sort, anchors) for one in codes if wanted(one))

    def _check_documents(self, names: Iterable[str]) -> None:
        """Ask the rules that look at one document, of some at a time."""
        left = iter(names)
        while some := list(islice(left, _DOCUMENTS)):
            graph = cross_reference(filter(None, map(self._ledger.extraction, some)), self._names)
            self._check_again("document", set(some), graph)

    # Keeping

    def _check_again(self, look: Look, anchors: Collection[str], graph: Graph) -> None:
        """Run the rules of a look, and put what they find in the place of what they found."""
        found: dict[tuple[str, str], list[Finding]] = defaultdict(list)
        for rule in self._rules[look]:
            for finding in rule.check(graph, self._authority):
                anchor = finding.primary.document if look == "document" else "" if look == "none" else finding.subject
                if anchor in anchors:
                    found[rule.id, anchor].append(finding)
        for rule in self._rules[look]:
            for anchor in anchors:
                self._keep(rule.id, anchor, found.get((rule.id, anchor), []))

    def _keep(self, rule: str, anchor: str, now: Sequence[Finding]) -> None:
        question = "SELECT id, data FROM findings WHERE rule = ? AND anchor = ? ORDER BY id"
        rows = self._connection.execute(question, (rule, anchor)).fetchall()
        if not rows and not now:
            return
        if [restored(data) for _, data in rows] == now:
            return
        for number, _ in rows:
            for table, key in (
                ("findings", "id"),
                ("tellings", "finding"),
                ("places", "finding"),
                ("weighed", "finding"),
            ):
                self._connection.execute(f"DELETE FROM {table} WHERE {key} = ?", (number,))  # noqa: S608 - fixed words
        for finding in now:
            near = min(finding.subject, *(value.value for value in finding.values))  # a code, if there is one
            head = (finding.severity, finding.subject, finding.fingerprint)
            row = (rule, anchor, near, *head, kept(finding), finding.severity == "note")  # a note is not mended
            question = "INSERT INTO findings VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, NULL, ?)"
            number = self._connection.execute(question, row).lastrowid
            documents = sorted({place.document for place in chain((finding.primary,), finding.related)})
            self._connection.executemany("INSERT INTO places VALUES (?, ?)", [(number, one) for one in documents])

    def _relocate(self, document: str, moved: Moved) -> None:
        """Point the findings at where things stand now."""
        if not moved.places and not moved.sections:
            return
        question = "SELECT id, data FROM findings JOIN places ON finding = id WHERE document = ?"
        for number, data in self._connection.execute(question, (document,)).fetchall():
            there = relocated(restored(data), document, moved)
            self._connection.execute("UPDATE findings SET data = ? WHERE id = ?", (kept(there), number))
            self._retell(number)

    # Mending

    def _doubt(self, versions: Versions, different: Sequence[Statement]) -> None:
        """Take back the repairs that were weighed by what is other now."""
        topics = {("document", name) for name in versions}
        for one in different:
            if isinstance(one, Assertion) and one.kind == "code-drug":
                topics |= {("gives", one.subject), ("drug", one.object)}
        question = (
            "UPDATE findings SET mended = 0 WHERE id IN (SELECT finding FROM weighed WHERE sort = ? AND name = ?)"
        )
        self._connection.executemany(question, sorted(topics))

    def _mend(self) -> None:
        """Weigh how to mend each finding of which that is not known."""
        numbers = [row[0] for row in self._connection.execute("SELECT id FROM findings WHERE mended = 0 ORDER BY near, id")]  # fmt: skip
        speakers = _Speakers(self._ledger, self._names)
        group: dict[int, Finding] = {}
        documents: set[str] = set()
        for number in numbers:
            row = self._connection.execute("SELECT data FROM findings WHERE id = ?", (number,)).fetchone()
            finding = restored(row[0])
            theirs = to_change(finding)
            if group and (len(group) >= _MENDED or len(documents | theirs) > _DOCUMENTS):
                self._mend_some(group, speakers)
                group, documents = {}, set()
            group[number] = finding
            documents |= theirs
        self._mend_some(group, speakers)

    def _mend_some(self, group: Mapping[int, Finding], speakers: _Speakers) -> None:
        whole: dict[str, Extraction | None] = {}
        given: set[str] = set()  # the codes of which it is weighed who gives them a drug
        drugs: set[str] = set()  # and the drugs, to which a code
        for number, finding in group.items():
            documents = to_change(finding)
            whole |= {name: self._ledger.extraction(name) for name in documents - whole.keys()}
            names = {finding.subject, *(value.value for value in finding.values)}
            theirs = {
                one.object
                for name in documents
                if (extraction := whole[name])
                for one in extraction.assertions
                if one.kind == "code-drug" and one.subject in names
            }
            given |= names
            drugs |= names | theirs
            topics = {("document", name) for name in documents}
            topics |= {("gives", name) for name in names} | {("drug", name) for name in names | theirs}
            self._connection.execute("DELETE FROM weighed WHERE finding = ?", (number,))
            self._connection.executemany("INSERT INTO weighed VALUES (?, ?, ?)", [(number, *one) for one in sorted(topics)])  # fmt: skip
        graph = cross_reference([one for _, one in sorted(whole.items()) if one], self._names)
        elsewhere = speakers.of(given | self._ledger.subjects("of code-drug", drugs))
        for number, finding in zip(group, mended(group.values(), graph, self._authority, elsewhere), strict=True):
            repairs = (finding.repair, *finding.alternatives) if finding.repair else ()
            now = encoded(repairs) if repairs else None
            before = self._connection.execute("SELECT repairs FROM findings WHERE id = ?", (number,)).fetchone()[0]
            self._connection.execute("UPDATE findings SET repairs = ?, mended = 1 WHERE id = ?", (now, number))
            if now != before:
                self._retell(number)

    def _retell(self, number: int, form: str = "") -> None:
        """Forget what was told of a finding that is other than it was, in one form or all."""
        self._one("DELETE FROM tellings WHERE finding = ? AND ? IN ('', form)", number, form)


def _groups(weights: Iterable[tuple[str, int]]) -> Iterator[set[str]]:
    """Names in groups of which each has few entries; one that has many is alone."""
    group: set[str] = set()
    total = 0
    for name, weight in weights:
        if group and total + weight > _GROUP:
            yield group
            group, total = set(), 0
        group.add(name)
        total += weight
    if group:
        yield group


def _with_end(texts: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each text, and whether it is the last; one that is empty where there is none."""
    before: bytes | None = None
    for text in texts:
        if before is not None:
            yield before, False
        before = text
    yield before or b"", True


def _with(finding: Finding, repairs: Sequence[Repair]) -> Finding:
    if not repairs:
        return finding
    return msgspec.structs.replace(finding, repair=repairs[0], alternatives=tuple(repairs[1:]))


_LAIN: Final = msgspec.msgpack.Decoder(list[Lain])
_REPAIRS: Final = msgspec.msgpack.Decoder(tuple[Repair, ...])
