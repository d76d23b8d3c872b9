"""Resolution: what a name stands for, and when two names do not contradict each other."""

from __future__ import annotations

import pytest

from auditor.lexicon.names import load_names
from auditor.model.assertions import Entity
from auditor.resolution import drug_of, resolve, same_drug, says_less


def the(name: str) -> Entity:
    resolution = resolve(name, load_names())
    assert resolution.status == "resolved", resolution
    return resolution.entities[0]


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("Durvalumab", Entity("drug", "durvalumab", ("durvalumab",))),
        ("Ogivri", Entity("drug", "trastuzumab-dkst", ("trastuzumab",), "dkst")),
        ("Herceptin Hylecta", Entity("drug", "hyaluronidase + trastuzumab", ("hyaluronidase", "trastuzumab"))),
        (
            "hyaluronidase-oysk + trastuzumab",
            Entity("drug", "hyaluronidase-oysk + trastuzumab", ("hyaluronidase", "trastuzumab"), "oysk"),
        ),
        ("Abraxane", Entity("drug", "paclitaxel protein-bound", ("paclitaxel",), "", "protein-bound")),
        ("Lupron Depot", Entity("drug", "leuprolide depot", ("leuprolide",), "", "depot")),
        ("ado-trastuzumab emtansine", Entity("drug", "ado-trastuzumab emtansine", ("ado-trastuzumab emtansine",))),
        (
            "Invega Sustenna extended-release",
            Entity("drug", "paliperidone extended-release", ("paliperidone",), "", "extended-release"),
        ),
        ("necitumamab", Entity("drug", "necitumumab", ("necitumumab",))),
        ("trastuzumab-dkts", Entity("drug", "trastuzumab-dkts", ("trastuzumab",), "dkts")),
    ],
)
def test_a_name_resolves_to_one_drug(name: str, entity: Entity) -> None:
    assert the(name) == entity


def test_a_name_that_nobody_knows_is_unresolved() -> None:
    assert resolve("fooblurgimab", load_names()).status == "unresolved"


def test_a_misspelling_that_could_be_two_drugs_is_ambiguous() -> None:
    resolution = resolve("gadoxerate", load_names())
    assert resolution.status == "ambiguous"
    assert len(resolution.entities) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Herceptin", "trastuzumab"),
        ("bendamustine hydrochloride", "Treanda"),
        ("177Lu-dotatate", "Lutathera"),
        ("IVIG", "Privigen"),
        ("nab-paclitaxel", "Abraxane"),
        ("ivonescimab", "ivonescimab"),
    ],
)
def test_two_names_of_one_drug(a: str, b: str) -> None:
    names = load_names()
    first, second = (resolve(name, names).entities or (drug_of(name),) for name in (a, b))
    assert same_drug(first[0], second[0])
    assert not says_less(first[0], second[0])


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("trastuzumab", "trastuzumab-dttb"),
        ("trastuzumab", "hyaluronidase-oysk + trastuzumab"),
        ("hyaluronidase + trastuzumab", "hyaluronidase-oysk + trastuzumab"),
        ("hyaluronidase", "hyaluronidase + immune globulin"),
        ("paclitaxel", "paclitaxel protein-bound"),
        ("leuprolide", "leuprolide depot"),
        ("enfortumab vedotin", "enfortumab vedotin-ejfv"),
    ],
)
def test_one_name_only_says_less(less: str, more: str) -> None:
    assert says_less(the(less), the(more))
    assert says_less(the(more), the(less))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("durvalumab", "atezolizumab"),
        ("trastuzumab-dttb", "trastuzumab-dkst"),
        ("trastuzumab", "ado-trastuzumab emtansine"),
        ("trastuzumab-dttb", "hyaluronidase + trastuzumab"),
        ("doxorubicin liposomal", "doxorubicin lipid complex"),
        ("factor viii", "factor ix"),
        ("onabotulinumtoxinA", "abobotulinumtoxinA"),
        ("filgrastim", "tbo-filgrastim"),
        ("aflibercept", "ziv-aflibercept"),
    ],
)
def test_two_names_contradict_each_other(a: str, b: str) -> None:
    first, second = drug_of(a.lower()), drug_of(b.lower())
    assert not same_drug(first, second)
    assert not says_less(first, second)
