"""The list of findings: a row for each, which a script can filter, search, sort and group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from auditor.model.findings import SEVERITIES, Finding
from auditor.reports.as_json import dumps
from auditor.reports.html.material import Material
from auditor.reports.html.words import SIGNS, count, cut
from auditor.reports.visible import visible

MOST = (
    100_000,
    100,
    40,
    20,
    10,
    6,
    3,
    1,
    0,
)  # documents by which one finding is found, the first of these that has room
REFERENCE = 6  # about the characters that point to a document


class Entry(msgspec.Struct, frozen=True):
    """A finding in one row."""

    fingerprint: str
    severity: str
    sign: str
    rule: str
    subject: str
    message: str
    href: str
    beside: str


class Choice(msgspec.Struct, frozen=True):
    """One thing to filter by."""

    value: str
    label: str


class Explorer(msgspec.Struct, frozen=True):
    """The rows that need no script, the choices, and all rows for the script, as JSON that is safe inside a page."""

    entries: tuple[Entry, ...]
    severities: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    outcomes: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    data: str
    total: str
    more: str
    rest: str
    linked: bool
    partly: str


OUTCOMES = {
    "certain": "a repair is certain",
    "settled": "settled by the reference",
    "open": "not settled",
}


def explorer(made: Material, here: str) -> Explorer:
    """The list, the worst first."""
    listed = made.worst[: made.scale.found]
    plain = listed[: made.scale.plain]
    searched, partly = _searched(listed, made.scale.names)
    rules = {rule.id: rule.title for rule in made.report.rules}
    found = Counter(finding.rule for finding in listed)
    severities = Counter(finding.severity for finding in listed)
    outcomes = Counter(map(outcome, listed))
    statuses = Counter(finding.status for finding in listed if finding.status)
    hidden = len(made.worst) - len(plain)
    return Explorer(
        entries=tuple(_entry(finding, made, here) for finding in plain),
        severities=tuple(Choice(one, f"{one} ({severities[one]:,})") for one in SEVERITIES if severities[one]),
        rules=tuple(Choice(one, f"{one} {rules.get(one, '')} ({found[one]:,})") for one in sorted(found)),
        outcomes=tuple(Choice(one, f"{said} ({outcomes[one]:,})") for one, said in OUTCOMES.items() if outcomes[one]),
        statuses=tuple(Choice(one, f"{one} ({number:,})") for one, number in sorted(statuses.items())),
        data=_data(made, here, listed, searched),
        total=count(len(made.worst), "finding"),
        more=f"The first {len(plain):,}, the worst first; {count(hidden, 'more')}".removesuffix("s") if hidden else "",
        rest=made.href(here, "page", "clusters"),
        partly=" ".join(filter(None, (partly, _left_out(len(made.worst) - len(listed))))),
        linked=made.addresses.files.get(("page", "findings")) != "",
    )


def _left_out(number: int) -> str:
    return f"{count(number, 'more finding')} of less weight found no room in this list." if number else ""


def _searched(findings: Sequence[Finding], room: int) -> tuple[list[list[str]], str]:
    """By which documents each finding is found, as many as there is room for, and a sentence where these are not all."""
    every = [_lonely_first(finding) for finding in findings]
    kept, most = every, MOST[0]
    for most in MOST:
        kept = [sorted(names[:most]) for names in every]
        size = sum(len(name) + 3 for name in {name for names in kept for name in names})
        if size + REFERENCE * sum(map(len, kept)) <= room:
            break
    if kept == [sorted(names) for names in every]:
        return kept, ""
    if not most:
        return kept, "There are too many documents to find findings by their names."
    return kept, f"By a document's name a finding is found where it is one of the {most} that stand most alone in it."


def _lonely_first(finding: Finding) -> list[str]:
    """Its documents, those first that stand against the others."""
    size = {name: len(value.documents) for value in finding.values for name in value.documents}
    return sorted(finding.documents, key=lambda name: (size.get(name, len(size)), name))


def outcome(finding: Finding) -> str:
    """How far a finding is settled: its repair is certain, the reference takes a side, or it is open."""
    if finding.repair and finding.repair.certain:
        return "certain"
    judged = any(value.verdict != "unknown" for value in finding.values)
    return "settled" if judged else "open"


def _entry(finding: Finding, made: Material, here: str) -> Entry:
    return Entry(
        finding.fingerprint,
        finding.severity,
        SIGNS[finding.severity],
        finding.rule,
        visible(finding.subject),
        cut(visible(finding.message), made.scale.title),
        made.href(here, "finding", finding.fingerprint),
        _beside(finding),
    )


def _beside(finding: Finding) -> str:
    parts = [count(len(finding.documents), "document"), OUTCOMES[outcome(finding)]]
    return " · ".join([*([finding.status] if finding.status else []), *parts])


def _data(made: Material, here: str, listed: Sequence[Finding], searched: Sequence[Sequence[str]]) -> str:
    """Names of documents, files and clusters once, and rows that point to them."""
    names = sorted({name for found in searched for name in found})
    links = [made.href(here, "finding", finding.fingerprint).partition("#")[0] for finding in listed]
    files = sorted(set(links))
    number = {name: at for at, name in enumerate(names)}
    groups = [cluster.name for cluster in made.clusters]
    told = {finding.fingerprint for finding in made.told}
    group = {name: at for at, name in enumerate(groups)}
    rows = [
        [
            finding.fingerprint,
            SEVERITIES.index(finding.severity),
            finding.rule,
            visible(finding.subject),
            cut(visible(finding.message), made.scale.title),
            files.index(link),
            list(OUTCOMES).index(outcome(finding)),
            finding.status or "",
            group[made.cluster_of[finding.fingerprint]],
            len(finding.documents),
            [number[name] for name in found],
        ]
        for finding, link, found in zip(listed, links, searched, strict=True)
    ]
    whole = {
        "documents": [visible(name) for name in names],
        "files": files,
        "clusters": [visible(name) for name in groups],
        "severities": [[name, SIGNS[name]] for name in SEVERITIES],
        "outcomes": [[name, said] for name, said in OUTCOMES.items()],
        "rules": {rule.id: rule.title for rule in made.report.rules},
        "told": [finding.fingerprint in told for finding in listed] if len(made.told) < len(made.worst) else [],
        "all": len(listed) == len(made.worst),
        "rows": rows,
    }
    return dumps(whole).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
