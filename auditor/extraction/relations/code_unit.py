"""code-unit: the amount that one billing unit of a code stands for, told from every other quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import pairwise
from typing import Final

from auditor.extraction.codes import is_counted
from auditor.extraction.discourse import MOST_LISTED, Discourse
from auditor.extraction.grammar import regex
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, product_of, tokens
from auditor.extraction.mentions import bare
from auditor.extraction.patterns.code_unit import DESCRIBED, FOR_ALL, NEAR_CODE
from auditor.extraction.patterns.polarity import REPLACED_IN_BRACKET
from auditor.extraction.quantities import plain
from auditor.extraction.relations.amounts import BESIDE_CODE, OF_ALL, Amount, follows_brand, told_amounts
from auditor.extraction.relations.doses import is_known_dose, is_known_thing
from auditor.extraction.relations.groups import GROUPS, SIZES, without_excepted
from auditor.extraction.relations.items import codes_between, refs_of, says_some
from auditor.extraction.relations.status import says_ended
from auditor.extraction.tags import Reading
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names
from auditor.lexicon.units import measured_in_units
from auditor.model.assertions import Mention

# A line of a claim: "Should be: Q5106, 10 units".
_ON_CLAIM: Final = late(
    r"\b(?:should (?:be|have been|read)|billed|submitted|paid|keyed|charged|corrected(?: to)?|correct|rebill(?:ed)?|claim(?:ed)?)\W{0,4}:\W{0,4}$",
    re.IGNORECASE,
)
_UNITS_OF: Final = late(
    r"\b(?:(?!1\b)\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred) (?:billing |hcpcs )?units of (?:code )?$",
    re.IGNORECASE,
)
_INTERNATIONAL: Final = late(r"(?:\bi\.?u\.?|international units?)\Z", re.IGNORECASE)  # nobody bills so many of those
_SET_APART: Final = late(r"nw{0,2}qv?C")  # "not therapeutically equivalent to J9305"
_DESCRIBED: Final = frozenset(
    {(1, 5), (2, 5)}
)  # "15 units" of bleomycin, "2,500 IU" of dalteparin, "250,000 IU" of urokinase
_COUNTING: Final = frozenset({"code-counts-amount", "counted-by-amount", "code-is-amount", "code-defines-amount"})
_IMPLIED: Final = -1  # in place of a code that the sentence does not name
_REPLACES_IN_BRACKET: Final = regex(REPLACED_IN_BRACKET)
_OF_DRUGS: Final = late(r"Qj[tg]{0,2}[DB][^;.C]*Qj[tg]{0,2}[DB]")  # "1 mg of Kadcyla against 10 mg of Herceptin"
_ALL_OF_DRUG: Final = late(r"A?t[g]?[DB]")  # "All eculizumab is counted in 2 mg steps"
_ALL_OR_EVERY: Final = frozenset({("all",), ("every",)})
# "The new codes count by 10 mg", where the text does not tell which they are.
_ALL_OF_AN_AGE: Final = frozenset({"the new codes", "the newer codes", "the old codes", "the older codes"})
_COUNT_AFTER_DOSE: Final = late(r"(?<!C,)(?<!C)Q[^:;.CQ]{0,6}(?:Q?V)?:C,\Z")
_OF_CODE_AFTER: Final = late(r"k(?:[bp]?|\()C")  # "The 125 mg code was J2930 and the 40 mg code J2920"
_UNIT_OF_THEIRS: Final = late(r"ujt?Dk")
_REST_OF_DESCRIPTOR: Final = late(
    r"(?:\([^()]{0,8}\)|nw{0,2}qv?C(?:&C)?|[,wgRBfNn&/-]){0,20},[ePw]{0,2}Q(?:\([^()]*\))?[.;]?"
)
_WITHIN_DESCRIPTOR: Final = 5  # tokens: "lidocaine for intravenous infusion, 10 mg"


# The frames that tell a billing unit without a code in the sentence.
_FRAMED: Final = frozenset(
    {
        "per-amount",
        "all-by-amount",
        "unit-is-amount",
        "amount-per-unit",
        "amount-unit",
        "amount-as-unit",
        "counted-by-amount",
    }
)
_OF_GROUPS: Final = frozenset({"all-by-amount", "all-at-amount", "all-are-amount", "all-colon-amount"})
_EACH: Final = late(r"[et][^CDBQ;.]{0,7}$")
_INCLUDED: Final = frozenset({"included", "including"})
_DISTRIBUTES: Final = frozenset({"each", "apiece", "both", "all"})


_OF_CODE_SET: Final = frozenset({"hcpcs", "descriptor", "code"})
AFTER_BRAND: Final = "amount-after-brand"
_BILLED_UNITS: Final = late(
    r"\b(?:billing|hcpcs|billable) units\b", re.IGNORECASE
)  # "Botox (J0585) is 100 billing units"
_OF_PRODUCT: Final = late(r" of [A-Za-z]")
_SEVERAL: Final = late(r"(?!1 )[\d.]+ (?:vial|dose|kit|implant|treatment|instillation|tablet|each)\Z")
BESIDE: Final = frozenset({BESIDE_CODE, AFTER_BRAND})  # what mere nearness suggests
_BUT_NOT: Final = late(r"(?:j[tw]{0,2}[wgD])?[,(-]{0,2}&?n[QN](?:[,&]{1,2}n?[QN]){0,3}")
_SOME_DRUG: Final = late(
    r"\b(?:(?:an?|any|some|another|every) (?:\w+ )?(?:drug|code|product)s?|drugs|products) (?:whose|that|with|for which)\b",
    re.IGNORECASE,
)


# "Each is billed per 5 mg" is of no single code.
_OF_SEVERAL: Final = late(r"[te]t?[bmhlE]")


# The unit is one for all: "10 mg in every case", "for all six", "All units are 1 mg".
_THROUGHOUT: Final = late(
    r"\b(?:(?:in|for|with|across|of) (?:all|each|every|either|both|any)(?: of)?(?: (?:the|these|them))?(?: (?P<size>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)?"
    r"(?! (?:patients?|doses?|vials?|claims?|lines?|visits?|administrations?|infusions?|injections?|syringes?|uses?|indications?)\b)"
    r"|throughout|(?:across|down) the (?:board|table|row|list|line|column)|all (?:the )?(?:billing |hcpcs )?units|whichever (?:code|product|brand|drug|one)|regardless of (?:the )?(?:brand|product|manufacturer))\b",
    re.IGNORECASE,
)
_NEXT_AMOUNT: Final = late(
    r",?&?(?:[DB](?:\([DB]\))?[,P]?|[,P])?e?"
)  # "20 mg, 40 mg and 80 mg", "Idacio at 20 mg and Abrilada at 10 mg"
_OWN_SUBJECT: Final = late(r"[DB][wRv]{0,3}[bphE]|[DB]w[vRE]")
_OF_THE_REST: Final = late(r"\W*(?:everything else|(?:all|the) (?:the )?(?:others?|rest|remaining)\b)", re.IGNORECASE)
_QUESTION_BEFORE: Final = late(r"\?\W*\Z")
_QUESTION_END: Final = 8  # characters: its mark, and what sets off the answer
_NEW_UNIT: Final = late(
    r"\b(?:new|present|current) (?:billing )?(?:unit|step|increment)s? (?:is|are|counts?)\b[^;.]{0,16}\Z", re.IGNORECASE
)
_IT_HAS: Final = late(
    r"A?[bphEloL]{1,2}[^;:.(C]{0,6}"
)  # "It was eculizumab at 10 mg", no dose told later in the sentence
_UNDER: Final = late(r",?[sPvaj]{1,2}k?")
_OPENS_BRACKET: Final = late(
    r"Q\(k?C,(?:[tg]?[DB]|[A-Za-z])"
)  # "1 mg (J9271, pembrolizumab), 10 mg (J9035, bevacizumab)"
_IN_NEXT_BRACKET: Final = late(r"\)?[^()]{0,8}\([^()]{0,6}")
_CLOSES_WITH_CODE: Final = late(r"[,;:]?k?C\)")
_VERSUS: Final = late(r"\b(?:versus|vs\.?)\s", re.IGNORECASE)
_AND_ANOTHER: Final = late(r"[,/&]{1,2}Q")
_BRACKETED: Final = late(r"\([^()]{0,8}")


def _tells_no_unit(reading: Reading, amount: Mention) -> bool:
    """As in "100 units of Botox (J0585) is 100 billing units", what a dose makes, and "The first two count 1 mg", of which nobody knows which."""
    if says_some(reading) or _BILLED_UNITS.search(reading.text, amount.start, amount.end):
        return True
    return (
        _OF_PRODUCT.match(reading.text, amount.end) is not None
        and _BILLED_UNITS.search(reading.text, reading.start, reading.end) is not None
    )


def code_unit_links(
    reading: Reading,
    found: list[Item],
    links: list[Link],
    discourse: Discourse,
    names: Names,
    *,
    of_units: bool = False,
) -> Iterator[Link]:
    """Links between codes and billing units of a sentence; `links` are its code-drug links.

    `of_units`: what stands above says that units are told, so that even "5 units" is one.
    """
    tied = {(link.subject.mention.start if link.subject.mention else _IMPLIED) for link in links}
    in_order = _in_order(reading, found)
    amounts = _with_their_like(reading, list(told_amounts(reading, of_units=of_units)), in_order)
    described: set[Mention] = set()
    for amount in amounts:
        codes = in_order.get(amount.token)
        if amount.frame == FOR_ALL.name:
            codes = refs_of([item for item in found if item.first > amount.token], "c")
        codes = codes or _behind(found, amount) or _in_its_bracket(reading, found, amount)
        codes = codes or _codes(reading, found, amount, links, discourse) or _of_brand(found, amount, discourse, names)
        codes = without_excepted(codes, reading, found, discourse, amount.token)
        if not any(code.mention for code in codes[:1]) and not any(item.tag == "c" for item in found):
            codes = codes if discourse.may_mean(len(codes)) else ()
        mention = amount.mention
        if (
            _of_none(reading, amount, codes)
            or _tells_no_unit(reading, mention)
            or (_names_others(reading, amount) and not any(c.mention for c in codes))
        ):
            continue
        alone = amount.frame == BESIDE_CODE and amount.token not in in_order
        if (alone and not _beside(reading, found, amount, tied)) or (
            (alone or amount.frame in _COUNTING) and _is_counted(reading, codes)
        ):
            continue
        if (not links and _is_dosage(reading, amount)) or (amount.frame in BESIDE and _SEVERAL.match(mention.value)):
            continue  # "Ogivri (Q5114): four vials = 600 mg"
        counts = mention.value.endswith(" unit") and amount.frame != "per-amount" and not of_units
        counts = counts and not _INTERNATIONAL.search(reading.text, mention.start, mention.end)
        if counts and (
            not _measured_in_units(reading, codes, links, discourse, names)
            or _is_billed(reading, amount)
            or _answers(reading, amount)
        ):
            continue
        if amount.frame == BESIDE_CODE and amount.token not in in_order:
            codes = _undescribed(reading, codes, amount.token, described)
        for code in [code for code in codes if not _is_known_otherwise(reading, amount, code)]:
            first = min(amount.token, _token(reading, code, _pointing(reading, found, code, amount.token)))
            last = max(amount.token, _token(reading, code, amount.token))
            yield Link(
                "code-unit",
                code,
                Ref(mention.value, mention),
                AFTER_BRAND if follows_brand(reading, amount) else amount.frame,
                first,
                last,
                "high" if code.mention else "medium",
            )
            yield from _excluded(reading, amount, code, first)


def _is_known_otherwise(reading: Reading, amount: Amount, code: Ref) -> bool:
    """Whether an amount that no words make the unit is something else to whoever knows the code."""
    if amount.frame in BESIDE or amount.frame in NEAR_CODE:
        return is_known_dose(reading, amount.mention, code.value)
    return amount.frame == "amount-is-unit" and is_known_thing(reading, amount.mention, code.value)


def drug_of_unit(reading: Reading, found: list[Item], units: list[Link], discourse: Discourse) -> Iterator[Link]:
    """As in "Use J1885. One unit of it is 15 mg of ketorolac": the drug of a code to which the document has given none."""
    for link in units:
        drug = next((item for item in found if item.tag == "D" and not item.compared and item.first > link.last), None)
        amount = link.object.mention
        if drug is None or amount is None or link.subject.mention is not None or link.pattern != "unit-is-amount":
            continue
        token = reading.token_of[reading.mentions.index(amount)]
        if link.subject.value not in discourse.drug_of and reading.gap(token, drug.first) in {"j", "jt"}:
            for ref in drug.refs[:1]:
                yield Link("code-drug", link.subject, ref, "drug-of-unit", link.first, drug.last, "medium")


def _pointing(reading: Reading, found: list[Item], code: Ref, token: int) -> int:
    """Where the words stand that mean a code which the sentence does not name: "The code had a 6 mg unit"."""
    meant = (item.first for item in found if item.tag == "c" and code in item.refs and item.first < token)
    return next((first for first in meant if reading.tags[first] == "c"), token)


def _is_billed(reading: Reading, amount: Amount) -> bool:
    """As in "155 units of Botox: J0585, 155 units": so many were given and billed. A descriptor counts round numbers."""
    mention = amount.mention
    if amount.frame not in NEAR_CODE and amount.frame != "code-is-amount":
        return False
    number = Decimal(mention.value.partition(" ")[0])
    digits = number.normalize().as_tuple().digits
    if _COUNT_AFTER_DOSE.search(reading.tags, 0, amount.token):
        return True  # "5,000 units: J0587, 50 units"
    code = next((one for one in reading.mentions if one.kind == "code" and one.end <= mention.start), None)
    if code is not None and _ON_CLAIM.search(reading.text[reading.start : code.start]):
        return True
    told = sum(one.value == mention.value for one in reading.mentions if one.kind == "amount")
    return told > 1 or (len(digits) > 1 and digits not in _DESCRIBED)


def _answers(reading: Reading, amount: Amount) -> bool:
    """As in "How many units? Q4081, 40 units.": the sentence before, in the same paragraph, asks for the number."""
    return (
        amount.frame in NEAR_CODE
        and _QUESTION_BEFORE.search(reading.text, max(0, reading.start - _QUESTION_END), reading.start) is not None
    )


def _is_counted(reading: Reading, codes: tuple[Ref, ...]) -> bool:
    """As in "3 units of J1439 for 750 mg" and "750 mg (J1439 x 750)": so many were billed, so what stands beside the code was given."""
    named = [code.mention for code in codes if code.mention]
    before = [reading.text[max(reading.start, code.start - 24) : code.start] for code in named]
    return any(map(_UNITS_OF.search, before)) or any(is_counted(reading.text, code.end) for code in named)


def unit_of_all(reading: Reading, *, is_title: bool) -> Mention | None:
    """As in "Several products, all by the international unit:" and "All of these are billed per 1 mg": what each of a list counts."""
    if "C" in reading.tags or not (is_title or not OF_ALL.isdisjoint(reading.words) or reading.tags.endswith(":")):
        return None
    amounts = list(told_amounts(reading))
    framed = [amount.mention for amount in amounts if amount.frame in _FRAMED]
    return framed[0] if len(amounts) == len(framed) == 1 else None


def _excluded(reading: Reading, amount: Amount, code: Ref, first: int) -> Iterator[Link]:
    """As in "the unit is 1 mg (not 60 and not 120)" and "0.1 mg, not 1 mg": amounts that it is not."""
    after = _BUT_NOT.match(reading.tags, amount.token + 1)
    if after is None:
        return
    unit = amount.mention.value.partition(" ")[2]
    for token in range(after.start(), after.end()):
        start, end = reading.starts[token], reading.ends[token]
        if reading.tags[token] == "Q":
            value = next(m.value for m in reading.mentions if m.start == start)
        elif reading.tags[token] == "N":
            value = f"{plain(Decimal(reading.words[token].replace(',', '')))} {unit}"
        else:
            continue
        mention = Mention("amount", start, end, value)
        yield Link("code-unit", code, Ref(value, mention), "amount-excluded", first, token, "medium", "denied")


def _token(reading: Reading, code: Ref, default: int) -> int:
    if code.mention is None:
        return default
    return reading.token_of[reading.mentions.index(code.mention)]


def _codes(
    reading: Reading, found: list[Item], amount: Amount, links: list[Link], discourse: Discourse
) -> tuple[Ref, ...]:
    """The code that the amount belongs to: the nearest before it, else the next after it, else the one in hand."""
    shared = _shared_out(reading, found, amount) or _who_share(reading, found, amount)
    if len(shared) > 1:
        return shared
    if _OF_CODE_AFTER.match(reading.tags, amount.token + 1):
        return next((item.refs for item in found if item.tag == "C" and item.first > amount.token), ())
    inside = [item for item in found if item.tag == "C" and item.first < amount.token < item.last]
    if inside:
        return tuple(
            code for code in inside[0].refs if code.mention and code.mention.start < reading.starts[amount.token]
        )[-1:]
    before = [item for item in found if item.tag in "Cc" and item.last < amount.token and not item.compared]
    before = before or _of_it(reading, found, amount)
    if not before and (several := _of_list_after(reading, found, amount) or _list_and(reading, found, discourse)):
        return several
    after = [item for item in found if item.tag == "C" and item.first > amount.token and not item.compared]
    if before:
        return _of_item_before(reading, found, before[-1], amount, discourse)
    if after and not {";", "q"} & set(reading.gap(amount.token, after[0].first)):
        return after[0].refs
    if any(item.tag == "C" for item in found) and not _SET_APART.search(reading.tags):
        return ()
    if owner := _of_their_codes(reading, found, amount):
        return discourse.codes_of({(owner.value, owner.brand)})
    named = [item for item in found if item.tag == "D" and item.last < amount.token]
    drugs = {(drug.value, drug.brand) for item in named[-1:] for drug in item.refs}
    if not drugs:
        return _implied(reading, amount, discourse)
    tied = tuple(dict.fromkeys(link.subject for link in links if (link.object.value, link.object.brand) in drugs))
    own = tied or discourse.codes_of(drugs)
    in_hand = discourse.codes if discourse.block_codes and not _of_another(reading, drugs, discourse) else ()
    return own or in_hand


def _of_it(reading: Reading, found: list[Item], amount: Amount) -> list[Item]:
    """As in "It was eculizumab at 10 mg, and J1299 took its place": "it" has the amount, unless a code after it has: "10 mg, under J1300"."""
    meant = [
        item
        for item in found
        if item.tag == "i" and _IT_HAS.fullmatch(reading.gap(item.last, amount.token)) is not None
    ]
    after = next((item for item in found if item.tag == "C" and item.first > amount.token), None)
    return [] if after and _UNDER.fullmatch(reading.gap(amount.token, after.first)) else meant


def _of_their_codes(reading: Reading, found: list[Item], amount: Amount) -> Ref | None:
    """As in "the 10 mg unit of the trastuzumab codes": the drug whose codes an amount is said to be of."""
    if not _UNIT_OF_THEIRS.match(reading.tags, amount.token + 1):
        return None
    return next((item.refs[0] for item in found if item.tag == "D" and item.first > amount.token), None)


def _of_brand(found: list[Item], amount: Amount, discourse: Discourse, names: Names) -> tuple[Ref, ...]:
    """As in "Solu-Medrol, 5 mg per unit" below "J2919: methylprednisolone": the heading's code, whose drug we know by a brand."""
    before = [item for item in found if item.tag == "D" and item.last < amount.token]
    if len(before) != 1 or any(item.tag in "Cc" for item in found) or amount.frame not in _FRAMED:
        return ()
    known = {(names.canonical(ref.brand) or "", "") for ref in before[0].refs if ref.brand and not ref.value}
    own = discourse.codes_of(known) if known and not discourse.block_codes else ()
    return own if own == discourse.heading_codes else ()


