"""Values that are packed are the values that they were, and cannot be told from others but by their room."""

from __future__ import annotations

import msgspec
import pytest

from auditor.model import keeping
from auditor.model.findings import Finding, Location, Value
from auditor.model.pile import TOGETHER, Pile, like, pile
from auditor.model.source import Place

FEW, MANY, VERY_MANY = 3, 2 * TOGETHER + 1, 2**16


def place(number: int) -> Location:
    """One of many, with words in it that a finding's keys are made of too."""
    return Location(f"{number:06}.md", Place(number, number + 5, 1, 1, 1, 6), '"related": [] çrelated', "calls it so")


def finding(places: int) -> Finding:
    """One of which so many places are related."""
    value = Value("related", "unknown", places, ("0.md",))
    related = tuple(map(place, range(1, places + 1)))
    return Finding("AUD106", "name", "error", "high", "JW", "related", "0" * 16, (value,), place(0), related)


def packed(whole: Finding) -> Finding:
    """The same, with its places packed."""
    return msgspec.structs.replace(whole, related=pile(Location, whole.related))


def test_a_pile_has_the_values_of_a_tuple_in_their_order() -> None:
    values = tuple(map(place, range(MANY)))
    made = pile(Location, values)
    assert isinstance(made, Pile)
    assert tuple(made) == values
    assert len(made) == MANY
    assert (made[0], made[-1], made[TOGETHER]) == (values[0], values[-1], values[TOGETHER])
    assert (made[:2], made[TOGETHER - 1 : TOGETHER + 1], made[::-1]) == (values[:2], values[255:257], values[::-1])
    with pytest.raises(IndexError):
        made[MANY]


def test_a_pile_equals_what_holds_the_same_values() -> None:
    values = tuple(map(place, range(MANY)))
    made = pile(Location, values)
    assert made == values
    assert values == made
    assert made == pile(Location, values)
    assert made != values[:-1]
    assert made != (*values[:-1], values[0])
    assert made != object()


def test_what_is_little_is_not_packed() -> None:
    values = tuple(map(place, range(FEW)))
    assert type(pile(Location, values)) is tuple
    assert like([pile(Location, map(place, range(MANY)))], Location, values) == values


def test_what_was_made_of_something_packed_is_packed_too() -> None:
    many = [place(number) for number in range(MANY)]
    assert isinstance(like([(), pile(Location, many)], Location, iter(many)), Pile)
    assert type(like([many], Location, iter(many))) is tuple


@pytest.mark.parametrize("places", [MANY, VERY_MANY])
def test_a_finding_is_the_same_packed_or_not(places: int) -> None:
    whole = finding(places)
    assert packed(whole) == whole
    assert keeping.digest(packed(whole)) == keeping.digest(whole)
    assert keeping.decode(keeping.encode(packed(whole))) == whole
    assert len(keeping.encode(packed(whole))) < len(keeping.encode(whole)) / 4


@pytest.mark.parametrize("places", [0, FEW, MANY])
def test_what_is_not_packed_is_kept_as_it_ever_was(places: int) -> None:
    whole = finding(places)
    assert keeping.encode(whole) == msgspec.msgpack.encode(whole)
    assert keeping.decode(keeping.encode(whole)) == whole
    assert type(keeping.decode(keeping.encode(whole)).related) is tuple


def test_a_pile_that_was_damaged_is_no_finding() -> None:
    kept = msgspec.msgpack.decode(keeping.encode(packed(finding(MANY))))
    for length, chunks in ((MANY + 1, kept[2]), (MANY, kept[2][:-1]), (MANY, [b"", *kept[2][1:]]), (0, [])):
        with pytest.raises(ValueError):  # noqa: PT011 - whatever it says
            keeping.decode(msgspec.msgpack.encode([kept[0], length, chunks]))
