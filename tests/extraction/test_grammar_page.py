"""What `docs/grammar.md` shows is so: its program runs, its tags are real, its examples exist."""

from __future__ import annotations

import re
from typing import Final

import pytest

from auditor.extraction.patterns import polarity, target
from auditor.extraction.patterns.code_drug import CONNECTORS
from tests.extraction.claiming import ROOT, claims, drug

PAGE: Final = (ROOT / "docs" / "grammar.md").read_text(encoding="utf-8")


def test_the_program_prints_the_tags_that_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    program = re.search(r"<<'END'\n(.*?)END\n", PAGE, re.DOTALL)
    assert program
    exec(program[1], {})  # noqa: S102 - the page's own program
    assert f"reads `{capsys.readouterr().out.strip()}`" in PAGE


def test_the_sentence_of_the_command_claims_what_it_seems_to() -> None:
    sentence = re.search(r'echo "(Durvalumab[^"]*)"', PAGE)
    assert sentence
    assert claims(sentence[1]) == {drug("J9173", "durvalumab")}


def test_the_connector_that_the_page_shows_is_one_of_the_grammar() -> None:
    shown = re.search(r'Connector\("([\w-]+)", "\w+", "\w+", r"""(.*?)"""', PAGE)
    assert shown
    assert shown.groups() in {(one.name, one.gap) for one in CONNECTORS}


def test_the_phrase_and_the_trigger_that_the_page_shows_are_rows_of_the_grammar() -> None:
    shown = re.findall(r'(?:Phrase|Trigger)\("([\w-]+)", r"(.*?)"', PAGE)
    assert len(shown) == 2
    assert set(shown) == {(row.name, row.words) for row in (target.OTHER_DRUG[0], polarity.THROUGH_AFTER)}
