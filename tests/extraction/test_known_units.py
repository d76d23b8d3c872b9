"""Units told of all that a section, a row or a list names are each code's, where the code set agrees."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import suggested, unit


@pytest.mark.parametrize(
    ("text", "units"),
    [
        (
            "Everything in this household is charged by the ten milligrams.\n\n- Inflectra is Q5103.\n- Remicade is J1745.\n",
            [unit("Q5103", "10 mg"), unit("J1745", "10 mg")],
        ),
        (
            "| Class | Preferred | Other |\n|---|---|---|\n| Trastuzumab (all per 10 mg) | Kanjinti, Q5117 | Herceptin, J9355 |\n",
            [unit("Q5117", "10 mg"), unit("J9355", "10 mg")],
        ),
        (
            "Abilify Asimtufii has a code. In 2024 J0402 took over. Same milligram, same muscle. Maintena is J0401, billed per 1 mg.",
            [unit("J0402", "1 mg")],
        ),
        ("One unit of J1930 is one milligram. J1932 works the same way.", [unit("J1932", "1 mg")]),
        (
            "They appear in a row, 1 mg each: Q5147 (aflibercept-ayyh), Q5149 (aflibercept-abzv).",
            [unit("Q5147", "1 mg"), unit("Q5149", "1 mg")],
        ),
        ("UPLIZNA inebilizumab-cdon. J1823. 1 mg. hits CD19.", [unit("J1823", "1 mg")]),
        ("Aristada is J1943, Aristada Initio is J1944. Nobody asks more. One milligram each.", [unit("J1943", "1 mg")]),
    ],
)
def test_what_is_told_of_all_is_each_codes(text: str, units: list[object]) -> None:
    assert set(units) <= suggested(text)


@pytest.mark.parametrize(
    "text",
    [
        "## Infliximab (all billed per 1 mg)\n\n- Inflectra is Q5103.\n",  # the code set has 10 mg
        "## Infliximab\n\nThe dose is 10 mg for each kilogram.\n\n- Inflectra is Q5103.\n",
        "Inflectra is Q5103. Are all of these 10 mg?",
        "## Both\n\nMirikizumab and risankizumab each count 1 mg.\n\n- Tyruko is Q5134.\n",
        "Every code in the table is 10 mg. Rituxan Hycela is J9311.\n\n| Drug | Code |\n|---|---|\n| Truxima | Q5115 |\n",
    ],
)
def test_what_is_not_told_of_a_code_is_not_its_unit(text: str) -> None:
    assert not {
        unit("Q5103", "10 mg"),
        unit("Q5103", "1 mg"),
        unit("Q5134", "1 mg"),
        unit("J9311", "10 mg"),
    } & suggested(text)


def test_what_is_told_of_the_table_is_of_its_rows() -> None:
    text = "Every code in the table is 10 mg.\n\n| Drug | Code |\n|---|---|\n| Truxima | Q5115 |\n"
    assert unit("Q5115", "10 mg") in suggested(text)
