"""Claims that a document itself shows to be misread: both the code and the drug are tied rightly elsewhere in it.

What "it" or "this code" means is told from what stands around. Where that ties a code to a drug that the code set does not give
it, and the same document gives this code its own drug and that drug its own code, the wrong pair is ours and not the writer's.
Nor is a route that a whole table or paragraph has told of a code whose drug is never given so. That a code shares the drug of
another, or is of the drug of its paragraph, is a guess, which the code set may not contradict unless the document says it
elsewhere in plain words. A statement that names both sides is never touched.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Final

from auditor.extraction.courses import CODE_MEANING
from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import product_of
from auditor.extraction.mentions import bare
from auditor.extraction.relations.code_drug import SHARED_DRUG
from auditor.extraction.relations.code_unit import BESIDE
from auditor.extraction.relations.successor import DRUG_OF_SUCCESSOR
from auditor.extraction.sentence_before import SAME_UNIT
from auditor.extraction.surroundings import UNIT_OF_LIST
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.drug_targets import DRUG_TARGETS
from auditor.lexicon.known import came_after, known_codes
from auditor.lexicon.names import Names, split_suffix
from auditor.model.source import Span

_SHORTEST_WORD: Final = 4  # letters of a name that tell it from "acid" and "for"
_LIKE_IT: Final = late(r" (?:biosimilars?|copies|follow-ons?|generics?)\b", re.IGNORECASE)
_TOLD_BACKWARDS: Final = frozenset({"new-took-place-of-old", "in-order"})
_TELLS_OF_USE: Final = frozenset({"code-for", "code-for-drug", "drug-under-code"})
_HAD: Final = late(r"\bhad\b", re.IGNORECASE)
_AND_IS: Final = late(
    r"(?: ?\([^()]{1,40}\))?,? and (?:it )?(?:is|has|goes|bears|carries|takes|uses) (?:[a-z]+ ){0,3}", re.IGNORECASE
)
# What tells that somebody else said or did a thing, and what tells that it was wrong.
_OF_OTHERS: Final = late(
    r"\b(?:had|was|were|went|came|gave|gives|lists?|listed|shows?|showed|says?|said|puts?|keyed|typed|sent|posted|entered|printed|picked|chose|claims?|handouts?|slides?|sheets?|tickets?|"
    r"screens?|cards?|drafts?|question)\b",
    re.IGNORECASE,
)
_WAS_WRONG: Final = late(
    r"\b(?:wrong(?:ly)?|mistakes?|mistaken|errors?|incorrect(?:ly)?|backwards|swapped|crossed|mixed up|(?:code|number|it|that|this|which) belongs|should (?:be|read|say|have)|ought to|finding|correct(?:ion|ed|s)?|fix(?:ed)?|resolved)\b",
    re.IGNORECASE,
)
_BESIDE: Final = 150  # characters between what somebody else said and what sets it right
_SOON: Final = 250  # the same, where it is called wrong
_REMOVED: Final = frozenset("-–−")  # opens a line of a list of changes
_ADDED: Final = "+"
_LONGEST: Final = 1_000  # characters of both together
_COMPARED: Final = 2  # codes of a row that has what was wrong beside what is right
_COUNTS_DOSE: Final = frozenset({"amount-is-unit", "counted-by-amount"})  # as "12 mCi is 1 unit" does of a study dose
_WAS_SENT: Final = late(  # "a clinic in Tulsa sent J2323 for ocrelizumab"
    r"\b(?:sent|submitted|billed|keyed|entered|filed|typed|picked|chose|dropped|tried|(?:had|saw) (?:\w+ ){1,3}(?:bill|use|report|send)|(?:vendor|scrubber|system|software|crosswalk|template|grouper) (?:maps|puts|sends|shows|has)[^.;]{0,40}?)(?: in)?(?: code)? ?\Z",
    re.IGNORECASE,
)
_NEAR_ROUTES: Final = frozenset({"code-then-route", "route-then-code"})
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
        if not (_denies_others(text, claim) or _is_of_subject(text, claim, names) or _ended_unnamed(claim))
    ]
    found = [claim._replace(polarity="hypothetical") if _never_was(text, claim, names) else claim for claim in found]
    found = _in_force(found, names)
    found = _with_corrected(text, found, names)
    found = _without_odd_units(_without_strangers(found, names))
    found = _without_brands_of_others(found, names)
    wrong = {at for at, claim in enumerate(found) if _is_implied(claim) and not _is_meant(claim, names)}
    if not wrong:
        return found
    right = [claim for claim in found if claim.polarity != "denied" and _is_tie(claim) and _is_right(claim, names)]
    shown = text.lower()
    codes = {claim.subject.value for claim in right}
    drugs = {product_of(claim.object, names) for claim in right}
    said = {_pair(claim, names) for claim in found if _is_tie(claim) and claim.confidence != "low"}
    return [
        claim
        for at, claim in enumerate(found)
        if at not in wrong
        or not (
            claim.pattern == SHARED_DRUG
            or (claim.confidence == "low" and _pair(claim, names) not in said and not _is_akin(claim, names))
            or (
                claim.polarity == "asserted"
                and (claim.subject.value in codes or _is_told(claim.subject.value, shown))
                and product_of(claim.object, names) in drugs
            )
        )
    ]


def _pair(claim: Found, names: Names) -> tuple[str, str]:
    return claim.subject.value, product_of(claim.object, names)


def _never_was(text: str, claim: Found, names: Names) -> bool:
    """As in "Three lines had J2506 for Fulphila": what was so, and never could be, somebody got wrong; the text only tells of it.

    "J2506 was formerly the code for Fulphila" tells of no use: it says what the code was, wrongly, and stays history.
    """
    if claim.subject_span is not None and claim.polarity == "asserted" and claim.pattern in _TELLS_OF_USE:
        return _WAS_SENT.search(text, claim.span.start, claim.subject_span.start) is not None and never_was_so(
            claim, names
        )
    if claim.polarity != "historical" or claim.pattern not in _TELLS_OF_USE or claim.subject.mention is None:
        return False
    if _HAD.search(text, claim.span.start, claim.span.end) is None:
        return False
    return never_was_so(claim, names)


def never_was_so(claim: Found, names: Names) -> bool:
    """Whether the code set has never had a code for such a drug, nor for one of a like name."""
    return _is_tie(claim) and not _is_right(claim, names) and not _is_akin(claim, names)


def _with_corrected(text: str, found: Sequence[Found], names: Names) -> list[Found]:
    """As in "J2323 went out for Tyruko. J2323 is natalizumab": what others did, and the text sets right at once, it does not say itself."""
    told = [claim for claim in found if claim.polarity == "asserted" and claim.kind in CODE_MEANING]
    judged = [(claim, _fits(claim, names)) for claim in told if claim.subject.value in known_codes()]
    wrong = [claim for claim, fits in judged if not fits]
    if not wrong:
        return list(found)
    right: dict[tuple[str, str], list[Found]] = {}
    for claim, fits in judged:
        if fits:
            right.setdefault((claim.kind, claim.subject.value), []).append(claim)
    per_row = Counter(span for span, _ in {(claim.span, claim.subject.value) for claim in told})
    corrected = {
        id(claim)
        for claim in wrong
        for other in right.get((claim.kind, claim.subject.value), ())
        if _is_corrected(text, claim, other, few=per_row[claim.span] <= _COMPARED)
    }
    return [claim._replace(polarity="hypothetical") if id(claim) in corrected else claim for claim in found]


def _fits(claim: Found, names: Names) -> bool:
    return _counts(claim) is not False if claim.kind == "code-unit" else _is_right(claim, names)


def _is_corrected(text: str, wrong: Found, right: Found, *, few: bool) -> bool:
    """Whether a statement of a code's own drug or unit stands so close to a wrong one that it sets that right."""
    if wrong.span == right.span and wrong.pattern.startswith("row-"):
        return False  # one cell beside another code's
    if wrong.span == right.span and few and "|" in text[wrong.span.start : wrong.span.end]:
        return True  # "He had | He should have had"
    gap = right.span.start - wrong.span.end
    if gap >= 0 and _opening(text, wrong) in _REMOVED and _opening(text, right) == _ADDED:
        return True
    first, last = min(wrong.span.start, right.span.start), max(wrong.span.end, right.span.end)
    if last - first > _LONGEST or gap > _SOON or (gap < 0 and wrong.span != right.span and first == right.span.start):
        return False
    return _WAS_WRONG.search(text, first, last) is not None or (
        gap <= _BESIDE and _OF_OTHERS.search(text, wrong.span.start, wrong.span.end) is not None
    )


