"""What a rule is: data with a function in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

import msgspec

from auditor.graph import Graph
from auditor.model.findings import Finding, Severity
from auditor.reference.authority import Authority

# The authority in force is None where the documents are only compared with each other.
Check: TypeAlias = Callable[[Graph, Authority | None], Iterator[Finding]]

# One document's text, or (name, text) of each of several. `[[x]]` marks the primary span, `((x))` a related one.
Example: TypeAlias = str | tuple[tuple[str, str], ...]


class Rule(msgspec.Struct, frozen=True):
    """A question that is asked of the graph, why it is asked, and examples that run as tests."""

    id: str
    name: str
    title: str  # what a finding means, in a few words
    rationale: str  # why it matters, and when the rule keeps silent
    severity: Severity
    examples: tuple[Example, ...]  # those without marks are silent
    check: Check
    needs_reference: bool = False  # its examples run with the embedded reference, and without one it is silent
    of_lapses: bool = False  # asked last, of the entries that asked for silence and did nothing
