"""code-route: how what a code denotes is given, where the text ties the route to the code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.discourse import Discourse
from auditor.extraction.grammar import Frame, Phrase, regex
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.patterns.route import (
    AFTER_CODE,
    BEFORE_CODE,
    FRAGMENT,
    GIVEN,
    IN_BRACKETS,
    ITS_OWN,
    NEW_CLAUSE,
    OF_ANOTHER,
    OF_OTHERS,
    OTHERS_AFTER,
)
from auditor.extraction.relations.groups import without_excepted
from auditor.extraction.relations.items import refs_of
from auditor.extraction.tags import Reading
from auditor.model.assertions import Mention

_IN_BRACKETS: Final = regex(IN_BRACKETS)
_NEW_CLAUSE: Final = regex(NEW_CLAUSE)
_AFTER_CODE: Final = regex(AFTER_CODE)
_OF_OTHERS: Final = regex(OF_OTHERS)
_ITS_OWN: Final = regex(ITS_OWN)
_OTHERS_AFTER: Final = regex(OTHERS_AFTER)
_BEFORE_CODE: Final = regex(BEFORE_CODE)
_FRAGMENT: Final = regex(FRAGMENT)
_GIVEN: Final = regex(GIVEN)
_OF_ANOTHER: Final = regex(OF_ANOTHER)
_OPENING: Final = late(r"\W*(?:(?:deep|slow) )?", re.IGNORECASE)
_SO_GIVEN: Final = late(
    r"(?:[.,;]|$| (?:infusions?|injections?|push|use|monthly|weekly|daily|every|over|only|once|twice|\d))",
    re.IGNORECASE,
)  # "Intramuscular.", "IV monthly."
_OF_DRUG_ALONE: Final = late(
    r"d[bpm]{1,2}[^;,.]{0,4}R"
)  # "This medication is infused intravenously", whatever its code
_BY_ITSELF: Final = frozenset({"oral", "topical", "implant"})  # which partners, alternatives and devices are more often


_IT_IS: Final = late(r"i(?:[bl]|mb)[^xyzq]*\Z")
_GIVE_IT: Final = late(r"(?:^|;)w{1,2}iP?\Z")  # "Zometa and Reclast are its brands; give it by vein"
# "J9332 is not Vyvgart Hytrulo, which is given under the skin and is reported with J9334": of the drug between, and its own code.
_OF_DRUG_BETWEEN: Final = late(r"[DB]\)?,rb")
# "J9217 with JB: JB means subcutaneous administration" tells what the modifier means.
_OF_MODIFIER: Final = late(
    r"\b(?:J[A-H]|modifier)\W{0,3}\s(?:means|stands for|says|tells|indicates|denotes|marks)\b[^.;,]{0,24}$|\bJ[AB] ?\([^()]{0,4}$"
)
_WHICH: Final = late(r",r[^,;.()C]{1,5}")  # "..., which requires"
_WHOSE: Final = late(r"[wg]{0,2},?r[bph][lE]?[PsafE]?k?")  # "the intravenous form, which is represented by"
_OF_DEVICE: Final = late(r" (?:[a-z]{4,12} )?(?:pumps?|ports?|devices?|reservoirs?)\b")
_WITH_A: Final = late(r"\b(?:with|beside|under|by|and) (?:an?|the|its|their) \Z", re.IGNORECASE)
_CHARGE: Final = late(
    r" (?:administration|injection|infusion|push) (?:charges?|procedures?|fees?|services?|cpts?|lines?)\b",
    re.IGNORECASE,
)
_BUT_CODE: Final = late(
    r"\b(?:except(?:ing)?|excluding|(?:apart|aside) from|other than|save(?: for)?|barring)\b[^.;:]*\Z", re.IGNORECASE
)
_ALL_BUT: Final = late(r"(?: alone)? (?:excepted|excluded|aside|apart)\b", re.IGNORECASE)
_WHILE_MOST: Final = late(
    r"\W*(?:while|although|though|whereas|unlike) (?:most|many|other|the other|all other)\b[^,;.]*", re.IGNORECASE
)
_SOME_CODE: Final = late(r" (?:[a-z]{4,14} ){0,2}codes?\b")
_OF_THINGS: Final = ("E", "G", "H", "L", "S9", "T")  # of HCPCS codes: equipment and services
_TWO_ROUTES: Final = late(r"R[&,/]{1,2}R")  # "oral or intravenous steroids"
_OF_THING: Final = late(
    r"(?:oral|topical)(?! (?:use|administration|route|intake|dos|form|solution|suspension|product|version|presentation|or|and|only)) [a-z]{4}",
    re.IGNORECASE,
)  # "oral phosphate"
_WITH_DRUG: Final = late(r"(?:s[tg]?|&)D\Z")  # "cipaglucosidase alfa (J1203), always with miglustat capsules"
_RATHER_THAN: Final = late(r"q[qjtvw]{0,3}\Z")
_JOINED: Final = frozenset({"&", ",", ",&"})
_WITHIN_NAME: Final = late(r"\b(?:intravesical|intravitreal|intrathecal|intramuscular|subcutaneous)\b", re.IGNORECASE)
_NUMERAL: Final = late(r"IV[.)]")
_ITEM: Final = late(r"DRw?\(C\)")
_CLAUSE_OF_PRODUCT: Final = late(r",&?[tg]?[DB](?:\([DB]\))?,?b")  # "J1745 is infused, Zymfentra is injected"
_NEGATED: Final = 4  # tokens before a route: "not for oral dexamethasone, J8540"
_PRODUCT_WITH_CODE: Final = late(r"R[DB](?:\([DB]\))?[,:]?C")
_ARE: Final = late(r",?b")
_OTHER_NOUN: Final = late(r"^[wg]{1,3}&[jt]{0,2}D")


_ROUTE_ALONE: Final = late(r"R(?:[.,;(]|$)")  # "- subcutaneous, abdomen" beside "- J2798"


class _Tie(NamedTuple):
    """The codes of which a route is said, and what tells so."""

    frame: Frame | Phrase
    codes: tuple[Ref, ...]


def route_links(reading: Reading, found: list[Item], discourse: Discourse) -> Iterator[Link]:
    """Links between the codes and the routes of a sentence."""
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "route" or _is_device(reading, mention) or _is_procedure(reading, mention):
            continue
        token = reading.token_of[index]
        tie = _tie(reading, found, token) if found else _of_code_in_hand(reading, mention.start, discourse)
        tie = tie or _of_only_code(reading, found, mention, discourse)
        if tie is None:
            continue
        for code in without_excepted(tie.codes, reading, found, discourse, token):
            if code.value.startswith(_OF_THINGS):
                continue  # "inhaled through a nebulizer (E0570)"
            at = token if code.mention is None else reading.token_of[reading.mentions.index(code.mention)]
            first, last = min(at, token), max(at, token)
            yield Link("code-route", code, Ref(mention.value, mention), tie.frame.name, first, last, "medium")


def is_numeral(text: str, mention: Mention) -> bool:
    """As in the title "IV. Products outside this policy": not a way, but a number."""
    return mention.start == 0 and _NUMERAL.match(text) is not None


def route_within(text: str, name: Mention) -> Mention | None:
    """The way that a drug's name itself tells: "BCG LIVE INTRAVESICAL", "Subcutaneous immune globulin"."""
    said = _WITHIN_NAME.search(text, name.start, name.end)
    return Mention("route", *said.span(), said[0].lower()) if said else None


