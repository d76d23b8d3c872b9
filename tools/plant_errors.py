"""Errors of named types, planted into documents that are right: each false by the reference, each with a known inverse.

A plant replaces tokens of a document and nothing else. Whether anybody could know which word is wrong is told by
`nearest`: the facts of the reference that are reached with the fewest words changed. Where the document's own fact is not the only
nearest one, the plant is undecidable. The criterion sees words and the reference, never what the auditor answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from random import Random
from typing import Final, NamedTuple

import msgspec
from plant_corpus import Fact, Made, Token, unit_in_words
from rapidfuzz.distance import OSA

from auditor.lexicon.names import Names
from auditor.lexicon.units import same_unit
from auditor.model.assertions import Entity
from auditor.model.reference import Reference, ReferenceEntry
from auditor.reference.authority import NOW, Authority, agrees, judge_brand, judge_drug, judge_unit, over, wording
from auditor.resolution import resolve

TODAY: Final = (NOW, NOW)
TRIES: Final = 60  # draws before a document is left alone
_SLIPS: Final[Mapping[str, int]] = {"code": 1, "drug": 2}  # in a word that is none
_LOOKALIKES: Final[Mapping[str, str]] = {"0": "O", "1": "l", "5": "S", "8": "B", "2": "Z"}
_UNITS: Final = (
    "1 mg",
    "10 mg",
    "100 mg",
    "0.1 mg",
    "5 mg",
    "50 mg",
    "500 mg",
    "1 mcg",
    "1 g",
    "1 unit",
    "100 unit",
    "10 unit",
)


class Change(NamedTuple):
    """A token and what is written in its place."""

    token: Token
    now: str


class Plant(NamedTuple):
    """An error in a document: its type, what was changed, and whether the reference and the document tell what was there."""

    kind: str
    document: int  # position in the corpus
    changes: tuple[Change, ...]
    decidable: bool

    def text(self, made: Made) -> str:
        """The document's text with the error."""
        text = made.text
        for change in sorted(self.changes, key=lambda change: -change.token.start):
            text = text[: change.token.start] + change.now + text[change.token.end :]
        return text

    def spans(self) -> list[tuple[int, int, str]]:
        """Where the wrong words stand in the text with the error, and what they are."""
        shift, found = 0, []
        for token, now in sorted(self.changes, key=lambda change: change.token.start):
            found.append((token.start + shift, token.start + shift + len(now), now))
            shift += len(now) - (token.end - token.start)
        return found


class Ground(NamedTuple):
    """What plants are drawn from: the authority, the names, today's facts, ended codes by drug, codes that are used anew."""

    authority: Authority
    names: Names
    facts: Sequence[Fact]
    ended: Mapping[str, Sequence[str]]
    reused: Mapping[str, Sequence[str]]


Values = dict[str, str]  # slot -> value, in the form that Fact has
Draw = Callable[[Ground, Made, int, Random], "Mapping[int, Values]"]


def ground(authority: Authority, names: Names, facts: Sequence[Fact]) -> Ground:
    """What plants are drawn from, of one authority."""
    ended: dict[str, list[str]] = {}
    reused: dict[str, list[str]] = {}
    for code, entries in authority.reference.entries.items():
        last = entries[-1]
        if last.kind == "specific" and over(authority, code, TODAY) is not None:
            ended.setdefault(last.drug, []).append(code)
        for earlier in entries[:-1]:
            if earlier.kind == "specific" and not _agree(authority, earlier, last):
                reused.setdefault(earlier.drug, []).append(code)
    return Ground(authority, names, facts, ended, reused)


def with_reused_codes(reference: Reference, facts: Sequence[Fact], number: int, seed: int) -> Reference:
    """The reference with an earlier, made-up meaning for some codes.

    CMS does give old numbers to new products, but among the releases at hand only within one substance.
    """
    random = Random(seed)  # noqa: S311 - made-up facts, not a secret
    able = [fact for fact in facts if (reference.entries[fact.code][-1].valid_from) >= "2012-01-01"]
    entries = dict(reference.entries)
    for fact, old in zip(random.sample(able, number), random.sample(list(facts), number), strict=True):
        (*_, now) = entries[fact.code]
        was = ReferenceEntry(fact.code, "specific", old.drug, now.unit, "2005-01-01", "2009-12-31")
        if len(entries[fact.code]) == 1 and fact.drug != old.drug:
            entries[fact.code] = (was, now)
    return msgspec.structs.replace(reference, entries=entries)


def plants(base: Ground, corpus: Sequence[Made], kind: str, random: Random) -> Iterator[Plant]:
    """For each document in turn, an error of a type, where one can be planted."""
    for number, made in enumerate(corpus):
        if not made.facts:
            continue
        for _ in range(TRIES):
            fact = random.randrange(len(made.facts))
            wrong = KINDS[kind](base, made, fact, random)
            changes = _changes(made, wrong, random) if wrong else ()
            if changes and false(base, made, changes):
                yield Plant(kind, number, changes, decidable(base, made, changes))
                break


