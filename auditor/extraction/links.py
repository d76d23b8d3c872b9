"""What a relation yields: two references, tied by a named pattern, with the polarity of the text that ties them."""

from __future__ import annotations

from typing import NamedTuple

from auditor.extraction.tags import Reading
from auditor.lexicon.names import Names
from auditor.model.assertions import Confidence, Kind, Mention, Polarity, Qualifiers


class Ref(NamedTuple):
    """A value and the mention that shows it; without a mention the text only implies it.

    A drug that only its brand names has the brand in `brand` and no value yet: what the brand stands for is settled
    when the whole document is read.
    """

    value: str
    mention: Mention | None = None
    brand: str = ""


class Link(NamedTuple):
    """One claim in one sentence; `first` and `last` are the outermost tokens that it rests on."""

    kind: Kind
    subject: Ref
    object: Ref
    pattern: str
    first: int
    last: int
    confidence: Confidence = "high"
    polarity: Polarity | None = None  # None: to be read from the sentence
    qualifiers: Qualifiers = ()


class Item(NamedTuple):
    """Mentions that stand in one place of a sentence's pattern: one code, or several coordinated ones; a drug with its brand."""

    tag: str
    first: int
    last: int
    refs: tuple[Ref, ...]
    compared: bool = False


def ref(mention: Mention) -> Ref:
    """A reference to what the mention itself says."""
    return Ref("", mention, brand=mention.value) if mention.kind == "brand" else Ref(mention.value, mention)


def product_of(drug: Ref, names: Names) -> str:
    """What a drug's name or brand stands for, with its suffix; the brand itself, where the lexicon does not know it."""
    return drug.value or names.canonical(drug.brand) or drug.brand


def without_brackets(gap: str) -> str:
    """A gap with its closed brackets left out: what stands in them is said aside."""
    while True:
        end = gap.find(")")
        start = gap.rfind("(", 0, end) if end >= 0 else -1
        if start < 0:
            return gap
        gap = gap[:start] + gap[end + 1 :]


def tokens(reading: Reading, tags: str) -> list[int]:
    """The positions of the tokens that have one of the tags."""
    return [index for index, tag in enumerate(reading.tags) if tag in tags]
