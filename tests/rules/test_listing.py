"""Of a side that nobody has to change a finding lists the best evidence and counts the rest; of all others it lists every place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import graph
from auditor.auditing import audit, documents_in
from auditor.cli.touched import involves
from auditor.graph import LISTED, claim_key
from auditor.incremental.state import Incremental
from auditor.model.assertions import Assertion, CodeMention, Confidence
from auditor.model.findings import Finding, Report, Unlisted
from auditor.model.pile import pile
from auditor.model.source import Document
from auditor.reference.authority import Authority, authority
from auditor.reference.files import embedded
from auditor.repair.mending import mended, wrong_values
from auditor.reports import FORMATS
from auditor.reports.html import render_folder
from auditor.rules import RULES
from auditor.rules.contradiction import says as in_words
from auditor.rules.listing import best
from tests.commands import ATEZOLIZUMAB, run
from tests.saying import extractions_of, graph_of, names, says
from tests.test_incremental import EVERYTHING, Statement

MOST = 2
SURE: tuple[Confidence, ...] = ("low", "medium", "high")
TRASTUZUMAB = "HCPCS code J9355 is used for trastuzumab.\n"
CALLED, MISCALLED = "calls J9355 trastuzumab", "calls J9355 atezolizumab"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than two places are listed."""
    monkeypatch.setattr(graph, "LISTED", MOST)


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six documents that are right, b.md with three places, and one that is wrong."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in "abcdef":
        (folder / f"{name}.md").write_text(TRASTUZUMAB * (3 if name == "b" else 1))
    (folder / "wrong.md").write_text(ATEZOLIZUMAB)
    return folder


def judge() -> Authority:
    return authority(embedded())


def found(*said: Assertion | CodeMention, against: Authority | None = None) -> list[Finding]:
    """What the rules find, with repairs."""
    made = graph_of(*said)
    return mended((one for rule in RULES for one in rule.check(made, against)), made, against)


def conflict(right: int, wrong: int) -> list[Assertion]:
    """So many documents that call J9355 rightly, and so many that do not."""
    said = [says(f"right-{number:03}.md", "J9355", "trastuzumab") for number in range(right)]
    return said + [says(f"wrong-{number:03}.md", "J9355", "atezolizumab") for number in range(wrong)]


def of_corpus() -> Report:
    """The report of the corpus, against the reference."""
    return audit([Path("corpus")], [rule for rule in RULES if rule.id == "AUD101"], embedded()).report


# What is listed


def test_a_confirmed_side_is_shown_by_its_first_places_and_the_rest_is_counted() -> None:
    [finding] = (one for one in found(*conflict(LISTED + 9, 3), against=judge()) if one.rule == "AUD101")
    quoted = [place.document for place in (finding.primary, *finding.related)]
    assert quoted == [f"wrong-{number:03}.md" for number in range(3)] + [
        f"right-{number:03}.md" for number in range(LISTED)
    ]
    assert finding.unlisted == (Unlisted(CALLED, 9, 9),)
    assert [(value.occurrences, len(value.documents)) for value in finding.values] == [(LISTED + 9, LISTED + 9), (3, 3)]
    assert len(finding.documents) == LISTED + 12


def test_every_place_of_a_refuted_side_is_listed_however_many_there_are() -> None:
    [finding] = (one for one in found(*conflict(2, LISTED + 9), against=judge()) if one.rule == "AUD101")
    assert len([one for one in (finding.primary, *finding.related) if one.note == MISCALLED]) == LISTED + 9
    assert finding.unlisted == ()


def test_without_a_reference_only_the_side_with_the_most_support_is_cut_short() -> None:
    others = [says(f"other-{number:03}.md", "J9355", "bevacizumab") for number in range(LISTED + 1)]
    [finding] = (one for one in found(*conflict(LISTED + 9, LISTED + 2), *others) if one.rule == "AUD101")
    assert finding.unlisted == (Unlisted(CALLED, 9, 9),)


def test_where_both_sides_have_as_much_support_nothing_is_left_out() -> None:
    [finding] = (one for one in found(*conflict(LISTED + 9, LISTED + 9)) if one.rule == "AUD101")
    assert (finding.unlisted, len(finding.related)) == ((), 2 * LISTED + 17)


