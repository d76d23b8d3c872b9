"""Nested lists: the items that are open, and what an item within them has from them."""

from __future__ import annotations

from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Ref
from auditor.extraction.surroundings import is_code_alone
from auditor.model.source import Block


class Nesting:
    """Hands the drug of an item, and the code that is all of one, on to what is nested in it."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._drugs: dict[int, tuple[Ref, ...]] = {}  # by level
        self._codes: dict[int, Ref] = {}  # of items that are a code alone
        self._beside: tuple[int, Ref] | None = None  # the level and the code of an inner item that was a code alone

    def enter(self, block: Block, led_by: tuple[Ref, ...]) -> None:
        """Before a block is read: leave the items that it is not nested in. `led_by` are the drugs whose codes the lead-in promises."""
        discourse = self._discourse
        if block.kind != "item":
            if self._codes:
                discourse.code_above = None
            self._drugs, self._codes, self._beside = {}, {}, None
            return
        self._drugs = {level: drugs for level, drugs in self._drugs.items() if level < block.level}
        self._codes = {level: code for level, code in self._codes.items() if level < block.level}
        if self._beside and self._beside[0] != block.level:
            self._beside = None
        discourse.parent_drugs = next(
            (self._drugs[level] for level in sorted(self._drugs, reverse=True) if self._drugs[level]), led_by
        )
        if self._codes:
            discourse.code_above = self._codes[max(self._codes)]
        else:
            discourse.code_above = self._beside[1] if self._beside else None

    def leave(self, block: Block) -> None:
        """When an item is read: keep what those nested in it may be of."""
        discourse = self._discourse
        self._drugs[block.level] = tuple(discourse.block_drugs[:1])
        if discourse.code_above and is_code_alone(block.view.text):
            self._codes[block.level] = discourse.code_above
            if block.level > 1:  # "- Perseris", below it "- J2798", "- 0.5 mg", "- subcutaneous"
                self._beside = (block.level, discourse.code_above)
