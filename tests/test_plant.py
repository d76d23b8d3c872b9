"""The measure is only as good as its errors: each is false, at a known place, with a known way back."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from auditor.auditing import at_least, audit
from auditor.lexicon.names import load_names
from auditor.model.source import Document
from auditor.reference.authority import authority
from auditor.reference.files import embedded

TOOLS = Path(__file__).parent.parent / "tools"
STYLES = 54  # every style in every format once


@pytest.fixture(scope="module")
def tools() -> Iterator[tuple[ModuleType, ModuleType]]:
    """The scripts that make documents and errors; they are no package."""
    sys.path.insert(0, str(TOOLS))
    yield importlib.import_module("plant_corpus"), importlib.import_module("plant_errors")
    sys.path.remove(str(TOOLS))


def test_the_clean_corpus_is_the_same_for_the_same_seed_and_clean(tools: tuple[ModuleType, ModuleType]) -> None:
    corpus, _ = tools
    facts = corpus.facts_of(authority(embedded()), load_names())
    made = corpus.documents(facts, STYLES, seed=3)
    assert made == corpus.documents(facts, STYLES, seed=3) != corpus.documents(facts, STYLES, seed=4)
    report = audit([], reference=embedded(), texts=[Document(one.name, one.media, one.text) for one in made]).report
    assert report.summary.assertions > 500
    assert at_least(report.findings, "warning") == []


def test_every_word_that_tells_a_fact_is_known_by_its_place(tools: tuple[ModuleType, ModuleType]) -> None:
    corpus, _ = tools
    for made in corpus.documents(corpus.facts_of(authority(embedded()), load_names()), STYLES, seed=3):
        shown = [made.text[token.start : token.end].lower() for token in made.tokens]
        assert shown == [made.facts[token.fact].shown(token.slot).lower() for token in made.tokens]


def test_every_error_stands_where_it_was_planted_and_nothing_else_is_changed(
    tools: tuple[ModuleType, ModuleType],
) -> None:
    corpus, errors = tools
    names = load_names()
    facts = corpus.facts_of(authority(embedded()), names)
    judge = authority(errors.with_reused_codes(embedded(), facts, 100, seed=3))
    base = errors.ground(judge, names, corpus.facts_of(judge, names))
    made = corpus.documents(base.facts, STYLES, seed=3)[::4]
    for kind in errors.KINDS:
        planted = list(errors.plants(base, made, kind, Random(3)))  # noqa: S311 - made-up errors
        assert planted, kind
        for plant in planted:
            clean, wrong = made[plant.document], plant.text(made[plant.document])
            back, spans = wrong, plant.spans()
            ordered = sorted(plant.changes, key=lambda change: change.token.start)
            for (start, end, word), change in reversed(list(zip(spans, ordered, strict=True))):
                assert wrong[start:end] == word
                back = back[:start] + clean.text[change.token.start : change.token.end] + back[end:]
            assert back == clean.text != wrong
            assert errors.false(base, clean, plant.changes)


def test_a_bare_pair_is_undecidable_and_a_brand_decides_it(tools: tuple[ModuleType, ModuleType]) -> None:
    corpus, errors = tools
    names, judge = load_names(), authority(embedded())
    base = errors.ground(judge, names, corpus.facts_of(judge, names))
    fact = corpus.Fact("J9271", "pembrolizumab", "", "keytruda")

    def decided(template: str) -> bool:
        page = corpus.Page([fact])
        page.put(template)
        made = corpus.Made("a.md", "markdown", "", "article", page.text, (fact,), tuple(page.tokens))
        [code] = [token for token in made.tokens if token.slot == "code"]
        return bool(errors.decidable(base, made, [errors.Change(code, "J9299")]))

    assert not decided("{code} describes {drug}.")
    assert decided("{code} describes {drug} ({brand}).")
