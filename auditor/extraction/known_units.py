"""Units that only knowledge ties to their codes: told of all that a section, list or table names, before or behind them.

"A. Infliximab (all billed per 10 mg)" over its codes, "All of them are 1 mg" under a table, and "J0402 took over. Same unit." leave it
to the reader which codes are meant. Who knows the unit of each (`auditor.lexicon.known`) sees it, and is sure where it agrees. What the
document tells of a code's unit in plain words overrules these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.found import Found, within
from auditor.extraction.guarded import Guarded
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.parts import PRODUCTS, TITLES, Named, Part, Parts
from auditor.extraction.quantities import amounts_in
from auditor.extraction.relations.known import CODE_UNIT
from auditor.extraction.sentences import sentences
from auditor.lexicon.known import is_over, known_codes
from auditor.model.source import Span

_OF_ALL: Final = Guarded(r"\b(?:all|both|each|every|everything|either|they|these|the lot)\b")
# As that of a code of which the unit is told.
_SAME: Final = Guarded(
    r"\b(?:same|identical) (?:[\w-]+ ){0,2}?(?:units?|steps?|increments?|measures?|scales?|milligrams?|micrograms?|math|arithmetic)\b|"
    r"\b(?:works?|counts?|is counted|is billed|is measured) (?:in )?(?:the same|likewise|alike)\b|\band so (?:is|are|does|do)\b",
)
_OF_TABLE: Final = late(r"\b(?:table|rows?|grid|chart)\b", re.IGNORECASE)
_OTHERWISE: Final = late(
    r"[?\"“”]|\b(?:if|unless|not|never|no|neither|nor|instead|wrong(?:ly)?|rather|was|were|had|dos(?:e|es|age|ing)|patients?|vials?|syringes?|daily|weekly|weeks?|infused|maximum|limit|up to)\b|n['’]t\b",
    re.IGNORECASE,
)
_MOST: Final = 60  # codes, or statements, of one section


class _Told(NamedTuple):
    """An amount that is told of all codes around it; of `those` alone, if its block has named some before it."""

    amount: str
    where: Span
    span: Span
    part: Part
    those: frozenset[str] = frozenset()
    in_table: bool = False  # of the rows of a table alone

    def may_mean(self, code: str, *, in_row: bool) -> bool:
        """Whether it can be said of a code, which stands in a row of a table or not."""
        if self.in_table and not in_row:
            return False
        return (not self.those or code in self.those) and _counts(code, self.amount)


class _Section:
    """What stands below one heading."""

    def __init__(self) -> None:
        self.codes: dict[str, tuple[Named, bool]] = {}  # each where it is named first, and whether in a row
        self.told: list[_Told] = []


def suggested_units(parts: Parts, found: Sequence[Found]) -> list[Found]:
    """What a document suggests of codes of whose unit it tells nothing; `found` are its claims."""
    told = {claim.subject.value for claim in found if claim.kind == "code-unit"}
    out: dict[str, Found] = {}
    if not any(code in known_codes() and not is_over(code) for code in parts.codes - told):
        return []
    for section in _sections(parts):
        for code, (named, in_row) in section.codes.items():
            own = next((one for one in section.told if one.may_mean(code, in_row=in_row)), None)
            if code not in told and own is not None:
                out.setdefault(code, _found(named, own))
    amounts = {claim.object.value for claim in found if claim.kind == "code-unit" and claim.polarity == "asserted"}
    for named, span, part in _same_as_another(parts) if amounts else ():
        own_unit = next((amount for amount in sorted(amounts) if _counts(named.code, amount)), None)
        if named.code not in told and own_unit is not None:
            out.setdefault(named.code, _implied(named, own_unit, span, part))
    return list(out.values())


def _same_as_another(parts: Parts) -> Iterator[tuple[Named, Span, Part]]:
    """The codes of which a sentence says that their unit is the same as another's: "J0402 took over. Same milligram, same muscle."."""
    for part in parts:
        text, view = part.block.view.text, part.block.view
        if part.row is not None or not part.hits or not _SAME.search(text):
            continue
        at = [hit.start for hit in part.hits]
        for start, end in sentences(text):
            if not _SAME.search(text, start, end) or _OTHERWISE.search(text, start, end):
                continue
            first, last = bisect_left(at, start), bisect_left(at, end)
            meant = part.hits[first : min(last, first + _MOST)] or part.hits[max(0, first - 1) : first]
            yield from ((code, view.span(start, end), part) for code in part.named(meant))


def _sections(parts: Parts) -> list[_Section]:
    sections = [_Section()]
    for part in parts:
        if part.block.kind in TITLES:
            sections.append(_Section())
        section = sections[-1]
        for code in part.named_codes(_MOST):
            if len(section.codes) < _MOST:
                section.codes.setdefault(code.code, (code, part.row is not None))
        if len(section.told) < _MOST:
            section.told += _of_row(part) if part.row is not None else _of_prose(part)
    return sections


def _of_row(part: Part) -> Iterator[_Told]:
    """What a row without a code tells of those below it: "Infliximab, all per 10 mg"."""
    held = part.held[:_MOST]
    if any(one.mention.kind == "code" for one in held):
        return
    for one in held:
        if one.mention.kind == "amount" and _OF_ALL.search(one.cell.view.text):
            where = one.cell.view.span(one.mention.start, one.mention.end)
            yield _Told(one.mention.value, where, part.block.span, part)


def _of_prose(part: Part) -> Iterator[_Told]:
    """What the sentences of a block that name no code tell of all around them."""
    text, view = part.block.view.text, part.block.view
    if not part.unit_ends or not _OF_ALL.search(text):
        return
    ends = list(part.unit_ends)
    at, named = [hit.start for hit in part.hits], [name.start for name in part.names]
    for start, end in sentences(text):
        if bisect_left(at, start) != bisect_left(at, end) or not _OF_ALL.search(text, start, end):
            continue
        if _OTHERWISE.search(text, start, end) or any(
            one.kind in PRODUCTS for one in part.names[bisect_left(named, start) : bisect_left(named, end)]
        ):
            continue  # what is said of products is said of theirs
        those = frozenset(
            hit.code for hit in part.hits[max(0, bisect_left(at, start) - _MOST) : bisect_left(at, start)]
        )
        in_table = _OF_TABLE.search(text, start, end) is not None
        for one in amounts_in(text, start, end, ends):
            if one.kind == "amount":
                where = view.span(one.start, one.end)
                yield _Told(one.value, where, view.span(start, end), part, frozenset() if in_table else those, in_table)


def _counts(code: str, amount: str) -> bool:
    known = known_codes().get(code)
    return known is not None and not known.is_over and known.counts(amount)


def _found(code: Named, told: _Told) -> Found:
    return Found(
        "code-unit", Ref(code.code), Ref(told.amount), "asserted", told.span, within(code.where, told.span),
        told.where, told.part.block.section, CODE_UNIT, "low", (), False,
    )  # fmt: skip


def _implied(code: Named, amount: str, span: Span, part: Part) -> Found:
    return Found(
        "code-unit", Ref(code.code), Ref(amount), "asserted", span, within(code.where, span), None,
        part.block.section, CODE_UNIT, "low", (), False,
    )  # fmt: skip
