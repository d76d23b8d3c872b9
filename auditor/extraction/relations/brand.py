"""drug-brand: which brand names which drug; and drug items that carry their brand with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.extraction.discourse import Discourse
from auditor.extraction.grammar import Connector, Frame, regex
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, ref
from auditor.extraction.mentions import bare
from auditor.extraction.patterns import brand as patterns
from auditor.extraction.relations.items import set_aside
from auditor.extraction.tags import Reading
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention

_MIXTURE: Final = regex(patterns.MIXTURE)
_AFTER_CODE: Final = regex(patterns.AFTER_CODE)
_KNOWN_OF_IT: Final = regex(patterns.KNOWN_OF_IT)
_SOLD_AS: Final = regex(patterns.SOLD_AS)
_IS_ITS_NAME: Final = regex(patterns.IS_ITS_NAME)
_IT_CONTAINS: Final = regex(patterns.IT_CONTAINS)
_BY_SUFFIX: Final = regex(patterns.BY_SUFFIX)
_BRACKETS: Final = late(r"\([^()]*\)")
_OPENING: Final = 40  # characters of an entry's first words
_KNOWN_AS: Final = late(r"(?:G[vtw]{0,3}a)?")
_APPOSED: Final = late(r"[,.]|vwj")
_PARTICIPLE: Final = late(r", (?:the|a|our|their) \w+ (?:\w+ed|gave|took|sent|drew|made|got|had|used|bought)\b")
_CARRIER: Final = "hyaluronidase"
_LONGEST_GAP: Final = 24
_ENDS_COMPARISON: Final = late(
    r",[^,]*(?:[nq][^,]*|[jf][tg]?)\Z"
)  # "J9305, not to be confused with the code for Avastin, is pemetrexed", "Zarxio, the first biosimilar of Neupogen, is ..."


class _Tie(NamedTuple):
    connector: Connector
    is_one_item: bool


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
        if _only_carries(reading.mentions[drug], reading.mentions[brand], names):
            named_so = _tie(reading, left, right, agree=True)
            if named_so:
                links.append(_of_product(_link(reading, drug, brand, named_so.connector.name, names), names))
            continue
        if _lists_others(reading, named, left, right, names):
            continue
        found = _tie(reading, left, right, agree=_agree(reading.mentions[drug], reading.mentions[brand], names))
        if not found or any(link.object.mention is reading.mentions[brand] for link in links):
            continue
        links.append(_link(reading, drug, brand, found.connector.name, names))
        if found.is_one_item:
            item = _item(reading, left, right, drug)
            joined[left] = joined[right] = item
    links.extend(_near(reading, named, links, names))
    links.extend(_bracketed(reading, named, links, names))
    links.extend(_by_suffix(reading, named, links, names))
    grouped = list(_grouped(reading, named, links, names))
    links.extend(grouped)
    _join_grouped(reading, joined, [link.object.mention for link in grouped])
    links.extend(_implied(reading, discourse, named, links, names))
    return links, joined


def _lists_others(reading: Reading, named: list[int], left: int, right: int, names: Names) -> bool:
    """As in "Inflectra or Avsola (infliximab-dyyb, Q5103; infliximab-axxq, Q5121)": the second brand belongs to the second drug."""
    kinds = [reading.mentions[index].kind for index in named]
    at = named.index(left)
    if (
        kinds[at : at + 2] != ["brand", "drug"]
        or kinds[max(0, at - 1)] != "brand"
        or not at
        or "drug" not in kinds[at + 2 :]
    ):
        return False
    first, second = reading.mentions[named[at - 1]], reading.mentions[left]
    return not _agree(reading.mentions[right], second, names) and _agree(reading.mentions[right], first, names)


def _only_carries(drug: Mention, brand: Mention, names: Names) -> bool:
    """As in "the version with hyaluronidase (Ocrevus Zunovo)": a substance that only carries the brand's drug."""
    product = names.canonical(brand.value) or ""
    return bare(drug.value) == _CARRIER and " + " in product and _CARRIER in map(bare, product.split(" + "))


def _of_product(link: Link, names: Names) -> Link:
    """The link, of the whole product that the brand names."""
    return link._replace(subject=link.subject._replace(value=names.canonical(link.object.value) or link.subject.value))


def _agree(drug: Mention, brand: Mention, names: Names) -> bool:
    """Whether the lexicon knows the brand as this drug."""
    known = names.canonical(brand.value) or ""
    return known in {drug.value, bare(drug.value)}


