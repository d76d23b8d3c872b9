"""Which pages a report has, and what stands on each: a folder of linked pages, or everything in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

import auditor
from auditor.model.findings import Report
from auditor.reports.html.addresses import FOLDER, OVERVIEW
from auditor.reports.html.cards import card
from auditor.reports.html.conflicts import PICTURED, conflict, conflict_page, title_of
from auditor.reports.html.documents import document_list, document_note, document_text
from auditor.reports.html.entities import entity, listing
from auditor.reports.html.explorer import explorer
from auditor.reports.html.material import PAGES, PRINT, Material, material
from auditor.reports.html.matrix import matrix
from auditor.reports.html.method import inputs, method
from auditor.reports.html.overview import documents_read, overview
from auditor.reports.html.scale import scale_of, scale_of_one_file
from auditor.reports.html.tables import Link
from auditor.reports.html.trend import trend
from auditor.reports.html.unchecked import unchecked
from auditor.reports.html.words import count
from auditor.reports.visible import visible

PRINTED = 300  # findings on the page to print; a longer one nobody signs
LISTED = 3_000  # clusters in the list of clusters


class Part(msgspec.Struct, frozen=True):
    """A part of a page: the template that shows it, and what it shows. A part with a title holds parts."""

    template: str
    data: object = None
    id: str = ""
    title: str = ""
    lead: str = ""
    parts: tuple[Part, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """One file. `heading` is "" where the first part brings its own."""

    file: str
    title: str
    heading: str
    parts: tuple[Part, ...]
    menu: tuple[Link, ...]
    current: str = ""
    script: bool = False
    style: str = ""  # the file with the style; "" puts it into the page
    version: str = auditor.__version__


def folder(report: Report) -> Iterator[Page]:
    """The pages of a folder, the first screen first."""
    made = material(report, scale_of(len(report.findings)), one_file=False)
    title = f"HCPCS audit: {count(report.summary.findings, 'finding')} in {documents_read(report)}"
    first = (*_first(made, OVERVIEW), Part("signoff", inputs(report)))
    yield _page(made, OVERVIEW, title, "", first, "findings", script=True)
    for name, parts in _lists(made).items():
        file, heading = made.addresses.file("page", name), dict(PAGES)[name]
        yield _page(made, file, heading, heading, parts(made, file), name)
    yield from _clusters(made)
    yield from _entities(made)
    yield from _documents(made)
    yield _printed(made)


def one_file(report: Report) -> Page:
    """Everything in one page, as far as it stays small enough to mail."""
    made = material(report, scale_of_one_file(len(report.findings)), one_file=True)
    told = [cluster for cluster in made.clusters if ("cluster", cluster.name) in made.addresses.files]
    parts = (
        *_first(made, "", pictured=0),
        _section("clusters", [Part("conflict", conflict_page(cluster, made, "")) for cluster in told]),
        _section("matrix", _matrix(made, "")),
        _section("codes", _names("code", made, "")),
        _section("drugs", _names("drug", made, "")),
        _section("documents", [*_document_list(made, ""), *(_text(name, made, "") for name in made.shown)]),
        _section("unchecked", _unchecked(made, "")),
        _section("method", _method(made, "")),
        Part("signoff", inputs(report)),
    )
    title = f"HCPCS audit: {count(report.summary.findings, 'finding')} in {documents_read(report)}"
    return _page(made, "", title, "", parts, "", script=True)


def _page(  # noqa: PLR0917 - in the order in which a page reads
    made: Material,
    file: str,
    title: str,
    heading: str,
    parts: Iterable[Part],
    current: str,
    *,
    script: bool = False,
) -> Page:
    shown = (*PAGES, (PRINT, "Print and sign")) if file else PAGES
    menu = tuple(Link(label, made.href(file, "page", name), name) for name, label in shown)
    style = "" if not file else "style.css" if file.startswith(FOLDER) else f"{FOLDER}style.css"
    return Page(file, title, heading, tuple(parts), menu, current, script, style)


def _section(name: str, parts: Iterable[Part]) -> Part:
    return Part("section", None, name, dict(PAGES)[name], "", tuple(parts))


def _first(made: Material, here: str, pictured: int = PICTURED) -> list[Part]:
    parts = [Part("overview", overview(made, here)), *_trend(made)]
    if pictured and made.clusters:
        shown = tuple(conflict(cluster, made, here) for cluster in made.clusters[:pictured])
        more = len(made.clusters) - len(shown)
        rest = (
            Link(f"All {len(made.clusters):,} clusters", made.href(here, "page", "clusters")) if more > 0 else Link("")
        )
        parts.append(Part("conflicts", (shown, rest)))
    parts.append(Part("explorer", explorer(made, here), "findings"))
    return parts


def _trend(made: Material) -> list[Part]:
    shown = trend(made.report)
    return [Part("trend", shown)] if shown else []


def _lists(made: Material) -> dict[str, Callable[[Material, str], list[Part]]]:
    """The pages of which there is one each, but for the first."""
    return {
        "clusters": _cluster_list,
        "matrix": _matrix,
        "codes": lambda _, here: [Part("table", listing("code", made, here))],
        "drugs": lambda _, here: [Part("table", listing("drug", made, here))],
        "documents": _document_list,
        "unchecked": _unchecked,
        "method": _method,
    }


def _names(kind: str, made: Material, here: str) -> list[Part]:
    """All codes or drugs, one by one, or where there are too many, as a list."""
    if not made.scale.entities:
        return [Part("table", listing(kind, made, here))]
    return [Part("entity", entity(kind, name, made, here)) for name in made.statements.names(kind)]


def _cluster_list(made: Material, here: str) -> list[Part]:
    shown = tuple(conflict(cluster, made, here, pictured=False) for cluster in made.clusters[:LISTED])
    hidden = len(made.clusters) - len(shown)
    more = (
        f"{count(hidden, 'more cluster')} with fewer errors are found through the list of findings." if hidden else ""
    )
    return [Part("cluster_list", shown, lead=more)]


def _matrix(made: Material, here: str) -> list[Part]:
    return [Part("matrix", matrix(made, here))]


def _document_list(made: Material, here: str) -> list[Part]:
    return [Part("table", document_list(made, here), lead=document_note(made))]


def _unchecked(made: Material, here: str) -> list[Part]:
    return [Part("unchecked", unchecked(made, here))]


def _method(made: Material, _: str) -> list[Part]:
    return [Part("method", method(made))]


def _clusters(made: Material) -> Iterator[Page]:
    told = [cluster for cluster in made.clusters if ("cluster", cluster.name) in made.addresses.files]
    titles = {cluster.name: title_of(cluster) for cluster in told}
    by_name = {cluster.name: cluster for cluster in told}
    yield from _things(
        made,
        "cluster",
        list(by_name),
        lambda name, here: Part("conflict", conflict_page(by_name[name], made, here)),
        titles,
    )


def _entities(made: Material) -> Iterator[Page]:
    for kind in ("code", "drug"):
        yield from _things(made, kind, made.statements.names(kind), _entity_of(kind, made))


def _entity_of(kind: str, made: Material) -> Callable[[str, str], Part]:
    return lambda name, here: Part("entity", entity(kind, name, made, here))


def _documents(made: Material) -> Iterator[Page]:
    yield from _things(made, "document", list(made.shown), lambda name, here: _text(name, made, here))


def _things(
    made: Material,
    kind: str,
    names: Sequence[str],
    show: Callable[[str, str], Part],
    titles: dict[str, str] | None = None,
) -> Iterator[Page]:
    """The pages of all things of a kind: one each, or where there are many, several on one."""
    files: dict[str, list[str]] = {}
    for name in names:
        files.setdefault(made.addresses.file(kind, name), []).append(name)
    for number, (file, held) in enumerate(files.items(), 1):
        parts = tuple(show(name, file) for name in held)
        title = (titles or {}).get(held[0]) or visible(held[0])
        if len(names) <= made.scale.alone:
            yield _page(made, file, title, "", parts, f"{kind}s")
        else:
            together = f"{kind.capitalize()}s, part {number:,} of {len(files):,}"
            yield _page(made, file, together, together, parts, f"{kind}s")


def _text(name: str, made: Material, here: str) -> Part:
    return Part("document", document_text(made.infos[name], made, here))


def _printed(made: Material) -> Page:
    """What is printed, signed and filed: the first screen, the findings in full, the inputs, and lines to sign."""
    file = made.addresses.file("page", PRINT)
    told = made.told[:PRINTED]
    hidden = len(made.worst) - len(told)
    lead = f"The first {len(told):,}, the worst first; {hidden:,} more stand in the list of findings." if hidden else ""
    parts = (
        Part("overview", overview(made, file)),
        *_trend(made),
        Part("cards", tuple(card(finding, made, file) for finding in told), "findings", "Findings", lead),
        Part("signoff", inputs(made.report)),
    )
    return _page(made, file, "HCPCS audit, to print and sign", "", parts, PRINT)