def _of_item_before(
    reading: Reading, found: list[Item], item: Item, amount: Amount, discourse: Discourse
) -> tuple[Ref, ...]:
    """The codes of the item before an amount to which that belongs: all of them, or the last before a bracket or an amount of its own."""
    if (other := _for_another(reading, found, item, amount, discourse)) is not None:
        return other
    if _IN_NEXT_BRACKET.fullmatch(reading.gap(item.last, amount.token)) and _CLOSES_WITH_CODE.match(
        reading.tags, amount.token + 1
    ):
        return ()  # "Eylea (aflibercept, J0178), Eylea HD (aflibercept 8 mg, J0177)"
    if _VERSUS.search(reading.text, reading.ends[item.last], reading.starts[amount.token]):
        return ()  # "J8510 by mouth (2 mg) versus J0594 by vein (1 mg)"
    if item.tag == "C" and len(item.refs) > 1 and _BRACKETED.fullmatch(reading.gap(item.last, amount.token)):
        if _AND_ANOTHER.match(reading.tags, amount.token + 1):
            return ()  # "J8520 and J8521 (capecitabine 150 mg, 500 mg)"
        return item.refs[-1:]  # "J9045 and J9390 (vinorelbine, 10 mg)"
    if item.tag == "C" and len(item.refs) > 1 and _amount_inside(reading, item):
        return tuple(code for code in item.refs if code.mention and reading.ends[amount.token] > code.mention.start)[
            -1:
        ]
    return item.refs


