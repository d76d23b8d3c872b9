"""Definition lists: what stands beside a term that is a product, "Feraheme" above "ferumoxytol", "Q0138 if CKD" and "Q0139 if ESRD"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from auditor.extraction.codes import CodeHit
from auditor.extraction.found import Found, span_in
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.mentions import bare
from auditor.extraction.merging import code_mentions, merged
from auditor.extraction.sentences import sentences
from auditor.extraction.tags import read
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention
from auditor.model.source import Block

# A note on a code: no name, no statement, no denial, comparison or question. "CKD: Q5106, 1000 units", "J0881 clinic, J0882 dialysis".
_NOTE: Final = late(r"[^DBbphmolLnqxz?]{0,40}")
_PRODUCTS: Final = frozenset({"drug", "brand"})


class Terms:
    """The terms of one document's definition lists; a term that has several definitions keeps what the first of them name."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._term = ""
        self._drug: Ref | None = None

    def claims(
        self, block: Block, hits: Sequence[CodeHit], named: Sequence[Mention], told: Sequence[Found]
    ) -> list[Found]:
        """What a definition says of its term that its words alone do not; `told` is what they do."""
        if block.kind != "definition":
            return []
        term, tab, _ = block.view.text.partition("\t")
        codes = [hit for hit in hits if hit.start > len(term)]
        if not tab or len(codes) < len(hits):
            return []  # a term that has a code tells of that itself
        heads = [name for name in named if name.start < len(term) and name.kind in _PRODUCTS]
        drug = next((name for name in named if name.start > len(term) and name.kind == "drug"), None)
        if term != self._term:
            self._term, self._drug = term, _only(heads)
        found = list(self._brands(block, heads, drug, told)) if drug is not None else []
        if self._drug is None and drug is not None:
            self._drug = Ref(drug.value)
        if self._drug is None and len(heads) == len(codes) > 1:
            found += _in_order(block, codes, heads, told)
        if self._drug is not None and codes:
            found += _notes(block, codes, named, self._drug, told)
        return found

    def _brands(self, block: Block, heads: Iterable[Mention], drug: Mention, told: Sequence[Found]) -> Iterator[Found]:
        known = {claim.object.value for claim in told if claim.kind == "drug-brand"}
        for head in heads:
            stands_for = self._names.canonical(head.value) or ""
            if head.kind == "brand" and head.value not in known and bare(stands_for) == bare(drug.value):
                subject, brand = Ref(drug.value, drug), Ref(head.value, head)
                yield Found(
                    "drug-brand", subject, brand, "asserted", block.span, span_in(block, subject), span_in(block, brand),
                    block.section, "term-brand",
                )  # fmt: skip


def _in_order(
    block: Block, codes: Sequence[CodeHit], heads: Sequence[Mention], told: Sequence[Found]
) -> Iterator[Found]:
    """As in "Nicardipine? Nitroglycerin?" beside "J2404 at 0.1 mg; J2305 at 5 mg": as many codes as drugs, told in their order."""
    if any(claim.kind == "code-drug" for claim in told) or any(head.kind != "drug" for head in heads):
        return
    for code, head in zip(code_mentions(codes), heads, strict=True):
        subject, drug = Ref(code.value, code), Ref(head.value, head)
        yield Found(
            "code-drug", subject, drug, "asserted", block.span, span_in(block, subject), span_in(block, drug),
            block.section, "terms-in-order", "medium", (), False,
        )  # fmt: skip


def _only(heads: Sequence[Mention]) -> Ref | None:
    """The one product that a term names, or the first of several brands."""
    drugs = {head.value for head in heads if head.kind == "drug"}
    if not heads or len({head.kind for head in heads}) > 1 or len(drugs) > 1:
        return None
    first = heads[0]
    return Ref("", None, first.value) if first.kind == "brand" else Ref(first.value)


def _notes(
    block: Block, codes: Sequence[CodeHit], named: Sequence[Mention], drug: Ref, told: Sequence[Found]
) -> Iterator[Found]:
    """The codes of sentences that name no product and state nothing: they are the term's."""
    known = {claim.subject.value for claim in told if claim.kind == "code-drug"}
    text, begin = block.view.text, block.view.text.index("\t") + 1
    for start, end in sentences(text):
        first = max(start, begin)
        own = code_mentions([hit for hit in codes if first <= hit.start < end])
        new = [code for code in own if code.value not in known]
        others = [name for name in named if first <= name.start < end]
        if not new or _NOTE.fullmatch(read(text, first, end, merged(own, others, [])).tags) is None:
            continue
        for code in new:
            subject = Ref(code.value, code)
            yield Found(
                "code-drug", subject, drug, "asserted", block.view.span(first, end), span_in(block, subject), None,
                block.section, "term-code", "low", (), False,
            )  # fmt: skip
