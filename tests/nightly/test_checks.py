"""Whatever changes, what the ledger holds and what is checked again must together be what a cold run finds, repairs and all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import graph
from auditor.auditing import by_weight
from auditor.lexicon.names import load_names
from auditor.model import pile
from auditor.model.assertions import KINDS, Extraction, Kind
from auditor.model.findings import Finding
from auditor.nightly import checking
from auditor.nightly.checking import Checks
from auditor.nightly.ledger import Ledger, Part
from auditor.reading.file import Said
from tests.saying import extractions_of, says
from tests.test_incremental import EVERYTHING, Statement, cold, judge, stories

Story: TypeAlias = tuple[list[Statement], list[Statement | tuple[str, int]]]

EXAMPLES = int(os.environ.get("AUDITOR_EXAMPLES", "200")) // 2


class Kept:
    """A ledger with its checks, told what documents say now."""

    def __init__(self, said: list[Statement], *, judged: bool, together: bool = True) -> None:
        self.ledger = Ledger(None)
        self.checks = Checks(self.ledger, judge() if judged else None, load_names())
        self.now: dict[str, Extraction] = {}
        for extraction in extractions_of(*said):
            self._file(extraction)
        if together:
            self.checks.check_documents(self.now.values())
        self.ledger.index()
        self.checks.check_all(() if together else list(self.now))

    def say(self, said: list[Statement], *names: str) -> None:
        """Tell what some documents say now."""
        now = {one.document: one for one in extractions_of(*said)}
        versions = {}
        for name in names:
            before = self.ledger.forget(name).get(name)
            self.now.pop(name, None)
            if name in now:
                self._file(now[name])
            versions[name] = before, now.get(name)
        self.checks.check_changed(versions)

    def findings(self) -> list[Finding]:
        """What is found, in the order of a report."""
        return by_weight(self.checks.findings())

    def _file(self, extraction: Extraction) -> None:
        self.now[extraction.document] = extraction
        self.ledger.file(extraction.document, Said(extraction.document, "0" * 64, extraction))


@pytest.mark.parametrize("judged", [False, True], ids=["no reference", "the reference"])
@settings(deadline=None, max_examples=EXAMPLES)
@given(story=stories())
def test_after_every_edit_the_findings_are_those_of_a_cold_run(judged: bool, story: Story) -> None:
    follow(story, judged=judged)


@pytest.mark.parametrize("together", [1, 2])
@settings(deadline=None, max_examples=EXAMPLES)
@given(story=stories())
def test_however_little_is_packed_the_findings_are_those_of_a_cold_run(together: int, story: Story) -> None:
    with pytest.MonkeyPatch.context() as small:
        small.setattr(pile, "TOGETHER", together)
        follow(story, judged=True)


@pytest.mark.parametrize("judged", [False, True], ids=["no reference", "the reference"])
@settings(deadline=None, max_examples=EXAMPLES)
@given(story=stories())
def test_however_few_places_are_listed_the_findings_are_those_of_a_cold_run(judged: bool, story: Story) -> None:
    with pytest.MonkeyPatch.context() as few:
        few.setattr(graph, "LISTED", 1)
        follow(story, judged=judged)


def follow(story: Story, *, judged: bool) -> None:
    """Compare the findings with those of a cold run after each change."""
    said, changes = story
    against = judge() if judged else None
    kept = Kept(said, judged=judged)
    assert kept.findings() == cold(kept.now, against)
    for change in changes:
        name = change[0] if isinstance(change, tuple) else change.document
        there = [one for one in said if one.document == name]
        if not isinstance(change, tuple):
            said = [*said, change]
        elif there:
            said = [one for one in said if one is not there[change[1] % len(there)]]
        kept.say(said, name)
        assert kept.findings() == cold(kept.now, against)
    kept.ledger.close()


@settings(deadline=None, max_examples=EXAMPLES)
@given(said=st.lists(EVERYTHING, max_size=16))
def test_in_groups_of_one_the_findings_are_the_same(said: list[Statement]) -> None:
    with pytest.MonkeyPatch.context() as small:
        for name in ("_GROUP", "_DOCUMENTS", "_MENDED"):
            small.setattr(checking, name, 1)
        kept = Kept(said, judged=True, together=False)
    assert kept.findings() == cold(kept.now, judge())
    kept.ledger.close()


def test_a_repair_that_other_documents_had_a_part_in_is_weighed_again() -> None:
    said: list[Statement] = [says("a.md", "J9271", "pembrolizumab"), says("b.md", "J9271", "nivolumab")]
    kept = Kept(said, judged=False)
    for more in (says("c.md", "J9271", "nivolumab"), says("c.md", "J9299", "pembrolizumab")):
        said.append(more)
        kept.say(said, "c.md")
        assert kept.findings() == cold(kept.now, None)
    kept.ledger.close()


def test_what_is_not_touched_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[Statement] = [says("a.md", "J9271", "pembrolizumab"), says("b.md", "J9271", "nivolumab")]
    kept = Kept(said, judged=True)
    before = kept.findings()
    looked: set[str] = set()
    whole = kept.ledger.said_of

    def watched(subjects: Iterable[str], kinds: Iterable[Kind] = KINDS) -> Iterator[Part]:
        looked.update(subjects)
        return whole(subjects, kinds)

    monkeypatch.setattr(kept.ledger, "said_of", watched)
    kept.say([*said, says("c.md", "J9301", "obinutuzumab")], "c.md")
    assert looked == {"J9301"}
    assert kept.findings() == before
    kept.ledger.close()