def _of_none(reading: Reading, amount: Amount, codes: tuple[Ref, ...]) -> bool:
    """As in "a drug whose unit is 10 mg", which is none in particular, and "All are 10 mg" of a single code."""
    of_some = (
        _SOME_DRUG.search(reading.text, reading.start, amount.mention.start) is not None
        or _OF_DRUGS.search(reading.tags) is not None
        or (reading.words[:1] in _ALL_OR_EVERY and _ALL_OF_DRUG.match(reading.tags) is not None)
    )
    if _NEW_UNIT.search(reading.text, reading.start, amount.mention.start) and says_ended(reading):
        return True  # "J3370 (500 mg) ended; the new unit is 10 mg": of the code that came after it
    return (of_some and not any(code.mention for code in codes)) or (amount.frame in _OF_GROUPS and len(codes) < 2)


def _is_dosage(reading: Reading, amount: Amount) -> bool:
    """As in "the dosage is 10 mg": the patient's, unless the sentence defines a code."""
    return (
        amount.frame == "unit-is-amount"
        and "dosage" in reading.words[max(0, amount.token - 4) : amount.token]
        and _OF_CODE_SET.isdisjoint(reading.words[: amount.token])
    )


def _undescribed(reading: Reading, codes: tuple[Ref, ...], token: int, described: set[Mention]) -> tuple[Ref, ...]:
    """The codes that have no amount right beside them yet: in "Adcetris (J9042, 1 mg): 50 mg" what follows is a vial."""
    kept = tuple(code for code in codes if code.mention is None or code.mention not in described)
    described |= {code.mention for code in kept if code.mention and token - _token(reading, code, token) in {1, 2}}
    return kept


