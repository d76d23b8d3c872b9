"""`[tool.auditor]` of the nearest pyproject.toml, or the nearest auditor.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

import click
import msgspec

from auditor.cli.suggestion import did_you_mean


class Configuration(msgspec.Struct, frozen=True):
    """What the user settled for a folder. A command's own options win."""

    corpus: str | list[str] = "corpus"
    select: list[str] = []
    ignore: list[str] = []
    severity: Literal["error", "warning", "note"] = "note"
    fail_on: Literal["error", "warning", "note", "never"] = "error"
    reference: str = "embedded"
    folder: Path = Path()  # where the configuration stands, if anywhere

    @property
    def paths(self) -> list[Path]:
        """The corpus, relative to where the configuration stands."""
        names = [self.corpus] if isinstance(self.corpus, str) else self.corpus
        return [self.folder / name for name in names]


KEYS: dict[str, str] = {
    "corpus": "corpus",
    "select": "select",
    "ignore": "ignore",
    "severity": "severity",
    "fail-on": "fail_on",
    "reference": "reference",
}


def configuration(start: Path) -> Configuration:
    """The configuration in force in a folder. Raises click.UsageError with everything that is wrong in it."""
    for folder in (start, *start.parents):
        for name in ("auditor.toml", "pyproject.toml"):
            file = folder / name
            table = _table(file) if file.is_file() else None
            if table is not None:
                return _configuration(file, start, table)
    return Configuration()


def _table(file: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(file.read_bytes().decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise click.UsageError(f"{file.name}: not valid TOML: {error}") from None
    if file.name == "auditor.toml":
        return content
    table = content.get("tool", {}).get("auditor")
    return table if isinstance(table, dict) else None


def _configuration(file: Path, start: Path, table: dict[str, Any]) -> Configuration:
    wrong = [f"unknown key '{key}'{did_you_mean(key, KEYS)}" for key in table if key not in KEYS]
    values: dict[str, Any] = {}
    types = msgspec.structs.fields(Configuration)
    for field in types:
        key = next((key for key, name in KEYS.items() if name == field.name), None)
        if key in table:
            try:
                values[field.name] = msgspec.convert(table[key], field.type)
            except msgspec.ValidationError as error:
                wrong.append(f"{key}: {str(error)[:1].lower()}{str(error)[1:]}")
    if wrong:
        raise click.UsageError("\n".join(f"{file.name}: {message}" for message in wrong))
    folder = Path() if file.parent == start else file.parent
    return Configuration(**values, folder=folder)
