"""`auditor graph`: export the cross-reference graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from auditor.cli.corpus import PATHS, run
from auditor.cli.nodes import matching, unknown
from auditor.cli.output import emit, log
from auditor.reports.network import FORMATS, around


@click.command("graph")
@PATHS
@click.option("--format", "format_", type=click.Choice(list(FORMATS)), default="json", help="How to write it.")
@click.option("--around", "node", metavar="NODE", help="Only the part around J9371, durvalumab, code:J9371 ...")
@click.option("--depth", type=click.IntRange(min=0), default=1, show_default=True, help="How far around NODE.")
def command(paths: Sequence[Path], format_: str, node: str | None, depth: int) -> None:
    """Export the cross-reference graph, or the part around one node."""
    found = run(paths, ())
    graph = found.graph
    if node is not None:
        centres = matching(graph, node)
        if not centres:
            raise unknown(graph, node)
        if len(centres) > 1:
            raise click.UsageError(f"'{node}' is ambiguous: {', '.join(':'.join(centre) for centre in centres)}")
        graph = around(graph, centres[0], depth)
    emit(FORMATS[format_](graph))
    if not found.reading.complete:
        log("the graph is incomplete: some documents were not read")
        raise SystemExit(3)