def _for_another(
    reading: Reading, found: list[Item], code: Item, amount: Amount, discourse: Discourse
) -> tuple[Ref, ...] | None:
    """As in "J1786 is 10 units per billing unit; for VPRIV it is 100 units": the code of the drug of which a later clause tells.

    None where no clause does; no code where the document gives that drug none.
    """
    for item in found:
        if item.tag == "D" and code.last < item.first and item.last < amount.token and not item.compared:
            gap = reading.gap(code.last, item.first)
            if ";" in gap and gap.endswith("f"):
                return discourse.codes_of({(ref.value, ref.brand) for ref in item.refs})
    return None


def _behind(found: list[Item], amount: Amount) -> tuple[Ref, ...]:
    """As in "injection, atezolizumab, 10 mg (J9022)": the code right behind a descriptor."""
    if amount.frame != DESCRIBED.name:
        return ()
    return next((item.refs[:1] for item in found if item.tag == "C" and item.first > amount.token), ())


def _in_its_bracket(reading: Reading, found: list[Item], amount: Amount) -> tuple[Ref, ...]:
    """As in "J9342 (1 mg) in place of J9340 (15 mg)": the bracket speaks of the code before it, though that is only compared."""
    if _OPENS_BRACKET.match(reading.tags, amount.token) and len(_OPENS_BRACKET.findall(reading.tags)) > 1:
        return next((item.refs[:1] for item in found if item.tag == "C" and item.first > amount.token), ())
    item = next((item for item in found if item.tag == "C" and item.compared and item.last < amount.token), None)
    if item is not None and reading.gap(item.last, amount.token) == "(":
        return item.refs[-1:]
    return _replaced(reading, found, amount)


