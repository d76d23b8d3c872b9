"""Find a Markdown token's content in the source again.

What the parser takes away from a line - quote marks, list markers, indentation - stands at its
start, so each line of a content ends where a line of the source ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from markdown_it.common.utils import MD_TRIM_CHARS

from auditor.model.source import Lines
from auditor.readers.inline import Stretch

_LINE_END = re.compile(r"\r\n?")
_CLOSING_HASHES = re.compile(r"(?<=[ \t])#+[ \t]*\Z")


class SourceLines:
    """The lines of a text from `start` on, numbered from 0 as the parser numbers them."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text.replace("\0", "\ufffd")  # as the parser shows it; no offset moves
        starts = Lines(text).starts
        self.starts = (start, *starts[bisect_right(starts, start) :])

    def normal(self) -> str:
        r"""The text as the parser needs it, with `\n` as the only line end."""
        body = self.text[self.starts[0] :]
        return _LINE_END.sub("\n", body) if "\r" in body else body

    def line(self, index: int) -> tuple[int, int]:
        """A line's range, without its line end."""
        start = self.starts[index]
        if index + 1 == len(self.starts):
            return start, len(self.text)
        end = self.starts[index + 1] - 1
        return start, end - (self.text[end] == "\n" and self.text[start:end].endswith("\r"))

    def trimmed(self, start: int, end: int) -> tuple[int, int]:
        """A range without the white space at its ends."""
        text = self.text[start:end].rstrip(MD_TRIM_CHARS)
        return start + len(text) - len(text.lstrip(MD_TRIM_CHARS)), start + len(text)

    def stretches(self, content: str, first: int) -> list[Stretch]:
        """The source of a content that starts in line `first`."""
        start = self.starts[first]
        if self.text.startswith(content, start):  # as it almost always does
            return [Stretch(0, start, len(content))]
        lines = content.split("\n")
        first = self._first_line(lines[0].lstrip(" \t"), first, alone=len(lines) == 1)
        stretches: list[Stretch] = []
        offset = 0
        for number, line in enumerate(lines, 1):
            shown = line.lstrip(" \t")
            last = number == len(lines)
            end = self._last_end(first, shown) if last else self.line(first)[1]
            stretches.append(Stretch(offset + len(line) - len(shown), end - len(shown), len(shown) + (not last)))
            offset += len(line) + 1
            first += 1
        return stretches

    def _first_line(self, shown: str, first: int, *, alone: bool) -> int:
        """The line in which a content starts: lines of other white space than spaces may stand before it."""
        for index in range(first, len(self.starts)):
            end = self._last_end(index, shown) if alone else self.line(index)[1]
            if self.text.startswith(shown, max(end - len(shown), self.starts[index])):
                return index
        return first

    def _last_end(self, index: int, shown: str) -> int:
        """Where a content's last line ends: before white space and the closing hashes of a heading."""
        start, end = self.trimmed(*self.line(index))
        hashes = _CLOSING_HASHES.search(self.text, start, end)
        if hashes and not self.text.startswith(shown, end - len(shown)):
            end = self.trimmed(start, hashes.start())[1]
        return end