# What each type writes ----------------------------------------------------------------------------


def _near_miss(_base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    code, at = made.facts[fact].code, random.randrange(1, 5)
    return {fact: {"code": code[:at] + random.choice("0123456789".replace(code[at], "")) + code[at + 1 :]}}


def _transposed(_base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    code, at = made.facts[fact].code, random.randrange(1, 4)
    return {fact: {"code": code[:at] + code[at + 1] + code[at] + code[at + 2 :]}}


def _other_code(base: Ground, _made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    return {fact: {"code": random.choice(base.facts).code}}


def _other_drug(base: Ground, _made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    return {fact: {"drug": random.choice(base.facts).drug}}


def _swapped(_base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    if made.form != "list" or fact + 1 == len(made.facts):
        return {}
    one, other = made.facts[fact], made.facts[fact + 1]
    slot = random.choice(("code", "drug"))
    return {fact: {slot: getattr(other, slot)}, fact + 1: {slot: getattr(one, slot)}}


def _other_unit(_base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    now = made.facts[fact].unit
    others = [unit for unit in _UNITS if unit.endswith("unit") == now.endswith("unit")]
    return {fact: {"unit": random.choice(others)}} if now else {}


def _ended(base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    codes = base.ended.get(made.facts[fact].drug)
    return {fact: {"code": random.choice(codes)}} if codes else {}


def _reused(base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    codes = base.reused.get(made.facts[fact].drug)
    return {fact: {"code": random.choice(codes)}} if codes else {}


def _other_brand(base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    brand = random.choice(base.facts).brand
    return {fact: {"brand": brand}} if brand and made.facts[fact].brand else {}


def _misspelled(base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    name = wording(made.facts[fact].drug)
    at = random.randrange(2, len(name))
    slips = (
        name[:at] + name[at + 1 :],
        name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        name[:at] + name[at - 1 :],
    )
    slip = random.choice(slips)
    word = next(
        (word for word in re.split(r"[ -]", name) if name.index(word) <= at <= name.index(word) + len(word)), ""
    )
    fine = (
        len(word) >= 7
        and slip != name
        and resolve(slip, base.names).status != "ambiguous"
        and not base.names.canonical(slip)
    )
    return {fact: {"drug": slip}} if fine else {}


def _malformed(_base: Ground, made: Made, fact: int, random: Random) -> Mapping[int, Values]:
    code = made.facts[fact].code
    digit = next((at for at in (4, 3, 2, 1) if code[at] in _LOOKALIKES), 0)
    shapes = [code[0] + code, f"{code[0]} {code[1:]}", code + code[-1], code[:-1]]
    shapes += [code[:digit] + _LOOKALIKES[code[digit]] + code[digit + 1 :]] * 3 if digit else []
    return {fact: {"code": random.choice(shapes)}} if code[0] in "JQ" else {}


KINDS: Final[Mapping[str, Draw]] = {
    "wrong code, a near miss": _near_miss,
    "wrong code, two digits swapped": _transposed,
    "wrong code, another drug's": _other_code,
    "wrong drug": _other_drug,
    "swapped pair": _swapped,
    "wrong unit": _other_unit,
    "ended code": _ended,
    "reused code": _reused,
    "wrong brand": _other_brand,
    "misspelled name": _misspelled,
    "malformed code": _malformed,
}


# Where it is written, and whether it is false -----------------------------------------------------


def _changes(made: Made, wrong: Mapping[int, Values], random: Random) -> tuple[Change, ...]:
    """The wrong words at one of the places that name the fact, or at all of them."""
    found: list[Change] = []
    for fact, values in wrong.items():
        for slot, value in values.items():
            tokens = [token for token in made.tokens if token.fact == fact and token.slot == slot]
            if not tokens:
                return ()
            if len(wrong) == 1 and len(tokens) > 1 and random.random() < 0.5:
                tokens = [random.choice(tokens)]
            shown = unit_in_words(value) if slot == "unit" else wording(value) if slot == "drug" else value
            found += [Change(token, _in_manner(made.text[token.start : token.end], shown)) for token in tokens]
    return tuple(change for change in found if made.text[change.token.start : change.token.end] != change.now)


def _in_manner(now: str, new: str) -> str:
    """Capitals stay capitals."""
    if re.search(r"\d", now):
        return new
    return new.upper() if now.isupper() else new[:1].upper() + new[1:] if now[:1].isupper() else new


def false(base: Ground, made: Made, changes: Sequence[Change]) -> bool:
    """Whether every wrong word makes its own sentence, row or item false by the reference."""
    said = _sentences(made, changes)
    touched = {(change.token.fact, change.token.sentence) for change in changes}
    throughout = len(touched) > 1 and len({fact for fact, _ in touched}) == 1
    told = [_is_false(base, said[key], {change.now for change in changes}) for key in touched]
    return any(told) if throughout else all(told)


def _sentences(made: Made, changes: Sequence[Change]) -> dict[tuple[int, int], Values]:
    """By fact and sentence, what is said now."""
    now = {change.token: change.now for change in changes}
    said: dict[tuple[int, int], Values] = {}
    for token in made.tokens:
        shown = now.get(token, made.text[token.start : token.end])
        said.setdefault((token.fact, token.sentence), {})[token.slot] = shown
    return said


def _is_false(base: Ground, said: Values, new: Iterable[str]) -> bool:
    code, drug, unit, brand = (said.get(slot, "") for slot in ("code", "drug", "unit", "brand"))
    if not {code, drug, unit, brand} & set(new):
        return False
    if code and not re.fullmatch(r"[A-Z]\d{4}", code):
        return True
    entity = _entity(base.names, drug)
    if drug and entity is None:
        return True  # a misspelled name
    authority, reference = base.authority, base.authority.reference
    if code and (drug or unit):
        if code not in reference.entries:
            return code not in reference.known_later
        if over(authority, code, TODAY) is not None:
            return True
    told = [judge_drug(authority, code, entity, TODAY)] if code and drug else []
    told += [judge_unit(authority, code, _normal(unit), TODAY)] if code and unit else []
    told += [judge_brand(authority, entity, brand.lower())] if drug and brand else []
    return any(judgement.verdict == "refuted" for judgement in told)


def _entity(names: Names, shown: str) -> Entity | None:
    known = names.canonical(shown.lower()) if shown else None
    found = resolve(known, names) if known else None
    return found.entities[0] if found and found.status == "resolved" else None


def _normal(unit: str) -> str:
    return re.sub(r"s$", "", unit.replace(",", "")) if unit else ""


# Whether anybody could know ---------------------------------------------------------------------


def decidable(base: Ground, made: Made, changes: Sequence[Change]) -> bool:
    """Whether every way to the nearest facts leads to what the document said before.

    Two rows that were swapped may each be mended at either end; both ways say the same.
    """
    now = {change.token: change.now for change in changes}
    touched = sorted({change.token.fact for change in changes})
    before = {made.facts[fact] for fact in touched}
    ways = product(*(nearest(base, made, fact, now) for fact in touched))
    return {frozenset(way) for way in ways if len({fact.code for fact in way}) == len(touched)} == {frozenset(before)}


def nearest(base: Ground, made: Made, fact: int, now: Mapping[Token, str]) -> list[Fact]:
    """The facts of the reference that make the words true with the fewest of them changed.

    A list names no code and no drug twice, so what its other rows say is taken. A code in a file's name counts as a word. What
    is no code and no name at all counts half for those that it is a slip or two away from.
    """
    tokens = [token for token in made.tokens if token.fact == fact]
    words = [(token.slot, now.get(token, made.text[token.start : token.end]).lower()) for token in tokens]
    taken = _taken(made, fact, now)
    named = fact == 0 and made.facts[0].code.lower() in made.name
    least, found = float(len(words) + 1), list[Fact]()
    for candidate in base.facts:
        if candidate.code in taken or candidate.drug in taken:
            continue
        cost = _cost(base, candidate, words) + (named and candidate.code.lower() not in made.name)
        if cost < least:
            least, found = cost, []
        if cost == least:
            found.append(_as_said(candidate, made.facts[fact], words))
    return list(dict.fromkeys(found))


def _taken(made: Made, fact: int, now: Mapping[Token, str]) -> set[str]:
    touched = {token.fact for token in now}
    others = {other for at, other in enumerate(made.facts) if at != fact and at not in touched}
    return {name for other in others for name in (other.code, other.drug)} if made.form == "list" else set()


def _cost(base: Ground, candidate: Fact, words: Sequence[tuple[str, str]]) -> float:
    cost = 0.0
    for slot, word in words:
        right = _lower(candidate, slot)
        if right != word and not (slot == "unit" and right and same_unit(_normal(right), _normal(word))):
            slip = slot in _SLIPS and not _is_word(base.names, slot, word) and OSA.distance(right, word) <= _SLIPS[slot]
            cost += 0.5 if slip else 1
    return cost


@cache
def _lower(fact: Fact, slot: str) -> str:
    return fact.shown(slot).lower()


def _is_word(names: Names, slot: str, word: str) -> bool:
    return bool(re.fullmatch(r"[a-z]\d{4}", word)) if slot == "code" else names.canonical(word) is not None


def _as_said(candidate: Fact, told: Fact, words: Sequence[tuple[str, str]]) -> Fact:
    """The candidate with what is not said in the document as the told fact has it, so that it does not make a difference."""
    slots = {slot for slot, _ in words}
    return Fact(*(getattr(candidate if slot in slots else told, slot) for slot in Fact._fields))


def _agree(authority: Authority, one: ReferenceEntry, other: ReferenceEntry) -> bool:
    return other.kind != "specific" or agrees(authority, authority.entities[one.drug], other)
