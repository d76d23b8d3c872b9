"""Modifiers: which two characters are one, and which meaning the words around them give."""

from __future__ import annotations

import re

import pytest

from auditor.extraction.modifiers import KNOWN, MEANINGS, ONLY_FOR, STANDARD
from auditor.extraction.relations.modifier import candidates, modifier_links, modifiers

NAMED = [
    ("Append JW.", ["JW"]),
    ("append jw", ["JW"]),
    ("Append modifier 25.", ["25"]),
    ("modifiers 25 and 59", ["25", "59"]),
    ("modifiers RT, LT and KX", ["RT", "LT", "KX"]),
    ("the “JZ” modifier", ["JZ"]),
    ("the 59 modifier", ["59"]),
    ("25 minutes", []),
    ("modifier for 25 mg", []),
    ("RT was on the door", []),
    ("$25 for the modifier", []),
    ("page 2025 on modifiers", []),
    ("modifier ZZ", []),
    ("JW-1 is a form", []),
]

EXPLAINED = [
    ("JW: discarded drug", {"JW": "discarded-drug"}),
    ("JW is for wastage", {"JW": "discarded-drug"}),
    ("JZ: no discarded drug", {"JZ": "no-discarded-drug"}),
    ("JZ means zero waste", {"JZ": "no-discarded-drug"}),
    ("JZ says that the whole vial was used", {"JZ": "no-discarded-drug"}),
    ("modifier 25: significant, separately identifiable E/M service", {"25": "separate-em-service"}),
    ("modifier 59: distinct procedural service", {"59": "distinct-procedural-service"}),
    ("modifier TB: 340B acquisition", {"TB": "340b-drug"}),
    ("modifier FC: partial credit from the maker", {"FC": "partial-credit"}),
    ("modifier FB: supplied at no cost", {"FB": "free-of-charge"}),
    ("modifier 53: discontinued procedure", {"53": "discontinued-procedure"}),
    ("modifier JB: given under the skin", {"JB": "subcutaneous-administration"}),
    ("modifier GW: unrelated to the hospice diagnosis", {"GW": "hospice-unrelated"}),
    ("modifier PO: off-campus department", {"PO": "off-campus-department"}),
    ("modifier 95: synchronous telemedicine", {"95": "telehealth"}),
    ("modifiers RT and LT mean right and left", {"RT": "right-side", "LT": "left-side"}),
    ("JW is often forgotten", {}),
    ("use modifier 59 with care", {}),
    ("modifier 50 is the right choice", {}),
    ("JW marks what was thrown away, JZ says that nothing was", {"JW": "discarded-drug", "JZ": "no-discarded-drug"}),
]


def explained(text: str) -> dict[str, str]:
    """The meaning that a sentence gives to each of its modifiers."""
    found = modifiers(text, 0, len(text), candidates(text), about_modifiers=False)
    return {link.subject.value: link.object.value for link, _, _ in modifier_links(text, 0, len(text), found)}


@pytest.mark.parametrize(("text", "named"), NAMED)
def test_two_characters_are_a_modifier_only_where_they_are_called_one(text: str, named: list[str]) -> None:
    assert [
        mention.value for mention in modifiers(text, 0, len(text), candidates(text), about_modifiers=False)
    ] == named


@pytest.mark.parametrize(("text", "meanings"), EXPLAINED)
def test_a_meaning_is_recognised_by_its_words(text: str, meanings: dict[str, str]) -> None:
    assert explained(text) == meanings


def test_a_list_of_modifiers_needs_no_word_before_each() -> None:
    text = "RT: right side"
    assert [mention.value for mention in modifiers(text, 0, len(text), candidates(text), about_modifiers=True)] == [
        "RT"
    ]


def test_every_usual_meaning_and_every_restriction_is_of_a_known_modifier_and_a_known_meaning() -> None:
    labels = {label for label, _ in MEANINGS.rows}
    assert STANDARD.keys() <= KNOWN
    assert set(STANDARD.values()) <= labels
    assert ONLY_FOR.keys() <= labels
    assert frozenset().union(*ONLY_FOR.values()) <= KNOWN


def test_a_meaning_is_a_short_label_in_kebab_case_and_stands_once() -> None:
    labels = [label for label, _ in MEANINGS.rows]
    assert len(labels) == len(set(labels))
    assert [label for label in labels if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", label)] == []
