"""`auditor config`: which settings are in force here, and where each comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.configuration import Configuration
from auditor.cli.corpus import settings
from auditor.cli.keys import FIELDS, default, lines, schema
from auditor.cli.output import emit
from auditor.reports.as_json import dumps
from auditor.reports.visible import visible

DEFAULT = "default"


@click.command("config")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text")
@click.option("--schema", "wants_schema", is_flag=True, help="Print the JSON Schema of the settings instead.")
def command(format_: str, wants_schema: bool) -> None:
    """Show which settings are in force here, and where each comes from.

    The text is TOML that could stand in auditor.toml.
    """
    if wants_schema:
        emit(schema())
    elif format_ == "json":
        emit(dumps(_object(settings()), indent=2) + "\n")
    else:
        emit(_text(settings()))


def _text(settled: Configuration) -> str:
    rows = []
    for name in FIELDS:
        value = getattr(settled, FIELDS[name].name)
        keys = [f"{name}.{entry}" for entry in value] if isinstance(value, dict) and value else [name]
        rows += [
            (visible(line), visible(settled.origins.get(key, DEFAULT)))
            for key, line in zip(keys, lines(name, value), strict=True)
        ]
    width = max(len(line) for line, _ in rows if len(line) <= 60)
    return "".join(f"{line:<{width}}  # {origin}\n" for line, origin in rows)


def _object(settled: Configuration) -> dict[str, Any]:
    shown = {}
    for name, field in FIELDS.items():
        value = getattr(settled, field.name)
        origin: Any = settled.origins.get(name, DEFAULT)
        if isinstance(value, dict) and value:
            origin = {entry: settled.origins[f"{name}.{entry}"] for entry in value}
        shown[name] = {"value": value, "default": default(name), "from": origin}
    folder = settled.folder.as_posix() if settled.folder != Path() else "."
    return {"folder": folder if settled.origins else None, "settings": shown}
