"""Read reference files as their publishers ship them: one module for each kind of file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from auditor.publications import code_list, crosswalk, fixed_width, purple_book, sheet
from auditor.publications.archive import Archive, is_archive
from auditor.publications.fields import shown
from auditor.publications.files import Given, given, text_of
from auditor.publications.rows import BadReference, CodeList, Crosswalk, PurpleBook, Release
from auditor.publications.workbook import is_workbook

Published = Release | Crosswalk | PurpleBook | CodeList

# Each gives what a file says, or nothing if the file is of another kind. In an archive the first that fits is taken,
# so the text of a release is preferred to its sheet.
_READERS: tuple[Callable[[Given], Published | None], ...] = (
    fixed_width.read,
    sheet.read,
    crosswalk.read,
    purple_book.read,
    code_list.read,
)

_ACCEPTED = (
    "give a HCPCS release (the fixed-width text, the xlsx sheet, or the zip that holds them), an ASP NDC-HCPCS "
    "crosswalk in csv, a Purple Book in csv, or a list of codes; each may be gzipped"
)
_NAMED = 20  # entries of an archive in an error


def read_published(path: Path) -> Published:
    """What a published file says. Its kind is known by its content, never by its name.

    Raises BadReference, with the place, for a file that is of none of the kinds or cannot be read whole.
    """
    file = given(path)
    if is_archive(file.data):
        archive = Archive(file)
        if not is_workbook(archive):
            return _from_archive(file, archive)
    found = _read(file)
    if found is None:
        wrong = sheet.MISSING if is_archive(file.data) else "a file of no known kind"
        raise file.bad(1, 1, f"{wrong}; {_ACCEPTED}")
    return found


def _read(file: Given) -> Published | None:
    for read in _READERS:
        found = read(file)
        if found is not None:
            return found
    return None


def _from_archive(file: Given, archive: Archive) -> Published:
    """The one entry that is of the first kind of which there is any; the others are layouts, notes and corrections."""
    entries = [entry for entry in archive.files() if _is_readable(entry)]
    for read in _READERS:
        found = [(entry.name, what) for entry in entries if (what := read(entry)) is not None]
        if len(found) > 1:
            names = ", ".join(shown(name) for name, _ in found)
            raise file.bad(1, 1, f"the archive holds more than one that fits: {names}; unpack it and give one of them")
        if found:
            return found[0][1]
    seen = ", ".join(shown(name) for name in archive.names[:_NAMED]) or "nothing"
    more = f" and {len(archive.names) - _NAMED} more" if len(archive.names) > _NAMED else ""
    raise file.bad(1, 1, f"the archive holds {seen}{more}, none of a known kind; {_ACCEPTED}")


def _is_readable(entry: Given) -> bool:
    """Whether an entry is a text or a workbook at all, and not a picture or a letter that lies beside them."""
    if is_archive(entry.data):
        return is_workbook(Archive(entry))
    try:
        return text_of(entry) is not None
    except BadReference:
        return False
