"""What a text only tells of, though its words say it: what others did, what it sets right at once, and which of two codes came last.

"J2323 went out for Tyruko. J2323 is natalizumab" does not say that J2323 is for Tyruko. Nobody can tell that from the first
sentence: who knows which of the two is right sees that the second corrects it. Without a word of an error or of somebody else, two
such sentences contradict each other, and that is left for the rules to find.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from auditor.extraction.agreement import fits, is_right, is_tie, never_was_so
from auditor.extraction.courses import CODE_MEANING
from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import product_of
from auditor.extraction.mentions import bare
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.known import came_after, is_in_use, is_over, known_codes
from auditor.lexicon.names import Names

# "Got a reject for Skyrizi, J2357", "Epinephrine: J0171 on claims of July 2025": what was sent.
_REJECTED: Final = late(
    r"\b(?:got|gets?|had|have|having|getting|received|saw|seeing) (?:an? |another |more |several )?(?:rejects?|rejections?|denials?|kickbacks?) (?:for|on|with) [^.;:]{0,60}\Z|"
    r"\b(?:told|asked|instructed|advised) (?:\w+ ){1,4}to (?:bill|use|report|code|send|submit|put|allow|accept|permit|approve|cover|pay|load|honou?r) [^.;:]{0,60}\Z",
    re.IGNORECASE,
)
_ON_CLAIMS: Final = late(r" on (?:\w+ ){0,2}?(?:claims|lines) (?:of|from|dated|in) \w", re.IGNORECASE)
# "For a service date in February 2024 we did report C9161": with a code that was valid then.
_DID_REPORT: Final = late(
    r"\b(?:did|had to|used to) (?:report|bill|use|submit|code|send|put)(?: (?:it|them|this|that))?(?: (?:as|with|under|on|code))? \Z",
    re.IGNORECASE,
)
_REFUSED: Final = late(
    r"(?:[^|<>\n]{0,40}(?:\||</?[a-z]+>))?(?:[\s|,;:–—→>=-]|<[^<>]{1,40}>){1,12}(?:will |to be |we )?(?:deny|denies|denied|pends?|rejects?|rejected|returns?|returned|recode|recoup|fails?)\b",
    re.IGNORECASE,
)
_BOUNCED: Final = late(
    r"(?:-[A-Z]{2})?(?: ?[x×*] ?[\d,]+)?,? (?:bounced|(?:was|got|came back) (?:denied|rejected|returned|bounced)|denied|rejected|kicked back)\b",
    re.IGNORECASE,
)
# "A Kadcyla line was charged as J9355"
_CHARGED: Final = late(
    r"\b(?:(?:was|were|got|been) (?:mis)?(?:charged|billed|sent|coded|keyed|entered|reported|submitted|filed)|(?:went|came) (?:out|in)) (?:as|under|with|on|to)\b",
    re.IGNORECASE,
)
_OF_A_TIME: Final = late(r"\b(?:had|until|till|through|before|formerly|previously|from|(?:19|20)\d\d)\b", re.IGNORECASE)
_TOLD_BACKWARDS: Final = frozenset({"new-took-place-of-old", "in-order"})
_TELLS_OF_USE: Final = frozenset({"code-for", "code-for-drug", "drug-under-code"})
_HAD: Final = late(r"\bhad\b", re.IGNORECASE)
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
_APART: Final = 40  # characters between two entries of one list
_MARKED_BEFORE: Final = late(
    r"\bWRONG\b|\b(?:do not|don['’]t|not to be|never) (?:use|used|bill|rely|trust)\b|\b(?:damaged|scrambled|swapped|mixed[- ]up|corrupted|garbled|faulty|wrong|incorrect|bad|mistaken|false|shuffled) "
    r"(?:\w+ ){0,2}(?:sheet|list|table|pairs?|version|export|file|card|rows?|lines?|entries|codes)\b",
)
_MARKED_AFTER: Final = late(
    r"\b(?:not one|none|no one|neither|not a single (?:one|line|pair|row)) of (?:the|those|these|them)\b(?:[^.;:]{0,40}\b(?:right|correct|true|holds?|fits?|so)\b|(?: \w+)? (?:is|are|was|were)\.)|"
    r"\b(?:all|both|every one) (?:of (?:them|these|those) )?(?:\w+ ){0,2}(?:are|is|were|was) (?:wrong|false|incorrect|mistakes?)\b",
    re.IGNORECASE,
)
_BESIDE: Final = 150  # characters between what somebody else said and what sets it right
_SOON: Final = 250  # the same, where it is called wrong
_REMOVED: Final = frozenset("-–−")  # opens a line of a list of changes
_ADDED: Final = "+"
_LONGEST: Final = 1_000  # characters of both together
_TOLD_BEFORE: Final = 40  # characters before a code in which it is told what was done with it
_MOST: Final = 24  # statements near a wrong one, among which the one is that sets it right
_COMPARED: Final = 2  # codes of a row that has what was wrong beside what is right
_WAS_SENT: Final = late(  # "a clinic in Tulsa sent J2323 for ocrelizumab"
    r"\b(?:using|sending|sent|submitted|billed|keyed|entered|filed|typed|picked|chose|dropped|tried|(?:had|saw) (?:\w+ ){1,3}(?:bill|use|report|send)|(?:continues?|still|keeps?) (?:to )?(?:bill|use|report|send|enter|submit)s?|(?:vendor|scrubber|system|software|crosswalk|template|grouper) (?:maps|puts|sends|shows|has)[^.;]{0,40}?)(?: in)?(?: code)? ?\Z",
    re.IGNORECASE,
)


def corrected(text: str, found: Sequence[Found], names: Names) -> list[Found]:
    """The claims, as hypothetical those that the text tells of others or sets right at once, and as they are now those on new codes."""
    found = [claim._replace(polarity="hypothetical") if _never_was(text, claim, names) else claim for claim in found]
    found = [claim._replace(polarity="hypothetical") if _is_refused(text, claim, names) else claim for claim in found]
    found = [claim._replace(polarity="historical") if _was_reported(text, claim) else claim for claim in found]
    return _with_corrected(text, _in_force(found, names), names)


def _never_was(text: str, claim: Found, names: Names) -> bool:
    """As in "Three lines had J2506 for Fulphila": what was so, and never could be, somebody got wrong; the text only tells of it.

    "J2506 was formerly the code for Fulphila" tells of no use: it says what the code was, wrongly, and stays history.
    """
    if claim.subject_span is not None and claim.polarity == "asserted" and claim.kind == "code-drug":
        if _ON_CLAIMS.match(text, claim.subject_span.end) is not None and is_over(claim.subject.value):
            return True
        if (
            _REJECTED.search(text, claim.span.start, claim.subject_span.start) is not None
            or _BOUNCED.match(text, claim.subject_span.end) is not None
        ):
            return is_over(claim.subject.value) or (is_tie(claim) and not is_right(claim, names))
    if (
        claim.polarity in {"asserted", "historical"}
        and claim.pattern in _TELLS_OF_USE
        and _CHARGED.search(text, claim.span.start, claim.span.end)
        and not _OF_A_TIME.search(text, claim.span.start, claim.span.end)
    ):
        return is_tie(claim) and not is_right(claim, names)
    if claim.subject_span is not None and claim.polarity == "asserted" and claim.pattern in _TELLS_OF_USE:
        return _WAS_SENT.search(text, claim.span.start, claim.subject_span.start) is not None and never_was_so(
            claim, names
        )
    if claim.polarity != "historical" or claim.pattern not in _TELLS_OF_USE or claim.subject.mention is None:
        return False
    if _HAD.search(text, claim.span.start, claim.span.end) is None:
        return False
    return never_was_so(claim, names)


def _was_reported(text: str, claim: Found) -> bool:
    """As in "we did report C9161, aflibercept HD, 1 mg": under a code that has ended since."""
    if claim.subject_span is None or claim.polarity != "asserted" or claim.kind not in CODE_MEANING:
        return False
    return is_over(claim.subject.value) and bool(
        _DID_REPORT.search(text, max(0, claim.subject_span.start - _TOLD_BEFORE), claim.subject_span.start)
    )


def _is_refused(text: str, claim: Found, names: Names) -> bool:
    """As in "J2350 billed for Ocrevus Zunovo | deny, recode": what a line of claims may not have."""
    of_claim = claim.kind == "code-unit" or (claim.pattern.startswith("code-for") and is_tie(claim))
    if not of_claim or claim.polarity != "asserted" or claim.subject.value not in known_codes():
        return False
    where = claim.object_span or claim.span
    refused = _REFUSED.match(text, where.end) or _REFUSED.match(text, claim.span.end)
    return refused is not None and not fits(claim, names)


def _with_corrected(text: str, found: Sequence[Found], names: Names) -> list[Found]:
    """As in "J2323 went out for Tyruko. J2323 is natalizumab": what others did, and the text sets right at once, it does not say itself."""
    told = [claim for claim in found if claim.polarity == "asserted" and claim.kind in CODE_MEANING]
    wrong: list[Found] = []
    right: dict[tuple[str, str], list[Found]] = {}
    for claim in told:
        if claim.subject.value not in known_codes():
            continue
        if fits(claim, names):
            right.setdefault((claim.kind, claim.subject.value), []).append(claim)
        else:
            wrong.append(claim)
    if not wrong:
        return list(found)
    for claims in right.values():
        claims.sort(key=_begins)
    per_row = Counter(span for span, _ in {(claim.span, claim.subject.value) for claim in told})
    mended = {
        id(claim)
        for claim in wrong
        for other in _near(right.get((claim.kind, claim.subject.value), ()), claim)
        if _is_corrected(text, claim, other, few=per_row[claim.span] <= _COMPARED)
    }
    mended |= _denied_next(found, wrong, names)
    mended |= _marked_wrong(text, told, {id(claim) for claim in wrong}, right)
    return [claim._replace(polarity="hypothetical") if id(claim) in mended else claim for claim in found]


def _denied_next(found: Sequence[Found], wrong: Sequence[Found], names: Names) -> set[int]:
    """As in "Our mailing paired Q5134 with Ocrevus. Q5134 is not ocrelizumab": what is false, and the text denies right behind it."""
    denied: dict[tuple[str, str], list[int]] = {}
    for claim in found:
        if claim.polarity == "denied" and claim.kind == "code-drug":
            denied.setdefault((claim.subject.value, bare(product_of(claim.object, names))), []).append(claim.span.start)
    return {
        id(claim)
        for claim in wrong
        if claim.kind == "code-drug"
        for start in denied.get((claim.subject.value, bare(product_of(claim.object, names))), ())[:_MOST]
        if 0 <= start - claim.span.start <= _SOON
    }


def _marked_wrong(
    text: str, told: Sequence[Found], wrong: AbstractSet[int], right: Mapping[tuple[str, str], Sequence[Found]]
) -> set[int]:
    """The entries of a list that the text marks as wrong, where it has every code's own meaning elsewhere: "WRONG - for the record only"."""
    runs: list[list[Found]] = [[]]
    for claim in sorted(told, key=_begins):
        if id(claim) not in wrong or (runs[-1] and claim.span.start - runs[-1][-1].span.end > _APART):
            runs.append([])
        if id(claim) in wrong:
            runs[-1].append(claim)
    return {id(claim) for run in runs if run and _is_marked(text, run, right) for claim in run}


