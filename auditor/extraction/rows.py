"""The rows of a table with what their cells mention, and the claims that a row makes."""

from __future__ import annotations

from typing import Final, NamedTuple

from auditor.extraction.links import Ref
from auditor.extraction.pairing import Held
from auditor.extraction.strengths import Described, described
from auditor.model.assertions import Kind, Polarity, Qualifiers
from auditor.model.source import Block, Cell

CODE_ROLES: Final = frozenset({"code", "old-code", "new-code"})
NEAR: Final = 40  # characters on either side that tell what a code or an amount in a cell is


class RowLink(NamedTuple):
    """One claim of a row."""

    kind: Kind
    subject: Ref
    subject_cell: Cell | None
    object: Ref
    object_cell: Cell | None
    pattern: str
    polarity: Polarity
    primary: bool = True  # False: of a second code column, which a clearer statement elsewhere overrules
    dates: Qualifiers = ()  # from when, and until when, the row says that it holds


class Row(NamedTuple):
    """A row with what its cells mention."""

    block: Block
    held: tuple[tuple[Held, ...], ...]  # by cell


def codes_of(row: Row, at: int) -> list[Held]:
    """The codes that a row has in one of its cells."""
    return [held for held in row.held[at] if held.mention.kind == "code"]


def as_described(code: str, amount: Held) -> Described:
    """What the words around an amount in a cell make of it: a unit, or a strength."""
    text, mention = amount.cell.view.text, amount.mention
    before, after = text[max(0, mention.start - NEAR) : mention.start], text[mention.end : mention.end + NEAR]
    return described(code, mention.value, before, after)
