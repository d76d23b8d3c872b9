"""The grammar's form: a pattern is data, and its examples run as tests.

A `Connector` says what may stand between two mentions that the text ties together, and a `Frame` what stands before
or after one, as regular expressions over tags (`words.py` has the alphabet). A `Phrase` is one over the words
themselves, for what one letter a word cannot tell. No quantifier is nested and gaps are bounded, so matching is linear.

In examples `[[x]]` marks the subject and `((x))` the object; a side without a mark is only implied. What is marked in
`examples` is claimed, and claimed by this row; what is marked in `but_not` looks much like it and is not claimed. Of a
row that forbids it is the other way round: its examples are not claimed, and what is marked in `but_not` is.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from auditor.extraction.late import late
from auditor.model.assertions import Polarity

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
    but_not: tuple[str, ...] = ()


class Frame(msgspec.Struct, frozen=True):
    """What stands before or after one mention that makes it what the relation looks for.

    `tags` is searched in the tags on that side: anchored at the end where it stands before, at the start where after.
    """

    name: str
    tags: str
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


class Phrase(msgspec.Struct, frozen=True):
    """Words that tie two mentions, or that forbid it: a regular expression over the text, upper and lower case alike.

    A group in it captures nothing: `(?:...)`.
    """

    name: str
    words: str
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


class Replacement(msgspec.Struct, frozen=True):
    """What is said before, between and after two codes, one right after the other, of which one replaced the other.

    Each is a regular expression over the text; what is left empty is not asked. `unless` must not stand between them.
    """

    name: str
    first: Literal["old", "new"]
    before: str = ""
    between: str = ""
    after: str = ""
    unless: str = ""
    needs_end: bool = False  # only in a sentence that says that a code ended, or that one was replaced
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


class Trigger(msgspec.Struct, frozen=True):
    """What changes how a claim is meant, in the manner of ConText: a regular expression over the text, or over tags.

    The table in which a trigger stands tells where it stands and how far it reaches. In the examples the claim that is
    marked has the polarity `effect`; in `but_not` it is claimed with another.
    """

    name: str
    words: str
    effect: Polarity
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    over: Literal["text", "tags"] = "text"


def regex(row: Frame | Phrase | Trigger) -> re.Pattern[str]:
    """The regular expression of a row; over the text it does not tell upper from lower case."""
    if isinstance(row, Frame):
        return late(row.tags)
    over_tags = isinstance(row, Trigger) and row.over == "tags"
    return late(row.words, re.NOFLAG if over_tags else re.IGNORECASE)


class Compiled(msgspec.Struct, frozen=True):
    """The connectors of one relation, compiled; tried in order, the first match counts."""

    table: dict[tuple[str, str], tuple[tuple[Connector, re.Pattern[str]], ...]]
    known: dict[
        tuple[str, str, str], Connector | None
    ]  # what was asked before: gaps are short, and few of them are new

    def match(self, left: str, right: str, gap: str) -> Connector | None:
        """The connector that explains the gap between two tags, or None."""
        asked = left, right, gap
        try:
            return self.known[asked]
        except KeyError:
            pass
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        found = self.known[asked] = self._match(left, right, gap)
        return found

    def _match(self, left: str, right: str, gap: str) -> Connector | None:
        for connector, pattern in self.table.get((left, right), ()):
            if pattern.fullmatch(gap):
                return connector
        return None


def compiled(connectors: tuple[Connector, ...]) -> Compiled:
    """Compile a literal table of connectors. `~` in a gap stands for the neutral tags."""
    table: dict[tuple[str, str], list[tuple[Connector, re.Pattern[str]]]] = {}
    for connector in connectors:
        pattern = late(connector.gap.replace("~", NEUTRAL))
        for left in connector.left:
            for right in connector.right:
                table.setdefault((left, right), []).append((connector, pattern))
    return Compiled({pair: tuple(rows) for pair, rows in table.items()}, {})
