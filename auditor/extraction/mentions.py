"""Mentions: every name, code and word of the field in a block, found by one automaton over its text.

The automaton holds all drug and brand names, targets, routes and the other words of `vocabulary.py`;
one pass finds the leftmost-longest of them. Codes and quantities have a shape of their own and are
found by it. What belongs to one product is then made one mention: a name with its salt, suffix and
formulation, and the substances of a combination.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

import msgspec

from auditor.extraction.late import late
from auditor.extraction.vocabulary import CAPITAL_SURFACES, SURFACES
from auditor.lexicon.automaton import Automaton, Hit
from auditor.lexicon.names import Names
from auditor.lexicon.spelling import matching_form
from auditor.lexicon.targets import TARGETS
from auditor.model.assertions import Mention

_SALTS: Final = (
    "hydrochloride|dihydrochloride|hcl|sulfate|sulphate|sodium|disodium|potassium|acetate|mesylate|mesilate|citrate|phosphate|"
    "tosylate|maleate|tartrate|succinate|pamoate|lactate|nitrate|bromide|chloride|fumarate|besylate|ditosylate|tromethamine|"
    "anhydrous|monohydrate|dihydrate|trihydrate|dimeglumine|ditromethamine|meglumine|hydrobromide|palmitate|decanoate|enanthate|gluconate|di-?sodium"
)
_TAIL: Final = late(rf"(?:\s+(?:{_SALTS})\b)+|-[a-z]{{4}}\b(?!-)", re.IGNORECASE)
_CARRIED: Final = "-hyal"
_SUFFIX: Final = late(r"-([a-z]{4})(?![\w-])", re.IGNORECASE)
_JOINT: Final = late(
    r"\s*(?:,?\s*(?:up to )?\d[\d.,]*\s?(?:mg|mcg|g|units?)\s*)?(?:,|;|/|\+|&|-|,?\s*(?:and|plus|with|w/|(?:is |are )?(?:combined|accompanied|co-?formulated|paired) (?:with|by)|together with))\s*(?:recombinant\s+|human\s+)*",
    re.IGNORECASE,
)  # fmt: skip
_FORMULATION_JOINT: Final = late(
    r"\s*,?\s*(?:\(\s*)?(?:for\s+)?|\s+(?:form|version|formulation|preparation)\s+of\s+(?:the\s+)?",
    re.IGNORECASE,
)
_IN_FORM: Final = late(r"\s+in\s+(?:its\s+|the\s+|an?\s+)?", re.IGNORECASE)  # "octreotide in its depot form"
_FORM: Final = late(r"\s+(?:form|formulation|suspension|preparation)\b", re.IGNORECASE)
ANAPHORS: Final = frozenset({"this-code", "this-drug"})
_ONLY_CAPITAL_TARGETS: Final = frozenset({"met", "ige", "dna", "c3", "c5", "il 1", "egfr"})  # eGFR is a filtration rate


# What a surface means: a mention's kind and value, and whether it is one wherever and however it stands. No class: of plain
# tuples of texts, of which there are thousands, the garbage collector keeps no account.
Meaning = tuple[str, str, bool]

_EACH = re.compile(r"[^.;\n]{0,60}\brespectively\b")  # what follows is told of each in order


class Finder(msgspec.Struct, frozen=True):
    """The automaton and what each of its surfaces means."""

    automaton: Automaton
    meanings: Mapping[str, Meaning]  # by surface
    combinations: frozenset[frozenset[str]]  # substances, without suffix, of each known combination
    names: Names


@lru_cache(maxsize=2)
def finder(names: Names) -> Finder:
    """Build the automaton over the whole vocabulary; once a process."""
    meanings: dict[str, Meaning] = {surface: ("drug", name, True) for surface, name in names.generics.items()}
    meanings |= {surface: ("brand", brand.name, not brand.capital) for surface, brand in names.brands.items()}
    meanings |= {
        surface: (kind, value, kind not in ANAPHORS and surface not in CAPITAL_SURFACES)
        for surface, (kind, value) in SURFACES.items()
    }
    meanings |= {surface: ("target", label, surface not in _ONLY_CAPITAL_TARGETS) for surface, label in TARGETS.items()}
    combined = {
        frozenset(bare(part) for part in name.split(" + ")) for name in names.generics.values() if " + " in name
    }
    combined |= {
        frozenset(bare(part) for part in brand.full.split(" + "))
        for brand in names.brands.values()
        if " + " in brand.full
    }
    return Finder(Automaton(meanings), meanings, frozenset(combined), names)


def bare(name: str) -> str:
    """A substance without its four-letter biologic suffix."""
    return _SUFFIX.sub("", name)


Cue = tuple[int, str]  # where a cue starts, and what it is


def find(text: str, vocabulary: Finder, form: str = "") -> tuple[list[Mention], list[Cue]]:
    """All name and word mentions of a view, sorted, none overlapping, and its cues. `form` is its matching form, if it is known."""
    return named(text, vocabulary.automaton.find(form or matching_form(text), plurals=True), vocabulary)


def named(text: str, hits: Iterable[Hit], vocabulary: Finder, shift: int = 0) -> tuple[list[Mention], list[Cue]]:
    """What the automaton's hits in a text mention, sorted, none overlapping, and the cues among them, which mention nothing.

    In the hits' offsets the text begins at `shift`.
    """
    meanings = vocabulary.meanings
    found: list[Mention] = []
    cues: list[Cue] = []
    drugs = False
    for start, end, surface in hits:
        kind, value, always = meanings[surface]
        if kind == "cue":
            cues.append((start - shift, value))
        elif always or _may_stand(text, start - shift, end - shift, kind):
            mention = Mention(kind, start - shift, end - shift, value)
            found.extend(_apart(text, mention, vocabulary) if kind == "drug" and " + " in value else (mention,))
            drugs = drugs or kind == "drug"
    return _joined(text, found, vocabulary) if drugs else found, cues


def _apart(text: str, product: Mention, vocabulary: Finder) -> Sequence[Mention]:
    """As in "albuterol and ipratropium, J7613 and J7644 respectively": the two substances, though there is a product of both."""
    shown = text[product.start : product.end]
    first, parted, last = shown.partition(" and ")
    if not parted or _EACH.match(text, product.end) is None:
        return (product,)
    one, two = map(vocabulary.names.canonical, (first, last))
    if one is None or two is None:
        return (product,)
    return Mention("drug", product.start, product.start + len(first), one), Mention(
        "drug", product.end - len(last), product.end, two
    )


# "Article IV", "phase IV".
_PART_OF: Final = late(
    r"\b(?:article|part|section|chapter|tier|group|phase|title|schedule|table|class|level|appendix|stage|grade|type)\s{1,3}$",
    re.IGNORECASE,
)
_BEFORE: Final = 14  # characters


def _may_stand(text: str, start: int, end: int, kind: str) -> bool:
    """Whether a surface that is not always a mention is one where it stands."""
    if kind == "target":
        return not text[start].islower()
    if kind == "brand":
        return text[start].isupper()
    if kind in ANAPHORS:
        return text[end : end + 1] != "s"  # "the codes" points to none of them
    if not text[start:end].isupper() or text[end : end + 1].isalpha():
        return False  # "IVs" and "IVS" are no route
    return text[start:end] != "IV" or _PART_OF.search(text, max(0, start - _BEFORE), start) is None


def _with_tail(text: str, mention: Mention, limit: int) -> Mention:
    """The mention with the salt or the suffix that follows it; a salt is dropped from the name, a suffix kept."""
    if mention.kind != "drug":
        return mention
    tail = _TAIL.match(text, mention.end, limit)
    if tail is None:
        return mention
    suffix = tail[0].lower() if tail[0].startswith("-") else ""
    if suffix and (
        not mention.value.endswith(("mab", "stim", "ase", "cept", "fa", "kin")) or _SUFFIX.search(mention.value)
    ):
        return mention
    if suffix == _CARRIED:  # "DARATUMUMAB-HYAL" in a list that is short of room
        return Mention("drug", mention.start, tail.end(), " + ".join(sorted((mention.value, "hyaluronidase"))))
    return Mention(
        "drug", mention.start, tail.end(), _suffixed(mention.value, suffix, text[mention.start : mention.end].lower())
    )


def _suffixed(name: str, suffix: str, shown: str) -> str:
    """The name with a suffix; of a combination the substance that stands last in the text carries it."""
    parts = name.split(" + ")
    bearer = next((part for part in parts if shown.endswith(part)), parts[-1])
    return " + ".join(sorted(part + suffix if part == bearer else part for part in parts))


def _joined(text: str, found: list[Mention], vocabulary: Finder) -> list[Mention]:
    kinds = [mention.kind for mention in found]
    limits = [*(mention.start for mention in found[1:]), len(text)][: len(found)]
    tailed = [
        _with_tail(text, _without_denied_form(text, mention), limit)
        for mention, limit in zip(found, limits, strict=True)
    ]
    if "formulation" not in kinds and not any(one == two == "drug" for one, two in pairwise(kinds)):
        return tailed  # nothing stands beside what it could be joined with
    return _combined(text, _without(text, formulated(text, tailed)), vocabulary)


def _without_denied_form(text: str, mention: Mention) -> Mention:
    """As in "non-depot octreotide", where a list of names has "depot octreotide": the drug, and not in that form."""
    if mention.kind != "drug" or text[max(0, mention.start - 4) : mention.start].lower() != "non-":
        return mention
    form, _, rest = text[mention.start : mention.end].partition(" ")
    plain = mention.value.removesuffix(f" {form.lower()}")
    if not rest or plain == mention.value:
        return mention
    return Mention("drug", mention.start + len(form) + 1, mention.end, plain)


def formulated(text: str, found: list[Mention]) -> list[Mention]:
    """Join "doxorubicin, liposomal", "depot leuprolide" and the like into one drug mention."""
    out: list[Mention] = []
    for mention in found:
        last = out[-1] if out else None
        if (
            last
            and {last.kind, mention.kind} == {"drug", "formulation"}
            and (
                _FORMULATION_JOINT.fullmatch(text, last.end, mention.start)
                or (_IN_FORM.fullmatch(text, last.end, mention.start) and _FORM.match(text, mention.end))
            )
            and not (last.kind == "formulation" and text[max(0, last.start - 4) : last.start].lower() == "non-")
        ):
            drug, form = (last, mention) if last.kind == "drug" else (mention, last)
            name = drug.value if drug.value.endswith(form.value) else f"{drug.value} {form.value}"
            out[-1] = Mention("drug", last.start, mention.end, name)
        else:
            out.append(mention)
    return out


def _combined(text: str, found: list[Mention], vocabulary: Finder) -> list[Mention]:
    """Join the substances of one combination product into one drug mention."""
    out: list[Mention] = []
    run: list[Mention] = []
    for mention in [*found, None]:
        if run and (
            mention is None or mention.kind != "drug" or not _JOINT.fullmatch(text, run[-1].end, mention.start)
        ):
            out.extend(_product(text, run, vocabulary))
            run = []
        if mention is not None:
            (run if mention.kind == "drug" else out).append(mention)
    return out


def _without(text: str, found: list[Mention]) -> list[Mention]:
    """As in "rituximab without hyaluronidase" is rituximab."""
    out: list[Mention] = []
    for mention in found:
        if (
            out
            and out[-1].kind == mention.kind == "drug"
            and text[out[-1].end : mention.start].strip().lower() in {"without", "without the", "(without"}
        ):
            out[-1] = Mention("drug", out[-1].start, mention.end, out[-1].value)
        else:
            out.append(mention)
    return out


def _product(text: str, run: list[Mention], vocabulary: Finder) -> list[Mention]:
    substances = frozenset(bare(mention.value) for mention in run)
    together = len(substances) > 1 and (
        (substances in vocabulary.combinations and not _listed(text, run)) or "hyaluronidase" in substances
    )
    if not together:
        return run
    name = " + ".join(sorted({mention.value for mention in run}))
    return [Mention("drug", run[0].start, run[-1].end, name)]


def _listed(text: str, run: list[Mention]) -> bool:
    """Whether it is a list of two: "metformin, glipizide", and "albuterol and ipratropium, J7613 and J7644 respectively"."""
    if len(run) != 2:
        return False
    return text[run[0].end : run[1].start].strip() == "," or _EACH.match(text, run[1].end) is not None
