"""The grammar's own examples: marks are stripped, and the claim must stand exactly where they were."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, Final

import pytest

from auditor.extraction import patterns
from auditor.extraction.grammar import Connector, Frame, Phrase, Replacement, Trigger
from auditor.model.assertions import Assertion, Kind
from tests.extraction.claiming import assertions

Row = Connector | Frame | Phrase | Replacement | Trigger
MARK: Final = re.compile(r"\[\[(?P<subject>.+?)\]\]|\(\((?P<object>[^()].*?)\)\)", re.DOTALL)

# Each module of the grammar, and the kind of claim that its rows make or forbid; None: it makes none of its own.
KINDS: Final[dict[str, Kind | None]] = {
    "brand": "drug-brand",
    "code_drug": "code-drug",
    "code_unit": "code-unit",
    "modifier": "modifier-meaning",
    "modifier_meaning": "modifier-meaning",
    "polarity": None,
    "route": "code-route",
    "status": "code-status",
    "successor": "code-successor",
    "target": "drug-target",
}
TABLES: Final = ("ROWS", "VETOES", "SIGNS", "TRIGGERS", "MEANINGS")

# Rows that speak only together with another.
NOT_ALONE: Final = {"amount-of-drug"}


def rows(module: str, *tables: str) -> Iterator[Row]:
    """The rows of a module's tables, as far as it has them."""
    values: dict[str, Any] = vars(import_module(f"auditor.extraction.patterns.{module}"))
    return (row for table in tables for row in values.get(table, ()))


def examples(*tables: str, but_not: bool = False) -> list[Any]:
    """Each example of the tables as a test's parameters: the kind of claim, the row, the example."""
    return [
        pytest.param(kind, row, example, id=f"{row.name}-{number}")
        for module, kind in KINDS.items()
        for row in rows(module, *tables)
        for number, example in enumerate(row.but_not if but_not else row.examples, 1)
    ]


def as_marked(kind: Kind | None, example: str) -> list[Assertion]:
    """The claims of a kind that stand exactly where an example has its marks."""
    text, subject, value = unmarked(example)
    return [
        said
        for said in assertions(text)
        if kind in {None, said.kind} and (spot(said, "subject"), spot(said, "object")) == (subject, value)
    ]


@pytest.mark.parametrize(("kind", "row", "example"), examples("ROWS"))
def test_an_example_claims_what_is_marked_where_it_is_marked(kind: Kind, row: Row, example: str) -> None:
    assert as_marked(kind, example), row.name


@pytest.mark.parametrize(("kind", "row", "example"), examples("ROWS"))
def test_an_example_is_explained_by_its_own_row(kind: Kind, row: Row, example: str) -> None:
    assert {said.pattern for said in as_marked(kind, example)} == {row.name}


@pytest.mark.parametrize(("kind", "row", "example"), examples("ROWS", "SIGNS", but_not=True))
def test_what_only_looks_like_an_example_is_not_claimed(kind: Kind, row: Row, example: str) -> None:
    assert not as_marked(kind, example), row.name


@pytest.mark.parametrize(("kind", "row", "example"), examples("VETOES"))
def test_what_is_forbidden_is_not_claimed(kind: Kind, row: Row, example: str) -> None:
    assert not as_marked(kind, example), row.name


@pytest.mark.parametrize(("kind", "row", "example"), [*examples("VETOES", but_not=True), *examples("SIGNS")])
def test_what_is_not_forbidden_and_what_a_sign_shows_is_claimed(kind: Kind, row: Row, example: str) -> None:
    assert as_marked(kind, example), row.name


@pytest.mark.parametrize(("kind", "row", "example"), examples("TRIGGERS"))
def test_a_trigger_tells_how_a_claim_is_meant(kind: Kind | None, row: Trigger, example: str) -> None:
    assert {said.polarity for said in as_marked(kind, example)} == {row.effect}


@pytest.mark.parametrize(("kind", "row", "example"), examples("TRIGGERS", but_not=True))
def test_without_its_trigger_the_claim_is_meant_otherwise(kind: Kind | None, row: Trigger, example: str) -> None:
    meant = {said.polarity for said in as_marked(kind, example)}
    assert meant
    assert row.effect not in meant


@pytest.mark.parametrize(("kind", "row", "example"), examples("MEANINGS"))
def test_a_meaning_is_recognised_by_its_words(kind: Kind, row: Row, example: str) -> None:
    assert {said.object for said in as_marked(kind, example)} == {row.name}


@pytest.mark.parametrize(("kind", "row", "example"), examples("MEANINGS", but_not=True))
def test_a_meaning_is_not_recognised_without_its_words(kind: Kind, row: Row, example: str) -> None:
    assert row.name not in {said.object for said in as_marked(kind, example)}


def test_every_module_of_the_grammar_is_tested() -> None:
    assert {module.name for module in pkgutil.iter_modules(patterns.__path__)} == set(KINDS)


def test_every_row_of_a_module_stands_in_one_of_its_tables() -> None:
    for module in KINDS:
        values = vars(import_module(f"auditor.extraction.patterns.{module}")).values()
        written = [row for value in values for row in (value if isinstance(value, tuple) else (value,))]
        listed = {row.name for row in rows(module, *TABLES)}
        assert {row.name for row in written if isinstance(row, Row)} <= listed | NOT_ALONE, module


def test_every_row_has_an_example() -> None:
    assert [row.name for module in KINDS for row in rows(module, *TABLES) if not row.examples] == []


def test_a_row_has_a_name_of_its_own() -> None:
    names = [row.name for module in KINDS for row in rows(module, *TABLES)]
    assert sorted(names) == sorted(set(names))


def test_an_example_marks_a_side_at_most_once_and_one_at_least() -> None:
    for module in KINDS:
        for row in rows(module, *TABLES):
            for example in (*row.examples, *row.but_not):
                marked = sorted(str(mark.lastgroup) for mark in MARK.finditer(example))
                assert marked in (["object"], ["subject"], ["object", "subject"]), example


def unmarked(example: str) -> tuple[str, tuple[int, int] | None, tuple[int, int] | None]:
    """The text without marks, and the spans of subject and object; None where a side is only implied."""
    spans: dict[str, tuple[int, int]] = {}
    text, last = "", 0
    for mark in MARK.finditer(example):
        text += example[last : mark.start()]
        name = str(mark.lastgroup)
        spans[name] = (len(text), len(text) + len(mark[name]))
        text += mark[name]
        last = mark.end()
    return text + example[last:], spans.get("subject"), spans.get("object")


def spot(said: Assertion, side: str) -> tuple[int, int] | None:
    """The offsets of a claim's subject or object."""
    place = said.subject_place if side == "subject" else said.object_place
    return (place.start, place.end) if place else None