def test_what_is_denied_often_and_asserted_once_is_cut_short_too() -> None:
    said = [says(f"{number}.md", "J9355", "atezolizumab", polarity="denied") for number in range(LISTED + 4)]
    [finding] = found(*said, says("wrong.md", "J9355", "atezolizumab"))
    assert (finding.rule, finding.primary.document) == ("AUD109", "wrong.md")
    assert finding.unlisted == (Unlisted("says that J9355 is not atezolizumab", 4, 4),)
    assert finding.message == f"J9355 as atezolizumab is asserted in 1 place and denied in {LISTED + 4} places"


def test_of_a_name_that_only_says_less_than_the_reference_the_first_places_are_listed() -> None:
    said = [says(f"{number:03}.md", "J9311", "rituximab") for number in range(LISTED + 6)]
    [finding] = (one for one in found(*said, against=judge()) if one.rule == "AUD201")
    assert (finding.severity, finding.values[0].verdict, len(finding.related)) == ("note", "confirmed", LISTED - 1)
    assert finding.unlisted == (Unlisted("calls J9311 rituximab", 6, 6),)


def test_of_documents_about_one_code_the_first_are_listed_and_all_are_named() -> None:
    [finding] = found(*(names(f"{number:03}.md", "J9271", "title") for number in range(LISTED + 5)))
    assert (finding.rule, len(finding.related)) == ("AUD402", LISTED - 1)
    assert finding.unlisted == (Unlisted("is about J9271", 5, 5),)
    assert len(finding.values[0].documents) == LISTED + 5


def test_the_surest_evidence_is_listed_first_chosen_and_told_in_the_order_of_documents() -> None:
    said = [msgspec.structs.replace(one, confidence="low") for one in conflict(6, 0)]
    for number, sure in ((1, SURE[1]), (4, SURE[2]), (5, SURE[1])):
        said[number] = msgspec.structs.replace(said[number], confidence=sure)
    listed, left = best(said, 3)
    assert [one.document for one in listed] == ["right-001.md", "right-004.md", "right-005.md"]
    assert [one.document for one in left] == ["right-000.md", "right-002.md", "right-003.md"]


def test_whatever_is_said_is_said_by_one_of_those_that_are_listed() -> None:
    said = [says(f"{number}.md", "J9355", "trastuzumab") for number in range(5)]
    said += [says(f"{number}.md", "J9355", "trastuzumab", valid_to=f"{2010 + number}-01-01") for number in range(5, 9)]
    listed, left = best(said, 2)
    assert {claim_key(one) for one in listed} == {claim_key(one) for one in said}
    assert (len(listed), len(list(left))) == (5, 4)


@settings(deadline=None)
@given(
    said=st.lists(st.tuples(st.sampled_from(SURE), st.sampled_from(["", "2020-01-01"])), max_size=40),
    most=st.integers(1, 12),
)
def test_packed_or_not_the_same_places_are_chosen(said: list[tuple[Confidence, str]], most: int) -> None:
    evidence = [_said(f"{number:02}.md", sure, day) for number, (sure, day) in enumerate(said)]
    listed, left = best(evidence, most)
    with pytest.MonkeyPatch.context() as small:
        small.setattr("auditor.model.pile.TOGETHER", 4)
        packed = best(pile(Assertion, evidence), most)
    rest = list(left)
    assert (list(packed[0]), list(packed[1])) == (list(listed), rest)
    assert sorted([*listed, *rest], key=evidence.index) == evidence
    assert len(listed) == min(len(evidence), max(most, len({claim_key(one) for one in evidence})))


@pytest.mark.parametrize("judged", [False, True], ids=["no reference", "the reference"])
@settings(deadline=None)
@given(said=st.lists(EVERYTHING, max_size=16))
def test_whatever_a_repair_may_change_is_listed(judged: bool, said: list[Statement]) -> None:
    against = judge() if judged else None
    whole = found(*said, against=against)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(graph, "LISTED", 1)
        cut = found(*said, against=against)
    assert [one.fingerprint for one in cut] == [one.fingerprint for one in whole]
    for short, full in zip(cut, whole, strict=True):
        listed, every = [short.primary, *short.related], [full.primary, *full.related]
        left = list((Counter(every) - Counter(listed)).elements())
        rest = iter(every)
        assert all(place in rest for place in listed)  # in the same order
        assert sum(one.places for one in short.unlisted) == len(left) == len(every) - len(listed)
        assert short.documents == full.documents
        assert (short.values, short.repair, short.alternatives) == (full.values, full.repair, full.alternatives)
        if short.rule not in {"AUD402", "AUD109"}:
            wrong = {document for value in wrong_values(short.values)[0] for document in value.documents}
            innocent = {document for value in short.values for document in value.documents} - wrong
            assert all(place.document in innocent or _says_both(said, place.document) for place in left)


