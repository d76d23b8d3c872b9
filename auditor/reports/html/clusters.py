"""Findings that hang together, because they concern the same codes, drugs or brands: what is read, and mended, in one go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import msgspec
import networkx as nx

from auditor.model.findings import Finding
from auditor.reports.standing import worst

LARGEST = 40  # findings that one can still read in one go; more are told by what each is about


class Cluster(msgspec.Struct, frozen=True):
    """Findings that hang together, the worst first. `name` is the code or drug that most of them are about."""

    name: str
    findings: tuple[Finding, ...]
    names: tuple[str, ...]  # what the findings are about, what most are about first
    documents: tuple[str, ...]

    def number(self, severity: str) -> int:
        """How many of its findings are of a severity."""
        return sum(finding.severity == severity for finding in self.findings)


def clusters(findings: Iterable[Finding], joining: Collection[str]) -> tuple[Cluster, ...]:
    """The clusters, those with the most errors first. `joining` are the names that join findings: units and the like do not."""
    ordered = worst(findings)
    graph: nx.Graph[tuple[str, int | str]] = nx.Graph()
    for number, finding in enumerate(ordered):
        for name in concerned(finding, joining):
            graph.add_edge(("finding", number), ("name", name))
    groups = (sorted(number for kind, number in part if kind == "finding") for part in nx.connected_components(graph))
    whole = [[ordered[int(number)] for number in group] for group in groups]
    parts = [part for group in whole for part in ([group] if len(group) <= LARGEST else _by_subject(group))]
    return _told_apart(sorted(map(_cluster, parts), key=_weight))


def concerned(finding: Finding, joining: Collection[str]) -> list[str]:
    """What a finding is about: its subject, and those of its values that are codes, drugs or brands."""
    return [finding.subject, *(value.value for value in finding.values if value.value in joining)]


def _by_subject(group: Sequence[Finding]) -> list[list[Finding]]:
    parts: dict[str, list[Finding]] = {}
    for finding in group:
        parts.setdefault(finding.subject, []).append(finding)
    return list(parts.values())


def _cluster(group: Sequence[Finding]) -> Cluster:
    subjects = Counter(finding.subject for finding in group)
    names = sorted(subjects, key=lambda name: (-subjects[name], not _is_code(name), name))
    documents = sorted({document for finding in group for document in finding.documents})
    return Cluster(names[0], tuple(group), tuple(names), tuple(documents))


def _told_apart(found: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """Two parts may be about the same thing most: the later ones get a number."""
    seen: Counter[str] = Counter()
    made = []
    for cluster in found:
        seen[cluster.name] += 1
        number = seen[cluster.name]
        made.append(msgspec.structs.replace(cluster, name=f"{cluster.name} {number}") if number > 1 else cluster)
    return tuple(made)


def _weight(cluster: Cluster) -> tuple[int, int, int, str]:
    return -cluster.number("error"), -cluster.number("warning"), -len(cluster.findings), cluster.name


def _is_code(name: str) -> bool:
    return name[:1].isupper() and name[1:].isdigit()
