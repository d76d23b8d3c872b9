"""What a document claims follows from its words: where they are read again, and whatever they are dressed in."""

from __future__ import annotations

import html
import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.source import Document, Lines, Place
from auditor.reference.files import embedded
from tests.extraction.claiming import Claim
from tests.properties.writing import (
    LAYOUTS,
    PRODUCTS,
    SUFFIXES,
    TABLES,
    Product,
    Statement,
    claims_in,
    documents_of_statements,
    laid_out,
    product,
    told_in,
)

EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "20"))
each_layout = pytest.mark.parametrize("layout", LAYOUTS)
_UNSHOWN = re.compile(r"<!--.*?-->|<[^<>]*>|\u00ad")


def readable(source: str) -> str:
    """Source text as a person reads it: without markup, entities decoded, white space folded."""
    return " ".join(html.unescape(_UNSHOWN.sub("", source)).replace("*", "").replace(">", " ").split())


@each_layout
@settings(max_examples=EXAMPLES)
@given(said=documents_of_statements)
def test_every_statement_is_claimed_and_nothing_else(layout: str, said: list[Statement]) -> None:
    assert claims_in(laid_out([one.text for one in said], layout)) == sorted(one.claim for one in said)


@each_layout
@settings(max_examples=EXAMPLES)
@given(said=documents_of_statements)
def test_each_side_of_a_claim_is_read_again_at_its_place(layout: str, said: list[Statement]) -> None:
    document = laid_out([one.text for one in said], layout)
    for one, written in zip(told_in(document), said, strict=True):
        assert shown(document, one.subject_place).casefold() == written.subject.casefold()
        assert shown(document, one.object_place).casefold() == written.object.casefold()
        assert one.quote == document.text[one.place.start : one.place.end]
        assert written.subject.casefold() in readable(one.quote).casefold()


def shown(document: Document, place: Place | None) -> str:
    """What stands at a place, found by its lines and columns as an editor finds it."""
    assert place is not None
    starts = Lines(document.text).starts
    start, end = starts[place.line - 1] + place.column - 1, starts[place.end_line - 1] + place.end_column - 1
    assert (start, end) == (place.start, place.end)
    return readable(document.text[start:end])


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=EXAMPLES)
@given(
    rows=st.lists(st.tuples(product, product, product), min_size=2, max_size=6, unique_by=lambda row: row[0].code),
)
def test_a_table_says_what_the_list_of_its_rows_says(table: str, rows: list[tuple[Product, Product, Product]]) -> None:
    texts = [("HCPCS code", "Drug", "Billing unit"), *((a.code, b.drug, c.unit) for a, b, c in rows)]
    media, lay = TABLES[table]
    wanted = [Claim("code-drug", a.code, b.drug, "asserted") for a, b, _ in rows]
    wanted += [Claim("code-unit", a.code, c.unit, "asserted") for a, _, c in rows]
    assert claims_in(Document(f"a.{SUFFIXES[media]}", media, lay(texts))) == sorted(wanted)


def test_every_product_of_the_frames_is_one_of_the_reference() -> None:
    known = embedded().entries
    assert [(one.code, one.drug, one.unit) for one in PRODUCTS] == [
        (one.code, known[one.code][-1].drug, known[one.code][-1].unit) for one in PRODUCTS
    ]
