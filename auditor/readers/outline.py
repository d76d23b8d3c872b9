"""Collect a document's blocks in reading order, each below the headings that stand over it."""

from __future__ import annotations

from auditor.model.source import Block, BlockKind, Cell, Span, TextView
from auditor.readers.view import extent


class Outline:
    """The blocks read so far and the headings that are in force. With `shows_struck` they show what is struck out, too.

    `begins` says at which character of the document that starts which is read here.
    """

    def __init__(self, *, shows_struck: bool = False, begins: int = 0) -> None:
        self.blocks: list[Block] = []
        self.struck: list[Span] = []  # what the document strikes out
        self.shows_struck = shows_struck
        self.begins = begins
        self.repeated = 0  # cells of tables that were shown again where they reach to
        self._headings: list[tuple[int, str]] = []  # (level, text), outermost first
        self._section: tuple[str, ...] = ()
        self._groups = 0

    def add(
        self,
        kind: BlockKind,
        view: TextView,
        span: Span | None = None,
        *,
        level: int = 0,
        cells: tuple[Cell, ...] = (),
        group: int = -1,
    ) -> None:
        """Add a block, unless it shows nothing. Its span is what it shows, unless the caller knows better."""
        if view.text:
            self.blocks.append(Block(kind, view, span or extent(view), self._section, level, cells, group))

    def add_heading(self, level: int, view: TextView, span: Span | None = None) -> None:
        """Add a heading and put what follows below it."""
        if not view.text:
            return
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._section = tuple(text for _, text in self._headings)
        self.add("heading", view, span, level=level)
        self._headings.append((level, view.text))
        self._section = (*self._section, view.text)

    def new_group(self) -> int:
        """A number for the blocks of one more table or list."""
        self._groups += 1
        return self._groups
