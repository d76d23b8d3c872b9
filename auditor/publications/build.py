"""Published rows made into a reference: facts of each code with their periods, brands, modifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from auditor.extraction.caseless import lowered
from auditor.extraction.modifiers import MEANINGS, ONLY_FOR, STANDARD
from auditor.lexicon.names import Names
from auditor.lexicon.spelling import surface
from auditor.model.reference import Reference, ReferenceBrand, ReferenceEntry, ReferenceModifier, ReferenceSource
from auditor.publications.descriptors import Facts, facts
from auditor.publications.published import Published
from auditor.publications.rows import BiologicRow, CodeList, Crosswalk, PurpleBook, Release, ReleaseRow

# Where CMS puts drugs and biologicals. Elsewhere a drug's name is that of a service, a test, a measure or a device.
_OF_DRUGS: Final = re.compile(r"(?:J|Q[0-5]|Q9|C9|A9[5-8]|A464|S0[01]|P904)\d+")
# The modifiers whose wording our cues read aright; in the others a cue word stands by the way.
_READ_ARIGHT: Final = frozenset(
    "AA AY CG CQ CR CS E1 E2 E3 E4 EA EB EC EJ EM EP ER ET EY F1 F2 F3 F4 F5 F6 F7 F8 F9 FA FB FC FP FQ FS G0 G6 GA GC GE GN GO GP GQ "
    "GT GU GV GW GX GY GZ JA JB JC JD JE JF JG JK JL JW JZ KD KO KP KQ KX LC LD LM LT M2 NU PI PN PO PS PT Q0 Q1 QK QS QW QX QY QZ RC "
    "RE RI RR RT SA SH SJ SK SL SY T1 T2 T3 T4 T5 T6 T7 T8 T9 TA TB TC TH V5 V6 V7 XE XP XS XU".split()
)
_PRODUCT_WORDS: Final = re.compile(r" ?\(.*\)| Kit$| PFS$| Vial$| Novaplus$|\ufffd", re.IGNORECASE)


def build(name: str, published: Sequence[Published], names: Names, base: Reference | None = None) -> Reference:
    """The reference of published files: the newest HCPCS release, older ones for what it no longer tells, and brands.

    They are put onto `base`, if there is one: its brands stay, and what its codes meant before, unless it is newer than the
    release itself. Raises ValueError where no file nor `base` has codes, and for a release without any.
    """
    releases = sorted((one for one in published if isinstance(one, Release)), key=lambda one: one.release)
    for release in releases:
        if not any(row.kind == "code" for row in release.rows):
            raise ValueError("the release holds no codes; the file was probably cut short")
    if not releases and base is None:
        raise ValueError("no HCPCS release among the files, so there are no codes")
    before = base if base and (not releases or base.release <= releases[0].release) else None
    entries = _entries(releases, names, before.entries if before else {})
    brands = _Brands(names, base.brands if base else {})
    for one in published:
        if isinstance(one, Crosswalk):
            brands.sold(one, entries)
        elif isinstance(one, PurpleBook):
            brands.licensed(one)
    brands.described(entry for group in entries.values() for entry in group)
    listed = {code for one in published if isinstance(one, CodeList) for code in one.codes}
    sources = {ReferenceSource(_KIND[type(one)], one.release, one.sha256) for one in published}
    return Reference(
        name,
        releases[-1].release if releases else before.release if before else "",
        "",
        tuple(sorted({*sources, *(base.sources if base else ())}, key=_by_kind)),
        entries,
        _modifiers(releases[-1]) if releases else before.modifiers if before else {},
        brands.table(),
        frozenset((listed | (before.known_later if before else frozenset())) - entries.keys()),
    )


def _by_kind(source: ReferenceSource) -> tuple[str, str, str]:
    return source.kind, source.release, source.sha256


_KIND: Final[Mapping[type[Published], str]] = {
    Release: "HCPCS release",
    Crosswalk: "ASP NDC-HCPCS crosswalk",
    PurpleBook: "Purple Book",
    CodeList: "HCPCS code list",
}


def without_text(reference: Reference) -> Reference:
    """The facts alone, without the words of descriptors that were not understood."""
    bare = {
        code: tuple(msgspec.structs.replace(entry, unread="") for entry in group)
        for code, group in reference.entries.items()
    }
    return msgspec.structs.replace(reference, entries=bare)


def _entries(
    releases: Sequence[Release], names: Names, before: Mapping[str, tuple[ReferenceEntry, ...]]
) -> dict[str, tuple[ReferenceEntry, ...]]:
    """By code, its periods. An older release adds a period where it gave the code another drug or unit, or was the last to have it."""
    found: dict[str, list[ReferenceEntry]] = defaultdict(list, {code: list(group) for code, group in before.items()})
    for release in releases:
        for row in release.rows:
            if row.kind == "code":
                _add(found[row.code], row, _entry(row, names))
    entries = {code: tuple(group) for code, group in sorted(found.items())}
    return _with_successors(entries)


def _entry(row: ReleaseRow, names: Names) -> ReferenceEntry:
    told = facts(row.description, names) if _OF_DRUGS.fullmatch(row.code) else Facts("other")
    return ReferenceEntry(
        row.code,
        told.kind,
        told.drug,
        told.unit,
        row.added,
        row.ended,
        tuple(row.cross_references) if row.ended else (),
        told.brands,
        told.qualifiers,
        told.excludes,
        told.not_equivalent_to,
        told.unread,
    )


def _add(periods: list[ReferenceEntry], row: ReleaseRow, entry: ReferenceEntry) -> None:
    """Put the entry of a newer release after what older ones say of the code."""
    last = periods[-1] if periods else None
    if last is None or (last.valid_to and last.valid_to < entry.valid_from):
        periods.append(entry)
    elif (last.kind, last.drug, last.unit) == (
        entry.kind,
        entry.drug,
        entry.unit,
    ) or not row.effective > last.valid_from:
        periods[-1] = msgspec.structs.replace(entry, valid_from=last.valid_from)
    elif last.kind == "other" or entry.kind == "other":
        periods[-1] = entry
    else:
        periods[-1] = msgspec.structs.replace(last, valid_to=_day_before(row.effective))
        periods.append(msgspec.structs.replace(entry, valid_from=row.effective))


def _day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def _with_successors(entries: Mapping[str, tuple[ReferenceEntry, ...]]) -> dict[str, tuple[ReferenceEntry, ...]]:
    """Successors of ended codes that CMS does not name: the codes of the same drug that began on the day after."""
    began: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group in entries.values():
        for entry in group:
            if entry.kind == "specific" and not entry.valid_to:
                began[entry.drug, _day_before(entry.valid_from) if entry.valid_from else ""].append(entry.code)

    def completed(entry: ReferenceEntry) -> ReferenceEntry:
        if not entry.valid_to or entry.successors or entry.kind != "specific":
            return entry
        next_ones = tuple(code for code in began.get((entry.drug, entry.valid_to), ()) if code != entry.code)
        return msgspec.structs.replace(entry, successors=next_ones)

    return {code: tuple(map(completed, group)) for code, group in entries.items()}


def _modifiers(release: Release) -> dict[str, ReferenceModifier]:
    return {
        row.code: ReferenceModifier(row.code, _meaning(row), row.added, row.ended)
        for row in release.rows
        if row.kind == "modifier"
    }


def _meaning(row: ReleaseRow) -> str:
    """The label of what a modifier means, "" where our cues do not read its wording."""
    if row.code not in _READ_ARIGHT:
        return ""
    read = [
        meaning
        for meaning, cue in MEANINGS.rows
        if cue.search(lowered(row.description)) and row.code in ONLY_FOR.get(meaning, {row.code})
    ]
    usual = STANDARD.get(row.code)
    return usual if usual in read else next(iter(read), "")


# One brand for two products: FDA label of Zevalin (BLA 125019), kits for In-111 and for Y-90.
_KITS: Final = {"zevalin": ("indium in 111 ibritumomab tiuxetan", "yttrium-90 ibritumomab tiuxetan")}


class _Brands:
    """Brands while they are gathered: the drugs that each is sold for, and the codes of its packages."""

    def __init__(self, names: Names, known: Mapping[str, ReferenceBrand]) -> None:
        self._names = names
        self._drugs: dict[str, set[str]] = defaultdict(set)
        self._codes: dict[str, set[str]] = defaultdict(set)
        for brand in known.values():
            self._drugs[brand.brand].update(brand.drugs)
            self._codes[brand.brand].update(brand.codes)

    def licensed(self, book: PurpleBook) -> None:
        for row in book.rows:
            for brand in row.brands:
                self._put(brand, self._drug_of(row))

    def sold(self, crosswalk: Crosswalk, entries: Mapping[str, tuple[ReferenceEntry, ...]]) -> None:
        for row in crosswalk.rows:
            name = _PRODUCT_WORDS.sub("", row.name).strip()
            entry = entries.get(row.code, (ReferenceEntry(row.code),))[-1]
            if entry.kind == "specific" and surface(name) in self._names.brands:
                self._put(name, entry.drug, row.code)

    def described(self, entries: Iterable[ReferenceEntry]) -> None:
        for entry in entries:
            for brand in entry.brands:
                self._put(brand, entry.drug, entry.code)

    def table(self) -> dict[str, ReferenceBrand]:
        for kit in _KITS.keys() & self._drugs.keys():
            self._drugs[kit].update(_KITS[kit])
        return {
            brand: ReferenceBrand(brand, tuple(sorted(drugs)), tuple(sorted(self._codes.get(brand, ()))))
            for brand, drugs in sorted(self._drugs.items())
        }

    def _drug_of(self, row: BiologicRow) -> str:
        return self._names.canonical(row.name) or ""

    def _put(self, brand: str, drug: str, code: str = "") -> None:
        name = self._names.brand(brand)
        if name is None or not drug:  # what the extraction cannot read as a brand cannot be claimed either
            return
        self._drugs[name.name].add(drug)
        if code:
            self._codes[name.name].add(code)
