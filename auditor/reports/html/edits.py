"""A repair before and after: the line as it stands and as it should read, the words that change marked in both."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from auditor.model.findings import Edit, Finding, Repair
from auditor.reports.html.scale import Scale
from auditor.reports.html.words import count, cut
from auditor.reports.visible import visible

AROUND = 70  # characters of the line on both sides


class Change(msgspec.Struct, frozen=True):
    """One edit in its line. `before` and `after` are the same on both sides of what changes."""

    where: str
    document: str
    before: str
    now: str
    then: str
    after: str


class Mending(msgspec.Struct, frozen=True):
    """A repair as it is shown. `more`: how many places are changed alike and not shown."""

    action: str
    reason: str
    certain: bool
    changes: tuple[Change, ...]
    more: str
    above: str = ""  # where the same edits are shown already


def mending(repair: Repair, finding: Finding, texts: Mapping[str, str], scale: Scale) -> Mending:
    """The repair with its first edits in context."""
    changes = tuple(_change(edit, finding, texts) for edit in repair.edits[: scale.edits])
    hidden = len(repair.edits) - len(changes)
    more = f"and {count(hidden, 'more place')}" if hidden else ""
    action, reason = visible(repair.action), visible(repair.reason) if scale.reason else ""
    return Mending(cut(action, scale.message), cut(reason, scale.reason), repair.certain, changes, more)


def _change(edit: Edit, finding: Finding, texts: Mapping[str, str]) -> Change:
    before, now, after = _context(edit, finding, texts)
    at = f"{visible(edit.document)}:{edit.place.line}:{edit.place.column}"
    return Change(at, edit.document, before, now, visible(edit.replacement), after)


def _context(edit: Edit, finding: Finding, texts: Mapping[str, str]) -> tuple[str, str, str]:
    """The line around the edit, from the document, else from a quote of the finding, else the words alone."""
    start, end = edit.place.start, edit.place.end
    if edit.document in texts:
        return _parts(texts[edit.document], start, end)
    for location in (finding.primary, *finding.related):
        place = location.place
        if location.document == edit.document and place.start <= start and end <= place.end:
            return _parts(location.quote, start - place.start, end - place.start)
    return "", visible(edit.quote), ""


def _parts(text: str, start: int, end: int) -> tuple[str, str, str]:
    line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    stops = [stop for stop in (text.find("\n", end), text.find("\r", end)) if stop >= 0]
    line_end = min(stops, default=len(text))
    left, right = max(line_start, start - AROUND), min(line_end, end + AROUND)
    before = ("…" if left > line_start else "") + visible(text[left:start])
    after = visible(text[end:right]) + ("…" if right < line_end else "")
    return before.lstrip(), visible(text[start:end]), after.rstrip()
