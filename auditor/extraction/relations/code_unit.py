"""code-unit: the amount that one billing unit of a code stands for, told from every other quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.extraction.codes import is_counted
from auditor.extraction.discourse import MOST_LISTED, Discourse
from auditor.extraction.grammar import regex
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, tokens
from auditor.extraction.patterns.code_unit import AFTER, BEFORE, COUNTS, FOR_ALL, OF_DRUG
from auditor.extraction.patterns.polarity import REPLACED_IN_BRACKET
from auditor.extraction.quantities import plain
from auditor.extraction.relations.doses import is_dose
from auditor.extraction.relations.groups import GROUPS, SIZES, without_excepted
from auditor.extraction.relations.items import codes_between, refs_of
from auditor.extraction.tags import Reading
from auditor.lexicon.names import Names
from auditor.lexicon.units import measured_in_units
from auditor.model.assertions import Mention

_BEFORE: Final = tuple((frame.name, late(frame.tags)) for frame in BEFORE)
_AFTER: Final = tuple((frame.name, late(frame.tags)) for frame in (*AFTER, OF_DRUG))
_SURE_AFTER: Final = frozenset(frame.name for frame in AFTER)
_BY_NAME: Final = dict(_BEFORE)
_OF_ITEM: Final = late(
    r"\b(?:patch|sheet|piece|graft|pen|box|kit)(?:es|s)? (?:measures?|holds?|contains?|covers?) $", re.IGNORECASE
)
_DOSE_IN_STEPS: Final = late(
    r"\bdos(?:es|e|ing|ages) (?:is|are|was|were|be|comes?|goes?)(?: \w+){0,2} (?:multiples|increments|steps) of $",
    re.IGNORECASE,
)
_IS_LEFT: Final = late(
    r"\s+(?:left|remaining|discarded|wasted|unused|that (?:was|is|were) (?:left|discarded|wasted|not))\b", re.IGNORECASE
)
_UNITS_FOR: Final = late(r"\b(?!1 )[\d,]{1,9} units (?:of [A-Z]\d{4} )?to \w{3,12} $", re.IGNORECASE)
_CHARGED: Final = late(
    r"\b(?:charges|charging|costs|dispens\w+|stocks|stocked|orders|ordered|invoiced?) per $", re.IGNORECASE
)
_UNITS_OF: Final = late(r"\b(?!1\b)\d[\d,]* (?:billing |hcpcs )?units of (?:code )?$", re.IGNORECASE)
_NEAR_CODE: Final = frozenset({"beside-code", "descriptor-amount"})
_DESCRIBED: Final = frozenset(
    {(1, 5), (2, 5)}
)  # "15 units" of bleomycin, "2,500 IU" of dalteparin, "250,000 IU" of urokinase
_COUNTING: Final = frozenset({"code-counts-amount", "counted-by-amount", "code-is-amount", "code-defines-amount"})
_IMPLIED: Final = -1  # in place of a code that the sentence does not name
_REPLACES_IN_BRACKET: Final = regex(REPLACED_IN_BRACKET)
_OF_AMOUNT: Final = late(r"j[wv]{0,2}Q")  # "one unit of up to 1000 mcg"
# "J9354, ..., aflibercept 2 mg (Eylea) is J0178": what stands between a drug and the code that it is said to be is its strength.
_OF_NEXT_DRUG: Final = late(r"(?:\([^()]*\))?A?b[tk]{0,2}C")
_OWN_DRUG: Final = late(r",&?D\Z")
_OF_DRUGS: Final = late(r"Qj[tg]{0,2}[DB][^;.C]*Qj[tg]{0,2}[DB]")  # "1 mg of Kadcyla against 10 mg of Herceptin"
_ALL_OF_DRUG: Final = late(r"A?t[g]?[DB]")  # "All eculizumab is counted in 2 mg steps"
_ALL_OR_EVERY: Final = frozenset({("all",), ("every",)})
# "The new codes count by 10 mg", where the text does not tell which they are.
_ALL_OF_AN_AGE: Final = frozenset({"the new codes", "the newer codes", "the old codes", "the older codes"})
_BRAND_BEFORE: Final = late(r"B,?\Z|\(B[gw]{0,2},?\Z")
_COUNT_AFTER_DOSE: Final = late(r"(?<!C,)(?<!C)Q[^:;.CQ]{0,6}(?:Q?V)?:C,\Z")
_OF_CODE_AFTER: Final = late(r"k[bp]?C")  # "The 125 mg code was J2930 and the 40 mg code J2920"
_NAMES_NEXT: Final = late(r"[wRF]{1,2}k?C")  # "J7514, the 250 mg capsule J7517"
_UNIT_OF_THEIRS: Final = late(r"ujt?Dk")
_SHORT_WIDTH: Final = 3  # tokens
_WITHIN_DESCRIPTOR: Final = 5  # tokens: "lidocaine for intravenous infusion, 10 mg"
_TAKEN: Final = frozenset(
    {"use", "uses", "used", "using", "get", "gets", "take", "takes", "carry", "carries"}
)  # "every patient gets 0.4 mg" is a dose
_NOT_A_UNIT_AFTER: Final = late(r"""^(?:(?:b[tw]{0,3}u?|[wt]{0,2})V|[svja]{1}[tN]{0,2}[QKV]|w?[,]?e[wt]{0,2}[wV]$)""")
_NOT_A_UNIT_BEFORE: Final = late(r"""(?:V[wtjlb:,(="-]{0,5}|[QKN][,&]{0,2}[w&]?)$""")


_FOR_ALL: Final = late(FOR_ALL.tags)
_OF_ALL: Final = frozenset({"all", "each", "every", "both"})
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


_BESIDE_CODE: Final = "beside-code"
_UNITS_OF_AMOUNT: Final = "units-of-amount"
_OF_MOST: Final = late(r"\b(?:most|many|some|few|several) of (?:them|these|those|the others)\b[^.;]*$", re.IGNORECASE)
_CONCENTRATION: Final = late(r"Qj[wDg]{1,3}e$")
_OF_CODE_SET: Final = frozenset({"hcpcs", "descriptor", "code"})
_MOST_MG: Final = 1_200  # of a drug by injection in the code set of January 2026; more only by mouth
AFTER_BRAND: Final = "amount-after-brand"
BESIDE: Final = frozenset({_BESIDE_CODE, AFTER_BRAND})  # what mere nearness suggests
_BESIDE_WORD: Final = late(r"[wlbpho]$")
_AFTER_CODE: Final = late(r"C[,:;=-]{0,2}$")
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
_BRACKETED: Final = late(r"\([^()]{0,8}")


class _Amount(NamedTuple):
    mention: Mention
    token: int
    frame: str


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
    amounts = _with_their_like(reading, list(_amounts(reading, of_units=of_units)), in_order)
    described: set[Mention] = set()
    for amount in amounts:
        codes = in_order.get(amount.token)
        if amount.frame == FOR_ALL.name:
            codes = refs_of([item for item in found if item.first > amount.token], "c")
        codes = codes or _in_its_bracket(reading, found, amount)
        codes = codes or _codes(reading, found, amount, links, discourse) or _of_brand(found, amount, discourse, names)
        codes = without_excepted(codes, reading, found, discourse, amount.token)
        if not any(code.mention for code in codes[:1]) and not any(item.tag == "c" for item in found):
            codes = codes if discourse.may_mean(len(codes)) else ()
        mention = amount.mention
        if _of_none(reading, amount, codes) or (_names_others(reading, amount) and not any(c.mention for c in codes)):
            continue
        alone = amount.frame == _BESIDE_CODE and amount.token not in in_order
        if (alone and not _beside(found, amount, tied)) or (
            (alone or amount.frame in _COUNTING) and _is_counted(reading, codes)
        ):
            continue
        if not links and _is_dosage(reading, amount):
            continue
        counts = mention.value.endswith(" unit") and amount.frame != "per-amount" and not of_units
        if counts and (not _measured_in_units(reading, links, discourse, names) or _is_billed(reading, amount)):
            continue
        if amount.frame == _BESIDE_CODE and amount.token not in in_order:
            codes = _undescribed(reading, codes, amount.token, described)
        for code in codes:
            first = min(amount.token, _token(reading, code, _pointing(reading, found, code, amount.token)))
            last = max(amount.token, _token(reading, code, amount.token))
            yield Link(
                "code-unit",
                code,
                Ref(mention.value, mention),
                AFTER_BRAND if _follows_brand(reading, amount) else amount.frame,
                first,
                last,
                "high" if code.mention else "medium",
            )
            yield from _excluded(reading, amount, code, first)


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


def _is_billed(reading: Reading, amount: _Amount) -> bool:
    """As in "155 units of Botox: J0585, 155 units": so many were given and billed. A descriptor counts round numbers."""
    mention = amount.mention
    if amount.frame not in _NEAR_CODE:
        return False
    number = Decimal(mention.value.partition(" ")[0])
    digits = number.normalize().as_tuple().digits
    if _COUNT_AFTER_DOSE.search(reading.tags, 0, amount.token):
        return True  # "5,000 units: J0587, 50 units"
    told = sum(one.value == mention.value for one in reading.mentions if one.kind == "amount")
    return told > 1 or (len(digits) > 1 and digits not in _DESCRIBED)


def _is_counted(reading: Reading, codes: tuple[Ref, ...]) -> bool:
    """As in "3 units of J1439 for 750 mg" and "750 mg (J1439 x 750)": so many were billed, so what stands beside the code was given."""
    named = [code.mention for code in codes if code.mention]
    before = [reading.text[max(reading.start, code.start - 24) : code.start] for code in named]
    return any(map(_UNITS_OF.search, before)) or any(is_counted(reading.text, code.end) for code in named)


def unit_of_all(reading: Reading, *, is_title: bool) -> Mention | None:
    """As in "Several products, all by the international unit:" and "All of these are billed per 1 mg": what each of a list counts."""
    if "C" in reading.tags or not (is_title or not _OF_ALL.isdisjoint(reading.words) or reading.tags.endswith(":")):
        return None
    amounts = list(_amounts(reading))
    framed = [amount.mention for amount in amounts if amount.frame in _FRAMED]
    return framed[0] if len(amounts) == len(framed) == 1 else None


def _follows_brand(reading: Reading, amount: _Amount) -> bool:
    """Whether an amount stands right after a brand, where a strength or a dose stands as often as a unit: "J0178 is Eylea, 2 mg", "(Boniva injection, 3 mg)"."""
    return amount.frame == _BESIDE_CODE and _BRAND_BEFORE.search(reading.tags, 0, amount.token) is not None


def _excluded(reading: Reading, amount: _Amount, code: Ref, first: int) -> Iterator[Link]:
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


def _is_package(reading: Reading, token: int, value: str) -> bool:
    """As in "nivolumab plus relatlimab-rmbw in one vial": what the drug comes in."""
    return value in {"1 vial", "1 syringe"} and reading.words[token - 1 : token] == ("in",)


def _is_too_much(value: str) -> bool:
    """Whether an amount that only stands beside a code is more than any unit of HCPCS measures: "Imfinzi (J9173) 1,500 mg" is a dose."""
    number, _, measure = value.partition(" ")
    return measure == "mg" and Decimal(number) > _MOST_MG


def _token(reading: Reading, code: Ref, default: int) -> int:
    if code.mention is None:
        return default
    return reading.token_of[reading.mentions.index(code.mention)]


def _amounts(reading: Reading, *, of_units: bool = False) -> Iterator[_Amount]:
    for index, mention in enumerate(reading.mentions):
        if mention.kind != "amount" or mention.value.endswith(" kg"):  # a weight is the patient's
            continue
        token = reading.token_of[index]
        tags = _with_unit_frames(reading)
        before, after = tags[max(0, token - 40) : token], tags[token + 1 : token + 14]
        if tags[token] == "u" or (mention.value == "1 unit" and _OF_AMOUNT.match(tags, token + 1)):
            continue
        frame = _frame(before, after, mention.value)
        if frame and _is_no_unit(reading, mention, token, frame, before):
            continue
        if not frame and of_units and mention.value.endswith(" unit") and _AFTER_CODE.search(before):
            frame = _BESIDE_CODE
        if is_dose(reading, mention, token):
            continue
        if not frame and _FOR_ALL.match(after) and reading.words[token + 2] in _OF_ALL:
            frame = FOR_ALL.name
        if frame and not (frame == "counted-by-amount" and _is_taken(reading, token)):
            yield _Amount(mention, token, frame)


def _is_no_unit(reading: Reading, mention: Mention, token: int, frame: str, before: str) -> bool:
    """Whether an amount that stands where a unit would is none of this code: said of others, a concentration, a package, a dose."""
    if _OF_MOST.search(reading.text, reading.start, mention.start):
        return True  # "most of them are counted in single milligrams"
    if _OF_ITEM.search(reading.text, reading.start, mention.start):
        return True  # "a single patch measures 280 square centimeters"
    if _DOSE_IN_STEPS.search(reading.text, reading.start, mention.start):
        return True  # "the labeled doses are whole multiples of 300 mg"
    if _IS_LEFT.match(reading.text, mention.end, reading.end):
        return True  # "the second line carries the 40 mg left in the vial"
    if reading.words[token + 1 : token + 2] in {("versus",), ("vs",)}:
        return True  # "half a milligram versus a whole one"
    return _is_framed_by_chance(reading, mention, token, frame, before)


def _is_framed_by_chance(reading: Reading, mention: Mention, token: int, frame: str, before: str) -> bool:
    """The same, for what each frame can be mistaken for."""
    if frame == "it-is-amount":
        return reading.words[0] == "that"  # "A patient of 81 kg receives 8 mg/kg. That is 648 mg"
    if frame == "counted-by-amount":  # "800 units to describe 20 mg"
        return _UNITS_FOR.search(reading.text, reading.start, mention.start) is not None
    if frame == _UNITS_OF_AMOUNT:
        return not _counts_units(reading, token)  # "two vials of 500 mg or one of 500 mg"
    if frame == "also-amount":
        return "K" in before  # "gets 20 mg/kg, again 1,600 mg"
    if frame == "per-amount":
        return _is_rate(reading, mention, before)
    return frame == _BESIDE_CODE and (
        _is_package(reading, token, mention.value)
        or _is_too_much(mention.value)
        or reading.words[token + 1 : token + 2] == ("by",)  # "J7313 is Iluvien, 0.19 mg by 0.01 mg"
        or (before.endswith(",t") and _NAMES_NEXT.match(reading.tags, token + 1) is not None)
        or (_OWN_DRUG.search(before) is not None and _OF_NEXT_DRUG.match(reading.tags, token + 1) is not None)
    )


def _counts_units(reading: Reading, token: int) -> bool:
    """As in "12 units of 0.5 mg": so many units, and each of them is the amount at `token`."""
    number = reading.starts[token - 2]
    return any(
        mention.start == number and mention.value.endswith(" unit") and mention.value != "1 unit"
        for mention in reading.mentions
    )


def _is_rate(reading: Reading, mention: Mention, before: str) -> bool:
    """As in "500 per vial", "23,000 units per 23 mL", "50 mg of iron per mL" and "nursing charges per vial": so much of something, or for it."""
    liquid = mention.value.endswith(" mL")
    return (
        before.endswith("Ne")
        or (liquid and (before.endswith("Qe") or _CONCENTRATION.search(before) is not None))
        or _CHARGED.search(reading.text, reading.start, mention.start) is not None
    )


def _is_taken(reading: Reading, token: int) -> bool:
    """As in "every patient gets 0.4 mg" and "the vial is used up completely at 100 mg"."""
    near = range(max(0, token - _SHORT_WIDTH - 1), token)
    return not any(reading.tags[at] == "E" for at in near) and not _TAKEN.isdisjoint(reading.words[at] for at in near)


def _with_unit_frames(reading: Reading) -> str:
    """The tags with "one unit" read as the frame of a unit where an amount is said of it ("one unit is 200 mg")."""
    tags = list(reading.tags)
    for index, mention in enumerate(reading.mentions):
        token = reading.token_of[index]
        if (
            mention.kind == "amount"
            and mention.value == "1 unit"
            and (
                re.match(r"A?(?:[bplLE=f]|j(?:t?Q|[id]|t?k?[Cc]|[tw]{1,2}(?=[bpl])))", reading.tags[token + 1 :])
                or reading.tags[token - 1 : token] == "Q"  # "0.5 mg a unit"
                or reading.tags[max(0, token - 2) : token] == "Qb"  # "one milligram is one unit"
            )
        ):
            tags[token] = "u"
    return "".join(tags)


def _frame(before: str, after: str, value: str) -> str:
    counted = value.endswith((" unit", " vial", " dose", " treatment", " kit", " tablet"))
    after_name = next((name for name, pattern in _AFTER if pattern.match(after)), "")
    if after_name in _SURE_AFTER and (not counted or (after_name == "amount-per-unit" and value.endswith(" unit"))):
        return after_name
    if _NOT_A_UNIT_AFTER.match(after) and not re.search(r"u[bp][wtN]{0,3}$", before):
        return ""
    before_name = next((name for name, pattern in _BEFORE if pattern.search(before)), "")
    if before_name == "code-defines-amount" and after_name != OF_DRUG.name:
        before_name = "code-counts-amount" if _BY_NAME["code-counts-amount"].search(before) else ""
    of_unit = before_name == "unit-is-amount"
    told_outright = of_unit and (value.endswith(" unit") or (value.startswith("1 ") and before[-1:] in "bl="))
    if counted and before_name not in COUNTS and not told_outright:
        return ""
    if counted and before_name == _BESIDE_CODE and _BESIDE_WORD.search(before):
        return ""  # "infliximab-dyyb (Q5103) needs one vial"
    if _NOT_A_UNIT_BEFORE.search(before):
        return ""
    return before_name


def _codes(
    reading: Reading, found: list[Item], amount: _Amount, links: list[Link], discourse: Discourse
) -> tuple[Ref, ...]:
    """The code that the amount belongs to: the nearest before it, else the next after it, else the one in hand."""
    shared = _shared_out(reading, found, amount)
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
    if not before and (several := _of_list_after(reading, found, amount) or _list_and(reading, found, discourse)):
        return several
    after = [item for item in found if item.tag == "C" and item.first > amount.token and not item.compared]
    if before:
        return _of_item_before(reading, found, before[-1], amount, discourse)
    if after and not {";", "q"} & set(reading.gap(amount.token, after[0].first)):
        return after[0].refs
    if any(item.tag == "C" for item in found):
        return ()
    if owner := _of_their_codes(reading, found, amount):
        return discourse.codes_of({(owner.value, owner.brand)})
    drugs = {
        (drug.value, drug.brand) for item in found if item.tag == "D" and item.last < amount.token for drug in item.refs
    }
    if not drugs:
        return _implied(reading, amount, discourse)
    tied = tuple(dict.fromkeys(link.subject for link in links if (link.object.value, link.object.brand) in drugs))
    own = tied or discourse.codes_of(drugs)
    in_hand = discourse.codes if discourse.block_codes and not _of_another(reading, drugs, discourse) else ()
    return own or in_hand


def _of_their_codes(reading: Reading, found: list[Item], amount: _Amount) -> Ref | None:
    """As in "the 10 mg unit of the trastuzumab codes": the drug whose codes an amount is said to be of."""
    if not _UNIT_OF_THEIRS.match(reading.tags, amount.token + 1):
        return None
    return next((item.refs[0] for item in found if item.tag == "D" and item.first > amount.token), None)


def _of_brand(found: list[Item], amount: _Amount, discourse: Discourse, names: Names) -> tuple[Ref, ...]:
    """As in "Solu-Medrol, 5 mg per unit" below "J2919: methylprednisolone": the heading's code, whose drug we know by a brand."""
    before = [item for item in found if item.tag == "D" and item.last < amount.token]
    if len(before) != 1 or any(item.tag in "Cc" for item in found) or amount.frame not in _FRAMED:
        return ()
    known = {(names.canonical(ref.brand) or "", "") for ref in before[0].refs if ref.brand and not ref.value}
    own = discourse.codes_of(known) if known and not discourse.block_codes else ()
    return own if own == discourse.heading_codes else ()


def _of_item_before(
    reading: Reading, found: list[Item], item: Item, amount: _Amount, discourse: Discourse
) -> tuple[Ref, ...]:
    """The codes of the item before an amount to which that belongs: all of them, or the last before a bracket or an amount of its own."""
    if (other := _for_another(reading, found, item, amount, discourse)) is not None:
        return other
    if item.tag == "C" and len(item.refs) > 1 and _BRACKETED.fullmatch(reading.gap(item.last, amount.token)):
        return item.refs[-1:]  # "J9045 and J9390 (vinorelbine, 10 mg)"
    if item.tag == "C" and len(item.refs) > 1 and _amount_inside(reading, item):
        return tuple(code for code in item.refs if code.mention and reading.ends[amount.token] > code.mention.start)[
            -1:
        ]
    return item.refs


def _of_none(reading: Reading, amount: _Amount, codes: tuple[Ref, ...]) -> bool:
    """As in "a drug whose unit is 10 mg", which is none in particular, and "All are 10 mg" of a single code."""
    of_some = (
        _SOME_DRUG.search(reading.text, reading.start, amount.mention.start) is not None
        or _OF_DRUGS.search(reading.tags) is not None
        or (reading.words[:1] in _ALL_OR_EVERY and _ALL_OF_DRUG.match(reading.tags) is not None)
    )
    return (of_some and not any(code.mention for code in codes)) or (amount.frame in _OF_GROUPS and len(codes) < 2)


def _is_dosage(reading: Reading, amount: _Amount) -> bool:
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
    reading: Reading, found: list[Item], code: Item, amount: _Amount, discourse: Discourse
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


def _in_its_bracket(reading: Reading, found: list[Item], amount: _Amount) -> tuple[Ref, ...]:
    """As in "J9342 (1 mg) in place of J9340 (15 mg)": the bracket speaks of the code before it, though that is only compared."""
    item = next((item for item in found if item.tag == "C" and item.compared and item.last < amount.token), None)
    if item is not None and reading.gap(item.last, amount.token) == "(":
        return item.refs[-1:]
    return _replaced(reading, found, amount)


def _names_others(reading: Reading, amount: _Amount) -> bool:
    """As in "on the same day as the 2 mg codes of the biosimilars": codes that the sentence tells by their unit."""
    at = amount.token
    return (
        amount.frame == "amount-unit"
        and reading.words[at + 1 : at + 2] == ("codes",)
        and reading.tags[max(0, at - 2) : at] == "at"
    )


def _replaced(reading: Reading, found: list[Item], amount: _Amount) -> tuple[Ref, ...]:
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
    return bool(discourse.pairs) and not drugs & known and _OWN_SUBJECT.match(reading.tags) is not None


def _implied(reading: Reading, amount: _Amount, discourse: Discourse) -> tuple[Ref, ...]:
    """The codes of which a sentence speaks that names neither code nor drug."""
    if everyone := _throughout(reading, amount, discourse):
        return everyone
    rest = _OF_THE_REST.match(reading.text, reading.start) is not None  # "Everything else is 1 mg a unit"
    rest = rest or not _ALL_OF_AN_AGE.isdisjoint(reading.words[: amount.token])
    return () if rest or _of_several(reading, amount.token) or _of_past(reading, discourse) else discourse.codes


def _throughout(reading: Reading, amount: _Amount, discourse: Discourse) -> tuple[Ref, ...]:
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


def _of_list_after(reading: Reading, found: list[Item], amount: _Amount) -> tuple[Ref, ...]:
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


def _shared_out(reading: Reading, found: list[Item], amount: _Amount) -> tuple[Ref, ...]:
    """As in "J2406 for Kimyrsa, J2407 for Orbactiv, 10 mg each": all codes so far that have no amount of their own."""
    follows = reading.words[amount.token + 1 : amount.token + 2]
    opens = _EACH.search(reading.tags, max(0, amount.token - 8), amount.token)
    if not (follows and follows[0] in _DISTRIBUTES) and not (opens and reading.words[opens.start()] in _DISTRIBUTES):
        return ()
    codes = [item for item in found if item.tag == "C" and item.last < amount.token and not item.compared]
    ends = [*(item.first for item in codes[1:]), amount.token][: len(codes)]
    return tuple(
        code
        for item, end in zip(codes, ends, strict=True)
        if "Q" not in reading.tags[item.first : end] and ";" not in reading.tags[item.last : amount.token]
        for code in item.refs
    )


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


def _with_their_like(reading: Reading, amounts: list[_Amount], in_order: dict[int, tuple[Ref, ...]]) -> list[_Amount]:
    """The amounts, and all of those told in order if one of them is a billing unit."""
    like = next((amount for amount in amounts if amount.token in in_order), None)
    if like is None:
        return amounts
    of_token = dict(zip(reading.token_of, reading.mentions, strict=True))
    return [_Amount(of_token[token], token, like.frame) for token in in_order]


def _measured_in_units(reading: Reading, links: list[Link], discourse: Discourse, names: Names) -> bool:
    drugs = [link.object for link in links] or [*discourse.drugs]
    known = (drug.value or names.canonical(drug.brand) or drug.brand for drug in drugs)
    return any(map(measured_in_units, known)) or measured_in_units(reading.sentence())


def _amount_inside(reading: Reading, item: Item) -> bool:
    """As in "J8520 for 150 mg and J8521 for 500 mg": each code of the group has an amount of its own."""
    return "Q" in reading.tags[item.first : item.last]


def _beside(found: list[Item], amount: _Amount, tied: set[int]) -> bool:
    """Whether an amount that merely stands beside something stands beside a code, or a drug that a code is tied to."""
    if any(item.tag == "C" and item.first < amount.token < item.last for item in found):
        return True
    before = [item for item in found if item.tag in "CD" and item.last < amount.token]
    if not before:
        return False
    codes = [item for item in before if item.tag == "C"]
    width = amount.token - before[-1].last
    if not codes:
        return _IMPLIED in tied and width <= _WITHIN_DESCRIPTOR  # "Injection, docetaxel, 1 mg" below its code
    return width <= 6 and (
        before[-1].tag == "C" or any(code.mention and code.mention.start in tied for code in codes[-1].refs)
    )
