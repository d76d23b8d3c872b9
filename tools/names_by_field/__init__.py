"""Names of marketed drugs that no release of the code set holds, typed by hand, one table for each field of medicine.

Each module has `BRANDS` (drug -> its brands) and `SPELLINGS` (drug -> how else it is written). A drug is written in its normal
form; the substances of one product are joined by " + " in alphabetical order. Only what is certain stands here: a wrong pair
makes a false contradiction. Brands that are ordinary words or first names are left out.
"""

from __future__ import annotations

from typing import Final

from names_by_field import (
    blood_and_rare_diseases,
    breathing_and_digestion,
    cardiology,
    contraception,
    endocrinology,
    eyes_and_ears,
    imaging,
    immunology,
    infection,
    neurology,
    oncology,
    pain,
)
from names_by_field.salts import SALTS_OF

FIELDS: Final = (
    blood_and_rare_diseases,
    breathing_and_digestion,
    cardiology,
    contraception,
    endocrinology,
    eyes_and_ears,
    imaging,
    immunology,
    infection,
    neurology,
    oncology,
    pain,
)


def brands() -> dict[str, str]:
    """Brand -> drug. Raises ValueError for a brand that is typed twice."""
    found: dict[str, str] = {}
    for field in FIELDS:
        for drug, names in field.BRANDS.items():
            for brand in filter(None, names.split(", ")):
                if brand in found:
                    raise ValueError(f"{field.__name__}: the brand {brand!r} is typed twice, remove one")
                found[brand] = drug
    return found


def wordings() -> list[tuple[str, str]]:
    """Every way to write a drug of one substance or of several, with the drug: itself, its other spellings, its salts."""
    found = [(drug, drug) for field in FIELDS for drug in field.BRANDS if " + " not in drug]
    found += [
        (spelling, drug)
        for field in FIELDS
        for drug, names in field.SPELLINGS.items()
        for spelling in names.split("; ")
    ]
    found += [(f"{drug} {salt}", drug) for salt, drugs in SALTS_OF.items() for drug in drugs.split(", ")]
    return found


def combinations() -> list[tuple[str, ...]]:
    """The substances of each product that has several."""
    return sorted({tuple(drug.split(" + ")) for field in FIELDS for drug in field.BRANDS if " + " in drug})
