"""Codes that are known to be over, or to be for what has no code, beside words that say so of them: "Both predecessors are deleted".

What ended is often told of codes that stand elsewhere, in a row, or in a bracket that no row of the grammar reads. Who knows which
codes are over (`auditor.lexicon.known`), and which are for drugs without one (`auditor.lexicon.catch_all`), sees which are meant.
A word that says it must stand there; what the document tells of a code's standing in plain words overrules these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice
from types import MappingProxyType
from typing import Final

from auditor.extraction.codes import CodeHit
from auditor.extraction.found import Found, within
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.parts import TITLES, Named, Part, Parts
from auditor.extraction.relations.known import CODE_STATUS
from auditor.extraction.sentences import sentences
from auditor.lexicon.catch_all import CATCH_ALL
from auditor.lexicon.known import came_after, is_over
from auditor.model.source import Span

ENDED: Final = Guarded(
    r"\b(?:discontinued|deleted|terminated|inactive|inactivated(?!-)|deactivated|retired|withdrawn|obsolete|no longer (?:valid|active|in use|in force|billable|payable)|"
    r"expired|invalid|ends?(?= (?:codes? )?[A-Z]\d{4})|removed from the (?:code set|list)|dropped from the code set)\b"
)
UNCLASSIFIED: Final = late(
    r"\b(?:un(?:classified|listed)|not[- ]otherwise[- ](?:classified|specified)|(?:is|are|was|were)(?:n['’]t| not) otherwise (?:classified|specified)|NO[CS]|miscellaneous|catch-?all|residual|"
    r"(?:no|without(?: an?)?) code of (?:its|their) own|without (?:its|their) own code|(?:has|have) no (?:own |specific )?code)\b",
    re.IGNORECASE,
)
_MANY: Final = late(
    r"\b(?:all|both|each|every|those|these|they)\b[^.;]{0,40}\b(?:codes?|numbers?|predecessors?|ones)\b|"
    r"\b(?:all|both)(?: (?:two|three|four|five|six))?(?: of (?:them|these|those))? (?:are|were|have been)\b|\b(?:codes|numbers) (?:above|in the (?:first|left|old) column)\b",
    re.IGNORECASE,
)
_OTHERWISE: Final = late(
    r"[?\"“”]|\b(?:if|unless|not|never|no(?! longer)|neither|nor|will|would|may|might|could|should|wrong(?:ly)?|except|other than|rather|instead|claimed|mistakes?|errors?|propos\w+|plans?|planned|expected|announced|"
    r"market|vials?|claims?|lines?|orders?)\b(?! otherwise)|n['’]t\b",
    re.IGNORECASE,
)
COUNTS: Final = MappingProxyType({"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6})
COUNTED: Final = late(rf"\b(?:all |the )?({'|'.join(COUNTS)})\b", re.IGNORECASE)
_OF_ALL: Final = late(r"\b(?:both|all|these|those|each|every|codes)\b", re.IGNORECASE)
_LONGEST: Final = 2_000  # codes of a block or a row that are gone through
_MOST: Final = 60  # codes that one sentence can mean


def suggested_statuses(parts: Parts, found: Sequence[Found]) -> list[Found]:
    """What a document suggests of codes of whose standing it tells nothing; `found` are its claims."""
    told = {claim.subject.value for claim in found if claim.kind == "code-status"}
    out: dict[str, Found] = {}
    if not any(code in CATCH_ALL or is_over(code) for code in parts.codes - told):
        return []
    above: dict[str, Named] = {}  # codes that are over, since the last heading
    for claim in _over_lists(parts):
        if claim.subject.value not in told:
            out.setdefault(claim.subject.value, claim)
    for part in parts:
        if part.block.kind in TITLES:
            above = {}
        for claim in _of_part(part, above, told):
            if claim.subject.value not in told:
                out.setdefault(claim.subject.value, claim)
        for code in part.named_codes(_LONGEST):
            if is_over(code.code):
                above.setdefault(code.code, code)
    return list(out.values())


def _over_lists(parts: Parts) -> Iterator[Found]:
    """What sentences say of so many codes that stand below them, before the next heading."""
    heading: _Heading | None = None
    below_others = False  # which it can mean as well
    for part in parts:
        if part.block.kind in TITLES:
            heading, below_others = None, False
        over = [code for code in part.named_codes(_MOST) if is_over(code.code)]
        if heading is not None and len(heading.below) <= _MOST:
            heading.below += over
            yield from heading.claims()
        below_others = below_others or bool(over)
        if part.row is None and not part.hits and not below_others:
            heading = _heading_of(part) or heading


class _Heading:
    """A sentence that says of so many codes that they have ended, and those that stand below it."""

    def __init__(self, part: Part, span: Span, count: int) -> None:
        self.part, self.span, self.count = part, span, count
        self.below: list[Named] = []

    def claims(self) -> list[Found]:
        """What it says, as soon as so many codes stand below it."""
        codes = {code.code: code for code in self.below}
        if len(codes) != self.count:
            return []
        return [_found(self.part, self.span, code, "discontinued") for code in codes.values()]


def _heading_of(part: Part) -> _Heading | None:
    """As in "Temporary hospital numbers. All five are deleted." above a list of five."""
    text = part.block.view.text
    for start, end in sentences(text) if ENDED.search(text) else ():
        counted = COUNTED.search(text, start, end)
        if counted is None or not ENDED.search(text, start, end) or not _MANY.search(text, start, end):
            continue
        if not _OTHERWISE.search(text, start, end):
            return _Heading(part, part.block.view.span(start, end), COUNTS[counted[1].lower()])
    return None


def _of_part(part: Part, above: Mapping[str, Named], told: AbstractSet[str]) -> Iterator[Found]:
    if part.row is not None:
        over = [code for code in part.named_codes(_LONGEST) if is_over(code.code)]
        said = " ".join(cell.view.text for cell in part.block.cells) if over else ""
        if ENDED.search(said) and not _OTHERWISE.search(said):
            yield from (_found(part, part.block.span, code, "discontinued") for code in over)
    elif (part.hits or above) and part.block.kind not in TITLES:
        yield from _in_prose(part, above, told)


def _in_prose(part: Part, above: Mapping[str, Named], told: AbstractSet[str]) -> Iterator[Found]:
    text, view = part.block.view.text, part.block.view
    ends, residual = ENDED.search(text) is not None, any(hit.code in CATCH_ALL for hit in part.hits)
    at = [hit.start for hit in part.hits]
    before: dict[str, Named] = {}  # codes that are over, in this block
    for start, end in sentences(text) if ends or residual else ():
        hits = part.hits[bisect_left(at, start) : bisect_left(at, end)]
        codes = part.named(hits[:_MOST])
        if "?" in text[start:end]:
            continue
        if residual:
            said = _said_of(UNCLASSIFIED, text, hits[:_MOST], start, end)
            yield from (
                _found(part, view.span(start, end), code, "unclassified")
                for code, is_said in zip(codes, said, strict=True)
                if is_said and code.code in CATCH_ALL
            )
        over = [code for code in codes if is_over(code.code)]
        if ends and ENDED.search(text, start, end) and not _OTHERWISE.search(text, start, end):
            said = _said_of(ENDED, text, hits[:_MOST], start, end)
            meant: Sequence[Named] = [c for c, is_said in zip(codes, said, strict=True) if is_said and c in over]
            if not over and _MANY.search(text, start, end):
                pool = list(islice((before or above).values(), _MOST))
                rest = [code for code in pool if code.code not in told]
                meant = of_many(text, start, end, codes, pool) or of_many(text, start, end, codes, rest)
            yield from (_found(part, view.span(start, end), code, "discontinued") for code in meant)
        before |= {code.code: code for code in over if code.code not in before}


def of_many(text: str, start: int, end: int, new: Sequence[Named], named: Sequence[Named]) -> Sequence[Named]:
    """Of the codes `named` before that are over, those of which "all three" is said; beside a new code, those that it came after."""
    if new:
        named = [code for code in named if any(came_after(one.code, code.code) for one in new)]
    counted = COUNTED.search(text, start, end)
    # "All three numbers on the left were terminated", of which more are named
    return () if counted and len(named) != COUNTS[counted[1].lower()] else named


def _said_of(
    word: Guarded | re.Pattern[str], text: str, hits: Sequence[CodeHit], start: int, end: int
) -> Iterator[bool]:
    """Of which codes of a sentence a word in it is said: it stands behind them, before the first, or is said of all."""
    found = word.search(text, start, end) is not None
    of_all = found and _OF_ALL.search(text, start, end) is not None
    for at, hit in enumerate(hits):
        stop = hits[at + 1].start if at + 1 < len(hits) else end
        opens = at == 0 and found and word.search(text, start, hit.start) is not None
        yield of_all or opens or (found and word.search(text, hit.end, stop) is not None)


def _found(part: Part, span: Span, code: Named, status: str) -> Found:
    return Found(
        "code-status", Ref(code.code), Ref(status), "asserted", span, within(code.where, span), None,
        part.block.section, CODE_STATUS, "low", (), False,
    )  # fmt: skip
