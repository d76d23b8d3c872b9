"""drug-brand: which brand names which drug; and drug items that carry their brand with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Item, Link, Ref, ref
from auditor.extraction.mentions import bare
from auditor.extraction.tags import Reading
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention

# Between a drug and its brand, in either order. The first group joins them into one item.
_JOINED: Final = re.compile(
    r"""[,gtG]{0,4}\([tgGawj"l,&]{0,6}|,?G|[a]|,?[tg]{0,2}g,?|G?[jt]{1,2}|[,Q]{1,3}[tgG"]{0,5}G[a"]{0,2}|[gG]{1,2}|,t[wgG]{0,3}"""
)
# Too weak to say what a brand names, unless the lexicon knows it so already.
_WEAK: Final = re.compile(r"""[,/:=-]?[wgARF]{0,2},?|(?:,Q)?\)?b?ft?g?|(?:,Q)?\)?,?&[wAp]{0,2}t?g?""")
_MIXTURE: Final = re.compile(r"\s*(?:mixture|combination|version with|and hyaluronidase)", re.IGNORECASE)
_TIED: Final = re.compile(r"""[wtkglfjasveuhmobprRF,"GP-]{0,10}[GbE]n?[wtkglfjasveugG,"&P-]{0,8}:?""")
_GROUP: Final = re.compile(r"""[,&/]{1,3}t?""")


def brand_links(reading: Reading, discourse: Discourse, names: Names) -> tuple[list[Link], dict[int, Item]]:
    """Links between drugs and brands of a sentence, and the items into which neighbours were joined, by mention index."""
    named = [index for index, mention in enumerate(reading.mentions) if mention.kind in {"drug", "brand"}]
    links: list[Link] = []
    joined: dict[int, Item] = {}
    for left, right in pairwise(named):
        kinds = (reading.mentions[left].kind, reading.mentions[right].kind)
        if kinds[0] == kinds[1]:
            continue
        drug, brand = (left, right) if kinds[0] == "drug" else (right, left)
        found = _tie(reading, left, right, _agree(reading.mentions[drug], reading.mentions[brand], names))
        if not found or any(link.object.mention is reading.mentions[brand] for link in links):
            continue
        links.append(_link(reading, drug, brand, found, names))
        if found == "brand-beside-drug":
            item = _item(reading, left, right, drug)
            joined[left] = joined[right] = item
    links.extend(_grouped(reading, named, links))
    links.extend(_bracketed(reading, named, links, names))
    links.extend(_implied(reading, discourse, named, links, names))
    return links, joined


def _agree(drug: Mention, brand: Mention, names: Names) -> bool:
    """Whether the lexicon knows the brand as this drug."""
    known = names.canonical(brand.value) or ""
    return known in {drug.value, bare(drug.value)}


def _tie(reading: Reading, left: int, right: int, agree: bool) -> str:
    first, last = reading.token_of[left], reading.token_of[right]
    gap = reading.gap(first, last)
    if reading.mentions[left].kind == "drug" and _MIXTURE.match(reading.text, reading.mentions[left].end):
        return ""
    if len(gap) > 24 or ("C" in gap and "(" not in gap):
        return ""
    if _JOINED.fullmatch(gap):
        return "brand-beside-drug"
    if agree and _WEAK.fullmatch(gap):
        return "brand-beside-drug"
    return "brand-named" if _TIED.fullmatch(re.sub(r"\([^()]*\)", "", gap)) else ""


def _link(reading: Reading, drug: int, brand: int, pattern: str, names: Names) -> Link:
    tokens = sorted((reading.token_of[drug], reading.token_of[brand]))
    mention = reading.mentions[brand]
    subject = ref(reading.mentions[drug])
    product = names.canonical(mention.value) or ""
    if (
        " + " in product
        and _MIXTURE.match(reading.text, reading.mentions[drug].end)
        and subject.value in map(bare, product.split(" + "))
    ):
        subject = Ref(product, subject.mention)  # "Rituxan Hycela is the rituximab mixture"
    return Link("drug-brand", subject, Ref(mention.value, mention), pattern, tokens[0], tokens[1])


def _item(reading: Reading, left: int, right: int, drug: int) -> Item:
    last = reading.token_of[right]
    if "(" in reading.gap(reading.token_of[left], last):
        closing = reading.tags.find(")", last)
        last = closing if 0 <= closing <= last + 6 else last
    return Item("D", reading.token_of[left], last, (ref(reading.mentions[drug]),))


def _grouped(reading: Reading, named: list[int], links: list[Link]) -> Iterator[Link]:
    """As in "Prolia and Xgeva both contain denosumab": what is said of one brand is said of those coordinated with it."""
    tied = {id(link.object.mention): link for link in links}
    order = [index for index in named if reading.mentions[index].kind == "brand"]
    for one, two in pairwise(order):
        if not _GROUP.fullmatch(reading.gap(reading.token_of[one], reading.token_of[two])):
            continue
        known, other = (one, two) if id(reading.mentions[one]) in tied else (two, one)
        if id(reading.mentions[known]) in tied and id(reading.mentions[other]) not in tied:
            base = tied[id(reading.mentions[known])]
            token = reading.token_of[other]
            mention = reading.mentions[other]
            yield base._replace(
                object=Ref(mention.value, mention), first=min(base.first, token), last=max(base.last, token)
            )


def _bracketed(reading: Reading, named: list[int], links: list[Link], names: Names) -> Iterator[Link]:
    """As in "Bendamustine: J9033 (Treanda), J9034 (Bendeka)": a brand set in brackets after its code, of the drug that the sentence names."""
    tied = {id(link.object.mention) for link in links}
    drugs = [reading.mentions[index] for index in named if reading.mentions[index].kind == "drug"]
    for index in named:
        mention, token = reading.mentions[index], reading.token_of[index]
        if mention.kind != "brand" or id(mention) in tied or not re.search(r"\([tgG]{0,2}$", reading.tags[:token]):
            continue
        drug = next(
            (drug for drug in reversed(drugs) if drug.start < mention.start and _agree(drug, mention, names)), None
        )
        if drug is not None:
            yield Link(
                "drug-brand",
                ref(drug),
                Ref(mention.value, mention),
                "brand-after-code",
                reading.token_of[reading.mentions.index(drug)],
                token,
            )


def _implied(
    reading: Reading, discourse: Discourse, named: list[int], links: list[Link], names: Names
) -> Iterator[Link]:
    """As in "It is sold as Keytruda": the drug in hand, where the sentence introduces a brand and names no drug."""
    if any(reading.mentions[index].kind == "drug" for index in named) or len(discourse.drugs) != 1 or links:
        return
    for index in named:
        token = reading.token_of[index]
        before = reading.tags[:token]
        known = _agree(Mention("drug", 0, 0, discourse.drugs[0].value), reading.mentions[index], names)
        if (
            (known and (before.endswith("(") or bool(discourse.parent_drugs)))
            or re.search(r"[dit][^;.]{0,12}G[^;.]{0,10}$", before)
            or re.match(r"[&B,]{0,4}b[tw]{0,3}G", reading.tags[token + 1 :])
        ):
            mention = reading.mentions[index]
            yield Link("drug-brand", discourse.drugs[0], Ref(mention.value, mention), "brand-of-it", 0, token, "medium")
