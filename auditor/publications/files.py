"""A reference file as bytes: read from disk, unwrapped from gzip, decoded; never larger than a stated limit."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import zlib
from pathlib import Path

import msgspec

from auditor.publications.fields import shown
from auditor.publications.rows import BadReference

MAX_BYTES = 64 * 1024 * 1024  # unpacked; the largest release so far needs a third of it

ZIP = (b"PK\x03\x04", b"PK\x05\x06")  # how archives and workbooks begin
_GZIP = b"\x1f\x8b"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LINE_END = re.compile(r"\r\n?|\n")


class Given(msgspec.Struct, frozen=True):
    """The bytes to read, and all that an error or a row needs to say about where they came from."""

    path: Path
    name: str  # of the file, or of the entry in its archive: it often tells the release
    data: bytes
    sha256: str  # of the file at the path
    archived: bool = False

    def entry(self, name: str, data: bytes) -> Given:
        """An entry of this archive."""
        return Given(self.path, name, data, self.sha256, archived=True)

    def bad(self, line: int, column: int, message: str) -> BadReference:
        """The error to raise for what is wrong at a place."""
        return BadReference(self.path, line, column, f"in {shown(self.name)}: {message}" if self.archived else message)


def given(path: Path) -> Given:
    """The file at a path, out of its gzip wrapper if it has one. Raises BadReference if it is unreadable or too large."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        raise BadReference(path, 1, 1, f"cannot be read ({reason.lower()}); give the path of a file") from error
    found = Given(path, path.name, data, hashlib.sha256(data).hexdigest())
    if data.startswith(_GZIP):
        found = Given(path, path.name.removesuffix(".gz"), _unwrapped(found), found.sha256)
    if len(found.data) > MAX_BYTES:
        raise found.bad(1, 1, f"larger than {MAX_BYTES // 2**20} MB; give a published release file")
    if not found.data:
        raise found.bad(1, 1, "the file is empty; download it again")
    return found


def text_of(file: Given) -> str | None:
    """The text of a file in UTF-8, or else in the Windows encoding that CMS uses; nothing for zip archives.

    Raises BadReference for other bytes.
    """
    if file.data.startswith(ZIP):
        return None
    if file.data.startswith(_OLD_WORKBOOK):
        raise file.bad(
            1, 1, "a workbook of the old format, or one with a password; save it as .xlsx without a password"
        )
    try:
        text = file.data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _windows(file)
    at = text.find("\0")
    if at >= 0:
        raise file.bad(
            *place(text, at), "a NUL character, so this is no text or it is damaged; download the file again"
        )
    return text


def place(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both 1-based."""
    ends = [end.end() for end in _LINE_END.finditer(text, 0, offset)]
    return len(ends) + 1, offset - (ends[-1] if ends else 0) + 1


def lines(text: str) -> list[str]:
    """The lines of a text, without their ends."""
    return _LINE_END.split(text)


def _windows(file: Given) -> str:
    try:
        return file.data.decode("windows-1252")
    except UnicodeDecodeError as error:
        line, column = place(file.data[: error.start + 1].decode("latin-1"), error.start)
        wrong = f"byte 0x{file.data[error.start]:02X} is neither UTF-8 nor Windows-1252"
        raise file.bad(line, column, f"{wrong}; download the file again, or save it as UTF-8") from error


def _unwrapped(file: Given) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(file.data)) as wrapper:
            return wrapper.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise file.bad(1, 1, "a damaged or truncated gzip file; download it again") from error
