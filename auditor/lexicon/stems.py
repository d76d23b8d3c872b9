"""Stems of nonproprietary names: what the end of a word tells of a drug that is too new for any list.

Source: WHO, "The use of stems in the selection of international nonproprietary names (INN)" (the stem book) and its 2021
revision for monoclonal antibodies (-tug, -bart, -mig in place of -mab); USAN stem list. Left out: -ment, the antibody
fragments, and -ase, the enzymes: too many English words end so.
"""

from __future__ import annotations

BIOLOGIC_STEMS: dict[str, str] = {
    "mab": "monoclonal antibody (until 2021)",
    "tug": "unmodified immunoglobulin (since 2021)",
    "bart": "engineered immunoglobulin (since 2021)",
    "mig": "bi- or multispecific immunoglobulin (since 2021)",
    "cept": "receptor molecule or fusion to one",
    "kinra": "interleukin receptor antagonist",
    "leucel": "cell therapy from white blood cells",
    "temcel": "cell therapy from stem cells",
    "parvovec": "gene therapy in an adeno-associated virus",
    "repvec": "gene therapy in an oncolytic herpesvirus",
    "denovec": "gene therapy in an adenovirus",
    "grastim": "granulocyte colony stimulating factor",
    "gramostim": "granulocyte macrophage colony stimulating factor",
    "poetin": "erythropoietin type",
    "plestim": "blood cell growth factor, interleukin-3 type",
    "feron": "interferon",
    "leukin": "interleukin type",
    "fusp": "fusion protein",
    "botulinumtoxina": "botulinum toxin type A",
    "botulinumtoxinb": "botulinum toxin type B",
    "ucirase": "urate oxidase",
    "uricase": "urate oxidase",
    "aspargase": "asparaginase, pegylated",
    "hyaluronidase": "hyaluronidase",
    "glucosidase": "enzyme replacement, Pompe disease",
    "galsidase": "enzyme replacement, Fabry disease",
}

SMALL_MOLECULE_STEMS: dict[str, str] = {
    "ciclib": "cyclin-dependent kinase inhibitor",
    "citabine": "nucleoside antimetabolite",
    "lisib": "phosphatidylinositol 3-kinase inhibitor",
    "parib": "poly-ADP-ribose polymerase inhibitor",
    "parin": "heparin derivative",
    "platin": "platinum compound",
    "rafenib": "Raf kinase inhibitor",
    "relix": "GnRH antagonist",
    "relin": "GnRH agonist",
    "rubicin": "anthracycline",
    "setron": "5-HT3 antagonist",
    "siran": "small interfering RNA",
    "rsen": "antisense oligonucleotide",
    "taxel": "taxane",
    "tecan": "topoisomerase I inhibitor",
    "tinib": "tyrosine kinase inhibitor",
    "trexate": "folic acid analogue",
    "trexed": "thymidylate synthase inhibitor",
    "zomib": "proteasome inhibitor",
    "dronate": "bisphosphonate",
    "mustine": "alkylating agent, chloroethyl",
    "limus": "immunosuppressant, rapamycin type",
}

MINIMUM = 8  # letters; the shortest drug with such a stem that is in use has eight

# Ordinary words and surnames that end as a stem does.
_ORDINARY = frozenset({"andersen", "intercept", "interferon", "interleukin", "pedersen", "petersen"})


def _ends_in(word: str, stems: dict[str, str]) -> bool:
    lower = word.lower()
    if len(lower) < MINIMUM or not (lower.isascii() and lower.isalpha()) or lower in _ORDINARY:
        return False
    return lower.endswith(tuple(stems))


def looks_like_biologic(word: str) -> bool:
    """Whether one word has the shape of a biologic's nonproprietary name.

    >>> looks_like_biologic("ivonescimab"), looks_like_biologic("statement")
    (True, False)
    """
    return _ends_in(word, BIOLOGIC_STEMS)


def looks_like_small_molecule(word: str) -> bool:
    """Whether one word has the shape of a chemical's nonproprietary name in one of the classes above.

    >>> looks_like_small_molecule("olomorasib"), looks_like_small_molecule("zongertinib")
    (False, True)
    """
    return _ends_in(word, SMALL_MOLECULE_STEMS)
