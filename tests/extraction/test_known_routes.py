"""A route that is told of a whole section, group or list is that of its codes whose drugs can be given so."""

from __future__ import annotations

import pytest

from tests.extraction.claiming import claims, route, suggested

ROWS = "| Code | Enzyme |\n|---|---|\n| J0180 | agalsidase beta |\n| J2508 | pegunigalsidase alfa |\n"


@pytest.mark.parametrize(
    ("text", "way", "codes"),
    [
        ("## Step 3\n\nNow she swallows. Every code in this step is oral.\n\n### Tacrolimus\n\n- J7507, 1 mg\n- J7503, 0.25 mg\n", "oral", ["J7507", "J7503"]),
        (f"## Enzymes\n\nExcept where the row says otherwise, the route is intravenous.\n\n{ROWS}", "intravenous", ["J0180", "J2508"]),
        (f"## Enzymes\n\nOne table, alphabetical, IV unless noted.\n\n{ROWS}", "intravenous", ["J0180", "J2508"]),
        (f"## Rules\n\nEvery code in Group 1 is administered intravenously.\n\n## Group 1\n\n{ROWS}", "intravenous", ["J0180", "J2508"]),
        ("Every line below is breathed in.\n\n| Drug | Code |\n|---|---|\n| albuterol | J7613 |\n| levalbuterol | J7614 |\n", "inhalation", ["J7613", "J7614"]),
        ("**List 1 - Demyelinating disease**\n\n| Code | Agent |\n|---|---|\n| J2323 | natalizumab |\n| J2329 | ublituximab |\n| J2351 | ocrelizumab with hyaluronidase-ocsq |\n\nEverything in List 1 is an intravenous product except J2351.", "intravenous", ["J2323", "J2329"]),
        ("## A. Short-acting\n\n- Zarxio, Q5101\n\n## B. Long-acting\n\n- Nyvepria, Q5122\n\nSections A and B are injected under the skin.", "subcutaneous", ["Q5101", "Q5122"]),
        ("## Antipsychotics\n\nAll antipsychotics are for intramuscular use, apart from Perseris, which goes under the skin.\n\n1. Risperdal Consta, J2794.\n2. Perseris, J2798.\n\nThree hours of watching follow.\n\n- Zyprexa Relprevv, J2358.", "intramuscular", ["J2794", "J2358"]),
    ],
)  # fmt: skip
def test_what_is_said_of_all_is_said_of_each(text: str, way: str, codes: list[str]) -> None:
    assert {route(code, way) for code in codes} <= suggested(text) | claims(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"## Rules\n\nEvery code in Group 2 is administered intravenously.\n\n## Group 1\n\n{ROWS}", route("J0180", "intravenous")),
        ("## Step 3\n\nEvery code in this step is oral.\n\n## Step 4\n\n- J7507, 1 mg\n- J7503, 0.25 mg\n", route("J7507", "oral")),
        (f"## Enzymes\n\nEvery line of the claim needs an IV time.\n\n{ROWS}", route("J0180", "intravenous")),
        ("- J2323, natalizumab\n- J2351, ocrelizumab with hyaluronidase-ocsq\n\nEverything here is an intravenous product except J2351.", route("J2351", "intravenous")),
        ("## A. Short-acting\n\n- Zarxio, Q5101\n\n## C. Others\n\n- Nyvepria, Q5122\n\nSections A and B are injected under the skin.", route("Q5122", "subcutaneous")),
        ("## Step 3\n\nEvery code in this step is oral.\n\n### Abatacept\n\n- J0129, 10 mg\n", route("J0129", "oral")),
    ],
)  # fmt: skip
def test_it_is_not_said_of_others_nor_of_what_cannot_be_given_so(text: str, told: object) -> None:
    assert told not in suggested(text) | claims(text)
