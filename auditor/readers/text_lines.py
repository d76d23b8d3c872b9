"""The lines of a plain-text document, and what a line looks like by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.model.source import TextView
from auditor.readers.directives import is_directive
from auditor.readers.syllables import Syllables
from auditor.readers.view import Piece, goes_on, view_of


class Line(NamedTuple):
    """A line without the white space, and the `>` marks of a quoted e-mail, around its text."""

    start: int
    end: int
    text: str
    indent: int  # characters before the text
    quotes: int  # depth of e-mail quotation

    @property
    def right(self) -> int:
        """The column at which the line ends."""
        return self.indent + len(self.text)


# A form feed starts a page, and so a paragraph.
_LINE = re.compile(r"([^\r\n\f]*)(?:\r\n|[\r\n\f]|\Z)")
_MARGIN = re.compile(r"\ufeff?((?:[ \t\xa0]*>)*+)[ \t\xa0]*+")
_RULE = re.compile(r"([-=_*~#+.])(?:[ \t]*\1){2,}[ \t]*\Z|[+|][-=+|: ]{3,}\Z")
_TWO_RULES = re.compile(r"[-=]+(?:[ \t]+[-=]{2,})+\Z|[-=]{2,}(?:[ \t]+[-=]+)+\Z")
_PAGE_MARK = re.compile(
    r"(?P<drawn>[-=_*~#+<>\[( ]{0,80}+)(?:slide|page|sheet|screen) ?#?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?[-=_*~#+<>\]): ]{0,80}",
    re.IGNORECASE,
)
_WIDE_GAP = re.compile(r"(?:[^\s.!?:)\"”]|(?<![.!?])[)\"”])(?: {2,}+|[ ]?\t)\s*+\S|\S(?: {3,}+|\t)\s*+\S")
_BETWEEN = re.compile(r" {3,}|\t\s*")
_NAMED = re.compile(r"[A-Za-z]{4}")
_AMOUNT_FIRST = re.compile(r"\d[\d.,]*\s*[A-Za-z]")
_LEADER = re.compile(r"\.{4}|(?:\. ){3}|_{4}")
_SYLLABLE = re.compile(r"[A-Za-z0-9]-\Z")

CODE = re.compile(r"\b[A-Za-z]\d{4}\b")
CODE_FIRST = re.compile(r"[A-Za-z]\d{4}\b")
_VERBS = (
    r"(?:is|was|are|were|has|had|may|must|should|can|cannot|will|does|denotes?|means?|stands?|covers?|describes?|represents?|applies|belongs|"
    r"pays|counts?|used to|meant|gave way|replaced|replaces|succeeded|superseded|supersedes|became|went|ended|expired|remains?|took)\b"
)
# "J9271 is ...", and "J9271. Report it where ... is ...": the code ends a sentence that began on the line above.
_SENTENCE = re.compile(
    rf"[A-Za-z]\d{{4}}(?:,? (?:and |or )?[A-Z]\d{{4}}){{0,3}}(?:,?\s+(?:{_VERBS}|(?:which|its?|the)\b)|\.\s+[A-Z].{{0,100}}?\s{_VERBS})"
)
# "J9271 for pembrolizumab. Nivolumab is an antibody against": the end of one sentence and the beginning of the next.
_GOES_ON = re.compile(rf"[A-Za-z]\d{{4}}\b.{{1,120}}?[a-z)]\.\s+[A-Z].{{0,120}}?\s{_VERBS}")
MARKER = re.compile(
    r"(?:[-*•·–+▪‣]|o(?=[ \t]+[^ \t])|\(?\d{1,3}[.)]|\(?[a-z][.)]|\(?[A-Z]\)|[QA][.:]|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ ]{2,6}[A-Z\"“].{40}))[ \t]+(?=\S)"
)


def paragraphs(text: str) -> Iterator[list[Line]]:
    """The lines of a text, parted by blank lines, page breaks and changes of the quotation's depth."""
    lines: list[Line] = []
    for found in _LINE.finditer(text):
        line = _line(text, *found.span(1))
        if is_directive(line.text):  # said to us; what stands around it belongs together
            continue
        if lines and (not line.text or line.quotes != lines[-1].quotes):
            yield lines
            lines = []
        if line.text:
            lines.append(line)
    if lines:
        yield lines


def _line(text: str, start: int, end: int) -> Line:
    margin = _MARGIN.match(text, start, end)
    first = margin.end() if margin else start
    shown = text[first:end].rstrip()
    return Line(first, first + len(shown), shown, first - start, margin[1].count(">") if margin else 0)


