"""The parts of a document in reading order, as they were read: what knowledge goes through once more when all of it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit
from auditor.extraction.pairing import Held
from auditor.extraction.rows import Row
from auditor.model.assertions import Mention
from auditor.model.source import Block

TITLES: Final = frozenset({"title", "heading"})
ENTRIES: Final = frozenset({"row", "header", "item", "line", "definition"})
PRODUCTS: Final = frozenset({"drug", "brand"})


class Part(NamedTuple):
    """A block of prose with the codes and names in it, or a row. `at`: its place; `run`: the same of entries that follow one another."""

    block: Block
    hits: Sequence[CodeHit]
    names: Sequence[Mention]
    row: Row | None
    at: int
    run: int

    @property
    def held(self) -> list[Held]:
        """What the cells of a row mention, in order."""
        return [one for cell in self.row.held for one in cell] if self.row else []


class Parts:
    """Keeps the parts in which a code or a name stands, and what heads others."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._at = self._run = 0

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts)

    def block(self, block: Block, hits: Sequence[CodeHit], names: Sequence[Mention]) -> None:
        """Keep a block of prose; `hits` and `names` are what stands in it."""
        self._at += 1
        self._run += block.kind not in ENTRIES
        if hits or names or block.kind in TITLES:
            self._parts.append(Part(block, hits, names, None, self._at, self._run))

    def row(self, row: Row) -> None:
        """Keep a row of a table."""
        self._at += 1
        self._parts.append(Part(row.block, (), (), row, self._at, self._run))
