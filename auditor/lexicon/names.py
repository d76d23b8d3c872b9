"""The names of drugs: two tables, one automaton over both, and what can be told of a name that is in neither.

The tables are built by tools/build_names.py from public releases; see there for the sources.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import msgspec
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from auditor.lexicon.automaton import Automaton, Hit
from auditor.lexicon.spelling import matching_form, surface
from auditor.lexicon.stems import looks_like_biologic, looks_like_small_molecule

__all__ = [
    "Brand",
    "Names",
    "compose",
    "load_names",
    "looks_like_biologic",
    "looks_like_small_molecule",
    "split_suffix",
]


class Brand(msgspec.Struct, frozen=True, gc=False):
    """A brand name. `drug` is what `code-drug` says when only the brand stands there, `full` has every suffix.

    A biosimilar keeps its suffix in `drug`, because the code set gives each its own code; an originator drops it.
    `capital`: the name is an ordinary word too, and means the brand only with a capital.
    """

    name: str
    drug: str
    full: str
    capital: bool = False


# A four-letter suffix is devoid of meaning by FDA's rule ("Nonproprietary Naming of Biological Products", 2017):
# lower case, hyphenated, at the end. These endings have meaning, so they are not suffixes.
NOT_SUFFIXES = frozenset({"acid", "alfa", "base", "beta", "dose", "free", "hyal", "iron", "live", "lock", "type"})
_SUFFIXED = re.compile(r"([a-z][a-z0-9 -]{5,})-([a-z]{4})")


def split_suffix(name: str) -> tuple[str, str]:
    """A nonproprietary name and its four-letter suffix, "" without one.

    >>> split_suffix("trastuzumab-dttb"), split_suffix("ado-trastuzumab emtansine")
    (('trastuzumab', 'dttb'), ('ado-trastuzumab emtansine', ''))
    """
    match = _SUFFIXED.fullmatch(name)
    if match is None or match[2] in NOT_SUFFIXES:
        return name, ""
    return match[1], match[2]


def compose(parts: Iterable[str]) -> str:
    """The name of a product of several substances: each once, alphabetically.

    >>> compose(["trastuzumab", "hyaluronidase-oysk"])
    'hyaluronidase-oysk + trastuzumab'
    """
    return " + ".join(sorted(set(parts)))


class Names:
    """The lexicon of drug names, a frozen value: look a name up, find names in a text, judge one that is unknown."""

    __slots__ = ("_automaton", "_brand_counts", "_words", "brands", "generics", "surfaces")

    generics: Mapping[str, str]
    brands: Mapping[str, Brand]
    surfaces: tuple[str, ...]

    def __init__(self, generics: Mapping[str, str], brands: Mapping[str, Brand]) -> None:
        self.generics = MappingProxyType(generics)
        self.brands = MappingProxyType(brands)
        self.surfaces = (*generics, *brands)
        self._automaton: Automaton | None = None  # reading finds names with one of its own, which knows more
        self._words: dict[str, str] = {}
        self._brand_counts: Mapping[str, int] = {}

    def __contains__(self, key: object) -> bool:
        return key in self.generics or key in self.brands

    def canonical(self, name: str) -> str | None:
        """The normal form of a name in any spelling: a generic's own, a brand's drug; None when it is not known."""
        key = surface(name)
        if key in self.generics:
            return self.generics[key]
        if key in self.brands:
            return self.brands[key].drug
        if " + " in name:
            parts = [self.canonical(part) for part in name.split(" + ")]
            return compose(part for part in parts if part) if all(parts) else None
        return None

    def brand(self, name: str) -> Brand | None:
        """The brand of a name in any spelling; None when it is not known as one."""
        return self.brands.get(surface(name))

    def brands_beside(self, brand: str) -> int:
        """How many brands its drug is sold under, this one among them; 0 for a brand that is not known.

        >>> load_names().brands_beside("spinraza")
        1
        """
        if not self._brand_counts:
            self._brand_counts = Counter(known.drug for known in self.brands.values())
        known = self.brand(brand)
        return self._brand_counts[known.drug] if known else 0

    def is_product(self, drug: str) -> bool:
        """Whether some brand's drug is just this, with its suffix, as it is of every biosimilar.

        >>> load_names().is_product("aflibercept-ayyh")
        True
        """
        if not self._brand_counts:
            self._brand_counts = Counter(known.drug for known in self.brands.values())
        return drug in self._brand_counts

    def find(self, text: str) -> list[Hit]:
        """Every name in the text, left to right, longest first, none overlapping: (start, end, surface).

        Offsets are the text's own. A name stands between characters that are neither letters nor digits.
        """
        if self._automaton is None:
            self._automaton = Automaton(self.surfaces)
        return [hit for hit in self._automaton.find(matching_form(text)) if self._may_stand(text, hit)]

    def _may_stand(self, text: str, hit: Hit) -> bool:
        brand = self.brands.get(hit[2])
        return brand is None or not brand.capital or text[hit[0]].isupper()

    def candidates(self, word: str) -> tuple[str, ...]:
        """The normal forms nearest to a misspelled word, sorted; () for a known or ordinary word, or when none is near.

        One slip is forgiven in a word of up to 7 letters, two in a longer one, three from 13 letters on; in a brand never
        more than one. The first letter must be right, as it nearly always is. Never for a suffixed name: another suffix is
        another product.
        """
        key = surface(word)
        if len(key) < _SHORTEST_MISSPELLING or not key.isalpha() or key in self or key in ordinary_words():
            return ()
        if not self._words:
            self._words.update(_single_words(self))
        limit = 1 if len(key) <= 7 else 2 if len(key) <= 12 else 3
        near = [
            (distance, self._words[known])
            for known, distance, _ in extract(
                key, self._words.keys(), scorer=OSA.distance, score_cutoff=limit, limit=None
            )
            if known[0] == key[0] and (distance == 1 or known not in self.brands)
        ]
        least = min(near, default=(0, ""))[0]
        return tuple(sorted({normal for distance, normal in near if distance == least}))

    def closest(self, word: str) -> str | None:
        """The normal form that a misspelled word was meant to be, only if exactly one is near enough."""
        meant = self.candidates(word)
        return meant[0] if len(meant) == 1 else None


_SHORTEST_MISSPELLING = 6


def _single_words(names: Names) -> Iterator[tuple[str, str]]:
    """What a misspelling can be meant for: official names of one word, and brands. Synonyms would only blur it."""
    for key, brand in names.brands.items():
        if key.isalpha() and len(key) > _SHORTEST_MISSPELLING:
            yield key, brand.drug
    for normal in names.generics.values():
        if normal.isalpha() and len(normal) >= _SHORTEST_MISSPELLING:
            yield normal, normal


def _table(name: str) -> str:
    return resources.files("auditor.lexicon").joinpath("data", name).read_text(encoding="utf-8")


@cache
def parts_of_names() -> frozenset[str]:
    """The words of all generic names: "deruxtecan" is one of datopotamab deruxtecan.

    >>> "deruxtecan" in parts_of_names(), "deruxte" in parts_of_names()
    (True, False)
    """
    return frozenset(word for name in load_names().generics for word in name.split())


@cache
def ordinary_words() -> frozenset[str]:
    """English words that are a slip away from a drug's name and must not be taken for it (from the SCOWL word lists)."""
    return frozenset(_table("ordinary.txt").split())


@cache
def load_names() -> Names:
    """The embedded lexicon. Read once in a process."""
    generics = dict(line.split("\t") for line in _table("generics.tsv").splitlines())
    brands = {}
    for line in _table("brands.tsv").splitlines():
        key, name, drug, full, capital = line.split("\t")
        brands[key] = Brand(name, drug, full, capital == "capital")
    return Names(generics, brands)