def routes_in_title(text: str, names: Sequence[Mention]) -> list[Mention]:
    """The ways that a title tells, in words or in the names of its drugs."""
    told = [name for name in names if name.kind == "route" and not is_numeral(text, name)]
    drugs = [name for name in names if name.kind == "drug"]
    return told or [way for name in drugs if (way := route_within(text, name)) is not None]


def _is_device(reading: Reading, mention: Mention) -> bool:
    """As in "the implanted intrathecal pump": the pump is the implant, not the drug."""
    return mention.value == "implant" and _OF_DEVICE.match(reading.text, mention.end, reading.end) is not None


def _is_procedure(reading: Reading, mention: Mention) -> bool:
    """As in "never report J0897 with an IV push code": the code of what is done."""
    if _CHARGE.match(reading.text, mention.end, reading.end):
        return True  # "next to an intramuscular administration charge"
    opens = _WITH_A.search(reading.text, reading.start, mention.start)
    return opens is not None and _SOME_CODE.match(reading.text, mention.end, reading.end) is not None


def _of_code_in_hand(reading: Reading, route: int, discourse: Discourse) -> _Tie | None:
    """As in "J1050, medroxyprogesterone, 1 mg. Covers both the intramuscular and the subcutaneous presentation"."""
    codes = discourse.block_codes or (() if discourse.heading_asks else discourse.heading_codes)
    if discourse.code_above and _ROUTE_ALONE.match(reading.tags):
        return _Tie(FRAGMENT, (discourse.code_above,))
    if len(codes) != 1 or not _FRAGMENT.search(reading.text[reading.start : route]):
        return None
    return _Tie(FRAGMENT, tuple(codes))


