"""When a document was written, by its own words."""

from __future__ import annotations

import pytest

from auditor.extraction.dating import day_of, own_date, parts
from auditor.model.source import Document
from auditor.readers import parse


def dated(text: str, media: str = "markdown") -> str:
    return own_date(parse(Document("a.md", "html" if media == "html" else "markdown", text)))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("# Drug list\n\nEffective July 1, 2024\n\n| J9271 | pembrolizumab |\n", "2024-07-01"),
        ("# Drug list\n\n**Last reviewed:** 03/2023\n", "2023-03-28"),
        ("# Drug list\n\nRevised 01/15/2022. Published 02/01/2021.\n", "2022-01-15"),
        ("# Fee schedule 2023\n\nJ9271 describes pembrolizumab.\n", "2023-12-31"),
        ("# Q4 2025 update\n", "2025-12-31"),
        ("# Drug list\n\n" + "Words.\n\n" * 20 + "Last updated: 2024-05-06\n", "2024-05-06"),
        ("# Drug list\n\nEffective 01/01/2024\n\nUpdated 06/30/2024\n", "2024-06-30"),
        ("# Drug list\n\nOriginal effective date 01/01/2020\nRevision effective date 10/01/2024\n", "2024-10-01"),
        ("# Drug list\n\nIn force October 1, 2024\n", "2024-10-01"),
        ("# News for offices\n\nApril 2025\n", "2025-04-30"),
        ("# Drugs by mouth\n\nContractor summary, first quarter 2025\n", "2025-03-31"),
    ],
)
def test_a_document_tells_its_own_date(text: str, day: str) -> None:
    assert dated(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "# J9371\n\nJ9371 was effective January 1, 2014.\n",
        "# Drug list\n\nThe code ended in 2019.\n",
        "# Drug list\n\n" + "Effective dates matter a good deal to whoever bills, " * 5 + "as of January 1, 2019.\n",
        "# Drug list\n\n" + "Words.\n\n" * 20 + "Effective July 1, 2024\n\n" + "Words.\n\n" * 20,
        "# Drug list\n",
    ],
)
def test_dates_of_codes_and_of_other_things_are_not_the_documents(text: str) -> None:
    assert dated(text) == ""


def test_a_page_is_dated_by_its_title() -> None:
    assert (
        dated("<html><head><title>Infusion grid 2023</title></head><body><p>J9271</p></body></html>", "html")
        == "2023-12-31"
    )


BULLETINS = """# Bulletins, collected

## Bulletin 1, January 1, 2025

J0135 ended.

### Notes

More of it.

## Bulletin 2, April 1, 2025

J1300 ended.

## About us

We are the desk.
"""


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("J0135", "2025-01-01"),
        ("More of it", "2025-01-01"),
        ("J1300", "2025-04-01"),
        ("We are", ""),
        ("collected", ""),
    ],
)
def test_a_dated_part_reaches_to_the_next_heading_of_its_rank(words: str, day: str) -> None:
    found = parts(parse(Document("a.md", "markdown", BULLETINS)))
    assert day_of(found, BULLETINS.index(words)) == day


def test_a_heading_that_tells_an_end_dates_nothing() -> None:
    text = "# Codes\n\n## Ended December 31, 2025\n\nJ0200 alatrofloxacin.\n"
    assert parts(parse(Document("a.md", "markdown", text))) == ()
