"""The corpora of the benchmark: what is wrong in them is known without an auditor, and an auditor finds just that."""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from auditor.auditing import audit
from auditor.model.source import Document
from auditor.reference.files import embedded
from auditor.rules import RULES

TOOLS = Path(__file__).parent.parent / "tools"
MANY = 200


@pytest.fixture(scope="module")
def tool() -> Iterator[ModuleType]:
    """The script that makes articles; it is no package."""
    sys.path.insert(0, str(TOOLS))
    yield importlib.import_module("articles")
    sys.path.remove(str(TOOLS))


def test_an_article_depends_on_the_seed_and_its_number_alone(tool: ModuleType) -> None:
    some, more = list(tool.Corpus(seed=3).articles(5)), list(tool.Corpus(seed=3).articles(20))
    assert some == more[:5]
    assert tool.Corpus(seed=3).article(17) == more[17] != tool.Corpus(seed=4).article(17)


def test_articles_have_the_size_and_the_build_of_real_ones(tool: ModuleType) -> None:
    texts = [one.text for one in tool.Corpus().articles(50)]
    assert 5_000 < sum(map(len, texts)) / len(texts) < 7_000
    assert {text.count("\n## ") for text in texts} == {7}
    assert len({text.split("\n\n")[3] for text in texts}) > 40


def test_what_an_article_states_stands_in_it_and_is_right_or_wrong_by_the_reference(tool: ModuleType) -> None:
    reference = embedded()
    seen: Counter[tuple[str, bool]] = Counter()
    for article in tool.Corpus(share=0.5).articles(MANY):
        for kind, subject, value, right in article.stated:
            seen[kind, right] += 1
            words = subject if kind in {"code-drug", "code-unit", "modifier-meaning"} else value
            assert words.lower() in article.text.lower()
            if kind == "code-drug":
                assert (reference.entries[subject][-1].drug == value) == right
            elif kind == "code-unit":
                assert (reference.entries[subject][-1].unit == value) == right
            elif kind == "drug-brand":
                assert (value in reference.brands[subject].drugs) == right
    wrong = {kind for kind, right in seen if not right}
    assert wrong == {"code-drug", "code-unit", "drug-brand", "modifier-meaning"}


def test_an_article_is_wrong_in_one_thing_at_most(tool: ModuleType) -> None:
    for article in tool.Corpus(share=0.5).articles(MANY):
        wrong = {(one.kind, one.subject) for one in article.stated if not one.right}
        assert len(wrong) <= 1 or wrong == {("modifier-meaning", "JW"), ("modifier-meaning", "JZ")}


def test_what_is_owed_follows_from_the_accounts(tool: ModuleType) -> None:
    def article(name: str, *stated: tuple[str, str, str, bool]) -> object:
        return tool.Article(name, "", tuple(tool.Stated(*one) for one in stated))

    told = [
        article("a", ("code-drug", "J9271", "pembrolizumab", True), ("code-unit", "J9271", "1 mg", True)),
        article("b", ("code-drug", "J9271", "nivolumab", False), ("code-unit", "J9271", "2 mg", False)),
        article("c", ("code-drug", "J9299", "nivolumab", True)),
        article("d", ("code-drug", "J9228", "durvalumab", False)),
    ]
    assert tool.owed(told) == [
        ("AUD101", "J9271", {"nivolumab": {"b"}}),
        ("AUD102", "nivolumab", {"J9271": {"b"}}),
        ("AUD103", "J9271", {"2 mg": {"b"}}),
        ("AUD201", "J9228", {"durvalumab": {"d"}}),
        ("AUD201", "J9271", {"nivolumab": {"b"}}),
        ("AUD202", "J9271", {"2 mg": {"b"}}),
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_audit_finds_what_was_planted_and_nothing_else(tool: ModuleType, seed: int) -> None:
    """Notes on codes that several documents cover, or none, are no contradictions."""
    articles = list(tool.Corpus(seed, share=0.2).articles(MANY))
    texts = [Document(one.name, "markdown", one.text) for one in articles]
    rules = [rule for rule in RULES if not rule.id.startswith("AUD4")]
    report = audit([], rules, embedded(), texts=texts).report
    found = [
        (one.rule, one.subject, {each.value: set(each.documents) for each in one.values if each.verdict != "confirmed"})
        for one in report.findings
    ]
    owed = [tuple(one) for one in tool.owed(articles)]
    assert sorted(found, key=_order) == sorted(owed, key=_order)
    assert len({rule for rule, _, _ in owed}) >= 8
    assert report.skipped == ()


def test_the_command_writes_the_articles_and_tells_what_was_planted(
    tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["articles.py", "30", str(tmp_path), "--share", "0.5", "--seed", "2"])
    tool.main()
    corpus = tool.Corpus(2, share=0.5)
    written = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.md")}
    assert written == {one.name: one.text for one in corpus.articles(30)}
    assert len(capsys.readouterr().out.splitlines()) == len(tool.owed(corpus.articles(30))) > 5


def _order(found: tuple[str, str, dict[str, set[str]]]) -> tuple[str, str, list[str]]:
    return found[0], found[1], sorted(found[2])
