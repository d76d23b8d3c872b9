"""What is settled when the whole document is read: what its brands stand for, and how it spells its products."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from auditor.extraction.accounting import account
from auditor.extraction.courses import as_over
from auditor.extraction.dating import day_of, own_date, parts
from auditor.extraction.document import Collected
from auditor.extraction.found import Found, Quotes
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.mentions import bare
from auditor.extraction.patterns.brand import SOLD_AS
from auditor.extraction.tables import SHORT_NAMES
from auditor.lexicon.catch_all import CATCH_ALL
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names
from auditor.lexicon.written import Written
from auditor.model.assertions import Assertion, Extraction
from auditor.model.source import Document, Lines, Span

_LONGEST_QUOTE: Final = 2_000  # characters
_FORM_WIDTH: Final = 20  # characters
_ONE_FORM: Final = late(
    r"\b(?:subcutaneous|intravenous|intramuscular|intravitreal|oral|IV|SC|SQ|IM|self-injected|injectable|topical|inhaled)\s+$",
    re.IGNORECASE,
)
_OF_DRUG: Final = frozenset({"drug-brand", "drug-target"})
_PARKED_THEN: Final = late(
    r"\b(?:(?:was|were|had(?: to)? be(?:en)?|used to be) (?:\w+ly )?(?:billed|reported|coded|used|filed|claimed)|no longer used|formerly|previously)\b"
    r"|\b(?:until|before|prior to|through)\b[^.;]{0,90}\b(?:carried|sent|submitted|went|used|billed|reported|was|were)\b"
    r"|\b(?:carried|sent|submitted|went|used|billed|reported|was|were)\b[^.;]{0,90}\b(?:until|before|prior to|through)\b",
    re.IGNORECASE,
)
_PARKED_NOW: Final = late(
    r"\b(?:may|can|should|must|will|would|could|is|are)\s(?:still\s|now\s|then\s)?(?:be\s)?(?:billed|reported|coded|used|filed|sent|submitted)\b|\b(?:bill|report|use|submit|send)\s"
    r"|\b(?:denied|returned|rejected|wrong\w*|error|mistak\w+|instead)\b",
    re.IGNORECASE,
)


def settled(collected: Collected, names: Names) -> Extraction:
    """The document's extraction: names settled, places found, claims in order, every code accounted for."""
    document = collected.parsed.document
    lines, quotes, written = Lines(document.text), Quotes(document.text), Written(document.text)
    named = _placeholders(_spelled(_named(collected.found, names), names), document.text)
    named = _without_other_products(_without_parts(_as_ended(named), document.text, names), document.text, names)
    assertions = {
        _key(a): a for a in (_assertion(found, document, lines, quotes, names, written) for found in _consistent(named))
    }
    ordered = tuple(sorted(assertions.values(), key=_order))
    if dated := parts(collected.parsed):
        ordered = tuple(msgspec.structs.replace(a, dated=day_of(dated, a.place.start)) for a in ordered)
    return Extraction(document.name, ordered, account(collected, ordered, lines, quotes), own_date(collected.parsed))


def _key(assertion: Assertion) -> tuple[object, ...]:
    """Two ways to find one claim in one place are one occurrence; the place of the object tells real repetitions apart."""
    return (
        assertion.place,
        assertion.kind,
        assertion.subject,
        assertion.object,
        assertion.polarity,
        assertion.object_place,
    )


def _order(assertion: Assertion) -> tuple[object, ...]:
    objects = assertion.object_place.start if assertion.object_place else -1
    return (
        assertion.place.start,
        assertion.place.end,
        assertion.kind,
        assertion.subject,
        assertion.object,
        assertion.polarity,
        objects,
    )


