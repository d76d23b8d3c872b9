"""Findings about entries that ask for silence and do nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from auditor.graph import Graph, lapses
from auditor.model.findings import Finding, Location, Value
from auditor.model.ignores import Lapse
from auditor.rules.contradiction import finding
from auditor.rules.rule import Rule


def lapsed(rule: Rule, graph: Graph, kind: str) -> Iterator[Finding]:
    """One finding for each thing that a document asks for in vain, however often it does."""
    groups: dict[tuple[str, str, str], list[Lapse]] = defaultdict(list)
    for lapse in lapses(graph, kind):
        groups[lapse.document, lapse.asks, lapse.because].append(lapse)
    for (document, asks, because), found in groups.items():
        places = [Location(document, one.place, one.quote, because) for one in found]
        values = [Value(because, "unknown", len(found), (document,))]
        yield finding(rule, asks, values, places, f"{asks} in {document}: {because}")
