"""Slow patterns behind a quick look: a long list of phrases is searched for only where one of its words stands.

A regular expression of fifty phrases tries each of them at each character. An automaton sees all their words in one
pass, thirty times as fast, and in most sentences it sees none. The words are read off the pattern itself, so that
there is no second list to keep.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise
from sys import maxsize
from typing import Final, NamedTuple

import ahocorasick_rs

from auditor.extraction.caseless import caseless, lowered
from auditor.extraction.grammar import Phrase, Trigger

_PART: Final = re.compile(
    r"(?P<aside>\(\?<?[!=])|(?P<open>\((?:\?(?::|P<\w+>))?)|(?P<close>\))|(?P<or>\|)|(?P<optional>(?:[?*]|\{0?,\d+\})[+?]?)|"
    r"(?P<repeated>(?:\+|\{[1-9]\d*(?:,\d*)?\})[+?]?)|(?P<place>[\^$]|\\[bBAZ])|(?P<any>\.|\\[wWdDsS]|\[\^?.(?:\\.|[^\]\\])*\])|"
    r"\\?(?P<letter>.)",
    re.DOTALL,
)
_SIGN: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_NOTHING: Final = frozenset[str]()
_LETTERS: Final = re.compile(r"\[([^\\^\]-]+)\]")  # a class that lists its few letters


def words_of(pattern: str) -> frozenset[str]:
    r"""Strings in lower case of which every match of a pattern holds one; none if no such strings can be told.

    >>> sorted(words_of(r"\b(?:rumou?r|web ?(?:page|site)|colleague)\b"))
    ['colleague', 'page', 'rumo', 'site']
    """
    return _words(_PART.finditer(pattern))


def _words(parts: Iterator[re.Match[str]]) -> frozenset[str]:
    """The same for the parts up to the end of the group that is open."""
    group = _Group()
    for part in parts:
        match part.lastgroup:
            case "close":
                break
            case "letter":
                group.run += part["letter"].lower()
            case "open":
                group.add(_words(parts))
            case "aside":
                _words(parts)
                group.end_run()
            case "or":
                group.end_branch()
            case "optional":
                group.drop_last()
            case "any" | "repeated":
                letters = _LETTERS.fullmatch(part[0])
                group.add(frozenset(letters[1].lower()) if letters else frozenset())
    return group.words()


class _Group:
    """The branches of a group of a pattern: of each branch the words that its pieces need."""

    def __init__(self) -> None:
        self.run = ""  # of letters, that is growing
        self._pieces: list[frozenset[str]] = []
        self._branches: list[frozenset[str]] = []

    def add(self, words: frozenset[str]) -> None:
        self.end_run()
        self._pieces.append(words)

    def end_run(self) -> None:
        if self.run:
            self._pieces.append(frozenset({self.run}))
        self.run = ""

    def drop_last(self) -> None:
        """What came last may be missing."""
        if self.run:
            self.run = self.run[:-1]
            self.end_run()
        else:
            self._pieces.pop()

    def end_branch(self) -> None:
        self.end_run()
        self._branches.append(max(self._pieces, key=_worth, default=frozenset()))
        self._pieces = []

    def words(self) -> frozenset[str]:
        self.end_branch()
        return frozenset().union(*self._branches) if all(self._branches) else frozenset()


def _worth(words: frozenset[str]) -> tuple[int, int]:
    """How well words tell where a pattern can match: the longer they are the better, a sign more than a letter, then the fewer."""
    return min((len(word) + (not word.isalpha()) for word in words), default=0), -len(words)


# Before a group that is one choice: what takes up no text.
_PLACES: Final = re.compile(r"(?:\\b|\^|\(\?<?[!=][^()]*\))*\(\?:")
_FEWEST: Final = 3  # branches that are worth a look of their own


def branches_of(pattern: str) -> list[str]:
    r"""The branches of a pattern, each a pattern of its own that can be looked for alone; in their order they find what it finds.

    A choice is parted where nothing before it takes up text, and where each branch has words to look for.

    >>> branches_of(r"\b(?:rumou?r|colleague|blog)\b|tells? you")
    ['\\b(?:rumou?r)\\b', '\\b(?:colleague)\\b', '\\b(?:blog)\\b', 'tells? you']
    """
    branches = [branch for whole in _choices(pattern, 0) for branch in _parted(whole)]
    return branches if all(map(words_of, branches)) else [pattern]


def _parted(pattern: str) -> list[str]:
    opens = _PLACES.match(pattern)
    end = _closes(pattern, opens.end()) if opens else 0
    if opens is None or pattern[end + 1 : end + 2] in {"?", "*", "+", "{"}:
        return [pattern]
    before, after = pattern[: opens.end()], pattern[end:]
    inner = _choices(pattern[opens.end() : end], 0)
    parted = [f"{before}{branch}{after}" for branch in inner]
    return parted if len(parted) >= _FEWEST and all(map(words_of, parted)) else [pattern]


def _choices(pattern: str, start: int) -> list[str]:
    """The branches of a pattern between its outermost bars."""
    cuts = [at for at, sign, depth in _signs(pattern, start) if sign == "|" and depth == 0]
    return [pattern[one + 1 : two] for one, two in pairwise([start - 1, *cuts, len(pattern)])]


def _closes(pattern: str, start: int) -> int:
    """Where the group that opened before `start` closes."""
    return next(at for at, sign, depth in _signs(pattern, start) if sign == ")" and depth < 0)


def _signs(pattern: str, start: int) -> Iterator[tuple[int, str, int]]:
    """The brackets and bars of a pattern, and how deep in groups the pattern is behind each."""
    depth = 0
    for sign in _SIGN.finditer(pattern, start):
        depth += {"(": 1, ")": -1}.get(sign[0], 0)
        if sign[0] in "()|":
            yield sign.start(), sign[0], depth


class Guarded:
    """A pattern that looks for its words before it looks for itself; it finds what the pattern finds, in lower case.

    Upper and lower case are alike.
    """

    __slots__ = ("_find_words", "pattern", "words")

    def __init__(self, words: str) -> None:
        needed = words_of(words)
        if not needed:
            raise ValueError(f"no words to look for in {words!r}")
        self.words = words
        self.pattern = caseless(words)
        self._find_words = ahocorasick_rs.AhoCorasick(sorted(needed)).find_matches_as_indexes

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match in `text[start:end]`, or None."""
        lower = lowered(text)
        return self.pattern.search(lower, start, end) if self._find_words(lower[start:end]) else None

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """All matches in `text[start:end]`."""
        lower = lowered(text)
        return self.pattern.finditer(lower, start, end) if self._find_words(lower[start:end]) else iter(())


