"""Claims that a document itself shows to be misread: both the code and the drug are tied rightly elsewhere in it.

What "it" or "this code" means is told from what stands around. Where that ties a code to a drug that the code set does not give
it, and the same document gives this code its own drug and that drug its own code, the wrong pair is ours and not the writer's.
Nor is a route that a whole table or paragraph has told of a code whose drug is never given so. That a code shares the drug of
another is a guess, which the code set may not contradict. A statement that names both sides is never touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from auditor.extraction.found import Found
from auditor.extraction.links import product_of
from auditor.extraction.mentions import bare
from auditor.extraction.relations.code_drug import SHARED_DRUG
from auditor.extraction.relations.successor import DRUG_OF_SUCCESSOR
from auditor.extraction.surroundings import UNIT_OF_LIST
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.drug_targets import DRUG_TARGETS
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names, split_suffix
from auditor.model.source import Span

_TOLD_OF_ALL: Final = frozenset({"route-of-paragraph", "route-of-list", "route-of-table"})


def without_misread(text: str, found: Sequence[Found], names: Names) -> list[Found]:
    """The claims without those pairs of code and drug that rest on what is implied, and that the rest of the document corrects."""
    found = [
        claim
        for claim in found
        if not (_cannot_be_given_so(claim) or _cannot_count_so(claim) or _is_wrong_denial(claim, names))
    ]
    found = _without_strangers(found, names)
    found = _without_brands_of_others(found, names)
    wrong = {at for at, claim in enumerate(found) if _is_implied(claim) and not _is_right(claim, names)}
    if not wrong:
        return found
    right = [claim for claim in found if claim.polarity != "denied" and _is_tie(claim) and _is_right(claim, names)]
    shown = text.lower()
    codes = {claim.subject.value for claim in right}
    drugs = {product_of(claim.object, names) for claim in right}
    return [
        claim
        for at, claim in enumerate(found)
        if at not in wrong
        or not (
            claim.pattern == SHARED_DRUG
            or (
                claim.polarity == "asserted"
                and (claim.subject.value in codes or _is_told(claim.subject.value, shown))
                and product_of(claim.object, names) in drugs
            )
        )
    ]


def _without_strangers(found: Sequence[Found], names: Names) -> list[Found]:
    """As in "Each of these engages CD3": the drugs above that are known to act on other things are not meant, if some are known to act on it."""
    groups: dict[tuple[str, Span], list[Found]] = {}
    for claim in found:
        if claim.kind == "drug-target" and claim.object_span is not None and claim.subject.mention is None:
            groups.setdefault((claim.object.value, claim.object_span), []).append(claim)
    strangers: set[tuple[str, str, Span]] = set()
    for (target, where), group in groups.items():
        acts = [_acts_on(product_of(claim.subject, names), target) for claim in group]
        if True in acts and False in acts:
            strangers |= {
                (claim.subject.value, target, where) for claim, does in zip(group, acts, strict=True) if does is False
            }
    return [
        claim
        for claim in found
        if claim.object_span is None or (claim.subject.value, claim.object.value, claim.object_span) not in strangers
    ]


def _without_brands_of_others(found: Sequence[Found], names: Names) -> list[Found]:
    """As in "reslizumab (Cinqair) | step through Nucala or Fasenra": brands and a drug that the document ties rightly elsewhere, each."""
    ties = [claim for claim in found if claim.kind == "drug-brand" and claim.polarity == "asserted"]
    right = [claim for claim in ties if _is_brand_of(claim, names)]
    brands = {claim.object.value for claim in right}
    drugs = {bare(claim.subject.value) for claim in right}
    wrong = {
        id(claim)
        for claim in ties
        if claim.pattern.startswith("row-") and claim.object.value in brands and bare(claim.subject.value) in drugs
        if not _is_brand_of(claim, names)
    }
    return [claim for claim in found if id(claim) not in wrong]


def _is_brand_of(claim: Found, names: Names) -> bool:
    known = names.brand(claim.object.value)
    return known is not None and bare(known.drug) == bare(claim.subject.value)


def _acts_on(drug: str, target: str) -> bool | None:
    """Whether a drug is known to act on a target; None where nothing is known of it."""
    known = DRUG_TARGETS.get(bare(drug))
    return None if known is None else target in known.targets


def _is_told(code: str, shown: str) -> bool:
    """Whether the text names a drug that the code has denoted."""
    return any(split_suffix(drug.partition(" + ")[0])[0] in shown for drug in known_codes()[code].drugs)


def _is_wrong_denial(claim: Found, names: Names) -> bool:
    """As in "Empaveli, the subcutaneous pegcetacoplan, must not be reported with J2781": a presentation is denied its code, not the drug."""
    if claim.polarity != "denied":
        return False
    if claim.kind == "drug-target":
        return claim.subject_span is None and _acts_on(product_of(claim.subject, names), claim.object.value) is True
    if claim.kind == "drug-brand":
        known = names.brand(claim.object.value)  # "meloxicam that is neither Delova nor Azurity"
        return known is not None and claim.subject.value in {known.drug, known.full}
    if not _is_tie(claim) or (claim.confidence == "high" and claim.pattern != "drug-under-code"):
        return False
    return known_codes()[claim.subject.value].denotes(product_of(claim.object, names))


def _cannot_count_so(claim: Found) -> bool:
    """Whether a unit that stands over a list is none of a code's that is measured in something else: "each 1,000 units" over darbepoetin."""
    if claim.kind != "code-unit" or claim.pattern != UNIT_OF_LIST:
        return False
    known = known_codes().get(claim.subject.value)
    return known is not None and known.counts_otherwise(claim.object.value)


def _cannot_be_given_so(claim: Found) -> bool:
    """Whether a route that a paragraph or a table tells of all that it names is none of a code's: "Perseris and Uzedy go under the skin, IM the rest"."""
    if claim.kind != "code-route" or claim.pattern not in _TOLD_OF_ALL or claim.polarity != "asserted":
        return False
    known = routes_of(claim.subject.value)
    return bool(known) and claim.object.value not in known


def _is_tie(claim: Found) -> bool:
    return claim.kind == "code-drug" and claim.subject.value in known_codes()


def _is_implied(claim: Found) -> bool:
    """Whether a pair rests on what stands around, and not on what a sentence says of a code and its successor."""
    if claim.pattern == DRUG_OF_SUCCESSOR:
        return False
    if _is_tie(claim) and claim.pattern == "drug-bracket-code":
        return claim.polarity == "asserted"  # "beside durvalumab (J9347 with J9173)"
    return _is_tie(claim) and claim.polarity in {"asserted", "historical"} and claim.confidence != "high"


def _is_right(claim: Found, names: Names) -> bool:
    """Whether the code has ever been of these substances, in whatever form; a biologic suffix must be its own."""
    known, said = known_codes()[claim.subject.value], product_of(claim.object, names)
    return known.denotes(said) or (
        not any(split_suffix(part)[1] for part in said.split(" + "))
        and _substances(said) in map(_substances, known.drugs)
    )


def _substances(product: str) -> frozenset[str]:
    return frozenset(bare(part).partition(" ")[0] for part in product.split(" + "))