def _said(document: str, sure: Confidence, day: str) -> Assertion:
    qualifiers = (("valid_to", day),) if day else ()
    return msgspec.structs.replace(says(document, "J9355", "trastuzumab"), confidence=sure, qualifiers=qualifiers)


def _says_both(said: Sequence[Statement], document: str) -> bool:
    """Whether a document says more than one thing: then a place of the right side may stand in one that is wrong elsewhere."""
    return len({in_words(one) for one in said if isinstance(one, Assertion) and one.document == document}) > 1


# Who has a part in a finding


@pytest.mark.usefixtures("few", "corpus")
def test_a_document_of_which_no_place_is_listed_has_its_part_in_the_finding() -> None:
    [finding] = of_corpus().findings
    assert {place.document for place in finding.related} == {"a.md", "b.md"}
    assert involves(finding, {"f.md"})
    assert not involves(finding, {"g.md"})


@pytest.mark.usefixtures("few")
def test_an_ignore_in_a_document_that_is_right_silences_no_more_than_before(corpus: Path) -> None:
    ignore = '<!-- auditor: ignore[AUD101] reason="no" -->\n\n'
    for name in ("a", "f"):
        before = (corpus / f"{name}.md").read_text()
        (corpus / f"{name}.md").write_text(ignore + before)
        report = of_corpus()
        assert (len(report.findings), report.summary.ignored) == (1, 0)
        (corpus / f"{name}.md").write_text(before)


@pytest.mark.usefixtures("few", "corpus")
def test_why_not_knows_the_statement_of_a_document_that_is_not_listed() -> None:
    [pair] = json.loads(run("why-not", "f.md:1", "wrong.md:1", "corpus", "--format", "json").stdout)
    assert pair["contradiction"] is True


@pytest.mark.usefixtures("few")
def test_an_editor_is_shown_every_place() -> None:
    state = Incremental(authority=judge())
    state.update(extractions_of(*conflict(6, 1)))
    [finding] = (one for one in state.findings_of("right-005.md") if one.rule == "AUD101")
    assert {place.document for place in finding.related} == {f"right-{number:03}.md" for number in range(6)}
    assert finding.unlisted == ()


# What reports tell of it


@pytest.mark.usefixtures("few", "corpus")
@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("text", "= also calls J9355 trastuzumab: 6 more places in 4 documents\n"),
        ("json", '"unlisted": [\n        {\n          "note": "calls J9355 trastuzumab",\n          "places": 6,\n          "documents": 4\n'),
        ("jsonl", '"unlisted": [{"note": "calls J9355 trastuzumab", "places": 6, "documents": 4}]'),
        ("csv", '"unlisted","","","","","","","calls J9355 trastuzumab: 6 more places in 4 documents","",""\n'),
        ("junit", "\ncalls J9355 trastuzumab: 6 more places in 4 documents\n"),
        ("markdown", "; `b.md:1:30`; 6 more |"),
        ("sarif", "; 6 more."),
    ],
)  # fmt: skip
def test_wherever_places_are_listed_it_is_told_how_many_are_not(form: str, told: str) -> None:
    assert told in FORMATS[form].render(of_corpus())


@pytest.mark.usefixtures("few", "corpus")
def test_explain_tells_it_as_well() -> None:
    assert "also calls J9355 trastuzumab: 6 more places in 4 documents" in run("explain", "J9355", "corpus").stdout


@pytest.mark.usefixtures("few")
def test_the_pages_count_all_who_say_so_and_mark_what_is_not_listed() -> None:
    texts = [Document(f"{name}.md", "markdown", TRASTUZUMAB) for name in "abcdef"]
    made = documents_in(
        audit([], reference=embedded(), texts=[*texts, Document("wrong.md", "markdown", ATEZOLIZUMAB)], keep_texts=True)
    )
    pages = {name: str(page) for name, page in render_folder(made).items() if name.endswith(".html")}
    [cluster] = (page for name, page in pages.items() if "cluster-" in name)
    assert "6 documents" in cluster
    assert "4 more places" in cluster
    [fingerprint] = (one.fingerprint for one in made.findings if one.rule == "AUD101")
    last = next(page for name, page in pages.items() if "f-md" in name)
    assert f"f-{fingerprint}" in last
