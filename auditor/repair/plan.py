"""The smallest set of edits for the whole corpus after which the same rules find nothing that an edit can end.

What the reference refutes must change. Between sides that it does not judge, one of each two that disagree must: a vertex cover of least
weight in the graph of disagreements, its weights the places that an edit touches. Exact on components of up to `EXACT` statements, by the
largest set of statements that can stay; beyond, an approximation within twice the optimum, with a bound. A statement for which no repair was
found stays, so whoever contradicts it must change. Whatever the plan may leave is listed: nothing is silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Final

import msgspec
import networkx as nx
from networkx.algorithms.approximation import min_weighted_vertex_cover

from auditor.model.findings import Edit, Finding, Plan, Repair, Value
from auditor.reference.authority import wording
from auditor.repair.mending import wrong_values

EXACT: Final = 40  # statements of a component; the search is exponential in them

Group = tuple[str, str, str]  # document, and the two ends of the statement, sorted


class _Chosen(msgspec.Struct, frozen=True):
    places: int
    bound: int
    exact: bool
    repairs: dict[Group, Repair]


def plan(findings: Sequence[Finding]) -> Plan:
    """What to edit, how many places that touches, and how few could do."""
    settled = [finding for finding in findings if finding.repair and _is_settled(finding)]
    forced = _without_doublets(finding.repair for finding in settled if finding.repair)
    open_ = [finding for finding in findings if finding.repair and not _is_settled(finding)]
    chosen = _cover(open_)
    edits, overlapping = _merged([*forced, *chosen.repairs.values()])
    sure, _ = _merged([repair for repair in forced if repair.certain])
    made = frozenset(edits)
    unmended = tuple(
        finding.fingerprint for finding in findings if finding.severity != "note" and not _ends(finding, made, chosen)
    )
    return Plan(
        edits=tuple(edits),
        certain=tuple(sure),
        bound=len(edits) - (chosen.places - chosen.bound if chosen.places else 0) - overlapping,
        exact=chosen.exact,
        unmended=unmended,
    )


def _is_settled(finding: Finding) -> bool:
    """Whether the finding itself says which side must change: the reference refutes it, or it has only one side."""
    verdicts = {value.verdict for value in finding.values}
    return bool(verdicts & {"refuted", "confirmed"}) or len(finding.values) == 1 or finding.rule == "AUD301"


def _ends(finding: Finding, edits: frozenset[Edit], chosen: _Chosen) -> bool:
    """Whether the finding is gone once these edits are made; False where that is not sure."""
    if finding.repair is None:
        return False
    ways = (finding.repair, *finding.alternatives)
    if _is_settled(finding):
        return any(edits.issuperset(way.edits) for way in ways)
    changed = {group: repair for group, repair in chosen.repairs.items() if edits.issuperset(repair.edits)}
    said = set()
    for value in finding.values:
        for group in (_group(finding, value, document) for document in value.documents):
            if group in changed:
                said |= _said_then(finding, value, changed[group].edits)
            elif any(edit.document == group[0] and _word(edit.quote) in map(_word, group[1:]) for edit in edits):
                return False  # an edit of the same words for another's sake: it may touch this statement too
            else:
                said.add(_word(value.value))
    own = {edit for way in ways for edit in way.edits}
    brought = any(_word(edit.replacement) == _word(finding.subject) for edit in edits if edit not in own)
    return len(said) <= 1 and not brought


def _said_then(finding: Finding, value: Value, edits: Iterable[Edit]) -> set[str]:
    """What a statement of the finding's subject says once it is edited; nothing where it is of another subject then."""
    if any(_word(edit.quote) == _word(finding.subject) for edit in edits):
        return set()
    return {_word(edit.replacement) for edit in edits} - {_word(value.value)}


def _word(text: str) -> str:
    return wording(text).casefold()


