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
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names, split_suffix

_TOLD_OF_ALL: Final = frozenset({"route-of-paragraph", "route-of-list", "route-of-table"})


def without_misread(text: str, found: Sequence[Found], names: Names) -> list[Found]:
    """The claims without those pairs of code and drug that rest on what is implied, and that the rest of the document corrects."""
    found = [claim for claim in found if not (_cannot_be_given_so(claim) or _is_wrong_denial(claim, names))]
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


def _is_told(code: str, shown: str) -> bool:
    """Whether the text names a drug that the code has denoted."""
    return any(split_suffix(drug.partition(" + ")[0])[0] in shown for drug in known_codes()[code].drugs)


def _is_wrong_denial(claim: Found, names: Names) -> bool:
    """As in "Empaveli, the subcutaneous pegcetacoplan, must not be reported with J2781": a presentation is denied its code, not the drug."""
    if claim.polarity != "denied":
        return False
    if claim.kind == "drug-brand":
        known = names.brand(claim.object.value)  # "meloxicam that is neither Delova nor Azurity"
        return known is not None and claim.subject.value in {known.drug, known.full}
    if not _is_tie(claim) or (claim.confidence == "high" and claim.pattern != "drug-under-code"):
        return False
    return known_codes()[claim.subject.value].denotes(product_of(claim.object, names))


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
