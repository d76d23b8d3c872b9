"""Where the documents of a text file that holds several stand in it, character by character: JSON Lines, WordPress exports."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from html import escape, unescape
from json import JSONDecoder
from typing import Any, Final, NamedTuple

from auditor.decoding.collection import Entry, document_of
from auditor.decoding.raw import Unreadable
from auditor.decoding.table_of_texts import TEXTS, TITLES, column, of_line
from auditor.decoding.wordpress import CONTENT, MEDIA, entry_of, is_text, items_in, paragraph_ends
from auditor.model.source import Document, Run, TextView

_BREAK: Final = "<p>"
Spell = Callable[[str], str | None]


class Literal(NamedTuple):
    """A value as a file spells it: stretches of the value, each with the range of the file that shows it."""

    start: int  # of the whole literal
    end: int
    stretches: tuple[tuple[str, int, int], ...]
    spell: Spell  # how another value would be spelled there, None where it cannot be

    @property
    def value(self) -> str:
        """What it says."""
        return "".join(shown for shown, _, _ in self.stretches)


class Spelled(NamedTuple):
    """The literals of a document: its title's and its text's, and where a `<p>` was put into the text."""

    title: Literal | None
    text: Literal | None
    breaks: tuple[int, ...] = ()


class Inlay(NamedTuple):
    """A document, the range of the file in which it stands, and how to find its literals there."""

    document: Document
    start: int
    end: int
    spelled: Callable[[], Spelled]

    def view(self) -> tuple[TextView, Spell] | None:
        """The document's text, whose every character knows where the file shows it, and how words are spelled in it.

        None where that cannot be told for sure.
        """
        title, text, breaks = self.spelled()
        if text is None:
            return None
        before = len(self.document.text) - len(text.value) - len(_BREAK) * len(breaks)
        made = _view([*_of_title(self.document.text[: max(0, before)], title, text), *_broken(text.stretches, breaks)])
        return (made, text.spell) if made.text == self.document.text else None


def inlays(name: str, text: str, suffix: str) -> Iterator[Inlay]:
    """The documents of the file of this name and text, in order; none of a file of another kind than these."""
    found = _KINDS.get(suffix.lower())
    if found:
        yield from found(name, text)


# JSON Lines


def _of_json_lines(name: str, text: str) -> Iterator[Inlay]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        found = _of_line(name, line, number, start) if line.strip() else None
        if found:
            yield found
        start += len(line) + 1


def _of_line(name: str, line: str, number: int, start: int) -> Inlay | None:
    document = _document(name, of_line(line, number))
    return Inlay(document, start, start + len(line), partial(_in_line, line, start)) if document else None


def _in_line(line: str, start: int) -> Spelled:
    try:
        values = _values(line)
    except (ValueError, IndexError, RecursionError):  # Python's own reader is not as patient as the one that read it
        return Spelled(None, None)
    row = {key: value for key, (value, _, _) in values.items()}
    title, text = (_json_literal(line, start, values.get(column(row, names))) for names in (TITLES, TEXTS))
    return Spelled(title, text)


_JSON: Final = JSONDecoder(strict=False)
_BLANK: Final = re.compile(r"[ \t\r]*")
_SPELLED: Final = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u.{4}|\\.|[^\\]+")


def _values(line: str) -> Mapping[str, tuple[Any, int, int]]:
    """By name in lower case, each value of the object on a line, and its range there."""
    found: dict[str, tuple[Any, int, int]] = {}
    at = line.index("{") + 1
    while line[_after(line, at)] != "}":
        key, end = _JSON.raw_decode(line, _after(line, at))
        start = _after(line, _after(line, end) + 1)
        value, end = _JSON.raw_decode(line, start)
        found[key] = value, start, end
        at = _after(line, end)
        at += line[at] == ","
    return {key.lower(): value for key, value in found.items()}


def _after(line: str, at: int) -> int:
    blank = _BLANK.match(line, at)
    return blank.end() if blank else at


def _json_literal(line: str, start: int, found: tuple[Any, int, int] | None) -> Literal | None:
    if found is None:
        return None
    value, first, last = found
    if not isinstance(value, str):
        return Literal(start + first, start + last, ((str(value), start + first, start + last),), lambda _: None)
    stretches = tuple(
        (_unescaped(part[0]), start + part.start(), start + part.end())
        for part in _SPELLED.finditer(line, first + 1, last - 1)
    )
    return Literal(start + first + 1, start + last - 1, stretches, _in_json)


def _unescaped(spelled: str) -> str:
    return str(json.loads(f'"{spelled}"')) if spelled.startswith("\\") else spelled


def _in_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


# WordPress

_TOKEN: Final = re.compile(
    r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>"
    r"|<(?P<over>/?)(?P<tag>[^\s/>!?]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|(?P<text>[^<]+)",
    re.DOTALL,
)
_IN_XML: Final = re.compile(r"&[^;]{1,30};|\r\n?|[^&\r]+")
_IN_CDATA: Final = re.compile(r"\r\n?|[^\r]+")
_DECLARED: Final = re.compile(r"\A(\s*<\?xml[^>]{0,200}?)\sencoding\s*=\s*([\"'])[^\"']{0,40}\2")


class _Element(NamedTuple):
    tag: str
    literal: Literal


def _of_export(name: str, text: str) -> Iterator[Inlay]:
    items = items_in(as_utf_8(text))
    for item, (start, end, elements) in zip(items, _items(text), strict=False):
        document = _document(name, entry_of(item)) if is_text(item) else None
        if document:
            yield Inlay(document, start, end, partial(_in_item, item, elements))


def _in_item(item: Mapping[str, str], elements: Sequence[_Element]) -> Spelled:
    content = item.get(CONTENT, "")
    title = _saying(elements, "title", item.get("title", ""))
    return Spelled(title, _saying(elements, "encoded", content), tuple(paragraph_ends(content)))


def as_utf_8(text: str) -> bytes:
    """The bytes of an XML document that was decoded already, whatever encoding it declares."""
    return _DECLARED.sub(r"\1", text.removeprefix("\ufeff")).encode(errors="replace")


def _saying(elements: Iterable[_Element], tag: str, value: str) -> Literal | None:
    """The element of an item that the reader found this value in."""
    return next((one.literal for one in elements if one.tag == tag and one.literal.value == value), None)


def _items(text: str) -> Iterator[tuple[int, int, list[_Element]]]:
    """Each item's range, and the elements in it that hold text and nothing else. The text is well-formed."""
    elements: list[_Element] | None = None
    begun = inside = 0
    stretches: list[tuple[str, int, int]] = []
    spells: list[Spell] = []
    for token in _TOKEN.finditer(text):
        if token["tag"] == "item":
            if token["over"] and elements is not None:
                yield begun, token.end(), elements
            elements, begun = (None if token["over"] else []), token.start()
        elif token["tag"] is not None:
            if token["over"] and elements is not None:
                spell = spells[0] if len(set(spells)) == 1 else _nohow
                literal = Literal(inside, token.start(), tuple(stretches), spell)
                elements.append(_Element(token["tag"].rpartition(":")[2], literal))
            stretches, spells, inside = [], [], token.end()
        elif token["cdata"] is not None:
            stretches += _stretches(_IN_CDATA, text, *token.span("cdata"))
            spells.append(_in_cdata)
        elif token["text"] is not None:
            stretches += _stretches(_IN_XML, text, *token.span())
            spells.append(_in_xml)


