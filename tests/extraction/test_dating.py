"""When a document was written, by its own words."""

from __future__ import annotations

import pytest

from auditor.extraction.dating import own_date
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
