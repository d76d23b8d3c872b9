"""Read documents into blocks: one reader for each kind of source."""

from __future__ import annotations

from collections.abc import Callable

from auditor.model.source import Document, Media, Parsed
from auditor.readers.html import read_html
from auditor.readers.markdown import read_markdown
from auditor.readers.text import read_text

READERS: dict[Media, Callable[[Document], Parsed]] = {
    "markdown": read_markdown,
    "html": read_html,
    "text": read_text,
}


def parse(document: Document) -> Parsed:
    """The document's blocks in reading order. Any text can be parsed; what is broken is read as far as it goes."""
    return READERS[document.media](document)
