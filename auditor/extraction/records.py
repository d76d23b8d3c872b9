"""Records: lists of labelled values, as in fact sheets ("Code: J9173", "Drug: durvalumab", "Unit: 10 mg").

A record says what a table row says, one cell below the other: the labels are its headers. It may
come as list items, as lines, as a definition list or as the lines of one paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from auditor.extraction.codes import has_digit
from auditor.extraction.columns import Role, role_of_header
from auditor.extraction.late import late
from auditor.model.source import Block, Cell, Span, TextView

_ENTRIES: Final = frozenset({"item", "line", "definition"})
_LABEL: Final = late(r"([A-Za-z][A-Za-z0-9_ /()&'.-]{1,38})(?::|\t| =| [-–—])[ \n]")
_FEWEST: Final = 2  # labelled values of a record, besides the heading's code
_FEWEST_IN_LINE: Final = 3  # labelled values that make one running line a record
_LONGEST_LINE: Final = 400  # characters of such a line
_NEXT_LABEL: Final = late(r"[.;|•·]\s{1,2}(?=[A-Z][\w /()-]{1,30}:\s)")
_LONGEST_TITLE: Final = 48  # characters of a line without a label on a card
_ASKED: Final = late(r"[A-Z][^?]{3,40}\? (?:yes|no|none|n/a)\b\W*$", re.IGNORECASE)  # "Biosimilars on this code? No"
_LONGEST_VALUE: Final = 100  # characters: more is prose under a label
_TYING: Final[frozenset[Role]] = frozenset({"code", "old-code", "new-code", "drug", "brand", "unit", "route", "target"})


class Field(msgspec.Struct, frozen=True):
    """One labelled value: the role that its label gives it, and the block that holds it."""

    role: Role
    label: str
    value: TextView
    block: Block


class Record(msgspec.Struct, frozen=True):
    """The labelled values of one product, in the order of the text."""

    fields: tuple[Field, ...]

    def blocks(self) -> list[Block]:
        """The blocks that it is written in, each once."""
        held: list[Block] = []
        for field in self.fields:
            if not held or held[-1] is not field.block:
                held.append(field.block)
        return held

    def row(self, heading: TextView | None) -> Block:
        """The record as a row: its values are cells, its labels their headers. `heading` is the code above that it leaves out."""
        cells = [Cell(field.value, at, field.label) for at, field in enumerate(self.fields)]
        if heading is not None:
            cells.append(Cell(heading, len(cells), "Code", inherited=True))
        first, last = self.fields[0].block, self.fields[-1].block
        return Block("row", first.view, Span(first.span.start, last.span.end), first.section, cells=tuple(cells))


def in_records(blocks: Sequence[Block]) -> Iterator[Record | Block]:
    """The blocks in order, with those that make up a record put together."""
    held: list[Field] = []
    for block in blocks:
        fields = _fields(block)
        together = held and fields and held[-1].block.kind == block.kind and held[-1].block.level == block.level
        if held and (not together or held[-1].block.section != block.section):
            yield from _parted(held)
            held = []
        if fields:
            held.extend(fields)
        else:
            yield block
    yield from _parted(held)


def of_table(blocks: Sequence[Block]) -> Record | None:
    """A table of two columns as a record: each row a label and its value, the code perhaps only in the heading above it."""
    if any(len(block.cells) != 2 or len(block.cells[1].view.text) > _LONGEST_VALUE for block in blocks):
        return None
    rows = [(block.cells[0].view.text, block.cells[1].view, block) for block in blocks]
    fields = [Field(role_of_header(label), label, value, block) for label, value, block in rows if label and value.text]
    distinct = len({field.label for field in fields}) == len(fields)
    return Record(tuple(fields)) if distinct and len({field.role for field in fields} & _TYING) >= _FEWEST else None


def _fields(block: Block) -> list[Field]:
    if block.kind == "definition" and len(block.cells) == 2:
        label, value = block.cells[0].view.text, block.cells[1].view
        short = len(label) <= _LONGEST_VALUE // 2 and value.text
        return [Field(role_of_header(label), label, value, block)] if short else []
    if block.kind in _ENTRIES and "\n" not in block.view.text:
        field = _labelled(block, 0, len(block.view.text))
        return [field] if field else []
    if block.kind == "paragraph":
        return (_lines(block) if "\n" in block.view.text else []) or _sentences(block) or _paragraph(block)
    return []


def _paragraph(block: Block) -> list[Field]:
    """A paragraph that is one labelled value, as on a page that has a line for each: "HCPCS code: J9173"."""
    if len(block.view.text) > _LONGEST_VALUE or "\n" in block.view.text:
        return []
    field = _labelled(block, 0, len(block.view.text))
    return [field] if field and field.role in _TYING else []


def _sentences(block: Block) -> list[Field]:
    """The labelled values of one running line: "Quick facts. Drug: durvalumab. Unit: 10 mg. Route: intravenous."."""
    text = block.view.text
    if (
        len(text) > _LONGEST_LINE or text.count(":") < _FEWEST_IN_LINE - 1
    ):  # every label but the first ends with a colon
        return []
    starts = [0, *(found.end() for found in _NEXT_LABEL.finditer(text))]
    fields = []
    for start, stop in pairwise([*starts, len(text)]):
        end = stop - (len(text[start:stop]) - len(text[start:stop].rstrip(" \n.;|•·")))
        field = _labelled(block, start, end)
        if field is not None:
            fields.append(field)
        elif start:  # only what opens the line may stand without a label
            return []
    return fields if len(fields) >= _FEWEST_IN_LINE else []


def _lines(block: Block) -> list[Field]:
    """The lines of a paragraph, where each of them has a label, but for a title and short questions that name nothing."""
    text = block.view.text
    fields, start = [], 0
    for line in text.split("\n"):
        field = _labelled(block, start, start + len(line))
        if field is not None:
            fields.append(field)
        elif len(line) > _LONGEST_TITLE or has_digit(line) or not (start == 0 or _ASKED.match(line)):
            return []
        start += len(line) + 1
    return fields if len(fields) >= _FEWEST_IN_LINE or len(fields) == text.count("\n") + 1 else []


def _labelled(block: Block, start: int, end: int) -> Field | None:
    found = _LABEL.match(block.view.text, start, end)
    if found is None or found.end() >= end or end - found.end() > _LONGEST_VALUE:
        return None
    return Field(role_of_header(found[1]), found[1], block.view.part(found.end(), end), block)


def _parted(held: Sequence[Field]) -> Iterator[Record | Block]:
    """Part a run of labelled values into records: each begins with the label that the first one begins with."""
    run: list[Field] = []
    for field in held:
        if run and field.label == run[0].label:
            yield from _record(run)
            run = []
        run.append(field)
    yield from _record(run)


def _record(run: Sequence[Field]) -> Iterator[Record | Block]:
    record = Record(tuple(run))
    if len({field.role for field in run} & _TYING) >= _FEWEST:
        yield record
    else:
        yield from record.blocks()
