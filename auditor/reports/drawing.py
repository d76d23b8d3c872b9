"""The cross-reference graph as a picture: one column per kind of node, a line per pair that is connected."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias
from xml.sax.saxutils import escape

from auditor.graph import Claim, Graph, Node
from auditor.reports.visible import visible

COLUMNS = (
    ("document",),
    ("modifier", "code"),
    ("drug", "unit", "route", "status", "meaning"),
    ("brand", "target"),
)
WIDTH, STEP, BOX, LETTERS = 260, 30, 200, 28  # distance of columns and of rows, a node's width, and what fits in it
Point: TypeAlias = tuple[int, int]

STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1b1f24}rect{fill:#f3f5f7;stroke:#8792a0}"
    "line{stroke:#8792a0}.denied{stroke:#b3261e;stroke-dasharray:4}"
    "@media(prefers-color-scheme:dark){text{fill:#e6e9ed}rect{fill:#1e2329}}"
)


def render(graph: Graph) -> str:
    """An SVG image without scripts."""
    places = _places(graph)
    height = max((y for _, y in places.values()), default=0) + STEP
    size = f"{WIDTH * len(COLUMNS)} {height}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" aria-label="Cross-reference graph">',
        f"<style>{STYLE}</style>",
        *(_line(places[one], places[other], denied) for one, other, denied in _pairs(graph)),
        *(_box(node, place) for node, place in places.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(graph: Graph) -> dict[Node, Point]:
    rows: dict[int, int] = defaultdict(int)
    places: dict[Node, Point] = {}
    for node in sorted(graph.nodes):
        column = next(number for number, kinds in enumerate(COLUMNS) if node[0] in kinds)
        places[node] = (column * WIDTH + 20, rows[column] * STEP + STEP // 2)
        rows[column] += 1
    return places


def _pairs(graph: Graph) -> list[tuple[Node, Node, bool]]:
    """Connected pairs, and whether all that connects them is denial."""
    said: dict[tuple[Node, Node], set[str]] = defaultdict(set)
    for (one, other, _), carried in graph.edges.items():
        said[one, other].add(carried.polarity if isinstance(carried, Claim) else "")
    return [(one, other, polarities == {"denied"}) for (one, other), polarities in sorted(said.items())]


def _line(one: Point, other: Point, denied: bool) -> str:
    attribute = ' class="denied"' if denied else ""
    ends = f'x1="{one[0] + BOX}" y1="{one[1] + 10}" x2="{other[0]}" y2="{other[1] + 10}"'
    return f"<line {ends}{attribute}/>"


def _box(node: Node, place: Point) -> str:
    name = visible(node[1])
    shown = name if len(name) <= LETTERS else name[: LETTERS - 1] + "…"
    return (
        f"<g><title>{escape(f'{node[0]} {name}')}</title>"
        f'<rect x="{place[0]}" y="{place[1]}" width="{BOX}" height="20" rx="4"/>'
        f'<text x="{place[0] + 6}" y="{place[1] + 15}">{escape(shown)}</text></g>'
    )
