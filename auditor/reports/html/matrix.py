"""Codes by drugs: who is called what, by how many documents, and what the reference says of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from auditor.model.findings import Verdict
from auditor.reports.html.material import Material
from auditor.reports.html.statements import Statement
from auditor.reports.html.tables import Link
from auditor.reports.html.words import SIGNS, VERDICTS, count, together
from auditor.reports.visible import visible

Given: TypeAlias = dict[str, dict[str, list[Statement]]]  # by code and drug

WIDEST = 24  # drugs that still stand in columns; with more, each code lists its drugs
LISTED = 10  # drugs of one code that are listed


class MatrixCell(msgspec.Struct, frozen=True):
    """What documents say of a code and a drug. Empty where they say nothing. `told` says it in words."""

    sign: str = ""
    number: str = ""
    tone: str = ""
    told: str = ""
    drug: Link = Link("")


class MatrixRow(msgspec.Struct, frozen=True):
    """A code, and a cell for each drug, or a cell for each drug that it is given."""

    code: Link
    cells: tuple[MatrixCell, ...]
    more: str = ""


class Matrix(msgspec.Struct, frozen=True):
    """The matrix, in columns where they fit (`drugs`), else as lists."""

    drugs: tuple[Link, ...]
    rows: tuple[MatrixRow, ...]
    note: str


def matrix(made: Material, here: str) -> Matrix:
    """All codes to which a drug is given, those at odds first."""
    said = [one for one in made.statements.every if one.kind == "code-drug" and one.polarity == "asserted"]
    by_code: Given = {}
    for one in said:
        by_code.setdefault(one.subject, {}).setdefault(one.object, []).append(one)
    codes = sorted(by_code, key=lambda code: (not _at_odds(by_code[code]), code))
    at_odds = [code for code in codes if _at_odds(by_code[code])]
    first = f" The first {made.scale.rows:,} are shown." if len(codes) > made.scale.rows else ""
    note = f"{count(len(at_odds), 'code')} of {len(codes):,} at odds, listed first.{first}"
    drugs = sorted({drug for code in at_odds for drug in by_code[code]})
    if len(drugs) <= WIDEST:
        rest = sorted({drug for code in codes for drug in by_code[code]} - set(drugs))
        if len(drugs) + len(rest) <= WIDEST:
            shown = codes[: made.scale.rows]
            return Matrix(_heads([*drugs, *rest], made, here), _rows(shown, [*drugs, *rest], by_code, made, here), note)
        rows = _rows(at_odds[: made.scale.rows], drugs, by_code, made, here)
        return Matrix(_heads(drugs, made, here), rows, f"{note} The others are listed under Codes.")
    rows = tuple(_list(code, by_code[code], made, here) for code in codes[: made.scale.rows])
    return Matrix((), rows, note)


def _heads(drugs: Sequence[str], made: Material, here: str) -> tuple[Link, ...]:
    return tuple(Link(visible(drug), made.href(here, "drug", drug)) for drug in drugs)


def _rows(
    codes: Sequence[str], drugs: Sequence[str], by_code: Given, made: Material, here: str
) -> tuple[MatrixRow, ...]:
    return tuple(
        MatrixRow(
            Link(visible(code), made.href(here, "code", code)),
            tuple(_cell(code, drug, by_code[code].get(drug, []), made, here) for drug in drugs),
        )
        for code in codes
    )


def _list(code: str, drugs: dict[str, list[Statement]], made: Material, here: str) -> MatrixRow:
    ordered = sorted(drugs, key=lambda drug: (-len(_documents(drugs[drug])), drug))
    cells = tuple(_cell(code, drug, drugs[drug], made, here) for drug in ordered[:LISTED])
    more = f"and {len(ordered) - LISTED:,} more" if len(ordered) > LISTED else ""
    return MatrixRow(Link(visible(code), made.href(here, "code", code)), cells, more)


def _cell(code: str, drug: str, said: Sequence[Statement], made: Material, here: str) -> MatrixCell:
    link = Link(visible(drug), made.href(here, "drug", drug))
    if not said:
        return MatrixCell(drug=link)
    verdicts = {one.verdict for one in said}
    order: tuple[Verdict, ...] = ("refuted", "confirmed", "unknown")
    verdict = next(one for one in order if one in verdicts)
    documents = _documents(said)
    who = together([visible(name) for name in documents], 3)
    told = f"{visible(code)}, {visible(drug)}: {VERDICTS[verdict]}; {who}"
    return MatrixCell(SIGNS[verdict], f"{len(documents):,}", verdict, told, link)


def _documents(said: Sequence[Statement]) -> list[str]:
    return sorted({document for one in said for document in one.documents})


def _at_odds(drugs: dict[str, list[Statement]]) -> bool:
    return len(drugs) > 1 or any(one.verdict == "refuted" for said in drugs.values() for one in said)
