"""The list of findings: a row for each, which a script can filter, search, sort and group."""

from __future__ import annotations

from collections import Counter

import msgspec

from auditor.model.findings import SEVERITIES, Finding
from auditor.reports.as_json import dumps
from auditor.reports.html.material import Material
from auditor.reports.html.words import SIGNS, count, cut
from auditor.reports.standing import documents_of
from auditor.reports.visible import visible

PLAIN = 200  # rows that stand in the page itself; the script adds the others


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


def explorer(made: Material, here: str, script: bool = True) -> Explorer:
    """The list, the worst first. Without `script` all of it stands in the page."""
    plain = made.worst[:PLAIN] if script else made.worst
    rules = {rule.id: rule.title for rule in made.report.rules}
    found = Counter(finding.rule for finding in made.worst)
    severities = Counter(finding.severity for finding in made.worst)
    outcomes = Counter(map(outcome, made.worst))
    statuses = Counter(finding.status for finding in made.worst if finding.status)
    hidden = len(made.worst) - len(plain)
    return Explorer(
        entries=tuple(_entry(finding, made, here) for finding in plain),
        severities=tuple(Choice(one, f"{one} ({severities[one]:,})") for one in SEVERITIES if severities[one]),
        rules=tuple(Choice(one, f"{one} {rules.get(one, '')} ({found[one]:,})") for one in sorted(found)),
        outcomes=tuple(Choice(one, f"{said} ({outcomes[one]:,})") for one, said in OUTCOMES.items() if outcomes[one]),
        statuses=tuple(Choice(one, f"{one} ({number:,})") for one, number in sorted(statuses.items())),
        data=_data(made, here) if script else "",
        total=count(len(made.worst), "finding"),
        more=f"The first {len(plain):,}, the worst first; {count(hidden, 'more')}".removesuffix("s") if hidden else "",
        rest=made.href(here, "page", "clusters"),
        partly=_partly(made),
        linked=made.addresses.files.get(("page", "findings")) != "",
    )


def _partly(made: Material) -> str:
    most = made.scale.searched
    if all(len(documents_of(finding)) <= most for finding in made.worst):
        return ""
    return f"By a document's name a finding is found where it is one of the {most} that stand most alone in it."


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
    parts = [count(len(documents_of(finding)), "document"), OUTCOMES[outcome(finding)]]
    return " · ".join([*([finding.status] if finding.status else []), *parts])


def _searched(finding: Finding, most: int) -> list[str]:
    """The documents by which a finding is found; of very many those that stand against the others."""
    every = documents_of(finding)
    if len(every) <= most:
        return every
    size = {name: len(value.documents) for value in finding.values for name in value.documents}
    return sorted(sorted(every, key=lambda name: (size.get(name, len(every)), name))[:most])


def _data(made: Material, here: str) -> str:
    """Names of documents, files and clusters once, and rows that point to them."""
    names = sorted({name for finding in made.worst for name in _searched(finding, made.scale.searched)})
    number = {name: at for at, name in enumerate(names)}
    groups = [cluster.name for cluster in made.clusters]
    group = {name: at for at, name in enumerate(groups)}
    rows = [
        [
            finding.fingerprint,
            SEVERITIES.index(finding.severity),
            finding.rule,
            visible(finding.subject),
            cut(visible(finding.message), made.scale.title),
            made.href(here, "finding", finding.fingerprint).partition("#")[0],
            list(OUTCOMES).index(outcome(finding)),
            finding.status or "",
            group[made.cluster_of[finding.fingerprint]],
            len(documents_of(finding)),
            [number[name] for name in _searched(finding, made.scale.searched)],
        ]
        for finding in made.worst
    ]
    whole = {
        "documents": [visible(name) for name in names],
        "clusters": [visible(name) for name in groups],
        "severities": [[name, SIGNS[name]] for name in SEVERITIES],
        "outcomes": [[name, said] for name, said in OUTCOMES.items()],
        "rules": {rule.id: rule.title for rule in made.report.rules},
        "told": [finding.fingerprint in {one.fingerprint for one in made.told} for finding in made.worst]
        if len(made.told) < len(made.worst)
        else [],
        "rows": rows,
    }
    return dumps(whole).replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
