"""A CMS long descriptor as facts: what the code denotes, its billing unit, and what tells it from its neighbours.

The names are found by the same automaton that reads documents, so that both write them alike. Everything else is
taken off the text by the tables below; what is left then was not understood, and is kept.
"""

from __future__ import annotations

import re
from typing import Final, Literal

import msgspec

from auditor.extraction.mentions import find, finder
from auditor.lexicon.makers import maker_in
from auditor.lexicon.names import Names, compose
from auditor.lexicon.spelling import surface
from auditor.lexicon.units import normal_amount
from auditor.model.assertions import Mention, Qualifiers

DescriptorKind = Literal["specific", "unclassified", "other"]


class Facts(msgspec.Struct, frozen=True):
    """What a descriptor says, in normal forms.

    `kind`: "specific" denotes one product or substance, "unclassified" none in particular, "other" nothing that we
    know for a drug. `unit` is the billing unit, "" where the text has none or several amounts. `qualifiers` are
    manufacturer, route, salt, form (what tells neighbours apart besides) and otherwise. `excludes` are what the code is not for,
    `unread` is the text that was not understood.
    """

    kind: DescriptorKind
    drug: str = ""
    unit: str = ""
    brands: tuple[str, ...] = ()
    qualifiers: Qualifiers = ()
    excludes: tuple[str, ...] = ()
    not_equivalent_to: tuple[str, ...] = ()
    unread: str = ""


_UNIT: Final = (
    r"milligrams?|mgs?|mcg|micrograms?|mcgs?|grams?|gms?|g|milliliters?|ml|cc|million units|units?|i\.u\.|iu|i\.u|usp units?|"
    r"meq|mmol|millicuries?|mci|microcuries?|uci|square centimeters?|sq\.? ?cm|vials?|doses?|instillations?|treatments?|tablets?|kits?"
)
# "10 mg/ml" is a concentration, not what is billed.
_AMOUNT: Final = re.compile(
    rf"(?:\b(?P<lead>up to|per|each) |(?<![\w./-])(?<!\d,))(?P<number>\d[\d,]*(?:\.\d+)?|\.\d+) ?(?P<unit>{_UNIT})(?![\w/])(?! ?/ ?\d)",
    re.IGNORECASE,
)
# "1 gram/0.125 grams (1.125 grams)": the sum is billed. "Less than or equal to 3 mg" bounds a tablet's strength.
_TOTAL: Final = re.compile(
    rf"\d ?(?:{_UNIT})? ?/ ?\d[\d.]* ?(?:{_UNIT}) \((?P<number>\d[\d.]*) ?(?P<unit>{_UNIT})\)", re.IGNORECASE
)
_BOUNDS: Final = re.compile(r"\b(?:less|greater|more) than(?: or equal to)?(?:,? but)? ?", re.IGNORECASE)
_PER: Final = re.compile(
    rf"\b(?:per|each) (?:therapeutic |treatment |study |single(?: dose| use)? |factor viii )?(?P<unit>{_UNIT}|infusion)(?![\w/])",
    re.IGNORECASE,
)
_CONCENTRATION: Final = re.compile(
    r"\b\d[\d.,]*(?: ?- ?\d[\d.]*| or greater)? ?(?:mg|mcg|ml|meq|units?) ?(?:/|per) ?ml(?: iodine)?(?: concentration)?|\b\d[\d.]* ?%",
    re.IGNORECASE,
)

_UNCLASSIFIED: Final = re.compile(
    r"\bnot otherwise (?:classified|specified)(?: \(nos\))?|\bunclassified\b|\bnoc\b|\bnos\b", re.IGNORECASE
)
_NOT_EQUIVALENT: Final = re.compile(
    r",? ?\(?not therapeutically equivalent to (?P<codes>[a-z]\d{4}(?:(?:,| or|, or| and) [a-z]\d{4})*)\)?(?: or [a-z]+)?",
    re.IGNORECASE,
)
_EXCLUDES: Final = re.compile(r",? ?\(?\b(?:excludes|excluding|other than) (?P<what>[^,()]+)\)?", re.IGNORECASE)
_INSIDE: Final = re.compile(r"\((?P<inside>[^()]*)\)")

