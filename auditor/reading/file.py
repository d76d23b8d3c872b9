"""One file: what each document in it says. A pure function of the file's content and name, the lexicon and our own code."""

from __future__ import annotations

import hashlib
import os

import msgspec

from auditor.extraction import extract
from auditor.lexicon.names import Names
from auditor.loading import MAX_BYTES, Source, load_all
from auditor.model.assertions import Extraction
from auditor.model.source import Document, Skipped
from auditor.readers import parse


class Said(msgspec.Struct, frozen=True):
    """What one document says, or why it could not be read; `sha256` is "" of one that could not even be loaded."""

    document: str
    sha256: str
    extraction: Extraction | None
    skipped: Skipped | None = None


class FileRead(msgspec.Struct, frozen=True):
    """A file's documents, and the SHA-256 of the bytes that they were read from; "" where these cannot be told for sure."""

    said: tuple[Said, ...]
    sha256: str = ""


def read_file(source: Source, names: Names) -> FileRead:
    """The documents of a file. One on which we stumble never stops the others."""
    before = file_hash(source)
    said = tuple(_said(loaded, names) for loaded in load_all(source))
    # What is to be kept must be sure: nobody wrote while we read, and no mistake of ours may have been a passing one.
    sure = before == file_hash(source) and all(one.skipped is None or one.skipped.stage == "load" for one in said)
    return FileRead(said, before if sure else "")


def read_document(document: Document, names: Names) -> Said:
    """What a document at hand says."""
    return _said(document, names)


def renamed(said: Said, name: str) -> Said:
    """The same said by a document of another name."""
    skipped = said.skipped and msgspec.structs.replace(said.skipped, document=name)
    found = said.extraction
    if found is None:
        return Said(name, said.sha256, None, skipped)
    return Said(
        name,
        said.sha256,
        msgspec.structs.replace(
            found,
            document=name,
            assertions=tuple(msgspec.structs.replace(one, document=name) for one in found.assertions),
            codes=tuple(msgspec.structs.replace(one, document=name) for one in found.codes),
            ignores=tuple(msgspec.structs.replace(one, document=name) for one in found.ignores),
        ),
        skipped,
    )


def file_hash(source: Source) -> str:
    """The SHA-256 of a file's bytes, "" where it cannot be read."""
    if source.address:  # nobody keeps what lies elsewhere, and to fetch it twice more is dear
        return ""
    try:
        with source.path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MAX_BYTES:  # not read either; of a sparse file there may be terabytes
                return ""
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _said(loaded: Document | Skipped, names: Names) -> Said:
    if isinstance(loaded, Skipped):
        return Said(loaded.document, "", None, loaded)
    found = _extraction(loaded, names)
    if isinstance(found, Skipped):
        return Said(loaded.name, loaded.sha256, None, found)
    return Said(loaded.name, loaded.sha256, found)


def _extraction(document: Document, names: Names) -> Extraction | Skipped:
    try:
        parsed = parse(document)
    except Exception as error:  # noqa: BLE001 - our own mistake on one document must not hide the others
        return Skipped(document.name, "parse", _crash(error))
    try:
        return extract(parsed, names)
    except Exception as error:  # noqa: BLE001 - as above
        return Skipped(document.name, "extract", _crash(error))


def _crash(error: Exception) -> str:
    return f"the auditor stumbled over it: {type(error).__name__}: {error}".rstrip(": ")
