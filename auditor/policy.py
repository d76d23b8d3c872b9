"""What a user settles about documents and rules, whoever reads it from a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from auditor.model.findings import Severity


class Policy(msgspec.Struct, frozen=True):
    """Which files of a folder are documents, how much a rule weighs, and which rules are not asked of which files.

    Patterns are those of .gitignore. They stand for a path below `folder`, or below the folder that is audited.
    """

    include: tuple[str, ...] = ()  # all, if there are none
    exclude: tuple[str, ...] = ()
    gitignore: bool = False  # whether what git ignores is left out
    severities: Mapping[str, Severity] = {}  # by rule id
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}  # by pattern the ids of rules
    folder: Path = Path()


PLAIN = Policy()  # every document, every rule as it is
