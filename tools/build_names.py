"""Builds the tables of drug names from public releases: `python tools/build_names.py [../shared/reference]`.

Sources (none of them is copied; the tables hold facts in our own normal forms): CMS HCPCS Level II releases and ASP
crosswalk, FDA Purple Book, FDA UNII names, tools/names_by_hand.py and tools/names_by_field. The same sources give the same
bytes.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import permutations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

import names_by_field as fields  # noqa: E402 - the tool runs from anywhere
import names_by_hand as hand  # noqa: E402
import names_of_pharmacies as pharmacies  # noqa: E402

from auditor.lexicon.spelling import surface  # noqa: E402

REFERENCE = ROOT.parent / "shared" / "reference"
DATA = ROOT / "auditor" / "lexicon" / "data"

STOP = frozenset(surface(word) for words in hand.STOP.values() for word in words)
DRUG_CODE = re.compile(r"(?:J|Q|C9|A9|S0|P9)\d+")
SUFFIXED = re.compile(r"(.+)-([a-z]{4})")
NOT_SUFFIXES = frozenset(
    {
        "beta",
        "alfa",
        "type",
        "like",
        "free",
        "acid",
        "base",
        "salt",
        "iron",
        "gold",
        "lock",
        "live",
        "dose",
        "drug",
        "code",
    }
)
TAG = re.compile(r"\s*\[[^\]]*\]$")
# What chemists write and documents do not: locants, stereo signs, nested brackets, salts as equations.
SYSTEMATIC = re.compile(
    r"\d,\d|[()]{2}|\d'|[=*{}<>;.]|\.\w+\.|\b\d+[a-z]?-\w+-|^\(|\(\d|,\S|-\)|\bion\b|\bsalt\b|\bester\b|\bimpurity\b|\bcomponent\b"
    r"|\bbiosimilar\b|\bunspecified\b|\blicense\b|\bnos\b|\bcompd\b|\bcomponents?\b|\bseries\b|\bmixture\b|%|\bwith\b|\bfree (?:acid|base)\b"
    r"|\bmonomer\b|\bfragment\b|\bextract\b|\bchain\b|\bcomposition\b|:|\bliposom|\blipid\b|\bdepot\b|\bslow release\b|\bdisulf"
)
# As a nonproprietary name has them: "gallium ga 68 dotatate".
ISOTOPE = re.compile(r"\b(c|cr|cu|f|ga|in|lu|n|p|rb|sm|tc|tl|xe) (\d{2,3}m?)\b")
HYPHENED = re.compile(r"\b(c|cr|cu|f|ga|in|lu|n|p|rb|sm|tc|tl|xe)-(\d{2,3}m?)\b")
DEVELOPMENT_CODE = re.compile(r"[a-z]{3,5} ?\d{3,6}|[a-z]{2} ?\d{4,6}")
LETTERS = re.compile(r"[a-z]{4}")
SPELLINGS = (
    (" alfa", " alpha"), ("sulfate", "sulphate"), ("hydrochloride", "hcl"), (" acid", " acid"), ("mesylate", "mesilate"),
    ("gonadotropin", "gonadotrophin"), (", ", " "), (" (human)", " human"), (" sodium succinate", " sodium succ"),
)  # fmt: skip
JOINTS = (" and ", "/", " / ", "-", " with ", "+", " + ", " & ")
JOINTS_OF_PHARMACIES = (" and ", "/", "-")


def rows(path: Path, delimiter: str = "\t", encoding: str = "utf-8") -> Iterator[dict[str, str]]:
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(raw.decode(encoding).splitlines(), delimiter=delimiter)


def without_salt(name: str) -> str:
    """The substance without the words that only say which salt or hydrate it is."""
    words = name.split()
    while (
        len(words) > 1
        and name not in hand.WHOLE
        and words[-1] in hand.SALTS
        and not hand.NOT_ALONE.issuperset(words[:-1])
    ):
        words.pop()
        name = " ".join(words)
    return name


def normal_of_display(display: str) -> str:
    """Our normal form of an FDA display name, or "" when it names nothing that we want."""
    name = display.lower()
    if name in hand.DISPLAY:
        return hand.DISPLAY[name]
    if name in hand.NOT_DRUGS or name.endswith(hand.NOT_DRUG_ENDINGS):
        return ""
    return without_salt(name)


# Of "goserelin implant" the drug is the first word and the route the second; of "bevacizumab (avastin)" the brand the second.
FORMS = (" implant",)
BRAND_BESIDE = re.compile(rf" \((?:{'|'.join(map(re.escape, sorted(hand.IN_BRACKETS)))})\)$")


def sayable(name: str) -> bool:
    """Could an article say it? Systematic names, bare abbreviations and stop words cannot stand in the table."""
    key = surface(name)
    if key in hand.SHORT:
        return True
    if not key or SYSTEMATIC.search(name.lower()) or key in STOP or len(key) > 70 or len(key.split()) > 8:
        return False
    if key.endswith(FORMS) or BRAND_BESIDE.search(key):
        return False
    first, *rest = key.split()
    if len(first) == 1 and not any(len(word) > 5 and word.isalpha() for word in rest):
        return False  # "K lease", "E base": a letter and a word are no name in prose
    return bool(LETTERS.search(key)) and len(key) > 4


class Table:
    """Surfaces and what they stand for. What is said first stays: the hand tables, then the better source."""

    def __init__(self) -> None:
        self.generics: dict[str, str] = {}

    def add(self, name: str, normal: str) -> None:
        for spelling in spellings(name):
            key = surface(spelling)
            if key and key not in STOP and not key.endswith(FORMS):
                self.generics.setdefault(key, normal)

    def normal(self, name: str) -> str | None:
        """The normal form of one name or of a combination ("x and hyaluronidase-oysk"), or None."""
        key = surface(name)
        if key in self.generics:
            return self.generics[key]
        if " and " in key or " + " in name:
            parts = [self.normal(part) for part in re.split(r",? and |, | \+ ", name)]
            return " + ".join(sorted({part for part in parts if part})) if all(parts) else None
        if (bare := without_salt(name.lower())) != name.lower():
            return self.normal(bare)
        return None


def as_named(normal: str) -> str:
    """A normal form with its isotope as nonproprietary names have it: "gallium ga 68 dotatate"."""
    return HYPHENED.sub(r"\1 \2", normal)


def spellings(name: str) -> Iterator[str]:
    """The name, and its usual other spellings (alfa and alpha, hydrochloride and HCl, Ga 68 and Ga-68)."""
    found = [name]
    for official, other in SPELLINGS:
        found += [spelling.replace(official, other) for spelling in found if official in spelling]
    found += [ISOTOPE.sub(rf"\1{mark}\2", spelling) for mark in ("-", "") for spelling in found]
    yield from dict.fromkeys(found)


def add_hand_tables(table: Table) -> None:
    for normal, wordings in hand.GENERICS.items():
        for wording in (normal, *wordings):
            table.add(wording, normal)
    for whole in sorted(hand.WHOLE):
        table.add(whole, whole)
    for normal, substances, words in hand.FORMULATIONS:
        table.add(normal, normal)
        for substance in substances:
            for word in words:
                for form in (f"{substance} {word}", f"{word} {substance}", f"{substance}, {word}", f"{substance} ({word})",
                             f"{word} {substance} injection", f"{substance} {word} injection"):  # fmt: skip
                    table.add(form, normal)
    for normal, carrier, element, symbol, mass in hand.ISOTOPES:
        for form in isotope_spellings(carrier, element, symbol, mass):
            table.add(form, normal)
        table.add(normal, normal)


def add_fields(table: Table) -> None:
    for wording, normal in fields.wordings():
        table.add(wording, normal)


def isotope_spellings(carrier: str, element: str, symbol: str, mass: str) -> Iterator[str]:
    """The ways in which a labelled substance is written: lutetium Lu 177 dotatate, 177Lu-dotatate, Lu-177 dotatate."""
    labels = (
        f"{element} {symbol} {mass}", f"{element} {symbol}-{mass}", f"{element} {symbol}{mass}", f"{element}-{mass}", f"{element} ({mass}{symbol})",
        f"{element} ({symbol} {mass})", f"{element} ({symbol}{mass})",
    )  # fmt: skip
    short = (
        f"{symbol} {mass}",
        f"{symbol}-{mass}",
        f"{symbol}{mass}",
        f"{mass}{symbol}",
        f"{mass}-{symbol}",
        f"({mass}{symbol})",
        f"[{mass}{symbol}]",
    )
    if not carrier:
        yield from labels
        return
    for label in (*labels, *short):
        yield f"{label} {carrier}"
        yield f"{label}, {carrier}"
        yield f"{label}-labeled {carrier}"
        if label.replace("-", "").replace(" ", "").isalnum():
            yield f"{carrier} {label}"
            yield f"{carrier} ({label})"
            yield f"{carrier}, {label}"


def add_combinations(table: Table) -> None:
    for parts in hand.COMBINATIONS:
        for order in permutations(parts):
            add_order(table, order, JOINTS)
    # Extraction joins what stands side by side; these are for who looks a whole name up. Each surface costs time at the start.
    for parts in fields.combinations():
        for order in permutations(parts) if len(parts) == 2 else (parts,):
            add_order(table, order, JOINTS_OF_PHARMACIES)


def add_order(table: Table, order: tuple[str, ...], joints: Iterable[str]) -> None:
    """Adds a product's substances in one order, joined in each of the ways."""
    normal = " + ".join(sorted(order))
    for joint in joints:
        table.add(joint.join(order), normal)
    if len(order) > 2:
        table.add(", ".join(order[:-1]) + " and " + order[-1], normal)
        table.add(", ".join(order[:-1]) + ", and " + order[-1], normal)


