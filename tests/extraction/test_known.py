"""What only knowledge of the field ties: suggested where the grammar reads nothing, and never against the text."""

from __future__ import annotations

import os
import sys
from subprocess import run

import pytest

from auditor.extraction.relations.known import SUGGESTED as BY_KNOWLEDGE
from auditor.lexicon.known import known_codes
from tests.extraction.claiming import (
    HISTORICAL,
    ROOT,
    Claim,
    brand,
    claims,
    drug,
    extraction,
    meaning,
    one_line,
    route,
    successor,
    suggested,
    target,
    unit,
)

SUGGESTED: tuple[tuple[str, set[Claim]], ...] = (
    (
        "Susvimo is ranibizumab too, but has had J2779 all to itself since 2022 (0.1 mg, so 20 units for the 2 mg fill).",
        {drug("J2779", "ranibizumab"), unit("J2779", "0.1 mg")},
    ),
    ("Bendamustine and rituximab: J9034 x 90 units, J9312 x 70 units.", {drug("J9034", "bendamustine"), drug("J9312", "rituximab")}),
    ("Golimumab does not. Its J1602 was written for the vein only.", {drug("J1602", "golimumab")}),
    ("Cosentyx sits in another chapter. Eculizumab left J1300 for J1299.", {drug("J1299", "eculizumab")}),
    ("Q5105 for the dialysis patient, a dose of 100 units; and Q5106 for all others, 1,000 units.", {unit("Q5105", "100 unit"), unit("Q5106", "1000 unit")}),
    ("Benralizumab. Fasenra.", {brand("benralizumab", "fasenra")}),
    ("The other is Emrelis. Telisotuzumab vedotin-tllv, to give it its full name, is a conjugate.", {brand("telisotuzumab vedotin-tllv", "emrelis")}),
    ("Pavblu is out, though, and its substance, aflibercept-ayyh, is the same.", {brand("aflibercept-ayyh", "pavblu")}),
    ("Eculizumab and ravulizumab share the same epitope on C5.", {target("eculizumab", "C5"), target("ravulizumab", "C5")}),
    (
        "| Box says | Code | Paid per |\n|---|---|---|\n| Euflexxa | J7323 | dose |\n| Durolane | J7318 | 1 mg |\n| Gelsyn-3 | J7328 | 0.1 mg |",
        {unit("J7318", "1 mg"), unit("J7328", "0.1 mg")},
    ),
    (
        "| Drug | Preferred | Second |\n|---|---|---|\n| bevacizumab | Mvasi Q5107, Zirabev Q5118 | Avastin J9035 |",
        {brand("bevacizumab", "mvasi"), brand("bevacizumab", "zirabev")},
    ),
    (
        "| Code | Drug | Note |\n|---|---|---|\n| J2326 | Spinraza | 12 mg vial, given intrathecally |",
        {route("J2326", "intrathecal")},
    ),
    ("Zusduri got J9282. So 75 mg in the bladder, 75 units, as 1 mg is all it takes.", {unit("J9282", "1 mg")}),
    (
        "Venofer is J1756 and INFeD is J1750.\n\n## Arithmetic\n\nThey do not count alike: 1 mg for Venofer but 50 mg for INFeD.",
        {unit("J1756", "1 mg"), unit("J1750", "50 mg")},
    ),
    ("# Oritavancin\n\nOrbactiv came first. Until 2015 hospitals sent C9444, which is over.", {drug("C9444", "oritavancin", HISTORICAL)}),
    (
        "## Fabry\n\nAgalsidase beta is J0180.\n\n## Pompe\n\nAvalglucosidase alfa is J0219. Alglucosidase alfa has J0221.\n\nAll enzymes of this section are infused into a vein.",
        {route("J0219", "intravenous"), route("J0221", "intravenous")},
    ),
    (
        "| Brand | Drug | Code |\n|---|---|---|\n| Perseris | risperidone | J2798 |\n| Uzedy | risperidone | J2799 |\n| Rykindo | risperidone | J2801 |\n\n"
        "Perseris and Uzedy go in the belly, under the skin.",
        {route("J2798", "subcutaneous"), route("J2799", "subcutaneous")},
    ),
    (
        "| Code | Drug | How |\n|---|---|---|\n| J2326 | nusinersen | IT |\n| J2778 | ranibizumab | IVT |",
        {route("J2326", "intrathecal"), route("J2778", "intravitreal")},
    ),
    ("## Iron, intravenous\n\n- Venofer [J1756], step one\n- Monoferric [J1437], step two", {route("J1756", "intravenous"), route("J1437", "intravenous")}),
    ("Rozanolixizumab goes under the skin by a pump, 20 mL an hour. J9333 pays for it.", {route("J9333", "subcutaneous")}),
    ("- Depo-Provera: J1050\n- 150 mg IM, 150 units", {route("J1050", "intramuscular")}),
    (
        "Five stand in our menu. All five go under the skin except reslizumab.\n\n"
        "| Menu | Code | What |\n|---|---|---|\n| XOL | J2357 | omalizumab |\n| NUC | J2182 | mepolizumab |\n| FAS | J0517 | benralizumab |\n"
        "| TEZ | J2356 | tezepelumab |\n| CIN | J2786 | reslizumab |",
        {route(code, "subcutaneous") for code in ("J2357", "J2182", "J0517", "J2356")},
    ),
    ("A leftover must be told on its own line with JW; since July 2023, where no drug is thrown out, JZ says so.", {meaning("JZ", "no-discarded-drug")}),
)  # fmt: skip