def _of_only_code(reading: Reading, found: list[Item], mention: Mention, discourse: Discourse) -> _Tie | None:
    """As in "Ibandronate is J1740. The quarterly dose is a 3 mg IV push": in a paragraph about one code and one drug."""
    named = {code.value: code for code in (*discourse.block_codes, *refs_of(found, "C"))}
    if not named and not discourse.heading_asks:
        named = {code.value: code for code in discourse.heading_codes}
    if len(named) != 1 or len(discourse.products) > 1 or not says_how_given(reading, mention):
        return None
    (code,) = named.values()
    others = any(item.tag == "D" and not _is_drug_of(item, code, discourse) for item in found)
    return None if others else _Tie(GIVEN, (code,))


def says_how_given(reading: Reading, mention: Mention) -> bool:
    """Whether a sentence plainly says that its drug is given so, and speaks of no other way, product or step."""
    if (
        mention.value in _BY_ITSELF
        or "?" in reading.tags
        or _OF_DRUG_ALONE.search(reading.tags)
        or _OF_ANOTHER.search(reading.text, reading.start, reading.end)
    ):
        return False
    before = reading.text[reading.start : mention.start]
    opens = _OPENING.fullmatch(before) is not None and _SO_GIVEN.match(reading.text, mention.end, reading.end)
    return bool(opens) or _GIVEN.search(before) is not None


def _is_drug_of(item: Item, code: Ref, discourse: Discourse) -> bool:
    """Whether an item is the drug that the document has given to the code, or what the paragraph is about."""
    own = {(drug.value, drug.brand) for of, drug in discourse.pairs if of == code.value}
    own |= {(drug.value, drug.brand) for drug in (*discourse.block_drugs, *discourse.heading_drugs)}
    return any((drug.value, drug.brand) in own for drug in item.refs)


def _nearest(reading: Reading, item: Item, token: int) -> tuple[Ref, ...]:
    """As in "J3490, J8999 (oral chemotherapy) and J9999": what stands in a bracket is said of the code before it alone."""
    return (
        tuple(code for code in item.refs if code.mention and code.mention.start < reading.starts[token])[-1:]
        or item.refs
    )


def _with_those_before(reading: Reading, codes: list[Item], last: Item) -> tuple[Ref, ...]:
    """As in "J2182 (mepolizumab) and J0517 (benralizumab) are injected subcutaneously": the codes that share the verb."""
    chain = [last]
    for item in reversed([code for code in codes if code.last < last.first]):
        if without_brackets(reading.gap(item.last, chain[0].first)) not in _JOINED or not _ARE.match(
            without_brackets(reading.tags[last.last + 1 :])
        ):
            break
        chain.insert(0, item)
    return tuple(ref for item in chain for ref in item.refs)


def _in_relative_clause(reading: Reading, found: list[Item], token: int) -> _Tie | None:
    """As in "unlike J2786, which requires intravenous infusion" and "the intravenous form, which is represented by J9312"."""
    for item in found:
        if item.tag == "C" and item.last < token and _WHICH.fullmatch(reading.gap(item.last, token)):
            return _Tie(AFTER_CODE, item.refs[-1:])
        if item.tag == "C" and item.first > token and _WHOSE.fullmatch(reading.gap(token, item.first)):
            return _Tie(BEFORE_CODE, item.refs)
    return None