def add_unii(table: Table, names: Iterable[Mapping[str, str]]) -> dict[str, set[str]]:
    """Adds every sayable name of a substance; returns the brands that the same list has, each with its substances."""
    brands: dict[str, set[str]] = defaultdict(set)
    claims: dict[str, set[str]] = defaultdict(set)
    for row in names:
        normal = normal_of_display(row["Display Name"])
        name = (
            TAG.sub("", row["Name"].replace(".ALPHA.", "ALPHA").replace(".BETA.", "BETA").replace(".GAMMA.", "GAMMA"))
            .strip()
            .lower()
        )
        if not normal or not sayable(name):
            continue
        if row["TYPE"] == "bn":
            brands[name].add(normal)
        elif row["TYPE"] == "cd":
            if DEVELOPMENT_CODE.fullmatch(surface(name)):
                claims[name].add(normal)
        else:
            claims[name].add(with_suffix(name, normal))
    for name, normals in sorted(claims.items()):
        inside = re.search(r"\((.+)\)$", name)
        if (
            len(normals) == 1
            and name not in brands
            and not (inside and (inside[1] in brands or inside[1] in hand.BRANDS))
        ):
            table.add(name, *normals)
    for normals in claims.values():
        for normal in normals:
            table.add(normal, normal)
    return brands