def _names_others(reading: Reading, amount: Amount) -> bool:
    """As in "on the same day as the 2 mg codes of the biosimilars": codes that the sentence tells by their unit."""
    at = amount.token
    return (
        amount.frame == "amount-unit"
        and reading.words[at + 1 : at + 2] == ("codes",)
        and reading.tags[max(0, at - 2) : at] == "at"
    )


def _replaced(reading: Reading, found: list[Item], amount: Amount) -> tuple[Ref, ...]:
    """As in "J1299, 2 mg (replaces J1300, 10 mg)": what such a bracket says is said of the codes in it."""
    bracket = _REPLACES_IN_BRACKET.search(reading.tags, 0, amount.token)
    return codes_between(found, bracket.start(), amount.token) if bracket else ()


def _of_several(reading: Reading, before: int) -> bool:
    """Whether a sentence speaks of several that it does not name: "Each is billed per 5 mg", "the unit of all nine is 1 mg"."""
    words = reading.words[:before]
    counted = any(word in GROUPS and after in SIZES for word, after in pairwise(words))
    return counted or (_OF_SEVERAL.match(reading.tags) is not None and words[:1] != () and words[0] in GROUPS)


def _of_another(reading: Reading, drugs: AbstractSet[tuple[str, str]], discourse: Discourse) -> bool:
    """As in "J9280 is mitomycin. Zusduri stays in the bladder and is counted by the milligram": a sentence with a subject of its own."""
    known = {(drug.value, drug.brand) for drug in discourse.drugs}
    if discourse.pairs and not drugs & known and _OWN_SUBJECT.match(reading.tags) is not None:
        return True
    own = {bare(drug.value) for code in discourse.codes if (drug := discourse.drug_of.get(code.value)) and drug.value}
    return bool(own) and own.isdisjoint(bare(value) for value, _ in drugs if value) and all(value for value, _ in drugs)


