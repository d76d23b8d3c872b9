"""Say what a reader should find in a few words."""

from __future__ import annotations

from auditor.model.source import Block, Document, Media, Parsed, Span
from auditor.readers import parse


def read(media: Media, text: str) -> Parsed:
    return parse(Document("example", media, text))


def outline(media: Media, text: str) -> list[tuple[str, str]]:
    """The kind and the text of every block."""
    return [(block.kind, block.view.text) for block in read(media, text).blocks]


def source_of(media: Media, text: str, words: str) -> str:
    """The source that shows the words, in the first block that shows them."""
    for block in read(media, text).blocks:
        start = block.view.text.find(words)
        if start >= 0:
            return cut(text, block.view.span(start, start + len(words)))
    return f"{words} is not shown"


def cells(block: Block) -> list[str]:
    return [cell.view.text for cell in block.cells]


def cut(text: str, span: Span | None) -> str:
    return text[span.start : span.end] if span else ""
