"""Attack strings for a regular expression, derived from its parse tree.

What makes a matcher that backtracks slow is a repetition that can be cut up in many ways. So for each repetition without
a small bound: a text that leads up to it, then what it repeats, many times, in each way that the rest of the pattern
could tell apart, then an end that fits nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final, NamedTuple

SMALL: Final = 12  # times: what is repeated no oftener cannot take long
WITNESSES: Final = 6  # ways to fit a group that are tried
CANDIDATES: Final = "aAsSbmgJjx019 \t\n\r_-.,;:()[]{}<>|*`#&=/\\\"'!?%$+~^@é–ſ\u200b\x01"
END: Final = "\x02"

_REPEATS: Final = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
_SINGLE: Final = (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY, op.CATEGORY)


class Attack(NamedTuple):
    """A text of any length: its start once, what is repeated, its end once."""

    start: str
    repeated: str
    end: str

    def text(self, size: int) -> str:
        """The text of about so many characters."""
        return self.start + self.repeated * (size // len(self.repeated) + 1) + self.end


def attacks(pattern: re.Pattern[str]) -> Iterator[Attack]:
    """Texts on which the pattern is slow if it can be."""
    tree = _parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    letters = _letters(tree, pattern.flags)
    seen = set()
    for lead, body in _repeats(list(tree), ("",), letters):
        for start, repeated in product(lead, islice(_witnesses(body, letters), WITNESSES)):
            for attack in (
                Attack(start, repeated, END),
                Attack(start, repeated, ""),
                Attack("", start + repeated, END),
            ):
                if attack.repeated and attack not in seen:
                    seen.add(attack)
                    yield attack


class _Letters:
    """Which of the candidates fit a node that stands for one character: one of each sort that the pattern tells apart."""

    def __init__(self, candidates: str, singles: Sequence[Any], flags: int) -> None:
        self._flags = flags
        self._fitting: dict[str, list[str]] = {}
        sorts: dict[tuple[bool, ...], str] = {}
        for letter in candidates:
            sorts.setdefault(tuple(letter in self.all(node, candidates) for node in singles), letter)
        self._kept = "".join(sorts.values())

    def all(self, node: Any, candidates: str) -> list[str]:
        key = repr(node)
        if key not in self._fitting:
            pattern = re.compile(_source(node), self._flags & (re.IGNORECASE | re.ASCII | re.DOTALL))
            self._fitting[key] = [letter for letter in candidates if pattern.fullmatch(letter)]
        return self._fitting[key]

    def of(self, node: Any) -> list[str]:
        """One of each sort that fits."""
        fitting = self._fitting[repr(node)]
        return [letter for letter in fitting if letter in self._kept] or fitting[:1]


def _letters(tree: Any, flags: int) -> _Letters:
    singles = list(_singles(tree))
    literals = "".join(sorted({chr(value) for name, value in singles if name is op.LITERAL}))
    return _Letters(literals + "".join(c for c in CANDIDATES if c not in literals), singles, flags)


def _singles(tree: Any) -> Iterator[Any]:
    """All nodes that stand for one character."""
    for node in tree:
        if node[0] in _SINGLE:
            yield node
        for child in _children(node):
            yield from _singles(child)


def _children(node: Any) -> list[Any]:
    name, value = node
    if name is op.BRANCH:
        return list(value[1])
    if name in _REPEATS:
        return [value[2]]
    if name is op.SUBPATTERN:
        return [value[3]]
    if name is op.ATOMIC_GROUP:
        return [value]
    if name in {op.ASSERT, op.ASSERT_NOT}:
        return [value[1]]
    if name is op.GROUPREF_EXISTS:
        return [part for part in value[1:] if part is not None]
    return []


def _source(node: Any) -> str:
    """A pattern for a node that stands for one character."""
    name, value = node
    if name is op.ANY:
        return "."
    if name is op.LITERAL:
        return re.escape(chr(value))
    if name is op.NOT_LITERAL:
        return f"[^{_in_class(chr(value))}]"
    return f"[{''.join(map(_of_class, value))}]"


def _of_class(item: Any) -> str:
    name, value = item
    if name is op.NEGATE:
        return "^"
    if name is op.LITERAL:
        return _in_class(chr(value))
    if name is op.RANGE:
        return f"{_in_class(chr(value[0]))}-{_in_class(chr(value[1]))}"
    return _CATEGORIES[value]


def _in_class(letter: str) -> str:
    return f"\\{letter}" if letter in "^]\\-[&~|" else letter


_CATEGORIES: Final = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def _repeats(nodes: Sequence[Any], lead: tuple[str, ...], letters: _Letters) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every repetition that can be long, with texts that lead up to it."""
    for index, node in enumerate(nodes):
        before = tuple(start + one for start in lead for one in _first(nodes[:index], letters))
        if node[0] in _REPEATS and node[1][1] > SMALL:
            yield before, node[1][2]
        for child in _children(node):
            yield from _repeats(list(child), before, letters)


def _first(nodes: Sequence[Any], letters: _Letters) -> list[str]:
    return list(islice(_witnesses(nodes, letters), 1)) or [""]


def _witnesses(nodes: Any, letters: _Letters) -> Iterator[str]:
    """Texts that fit a sequence of nodes, the plainest first."""
    ways = [list(islice(_ways(node, letters), WITNESSES)) for node in nodes]
    return ("".join(parts) for parts in product(*ways))


def _ways(node: Any, letters: _Letters) -> Iterator[str]:
    name, value = node
    if name in _SINGLE:
        yield from letters.of(node)
    elif name is op.BRANCH:
        for branch in value[1]:
            yield from islice(_witnesses(branch, letters), 2)
    elif name in _REPEATS:
        for one in _witnesses(value[2], letters):
            yield one * max(value[0], min(1, value[1]))
        if value[0] == 0:
            yield ""
    elif name in {op.SUBPATTERN, op.ATOMIC_GROUP}:
        yield from _witnesses(_children(node)[0], letters)
    else:  # what looks around or back, and places
        yield ""
