"""The table of drug targets: names that the lexicon knows, labels that the extractor gives, numbers that FDA gave."""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter
from functools import cache

import pytest

from auditor.lexicon.drug_targets import DRUG_TARGETS, ROWS
from auditor.lexicon.names import load_names, split_suffix
from auditor.lexicon.targets import TARGETS
from auditor.resolution import drug_of
from tests.beside import SHARED, needs_shared

LABELS = frozenset(TARGETS.values())
LICENSED = {drug: found[1] for drug, known in DRUG_TARGETS.items() if (found := re.search(r"BLA (\d+)", known.source))}


@cache
def licensed_names() -> dict[str, list[frozenset[str]]]:
    """The words of every name that the Purple Book has under a license, as it writes them and as the lexicon does."""
    names: dict[str, list[frozenset[str]]] = {}
    path = SHARED / "reference" / "lexicon" / "fda_purple_book_2025-03.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            name = row["Proper Name"].lower()
            known = load_names().canonical(name)
            written = [words(split_suffix(name)[0]), *([words(" + ".join(drug_of(known).substances))] if known else ())]
            names.setdefault(row["BLA Number"], []).extend(written)
    return names


def words(name: str) -> frozenset[str]:
    return frozenset(name.replace(" + ", " ").split())


def test_hundreds_of_drugs_have_a_target() -> None:
    assert len(DRUG_TARGETS) >= 800


@pytest.mark.parametrize(
    ("drug", "targets"),
    [
        ("durvalumab", ("PD-L1",)),
        ("denosumab", ("RANKL",)),
        ("polatuzumab vedotin", ("CD79b", "microtubules")),
        ("blinatumomab", ("CD19", "CD3")),
        ("nivolumab + relatlimab", ("PD-1", "LAG-3")),
        ("bortezomib", ("proteasome",)),
    ],
)
def test_a_drug_acts_on_what_its_label_says(drug: str, targets: tuple[str, ...]) -> None:
    assert DRUG_TARGETS[drug].targets == targets


def test_a_drug_stands_under_the_name_by_which_it_is_looked_up() -> None:
    known = {drug: load_names().canonical(drug) or "" for drug in DRUG_TARGETS}
    assert [drug for drug, name in known.items() if " + ".join(drug_of(name).substances) != drug] == []


def test_no_drug_is_typed_twice() -> None:
    typed = Counter(entry for groups in ROWS.values() for _, drugs in groups for entry in drugs.split(", "))
    assert typed.total() == len(DRUG_TARGETS)
    assert [entry for entry, times in typed.items() if times > 1] == []


def test_every_target_is_one_that_a_text_can_name() -> None:
    named = {target for known in DRUG_TARGETS.values() for target in known.targets}
    assert named - LABELS == set()


def test_no_drug_has_the_same_target_twice() -> None:
    assert [drug for drug, known in DRUG_TARGETS.items() if len(set(known.targets)) < len(known.targets)] == []


def test_every_row_names_its_source() -> None:
    assert {known.source.split(",")[0] for known in DRUG_TARGETS.values()} == {
        "FDA label",
        "FDA label 12.1",
        "FDA label 12.4",
        "FDA emergency use authorization",
    }
    assert DRUG_TARGETS["pembrolizumab"].source == "FDA label 12.1, BLA 125514"


@needs_shared
@pytest.mark.parametrize("drug", LICENSED)
def test_a_license_is_the_one_of_the_drug(drug: str) -> None:
    under = licensed_names().get(LICENSED[drug], [])
    labelled = " in 111 " in drug  # the license of a kit is the antibody's, and the isotope is added
    assert any(words(drug) <= name or (labelled and name <= words(drug)) for name in under), (LICENSED[drug], under)
