"""Routes that wait for a code: a paragraph may tell how a drug is given before it tells the code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found, span_in
from auditor.extraction.late import late
from auditor.extraction.links import Item, Ref, product_of
from auditor.extraction.mentions import bare
from auditor.extraction.relations.route import says_how_given
from auditor.extraction.tags import Reading
from auditor.lexicon.names import Names
from auditor.model.assertions import Polarity
from auditor.model.source import Block, Span

_FEW_BRANDS: Final = 4
_ANOTHER_PRODUCT: Final = late(
    r"\b(?:other|another|second) (?:brand|product|form|version|presentation|formulation)\b", re.IGNORECASE
)
_GIVEN: Final = late(r"(?:A?[bpm]?[A-Za-z]{0,6})")  # "vutrisiran is subcutaneous, patisiran intravenous"
_PARTNER_REACH: Final = 5  # tokens before a route in which a word tells that it is another product's


class HeldRoutes:
    """The routes that the sentences of one block told of drugs, until it is read to its end."""

    def __init__(self, names: Names, discourse: Discourse) -> None:
        self._names = names
        self._discourse = discourse
        self._held: list[tuple[str, Found]] = []

    def hold(self, block: Block, span: Span, reading: Reading, found: Sequence[Item]) -> None:
        """As in "Valrubicin is instilled. J9357 is its code": the route waits for the code that the paragraph gives to the drug."""
        if any(item.tag in "Cc" for item in found) or _ANOTHER_PRODUCT.search(reading.text, reading.start, reading.end):
            return
        drugs = [item for item in found if item.tag == "D" and not item.compared and len(item.refs) == 1]
        one = not drugs and len(self._discourse.products) == 1 and not self._discourse.heading_codes
        of_block = self._discourse.block_drugs[:1] if one else ()
        for at, mention in enumerate(reading.mentions):
            if mention.kind != "route":
                continue
            token = reading.token_of[at]
            drug = _given_so(reading, drugs, token)
            if of_block and not self._discourse.block_codes and says_how_given(reading, mention):
                drug = of_block[0]  # "Rystiggo is an antibody. Subcutaneous infusion by pump. J9333 is its code."
            if drug is None or not (self._discourse.has_named(drug) or self._has_few_brands(drug)):
                continue  # "J9280 is mitomycin. Zusduri stays in the bladder": of Zusduri no code is told
            route = Ref(mention.value, mention)
            meant: Polarity = "denied" if "n" in reading.tags[max(0, token - 2) : token] else "asserted"
            held = Found(
                "code-route", Ref(""), route, meant, span, None, span_in(block, route), block.section, "route-of-paragraph", "medium"
            )  # fmt: skip
            self._held.append((product_of(drug, self._names), held))

    def _has_few_brands(self, drug: Ref) -> bool:
        """Whether one code can do for all brands of a brand's drug; mitomycin's, which are many, have several."""
        return self._names.brands_beside(drug.brand) <= _FEW_BRANDS

    def _product(self, drug: Ref) -> str:
        """What a drug's name or brand stands for, without a suffix: "Cinqair is infused" speaks of reslizumab."""
        return bare(product_of(drug, self._names))

    def tie(self) -> Iterator[Found]:
        """The routes of the block, each for the codes that it gave to the drug; none is held any longer."""
        if not self._held:
            return
        codes: dict[str, dict[str, None]] = {}
        for code, known in self._discourse.pairs:
            codes.setdefault(self._product(known), {})[code] = None
            codes.setdefault(product_of(known, self._names), {})[code] = None
        told: dict[str, set[str]] = {}
        for drug, held in self._held:
            told.setdefault(drug, set()).add(held.object.value)
        for drug, held in self._held:
            own = (
                codes.get(drug) or codes.get(bare(drug)) or {}
            )  # "infliximab-dyyb (subcutaneous)" is not any infliximab
            if len(told[drug]) > 1 and len(own) > 1:
                continue  # two ways and two codes: which is whose?
            yield from (held._replace(subject=Ref(code)) for code in own)
        self._held = []


def _given_so(reading: Reading, drugs: Sequence[Item], token: int) -> Ref | None:
    """The drug of which a route is told: the only one of the sentence, else the one right before the route."""
    if "z" in reading.tags[max(0, token - _PARTNER_REACH) : token]:
        return None  # "after induction with an intravenous product"
    if len({item.refs[0][::2] for item in drugs}) == 1:
        return drugs[0].refs[0]
    before = [item for item in drugs if item.last < token]
    if not before or not _GIVEN.fullmatch(reading.gap(before[-1].last, token)):
        return None
    return before[-1].refs[0]