# How the product is given; the values are the routes of LABELLING.md.
ROUTES: Final = (
    ("intravenous", re.compile(r"\b(?:intravenous(?:ly)?|iv)\b", re.IGNORECASE)),
    ("subcutaneous", re.compile(r"\bsubcutaneous(?:ly)?\b", re.IGNORECASE)),
    ("intramuscular", re.compile(r"\bintramuscular(?:ly)?\b", re.IGNORECASE)),
    ("intravitreal", re.compile(r"\b(?:intravitreal|intraocular)\b", re.IGNORECASE)),
    ("intravesical", re.compile(r"\b(?:intravesical|per instillation)\b", re.IGNORECASE)),
    ("intrathecal", re.compile(r"\bintrathecal\b", re.IGNORECASE)),
    ("inhalation", re.compile(r"\b(?:inhalation(?: solution)?|through (?:an inhaler|a nebulizer))\b", re.IGNORECASE)),
    ("oral", re.compile(r"\b(?:oral(?:ly)?|capsules?|tablets?)\b", re.IGNORECASE)),
    ("topical", re.compile(r"\btopical(?:ly)?\b", re.IGNORECASE)),
    ("implant", re.compile(r"\b(?:implant(?:ation)?|pellet)\b", re.IGNORECASE)),
)
# What tells neighbours of one substance apart, besides maker, brand and route.
_FORMS: Final = re.compile(
    r"\b(?P<form>non-?compounded|compounded|concentrated|unit dose|non-lyophilized|lyophilized|glycopegylated|non-pegylated|pegylated|recombinant|"
    r"human|bovine|porcine|equine|ovine|preservative[- ]free|for esrd(?: on dialysis| use)|for non-esrd use|hd|lock flush|"
    r"microspheres?(?: formulation)?|extended[- ]release|long-acting|sustained release|intra-articular|sinus|suprachoroidal|epidural|per application|non-immediate release|immediate release|fc fusion protein|albumin fusion protein|"
    r"nasal spray|ophthalmic|lacrimal|otic|suspension|emulsion|gel|cream|patch|system)\b",
    re.IGNORECASE,
)
# What a tablet stands in for is not how the tablet is given.
_SUBSTITUTES: Final = re.compile(r",? for use as a complete therapeutic substitute\b.*", re.IGNORECASE)
# Sentences and clauses that say when to use the code, not what it denotes.
_CLAUSES: Final = re.compile(
    r"fda[- ]approved,? prescription.*|including leukapheresis .*?procedures|"
    r"\(add-on, list separately in addition to primary procedure\)|\(code may be used for medicare .*?\)|\(not to be used .*?\)|"
    r"\(for circumstances falling under the medicare statute.*?\)|\bfor (?:certain adults|adults|hospitalized|individuals|children|the pre-exposure) .*|"
    r"\bwhen administered to .*?older|\b(?:up to |minimum of |10 up to )\d+ million .*?cells?(?: activated with [\w-]+)?|vwf:rco|of factor ix activity|phenytoin equivalent|"
    r"\badministered through dme|\bfinal product\b|\bfor (?:intravenous|subcutaneous|intramuscular|intravesical|ophthalmic|injection|depot suspension|"
    r"intrathecal|topical|oral|self[- ]administration) ?(?:use|administration)?\b",
    re.IGNORECASE,
)
_FILLING: Final = re.compile(
    r"\b(?:injection|injectable|infusion|instillation|administered|administration|implantation|implant|fda|approved|product|products|form|solution|"
    r"powder|liquid|for|use|only|as|in|of|the|and|or|with|by|a|an|to|per|each|up|diagnostic|therapeutic|biosimilar|sterile|dose|e\.g\.|i\.e\.|"
    r"including|includes|contains|containing|any|type|formulation|iv|inj|single|vial|ampule|study|"
    r"antihemophilic factor|or therapeutically equivalent|or deriv[ai]tive|ferric iron|iron|contraceptive|supplies|synthetic|purified|provided|via|through|nominal|non-recombinant|concentrate|complex|coagulation|human|injection)\b",
    re.IGNORECASE,
)
_SALT: Final = re.compile(
    r"\b(?:acetate|sodium|hydrochloride|hcl|sulfate|phosphate|citrate|mesylate|maleate|tartrate|succinate|chloride|bromide|lactate|disodium|"
    r"dimeglumine|isethionate|fumarate|nitrate|besylate|hydrobromide|tromethamine|trisodium|dihydrate|dipotassium|ditromethamine|potassium|meglumine|besilate|pamoate)\b",
    re.IGNORECASE,
)
_LEAD: Final = re.compile(
    r"\s*(?:(?P<given>injection|inj|infusion|intravesical instillation|instillation|topical administration|oral|injectable|implant|implantation)\b[,;:]?\s*)?"
    r"(?:(?:iv|human|recombinant|pegylated)\b,?\s*)?",
    re.IGNORECASE,
)
_ISOTOPE_COMMA: Final = re.compile(r"^([a-z]+ [a-z]{1,2}[ -]\d+), ", re.IGNORECASE)
_GLUE: Final = re.compile(r"[\s,;:.()\[\]/&+'’*-]+")
_NEW_NAME: Final = re.compile(r"[a-z]{5,}(?:[ -][a-z]+){0,3}", re.IGNORECASE)


