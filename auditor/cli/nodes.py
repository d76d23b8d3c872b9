"""Nodes of the graph as the user writes them: `J9371`, `durvalumab`, `code:J9371`."""

from __future__ import annotations

import click

from auditor.cli.suggestion import did_you_mean
from auditor.graph import Graph, Node


def matching(graph: Graph, word: str) -> list[Node]:
    """The nodes that a word names, whatever its case."""
    wanted = word.casefold()
    return sorted(node for node in graph.nodes if wanted in {node[1].casefold(), f"{node[0]}:{node[1]}".casefold()})


def unknown(graph: Graph, word: str) -> click.UsageError:
    """What to say where there are none."""
    return click.UsageError(f"nothing is known of '{word}'{did_you_mean(word, {node[1] for node in graph.nodes})}")
