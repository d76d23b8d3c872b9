"""What a sentence says of many codes that stand above it, and how often."""

from __future__ import annotations

import pytest

from auditor.extraction import extract
from auditor.model.source import Document
from auditor.readers import parse

MANY = 100  # codes, and sentences that speak of all of them
CODES = [f"J{number}" for number in range(6000, 6000 + MANY)]
TABLE = "| Code | Drug |\n|---|---|\n" + "".join(f"| {code} | pembrolizumab |\n" for code in CODES)
PARAGRAPH = f"{', '.join(CODES)} are codes."


def units(text: str) -> list[str]:
    """The codes to which a text gives a unit, once for each place."""
    read = extract(parse(Document("all.md", "markdown", text)))
    return [one.subject for one in read.assertions if one.kind == "code-unit"]


@pytest.mark.parametrize("above", [TABLE, PARAGRAPH], ids=["table", "paragraph"])
@pytest.mark.parametrize("said", ["All of these are billed per 1 mg.", "In every case one unit is 1 mg."])
def test_a_sentence_may_speak_of_each_of_many_codes(above: str, said: str) -> None:
    apart = "\n" if above is TABLE else " "
    assert set(units(f"{above}{apart}{said}")) == set(CODES)


@pytest.mark.parametrize("above", [TABLE, PARAGRAPH], ids=["table", "paragraph"])
@pytest.mark.parametrize("said", ["All of these are billed per 1 mg.", "In every case one unit is 1 mg."])
def test_a_long_document_does_not_say_it_of_all_in_every_sentence(above: str, said: str) -> None:
    apart = "\n\n" if above is TABLE else " "
    assert len(units(above + (apart + said) * MANY)) <= MANY * MANY / 4