def _opening(text: str, claim: Found) -> str:
    """The first sign of the line in which a claim stands."""
    start = text.rfind("\n", 0, claim.span.start) + 1
    return text[start : start + 1]


def _in_force(found: Sequence[Found], names: Names) -> list[Found]:
    """What is said of a code that came after another, and is valid still, is so; and which of two came after the other is known.

    As in "C9168, until that day the number for mirikizumab, became J2267: mirikizumab" and "the codes that replaced them: J0517 and J2182".
    """
    out = []
    came = {
        (claim.object.value, claim.span)
        for claim in found
        if claim.kind == "code-successor" and claim.polarity == "asserted"
    }
    for claim in found:
        code = claim.subject.value
        if claim.kind == "code-successor" and claim.pattern in _TOLD_BACKWARDS and came_after(code, claim.object.value):
            out.append(
                claim._replace(
                    subject=claim.object,
                    object=claim.subject,
                    subject_span=claim.object_span,
                    object_span=claim.subject_span,
                )
            )
            came.add((code, claim.span))
        else:
            out.append(claim)
    return [
        claim._replace(polarity="asserted")
        if claim.polarity == "historical" and (claim.subject.value, claim.span) in came and _holds(claim, names)
        else claim
        for claim in out
    ]


def _holds(claim: Found, names: Names) -> bool:
    """Whether a code that is valid has the drug, the unit or the route that a claim gives it."""
    known = known_codes().get(claim.subject.value)
    if known is None or known.is_over:
        return False
    if claim.kind == "code-route":
        return claim.object.value in routes_of(claim.subject.value)
    return claim.kind in CODE_MEANING and _fits(claim, names)


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


