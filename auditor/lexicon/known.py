"""What a reader of the field knows of codes: which drugs each has denoted, in which units, given how. To read by, not to judge by.

A text that sets J2779, ranibizumab and 0.1 mg side by side in words that no pattern knows is understood all the same by
whoever knows the code. The table says no more than the embedded reference does, from which `tools/build_reference.py`
writes it; a test holds the two together. What a document says against it is never read with its help.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

import msgspec

from auditor.lexicon.names import split_suffix
from auditor.lexicon.units import same_unit

# Amounts by which a dose is counted, so that no piece is the unit: one Kyleena holds 19.5 mg, and is one unit of it.
_STEPS = frozenset(
    "0.01 0.1 0.25 0.5 1 2 2.5 3 5 10 15 20 25 30 40 50 60 75 80 100 125 150 200 250 300 500 600 1000".split()
)


class KnownCode(msgspec.Struct, frozen=True, gc=False):
    """What the code set has said of one code in any year.

    `drugs` are normal names, `units` normal amounts ("0.1 mg"). `last_day` is the ISO date with which
    the code ended, "" as long as it is valid. `routes` are those that
    its descriptor names, mostly none.
    """

    drugs: tuple[str, ...]
    units: tuple[str, ...]
    last_day: str
    routes: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the code is valid no longer."""
        return bool(self.last_day)

    def denotes(self, drug: str) -> bool:
        """Whether a name can be that of one of its drugs. It may leave a biologic suffix out, but not have another, or one more.

        >>> known_codes()["Q5107"].denotes("bevacizumab"), known_codes()["J9035"].denotes("bevacizumab-awwb")
        (True, False)
        """
        return any(_is_called(known, drug) for known in self.drugs)

    @property
    def counts_pieces(self) -> bool:
        """Whether one unit of it can be one piece: its descriptor gives no amount, or all that one device or pack holds."""
        return not self.units or all(unit.partition(" ")[0] not in _STEPS for unit in self.units)

    def counts(self, amount: str) -> bool:
        """Whether an amount is one of its units, however it is written; never of a code that has none.

        >>> known_codes()["J2779"].counts("100 mcg"), known_codes()["J2779"].counts("1 mg")
        (True, False)
        """
        return any(same_unit(amount, unit) for unit in self.units)

    def counts_otherwise(self, amount: str) -> bool:
        """Whether the code has units, and an amount is none of them."""
        return bool(self.units) and not self.counts(amount)


@lru_cache(maxsize=4096)
def _is_called(known: str, drug: str) -> bool:
    parts, said = known.split(" + "), drug.split(" + ")
    plain = {split_suffix(part)[0]: part for part in parts}
    return {split_suffix(part)[0] for part in said} == set(plain) and all(
        part in {split_suffix(part)[0], plain[split_suffix(part)[0]]} for part in said
    )


@cache
def known_codes() -> Mapping[str, KnownCode]:
    """The embedded table by code. Read once in a process.

    >>> known_codes()["J2779"]
    KnownCode(drugs=('ranibizumab',), units=('0.1 mg',), last_day='', routes=('implant', 'intravitreal'))
    """
    text = resources.files("auditor.lexicon").joinpath("data", "codes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return MappingProxyType(
        {
            code: KnownCode(_split(drugs), _split(units), last_day, _split(routes))
            for code, drugs, units, last_day, routes in rows
        }
    )


def counts_pieces(code: str) -> bool:
    """Whether one unit of a code can be one piece; of a code that nobody knows it can."""
    known = known_codes().get(code)
    return known is None or known.counts_pieces


def is_over(code: str) -> bool:
    """Whether the code set has ended a code."""
    known = known_codes().get(code)
    return known is not None and known.is_over


def is_in_use(code: str) -> bool:
    """Whether the code set has a code, and has not ended it."""
    known = known_codes().get(code)
    return known is not None and not known.is_over


def came_after(new: str, old: str) -> bool:
    """Whether the one of two codes is over, and the other, of the same drug, is valid after it.

    >>> came_after("J1299", "J1300"), came_after("J1300", "J1299"), came_after("Q5151", "J1300")
    (True, False, False)
    """
    one, other = known_codes().get(new), known_codes().get(old)
    if one is None or other is None or new == old or not other.last_day:
        return False
    later = not one.last_day or one.last_day > other.last_day
    return later and not set(one.drugs).isdisjoint(other.drugs)


def _split(names: str) -> tuple[str, ...]:
    return tuple(filter(None, names.split("|")))
