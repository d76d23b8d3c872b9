"""Claims that a document itself shows to be misread: both the code and the drug are tied rightly elsewhere in it.

What "it" or "this code" means is told from what stands around. Where that ties a code to a drug that the code set does not give
it, and the same document gives this code its own drug and that drug its own code, the wrong pair is ours and not the writer's.
Nor is a route that a whole table or paragraph has told of a code whose drug is never given so. That a code shares the drug of
another, or is of the drug of its paragraph, is a guess, which the code set may not contradict unless the document says it
elsewhere in plain words. Of statements that name both sides, those fall which say it of something else, as the functions below tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from auditor.extraction.agreement import counts, is_akin, is_right, is_tie
from auditor.extraction.corrections import corrected
from auditor.extraction.found import Found, within
from auditor.extraction.late import late
from auditor.extraction.links import product_of
from auditor.extraction.mentions import bare
from auditor.extraction.relations.code_drug import SHARED_DRUG
from auditor.extraction.relations.code_unit import BESIDE
from auditor.extraction.relations.successor import DRUG_OF_SUCCESSOR
from auditor.extraction.sentence_before import SAME_UNIT
from auditor.extraction.surroundings import UNIT_OF_LIST
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.drug_targets import targets_of
from auditor.lexicon.known import is_in_use, known_codes
from auditor.lexicon.names import Names, split_suffix
from auditor.model.source import Span

_LIKE_IT: Final = late(r" (?:biosimilars?|copies|follow-ons?|generics?)\b", re.IGNORECASE)
_AND_IS: Final = late(
    r"(?: ?\([^()]{1,40}\))?,? and (?:it )?(?:is|has|goes|bears|carries|takes|uses) (?:[a-z]+ ){0,3}", re.IGNORECASE
)
_NOT: Final = late(r"\b(?:not|never|no longer)(?: (?:the|an?|for))?[ *_]{1,3}\Z", re.IGNORECASE)
_SAME_AS: Final = late(
    r"\bthe same (?:product|drug|preparation|globulin|one|thing|medicine|medication)\b", re.IGNORECASE
)
_NOT_BEFORE: Final = 16  # characters before a drug in which "not the" has room
_OF_EACH: Final = late(r" (?:of )?each\b(?! (?:unit|time|vial|dose))", re.IGNORECASE)
_CODE_AFTER: Final = late(r"(?:,| is| as|:)? ([A-Z]\d{4})\b")
_COUNTS_DOSE: Final = frozenset({"amount-is-unit", "counted-by-amount"})  # as "12 mCi is 1 unit" does of a study dose
_NEAR_ROUTES: Final = frozenset({"code-then-route", "route-then-code"})
_POINT_BACK: Final = frozenset({"code-is-its-code", "latter-drug"})  # to one of several drugs
_FAR: Final = 55  # characters between a code and a route, in which other drugs have room
_TOLD_OF_ALL: Final = frozenset({"route-of-paragraph", "route-of-list", "route-of-table"})


def without_misread(text: str, found: Sequence[Found], names: Names) -> list[Found]:
    """The claims without those pairs of code and drug that rest on what is implied, and that the rest of the document corrects."""
    given = {
        (claim.subject.value, claim.span) for claim in found if claim.object.value in routes_of(claim.subject.value)
    }
    found = [
        claim
        for claim in found
        if not (_cannot_be_given_so(claim, given) or _cannot_count_so(claim) or _is_wrong_denial(claim, names))
        if not (
            _denies_others(text, claim)
            or _is_of_denied(text, claim, names)
            or _is_of_subject(text, claim, names)
            or _ended_unnamed(claim)
        )
    ]
    found = corrected(text, found, names)
    found = _without_odd_units(text, _without_strangers(found, names))
    found = _without_brands_of_others(found, names)
    wrong = {at for at, claim in enumerate(found) if _is_implied(text, claim) and not _is_meant(claim, names)}
    if not wrong:
        return found
    right = [claim for claim in found if claim.polarity != "denied" and is_tie(claim) and is_right(claim, names)]
    shown = text.lower()
    codes = {claim.subject.value for claim in right}
    drugs = {product_of(claim.object, names) for claim in right}
    said = {_pair(claim, names) for claim in found if is_tie(claim) and claim.confidence != "low"}
    return [
        claim
        for at, claim in enumerate(found)
        if at not in wrong
        or not (
            claim.pattern == SHARED_DRUG
            or (claim.confidence == "low" and _pair(claim, names) not in said and not is_akin(claim, names))
            or (
                (claim.polarity == "asserted" or claim.pattern in _POINT_BACK)
                and (claim.subject.value in codes or _is_told(claim.subject.value, shown))
                and (product_of(claim.object, names) in drugs or claim.pattern in _POINT_BACK)
            )
        )
    ]


def _pair(claim: Found, names: Names) -> tuple[str, str]:
    return claim.subject.value, product_of(claim.object, names)


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


def _without_odd_units(text: str, found: Sequence[Found]) -> list[Found]:
    """As in "Infliximab and its biosimilars are billed per 10 mg" below other codes: of what is told of several, those are meant that count so.

    And "The same goes for Ixifi, Q5109" speaks of something else if that code has another unit, as does an amount that only stands near.
    """
    units = [claim for claim in found if claim.kind == "code-unit"]
    odd = {id(claim) for claim in units if counts(claim) is False}
    if not odd:
        return list(found)
    fitting = [claim for claim in units if id(claim) not in odd and claim.subject.value in known_codes()]
    fits = {claim.object_span for claim in fitting}
    right = {claim.subject.value for claim in fitting}
    shared = Counter(claim.object_span for claim in units if claim.subject_span is None)
    misread = {
        claim.object_span
        for claim in units
        if id(claim) in odd and shared[claim.object_span] > 1 and claim.subject.value in right
    }
    return [
        claim
        for claim in found
        if id(claim) not in odd
        or not (
            claim.pattern == SAME_UNIT
            or _is_of_next(text, claim)
            or (
                claim.subject_span is None
                and (
                    claim.pattern in BESIDE
                    or claim.object_span in fits
                    or claim.object_span in misread
                    or (claim.pattern in _COUNTS_DOSE and claim.subject.value in right)
                )
            )
        )
    ]


def _is_of_next(text: str, claim: Found) -> bool:
    """As in "oral 25 mg J7515, oral 100 mg J7502": the amount is the next code's; and "10 mg of each" of two substances is no unit."""
    if claim.object_span is None or claim.pattern not in BESIDE:
        return False
    if _OF_EACH.match(text, claim.object_span.end):
        return True
    after = _CODE_AFTER.match(text, claim.object_span.end)
    own = known_codes().get(after[1]) if after else None
    return own is not None and own.counts(claim.object.value)


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
    known = targets_of(drug)
    return target in known if known else None


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
    if not is_tie(claim) or (claim.confidence == "high" and claim.pattern != "drug-under-code"):
        return False
    return known_codes()[claim.subject.value].denotes(product_of(claim.object, names))


