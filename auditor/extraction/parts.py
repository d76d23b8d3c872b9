"""The parts of a document in reading order, as they were read: what knowledge goes through once more when all of it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit
from auditor.extraction.pairing import Held
from auditor.extraction.rows import Row
from auditor.model.assertions import Mention
from auditor.model.source import Block, Span

TITLES: Final = frozenset({"title", "heading"})
ENTRIES: Final = frozenset({"row", "header", "item", "line", "definition"})
PRODUCTS: Final = frozenset({"drug", "brand"})


class Named(NamedTuple):
    """A code where a text names it."""

    code: str
    where: Span


class Part(NamedTuple):
    """A block of prose with the codes and names in it, or a row. `at`: its place; `run`: the same of entries that follow one another.

    `unit_ends`: where in a block of prose the units of amounts may end.
    """

    block: Block
    hits: Sequence[CodeHit]
    names: Sequence[Mention]
    row: Row | None
    at: int
    run: int
    unit_ends: Sequence[int] = ()

    @property
    def codes(self) -> set[str]:
        """The codes that it names."""
        if self.row is None:
            return {hit.code for hit in self.hits}
        return {one.mention.value for cell in self.row.held for one in cell if one.mention.kind == "code"}

    def named(self, hits: Sequence[CodeHit]) -> list[Named]:
        """Some codes of a block of prose, where they stand."""
        return [Named(hit.code, self.block.view.span(hit.start, hit.end)) for hit in hits]

    def named_codes(self, most: int) -> list[Named]:
        """The codes that it names, in order, of `most` hits or mentions."""
        if self.row is None:
            return self.named(self.hits[:most])
        return [
            Named(one.mention.value, one.cell.view.span(one.mention.start, one.mention.end))
            for one in self.held[:most]
            if one.mention.kind == "code"
        ]

    @property
    def held(self) -> list[Held]:
        """What the cells of a row mention, in order."""
        return [one for cell in self.row.held for one in cell] if self.row else []


class Parts:
    """Keeps the parts in which a code, a name or an amount stands, or that tell an end, and what heads others."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._at = self._run = 0

    @property
    def codes(self) -> set[str]:
        """All codes of the document."""
        return set().union(*(part.codes for part in self._parts))

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts)

    def block(
        self, block: Block, hits: Sequence[CodeHit], names: Sequence[Mention], unit_ends: list[int], *, tells_end: bool
    ) -> None:
        """Keep a block of prose; `hits`, `names` and `unit_ends` are what stands in it. `tells_end`: it has a word for the end of a code."""
        self._at += 1
        self._run += block.kind not in ENTRIES
        if hits or names or unit_ends or tells_end or block.kind in TITLES:
            self._parts.append(Part(block, hits, names, None, self._at, self._run, unit_ends))

    def row(self, row: Row) -> None:
        """Keep a row of a table."""
        self._at += 1
        self._parts.append(Part(row.block, (), (), row, self._at, self._run))
