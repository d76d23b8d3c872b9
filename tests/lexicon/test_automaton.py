"""The automaton of names: however it is built, it finds the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon import automaton
from auditor.lexicon.automaton import Automaton
from auditor.lexicon.names import load_names

SURFACES = (
    "simponi",
    "simponi aria",
    "aria",
    "iv",
    "j",
    "tacrolimus",
    "tacrolimus xl",
    "ado-trastuzumab emtansine",
    "trastuzumab",
    "xl",
)
PIECES = (*SURFACES, "simponi®", "®", "xlr", "s", " ", "-", "tacrolimusxl", "\0", ".", "")


@given(text=st.lists(st.sampled_from(PIECES), max_size=30).map("".join), plurals=st.booleans())
def test_of_few_texts_it_finds_what_an_automaton_of_everything_finds(text: str, plurals: bool) -> None:
    few = Automaton(SURFACES).find(text, plurals=plurals)
    with pytest.MonkeyPatch.context() as none:
        none.setattr(automaton, "_FEW", -1)
        assert few == Automaton(SURFACES).find(text, plurals=plurals)


def test_it_is_built_whole_when_enough_was_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automaton, "_FEW", 10_000)  # two short texts
    text = "bevacizumab, then avastin; "
    names = Automaton(load_names().surfaces)
    found = [names.find(text) for _ in range(4)]
    assert [surface for _, _, surface in found[0]] == ["bevacizumab", "avastin"]
    assert found == [found[0]] * 4
