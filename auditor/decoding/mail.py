"""Read a saved e-mail: its subject and its text; what is attached is a document of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import PurePosixPath

from auditor.decoding.collection import titled
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.text import legacy_encoding, text_document
from auditor.model.source import Document, Media, Skipped

MAX_PARTS = 200
MAX_HEADERS = 20_000  # bytes of the subject, and of all headers that tell of contents: the standard library takes long over long ones

_KINDS: dict[str, Media] = {"text/html": "html", "text/plain": "text"}
_LINES = rb"[^\n]*+(?:\n[ \t][^\n]*+)*+"  # of one header
_SUBJECT = re.compile(rb"^subject:" + _LINES, re.IGNORECASE | re.MULTILINE)
_CONTENT = re.compile(rb"^content-" + _LINES, re.IGNORECASE | re.MULTILINE)
_NO_FILES = ("image/", "application/pgp-signature", "application/pkcs7-signature")  # logos and signatures


def read_mail(raw: Raw, decode: Callable[[Raw, str], Iterator[Document | Skipped]]) -> Iterator[Document | Skipped]:
    """The message, in HTML if it has any, and what `decode` makes of each file attached to it."""
    _refuse_long_headers(raw.data)
    try:
        message = BytesParser(policy=policy.default).parsebytes(raw.data)
        body = message.get_body(("html", "plain"))
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as error:
        raise Unreadable("a damaged e-mail; save it again as .eml") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Unreadable("no e-mail: it has no header; save it again as .eml")
    attached = _attached(message)
    if body is None and not attached:
        raise Unreadable("empty: it holds no text")
    if isinstance(body, EmailMessage):
        kind = _KINDS[body.get_content_type()]
        yield text_document(raw, kind, titled(_subject(message), _content(body), kind), "")
    for name, data in attached:
        yield from decode(Raw(f"{raw.name}#{name}", data), PurePosixPath(name).suffix)


def _refuse_long_headers(data: bytes) -> None:
    """Raise Unreadable for headers that nobody wrote by hand, before the standard library has read one."""
    subject = _SUBJECT.search(data)
    length = max(len(subject[0]) if subject else 0, sum(len(found[0]) for found in _CONTENT.finditer(data)))
    if length > MAX_HEADERS:
        raise Unreadable(f"an e-mail whose headers hold more than {MAX_HEADERS:,} characters; save its text")


def _subject(message: EmailMessage) -> str:
    try:
        return str(message.get("Subject", ""))
    except (ValueError, LookupError, AttributeError):  # the standard library stumbles over some broken headers
        return ""


def _content(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_param("charset", "")
    encoding = legacy_encoding(charset) if isinstance(charset, str) else None
    return data.decode(encoding or "utf-8", "replace") if isinstance(data, bytes) else ""


def _attached(message: EmailMessage) -> list[tuple[str, bytes]]:
    """The files attached, each by its name; a mail in the mail is none, its text is not this sender's."""
    found = []
    for number, part in enumerate(message.walk()):
        if number > MAX_PARTS:
            raise Unreadable(f"an e-mail of more than {MAX_PARTS} parts; save the parts that matter")
        name = part.get_filename()
        data = part.get_payload(decode=True) if name and not part.is_multipart() else None
        if name and isinstance(data, bytes) and not part.get_content_type().startswith(_NO_FILES):
            found.append((PurePosixPath(name.replace("\\", "/")).name, data))
    return found
