"""What documents claim: mentions, entities, assertions, and the codes of which nothing was claimed."""

from __future__ import annotations

from typing import Literal

import msgspec

from auditor.model.ignores import Ignore
from auditor.model.source import Place

Kind = Literal[
    "code-drug",
    "code-unit",
    "drug-brand",
    "drug-target",
    "code-status",
    "code-successor",
    "code-route",
    "modifier-meaning",
]
Polarity = Literal["asserted", "denied", "historical", "hypothetical"]
Confidence = Literal["high", "medium", "low"]
EntityKind = Literal["code", "drug", "brand", "modifier", "target", "unit", "route", "status", "meaning"]

KINDS: tuple[Kind, ...] = (
    "code-drug",
    "code-unit",
    "drug-brand",
    "drug-target",
    "code-status",
    "code-successor",
    "code-route",
    "modifier-meaning",
)
POLARITIES: tuple[Polarity, ...] = ("asserted", "denied", "historical", "hypothetical")

Qualifiers = tuple[tuple[str, str], ...]  # sorted (name, value) pairs: valid_from, valid_to, manufacturer, ...


class Mention(msgspec.Struct, frozen=True, gc=False):
    """One name, code or quantity in a block's view, in its normal form. Offsets are the view's."""

    kind: str  # an EntityKind, or what the grammar needs besides (formulation, word classes, ...)
    start: int
    end: int
    value: str  # normal form: "J9371", "durvalumab", "10 mg", "PD-L1", "JW"


class Entity(msgspec.Struct, frozen=True, order=True):
    """A thing in the world that names stand for. Of a drug, `substances` are its active substances, sorted."""

    kind: EntityKind
    name: str
    substances: tuple[str, ...] = ()
    suffix: str = ""  # of a biologic: "anns", "dttb"
    formulation: str = ""  # "liposomal", "protein-bound", "depot", ...


class Resolution(msgspec.Struct, frozen=True):
    """What a name stands for: one entity, several (then it is ambiguous, and nothing is built on it), or none known."""

    name: str
    status: Literal["resolved", "ambiguous", "unresolved"]
    entities: tuple[Entity, ...] = ()


class Assertion(msgspec.Struct, frozen=True):
    """One occurrence of a claim: what the document says, how, and exactly where.

    `place` is the smallest sentence, heading, cell or row that asserts it, `quote` its source text
    as it stands. `subject_place` and `object_place` are None where the text only implies them.
    """

    document: str
    kind: Kind
    subject: str
    object: str
    polarity: Polarity
    place: Place
    quote: str
    section: tuple[str, ...] = ()
    subject_place: Place | None = None
    object_place: Place | None = None
    qualifiers: Qualifiers = ()
    confidence: Confidence = "high"
    pattern: str = ""  # the grammar rule that found it
    page: int | None = None
    misspelled: str = ""  # the drug's name as the text has it, where that is a slip of the pen
    dated: str = ""  # the day, ISO, of its part of the document, where that has a date of its own

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines, 1-based, that carry its subject or its object; of what the text only implies, the first line of its sentence."""
        shown = [place for place in (self.subject_place, self.object_place) if place is not None]
        held = {line for place in shown for line in range(place.line, place.end_line + 1)}
        return tuple(sorted(held)) or (self.place.line,)


class CodeMention(msgspec.Struct, frozen=True):
    """A code as it stands in a document, and the part that it plays there.

    `role`: `title` (title or first heading), `address` (file name, slug), `claimed` (an assertion came of it),
    `referred` (the text sends its reader to it), `unclaimed` (nothing came of it; `reason` says why), `malformed` (`quote` is none, but was meant as one: as `code`, where
    that is plain; `reason` says what is wrong with it).
    A code in an address has no place.
    """

    document: str
    code: str
    role: Literal["title", "address", "claimed", "referred", "unclaimed", "malformed"]
    place: Place | None = None
    quote: str = ""
    section: tuple[str, ...] = ()
    reason: str = ""
    written: str = ""  # the source text of the code itself, markup and all
    around: Place | None = None  # of the quote, where that is more than the code
    page: int | None = None


class Extraction(msgspec.Struct, frozen=True):
    """All that one document says. A pure function of its text, the lexicon and the grammar, so it can be cached."""

    document: str
    assertions: tuple[Assertion, ...] = ()
    codes: tuple[CodeMention, ...] = ()
    dated: str = ""  # the last day, ISO, of which the document says that it speaks
    ignores: tuple[Ignore, ...] = ()