def with_suffix(name: str, normal: str) -> str:
    """The normal form of a synonym: "trastuzumab-dttb" keeps its suffix, any other is the substance."""
    match = SUFFIXED.fullmatch(re.sub(r" (?=[a-z]{4}$)", "-", name))
    if (
        match
        and match[1] in {normal, normal.removeprefix("ado-").removeprefix("fam-")}
        and match[2] not in NOT_SUFFIXES
    ):
        return f"{normal}-{match[2]}" if match[2] not in hand.SALTS and match[2] != "acid" else normal
    return normal


def proper_name(text: str) -> str:
    """A Purple Book proper name as we write it: lower case, no "human", no comma before "and"."""
    name = re.sub(r"\((?:human|recombinant|ovine|equine|rabbit)\)", "", text.lower())
    if not name.startswith("insulin"):
        name = re.sub(r"\bhuman\b", "", name)
    name = re.sub(r"\brecombinant\b", "", name).replace("darbepoetin alpha", "darbepoetin alfa")
    return re.sub(r"\s+", " ", name).strip(" ,")


def add_purple_book(table: Table, products: Iterable[Mapping[str, str]]) -> dict[str, tuple[str, str]]:
    """Adds the proper names of licensed biologics; returns brand -> (name when only the brand stands there, full name)."""
    licensed = [(proper_name(row["Proper Name"]), row["BLA Type"], row["Proprietary Name"]) for row in products]
    for name, _, _ in sorted(licensed):
        add_suffixed(table, name)
    biosimilars = {name for name, kind, _ in licensed if kind.startswith("351(k)")}
    brands: dict[str, tuple[str, str]] = {}
    for name, _, proprietary in sorted(licensed):
        full = table.normal(name)
        if full is None:
            continue
        drug = full if name in biosimilars else " + ".join(without_suffix(part) for part in full.split(" + "))
        for brand in re.split(r"[,;] ?|(?<=[a-z]{3})/ ?(?=[A-Z])", proprietary):
            if sayable(brand):
                brands.setdefault(brand.strip().lower(), (drug, full))
    return brands


