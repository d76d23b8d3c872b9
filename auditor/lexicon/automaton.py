"""Many names found in one pass: the Aho-Corasick automaton over all surfaces, and what counts as a hit of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import ahocorasick_rs

from auditor.lexicon.spelling import REGISTERED

Hit = tuple[int, int, str]  # start, end, surface

_LONGEST = 72  # characters; tools/build_names.py admits none longer than 70
_FEW: Final = 40_000  # characters of the texts that are searched without an automaton of everything
_LOOK: Final = 5_000  # characters that a short text counts for: all surfaces are looked through for it as well
_HEAD: Final = 5  # characters at the start of a surface that tell most of those apart that do not stand in a text
_REGISTERED_SIGNS = tuple(REGISTERED)
_WORDS = re.compile(r" ([a-z0-9'/]+)(?: ([a-z0-9'/]+))?(?: ([a-z0-9'/]+))?")


class _Machine(NamedTuple):
    """What finds surfaces in a text, each by its number; which they are, and whether of several words."""

    matches: Callable[[str], Iterable[tuple[int, int, int]]]
    surfaces: Sequence[str]
    phrases: Sequence[bool]


class Automaton:
    """Finds surfaces in a text's matching form, left to right, the longest first, none overlapping.

    A hit stands between characters that are neither letters nor digits.
    """

    __slots__ = ("_known", "_seen", "_surfaces", "_whole")

    def __init__(self, surfaces: Collection[str]) -> None:
        self._surfaces = tuple(surfaces)
        self._known = frozenset(self._surfaces)
        self._whole: _Machine | None = None
        self._seen = 0  # characters

    def find(self, form: str, *, plurals: bool = False) -> list[Hit]:
        """Every hit in a matching form. With `plurals`, a hit may be followed by an s that its span leaves out."""
        found: list[Hit] = []
        last, length = 0, len(form)
        machine = self._machine_for(form)
        for index, start, end in machine.matches(form):
            if start < last:
                continue
            hits: Iterable[Hit]
            if (start and form[start - 1].isalnum()) or (end < length and not _ends(form, end, plurals)):
                if not machine.phrases[index]:
                    continue  # "it" in "with": most of what is found, and nothing shorter stands in it
                hits = self._retry(form, start, end, machine)
            elif end < length and form[end] in _REGISTERED_SIGNS:
                hits = ((start, end, machine.surfaces[index]),)
            else:
                found.append((start, end, machine.surfaces[index]))
                last = end
                continue
            for hit in hits:
                longer = self._past_registered(form, hit) if form[hit[1] : hit[1] + 1] in _REGISTERED_SIGNS else hit
                if hit[0] >= last:
                    found.append(longer)
                    last = longer[1]
        return found

    def _machine_for(self, form: str) -> _Machine:
        """What finds the surfaces in a text: all of them, or as long as few texts were searched, just those that stand in it.

        Both find the same. To build one of all takes as long as reading ten articles, which a run that reads one does not need.
        """
        if self._whole is None:
            self._seen += max(len(form), _LOOK)
            if self._seen <= _FEW:
                heads = {form[at : at + size] for size in range(1, _HEAD + 1) for at in range(len(form))}
                return _machine([one for one in self._surfaces if one[:_HEAD] in heads and one in form])
            self._whole = _machine(self._surfaces)
        return self._whole

    def _retry(self, form: str, start: int, end: int, machine: _Machine) -> Iterator[Hit]:
        """Shorter or later names where the longest one cuts a word in two ("tacrolimusxl", "subaflibercept")."""
        if not (start and form[start - 1].isalnum()):
            for cut in _blanks_backwards(form, start, end):
                if form[start:cut] in self._known:
                    yield start, cut, form[start:cut]
                    break
        blank = form.find(" ", start, end)
        while blank != -1:  # a name may begin at any later word of the one that failed
            for index, first, stop in machine.matches(form[blank + 1 : end + _LONGEST]):
                low, high = first + blank + 1, stop + blank + 1
                if low >= end:
                    break
                if not form[low - 1].isalnum() and not form[high : high + 1].isalnum():
                    yield low, high, machine.surfaces[index]
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


def _machine(surfaces: Sequence[str]) -> _Machine:
    built = ahocorasick_rs.AhoCorasick(surfaces, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Machine(built.find_matches_as_indexes, surfaces, [" " in surface for surface in surfaces])


def _ends(form: str, end: int, plurals: bool) -> bool:
    if not form[end].isalnum():
        return True
    return plurals and form[end] == "s" and not form[end + 1 : end + 2].isalnum()


def _blanks_backwards(form: str, start: int, end: int) -> Iterator[int]:
    cut = form.rfind(" ", start, end)
    while cut > start:
        yield cut
        cut = form.rfind(" ", start, cut)
