"""Read documents into blocks: one reader for each kind of source."""

from __future__ import annotations

from collections.abc import Callable

from auditor.model.source import Document, Media, Parsed
from auditor.readers.csv import read_csv
from auditor.readers.html import read_html
from auditor.readers.laid_out import read_laid_out
from auditor.readers.markdown import read_markdown
from auditor.readers.text import read_text
from auditor.readers.wiki import read_wiki

READERS: dict[Media, Callable[[Document], Parsed]] = {
    "markdown": read_markdown,
    "html": read_html,
    "text": read_text,
    "wiki": read_wiki,
    "csv": read_csv,
    "pdf": read_laid_out,
    "docx": read_laid_out,
    "xlsx": read_laid_out,
}


def parse(document: Document) -> Parsed:
    """The document's blocks in reading order. Any text can be parsed; what is broken is read as far as it goes."""
    return READERS[document.media](document)
