"""Clusters as they are shown: a title, what they are about, a picture, and the findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from auditor.model.findings import Edit, Finding, Verdict
from auditor.reports.html.cards import Card, card
from auditor.reports.html.clusters import Cluster
from auditor.reports.html.material import Material
from auditor.reports.html.picture import Picture, Tie, picture
from auditor.reports.html.tables import Link
from auditor.reports.html.words import SIGNS, count, cut, together
from auditor.reports.visible import visible

NAMED = 3  # names in a title
PICTURED = 6  # clusters that the first page shows with their pictures

_WEIGHT: dict[Verdict, int] = {"refuted": 2, "confirmed": 1, "unknown": 0}


class Conflict(msgspec.Struct, frozen=True):
    """A cluster in short."""

    title: str
    href: str
    counts: tuple[Link, ...]
    documents: str
    lead: str
    picture: Picture | None


class ConflictPage(msgspec.Struct, frozen=True):
    """A cluster with all its findings. `untold`: those that are in the list of findings only."""

    id: str
    conflict: Conflict
    about: tuple[Link, ...]
    documents: tuple[Link, ...]
    more: str
    cards: tuple[Card, ...]
    untold: str


def conflict(cluster: Cluster, made: Material, here: str, pictured: bool = True) -> Conflict:
    """The cluster as the lists show it."""
    signs = (
        ("error", cluster.number("error")),
        ("warning", cluster.number("warning")),
        ("note", cluster.number("note")),
    )
    return Conflict(
        title=title_of(cluster),
        href=made.href(here, "cluster", cluster.name),
        counts=tuple(Link(f"{SIGNS[one]} {count(number, one)}", "", one) for one, number in signs if number),
        documents=count(len(cluster.documents), "document"),
        lead=cut(visible(cluster.findings[0].message), made.scale.title),
        picture=picture(ties(cluster.findings, made), made.scale.drawn) if pictured else None,
    )


def title_of(cluster: Cluster) -> str:
    """What the cluster is about, in a few names."""
    return together([visible(name) for name in cluster.names], NAMED)


def conflict_page(cluster: Cluster, made: Material, here: str) -> ConflictPage:
    """The cluster with its findings in full."""
    told = [one for one in cluster.findings if ("finding", one.fingerprint) in made.addresses.files]
    hidden = len(cluster.findings) - len(told)
    most = made.scale.listed
    names = [(kind, name) for name in cluster.names for kind in ("code", "drug")]
    links = [Link(visible(name), made.href(here, kind, name)) for kind, name in names]
    return ConflictPage(
        id=made.addresses.anchor("cluster", cluster.name),
        conflict=conflict(cluster, made, here, pictured=cluster in made.clusters[: made.scale.pictures]),
        about=tuple(link for link in links if link.href)[:most],
        documents=tuple(Link(visible(one), made.href(here, "document", one)) for one in cluster.documents[:most]),
        more=f"and {len(cluster.documents) - most:,} more" if len(cluster.documents) > most else "",
        cards=tuple(_cards(told, made, here)),
        untold=f"{count(hidden, 'more finding')} of this cluster stand in the list of findings only." if hidden else "",
    )


def _cards(told: Iterable[Finding], made: Material, here: str) -> Iterator[Card]:
    """The findings in full; edits that end several are shown once."""
    shown: dict[tuple[Edit, ...], str] = {}
    for finding in told:
        one = card(finding, made, here)
        if one.repair and finding.repair:
            above = shown.setdefault(finding.repair.edits, one.id)
            if above != one.id:
                again = msgspec.structs.replace(one.repair, changes=(), more="", reason="", above=f"#{above}")
                one = msgspec.structs.replace(one, repair=again, alternatives=())
        yield one


def ties(findings: Iterable[Finding], made: Material) -> list[Tie]:
    """What findings tie together, and who ties it: codes, brands and drugs, or where there are none, whatever they are about."""
    every = [tie for finding in findings for tie in _ties(finding, made)]
    about = made.statements.about
    names = [
        tie
        for tie in every
        if ("drug", tie.right) in about and (("code", tie.left) in about or ("brand", tie.left) in about)
    ]
    return _merged(names or every)


def _ties(finding: Finding, made: Material) -> Iterable[Tie]:
    about = made.statements.about
    for value in finding.values:
        if value.value == finding.subject or value.value.startswith("not "):
            continue
        ends = [finding.subject, value.value]
        if ("drug", finding.subject) in about and ("code", value.value) in about:
            ends.reverse()
        elif ("drug", finding.subject) in about and ("drug", value.value) not in about:
            yield Tie(value.value, finding.subject, value.verdict, value.documents)
            continue
        yield Tie(ends[0], ends[1], value.verdict, value.documents)


def _merged(ties: Iterable[Tie]) -> list[Tie]:
    found: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        other = found.get((tie.left, tie.right), tie)
        verdict = max(tie.verdict, other.verdict, key=lambda one: _WEIGHT[one])
        documents = tuple(sorted({*tie.documents, *other.documents}))
        found[tie.left, tie.right] = Tie(tie.left, tie.right, verdict, documents)
    return sorted(found.values())
