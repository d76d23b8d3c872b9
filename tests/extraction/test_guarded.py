"""Slow patterns behind a quick look find what they find without it."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.extraction.caseless import caseless, lowered
from auditor.extraction.grammar import Phrase
from auditor.extraction.guarded import Guarded, Looks, Phrases, branches_of, words_of
from tests.extraction.test_language import CASES, KNOWN_GAPS
from tests.extraction.test_linear import modules

GUARDED: Final = {
    f"{name}.{label}": value
    for name in modules()
    for label, value in vars(import_module(name)).items()
    if isinstance(value, Guarded)
}
TABLES: Final = {
    f"{name}.{label}": value
    for name in modules()
    for label, value in vars(import_module(name)).items()
    if isinstance(value, Phrases)
}
LOOKS: Final = {
    f"{name}.{label}": value
    for name in modules()
    for label, value in vars(import_module(name)).items()
    if isinstance(value, Looks)
}
TEXTS: Final = [one.text for one in (*CASES, *KNOWN_GAPS)]

WORDS: Final[tuple[tuple[str, set[str]], ...]] = (
    (r"\b(?:rumou?r|web ?(?:page|site)|colleague)\b", {"rumo", "page", "site", "colleague"}),
    (r"(?:is|was) (?:wrong|false)\b", {"wrong", "false"}),
    (r"typ(?:ed|es|ing)|key(?:ed|s)\b(?<!monkeys)", {"typ", "key"}),
    (r"end(?:ed)? on", {" on"}),
    (r"old(?! age)|(?<!the )former", {"old", "former"}),
    (r"ab+c|x{2,3}y", {"ab", "x"}),
    (r"ab*c|ab?c|ab{0,2}c", {"a"}),
    (r"[.;]\s|\bwhile\b", {".", ";", "while"}),
    (r"a\.b|ﬁn", {"a.b", "ﬁn"}),
    (r"\w+|a", set()),
    (r"(?:a|b)?", set()),
    (r"[a-z]\d", set()),
)


@pytest.mark.parametrize(("pattern", "words"), WORDS)
def test_words_are_read_off_a_pattern(pattern: str, words: set[str]) -> None:
    assert words_of(pattern) == words


@pytest.mark.parametrize("place", GUARDED)
def test_a_guarded_pattern_finds_what_it_finds_alone(place: str) -> None:
    guarded = GUARDED[place]
    pattern = re.compile(guarded.words, re.IGNORECASE)
    for text in TEXTS:
        for said in (text, text.upper()):
            alone = [found.span() for found in pattern.finditer(said)]
            assert [found.span() for found in guarded.finditer(said)] == alone
            first = guarded.search(said)
            assert (first and first.span()) == (alone[0] if alone else None)


@pytest.mark.parametrize("place", TABLES)
def test_a_table_finds_what_its_rows_find_as_one_pattern(place: str) -> None:
    table = TABLES[place]
    together = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in table.rows), re.IGNORECASE)
    for text in TEXTS:
        for said in (text, text.upper()):
            alone = [found.span() for found in together.finditer(said)]
            assert [hit.match.span() for hit in table.finditer(said)] == alone
            first = table.search(said)
            assert (first and first.match.span()) == (alone[0] if alone else None)


@pytest.mark.parametrize("place", TABLES)
def test_a_table_finds_the_first_match_of_every_row(place: str) -> None:
    table = TABLES[place]
    for text in TEXTS:
        found = ((name, pattern.search(lowered(text))) for name, pattern in table.rows)
        first = [(name, match.span()) for name, match in found if match]
        assert [(hit.name, hit.match.span()) for hit in table.each(text)] == first


@pytest.mark.parametrize("place", TABLES)
def test_a_pattern_is_the_choice_of_its_branches(place: str) -> None:
    for _, pattern in TABLES[place].rows:
        together = re.compile("|".join(f"(?:{branch})" for branch in branches_of(pattern.pattern)))
        for text in TEXTS[::7]:
            said = lowered(text)
            assert [one.span() for one in together.finditer(said)] == [one.span() for one in pattern.finditer(said)]


BRANCHES: Final[tuple[tuple[str, list[str]], ...]] = (
    (r"\b(?:one|two|three)\b", [r"\b(?:one)\b", r"\b(?:two)\b", r"\b(?:three)\b"]),
    (
        r"(?<!not )\b(?:a(?:b|c)d|efg|hij) k",
        [r"(?<!not )\b(?:a(?:b|c)d) k", r"(?<!not )\b(?:efg) k", r"(?<!not )\b(?:hij) k"],
    ),
    (r"one|two[|)]|three", ["one", "two[|)]", "three"]),
    (r"\b(?:one|two)\b", [r"\b(?:one|two)\b"]),
    (r"(?:one|two|three)?four", [r"(?:one|two|three)?four"]),
    (r"maybe (?:one|two|three)", [r"maybe (?:one|two|three)"]),
    (r"\b(?:one|\w|three)\b", [r"\b(?:one|\w|three)\b"]),
)


@pytest.mark.parametrize(("pattern", "branches"), BRANCHES)
def test_a_choice_is_parted_where_it_can_be_looked_for_in_parts(pattern: str, branches: list[str]) -> None:
    assert branches_of(pattern) == branches


@pytest.mark.parametrize("place", LOOKS)
def test_one_look_names_every_pattern_that_matches(place: str) -> None:
    looks = LOOKS[place]
    together = {name: re.compile("|".join(rows), re.IGNORECASE) for name, rows in looks.patterns.items()}
    for text in TEXTS:
        for said in (text, text.upper()):
            matching = {name for name, pattern in together.items() if pattern.search(said)}
            assert matching <= looks.possible(said)


def test_one_look_rules_out_what_cannot_match() -> None:
    looks = Looks({"wrong": ("wrong|false",), "old": ("formerly", r"until \d")})
    assert looks.possible("It is false.") == {"wrong"}
    assert looks.possible("Formerly wrong.") == {"wrong", "old"}
    assert looks.possible("It is right.") == set()


def test_of_two_rows_that_match_at_one_place_the_first_counts() -> None:
    table = Phrases([Phrase("long", r"drug label"), Phrase("short", r"drug"), Phrase("later", r"label")])
    assert [hit.name for hit in table.finditer("a drug label, a drug, a label")] == ["long", "short", "later"]


def test_letters_that_a_pattern_takes_for_others_are_found() -> None:
    assert Guarded("insist").search("İNSıſT") is not None
    assert re.compile("insist", re.IGNORECASE).search("İNSıſT") is not None


def test_what_holds_no_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        Guarded(r"\w+")
    with pytest.raises(ValueError, match="no words"):
        Phrases([Phrase("any", r"\d*")])
    with pytest.raises(ValueError, match="no words"):
        Looks({"any": (r"\d*",)})


@given(st.text(st.sampled_from("aIiİıſsSKkʼ’µ -é"), max_size=30))
def test_a_text_in_lower_case_keeps_its_length_and_what_a_pattern_without_case_finds(text: str) -> None:
    assert len(lowered(text)) == len(text)
    for pattern in (r"i[^i]?s", r"\bK\w", r"S\S", r"(?P<One>[IK])s"):
        alone = [found.span() for found in re.finditer(pattern, text, re.IGNORECASE)]
        assert [found.span() for found in caseless(pattern).finditer(lowered(text))] == alone
