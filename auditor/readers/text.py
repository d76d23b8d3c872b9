"""Read plain text: paragraphs, lists, headings and tables that only their layout shows.

A text file has no markup, so each decision rests on what its writer had to do: leave a blank line,
break a line because the next word did not fit, line columns up, or start over on a new line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from auditor.model.source import Document, Parsed
from auditor.readers.outline import Outline
from auditor.readers.text_bars import read_barred
from auditor.readers.text_coded import read_any_table, with_whole_tables
from auditor.readers.text_columns import side_by_side
from auditor.readers.text_headings import heading_level, may_be_heading, names_card, opens_slide
from auditor.readers.text_lines import (
    CODE,
    CODE_FIRST,
    MARKER,
    MIN_FULL,
    MIN_FULL_COLUMN,
    Line,
    breaks_off,
    entries_beside,
    hangs,
    has_columns,
    has_leader,
    is_column_rule,
    is_full,
    is_page_mark,
    is_rule,
    paragraphs,
    tells,
    usual_width,
    view_of_lines,
)

MIN_CELLS = 6  # lines that make a table of which only the cells are left, one below the other
SLIDE_LEVEL = 2  # of the line that opens a slide
CARD_LEVEL = 3  # of the name over a card's labelled values
MIN_CODES = 2  # of them that are a code and nothing else

_CODE_ALONE = re.compile(r"[A-Za-z]\d{4}\Z")
_ENDS_WITH_CODE = re.compile(r"[a-z)].{0,3} [A-Z]\d{4}\Z")
_FIELD = re.compile(r"[A-Z][A-Za-z /-]{0,24}:(?:\s|\Z)")  # "From:", "Subject:"; each has its own line
# "[2025-10-06 08:12] Ann:", "00:01:30 GM:", "3/4/24, 9:15 AM - Bo:": what somebody said at that time.
_STAMP = re.compile(
    r"\[?(?:(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})[ T,]{1,2})?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\b)?\]?(?:,? [-–A-Z@<]|\Z)"
)
_NOTE = re.compile(r"\d{1,2}[ ]{2,6}(?=[A-Z])")  # " 3  The vial is paid once"
_NUMBERED = re.compile(r"\d{1,2}\.\d")  # "3.6  The vial is paid once": a paragraph of a numbered section
_NUMBER_MARKER = re.compile(r"\(?\d|[a-z]\.[ \t]+\d")
_LABEL = re.compile(
    r"(?:[A-Z][A-Za-z /-]{1,24}:[ ]+|[A-Z]\d{4}[ ]{2,}|(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d\d-\d\d)[ ]{2,})(?=\S)"
)  # what it labels begins at one column
_ENTRY = re.compile(
    r"[a-z][a-z -]{3,50}(?<!\bcode)(?<!\bcodes)(?<!\bown)(?<!\bnumber), [A-Z]\d{4}\b"
)  # "romosozumab-aqqg, J3111, 1 mg"
_OPEN = re.compile(r"(?:,|\b(?:and|or|to|with|by|from|for|in|of|the|an?|is|are)|[\w)][,;] [A-Z]\d{4})\Z")
# A line that ends so is followed by the rest of its sentence, and if that is a code.
_UNFINISHED = re.compile(
    r"\b(?:and|or|to|with|by|from|for|in|of|the|an?|is|are|was|were|as|under|per|than|that|which|has|have|codes?)\Z"
)
_ENDS = (".", "!", "?", ":", ";")


def read_text(document: Document) -> Parsed:
    """The blocks of a plain-text document."""
    outline = Outline()
    stretches = list(side_by_side(document.text, list(paragraphs(document.text))))
    width = usual_width((part for stretch in stretches if not stretch.alone for part in stretch.parts), MIN_FULL)
    first = True
    for stretch in stretches:
        least = MIN_FULL_COLUMN if stretch.prose else MIN_FULL
        own = usual_width(stretch.parts, least) if stretch.alone else width
        reading = _Reading(document.text, outline, own, least)
        parts = list(with_whole_tables(document.text, stretch.parts))
        for part, following in zip_longest(parts, parts[1:], fillvalue=()):
            reading.read(part, following, first=first)
            first = False
    return Parsed(document, tuple(outline.blocks))


class _Reading:
    def __init__(self, text: str, outline: Outline, width: int, least: int) -> None:
        self._text = text
        self._outline = outline
        self._width = width  # the column at which a full line ends
        self._least = least  # and the shortest that a full line can be
        self._indents: list[int] = []  # of the items that are open, outermost first
        self._group = -1  # of their list
        self._after_rule = False
        self._after_mark = False  # of a slide or page, which its title opens

    def read(self, part: Sequence[Line], following: Sequence[Line], *, first: bool) -> None:
        """Read the lines between two blank ones."""
        if self._read_cells(part) or self._read_notes(part):
            return
        at = 0
        while at < len(part):
            taken = (
                self._skip_rule(part[at])
                or self._read_heading(part, at, following, first=first and at == 0)
                or self._read_barred(part, at)
                or self._read_table(part, at)
                or self._read_item(part, at)
                or self._read_prose(part, at)
            )
            at += taken
            self._after_rule = is_rule(part[at - 1])
            self._after_mark = is_page_mark(part[at - 1])

    def _skip_rule(self, line: Line) -> int:
        return int(is_rule(line) or is_column_rule(line) or is_page_mark(line))

    def _read_heading(self, part: Sequence[Line], at: int, following: Sequence[Line], *, first: bool) -> int:
        line = part[at]
        if at and _CODE_ALONE.match(part[at - 1].text):
            return 0  # the description of the code above it
        below = part[at + 1] if at + 1 < len(part) else None
        underlined = below is not None and is_rule(below) and may_be_heading(line) and not has_columns(line)
        if below is not None and underlined:
            level = 1 if below.text[0] == "=" else 2
        else:
            after = () if below else following
            level = heading_level(line, below, after, first=first, after_rule=self._after_rule)
            if self._after_mark and opens_slide(line):
                level = SLIDE_LEVEL
            level = level or (CARD_LEVEL if at == 0 and names_card(part) else 0)
        if not level:
            return 0
        self._outline.add_heading(level, view_of_lines(self._text, (line,)))
        self._leave_list()
        return 1 + underlined

    def _read_table(self, part: Sequence[Line], at: int) -> int:
        taken = read_any_table(self._text, part, at, self._outline)
        if taken:
            self._leave_list()
        return taken

    def _read_barred(self, part: Sequence[Line], at: int) -> int:
        taken = read_barred(self._text, part, at, self._outline)
        if taken:
            self._leave_list()
        return taken

    def _read_cells(self, part: Sequence[Line]) -> bool:
        """Read a table that lost its layout: a short line for each cell, several of them a code alone."""
        codes = sum(bool(_CODE_ALONE.match(line.text)) for line in part)
        if len(part) < MIN_CELLS or codes < MIN_CODES:
            return False
        self._leave_list()
        group = self._outline.new_group()
        at = 0
        while at < len(part):
            end = self._wrapped(part, at)
            self._outline.add("line", view_of_lines(self._text, part[at:end]), group=group)
            at = end
        return True

    def _read_notes(self, part: Sequence[Line]) -> bool:
        """Read numbered notes of which nothing but a wide gap and a hanging indent parts the number from its text."""
        begins = [at for at, line in enumerate(part) if line.indent == part[0].indent and _opens_note(line)]
        numbers = [int(part[at].text.split()[0]) for at in begins]
        if (
            len(begins) < 2
            or begins[0] != 0
            or len(begins) == len(part)
            or numbers != list(range(numbers[0], numbers[0] + len(begins)))
        ):
            return False
        column = part[0].indent + len(part[0].text) - len(_of_note(part[0]))
        if any(at not in begins and (line.indent < column or has_columns(line)) for at, line in enumerate(part)):
            return False
        for at, end in pairwise([*begins, len(part)]):
            first = part[at]
            text = _of_note(first)
            unmarked = first._replace(start=first.end - len(text), text=text)
            self._enter_item(first.indent)
            self._outline.add(
                "item", view_of_lines(self._text, (unmarked, *part[at + 1 : end])), level=1, group=self._group
            )
        return True

    def _read_item(self, part: Sequence[Line], at: int) -> int:
        first = part[at]
        marker = MARKER.match(first.text)
        if not marker:
            return 0
        self._enter_item(first.indent)
        end = at + 1
        while (
            end < len(part) and self._stays_in_item(first, part[end - 1], part[end]) and not _opens_listing(part, end)
        ):
            end += 1
        unmarked = first._replace(start=first.start + marker.end(), text=first.text[marker.end() :])
        view = view_of_lines(self._text, (unmarked, *part[at + 1 : end]))
        if _NUMBERED.match(first.text):
            self._leave_list()
            self._outline.add("paragraph", view)
        else:
            self._outline.add("item", view, level=len(self._indents), group=self._group)
        return end - at

    def _enter_item(self, indent: int) -> None:
        if not self._indents:
            self._group = self._outline.new_group()
        while self._indents and self._indents[-1] >= indent:
            self._indents.pop()
        self._indents.append(indent)

    def _leave_list(self) -> None:
        self._indents.clear()

    def _stays_in_item(self, first: Line, above: Line, line: Line) -> bool:
        if MARKER.match(line.text) or is_rule(line):
            return False
        if line.indent > first.indent and not CODE_FIRST.match(line.text):
            return True
        if line.indent < first.indent and line.text[0].isupper():
            return False  # further left than the list: its end
        return self._runs_on(above, line)

    def _read_prose(self, part: Sequence[Line], at: int) -> int:
        end = self._wrapped(part, at)
        if part[at].indent == 0:
            self._leave_list()
        whole = end - at == len(part)
        beside = entries_beside(part[at]) if end - at == 1 else []
        for entry in beside:
            self._outline.add("line", view_of_lines(self._text, (entry,)))
        if beside:
            return 1
        is_entry = CODE_FIRST.match(part[at].text) and not whole and not (end - at > 1 and tells(part[at]))
        is_text = whole or end - at > 1 or part[at].text.endswith(_ENDS)
        view = view_of_lines(self._text, part[at:end])
        self._outline.add("paragraph" if is_text and not is_entry else "line", view)
        return end - at

    def _wrapped(self, part: Sequence[Line], at: int) -> int:
        """The end of the lines that the writer, or his program, broke only because they were full."""
        first = part[at]
        at += 1
        while at < len(part) and (
            hangs(first, part[at - 1], part[at])
            or self._hangs_under_label(first, part[at - 1], part[at])
            or self._runs_on(part[at - 1], part[at])
        ):
            at += 1
        return at

    def _hangs_under_label(self, first: Line, above: Line, line: Line) -> bool:
        """Whether a line goes on with what a label opens, below its first word: "Note:    J2001 has not", and then "been in use since"."""
        label = _LABEL.match(first.text)
        if label is None or line.indent != first.indent + label.end():
            return False
        if MARKER.match(line.text) or has_columns(line) or is_rule(line):
            return False
        if line.text[0].isupper() and _ends_with_its_code(above) and _ends_with_its_code(line):
            return False  # two entries
        full = is_full(above, line, self._width, self._least)
        if CODE_FIRST.match(line.text):
            return full and not above.text.endswith(_ENDS)
        return full or line.text[0].islower()

    def _runs_on(self, above: Line, line: Line) -> bool:
        """Whether a line carries on the sentence or the paragraph of the line above it."""
        full = is_full(above, line, self._width, self._least)
        ended = above.text.endswith(_ENDS)
        if (
            has_leader(above)
            or has_leader(line)
            or is_rule(line)
            or is_column_rule(line)
            or has_columns(above)
            or has_columns(line)
            or _FIELD.match(line.text)
            or _STAMP.match(line.text)
        ):
            return False
        if line.text[0].isupper() and _ends_with_its_code(above) and _ends_with_its_code(line):
            return False  # two entries
        if _ENTRY.match(above.text) and _ENTRY.match(line.text):
            return False
        if MARKER.match(line.text):  # a year, a number or "p. 61" may come to stand at a line's start
            return full and not ended and bool(_NUMBER_MARKER.match(line.text))
        if full and _OPEN.search(above.text) and len(CODE.findall(above.text)) > 1:
            return True  # prose that lists codes, and broke where the line was full
        if CODE_FIRST.match(line.text):
            in_list = CODE_FIRST.match(above.text) is not None
            told = above.text.endswith((".", ";")) and tells(line)
            return full and (
                tells(above) or _UNFINISHED.search(above.text) is not None or (not in_list and (told or not ended))
            )
        if (
            CODE_FIRST.match(above.text)
            and not (full and (tells(above) or breaks_off(above)))
            and line.indent <= above.indent
            and line.text[0].isupper()
        ):
            return False
        return full or (line.text[0].islower() and not ended and above.right >= self._width / 2)


def _ends_with_its_code(line: Line) -> bool:
    """Whether a line is an entry with its one code at the end: "Ontruzant (trastuzumab-dttb), Q5112"."""
    return _ENDS_WITH_CODE.search(line.text) is not None and len(CODE.findall(line.text)) == 1


def _opens_listing(part: Sequence[Line], at: int) -> bool:
    """Whether lines that are indented below a colon, or that stand in columns, begin within an item."""
    above, line = part[at - 1], part[at]
    below = part[at + 1] if at + 1 < len(part) else None
    if below is None or below.indent != line.indent or line.indent <= above.indent or not above.text.endswith(":"):
        return False
    return all(has_columns(entry) or CODE.search(entry.text) for entry in (line, below))


def _opens_note(line: Line) -> bool:
    text = _of_note(line)
    return text != line.text and not has_columns(line._replace(text=text))


def _of_note(line: Line) -> str:
    """The text of a line without the number that a note opens with, if it has one."""
    number = _NOTE.match(line.text)
    return line.text[number.end() :] if number else line.text
