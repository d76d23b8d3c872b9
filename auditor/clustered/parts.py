"""What documents say, cut into parts that can be checked each by itself: pure functions, wherever they run."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import msgspec

from auditor.auditing import cross_reference
from auditor.incremental.looks import LOOKS, TELLS_CODES_APART, Look
from auditor.incremental.relocation import ANNOUNCING, announced
from auditor.lexicon.names import Names
from auditor.model.assertions import Assertion, CodeMention, Extraction
from auditor.model.findings import Finding
from auditor.reference.authority import Authority
from auditor.repair.mending import mended, to_change
from auditor.repair.statements import Speakers
from auditor.rules.rule import Rule

# By code and drug, how many documents say now or of the past that the one is the other; 0 where it is only denied or supposed.
Given: TypeAlias = Mapping[tuple[str, str], int]
Anchor: TypeAlias = tuple[Look, str]  # what a rule's finding may be about, and how far the rule looks


class Against(NamedTuple):
    """What everything is held against."""

    rules: Sequence[Rule]
    judge: Authority | None
    names: Names


class Part(msgspec.Struct):
    """What some documents say to one part: by look, and the findings about documents alone that have their place in it."""

    said: dict[Look, list[Extraction]] = {}
    found: list[Finding] = []


def given_by(extractions: Iterable[Extraction]) -> dict[tuple[str, str], int]:
    """Which code is given which drug, by how many of the documents."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for extraction in extractions:
        pairs: dict[tuple[str, str], bool] = {}
        for one in extraction.assertions:
            if one.kind == "code-drug":
                key = one.subject, one.object
                pairs[key] = pairs.get(key, False) or one.polarity in {"asserted", "historical"}
        for key, holds in pairs.items():
            found[key] += holds
    return found


def drugs_of(given: Given) -> dict[str, list[str]]:
    """The drugs that anybody gives to each code."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, drug in sorted(given):
        found[code].append(drug)
    return found


def number_of(anchor: Anchor, many: int) -> int:
    """The part, of so many, in which everything is that a rule must see to judge it. The same on every machine."""
    return zlib.crc32("\0".join(anchor).encode("utf-8", "surrogatepass")) % many


def cut(
    extractions: Sequence[Extraction], drugs: Mapping[str, Sequence[str]], many: int, against: Against
) -> dict[int, Part]:
    """What the documents say, in parts by number; only of numbers to which they say anything.

    `drugs` are those that any document of the corpus gives to each code. Rules that look at one document alone are asked at once.
    """
    parts: dict[int, Part] = defaultdict(Part)
    for extraction in extractions:
        for (number, look), said in _cut(extraction, drugs, many).items():
            parts[number].said.setdefault(look, []).append(said)
    graph = cross_reference(extractions, against.names)
    for rule in _of_look("document", against):
        for finding in rule.check(graph, against.judge):
            parts[number_of(("document", finding.primary.document), many)].found.append(finding)
    return parts


def check(parts: Iterable[Part], number: int, many: int, against: Against) -> list[Finding]:
    """What the rules find in the parts of one number, of all documents."""
    found: list[Finding] = []
    said: dict[Look, list[Extraction]] = defaultdict(list)
    for part in parts:
        found += part.found
        for look, extractions in part.said.items():
            said[look] += extractions
    for look, extractions in said.items():
        graph = cross_reference(extractions, against.names)
        for rule in _of_look(look, against):
            found += (one for one in rule.check(graph, against.judge) if number_of((look, one.subject), many) == number)
    return found


def needed(findings: Iterable[Finding]) -> set[str]:
    """The documents of which all must be known to mend the findings."""
    return {name for one in findings if one.severity != "note" for name in to_change(one)}


def mend(findings: Iterable[Finding], documents: Iterable[Extraction], given: Given, against: Against) -> list[Finding]:
    """The findings with their repairs. `documents` are those that are needed, `given` is of the whole corpus."""
    elsewhere: Speakers = {("code-drug", code, drug): number for (code, drug), number in given.items()}
    return mended(findings, cross_reference(documents, against.names), against.judge, elsewhere)


def _of_look(look: Look, against: Against) -> Iterator[Rule]:
    return (rule for rule in against.rules if LOOKS.get(rule.id) == look)


def _cut(extraction: Extraction, drugs: Mapping[str, Sequence[str]], many: int) -> dict[tuple[int, Look], Extraction]:
    said: dict[tuple[int, Look], list[Assertion]] = defaultdict(list)
    codes: dict[tuple[int, Look], list[CodeMention]] = defaultdict(list)
    for one in extraction.assertions:
        for place in dict.fromkeys((number_of(anchor, many), anchor[0]) for anchor in _concerned(one, drugs)):
            said[place].append(one)
    named = sorted(announced(extraction))
    for code in extraction.codes:
        for place in dict.fromkeys((number_of(anchor, many), anchor[0]) for anchor in _pointed(code, named)):
            codes[place].append(code)
    return {
        place: Extraction(extraction.document, tuple(said[place]), tuple(codes[place]), extraction.dated)
        for place in sorted(said.keys() | codes.keys())
    }


def _concerned(one: Assertion, drugs: Mapping[str, Sequence[str]]) -> Iterator[Anchor]:
    """What an assertion has a part in judging."""
    yield "subject", one.subject
    match one.kind:
        case "code-drug":
            yield "codes of a drug", one.object
        case "drug-brand":
            yield "brand", one.object
        case "code-successor":
            yield "subject", one.object
        case _:
            pass
    if one.kind in TELLS_CODES_APART:
        for drug in drugs.get(one.subject, ()):
            yield "codes of a drug", drug
    if one.misspelled:
        yield "misspelling", one.misspelled


def _pointed(one: CodeMention, named: Sequence[str]) -> Iterator[Anchor]:
    """The same of a mention; `named` are the codes that its document names in its title or address."""
    if one.role in ANNOUNCING:
        for code in named:
            yield "title", code
    elif one.role == "referred":
        yield "subject", one.code
    elif one.role == "malformed":
        yield "token", one.quote
