"""Billing units: one way to write each, and whether two say the same amount.

Arithmetic is exact (fractions), because 0.1 mg is 100 mcg and binary floats are not.
"""

from __future__ import annotations

import re
from fractions import Fraction

# Spelling in lower case -> the label of LABELLING.md. International and USP units are `unit`.
UNITS: dict[str, str] = {
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams", "mg."), "mg"),
    **dict.fromkeys(("mcg", "mcgs", "ug", "µg", "μg", "microgram", "micrograms"), "mcg"),
    **dict.fromkeys(("g", "gm", "gms", "gram", "grams"), "g"),
    **dict.fromkeys(("ml", "mls", "milliliter", "milliliters", "millilitre", "cc"), "mL"),
    **dict.fromkeys(
        (
            "unit",
            "units",
            "iu",
            "ius",
            "i.u.",
            "i.u",
            "usp unit",
            "usp units",
            "u",
            "international unit",
            "international units",
        ),
        "unit",
    ),
    **dict.fromkeys(("meq", "milliequivalent", "milliequivalents"), "mEq"),
    **dict.fromkeys(("mmol", "millimole", "millimoles"), "mmol"),
    **dict.fromkeys(("mci", "millicurie", "millicuries"), "mCi"),
    **dict.fromkeys(("uci", "µci", "μci", "microcurie", "microcuries"), "uCi"),
    **dict.fromkeys(("cm2", "cm²", "sq cm", "square centimeter", "square centimeters"), "cm2"),
    **{
        spelling: label
        for label in ("dose", "vial", "implant", "instillation", "treatment", "tablet", "kit", "each")
        for spelling in (label, f"{label}s")
    },
}

# The same dimension, each in its smallest unit. Grams and curies never compare with each other, nor with units of activity.
_SCALES: dict[str, tuple[str, int]] = {
    "mcg": ("mass", 1),
    "mg": ("mass", 1_000),
    "g": ("mass", 1_000_000),
    "uCi": ("radioactivity", 1),
    "mCi": ("radioactivity", 1_000),
}

PIECE = "1 each"  # of a device or a pack: an intrauterine system, a capsule

_AMOUNT = re.compile(r"(?:per\s++)?(\d[\d,]*(?:\.\d+)?|\.\d+)?\s*([^\d\s].*)", re.DOTALL)


def normal_amount(text: str) -> str | None:
    """A billing unit as LABELLING.md writes it; None when it is no amount that we know.

    >>> normal_amount("1,000 MCG"), normal_amount("per vial"), normal_amount(".5 ml"), normal_amount("3 apples")
    ('1000 mcg', '1 vial', '0.5 mL', None)
    """
    match = _AMOUNT.fullmatch(text.strip())
    unit = match and UNITS.get(" ".join(match[2].lower().split()))
    if not match or not unit:
        return None
    return f"{_plain(match[1] or '1')} {unit}"


def _plain(number: str) -> str:
    whole, point, decimals = number.replace(",", "").partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    return f"{whole}.{decimals}" if point and decimals else whole


def same_unit(a: str, b: str) -> bool:
    """Whether two billing units are one amount: 1,000 mcg and 1 mg; 100 IU and 100 units; but not 1 vial and 1 dose.

    >>> same_unit("100 mcg", "0.1 mg"), same_unit("1 vial", "1 dose")
    (True, False)
    """
    first, second = normal_amount(a), normal_amount(b)
    if first is None or second is None:
        return a == b
    return _measure(first) == _measure(second)


def may_agree(a: str, b: str) -> bool:
    """Whether two billing units can both be right: they are one amount, or one is the piece, whatever it holds.

    >>> may_agree("1 each", "19.5 mg"), may_agree("10 mg", "1 mg")
    (True, False)
    """
    return PIECE in {a, b} or same_unit(a, b)


def times(amount: str, unit: str) -> Fraction | None:
    """How many of a unit make an amount; None where the two do not compare.

    >>> times("1 g", "50 mg"), times("75 mg", "1 unit")
    (Fraction(20, 1), None)
    """
    first, second = normal_amount(amount), normal_amount(unit)
    if first is None or second is None:
        return None
    (dimension, size), (other, step) = _measure(first), _measure(second)
    return size / step if dimension == other and step else None


def _measure(amount: str) -> tuple[str, Fraction]:
    number, _, unit = amount.partition(" ")
    dimension, scale = _SCALES.get(unit, (unit, 1))
    return dimension, Fraction(number) * scale


# Substances whose amount is an activity, so that "100 units" can be what one billing unit stands for; of any other drug
# "44 units" is a count on a claim. From the HCPCS descriptors that count units or international units.
_ACTIVITY = re.compile(
    r"insulin|heparin|botulinum|factor|epoetin|asparag|bleomycin|interferon|hyaluronidase|penicillin|kinase|corticotropin|gonadotropin|"
    r"calcitonin|willebrand|thrombin|c1|c-1|parin\b|aldesleukin|oxytocin|glucerase|follitropin|menotropin|immune globulin|vasopressin|"
    r"aspargase|adamts|glucarpidase|anistreplase|pegademase|secretin|anti-?inhibitor|protein c|fibrinogen|plasma|vitamin|bcg|colistimethate|polymyxin|bacitracin|sermorelin|collagenase",
    re.IGNORECASE,
)


def measured_in_units(name: str) -> bool:
    """Whether a drug, or a text that names one, is measured by activity: in units and not by mass.

    >>> measured_in_units("heparin"), measured_in_units("nivolumab")
    (True, False)
    """
    return _ACTIVITY.search(name) is not None
