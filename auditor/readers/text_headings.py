"""Tell the headings of a plain-text document from its other short lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.readers.text_lines import CODE, CODE_FIRST, MARKER, MIN_FULL, Line, has_columns, has_leader, is_rule

MAX_HEADING = 80  # characters; a heading that needs a second line is not told from a paragraph
MAX_PLAIN_HEADING = 60  # of one that nothing marks but the blank lines around it

_LABEL = re.compile(r"[A-Z][A-Za-z /-]{0,24}:\s+\S")  # "Subject: ...", a field rather than a heading
_FIELD = re.compile(r"[A-Z][A-Za-z /-]{0,24}?(?:: {1,20}| {2,40})\S")  # a label and its value
_FEWEST_FIELDS = 2
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,5}[.)]|[A-Z][.)])[ \t]+\S")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+[A-Z][^.:?!;]{3,70}")
_NAMED = re.compile(r"(?:LETTER|SECTION|PART|CHAPTER|APPENDIX|ARTICLE|EXHIBIT|ATTACHMENT|SCHEDULE)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,2})\.?[ \t]+(?=[A-Z])")
_PART = re.compile(r"(\d{1,2})\.\d{1,2}\b")
_WORD_IN_CAPITALS = re.compile(r"\b[A-Z]{3}")
_ENDS = (".", ",", ";")
_FRAMED = re.compile(r"([=*#~]|--)\1{1,80} {1,4}[^=*#~|]{3,120} {1,4}\1{2,120}")


def heading_level(line: Line, below: Line | None, following: Sequence[Line], *, first: bool, after_rule: bool) -> int:
    """The level of a line as a heading, or 0.

    `below` is the line right under it, `following` are the lines after the blank one if there is
    none. A line that opens the document (`first`) is its title; else capitals, a number, a rule
    above or a short line between blank ones make a heading, if text follows for it to stand over.
    So do signs on both sides of it: "=== SHEET 4: ROWS STRUCK (wrong) ===".
    """
    if _FRAMED.fullmatch(line.text) and (below or following):
        return 2
    if not may_be_heading(line):
        return 0
    if first and not below and not MARKER.match(line.text):
        return 1
    if has_columns(line):
        return 0
    if first and _in_capitals(line):
        return 1
    if _in_capitals(line) and not (below and below.text.isupper()):
        return 2
    if below:
        return 3 if _names_list(line, below) or _titles_body(line, below) else 0
    if after_rule or _NAMED.match(line.text):
        return 2
    return _level_alone(line, following) if following else 0


def opens_slide(line: Line) -> bool:
    """Whether the first line of a slide or page can be its title."""
    return may_be_heading(line) and not has_columns(line) and not MARKER.match(line.text) and line.text[0].isupper()


def names_card(part: Sequence[Line]) -> bool:
    """Whether the first line of a part stands over labelled values, a code among them: the name of a card, with or without a second one below."""
    name, *others = part
    if not may_be_heading(name) or has_columns(name) or CODE.search(name.text) or not name.text[0].isupper():
        return False
    if len(name.text) > MAX_PLAIN_HEADING or name.text.endswith((":", "?", "!")) or MARKER.match(name.text):
        return False
    fields = others[0 if others and _FIELD.match(others[0].text) else 1 :]
    labelled = [line for line in fields if _FIELD.match(line.text)]
    return len(labelled) >= _FEWEST_FIELDS and labelled == fields and any(CODE.search(line.text) for line in labelled)


def may_be_heading(line: Line) -> bool:
    """Whether a line is short enough and does not read as a sentence, a field or an entry for a code."""
    text = line.text
    return (
        len(text) <= MAX_HEADING
        and not text.endswith(_ENDS)
        and not CODE_FIRST.match(text)
        and (_NAMED.match(text) is not None or not _LABEL.match(text))
        and "|" not in text
        and not has_leader(line)
        and any(character.isalpha() for character in text)
    )


def _in_capitals(line: Line) -> bool:
    return line.text.isupper() and bool(_WORD_IN_CAPITALS.search(line.text))


def _names_list(line: Line, below: Line) -> bool:
    """Whether a short line stands right over a list or an indented listing."""
    if len(line.text) > MIN_FULL or line.text.endswith(":") or MARKER.match(line.text):
        return False
    if MARKER.match(below.text):
        return True
    # "Rolapitant" over "    The emulsion was J2797.": a line that goes on below, indented, goes on in small letters.
    hangs = below.indent > line.indent + 1 and line.text[0].isupper() and below.text[0].isupper()
    return (below.indent > line.indent and bool(CODE_FIRST.match(below.text))) or (
        hangs and len(below.text) > len(line.text)
    )


def _titles_body(line: Line, below: Line) -> bool:
    """Whether a numbered line was broken on purpose over a sentence that is indented below it: "6. Bone clinic" over "   Ann, reading from the log"."""
    if _SECTION.fullmatch(line.text) is None or CODE.search(line.text) or MARKER.match(below.text):
        return False
    word, _, more = below.text.partition(" ")
    return (
        below.indent > line.indent
        and below.text[0].isupper()
        and more != ""
        and line.right + 1 + len(word) <= below.right
    )


def _heads_items(line: Line, following: Line) -> bool:
    """Whether a numbered line that is no sentence stands alone over items of another kind that are indented below it."""
    items = MARKER.match(following.text)
    return (
        items is not None
        and not following.text[0].isdigit()
        and following.indent > line.indent
        and _SECTION.fullmatch(line.text) is not None
    )


def _heads_parts(line: Line, following: Line) -> bool:
    """Whether a line is numbered as what the line below it is a part of: "3. New codes" over "3.1  J1171 is by 0.1 mg"."""
    number, part = _NUMBER.match(line.text), _PART.match(following.text)
    return number is not None and part is not None and number[1] == part[1]


def _level_alone(line: Line, following: Sequence[Line]) -> int:
    """The level of a line between blank ones, which text follows."""
    if _heads_items(line, following[0]) or _heads_parts(line, following[0]):
        return 2
    if MARKER.match(following[0].text) or is_rule(following[0]):
        return 0
    if _NUMBERED.match(line.text):
        return 2 if following[0].indent > line.indent or not line.text.endswith(("?", ":")) else 0
    if MARKER.match(line.text) or not line.text[0].isupper() or line.text.endswith((":", "?", "!")):
        return 0
    stands_over_text = len(following) > 1 or following[0].right > MAX_PLAIN_HEADING
    return 3 if len(line.text) <= MAX_PLAIN_HEADING and stands_over_text and line.quotes == 0 else 0
