"""What is settled when the whole document is read: what its brands stand for, which codes gave nothing, and why."""

from __future__ import annotations

import re
from typing import Final

from auditor.extraction.document import DocumentReader, Found, Seen
from auditor.extraction.links import Ref
from auditor.extraction.mentions import bare
from auditor.model.assertions import Assertion, CodeMention, Extraction
from auditor.model.source import Lines, Place, Span

_ADDRESS_CODE: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]\d{4}(?![A-Za-z0-9])")
_REFERRED: Final = re.compile(r"\b(?:see(?: also)?|refer to|consult|look up|described (?:in|under)|covered (?:in|under)|discussed (?:in|under)|go to|compare|cf\.?|turn to)\b[^.;]{0,40}$", re.IGNORECASE)


def settled(reader: DocumentReader) -> Extraction:
    """The document's extraction: names resolved, places found, claims sorted, codes accounted for."""
    document = reader.parsed.document
    brands = _brands(reader)
    lines = Lines(document.text)
    own = _own_names(reader)
    kept = _consistent([_spelled(_named(found, reader, brands), own) for found in reader.found])
    assertions = {assertion.__repr__(): assertion for found in kept if (assertion := _assertion(found, reader, lines)) is not None}
    ordered = tuple(sorted(assertions.values(), key=_order))
    return Extraction(document.name, ordered, tuple(_codes(reader, ordered, lines)))


def _order(assertion: Assertion) -> tuple[int, int, str, str, str, str]:
    return (assertion.place.start, assertion.place.end, assertion.kind, assertion.subject, assertion.object, assertion.polarity)


def _brands(reader: DocumentReader) -> dict[str, str]:
    """What each brand stands for in this document: what it says itself, else what the lexicon says."""
    own: dict[str, str] = {}
    for found in reader.found:
        if found.kind == "drug-brand" and found.polarity == "asserted" and found.subject.value:
            own.setdefault(found.object.value, found.subject.value)
    return own


def _own_names(reader: DocumentReader) -> dict[frozenset[str], str]:
    """How the document itself spells each product, suffixes and all, by its bare substances; only where it has one spelling."""
    own: dict[frozenset[str], set[str]] = {}
    for found in reader.found:
        for item in (found.subject if found.kind in {"drug-brand", "drug-target"} else found.object,):
            if found.kind in {"code-drug", "drug-brand", "drug-target"} and item.value and item.mention is not None and not item.brand:
                own.setdefault(frozenset(bare(part) for part in item.value.split(" + ")), set()).add(item.value)
    return {substances: next(iter(names)) for substances, names in own.items() if len(names) == 1}


def _drug(item: Ref, reader: DocumentReader, brands: dict[str, str]) -> Ref:
    if item.value or not item.brand:
        return item
    known = brands.get(item.brand) or next((brand.drug for brand in reader.vocabulary.names.brands.values() if brand.name == item.brand), "")
    return Ref(known, item.mention, item.brand)


def _named(found: Found, reader: DocumentReader, brands: dict[str, str]) -> Found:
    subject = _drug(found.subject, reader, brands) if found.kind in {"drug-brand", "drug-target"} else found.subject
    target = _drug(found.object, reader, brands) if found.kind == "code-drug" else found.object
    return found._replace(subject=subject, object=target)


def _spelled(found: Found, own: dict[frozenset[str], str]) -> Found:
    """A combination that a brand or "the mixture" stands for takes the name that the document gives it elsewhere."""
    if found.kind == "drug-brand" and " + " in found.subject.value:
        name = own.get(frozenset(bare(part) for part in found.subject.value.split(" + ")), found.subject.value)
        return found._replace(subject=Ref(name, found.subject.mention))
    if found.kind == "code-drug" and found.object.brand:
        name = own.get(frozenset(bare(part) for part in found.object.value.split(" + ")), found.object.value)
        return found._replace(object=Ref(name, found.object.mention, found.object.brand))
    return found


def _consistent(found: list[Found]) -> list[Found]:
    """Leave out what a second code column only suggests where the document says plainly something else of that code."""
    plain = {f.subject.value: f.object.value for f in found if f.kind == "code-drug" and f.polarity == "asserted" and f.primary}
    return [f for f in found if f.primary or f.kind != "code-drug" or plain.get(f.subject.value, f.object.value) == f.object.value]


def _assertion(found: Found, reader: DocumentReader, lines: Lines) -> Assertion | None:
    if not found.subject.value or not found.object.value:
        return None
    text = reader.parsed.document.text

    def place(span: Span | None) -> Place | None:
        return lines.place(span) if span else None

    return Assertion(
        document=reader.parsed.document.name,
        kind=found.kind,
        subject=found.subject.value,
        object=found.object.value,
        polarity=found.polarity,
        place=lines.place(found.span),
        quote=text[found.span.start : found.span.end],
        section=found.section,
        subject_place=place(found.subject_span),
        object_place=place(found.object_span),
        qualifiers=tuple(sorted(set(found.qualifiers))),
        confidence=found.confidence,
        pattern=found.pattern,
    )


def _codes(reader: DocumentReader, assertions: tuple[Assertion, ...], lines: Lines) -> list[CodeMention]:
    document = reader.parsed.document
    out = [CodeMention(document.name, code[0].upper(), "address") for address in (document.name, *reader.parsed.addresses) for code in _ADDRESS_CODE.finditer(address)]
    spoken = {(a.place.start, code) for a in assertions for code in (a.subject, a.object)}
    claimed = {code for _, code in spoken}
    first_heading = next((block for block in reader.parsed.blocks if block.kind == "heading"), None)
    for seen in reader.seen:
        role, reason = _role(seen, spoken, claimed, first_heading is seen.block)
        quote = document.text[seen.sentence.start : seen.sentence.end]
        out.append(CodeMention(document.name, seen.hit.code, role, lines.place(seen.span), quote, seen.block.section, reason))  # type: ignore[arg-type]
    return out


def _role(seen: Seen, spoken: set[tuple[int, str]], claimed: set[str], first_heading: bool) -> tuple[str, str]:
    if seen.hit.trap:
        return "unclaimed", seen.hit.trap
    if seen.block.kind == "title" or (first_heading and seen.block.level <= 1):
        return "title", ""
    if (seen.sentence.start, seen.hit.code) in spoken:
        return "claimed", ""
    if _REFERRED.search(seen.block.view.text[max(0, seen.hit.start - 60) : seen.hit.start]):
        return "referred", ""
    if seen.hit.code in claimed:
        return "unclaimed", "named without saying what it denotes; another place of the document does"
    return "unclaimed", "no drug, unit or status is tied to it"
