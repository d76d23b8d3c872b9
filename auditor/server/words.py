"""What stands under a cursor: a code, a drug, a brand or a modifier, by the name that the corpus and the reference use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from auditor.lexicon.names import Names
from auditor.model.assertions import Extraction
from auditor.model.source import Lines, Place, Span
from auditor.reference.authority import Authority

_CODE: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]\d{4}(?![A-Za-z0-9])")
_MODIFIER: Final = re.compile(r"(?<![A-Za-z0-9])[A-Z0-9]{2}(?![A-Za-z0-9])")


class Word(NamedTuple):
    """A name in its normal form, and where it stands in the text."""

    name: str
    place: Place


def word_at(
    text: str, offset: int, extraction: Extraction | None, names: Names, authority: Authority | None
) -> Word | None:
    """What the reading of the text found there; else what looks like a name of the field."""
    lines = Lines(text)
    read = [word for word in _read(extraction) if word.place.start <= offset <= word.place.end] if extraction else []
    if read:
        return min(read, key=lambda word: (word.place.end - word.place.start, word))
    start, end = _line(lines, text, offset)
    line, column = text[start:end], offset - start
    for name, first, last in _looks_like(line, names, authority):
        if first <= column <= last:
            return Word(name, lines.place(Span(start + first, start + last)))
    return None


def _read(extraction: Extraction) -> Iterator[Word]:
    for said in extraction.assertions:
        for name, place in ((said.subject, said.subject_place), (said.object, said.object_place)):
            if place is not None:
                yield Word(name, place)
    for mention in extraction.codes:
        if mention.place is not None:
            yield Word(mention.code, mention.place)


def _looks_like(line: str, names: Names, authority: Authority | None) -> Iterator[tuple[str, int, int]]:
    for code in _CODE.finditer(line):
        yield code[0].upper(), code.start(), code.end()
    for start, end, surface in names.find(line):
        brand = names.brands.get(surface)
        yield brand.name if brand else names.generics[surface], start, end
    if authority is not None:
        for modifier in _MODIFIER.finditer(line):
            if modifier[0] in authority.reference.modifiers:
                yield modifier[0], modifier.start(), modifier.end()


def _line(lines: Lines, text: str, offset: int) -> tuple[int, int]:
    row = lines.position(offset)[0] - 1
    start = lines.starts[row]
    end = lines.starts[row + 1] if row + 1 < len(lines.starts) else len(text)
    return start, end
