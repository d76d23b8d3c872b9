"""Ties that only knowledge makes: a sentence sets two things side by side in no form that the grammar reads, and the field knows them to belong together.

A coder who reads "Susvimo has had J2779 all to itself since 2022 (0.1 mg, so 20 units for the 2 mg fill)" takes 0.1 mg, and
not 2 mg, for the unit, because the code set has it so. What the grammar reads comes first: these links are kept aside until the
whole document is read, and used only of what it tells nowhere else (`Suggestions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from typing import Final, NamedTuple

from auditor.extraction.discourse import MOST_LISTED, Discourse
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, product_of
from auditor.extraction.mentions import bare
from auditor.extraction.relations.target import acts_on
from auditor.extraction.tags import Reading
from auditor.lexicon.drug_targets import targets_of
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names
from auditor.model.assertions import Kind, Mention

CODE_DRUG: Final = "known-code-drug"
CODE_UNIT: Final = "known-code-unit"
DRUG_BRAND: Final = "known-drug-brand"
DRUG_TARGET: Final = "known-drug-target"
MODIFIER_MEANING: Final = "known-modifier-meaning"
CODE_ROUTE: Final = "known-code-route"
CODE_STATUS: Final = "known-code-status"
CODE_SUCCESSOR: Final = "known-code-successor"
SUGGESTED: Final = frozenset(
    {CODE_DRUG, CODE_UNIT, DRUG_BRAND, DRUG_TARGET, MODIFIER_MEANING, CODE_ROUTE, CODE_STATUS, CODE_SUCCESSOR}
)
_EACH: Final = frozenset({"both", "either", "each", "all", "every", "same"})
_IN_ORDER: Final = frozenset({"respectively", "order"})
_ALL: Final = frozenset({"both", "all", "everything", "each", "these", "those", "every"})
MOST_BESIDE: Final = 60  # mentions of a sentence or a row; what has more is a list in which nearness tells nothing
_MOST_TIED: Final = 240  # codes with their drugs that one sentence may speak of
_NONE: Final = frozenset[str]()
_APART: Final = frozenset('nq?"')  # a denial, a comparison, a question or a quotation between a drug and a brand
_OF_OTHERS: Final = late(
    r"\s(?:biosimilars?|generics?|of other|from other|by other)\b", re.IGNORECASE
)  # "Neulasta costs more than pegfilgrastim of others"


Placed = tuple[int, Ref]  # where a code or drug stands: a token of a sentence, a cell of a row


class Amount(NamedTuple):
    """An amount that may be a unit, and where it stands among the codes."""

    at: int
    mention: Mention


def known_links(
    reading: Reading, found: Sequence[Item], links: Sequence[Link], discourse: Discourse, names: Names
) -> list[Link]:
    """What a sentence with `links` does not tie itself. A code's drug may also be one that stands before."""
    if len(reading.mentions) > MOST_BESIDE:
        return []
    tags = reading.tags
    token = dict(zip(reading.mentions, reading.token_of, strict=True))
    codes = [
        (token[ref.mention], ref)
        for item in found
        if item.tag == "C" and not item.compared
        for ref in item.refs
        if ref.mention in token
    ]
    drugs = [(item.first, ref) for item in found if item.tag == "D" and not item.compared for ref in item.refs]
    out: list[Link] = []
    in_order = len(codes) > 1 and not _IN_ORDER.isdisjoint(reading.words)
    if not in_order and (untold := _untold(codes, discourse, "code-drug")):
        out += _drugs(untold, drugs, _named_before(discourse), names)
    if "Q" in tags and (untold := _untold(codes, discourse, "code-unit")):
        out += _units(reading, codes, {code.value for _, code in untold})
    if "Q" in tags and not codes:
        out += _unit_of_codes_before(reading, discourse, drugs, names)
    if "B" in tags or "D" in tags:
        if "B" in tags and "D" in tags:
            out += _brands(reading, links, names)
        out += _brand_before_or_after(reading, discourse, links, names)
    if "T" in tags and drugs:
        out += _targets(reading, drugs, links, names)
    return out


def _named_before(discourse: Discourse) -> list[Ref]:
    """The drugs that a code without one of its own can be of, the nearest last."""
    named = (
        discourse.title_drugs,
        discourse.section_drugs,
        discourse.heading_drugs,
        discourse.parent_drugs,
        discourse.block_drugs,
    )
    return [drug for drugs in named for drug in drugs[-MOST_LISTED:]]


