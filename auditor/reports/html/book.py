"""Which pages a report has, and what stands on each: a folder of linked pages, or everything in one file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import msgspec

import auditor
from auditor.reports.html.addresses import FOLDER, OVERVIEW
from auditor.reports.html.cards import card
from auditor.reports.html.conflicts import PICTURED, conflict, conflict_page, title_of
from auditor.reports.html.documents import document_list, document_note, document_text
from auditor.reports.html.entities import entity, listing
from auditor.reports.html.explorer import explorer
from auditor.reports.html.material import PAGES, PRINT, Material
from auditor.reports.html.matrix import matrix
from auditor.reports.html.method import inputs, method
from auditor.reports.html.overview import documents_read, overview
from auditor.reports.html.tables import Link
from auditor.reports.html.trend import trend
from auditor.reports.html.unchecked import unchecked
from auditor.reports.html.words import count
from auditor.reports.visible import visible

Build: TypeAlias = Callable[[Material], "Page"]
"""Makes a page; from material of a smaller scale the same page with less on it."""


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
    notice: str = ""  # what is left out to keep the page small
    version: str = auditor.__version__


def folder(made: Material) -> Iterator[Build]:
    """The pages of a folder, the first screen first."""
    yield _overview
    for name in _lists():
        yield partial(_list, name)
    yield from _clusters(made)
    yield from _entities(made)
    yield from _things(made, "document", list(made.shown), _text)
    yield _printed


def _overview(made: Material) -> Page:
    first = (*_first(made, OVERVIEW), Part("signoff", inputs(made.report)))
    return _page(made, OVERVIEW, _title(made), "", first, "findings", script=True)


def _list(name: str, made: Material) -> Page:
    file, heading = made.addresses.file("page", name), dict(PAGES)[name]
    return _page(made, file, heading, heading, _lists()[name](made, file), name)


def one_file(made: Material) -> Page:
    """Everything in one page, as far as it stays small enough to mail."""
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
        Part("signoff", inputs(made.report)),
    )
    return _page(made, "", _title(made), "", parts, "", script=True)


def left_out(page: Page, why: str) -> Page:
    """In place of a page that cannot be made small enough: its name, and where to find what it holds."""
    heading = page.heading or page.title
    return msgspec.structs.replace(page, heading=heading, parts=(), notice=why, script=False)


def _title(made: Material) -> str:
    return f"HCPCS audit: {count(made.report.summary.findings, 'finding')} in {documents_read(made.report)}"


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


def _lists() -> dict[str, Callable[[Material, str], list[Part]]]:
    """The pages of which there is one each, but for the first."""
    return {
        "clusters": _cluster_list,
        "matrix": _matrix,
        "codes": lambda made, here: [Part("table", listing("code", made, here))],
        "drugs": lambda made, here: [Part("table", listing("drug", made, here))],
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
    shown = tuple(conflict(cluster, made, here, pictured=False) for cluster in made.clusters[: made.scale.rows])
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


def _clusters(made: Material) -> Iterator[Build]:
    told = {cluster.name: cluster for cluster in made.clusters if ("cluster", cluster.name) in made.addresses.files}
    titles = {name: title_of(cluster) for name, cluster in told.items()}

    def show(name: str, smaller: Material, here: str) -> Part:
        return Part("conflict", conflict_page(told[name], smaller, here))

    yield from _things(made, "cluster", list(told), show, titles)


def _entities(made: Material) -> Iterator[Build]:
    for kind in ("code", "drug"):
        if made.scale.entities:
            yield from _things(made, kind, made.statements.names(kind), partial(_entity, kind))


def _entity(kind: str, name: str, made: Material, here: str) -> Part:
    return Part("entity", entity(kind, name, made, here))


def _things(
    made: Material,
    kind: str,
    names: Sequence[str],
    show: Callable[[str, Material, str], Part],
    titles: dict[str, str] | None = None,
) -> Iterator[Build]:
    """The pages of all things of a kind: one each, or where there are many, several on one."""
    files: dict[str, list[str]] = {}
    for name in names:
        files.setdefault(made.addresses.file(kind, name), []).append(name)
    for number, (file, held) in enumerate(files.items(), 1):
        title = (titles or {}).get(held[0]) or visible(held[0])
        together = f"{kind.capitalize()}s, part {number:,} of {len(files):,}" if len(names) > made.scale.alone else ""
        yield partial(_several, kind, file, held, show, title, together)


def _several(  # noqa: PLR0917 - all that a page of things is made from
    kind: str,
    file: str,
    names: Sequence[str],
    show: Callable[[str, Material, str], Part],
    title: str,
    together: str,
    made: Material,
) -> Page:
    parts = tuple(show(name, made, file) for name in names)
    return _page(made, file, together or title, together, parts, f"{kind}s")


def _text(name: str, made: Material, here: str) -> Part:
    return Part("document", document_text(made.infos[name], made, here))


def _printed(made: Material) -> Page:
    """What is printed, signed and filed: the first screen, the findings in full, the inputs, and lines to sign."""
    file = made.addresses.file("page", PRINT)
    told = made.told[: made.scale.printed]
    hidden = len(made.worst) - len(told)
    lead = f"The first {len(told):,}, the worst first; {hidden:,} more stand in the list of findings." if hidden else ""
    parts = (
        Part("overview", overview(made, file)),
        *_trend(made),
        Part("cards", tuple(card(finding, made, file) for finding in told), "findings", "Findings", lead),
        Part("signoff", inputs(made.report)),
    )
    return _page(made, file, "HCPCS audit, to print and sign", "", parts, PRINT)
