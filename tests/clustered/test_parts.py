"""However many parts a corpus is cut into, and however many workers read it, what is found is what one process finds, repairs and all."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import graph
from auditor.auditing import by_weight
from auditor.clustered.parts import Against, check, cut, drugs_of, given_by, mend, needed
from auditor.graph import of_claims
from auditor.incremental.looks import LOOKS
from auditor.lexicon.names import load_names
from auditor.model.assertions import Extraction
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.rules import RULES
from tests.saying import extractions_of, names, says
from tests.test_incremental import EVERYTHING, THEMES, Statement, cold, judge

EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "200"))


def in_parts(chunks: Sequence[list[Extraction]], many: int, judge: Authority | None) -> list[Finding]:
    """What workers find of whom each has read one of the chunks."""
    against = Against([rule for rule in RULES if not rule.of_lapses], judge, load_names())
    said = sum((Counter(given_by(chunk)) for chunk in chunks), Counter[tuple[str, str]]())
    said.update({pair: 0 for chunk in chunks for pair in given_by(chunk)})
    each = [cut(chunk, drugs_of(said), many, against) for chunk in chunks]
    found = [one for rule in against.rules if LOOKS[rule.id] == "none" for one in rule.check(of_claims(()), judge)]
    for number in range(many):
        some = check((parts[number] for parts in each if number in parts), number, many, against)
        whole = [one for chunk in chunks for one in chunk if one.document in needed(some)]
        found += mend(some, whole, said, against)
    return by_weight(found)


@pytest.mark.parametrize("judged", [False, True], ids=["no reference", "the reference"])
@settings(deadline=None, max_examples=EXAMPLES)
@given(
    said=st.sampled_from([*THEMES, EVERYTHING]).flatmap(lambda one: st.lists(one, max_size=14)),
    many=st.integers(1, 7),
    workers=st.integers(1, 3),
)
def test_in_parts_the_findings_are_those_of_one_process(
    judged: bool, said: list[Statement], many: int, workers: int
) -> None:
    against = judge() if judged else None
    documents = extractions_of(*said)
    chunks = [documents[start::workers] for start in range(workers)]
    assert in_parts(chunks, many, against) == cold({one.document: one for one in documents}, against)


@settings(deadline=None, max_examples=EXAMPLES // 2)
@given(said=st.lists(EVERYTHING, max_size=14), many=st.integers(1, 7))
def test_in_parts_the_same_few_places_are_listed(said: list[Statement], many: int) -> None:
    documents = extractions_of(*said)
    with pytest.MonkeyPatch.context() as few:
        few.setattr(graph, "LISTED", 1)
        expected = cold({one.document: one for one in documents}, judge())
        assert in_parts([[one] for one in documents], many, judge()) == expected


def test_what_keeps_codes_apart_comes_to_the_drug_that_only_others_give_them() -> None:
    said = [
        says("a.md", "J9271", "pembrolizumab"),
        says("b.md", "J9299", "pembrolizumab"),
        says("c.md", "J9299", "unclassified", "code-status"),
        says("d.md", "J9299", "unclassified", "code-status"),
    ]
    documents = extractions_of(*said)
    expected = cold({one.document: one for one in documents}, None)
    assert in_parts([[one] for one in documents], 64, None) == expected
    assert "AUD102" not in {one.rule for one in expected}


def test_the_documents_of_notes_are_not_asked_for() -> None:
    [finding] = in_parts([extractions_of(names("a.md", "J9271", "title"), names("b.md", "J9271", "title"))], 1, None)
    assert (finding.rule, finding.severity, needed([finding])) == ("AUD402", "note", set())
