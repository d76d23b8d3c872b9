"""Quantities: amounts that could be a billing unit, and those that never are.

"10 mg", "ten milligrams", "a quarter of a milligram", "per IU" become `amount` mentions in the
normal form of the labels ("10 mg", "0.25 mg", "1 unit"). A concentration, a strength or a dose by
weight ("10 mg/mL", "500 mg/50 mL", "8 mg/kg") is a `rate`: it is seen, so that nothing else reads
its parts, and it is never a billing unit.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import ahocorasick_rs

from auditor.extraction.caseless import caseless, lowered
from auditor.extraction.codes import has_digit
from auditor.extraction.late import late
from auditor.lexicon.spelling import matching_form
from auditor.model.assertions import Mention

# Spellings of each unit of the labels' vocabulary. The source of the vocabulary is the HCPCS
# descriptors themselves; "international unit" and "USP unit" are counted as units there too.
_SPELLINGS: Final[tuple[tuple[str, str], ...]] = (
    ("mg", "mg mgs milligram milligrams milligramme milligrammes"),
    ("mcg", "mcg mcgs µg μg ug microgram micrograms microgramme microgrammes"),
    ("g", "g gm gms gram grams gramme grammes"),
    ("kg", "kg kilogram kilograms"),
    ("mL", "ml mls cc milliliter milliliters millilitre millilitres"),
    ("L", "l liter liters litre litres"),
    ("unit", "unit units iu i.u. ius u"),
    ("mEq", "meq milliequivalent milliequivalents"),
    ("mmol", "mmol millimole millimoles"),
    ("mCi", "mci millicurie millicuries"),
    ("uCi", "uci µci μci microcurie microcuries"),
    ("cm2", "cm2 cm²"),
    ("dose", "dose doses"),
    ("vial", "vial vials"),
    ("implant", "implant implants"),
    ("instillation", "instillation instillations"),
    ("treatment", "treatment treatments"),
    ("tablet", "tablet tablets capsule capsules"),
    ("kit", "kit kits"),
)
UNITS: Final = MappingProxyType({word: unit for unit, words in _SPELLINGS for word in words.split()})
# What may stand without a number and still mean one: "per milligram", "by the millicurie", "each vial".
_MEASURES: Final = frozenset(UNITS) - {"g", "l", "cc", "ml", "mg", "mcg", "ug", "dose", "doses", "treatment"}

_ENDS: Final = frozenset({". ", ": ", "; "})  # of a sentence, before one that opens with "Per dose:"
_DASHES: Final = frozenset({"- ", "– ", "— "})
_DOSED: Final = frozenset({"mg", "mcg"})
_LETTERS: Final = frozenset({"g", "u"})
_WHOLE: Final = frozenset({"full", "whole"})
_WEIGHED: Final = frozenset({"mg", "mcg", "g", "mCi", "uCi", "mEq"})
_COUNTED: Final = frozenset({"dose", "vial", "implant", "instillation", "treatment", "tablet", "kit"})

_ONES: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS: Final = {
    word: 10 * (2 + n) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
}
_NUMBERS: Final = (
    {word: n for n, word in enumerate(_ONES)} | _TENS | {"a": 1, "an": 1, "single": 1, "hundred": 100, "thousand": 1000}
)
_AND_A_HALF: Final = ("and", "a", "half")
_ADDED_TO: Final = frozenset({"hundred", "thousand"})
_POINT: Final = "point "
NUMBER_WORDS: Final = frozenset(_NUMBERS)
_PARTS: Final = {
    "half": Decimal("0.5"), "quarter": Decimal("0.25"), "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"), "hundredth": Decimal("0.01"), "tenths": Decimal("0.1"), "quarters": Decimal("0.25"),
    "halves": Decimal("0.5"), "fifths": Decimal("0.2"), "hundredths": Decimal("0.01"),
}  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    """A pattern of words, the longest first. Those with one first letter stand together, so that most fail at once."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())


_WORD_NUMBER: Final = _any_of((*_NUMBERS, "and"))
_UNIT: Final = _any_of(UNITS)
_DIGITS: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,6})?|\.\d{1,6}"

# "10 mg/unit" says what a billing unit is, and "0.5 mg/unit dose" what a package holds.
_PER_UNIT: Final = r"\s?/\s?(?:billing[ ]|hcpcs[ ])?units?\b(?![ -]dose)"
# "Per dose" is how often, unless it is said how the code is billed.
_BILLED: Final = late(
    r"(?:billed|reported|coded|paid|pays|priced|charged|counted|each|all|both|all (?:two|three|four|five|six)|(?:each|both|all|these|they|three|four) (?:is|are|go)|also|,)\s$",
    re.IGNORECASE,
)

