"""Weave pieces of source into readable text in which every character still knows its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from auditor.model.source import Run, Span, TextView

# A range of the source and the text that it shows; None: it shows itself, one to one.
Piece = tuple[int, int, str | None]

BREAK = "\n"  # the piece's text where the source breaks the line on purpose
EMPTY = TextView("", ())

# Soft hyphen, zero-width space and joiners, direction marks, word joiner, byte order mark, annotations, tags: people
# do not see them, but they come between the characters of a code that was pasted from a web page.
# Control characters that are no white space go with them.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
)
_HYPHEN = "\u2010\u2011"  # typographic hyphens: the same character to a reader of codes and names

_STRETCH = re.compile(
    rf"(?P<plain>[^\s{_INVISIBLE}{_HYPHEN}]+(?: [^\s{_INVISIBLE}{_HYPHEN}]+)*)|(?P<space>\s+)|(?P<hyphen>[{_HYPHEN}]+)"
)
_UNSEEN = re.compile(f"[{_INVISIBLE}]+")
_HYPHENS = re.compile(f"[{_HYPHEN}]")


_BROKEN = re.compile(r"(?<=[A-Za-z0-9]-)[ \t\r]*\n[ \t>]*(?=[A-Za-z0-9])")  # also in a quotation
# "pre- and post-treatment", or a dash before a code or the next word: no word is broken there.
_NEW_WORD = re.compile(r"(?:and|or|nor|but|to|through)\b|[A-Z]\d{4}\b|[A-Z][a-z]")


def goes_on(source: str, start: int) -> bool:
    """Whether a line that ended with a hyphen goes on at `start` with the rest of its word: "bevacizumab-" above "bvzr"."""
    return _NEW_WORD.match(source, start) is None


def breaks_word(source: str, start: int, end: int = 0) -> bool:
    """Whether the white space at `start` only breaks a line within a word; if it is read up to `end`, and no further."""
    broken = _BROKEN.match(source, start)
    return broken is not None and end in {0, broken.end()} and goes_on(source, broken.end())


def _one_to_one(text: str) -> str:
    """What a text shows, if each of its characters shows as one; else nothing. Nearly all text passes here.

    Printable text has no invisible characters, and no white space but the space.
    """
    if "-\n" in text:
        return ""  # a word may be broken there
    shown = text.replace("\n", " ").replace("\xa0", " ").replace("\u2010", "-").replace("\u2011", "-")
    return shown if shown.isprintable() and "  " not in shown and shown.strip() == shown else ""


def view_of(source: str, pieces: Iterable[Piece]) -> TextView:
    """The view that shows the pieces, which are in source order."""
    weaver = _Weaver(source)
    for start, end, text in pieces:
        if text is None:
            weaver.show_source(start, end)
        elif text == BREAK:
            weaver.pause(start, end, BREAK)
        else:
            weaver.show_instead(start, end, text)
    return weaver.view()


def view_between(source: str, start: int, end: int) -> TextView:
    """The view of one range of the source that holds no markup."""
    shown = _one_to_one(source[start:end])
    if shown:
        return TextView(shown, (Run(0, start, end),))
    return view_of(source, ((start, end, None),))


def joined(views: Iterable[TextView], separator: str) -> TextView:
    """The views that show anything, one after the other; each separator shows the source between two."""
    shown = [view for view in views if view.text]
    if len(shown) < 2:
        return shown[0] if shown else EMPTY
    runs: list[Run] = []
    length = 0
    for view in shown:
        if runs:
            runs.append(Run(length, runs[-1].source_end, view.runs[0].source_start))
            length += 1
        runs.extend(Run(length + run.view_start, run.source_start, run.source_end) for run in view.runs)
        length += len(view.text)
    return TextView(separator.join(view.text for view in shown), tuple(runs))


def extent(view: TextView) -> Span:
    """The source from the first character that the view shows to the last."""
    return Span(view.runs[0].source_start, view.runs[-1].source_end)


def text_of(source: str, pieces: Sequence[Piece]) -> str:
    """What the pieces show, before white space is folded."""
    return "".join(source[start:end] if text is None else text for start, end, text in pieces)


class _Weaver:
    """Folds white space and keeps runs as long as they can be."""

    __slots__ = ("_end", "_gap", "_length", "_linear", "_out", "_runs", "_source", "_start", "_view_start")

    def __init__(self, source: str) -> None:
        self._source = source
        self._out: list[str] = []
        self._length = 0
        self._runs: list[Run] = []
        self._gap: tuple[int, int, str] | None = None  # white space that shows if something follows
        self._view_start = self._start = self._end = 0  # of the run that is growing
        self._linear = False

    def show_source(self, start: int, end: int) -> None:
        shown = _one_to_one(self._source[start:end])
        if shown:
            self._put(shown, start, end, linear=True)
            return
        for match in _STRETCH.finditer(self._source, start, end):
            if match.lastgroup == "space":
                if not breaks_word(self._source, match.start(), 0 if match.end() == end else match.end()):
                    self.pause(*match.span(), " ")
            else:
                shown = match[0] if match.lastgroup == "plain" else "-" * len(match[0])
                self._put(shown, *match.span(), linear=True)

    def show_instead(self, start: int, end: int, text: str) -> None:
        shown = " ".join(_HYPHENS.sub("-", _UNSEEN.sub("", text)).split())
        if shown:
            self._put(shown, start, end, linear=False)
        elif text.strip() != text:
            self.pause(start, end, " ")

    def pause(self, start: int, end: int, character: str) -> None:
        if self._gap:
            start, _, earlier = self._gap
            character = BREAK if BREAK in (character, earlier) else " "
        self._gap = (start, end, character)

    def view(self) -> TextView:
        self._close_run()
        return TextView("".join(self._out), tuple(self._runs))

    def _put(self, text: str, start: int, end: int, *, linear: bool) -> None:
        if self._gap:
            self._put_gap(*self._gap)
        self._extend(text, start, end, linear=linear)

    def _put_gap(self, start: int, end: int, character: str) -> None:
        self._gap = None
        if self._length:
            self._extend(character, start, end, linear=end - start == 1)

    def _extend(self, text: str, start: int, end: int, *, linear: bool) -> None:
        if not (linear and self._linear and self._end == start):
            self._close_run()
            self._view_start, self._start, self._linear = self._length, start, linear
        self._end = end
        self._out.append(text)
        self._length += len(text)

    def _close_run(self) -> None:
        if self._length > self._view_start:
            self._runs.append(Run(self._view_start, self._start, self._end))
