"""Read the bytes of a file, and say in a few words what was read."""

from __future__ import annotations

from pathlib import PurePosixPath

from auditor.decoding.formats import decoded
from auditor.decoding.raw import Raw
from auditor.model.source import Block, Document, Lines, Skipped, Span
from auditor.readers import parse


def read(name: str, data: bytes) -> list[Document | Skipped]:
    """All that a file yields."""
    return list(decoded(Raw(name, data), PurePosixPath(name).suffix))


def document(name: str, data: bytes) -> Document:
    """The document that a file holds."""
    (found,) = read(name, data)
    assert isinstance(found, Document), found
    return found


def reason(name: str, data: bytes) -> str:
    """Why a file is skipped."""
    (found,) = read(name, data)
    assert isinstance(found, Skipped), found
    return found.reason


def outline(name: str, data: bytes) -> list[tuple[str, str]]:
    """The kind and the text of every block."""
    return [(block.kind, block.view.text) for block in blocks(name, data)]


def blocks(name: str, data: bytes) -> tuple[Block, ...]:
    return parse(document(name, data)).blocks


def told(found: Document | Skipped) -> str:
    """A document as lines for a golden file: its blocks with their places, cells and headers."""
    if isinstance(found, Skipped):
        return f"skipped {found.document}: {found.reason}\n"
    lines = Lines(found.text)
    shown = [f"document {found.name} ({found.media})"]
    for block in parse(found).blocks:
        place = lines.place(block.span)
        page = found.page(block.span.start)
        where = f"{f'p{page} ' if page else ''}{place.line}:{place.column}-{place.end_line}:{place.end_column}"
        shown.append(f"{where} {block.kind}{block.level or ''} {block.view.text!r} {list(block.section)}")
        for cell in block.cells:
            span = cell.view.span(0, len(cell.view.text)) if cell.view.text else Span(0, 0)
            source = found.text[span.start : span.end]
            inherited = " inherited" if cell.inherited else ""
            shown.append(f"    {cell.column} {cell.header!r} {cell.view.text!r} <- {source!r}{inherited}")
    return "\n".join(shown) + "\n"