def without_suffix(name: str) -> str:
    match = SUFFIXED.fullmatch(name)
    return match[1] if match and match[2] not in NOT_SUFFIXES else name


def add_suffixed(table: Table, name: str) -> None:
    """Adds "x-abcd" where x is known (or looks like one new substance), and combinations of such."""
    parts = re.split(r",? and |, ", name)
    for part in parts:
        if part.startswith(("inactivated", "glycopegylated", "pegylated")):  # how it was made, not what it is
            continue
        if (match := SUFFIXED.fullmatch(part)) and match[2] not in NOT_SUFFIXES and match[2] not in hand.SALTS:
            stem = table.normal(match[1])
            if stem is None and len(match[1]) >= 8 and "," not in match[1] and sayable(match[1]):
                table.add(match[1], match[1])
                stem = match[1]
            if stem is not None:
                table.add(part, f"{stem}-{match[2]}")
                table.add(f"{stem}-{match[2]}", f"{stem}-{match[2]}")
    normals = [table.normal(part) for part in parts]
    if len(parts) > 1 and all(normals):
        normal = " + ".join(sorted({part for part in normals if part}))
        for order in permutations(parts):
            for joint in JOINTS:
                table.add(joint.join(order), normal)
            if len(order) > 2:
                table.add(", ".join(order[:-1]) + ", and " + order[-1], normal)


IN_DESCRIPTOR = re.compile(r"\b([a-z]{6,}(?: (?:alfa|beta|pegol|vedotin|[a-z]+gene|[a-z]+vec|[a-z]+cel))*-[a-z]{4})\b")
FIRST_NAME = re.compile(r"(?:injection|infusion|instillation|implantation)[,;]? (?:iv, )?(.+)")
AMOUNT = re.compile(
    r",? (?:up to |per |greater |not |less )?\(?\d.*|,? per .*|,? not (?:otherwise|therap).*|,? (?:oral|inhalation|for |excludes|powder|diagnostic|therapeutic|topical|intra|in \d|biosimilar|fda|nasal|capsule|tablet|implant\b|up to|and hyal).*|[(;].*"
)


def descriptors(reference: Path) -> dict[str, str]:
    """The long descriptors of drug codes by code: the newest release's, then older ones for codes that are gone."""
    found = {
        row["code"]: row["long_description"].lower()
        for row in rows(reference / "hcpcs" / "hcpcs_2026_JAN_flat.tsv.gz")
        if row["kind"] == "code"
    }
    for old in ("HCPC2020_ANWEB_w_disclaimer.txt.gz", "HCPC2019_CONTR_ANWEB.txt.gz"):
        for code, text in fixed_width(reference / "hcpcs" / old).items():
            found.setdefault(code, text)
    skin = re.compile(r"[QA][124]|Q[09]0|Q5[0]0|Q4\d|Q5(?:00|01[0-9]X)")
    return {
        code: text
        for code, text in sorted(found.items())
        if DRUG_CODE.match(code) and not (skin.match(code) and not code.startswith("Q2"))
    }