def _implied(reading: Reading, amount: Amount, discourse: Discourse) -> tuple[Ref, ...]:
    """The codes of which a sentence speaks that names neither code nor drug."""
    if everyone := _throughout(reading, amount, discourse):
        return everyone
    rest = _OF_THE_REST.match(reading.text, reading.start) is not None  # "Everything else is 1 mg a unit"
    rest = rest or not _ALL_OF_AN_AGE.isdisjoint(reading.words[: amount.token])
    return () if rest or _of_several(reading, amount.token) or _of_past(reading, discourse) else discourse.codes


def _throughout(reading: Reading, amount: Amount, discourse: Discourse) -> tuple[Ref, ...]:
    """As in "Units: 1 mg for all three" and "In every case one unit is 1 mg": the codes of the paragraph, or of the list above it."""
    told = _THROUGHOUT.search(reading.text, reading.start, reading.end)
    if told is None or told.end() + 1 == amount.mention.start or told.end() == amount.mention.end:
        return ()  # "one for each milligram" counts
    near = [code for code in discourse.block_codes if code.value not in discourse.left_codes]
    pool = tuple(near if len(near) > 1 else discourse.listed_codes)
    size = SIZES.get((told["size"] or "").lower(), len(pool))
    return pool if 1 < len(pool) == size else ()