class Looks:
    """One quick look at a text for many patterns that are asked of it one after the other, or of parts of it."""

    __slots__ = ("_find_words", "_owners", "patterns")

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        """`patterns`: the regular expressions by a name under which they are asked."""
        self.patterns = {name: tuple(alternatives) for name, alternatives in patterns.items()}
        owners: dict[str, list[str]] = {}
        for name, alternatives in self.patterns.items():
            for pattern in alternatives:
                words = words_of(pattern)
                if not words:
                    raise ValueError(f"no words to look for in the pattern of {name}")
                for word in sorted(words):
                    owners.setdefault(word, []).append(name)
        self._owners = tuple(owners.values())
        self._find_words = ahocorasick_rs.AhoCorasick(tuple(owners)).find_matches_as_indexes

    def possible(self, text: str, start: int = 0, end: int = maxsize) -> AbstractSet[str]:
        """The names of those that may match somewhere in `text[start:end]`; no other can."""
        found = self._find_words(lowered(text)[start:end], overlapping=True)
        return {name for word in {word for word, _, _ in found} for name in self._owners[word]} if found else _NOTHING


class Hit(NamedTuple):
    """Where a row of a table matches, and its name."""

    name: str
    match: re.Match[str]


class Phrases:
    """The rows of a table as patterns behind one quick look, which tells the few rows that a text can match at all.

    Upper and lower case are alike: the patterns are for text in lower case, and what they match is.
    """

    __slots__ = ("_branches", "_owners", "_words", "rows")

    def __init__(self, rows: Iterable[Phrase | Trigger]) -> None:
        self.rows: list[tuple[str, re.Pattern[str]]] = []
        self._branches: list[tuple[int, re.Pattern[str]]] = []  # of which row, and the pattern
        owners: dict[str, list[int]] = {}
        for index, row in enumerate(rows):
            self.rows.append((row.name, caseless(row.words)))
            if not words_of(row.words):
                raise ValueError(f"no words to look for in the pattern of {row.name}")
            for branch in branches_of(row.words):
                for word in sorted(words_of(branch)):
                    owners.setdefault(word, []).append(len(self._branches))
                self._branches.append((index, caseless(branch)))
        self._owners = tuple(owners.values())
        self._words = ahocorasick_rs.AhoCorasick(tuple(owners))

    def _possible(self, text: str, start: int, end: int) -> list[tuple[int, re.Pattern[str]]]:
        """The branches of rows that may match somewhere in `text[start:end]`, which is in lower case, in order."""
        found = self._words.find_matches_as_indexes(text[start:end], overlapping=True)
        if not found:
            return []
        seen = {word for word, _, _ in found}
        return [self._branches[at] for at in sorted({at for word in seen for at in self._owners[word]})]

    def search(self, text: str, start: int = 0, end: int = maxsize) -> Hit | None:
        """The first match of any row in `text[start:end]`, or None; where two begin at one place, that of the row that stands first."""
        lower = lowered(text)
        first: re.Match[str] | None = None
        of_row = 0
        for row, pattern in self._possible(lower, start, end):
            match = pattern.search(lower, start, end)
            if match and (first is None or match.start() < first.start()):
                first, of_row = match, row
        return Hit(self.rows[of_row][0], first) if first else None

    def each(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[Hit]:
        """The first match in `text[start:end]` of each row that has one, in the order of the rows."""
        lower = lowered(text)
        first: dict[int, re.Match[str]] = {}
        for row, pattern in self._possible(lower, start, end):
            match = pattern.search(lower, start, end)
            if match and (row not in first or match.start() < first[row].start()):
                first[row] = match
        return (Hit(self.rows[row][0], match) for row, match in first.items())

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[Hit]:
        """All matches in `text[start:end]`, in order, none overlapping."""
        lower = lowered(text)
        hits = [
            Hit(self.rows[row][0], match)
            for row, pattern in self._possible(lower, start, end)
            for match in pattern.finditer(lower, start, end)
        ]
        last = start
        for hit in sorted(hits, key=_start):
            if _start(hit) >= last:
                yield hit
                last = hit.match.end()


def _start(hit: Hit) -> int:
    return hit.match.start()
