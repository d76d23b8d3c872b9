"""The grammar's own examples: marks are stripped, and the claim must stand exactly where they were."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from typing import Final

import pytest

from auditor.extraction import patterns
from auditor.extraction.grammar import Connector, Frame
from auditor.model.assertions import Assertion, Kind
from tests.extraction.claiming import assertions

MARK: Final = re.compile(r"\[\[(?P<subject>.+?)\]\]|\(\((?P<object>.+?)\)\)", re.DOTALL)

# Each module of the grammar, and the kind of claim that its connectors make.
RELATIONS: Final[dict[str, Kind]] = {"code_drug": "code-drug", "code_unit": "code-unit"}

# Examples whose marks are not what is claimed, and why. Once mended they fail here: take them out.
NOT_AS_MARKED: Final[dict[str, str]] = {
    "[[J9040]] ((bleomycin)) sulfate, 15 units": "the salt is part of the mention",
    "[[J9217]] is depot ((leuprolide)).": "the formulation is part of the mention",
}
# Examples that another connector explains first, and which.
FOUND_FIRST_BY: Final[dict[str, str]] = {
    "[[J9022]] ((atezolizumab)) is priced quarterly.": "code-beside-drug",
    "[[J9357]] is the HCPCS code for ((durvalumab)).": "code-for-drug",
    "[[J9044]] names ((bortezomib)) there.": "code-beside-drug",
    "((Pralatrexate)) sits at [[J9307]].": "drug-under-code",
}


def connectors(module: str) -> tuple[Connector | Frame, ...]:
    patterns_of = import_module(f"auditor.extraction.patterns.{module}")
    found: tuple[Connector | Frame, ...] = getattr(patterns_of, "CONNECTORS", ()) or patterns_of.FRAMES
    return found


EXAMPLES: Final = [
    pytest.param(kind, connector, example, id=f"{connector.name}-{number}")
    for module, kind in RELATIONS.items()
    for connector in connectors(module)
    for number, example in enumerate(connector.examples, 1)
]


@pytest.mark.parametrize(("kind", "connector", "example"), EXAMPLES)
def test_an_example_claims_what_is_marked_where_it_is_marked(
    kind: Kind, connector: Connector | Frame, example: str
) -> None:
    text, subject, value = unmarked(example)
    found = {(spot(said, "subject"), spot(said, "object")) for said in assertions(text) if said.kind == kind}
    assert ((subject, value) in found) is (example not in NOT_AS_MARKED), connector.name


@pytest.mark.parametrize(("kind", "connector", "example"), EXAMPLES)
def test_an_example_is_explained_by_its_own_connector(kind: Kind, connector: Connector | Frame, example: str) -> None:
    text, subject, value = unmarked(example)
    names = {
        said.pattern
        for said in assertions(text)
        if said.kind == kind and (spot(said, "subject"), spot(said, "object")) == (subject, value)
    }
    assert names == (set() if example in NOT_AS_MARKED else {FOUND_FIRST_BY.get(example, connector.name)})


def test_every_module_of_the_grammar_is_tested() -> None:
    assert {module.name for module in pkgutil.iter_modules(patterns.__path__)} == set(RELATIONS)


def test_every_connector_has_an_example() -> None:
    assert [one.name for module in RELATIONS for one in connectors(module) if not one.examples] == []


def test_no_exception_outlives_its_example() -> None:
    examples = {example for module in RELATIONS for one in connectors(module) for example in one.examples}
    assert NOT_AS_MARKED.keys() | FOUND_FIRST_BY.keys() <= examples


def test_a_connector_has_a_name_of_its_own() -> None:
    names = [one.name for module in RELATIONS for one in connectors(module)]
    assert sorted(names) == sorted(set(names))


def test_an_example_marks_a_side_at_most_once_and_one_at_least() -> None:
    for module in RELATIONS:
        for one in connectors(module):
            for example in one.examples:
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