def _named(found: Iterable[Found], names: Names) -> list[Found]:
    """Give each brand the drug that the document itself gives it, else the one that the lexicon knows."""
    claims = [claim for claim in found if not _is_known_otherwise(claim, claim.subject.value, names)]
    own = {
        f.object.value: f.subject.value
        for f in reversed(claims)
        if f.kind == "drug-brand" and f.polarity == "asserted" and f.subject.value
        if f.primary or f.subject.value != bare(f.subject.value)  # what is only suggested never takes a suffix away
    }

    def drug(item: Ref) -> Ref:
        if item.value or not item.brand:
            return item
        return Ref(own.get(item.brand) or names.canonical(item.brand) or "", item.mention, item.brand)

    named = []
    for claim in claims:
        subject = drug(claim.subject) if claim.kind in _OF_DRUG else claim.subject
        target = drug(claim.object) if claim.kind == "code-drug" else claim.object
        if not subject.value or not target.value or _is_known_otherwise(claim, subject.value, names):
            continue
        as_told = subject is claim.subject and target is claim.object
        named.append(claim if as_told else claim._replace(subject=subject, object=target))
    return _of_one_product(named)


def _of_one_product(found: list[Found]) -> list[Found]:
    """Of "Kanjinti and Trazimera (Q5116)", two products, the bracket speaks of the last; elsewhere nobody can tell which is meant."""
    groups: dict[tuple[object, ...], list[Found]] = {}
    for claim in found:
        if claim.kind == "code-drug" and claim.polarity == "asserted" and claim.object.brand and claim.object.mention:
            groups.setdefault((claim.subject, claim.span, claim.pattern, claim.polarity), []).append(claim)
    wrong = {
        id(claim)
        for group in groups.values()
        if len({bare(claim.object.value).partition(" ")[0] for claim in group}) > 1 or _apart(group)
        for claim in (group[:-1] if group[0].pattern == "drug-bracket-code" else group)
    }
    return [claim for claim in found if id(claim) not in wrong]


def _apart(group: Sequence[Found]) -> bool:
    """Whether products differ by the suffixes that tell biosimilars apart: trastuzumab-anns and trastuzumab-qyyp."""
    suffixed = {claim.object.value for claim in group if claim.object.value != bare(claim.object.value)}
    return len(suffixed) > 1


def _is_known_otherwise(claim: Found, drug: str, names: Names) -> bool:
    """Whether a brand is put on `drug`, which the text only implies, and is known as another's."""
    implied = claim.subject_span is None or claim.pattern == SOLD_AS.name
    if claim.kind != "drug-brand" or not implied or not drug:
        return False
    known = names.canonical(claim.object.value)
    if known is None or known == drug:
        return False
    return bare(known) != bare(drug) or (known != bare(known) and drug != bare(drug))


def _spelled(found: list[Found], names: Names) -> list[Found]:
    """Spell what a brand or "the mixture" stands for as the document spells that product elsewhere, if it does so in one way."""
    spellings: dict[frozenset[str], set[str]] = {}
    for claim in found:
        item = claim.subject if claim.kind in _OF_DRUG else claim.object
        if (claim.kind in _OF_DRUG or claim.kind == "code-drug") and item.mention is not None and not item.brand:
            spellings.setdefault(_substances(item.value), set()).add(item.value)
    only = {substances: next(iter(names)) for substances, names in spellings.items() if len(names) == 1}
    return [_respelled(claim, only, names) for claim in found]


def _respelled(claim: Found, only: dict[frozenset[str], str], names: Names) -> Found:
    if claim.kind == "drug-brand" and " + " in claim.subject.value:
        name = only.get(_substances(claim.subject.value), claim.subject.value)
        return claim._replace(subject=claim.subject._replace(value=name))
    if claim.kind == "code-drug" and claim.object.brand:
        name = only.get(_substances(claim.object.value), claim.object.value)
        if _may_be_called(claim.object.brand, name, names):
            return claim._replace(object=claim.object._replace(value=name))
    return claim


def _may_be_called(brand: str, name: str, names: Names) -> bool:
    """Whether a brand's product can bear a name: Tysabri is not natalizumab-sztn, and Mvasi more than just bevacizumab."""
    known = names.brand(brand)
    told_apart = {part for part in known.drug.split(" + ") if part != bare(part)} if known else set()
    if not told_apart <= set(name.split(" + ")):
        return False
    own = set(known.full.split(" + ")) if known else set()
    return known is None or all(part in own or part == bare(part) for part in name.split(" + "))


