"""What a corpus says, and what is wrong with it, as documents come, change and go."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

import msgspec

from auditor.auditing import by_weight, cross_reference, entity_named
from auditor.graph import Claim, ClaimKey, Graph, claim_key, in_order, independent, of_claims
from auditor.incremental.looks import LOOKS, TELLS_CODES_APART, Look
from auditor.incremental.relocation import ANNOUNCING, Moved, Statement, announced, compared, relocated
from auditor.lexicon.names import Names, load_names
from auditor.model.assertions import Assertion, CodeMention, Extraction
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.repair.mending import mended, to_change
from auditor.rules import RULES
from auditor.rules.rule import Rule

K = TypeVar("K")
V = TypeVar("V")
Topic: TypeAlias = tuple[str, str]
Anchor: TypeAlias = tuple[str, str]  # a rule, and what its finding is about


class Changed(msgspec.Struct, frozen=True):
    """The documents of which the findings are others than before, and those where only the place changed at which one points.

    `findings` are these findings, as they were and as they are.
    """

    documents: frozenset[str]
    moved: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


class Incremental:
    """What a corpus says, and what is wrong with it now."""

    def __init__(
        self, rules: Sequence[Rule] = RULES, authority: Authority | None = None, names: Names | None = None
    ) -> None:
        self.authority = authority
        self._names = names or load_names()
        self._rules: dict[Look, list[Rule]] = defaultdict(list)
        for rule in rules:
            if not rule.of_lapses:
                self._rules[LOOKS[rule.id]].append(rule)
        self._extractions: dict[str, Extraction] = {}
        self._dated: dict[str, str] = {}  # of the documents that tell a date
        self.asking: set[str] = set()  # the documents that ask not to be told something
        self._said: dict[ClaimKey, dict[str, tuple[Assertion, ...]]] = {}
        self._claims: dict[ClaimKey, Claim] = {}  # those that have been asked for since they last changed
        self._topics: dict[Topic, set[ClaimKey]] = defaultdict(set)
        self._places: dict[Topic, dict[str, tuple[Statement, ...]]] = defaultdict(dict)
        self._findings: dict[Anchor, tuple[Finding, ...]] = {}
        self._concerning: dict[str, set[Anchor]] = defaultdict(set)
        self._touched_findings: list[Finding] = []  # during one update
        self._repaired: dict[tuple[str, str | None], Finding] = {}
        for rule in self._rules["none"]:
            self._keep((rule.id, ""), tuple(rule.check(of_claims(()), authority)))

    def update(self, extractions: Iterable[Extraction], gone: Iterable[str] = ()) -> Changed:
        """Take in documents that are new or changed, and forget others; check what that may touch."""
        before: dict[str, Extraction | None] = {}
        for name in gone:
            before[name] = self._forget(name)
        for extraction in extractions:
            old = self._forget(extraction.document)
            before.setdefault(extraction.document, old)
            self._file(extraction)
        self._repaired.clear()
        return self._check(before)

    @property
    def documents(self) -> Mapping[str, Extraction]:
        """What each document says, by name."""
        return self._extractions

    def findings(self) -> list[Finding]:
        """All findings, without repairs, in the order of a report."""
        return by_weight(found for anchor in sorted(self._findings) for found in self._findings[anchor])

    def findings_of(self, document: str) -> list[Finding]:
        """The findings that have a place in the document, without repairs, in the order of a report."""
        anchors = sorted(self._concerning.get(document, ()))
        groups = (self._findings[anchor] for anchor in anchors)
        return by_weight(one for group in groups for one in group if len(group) == 1 or document in one.documents)

    def repaired(self, finding: Finding) -> Finding:
        """The finding with its best repair and the alternatives."""
        key = finding.fingerprint, finding.expected
        if key not in self._repaired:
            [self._repaired[key]] = mended([finding], self._weighed_for(finding), self.authority)
        return self._repaired[key]

    def about(self, name: str) -> Graph:
        """The graph of everything that has this code, drug, brand, modifier, target or value at either end."""
        return self._graph([("subject", name), ("object", name)])

    def mentions(self, code: str) -> list[CodeMention]:
        """Every mention of a code, by document and position."""
        there = self._places.get(("mentioned", code), {})
        return [one for name in sorted(there) for one in there[name] if isinstance(one, CodeMention)]

    def names_said(self) -> list[Topic]:
        """Each code to which a drug is given, as ("code", "J9371"), and each such drug, as ("drug", "durvalumab"), sorted."""
        return sorted(topic for topic in self._topics if topic[0] in {"code", "drug"})

    # Filing

    def _file(self, extraction: Extraction) -> None:
        name = extraction.document
        self._extractions[name] = extraction
        if extraction.dated:
            self._dated[name] = extraction.dated
        if extraction.ignores:
            self.asking.add(name)
        for key, said in _by_claim(extraction).items():
            self._claims.pop(key, None)
            if key not in self._said:
                self._said[key] = {}
                for topic in _topics(key):
                    self._topics[topic].add(key)
            self._said[key][name] = in_order(said)
        for topic, found in _by_place(extraction).items():
            self._places[topic][name] = tuple(found)

    def _forget(self, name: str) -> Extraction | None:
        extraction = self._extractions.pop(name, None)
        if extraction is None:
            return None
        self._dated.pop(name, None)
        self.asking.discard(name)
        for key in _by_claim(extraction):
            self._claims.pop(key, None)
            del self._said[key][name]
            if not self._said[key]:
                del self._said[key]
                for topic in _topics(key):
                    _drop(self._topics, topic, key)
        for topic in _by_place(extraction):
            del self._places[topic][name]
            if not self._places[topic]:
                del self._places[topic]
        return extraction

    # Checking

    def _check(self, before: Mapping[str, Extraction | None]) -> Changed:
        different: list[Statement] = []
        announcing: set[str] = set()
        pointed: set[str] = set()
        asked: set[str] = set()  # the documents that ask not to be told other things than before
        for name, old in before.items():
            new = self._extractions.get(name)
            moved = compared(old, new)
            pointed |= self._relocate(name, moved)
            different += moved.different
            if (old.ignores if old else ()) != (new.ignores if new else ()):
                asked.add(name)
            if any(isinstance(one, CodeMention) and one.role in ANNOUNCING for one in moved.different):
                announcing |= announced(old) | announced(new)
        documents: set[str] = set()
        for look, anchors in self._touched(different, announcing).items():
            if anchors and self._rules[look]:
                documents |= self._check_again(look, anchors, self._around(look, anchors))
        if self._rules["document"]:
            for name in before:
                extraction = self._extractions.get(name)
                graph = cross_reference([extraction] if extraction else [], self._names)
                documents |= self._check_again("document", {name}, graph)
        for name in asked:
            found = self.findings_of(name)
            self._touched_findings += found
            documents |= {name} | documents_of(found)
        findings = tuple(self._touched_findings)
        self._touched_findings.clear()
        return Changed(frozenset(documents), frozenset(pointed - documents), findings)

    def _touched(self, different: Sequence[Statement], announcing: set[str]) -> dict[Look, set[str]]:
        """Of each look, what the findings may be about that have to be checked again."""
        said = [one for one in different if isinstance(one, Assertion)]
        codes = [one for one in different if isinstance(one, CodeMention)]
        replaced = {one.object for one in said if one.kind == "code-successor"}
        given = {one.object for one in said if one.kind == "code-drug"}
        apart = [("gives", one.subject) for one in said if one.kind in TELLS_CODES_APART]
        return {
            "subject": {one.subject for one in said} | replaced | {one.code for one in codes if one.role == "referred"},
            "brand": {one.object for one in said if one.kind == "drug-brand"},
            "codes of a drug": given | {key[2] for key in self._keys(apart)},
            "title": announcing,
            "token": {one.quote for one in codes if one.role == "malformed"},
            "misspelling": {one.misspelled for one in said if one.misspelled},
        }

    def _around(self, look: Look, anchors: set[str]) -> Graph:
        """Everything that the rules of a look may read to judge these anchors."""
        match look:
            case "subject":
                topics = [(sort, name) for name in anchors for sort in ("subject", "code-successor")]
                return self._graph(topics, self._stood(("referred", name) for name in anchors))
            case "brand":
                return self._graph([("drug-brand", name) for name in anchors])
            case "codes of a drug":
                given = [("drug", name) for name in anchors]
                return self._graph([*given, *(("tells apart", key[1]) for key in self._keys(given))])
            case "title":
                documents = {name for code in anchors for name in self._places.get(("announced", code), ())}
                codes = [one for name in documents for one in self._extractions[name].codes if one.role in ANNOUNCING]
                return of_claims((), codes)
            case "token":
                return of_claims((), self._stood(("malformed", token) for token in anchors))
            case _:
                return self._of_places([("misspelled", name) for name in anchors])

    def _check_again(self, look: Look, anchors: set[str], graph: Graph) -> set[str]:
        """Run the rules of a look; the documents of which the findings are others than before.

        Whoever has a document open is shown its own places, so that these findings list all that they have.
        """
        graph.listed = sys.maxsize
        found: dict[Anchor, list[Finding]] = defaultdict(list)
        for rule in self._rules[look]:
            for finding in rule.check(graph, self.authority):
                anchor = finding.primary.document if look == "document" else finding.subject
                if anchor in anchors:
                    found[rule.id, anchor].append(finding)
        documents: set[str] = set()
        for rule in self._rules[look]:
            for anchor in anchors:
                documents |= self._keep((rule.id, anchor), tuple(found.get((rule.id, anchor), ())))
        return documents

    def _keep(self, anchor: Anchor, now: tuple[Finding, ...]) -> set[str]:
        then = self._findings.get(anchor, ())
        if now == then:
            return set()
        self._touched_findings += [*then, *now]
        was, is_ = documents_of(then), documents_of(now)
        for document in was - is_:
            _drop(self._concerning, document, anchor)
        for document in is_ - was:
            self._concerning[document].add(anchor)
        if now:
            self._findings[anchor] = now
        else:
            del self._findings[anchor]
        return was | is_

    def _relocate(self, document: str, moved: Moved) -> set[str]:
        """Point the findings at where things stand now; the documents of these findings."""
        if not moved.places and not moved.sections:
            return set()
        documents: set[str] = set()
        for anchor in self._concerning.get(document, ()):
            self._findings[anchor] = tuple(relocated(one, document, moved) for one in self._findings[anchor])
            self._touched_findings += self._findings[anchor]
            documents |= documents_of(self._findings[anchor])
        return documents

    # Looking up

    def _keys(self, topics: Iterable[Topic]) -> set[ClaimKey]:
        return {key for topic in topics for key in self._topics.get(topic, ())}

    def _claim(self, key: ClaimKey) -> Claim:
        claim = self._claims.get(key)
        if claim is None:
            there = self._said[key]
            evidence = tuple(one for name in sorted(there) for one in there[name])
            claim = self._claims[key] = Claim(*key, evidence, independent(evidence))
        return claim

    def _stood(self, topics: Iterable[Topic]) -> Iterator[CodeMention]:
        for topic in topics:
            for found in self._places.get(topic, {}).values():
                yield from (one for one in found if isinstance(one, CodeMention))

    def _graph(self, topics: Iterable[Topic], codes: Iterable[CodeMention] = ()) -> Graph:
        keys = sorted(self._keys(topics))
        dated = {name: self._dated[name] for key in keys for name in self._dated.keys() & self._said[key].keys()}
        return of_claims((self._claim(key) for key in keys), codes, lambda name: entity_named(name, self._names), dated)

    def _of_places(self, topics: Iterable[Topic]) -> Graph:
        """The graph of some assertions, though others claim the same."""
        parts: dict[str, list[Assertion]] = defaultdict(list)
        for topic in topics:
            for name, found in self._places.get(topic, {}).items():
                parts[name] += (one for one in found if isinstance(one, Assertion))
        return cross_reference((Extraction(name, tuple(parts[name])) for name in sorted(parts)), self._names)

    def _weighed_for(self, finding: Finding) -> Graph:
        """What is weighed to mend a finding: all that its documents say, and who gives the codes and drugs to each other."""
        whole = [self._extractions[name] for name in sorted(to_change(finding) & self._extractions.keys())]
        names = {finding.subject, *(value.value for value in finding.values)}
        given = [one for extraction in whole for one in extraction.assertions if one.kind == "code-drug"]
        drugs = {one.object for one in given if one.subject in names}
        parts: dict[str, list[Assertion]] = defaultdict(list)
        agreeing = [("gives", name) for name in names] + [("drug", name) for name in names | drugs]
        for key in sorted(self._keys(agreeing)):
            for name, said in self._said[key].items():
                parts[name] += said
        for extraction in whole:
            parts.pop(extraction.document, None)
        others = (Extraction(name, tuple(said)) for name, said in sorted(parts.items()))
        return cross_reference([*whole, *others], self._names)


def _by_claim(extraction: Extraction) -> dict[ClaimKey, list[Assertion]]:
    found: dict[ClaimKey, list[Assertion]] = defaultdict(list)
    for assertion in extraction.assertions:
        found[claim_key(assertion)].append(assertion)
    return found


def _topics(key: ClaimKey) -> Iterator[Topic]:
    """Under what a claim is looked up."""
    kind, subject, object_, *_ = key
    yield "subject", subject
    yield "object", object_
    if kind == "code-drug":
        yield "gives", subject
        yield "code", subject
        yield "drug", object_
    elif kind in TELLS_CODES_APART:
        yield "tells apart", subject
    if kind in {"drug-brand", "code-successor"}:
        yield kind, object_


def _by_place(extraction: Extraction) -> dict[Topic, list[Statement]]:
    """What is looked up place by place: the mentions of codes, and misspelled names."""
    found: dict[Topic, list[Statement]] = defaultdict(list)
    for assertion in extraction.assertions:
        if assertion.misspelled:
            found["misspelled", assertion.misspelled].append(assertion)
    for mention in extraction.codes:
        found["mentioned", mention.code].append(mention)
        if mention.role == "referred":
            found["referred", mention.code].append(mention)
        elif mention.role in ANNOUNCING:
            found["announced", mention.code].append(mention)
        elif mention.role == "malformed":
            found["malformed", mention.quote].append(mention)
    return found


def documents_of(findings: Iterable[Finding]) -> set[str]:
    """Every document that has a part in the findings."""
    return {name for finding in findings for name in finding.documents}


def _drop(found: dict[K, set[V]], key: K, value: V) -> None:
    """Take a value out of a set, and the set away with its last."""
    found[key].discard(value)
    if not found[key]:
        del found[key]