def _denies_others(text: str, claim: Found) -> bool:
    """As in "J1745 does not describe any infliximab biosimilar": the products that are like a drug are denied its code, not the drug."""
    if claim.polarity != "denied" or claim.kind != "code-drug" or claim.object_span is None:
        return False
    return _LIKE_IT.match(text, claim.object_span.end) is not None


def _is_of_denied(text: str, claim: Found, names: Names) -> bool:
    """As in "Says ravulizumab: not eculizumab, J1303": the code is that of the other, if the code set says so."""
    if claim.pattern == "code-is-its-code" and _SAME_AS.search(text, claim.span.start, claim.span.end):
        return is_tie(claim) and not is_right(claim, names)  # "J1573 is the same product": nobody can tell as which
    if claim.pattern != "drug-beside-code" or claim.object_span is None or claim.polarity == "denied":
        return False
    before = text[max(claim.span.start, claim.object_span.start - _NOT_BEFORE) : claim.object_span.start]
    return _NOT.search(before) is not None and is_tie(claim) and not is_right(claim, names)


def _is_of_subject(text: str, claim: Found, names: Names) -> bool:
    """As in "Glucarpidase clears methotrexate and is C9293": the code is that of the drug which the sentence is about."""
    if not is_tie(claim) or claim.subject_span is None or claim.object_span is None or claim.polarity == "denied":
        return False
    if _AND_IS.fullmatch(text, claim.object_span.end, claim.subject_span.start) is None or is_right(claim, names):
        return False
    before = text[claim.span.start : claim.object_span.start].lower()
    return _is_told(claim.subject.value, before)


