"""Read a WordPress export (WXR): each post and page a document, named by its address.

Source: the export format of WordPress 1.2, an RSS file with elements of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import XMLParser

from auditor.decoding.collection import Entry, documents
from auditor.decoding.raw import Raw, Unreadable
from auditor.decoding.xml import MAX_DEPTH, Guarded, fed
from auditor.model.source import Document, Media, Skipped

NO_EXPORT = "no reader for '.xml' files but WordPress exports"

_WORDPRESS = "wordpress.org/export/"
MEDIA: Media = "html"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_FIELDS = {"title", "link", "guid", "post_id", "status", "post_type", CONTENT}
_TYPES_WITHOUT_TEXT = {"attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"}
_GONE = {"trash", "auto-draft", "inherit"}
_PARAGRAPHED = re.compile(r"<p[\s>]|<!-- wp:", re.IGNORECASE)
_BLANK_LINE = re.compile(r"(?<=\S)(?=[ \t]*\r?\n[ \t]*\r?\n)")


def read_wordpress(raw: Raw) -> Iterator[Document | Skipped]:
    """The posts and pages of an export, but what is in the trash. Raises Unreadable for other XML."""
    return documents(raw, (entry_of(item) for item in items_in(raw.data) if is_text(item)), MEDIA)


def items_in(data: bytes) -> list[dict[str, str]]:
    """The fields of each item of an export. Raises Unreadable for other XML."""
    target = _Items()
    parser: XMLParser[Any] = XMLParser(target=target)  # noqa: S314 - the target refuses what is dangerous
    if b"wordpress.org/export/" not in data[:20_000]:
        raise Unreadable(NO_EXPORT)
    fed(parser, data, "it")
    return target.items


class _Items(Guarded):
    """Gathers the fields of each item as the parser comes by them."""

    def __init__(self) -> None:
        self.items: list[dict[str, str]] = []
        self._depth = 0
        self._item: dict[str, str] | None = None
        self._field = ""
        self._parts: list[str] = []

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(f"its XML nests more than {MAX_DEPTH} elements")
        if tag == "item":
            self._item = {"number": str(len(self.items) + 1)}
        elif self._item is not None:
            self._field, self._parts = _field(tag), []

    def data(self, text: str) -> None:
        if self._field:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._item is not None and tag == "item":
            self.items.append(self._item)
            self._item = None
        elif self._item is not None and self._field:
            self._item.setdefault(self._field, "".join(self._parts))
        self._field = ""

    def close(self) -> None:
        pass


def _field(tag: str) -> str:
    """The name of a field that we read, or nothing."""
    space, _, name = tag.removeprefix("{").rpartition("}")
    known = tag if tag in _FIELDS else name if _WORDPRESS in space else ""
    return known if known in _FIELDS else ""


def is_text(item: Mapping[str, str]) -> bool:
    """Whether an item is a post or a page that somebody reads."""
    return (
        item.get("post_type") not in _TYPES_WITHOUT_TEXT
        and item.get("status") not in _GONE
        and bool(item.get(CONTENT, "").strip() or item.get("title", "").strip())
    )


def entry_of(item: Mapping[str, str]) -> Entry:
    """The document of an item."""
    key = item.get("link", "").strip() or item.get("guid", "").strip() or item.get("post_id", "")
    return Entry(key, item.get("title", ""), _with_paragraphs(item.get(CONTENT, "")), f"item {item['number']}")


def _with_paragraphs(content: str) -> str:
    """Content of the classic editor, in which a blank line ends a paragraph, with `<p>` where WordPress puts one.

    It stands at the end of a line, so that all other places keep their line and column.
    """
    ends = paragraph_ends(content)
    return "<p>".join(content[start:end] for start, end in zip([0, *ends], [*ends, None], strict=True))


def paragraph_ends(content: str) -> list[int]:
    """Where a `<p>` is put."""
    return [] if _PARAGRAPHED.search(content) else [found.start() for found in _BLANK_LINE.finditer(content)]
