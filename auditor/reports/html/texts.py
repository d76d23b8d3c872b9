"""A document's own text, cut at every mark: which stretches say something, which words carry it, and what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from auditor.model.findings import DocumentInfo, Said
from auditor.model.source import Lines, Span
from auditor.reports.visible import visible

MARK = 420  # about what a mark and the line that explains it take on the page
AROUND = 60  # characters shown on both sides of a passage where the text is not shown whole


class Shown(msgspec.Struct, frozen=True):
    """What of a document's text is shown: half-open ranges in order. `size` is about what they take on the page."""

    ranges: tuple[Span, ...]
    whole: bool
    size: int


class Piece(msgspec.Struct, frozen=True):
    """A stretch of a line in which nothing changes.

    `numbers` are those of the statements that end with it, to be shown after it. `tone` is how the reference judges the word, and
    "" outside of words that carry a statement.
    """

    text: str
    said: bool = False
    tone: str = ""
    numbers: tuple[int, ...] = ()


class Line(msgspec.Struct, frozen=True):
    """A line of the source. `gap`: the text between it and the line before is not shown."""

    number: int
    pieces: tuple[Piece, ...]
    gap: bool = False


def shown_texts(documents: Iterable[DocumentInfo], order: Iterable[str], room: int, longest: int) -> dict[str, Shown]:
    """What is shown of each document, those first that are to be read first, until the room is used up.

    Where all fit, all are shown whole but those longer than `longest`; else only the passages that say something, and of the last ones nothing.
    """
    by_name = {document.name: document for document in documents if document.text}
    wanted = [by_name[name] for name in order if name in by_name]
    whole = {document.name: shown_text(document, longest) for document in wanted}
    if sum(one.size for one in whole.values()) > room:
        whole = {document.name: _passages(document) for document in wanted}
    shown: dict[str, Shown] = {}
    for name, one in whole.items():
        if one.size <= room:
            room -= one.size
            shown[name] = one
    return shown


def shown_text(document: DocumentInfo, longest: int) -> Shown:
    """What is shown of one document: all of it, or of a longer one the passages that say something."""
    if len(document.text) > longest:
        return _passages(document)
    return Shown((Span(0, len(document.text)),), True, len(document.text) * 6 // 5 + MARK * len(document.said))


def _passages(document: DocumentInfo) -> Shown:
    ranges: list[Span] = []
    for start, end in sorted((one.assertion.place.start, one.assertion.place.end) for one in document.said):
        begin, finish = max(0, start - AROUND), min(len(document.text), end + AROUND)
        if ranges and begin <= ranges[-1].end:
            ranges[-1] = Span(ranges[-1].start, max(finish, ranges[-1].end))
        else:
            ranges.append(Span(begin, finish))
    size = sum(span.end - span.start for span in ranges) * 6 // 5 + MARK * len(document.said) + 60 * len(ranges)
    return Shown(tuple(ranges), False, size)


def marked_lines(document: DocumentInfo, shown: Shown) -> list[Line]:
    """The lines that are shown, cut into pieces. Statements are numbered from 1 in their order."""
    lines = Lines(document.text)
    found: list[Line] = []
    for span in shown.ranges:
        first = True
        for number, start, end, following in _rows(document.text, lines, span):
            gap = first and not shown.whole and (bool(found) or span.start > 0)
            found.append(Line(number, tuple(_pieces(document, start, end, following)), gap))
            first = False
    return found


def _rows(text: str, lines: Lines, span: Span) -> Iterable[tuple[int, int, int, int]]:
    """Number, start and end of each line in the range, line breaks left out, and where the next one starts."""
    number, _ = lines.position(span.start)
    starts = lines.starts
    start = span.start
    while start < span.end or start == span.start:
        following = starts[number] if number < len(starts) else len(text) + 1
        stop = min(following, span.end)
        content = text[start:stop].rstrip("\r\n") if stop == following else text[start:stop]
        yield number, start, start + len(content), following
        number, start = number + 1, following
        if following > len(text):
            return


def _pieces(document: DocumentInfo, start: int, end: int, following: int) -> Iterable[Piece]:
    here = [
        (number, one)
        for number, one in enumerate(document.said, 1)
        if one.assertion.place.start < end and start < one.assertion.place.end
    ]
    cuts = sorted({start, end, *(cut for _, one in here for cut in _cuts(one) if start < cut < end)})
    for begin, finish in pairwise(cuts):
        last = following if finish == end else finish  # a statement that ends with the line break ends with the line
        ending = tuple(number for number, one in here if begin < one.assertion.place.end <= last)
        covering = [one for _, one in here if one.assertion.place.start <= begin < one.assertion.place.end]
        yield Piece(visible(document.text[begin:finish]), bool(covering), _tone(covering, begin), ending)


def _cuts(one: Said) -> list[int]:
    place = one.assertion.place
    return [place.start, place.end, *(cut for word in _words(one) for cut in (word.start, word.end))]


def _words(one: Said) -> Sequence[Span]:
    places = (one.assertion.subject_place, one.assertion.object_place)
    return [Span(place.start, place.end) for place in places if place is not None]


def _tone(covering: Iterable[Said], at: int) -> str:
    tones = {one.verdict for one in covering if any(word.start <= at < word.end for word in _words(one))}
    return next((tone for tone in ("refuted", "confirmed", "unknown") if tone in tones), "")