def is_rule(line: Line) -> bool:
    """Whether a line is only drawn: dashes, stars, the border of a table."""
    return bool(_RULE.match(line.text)) and not is_column_rule(line)


def is_page_mark(line: Line) -> bool:
    """Whether a line only counts slides or pages: "---------- Slide 5 ----------", "[Page 3 of 10]"."""
    return bool(_PAGE_MARK.fullmatch(line.text))


def is_column_rule(line: Line) -> bool:
    """Whether a line underlines columns one by one."""
    return bool(_TWO_RULES.match(line.text))


def has_columns(line: Line) -> bool:
    """Whether a gap in a line is wider than typists leave after a sentence."""
    return bool(_WIDE_GAP.search(line.text))


def hangs(first: Line, above: Line, line: Line) -> bool:
    """Whether a line hangs under an entry that opens with a code, and finishes what the line above leaves open."""
    opens = CODE_FIRST.match(first.text)
    if not opens or opens.end() == len(first.text) or line.indent < first.indent + 2:
        return False
    if MARKER.match(line.text) or CODE_FIRST.match(line.text) or is_rule(line) or has_columns(line):
        return False
    if CODE.search(line.text):
        return False
    return not above.text.endswith((".", ":", ";")) or line.text[0].islower() or bool(_AMOUNT_FIRST.match(line.text))


def tells(line: Line) -> bool:
    """Whether a line that opens with a code goes on as a sentence does, and not as an entry of a list."""
    return bool(_SENTENCE.match(line.text))


def breaks_off(line: Line) -> bool:
    """Whether a line that opens with a code holds the end of one sentence and the beginning of another."""
    return not line.text.endswith((".", "!", "?", ":", ";")) and bool(_GOES_ON.match(line.text))


def entries_beside(line: Line) -> list[Line]:
    """The parts of a line that wide gaps divide, where two or more of them are entries of their own, with a code and a name.

    As in "Avsola (infliximab-axxq), Q5121      Renflexis (infliximab-abda), Q5104": two columns, neither of which speaks of the other.
    """
    if len(CODE.findall(line.text)) < 2:
        return []
    parts = []
    at = 0
    for gap in [*_BETWEEN.finditer(line.text), None]:
        end = gap.start() if gap else len(line.text)
        text = line.text[at:end]
        parts.append(line._replace(start=line.start + at, end=line.start + end, text=text, indent=line.indent + at))
        at = gap.end() if gap else end
    coded = [part for part in parts if CODE.search(part.text)]
    return parts if len(coded) > 1 and all(_NAMED.search(CODE.sub("", part.text)) for part in coded) else []


def has_leader(line: Line) -> bool:
    """Whether a row of dots leads from one side of a line to the other, as in a table of contents."""
    return bool(_LEADER.search(line.text))


def view_of_lines(text: str, lines: Sequence[Line]) -> TextView:
    """The lines read as one. A word that is broken after a hyphen is put together, and keeps its hyphen unless a name says that it goes."""
    return view_of(text, joined_pieces(text, [(line.start, line.end) for line in lines]))


def joined_pieces(text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    """The pieces of text that stands in several ranges, one below the other, read as one."""
    syllables = Syllables(text, by_names=True)
    start, end = ranges[0]
    for first, last in ranges[1:]:
        if (
            _SYLLABLE.search(text, max(start, end - 2), end)
            and text[first : first + 1].isalnum()
            and goes_on(text, first)
        ):
            yield start, end - bool(syllables.hyphen_goes(end, first)), None
        else:
            yield start, end, None
            yield end, first, " "
        start, end = first, last
    yield start, end, None


def usual_width(parts: Iterable[Sequence[Line]], least: int) -> int:
    """The column at which the writer's lines end when they are full: that of all but the longest fifth. No full line is shorter than `least`."""
    ends = sorted(line.right for part in parts for line in part[:-1] if len(line.text) >= least)
    return ends[len(ends) * 4 // 5] if ends else least


MIN_FULL = 40  # characters; a shorter line was not broken because it was full
MIN_FULL_COLUMN = 18  # the same in one of several columns of prose
SLACK = 8  # characters by which a line that is wrapped by hand may fall short


def is_full(line: Line, following: Line, width: int, least: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one, which is no shorter than `least`."""
    return line.right >= least and line.right + 1 + len(following.text.split(None, 1)[0]) > width - SLACK