_QUANTITY: Final = caseless(
    rf"""(?:(?<![\w.,/-])|(?<=[a-z],)|(?<=[A-Za-z]\d{{4}}/)|(?<=^/)|(?<=[\s|]\s/))(?:  # "J9060/10 mg"; "/1 mg", alone in its column
        (?P<digits>{_DIGITS})(?:\s?[-–]\s?|\s|)          # 10 mg, 10mg, 10-mg
      | (?P<part>(?:(?:one|a|two|three)[ -])?(?:{_any_of(_PARTS)}))[ -](?:of[ ])?(?:an?|one|the)?[ -]?  # half a milligram
      | (?P<halved>(?:(?:{_WORD_NUMBER})[ -]){{1,3}}and[ ](?:a|one)[ -]half[ -])     # twelve and a half milligrams
      | (?P<words>(?:(?:{_WORD_NUMBER}|full|whole)[ -]){{1,4}})     # ten milligrams, one-milligram, a full milligram
      | (?:(?P<bare>(?:milligram|microgram|unit)[ ]by|per|each|every|by(?:[ ]the)?|of[ ]one|single)[ ])   # per milligram
    )
    (?P<scale>thousand[ ]|million[ ]|billion[ ])?
    (?P<kind>international[ ]|usp[ ]|single[ -](?:use|dose)[ ]|treatment[ ]|therapeutic[ ]|study[ ]|units?[ ]of[ ])?
    (?P<unit>{_UNIT}|square[ ]centi(?:meter|metre)s?|sq\.?[ ]?cm)(?![\w²])
    (?P<rate>(?!{_PER_UNIT})(?:\s?/(?!\s)(?:\d+(?:\.\d+)?\s?)?[A-Za-z]+\d?|\s?/\s(?:\d+(?:\.\d+)?\s?)?(?:{_UNIT}|m2|m²|h|hr|hour|min|minute|day|week)\b|\s(?:per|for[ ]each|a)\s(?:kilogram|kg|square[ ]met(?:er|re)|m2|ml|milliliter|millilitre|minute|hour|day|week|month|dose|vial)\b))?
    """,
    re.VERBOSE,
)


# What every quantity ends with, and what stands before that: a quick look before the long one.
_SQUARES: Final = ("square centimeter", "square centimetre", "sq cm", "sq. cm", "sqcm", "sq.cm")
_UNIT_WORDS: Final = sorted(
    {matching_form(word) for word in (*UNITS, *_SQUARES, *(f"{word}s" for word in _SQUARES[:2]))}
)
_ENDINGS: Final = ahocorasick_rs.AhoCorasick(
    [before + word for word in _UNIT_WORDS for before in " 0123456789"],
    matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
)


# What else than a number may stand just before the unit: "half of a milligram", "two million units", "per IU".
_BEFORE_UNIT: Final = frozenset(
    (
        *_NUMBERS,
        *_PARTS,
        *"full whole and of the per each every by million billion international usp treatment therapeutic study use dose".split(),
    )
)
_WORD_BEFORE: Final = late(r"([^\W_]+) *\Z")
_LONG_WORD: Final = 16
_LETTER_OF_CODE: Final = late(
    r"(?:an?|one|the|each|every|per|two|three) [A-Z] codes?\b"
)  # "and a G code for one session"
_CODE_AFTER: Final = 6  # characters in which " codes" has room
_LETTER: Final = 8  # and the article before the letter
_MOST_WORDS: Final = 10  # of a quantity: "three hundredths of the thousand units of square centimeters" has fewer
_MOST_NUMBERS: Final = 10_000  # that are remembered
_RATE: Final = 40  # characters in which what an amount is a rate of begins: "per square meter"


def unit_ends(form: str) -> list[int]:
    """Where in a text's matching form the unit of a quantity may end: there is no quantity but at one of these places."""
    return [
        end
        for _, start, end in _ENDINGS.find_matches_as_indexes(form)
        if not form[end : end + 1].isalnum() and (form[start] != " " or _may_count(form, start))
    ]


def _may_count(form: str, unit: int) -> bool:
    first = max(0, unit - _LONG_WORD)
    word = form[max(first, form.rfind(" ", first, unit) + 1) : unit] if form[unit - 1] != " " else ""
    if not (word.isascii() and word.isalnum()) or len(word) >= _LONG_WORD:
        before = _WORD_BEFORE.search(form, first, unit)
        word = before[1] if before else ""
    return word in _BEFORE_UNIT or word[-1:].isdigit()


def near_units(text: str, start: int, end: int, ends: list[int]) -> tuple[int, int]:
    """The part of `text[start:end]` in which its quantities stand, given where their units may end (see `unit_ends`)."""
    first = ends[0]
    for _ in range(_MOST_WORDS):
        first = text.rfind(" ", start, first)
        if first < 0:
            break
    last = text.find(" ", ends[-1] + _RATE, end)
    return max(start, first), end if last < 0 else last


def quantities(text: str, start: int, end: int) -> Iterator[Mention]:
    """Every quantity in `text[start:end]`, in order, as `amount` or `rate` mentions with view offsets."""
    for found in _QUANTITY.finditer(lowered(text), start, end):
        amount = _amount(found, text)
        if amount is None or _LETTER_OF_CODE.search(text, max(start, found.end() - _LETTER), found.end() + _CODE_AFTER):
            continue
        kind = "rate" if found["rate"] else "amount"
        begin = found.start()
        if text[max(start, begin - len(_POINT)) : begin].lower() == _POINT:
            continue  # "zero point one milligram"
        if found["bare"] and not found["bare"].endswith("m by"):
            begin = found.start("kind") if found["kind"] else found.start("unit")
        yield Mention(kind, begin, found.end("unit") if kind == "amount" else found.end(), amount)


