"""Read Markdown's inline markup with offsets.

markdown-it's own inline rules decide what is markup; a recording state notes where in the content
each of them stood. Its rules add text only at `state.pos` and push tokens with `state.pos` at the
start of the construct, so that no grammar is written twice.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from auditor.model.source import Span, TextView
from auditor.readers.elements import BLOCKS
from auditor.readers.outline import Outline
from auditor.readers.struck import STRIKING, is_spoken_of
from auditor.readers.superscript import Superscripts
from auditor.readers.view import BREAK, Piece, breaks_word, view_between, view_of

_MARKUP = re.compile(r"[\\`*_\[<&]|~~")
# "Code: J9035", alone on its line; the mark of emphasis may stand before the label and on either side of the colon.
_LABELLED = re.compile(r"[*_]{0,2}[A-Z][^:?.;,|\n]{1,40}[*_]{0,2}[:?][*_]{0,2}[ \t]\S")
_CODE = r"[*_`]{0,3}[A-Z]\d{4}[*_`]{0,3}"
_OPENS_WITH_CODE = re.compile(rf"{_CODE}(?:[ \t]*[-–—:=→|,(]|[ \t])[ \t]*[^\s-]")
_ENDS_WITH_CODE = re.compile(rf"(?:(?!\b[A-Z]\d{{4}}\b)[^\n]){{3,90}}[ \t(]{_CODE}\)?[.;,]?")
_BREAKS_OFF = re.compile(r"(?:\b(?:and|or|to|with|by|from|for|in|of|the|an?|is|are|was|were|not|codes?)|[a-z],)$")
_LABELS = 3  # lines of a card have at least
_TEXT = frozenset({"text", "text_special", "softbreak"})  # what one stretch of text is made of
_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")


class Stretch(NamedTuple):
    """Content that stands in the source as it is, one to one."""

    content: int
    source: int
    length: int


class Inline(NamedTuple):
    """The text of one block, without what a quote or a list puts before its lines."""

    content: str
    stretches: Sequence[Stretch]

    def shown(self, start: int, end: int) -> Iterator[Piece]:
        """The source of a range of the content, which shows itself."""
        index = max(0, bisect_right(self.stretches, start, key=_content_start) - 1)
        while index < len(self.stretches) and self.stretches[index].content < end:
            content, source, length = self.stretches[index]
            first, last = max(start, content), min(end, content + length)
            if first < last:
                yield source + first - content, source + last - content, None
            index += 1

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Where a range of the content begins and ends in the source."""
        return self._source_of(start), self._source_of(end - 1) + 1

    def _source_of(self, offset: int) -> int:
        content, source, length = self.stretches[max(0, bisect_right(self.stretches, offset, key=_content_start) - 1)]
        return source + min(offset - content, length - 1)


# A line that its writer began with a label in bold begins a line of its own, as on a card.
_BOLD_LABEL = re.compile(r"(\*\*|__)[A-Z][^*_\n:?]{0,40}(?:[:?]\1|\1:)[ \t]")

# A line that defines the one above it, as many dialects have it, or is the term of such a line.
_DEFINES = re.compile(r"(?:[^\n]{1,60}\n)?: \S")

_content_start = attrgetter("content")


def view_of_inline(text: str, inline: Inline, links: dict[str, Any], outline: Outline) -> TextView:
    """What an inline text shows: emphasis, links, tags and escapes are gone, code and entities are read.

    `links` is the parser's environment, with the link definitions of the document. What is struck out is noted in the
    outline, which says whether it is shown.
    """
    content, stretches = inline
    card = is_card(content)
    if _MARKUP.search(content) or "  \n" in content or "\n: " in content or card:
        return view_of(text, _pieces(text, _events(content, links), inline, outline, card=card))
    if len(stretches) == 1:
        return view_between(text, stretches[0].source, stretches[0].source + len(content))
    return view_of(text, inline.shown(0, len(content)))


def is_card(content: str) -> bool:
    """Whether every line of a paragraph has a label of its own ("Code: J9035"), so that its breaks are meant; the first may be a title.

    Or each is an entry of one code: "Q5124 – ranibizumab-nuna", "Byooviz (Q5124)".
    """
    lines = content.count("\n") + 1
    if lines > 1 and lists_codes(content):
        return True
    if lines < _LABELS:
        return False
    first, *others = content.split("\n")
    labelled = all(map(_LABELLED.match, others))
    return labelled and (_LABELLED.match(first) is not None or len(others) >= _LABELS)


def lists_codes(content: str) -> bool:
    """Whether every line opens with a code of its own, or every line ends with one, and none breaks off in a sentence."""
    lines = [line.strip() for line in content.split("\n")]
    entry = _OPENS_WITH_CODE.match if _OPENS_WITH_CODE.match(lines[0]) else _ENDS_WITH_CODE.fullmatch
    return all(map(entry, lines)) and not any(map(_BREAKS_OFF.search, lines[:-1]))


class _Event(NamedTuple):
    """A range of the content: literal text, or the start of what a rule recognised."""

    start: int
    end: int
    token: Token | None


class _RecordingState(StateInline):
    def __init__(self, src: str, md: MarkdownIt, env: dict[str, Any], out: list[Token]) -> None:
        super().__init__(src, md, env, out)
        self.events: list[_Event] = []
        self._marker_end = -1

    def append_pending(self, text: str) -> None:
        super().append_pending(text)
        self.events.append(_Event(self.pos, self.pos + len(text), None))

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        start = self.pos
        if ttype == "text" and self.src[start] in "*_~":
            # Their rules push a run of markers one by one, or by twos, before they move on.
            start = max(start, self._marker_end)
            self._marker_end = start + (_tildes(self.src, start) if self.src[start] == "~" else 1)
        self.events.append(_Event(start, start + 1, token))
        return token