def _substances(name: str) -> frozenset[str]:
    return frozenset(bare(part) for part in name.split(" + "))


def _placeholders(found: list[Found], text: str) -> list[Found]:
    """A drug that prose bills under a code that the document calls unclassified is only parked there, and so are the drugs of a table if there are several.

    Where the text tells that it was, that is history.
    """
    said = [f for f in found if f.kind == "code-status" and f.object.value == "unclassified"]
    denied = {f.subject.value for f in said if f.polarity == "denied"}
    parked = ({f.subject.value for f in said if f.polarity == "asserted"} | CATCH_ALL) - denied
    drugs: dict[str, set[str]] = {}
    billed = {
        (f.subject.value, f.span) for f in found if f.kind == "code-drug"
    }  # a route told with it is the drug's own
    for f in found:
        if f.kind == "code-drug" and f.polarity == "asserted" and f.subject.value in parked:
            drugs.setdefault(f.subject.value, set()).add(f.object.value)
    return [
        f._replace(polarity="historical" if _was_parked(f, text) else "hypothetical")
        if f.kind == "code-drug"
        and f.polarity == "asserted"
        and f.subject.value in parked
        and (not f.pattern.startswith("row-") or len(drugs[f.subject.value]) > 1)
        else f
        for f in found
        if not (
            f.subject.value in CATCH_ALL
            and (_impossible(f) or (f.kind == "code-route" and (f.subject.value, f.span) in billed))
        )
    ]


def _was_parked(claim: Found, text: str) -> bool:
    """As in "It was reported with C9399 before that date" and "Until it had a code, claims carried J3590"."""
    said = text[claim.span.start : claim.span.end]
    return _PARKED_THEN.search(said) is not None and _PARKED_NOW.search(said) is None


def _as_ended(found: list[Found]) -> list[Found]:
    """What a list says of codes of which a sentence below it says that all of them have ended, it says of the past."""
    told = [
        f for f in found if f.kind == "code-status" and f.object.value == "discontinued" and f.polarity == "asserted"
    ]
    ended = {(f.subject.value, f.section): f.span.start for f in told if f.subject_span is None}
    if not ended:
        return found
    return [as_over(f) if f.span.start < ended.get((f.subject.value, f.section), 0) else f for f in found]


def _without_parts(found: list[Found], text: str, names: Names) -> list[Found]:
    """Without "Enhertu contains trastuzumab": of a brand that we know as more than that drug, it names a part."""

    def is_part(claim: Found) -> bool:
        known = names.brand(claim.object.value) if claim.kind == "drug-brand" else None
        spans = sorted(span for span in (claim.subject_span, claim.object_span) if span is not None)
        if known is None or len(spans) < 2 or "contain" not in text[spans[0].end : spans[1].start]:
            return False
        whole, part = bare(known.drug), bare(claim.subject.value)
        return part != whole and part in whole

    return [claim for claim in found if not is_part(claim)]


def _is_one_form(claim: Found, text: str) -> bool:
    """As in "the subcutaneous pegcetacoplan": one form of a drug."""
    start = claim.object_span.start if claim.object_span else 0
    return _ONE_FORM.search(text, max(0, start - _FORM_WIDTH), start) is not None


def _without_other_products(found: list[Found], text: str, names: Names) -> list[Found]:
    """Without denials that a brand, or one form, is the code's, where the document gives the code that drug: they deny the product.

    As in "Is Zymfentra billed with Q5103? No.": Inflectra, of the same drug, is.
    """
    given = {(f.subject.value, f.object.value) for f in found if f.kind == "code-drug" and f.polarity == "asserted"}
    return [
        f
        for f in found
        if not (
            f.kind == "code-drug"
            and f.polarity == "denied"
            and (f.object.brand or _is_one_form(f, text))
            and not _is_of_another(f, names)
            and ((f.subject.value, f.object.value) in given or _is_other_product(f, names))
        )
    ]