def _amount(found: re.Match[str], text: str) -> str | None:
    """What a quantity amounts to; None where it only looks like one. It was found in `text` in lower case."""
    named = found["unit"]
    unit = UNITS.get(named, "cm2")
    if named in _LETTERS and (
        text[found.start("unit")].isupper() and found["digits"] and found.end("digits") == found.start("unit")
    ):
        return None  # "24G" is a box of a form, or the gauge of a needle; "0001U" is a code of a laboratory test
    if named == "u" and not found["digits"]:
        return None  # "a U"
    if found["part"] and " the " in found[0] and (unit == "unit" or named.endswith("s")):
        return None  # "a tenth of the unit of J0885", "one tenth of the milligrams"
    if found["bare"]:
        if named in {"unit", "units"} and not found["kind"]:
            return None  # "10 mg per unit": the frame of a billing unit, not an amount
        passing = unit in _COUNTED and not found["bare"].startswith(("per", "by"))  # "each vial was prepared"
        measure = (
            (named in _MEASURES and not passing)
            or (found["kind"] and (found["bare"] == "per" or not found["kind"].startswith("single")))
            or found.start() == 0
            or _BILLED.search(found.string[max(0, found.start() - 12) : found.start()])
            or (found["bare"] == "per" and _opens_part(found.string[max(0, found.start() - 2) : found.start()], unit))
        )
        return f"1 {unit}" if measure else None
    if found["digits"] and not found["scale"]:
        shown = _in_digits(found["digits"])
        return f"{shown} {unit}" if shown != "0" else None
    number = Decimal(found["digits"].replace(",", "")) if found["digits"] else _words(found)
    if number is None:
        return None
    if found["scale"]:
        number *= {"thousand": 10**3, "million": 10**6, "billion": 10**9}[found["scale"].strip()]
    return f"{plain(number)} {unit}" if number else None


def _opens_part(before: str, unit: str) -> bool:
    """Whether "per mg" opens a sentence, or a part of an entry: "J0174 - lecanemab - per mg", "lecanemab (per mg)"."""
    return before in _ENDS or (unit in _DOSED and (before in _DASHES or before[-1:] == "("))


@lru_cache(maxsize=_MOST_NUMBERS)
def _in_digits(digits: str) -> str:
    """The normal form of a number: "10" of "10.0"."""
    return plain(Decimal(digits.replace(",", "")))


def _added(words: list[str]) -> list[str]:
    """The words of one number: "and" adds to hundreds alone, so that of "three and three milligrams" the last number counts."""
    apart = [at for at, word in enumerate(words) if at and word == "and" and words[at - 1] not in _ADDED_TO]
    return [word for word in words[apart[-1] + 1 if apart else 0 :] if word != "and"]


def _words(found: re.Match[str]) -> Decimal | None:
    if found["part"]:
        *times, part = re.split(r"[ -]", found["part"])
        return _PARTS[part] * _NUMBERS.get(times[0] if times else "one", 1)
    if found["halved"]:
        ones = re.split(r"[ -]", found["halved"].strip(" -"))[: -len(_AND_A_HALF)]
        return sum((Decimal(_NUMBERS.get(word, 0)) for word in ones), _PARTS["half"])
    words = _added(re.split(r"[ -]", found["words"].strip(" -")))
    numbers = [word for word in words if word not in _WHOLE]
    if len(numbers) < len(words):  # "a full milligram", "whole milligrams"
        if UNITS.get(found["unit"]) not in _WEIGHED or set(numbers) - {"a", "an", "one", "single"}:
            return None
        return Decimal(1)
    if words in (["a"], ["an"]) and UNITS.get(found["unit"]) in _COUNTED:
        return None  # "a treatment", "a vial": no amount
    if len(words) > 1 and words[0] in {"a", "an"} and words[1] not in {"hundred", "thousand"}:
        del words[0]  # "a one-milligram code"
    total, current = 0, 0
    for word in words:
        value = _NUMBERS[word]
        if value in {100, 1000}:
            total, current = total + max(current, 1) * value, 0
        else:
            current += value
    return Decimal(total + current)


def plain(number: Decimal) -> str:
    """A decimal without exponent or trailing zeros: `Decimal("10.0")` is "10", `Decimal("0.50")` is "0.5"."""
    text = format(number.normalize(), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amounts_in(text: str, start: int, end: int, ends: list[int], *, surely: bool = True) -> list[Mention]:
    """The quantities of `text[start:end]`, of which `ends` tells where units end; unless `surely`, only where there is a digit."""
    own = ends[bisect_right(ends, start) : bisect_right(ends, end)] if ends else []
    if not own or not (surely or has_digit(text[start:end])):
        return []
    return list(quantities(text, *near_units(text, start, end, own)))
