"""References of a few facts, made up, for tests that are about what is concluded from them."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model.reference import Reference, ReferenceBrand, ReferenceEntry, ReferenceModifier
from auditor.reference.authority import Authority, authority


def entry(code: str, drug: str = "", unit: str = "", period: str = "2020-01-01..", **told: object) -> ReferenceEntry:
    """`entry("J1000", "durvalumab", "10 mg", "2019-01-01..2023-12-31")`: a code in a period, "" is open."""
    first, _, last = period.partition("..")
    facts = {"kind": "specific" if drug else "other", "drug": drug, "unit": unit} | told
    return ReferenceEntry(code, valid_from=first, valid_to=last, **facts)  # type: ignore[arg-type]


def reference_of(
    *entries: ReferenceEntry,
    brands: Iterable[ReferenceBrand] = (),
    modifiers: Iterable[ReferenceModifier] = (),
    later: Iterable[str] = (),
) -> Reference:
    """The reference of January 2026 that has these facts."""
    by_code: dict[str, tuple[ReferenceEntry, ...]] = {}
    for one in sorted(entries, key=lambda one: (one.code, one.valid_from)):
        by_code[one.code] = (*by_code.get(one.code, ()), one)
    return Reference(
        "made-up",
        "2026-01-01",
        "",
        (),
        by_code,
        {one.modifier: one for one in modifiers},
        {one.brand: one for one in brands},
        frozenset(later),
    )


def judge_of(*entries: ReferenceEntry, as_of: str | None = None, brands: Iterable[ReferenceBrand] = ()) -> Authority:
    """The authority of these facts on a day, else on that of the release."""
    return authority(reference_of(*entries, brands=brands), as_of)