def facts(description: str, names: Names) -> Facts:
    """What a long descriptor says.

    >>> from auditor.lexicon.names import load_names
    >>> told = facts("Injection, pemetrexed (hospira), not therapeutically equivalent to j9305, 10 mg", load_names())
    >>> told.drug, told.unit, told.qualifiers, told.not_equivalent_to, told.unread
    ('pemetrexed', '10 mg', (('manufacturer', 'hospira'),), ('J9305',), '')
    """
    text = _ISOTOPE_COMMA.sub(r"\1 ", " ".join(description.split()))
    equivalents = {
        code.upper() for found in _NOT_EQUIVALENT.finditer(text) for code in re.findall(r"[a-z]\d{4}", found[0])
    }
    text = _NOT_EQUIVALENT.sub(" ", text)
    excludes = {found["what"].strip().lower() for found in _EXCLUDES.finditer(text)}
    text = _EXCLUDES.sub(" ", text)
    unclassified = _UNCLASSIFIED.search(text) is not None
    text = _UNCLASSIFIED.sub(" ", text)
    text = _SUBSTITUTES.sub(" ", text)
    qualifiers: list[tuple[str, str]] = [("otherwise", "not specified")] if unclassified else []
    qualifiers += [("route", route) for route, pattern in ROUTES if pattern.search(text)]
    qualifiers += [("form", found["form"].lower().replace("-", " ")) for found in _FORMS.finditer(text)]
    unit, text = _unit(_CLAUSES.sub(" ", text))
    product = _product(text, names, amount=bool(unit) and not unclassified)
    if product is None:
        return Facts("unclassified" if unclassified else "other", unit=unit, unread=_left(text))
    drug, brands, salt, text = product
    if salt:
        qualifiers.append(("salt", salt))
    maker, text = _maker(text, alone=bool(equivalents))
    if maker:
        qualifiers.append(("manufacturer", maker))
    return Facts(
        "specific",
        drug,
        unit,
        brands,
        tuple(sorted(set(qualifiers))),
        tuple(sorted(excludes)),
        tuple(sorted(equivalents)),
        _left(text),
    )