def _of_past(reading: Reading, discourse: Discourse) -> bool:
    """As in "J9310 was replaced by J9312. The change was welcome, because a 100 mg step forced us to round": so told of no code in particular."""
    return "p" in reading.tags and any(code.value in discourse.left_codes for code in discourse.block_codes)


def _of_list_after(reading: Reading, found: list[Item], amount: Amount) -> tuple[Ref, ...]:
    """As in "The others go by 10 mg: pembrolizumab J9271, nivolumab J9299": all codes after the colon, if none has an amount of its own."""
    colon = reading.tags.find(":", amount.token)
    if colon < 0 or "Q" in reading.tags[colon:] or ";" in reading.tags[amount.token : colon]:
        return ()
    codes = [item for item in found if item.tag == "C" and not item.compared]
    return refs_of(codes, "C") if len(codes) > 1 and codes[0].first > colon else ()


def _list_and(reading: Reading, found: list[Item], discourse: Discourse) -> tuple[Ref, ...]:
    """As in "The unit is 1 mg, J0897 included": the codes of the list above, and that one."""
    codes = [item for item in found if item.tag == "C"]
    if len(codes) != 1 or not 0 < len(discourse.last_listed) <= MOST_LISTED:
        return ()
    around = {
        *reading.words[codes[0].first - 1 : codes[0].first],
        *reading.words[codes[0].last + 1 : codes[0].last + 2],
    }
    return () if _INCLUDED.isdisjoint(around) else tuple(dict.fromkeys((*discourse.last_listed, *codes[0].refs)))


def _shared_out(reading: Reading, found: list[Item], amount: Amount) -> tuple[Ref, ...]:
    """As in "J2406 for Kimyrsa, J2407 for Orbactiv, 10 mg each": all codes so far that have no amount of their own."""
    follows = reading.words[amount.token + 1 : amount.token + 2]
    opens = _EACH.search(reading.tags, max(0, amount.token - 8), amount.token)
    if not (follows and follows[0] in _DISTRIBUTES) and not (opens and reading.words[opens.start()] in _DISTRIBUTES):
        return ()
    codes = [item for item in found if item.tag == "C" and item.last < amount.token and not item.compared]
    ends = [*(item.first for item in codes[1:]), amount.token][: len(codes)]
    then = max((at for at, word in enumerate(reading.words[: amount.token]) if word == "then"), default=-1)
    return tuple(
        code
        for item, end in zip(codes, ends, strict=True)
        if item.first > then or codes[-1].last < then  # "J1725 until 2017, then J1726 and J1729, each 10 mg"
        if "Q" not in reading.tags[item.first : end] and ";" not in reading.tags[item.last : amount.token]
        for code in item.refs
    )


