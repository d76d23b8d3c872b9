"""The cross-reference graph for other programs: node-link JSON, GraphML, and DOT for Graphviz."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx

from auditor.graph import Claim, Graph, Node
from auditor.reports import drawing
from auditor.reports.as_json import dumps
from auditor.reports.visible import visible

Json = dict[str, Any]
_SHAPES = {"code": "box", "drug": "ellipse", "document": "note", "brand": "hexagon", "modifier": "box"}
_STYLES = {"denied": "dashed", "historical": "dotted", "hypothetical": "dotted"}


def render_json(graph: Graph) -> str:
    """Node-link form, as networkx, D3 and Cytoscape read it."""
    nodes = [{"id": _id(node), "kind": node[0], "name": node[1]} for node in sorted(graph.nodes)]
    shape = {"directed": True, "multigraph": True, "graph": {}, "nodes": nodes, "edges": list(_edges(graph))}
    return dumps(shape, indent=2) + "\n"


def render_graphml(graph: Graph) -> str:
    """GraphML, for Gephi and yEd."""
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph.nodes):
        flat.add_node(visible(_id(node)), kind=node[0], name=visible(node[1]))
    for edge in _edges(graph):
        ends = visible(edge["source"]), visible(edge["target"])  # XML has no word for most of what is not visible
        data = {**edge, "documents": visible(", ".join(edge["documents"]))}
        attributes = {name: value for name, value in data.items() if name not in {"source", "target", "key"}}
        attributes["qualifiers"] = dumps(edge["qualifiers"])
        flat.add_edge(*ends, **attributes)
    return "\n".join(nx.generate_graphml(flat)) + "\n"


def render_dot(graph: Graph) -> str:
    """DOT, for Graphviz."""
    nodes = [
        f"  {_quoted(_id(node))} [label={_quoted(node[1])}, shape={_SHAPES.get(node[0], 'plaintext')}];"
        for node in sorted(graph.nodes)
    ]
    edges = [
        f"  {_quoted(edge['source'])} -> {_quoted(edge['target'])} [label={_quoted(_label(edge))}, "
        f"style={_STYLES.get(edge['polarity'], 'solid')}];"
        for edge in _edges(graph)
    ]
    return "\n".join(["digraph {", "  rankdir=LR;", *nodes, *edges, "}", ""])


FORMATS: dict[str, Callable[[Graph], str]] = {
    "json": render_json,
    "graphml": render_graphml,
    "dot": render_dot,
    "svg": drawing.render,
}


def around(graph: Graph, node: Node, depth: int) -> Graph:
    """The part of the graph at most `depth` edges from a node, in either direction."""
    pairs: nx.Graph[Node] = nx.Graph((one, other) for one, other, _ in graph.edges)
    pairs.add_node(node)
    return graph.part(nx.single_source_shortest_path_length(pairs, node, cutoff=depth))


def _edges(graph: Graph) -> Iterator[Json]:
    for (source, target, key), carried in sorted(graph.edges.items(), key=lambda edge: repr(edge[0])):
        ends = {"source": _id(source), "target": _id(target), "key": key if isinstance(key, str) else repr(key)}
        if isinstance(carried, Claim):
            claimed = {"kind": carried.kind, "polarity": carried.polarity, "support": carried.support}
            yield {**ends, **claimed, "documents": list(carried.documents), "qualifiers": dict(carried.qualifiers)}
        else:
            said = {"kind": f"mention-{key}", "polarity": "", "support": len(carried)}
            yield {**ends, **said, "documents": [source[1]], "qualifiers": {}}


def _label(edge: Json) -> str:
    return f"{edge['kind']} ({edge['support']})"


def _id(node: Node) -> str:
    return visible(f"{node[0]}:{node[1]}")


def _quoted(text: str) -> str:
    escaped = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
