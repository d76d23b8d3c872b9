"""Which files we read: one decoder for each suffix, typed by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from auditor.decoding.archive import INSIDE, SUFFIXES, read_archive
from auditor.decoding.pdf.reading import read_pdf_file
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.table_of_texts import read_json_lines, read_parquet
from auditor.decoding.text import read_text_file
from auditor.model.source import Document, Media, Skipped

Decoder = Callable[[Raw], Iterator[Document | Skipped]]
"""Makes the documents of a file, and says which parts of it are none. Raises Unreadable for the whole of it."""


def _one(read: Callable[[Raw], Document]) -> Decoder:
    def decode(raw: Raw) -> Iterator[Document | Skipped]:
        yield read(raw)

    return decode


def _text(media: Media) -> Decoder:
    return _one(partial(read_text_file, media=media))


def _docx(raw: Raw) -> Document:
    from auditor.decoding.docx import read_docx  # noqa: PLC0415 - these bring parsers that most corpora do not need

    return read_docx(raw)


def _workbook(raw: Raw) -> Document:
    from auditor.decoding.workbook import read_workbook  # noqa: PLC0415 - see above

    return read_workbook(raw)


def _mail(raw: Raw) -> Iterator[Document | Skipped]:
    from auditor.decoding.mail import read_mail  # noqa: PLC0415 - see above

    return read_mail(raw, attached)


def _wordpress(raw: Raw) -> Iterator[Document | Skipped]:
    from auditor.decoding.wordpress import read_wordpress  # noqa: PLC0415 - see above

    return read_wordpress(raw)


def _archive(suffix: str) -> Decoder:
    return lambda raw: read_archive(raw, suffix, _member)


MEDIA: dict[str, Media] = {  # of files that are text
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".wiki": "wiki",
    ".mediawiki": "wiki",
    ".csv": "csv",
    ".tsv": "csv",
}
DECODERS: dict[str, Decoder] = {
    **{suffix: _text(media) for suffix, media in MEDIA.items()},
    ".pdf": _one(read_pdf_file),
    ".xlsx": _one(_workbook),
    ".xlsm": _one(_workbook),  # nor are those of a workbook
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".parquet": read_parquet,
    ".xml": _wordpress,
    ".eml": _mail,
    ".docx": _one(_docx),
    ".docm": _one(_docx),  # its macros are not read
    ".zip": _archive(".zip"),
    ".tar": _archive(".tar"),
    ".tgz": _archive(".tgz"),
    ".tbz2": _archive(".tbz2"),
    ".gz": _archive(".gz"),  # of these two only a tar
    ".bz2": _archive(".bz2"),
}


def is_text(name: str, suffix: str) -> bool:
    """Whether the text of a document is that of its file, which ends so: then it has lines, and can be edited there."""
    return INSIDE not in name and (suffix.lower() in MEDIA or suffix.lower() not in DECODERS)


def attached(raw: Raw, suffix: str) -> Iterator[Document | Skipped]:
    """The documents of a file that came with a mail, if we read its kind; a mail or an archive in it is not read."""
    if suffix.lower() in DECODERS.keys() - SUFFIXES - {".eml"}:
        yield from decoded(raw, suffix)
    else:
        yield Skipped(raw.name, "load", f"no reader for '{suffix.lower()}' files attached to an e-mail")


def _member(raw: Raw, suffix: str) -> Iterator[Document | Skipped]:
    """The documents of a file in an archive, if we read its kind."""
    if suffix.lower() in DECODERS:
        yield from decoded(raw, suffix)
    else:
        yield Skipped(raw.name, "load", f"no reader for '{suffix.lower()}' files in an archive")


def decoded(raw: Raw, suffix: str) -> Iterator[Document | Skipped]:
    """The documents in the bytes of a file. What cannot be read is Skipped; bad content never raises."""
    try:
        yield from DECODERS.get(suffix.lower(), _text("text"))(raw)
    except Unreadable as error:
        yield Skipped(raw.name, "load", str(error))
    except Exception as error:  # noqa: BLE001 - our own mistake on one file, or a library's, must not hide the others
        yield Skipped(raw.name, "load", f"the auditor stumbled over it: {type(error).__name__}: {error}".rstrip(": "))
