"""The report made to fit: what turns out larger than there is room for is made again with less on it, and says so."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from auditor.model.findings import Report
from auditor.reports.html.book import Build, Page, folder, left_out, one_file
from auditor.reports.html.material import Material, material
from auditor.reports.html.scale import Room, scale_of, scale_of_one_file

Show = Callable[[Page], str]

LESS = "Less is told here than the audit knows, because a page may not pass {}. The report for programs, JSON, has all of it."
NONE = "What stands here would pass {} however little is told of it, so it is left out. The report for programs, JSON, has it."


def fitted_folder(report: Report, room: Room, show: Show) -> dict[str, str]:
    """The pages of a folder by file, none larger than a page may be, all together no larger than they may be."""
    scale = scale_of(len(report.findings))
    scale = msgspec.structs.replace(scale, page=min(scale.page, room.page // 6))  # of what is only guessed
    while True:
        made = material(report, scale, one_file=False)
        pages: dict[str, str] = {}
        left = room.pages
        for build in folder(made):
            file, text = _fitted(build, made, show, room.page)
            pages[file] = text
            left -= _size(text)
            if left < 0:
                break
        if left >= 0 or scale.smaller() == scale:
            return pages
        scale = scale.smaller()


def fitted_file(report: Report, room: Room, show: Show) -> str:
    """Everything in one page that can be mailed."""
    scale = scale_of_one_file(len(report.findings))
    while True:
        page = one_file(material(report, scale, one_file=True))
        text = show(page)
        if _size(text) <= room.mail:
            return text
        less = scale.smaller(_part(room.mail, _size(text)))
        if less == scale:
            return show(left_out(page, NONE.format(_megabytes(room.mail))))
        scale = less


def _fitted(build: Build, made: Material, show: Show, room: int) -> tuple[str, str]:
    """A page's file and text: as it is, with less on it, or only its name."""
    page = build(made)
    text = show(page)
    while _size(text) > room:
        scale = made.scale.smaller(_part(room, _size(text)))
        if scale == made.scale:
            return page.file, show(left_out(page, NONE.format(_megabytes(room))))
        made = msgspec.structs.replace(made, scale=scale)
        text = show(msgspec.structs.replace(build(made), notice=LESS.format(_megabytes(room))))
    return page.file, text


def _part(room: int, size: int) -> float:
    """How much less to tell of everything, when this much was too much: boldly, but never by a jump to nearly nothing."""
    return max(0.3, min(0.85, room / size))


def _size(text: str) -> int:
    return len(text.encode("utf-8", "backslashreplace"))


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:g} MB"
