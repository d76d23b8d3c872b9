"""After any edits, what is checked again and what is kept must together be what a cold run finds."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import graph
from auditor.auditing import audit, by_weight, cross_reference
from auditor.graph import Graph
from auditor.incremental.looks import LOOKS
from auditor.incremental.standing import Standing
from auditor.incremental.state import Incremental
from auditor.lexicon.names import Names, load_names
from auditor.loading import discover, load
from auditor.model.assertions import Assertion, CodeMention, Extraction
from auditor.model.findings import Finding
from auditor.model.source import Document, Media
from auditor.policy import Policy
from auditor.reading.file import read_document
from auditor.reference.authority import Authority, authority
from auditor.reference.files import embedded
from auditor.repair.mending import mended
from auditor.rules import RULES
from tests.saying import extractions_of, names, says

CORPUS = Path(__file__).parent.parent / "corpus" / "docs"
DOCUMENTS = ("a.md", "b.md", "j9271.md")
# Few, so that statements meet.
CODES = ("J9271", "J9299", "C9026")
DRUGS = ("pembrolizumab", "nivolumab")
EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "200"))
EDITS = int(os.environ.get("AUDITOR_SOAK", "60"))

# What documents and settings ask not to be told.
ASKING = ('\n<!-- auditor: ignore[AUD101, AUD201] reason="quoted" -->\n', '# auditor: ignore[AUD102] reason="quoted"\n')
POLICY = Policy(severities={"AUD102": "warning"}, per_file_ignores={"*.html": ("AUD201",)})

Statement = Assertion | CodeMention
Corpus = Mapping[str, Extraction]

document = st.sampled_from(DOCUMENTS)
code = st.sampled_from(CODES)
drug = st.sampled_from(DRUGS)
line = st.integers(1, 4)
polarity = st.sampled_from([*["asserted"] * 7, "denied", "historical", "hypothetical"])
dates = st.sampled_from(
    [*[{}] * 7, {"valid_to": "2020-01-01"}, {"valid_from": "2021-01-01"}, {"manufacturer": "sandoz"}]
)


def claim(subject: st.SearchStrategy[str], value: st.SearchStrategy[str], kind: str) -> st.SearchStrategy[Assertion]:
    """Claims of one kind."""
    return st.builds(
        lambda document, subject, value, polarity, line, dates: says(
            document,
            subject,
            value,
            kind,  # type: ignore[arg-type]
            polarity=polarity,
            line=line,
            **dates,
        ),
        document,
        subject,
        value,
        polarity,
        line,
        dates,
    )


misspelled = st.builds(
    lambda said, slip: msgspec.structs.replace(said, misspelled=slip),
    claim(code, drug, "code-drug"),
    st.sampled_from(["pembrolizumb", "nivolumb"]),
)
mention = st.builds(
    names, document, code, st.sampled_from(["title", "address", "referred", "unclaimed", "claimed", "malformed"]), line
)
malformed = st.builds(
    lambda mention, token: msgspec.structs.replace(mention, quote=token, role="malformed", reason="no code"),
    st.builds(names, document, code, st.just("malformed"), line),
    st.sampled_from(["J927l", "J 9299"]),
)
said_of_drugs = claim(code, drug, "code-drug")
# What may meet in one finding; an example speaks of one of these only, so that its statements do meet.
THEMES: tuple[st.SearchStrategy[Statement], ...] = (
    said_of_drugs,
    st.one_of(said_of_drugs, claim(code, st.sampled_from(["1 mg", "10 mg", "1000 mcg"]), "code-unit")),
    st.one_of(said_of_drugs, claim(code, st.sampled_from(["unclassified", "discontinued"]), "code-status")),
    st.one_of(said_of_drugs, claim(code, st.sampled_from(["oral", "intravenous", "subcutaneous"]), "code-route")),
    st.one_of(said_of_drugs, claim(code, code, "code-successor")),
    claim(code, code, "code-successor"),
    st.one_of(said_of_drugs, claim(drug, st.sampled_from(["keytruda", "opdivo"]), "drug-brand")),
    claim(drug, st.sampled_from(["PD-1", "PD-L1"]), "drug-target"),
    claim(st.sampled_from(["JW", "JZ"]), st.sampled_from(["drug-discarded", "no-drug-discarded"]), "modifier-meaning"),
    st.one_of(said_of_drugs, misspelled, malformed),
    st.one_of(said_of_drugs, mention),
    st.builds(names, document, code, st.sampled_from(["title", "address"]), line),
)
EVERYTHING = st.one_of(*THEMES)
# An edit takes something out of a document, by its number there, or puts something in.
taken_out = st.tuples(document, st.integers(0, 9))


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[Statement], list[Statement | tuple[str, int]]]:
    """What a corpus says, and edits of it."""
    statement = draw(st.sampled_from([*THEMES, EVERYTHING]))
    said = draw(st.lists(statement, max_size=12))
    return said, draw(st.lists(st.one_of(statement, taken_out), min_size=1, max_size=6))


@cache
def judge() -> Authority:
    return authority(embedded())


def cold(corpus: Corpus, judge: Authority | None) -> list[Finding]:
    """What a run from scratch finds, repairs and all."""
    graph = cross_reference(corpus.values(), load_names())
    return by_weight(mended((found for rule in RULES for found in rule.check(graph, judge)), graph, judge))


def kept(state: Incremental) -> list[Finding]:
    """What the state holds, repairs and all."""
    return [state.repaired(finding) for finding in state.findings()]


def test_every_rule_is_known_to_look_so_far() -> None:
    assert sorted(LOOKS) == sorted(rule.id for rule in RULES if not rule.of_lapses)


@pytest.mark.parametrize("judged", [False, True], ids=["no reference", "the reference"])
@settings(deadline=None, max_examples=EXAMPLES)
@given(story=stories())
def test_after_every_edit_the_findings_are_those_of_a_cold_run(
    judged: bool, story: tuple[list[Statement], list[Statement | tuple[str, int]]]
) -> None:
    said, changes = story
    against = judge() if judged else None
    state = Incremental(authority=against)
    state.update(extractions_of(*said))
    for change in changes:
        name = change[0] if isinstance(change, tuple) else change.document
        there = [one for one in said if one.document == name]
        if not isinstance(change, tuple):
            said = [*said, change]
        elif there:
            said = [one for one in said if one is not there[change[1] % len(there)]]
        now = {one.document: one for one in extractions_of(*said)}
        before = {other: state.findings_of(other) for other in DOCUMENTS}
        changed = state.update([now[name]] if name in now else [], [] if name in now else [name])
        assert kept(state) == cold(now, against)
        other = {document for document in DOCUMENTS if state.findings_of(document) != before[document]}
        assert other <= changed.documents


@settings(deadline=None, max_examples=100)
@given(said=st.lists(EVERYTHING, max_size=12))
def test_every_place_is_known_though_reports_list_few(said: list[Statement]) -> None:
    everything = cold({one.document: one for one in extractions_of(*said)}, judge())
    state = Incremental(authority=judge())
    with pytest.MonkeyPatch.context() as few:
        few.setattr(graph, "LISTED", 1)
        state.update(extractions_of(*said))
        assert kept(state) == everything


@settings(deadline=None, max_examples=100)
@given(said=st.lists(EVERYTHING, max_size=12), more=st.lists(EVERYTHING, min_size=1, max_size=3))
def test_a_statement_taken_back_leaves_no_trace(said: list[Statement], more: list[Statement]) -> None:
    state = Incremental(authority=judge())
    state.update(extractions_of(*said))
    before = kept(state)
    documents = {one.document for one in more}
    state.update(one for one in extractions_of(*said, *more) if one.document in documents)
    once = {one.document: one for one in extractions_of(*said)}
    state.update((once[name] for name in documents & once.keys()), documents - once.keys())
    assert kept(state) == before


def test_an_edit_tells_of_the_other_document_that_it_touches() -> None:
    state = Incremental()
    state.update(extractions_of(says("a.md", "J9271", "pembrolizumab"), says("b.md", "J9299", "nivolumab")))
    assert state.findings() == []
    assert state.update(extractions_of(says("b.md", "J9271", "nivolumab"))).documents == {"a.md", "b.md"}
    assert [finding.rule for finding in state.findings_of("a.md")] == ["AUD101"]
    assert state.update((), ["b.md"]).documents == {"a.md", "b.md"}
    assert state.findings_of("a.md") == []


def test_what_tells_two_codes_of_a_drug_apart_may_stand_in_a_document_that_names_no_drug() -> None:
    said = [says("a.md", "J9217", "leuprolide"), says("b.md", "J1950", "leuprolide")]
    state = Incremental()
    state.update(extractions_of(*said))
    assert [finding.rule for finding in state.findings()] == ["AUD102"]
    state.update(extractions_of(says("c.md", "J9217", "J1950", "code-successor")))
    assert state.findings() == []
    state.update((), ["c.md"])
    assert [finding.rule for finding in state.findings()] == ["AUD102"]


def test_a_changed_unit_does_not_hide_the_units_that_did_not_change() -> None:
    units = [
        says("a.md", "J9217", "7.5 mg", "code-unit", line=2),
        says("b.md", "J1950", "3.75 mg", "code-unit", line=2),
    ]
    said = [says("a.md", "J9217", "leuprolide"), says("b.md", "J1950", "leuprolide")]
    state = Incremental()
    state.update(extractions_of(*said, *units))
    state.update(extractions_of(says("a.md", "J9217", "leuprolide", line=4), units[0]))
    assert state.findings() == []


def test_two_codes_that_replaced_each_other_are_found_whichever_is_said_last() -> None:
    for first, last in (("J9217", "J1950"), ("J1950", "J9217")):
        state = Incremental()
        state.update(extractions_of(says("a.md", first, last, "code-successor")))
        state.update(extractions_of(says("b.md", last, first, "code-successor")))
        assert [(finding.rule, finding.subject) for finding in state.findings()] == [("AUD110", "J1950")]
        state.update(extractions_of(says("b.md", last, first, "code-successor", line=3)))
        [moved] = state.findings()
        assert {place.place.line for place in (moved.primary, *moved.related)} == {1, 3}


def test_what_is_not_touched_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    state = Incremental()
    state.update(extractions_of(says("a.md", "J9271", "pembrolizumab"), says("b.md", "J9271", "nivolumab")))
    [before] = state.findings()
    looked: set[str] = set()

    def watched(said: Iterable[Extraction], lexicon: Names) -> Graph:
        parts = list(said)
        looked.update(one.document for one in parts)
        return cross_reference(parts, lexicon)

    monkeypatch.setattr("auditor.incremental.state.cross_reference", watched)
    state.update(extractions_of(says("c.md", "J9301", "obinutuzumab")))
    assert state.findings() == [before]
    assert looked == {"c.md"}


def test_after_many_random_edits_of_real_text_the_state_is_that_of_a_cold_run() -> None:
    chance = random.Random(7)  # noqa: S311 - the same edits every time
    texts = dict(_corpus())
    pool = [*sorted({line for text in texts.values() for line in text.splitlines(keepends=True)}), *ASKING * 20]
    state, last = Incremental(authority=judge()), 0
    standing = Standing(state, RULES, POLICY)
    for edit in range(EDITS + 1):
        name = chance.choice([*texts, "new.md", "j9271-new.txt"])
        touched = list(texts) if edit == 0 else [name]
        if edit:
            texts[name] = _edited(texts.get(name, ""), pool, chance)
        said = {one: _said(one, texts[one]) for one in touched}
        gone = [one for one, found in said.items() if found is None]
        state.update([found for found in said.values() if found is not None], gone)
        if edit % 20 == 0 or edit == EDITS:
            documents = [_document(one, text) for one, text in texts.items() if text.strip()]
            run = audit((), RULES, embedded(), texts=documents, policy=POLICY)
            assert standing.findings() == list(run.report.findings), f"after edit {edit}, of {name}"
            last = run.report.summary.ignored
    assert state.findings()
    assert last


def _corpus() -> Iterable[tuple[str, str]]:
    for source in discover([CORPUS])[0]:
        loaded = load(source)
        assert isinstance(loaded, Document)
        yield loaded.name, loaded.text


def _document(name: str, text: str) -> Document:
    media: dict[str, Media] = {"md": "markdown", "html": "html"}
    return Document(name, media.get(name.rpartition(".")[2], "text"), text)


def _said(name: str, text: str) -> Extraction | None:
    if not text.strip():
        return None
    return read_document(_document(name, text), load_names()).extraction


def _edited(text: str, pool: list[str], chance: random.Random) -> str:
    """One edit as somebody at a keyboard makes it: a line in, out, moved from elsewhere, cut short, or everything gone."""
    lines = text.splitlines(keepends=True)
    at = chance.randrange(len(lines) + 1)
    kind = chance.choice(["insert", "insert", "delete", "replace", "cut", "swap", "empty"] if lines else ["insert"])
    match kind:
        case "insert":
            lines.insert(at, chance.choice(pool))
        case "delete":
            del lines[at : at + 2]
        case "replace":
            lines[at : at + 1] = [chance.choice(pool)]
        case "cut":
            where = chance.randrange(len(text))
            return text[:where] + text[where + chance.randrange(12) :]
        case "swap":
            codes = ("J9271", "J9299", "J9317", "J9322", "J9371", "J9173")
            return text.replace(chance.choice(codes), chance.choice(codes))
        case "empty":
            return "" if chance.random() < 0.2 else text
    return "".join(lines)
