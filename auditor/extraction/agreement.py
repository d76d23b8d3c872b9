"""Whether a claim agrees with the code set: the right drug for a code, one of a like name, the unit in which it counts."""

from __future__ import annotations

from typing import Final

from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import product_of
from auditor.extraction.mentions import bare
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names, split_suffix

_NUCLIDE: Final = late(r"[a-z]+[ -](?:[a-z]{1,2}[ -])?\d{1,3}m?\b")  # "gallium ga-68", "fluorine-18"
_SHORTEST_WORD: Final = 4  # letters of a name that tell it from "acid" and "for"


def is_tie(claim: Found) -> bool:
    return claim.kind == "code-drug" and claim.subject.value in known_codes()


def is_right(claim: Found, names: Names) -> bool:
    """Whether the code has ever been of these substances, in whatever form; a biologic suffix must be its own."""
    known, said = known_codes()[claim.subject.value], product_of(claim.object, names)
    return known.denotes(said) or (
        not any(split_suffix(part)[1] for part in said.split(" + "))
        and _substances(said) in map(_substances, known.drugs)
    )


def is_akin(claim: Found, names: Names) -> bool:
    """Whether the drug shares a word with one that the code has denoted: "epoetin beta" for "methoxy polyethylene glycol-epoetin beta".

    The code of a reference product is akin to no biosimilar.
    """
    said = product_of(claim.object, names)
    if claim.subject.value.startswith(("A", "C")) and _NUCLIDE.match(said):
        return False  # gallium is no drug
    if claim.subject.value.startswith("J") and split_suffix(said)[1]:
        return False
    return any(_words(said) & _words(drug) for drug in known_codes()[claim.subject.value].drugs)


def fits(claim: Found, names: Names) -> bool:
    return counts(claim) is not False if claim.kind == "code-unit" else is_right(claim, names)


def counts(claim: Found) -> bool | None:
    """Whether a code is known to count so; None where nothing is known of it."""
    known = known_codes().get(claim.subject.value)
    return None if known is None else known.counts(claim.object.value)


def never_was_so(claim: Found, names: Names) -> bool:
    """Whether the code set has never had a code for such a drug, nor for one of a like name."""
    return is_tie(claim) and not is_right(claim, names) and not is_akin(claim, names)


def _words(product: str) -> set[str]:
    """The words of a product's name, the suffixes aside."""
    return {
        word for part in product.split(" + ") for word in split_suffix(part)[0].split() if len(word) >= _SHORTEST_WORD
    }


def _substances(product: str) -> frozenset[str]:
    return frozenset(_substance(bare(part)) for part in product.split(" + "))


def _substance(name: str) -> str:
    """The first word of a name, or of what carries a nuclide: "dotatate" of "gallium ga-68 dotatate"."""
    nuclide = _NUCLIDE.match(name)
    carrier = name[nuclide.end() :].strip() if nuclide else ""
    return (carrier or name).partition(" ")[0]