def _unit(text: str) -> tuple[str, str]:
    """The billing unit, and the text without its amounts. "" where there are two, as in a tablet of two substances."""
    text = _CONCENTRATION.sub(" ", text)
    total = _TOTAL.search(text)
    stated = [total] if total else [] if _BOUNDS.search(text) else list(_AMOUNT.finditer(text))
    amounts = {normal_amount(_written(found)) for found in stated}
    text = _AMOUNT.sub(" ", _BOUNDS.sub(" ", _TOTAL.sub(" ", text)))
    alone = {
        normal_amount("dose" if found["unit"].lower() == "infusion" else found["unit"]) for found in _PER.finditer(text)
    }
    text = _PER.sub(" ", text)
    # "Per study dose, up to 20 millicuries" is billed by the dose; "up to 2.5 mg, per vial" by the amount; "100 mg, per study dose" by either.
    exact = {normal_amount(_written(found)) for found in stated if not found.groupdict().get("lead")}
    billed = alone | exact if alone == {"1 dose"} else amounts or alone
    return next(iter(billed)) or "" if len(billed) == 1 else "", text


def _written(found: re.Match[str]) -> str:
    number, unit = found["number"], found["unit"]
    if unit.lower() == "million units":
        return f"{round(float(number.replace(',', '')) * 1_000_000)} units"
    return f"{number} {unit}"


def _product(text: str, names: Names, *, amount: bool) -> tuple[str, tuple[str, ...], str, str] | None:
    """The drug, its brands, its salt, and the text without them. A name that no list has counts where an amount of it is billed."""
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    found = [mention for mention in find(text, finder(names))[0] if mention.kind in {"drug", "brand"}]
    first = next((mention for mention in found if not _left(text[start : mention.start])), None)
    if first is None or (first.start > start and text[start : first.start].count("(")):
        new = _NEW_NAME.match(text, start)
        words = " ".join(word for word in _GLUE.split(new[0].lower()) if len(word) > 1) if new else ""
        if new is None or not (amount and lead and lead["given"]) or _left(new[0]) != words:
            return None
        return new[0].lower(), _brands(found, ""), "", text[: new.start()] + text[new.end() :]
    drug = first.value if first.kind == "drug" else (names.canonical(first.value) or "")
    drug = _with_partners(drug, first, found, text)
    said_again = [mention for mention in found if _is_same(mention, drug)]
    salts = [word.lower() for word in _SALT.findall(text[first.start : first.end]) if word.lower() not in drug]
    return drug, _brands(found, drug), " ".join(salts), _without(text, said_again)


def _with_partners(drug: str, first: Mention, found: list[Mention], text: str) -> str:
    """The combination that the descriptor spells out: "taurolidine and heparin". What a drug is dissolved in is no partner."""
    end, parts = first.end, drug.split(" + ")
    for other in found:
        if other.start >= end and other.kind == "drug":
            between = text[end : other.start]
            if not re.search(r"\band\b|[/;]", between) or re.search(r"\bin\b|[()]", between) or _left(between):
                break
            end, parts = other.end, [*parts, *other.value.split(" + ")]
    return compose(parts)


def _is_same(mention: Mention, drug: str) -> bool:
    """Whether a mention is a brand, or says the drug's name or a part of it again."""
    return (
        mention.kind == "brand" or mention.value == drug or mention.value in drug.split(" + ") or drug in mention.value
    )


def _brands(found: list[Mention], drug: str) -> tuple[str, ...]:
    named = {mention.value for mention in found if mention.kind == "brand"}
    return tuple(sorted(brand for brand in named if surface(brand) != surface(drug)))


def _without(text: str, found: list[Mention]) -> str:
    for mention in sorted(found, key=lambda one: -one.start):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _maker(text: str, *, alone: bool) -> tuple[str, str]:
    """The manufacturer in parentheses, and the text without it.

    A firm that no list has is taken at its word where the code is for its product alone; else it stays unread.
    """
    for found in _INSIDE.finditer(text):
        inside = found["inside"].strip().lower()
        maker = maker_in(inside.title().replace("'S", "'s")) or (inside if alone and _left(inside) == inside else "")
        if maker:
            return maker, text[: found.start()] + text[found.end() :]
    return "", text


def _left(text: str) -> str:
    """What no table explains."""
    for _, pattern in ROUTES:
        text = pattern.sub(" ", text)
    for pattern in (_FORMS, _FILLING, _SALT):
        text = pattern.sub(" ", text)
    return " ".join(word for word in _GLUE.split(text.lower()) if len(word) > 1)
