"""What published reference files say, as plain rows, and the error for files that cannot be read whole.

Dates are ISO text, empty where the file has none. Descriptions are as printed, only with white space collapsed:
what they mean is read elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec


class ReleaseRow(msgspec.Struct, frozen=True):
    """A code or a modifier in a HCPCS release."""

    code: str  # upper case; two characters for a modifier
    kind: Literal["code", "modifier"]
    description: str  # the long one, its continuation lines joined
    short: str
    added: str
    effective: str  # of the last action
    ended: str  # the day on which the code ends, which may lie ahead
    action: str  # one letter: A added, C long description changed, D discontinued, N no change ...
    coverage: str  # one letter: C carrier judgement, D special instructions, I, M and S not covered
    cross_references: tuple[str, ...]
    line: int  # the line or sheet row where the record starts, 1-based


class Release(msgspec.Struct, frozen=True):
    """A quarterly HCPCS Level II release."""

    release: str  # the first day of its quarter
    rows: tuple[ReleaseRow, ...]  # sorted by kind, then code; each code once
    sha256: str  # of the file as given, before anything is unpacked


class ProductRow(msgspec.Struct, frozen=True):
    """A product that is paid under a code, with all its packages."""

    code: str
    name: str  # a brand, or for a generic the drug
    labeler: str
    dosage: str  # the amount that one billing unit stands for
    line: int


class Crosswalk(msgspec.Struct, frozen=True):
    """A quarterly ASP crosswalk from national drug codes to HCPCS codes."""

    release: str
    rows: tuple[ProductRow, ...]  # in the order of the file; each product once
    sha256: str


class BiologicRow(msgspec.Struct, frozen=True):
    """A presentation of a licensed biologic."""

    brands: tuple[str, ...]  # none for many vaccines, allergenics and blood products
    name: str  # the proper name, lower case
    kind: str  # the licence: 351(a), 351(k) Biosimilar or 351(k) Interchangeable
    reference_name: str  # the proper name of what it is biosimilar to, lower case
    route: str
    applicant: str
    bla: str
    line: int


class PurpleBook(msgspec.Struct, frozen=True):
    """The FDA's list of licensed biologics."""

    release: str  # the first day of its month; empty if the file does not tell
    rows: tuple[BiologicRow, ...]  # in the order of the file
    sha256: str


class CodeList(msgspec.Struct, frozen=True):
    """Codes without their descriptions."""

    release: str  # empty if the file's name does not tell
    codes: tuple[str, ...]  # sorted; each code once
    sha256: str


class BadReference(ValueError):  # noqa: N818 - it says what is wrong
    """A reference file that cannot be read whole; what could be read of it is not given.

    Line and column are 1-based. In a workbook they count rows and cells; in an archive they count within the entry
    that the message names.
    """

    def __init__(self, path: Path, line: int, column: int, message: str) -> None:
        super().__init__(path, line, column, message)
        self.path = path
        self.line = line
        self.column = column
        self.message = message

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}"
