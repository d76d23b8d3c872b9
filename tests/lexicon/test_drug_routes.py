"""The table of the ways in which drugs are given: names and codes that the field knows, ways that FDA has licensed."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from collections.abc import Iterator

import pytest

from auditor.lexicon.drug_routes import ROWS, routes_of
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import split_suffix
from auditor.publications.descriptors import ROUTES
from tests.beside import SHARED, needs_shared

TYPED = [(name, route) for routes, names in ROWS for name in names.split(", ") for route in routes.split(", ")]
AS_LICENSED = {"intraocular": "intravitreal", "implantation": "implant"}  # the Purple Book's words for our routes


def without_suffix(drug: str) -> str:
    return " + ".join(sorted(split_suffix(part)[0] for part in drug.split(" + ")))


DRUGS = {without_suffix(drug) for known in known_codes().values() for drug in known.drugs}


def is_code(name: str) -> bool:
    return len(name) == 5 and name[1:].isdigit()


@pytest.mark.parametrize(
    ("code", "routes"),
    [
        ("J9271", {"intravenous"}),
        ("J0897", {"subcutaneous"}),
        ("J2426", {"intramuscular"}),
        ("Q5124", {"intravitreal"}),
        ("J2326", {"intrathecal"}),
        ("J9999", set()),  # of no drug
        ("J9217", {"intramuscular", "subcutaneous"}),
    ],
)
def test_what_a_code_denotes_is_given_as_its_label_says(code: str, routes: set[str]) -> None:
    assert set(routes_of(code)) == routes


def test_the_descriptor_of_a_code_tells_more_than_its_drug() -> None:
    assert routes_of("J3358") == ("intravenous",)
    assert routes_of("J3357") == ("subcutaneous",)
    assert routes_of("J7510") == ("oral",)


def test_most_codes_have_a_way() -> None:
    assert sum(bool(routes_of(code)) for code in known_codes()) >= 1_500


def test_every_drug_and_code_of_the_table_is_one_that_the_code_set_names() -> None:
    others = {"J7699", "J8498", "J8499", "J8597", "J8999"}  # of no drug, but of a way
    assert [name for name, _ in TYPED if name not in DRUGS | others and name not in known_codes()] == []


def test_every_way_is_one_that_a_text_can_name() -> None:
    assert {route for _, route in TYPED} <= {"topical", *(route for route, _ in ROUTES)}


def test_nothing_is_typed_twice() -> None:
    assert [pair for pair, times in Counter(TYPED).items() if times > 1] == []


def test_a_code_is_typed_only_where_its_drug_or_descriptor_does_not_tell_the_same() -> None:
    ways: dict[str, set[str]] = {}
    for name, route in TYPED:
        ways.setdefault(name, set()).add(route)

    def told_without(code: str) -> set[str]:
        known = known_codes()[code]
        return set(known.routes) or {way for drug in known.drugs for way in ways.get(without_suffix(drug), ())}

    codes = [name for name in ways if is_code(name) and name in known_codes()]
    assert len(codes) > 40
    assert [code for code in codes if told_without(code) == ways[code]] == []


def licensed() -> Iterator[tuple[str, str]]:
    """Each biologic of the Purple Book, without its suffix, with the ways it is licensed for."""
    path = SHARED / "reference" / "lexicon" / "fda_purple_book_2025-03.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            parts = row["Proper Name"].lower().replace(", and ", " and ").split(" and ")
            name = without_suffix(" + ".join(part.strip() for part in parts))
            for route in filter(None, row["Route of Administration"].lower().split(", ")):
                yield name, AS_LICENSED.get(route, route)


@needs_shared
def test_a_biologic_is_given_only_as_it_is_licensed() -> None:
    ways: dict[str, set[str]] = {}
    for name, route in licensed():
        ways.setdefault(name, set()).add(route)
    compared = [(name, route) for name, route in TYPED if name in ways]
    assert len(compared) > 230
    assert [(name, route) for name, route in compared if route not in ways[name]] == []


@needs_shared
def test_a_biologic_has_every_usual_way_for_which_it_is_licensed() -> None:
    usual = {"intravenous", "subcutaneous", "intramuscular", "intravitreal", "intrathecal", "intravesical"}
    typed = set(TYPED)
    names = {name for name, _ in TYPED}
    missing = {pair for pair in licensed() if pair[0] in names and pair[1] in usual} - typed
    assert missing == {("ofatumumab", "subcutaneous")}  # of the pen that patients use there is no code
