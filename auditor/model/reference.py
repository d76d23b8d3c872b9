"""The authority: what a publisher says of codes, modifiers and brands, dated. Facts in normal forms, no publisher's text.

Dates are ISO and inclusive; "" is open. Names, units, routes and meanings are spelled as assertions spell theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from auditor.model.assertions import Qualifiers

EntryKind = Literal["specific", "unclassified", "other"]


class ReferenceEntry(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What one code denotes in one period.

    `kind`: "specific" is one product or substance, "unclassified" none in particular, "other" is no drug that we know.
    `unit` is "" where the descriptor has none, or several amounts. `qualifiers` tell the code from others of its drug:
    manufacturer, route, form. `unread` is the part of a descriptor that was not understood; an embedded reference has none.
    """

    code: str
    kind: EntryKind = "other"
    drug: str = ""
    unit: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    qualifiers: Qualifiers = ()
    excludes: tuple[str, ...] = ()
    not_equivalent_to: tuple[str, ...] = ()
    unread: str = ""


class ReferenceModifier(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a modifier means, "" where the wording has no label of ours; a modifier that is over has a `valid_to`."""

    modifier: str
    meaning: str = ""
    valid_from: str = ""
    valid_to: str = ""


class ReferenceBrand(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A brand, the drugs that are sold under it, and the codes that its packages are billed with."""

    brand: str
    drugs: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


class ReferenceSource(msgspec.Struct, frozen=True):
    """A published file that facts were taken from: its kind, its release (ISO date) and the hash of its bytes."""

    kind: str
    release: str
    sha256: str


class Reference(msgspec.Struct, frozen=True):
    """The authority in force. `entries` of a code are in the order of time.

    `known_later` are codes that a later list of the publisher has without telling what they denote: they are not unknown.
    """

    name: str
    release: str
    sha256: str
    sources: tuple[ReferenceSource, ...]
    entries: Mapping[str, tuple[ReferenceEntry, ...]]
    modifiers: Mapping[str, ReferenceModifier]
    brands: Mapping[str, ReferenceBrand]
    known_later: frozenset[str] = frozenset()