def _tildes(text: str, start: int) -> int:
    """How many of a run of tildes the rule pushes next: two, unless one is over."""
    end = start
    while text.startswith("~", end):
        end += 1
    return 2 - (end - start) % 2


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("strikethrough")
    parser.inline.ruler2.disable("fragments_join")  # it would merge tokens that we hold on to
    return parser


_PARSER = _parser()


def _events(content: str, links: dict[str, Any]) -> list[_Event]:
    state = _RecordingState(content, _PARSER, links, [])
    _PARSER.inline.tokenize(state)
    for rule in _PARSER.inline.ruler2.getRules(""):
        rule(state)
    return _tildes_after(state.events)


def _tildes_after(events: list[_Event]) -> list[_Event]:
    """The events with what is over of a run of tildes behind the ends of struck-out text that follow, as the rule moves it."""
    for first in range(len(events) - 2, -1, -1):
        token = events[first].token
        last = first
        is_over = token is not None and token.type == "text" and token.content == "~"  # an escaped one is no marker
        while is_over and last + 1 < len(events) and _strikes(events[last + 1].token) < 0:
            last += 1
        events[first : last + 1] = [*events[first + 1 : last + 1], events[first]]
    return events


def _pieces(text: str, events: Sequence[_Event], inline: Inline, outline: Outline, *, card: bool) -> list[Piece]:
    pieces: list[Piece] = []
    superscripts = Superscripts(text, pieces)
    strikes = sum(_strikes(event.token) < 0 for event in events)  # that end further on
    depth = 0
    struck: list[Piece] = []  # a stretch without markup, however many events it takes

    def settle() -> None:
        start, end = struck[0][0], struck[-1][1]
        if outline.shows_struck or is_spoken_of(text[start:end], text[end : end + 48]):
            pieces.extend(struck)
        struck.clear()

    for event in events:
        token = event.token
        if struck and not (token is None or token.type in _TEXT):
            settle()
        change = _strikes(token)
        strikes -= change < 0
        depth = max(0, depth + change) if change < 0 or depth < strikes else depth
        if token and token.type == "html_inline":
            _read_tag(token.content, inline.source_range(event.start, event.start + len(token.content)), superscripts)
            continue
        shown = list(_shown_by(event, inline, card=card))
        if depth and shown:
            outline.struck.extend(Span(start, end) for start, end, _ in shown)
            struck.extend(shown)
            continue
        pieces.extend(shown)
    if struck:
        settle()
    superscripts.end()
    return pieces


def _strikes(token: Token | None) -> int:
    """1 where something struck out begins, -1 where it ends, else 0."""
    if token is None or token.type not in {"s_open", "s_close", "html_inline"}:
        return 0
    if token.type != "html_inline":
        return token.nesting
    found = _TAG_NAME.match(token.content)
    return 0 if found is None or found[2].lower() not in STRIKING else -1 if found[1] else 1


def _shown_by(event: _Event, inline: Inline, *, card: bool) -> Iterator[Piece]:
    start, end, token = event
    match token.type if token else "literal":
        case "literal":
            yield from inline.shown(start, end)
        case "text":
            yield from inline.shown(*_text_range(start, inline.content, token))
        case "code_inline":
            yield from inline.shown(*_code_range(start, inline.content, token))
        case "text_special" if token and token.content == token.markup:  # a backslash that escapes nothing
            yield from inline.shown(start, start + len(token.content))
        case "text_special":
            yield _special(token, inline.source_range(start, start + len(token.markup if token else "")))
        case "softbreak":
            below = inline.content.index("\n", start) + 1
            meant = card or _BOLD_LABEL.match(inline.content, below) or _DEFINES.match(inline.content, below)
            if meant or not breaks_word(inline.content, start):
                yield (*inline.source_range(start, end), BREAK if meant else " ")
        case "hardbreak":
            yield (*inline.source_range(start, inline.content.index("\n", start) + 1), BREAK)


def _text_range(start: int, content: str, token: Token | None) -> tuple[int, int]:
    """An autolink's address, or one emphasis marker that has remained text."""
    if content[start] == "<":
        return start + 1, content.index(">", start)
    return start, start + len(token.content if token else "")


def _code_range(start: int, content: str, token: Token | None) -> tuple[int, int]:
    """Code between backticks, from which the rule may have taken a space at either end."""
    if token is None:
        return start, start
    first = start + len(token.markup)
    last = first + len(token.content)
    whole = content[first:last].replace("\n", " ") == token.content and content.startswith(token.markup, last)
    return (first, last) if whole else (first + 1, last + 1)


def _special(token: Token | None, source: tuple[int, int]) -> Piece:
    """An escaped character or an entity; a browser's reading of entities, so that Windows dashes are dashes."""
    shown = "" if token is None else unescape(token.markup) if token.info == "entity" else token.content
    return (*source, shown.replace("\n", " "))


def _read_tag(tag: str, source: tuple[int, int], superscripts: Superscripts) -> None:
    """A tag in the middle of text: it shows nothing, or breaks the line, or raises what follows."""
    found = _TAG_NAME.match(tag)
    name = found[2].lower() if found else ""
    if name == "br" or name in BLOCKS:
        superscripts.pieces.append((*source, BREAK))
    elif found and name in ("sup", "sub"):
        if found[1]:
            superscripts.end()
        else:
            superscripts.begin(name, source)
