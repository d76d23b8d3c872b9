"""The descriptors of the code set itself, in the layouts in which payers print them, are read for what they denote.

The reference that we carry was read out of the same descriptors by another program, so each layout can be asked how many of
them it agrees with. The floors are what was reached (2026-11-23); what is missing is mostly a combination, a blood product or
an isotope with words of its own behind it.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final, NamedTuple

import pytest

from auditor.auditing import entity_named
from auditor.lexicon.names import load_names
from auditor.model.reference import ReferenceEntry
from auditor.model.source import Media
from auditor.reference.files import embedded
from tests.beside import SHARED, needs_shared
from tests.extraction.claiming import Claim, claims

_RELEASE: Final = SHARED / "reference" / "hcpcs" / "hcpcs_2026_JAN_flat.tsv.gz"
_EVERY: Final = 4  # of the codes in force, in their order
_TOGETHER: Final = 20  # descriptors in one document


class Layout(NamedTuple):
    """One way to print codes with their descriptors, and the shares of drugs and units that are read of it at least."""

    media: Media
    drugs: float
    units: float
    print: Callable[[Mapping[str, str]], str]


def _rows(told: Mapping[str, str], head: str = "<tr><th>HCPCS</th><th>Description</th></tr>") -> str:
    return (
        f"<table>{head}"
        + "".join(f"<tr><td>{code}</td><td>{text}</td></tr>" for code, text in told.items())
        + "</table>"
    )


_LAYOUTS: Final[Mapping[str, Layout]] = {
    "a table": Layout("html", 0.98, 0.98, _rows),
    "a table without a header": Layout("html", 0.98, 0.98, lambda told: _rows(told, "")),
    "a table under one header for all columns": Layout(
        "html", 0.98, 0.98, lambda told: _rows(told, '<tr><th colspan="2">Codes not covered for indications listed here:</th></tr>')
    ),
    "a table with the description first": Layout(
        "html", 0.98, 0.98,
        lambda told: "<table><tr><th>Description</th><th>Code</th></tr>" + "".join(f"<tr><td>{text}</td><td>{code}</td></tr>" for code, text in told.items()) + "</table>",
    ),
    "a table of one column": Layout(
        "html", 0.98, 0.98, lambda told: "<table><tr><th>Covered codes</th></tr>" + "".join(f"<tr><td>{code} {text}</td></tr>" for code, text in told.items()) + "</table>"
    ),
    "a Markdown table": Layout("markdown", 0.98, 0.98, lambda told: "| Code | Description |\n|---|---|\n" + "".join(f"| {code} | {text} |\n" for code, text in told.items())),
    "list items": Layout("markdown", 0.98, 0.97, lambda told: "".join(f"- {code} - {text}\n" for code, text in told.items())),
    "list items with the code last": Layout("markdown", 0.75, 0.72, lambda told: "".join(f"- {text} ({code})\n" for code, text in told.items())),
    "lines of a paragraph": Layout("html", 0.98, 0.97, lambda told: "<p>" + "<br>".join(f"{code} {text}" for code, text in told.items()) + "</p>"),
    "a definition list": Layout("html", 0.98, 0.97, lambda told: "<dl>" + "".join(f"<dt>{code}</dt><dd>{text}</dd>" for code, text in told.items()) + "</dl>"),
    "columns of text": Layout("text", 0.98, 0.97, lambda told: "HCPCS      DESCRIPTION\n" + "".join(f"{code}      {text}\n" for code, text in told.items())),
    "a line below the code": Layout("text", 0.96, 0.9, lambda told: "".join(f"{code}\n   {text}\n\n" for code, text in told.items())),
    "capitals": Layout("text", 0.98, 0.97, lambda told: "".join(f"{code}   {text.upper()}\n" for code, text in told.items())),
    "brackets": Layout("html", 0.98, 0.97, lambda told: "".join(f"<p>{code} ({text})</p>" for code, text in told.items())),
    "a quotation": Layout("html", 0.98, 0.88, lambda told: "".join(f"<p>The descriptor of {code} is &ldquo;{text}.&rdquo;</p>" for code, text in told.items())),
    "headings": Layout("html", 0.9, 0.86, lambda told: "".join(f"<h3>{code}</h3><p>{text}</p>" for code, text in told.items())),
    "one sentence": Layout("html", 0.98, 0.92, lambda told: "<p>The following codes apply: " + "; ".join(f"{code} ({text})" for code, text in told.items()) + ".</p>"),
}  # fmt: skip


@cache
def _sample() -> tuple[tuple[ReferenceEntry, str], ...]:
    """Codes in force that denote one product, each with its descriptor as it is printed in the release."""
    with gzip.open(_RELEASE, "rt", encoding="utf-8") as release:
        rows = list(csv.DictReader(io.StringIO(release.read()), delimiter="\t", quoting=csv.QUOTE_NONE))
    told = {
        row["code"]: row["long_description"] for row in rows if row["kind"] == "code" and not row["termination_date"]
    }
    known = [
        (entries[-1], re.sub(r"\bj(?=\d{4}\b)", "J", told[code]))
        for code, entries in sorted(embedded().entries.items())
        if code in told and entries[-1].kind == "specific" and entries[-1].drug and not entries[-1].valid_to
    ]
    return tuple(known[::_EVERY])


class _Read(NamedTuple):
    no_drug: list[str]  # codes of which the drug is not read as the reference has it
    no_unit: list[str]
    past: set[Claim]  # what is read as a denial, or as history


@cache
def _read(name: str) -> _Read:
    layout, sample, names = _LAYOUTS[name], _sample(), load_names()
    read = _Read([], [], set())
    for first in range(0, len(sample), _TOGETHER):
        some = sample[first : first + _TOGETHER]
        said = claims(layout.print({entry.code: text for entry, text in some}), layout.media)
        for entry, _ in some:
            own = {claim for claim in said if claim.subject == entry.code}
            told = {(claim.kind, claim.object) for claim in own if claim.polarity == "asserted"}
            if entity_named(entry.drug, names) not in [
                entity_named(said, names) for kind, said in told if kind == "code-drug"
            ]:
                read.no_drug.append(entry.code)
            if entry.unit and ("code-unit", entry.unit) not in told:
                read.no_unit.append(entry.code)
            read.past.update(claim for claim in own if claim.polarity != "asserted")
    return read


@needs_shared
@pytest.mark.parametrize("name", _LAYOUTS)
def test_the_descriptors_of_the_code_set_are_read_in_each_layout(name: str) -> None:
    layout, sample, read = _LAYOUTS[name], _sample(), _read(name)
    units = sum(1 for entry, _ in sample if entry.unit)
    assert 1 - len(read.no_drug) / len(sample) >= layout.drugs, f"drugs of {read.no_drug}"
    assert 1 - len(read.no_unit) / units >= layout.units, f"units of {read.no_unit}"


@needs_shared
@pytest.mark.parametrize("name", _LAYOUTS)
def test_no_descriptor_is_read_as_a_denial_or_as_history(name: str) -> None:
    assert not _read(name).past
