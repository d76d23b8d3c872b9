"""Reading must not get worse: F1 of every labelled set stays above its floor."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest

from auditor.model.assertions import KINDS
from tests.beside import skip_without_shared

ROOT: Final = Path(__file__).resolve().parents[1]
SETS: Final = ("blind", "corpus", "dev", "seeds")


@cache
def accuracy() -> ModuleType:
    """`tools/accuracy.py`, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "tools" / "accuracy.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_read_as_well_as_before(name: str) -> None:
    tool = accuracy()
    if not tool.FOLDERS[name].is_dir():
        skip_without_shared()
    assert tool.undercut({name: tool.measure(tool.FOLDERS[name])}) == []


def test_every_set_has_floors_for_all_that_it_holds() -> None:
    floors = accuracy().floors()
    assert sorted(floors) == sorted(SETS)
    for floor in floors.values():
        assert "overall" in floor
        assert floor.keys() - {"overall"} <= set(KINDS)


def test_a_document_stays_in_its_half_and_the_halves_are_about_as_large() -> None:
    names = [f"document-{number}.md" for number in range(1000)]
    aside = [name for name in names if accuracy().half(name) == accuracy().ASIDE]
    assert 400 < len(aside) < 600
    assert aside == [name for name in names if accuracy().half(name) == accuracy().ASIDE]


def test_a_gain_and_a_loss_are_told_apart() -> None:
    tool = accuracy()
    right, wrong = ("a.md", "code-drug", "J9271", "x", "asserted"), ("a.md", "code-drug", "J9299", "y", "asserted")
    labelled = {right: frozenset({1})}
    sets = {"corpus": tool.Measured(labelled, {right: frozenset({1}), wrong: frozenset({2})})}
    assert list(tool.changes(sets, [])) == [
        "== corpus: 1 gains, 1 losses",
        "a.md  +1 -1",
        "  + read: code-drug  J9271 -> x  [asserted]",
        "  - read: code-drug  J9299 -> y  [asserted]",
    ]


def test_of_the_half_aside_only_the_counts_are_shown() -> None:
    tool = accuracy()
    name = next(f"{number}.md" for number in range(100) if tool.half(f"{number}.md") == tool.ASIDE)
    key = (name, "code-drug", "J9271", "x", "asserted")
    sets = {"dev": tool.Measured({key: frozenset({1})}, {key: frozenset({1})})}
    assert list(tool.changes(sets, [])) == ["== dev: 1 gains, 0 losses", f"{name}  +1 -0"]