NOT_SUGGESTED = (
    ("a biosimilar is not its reference product", "Members try Mvasi (bevacizumab-awwb) before J9035 is asked for."),
    ("another suffix is another product", "Bevacizumab-awwb is preferred. Q5118 comes second."),
    ("a code that is over is not told as current", "For Soliris the clinic still sends J1300."),
    ("a denial stays one", "J9271 is not what nivolumab goes by."),
    ("nobody confirms a question", "Has baclofen ever been anything else than J0475?"),
    ("an amount before a product is a strength", "J9225 is kept for the 50 mg Vantas implant."),
    ("a dose is no unit", "Prolia is J0897.\n\nA syringe of Prolia holds 60 mg."),
    ("an amount of the next code is not this one's", "Report Q0139 at the dialysis unit, and J1756, 1 mg, here."),
    ("a comparison names no product", "Neulasta costs more than pegfilgrastim of other makers."),
    ("what a class was tried before says nothing of the drug", "Golimumab is for patients whose response to a TNF inhibitor was poor."),
    ("a class with a slash has neither target", "Durvalumab, a relative in the PD-1/PD-L1 family, waits."),
    ("what is quoted is somebody else's", "A clerk reports denosumab because “Prolia is for RANKL”."),
    ("letters in a table may stand for anything", "| Code | Drug | Note |\n|---|---|---|\n| J9312 | Rituxan | PO, AIC |"),
    ("a route that is ruled out", "| Code | Drug | Note |\n|---|---|---|\n| J2516 | pentamidine | not for inhalation |"),
    ("a brand of another biosimilar", "| Code | Drug | Note |\n|---|---|---|\n| Q5160 | bevacizumab-nwgd | try Mvasi first |"),
    ("what does not apply", "Modifiers JW and JZ have no place here; multi-dose vials do not leave waste."),
    ("one meaning of two modifiers is neither's", "TB and JG used to split the 340B world between them, JG for one half of it."),
    ("no drug goes a way that none of its products goes", "Vedolizumab is J3380.\n\nAll products of this section are swallowed."),
    ("what came before is given its own way", "Ustekinumab is J3357. It goes on after an intravenous dose."),
    ("every patient is not every drug", "Vedolizumab is J3380. Every patient keeps the vein free for it."),
    ("the way of another table", "Vedolizumab is J3380.\n\nAll drugs in Table 4 are intravenous."),
    ("what a modifier says is not of the code", "Abatacept is J0129. Put JA for the vein."),
    ("a numeral is no way", "## IV. Drugs of another policy\n\n- J3380, vedolizumab"),
    ("whatever its code", "Vedolizumab is J3380. This medication is infused intravenously."),
    ("a drug with two codes", "Immune globulin is J1569 or J1561 here.\n\nImmune globulin is given under the skin at home."),
    ("a part is not the product", "Hyaluronidase is in Ocrevus Zunovo as well."),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SUGGESTED, ids=[one_line(text) for text, _ in SUGGESTED])
def test_what_stands_side_by_side_and_belongs_together_is_suggested(text: str, expected: set[Claim]) -> None:
    assert expected <= suggested(text)


@pytest.mark.parametrize("text", [text for _, text in NOT_SUGGESTED], ids=[why for why, _ in NOT_SUGGESTED])
def test_nothing_is_suggested_against_what_a_text_says(text: str) -> None:
    assert suggested(text) == set()


