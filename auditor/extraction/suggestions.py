"""What knowledge of the field suggests of a document, kept aside until all of it is read: a plain statement anywhere overrules it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from auditor.extraction.found import Found, span_in
from auditor.extraction.late import late
from auditor.extraction.links import Link, Ref
from auditor.extraction.mentions import bare
from auditor.extraction.pairing import Held
from auditor.extraction.relations.known import (
    CODE_UNIT,
    DRUG_BRAND,
    MOST_BESIDE,
    Amount,
    known_units,
    subject_of,
)
from auditor.extraction.rows import Row
from auditor.lexicon.known import is_over
from auditor.lexicon.names import Names
from auditor.model.assertions import Kind, Polarity
from auditor.model.source import Block, Span

_BESIDE: Final = 12  # characters that a cell may hold besides an amount: "10 units each", "per 1 mg"
_PER: Final = late(r"\b(?:all|each|both|every|everything)\b[^.;]{0,24}\bper\s+\Z", re.IGNORECASE)
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

    def add(self, suggested: list[Found]) -> None:
        """Keep what was suggested elsewhere, and take it from there."""
        self._kept += suggested
        suggested.clear()

    def in_row(self, row: Row, over: AbstractSet[str], names: Names) -> None:
        """Keep what a row sets side by side under headers that do not tell what it is. `over`: codes of the past."""
        held = [(at, one) for at, cell in enumerate(row.held) for one in cell]
        if len(held) > MOST_BESIDE:
            return
        of_kind: dict[str, list[tuple[int, Held]]] = {}
        for at, one in held:
            of_kind.setdefault(one.mention.kind, []).append((at, one))
        codes = of_kind.get("code", [])
        if codes:
            self._units(row, codes, of_kind.get("amount", []), over)
        self._brands(
            row, [one for _, one in of_kind.get("drug", [])], [one for _, one in of_kind.get("brand", [])], names
        )

    def _units(
        self, row: Row, codes: Sequence[tuple[int, Held]], amounts: Sequence[tuple[int, Held]], over: AbstractSet[str]
    ) -> None:
        """The unit that stands in a cell of its own, or nearly so."""
        alone = {
            Amount(len(row.held) if _is_of_all(one) else at, one.mention): one  # what is of all is as if behind them
            for at, one in amounts
            if len(one.cell.view.text) <= len(one.mention.value) + _BESIDE or _is_of_all(one)
        }
        refs = [(at, Ref(one.mention.value, one.mention)) for at, one in codes]
        for index, amount in known_units(refs, list(alone), shared=True):
            code = codes[index][1]
            if code.mention.value not in over and not is_over(code.mention.value):
                self._keep_in_row(row, "code-unit", code, alone[amount], CODE_UNIT)

    def _brands(self, row: Row, drugs: Sequence[Held], brands: Sequence[Held], names: Names) -> None:
        """The brands beside a row's one drug that are known as its own; of a drug without a suffix its biosimilars, too."""
        if len({one.mention.value for one in drugs}) != 1:
            return
        drug = drugs[0].mention.value
        for one in brands:
            known = names.brand(one.mention.value)
            if known is not None and drug in {known.drug, known.full, bare(known.drug)}:
                self._keep_in_row(row, "drug-brand", drugs[0], one, DRUG_BRAND)

    def _keep_in_row(self, row: Row, kind: Kind, subject: Held, value: Held, pattern: str) -> None:
        one, other = Ref(subject.mention.value, subject.mention), Ref(value.mention.value, value.mention)
        self._kept.append(
            Found(
                kind, one, other, "asserted", row.block.span, span_in(subject.cell, one), span_in(value.cell, other),
                row.block.section, pattern, "low", (), False,
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


def _is_of_all(amount: Held) -> bool:
    """As in "Bevacizumab (all per 10 mg)" beside the codes of several products."""
    return _PER.search(amount.cell.view.text, 0, amount.mention.start) is not None
