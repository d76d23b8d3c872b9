"""Codes and drugs to write on with, each with what it denotes: from the reference, and from what the corpus already says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from auditor.graph import claims
from auditor.incremental.state import Incremental
from auditor.reference.authority import NOW, Authority, codes_of, entry_on, wording
from auditor.reference.comparison import in_words
from auditor.resolution import drug_of

MOST: Final = 100
_BEFORE: Final = re.compile(r"(?<![A-Za-z0-9-])([A-Za-z][A-Za-z0-9-]*)\Z")
_CODE: Final = re.compile(r"[A-Za-z]\d{0,4}")


class Candidate(NamedTuple):
    """What may be written, what it denotes, and whether it is a code that has ended."""

    text: str
    detail: str
    is_code: bool
    over: bool = False


def begun(line: str) -> str:
    """The word that is being written at the end of a line's beginning."""
    found = _BEFORE.search(line[-80:])
    return found[1] if found else ""


def candidates(word: str, state: Incremental) -> list[Candidate]:
    """Everything that begins with a word: codes from one letter and one digit on, drugs and brands from three letters on."""
    if _CODE.fullmatch(word) and len(word) > 1:
        found = _codes(word.upper(), state)
    elif len(word) > 2 and not any(character.isdigit() for character in word):
        found = _drugs(word.casefold(), state)
    else:
        return []
    return sorted({one.text: one for one in found}.values(), key=lambda one: (one.over, one.text))


def _codes(word: str, state: Incremental) -> Iterator[Candidate]:
    authority = state.authority
    for sort, code in state.names_said():
        if sort == "code" and code.startswith(word) and not (authority and code in authority.reference.entries):
            yield Candidate(code, _said_to_be(code, state), is_code=True)
    for code in authority.reference.entries if authority else ():
        entry = entry_on(authority, code, (NOW, NOW)) if authority and code.startswith(word) else None
        if entry is not None and authority is not None:
            over = bool(entry.valid_to) and entry.valid_to < authority.as_of
            yield Candidate(code, in_words(entry), is_code=True, over=over)


def _said_to_be(code: str, state: Incremental) -> str:
    """What most documents call a code that the reference does not hold."""
    counts = Counter(
        {claim.object: len(claim.documents) for claim in claims(state.about(code), "code-drug", "asserted")}
    )
    said = sorted(counts, key=lambda drug: (-counts[drug], drug))
    return f"in the corpus: {', '.join(said[:3])}" if said else "in the corpus"


def _drugs(word: str, state: Incremental) -> Iterator[Candidate]:
    authority = state.authority
    for sort, drug in state.names_said():
        if sort == "drug" and drug.startswith(word):
            yield Candidate(drug, "in the corpus", is_code=False)
    if authority is not None:
        yield from _of_reference(word, authority)


def _of_reference(word: str, authority: Authority) -> Iterator[Candidate]:
    for name, entity in authority.entities.items():
        if wording(name).startswith(word):
            yield Candidate(wording(name), " or ".join(codes_of(authority, entity)) or "no code today", is_code=False)
    for brand in authority.reference.brands.values():
        if brand.brand.startswith(word):
            codes = [code for drug in brand.drugs for code in codes_of(authority, drug_of(drug))]
            told = " or ".join(map(wording, brand.drugs)) + (f", {' or '.join(dict.fromkeys(codes))}" if codes else "")
            yield Candidate(brand.brand.title(), told, is_code=False)
