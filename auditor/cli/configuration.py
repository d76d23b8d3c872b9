"""`[tool.auditor]` of the nearest pyproject.toml, or the nearest auditor.toml, and what it extends."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click
import msgspec

from auditor.cli.keys import FIELDS, Keys
from auditor.cli.selection import expanded, unknown_rules
from auditor.cli.suggestion import did_you_mean
from auditor.model.findings import SEVERITIES, Severity
from auditor.patterns import means_nothing
from auditor.policy import Policy
from auditor.regular import read_regular
from auditor.remote import address_of
from auditor.rules import RULES
from auditor.store.instant import SETTINGS

FILES = SETTINGS
_OF_RULES = ("select", "ignore")
_OF_PATTERNS = ("include", "exclude")


class Configuration(Keys, frozen=True, forbid_unknown_fields=True):
    """What the user settled for a folder. A command's own options win."""

    folder: Path = Path()  # where the configuration stands, if anywhere
    origins: Mapping[str, str] = {}  # by key, or "key.entry" of a table, the file that settles it
    files: tuple[Path, ...] = ()  # that were read for it

    @property
    def paths(self) -> list[Path]:
        """The corpus, relative to where the configuration stands."""
        names = [self.corpus] if isinstance(self.corpus, str) else self.corpus
        return [self.folder / name for name in names]

    @property
    def policy(self) -> Policy:
        """What the audit itself needs to know of it."""
        return Policy(
            include=tuple(self.include),
            exclude=tuple(self.exclude),
            gitignore=self.respect_gitignore,
            severities=self._weights(),
            per_file_ignores={pattern: expanded(RULES, names) for pattern, names in self.per_file_ignores.items()},
            folder=self.folder,
        )

    def _weights(self) -> dict[str, Severity]:
        """By rule id; what names one rule wins over what names several."""
        named = [(expanded(RULES, [name]), weight) for name, weight in self.severities.items()]
        named.sort(key=lambda one: len(one[0]), reverse=True)
        return {rule: weight for rules, weight in named for rule in rules}


class _File(NamedTuple):
    """A file's settings, and what the user is told it is called."""

    path: Path
    label: str
    table: dict[str, Any]


class _Wrong(Exception):  # noqa: N818 - it says what is wrong
    """A file that cannot be read at all."""


def configuration(start: Path) -> Configuration:
    """The configuration in force in a folder. Raises click.UsageError with everything that is wrong in it."""
    try:
        nearest = _nearest(start)
        files = _extended(nearest, start) if nearest else []
    except _Wrong as error:
        raise click.UsageError(str(error)) from None
    wrong = [f"{file.label}: {message}" for file in files for message in _mistakes(file)]
    if wrong:
        raise click.UsageError("\n".join(wrong))
    if nearest is None:
        return Configuration()
    return _merged(files, Path() if nearest.path.parent == start else nearest.path.parent)


def looked_for(start: Path) -> list[Path]:
    """The files that could be the nearest one."""
    return [folder / name for folder in (start, *start.parents) for name in FILES]


def _nearest(start: Path) -> _File | None:
    for folder in (start, *start.parents):
        for name in FILES:
            path = folder / name
            table = _table(path, start) if path.is_file() else None
            if table is not None:
                return _File(path, _label(path, start), table)
    return None