def test_what_the_grammar_reads_anywhere_overrules_a_suggestion() -> None:
    wrong = "J9271 is nivolumab. Pembrolizumab patients have had J9271 to themselves since 2016."
    assert suggested(wrong) == set()
    assert drug("J9271", "nivolumab") in claims(wrong)


def test_history_is_suggested_of_codes_that_are_over_where_the_text_says_so() -> None:
    assert suggested("Epinephrine. J0171 was terminated June 30, 2025.") == {drug("J0171", "epinephrine", HISTORICAL)}


LEFT = "| What left | For | Who moved in |\n|---|---|---|\n| C9492 | durvalumab, 10 mg | J9173 |\n| C9453 | nivolumab, 1 mg | J9299 |\n"


def test_a_column_of_codes_that_are_over_beside_those_in_use_is_the_old_one() -> None:
    assert {
        drug("C9492", "durvalumab", HISTORICAL), unit("C9453", "1 mg", HISTORICAL), successor("C9492", "J9173"), successor("C9453", "J9299"),
    } <= claims(LEFT)  # fmt: skip


@pytest.mark.parametrize(
    "row",
    ["| J9070 | cyclophosphamide | J8530 |", "| J0594 | busulfan | J8510 |", "| C9453 | atezolizumab, 10 mg | J9022 |"],
)
def test_one_row_that_is_no_such_pair_leaves_the_columns_as_they_are(row: str) -> None:
    one = "| Code | Drug | Or |\n|---|---|---|\n| J8510 | busulfan | J0594 |\n"
    assert not {claim for claim in claims(one + row) if claim.kind == "code-successor"}


def test_a_suggestion_says_that_it_is_one_and_where_it_rests() -> None:
    text = "Bendamustine and rituximab: J9034 x 90 units, J9312 x 70 units."
    told = [one for one in extraction(text).assertions if one.pattern in BY_KNOWLEDGE]
    assert told
    for one in told:
        assert one.confidence == "low"
        assert one.subject_place is not None
        assert text[one.subject_place.start : one.subject_place.end] == one.subject


CLAIMS_OF_LABELLED = """
import hashlib, sys
from pathlib import Path
from auditor.extraction import extract
from auditor.loading import discover, load
from auditor.readers import parse
told = [extract(parse(load(source))) for source in discover([Path(sys.argv[1])])[0]]
print(hashlib.sha256(repr(told).encode()).hexdigest())
"""


def test_what_the_labelled_documents_claim_depends_on_no_hash_seed() -> None:
    told = {
        run(
            [sys.executable, "-c", CLAIMS_OF_LABELLED, str(ROOT / "tests" / "labelled" / "docs")],
            env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True, text=True,
        ).stdout
        for seed in ("1", "2", "4")
    }  # fmt: skip
    assert len(told) == 1
    assert len(told.pop().strip()) == 64


def test_a_list_of_hundreds_is_no_sentence_to_guess_from() -> None:
    """Else the work would grow with the square of a sentence's length."""
    few, many = (f"Golimumab{', see J3490' * count}, and what of J1602 here." for count in (5, 500))
    assert suggested(few) == {drug("J1602", "golimumab")}
    assert suggested(many) == set()


def test_a_code_far_below_a_drug_is_not_suggested_to_be_its() -> None:
    """Else each code would be held against every drug of a long section."""
    names = [known.drugs[0] for known in known_codes().values() if known.drugs[0].isalpha()][:300]
    between = " ".join(f"Then {name} came." for name in dict.fromkeys(names))
    assert len(set(names)) > 60
    near, far = (f"Golimumab came. {text} Out goes J1602." for text in ("", between))
    assert drug("J1602", "golimumab") in suggested(near)
    assert drug("J1602", "golimumab") not in suggested(far)


def test_a_known_code_says_no_more_than_its_code_set() -> None:
    table = known_codes()
    assert table["J9312"].denotes("rituximab")
    assert not table["J9312"].denotes("rituximab-abbs")
    assert table["Q5115"].denotes("rituximab")
    assert table["Q5115"].denotes("rituximab-abbs")
    assert not table["Q5115"].denotes("rituximab-pvvr")
    assert not table["J9311"].denotes("rituximab")
    assert table["J1300"].is_over
    assert not table["J1299"].is_over
    assert "J3490" not in table