def _ended_unnamed(claim: Found) -> bool:
    """As in "(d2) Deleted June 30, 2025. J3373 replaces it": what ended is not named, and no code that is valid still."""
    if claim.kind != "code-status" or claim.object.value != "discontinued" or claim.polarity != "asserted":
        return False
    where = claim.subject_span
    return is_in_use(claim.subject.value) and (where is None or within(where, claim.span) is None)


def _cannot_count_so(claim: Found) -> bool:
    """Whether a unit that stands over a list is none of a code's that is measured in something else: "each 1,000 units" over darbepoetin."""
    if claim.kind != "code-unit" or claim.pattern != UNIT_OF_LIST:
        return False
    known = known_codes().get(claim.subject.value)
    return known is not None and known.counts_otherwise(claim.object.value)


def _cannot_be_given_so(claim: Found, given: AbstractSet[tuple[str, Span]]) -> bool:
    """Whether a route is none of a code's, and is told of all that a paragraph or table names, of what is implied, or far from the code.

    As in "Perseris and Uzedy go under the skin, IM the rest" and "Daratumumab (J9145), bortezomib and lenalidomide by mouth". `given`: codes
    of which a sentence tells a way that is known; what it tells beside that, "into a vein or under the skin", it means.
    """
    if claim.kind != "code-route" or claim.polarity != "asserted":
        return False
    known = routes_of(claim.subject.value)
    if not known or claim.object.value in known:
        return False
    return claim.pattern in _TOLD_OF_ALL or (
        claim.pattern in _NEAR_ROUTES and _is_far(claim) and (claim.subject.value, claim.span) not in given
    )


def _is_far(claim: Found) -> bool:
    code, route = claim.subject_span, claim.object_span
    if code is None or route is None:
        return True
    return max(code.start, route.start) - min(code.end, route.end) > _FAR


def _is_implied(text: str, claim: Found) -> bool:
    """Whether a pair rests on what stands around, and not on what a sentence says of a code and its successor."""
    if claim.pattern == DRUG_OF_SUCCESSOR:
        return False
    if is_tie(claim) and claim.pattern == "drug-bracket-code":
        return claim.polarity == "asserted" and not _in_own_bracket(
            text, claim
        )  # "beside durvalumab (J9347 with J9173)"
    named = claim.subject_span is not None and claim.confidence == "high"
    return is_tie(claim) and claim.polarity in {"asserted", "historical"} and not named


def _in_own_bracket(text: str, claim: Found) -> bool:
    """As in "brolucizumab-dbll (J2777)": the bracket right behind a drug holds its code and nothing else."""
    code, drug = claim.subject_span, claim.object_span
    if code is None or drug is None:
        return False
    return text[drug.end : code.start].strip(" *_`") == "(" and text[code.end : code.end + 3].lstrip(" *_`").startswith(
        ")"
    )


def _is_meant(claim: Found, names: Names) -> bool:
    """Whether a pair can be what was meant; a code that shares a drug has that very one, not another form of it."""
    if claim.pattern == SHARED_DRUG:
        known, said = known_codes()[claim.subject.value], product_of(claim.object, names)
        return known.denotes(said) or (is_right(claim, names) and said not in _drugs_with_codes())
    return is_right(claim, names)


@cache
def _drugs_with_codes() -> frozenset[str]:
    """The names under which the code set has drugs."""
    return frozenset(drug for known in known_codes().values() for drug in known.drugs)