def _of_item(reading: Reading, found: list[Item], token: int) -> _Tie | None:
    """As in "on J9217, leuprolide depot, or on goserelin implants (J9202)": the bracket behind a product tells its code.

    And in "Omvoh J2267 (C9168), intravenous Cosentyx J3247": the code stands right behind the product that is named so.
    """
    named = _PRODUCT_WITH_CODE.match(reading.tags, token)
    if named and "n" not in reading.tags[max(0, token - _NEGATED) : token]:
        own = next((item for item in found if item.tag == "C" and item.first == named.end() - 1), None)
        if own is not None:
            return _Tie(BEFORE_CODE, own.refs[:1])
    ends = _ITEM.match(reading.tags, token - 1)
    item = next((item for item in found if ends and item.tag == "C" and item.first == ends.end() - 2), None)
    return _Tie(BEFORE_CODE, item.refs) if item else None


def _is_of_others(reading: Reading, token: int, after: Item) -> bool:
    """As in "an oral bisphosphonate or zoledronic acid (J3489)" and "While most go into the muscle, both J2799 and J2798 are given subcutaneously".

    Also all but that code: "everything is infused except J2351". Or what a line of a claim was for, right or wrong: 'Octreotide 100 mcg under the skin: "J2353 x 1."'.
    """
    gap = reading.gap(token, after.first)
    return (
        gap.endswith(':"')
        or _BUT_CODE.search(reading.text, reading.starts[token], reading.starts[after.first]) is not None
        or _ALL_BUT.match(reading.text, reading.ends[after.last], reading.end) is not None
        or _OTHER_NOUN.search(gap) is not None
        or _WHILE_MOST.fullmatch(reading.text, reading.start, reading.starts[token]) is not None
    )


def _of_second_drug(reading: Reading, before: Item, token: int) -> bool:
    """As in "J0897 after failure of an oral agent": a drug of its own, which is named by how it is taken."""
    end = _TWO_ROUTES.match(reading.tags, token)
    last = end.end() - 1 if end else token
    value = next(mention.value for mention in reading.mentions if mention.start == reading.starts[token])
    partner = _WITH_DRUG.search(reading.tags, 0, token) if value in _BY_ITSELF else None
    if partner is not None and "D" in reading.tags[: partner.start()]:
        return True
    product = reading.tags[last + 1 : last + 2] in ("D", "B")
    if product and len(before.refs) > 1:
        return True  # "J9144, J9041, oral lenalidomide"
    named = product or _OTHERS_AFTER.match(reading.text, reading.ends[last], reading.end)
    if not named and not _OF_THING.match(reading.text, reading.starts[token], reading.end):
        return False
    return _ITS_OWN.search(reading.text[reading.ends[before.last] : reading.starts[token]]) is None


def _tie(reading: Reading, found: list[Item], token: int) -> _Tie | None:
    if own := _in_relative_clause(reading, found, token) or _of_item(reading, found, token):
        return own
    codes = [item for item in found if item.tag in "Cc" and not item.compared]
    before = next((item for item in reversed(codes) if item.first < token), None)
    after = next((item for item in codes if item.first > token), None)
    if before is None and (_IT_IS.match(reading.tags[:token]) or _GIVE_IT.search(reading.tags, 0, token)):
        before = next((item for item in found if item.tag == "i"), None)  # "It is a subcutaneous injection"
    gap = reading.gap(before.last, token) if before else ""
    rather = _RATHER_THAN.search(reading.tags, 0, token) is not None  # "under the skin rather than into a vein"
    if rather or _OF_MODIFIER.search(reading.text, reading.start, reading.starts[token]):
        return None
    if before and (
        _OF_OTHERS.search(reading.text, reading.ends[before.last], reading.starts[token])
        or _of_second_drug(reading, before, token)
    ):
        return None
    if before and _IN_BRACKETS.search(reading.tags, 0, token):
        return _Tie(IN_BRACKETS, _nearest(reading, before, token))
    if before and after and (_NEW_CLAUSE.search(gap) or _OF_DRUG_BETWEEN.search(gap)):
        return _Tie(NEW_CLAUSE, after.refs)
    if before and _AFTER_CODE.search(gap) and not _CLAUSE_OF_PRODUCT.search(gap):
        return _Tie(AFTER_CODE, _with_those_before(reading, codes, before))
    if after and _is_of_others(reading, token, after):
        return None
    if after and _BEFORE_CODE.search(reading.gap(token, after.first)):
        listed = ":" in reading.gap(token, after.first) and "R" not in reading.tags[token + 1 :]
        return _Tie(BEFORE_CODE, refs_of([item for item in codes if item.first > token], "C") if listed else after.refs)
    return None
