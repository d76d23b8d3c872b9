"""Find what a document says to the auditor itself: comments that begin with `auditor:`, and that key of front matter.

Readers leave them out of what they read; what they mean is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from auditor.model.source import Document, Span
from auditor.readers.front_matter import OWN_KEY, front_matter_lines

MARK = "auditor:"

# A person may sign as auditor, or write to one; only these words, or any before a bracket, speak to the program.
_SPEAKS = r"(?=(?:ignore|disable|enable)\b|[A-Za-z]+[ \t]*\[)"
_OPENING = re.compile(rf"<!--\s{{0,99}}auditor:\s{{0,99}}{_SPEAKS}")
_LINE = re.compile(rf"(?:#|//|;|<!--)[ \t]{{0,99}}auditor:[ \t]{{0,99}}{_SPEAKS}")
_WORDS = re.compile(_SPEAKS)
_MARGIN = re.compile(r"\ufeff?[ \t>]*")
_SOURCE_LINE = re.compile(r"[^\r\n]+")


class Directive(NamedTuple):
    """A comment, and the words of it after `auditor:`. One in front matter speaks of the whole document."""

    span: Span
    body: str
    whole: bool = False


def is_directive(line: str) -> bool:
    """Whether a line of plain text, without its margin, is a comment to the auditor and nothing else."""
    return MARK in line and bool(_LINE.match(line)) and (not line.startswith("<!--") or line.endswith("-->"))


def directives(document: Document) -> list[Directive]:
    """All of them in order. A document without the word costs a search for it."""
    text = document.text
    if MARK not in text:
        return []
    if document.media == "text":
        return list(_in_lines(text))
    return [*_in_front_matter(document), *_in_comments(text)]


def _in_lines(text: str) -> Iterator[Directive]:
    for line in _SOURCE_LINE.finditer(text):
        margin = _MARGIN.match(line[0])
        start = margin.end() if margin else 0
        shown = line[0][start:].rstrip()
        if is_directive(shown):
            opening = _LINE.match(shown)
            body = shown[opening.end() if opening else 0 :].removesuffix("-->").rstrip()
            yield Directive(Span(line.start() + start, line.start() + start + len(shown)), body)


def _in_comments(text: str) -> Iterator[Directive]:
    opening = _OPENING.search(text)
    while opening:
        end = text.find("-->", opening.end())
        if end < 0:
            return
        yield Directive(Span(opening.start(), end + 3), text[opening.end() : end].strip())
        opening = _OPENING.search(text, end + 3)


def _in_front_matter(document: Document) -> Iterator[Directive]:
    """`auditor: ignore[...] ...`, or a list of such below the key."""
    if document.media != "markdown":
        return
    below = False
    for line in front_matter_lines(document.text):
        shown = line[0].rstrip()
        key, colon, value = shown.partition(":")
        if key == OWN_KEY and colon:
            below = not value.strip()
        elif below and shown.lstrip().startswith("-"):
            value = shown.lstrip()[1:]
        else:
            below = below and shown[:1] in {" ", "\t", "#"}
            continue
        body = _unquoted(value.strip())
        if _WORDS.match(body):
            yield Directive(Span(line.start(), line.start() + len(shown)), body, whole=True)


def _unquoted(value: str) -> str:
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in {"'", '"'}
    return value[1:-1] if quoted else value
