"""The billing unit that a row gives to its code: in a column of units, in a note, or in the description of its drug."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from auditor.extraction.codes import is_counted
from auditor.extraction.columns import (
    Column,
    Role,
    role_of_header,
    shows_items,
)
from auditor.extraction.late import late
from auditor.extraction.pairing import Held
from auditor.extraction.quantities import UNITS, plain
from auditor.extraction.rows import NEAR, Row, as_described
from auditor.extraction.words import ARROWS
from auditor.lexicon.known import known_codes
from auditor.lexicon.names import Names
from auditor.lexicon.units import measured_in_units, times
from auditor.model.assertions import Mention
from auditor.model.source import Cell

# Between the drug and the amount of a descriptor: a list of phrases, no sentence end.
_DESCRIPTOR: Final = late(r"(?:[^;.]|\.(?!\s+[A-Z])|;(?= [a-z]+, )){0,120}?[,)(]?\s*(?:per\s+|each\s+|up to\s+)?")
# Around an amount in a note, what makes it the billing unit: "ok, 0.1 mg/unit", "deleted, was per 100 mg".
_PER_UNIT_AFTER: Final = late(
    r"\s?/\s?(?:billing |hcpcs )?units?\b(?![ -]dose)|\s(?:per|a|each|to the) (?:billing |hcpcs )?unit\b(?![ -]dose)",
    re.IGNORECASE,
)
_PER_BEFORE: Final = late(
    r"(?:^|[,;:]\s*|\b(?:was|is|billed|counted|counts?) )per\s+$|(?:^|[,;:.]\s*)(?:(?:the|one|1|billing|hcpcs) )*unit (?:is|=|stays|remains)\s+$"
    r"|^(?:stays|still|unchanged|remains)(?: at|,? still|,)?\s+$",
    re.IGNORECASE,
)
# In a column of units, a thing that is counted: what follows it ("up to 30 mCi") only limits it.
_COUNTED: Final = late(
    r"(?:(?:single|study|treatment|therapeutic|diagnostic)[ -](?:(?:dose|use)[ -](?=vial|kit))?)?(dose|vial|implant|instillation|treatment|tablet|capsule|kit)\b(?! (?:size|strength))",
    re.IGNORECASE,
)
_SINGLE: Final = late(r"(?:per |by the )?(?:single|each|one) (mg|mcg|g|milligram|microgram|gram)s?", re.IGNORECASE)
_PER_COUNTED: Final = late(rf"\bper {_COUNTED.pattern}", re.IGNORECASE)  # "100 mg, per study dose"
_SHARED: Final = late(r"\b(?:both|same|each|all)\b", re.IGNORECASE)  # "Unit (same for both)"
_HEADER_MEASURES: Final = late(
    r"\b(mg|mcg|g|mL|IU)\b(?: of \w{2,12})?(?: (?:per|in (?:one|a|1)|/) ?(?:billing |hcpcs )?unit|\s*/\s*unit)|"
    r"\b(?:billing |hcpcs )unit\W{1,3}(?:in )?(mg|mcg|g|mL|IU)\b|(?:^|[ /])unit\W{1,3}(?:in )?(mg|mcg|g|mL|IU)\W*$",
    re.IGNORECASE,
)
_IN_UNITS: Final = late(r"([1-9][\d,]{0,8}(?:\.\d{1,3})?) ?[Uu]\.?")  # "1,000 U", which elsewhere may be anything
_OF_OLD: Final = late(
    r"\([^()]*\b(?:was|were|formerly|previously|used to)\b[^()]*\Z", re.IGNORECASE
)  # "(the C code was 10 mg)"
_LIMITS: Final = late(r",? ?\(?up to |,? provided in | \(", re.IGNORECASE)
_OF_PARTNER: Final = late(
    r"(?:,? and |, |/)(?!per |each |up to )[a-z][^\d,;()]{2,60} (?:up to )?|(?: [a-z-]+){1,3} and |,? and [a-z -]{3,60}, up to |,? (?:and|but) (?:up to|(?:no|not) more than|less than or equal to) ",
    re.IGNORECASE,
)
_TO: Final = late(rf" ?(?:to|[{ARROWS}]|[-=]>) ?")
_TWO: Final = 2
_NUMBERS: Final = late(r"\b\d[\d,.]{0,8}, \d[\d,.]{0,8} ?(?:mg|mcg|g|mL|units?)\b", re.IGNORECASE)
_PRICE: Final = late(r"\s?[$€£] ?\d")
_BRACKETED: Final = late(r"\s*[(\[](?:per |each )?")
_SO_MANY: Final = late(
    r"(?:bill )?([1-9][\d,]{0,6}) (?:billing |billable |HCPCS )?units?(?: (?:per|a|each|every|for (?:the|each|one)) \w{3,12})?\W{0,2}",
    re.IGNORECASE,
)
_BARE_NUMBER: Final = late(r"(?:0|[1-9]\d{0,3})(?:\.\d{1,3})?")


def unit_of_row(  # noqa: PLR0917 - all that a row tells of a code
    columns: Sequence[Column],
    row: Row,
    code_index: int,
    code_columns: Sequence[int],
    drugs: Sequence[Held],
    names: Names,
    *,
    is_old: bool,
) -> Held | None:
    """The first amount of the unit column that belongs to this code: the nearest after it and before the next code column.

    A former unit belongs to the code that is over, and a new one to the code that came after it, wherever they stand.
    """
    if any(
        is_counted(code.cell.view.text, code.mention.end)
        for code in row.held[code_index]
        if code.mention.kind == "code"
    ):
        return None
    if sum(code.mention.kind == "code" for code in row.held[code_index]) > 1 and any(
        _NUMBERS.search(cell.view.text) for cell in row.block.cells
    ):
        return None  # "600, 2,400, 1,200 mg" beside three codes
    if (own_unit := _beside_code(row, code_index)) is not None:
        return own_unit
    following = [at for at in code_columns if at > code_index]
    stop = following[0] if following else len(row.held)
    shared = [at for at, column in enumerate(columns) if column.role == "unit" and _SHARED.search(column.header)]
    named = [at for at, column in enumerate(columns) if column.role == "unit" and at < len(row.held)]
    own = [at for at in named if code_index < at < stop] or (
        [at for at in named if at < code_index] if len(code_columns) == 1 else []
    )
    ages = {at: age_of(columns[at]) for at in named}
    if any(ages.values()):
        wanted = "old-code" if is_old else "new-code"
        own = [at for at in named if ages[at] == wanted] or [at for at in own if not ages[at]]
    if not any(columns[at].named for at in named) and _tells_price(row):
        own, named = [], []  # "J9271 | Keytruda | 60.291 | 200 mg | $12,058": the dose that costs so much
    for at in own or shared:
        amount = (
            _counted(row.block.cells[at], columns[at].header)
            if columns[at].named and at < len(row.block.cells)
            else None
        )
        amount = amount or (_last_of_change(row, at) if not is_old else None) or first_amount(row, at)
        if amount is not None and (columns[at].named or not _is_count(amount, drugs, names)):
            return amount
    if named:
        return None
    # "J2505 | pegfilgrastim, 6 mg | J2506": what is described between two codes is described of the first.
    own_drugs = [
        held
        for held in drugs
        if not any(at < held.cell.column < code_index for at in code_columns)
        and not (is_old and age_of(columns[held.cell.column]) == "new-code")  # "Drug and unit of the new code"
    ]
    unit = _unit_of_note(columns, row) or _unit_of_descriptor(columns, row, own_drugs)
    return None if unit is not None and _is_counted_dose(row, code_index) else unit


def _is_counted_dose(row: Row, code_index: int) -> bool:
    """As in "Ertapenem 1 g once daily | J1335 | 2 units per dose": what the row describes makes so many units of the code, and is a dose."""
    numbers = [found[1] for cell in row.block.cells if (found := _SO_MANY.fullmatch(cell.view.text)) is not None]
    if not numbers:
        return False
    counted = {Decimal(number.replace(",", "")) for number in numbers} - {Decimal(1)}
    amounts = [held.mention.value for cells in row.held for held in cells if held.mention.kind == "amount"]
    known = [known_codes().get(held.mention.value) for held in row.held[code_index] if held.mention.kind == "code"]
    units = [unit for code in known if code is not None for unit in code.units]
    return any(times(amount, unit) in counted for amount in amounts for unit in units)


def _beside_code(row: Row, at: int) -> Held | None:
    """As in "oxaliplatin | 153 mg | J9263 (0.5 mg) | 306": the amount in brackets right behind the only code of its cell."""
    codes = [held for held in row.held[at] if held.mention.kind == "code"]
    amounts = [held for held in row.held[at] if held.mention.kind == "amount"]
    if (
        len(codes) != 1
        or len(amounts) != 1
        or not _BRACKETED.fullmatch(codes[0].cell.view.text, codes[0].mention.end, amounts[0].mention.start)
    ):
        return None
    return amounts[0]


def _tells_price(row: Row) -> bool:
    return any(_PRICE.match(cell.view.text) for cell in row.block.cells)


def first_amount(row: Row, at: int) -> Held | None:
    """The first amount of a row's cell."""
    return next((held for held in row.held[at] if held.mention.kind == "amount"), None)


