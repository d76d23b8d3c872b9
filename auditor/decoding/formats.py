"""Which files we read: one decoder for each suffix, typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from auditor.decoding.docx import read_docx
from auditor.decoding.mail import read_mail
from auditor.decoding.pdf.reading import read_pdf_file
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.table_of_texts import read_json_lines, read_parquet
from auditor.decoding.text import read_text_file
from auditor.decoding.wordpress import read_wordpress
from auditor.decoding.workbook import read_workbook
from auditor.model.source import Document, Media, Skipped

Decoder = Callable[[Raw], Iterator[Document | Skipped]]
"""Makes the documents of a file, and says which parts of it are none. Raises Unreadable for the whole of it."""


def _one(read: Callable[[Raw], Document]) -> Decoder:
    def decode(raw: Raw) -> Iterator[Document | Skipped]:
        yield read(raw)

    return decode


def _text(media: Media) -> Decoder:
    return _one(partial(read_text_file, media=media))


MEDIA: dict[str, Media] = {  # of files that are text
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".csv": "csv",
    ".tsv": "csv",
}
DECODERS: dict[str, Decoder] = {
    **{suffix: _text(media) for suffix, media in MEDIA.items()},
    ".pdf": _one(read_pdf_file),
    ".xlsx": _one(read_workbook),
    ".xlsm": _one(read_workbook),  # nor are those of a workbook
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".parquet": read_parquet,
    ".xml": read_wordpress,
    ".eml": lambda raw: read_mail(raw, attached),
    ".docx": _one(read_docx),
    ".docm": _one(read_docx),  # its macros are not read
}


def attached(raw: Raw, suffix: str) -> Iterator[Document | Skipped]:
    """The documents of a file that came with another, if we read its kind; a mail in a mail is not read."""
    if suffix.lower() in DECODERS and suffix.lower() != ".eml":
        yield from decoded(raw, suffix)
    else:
        yield Skipped(raw.name, "load", f"no reader for '{suffix.lower()}' files attached to an e-mail")


def decoded(raw: Raw, suffix: str) -> Iterator[Document | Skipped]:
    """The documents in the bytes of a file. What cannot be read is Skipped; bad content never raises."""
    try:
        yield from DECODERS.get(suffix.lower(), _text("text"))(raw)
    except Unreadable as error:
        yield Skipped(raw.name, "load", str(error))
