"""One document, read from top to bottom: its blocks become claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from auditor.extraction.agreement import never_was_so
from auditor.extraction.codes import has_digit
from auditor.extraction.discourse import Discourse
from auditor.extraction.footnotes import with_footnotes
from auditor.extraction.found import Found, Seen, touches
from auditor.extraction.known_ends import with_known_ends
from auditor.extraction.known_modifiers import suggested_modifiers
from auditor.extraction.known_routes import suggested_routes
from auditor.extraction.known_statuses import suggested_statuses
from auditor.extraction.known_successors import suggested_successors
from auditor.extraction.known_targets import suggested_targets
from auditor.extraction.known_units import suggested_units
from auditor.extraction.late import late
from auditor.extraction.marks import with_marks
from auditor.extraction.mentions import Finder
from auditor.extraction.misreadings import without_misread
from auditor.extraction.prose import Prose
from auditor.extraction.quotations import as_quoted
from auditor.extraction.records import in_records
from auditor.extraction.scanning import Scans
from auditor.extraction.table_prose import Tables
from auditor.lexicon.names import Names
from auditor.model.source import Block, Parsed, Span

_PART: Final = 40  # characters of what heads a part of a table
_BESIDE: Final = 60  # characters after a struck-out claim that can say that it has ended
_ENDED: Final = late(
    r"\b(?:deleted|discontinued|terminated|termed|retired|ended|expired|no longer|replaced|until|through|revive|inactive|sunset|struck out|withdrawn)\b",
    re.IGNORECASE,
)
_OF_PAST: Final = frozenset({"code-status", "code-successor", "drug-brand", "drug-target", "modifier-meaning"})


class Collected(NamedTuple):
    """What reading one document yields, before anything is settled."""

    parsed: Parsed
    found: list[Found]
    seen: list[Seen]


def read_document(parsed: Parsed, vocabulary: Finder) -> Collected:
    """Read every block in order; the rows of a table are read together. What is struck out was said once."""
    now = _read(parsed, parsed.blocks, vocabulary)
    if not parsed.struck:
        return now
    whole = _read(parsed, parsed.whole, vocabulary)
    found = [_once(claim, parsed.struck, vocabulary.names) for claim in now.found]
    found += [_once(claim, parsed.struck, vocabulary.names) for claim in whole.found if _was_said(claim, parsed)]
    known = {seen.span for seen in now.seen}
    seen = [*now.seen, *(seen for seen in whole.seen if seen.span not in known)]
    return Collected(parsed, found, sorted(seen, key=lambda seen: seen.span))


def _is_struck(claim: Found, struck: Sequence[Span]) -> bool:
    return touches(claim.subject_span, struck) or touches(claim.object_span, struck)


def _was_said(claim: Found, parsed: Parsed) -> bool:
    """Whether a claim that is struck out as a whole was true once: the text beside it says that it has ended.

    Else it is a draft's, and nobody ever said it.
    """
    sides = [side for side in (claim.subject_span, claim.object_span) if side]
    if not all(touches(side, parsed.struck) for side in sides):
        return False
    text, end = parsed.document.text, claim.span.end + _BESIDE
    cut = [span for span in parsed.struck if claim.span.start < span.end and span.start < end]
    edges = [claim.span.start, *(edge for span in cut for edge in (span.start, span.end)), end]
    rest = " ".join(
        text[start:stop] for start, stop in pairwise(edges[: 2 * len(cut) + 2]) if (start, stop) not in _ranges(cut)
    )
    return _ENDED.search(rest) is not None


def _ranges(spans: Sequence[Span]) -> set[tuple[int, int]]:
    return {(span.start, span.end) for span in spans}


def _once(claim: Found, struck: Sequence[Span], names: Names) -> Found:
    """The claim, of the past where one of its sides is struck out, or a slip if it never was so; that a code has ended is true still."""
    if claim.polarity != "asserted" or claim.kind in _OF_PAST or not _is_struck(claim, struck):
        return claim
    return claim._replace(polarity="hypothetical" if never_was_so(claim, names) else "historical")


def _read(parsed: Parsed, blocks: Sequence[Block], vocabulary: Finder) -> Collected:
    found: list[Found] = []
    seen: list[Seen] = []
    discourse = Discourse()
    prose = Prose(vocabulary, discourse, found, seen)
    tables = Tables(vocabulary, discourse, prose, found, seen)
    between: list[Block] | None = None  # what stands behind the last table
    for group, members in groupby(blocks, key=_table_of):
        if group is None:
            between = list(members)
            scans = Scans(between, vocabulary)
            for part in in_records(between):
                if isinstance(part, Block):
                    prose.block(part, scans.of(part))
                elif not tables.record(part, prose.heading):
                    for block in part.blocks():
                        prose.block(block, scans.of(block))
        else:
            tables.table(list(members), goes_on=between is not None and all(map(_parts_only, between)))
            between = []
    text = parsed.document.text
    marked = with_footnotes(text, blocks, with_marks(text, blocks, found), vocabulary)
    told = as_quoted(parsed.document, with_known_ends(text, marked), vocabulary.names)
    told = without_misread(text, told, vocabulary.names)
    untold = prose.suggestions.untold(told)
    claims = without_misread(text, [*told, *untold], vocabulary.names) if untold else told
    claims += suggested_routes(prose.parts, claims, vocabulary.names)
    claims += suggested_targets(prose.parts, claims, vocabulary.names)
    claims += suggested_statuses(prose.parts, claims)
    claims += suggested_successors(prose.parts, claims)
    claims += suggested_units(prose.parts, claims)
    return Collected(parsed, [*claims, *suggested_modifiers(text, blocks, claims)], seen)


def _parts_only(block: Block) -> bool:
    """Whether what stands between two tables only heads a part of one: "ENZYME REPLACEMENT"."""
    return block.kind in {"heading", "line"} and len(block.view.text) <= _PART and not has_digit(block.view.text)


def _table_of(block: Block) -> int | None:
    return block.group if block.kind in {"row", "header"} else None
