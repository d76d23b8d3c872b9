"""The grammar's form: a pattern is data, and its examples run as tests.

A `Connector` says what may stand between two mentions that the text ties together, as a regular
expression over tags (`words.py` has the alphabet). No quantifier is nested and gaps are bounded, so
matching is linear. In examples `[[x]]` marks the subject and `((x))` the object; a side without a mark is only implied.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

Strength = Literal[1, 2, 3]

# What may stand inside a clause that ties two mentions: anything but a new clause, a condition, a comparison,
# a regimen, a bracket, a colon or another code, drug or brand.
NEUTRAL: Final = r"""[wtkgGluLfjasvePAEMQKRNFXYUThmobpVr,"n&/icd-]"""


_MOST_KNOWN: Final = 50_000


class Connector(msgspec.Struct, frozen=True):
    """What stands between a left and a right mention, and how sure it makes the link.

    `gap` is matched against the whole tag string between them, brackets that hold no mention of
    either kind left out. Strength 3 is a form that hardly ever means anything else, 1 a mere nearness.
    """

    name: str
    left: str
    right: str
    gap: str
    strength: Strength
    examples: tuple[str, ...] = ()


class Frame(msgspec.Struct, frozen=True):
    """What stands before or after one mention that makes it what the relation looks for.

    `tags` is searched in the tags on that side: anchored at the end where it stands before, at the start where after.
    """

    name: str
    tags: str
    examples: tuple[str, ...] = ()


class Compiled(msgspec.Struct, frozen=True):
    """The connectors of one relation, compiled; tried in order, the first match counts."""

    table: dict[tuple[str, str], tuple[tuple[Connector, re.Pattern[str]], ...]]
    known: dict[
        tuple[str, str, str], Connector | None
    ]  # what was asked before: gaps are short, and few of them are new

    def match(self, left: str, right: str, gap: str) -> Connector | None:
        """The connector that explains the gap between two tags, or None."""
        asked = left, right, gap
        if asked not in self.known:
            if len(self.known) >= _MOST_KNOWN:
                self.known.clear()
            self.known[asked] = self._match(left, right, gap)
        return self.known[asked]

    def _match(self, left: str, right: str, gap: str) -> Connector | None:
        for connector, pattern in self.table.get((left, right), ()):
            if pattern.fullmatch(gap):
                return connector
        return None


def compiled(connectors: tuple[Connector, ...]) -> Compiled:
    """Compile a literal table of connectors. `~` in a gap stands for the neutral tags."""
    table: dict[tuple[str, str], list[tuple[Connector, re.Pattern[str]]]] = {}
    for connector in connectors:
        pattern = re.compile(connector.gap.replace("~", NEUTRAL))
        for left in connector.left:
            for right in connector.right:
                table.setdefault((left, right), []).append((connector, pattern))
    return Compiled({pair: tuple(rows) for pair, rows in table.items()}, {})
