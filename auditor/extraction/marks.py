"""Codes that a list marks with an asterisk or a dagger, where a note below it says that those are no longer valid.

As in "*J1300  Injection, eculizumab, 10 mg", and "Codes marked with an asterisk (*) are no longer valid".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from auditor.extraction.courses import as_over
from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.model.source import Block, Span

_OVER: Final = r"(?:no longer (?:valid|active|payable|in use)|discontinued|deleted|terminated|inactive|retired|expired|obsolete|end-?dated|invalid)"
_NOTE: Final = late(
    rf"\b(?:marked|denoted|indicated|shown|flagged|noted|preceded|followed|identified) (?:with|by) (?:an? )?(?:[*†‡]|\(\s?[*†‡]\s?\)|asterisk|dagger|star)[^.;]{{0,60}}\b{_OVER}\b|"
    rf"^[ \t]{{0,8}}\(?(?:[*†‡]|asterisk)\)?[ \t]{{0,3}}(?:=|[-–—:]|indicates?|denotes?|means)?[ \t]{{0,3}}(?:(?:an?|the|this|these|hcpcs) ){{0,2}}(?:codes? )?(?:is |are |was |were |has been |have been )?{_OVER}\b",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNS: Final = frozenset("*†‡")
_PATTERN: Final = "marked-as-ended"


def with_marks(text: str, blocks: Sequence[Block], found: list[Found]) -> list[Found]:
    """The claims, those on a marked code as history, with what the mark says of each; as they are where no note tells what a mark means.

    `text` is the source, in which the marks stand right beside the codes.
    """
    if not any(sign in text for sign in _SIGNS) or not any(_tells(block) for block in blocks):
        return found
    marked = {span: claim for claim in found if (span := claim.subject_span) and _is_marked(text, span)}
    return [*(as_over(claim) if claim.subject_span in marked else claim for claim in found), *_ended(marked.values())]


def _tells(block: Block) -> bool:
    shown = block.view.text
    return ("*" in shown or "†" in shown or "‡" in shown or "asterisk" in shown.lower()) and _NOTE.search(
        shown
    ) is not None


def _is_marked(text: str, span: Span) -> bool:
    """Whether one sign stands right before or behind the code, and is no mark of emphasis, which stands on both sides."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    left = before[-1:] in _SIGNS and (before[:1] not in _SIGNS or len(before) == 1)
    right = after[:1] in _SIGNS and after[1:] not in _SIGNS
    return left != right


def _ended(marked: Iterable[Found]) -> Iterator[Found]:
    for claim in {claim.subject.value: claim for claim in marked}.values():
        yield claim._replace(
            kind="code-status",
            object=Ref("discontinued"),
            object_span=None,
            polarity="asserted",
            pattern=_PATTERN,
            qualifiers=(),
        )
