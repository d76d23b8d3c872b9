"""Corpora made up of the statements of `writing.py`: few products, so that documents contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from hypothesis import strategies as st

from auditor.auditing import audit
from auditor.model.findings import Finding, Report
from auditor.model.source import Document
from auditor.reference.files import embedded
from tests.properties.writing import LAYOUTS, PRODUCTS, Statement, laid_out, statement, statements

NAMES: Final = ("alpha", "beta", "gamma", "delta")  # say nothing, and sort otherwise than they are written
FEW: Final = PRODUCTS[:3]
_ABOUT_CODES: Final = [("code-drug", "asserted")] * 3 + [("code-drug", "denied"), ("code-unit", "asserted")]

# Statements about so few products that two of them often cannot both be true.
meeting = st.one_of(
    st.builds(statement, st.sampled_from(_ABOUT_CODES), st.integers(0, 5), st.sampled_from(FEW), st.sampled_from(FEW)),
    statements,
)
layout = st.sampled_from(sorted(LAYOUTS))
text = st.tuples(st.lists(meeting, min_size=1, max_size=4), layout)


@st.composite
def corpora(draw: st.DrawFn) -> list[Document]:
    """Two to four documents of different names."""
    texts = draw(st.lists(text, min_size=2, max_size=len(NAMES)))
    return [
        laid_out([said.text for said in sentences], lay, name)
        for name, (sentences, lay) in zip(NAMES, texts, strict=False)
    ]


def report_of(documents: Iterable[Document], *, reference: bool = True) -> Report:
    """What is found in the documents."""
    return audit([], reference=embedded() if reference else None, texts=documents).report


def written(folder: Path, documents: Sequence[Document]) -> Path:
    """The documents as files of a folder, in the order given."""
    folder.mkdir(parents=True)
    for document in documents:
        (folder / document.name).write_bytes(document.text.encode())
    return folder


def substance(finding: Finding, names: Mapping[str, str]) -> tuple[object, ...]:
    """What a finding says, whoever says it under whichever name."""
    values = [
        (value.value, value.verdict, value.support, sorted(names.get(name, name) for name in value.documents))
        for value in finding.values
    ]
    return finding.rule, finding.subject, finding.severity, finding.confidence, finding.expected, sorted(values)


def verdicts(finding: Finding) -> tuple[object, ...]:
    """What a finding says, however often it is said."""
    values = sorted((value.value, value.verdict) for value in finding.values)
    return finding.rule, finding.subject, finding.severity, finding.expected, values


def sentences_of(said: Iterable[Statement]) -> list[str]:
    return [one.text for one in said]
