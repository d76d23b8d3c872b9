"""What reading a document collects: claims whose names are not settled yet, and the codes that it saw."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from html import unescape
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.model.assertions import Confidence, Kind, Polarity, Qualifiers
from auditor.model.source import Block, Cell, Span

_TAG: Final = late(r"<[^<>]{0,300}>")


class Found(NamedTuple):
    """A claim before its names are settled: what, how, and the source spans of sentence, subject and object.

    A claim that is not `primary` is only suggested (by a second code column, by mere nearness): a plain statement
    elsewhere in the document overrules it.
    """

    kind: Kind
    subject: Ref
    object: Ref
    polarity: Polarity
    span: Span
    subject_span: Span | None
    object_span: Span | None
    section: tuple[str, ...]
    pattern: str
    confidence: Confidence = "high"
    qualifiers: Qualifiers = ()
    primary: bool = True


class Seen(NamedTuple):
    """A code-shaped token, the block in which it stands, and the sentence or row around it."""

    hit: CodeHit
    span: Span
    block: Block
    sentence: Span


class Quotes(dict[Span, str]):
    """The source text of spans, each cut out once: a row of a thousand codes is quoted a thousand times."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, span: Span) -> str:
        self[span] = quote = self._text[span.start : span.end]
        return quote


def as_shown(source: str) -> str:
    """A part of the source as a person sees it: without tags, entities resolved. Places in it are no longer those of the source."""
    return unescape(_TAG.sub(" ", source)).replace("\u00a0", " ")


def within(where: Span, span: Span) -> Span | None:
    """A place, if it lies inside a span; a claim's sides stand in its sentence, or are only implied by it."""
    return where if span.start <= where.start and where.end <= span.end else None


def touches(span: Span | None, struck: Sequence[Span]) -> bool:
    """Whether a span shares a character with one of the spans, which are in order and apart."""
    if span is None:
        return False
    after = bisect_left(struck, span.end, key=_start)
    return after > 0 and struck[after - 1].end > span.start


def _start(span: Span) -> int:
    return span.start


def span_in(where: Block | Cell, item: Ref) -> Span | None:
    """Where a reference stands in the source, or None where the text only implies it."""
    mention = item.mention
    return where.view.span(mention.start, mention.end) if mention and mention.end > mention.start else None