def _last_of_change(row: Row, at: int) -> Held | None:
    """Of a cell that tells a change of the unit, "300 mg to 1 mg", what it became."""
    amounts = [held for held in row.held[at] if held.mention.kind == "amount"]
    if len(amounts) != _TWO or not _TO.fullmatch(
        amounts[0].cell.view.text, amounts[0].mention.end, amounts[1].mention.start
    ):
        return None
    return amounts[1]


def age_of(column: Column) -> Role:
    """Of which code a column of units tells, by its header: "Former unit" of the old one, "New unit" of the new one; "" of either."""
    role = role_of_header(column.header) if column.header else ""
    return role if role in {"old-code", "new-code"} else ""


def _unit_of_note(columns: Sequence[Column], row: Row) -> Held | None:
    """The amount that a note, or a limit, calls the billing unit: "ok, 0.1 mg/unit", "153 units (10 mg per unit)"."""
    for column, cells in zip(columns, row.held, strict=False):
        for held in cells if column.role in {"note", "none", ""} else ():
            text, mention = held.cell.view.text, held.mention
            if mention.kind == "amount" and (
                _PER_UNIT_AFTER.match(text, mention.end)
                or (column.role == "note" and _PER_BEFORE.search(text[: mention.start][-NEAR:]))
            ):
                return held
    return None


