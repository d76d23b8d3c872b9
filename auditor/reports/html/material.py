"""What all pages are made from: the report, seen once from every side that a page needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from auditor.model.findings import DocumentInfo, Finding, Report
from auditor.model.reference import ReferenceEntry
from auditor.reports.html.addresses import FOLDER, OVERVIEW, Addresses, Target, anchors, files, numbers
from auditor.reports.html.clusters import Cluster, clusters, concerned
from auditor.reports.html.scale import Scale
from auditor.reports.html.statements import Statements, statements
from auditor.reports.html.texts import Shown, shown_texts
from auditor.reports.standing import Standing, standings, worst

# The pages of which there is one each, in the order of the menu: anchor, and what the menu calls it.
PAGES = (
    ("findings", "Findings"),
    ("clusters", "Clusters"),
    ("matrix", "Matrix"),
    ("codes", "Codes"),
    ("drugs", "Drugs"),
    ("documents", "Documents"),
    ("unchecked", "Not checked"),
    ("method", "Method"),
)
PRINT = "print"
CARD, ROW = 4_500, 700  # about what a finding told in full takes, and a row of a table


class Material(msgspec.Struct, frozen=True):
    """The report and what follows from it."""

    report: Report
    scale: Scale
    statements: Statements
    clusters: tuple[Cluster, ...]
    cluster_of: Mapping[str, str]  # the cluster's name, by fingerprint
    standings: tuple[Standing, ...]
    worst: tuple[Finding, ...]
    told: tuple[Finding, ...]  # in full; the others have a row only
    infos: Mapping[str, DocumentInfo]
    standing_of: Mapping[str, Standing]
    texts: Mapping[str, str]
    shown: Mapping[str, Shown]  # of each document what its page shows
    entries: Mapping[str, tuple[ReferenceEntry, ...]]
    concerning: Mapping[str, tuple[Finding, ...]]  # findings by the code, drug or brand that they are about
    at: Mapping[tuple[str, int, int], tuple[Finding, ...]]  # findings by the document and place that they quote
    addresses: Addresses

    def href(self, here: str, kind: str, name: str, part: str = "") -> str:
        """A link from a file to a thing; "" where it has no place in the report."""
        return self.addresses.href(here, kind, name, part)


def material(report: Report, scale: Scale, one_file: bool) -> Material:
    """All that the pages need."""
    said = statements(report.documents)
    joining = {name for kind in ("code", "drug", "brand") for name in said.names(kind)}
    groups = clusters(report.findings, joining)
    stands = tuple(standings(report))
    ordered = tuple(worst(report.findings))
    told = ordered[: scale.cards]
    shown = shown_texts(report.documents, [one.document for one in stands], scale.texts, scale.whole)
    entries: dict[str, list[ReferenceEntry]] = {}
    for entry in report.entries:
        entries.setdefault(entry.code, []).append(entry)
    return Material(
        report,
        scale,
        said,
        groups,
        {finding.fingerprint: cluster.name for cluster in groups for finding in cluster.findings},
        stands,
        ordered,
        told,
        {document.name: document for document in report.documents},
        {one.document: one for one in stands},
        {document.name: document.text for document in report.documents if document.text},
        shown,
        {code: tuple(found) for code, found in entries.items()},
        _concerning(report.findings, joining),
        _at(report.findings),
        _addresses(report, said, groups, told, shown, scale, one_file),
    )


def _addresses(  # noqa: PLR0917 - all that can be linked to
    report: Report,
    said: Statements,
    groups: Sequence[Cluster],
    told: Sequence[Finding],
    shown: Mapping[str, Shown],
    scale: Scale,
    one_file: bool,
) -> Addresses:
    cards = {finding.fingerprint for finding in told}
    names = {
        "cluster": [cluster.name for cluster in groups if any(one.fingerprint in cards for one in cluster.findings)],
        "code": said.names("code") if scale.entities else [],
        "drug": said.names("drug") if scale.entities else [],
        "document": list(shown),
    }
    ids: dict[Target, str] = {("page", name): name for name, _ in PAGES} | {("page", PRINT): PRINT}
    ids |= {("rule", rule.id): f"rule-{rule.id}" for rule in report.rules}
    for kind, found in names.items():
        ids |= anchors(kind, found) if len(found) <= scale.alone else numbers(kind, found)
    findings = {("finding", fingerprint): f"f-{fingerprint}" for fingerprint in cards}
    if one_file:
        everything = ids | findings
        return Addresses(dict.fromkeys(everything, ""), everything)
    card = CARD if scale.quotes > 1 else CARD // 2
    sizes = {("cluster", cluster.name): card * len(cluster.findings) for cluster in groups}
    sizes |= {("document", name): shown[name].size + 600 for name in shown}
    paths = {target: f"{FOLDER}{anchor}.html" for target, anchor in ids.items() if target[0] == "page"}
    paths["page", "findings"] = OVERVIEW
    paths |= {("rule", rule.id): paths["page", "method"] for rule in report.rules}
    for kind, found in names.items():
        things = [((kind, name), ids[kind, name], sizes.get((kind, name), 12 * ROW)) for name in found]
        paths |= files(kind, things, scale.page, scale.alone)
    for cluster in groups:
        for finding in cluster.findings:
            if finding.fingerprint in cards:
                paths["finding", finding.fingerprint] = paths["cluster", cluster.name]
    return Addresses(paths, ids | findings)


def _concerning(findings: Iterable[Finding], joining: set[str]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        for name in dict.fromkeys(concerned(finding, joining)):
            found.setdefault(name, []).append(finding)
    return {name: tuple(worst(group)) for name, group in found.items()}


def _at(findings: Iterable[Finding]) -> dict[tuple[str, int, int], tuple[Finding, ...]]:
    found: dict[tuple[str, int, int], dict[str, Finding]] = {}
    for finding in findings:
        for location in (finding.primary, *finding.related):
            key = (location.document, location.place.start, location.place.end)
            found.setdefault(key, {})[finding.fingerprint] = finding
    return {key: tuple(group.values()) for key, group in found.items()}