def _untold(codes: Sequence[Placed], discourse: Discourse, kind: Kind) -> list[Placed]:
    """The codes of which the document has told nothing of a kind yet."""
    told = discourse.told.get(kind, _NONE)
    return [(at, code) for at, code in codes if code.value not in told]


def _drugs(codes: Iterable[Placed], drugs: Sequence[Placed], before: Sequence[Ref], names: Names) -> Iterator[Link]:
    for at, code in codes:
        known = known_codes().get(code.value)
        if known is None:
            continue
        here = [(place, drug) for place, drug in drugs if known.denotes(product_of(drug, names))]
        if here:
            place, drug = min(here, key=lambda one: abs(one[0] - at))
            yield Link("code-drug", code, drug, CODE_DRUG, min(at, place), max(at, place), "low")
            continue
        earlier = [drug for drug in before if known.denotes(product_of(drug, names))]
        if earlier and not drugs:
            yield Link("code-drug", code, Ref(earlier[-1].value, None, earlier[-1].brand), CODE_DRUG, at, at, "low")


def _units(reading: Reading, codes: Sequence[Placed], untold: AbstractSet[str]) -> Iterator[Link]:
    shared = not _EACH.isdisjoint(reading.words)
    for index, amount in known_units(codes, _amounts(reading), shared=shared):
        at, code = codes[index]
        if code.value in untold:
            yield Link(
                "code-unit", code, Ref(amount.mention.value, amount.mention), CODE_UNIT,
                min(at, amount.at), max(at, amount.at), "low",
            )  # fmt: skip


def _unit_of_codes_before(
    reading: Reading, discourse: Discourse, drugs: Sequence[Placed], names: Names
) -> Iterator[Link]:
    """The unit that a sentence without a code tells of the code in hand; of "both", "all" or "everything", of all those above that have it."""
    if _ALL.isdisjoint(reading.words):
        codes = [discourse.code_above] if discourse.code_above else discourse.block_codes[-1:] or discourse.codes[-1:]
    else:
        named = discourse.section_codes, discourse.listed_codes, discourse.block_codes, discourse.table_codes
        codes = [code for one in named for code in one[-MOST_LISTED:]]
    if drugs:  # "Ranibizumab in any dress is billed per 0.1 mg"; "both" are two of the drugs then
        products = {bare(product_of(drug, names)) for _, drug in drugs}
        tied = islice(reversed(discourse.drug_of.items()), _MOST_TIED)
        of_drugs = [Ref(code) for code, drug in tied if bare(product_of(drug, names)) in products]
        codes = of_drugs if len(products) > 1 else [*codes, *of_drugs]
    told = discourse.told.get("code-unit", _NONE)
    amounts = _amounts(reading)
    for code in dict.fromkeys(code.value for code in codes if code.value not in told):
        own = next((one for one in amounts if _is_unit_of(one.mention.value, code)), None)
        if own is not None:
            unit = Ref(own.mention.value, own.mention)
            yield Link("code-unit", Ref(code), unit, CODE_UNIT, own.at, own.at, "low")


def _mentions(reading: Reading, *kinds: str) -> Iterator[tuple[int, Mention]]:
    """The mentions of some kinds, each with its token."""
    return (
        (token, mention)
        for token, mention in zip(reading.token_of, reading.mentions, strict=True)
        if mention.kind in kinds
    )


def _amounts(reading: Reading) -> list[Amount]:
    """The amounts that no product follows: not "the 50 mg Vantas implant"."""
    tags = reading.tags
    return [Amount(at, one) for at, one in _mentions(reading, "amount") if tags[at + 1 : at + 2] not in {"D", "B"}]


def known_units(codes: Sequence[Placed], amounts: Sequence[Amount], *, shared: bool) -> Iterator[tuple[int, Amount]]:
    """Of each code, by its index, the amount that is known as its unit. Of several codes, what stands between one and the next is the first one's.

    `shared`: an amount is said of all the codes before it that have the same unit. Several amounts behind several codes are
    theirs in order, whatever is known.
    """
    if _are_in_order(codes, amounts):
        if len(codes) == len(amounts) and all(
            _is_unit_of(amount.mention.value, code.value) for (_, code), amount in zip(codes, amounts, strict=True)
        ):
            yield from enumerate(amounts)
        return
    alone = len({code.value for _, code in codes}) == 1
    for index, (at, code) in enumerate(codes):
        for amount in amounts:
            if _is_unit_of(amount.mention.value, code.value) and (
                alone
                or (at < amount.at and _reaches(amount, at, codes, shared=shared))
                or (shared and len(amounts) == 1 and amount.at < codes[0][0])  # "1 mg each: Q5147 and Q5149"
            ):
                yield index, amount
                break