def _table(path: Path, start: Path) -> dict[str, Any] | None:
    try:
        content = tomllib.loads(read_regular(path).decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _Wrong(f"{_label(path, start)}: not valid TOML: {error}") from None
    except RecursionError:
        raise _Wrong(f"{_label(path, start)}: brackets are nested too deeply; no setting needs that") from None
    except OSError as error:
        raise _Wrong(f"{_label(path, start)}: {error.strerror}") from None
    if path.name != "pyproject.toml":
        return content
    table = content.get("tool", {}).get("auditor")
    if table is not None and not isinstance(table, dict):
        raise _Wrong(f"{_label(path, start)}: tool.auditor is no table")
    return table


def _label(path: Path, start: Path) -> str:
    return Path(os.path.relpath(path, start)).as_posix()


def _extended(file: _File, start: Path) -> list[_File]:
    """The file and those that it extends, nearest first. Raises _Wrong where that leads nowhere, or round in a circle."""
    chain = [file]
    while isinstance(name := chain[-1].table.get("extend"), str) and name:
        path = Path(os.path.normpath(chain[-1].path.parent / name))
        if path in {one.path for one in chain}:
            raise _Wrong(f"{chain[-1].label}: extend: '{name}' leads back to where it came from")
        if not path.is_file():
            raise _Wrong(f"{chain[-1].label}: extend: there is no file '{name}' here")
        table = _table(path, start)
        if table is None:
            raise _Wrong(f"{chain[-1].label}: extend: '{name}' has no [tool.auditor]")
        chain.append(_File(path, _label(path, start), table))
    return chain


def _mistakes(file: _File) -> list[str]:
    """Everything that is wrong in one file."""
    wrong = [f"unknown key '{key}'{did_you_mean(key, FIELDS)}" for key in file.table if key not in FIELDS]
    values: dict[str, Any] = {}
    for key, field in FIELDS.items():
        if key in file.table:
            try:
                values[key] = msgspec.convert(file.table[key], field.type)
            except msgspec.ValidationError as error:
                wrong.append(f"{key}: {_lower(str(error))}{_severity_meant(file.table[key])}")
    corpus = values.get("corpus", [])
    wrong += [
        f"corpus: '{name}' is an address, and no setting makes the program connect; give it as PATH"
        for name in ([corpus] if isinstance(corpus, str) else corpus)
        if address_of(Path(name))
    ]
    for key in _OF_RULES:
        wrong += [f"{key}: {message}" for message in unknown_rules(RULES, values.get(key, []))]
    wrong += [f"severities: {message}" for message in unknown_rules(RULES, values.get("severities", {}))]
    for pattern, names in values.get("per-file-ignores", {}).items():
        wrong += [f"per-file-ignores.'{pattern}': {message}" for message in unknown_rules(RULES, names)]
        wrong += [f"per-file-ignores: '{pattern}' matches no file name"] * means_nothing(pattern)
    for key in _OF_PATTERNS:
        wrong += [
            f"{key}: '{pattern}' matches no file name" for pattern in values.get(key, []) if means_nothing(pattern)
        ]
    return wrong


def _severity_meant(value: Any) -> str:
    words = value.values() if isinstance(value, dict) else [value]
    unknown = [word for word in words if isinstance(word, str) and word not in {*SEVERITIES, "never"}]
    return did_you_mean(unknown[0], [*SEVERITIES, "never"]) if unknown else ""


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _merged(files: list[_File], folder: Path) -> Configuration:
    """What stands in the nearest file wins; tables are merged entry by entry."""
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    home = files[0].path.parent
    for file in reversed(files):
        for key, value in file.table.items():
            moved = _moved(key, value, file.path.parent, home)
            if isinstance(moved, dict):
                values[key] = {**values.get(key, {}), **moved}
                origins |= {f"{key}.{entry}": file.label for entry in moved}
            else:
                values[key], origins[key] = moved, file.label
    names = {FIELDS[key].name: value for key, value in values.items()}
    return Configuration(**names, folder=folder, origins=origins, files=tuple(file.path for file in files))


def _moved(key: str, value: Any, here: Path, home: Path) -> Any:
    """A path that stands in an extended file, as seen from the folder of the file that extends it."""
    if here == home:
        return value
    if key == "corpus":
        names = [value] if isinstance(value, str) else value
        return [Path(os.path.relpath(here / name, home)).as_posix() for name in names]
    if key == "reference" and (here / value).is_file():
        return Path(os.path.relpath(here / value, home)).as_posix()
    return value