def fixed_width(path: Path) -> dict[str, str]:
    """Descriptors of a CMS fixed-width release: 80 characters a line, joined before blanks are collapsed."""
    texts: dict[str, str] = defaultdict(str)
    for line in gzip.decompress(path.read_bytes()).decode("latin-1").splitlines():
        if len(line) > 90 and line[10:11] in {"3", "4"} and re.fullmatch(r"[A-Z]\d{4}", line[:5]):
            texts[line[:5]] += line[11:91]
    return {code: " ".join(text.split()).lower() for code, text in texts.items()}


def add_descriptors(table: Table, texts: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Adds suffixed biologics and names that only the code set has; returns code -> drug, and what stayed unknown."""
    drugs: dict[str, str] = {}
    unknown = []
    for code, text in texts.items():
        for name in IN_DESCRIPTOR.findall(text):
            stem = SUFFIXED.fullmatch(name)
            if stem and table.normal(stem[1]) and stem[2] not in NOT_SUFFIXES:
                add_suffixed(table, name)
        start = FIRST_NAME.match(text)
        name = AMOUNT.sub("", start[1] if start else text).strip(" ,.")
        name = re.sub(
            r", (?:human|recombinant)\b.*|-releasing$", "", name
        )  # "levonorgestrel-releasing intrauterine system"
        drug = table.normal(name)
        if (
            drug is None
            and (words := without_salt(name))
            and re.fullmatch(r"[a-z]{6,}(?:[ -][a-z]{4,}){0,2}", words)
            and start
            and sayable(words)
        ):
            match = SUFFIXED.fullmatch(words)
            add_suffixed(table, words) if match and match[2] not in NOT_SUFFIXES else table.add(words, words)
            drug = table.normal(words)
            unknown.append(f"added\t{code}\t{drug}")
        if drug is None:
            unknown.append(f"unknown\t{code}\t{name}")
        else:
            if name != drug:
                table.add(name, drug)
            drugs[code] = drug
    return drugs, unknown


def descriptor_brands(texts: Mapping[str, str], drugs: Mapping[str, str]) -> dict[str, str]:
    """Brands that stand in parentheses in a descriptor; a firm or a qualifier in parentheses is not a brand."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, text in texts.items():
        if code in drugs:
            for inside in re.findall(r"\(([^()]+)\)", text):
                for brand in re.split(r" ?/ ?|, or |, ", inside):
                    if (
                        re.fullmatch(r"[a-z][a-z-]{4,}(?: [a-z]{2,})?", brand)
                        and sayable(brand)
                        and brand not in hand.NOT_BRANDS
                    ):
                        found[brand].add(drugs[code])
    return {brand: next(iter(names)) for brand, names in sorted(found.items()) if len(names) == 1}


NO_BRAND = re.compile(r"(?i) in | and |[/]|hcl|sodium|inject|emergency|pen$")


def asp_brands(reference: Path, table: Table, drugs: Mapping[str, str]) -> dict[str, str]:
    """Drug names of the ASP crosswalk that are no generic name, for codes whose drug is known."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows(reference / "asp" / "drug_name_to_hcpcs_2025_OCT.tsv"):
        name = re.sub(r" ?\(.*\)| Kit$| PFS$| Vial$| Novaplus$", "", row["drug_name"].replace("\ufffd", "").strip())
        drug = drugs.get(row["hcpcs_code"])
        known = table.normal(name) or name.lower() in hand.NOT_BRANDS
        if drug is None or known or not sayable(name) or NO_BRAND.search(name):
            continue
        if not surface(name).startswith((drug.split()[0], drug.split("-")[0])):
            found[name.lower()].add(drug)
    return {brand: next(iter(names)) for brand, names in sorted(found.items()) if len(names) == 1}


class Brands:
    """Brands and what each stands for. What is put first stays, and no brand is also a generic name."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.entries: dict[str, tuple[str, str, str]] = {}

    def put(self, brand: str, drug: str, full: str) -> None:
        key = surface(brand)
        if brand.lower() in hand.NOT_BRANDS:
            return  # FDA has a firm where the brand should stand
        if key not in self.table.generics and STOP.isdisjoint({key, *spoken_names(drug, full)}):
            self.entries.setdefault(key, (" ".join(brand.lower().split()), drug, full))

    def put_by_hand(self, licensed: Mapping[str, tuple[str, str]]) -> None:
        for brand, full in {**fields.brands(), **pharmacies.BRANDS, **hand.BRANDS}.items():
            for part in full.split(" + "):
                for name in (part, without_suffix(part)):
                    self.table.generics.setdefault(surface(name), name)
            self.table.generics.pop(surface(brand), None)
            biosimilar = brand in hand.BIOSIMILARS or ("-" in full and licensed.get(brand, ("", ""))[0].endswith(full))
            self.put(brand, full if biosimilar else " + ".join(map(without_suffix, full.split(" + "))), full)

    def put_licensed(self, licensed: Mapping[str, tuple[str, str]]) -> None:
        for brand, (drug, full) in sorted(licensed.items()):
            if surface(brand) not in spoken_names(drug, full):
                self.table.generics.pop(
                    surface(brand), None
                )  # FDA types some brands, Avastin among them, as common names
            self.put(brand, drug, full)

    def lines(self) -> str:
        capital = frozenset(map(surface, hand.CAPITAL))
        return "".join(
            f"{key}\t{name}\t{as_named(drug)}\t{as_named(full)}\t{'capital' if key in capital else ''}\n"
            for key, (name, drug, full) in sorted(self.entries.items())
        )


def build(reference: Path) -> tuple[str, str, list[str]]:
    """The two tables as text, and what of the code set no name was found for."""
    table = Table()
    add_hand_tables(table)
    add_fields(table)
    unii = add_unii(table, rows(reference / "lexicon" / "fda_unii_names_subset_2025-06.tsv.gz"))
    add_combinations(table)
    licensed = add_purple_book(table, rows(reference / "lexicon" / "fda_purple_book_2025-03.csv.gz", ","))
    texts = descriptors(reference)
    drugs, unknown = add_descriptors(table, texts)

    brands = Brands(table)
    brands.put_by_hand(licensed)
    brands.put_licensed(licensed)
    for source in (descriptor_brands(texts, drugs), asp_brands(reference, table, drugs)):
        for brand, drug in source.items():
            brands.put(brand, drug, drug)
    for brand, normals in sorted(unii.items()):
        if len(normals) == 1:
            brands.put(brand, *normals, *normals)

    for _, drug, full in brands.entries.values():
        for part in (*drug.split(" + "), *full.split(" + ")):
            table.generics.setdefault(surface(part), part)
    generics = "".join(
        f"{key}\t{as_named(normal)}\n" for key, normal in sorted(table.generics.items()) if key not in brands.entries
    )
    return generics, brands.lines(), unknown


def spoken_names(*names: str) -> set[str]:
    """A product's names and those of its parts, as surfaces."""
    return {surface(part) for name in names for part in (name, *name.split(" + "))}


def main(reference: Path = REFERENCE, data: Path = DATA) -> list[str]:
    generics, brands, unknown = build(reference)
    data.mkdir(parents=True, exist_ok=True)
    (data / "generics.tsv").write_text(generics, encoding="utf-8", newline="\n")
    (data / "brands.tsv").write_text(brands, encoding="utf-8", newline="\n")
    print(f"{generics.count(chr(10))} generic surfaces, {brands.count(chr(10))} brands")
    return unknown


if __name__ == "__main__":
    left = main(*map(Path, sys.argv[1:2]))
    print("\n".join(left), file=sys.stderr)