def _without_doublets(repairs: Iterable[Repair]) -> list[Repair]:
    """Several rules find one mistake; its edits count once. Certain ones first, so that they win where two overlap."""
    return sorted(set(repairs), key=lambda repair: (not repair.certain, repair.edits))


def _merged(repairs: Iterable[Repair]) -> tuple[list[Edit], int]:
    """All edits, none within another; how many were dropped because an earlier one touches their place."""
    kept: list[Edit] = []
    by_document: dict[str, list[Edit]] = {}
    dropped = 0
    for repair in repairs:
        for edit in repair.edits:
            there = by_document.setdefault(edit.document, [])
            clash = [one for one in there if one.place.start < edit.place.end and edit.place.start < one.place.end]
            if not clash:
                there.append(edit)
                kept.append(edit)
            elif edit not in clash:
                dropped += 1
    return sorted(kept), dropped


def _cover(findings: Sequence[Finding]) -> _Chosen:
    """The statements to change among those that only disagree with each other."""
    graph, offers = _disagreements(findings)
    staying = [group for group in graph if group not in offers]
    forced = {other for group in staying for other in graph[group] if other in offers}
    total = bound = sum(graph.nodes[group]["weight"] for group in forced)
    exact = True
    repairs = {group: offers[group] for group in sorted(forced)}
    graph.remove_nodes_from([*staying, *forced])
    for component in sorted(nx.connected_components(graph), key=min):
        part = graph.subgraph(component)
        cover, least, optimal = _least_cover(part)
        total += sum(part.nodes[group]["weight"] for group in cover)
        bound += least
        exact = exact and optimal
        repairs.update((group, offers[group]) for group in sorted(cover))
    return _Chosen(total, bound, exact, repairs)


def _least_cover(part: nx.Graph[Group]) -> tuple[set[Group], int, bool]:
    """The cover, a lower bound of its weight, and whether it is that."""
    if len(part) <= EXACT:
        apart: nx.Graph[Group] = nx.complement(part)
        nx.set_node_attributes(apart, nx.get_node_attributes(part, "weight"), "weight")
        staying, _ = nx.max_weight_clique(apart, weight="weight")
        cover = set(part) - set(staying)
        return cover, sum(part.nodes[group]["weight"] for group in cover), True
    cover = min_weighted_vertex_cover(part, weight="weight")
    matched = nx.maximal_matching(part)
    least = sum(min(part.nodes[one]["weight"], part.nodes[other]["weight"]) for one, other in matched)
    return set(cover), least, False


def _disagreements(findings: Sequence[Finding]) -> tuple[nx.Graph[Group], dict[Group, Repair]]:
    """Statements that cannot stand together, each with the repair that changes it."""
    graph: nx.Graph[Group] = nx.Graph()
    offers: dict[Group, Repair] = {}
    for finding in findings:
        sides = [[_group(finding, value, document) for document in value.documents] for value in finding.values]
        for value, side in zip(finding.values, sides, strict=True):
            for group in side:
                graph.add_node(group, weight=max(1, value.occurrences // max(1, len(value.documents))))
        for one, other in combinations(sides, 2):
            graph.add_edges_from((first, second) for first in one for second in other)
        wrong, _ = wrong_values(finding.values)
        twice = {
            document for document, many in Counter(group[0] for side in sides for group in side).items() if many > 1
        }
        for repair in (finding.repair, *finding.alternatives):
            for value, group in (
                (value, group) for value, side in zip(finding.values, sides, strict=True) for group in side
            ):
                if group[0] in twice and value not in wrong:
                    continue  # the document says both, and the repair changes the other
                mine = tuple(edit for edit in repair.edits if edit.document == group[0]) if repair else ()
                if repair and mine:
                    offers.setdefault(group, msgspec.structs.replace(repair, edits=mine))
    return graph, offers


def _group(finding: Finding, value: Value, document: str) -> Group:
    first, second = sorted((finding.subject, value.value))
    return document, first, second