def _is_marked(text: str, run: Sequence[Found], right: Mapping[tuple[str, str], Sequence[Found]]) -> bool:
    """Whether the text calls several wrong entries wrong, before them or behind."""
    first, last = run[0].span.start, run[-1].span.end
    if _MARKED_AFTER.search(" ".join(text[last : last + _BESIDE].split())):
        return True
    listed = len({claim.subject.value for claim in run}) > 1
    mended = all((claim.kind, claim.subject.value) in right for claim in run)
    return (
        listed and mended and _MARKED_BEFORE.search(" ".join(text[max(0, first - _SOON) : first].split())) is not None
    )


def _begins(claim: Found) -> int:
    return claim.span.start


def _near(right: Sequence[Found], wrong: Found) -> Sequence[Found]:
    """Those of the right statements, in their order, that stand close enough to a wrong one."""
    first = bisect_left(right, wrong.span.start, key=_begins)
    return right[first : min(bisect_right(right, wrong.span.end + _SOON, key=_begins), first + _MOST)]


def _is_corrected(text: str, wrong: Found, right: Found, *, few: bool) -> bool:
    """Whether a statement of a code's own drug or unit stands so close to a wrong one that it sets that right."""
    if wrong.span == right.span and wrong.pattern.startswith("row-"):
        return False  # one cell beside another code's
    if wrong.span == right.span and few and "|" in text[wrong.span.start : wrong.span.end]:
        return True  # "He had | He should have had"
    gap = right.span.start - wrong.span.end
    if gap >= 0 and _opening(text, wrong) in _REMOVED and _opening(text, right) == _ADDED:
        return True
    first, last = (
        wrong.span.start,
        max(wrong.span.end, right.span.end),
    )  # the right one does not begin before the wrong one
    if last - first > _LONGEST or gap > _SOON or (wrong.span != right.span and first == right.span.start):
        return False
    return _WAS_WRONG.search(text, first, last) is not None or (
        gap <= _BESIDE and _OF_OTHERS.search(text, wrong.span.start, wrong.span.end) is not None
    )


def _opening(text: str, claim: Found) -> str:
    """The first sign of the line in which a claim stands."""
    start = text.rfind("\n", max(0, claim.span.start - _LONGEST), claim.span.start) + 1
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
    if not is_in_use(claim.subject.value):
        return False
    if claim.kind == "code-route":
        return claim.object.value in routes_of(claim.subject.value)
    return claim.kind in CODE_MEANING and fits(claim, names)
