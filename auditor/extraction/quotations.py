"""Somebody else's words: the lines of a mail that another mail quotes, and what stands in quotation marks and is known to be wrong.

A writer who answers "> Imfinzi belongs to J9022" or whose list of corrections opens with 'Line 118, "J9312 RITUXIMAB 100MG"' does
not say so himself. Of what stands in quotation marks only that is left aside which the code set contradicts: the same marks
hold descriptors and names, which are the writer's own words, too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from auditor.extraction.found import Found, as_shown
from auditor.extraction.late import late
from auditor.extraction.links import product_of
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names
from auditor.model.source import Document

# A text without any of these may list things with ">".
_IS_MAIL: Final = late(
    r"^[> \t]{0,8}(?:From|Sent|Subject|To|Re|Fwd?): |\bwrote:[ \t]*$|^-{2,9} ?Original Message",
    re.IGNORECASE | re.MULTILINE,
)
_BILLED_AS: Final = late(
    r"\d ?(?:mg|mcg|g|mL|units?|IU)\b[^.;:]{0,16}\b(?:billed|sent|keyed|charged|submitted|coded|entered)(?: out)? (?:as|with|under|on) (?:code )?$",
    re.IGNORECASE,
)
_NEAR: Final = 60  # characters before a code
_LINE: Final = late(
    r"\W{0,8}(?:\d{1,2}[.)] )?(?!.{0,40} (?:went|goes?|is|was|were|are|put|stays?|lives?|sits?|runs?|rides?|belongs?|billed|reported|came|comes|has|had|moved) )[A-Z][\w' -]{2,40} on (?:code )?"
)
_REMARK: Final = late(
    r"\b(?:remarks?|comments?|notes?|narrative|description|memo|annotation|item 19|loop 2400|order(?:ed)?|label(?:l?ed)?|typed|keyed)\W{1,3}[\"“][^\"”]{0,40}\Z",
    re.IGNORECASE,
)
_LINE_END: Final = late(r"\s{0,3}[.;]?\s{0,3}")
_OF_CODE: Final = frozenset({"code-drug", "code-unit"})
_LONGEST: Final = 400  # characters of a quotation on either side of what is read of it


def as_quoted(document: Document, found: Sequence[Found], names: Names) -> list[Found]:
    """The claims, as somebody else's those that the document only quotes."""
    text = document.text
    quotes = '"' in text or "“" in text or "&ldquo;" in text or "&quot;" in text or "&#" in text
    mail = document.media == "text" and "\n>" in text and _IS_MAIL.search(text) is not None
    return [
        claim._replace(polarity="hypothetical")
        if (mail and _in_mail(text, claim))
        or (
            ((quotes and (_in_marks(text, claim) or _remarked(text, claim))) or _on_claim(text, claim))
            and _is_wrong(claim, names)
        )
        else claim
        for claim in found
    ]


def _in_mail(text: str, claim: Found) -> bool:
    """Whether the line on which a claim begins is one that a mail quotes."""
    start = text.rfind("\n", 0, claim.span.start) + 1
    return text[start : claim.span.end].lstrip().startswith(">")


def _is_wrong(claim: Found, names: Names) -> bool:
    """Whether the code set has the code otherwise, or no longer."""
    known = known_codes().get(claim.subject.value)
    if known is None or claim.polarity not in {"asserted", "historical"}:
        return False
    if known.is_over:
        return True
    if claim.kind == "code-unit":
        return known.counts_otherwise(claim.object.value)
    return claim.kind == "code-drug" and not known.denotes(product_of(claim.object, names))


def _remarked(text: str, claim: Found) -> bool:
    """As in 'J2786 with remark "Nucala 100 mg"': what a line of a claim said was given, behind its code."""
    code, drug = claim.subject_span, claim.object_span
    if code is None or drug is None or claim.kind not in _OF_CODE or drug.start < code.end:
        return False
    return _REMARK.search(as_shown(text[code.end : min(drug.start, code.end + _LONGEST)])) is not None


def _on_claim(text: str, claim: Found) -> bool:
    """As in "Krystexxa 8 mg billed as J2783": what some claim had, told by its dose."""
    code = claim.subject_span
    if code is None or claim.kind not in _OF_CODE:
        return False
    line = _LINE.fullmatch(text, claim.span.start, code.start) and _LINE_END.fullmatch(text, code.end, claim.span.end)
    if line:  # "Doxil on J9000."
        return True
    return _BILLED_AS.search(text, max(claim.span.start, code.start - _NEAR), code.start) is not None


def _in_marks(text: str, claim: Found) -> bool:
    """Whether both sides of a claim stand in one pair of quotation marks."""
    if claim.object_span is None or claim.kind not in _OF_CODE:
        return False
    code = (
        claim.subject_span or claim.object_span
    )  # "J1561, 300 units. Immune globulin is per 100 mg.", of which the code is implied
    first, last = min(code.start, claim.object_span.start), max(code.end, claim.object_span.end)
    begin, stop = (
        (claim.span.start, claim.span.end) if claim.subject_span else (text.rfind("\n\n", 0, first) + 1, len(text))
    )
    before = as_shown(text[max(begin, first - _LONGEST) : first])
    after = as_shown(text[last : min(stop, last + _LONGEST)])
    opened = before.rfind("“") > before.rfind("”") or before.count('"') % 2 == 1
    inside = as_shown(text[first:last])
    return opened and "”" not in inside and '"' not in inside and ("”" in after or '"' in after)
