"""The trend over past runs: a picture that needs no colour, with a table beside it, and how to get one where there is none."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

import msgspec
import pytest

from auditor.model.findings import Report, Step, Summary
from auditor.reports.html import render, render_folder
from auditor.reports.html.trend import LETTERS, LISTED, Trend, trend
from tests.html.making import DOCUMENTS, report_of

REPORT = report_of(DOCUMENTS)


def step(number: int, errors: int, warnings: int = 0, notes: int = 0, *, complete: bool = True) -> Step:
    summary = Summary(9, 99, errors + warnings + notes, errors, warnings, notes, 0, 0, 0, 0)
    return Step(number, f"2026-05-{number:02}T04:00:00+00:00" if number else "", complete, summary, 2, 1)


def shown(*steps: Step) -> Trend:
    made = trend(msgspec.structs.replace(REPORT, trend=steps))
    assert made is not None
    return made


def test_each_severity_is_a_line_with_a_mark_at_each_run_and_its_name_at_the_end() -> None:
    made = shown(step(1, 4, 2, 1), step(2, 8), step(0, 6, 1))
    assert [(graph.name, graph.sign, len(graph.marks)) for graph in made.graphs] == [
        ("6 errors", "◆", 3),
        ("1 warning", "▲", 3),
        ("0 notes", "●", 3),
    ]
    errors = [y for _, y in made.graphs[0].marks]
    assert errors[1] < errors[2] < errors[0]  # the more, the higher
    assert [tick.text for tick in made.scale] == ["0", "4", "8"]
    assert [tick.text for tick in made.runs] == ["run 1", "now"]


def test_the_picture_and_the_table_say_the_same_in_words() -> None:
    made = shown(step(1, 4, 2, 1), step(2, 8), step(0, 6, 1))
    assert made.label == "Findings of 3 complete runs: errors from 4 to 6, warnings from 2 to 1, notes from 1 to 0"
    assert made.lead == "7 findings in run 1 of 2026-05-01, 7 now; of errors 4 then and 6 now."
    assert made.table is not None
    assert [[cell.text for cell in row.cells] for row in made.table.rows] == [
        ["this", "6", "1", "0", "2", "1"],
        ["2", "8", "0", "0", "2", "1"],
        ["1", "4", "2", "1", "2", "1"],
    ]


@pytest.mark.parametrize("numbers", [(0, 0, 0), (5, 5, 5), (100, 1, 0), (0, 1, 100), (999_999, 0, 1)])
def test_the_names_of_the_lines_never_lie_over_each_other_nor_outside(numbers: tuple[int, int, int]) -> None:
    made = shown(step(1, 1), step(0, *numbers))
    heights = sorted(graph.y for graph in made.graphs)
    assert all(lower - higher >= LETTERS for higher, lower in pairwise(heights))
    assert 0 <= heights[0] <= heights[-1] <= made.height
    assert all(0 <= y <= made.height for graph in made.graphs for _, y in graph.marks)


def test_an_incomplete_run_is_listed_but_not_drawn() -> None:
    made = shown(step(1, 4), step(2, 1, complete=False), step(0, 6))
    assert len(made.graphs[0].marks) == 2
    assert made.table is not None
    assert made.table.rows[1].cells[0].beside == "2026-05-02, incomplete"


def test_where_no_earlier_run_was_complete_nothing_is_drawn() -> None:
    made = shown(step(1, 4, complete=False), step(0, 6))
    assert (made.graphs, made.lead) == ((), "No earlier run was complete, so there is nothing to compare with.")


def test_of_many_runs_the_table_holds_the_latest_and_says_so() -> None:
    made = shown(*(step(number, number) for number in range(1, 20)), step(0, 6))
    assert made.table is not None
    assert len(made.table.rows) == LISTED
    assert made.more == "The picture goes back 12 runs further; auditor history lists all."


def test_the_first_screen_tells_what_came_and_went_since_the_last_run() -> None:
    told = tuple(msgspec.structs.replace(one, status="unchanged") for one in REPORT.findings)
    page = page_of(msgspec.structs.replace(REPORT, findings=told, trend=(step(7, 4), step(0, 6))))
    assert "Since run 7 of 2026-05-07: 0 new · 0 reopened · " in page
    assert "unchanged · 1 gone" in page
    assert "Nothing: all of it was known before." in page
    assert "Over past runs" in page


def test_a_report_that_was_not_asked_to_look_back_says_how() -> None:
    page = page_of(REPORT)
    assert "What is new is not told, because nothing earlier was compared: auditor check --baseline last does" in page
    assert "Over past runs" not in page


def test_the_page_to_print_and_the_one_file_have_the_trend_too() -> None:
    report = msgspec.structs.replace(REPORT, trend=(step(7, 4), step(0, 6)))
    assert 'id="trend-title"' in render(report)
    assert 'id="trend-title"' in render_folder(report)["pages/print.html"]


def page_of(report: Report) -> str:
    """The words of the first page."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", render_folder(report)["index.html"], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", text)).split())
