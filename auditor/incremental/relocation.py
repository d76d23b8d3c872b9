"""What an edit leaves as it was but for its place: statements further down a document, and the findings that point at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

import msgspec

from auditor.model.assertions import Assertion, CodeMention, Extraction
from auditor.model.findings import Finding, Location
from auditor.model.pile import like
from auditor.model.source import Place

Statement: TypeAlias = Assertion | CodeMention
ANNOUNCING: Final = frozenset({"title", "address"})  # where a code stands that a document is about


class Moved(msgspec.Struct, frozen=True):
    """The statements of two versions of a document that differ in more than their place, and where the others went."""

    different: tuple[Statement, ...]
    places: Mapping[Place, Place] = MappingProxyType({})  # only those that changed
    sections: Mapping[Place, tuple[str, ...]] = MappingProxyType({})  # by old place; only those that changed


def compare(old: Sequence[Statement], new: Sequence[Statement]) -> Moved:
    """What differs. Statements have only moved if none of them overtook, met or left another."""
    before, after = _by_content(old), _by_content(new)
    different: list[Statement] = []
    pairs: list[tuple[Statement, Statement]] = []
    for content in before.keys() | after.keys():
        left, right = before.get(content, []), after.get(content, [])
        if len(left) == len(right):
            pairs += zip(left, right, strict=True)
        else:
            different += [*left, *right]
    places = _moves(pairs)
    if places is None:
        return Moved((*different, *(one for pair in pairs if pair[0] != pair[1] for one in pair)))
    sections = {place: new.section for old, new in pairs if old.section != new.section for place in _places(old)}
    return Moved(tuple(different), {place: to for place, to in places.items() if place != to}, sections)


def compared(old: Extraction | None, new: Extraction | None) -> Moved:
    """The same of two versions of a document, of which one may be missing. In a document of another date everything differs."""
    before, after = _statements(old), _statements(new)
    if old and new and old.dated == new.dated:
        return compare(before, after)
    return Moved((*before, *after))


def announced(extraction: Extraction | None) -> set[str]:
    """The codes that a document names in its title or address."""
    return {one.code for one in extraction.codes if one.role in ANNOUNCING} if extraction else set()


def _statements(extraction: Extraction | None) -> tuple[Statement, ...]:
    return (*extraction.assertions, *extraction.codes) if extraction else ()


def relocated(finding: Finding, document: str, moved: Moved) -> Finding:
    """The finding with what it points at in the document where that stands now."""

    def at(location: Location) -> Location:
        if location.document != document:
            return location
        place = moved.places.get(location.place, location.place)
        focus = moved.places.get(location.focus, location.focus) if location.focus else None
        section = moved.sections.get(location.place, location.section)
        return msgspec.structs.replace(location, place=place, focus=focus, section=section)

    related = like([finding.related], Location, map(at, finding.related))
    return msgspec.structs.replace(finding, primary=at(finding.primary), related=related)


def _by_content(statements: Iterable[Statement]) -> dict[tuple[object, ...], list[Statement]]:
    found: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for one in statements:
        found[_content(one)].append(one)
    return found


def _content(one: Statement) -> tuple[object, ...]:
    """All of a statement but where it stands."""
    values = (getattr(one, name) for name in one.__struct_fields__ if name != "section")
    return tuple(value is not None if isinstance(value, Place) or value is None else value for value in values)


def _moves(pairs: Iterable[tuple[Statement, Statement]]) -> dict[Place, Place] | None:
    """Where each place went; None if the order of beginnings and ends is no longer what it was."""
    places: dict[Place, Place] = {}
    for old, new in pairs:
        for place, to in zip(_places(old), _places(new), strict=True):
            if places.setdefault(place, to) != to:
                return None
    offsets: dict[int, int] = {}
    for place, to in places.items():
        if offsets.setdefault(place.start, to.start) != to.start or offsets.setdefault(place.end, to.end) != to.end:
            return None
    there = [offsets[offset] for offset in sorted(offsets)]
    return places if all(one < other for one, other in pairwise(there)) else None


def _places(one: Statement) -> list[Place]:
    values = (getattr(one, name) for name in one.__struct_fields__)
    return [value for value in values if isinstance(value, Place)]
