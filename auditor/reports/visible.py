"""Text of documents made safe to show: nothing that a terminal or a reader's eye would obey instead of read."""

from __future__ import annotations

import re
import unicodedata

# Control characters except the line feed (escape sequences begin with one), marks that turn the direction of
# writing or hide characters, line and paragraph separators, and halves of surrogate pairs.
UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""The text on one line, unsafe characters as escapes (`\x1b`, `\u202e`), tabs and line breaks as spaces."""
    return UNSAFE.sub(_escape, re.sub(r"[\t\r\n]+", " ", text))


def lines_shown(text: str) -> str:
    """The text line by line, each as `visible` shows it."""
    return "".join(f"{visible(line)}\n" for line in text.splitlines())


def width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(_columns(character) for character in text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
