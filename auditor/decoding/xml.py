"""Parse XML that a stranger wrote: no document type, so no entities of its own, and no depth without end."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from auditor.decoding.raw import Unreadable

MAX_DEPTH = 200  # elements within elements

_WITH_TYPE = "it declares a document type, which may hide entities; export it anew without one"


class Guarded:
    """A target for an XML parser that refuses a document type. Subclasses say what to do with elements."""

    def doctype(self, *_: object) -> None:
        raise Unreadable(_WITH_TYPE)


class _Tree(Guarded):
    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unreadable(f"its XML nests more than {MAX_DEPTH} elements")
        return self._builder.start(tag, attributes)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return self._builder.end(tag)

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> Element:
        return self._builder.close()


def parsed(data: bytes, what: str) -> Element:
    """The root of an XML document. Raises Unreadable, naming `what` it is, where it is broken or guarded against."""
    parser: XMLParser[Any] = XMLParser(target=_Tree())  # noqa: S314 - the target refuses what is dangerous
    root: Element = fed(parser, data, what)
    return root


def fed(parser: XMLParser[Any], data: bytes, what: str) -> Any:
    """What a parser makes of the data. Raises Unreadable where it is broken."""
    try:
        parser.feed(data)
        return parser.close()
    except ParseError as error:
        line, column = error.position
        raise Unreadable(f"{what} is broken XML at line {line}, column {column + 1}; export it anew") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"{what} is in an encoding that XML does not know; export it anew in UTF-8") from error
