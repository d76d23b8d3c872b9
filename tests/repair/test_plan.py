"""The least to change in a whole corpus: checked against every possible choice on small graphs of disagreements."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.auditing import audit
from auditor.model.findings import Edit, Finding, Location, Repair, Value, Verdict
from auditor.model.source import Place
from auditor.reference.files import embedded
from auditor.repair import plan as planning
from auditor.repair.applying import apply, by_document
from auditor.repair.plan import plan
from tests.repair.making import document


def place(at: int) -> Place:
    return Place(at * 10, at * 10 + 5, 1, at * 10 + 1, 1, at * 10 + 6)


def finding(sides: dict[str, list[int]], verdict: Verdict = "unknown", subject: str = "J1000") -> Finding:
    """A disagreement: by value, the documents that give it. Every document has one place for each subject."""
    at = int(subject[1:])
    values = tuple(
        Value(value, verdict, len(numbers), tuple(f"{number}.md" for number in numbers))
        for value, numbers in sorted(sides.items())
    )
    everyone = [number for numbers in sides.values() for number in numbers]
    where = Location(f"{everyone[0]}.md", place(at), "J1000", "")
    repair, *others = (
        Repair(tuple(Edit(f"{number}.md", place(at), "new", "old") for number in numbers), "why")
        for numbers in sides.values()
    )
    return Finding(
        "AUD101",
        "x",
        "error",
        "high",
        subject,
        "",
        f"{subject}{sorted(sides)}",
        values,
        where,
        repair=repair,
        alternatives=tuple(others),
    )


def test_nothing_wrong_is_nothing_to_do() -> None:
    found = plan([])
    assert (found.edits, found.bound, found.exact) == ((), 0, True)


def test_the_smaller_side_changes() -> None:
    found = plan([finding({"a": [1, 2, 3], "b": [4]})])
    assert ([edit.document for edit in found.edits], found.bound, found.exact) == (["4.md"], 1, True)


def test_what_the_reference_refutes_changes_however_many_say_so() -> None:
    wrong = finding({"a": [1, 2, 3], "b": [4]}, "refuted")
    found = plan([wrong])
    assert [edit.document for edit in found.edits] == ["1.md", "2.md", "3.md"]  # its first repair


def test_a_mistake_that_several_rules_find_is_mended_once() -> None:
    once = finding({"a": [1]}, "refuted")
    found = plan([once, once])
    assert (len(found.edits), found.bound) == (1, 1)


def test_what_no_edit_ends_is_told() -> None:
    mended = finding({"a": [1]}, "refuted")
    bare = Finding("AUD109", "x", "error", "high", "J1", "", "print", mended.values, mended.primary)
    note = Finding("AUD402", "x", "note", "high", "J1", "", "other", mended.values, mended.primary)
    assert plan([mended, bare, note]).unmended == ("print",)


def test_two_edits_never_touch_one_place() -> None:
    one = finding({"a": [1]}, "refuted")
    other = Finding(
        "AUD201", "x", "error", "high", "J1000", "", "p", one.values, one.primary,
        repair=Repair((Edit("1.md", place(1000), "another", "old"),), "why", certain=True),
    )  # fmt: skip
    found = plan([one, other])
    assert [(edit.replacement) for edit in found.edits] == ["another"]  # the certain one stays
    assert found.certain == found.edits
    assert found.unmended == (one.fingerprint,)  # its own repair was not made


def without_a_reference(*texts: str) -> tuple[list[Finding], list[Edit], set[str]]:
    """What is found in texts, what the plan edits, and the subjects of which it lists a finding as one that may stay."""
    documents = [document(text, f"{name}.md") for name, text in zip("abcd", texts, strict=False)]
    found = [one for one in audit([], texts=documents).report.findings if one.severity != "note"]
    planned = plan(found)
    return found, list(planned.edits), {one.subject for one in found if one.fingerprint in planned.unmended}


def test_without_a_reference_the_statement_that_has_a_repair_changes_and_the_other_stays() -> None:
    found, edits, staying = without_a_reference("J9355 is pembrolizumab.\n", "J9271 is pembrolizumab.\n")
    assert [one.rule for one in found] == ["AUD102"]
    assert [(edit.document, edit.quote, edit.replacement) for edit in edits] == [("a.md", "J9355", "J9271")]
    assert staying == set()


def test_edits_that_only_exchange_two_codes_end_nothing_and_are_not_said_to() -> None:
    _, _, staying = without_a_reference(
        "J9271 is pembrolizumab.\n",
        "J9271 is pembrolizumab.\n\nJ9299 is pembrolizumab.\n\nJ9299 is trastuzumab.\n",
        "J9271 is trastuzumab.\n\nJ9355 is pembrolizumab.\n",
    )
    assert "trastuzumab" in staying


def test_a_side_that_no_repair_changes_leaves_its_finding_listed() -> None:
    sides = finding({"a": [1], "b": [2]})
    only_elsewhere = msgspec.structs.replace(
        sides, repair=Repair((Edit("3.md", place(1000), "new", "old"),), "why"), alternatives=()
    )
    assert plan([only_elsewhere]).unmended == (sides.fingerprint,)


def test_where_two_codes_are_given_to_one_drug_no_code_is_written_for_the_drug() -> None:
    found, _, _ = without_a_reference("J9355 is pembrolizumab.\n", "J9271 is pembrolizumab.\n")
    offered = [repair for one in found for repair in (one.repair, *one.alternatives) if repair]
    assert [repair.action for repair in offered] == ["write J9271 for J9355"]


@settings(deadline=None)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from("abc"), st.lists(st.integers(1, 3), min_size=1, max_size=2, unique=True), min_size=2
        ),
        min_size=1,
        max_size=2,
    )
)
def test_no_smaller_set_of_statements_ends_all_disagreements(disagreements: list[dict[str, list[int]]]) -> None:
    found = [finding(sides, subject=f"J{1000 + at}") for at, sides in enumerate(disagreements)]
    statements = sorted({(at, value, number) for at, sides in enumerate(disagreements) for value, numbers in sides.items() for number in numbers})  # fmt: skip
    clashes = [
        (one, other)
        for one, other in combinations(statements, 2)
        if one[0] == other[0] and one[1] != other[1]
    ]  # fmt: skip
    least = next(
        size
        for size in range(len(statements) + 1)
        for chosen in combinations(statements, size)
        if all(one in chosen or other in chosen for one, other in clashes)
    )
    graph, _ = planning._disagreements(found)  # noqa: SLF001 - places may coincide in edits, statements never do
    cover, bound, exact = planning._least_cover(graph) if len(graph) else (set(), 0, True)  # noqa: SLF001
    assert (len(cover), bound, exact) == (least, least, True)


@pytest.mark.parametrize("size", [3, 9])
def test_a_large_component_is_covered_within_twice_its_bound(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(planning, "EXACT", 1)
    found = plan([finding({"a": list(range(size)), "b": list(range(size, 2 * size))})])
    assert not found.exact
    assert size == found.bound <= len(found.edits) <= 2 * found.bound


def test_the_plan_of_real_texts_leaves_nothing_to_find() -> None:
    texts = {
        "a.md": "# HCPCS code J9371\n\nHCPCS code J9371 is used for durvalumab, 10 mg. Durvalumab is sold as Imfinzi.\n",
        "b.md": "| Code | Drug | Unit |\n|---|---|---|\n| J9299 | nivolumab | 10 mg |\n| J9271 | pembrolizumab | 1 mg |\n",
        "c.md": "Rituximab is billed with J9310.\n",
    }
    documents = {name: document(text, name) for name, text in texts.items()}
    report = audit([], reference=embedded(), texts=documents.values()).report
    found = plan(report.findings)
    assert (found.exact, found.unmended, found.bound) == (True, (), len(found.edits))
    after = [document(apply(documents[name], edits).text, name) for name, edits in by_document(found.edits).items()]
    assert audit([], reference=embedded(), texts=after).report.summary.error == 0
    assert audit([], reference=embedded(), texts=after).report.summary.warning == 0
