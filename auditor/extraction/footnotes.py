"""Codes with a mark that leads to a note, as "J3370^m^" to "m  Code deleted 06/30/2025", "J9380 (d)" to "(d) Subcutaneous".

A fee schedule has its remarks below the tables. The mark stands raised behind the code, in brackets, or in a column of its own,
and again before the note. That a letter and a note belong together is seen from both; that the code ended, what came after it,
and how its drug is given, must be so by the code set too. A note is never believed of a code against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from auditor.extraction.courses import OF_THE_TIME, as_over
from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.mentions import Finder, find
from auditor.extraction.relations.known import CODE_ROUTE, CODE_STATUS, CODE_SUCCESSOR
from auditor.lexicon.drug_routes import routes_of
from auditor.lexicon.known import came_after, is_over
from auditor.model.source import Block, Span

_MARK: Final = r"(?P<{0}>[a-z]{{1,2}}\d?|\d{{1,2}}|[*†‡§¶#]{{1,3}}|[¹²³⁰-⁹ᵃ-ᶻ]{{1,2}})"
# What raises a mark, or sets it apart: "<sup>a</sup>", "^a^", "[^a]", "[a]", "(a)"; a sign stands alone.
_SET_APART: Final = (
    r"(?:<sup[^<>]{{0,60}}>\s{{0,2}}(?:<[^<>]{{1,80}}>){{0,2}}[(\[]?{raised}[)\]]?(?:</[a-z]{{1,6}}>){{0,2}}\s{{0,2}}</sup>|"
    r"\^{caret}\^|\[\^{note}\]:?|\[{square}\]|\({round}\)|(?P<sign>[*†‡§¶#]{{1,3}}|[¹²³⁰-⁹ᵃ-ᶻ]{{1,2}}))"
).format(**{name: _MARK.format(name) for name in ("raised", "caret", "note", "square", "round")})
_BEHIND_CODE: Final = late(
    rf"(?:</?[a-z]{{1,6}}>|\*\*(?!\w)|\s){{0,3}}{_SET_APART}(?![*\w])"
)  # "J2680 **up to** 25 mg" has none
_BEFORE_NOTE: Final = late(
    rf"(?:{_SET_APART}|(?P<plain>[a-z]\d?|\d{{1,2}})(?:[.):=]|\s{{2}}))(?:</?[a-z]{{1,6}}>|\s){{0,3}}\Z"
)
_LEADING: Final = late(rf"(?:{_SET_APART}|(?P<plain>[a-z]\d?|\d{{1,2}})(?:[.):=]|\s(?=[A-Z])))\s{{0,3}}")
_CELL: Final = late(r"[(\[]?([a-z]\d?|\d{1,2}|[*†‡§¶#]{1,3})[.)\]:]?")
_MARKS: Final = late(r"\s*[,;]\s*|\s+")
_WORD: Final = r"(?:discontinued|deleted|terminated|termed|retired|ended|end[- ]dated|expired|inactive|obsolete|withdrawn|closed|invalid|no longer (?:valid|active|payable|in use|billable))"
_OVER: Final = late(
    rf"\W{{0,3}}(?:(?:this |the |cms |hcpcs |old )?code |(?:both|all(?: \w+)?|these|they)(?: codes)? |(?P<own>[A-Z]\d{{4}}) )?(?:(?:was|is|has been|will be|were|are) )?(?:(?P<word>{_WORD})|(?:replaced|superseded|succeeded) (?:by|with)|"
    r"until |valid (?:until|through|for dates of service (?:through|until|before)) |use [A-Z]\d{4} (?:from|instead|since|as of|for dates))",
    re.IGNORECASE,
)
_PLANNED: Final = late(r"\bwill be\b|\bproposed\b|\bplanned\b", re.IGNORECASE)
_CODE: Final = late(r"\b[A-Z]\d{4}\b")
_OPENING: Final = late(r"\W{0,3}(?:(?:for|given|by|as an?|only) ){0,2}[^.;:,(]{2,40}", re.IGNORECASE)
_NOT_SO: Final = late(r"\b(?:not|never|no|if|unless|when|except|or|instead)\b|n['’]t\b", re.IGNORECASE)
_RAISED: Final = ("<sup", "[^", "^", "*", "†", "‡", "§", "¶", "¹")  # some of them stands in most texts with such notes
_OF_NOTES: Final = frozenset({"code-status", "code-successor", "code-route"})
_MEANT: Final = frozenset({"asserted", "historical"})
_SHORTEST: Final = 6  # characters of a note that says anything
_BACK: Final = 60  # characters before a note's text in which its mark stands
_MOST_CELLS: Final = 8  # of a row, among which its marks are


class _Note(NamedTuple):
    """A note that says of the codes with its mark that they are over, or how their drugs are given."""

    text: str
    over: bool
    ended: bool  # in so many words
    route: str


def with_footnotes(text: str, blocks: Sequence[Block], found: list[Found], vocabulary: Finder) -> list[Found]:
    """The claims, as history those on a code whose mark leads to such a note, with what the note says of each. `text` is the source."""
    ties = [claim for claim in found if claim.kind in OF_THE_TIME and claim.polarity in _MEANT and claim.subject_span]
    if not any(sign in text for sign in _RAISED) and not any(is_over(claim.subject.value) for claim in ties):
        return found
    notes = dict(_notes(text, blocks, vocabulary)) if ties else {}
    if not notes:
        return found
    cells = _marks_of_rows(blocks, notes)
    told: dict[str, _Note] = {}
    for claim in ties:
        code = claim.subject.value
        marks = {_behind(text, claim.subject_span), *cells.get(claim.span, ())} if claim.subject_span else set()
        for mark in sorted(marks & notes.keys()):
            if _is_of(notes[mark], code):
                told.setdefault(code, notes[mark])
    over = {code for code, note in told.items() if note.over}
    out = [as_over(claim) if claim.subject.value in over and claim.subject_span else claim for claim in found]
    return [*out, *_claims(told, out)]


def _notes(text: str, blocks: Sequence[Block], vocabulary: Finder) -> Iterator[tuple[str, _Note]]:
    for block in blocks:
        shown = block.view.text
        if block.kind in {"row", "header", "definition"}:
            mark = _CELL.fullmatch(block.cells[0].view.text.strip()) if len(block.cells) > 1 else None
            if mark is None:
                continue
            name, said = mark[1], shown[len(block.cells[0].view.text) :].strip()
        else:
            first = block.view.runs[0].source_start if block.view.runs else block.span.start
            before = _BEFORE_NOTE.search(text, max(0, first - _BACK), first) or _LEADING.match(shown)
            if before is None:
                continue
            name, said = _name(before), shown[before.end() :] if before.string is shown else shown
        over = _OVER.match(said) if len(said) >= _SHORTEST else None
        if over is not None and not _PLANNED.search(said):
            yield name, _Note(said, True, over["word"] is not None, "")
        elif over is None and (route := _route_of(said, vocabulary)):
            yield name, _Note(said, False, False, route)


def _route_of(said: str, vocabulary: Finder) -> str:
    """The one way that a note opens with: "Subcutaneous.", "For intravitreal use only"; nothing where it names anything else."""
    opening = _OPENING.match(said)
    if opening is None or _NOT_SO.search(said):
        return ""
    routes = {mention.value for mention in find(opening[0], vocabulary)[0] if mention.kind == "route"}
    others = {mention.kind for mention in find(said, vocabulary)[0]} & {"drug", "code"}
    return routes.pop() if len(routes) == 1 and not others and not _CODE.search(said) else ""


def _name(found: re.Match[str]) -> str:
    return next(value for value in found.groupdict().values() if value)


def _behind(text: str, code: Span) -> str:
    """The mark right behind a code, or nothing."""
    mark = _BEHIND_CODE.match(text, code.end)
    return _name(mark) if mark else ""


def _marks_of_rows(blocks: Sequence[Block], notes: dict[str, _Note]) -> dict[Span, set[str]]:
    """By the place of a row, the marks that fill a cell of it: "m", "PA,l"."""
    out: dict[Span, set[str]] = {}
    for block in blocks:
        if block.kind != "row":
            continue
        last = [cell.view.text.strip() for cell in block.cells[1:_MOST_CELLS]]
        marks = {mark for cell in last if len(cell) <= _MOST_CELLS for mark in _MARKS.split(cell)} & notes.keys()
        if marks:
            out[block.span] = marks
    return out


def _is_of(note: _Note, code: str) -> bool:
    """Whether a note can be of a code: that is over, and the note names it first, or none but those that came after it; or is given so."""
    if not note.over:
        return note.route in routes_of(code)
    named = _CODE.findall(note.text)
    return is_over(code) and (not named or named[0] == code or came_after(named[0], code))


def _claims(told: dict[str, _Note], found: Sequence[Found]) -> Iterator[Found]:
    known = {(claim.kind, claim.subject.value) for claim in found if claim.kind in _OF_NOTES}
    at = {claim.subject.value: claim for claim in reversed(found) if claim.subject_span}
    for code, note in told.items():
        claim = at[code]._replace(polarity="asserted", qualifiers=(), confidence="medium", object_span=None)
        if note.ended and ("code-status", code) not in known:
            yield claim._replace(kind="code-status", object=Ref("discontinued"), pattern=CODE_STATUS)
        if note.route and ("code-route", code) not in known:
            yield claim._replace(kind="code-route", object=Ref(note.route), pattern=CODE_ROUTE)
        after = [new for new in _CODE.findall(note.text) if came_after(new, code)]
        if len(set(after)) == 1 and ("code-successor", code) not in known:
            yield claim._replace(kind="code-successor", object=Ref(after[0]), pattern=CODE_SUCCESSOR)
