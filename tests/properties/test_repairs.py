"""A corpus that is right but for some slips is clean once its plan is carried out."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.findings import Plan
from auditor.model.source import Document
from auditor.repair.applying import apply, by_document
from auditor.repair.plan import plan as plan_of
from tests.properties.corpora import NAMES, corpora, report_of
from tests.properties.writing import FLOWING, FRAMES, LAYOUTS, PRODUCTS, Product, Statement, laid_out, statement

parted = st.sampled_from(sorted(LAYOUTS.keys() - FLOWING))
EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "30"))

# True of a product: what is asserted of itself, and what is denied of another.
_ASSERTED = sorted(frame for frame in FRAMES if frame[1] == "asserted")


@st.composite
def truths(draw: st.DrawFn) -> Statement:
    """A statement that is true."""
    one = draw(st.sampled_from(PRODUCTS))
    if draw(st.integers(0, 5)) == 0:
        other = draw(st.sampled_from([each for each in PRODUCTS if each.drug != one.drug]))
        return statement(("code-drug", "denied"), draw(st.integers(0, 2)), one, other)
    return statement(draw(st.sampled_from(_ASSERTED)), draw(st.integers(0, 5)), one, one)


@st.composite
def right_corpora(draw: st.DrawFn) -> list[list[str]]:
    """The sentences of one to three documents in which everything is right."""
    texts = draw(st.lists(st.lists(truths(), min_size=1, max_size=4), min_size=1, max_size=3))
    return [[said.text for said in one] for one in texts]


@st.composite
def slips(draw: st.DrawFn) -> str:
    """A sentence in which one word is another product's."""
    one = draw(st.sampled_from(PRODUCTS))
    kind = draw(st.sampled_from(["code-drug", "code-unit", "drug-brand"]))
    others: list[Product] = [each for each in PRODUCTS if each.unit != one.unit and each.drug != one.drug]
    return statement((kind, "asserted"), draw(st.integers(0, 5)), one, draw(st.sampled_from(others))).text


def as_documents(texts: Sequence[Sequence[str]], layouts: Sequence[str]) -> list[Document]:
    return [laid_out(one, lay, name) for one, lay, name in zip(texts, layouts, NAMES, strict=False)]


def mended(documents: Sequence[Document], plan: Plan) -> list[Document]:
    """The documents with the edits of a plan."""
    edits = by_document(plan.edits)
    applied = [apply(document, edits.get(document.name, ())) for document in documents]
    assert not any(one.misfits for one in applied)
    return [msgspec.structs.replace(one.document, text=one.text) for one in applied]


def wrong(documents: Sequence[Document]) -> list[tuple[str, str]]:
    return [(one.rule, one.subject) for one in report_of(documents).findings if one.severity != "note"]


@settings(max_examples=EXAMPLES)
@given(right_corpora(), st.lists(parted, min_size=len(NAMES), max_size=len(NAMES)))
def test_what_is_right_is_found_right(texts: list[list[str]], layouts: list[str]) -> None:
    assert wrong(as_documents(texts, layouts)) == []


@settings(max_examples=EXAMPLES)
@given(right_corpora(), slips(), st.lists(parted, min_size=len(NAMES), max_size=len(NAMES)))
def test_a_slip_in_a_document_of_its_own_is_found_and_the_mended_corpus_is_clean(
    texts: list[list[str]], slip: str, layouts: list[str]
) -> None:
    documents = as_documents([*texts, [slip]], layouts)
    assert wrong(documents)
    assert wrong(mended(documents, plan_of(report_of(documents).findings))) == []


@settings(max_examples=EXAMPLES)
@given(corpora())
def test_without_a_reference_whatever_a_plan_leaves_is_listed(documents: list[Document]) -> None:
    found = [one for one in report_of(documents, reference=False).findings if one.severity != "note"]
    plan = plan_of(found)
    listed = {(one.rule, one.subject) for one in found if one.fingerprint in plan.unmended}
    after = report_of(mended(documents, plan), reference=False).findings
    left = {(one.rule, one.subject) for one in after} & {(one.rule, one.subject) for one in found}
    assert left <= listed
