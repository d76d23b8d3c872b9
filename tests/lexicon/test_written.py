"""Whatever form a text uses, the name stays that of its drug."""

from __future__ import annotations

import pytest

from auditor.auditing import entity_named
from auditor.lexicon.names import load_names
from auditor.lexicon.written import FORMS, as_written


@pytest.mark.parametrize(("name", "form"), [(name, form) for name, forms in FORMS.items() for form in forms])
def test_a_form_is_the_drug_that_its_normal_name_is(name: str, form: str) -> None:
    written, normal = entity_named(form, load_names()), entity_named(name, load_names())
    assert written is not None
    assert normal is not None
    assert written.substances == normal.substances
    assert written.formulation in {"", normal.formulation}


@pytest.mark.parametrize("spelled", ["gallium ga-68 dotatate", "florbetapir f18", "technetium tc-99m sestamibi"])
def test_an_isotope_is_one_however_it_is_spelled(spelled: str) -> None:
    names = load_names()
    one = entity_named(spelled, names)
    assert one is not None
    assert one.name != spelled
    assert as_written(one.name, spelled.upper()) == spelled


def test_a_name_that_the_text_does_not_show_stays_the_normal_one() -> None:
    assert as_written("lutetium lu 177 dotatate", "Lutathera") == "lutetium lu 177 dotatate"
    assert as_written("triamcinolone extended-release", "Zilretta") == "triamcinolone extended-release"
    assert as_written("durvalumab", "durvalumab") == "durvalumab"