def _reaches(amount: Amount, at: int, codes: Sequence[Placed], *, shared: bool) -> bool:
    """Whether an amount can be said of the code at a place before it, over those that stand between."""
    between = [code for place, code in codes if at < place < amount.at]
    return not between or (shared and all(_is_unit_of(amount.mention.value, code.value) for code in between))


def _are_in_order(codes: Sequence[Placed], amounts: Sequence[Amount]) -> bool:
    """As in "Q5105 and Q5106 count 1,000 units and 100 units": which is whose the text tells, rightly or not."""
    last = max((at for at, _ in codes), default=0)
    several = len({code.value for _, code in codes}) > 1 and len({amount.mention.value for amount in amounts}) > 1
    return several and all(amount.at > last for amount in amounts)


def _is_unit_of(amount: str, code: str) -> bool:
    known = known_codes().get(code)
    return known is not None and known.counts(amount)


def _brands(reading: Reading, links: Sequence[Link], names: Names) -> Iterator[Link]:
    """A brand beside the very drug, suffix and all, that the lexicon has for it, where neither is tied to another."""
    tied = {ref.value for link in links if link.kind == "drug-brand" for ref in (link.subject, link.object)}
    drugs = [
        (token, mention)
        for token, mention in _mentions(reading, "drug")
        if mention.value not in tied and not _OF_OTHERS.match(reading.text, mention.end)
    ]
    for token, brand in _mentions(reading, "brand"):
        known = names.brand(brand.value)
        if known is None or brand.value in tied:
            continue
        for at, drug in drugs:
            first, last = min(at, token), max(at, token)
            if drug.value in {known.drug, known.full} and _APART.isdisjoint(reading.tags[first:last]):
                yield Link("drug-brand", Ref(drug.value, drug), Ref(brand.value, brand), DRUG_BRAND, first, last, "low")
                break


def _brand_before_or_after(
    reading: Reading, discourse: Discourse, links: Sequence[Link], names: Names
) -> Iterator[Link]:
    """As in "Benralizumab. Fasenra." and "The other is Emrelis. Telisotuzumab vedotin-tllv is ...": a product by its one name here, by the other before.

    Before is earlier in the block, or what the heading or the parent entry is about.
    """
    named = discourse.block_drugs or discourse.parent_drugs or discourse.heading_drugs
    if not named or not _APART.isdisjoint(reading.tags) or any(link.kind == "drug-brand" for link in links):
        return
    told = discourse.told.get("drug-brand", _NONE)
    for token, here in _mentions(reading, "drug", "brand"):
        for before in named[-MOST_LISTED:]:
            brand, drug = (here.value, before.value) if here.kind == "brand" else (before.brand, here.value)
            known = names.brand(brand) if brand and drug and drug not in told else None
            plain = len(named) == 1 or drug != bare(drug)  # of several drugs, only a suffix tells surely which is meant
            if known is not None and plain and drug in {known.drug, known.full}:
                mention = Ref(here.value, here)
                subject, of_brand = (Ref(drug), mention) if here.kind == "brand" else (mention, Ref(brand))
                yield Link("drug-brand", subject, of_brand, DRUG_BRAND, token, token, "low")
                break


def _targets(reading: Reading, drugs: Sequence[Placed], links: Sequence[Link], names: Names) -> Iterator[Link]:
    """A target that the sentence ties to nothing beside a drug that is known to act on it."""
    tied = {link.object.mention for link in links if link.kind == "drug-target"}
    targets = {mention for mention in reading.mentions if mention.kind == "target"} - tied
    if not targets or '"' in reading.tags:
        return
    known = [(at, drug, targets_of(product_of(drug, names))) for at, drug in drugs]
    for token, target in acts_on(reading) if any(one for _, _, one in known) else ():
        for at, drug, own in known:
            if target in targets and target.value in own:
                yield Link(
                    "drug-target", drug, Ref(target.value, target), DRUG_TARGET, min(at, token), max(at, token), "low"
                )  # fmt: skip


def subject_of(kind: Kind, subject: str, object_: str) -> tuple[str, str]:
    """What a document has told of once it has told it in plain words: a code's drug, a brand's drug, one target of a drug."""
    if kind == "drug-brand":
        return kind, object_
    return kind, f"{bare(subject)} {object_}" if kind == "drug-target" else subject
