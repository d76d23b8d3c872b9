"""What is right must be left in peace: documents that the embedded reference bears out, read as a whole."""

from __future__ import annotations

import pytest

from auditor.auditing import audit
from auditor.extraction.dating import own_date
from auditor.model.source import Document
from auditor.readers import parse
from auditor.reference.files import embedded


def alarms(*texts: str) -> list[str]:
    """The rules that fire as errors or warnings, with their subjects, and as notes with a star."""
    documents = [Document(f"{number}.md", "markdown", text) for number, text in enumerate(texts)]
    found = audit([], reference=embedded(), texts=documents).report.findings
    return [f"{one.rule} {one.subject}{'*' if one.severity == 'note' else ''}" for one in found]


@pytest.mark.parametrize(
    ("why", "texts"),
    [
        ("a denial may speak of one product", ["Zymfentra is J1748. Do not bill it with Q5103.", "Q5103 is infliximab-dyyb."]),
        ("a denial may speak of one use", ["Bevacizumab for the eye is J7999, not J9035.", "J9035 is bevacizumab."]),
        ("one brand is of both", ["Akynzeo is J1454 by vein and J8655 by mouth.", "J8655 is netupitant and palonosetron."]),
        ("one brand is of both kits", ["Zevalin (yttrium-90 ibritumomab tiuxetan) is A9543.", "Indium In-111 ibritumomab tiuxetan (Zevalin) is A9542."]),
        ("a per diem is no drug's code", ["S9348 is for dobutamine at home.", "J1250 is dobutamine."]),
        ("a catch-all is no drug's code", ["| Drug | Code |\n|---|---|\n| mitomycin | J9999 |", "J9280 is mitomycin."]),
        ("a dated step of a code's history", [
            "| Old code | Drug | Last day | New code | From |\n|---|---|---|---|---|\n"
            "| C9154 | buprenorphine extended-release | 12/31/2023 | J0576 | 1/1/2024 |"]),
        ("a row that tells an end", ["| Drug | Code until | Own code from |\n|---|---|---|\n| esketamine | S0013 until 12/31/2025 | J0013, 1/1/2026 |"]),
        ("a cut descriptor", ["| HCPCS | Short description |\n|---|---|\n| J9022 | Inj atezolizumb |"]),
        ("two units of one dose", ["| Code | Drug | Unit | Last day |\n|---|---|---|---|\n| C9275 | hexaminolevulinate | 100 mg | 12/31/2018 |"]),
    ],
)  # fmt: skip
def test_nothing_is_said_of(why: str, texts: list[str]) -> None:
    assert [one for one in alarms(*texts) if not one.endswith("*")] == [], why


OLD_LIST = "# Injectables\n\nIn force October 1, 2025\n\nJ0200 is alatrofloxacin."
NEW_LIST = "# News of January\n\nJ0200 was deleted on December 31, 2025."


def test_who_wrote_before_a_code_ended_does_not_contradict_who_wrote_after() -> None:
    assert own_date(parse(Document("a.md", "markdown", OLD_LIST))) == "2025-10-01"
    assert alarms(OLD_LIST, NEW_LIST) == ["AUD204 J0200*"]


def test_who_tells_no_date_contradicts_the_end() -> None:
    undated = OLD_LIST.replace("In force October 1, 2025\n\n", "")
    assert alarms(undated, NEW_LIST) == ["AUD107 J0200", "AUD204 J0200"]


def test_each_bulletin_speaks_of_its_own_day() -> None:
    text = "# Bulletins\n\n## January 1, 2025\n\nEculizumab is J1300.\n\n## July 1, 2025\n\nEculizumab is {code}."
    assert alarms(text.format(code="J1299")) == ["AUD204 J1300*"]
    assert "AUD204 J1300" in alarms(text.format(code="J1300"))


@pytest.mark.parametrize(
    ("why", "texts", "rule"),
    [
        ("a code does not describe it, whatever the use", ["J9035 does not describe bevacizumab.", "J9035 describes bevacizumab."], "AUD109 J9035"),
        ("the strength of a list is not taken, the unit of a sentence is", ["J0129 is billed per 250 mg."], "AUD202 J0129"),
        ("a list pairs in order, right or wrong", ["| Products | Codes |\n|---|---|\n| Tysabri; Ocrevus | J2350; J2323 |"], "AUD201 J2350"),
        ("columns that repeat are read each for itself", ["| Drug | Code | Drug | Code |\n|---|---|---|---|\n| Onpattro | J0224 | Oxlumo | J0222 |"], "AUD201 J0224"),
        ("a brand of one product", ["Avsola (infliximab-dyyb) is infused."], "AUD206 avsola"),
        ("an amount told per unit", ["Haloperidol decanoate J1631, 150 mg a unit."], "AUD202 J1631"),
        ("a name misspelled in full", ["| Code | Drug |\n|---|---|\n| J9022 | atezolizumb |"], "AUD303 atezolizumb"),
        ("a code used after its end", ["Rituximab is billed with J9310."], "AUD204 J9310"),
    ],
)  # fmt: skip
def test_a_real_mistake_of_the_same_form_is_still_found(why: str, texts: list[str], rule: str) -> None:
    assert rule in alarms(*texts), why
