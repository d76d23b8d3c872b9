"""Every construction that the grammar must read, as a document of its own with all that it claims."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import Case, claims, one_line
from tests.extraction.language import (
    amounts,
    definitions,
    discourse,
    layouts,
    modifiers,
    names,
    polarities,
    properties,
    reaching,
    traps,
    voices,
)

THEMES = (definitions, discourse, polarities, amounts, names, traps, properties, modifiers, layouts, reaching, voices)
CASES = tuple(one for theme in THEMES for one in theme.CASES)
KNOWN_GAPS = tuple(one for theme in THEMES for one in theme.KNOWN_GAPS)


@pytest.mark.parametrize("case", CASES, ids=[one_line(one.text) for one in CASES])
def test_a_text_claims_this_and_nothing_else(case: Case) -> None:
    assert claims(case.text, case.media) == case.claims


@pytest.mark.parametrize("gap", KNOWN_GAPS, ids=[one_line(one.text) for one in KNOWN_GAPS])
def test_a_known_gap_is_still_open(gap: Case) -> None:
    assert claims(gap.text, gap.media) != gap.claims, "read well now: move it from KNOWN_GAPS to CASES of its theme"


def test_no_case_is_told_twice() -> None:
    texts = [one.text for one in CASES + KNOWN_GAPS]
    assert sorted(texts) == sorted(set(texts))