def _tie(reading: Reading, left: int, right: int, *, agree: bool) -> _Tie | None:
    first, last = reading.token_of[left], reading.token_of[right]
    gap = reading.gap(first, last)
    if any(set_aside(reading, token) for token in (first, last)):
        return None
    if gap[:1] == "," and _ENDS_COMPARISON.search(reading.tags, 0, first):
        return None
    if reading.mentions[left].kind == "drug" and _MIXTURE.match(reading.text, reading.mentions[left].end):
        return None
    sides = reading.tags[first], reading.tags[last]
    apart = (agree and patterns.COMPILED_ENTRY.match(*sides, gap)) or patterns.COMPILED_AFTER_CLAUSE.match(*sides, gap)
    if apart:
        return _Tie(apart, is_one_item=False)
    if len(gap) > _LONGEST_GAP or ("C" in gap and "(" not in gap):
        return None
    if not agree and _PARTICIPLE.search(reading.text, reading.ends[first], reading.starts[last]):
        return None  # "the order said infliximab-dyyb, the pharmacy pulled Renflexis"
    one_item = patterns.COMPILED_ONE_ITEM.match(*sides, gap) or (
        agree and patterns.COMPILED_IF_KNOWN.match(*sides, gap)
    )
    if one_item:
        return _Tie(one_item, is_one_item=True)
    if "n" in gap and reading.words[first + 1] == "that":
        return None  # "bortezomib that is not Velcade": one of several products
    if ":" in gap and "G" not in gap and not agree:
        return None  # "Aranesp and Epogen stimulate red cells: darbepoetin alfa counts 1 mcg"
    named = patterns.COMPILED_CLAUSE.match(*sides, _BRACKETS.sub("", gap))
    return _Tie(named, is_one_item=False) if named else None


def _near(reading: Reading, named: list[int], links: list[Link], names: Names) -> Iterator[Link]:
    """As in "Izervay is J2782, avacincaptad pegol": a clause names both, and the lexicon knows the brand as just this drug."""
    tied = {id(mention) for link in links for mention in (link.subject.mention, link.object.mention)}
    for left, right in pairwise(named):
        drug, brand = (left, right) if reading.mentions[left].kind == "drug" else (right, left)
        sides = reading.mentions[drug], reading.mentions[brand]
        same = names.canonical(sides[1].value) == sides[0].value != sides[1].value
        if not same or any(id(mention) in tied for mention in sides):
            continue
        first, last = reading.token_of[left], reading.token_of[right]
        near = patterns.COMPILED_NEAR.match(reading.tags[first], reading.tags[last], reading.gap(first, last))
        if near and not any(set_aside(reading, token) for token in (first, last)):
            yield _link(reading, drug, brand, near.name, names)


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


def _grouped(reading: Reading, named: list[int], links: list[Link], names: Names) -> Iterator[Link]:
    """As in "Prolia and Xgeva both contain denosumab": what is said of one brand is said of those coordinated with it.

    Not of one that the lexicon knows as another substance, "Zirabev and Ogivri (trastuzumab-dkst)", or as the reference product
    of what the brand beside it is known to be: "Remicade or Inflectra (infliximab-dyyb)".
    """
    tied = {id(link.object.mention): link for link in links}
    order = [index for index in named if reading.mentions[index].kind == "brand"]
    for one, two in pairwise(order):
        shared = patterns.COMPILED_COORDINATED.match(
            "B", "B", reading.gap(reading.token_of[one], reading.token_of[two])
        )
        if shared is None:
            continue
        known, other = (one, two) if id(reading.mentions[one]) in tied else (two, one)
        if id(reading.mentions[known]) in tied and id(reading.mentions[other]) not in tied:
            base = tied[id(reading.mentions[known])]
            product = names.canonical(reading.mentions[other].value)
            if product and bare(product) != bare(base.subject.value or product):
                continue
            exact = names.canonical(reading.mentions[known].value) == base.subject.value
            if product and exact and product != base.subject.value:
                continue
            token = reading.token_of[other]
            mention = reading.mentions[other]
            first, last = min(base.first, token), max(base.last, token)
            yield base._replace(object=Ref(mention.value, mention), pattern=shared.name, first=first, last=last)


def _join_grouped(reading: Reading, joined: dict[int, Item], brands: Sequence[Mention | None]) -> None:
    """As in "denosumab, sold as Prolia and Xgeva": the second brand is of the item that the first was joined into, just before it."""
    for brand in brands:
        index = next(at for at, mention in enumerate(reading.mentions) if mention is brand)
        before = joined.get(index - 1)
        token = reading.token_of[index]
        if index not in joined and before is not None and before.last > token:
            joined[index] = before  # "epoetin alfa (Epogen, Procrit)"
        if index in joined or before is None or before.last != reading.token_of[index - 1]:
            continue
        item = before._replace(last=token)
        joined |= {at: item for at, other in joined.items() if other == before} | {index: item}