def _stretches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    for part in pattern.finditer(text, start, end):
        first = part[0][0]
        yield "\n" if first == "\r" else unescape(part[0]) if first == "&" else part[0], part.start(), part.end()


def _in_cdata(value: str) -> str | None:
    return None if "]]" in value or value.startswith(">") else value


def _in_xml(value: str) -> str:
    return escape(value, quote=False)


def _nohow(_: str) -> None:
    return None


# Both


def _document(name: str, entry: Entry) -> Document | None:
    try:
        return None if entry.problem else document_of(name, entry, MEDIA if entry.where.startswith("item") else None)
    except Unreadable:
        return None


def _of_title(before: str, title: Literal | None, text: Literal) -> Iterator[tuple[str, int, int]]:
    """What stands before the text of a document: its title, and the marks that make it one."""
    if not before:
        return
    if title is None:
        yield before, text.start, text.start
        return
    at = before.find(title.value) if len(title.stretches) == 1 and title.end - title.start == len(title.value) else -1
    if at < 0:
        yield before, title.start, title.end
        return
    end = at + len(title.value)
    yield from (
        (before[:at], title.start, title.start),
        (before[at:end], title.start, title.end),
        (before[end:], title.end, title.end),
    )


def _broken(stretches: Sequence[tuple[str, int, int]], breaks: Sequence[int]) -> Iterator[tuple[str, int, int]]:
    """The stretches with a `<p>` at each of these offsets of the value."""
    left = list(breaks)
    offset = 0
    for shown, start, end in stretches:
        done = 0
        while left and left[0] - offset < len(shown):
            at = left.pop(0) - offset
            if at > done:
                yield shown[done:at], start + done, start + at
            yield _BREAK, start + at, start + at
            done = at
        yield shown[done:], start + done, end
        offset += len(shown)
    yield from ((_BREAK, stretches[-1][2], stretches[-1][2]) for _ in left)


def _view(stretches: Iterable[tuple[str, int, int]]) -> TextView:
    runs: list[Run] = []
    parts: list[str] = []
    length = 0
    for shown, start, end in stretches:
        if shown:
            runs.append(Run(length, start, end))
            parts.append(shown)
            length += len(shown)
    return TextView("".join(parts), tuple(runs))


_KINDS: Final[Mapping[str, Callable[[str, str], Iterator[Inlay]]]] = {
    ".jsonl": _of_json_lines,
    ".ndjson": _of_json_lines,
    ".xml": _of_export,
}
HOLDING: Final = frozenset(_KINDS)
