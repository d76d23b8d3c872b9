"""Corpora of any size with known contradictions: articles of the real ones' size and build, the same for the same seed.

    python tools/articles.py 10000 FOLDER        write them, and what was planted beside them

An article tells of one code what the embedded reference says, in seven sections of prose, and of a few others in passing. In a
small share of them one thing is wrong from beginning to end, as in life: the drug, the unit, the brand, a modifier's meaning, or the
drug of another code in passing. Every article depends on the seed and its own number alone, and keeps account of what it
states; so the findings that an auditor owes follow from the accounts, without an auditor. See `owed`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Final, Literal, NamedTuple

from article_sentences import (
    BRANDS,
    DEFINING,
    DISCARDED,
    NOTHING_DISCARDED,
    RELATED,
    REPEATED,
    SECTIONS,
    TARGETS,
    TITLES,
    UNITS,
)
from plant_corpus import Fact, facts_of

from auditor.lexicon.drug_targets import DRUG_TARGETS
from auditor.lexicon.names import load_names
from auditor.reference.authority import authority
from auditor.reference.files import embedded

Error = Literal["drug", "unit", "brand", "modifier", "related"]
Kind = Literal["code-drug", "code-unit", "drug-brand", "drug-target", "modifier-meaning"]

SHARE: Final = 0.02  # of all articles
ERRORS: Final[tuple[Error, ...]] = ("drug", "drug", "unit", "brand", "modifier", "related")
FOLDER: Final = 1000  # articles in one folder
MEANINGS: Final = {"JW": "discarded-drug", "JZ": "no-discarded-drug"}
# Rules of a kind that may be wrong: documents against documents, and against the reference. A code of the wrong drug is also that drug's wrong code.
RULES: Final[Mapping[Kind, tuple[str, str]]] = {
    "code-drug": ("AUD101", "AUD201"),
    "code-unit": ("AUD103", "AUD202"),
    "drug-brand": ("AUD104", "AUD206"),
    "modifier-meaning": ("AUD106", "AUD205"),
}


class Stated(NamedTuple):
    """What an article states of one thing. `right`: the reference says so too."""

    kind: Kind
    subject: str  # of drug-brand the brand: it is what may belong to one drug only
    value: str
    right: bool = True


class Article(NamedTuple):
    """A document that was made: its name, its text, and everything that it states."""

    name: str
    text: str
    stated: tuple[Stated, ...]


class Owed(NamedTuple):
    """A finding that must be reported: its rule, its subject, and by wrong value the documents that say so."""

    rule: str
    subject: str
    wrong: Mapping[str, frozenset[str]]


class Corpus:
    """Articles by number. `share` of them are wrong in one thing."""

    def __init__(self, seed: int = 1, share: float = SHARE) -> None:
        self.seed = seed
        self.share = share
        # "44 units" is a count on a claim unless the drug is measured so; an error must be one in any article.
        facts = [one for one in facts_of(authority(embedded()), load_names()) if one.unit and "unit" not in one.unit]
        self.facts = _of_one_code(facts)
        Random(seed).shuffle(self.facts)  # noqa: S311 - a made-up corpus, the same every time
        # Zipf: a few codes stand in very many documents and most in a few, as in life.
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.facts))))
        self._branded = [one for one in self.facts if one.brand]

    def article(self, number: int) -> Article:
        """The article of that number, whatever the others are."""
        random = Random(f"{self.seed}/{number}")  # noqa: S311 - as above
        own, *others = self._different(random, 1 + random.randint(2, 3))
        error = random.choice(ERRORS) if random.random() < self.share else None
        if error == "brand" and not own.brand:
            error = "drug"
        spare = self._apart(random, [own, *others], self._branded if error == "brand" else self.facts)
        page = _Page(random)
        _write(page, own, others, error, spare)
        return Article(f"part-{number // FOLDER:04}/article-{number:07}.md", page.text, tuple(page.stated))

    def articles(self, count: int) -> Iterator[Article]:
        """So many articles, in order."""
        return map(self.article, range(count))

    def _different(self, random: Random, count: int) -> list[Fact]:
        chosen: dict[str, Fact] = {}
        while len(chosen) < count:
            (fact,) = random.choices(self.facts, cum_weights=self._weights)
            chosen.setdefault(fact.code, fact)
        return list(chosen.values())

    @staticmethod
    def _apart(random: Random, used: Sequence[Fact], among: Sequence[Fact]) -> Fact:
        """A fact of another drug, unit and all, from which an error takes what it needs."""
        while True:
            fact = random.choice(among)
            if all(fact.code != one.code for one in used) and fact.unit != used[0].unit:
                return fact


def _of_one_code(facts: Iterable[Fact]) -> list[Fact]:
    """Those whose substances no other code has: what is wrong then stays wrong, whichever way one looks at it."""
    codes: dict[str, set[str]] = defaultdict(set)
    listed = list(facts)
    for group in embedded().entries.values():
        for entry in group:
            for substance in entry.drug.split(" + "):
                codes[_root(substance)].add(entry.code)
    return [one for one in listed if " + " not in one.drug and len(codes[_root(one.drug)]) == 1]


def _root(substance: str) -> str:
    """What a name shares with those of other salts, labels and suffixes."""
    return re.split("[- ]", substance, maxsplit=1)[0]


class _Page:
    """An article while it is written."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.stated: list[Stated] = []
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        return "\n".join(self._parts) + "\n"

    def heading(self, level: int, text: str) -> None:
        self._parts += [f"{'#' * level} {text}", ""]

    def section(self, name: str, fact: Fact, telling: Sequence[str] = ()) -> None:
        """A heading, and its sentences in three paragraphs; those that tell something stand among the others."""
        section = SECTIONS[name]
        self.heading(2, section.heading)
        sentences = [filled(one, fact) for one in self.random.sample(section.surrounding, section.length)]
        for told in telling:
            sentences.insert(self.random.randint(1, len(sentences)), told)
        third = max(1, -(-len(sentences) // 3))
        for start in range(0, len(sentences), third):
            self._parts += [" ".join(sentences[start : start + third]), ""]

    def tells(self, kind: Kind, templates: Sequence[str], fact: Fact, right: bool) -> str:
        """A sentence that tells a fact; it goes to account."""
        subject, value = {
            "code-drug": (fact.code, fact.drug),
            "code-unit": (fact.code, fact.unit),
            "drug-brand": (fact.brand, fact.drug),
            "drug-target": (fact.drug, target_of(fact.drug)),
        }[kind]
        self.stated.append(Stated(kind, subject, value, right))
        return filled(self.random.choice(templates), fact)

    def means(self, modifier: str, meaning: str) -> str:
        """A sentence that tells what a modifier means; it goes to account."""
        self.stated.append(Stated("modifier-meaning", modifier, meaning, MEANINGS[modifier] == meaning))
        wordings = DISCARDED if meaning == MEANINGS["JW"] else NOTHING_DISCARDED
        return self.random.choice(wordings).format(modifier=modifier)


def filled(template: str, fact: Fact) -> str:
    """The template with a fact in its slots."""
    drug = fact.shown("drug")
    return template.format(
        code=fact.code,
        drug=drug,
        Drug=drug[:1].upper() + drug[1:],
        unit=fact.shown("unit"),
        brand=fact.shown("brand"),
        target=target_of(fact.drug),
    )


def target_of(drug: str) -> str:
    """The molecule that the drug acts on, where the reference names just one."""
    known = DRUG_TARGETS.get(drug)
    return known.targets[0] if known and len(known.targets) == 1 else ""


def _write(page: _Page, own: Fact, others: Sequence[Fact], error: Error | None, spare: Fact) -> None:
    drug_right, unit_right, brand_right = error != "drug", error != "unit", error != "brand"
    # An article on the wrong drug tells that drug's own brand: all of it is wrong in one thing only.
    told = own._replace(drug=spare.drug, brand=spare.brand) if error == "drug" else own
    told = told._replace(unit=spare.unit) if error == "unit" else told
    branded = told._replace(brand=spare.brand) if error == "brand" else told
    # A JW that means JZ: an article that mixes them up mixes up both.
    meanings = dict(zip(MEANINGS, reversed(MEANINGS.values()), strict=True)) if error == "modifier" else MEANINGS
    page.heading(1, filled(page.random.choice(TITLES), own))
    defining = [page.tells("code-drug", DEFINING, told, drug_right), page.tells("code-unit", UNITS, told, unit_right)]
    if branded.brand:
        defining.append(page.tells("drug-brand", BRANDS, branded, brand_right))
    page.section("definition", told, defining)
    clinical = [page.tells("code-drug", REPEATED, told, drug_right)]
    if target_of(told.drug):
        clinical.append(page.tells("drug-target", TARGETS, told, True))
    page.section("clinical", told, clinical)
    page.section("modifiers", told, [page.means(*one) for one in meanings.items()])
    page.section("documentation", told, [page.tells("code-drug", REPEATED, told, drug_right)])
    denials = [page.tells("code-drug", REPEATED, told, drug_right), page.tells("code-unit", UNITS, told, unit_right)]
    page.section("denials", told, denials)
    page.section("payers", told, [page.tells("code-drug", REPEATED, told, drug_right)])
    beside = [*others[:-1], others[-1]._replace(drug=spare.drug)] if error == "related" else list(others)
    told_of = [page.tells("code-drug", RELATED, one, one in others) for one in beside]
    page.section("related", told, told_of)


def owed(articles: Iterable[Article]) -> list[Owed]:
    """The findings that follow from what the articles state, by the definitions of the rules; in order.

    A thing of which only a wrong value is stated contradicts the reference alone; a drug has codes that cannot all be right where
    one of several is wrong.
    """
    said: dict[tuple[Kind, str], dict[tuple[str, bool], set[str]]] = defaultdict(lambda: defaultdict(set))
    codes: dict[str, dict[tuple[str, bool], set[str]]] = defaultdict(lambda: defaultdict(set))
    for article in articles:
        for kind, subject, value, right in article.stated:
            names = () if right else (article.name,)  # of those that are right nobody asks who they are
            said[kind, subject][value, right].update(names)
            if kind == "code-drug":
                codes[value][subject, right].update(names)
    found = []
    for (kind, subject), values in said.items():
        wrong = _wrong(values)
        if not wrong:
            continue
        among, against = RULES[kind]
        if len(values) > 1:
            found.append(Owed(among, subject, wrong))
        found += [Owed(against, subject, {value: documents}) for value, documents in wrong.items()]
    for drug, listed in codes.items():
        if len(listed) > 1 and (wrong := _wrong(listed)):
            found.append(Owed("AUD102", drug, wrong))
    return sorted(found, key=lambda one: (one.rule, one.subject, sorted(one.wrong)))


def _wrong(values: Mapping[tuple[str, bool], set[str]]) -> dict[str, frozenset[str]]:
    return {value: frozenset(documents) for (value, right), documents in sorted(values.items()) if not right}


def write(corpus: Corpus, count: int, folder: Path) -> list[Owed]:
    """The articles as files below a folder; the findings that are owed."""

    def written() -> Iterator[Article]:
        for number, article in enumerate(corpus.articles(count)):
            path = folder / article.name
            if number % FOLDER == 0:
                path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(article.text, encoding="utf-8")
            yield article

    return owed(written())


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    arguments.add_argument("count", type=int)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--share", type=float, default=SHARE, help="of the articles that are wrong in something")
    chosen = arguments.parse_args()
    planted = write(Corpus(chosen.seed, chosen.share), chosen.count, chosen.folder)
    for one in planted:
        wrong = {value: sorted(documents) for value, documents in one.wrong.items()}
        sys.stdout.write(json.dumps({"rule": one.rule, "subject": one.subject, "wrong": wrong}) + "\n")


if __name__ == "__main__":
    main()