def _unit_of_descriptor(columns: Sequence[Column], row: Row, drugs: Sequence[Held]) -> Held | None:
    for held in drugs:
        cell = row.held[held.cell.column] if held.cell.column < len(row.held) else ()
        amounts = [item for item in cell if item.mention.kind == "amount"]
        for amount in reversed([item for item in amounts if item.mention.start > held.mention.end]):
            if not _OF_OLD.search(held.cell.view.text, 0, amount.mention.start) and _DESCRIPTOR.fullmatch(
                held.cell.view.text, held.mention.end, amount.mention.start
            ):
                unit = _before_limit(amounts, amount)
                return unit if unit and _may_be_unit(columns[held.cell.column], held, unit) else None
    return None


def _before_limit(amounts: Sequence[Held], last: Held) -> Held | None:
    """The amount of a descriptor that is its unit; None where each of several drugs has its own ("10 mg and ibuprofen 3 mg").

    Before "up to 30 millicuries" it is "per study dose", and before "(250 i.u.)" what that says in another measure.
    """
    at = amounts.index(last)
    if not at:
        return last
    text, before = last.cell.view.text, amounts[at - 1]
    between = text[before.mention.end : last.mention.start]
    if _LIMITS.fullmatch(between):
        return before
    if not _OF_PARTNER.fullmatch(between) or before.mention.value == last.mention.value:
        return last  # "betamethasone acetate 3 mg and betamethasone sodium phosphate 3 mg"
    return None


def _may_be_unit(column: Column, name: Held, amount: Held) -> bool:
    """Whether an amount in a description can be the code's unit: no strength, and not glued to a brand or to an item of a list."""
    if shows_items(column.header) or column.role == "brand":
        return False  # in a column of products as they are sold
    told = as_described("", amount)
    text = name.cell.view.text
    explained = text.rfind("(", 0, name.mention.start) > 0  # "Eylea HD (aflibercept 8 mg)": how strong the product is
    of_product = explained and ")" not in text[name.mention.end : amount.mention.start]
    return not told.strength and (told.parted or not (of_product or column.of_items or name.mention.kind == "brand"))


def _counted(cell: Cell, header: str) -> Held | None:
    """The unit of a cell that opens with what is counted, without a number: "study dose, up to 30 mCi", "vial"."""
    measured = _HEADER_MEASURES.search(header)
    if measured and _BARE_NUMBER.fullmatch(cell.view.text):  # "mg per unit" above "0.1"
        unit = UNITS[measured[measured.lastindex or 1].lower()]
        return Held(Mention("amount", 0, len(cell.view.text), f"{cell.view.text} {unit}"), cell)
    in_units = _IN_UNITS.fullmatch(cell.view.text)
    if in_units:
        number = plain(Decimal(in_units[1].replace(",", "")))
        return Held(Mention("amount", 0, len(cell.view.text), f"{number} unit"), cell)
    single = _SINGLE.fullmatch(cell.view.text)
    if single:
        return Held(Mention("amount", *single.span(1), f"1 {UNITS[single[1].lower()]}"), cell)
    found = _COUNTED.match(cell.view.text) or _PER_COUNTED.search(cell.view.text)
    return Held(Mention("amount", *found.span(1), f"1 {UNITS[found[1].lower()]}"), cell) if found else None


def _is_count(amount: Held, drugs: Sequence[Held], names: Names) -> bool:
    """Whether "70 units" is how many were billed: of a drug that is not measured in units."""
    if not amount.mention.value.endswith(" unit"):
        return False
    known = (names.canonical(held.mention.value) or held.mention.value for held in drugs)
    return not any(map(measured_in_units, known))
