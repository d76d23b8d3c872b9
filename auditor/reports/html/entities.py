"""The page of a code or a drug: what the reference says of it, what the documents say, and the findings about it."""

from __future__ import annotations

import msgspec

from auditor.model.findings import Finding
from auditor.model.reference import ReferenceEntry
from auditor.reports.html.conflicts import ties
from auditor.reports.html.material import Material
from auditor.reports.html.picture import Picture, picture
from auditor.reports.html.statements import Mark, Statement
from auditor.reports.html.tables import Cell, Column, Link, Row, Table
from auditor.reports.html.words import MANNERS, SIGNS, VERDICTS, count, cut
from auditor.reports.visible import visible

CODE_AND_DRUG = ("code", "drug")
SHOWN = 3  # places of a statement that are linked


class Entity(msgspec.Struct, frozen=True):
    """A code or a drug with all that is known of it here."""

    id: str
    name: str
    reference: tuple[str, ...]
    summary: str
    picture: Picture | None
    statements: Table
    findings: tuple[Link, ...]
    more: str


def entity(kind: str, name: str, made: Material, here: str) -> Entity:
    """What its page shows."""
    found = made.statements.about[kind, name]
    about = made.concerning.get(name, ())
    documents = len({document for statement in found for document in statement.documents})
    drawn = len(made.statements.about) <= made.scale.pictures
    return Entity(
        id=made.addresses.anchor(kind, name),
        name=visible(name),
        reference=_reference(kind, name, made),
        summary=f"{count(documents, 'document')}, {count(len(about), 'finding')}",
        picture=picture(ties(about, made), made.scale.drawn) if drawn else None,
        statements=_statements(kind, name, found, made, here),
        findings=tuple(_finding(one, made, here) for one in about[: made.scale.statements]),
        more=_more(len(found), len(about), made.scale.statements),
    )


def _finding(one: Finding, made: Material, here: str) -> Link:
    told = cut(visible(one.message), made.scale.title)
    return Link(told, made.href(here, "finding", one.fingerprint), f"{SIGNS[one.severity]} {one.rule}")


def listing(kind: str, made: Material, here: str) -> Table:
    """All codes or drugs, those with the most findings first."""
    names = sorted(made.statements.names(kind), key=lambda name: (-len(made.concerning.get(name, ())), name))
    noun = {"code": "Code", "drug": "Drug"}[kind]
    columns = (
        Column(noun),
        Column("Reference" if kind == "code" else "Codes that documents give it"),
        Column("Findings", figure=True),
        Column("Documents", figure=True, minor=True),
    )
    rows = tuple(_listed(kind, name, made, here) for name in names[: made.scale.rows])
    every = "Every" if len(rows) == len(names) else f"{len(rows):,} of {len(names):,}: each"
    return Table(f"{every} {kind} that documents speak of, those with the most findings first", columns, rows)


def _listed(kind: str, name: str, made: Material, here: str) -> Row:
    found = made.statements.about[kind, name]
    documents = {document for statement in found for document in statement.documents}
    codes = [one.subject for one in found if one.kind == "code-drug" and one.polarity == "asserted"]
    told = _reference(kind, name, made)[-1:] if kind == "code" else [", ".join(dict.fromkeys(codes[:8]))]
    number = len(made.concerning.get(name, ()))
    return Row(
        (
            Cell(visible(name), made.href(here, kind, name)),
            Cell(visible("".join(told))),
            Cell(f"{number:,}"),
            Cell(f"{len(documents):,}"),
        )
    )


def _reference(kind: str, name: str, made: Material) -> tuple[str, ...]:
    if kind != "code" or not made.report.inputs.reference:
        return ()
    entries = made.entries.get(name, ())
    return tuple(_entry(entry) for entry in entries) or ("not in this reference",)


def _entry(entry: ReferenceEntry) -> str:
    kinds = {"specific": entry.drug, "unclassified": "not otherwise classified", "other": "no drug of this list"}
    unit = f", {entry.unit}" if entry.unit else ""
    since = f", since {entry.valid_from}" if entry.valid_from else ""
    until = f", until {entry.valid_to}" if entry.valid_to else ""
    after = f", replaced by {' or '.join(entry.successors)}" if entry.successors else ""
    return f"{kinds[entry.kind]}{unit}{since}{until}{after}"


def _statements(kind: str, name: str, found: tuple[Statement, ...], made: Material, here: str) -> Table:
    judged = sorted(found, key=lambda one: (one.kind, one.object, one.subject))
    columns = (Column("Statement"), Column("Reference"), Column("Where"), Column("Documents", figure=True, minor=True))
    rows = tuple(_statement(kind, name, one, made, here) for one in judged[: made.scale.statements])
    return Table(f"What documents say of {visible(name)}", columns, rows)


def _statement(kind: str, name: str, one: Statement, made: Material, here: str) -> Row:
    other = one.object if one.subject == name and kind != "drug" else one.subject
    other_kind = next((other_kind for other_kind in CODE_AND_DRUG if (other_kind, other) in made.statements.about), "")
    places = {place.document: place for place in reversed(one.places)}
    most = min(SHOWN, made.scale.quotes)
    shown = [_place(place, made, here) for _, place in sorted(places.items())[:most]]
    more = [Link(f"{len(places) - most:,} more")] if len(places) > most else []
    return Row(
        (
            Cell(one.words, made.href(here, other_kind, other), MANNERS[one.polarity]),
            Cell(f"{SIGNS[one.verdict]} {VERDICTS[one.verdict]}", tone=one.verdict),
            Cell("", links=(*shown, *more)),
            Cell(f"{len(places):,}"),
        )
    )


def _place(place: Mark, made: Material, here: str) -> Link:
    href = made.href(here, "document", place.document, f"-m{place.number}")
    return Link(f"{visible(place.document)}:{place.line}", href)


def _more(statements: int, findings: int, listed: int) -> str:
    told = [(statements, "statement"), (findings, "finding")]
    hidden = [count(number - listed, f"more {noun}") for number, noun in told if number > listed]
    return f"Not listed here: {' and '.join(hidden)}." if hidden else ""
