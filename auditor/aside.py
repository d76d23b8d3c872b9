"""Which findings are put aside, because a document or a setting asks for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from auditor.model.findings import SEVERITIES, Edit, Finding, Ignored, Location, Repair, Severity
from auditor.model.ignores import Ignore
from auditor.model.source import Place, Span
from auditor.patterns import Patterns
from auditor.policy import Policy
from auditor.rules.rule import Rule

Use: TypeAlias = tuple[str, Place, str]  # an ignore's document and place, and the id of a rule that it ignored there


class Aside(msgspec.Struct, frozen=True):
    """The findings that remain, those that are put aside, and what ignores were used for."""

    kept: tuple[Finding, ...]
    ignored: tuple[Ignored, ...]
    used: frozenset[Use] = frozenset()


class _Exemption(msgspec.Struct, frozen=True):
    """Rules that are not asked of a part of a document; `ignore` is None where a setting says so of all of it."""

    rules: frozenset[str]
    reason: str
    ignore: Ignore | None = None

    def covers(self, place: Place) -> bool:
        span = self.ignore.covers if self.ignore else Span(0, place.end + 1)
        return place.start < span.end and (span.start < place.end or place.end == place.start >= span.start)


def put_aside(
    findings: Iterable[Finding],
    ignores: Iterable[Ignore],
    policy: Policy,
    paths: Mapping[str, Path],
    rules: Sequence[Rule],
) -> Aside:
    """Every finding whose primary place, or all that would have to be edited, lies where its rule is ignored.

    Where other documents than the ignoring one would have to be edited too, the finding stays and moves on to them: an ignore
    in one document must not hide the mistake of another. `paths` are those of the documents' files, `rules` all that there are.
    """
    exemptions = Exemptions(ignores, policy, paths, rules)
    kept: list[Finding] = []
    aside: list[Ignored] = []
    for finding in findings:
        why, rest = exemptions.weigh(finding)
        if why is None:
            kept.append(rest)
        else:
            aside.append(Ignored(finding, *why))
    return Aside(tuple(kept), tuple(aside), frozenset(exemptions.used))


def ids_of(rules: Iterable[Rule]) -> dict[str, str]:
    """By id and by name, in capitals, the ids of rules."""
    return {name.upper(): rule.id for rule in rules for name in (rule.id, rule.name)}


def weighed(finding: Finding, severities: Mapping[str, Severity], rules: Mapping[str, Rule]) -> Finding:
    """The finding with the severity that the user gave its rule; one that weighs less than its rule never weighs more for it."""
    severity = severity_of(finding.severity, finding.rule, severities, rules)
    return finding if severity == finding.severity else msgspec.structs.replace(finding, severity=severity)


def severity_of(
    severity: Severity, rule: str, severities: Mapping[str, Severity], rules: Mapping[str, Rule]
) -> Severity:
    """How grave a finding of a rule is that is so grave by itself, see `weighed`."""
    given = severities.get(rule)
    if given is None:
        return severity
    return given if severity == rules[rule].severity else max(given, severity, key=SEVERITIES.index)


class Exemptions:
    """All exemptions, by document; those of settings are worked out for the documents that findings name."""

    def __init__(
        self, ignores: Iterable[Ignore], policy: Policy, paths: Mapping[str, Path], rules: Sequence[Rule]
    ) -> None:
        self.used: set[Use] = set()
        ids = ids_of(rules)
        self._written: dict[str, list[_Exemption]] = defaultdict(list)
        for ignore in ignores:
            named = frozenset(ids.get(name.upper(), "") for name in ignore.rules)
            self._written[ignore.document].append(_Exemption(named, ignore.reason, ignore))
        self._settled = [
            (Patterns([pattern], policy.folder), _Exemption(frozenset(named), f"per-file-ignores of “{pattern}”"))
            for pattern, named in policy.per_file_ignores.items()
        ]
        self._paths = paths
        self._by_document: dict[str, list[_Exemption]] = {}

    def weigh(self, finding: Finding) -> tuple[tuple[str, Location | None] | None, Finding]:
        """Why a finding is put aside and where that is written, or None and what remains of it; see `put_aside`."""
        why, rest = _weigh(finding, self)
        return (why.reason, _location(why.ignore)) if why else None, rest

    def of(self, rule: str, document: str, place: Place) -> _Exemption | None:
        """The first one that covers a place for a rule."""
        found = None
        for exemption in self._all(document):
            if rule in exemption.rules and exemption.covers(place):
                found = found or exemption
                if exemption.ignore:
                    self.used.add((document, exemption.ignore.place, rule))
        return found

    def _all(self, document: str) -> list[_Exemption]:
        if document not in self._by_document:
            path = self._paths.get(document)
            settled = [exemption for patterns, exemption in self._settled if patterns.match(document, path)]
            self._by_document[document] = [*self._written.get(document, ()), *settled]
        return self._by_document[document]


def _weigh(finding: Finding, exemptions: Exemptions) -> tuple[_Exemption | None, Finding]:
    """Why a finding is put aside, or None and what remains of it."""
    own = finding.primary.document
    here = exemptions.of(finding.rule, own, finding.primary.place)
    edits = finding.repair.edits if finding.repair else ()
    exempt = {edit: exemptions.of(finding.rule, edit.document, edit.place) for edit in edits}
    open_ = [edit for edit in edits if exempt[edit] is None]
    if edits and not open_:
        return here or exempt[edits[0]], finding
    if here and not (any(edit.document != own for edit in open_) and any(edit.document == own for edit in edits)):
        return here, finding
    if here or len(open_) < len(edits):
        return None, _without(finding, exemptions, open_[0] if here else None)
    return None, finding


def _without(finding: Finding, exemptions: Exemptions, first: Edit | None) -> Finding:
    """The finding without the edits that nobody wants, its primary place by the `first` that remains, if it has to move."""

    def trimmed(repair: Repair) -> Repair:
        left = [edit for edit in repair.edits if exemptions.of(finding.rule, edit.document, edit.place) is None]
        return msgspec.structs.replace(repair, edits=tuple(left))

    repair = trimmed(finding.repair) if finding.repair else None
    others = tuple(other for other in map(trimmed, finding.alternatives) if other.edits)
    finding = msgspec.structs.replace(finding, repair=repair, alternatives=others)
    if first is None:
        return finding
    places = [finding.primary, *finding.related]
    primary = next((place for place in places if place.document == first.document), finding.primary)
    related = tuple(place for place in places if place is not primary)
    return msgspec.structs.replace(finding, primary=primary, related=related)


def _location(ignore: Ignore | None) -> Location | None:
    return Location(ignore.document, ignore.place, ignore.quote, "ignores it") if ignore else None
