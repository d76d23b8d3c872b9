"""What a text claims, in one line each, for tests that are about reading."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from auditor.extraction import extract
from auditor.extraction.relations.known import SUGGESTED as BY_KNOWLEDGE
from auditor.loading import discover, load
from auditor.model.assertions import Assertion, Extraction, Polarity
from auditor.model.source import Document, Media, Parsed
from auditor.readers import parse

ROOT: Final = Path(__file__).resolve().parents[2]
CORPUS: Final = ROOT / "corpus"
GOLD: Final = ROOT.parent / "shared" / "gold"  # labelled documents that lie beside the repository, where there are any

DENIED: Final = "denied"
HISTORICAL: Final = "historical"
HYPOTHETICAL: Final = "hypothetical"


class Claim(NamedTuple):
    """What is compared: an assertion without its place."""

    kind: str
    subject: str
    object: str
    polarity: str


class Case(NamedTuple):
    """A text and all that it claims."""

    text: str
    claims: frozenset[Claim]
    media: Media = "markdown"


def case(text: str, *claims: Claim, media: Media = "markdown") -> Case:
    """`case("J9022 is atezolizumab.", drug("J9022", "atezolizumab"))`; no claims: the text must give none."""
    return Case(text, frozenset(claims), media)


def drug(code: str, name: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("code-drug", code, name, polarity)


def unit(code: str, amount: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("code-unit", code, amount, polarity)


def brand(name: str, sold_as: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("drug-brand", name, sold_as, polarity)


def target(name: str, molecule: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("drug-target", name, molecule, polarity)


def route(code: str, way: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("code-route", code, way, polarity)


def status(code: str, standing: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("code-status", code, standing, polarity)


def successor(old: str, new: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("code-successor", old, new, polarity)


def meaning(modifier: str, label: str, polarity: Polarity = "asserted") -> Claim:
    return Claim("modifier-meaning", modifier, label, polarity)


def document(text: str, media: Media = "markdown") -> Document:
    """The text as a document whose name says nothing."""
    return Document({"markdown": "a.md", "html": "a.html", "text": "a.txt", "wiki": "a.wiki"}[media], media, text)


def extraction(text: str, media: Media = "markdown") -> Extraction:
    return extract(parse(document(text, media)))


def assertions(text: str, media: Media = "markdown") -> tuple[Assertion, ...]:
    """What the grammar reads; what only knowledge ties is left out."""
    return tuple(a for a in extraction(text, media).assertions if a.pattern not in BY_KNOWLEDGE)


def claims(text: str, media: Media = "markdown") -> frozenset[Claim]:
    """All that the text claims by the grammar."""
    return frozenset(Claim(a.kind, a.subject, a.object, a.polarity) for a in assertions(text, media))


def suggested(text: str, media: Media = "markdown") -> frozenset[Claim]:
    """All that the text claims only because the field knows it."""
    told = (a for a in extraction(text, media).assertions if a.pattern in BY_KNOWLEDGE)
    return frozenset(Claim(a.kind, a.subject, a.object, a.polarity) for a in told)


def documents(folder: Path) -> list[Parsed]:
    """Every document of a folder, parsed."""
    loaded = [load(source) for source in discover([folder])[0]]
    return [parse(one) for one in loaded if isinstance(one, Document)]


def one_line(text: str) -> str:
    """A text that fits into a test's name."""
    return re.sub(r"\s+", " ", text).strip()[:70]
