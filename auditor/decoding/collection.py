"""Files that hold many documents: what each is called, and of what kind its text is."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import islice
from typing import Final

import msgspec

from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.text import text_document
from auditor.model.source import Document, Media, Skipped

MAX_ENTRIES: Final = 500_000  # of one file, as of an archive: each costs memory, however small

_HTML = re.compile(
    r"</(?:p|div|table|ul|ol|li|h[1-6]|td|strong|em|b|i|a|span)\s*>|<(?:br|p|hr)\s*/?>|<!-- wp:", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^#{1,6} \S|^\|?[ \t]*:?-{3,}:?[ \t]*\||\]\(|\*\*\S", re.MULTILINE)


class Entry(msgspec.Struct, frozen=True):
    """One document of a collection. `key` is its address or id, `where` a place in the file, for people."""

    key: str
    title: str
    text: str
    where: str
    problem: str = ""  # why it is none


def documents(raw: Raw, entries: Iterable[Entry], media: Media | None = None) -> Iterator[Document | Skipped]:
    """The documents of a collection, and one Skipped for all entries that are none. Raises Unreadable where none is one."""
    read = wrong = 0
    first: Entry | None = None
    left = iter(entries)
    for entry in islice(left, MAX_ENTRIES):
        found = _of_entry(raw.name, entry, media)
        if isinstance(found, Document):
            read += 1
            yield found
        else:
            wrong += 1
            first = first or found
    if next(left, None) is not None:
        yield Skipped(
            raw.name, "load", f"it holds more than {MAX_ENTRIES:,} entries, and only these were read; split it"
        )
    if first:
        told = f"{wrong} of {read + wrong} entries could not be read; the first, {first.where}: {first.problem}"
        yield Skipped(raw.name, "load", told)
    elif not read:
        raise Unreadable("empty: it holds no documents")


def _of_entry(name: str, entry: Entry, media: Media | None) -> Document | Entry:
    """The document of an entry, or the entry with why it is none."""
    if entry.problem:
        return entry
    try:
        return document_of(name, entry, media)
    except Unreadable as error:
        return msgspec.structs.replace(entry, problem=str(error))


def document_of(name: str, entry: Entry, media: Media | None = None) -> Document:
    """The document of one entry of the file of this name. Raises Unreadable where there is nothing to read in it."""
    kind = media or media_of(entry.text)
    text = titled(entry.title, entry.text, kind)
    document = text_document(Raw(name_of(name, entry), b""), kind, text, "")
    return msgspec.structs.replace(document, sha256=hashlib.sha256(text.encode(errors="replace")).hexdigest())


def name_of(name: str, entry: Entry) -> str:
    """What a document goes by: its address, else the file's name with its id, else with its place in the file."""
    key = " ".join(entry.key.split())
    return key if "://" in key else f"{name}#{key or entry.where}"


def media_of(text: str) -> Media:
    """What a text without a file name looks like."""
    if _HTML.search(text):
        return "html"
    return "markdown" if _MARKDOWN.search(text) else "text"


def titled(title: str, text: str, media: Media) -> str:
    """A text with its title before it, unless it starts with it. The lines of HTML keep their numbers."""
    title = " ".join(title.split())
    if not title or text.lstrip("#* \t\r\n").startswith(title):
        return text
    if media == "html":
        return f"<title>{escape(title, quote=False)}</title>{text}"
    return f"{'# ' if media == 'markdown' else ''}{title}\n\n{text}"
