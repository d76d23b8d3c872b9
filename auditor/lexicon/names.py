"""The names of drugs: two tables, one automaton over both, and what can be told of a name that is in neither.

The tables are built by tools/build_names.py from public releases; see there for the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

import ahocorasick_rs
import msgspec
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from auditor.lexicon.spelling import REGISTERED, matching_form, surface
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

Hit = tuple[int, int, str]  # start, end, surface


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
NOT_SUFFIXES = frozenset({"acid", "alfa", "base", "beta", "dose", "free", "iron", "live", "lock", "type"})
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

    __slots__ = ("_automaton", "_words", "brands", "generics", "surfaces")

    generics: Mapping[str, str]
    brands: Mapping[str, Brand]
    surfaces: tuple[str, ...]

    def __init__(self, generics: Mapping[str, str], brands: Mapping[str, Brand]) -> None:
        self.generics = MappingProxyType(generics)
        self.brands = MappingProxyType(brands)
        self.surfaces = (*generics, *brands)
        self._automaton = ahocorasick_rs.AhoCorasick(self.surfaces, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._words: dict[str, str] = {}

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

    def find(self, text: str) -> list[Hit]:
        """Every name in the text, left to right, longest first, none overlapping: (start, end, surface).

        Offsets are the text's own. A name stands between characters that are neither letters nor digits.
        """
        form = matching_form(text)
        found: list[Hit] = []
        last = 0
        for index, start, end in self._automaton.find_matches_as_indexes(form):
            if start < last:
                continue
            if (start and form[start - 1].isalnum()) or (end < len(form) and form[end].isalnum()):
                hits: Iterable[Hit] = self._retry(form, start, end)
            else:
                hits = ((start, end, self.surfaces[index]),)
            for hit in hits:
                longer = self._past_registered(form, hit) if form[hit[1] : hit[1] + 1] in _REGISTERED_SIGNS else hit
                if hit[0] >= last and self._may_stand(text, longer):
                    found.append(longer)
                    last = longer[1]
        return found

    def _retry(self, form: str, start: int, end: int) -> Iterator[Hit]:
        """Shorter or later names where the longest one cuts a word in two ("tacrolimusxl", "subaflibercept")."""
        if not (start and form[start - 1].isalnum()):
            for cut in _blanks_backwards(form, start, end):
                if form[start:cut] in self:
                    yield start, cut, form[start:cut]
                    break
        blank = form.find(" ", start, end)
        while blank != -1:  # a name may begin at any later word of the one that failed
            for index, first, stop in self._automaton.find_matches_as_indexes(form[blank + 1 : end + _LONGEST]):
                low, high = first + blank + 1, stop + blank + 1
                if low >= end:
                    break
                if not form[low - 1].isalnum() and not form[high : high + 1].isalnum():
                    yield low, high, self.surfaces[index]
            blank = form.find(" ", blank + 1, end)

    def _past_registered(self, form: str, hit: Hit) -> Hit:
        """The brand that "Simponi® Aria" is: looks over the sign, word by word."""
        start, end, key = hit
        best = hit
        words = _WORDS.match(form, end + 1)
        for number, word in enumerate(words.groups() if words else (), 1):
            if words is None or word is None:
                break
            key = f"{key} {word}"
            if key in self:
                best = (start, words.end(number), key)
        return best

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


_LONGEST = 72  # characters; tools/build_names.py admits none longer than 70
_SHORTEST_MISSPELLING = 6
_REGISTERED_SIGNS = tuple(REGISTERED)
_WORDS = re.compile(r" ?([a-z0-9'/]+)(?: ([a-z0-9'/]+))?(?: ([a-z0-9'/]+))?")


def _blanks_backwards(form: str, start: int, end: int) -> Iterator[int]:
    cut = form.rfind(" ", start, end)
    while cut > start:
        yield cut
        cut = form.rfind(" ", start, cut)


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
