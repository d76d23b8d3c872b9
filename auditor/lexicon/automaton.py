"""Many names found in one pass: the Aho-Corasick automaton over all surfaces, and what counts as a hit of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

import ahocorasick_rs

from auditor.lexicon.spelling import REGISTERED

Hit = tuple[int, int, str]  # start, end, surface

_LONGEST = 72  # characters; tools/build_names.py admits none longer than 70
_REGISTERED_SIGNS = tuple(REGISTERED)
_WORDS = re.compile(r" ([a-z0-9'/]+)(?: ([a-z0-9'/]+))?(?: ([a-z0-9'/]+))?")


class Automaton:
    """Finds surfaces in a text's matching form, left to right, the longest first, none overlapping.

    A hit stands between characters that are neither letters nor digits.
    """

    __slots__ = ("_automaton", "_known", "_phrases", "_surfaces")

    def __init__(self, surfaces: Collection[str]) -> None:
        self._surfaces = tuple(surfaces)
        self._known = frozenset(self._surfaces)
        self._phrases = tuple(" " in surface for surface in self._surfaces)
        self._automaton = ahocorasick_rs.AhoCorasick(self._surfaces, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, form: str, *, plurals: bool = False) -> list[Hit]:
        """Every hit in a matching form. With `plurals`, a hit may be followed by an s that its span leaves out."""
        found: list[Hit] = []
        last, length = 0, len(form)
        for index, start, end in self._automaton.find_matches_as_indexes(form):
            if start < last:
                continue
            hits: Iterable[Hit]
            if (start and form[start - 1].isalnum()) or (end < length and not _ends(form, end, plurals)):
                if not self._phrases[index]:
                    continue  # "it" in "with": most of what is found, and nothing shorter stands in it
                hits = self._retry(form, start, end)
            elif end < length and form[end] in _REGISTERED_SIGNS:
                hits = ((start, end, self._surfaces[index]),)
            else:
                found.append((start, end, self._surfaces[index]))
                last = end
                continue
            for hit in hits:
                longer = self._past_registered(form, hit) if form[hit[1] : hit[1] + 1] in _REGISTERED_SIGNS else hit
                if hit[0] >= last:
                    found.append(longer)
                    last = longer[1]
        return found

    def _retry(self, form: str, start: int, end: int) -> Iterator[Hit]:
        """Shorter or later names where the longest one cuts a word in two ("tacrolimusxl", "subaflibercept")."""
        if not (start and form[start - 1].isalnum()):
            for cut in _blanks_backwards(form, start, end):
                if form[start:cut] in self._known:
                    yield start, cut, form[start:cut]
                    break
        blank = form.find(" ", start, end)
        while blank != -1:  # a name may begin at any later word of the one that failed
            for index, first, stop in self._automaton.find_matches_as_indexes(form[blank + 1 : end + _LONGEST]):
                low, high = first + blank + 1, stop + blank + 1
                if low >= end:
                    break
                if not form[low - 1].isalnum() and not form[high : high + 1].isalnum():
                    yield low, high, self._surfaces[index]
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
            if key in self._known:
                best = (start, words.end(number), key)
        return best


def _ends(form: str, end: int, plurals: bool) -> bool:
    if not form[end].isalnum():
        return True
    return plurals and form[end] == "s" and not form[end + 1 : end + 2].isalnum()


def _blanks_backwards(form: str, start: int, end: int) -> Iterator[int]:
    cut = form.rfind(" ", start, end)
    while cut > start:
        yield cut
        cut = form.rfind(" ", start, cut)
