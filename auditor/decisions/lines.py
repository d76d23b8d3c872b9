"""Plain files with one JSON object a line, sorted or appended, so that version control can merge and show them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from auditor.model.source import Lines, Place, Span
from auditor.regular import read_regular

T = TypeVar("T", bound=msgspec.Struct)
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")


class BadFile(ValueError):  # noqa: N818 - it says what is wrong
    """A file of decisions that cannot be relied on: what is wrong, where, and what to do."""


class Line(msgspec.Struct, Generic[T], frozen=True):
    """One entry, the file that it stands in, its place there and its text."""

    file: str
    place: Place
    text: str
    entry: T


def read_lines(path: Path, shape: type[T]) -> Iterator[Line[T]]:
    """The entries of a file; empty lines are passed over. Raises BadFile with the line that is none, or where the file cannot be read."""
    try:
        text = read_regular(path).decode()
    except OSError as error:
        raise BadFile(f"{path}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError as error:
        raise BadFile(f"{path}: not UTF-8 at byte {error.start}; restore it from version control") from None
    lines = Lines(text)
    ends = (*lines.starts[1:], len(text))
    for number, (start, end) in enumerate(zip(lines.starts, ends, strict=True), 1):
        line = text[start:end].strip("\ufeff \t\r\n")
        if line:
            place = lines.place(Span(start, start + len(text[start:end].rstrip("\r\n"))))
            yield Line(path.name, place, line, _entry(f"{path}:{number}", line, shape))


def write_line(entry: msgspec.Struct) -> str:
    """An entry as a line. ASCII only, so that nothing in it can command a terminal; what is empty is left out."""
    return json.dumps({name: value for name, value in msgspec.structs.asdict(entry).items() if value}) + "\n"


def _entry(where: str, line: str, shape: type[T]) -> T:
    if line.startswith(_CONFLICT):
        raise BadFile(f"{where}: a merge conflict stands here; keep the entries of both sides and delete the marks")
    try:
        return msgspec.json.decode(line.encode(), type=shape)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise BadFile(f"{where}: no entry of ours: {error}; restore the line from version control") from None
