"""Doses: amounts that a patient gets, or that stand on a shelf or a claim, told from billing units by the words around them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

from auditor.extraction.late import late
from auditor.extraction.quantities import NUMBER_WORDS
from auditor.extraction.strengths import is_band
from auditor.extraction.tags import Reading
from auditor.lexicon.known import known_codes
from auditor.lexicon.units import same_unit, times
from auditor.model.assertions import Mention

# After a patient's dose: how often, or over how long, it is given.
_SCHEDULE: Final = late(
    r",?\s{0,3}(?:(?:IV|IM|SC|intravenously|subcutaneously|by vein|under the skin),? )?(?:(?:once|twice|(?:two|three|four|five|six|\d) times)\b|q\d{1,2} ?(?:w(?:ks?|eeks?)?|d(?:ays?)?|h(?:rs?|ours?)?|mo?(?:nths?)?)|(?:every|q)\s{0,3}(?:\d|other|two|three|four|six|eight|twelve|week|month|day)|(?:once|twice) (?:a|per|every|daily|weekly)|once\b"
    r"|daily|weekly|monthly|(?:a|per) (?:day|week|month)|(?:on|in|at|from) (?:day|week|month)s? \d|over \d+ min)\b",
    re.IGNORECASE,
)
# After a dose: how many units it makes. "10 mg is one unit" is the unit itself.
_MAKES_UNITS: Final = late(
    r"(?: of [A-Z][\w-]{2,24}(?: [A-Z][\w-]{2,24}){0,2}|, which| (?:IV|IM|SC|SQ|sub-?q|intravenously|intramuscularly|subcutaneously|dose))?\s{0,3}(?:(?:is|are|was|were|equals?|makes?|means?|gives?|becomes?|comes to|would be|will be|counts as|is billed as|are billed as|=|→|->)\s{0,3}(?:then |now |just |about |only )?"
    r"(?:=\s{0,3})?(?P<count>[\d,]{0,9}\d(?:\.\d+)?(?![.,]?\d)|[a-z]{1,12}(?:-[a-z]{1,9})?)\s{0,3}(?:(?:billing |hcpcs |billable |service )?units?\b|(?P<bare>[.;,)]|$|\s{0,3}(?:in|on|a|per)\b))"
    r"|(?: each)?[,:]?\s{0,3}\(?(?:or )?(?P<beside>[\d,]{0,9}\d)\s{0,3}(?:billing |hcpcs |billable )?units\b(?! (?:per|a|each|of)\b))",
    re.IGNORECASE,
)
_ONE: Final = frozenset({"1", "one", "a", "the", "its", "each", "per", "this", "that"})
_OF_SERVICE: Final = late(r"\s{1,3}of service\b", re.IGNORECASE)  # "300 units of service" are on a claim
_FROM_VIALS: Final = late(  # "437 mg from five 100 mg vials", "50 mg from 30 + 20"
    r"\sfrom \d{1,4} \+ \d|\s(?:from|out of|drawn from) (?:an?|the|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[\d.,]{1,8}[ -]?(?:mg|mcg|g|mL|units?)[ -]?(?:/[\d.]{1,5} ?mL )?)?(?:[a-z-]{3,12} )?"
    r"(?:vial|ampule|ampoule|syringe|bottle|kit|bag)s?\b",
    re.IGNORECASE,
)
_PER_THING: Final = late(
    r"\s(?:per|for each|for every|a)\s(?!(?:mg|mcg|g|mL|milli|micro|gram|unit)\b)[a-z]", re.IGNORECASE
)
# "5,000 units of heparin for the circuit is J1644 x 5"
_IS_COUNTED: Final = late(
    r"[^.;:\d]{0,60}(?:\b(?:is|are|was|were|makes|becomes)|=|→) (?:code )?[A-Z]\d{4}(?:-[A-Z0-9]{2}){0,2} ?[x×*] ?\d"
)
_HOLDS: Final = late(r"[bEhl]t?Q")
_PIECES: Final = late(r"[wgV]")
_SEVERAL_IN_BRACKETS: Final = late(r"C[^()]{1,12}C[^()]{1,12}\((?P<more>Q&)?\Z")
_COUNTED_STEPS: Final = late(
    r"\b(?:two|three|four|five|six|eight|ten|\d+) (?:steps|increments|portions) of $", re.IGNORECASE
)
_GIVEN: Final = late(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?:[a-z]+ )?(?:infusions|injections|doses|visits|cycles|administrations),? (?:of |at )?$",
    re.IGNORECASE,
)  # "five infusions, 400 mg each"
_LABELLED: Final = late(
    r"\b(?:examples?|e\.g\.|dose|given|ordered|strength|sample|usual dose|vials?|stock|package|pack)\s?[:=]\s*$",
    re.IGNORECASE,
)
_UNIT: Final = late(
    r"[\s-]+(?:billing |hcpcs )?(?:units?|increments?|steps?|portions?)\b", re.IGNORECASE
)  # "supplied as a 1 milligram unit"
_COMES_IN: Final = late(
    r"\b(?:supplied|packaged|packed|available|comes?|came|sold|stocked|shipped|marketed|bottled|provided) (?:only |also )?(?:in|as)(?: an?| the| single)?\s$"
    r"|\b(?:vial|syringe|ampule|ampul|bottle|kit|pen|bag|cartridge|box|implant|dose)s?(?: of [\w-]{3,20})? (?:holds?|contains?|delivers?|has|have)\s$",
    re.IGNORECASE,
)  # "is supplied in 150 mg vials", "one vial of J9355 holds 150 mg"
_OF_A_VIAL: Final = late(
    r"\b(?:vial|syringe|ampule|ampul|bottle|kit|pen|bag|cartridge|box|carton|implant|dose)s? of (?:code )?[A-Z]\d{4}(?: \(|,? (?:is|are|holds?|has|contains?|weighs|means|=) )\Z"
)  # "A syringe of J2506 (6 mg) is 12 units"
_LIMIT: Final = late(
    r"\b(?:min(?:imum)?|max(?:imum)?|limit(?:ed)?|cap(?:ped)?|ceiling)(?: (?:dose|of|is|to|at)){0,2}[.:]?\s*$",
    re.IGNORECASE,
)  # "J9271: minimum 100 mg, maximum 400 mg"
_SO_MANY_UNITS: Final = late(
    r"\b(?:[2-9]|[1-9]\d[\d,]{0,7}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty|(?:a|one) hundred) (?:billing |hcpcs |service )?units? (?:per|for|in|to)(?: an?| each| every| the| one)? $",
    re.IGNORECASE,
)  # "300 units per 300 mg"
_TIMES: Final = late(r"[x×*]\s?\d[\d,]*\s*(?:[(=,:]|for\b)?\s*$", re.IGNORECASE)  # "J9305 x 95 (950 mg)"
# "Practices round up by as much as 99 mg".
_ROUNDED: Final = late(
    r"\b(?:as (?:much|little|many) as|(?:round(?:s|ed|ing)?|add(?:s|ed)?|los[et]|waste[sd]?) (?:up |down |off )?(?:by|to|at)?)\s*$",
    re.IGNORECASE,
)
# "600 mg in Crohn disease and 1,200 mg in ulcerative colitis": what patients of two kinds get.
_FOR_SOME: Final = late(r"[vf][^CDBQ;.(]{1,8}[,&]{1,2}[^CDBQ;.(]{0,3}Q[vf]")
_IS_DOSE: Final = late(
    r"[ -](?:[a-z]{2,10} )?(?:shot|injection|infusion)s?(?=[.,:;)]|$| (?:an?|of) )|[ -](?:intravitreal|intravenous|subcutaneous|intramuscular|oral|intrathecal|loading|maintenance|induction|weekly|monthly|daily|single|first|eye|adult|flat|fixed|full|total|starting|initial|booster|test) dose\b|[ -](?:product|version|presentation|formulation|induction|loading|maintenance|bolus)s?\b| (?:IV |slow )?push(?:es)?\b",
    re.IGNORECASE,
)  # "a 1.25 mg intravitreal dose"
_WAS_GIVEN: Final = late(
    r"\s+(?:was |were |is |are )?(?:given|administered|infused|injected|instilled|dispensed|ordered|drawn(?: up)?|discarded|wasted|left over)\b(?! (?:per|by|in steps))",
    re.IGNORECASE,
)  # "240 mg given, 240 units billed"
_BEFORE_GIVEN: Final = late(r"(?:^|[:,;(=])\Z")  # "per 1 mg administered" tells the unit
_HOW_MANY: Final = late(
    r"(?: (?:IV|IM|SC|SQ|sub-?q))?,? (?:qty|quantity|no)\.?:? ?\d", re.IGNORECASE
)  # "1 gram IV, qty 4"
_FOR_THE: Final = late(r"\bfor (?:an?|the|each|one|your|our) $", re.IGNORECASE)  # "J0177 for the 2 mg Eylea"
_PRODUCTS: Final = frozenset("DB")
_COLON: Final = late(r"\s?[:(]\s?")
_UNITS_BILLED: Final = late(
    r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,7})(?![\d,.])(?: ?u\b| (?:billing |hcpcs |service )?units?\b)", re.IGNORECASE
)
_THINGS: Final = frozenset({"1 implant", "1 vial", "1 kit", "1 dose", "1 treatment", "1 each"})
_IS_DIVIDED: Final = late(
    r",? (?:(?:divided by|÷|over) ?\d|of the (?:mixture|two together|combination)\b)"
)  # "hence 1,200 mg divided by 10, or 120 units"
_AFTER_A_DOSE: Final = (_IS_DIVIDED, _HOW_MANY, _SCHEDULE, _OF_SERVICE, _FROM_VIALS, _IS_COUNTED, _IS_DOSE)
_BEFORE_A_DOSE: Final = (_LABELLED, _COUNTED_STEPS, _TIMES, _ROUNDED, _GIVEN, _OF_A_VIAL, _LIMIT, _SO_MANY_UNITS)
_NEAR: Final = 48  # characters before an amount that tell


def is_dose(reading: Reading, mention: Mention, token: int) -> bool:
    """Whether an amount is what a patient gets, or one of several things: its count is told with it, or how often it is given."""
    text, start, end = reading.text, mention.start, mention.end
    return (
        any(told.match(text, end, reading.end) for told in _AFTER_A_DOSE)
        or any(told.search(text, max(reading.start, start - _NEAR), start) for told in _BEFORE_A_DOSE)
        or is_band(text[max(reading.start, start - 28) : start], text[end : reading.end])
        or _FOR_SOME.match(reading.tags, token + 1) is not None
        or (
            _BEFORE_GIVEN.search(reading.tags, 0, token) is not None
            and _WAS_GIVEN.match(text, end, reading.end) is not None
        )
        or (
            _COMES_IN.search(text, max(reading.start, start - _NEAR), start) is not None
            and _UNIT.match(text, end) is None
        )
        or (
            reading.tags[token + 1 : token + 2] in _PRODUCTS
            and _FOR_THE.search(text, max(reading.start, start - _NEAR), start) is not None
        )
        or _is_thing(reading, mention, token)
        or _makes_units(reading, mention)
    )


def is_known_dose(reading: Reading, mention: Mention, code: str) -> bool:
    """Whether an amount beside a code is no unit to whoever knows the code's: so many units are told with it, or the unit itself, or it only counts them.

    As in "Imjudo 75 mg (J9347, 75 units)", which is 1 mg each, and "Should be: J0882, 100 units", whose unit is a mass. What
    nothing in the sentence explains stays as it is told, however wrong.
    """
    known = known_codes().get(code)
    if known is None or not known.counts_otherwise(mention.value):
        return False
    if mention.value.endswith(" unit") and not any(unit.endswith(" unit") for unit in known.units):
        return True
    told = {
        Fraction(count[1].replace(",", ""))
        for count in _UNITS_BILLED.finditer(reading.text, reading.start, reading.end)
        if count.start() != mention.start
    }
    if any((made := times(mention.value, unit)) is not None and made in told - {1} for unit in known.units):
        return True
    return _is_of_next(reading, mention)


def _is_of_next(reading: Reading, mention: Mention) -> bool:
    """As in "(miglustat, oral, 65 mg: J1202)": the amount stands right before another code, which counts by it."""
    after = next((one for one in reading.mentions if one.start >= mention.end), None)
    if after is None or after.kind != "code" or not _COLON.fullmatch(reading.text, mention.end, after.start):
        return False
    own = known_codes().get(after.value)
    return own is not None and own.counts(mention.value)


def is_known_thing(reading: Reading, mention: Mention, code: str) -> bool:
    """As in "J9226, 50 mg, so one implant is one unit": of one code, the unit is told too, and what it comes in."""
    known = known_codes().get(code)
    if known is None or mention.value not in _THINGS:
        return False
    amounts = [one.value for one in reading.mentions if one.kind == "amount"]
    return any(same_unit(amount, unit) for amount in amounts for unit in known.units if unit != mention.value)


def _is_thing(reading: Reading, mention: Mention, token: int) -> bool:
    """As in "two 28 mg devices", "each vial is 300 mg", "one unit per instillation" and "(3 mg and 1 mg)" behind two codes."""
    tags, before = reading.tags, reading.words[token - 1 : token]
    if mention.value == "1 vial":
        return _HOLDS.match(tags, token + 1) is not None
    if mention.value == "1 unit" and _PER_THING.match(reading.text, mention.end, reading.end):
        return True
    pieces = before and before[0] in NUMBER_WORDS and before[0] not in _ONE and _PIECES.match(tags, token + 1)
    told = _SEVERAL_IN_BRACKETS.search(tags[:token])
    of_several = told is not None and (told["more"] is not None or tags[token + 1 : token + 2] == "&")
    return bool(pieces) or of_several


def _makes_units(reading: Reading, mention: Mention) -> bool:
    """As in "1,500 mg is 150 units" and "1,500 mg, 150 units": so many units are told of it; "10 mg is one unit" is the unit itself."""
    made = _MAKES_UNITS.match(reading.text, mention.end, reading.end)
    if made is None:
        return False
    if made["beside"]:  # "10 mg, 120 units" is the unit, and how many were billed
        amount = Decimal(mention.value.partition(" ")[0])
        count = Decimal(made["beside"].replace(",", ""))
        return count > 1 and amount >= count and _is_plain(amount / count)
    count_word = made["count"].lower()
    if made["bare"] is not None:
        return count_word[0].isdigit() and count_word != "1"
    return count_word not in _ONE and (count_word[0].isdigit() or count_word.split("-")[0] in NUMBER_WORDS)


def _is_plain(quotient: Decimal) -> bool:
    """Whether a quotient could be a billing unit: one or two digits that count, as in 10, 2.5 and 0.1."""
    return len(quotient.normalize().as_tuple().digits) <= 2
