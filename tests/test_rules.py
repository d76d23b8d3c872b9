"""What is a contradiction, and what only looks like one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import auditor.rules
from auditor.graph import build
from auditor.model.assertions import Assertion
from auditor.rules import RULES
from tests.saying import extractions_of, findings, found, names, says


def test_every_rule_file_is_in_the_table() -> None:
    files = sorted(path.stem for path in Path(auditor.rules.__file__).parent.glob("aud*.py"))
    assert files == [f"{rule.id.lower()}_{rule.name.replace('-', '_')}" for rule in RULES]


def test_every_rule_says_why_and_shows_when() -> None:
    for rule in RULES:
        texts = [text if isinstance(text, str) else "\n".join(part for _, part in text) for text in rule.examples]
        assert rule.title
        assert rule.rationale.endswith(".")
        assert any("[[" in text for text in texts) or rule.id == "AUD903", rule.id  # that one points at no document
        assert any("[[" not in text for text in texts), rule.id


def test_two_drugs_for_one_code_contradict_each_other() -> None:
    [finding] = findings(says("a.md", "J9355", "atezolizumab"), says("b.md", "J9355", "bevacizumab"))
    assert finding.rule == "AUD101"
    assert finding.message == "J9355 is called atezolizumab in 1 document and bevacizumab in another"
    assert finding.primary.note == "calls J9355 atezolizumab"
    assert [place.note for place in finding.related] == ["calls J9355 bevacizumab"]
    assert [value.verdict for value in finding.values] == ["unknown", "unknown"]


def test_the_side_with_the_least_support_is_primary() -> None:
    said = [says("a.md", "J9301", "obinutuzumab"), says("b.md", "J9301", "obinutuzumab")]
    [finding] = findings(*said, says("c.md", "J9301", "ofatumumab"))
    assert finding.primary.document == "c.md"
    assert [place.document for place in finding.related] == ["a.md", "b.md"]
    assert finding.message == "J9301 is called obinutuzumab in 2 documents and ofatumumab in 1"


def test_one_document_can_contradict_itself() -> None:
    [finding] = findings(
        says("a.md", "J9299", "1 mg", "code-unit"), says("a.md", "J9299", "10 mg", "code-unit", line=2)
    )
    assert finding.message == "J9299 is billed per 1 mg and 10 mg in one document"


def test_a_drug_with_codes_that_nothing_tells_apart_is_found_once_with_all_of_them() -> None:
    codes = ("J9173", "J9322", "J9357", "J9371")
    [finding] = findings(*(says(f"{code}.md", code, "durvalumab") for code in codes))
    assert (finding.rule, finding.subject) == ("AUD102", "durvalumab")
    assert sorted(value.value for value in finding.values) == list(codes)
    assert len(finding.related) == 3


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("both documents agree", [says("a.md", "J9271", "pembrolizumab"), says("b.md", "J9271", "pembrolizumab")]),
        (
            "one name only leaves a component out",
            [says("a.md", "J9311", "hyaluronidase + rituximab"), says("b.md", "J9311", "rituximab")],
        ),
        ("one is only a question", [says("a.md", "J9355", "x"), says("b.md", "J9355", "y", polarity="hypothetical")]),
        ("one was true once", [says("a.md", "C9026", "x"), says("b.md", "C9026", "y", polarity="historical")]),
        (
            "a code was reused",
            [
                says(
                    "a.md",
                    "C9026",
                    "vedolizumab",
                    polarity="historical",
                    valid_from="2015-01-01",
                    valid_to="2015-12-31",
                ),
                says("a.md", "C9026", "tebentafusp", line=2, valid_from="2021-10-01"),
            ],
        ),
        (
            "one document lists both codes",
            [
                says("a.md", "J9033", "bendamustine"),
                says("a.md", "J9034", "bendamustine", line=2),
                says("b.md", "J9034", "bendamustine"),
            ],
        ),
        (
            "the manufacturers differ",
            [
                says("a.md", "J9294", "pemetrexed", manufacturer="hospira"),
                says("b.md", "J9296", "pemetrexed", manufacturer="accord"),
            ],
        ),
        (
            "one manufacturer's product has a code of its own",
            [says("a.md", "J9294", "pemetrexed", manufacturer="hospira"), says("b.md", "J9305", "pemetrexed")],
        ),
        (
            "the billing units differ",
            [
                says("a.md", "J9217", "leuprolide"),
                says("a.md", "J9217", "7.5 mg", "code-unit", line=2),
                says("b.md", "J1950", "leuprolide"),
                says("b.md", "J1950", "3.75 mg", "code-unit", line=2),
            ],
        ),
        (
            "the document that names the old code knows it to be over",
            [
                says("a.md", "C9492", "durvalumab"),
                says("a.md", "C9492", "discontinued", "code-status", line=2),
                says("b.md", "J9173", "durvalumab"),
            ],
        ),
        (
            "one is a tablet",
            [
                says("a.md", "J8530", "cyclophosphamide"),
                says("a.md", "J8530", "oral", "code-route", line=2),
                says("b.md", "J9071", "cyclophosphamide"),
            ],
        ),
        (
            "one code replaced the other",
            [
                says("a.md", "C9492", "durvalumab"),
                says("b.md", "J9173", "durvalumab"),
                says("c.md", "C9492", "J9173", "code-successor"),
            ],
        ),
        (
            "the units are equal",
            [says("a.md", "J1442", "1000 mcg", "code-unit"), says("b.md", "J1442", "1 mg", "code-unit")],
        ),
        (
            "one target contains the other",
            [says("a.md", "bevacizumab", "VEGF", "drug-target"), says("b.md", "bevacizumab", "VEGF-A", "drug-target")],
        ),
        (
            "one sentence gives the drug both targets",
            [
                says("a.md", "abatacept", "CD80", "drug-target"),
                says("a.md", "abatacept", "CD86", "drug-target"),
                says("b.md", "abatacept", "CD86", "drug-target"),
            ],
        ),
        (
            "one row lists two amounts",
            [
                says("a.md", "J0178", "1 mg", "code-unit"),
                says("a.md", "J0178", "2 mg", "code-unit"),
                says("b.md", "J0178", "1 mg", "code-unit"),
            ],
        ),
        (
            "one meaning is vague",
            [
                says("a.md", "RT", "anatomical-side", "modifier-meaning"),
                says("b.md", "RT", "right-side", "modifier-meaning"),
            ],
        ),
        (
            "the document that ends the code tells what it was",
            [
                says("a.md", "J9031", "bcg live", polarity="historical"),
                says("a.md", "J9031", "discontinued", "code-status", line=2),
            ],
        ),
        (
            "a denial agrees with the rest",
            [says("a.md", "J9271", "pembrolizumab"), says("b.md", "J9271", "nivolumab", polarity="denied")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_silence_where(why: str, said: list[Assertion]) -> None:
    assert found(*said) == [], why


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("AUD103 J1442", [says("a.md", "J1442", "1 mcg", "code-unit"), says("b.md", "J1442", "1 mg", "code-unit")]),
        (
            "AUD104 keytruda",
            [
                says("a.md", "pembrolizumab", "keytruda", "drug-brand"),
                says("b.md", "nivolumab", "keytruda", "drug-brand"),
            ],
        ),
        (
            "AUD105 atezolizumab",
            [
                says("a.md", "atezolizumab", "PD-1", "drug-target"),
                says("a.md", "atezolizumab", "PD-L1", "drug-target", line=2),
            ],
        ),
        (
            "AUD106 JZ",
            [
                says("a.md", "JZ", "discarded-drug", "modifier-meaning"),
                says("b.md", "JZ", "no-discarded-drug", "modifier-meaning"),
            ],
        ),
        ("AUD107 J9299", [says("a.md", "J9299", "unclassified", "code-status"), says("b.md", "J9299", "nivolumab")]),
        ("AUD107 J9310", [says("a.md", "J9310", "discontinued", "code-status"), says("b.md", "J9310", "rituximab")]),
        (
            "AUD109 J9355",
            [says("a.md", "J9355", "atezolizumab"), says("b.md", "J9355", "atezolizumab", polarity="denied")],
        ),
        (
            "AUD101 C9026",
            [
                says(
                    "a.md",
                    "C9026",
                    "vedolizumab",
                    polarity="historical",
                    valid_from="2015-01-01",
                    valid_to="2015-12-31",
                ),
                says(
                    "b.md",
                    "C9026",
                    "caplacizumab",
                    polarity="historical",
                    valid_from="2015-06-01",
                    valid_to="2016-06-30",
                ),
            ],
        ),
        (
            "AUD102 durvalumab",
            [
                says("a.md", "J9357", "durvalumab"),
                says("b.md", "J9173", "durvalumab"),
                says("b.md", "J9173", "10 mg", "code-unit", line=2),
                says("c.md", "J9357", "valrubicin"),
                says("c.md", "J9357", "200 mg", "code-unit", line=2),  # the unit of another drug tells nothing apart
            ],
        ),
        (
            "AUD102 nivolumab",
            [
                says("a.md", "J9228", "nivolumab"),
                says("a.md", "J9299", "nivolumab", line=2),
                says("a.md", "J9228", "nivolumab", polarity="denied", line=3),
                says("b.md", "J9299", "nivolumab"),
            ],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_it_fires(rule: str, said: list[Assertion]) -> None:
    assert rule in found(*said)


def test_a_catch_all_code_is_the_business_of_its_own_rule() -> None:
    said = [says("a.md", "J9999", "unclassified", "code-status"), says("b.md", "J9999", "lurbinectedin")]
    assert found(*said, says("c.md", "J9999", "tafasitamab")) == ["AUD107 J9999"]


def test_a_title_that_names_another_code_than_the_text_is_found() -> None:
    said = says("guide.md", "J9042", "brentuximab vedotin", line=4)
    [finding] = findings(names("guide.md", "J9024", "title"), names("guide.md", "J9042", "claimed", 4), said)
    assert finding.rule == "AUD301"
    assert finding.message == "the title names J9024, but the text defines J9042"
    assert finding.primary.note == "the title names J9024"


def test_a_drug_in_the_title_itself_is_no_definition_in_the_text() -> None:
    title = says("a.html", "J9303", "pemetrexed", line=1)
    text = says("a.html", "J9305", "pemetrexed", line=9)
    mentions = [names("a.html", "J9303", "title"), names("a.html", "J9305", "claimed", 9)]
    assert "AUD301 J9303" in found(title, text, *mentions)


def test_a_text_that_speaks_of_its_title_code_is_fine() -> None:
    other = says("a.md", "J9299", "nivolumab", line=3)
    own = says("a.md", "J9271", "pembrolizumab", line=4)
    assert found(names("a.md", "J9271", "title"), names("a.md", "J9299", "claimed", 3), other, own) == []


def test_a_reference_that_leads_nowhere_is_noted() -> None:
    assert found(names("a.md", "J9267", "referred")) == ["AUD401 J9267"]
    assert found(names("a.md", "J9267", "referred"), says("b.md", "J9267", "paclitaxel")) == []


def test_two_documents_on_one_code_are_noted() -> None:
    assert found(names("a.md", "J9271", "title"), names("b.md", "J9271", "address")) == ["AUD402 J9271"]
    assert found(names("a.md", "J9271", "title"), names("a.md", "J9271", "address")) == []


def test_a_fingerprint_outlives_edits_and_not_a_swap() -> None:
    [before] = findings(says("a.md", "J9355", "x"), says("b.md", "J9355", "y"))
    [moved] = findings(
        says("a.md", "J9355", "x", line=7), says("a.md", "J9355", "x", line=9), says("b.md", "J9355", "y")
    )
    [swapped] = findings(says("a.md", "J9355", "y"), says("b.md", "J9355", "x"))
    assert before.fingerprint == moved.fingerprint != swapped.fingerprint
    assert len(before.fingerprint) == 16


_WORDS = st.tuples(
    st.sampled_from(("a.md", "b.md", "c.md")),
    st.sampled_from(("J9299", "J9228", "J9355")),
    st.sampled_from(("nivolumab", "atezolizumab", "bevacizumab")),
    st.sampled_from(("asserted", "denied", "historical")),
    st.integers(1, 9),
)


@given(st.lists(_WORDS, max_size=12), st.randoms(use_true_random=False))
def test_the_order_of_documents_and_statements_changes_nothing(
    words: list[tuple[str, str, str, str, int]], chance: random.Random
) -> None:
    said = [says(a, b, c, polarity=d, line=e) for a, b, c, d, e in words]  # type: ignore[arg-type]
    once = [finding for rule in RULES for finding in rule.check(build(extractions_of(*said)), None)]
    chance.shuffle(said)
    shuffled = extractions_of(*said)
    chance.shuffle(shuffled)
    assert [finding for rule in RULES for finding in rule.check(build(shuffled), None)] == once
