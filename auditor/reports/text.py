"""The report for a terminal, in the manner of a compiler: what is wrong, where, and what each side says."""

from __future__ import annotations

from collections.abc import Iterator

import click

from auditor.model.findings import Finding, Location, Plan, Repair, Report, Severity
from auditor.model.found import heads_of, told
from auditor.model.source import Skipped
from auditor.reports import decided
from auditor.reports.excerpt import excerpt, more_places, voices
from auditor.reports.standing import first_to_read
from auditor.reports.visible import visible, width

COLUMNS = 110
NAMED = 3  # documents to start with
_COLOURS: dict[Severity, str] = {"error": "red", "warning": "yellow", "note": "cyan"}


def render(report: Report) -> str:
    """The report with colours; whoever prints it strips them where they are not wanted."""
    return b"".join(parts(report)).decode()


def parts(report: Report) -> Iterator[bytes]:
    """The report piece by piece."""
    form = "text, every repair" if report.plan else "text"
    yield from told(
        report.findings,
        form,
        lambda finding: f"{finding_text(finding, every_repair=report.plan is not None)}\n".encode(),
    )
    if report.plan:
        yield f"{_plan(report.plan)}\n".encode()
    for skipped in report.skipped:
        yield f"{_skipped(skipped)}\n".encode()
    if report.skipped:
        yield b"\n"
    yield f"{summary(report)}\n{advice(report)}".encode()


def summary(report: Report) -> str:
    """The last line: what was found, in how much, and what was not read."""
    counts = report.summary
    read = f"{_count(counts.documents, 'document')}, {_count(counts.assertions, 'assertion')}"
    kinds = ((counts.error, "error"), (counts.warning, "warning"), (counts.note, "note"))
    each = ", ".join(_count(number, word) for number, word in kinds if number)
    found = f"{_count(counts.findings, 'finding')} ({each})" if each else "no findings"
    unclaimed = f"{_count(counts.unclaimed_codes, 'code mention')} without an assertion"
    ignored = f"; {counts.ignored} ignored" if counts.ignored else ""
    known = f"; {counts.baselined} in the baseline" if counts.baselined else ""
    return f"{found} in {read}; {counts.skipped} skipped{ignored}{known}; {unclaimed}"


def finding_text(finding: Finding, *, every_repair: bool = False) -> str:
    """One finding: the message, each side quoted once per document, where else it stands, and its best repair or all."""
    label = click.style(f"{finding.severity}[{finding.rule}]", fg=_COLOURS[finding.severity], bold=True)
    lines = [f"{label}{click.style(': ' + visible(finding.message), bold=True)}"]
    said = voices(finding)
    quoted = [location for voice in said for location in voice.quoted]
    gutter = max(len(str(excerpt(location, COLUMNS).line)) for location in quoted)
    for location in quoted:
        primary = location is finding.primary
        lines.extend(_place(location, gutter, primary, _COLOURS[finding.severity] if primary else "blue"))
    pad = " " * gutter
    for voice in said:
        if voice.others or voice.unlisted:
            places = ", ".join(_short(place) for place in voice.others)
            more = more_places(voice.unlisted) if voice.unlisted else ""
            lines.append(f"{pad} = also {visible(voice.note)}: {' and '.join(filter(None, (places, more)))}")
    lines += [f"{pad} = {visible(reason)}" for reason in _reasons(finding)]
    if finding.repair:
        lines.append(f"{pad} = {click.style('repair', bold=True)}: {_told(finding.repair)}")
        if every_repair:
            lines += _edits(finding.repair, pad)
            for other in finding.alternatives:
                lines += [f"{pad} = or: {_told(other)}", *_edits(other, pad)]
    if finding.decision:
        lines.append(f"{pad} = {click.style('triage', bold=True)}: {visible(decided.told(finding.decision))}")
    status = f", {finding.status}" if finding.status else ""
    lines.append(f"{pad} = {finding.name}, confidence {finding.confidence}, fingerprint {finding.fingerprint}{status}")
    return "\n".join(lines) + "\n"


def _reasons(finding: Finding) -> list[str]:
    """What the reference says of each side, where neither the message nor a longer reason tells it already."""
    told = dict.fromkeys(value.reason for value in finding.values)
    return [
        reason
        for reason in told
        if reason not in finding.message and not any(other != reason and other.startswith(reason) for other in told)
    ]


def _told(repair: Repair) -> str:
    """What a repair does, and to how many places."""
    sure = "" if repair.certain else ", perhaps"
    return f"{visible(repair.action)} ({_count(len(repair.edits), 'place')}{sure})"


def _edits(repair: Repair, pad: str) -> list[str]:
    """Each place that a repair touches, and why it does."""
    edits = [
        f"{pad}     {visible(edit.document)}:{edit.place.line}:{edit.place.column}: "
        f"{visible(edit.quote)} -> {visible(edit.replacement)}"
        for edit in repair.edits
    ]
    return [*edits, f"{pad}     because {visible(repair.reason)}"]


def _plan(plan: Plan) -> str:
    """What mends the whole corpus."""
    least = "no fewer will do" if plan.exact else f"at least {plan.bound} are needed"
    told = (
        f"{click.style('repairs', bold=True)}: {_count(len(plan.edits), 'place')} to edit in the whole corpus, {least}"
    )
    sure = f"{len(plan.certain)} of them are certain: auditor fix --diff"
    rest = f"; {_count(len(plan.unmended), 'finding')} that may stay" if plan.unmended else ""
    return f"{told}; {sure}{rest}\n"


def advice(report: Report) -> str:
    """Where reading pays first, and how to learn more; nothing where there are no findings."""
    if not report.findings:
        return ""
    first = first_to_read(report.findings)[:NAMED]
    named = ", ".join(f"{visible(document)} ({_count(findings, 'finding')})" for document, findings in first)
    start = f"outnumbered most often: {named}\n" if named else ""
    return f"{start}more of a rule, code, drug or finding: auditor explain {heads_of(report.findings)[0].rule}\n"


def _place(location: Location, gutter: int, primary: bool, colour: str) -> Iterator[str]:
    shown = excerpt(location, COLUMNS - gutter - 3)
    bar = click.style("|", fg="blue", bold=True)
    arrow = click.style("-->" if primary else ":::", fg="blue", bold=True)
    number = click.style(str(shown.line).rjust(gutter), fg="blue", bold=True)
    mark = "^" if primary else "-"
    under = " " * width(shown.before) + mark * width(shown.focus)
    pad = " " * gutter
    page = f" (page {location.page})" if location.page else ""
    yield f"{pad}{arrow} {visible(location.document)}:{shown.line}:{shown.column}{page}"
    yield f"{pad} {bar}"
    if shown.above:
        yield f"{click.style(str(shown.line - 1).rjust(gutter), fg='blue', bold=True)} {bar} {shown.above}"
    yield f"{number} {bar} {shown.text}".rstrip()
    note = click.style(f"{under.lstrip()} {visible(location.note)}".strip(), fg=colour, bold=True)
    blank = " " * (len(under) - len(under.lstrip()))
    yield f"{pad} {bar} {blank}{note}"


def _short(location: Location) -> str:
    shown = excerpt(location, COLUMNS)
    return f"{visible(location.document)}:{shown.line}:{shown.column}"


def _skipped(skipped: Skipped) -> str:
    return (
        f"{click.style('skipped', bold=True)}: {visible(skipped.document)} ({skipped.stage}): {visible(skipped.reason)}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