def _who_share(reading: Reading, found: list[Item], amount: Amount) -> tuple[Ref, ...]:
    """As in "Rituximab (J9312) and rituximab-abbs (Q5115) share the 10 mg unit": all codes before the verb."""
    at = next((at for at, word in enumerate(reading.words[: amount.token]) if word == "share"), 0)
    codes = [item for item in found if item.tag == "C" and item.last < at and not item.compared]
    return tuple(code for item in codes for code in item.refs) if "Q" not in reading.tags[:at] else ()


def _in_order(reading: Reading, found: list[Item]) -> dict[int, tuple[Ref, ...]]:
    """As in "J9065 and J9185 count 1 mg and 50 mg, respectively": by the amount's token, the code in the same place."""
    places = tokens(reading, "Q") if reading.tags.count("Q") > 1 else []
    if not places or ("respectively" not in reading.words and not _told_in_order(reading, places)):
        return {}
    plain = [item for item in found if item.tag == "C" and not item.compared]
    if places and not any(
        item.last < places[0] for item in plain
    ):  # "They stood for 20 mg, 40 mg and 80 mg, respectively"
        plain = [item for item in found if item.tag == "c" and item.last < places[0]]
    codes = [code for item in plain for code in item.refs]
    told = "respectively" in reading.words
    if len(codes) != len(places) or len(codes) < 2 or (told and reading.words.index("respectively") < places[-1]):
        return {}
    if not told and len(plain) > 1:
        return {}
    return {token: (code,) for token, code in zip(places, codes, strict=True)}


def _told_in_order(reading: Reading, places: Sequence[int]) -> bool:
    """As in "J1020, J1030 and J1040 were 20 mg, 40 mg and 80 mg": different amounts, one after the other."""
    amounts = {reading.text[reading.starts[place] : reading.ends[place]] for place in places}
    listed = all(_NEXT_AMOUNT.fullmatch(reading.gap(one, two)) for one, two in pairwise(places))
    return listed and len(amounts) == len(places)


def _with_their_like(reading: Reading, amounts: list[Amount], in_order: dict[int, tuple[Ref, ...]]) -> list[Amount]:
    """The amounts, and all of those told in order if one of them is a billing unit."""
    like = next((amount for amount in amounts if amount.token in in_order), None)
    if like is None:
        return amounts
    of_token = dict(zip(reading.token_of, reading.mentions, strict=True))
    return [Amount(of_token[token], token, like.frame) for token in in_order]


def _measured_in_units(
    reading: Reading, codes: tuple[Ref, ...], links: list[Link], discourse: Discourse, names: Names
) -> bool:
    units = [unit for code in codes if code.value in known_codes() for unit in known_codes()[code.value].units]
    if units and not any(unit.endswith(" unit") for unit in units):
        return False  # "Faspro: J9144, 180 units", of a drug whose enzyme is measured in units
    own = [link.object for link in links if link.subject in codes]
    own = own or [discourse.drug_of[code.value] for code in codes if code.value in discourse.drug_of]
    drugs = own or [link.object for link in links] or [*discourse.drugs]
    known = (product_of(drug, names) for drug in drugs)
    return any(map(measured_in_units, known)) or (not own and measured_in_units(reading.sentence()))


def _amount_inside(reading: Reading, item: Item) -> bool:
    """As in "J8520 for 150 mg and J8521 for 500 mg": each code of the group has an amount of its own."""
    return "Q" in reading.tags[item.first : item.last]


def _beside(reading: Reading, found: list[Item], amount: Amount, tied: set[int]) -> bool:
    """Whether an amount that merely stands beside something stands beside a code, or a drug that a code is tied to."""
    if any(item.tag == "C" and item.first < amount.token < item.last for item in found):
        return True
    before = [item for item in found if item.tag in "CD" and item.last < amount.token]
    if not before:
        return False
    codes = [item for item in before if item.tag == "C"]
    width = amount.token - before[-1].last
    if not codes:
        # "Injection, docetaxel, 1 mg" below its code, "Injection, pemetrexed, not otherwise specified, 10 mg"
        return _IMPLIED in tied and (
            width <= _WITHIN_DESCRIPTOR or _REST_OF_DESCRIPTOR.fullmatch(reading.tags, before[-1].last + 1) is not None
        )
    return width <= 6 and (
        before[-1].tag == "C" or any(code.mention and code.mention.start in tied for code in codes[-1].refs)
    )
