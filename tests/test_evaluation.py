"""Measuring: distinct assertions, exactly as spelled, and how sure the figures are."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.evaluation import GoldError, gold, predicted, render_text, score, wilson
from tests.saying import extractions_of, says

ROW = (
    '{"document": "a.md", "kind": "code-drug", "subject": "%s", "object": "%s", "polarity": "asserted", "lines": %s}\n'
)


def test_right_wrong_and_missing_are_counted_per_kind(tmp_path: Path) -> None:
    (tmp_path / "assertions.jsonl").write_text(ROW % ("J9371", "durvalumab", [2]) + ROW % ("J9271", "x", [5]))
    found = predicted(extractions_of(says("a.md", "J9371", "durvalumab"), says("a.md", "J9299", "nivolumab")))
    result = score(found, gold(tmp_path))
    assert (result.overall.tp, result.overall.fp, result.overall.fn) == (1, 1, 1)
    assert (result.overall.precision, result.overall.recall, result.overall.f1) == (0.5, 0.5, 0.5)
    assert result.line_accuracy == 0
    assert "FN a.md:5  code-drug  J9271 -> x  [asserted]" in render_text(result, misses=True)


@pytest.mark.parametrize("broken", ["{", '{"x":' + "[" * 200_000])
def test_labels_that_cannot_be_read_say_where(tmp_path: Path, broken: str) -> None:
    (tmp_path / "assertions.jsonl").write_text(ROW % ("J9371", "x", []) + broken)
    with pytest.raises(GoldError, match=r"assertions.jsonl:2: "):
        gold(tmp_path)


def test_an_interval_stays_within_its_bounds_and_is_none_of_nothing() -> None:
    assert wilson(0, 0) is None
    assert wilson(10, 10) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
