"""One document, read from top to bottom: its blocks become claims."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found, Seen
from auditor.extraction.mentions import Finder
from auditor.extraction.prose import Prose
from auditor.extraction.records import in_records
from auditor.extraction.table_prose import Tables
from auditor.model.source import Block, Parsed


class Collected(NamedTuple):
    """What reading one document yields, before anything is settled."""

    parsed: Parsed
    found: list[Found]
    seen: list[Seen]


def read_document(parsed: Parsed, vocabulary: Finder) -> Collected:
    """Read every block in order; the rows of a table are read together."""
    found: list[Found] = []
    seen: list[Seen] = []
    discourse = Discourse()
    prose = Prose(vocabulary, discourse, found, seen)
    tables = Tables(vocabulary, discourse, prose, found, seen)
    for group, members in groupby(parsed.blocks, key=_table_of):
        if group is None:
            for part in in_records(list(members)):
                if isinstance(part, Block):
                    prose.block(part)
                elif not tables.record(part, prose.heading):
                    for block in part.blocks():
                        prose.block(block)
        else:
            tables.table(list(members))
    return Collected(parsed, found, seen)


def _table_of(block: Block) -> int | None:
    return block.group if block.kind in {"row", "header"} else None
