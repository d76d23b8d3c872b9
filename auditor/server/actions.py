"""What an editor offers to do about a finding: apply a repair, or write down why it is right as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from auditor.model.findings import Edit, Finding, Location
from auditor.model.source import Block, Document, Lines, Place, Span
from auditor.readers import parse
from auditor.repair.applying import apply, by_document
from auditor.reports.visible import visible

# Within a row, an item or a definition only a comment inside it speaks of it alone.
_INSIDE = frozenset({"row", "header", "item", "definition"})
_NOT_HERE = frozenset({"title", "caption"})
UNWANTED = "say why it is right"


class Action(NamedTuple):
    """One thing to offer: its title, the edits by document, and whether it is the one to prefer."""

    title: str
    edits: Mapping[str, list[Edit]]
    preferred: bool = False


# The text of a document as it is now, None where it cannot be read.
TextOf = Callable[[str], Document | None]


def repairs(finding: Finding, text_of: TextOf) -> Iterator[Action]:
    """The finding's repairs, best first. One that would hit something else than it was made for is left out."""
    every = [finding.repair, *finding.alternatives] if finding.repair else []
    for number, repair in enumerate(every):
        edits = by_document(repair.edits) if repair else {}
        texts = {name: text_of(name) for name in edits}
        fits = all(text is not None and not apply(text, edits[name]).misfits for name, text in texts.items())
        if repair and edits and fits:
            places = len(repair.edits)
            told = (
                f" ({places} places in {len(edits)} documents)"
                if len(edits) > 1
                else f" ({places} places)" * (places > 1)
            )
            title = visible(repair.action) or "Repair"
            yield Action(title[:1].upper() + title[1:] + told, edits, number == 0 and repair.certain)


def ignore(finding: Finding, spot: Location, document: Document, until: str) -> Action | None:
    """The comment that puts a finding aside for its place; None where none would, or where it cannot be written."""
    place = spot.focus or spot.place
    block = _block(document, place)
    if finding.rule.startswith("AUD9") or place.start == place.end or block is None or block.kind in _NOT_HERE:
        return None
    if spot != finding.primary and not _mends_within(finding, document, block):
        return None
    said = f'auditor: ignore[{finding.rule}] until={until} reason="{UNWANTED}"'
    edit = _in_text(document, block, said) if document.media == "text" else _in_markup(document, block, place, said)
    return Action(f"Ignore {finding.rule} here until {until}, and say why", {document.name: [edit]})


def _mends_within(finding: Finding, document: Document, block: Block) -> bool:
    """Whether all that the finding's repair would change stands in the block: then an ignore there puts it aside."""
    edits = finding.repair.edits if finding.repair else ()
    return bool(edits) and all(
        edit.document == document.name and block.span.start <= edit.place.start < block.span.end for edit in edits
    )


def _block(document: Document, place: Place) -> Block | None:
    around = [block for block in parse(document).blocks if block.span.start <= place.start < block.span.end]
    return min(around, key=lambda block: block.span.end - block.span.start, default=None)


def _in_text(document: Document, block: Block, said: str) -> Edit:
    return _inserted(document, _start_of_line(document.text, block.span.start), f"# {said}{_line_end(document.text)}")


def _in_markup(document: Document, block: Block, place: Place, said: str) -> Edit:
    comment = f"<!-- {said} -->"
    if block.kind in _INSIDE:
        return _inserted(document, place.end, f" {comment}")
    end = _line_end(document.text)
    if document.media == "markdown":
        return _inserted(document, _start_of_line(document.text, block.span.start), f"{comment}{end}{end}")
    return _inserted(document, block.span.start, comment)


def _inserted(document: Document, at: int, text: str) -> Edit:
    return Edit(document.name, Lines(document.text).place(Span(at, at)), text)


def _start_of_line(text: str, at: int) -> int:
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"