def _bracketed(reading: Reading, named: list[int], links: list[Link], names: Names) -> Iterator[Link]:
    """As in "Bendamustine: J9033 (Treanda), J9034 (Bendeka)": a brand set in brackets after its code, of the drug that the sentence names.

    The drug stands before it, or is the only one: "J7297 (Liletta) and J7298 (Mirena) are levonorgestrel".
    """
    tied = {id(link.object.mention) for link in links}
    drugs = [reading.mentions[index] for index in named if reading.mentions[index].kind == "drug"]
    for index in named:
        mention, token = reading.mentions[index], reading.token_of[index]
        if mention.kind != "brand" or id(mention) in tied or not _AFTER_CODE.search(reading.tags, 0, token):
            continue
        agreeing = [drug for drug in drugs if _agree(drug, mention, names)]
        drug = next((drug for drug in reversed(agreeing) if drug.start < mention.start), None)
        drug = drug or (agreeing[0] if len(drugs) == 1 and agreeing else None)
        if drug is not None:
            first, last = sorted((reading.token_of[reading.mentions.index(drug)], token))
            yield Link("drug-brand", ref(drug), Ref(mention.value, mention), patterns.AFTER_CODE.name, first, last)


def _by_suffix(reading: Reading, named: list[int], links: list[Link], names: Names) -> Iterator[Link]:
    """As in "Q5107 (Mvasi, -awwb)": the suffix behind a brand stands for the name that it ends."""
    tied = {id(link.object.mention) for link in links}
    for index in named:
        mention = reading.mentions[index]
        if mention.kind != "brand" or id(mention) in tied:
            continue
        said = _BY_SUFFIX.match(reading.text, mention.end, reading.end)
        product = names.canonical(mention.value) or ""
        if said and product.endswith(said[0][-5:]):
            token = reading.token_of[index]
            yield Link("drug-brand", Ref(product), Ref(mention.value, mention), patterns.BY_SUFFIX.name, token, token)


def _implied(
    reading: Reading, discourse: Discourse, named: list[int], links: list[Link], names: Names
) -> Iterator[Link]:
    """As in "It is sold as Keytruda": the drug in hand, where the sentence introduces a brand and names no drug; or the brand in hand."""
    if len(named) == 1 and not links:
        yield from _contained(reading, discourse, named[0], names)
    if any(reading.mentions[index].kind == "drug" for index in named) or len(discourse.drugs) != 1 or links:
        return
    drug = discourse.drugs[0]
    for index in named:
        mention, token = reading.mentions[index], reading.token_of[index]
        known = _agree(Mention("drug", 0, 0, drug.value), mention, names)
        below_label = not token and discourse.field.startswith(("brand", "trade"))
        same = names.canonical(mention.value) == drug.value
        below_drug = bool(discourse.parent_drugs) or below_label or (same and _opens_entry(reading, discourse, token))
        frame = _frame_of_it(reading, token, known=known, below_drug=below_drug)
        if frame is not None:
            yield Link("drug-brand", drug, Ref(mention.value, mention), frame.name, 0, token, "medium")


def _opens_entry(reading: Reading, discourse: Discourse, token: int) -> bool:
    """As in "Zofran, per 1 mg." and "Known to all as Toradol." right below "J2405: ondansetron"."""
    of_one = discourse.code_of_heading is not None and len(discourse.heading_drugs) == 1
    opens = reading.start <= _OPENING and _KNOWN_AS.fullmatch(reading.tags, 0, token) is not None
    return of_one and opens and _APPOSED.match(reading.tags, token + 1) is not None


def _contained(reading: Reading, discourse: Discourse, index: int, names: Names) -> Iterator[Link]:
    """As in "Zymfentra is another matter. It contains infliximab-dyyb": the drug of the brand that the text just named."""
    drug, token = reading.mentions[index], reading.token_of[index]
    in_hand = discourse.drugs[0] if len(discourse.drugs) == 1 else None
    if drug.kind != "drug" or in_hand is None or in_hand.value or not in_hand.brand:
        return
    other_product = drug.value != names.canonical(in_hand.brand) and names.is_product(drug.value)
    if other_product:
        return  # "A biosimilar of Eylea. It is aflibercept-ayyh": a drug that has brands of its own
    if _agree(drug, Mention("brand", 0, 0, in_hand.brand), names) and _IT_CONTAINS.search(reading.tags, 0, token):
        yield Link("drug-brand", ref(drug), Ref(in_hand.brand), patterns.IT_CONTAINS.name, 0, token, "medium")


def _frame_of_it(reading: Reading, token: int, *, known: bool, below_drug: bool) -> Frame | None:
    """What makes a brand that of the drug in hand."""
    if known and _KNOWN_OF_IT.search(reading.tags, 0, token):
        return patterns.KNOWN_OF_IT
    if known and below_drug:
        return patterns.KNOWN_OF_ITEM
    if _SOLD_AS.search(reading.tags, 0, token):
        return patterns.SOLD_AS
    return patterns.IS_ITS_NAME if _IS_ITS_NAME.match(reading.tags[token + 1 :]) else None
