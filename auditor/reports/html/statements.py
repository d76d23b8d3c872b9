"""What the documents say, each thing once: the report's own view of claims, made of the documents' assertions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from auditor.graph import ENDS
from auditor.model.assertions import Kind, Polarity
from auditor.model.findings import DocumentInfo, Verdict
from auditor.reports.html.words import phrase

Key = tuple[Kind, str, str, Polarity, Verdict]


class Mark(msgspec.Struct, frozen=True):
    """Where something is said: the document, the number of the mark in it, from 1, and the line."""

    document: str
    number: int
    line: int


class Statement(msgspec.Struct, frozen=True):
    """One thing that is said, everyone who says it, and how the reference judges it."""

    kind: Kind
    subject: str
    object: str
    polarity: Polarity
    verdict: Verdict
    places: tuple[Mark, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """Those who say it, sorted."""
        return tuple(sorted({one.document for one in self.places}))

    @property
    def words(self) -> str:
        """What is said: "J9355 is not called atezolizumab"."""
        return phrase(self.kind, self.polarity, self.subject, self.object)


class Statements(msgspec.Struct, frozen=True):
    """All that is said, and of each code and drug what concerns it."""

    every: tuple[Statement, ...]
    about: Mapping[tuple[str, str], tuple[Statement, ...]]  # by ("code", "J9355"), ("drug", "trastuzumab"), ...

    def names(self, kind: str) -> list[str]:
        """The codes, drugs, brands ... that are spoken of, sorted."""
        return sorted(name for one, name in self.about if one == kind)


def statements(documents: Iterable[DocumentInfo]) -> Statements:
    """What the documents say, by kind, subject and object."""
    groups: dict[Key, list[Mark]] = {}
    for document in documents:
        for number, one in enumerate(document.said, 1):
            said = one.assertion
            key = (said.kind, said.subject, said.object, said.polarity, one.verdict)
            groups.setdefault(key, []).append(Mark(document.name, number, said.place.line))
    every = tuple(Statement(*key, tuple(places)) for key, places in sorted(groups.items()))
    about: dict[tuple[str, str], dict[Statement, None]] = {}
    for statement in every:
        ends = zip(ENDS[statement.kind], (statement.subject, statement.object), strict=True)
        for kind, name in ends:
            about.setdefault((kind, name), {})[statement] = None
    return Statements(every, {name: tuple(found) for name, found in sorted(about.items())})
