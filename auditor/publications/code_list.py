"""A list of codes, one a line, with nothing else."""

from __future__ import annotations

from auditor.publications.fields import CODE, named_release, shown
from auditor.publications.files import Given, lines, text_of
from auditor.publications.rows import CodeList


def read(file: Given) -> CodeList | None:
    """The codes of a file whose first line is a code, or nothing. Raises BadReference for a line that is none."""
    text = text_of(file)
    if not text or not CODE.fullmatch(text.split(maxsplit=1)[0] if text.strip() else ""):
        return None
    codes = set()
    for number, line in enumerate(lines(text), start=1):
        code = line.strip()
        if not code:
            continue
        if not CODE.fullmatch(code):
            wrong = f"{shown(code)} is no code, in a list of codes"
            raise file.bad(number, line.index(code) + 1, f"{wrong}; keep one code a line")
        codes.add(code)
    return CodeList(named_release(file.name), tuple(sorted(codes)), file.sha256)
