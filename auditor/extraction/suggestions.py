"""What knowledge of the field suggests of a document, kept aside until all of it is read: a plain statement anywhere overrules it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from auditor.extraction.found import Found, span_in
from auditor.extraction.links import Link, Ref
from auditor.extraction.relations.known import CODE_UNIT, Amount, is_over, known_units, subject_of
from auditor.extraction.rows import Row
from auditor.model.assertions import Polarity
from auditor.model.source import Block, Span

_BESIDE: Final = 12  # characters that a cell may hold besides an amount: "10 units each", "per 1 mg"
_OF_CODE: Final = frozenset({"code-drug", "code-unit"})


class Suggestions:
    """The suggestions of one document, in reading order."""

    def __init__(self) -> None:
        self._kept: list[Found] = []

    def keep(
        self, block: Block, span: Span, meant: Iterable[tuple[Link, Polarity]], ended: AbstractSet[str] = frozenset()
    ) -> None:
        """Keep links of one sentence. `ended`: codes of which it says that they have.

        A code that is over is told of as history, or not at all; no doubt and no denial is ever suggested.
        """
        for link, how in meant:
            of_past = link.kind in _OF_CODE and is_over(link.subject.value)
            if of_past and (how == "historical" or link.subject.value in ended):
                self._keep(block, span, link, "historical")
            elif how == "asserted" and not of_past:
                self._keep(block, span, link, how)

    def _keep(self, block: Block, span: Span, link: Link, how: Polarity) -> None:
        self._kept.append(
            Found(
                link.kind, link.subject, link.object, how, span, span_in(block, link.subject), span_in(block, link.object),
                block.section, link.pattern, link.confidence, (), False,
            )
        )  # fmt: skip

    def in_row(self, row: Row, over: AbstractSet[str]) -> None:
        """Keep the unit of a row's codes that stands in a cell of its own under a header that does not tell what it is. `over`: codes of the past."""
        cells = list(enumerate(row.held))
        codes = [(at, held) for at, cell in cells for held in cell if held.mention.kind == "code"]
        amounts = [
            (Amount(at, held.mention), held)
            for at, cell in cells
            for held in cell
            if held.mention.kind == "amount" and len(held.cell.view.text) <= len(held.mention.value) + _BESIDE
        ]
        if not codes or not amounts:
            return
        refs = [(at, Ref(held.mention.value, held.mention)) for at, held in codes]
        of_code = {id(ref): held for (_, ref), (_, held) in zip(refs, codes, strict=True)}
        of_amount = dict(amounts)
        for ref, amount in known_units(refs, [amount for amount, _ in amounts], shared=True):
            if ref.value in over or is_over(ref.value):
                continue
            one, other = of_code[id(ref)], of_amount[amount]
            unit = Ref(amount.mention.value, amount.mention)
            self._kept.append(
                Found(
                    "code-unit", ref, unit, "asserted", row.block.span, span_in(one.cell, ref), span_in(other.cell, unit),
                    row.block.section, CODE_UNIT, "low", (), False,
                )
            )  # fmt: skip

    def untold(self, found: Sequence[Found]) -> list[Found]:
        """The suggestions about what no claim of the document is about."""
        if not self._kept:
            return []
        told = {subject_of(claim.kind, claim.subject.value, claim.object.value) for claim in found}
        return [
            claim for claim in self._kept if subject_of(claim.kind, claim.subject.value, claim.object.value) not in told
        ]
