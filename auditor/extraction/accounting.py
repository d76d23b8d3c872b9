"""The audit of the silence: the part that each code of a document plays, and why a code led to no assertion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from auditor.extraction.document import Collected
from auditor.extraction.found import Quotes, Seen, touches
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.malformed import malformed
from auditor.model.assertions import Assertion, CodeMention
from auditor.model.source import Lines

Role = Literal["title", "address", "claimed", "referred", "unclaimed"]

# "bulletin-b2026-03" is a bulletin of March 2026.
_ADDRESS_CODE: Final = late(r"(?<![A-Za-z0-9])[A-Za-z](?!20[12]\d[-_]\d\d?(?!\d))\d{4}(?![A-Za-z0-9])")
# The text sends its reader to the code's own page; "such as" or "similar to" only names it.
_REFERRED: Final = Guarded(
    r"\b(?:see(?: also)?|refer to|consult|look up|(?:described|covered|discussed|explained) (?:in|under)|go to|turn to|cf\.?|"
    r"(?:article|page|entry|guide) (?:on|for|about))\b[^.;]{0,40}$"
)
# Characters of a sentence that is quoted for each of its codes: a row of 50,000 codes quoted 50,000 times fills any memory.
_LONGEST_QUOTE: Final = 2_000
_REFERENCE_WINDOW: Final = 60  # characters before the code


def account(
    collected: Collected, assertions: Sequence[Assertion], lines: Lines, quotes: Quotes
) -> tuple[CodeMention, ...]:
    """Every code of the document: those of its addresses first, then those of its text in order."""
    document = collected.parsed.document
    mentions = [
        CodeMention(document.name, code[0].upper(), "address")
        for address in (document.name, *collected.parsed.addresses)
        for code in _ADDRESS_CODE.finditer(address)
    ]
    spoken = {(a.place.start, code) for a in assertions for code in (a.subject, a.object)}
    claimed = {code for _, code in spoken}
    first_heading = next((block for block in collected.parsed.blocks if block.kind == "heading"), None)
    for seen in collected.seen:
        role, reason = _role(seen, spoken, claimed, is_title=seen.block.kind == "title" or seen.block is first_heading)
        if role == "unclaimed" and collected.parsed.struck and touches(seen.span, collected.parsed.struck):
            reason = "struck out"
        place = lines.place(seen.span)
        around = seen.sentence if seen.sentence.end - seen.sentence.start <= _LONGEST_QUOTE else seen.span
        mentions.append(
            CodeMention(
                document.name,
                seen.hit.code,
                role,
                place,
                quotes[around],
                seen.block.section,
                reason,
                quotes[seen.span],
                lines.place(around),
                document.page(seen.span.start),
            )
        )
    return (*mentions, *_malformed(collected, lines, quotes))


def _malformed(collected: Collected, lines: Lines, quotes: Quotes) -> Iterator[CodeMention]:
    """What was meant as a code and is none, each with what is wrong with it."""
    document = collected.parsed.document
    for block in collected.parsed.blocks:
        for view in [cell.view for cell in block.cells if not cell.inherited] or [block.view]:
            for hit in malformed(view.text):
                span = view.span(hit.start, hit.end)
                meant = hit.meant or view.text[hit.start : hit.end]
                yield CodeMention(
                    document.name,
                    meant,
                    "malformed",
                    lines.place(span),
                    quotes[span],
                    block.section,
                    hit.wrong,
                    quotes[span],
                    page=document.page(span.start),
                )


def _role(seen: Seen, spoken: set[tuple[int, str]], claimed: set[str], *, is_title: bool) -> tuple[Role, str]:
    code = seen.hit.code
    if seen.hit.trap:
        return "unclaimed", seen.hit.trap
    if is_title:
        return "title", ""
    if (seen.sentence.start, code) in spoken:
        return "claimed", ""
    if _REFERRED.search(seen.block.view.text[max(0, seen.hit.start - _REFERENCE_WINDOW) : seen.hit.start]):
        return "referred", ""
    if code in claimed:
        return "unclaimed", "named without saying what it denotes; another place of the document does"
    return "unclaimed", "no drug, unit or status is tied to it"
