"""The lexicon of drug names: what the tables hold, and how names are found in a text."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon.names import (
    Names,
    compose,
    load_names,
    looks_like_biologic,
    looks_like_small_molecule,
    ordinary_words,
    split_suffix,
)
from auditor.lexicon.spelling import matching_form, surface
from tests.beside import SHARED, needs_shared

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "auditor" / "lexicon" / "data"
REFERENCE = SHARED / "reference"


@pytest.fixture(scope="module")
def names() -> Names:
    return load_names()


def lines(table: str) -> list[str]:
    return (DATA / table).read_text(encoding="utf-8").splitlines()


def said(names: Names, text: str) -> list[str]:
    return [text[start:end] for start, end, _ in names.find(text)]


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize("table", ["generics.tsv", "brands.tsv", "ordinary.txt"])
def test_a_table_is_sorted_and_says_each_thing_once(table: str) -> None:
    keys = [line.split("\t")[0] for line in lines(table)]
    assert keys == sorted(set(keys))


def test_the_tables_are_large_enough_to_be_the_code_set(names: Names) -> None:
    assert len(names.generics) > 13_000
    assert len(names.brands) > 5_900
    assert len(names.surfaces) >= 20_000


def test_no_surface_is_both_a_generic_and_a_brand(names: Names) -> None:
    assert not names.generics.keys() & names.brands.keys()


def test_every_key_is_its_own_matching_form(names: Names) -> None:
    assert [key for key in names.surfaces if surface(key) != key] == []


def test_every_normal_form_is_in_lower_case_and_is_known_itself(names: Names) -> None:
    unknown = {
        normal for normal in names.generics.values() if normal != normal.lower() or names.canonical(normal) != normal
    }
    assert unknown == set()


def test_every_brand_stands_for_a_known_drug_or_a_combination_of_such(names: Names) -> None:
    for brand in names.brands.values():
        for product in (brand.drug, brand.full):
            assert names.canonical(product) == product, brand


def test_every_combination_is_in_alphabetical_order(names: Names) -> None:
    products = [*names.generics.values(), *(brand.full for brand in names.brands.values())]
    assert [product for product in products if product != compose(product.split(" + "))] == []


def test_no_stop_word_is_in_the_tables(names: Names) -> None:
    spec = importlib.util.spec_from_file_location("names_by_hand", ROOT / "tools" / "names_by_hand.py")
    assert spec is not None
    assert spec.loader is not None
    by_hand = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(by_hand)
    stop = {surface(word) for words in by_hand.STOP.values() for word in words}
    assert [key for key in names.surfaces if key in stop] == []


@pytest.mark.parametrize(
    "word",
    [
        "water",
        "alcohol",
        "oxygen",
        "sugar",
        "alpha",
        "air",
        "factor",
        "code",
        "protein",
        "gold",
        "iron",
        "soy",
        "today",
        "sodium",
        "albumin",
        "unit",
        "dose",
    ],
)
def test_a_word_of_prose_is_no_drug(names: Names, word: str) -> None:
    assert word not in names


@needs_shared
def test_the_tool_builds_the_committed_tables_byte_for_byte(tmp_path: Path) -> None:
    run = "import sys; sys.path.insert(0, 'tools'); import build_names as b; from pathlib import Path as P; b.main(P(sys.argv[1]), P(sys.argv[2]))"
    subprocess.run(
        [sys.executable, "-c", run, str(REFERENCE), str(tmp_path)], cwd=ROOT, check=True, capture_output=True
    )
    for table in ("generics.tsv", "brands.tsv"):
        assert (tmp_path / table).read_bytes() == (DATA / table).read_bytes()


# ---------------------------------------------------------------- normal forms


@pytest.mark.parametrize(
    ("name", "normal"),
    [
        ("Bendamustine Hydrochloride", "bendamustine"),
        ("eribulin mesylate", "eribulin"),
        ("leuprolide acetate", "leuprolide"),
        ("leuprorelin", "leuprolide"),
        ("Leuprolide acetate (for depot suspension)", "leuprolide depot"),
        ("paclitaxel protein-bound particles", "paclitaxel protein-bound"),
        ("nab-paclitaxel", "paclitaxel protein-bound"),
        ("liposomal vincristine", "vincristine liposomal"),
        ("granisetron, extended-release", "granisetron extended-release"),
        ("trastuzumab and hyaluronidase-oysk", "hyaluronidase-oysk + trastuzumab"),
        ("lutetium Lu-177 dotatate", "lutetium lu 177 dotatate"),
        ("177Lu-dotatate", "lutetium lu 177 dotatate"),
        ("Radium Ra 223 dichloride", "radium-223"),
        ("iobenguane I-131", "iobenguane i-131"),
        ("yttrium Y-90 ibritumomab tiuxetan", "yttrium-90 ibritumomab tiuxetan"),
        ("IVIG", "immune globulin"),
        ("coagulation factor VIIa (recombinant)", "factor viia"),
        ("antihemophilic factor/von Willebrand factor complex", "von willebrand factor complex"),
        ("BCG", "bcg live"),
        ("Elliotts' B solution", "elliotts b solution"),
        ("OnabotulinumtoxinA", "onabotulinumtoxina"),
        ("trastuzumab emtansine", "ado-trastuzumab emtansine"),
        ("trastuzumab deruxtecan", "fam-trastuzumab deruxtecan"),
        ("enfortumab vedotin", "enfortumab vedotin"),
        ("enfortumab vedotin-ejfv", "enfortumab vedotin-ejfv"),
        ("iron sucrose", "iron sucrose"),
        ("magnesium sulphate", "magnesium sulfate"),
        ("arsenic trioxide", "arsenic trioxide"),
        ("epoetin alpha", "epoetin alfa"),
        ("paracetamol", "acetaminophen"),
    ],
)
def test_a_name_has_one_normal_form(names: Names, name: str, normal: str) -> None:
    assert names.canonical(name) == normal


@pytest.mark.parametrize(
    ("brand", "drug", "full"),
    [
        ("Ogivri", "trastuzumab-dkst", "trastuzumab-dkst"),
        ("Polivy", "polatuzumab vedotin", "polatuzumab vedotin-piiq"),
        ("Enhertu", "fam-trastuzumab deruxtecan", "fam-trastuzumab deruxtecan-nxki"),
        ("Herceptin Hylecta", "hyaluronidase + trastuzumab", "hyaluronidase-oysk + trastuzumab"),
        ("Phesgo", "hyaluronidase + pertuzumab + trastuzumab", "hyaluronidase-zzxf + pertuzumab + trastuzumab"),
        ("HyQvia", "hyaluronidase + immune globulin", "hyaluronidase + immune globulin"),
        ("Abraxane", "paclitaxel protein-bound", "paclitaxel protein-bound"),
        ("Lupron Depot", "leuprolide depot", "leuprolide depot"),
        ("Gamunex-C", "immune globulin", "immune globulin"),
        ("Humate-P", "von willebrand factor complex", "von willebrand factor complex"),
        ("Avastin", "bevacizumab", "bevacizumab"),
    ],
)
def test_a_biosimilar_keeps_its_suffix_and_an_originator_drops_it(
    names: Names, brand: str, drug: str, full: str
) -> None:
    entry = names.brands[surface(brand)]
    assert (entry.name, entry.drug, entry.full) == (brand.lower(), drug, full)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("trastuzumab-dttb", ("trastuzumab", "dttb")),
        ("enfortumab vedotin-ejfv", ("enfortumab vedotin", "ejfv")),
        ("ado-trastuzumab emtansine", ("ado-trastuzumab emtansine", "")),
        ("peginterferon beta-1a", ("peginterferon beta-1a", "")),
        ("gamunex-c", ("gamunex-c", "")),
        ("paclitaxel protein-bound", ("paclitaxel protein-bound", "")),
        ("tbo-filgrastim", ("tbo-filgrastim", "")),
    ],
)
def test_only_four_letters_without_meaning_are_a_suffix(name: str, parts: tuple[str, str]) -> None:
    assert split_suffix(name) == parts


# ---------------------------------------------------------------- finding them


def test_the_longest_name_wins(names: Names) -> None:
    assert said(names, "Ado-Trastuzumab Emtansine, not trastuzumab.") == ["Ado-Trastuzumab Emtansine", "trastuzumab"]


def test_every_hyphen_and_blank_of_typesetting_is_a_blank(names: Names) -> None:
    text = "trastuzumab\u2011dttb, Gamunex\u2013C and ferric\u00a0carboxymaltose"
    assert said(names, text) == ["trastuzumab\u2011dttb", "Gamunex\u2013C", "ferric\u00a0carboxymaltose"]


def test_a_name_does_not_begin_or_end_inside_a_word(names: Names) -> None:
    assert said(names, "deposit bcgs predurvalumab durvalumabs 5durvalumab") == []


def test_an_unknown_suffix_leaves_the_stem(names: Names) -> None:
    assert said(names, "trastuzumab-zzqq") == ["trastuzumab"]


def test_a_name_cut_short_falls_back_to_the_shorter_one(names: Names) -> None:
    assert said(names, "trastuzumab-dttbx is a slip") == ["trastuzumab"]


def test_a_name_inside_the_tail_of_a_failed_one_is_still_found(names: Names) -> None:
    assert said(names, "xtrastuzumab and hyaluronidase-oysk") == ["hyaluronidase-oysk"]


def test_the_sign_of_registration_ends_a_name_or_stands_within_one(names: Names) -> None:
    assert said(names, "Cyramza® (ramucirumab)") == ["Cyramza", "ramucirumab"]
    assert said(names, "Simponi® Aria and HERCEPTIN HYLECTA™") == ["Simponi® Aria", "HERCEPTIN HYLECTA"]


def test_a_brand_that_is_a_word_needs_its_capital(names: Names) -> None:
    assert said(names, "we emend the text; Emend is aprepitant") == ["Emend", "aprepitant"]


def test_names_stand_in_tables_quotes_and_brackets(names: Names) -> None:
    assert said(names, '|durvalumab|"Imfinzi"|(J9173/durvalumab)') == ["durvalumab", "Imfinzi", "durvalumab"]


@given(st.text())
def test_the_matching_form_keeps_the_length(text: str) -> None:
    assert len(matching_form(text)) == len(text)


KNOWN = st.sampled_from(sorted(load_names().surfaces)[::37])


@given(
    st.lists(
        st.one_of(KNOWN, st.text(max_size=12), st.sampled_from(["İ", "®", "™", "-", " ", "\u2011", "x"])), max_size=12
    )
)
def test_every_hit_reads_again_at_its_place(pieces: list[str]) -> None:
    names, text = load_names(), "".join(pieces)
    last = 0
    for start, end, key in names.find(text):
        assert last <= start < end <= len(text)
        assert surface(text[start:end]) == key
        assert key in names
        assert not text[start - 1 : start].isalnum() or start == 0
        assert not text[end : end + 1].isalnum()
        last = end


@given(KNOWN)
def test_every_name_is_found_where_it_stands_alone(key: str) -> None:
    capital = key[0].upper() + key[1:]
    hits = load_names().find(f"({capital})")
    assert hits[:1] == [(1, 1 + len(key), key)]


# ---------------------------------------------------------------- names in no list


@pytest.mark.parametrize(
    "word",
    [
        "ivonescimab",
        "Tarlatamab",
        "aflibercept",
        ["obecabtagene", "autoleucel"][1],
        ["valoctocogene", "roxaparvovec"][1],
    ],
)
def test_a_new_biologic_is_known_by_its_stem(word: str) -> None:
    assert looks_like_biologic(word)


@pytest.mark.parametrize("word", ["statement", "concept", "accept", "treatment", "mab", "interferon"])
def test_an_ordinary_word_has_no_stem(word: str) -> None:
    assert not looks_like_biologic(word)
    assert not looks_like_small_molecule(word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("leuprolid", "leuprolide"),
        ("mitomicin", "mitomycin"),
        ("gosereline", "goserelin"),
        ("necitumamab", "necitumumab"),
        ("durvalumumab", "durvalumab"),
        ("oxalyplatin", "oxaliplatin"),
        ("Keytrudda", "pembrolizumab"),
    ],
)
def test_a_misspelled_name_is_taken_for_the_one_that_is_near(names: Names, word: str, meant: str) -> None:
    assert names.closest(word) == meant


@pytest.mark.parametrize("word", ["pembrolizumab", "trastuzumab-dkts", "diffusion", "treatment", "zzzzzzzz", "bcf"])
def test_what_is_known_or_ordinary_or_far_is_no_misspelling(names: Names, word: str) -> None:
    assert names.closest(word) is None


def test_an_ordinary_word_is_in_no_table(names: Names) -> None:
    assert [word for word in ordinary_words() if word in names] == []
