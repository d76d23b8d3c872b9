"""The usual meaning of a modifier is suggested where a sentence has the words that go with it, and the document explains it nowhere."""

from __future__ import annotations

import pytest

from auditor.extraction.known_modifiers import CUES, Cue
from auditor.extraction.modifiers import STANDARD
from tests.extraction.claiming import HISTORICAL, claims, meaning, suggested

INTRO = "Modifiers, in short.\n\n"


def told(text: str) -> set[str]:
    return {
        claim.object for claim in suggested(INTRO + text) | claims(INTRO + text) if claim.kind == "modifier-meaning"
    }


@pytest.mark.parametrize("cue", CUES, ids=[cue.value for cue in CUES])
def test_an_example_of_a_cue_tells_the_usual_meaning(cue: Cue) -> None:
    assert STANDARD[cue.value] in told(cue.example)


@pytest.mark.parametrize("cue", CUES, ids=[cue.value for cue in CUES])
def test_without_such_words_nothing_is_told(cue: Cue) -> None:
    assert STANDARD[cue.value] not in told(cue.but_not)


def test_no_modifier_has_two_cues() -> None:
    assert len({cue.value for cue in CUES}) == len(CUES)


@pytest.mark.parametrize(
    "text",
    [
        "JW does not go with tossed tablets.",
        "Is JW for what was tossed?",
        "“JW goes with what was tossed,” said the vendor.",
        "The vial had 25 mg left for a separate exam.",
        "JB was never for the skin.",
    ],
)
def test_a_denial_a_question_and_a_quotation_suggest_nothing(text: str) -> None:
    assert {claim for claim in suggested(INTRO + text) if claim.kind == "modifier-meaning"} == set()


def test_an_explanation_anywhere_overrules_a_suggestion() -> None:
    text = "Modifier JW means that a procedure was repeated.\n\nJW = rest of vial thrown."
    assert {claim.object for claim in suggested(text)} & {"discarded-drug"} == set()


def test_a_modifier_that_has_ended_is_told_of_as_history_where_the_text_shows_it() -> None:
    text = f"{INTRO}TB is for 340B drugs. JG did that job for 340B stock until the end of 2024."
    assert meaning("JG", "340b-drug", HISTORICAL) in suggested(text) | claims(text)