def _is_other_product(claim: Found, names: Names) -> bool:
    """Whether a claim is about one form, or one of several brands, of a drug that its code is known to denote."""
    known = known_codes().get(claim.subject.value)
    some = not claim.object.brand or names.brands_beside(claim.object.brand) > 1
    return some and known is not None and known.denotes(claim.object.value)


def _is_of_another(claim: Found, names: Names) -> bool:
    """As in "Q5134 is not a code for Tysabri": the brand is one of the originator, or of another biosimilar, and the code is not."""
    brand, known = names.brand(claim.object.brand or ""), known_codes().get(claim.subject.value)
    return (
        brand is not None
        and known is not None
        and brand.full not in known.drugs
        and any(bare(drug) == bare(brand.drug) and drug != brand.drug for drug in (*known.drugs, brand.full))
    )


def _impossible(found: Found) -> bool:
    """Of a catch-all code: a successor (a drug left it, the code goes on), or a unit that prose gives to it (it has none)."""
    in_prose = not found.pattern.startswith("row-")
    return found.kind == "code-successor" or (found.kind == "code-unit" and found.polarity == "asserted" and in_prose)


def _consistent(found: Iterable[Found]) -> list[Found]:
    """Leave out what is only suggested of a code where the document says plainly something else of it."""
    claims = list(found)
    plain = {(f.kind, f.subject.value): f.object.value for f in claims if f.polarity == "asserted" and f.primary}
    return [
        f
        for f in claims
        if f.primary
        or f.kind not in {"code-drug", "code-unit"}
        or plain.get((f.kind, f.subject.value), f.object.value) == f.object.value
    ]


def _first_part(text: str, span: Span | None, other: Span | None) -> Span | None:
    """Of a name that wraps around the other side of its claim, as in a table drawn with spaces, the part before that."""
    if span is None or other is None or not span.start < other.start < span.end:
        return span
    return Span(span.start, span.start + len(text[span.start : other.start].rstrip()))


def _quoted(sentence: Span, sides: Sequence[Span]) -> Span:
    """The sentence; of one that is longer than anybody reads, from the subject to the object, so that a row of 50,000 is not quoted so often."""
    if sentence.end - sentence.start <= _LONGEST_QUOTE or not sides:
        return sentence
    return Span(min(side.start for side in sides), max(side.end for side in sides))


def _assertion(  # noqa: PLR0917 - all that an assertion is made of
    found: Found, document: Document, lines: Lines, quotes: Quotes, names: Names, written: Written
) -> Assertion:
    subject = _first_part(document.text, found.subject_span, found.object_span)
    target = _first_part(document.text, found.object_span, found.subject_span)
    whole = _quoted(found.span, [span for span in (found.subject_span, found.object_span) if span is not None])
    return Assertion(
        document=document.name,
        kind=found.kind,
        subject=_name(found.subject.value, subject, written) if found.kind in _OF_DRUG else found.subject.value,
        object=_name(found.object.value, target, written) if found.kind == "code-drug" else found.object.value,
        polarity=found.polarity,
        place=lines.place(whole),
        quote=quotes[whole],
        section=found.section,
        subject_place=lines.place(subject) if subject else None,
        object_place=lines.place(target) if target else None,
        qualifiers=tuple(sorted(set(found.qualifiers))),
        confidence=found.confidence,
        pattern=found.pattern,
        page=document.page(found.span.start),
        misspelled=_misspelled(found, document, names),
    )


def _name(name: str, span: Span | None, written: Written) -> str:
    return name if span is None else written.name(name, span.start, span.end)


def _misspelled(found: Found, document: Document, names: Names) -> str:
    """The drug as the text writes it, if that is no name but near to the one that was taken for it."""
    named = found.object if found.kind == "code-drug" else found.subject if found.kind in _OF_DRUG else None
    span = found.object_span if found.kind == "code-drug" else found.subject_span
    if named is None or named.mention is None or named.brand or span is None or found.pattern in SHORT_NAMES:
        return ""
    shown = document.text[span.start : span.end]
    return shown if shown.isalpha() and shown.lower() not in names and names.closest(shown) == named.value else ""
