"""Read a saved e-mail: its subject and its text; what is attached is a document of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import PurePosixPath

from auditor.decoding.collection import titled
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.text import text_document
from auditor.model.source import Document, Media, Skipped

MAX_PARTS = 200

_KINDS: dict[str, Media] = {"text/html": "html", "text/plain": "text"}
_NO_FILES = ("image/", "application/pgp-signature", "application/pkcs7-signature")  # logos and signatures


def read_mail(raw: Raw, decode: Callable[[Raw, str], Iterator[Document | Skipped]]) -> Iterator[Document | Skipped]:
    """The message, in HTML if it has any, and what `decode` makes of each file attached to it."""
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


def _subject(message: EmailMessage) -> str:
    try:
        return str(message.get("Subject", ""))
    except (ValueError, LookupError, AttributeError):  # the standard library stumbles over some broken headers
        return ""


def _content(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError, KeyError):  # a charset that nobody knows
        data = part.get_payload(decode=True)
        return data.decode("utf-8", "replace") if isinstance(data, bytes) else ""


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
