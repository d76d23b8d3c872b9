"""Decode text: by its byte order mark, by what it declares, else as UTF-8."""

from __future__ import annotations

import codecs
import re

from auditor.decoding.raw import MAX_CHARACTERS, Raw, Unreadable
from auditor.decoding.wiki import is_wiki
from auditor.model.source import Document, Media

_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WRITTEN_BY_HAND: frozenset[Media] = frozenset({"text", "markdown"})  # in files of these kinds wiki pages are kept, too
_LINE_END = re.compile(rb"\r\n?|\n")
# Browsers read these names as windows-1252, and pages that declare them rely on it for quotes and dashes.
_AS_WINDOWS_1252 = frozenset({"iso8859-1", "ascii", "cp1252"})
# The others that browsers know (WHATWG, "Encoding"), as Python names them. Of what else Python knows some make text of escapes,
# or take time without bound.
_LEGACY = frozenset(
    "big5 big5hkscs cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 euc_jp euc_kr gb18030 gb2312 gbk "
    "iso2022_jp iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-16 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 "
    "iso8859-7 iso8859-8 iso8859-9 koi8-r koi8-u mac-cyrillic mac-roman shift_jis tis-620".split()
)


def read_text_file(raw: Raw, media: Media) -> Document:
    """The document that the bytes of a text file are. Raises Unreadable for what is no text."""
    encoding = _encoding(raw.data, media)
    try:
        text = raw.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(_undecodable(raw.data, error)) from error
    return text_document(raw, media, text, encoding)


def text_document(raw: Raw, media: Media, text: str, encoding: str) -> Document:
    """The document of a decoded text. Raises Unreadable where there is nothing to read in it."""
    if len(text) > MAX_CHARACTERS:
        raise Unreadable(f"it holds more than {MAX_CHARACTERS:,} characters; split it")
    if "\0" in text:
        raise Unreadable("binary: it holds NUL characters")
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise Unreadable("empty")
    if media in _WRITTEN_BY_HAND and is_wiki(text):
        media = "wiki"
    return Document(raw.name, media, text, raw.sha256, encoding)


def _encoding(data: bytes, media: Media) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if media == "html":
        return _declared(data) or "utf-8"
    return "windows-1252" if media == "csv" and not _is_utf_8(data) else "utf-8"  # as Excel writes it


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _declared(data: bytes) -> str | None:
    """The charset that an HTML page declares, if Python knows it and the bytes are not UTF-8 anyway."""
    if data.startswith(codecs.BOM_UTF8):
        return None
    found = _DECLARED.search(data, 0, 1024) or _XML_DECLARED.search(data, 0, 1024)
    return legacy_encoding(found[1].decode("ascii")) if found else None


def legacy_encoding(label: str) -> str | None:
    """The encoding that a page or a mail means by a name, if it is one that browsers know and none of Unicode.

    A page whose declaration of UTF-16 we can read is none.

    >>> legacy_encoding("latin-1"), legacy_encoding("SHIFT_JIS"), legacy_encoding("utf-8"), legacy_encoding("punycode")
    ('windows-1252', 'shift_jis', None, None)
    """
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if name in _AS_WINDOWS_1252:
        return "windows-1252"
    return name if name in _LEGACY else None


def _undecodable(data: bytes, error: UnicodeDecodeError) -> str:
    line = len(_LINE_END.findall(data, 0, error.start)) + 1
    wrong = f"byte 0x{data[error.start]:02X} at offset {error.start} (line {line}) is not {error.encoding.upper()}"
    if b"\0" in data[:1024]:
        return f"binary: {wrong}"
    return f"{wrong}; convert the file to UTF-8, or declare its charset"
