"""What the reference says of one thing, and what two of them differ in, for people and for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click
import msgspec

from auditor.lexicon.drug_targets import DRUG_TARGETS
from auditor.lexicon.names import load_names
from auditor.model.assertions import Entity
from auditor.model.reference import Reference, ReferenceEntry
from auditor.reference.authority import NOW, Authority, entry_on, family, wording
from auditor.reference.comparison import Difference, in_words
from auditor.reports.as_json import dumps
from auditor.reports.visible import visible
from auditor.resolution import resolve


class Row(msgspec.Struct, frozen=True):
    """One fact: what it is about, and the fact in words."""

    subject: str
    fact: str


class Shown(msgspec.Struct, frozen=True):
    """Everything that the reference says of one thing: the release, and the facts."""

    subject: str
    release: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    entries: tuple[ReferenceEntry, ...] = ()


def told(authority: Authority, subject: str) -> Shown | None:
    """Everything about a code, modifier, brand or drug, whichever a word names; None where the reference is silent."""
    word = " ".join(subject.split())
    code, name = word.upper(), word.casefold()
    reference = authority.reference
    if code in reference.entries or code in reference.known_later:
        return of_code(authority, code)
    if code in reference.modifiers:
        return of_modifier(authority, code)
    if name in reference.brands:
        return of_brand(authority, name)
    resolved = resolve(word, load_names())
    shown = of_drug(authority, resolved.entities[0]) if resolved.status == "resolved" else None
    return shown if shown and shown.rows else None


def of_code(authority: Authority, code: str) -> Shown:
    """Each period of a code, and the other codes of its drug."""
    entries = authority.reference.entries.get(code, ())
    rows = [Row(code, _dated(entry)) for entry in entries]
    notes = []
    if not entries:
        notes.append("a later list of the publisher has it, without telling what it denotes")
    now = entry_on(authority, code, (NOW, NOW))
    if now and now.drug:
        others = [entry for entry in family(authority, authority.entities[now.drug]) if entry.code != code]
        rows += [Row(entry.code, _dated(entry)) for entry in others]
        notes += [f"brand {brand.brand}" for brand in authority.reference.brands.values() if code in brand.codes]
        notes += _targets(authority.entities[now.drug])
    return Shown(code, authority.title, tuple(rows), tuple(notes), entries)


def of_drug(authority: Authority, drug: Entity) -> Shown:
    """The family of a drug: every code of its substances, and of mixtures that hold them."""
    mixed = [
        entry
        for substances, entries in authority.by_substances.items()
        if set(drug.substances) < set(substances)
        for entry in entries
    ]
    entries = (*family(authority, drug), *sorted(mixed, key=lambda entry: (entry.code, entry.valid_from)))
    brands = [
        f"brand {brand.brand}: {' or '.join(map(wording, brand.drugs))}{_with_codes(brand.codes)}"
        for brand in authority.reference.brands.values()
        if any(set(drug.substances) <= {part.split("-")[0] for part in name.split(" + ")} for name in brand.drugs)
    ]
    rows = tuple(Row(entry.code, _dated(entry)) for entry in entries)
    return Shown(drug.name, authority.title, rows, (*brands, *_targets(drug)), tuple(entries))


def of_brand(authority: Authority, name: str) -> Shown:
    """The drugs that are sold under a brand, and the codes of its packages."""
    brand = authority.reference.brands[name]
    rows = [Row(name, " or ".join(map(wording, brand.drugs)))]
    entries = [entry for code in brand.codes for entry in authority.reference.entries.get(code, ())]
    rows += [Row(entry.code, _dated(entry)) for entry in entries]
    return Shown(name, authority.title, tuple(rows), (), tuple(entries))


def of_modifier(authority: Authority, modifier: str) -> Shown:
    """What a modifier means, and since when."""
    known = authority.reference.modifiers[modifier]
    meaning = known.meaning or "in the code set; its wording has no label of ours"
    period = (
        f", ended on {known.valid_to}" if known.valid_to else f", since {known.valid_from}" if known.valid_from else ""
    )
    return Shown(modifier, authority.title, (Row(modifier, f"{meaning}{period}"),))


def render_text(shown: Shown) -> str:
    """For a terminal."""
    width = max(len(row.subject) for row in shown.rows) if shown.rows else 0
    lines = [click.style(f"{visible(shown.subject)}: {shown.release}", bold=True)]
    lines += [f"  {visible(row.subject).ljust(width)}  {visible(row.fact)}" for row in shown.rows]
    lines += [f"  {visible(note)}" for note in shown.notes]
    return "\n".join(lines) + "\n"


def render_json(shown: Shown) -> str:
    """For programs."""
    return dumps(shown_object(shown), indent=2) + "\n"


def shown_object(shown: Shown) -> dict[str, object]:
    """The facts and the entries that they were taken from."""
    facts = [{"subject": row.subject, "fact": row.fact} for row in shown.rows]
    entries = [msgspec.to_builtins(entry) for entry in shown.entries]
    return {
        "subject": shown.subject,
        "release": shown.release,
        "facts": facts,
        "notes": list(shown.notes),
        "entries": entries,
    }


def changes_text(changes: Sequence[Difference]) -> str:
    """One change a line, and how many of each."""
    counts = Counter(change.change for change in changes)
    lines = [f"{change.change:<8}{change.code}  {_between(change)}" for change in changes]
    total = ", ".join(f"{number} {name}" for name, number in counts.items()) or "no difference"
    return "\n".join([*lines, total]) + "\n"


def changes_json(changes: Sequence[Difference]) -> str:
    """For programs."""
    return dumps([msgspec.to_builtins(change) for change in changes], indent=2) + "\n"


def summary(reference: Reference) -> str:
    """How much a reference holds, and how much of it was not understood."""
    entries = [entry for group in reference.entries.values() for entry in group]
    drugs = sum(entry.kind == "specific" for entry in entries)
    unread = sum(entry.kind == "specific" and bool(entry.unread) for entry in entries)
    return (
        f"release {reference.release}, {len(reference.entries):,} codes, {drugs:,} of them drugs ({unread:,} descriptors not read "
        f"whole, their words kept), {len(reference.modifiers):,} modifiers, {len(reference.brands):,} brands"
    )


def _between(change: Difference) -> str:
    if change.change == "changed":
        return f"{visible(change.before)} -> {visible(change.after)}"
    return visible(change.after or change.before)


def _dated(entry: ReferenceEntry) -> str:
    since = f"since {entry.valid_from}, " if entry.valid_from else ""
    unread = f" (not understood: {entry.unread})" if entry.unread else ""
    return f"{since}{in_words(entry)}{unread}"


def _targets(drug: Entity) -> list[str]:
    known = DRUG_TARGETS.get(" + ".join(drug.substances))
    return [f"acts on {' and '.join(known.targets)} ({known.source})"] if known else []


def _with_codes(codes: Sequence[str]) -> str:
    return f" ({', '.join(codes)})" if codes else ""
