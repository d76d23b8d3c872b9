"""Read plain text: paragraphs, lists, headings and tables that only their layout shows.

A text file has no markup, so each decision rests on what its writer had to do: leave a blank line,
break a line because the next word did not fit, line columns up, or start over on a new line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.model.source import Document, Parsed
from auditor.readers.outline import Outline
from auditor.readers.text_headings import heading_level, may_be_heading
from auditor.readers.text_lines import (
    CODE_FIRST,
    MARKER,
    Line,
    has_columns,
    is_column_rule,
    is_full,
    is_rule,
    paragraphs,
    usual_width,
    view_of_lines,
)
from auditor.readers.text_tables import read_table

MIN_CELLS = 6  # lines that make a table of which only the cells are left, one below the other
MIN_CODES = 2  # of them that are a code and nothing else

_CODE_ALONE = re.compile(r"[A-Za-z]\d{4}\Z")
_FIELD = re.compile(r"[A-Z][A-Za-z /-]{0,24}:(?:\s|\Z)")  # "From:", "Subject:"; each has its own line
_NUMBER_MARKER = re.compile(r"\(?\d")
_ENDS = (".", "!", "?", ":", ";")


def read_text(document: Document) -> Parsed:
    """The blocks of a plain-text document."""
    outline = Outline()
    parts = list(paragraphs(document.text))
    reading = _Reading(document.text, outline, usual_width(parts))
    for index, part in enumerate(parts):
        following = parts[index + 1] if index + 1 < len(parts) else []
        reading.read(part, following, first=index == 0)
    return Parsed(document, tuple(outline.blocks))


class _Reading:
    def __init__(self, text: str, outline: Outline, width: int) -> None:
        self._text = text
        self._outline = outline
        self._width = width  # the column at which a full line ends
        self._indents: list[int] = []  # of the items that are open, outermost first
        self._group = -1  # of their list
        self._after_rule = False

    def read(self, part: Sequence[Line], following: Sequence[Line], *, first: bool) -> None:
        """Read the lines between two blank ones."""
        if self._read_cells(part):
            return
        position = 0
        while position < len(part):
            lines = part[position:]
            after = following if len(lines) == 1 else ()
            taken = (
                self._skip_rule(lines)
                or self._read_heading(lines, after, first=first and position == 0)
                or self._read_table(lines)
                or self._read_item(lines)
                or self._read_prose(lines, alone=position == 0)
            )
            self._after_rule = is_rule(lines[taken - 1])
            position += taken

    def _skip_rule(self, lines: Sequence[Line]) -> int:
        return int(is_rule(lines[0]) or is_column_rule(lines[0]))

    def _read_heading(self, lines: Sequence[Line], following: Sequence[Line], *, first: bool) -> int:
        underlined = len(lines) > 1 and is_rule(lines[1]) and may_be_heading(lines[0]) and not has_columns(lines[0])
        if underlined:
            level = 1 if lines[1].text[0] == "=" else 2
        else:
            level = heading_level(lines, following, first=first, after_rule=self._after_rule)
        if not level:
            return 0
        self._outline.add_heading(level, view_of_lines(self._text, lines[:1]))
        self._leave_list()
        return 1 + underlined

    def _read_table(self, lines: Sequence[Line]) -> int:
        taken = read_table(self._text, lines, self._outline)
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
        position = 0
        while position < len(part):
            taken = self._wrapped(part[position:])
            self._outline.add("line", view_of_lines(self._text, part[position : position + taken]), group=group)
            position += taken
        return True

    def _read_item(self, lines: Sequence[Line]) -> int:
        marker = MARKER.match(lines[0].text)
        if not marker:
            return 0
        self._enter_item(lines[0].indent)
        taken = 1
        while taken < len(lines) and self._stays_in_item(lines[0], lines[taken - 1], lines[taken]):
            taken += 1
        first = lines[0]._replace(start=lines[0].start + marker.end(), text=lines[0].text[marker.end() :])
        view = view_of_lines(self._text, (first, *lines[1:taken]))
        self._outline.add("item", view, level=len(self._indents), group=self._group)
        return taken

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
        return self._runs_on(above, line)

    def _read_prose(self, lines: Sequence[Line], *, alone: bool) -> int:
        taken = self._wrapped(lines)
        if lines[0].indent == 0:
            self._leave_list()
        whole = alone and taken == len(lines)
        is_entry = CODE_FIRST.match(lines[0].text) and not whole
        is_text = whole or taken > 1 or lines[0].text.endswith(_ENDS)
        kind = "paragraph" if is_text and not is_entry else "line"
        self._outline.add("paragraph" if kind == "paragraph" else "line", view_of_lines(self._text, lines[:taken]))
        return taken

    def _wrapped(self, lines: Sequence[Line]) -> int:
        """How many lines the writer, or his program, broke only because they were full."""
        taken = 1
        while taken < len(lines) and self._runs_on(lines[taken - 1], lines[taken]):
            taken += 1
        return taken

    def _runs_on(self, above: Line, line: Line) -> bool:
        """Whether a line carries on the sentence or the paragraph of the line above it."""
        full = is_full(above, line, self._width)
        ended = above.text.endswith(_ENDS)
        if is_rule(line) or is_column_rule(line) or has_columns(above) or has_columns(line) or _FIELD.match(line.text):
            return False
        if MARKER.match(line.text):  # a year or a number may come to stand at a line's start
            return full and not ended and bool(_NUMBER_MARKER.match(line.text))
        if CODE_FIRST.match(line.text):
            return full and not ended and not CODE_FIRST.match(above.text)
        if CODE_FIRST.match(above.text) and line.indent <= above.indent and line.text[0].isupper():
            return False
        return full or (line.text[0].islower() and not ended and above.right >= self._width / 2)
