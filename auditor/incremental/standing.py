"""Which findings stand, after what documents and settings ask not to be told: as the audit decides it, finding by finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final

from auditor.aside import Aside, Use, ids_of, put_aside, weighed
from auditor.auditing import by_weight
from auditor.graph import of_lapses
from auditor.incremental.state import Incremental, documents_of
from auditor.lapses import in_force, lapses
from auditor.model.findings import Finding
from auditor.model.ignores import Ignore
from auditor.patterns import Patterns
from auditor.policy import PLAIN, Policy
from auditor.rules import RULES
from auditor.rules.rule import Rule

_KEPT: Final = 5_000  # findings of which the severity is remembered


class Standing:
    """The findings of a corpus that are told. `paths` are those of the documents' files; `whole`: every document could be read."""

    def __init__(self, state: Incremental, rules: Sequence[Rule] = RULES, policy: Policy = PLAIN) -> None:
        self.state = state
        self.paths: dict[str, Path] = {}
        self.whole = False
        self._rules = [rule for rule in rules if rule.of_lapses]
        self._by_id = {rule.id: rule for rule in rules}
        self._policy = policy
        self._ids = ids_of(RULES)
        self._settled: dict[str, list[Patterns]] = defaultdict(list)  # by rule
        for pattern, ids in policy.per_file_ignores.items():
            for rule in ids:
                self._settled[rule].append(Patterns([pattern], policy.folder))
        self._weighed: dict[
            int, tuple[Finding, Finding]
        ] = {}  # by identity; each is kept, so that no other can have it
        self._matched: dict[tuple[str, str, Path | None], bool] = {}
        self._day = state.authority.as_of if state.authority else None
        self._seen = [rule.id for rule in rules if (state.authority or not rule.needs_reference) and not rule.of_lapses]

    def findings(self) -> list[Finding]:
        """All that stand, with repairs, in the order of a report."""
        aside = self._aside(map(self.state.repaired, self.state.findings()))
        return by_weight([*aside.kept, *self._vain(self.state.documents, aside.used)])

    def findings_of(self, document: str) -> list[Finding]:
        """Those with a place in one document. They come with repairs only where somebody asks for silence."""
        found = self.state.findings_of(document)
        if not found and document not in self.state.asking:
            return []
        aside = self._aside(self.state.repaired(one) if self._may_be_silenced(one) else one for one in found)
        return by_weight([*aside.kept, *self._vain([document], aside.used)])

    def repaired(self, finding: Finding) -> Finding:
        """A finding of `findings_of`, with its repairs, without those of their edits that somebody asks not to be made."""
        own = next(
            (one for one in self.state.findings_of(finding.primary.document) if one.fingerprint == finding.fingerprint),
            None,
        )
        if finding.repair is not None or own is None:
            return finding
        return weighed(self.state.repaired(own), self._policy.severities, self._by_id)

    def _aside(self, findings: Iterable[Finding]) -> Aside:
        found = [self._weigh(one) for one in findings]
        doubtful = [one for one in found if self._may_be_silenced(one)]
        if not doubtful:
            return Aside(tuple(found), ())
        documents = sorted(documents_of(doubtful))
        ignores = [ignore for name in documents for ignore in self._ignores(name)]
        return put_aside(found, in_force(ignores, self._day), self._policy, self.paths, RULES)

    def _weigh(self, finding: Finding) -> Finding:
        """The finding with the severity that settings give its rule: the same value each time, so that others may know it again."""
        if finding.rule not in self._policy.severities:
            return finding
        kept = self._weighed.get(id(finding))
        if kept is None:
            if len(self._weighed) >= _KEPT:
                self._weighed.clear()
            kept = self._weighed[id(finding)] = finding, weighed(finding, self._policy.severities, self._by_id)
        return kept[1]

    def _vain(self, documents: Iterable[str], used: Collection[Use]) -> list[Finding]:
        """What these documents ask for in vain."""
        ignores = [ignore for name in sorted(documents) for ignore in self._ignores(name)]
        if not ignores:
            return []
        vain = of_lapses(lapses(ignores, used, RULES, self._seen if self.whole else (), self._day))
        told = [
            weighed(one, self._policy.severities, self._by_id) for rule in self._rules for one in rule.check(vain, None)
        ]
        return list(put_aside(told, (), self._policy, self.paths, RULES).kept)

    def _may_be_silenced(self, finding: Finding) -> bool:
        """Whether a document that has anything to do with it asks for silence. Most often none does, and that is told at once."""
        rule = finding.rule
        asking = {name for name in self.state.asking if self._asks(name, rule)}
        if not asking and rule not in self._settled:
            return False
        documents = finding.documents
        return not asking.isdisjoint(documents) or any(self._is_settled(rule, name) for name in documents)

    def _asks(self, document: str, rule: str) -> bool:
        return any(self._ids.get(name.upper()) == rule for ignore in self._ignores(document) for name in ignore.rules)

    def _ignores(self, document: str) -> Sequence[Ignore]:
        extraction = self.state.documents.get(document)
        return extraction.ignores if extraction else ()

    def _is_settled(self, rule: str, document: str) -> bool:
        key = rule, document, self.paths.get(document)
        if key not in self._matched:
            self._matched[key] = any(pattern.match(document, key[2]) for pattern in self._settled.get(rule, ()))
        return self._matched[key]