def _without_odd_units(found: Sequence[Found]) -> list[Found]:
    """As in "Infliximab and its biosimilars are billed per 10 mg" below other codes: of what is told of several, those are meant that count so.

    And "The same goes for Ixifi, Q5109" speaks of something else if that code has another unit, as does an amount that only stands near.
    """
    units = [claim for claim in found if claim.kind == "code-unit"]
    odd = {id(claim) for claim in units if _counts(claim) is False}
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


def _counts(claim: Found) -> bool | None:
    """Whether a code is known to count so; None where nothing is known of it."""
    known = known_codes().get(claim.subject.value)
    return None if known is None else known.counts(claim.object.value)


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


def _denies_others(text: str, claim: Found) -> bool:
    """As in "J1745 does not describe any infliximab biosimilar": the products that are like a drug are denied its code, not the drug."""
    if claim.polarity != "denied" or claim.kind != "code-drug" or claim.object_span is None:
        return False
    return _LIKE_IT.match(text, claim.object_span.end) is not None


def _is_of_subject(text: str, claim: Found, names: Names) -> bool:
    """As in "Glucarpidase clears methotrexate and is C9293": the code is that of the drug which the sentence is about."""
    if not _is_tie(claim) or claim.subject_span is None or claim.object_span is None or claim.polarity == "denied":
        return False
    if _AND_IS.fullmatch(text, claim.object_span.end, claim.subject_span.start) is None or _is_right(claim, names):
        return False
    before = text[claim.span.start : claim.object_span.start].lower()
    return _is_told(claim.subject.value, before)


def _ended_unnamed(claim: Found) -> bool:
    """As in "(d2) Deleted June 30, 2025. J3373 replaces it": what ended is not named, and no code that is valid still."""
    if claim.kind != "code-status" or claim.object.value != "discontinued" or claim.polarity != "asserted":
        return False
    known = known_codes().get(claim.subject.value)
    where = claim.subject_span
    inside = where is not None and claim.span.start <= where.start and where.end <= claim.span.end
    return known is not None and not known.is_over and not inside


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


def _is_tie(claim: Found) -> bool:
    return claim.kind == "code-drug" and claim.subject.value in known_codes()


def _is_implied(claim: Found) -> bool:
    """Whether a pair rests on what stands around, and not on what a sentence says of a code and its successor."""
    if claim.pattern == DRUG_OF_SUCCESSOR:
        return False
    if _is_tie(claim) and claim.pattern == "drug-bracket-code":
        return claim.polarity == "asserted"  # "beside durvalumab (J9347 with J9173)"
    named = claim.subject_span is not None and claim.confidence == "high"
    return _is_tie(claim) and claim.polarity in {"asserted", "historical"} and not named


def _is_right(claim: Found, names: Names) -> bool:
    """Whether the code has ever been of these substances, in whatever form; a biologic suffix must be its own."""
    known, said = known_codes()[claim.subject.value], product_of(claim.object, names)
    return known.denotes(said) or (
        not any(split_suffix(part)[1] for part in said.split(" + "))
        and _substances(said) in map(_substances, known.drugs)
    )


def _is_meant(claim: Found, names: Names) -> bool:
    """Whether a pair can be what was meant; a code that shares a drug has that very one, not another form of it."""
    if claim.pattern == SHARED_DRUG:
        known, said = known_codes()[claim.subject.value], product_of(claim.object, names)
        return known.denotes(said) or (_is_right(claim, names) and said not in _drugs_with_codes())
    return _is_right(claim, names)


@cache
def _drugs_with_codes() -> frozenset[str]:
    """The names under which the code set has drugs."""
    return frozenset(drug for known in known_codes().values() for drug in known.drugs)


def _is_akin(claim: Found, names: Names) -> bool:
    """Whether the drug shares a word with one that the code has denoted: "epoetin beta" for "methoxy polyethylene glycol-epoetin beta".

    The code of a reference product is akin to no biosimilar.
    """
    said = product_of(claim.object, names)
    if claim.subject.value.startswith("J") and split_suffix(said)[1]:
        return False
    return any(_words(said) & _words(drug) for drug in known_codes()[claim.subject.value].drugs)


def _words(product: str) -> set[str]:
    """The words of a product's name, the suffixes aside."""
    return {
        word for part in product.split(" + ") for word in split_suffix(part)[0].split() if len(word) >= _SHORTEST_WORD
    }


def _substances(product: str) -> frozenset[str]:
    return frozenset(bare(part).partition(" ")[0] for part in product.split(" + "))
