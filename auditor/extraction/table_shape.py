"""What a table holds: the roles of its columns, told by their heads and cells, and its rows with what their cells mention."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import msgspec

from auditor.extraction.columns import (
    Column,
    Role,
    holds_claimed_codes,
    holds_diagnoses,
    is_short,
    looks_like_header,
    role_of_header,
    shows_items,
)
from auditor.extraction.late import late
from auditor.extraction.pairing import Held
from auditor.extraction.rows import CODE_ROLES, Row, as_described, codes_of
from auditor.extraction.strengths import of_items
from auditor.extraction.unlisted import OF_SKIN, unlisted_in
from auditor.extraction.validity import validity
from auditor.extraction.words import ARROWS
from auditor.lexicon.known import KnownCode, known_codes
from auditor.lexicon.names import Names
from auditor.model.assertions import Mention
from auditor.model.source import Block, Cell, Span

MentionsOf = Callable[[str], Sequence[Mention]]
_WIDEST: Final = 200  # columns
PRODUCT: Final = frozenset({"drug", "brand"})
_SHOWN: Final[frozenset[Role]] = frozenset({"brand", "unit", "route", "target"})
_NAMED: Final = frozenset({"drug", "brand", "code", "unclassified"})
_PAIR: Final = 2  # columns
_FEWEST_AGED: Final = 2  # rows
_CARRIER: Final = "hyaluronidase"
_WITH: Final = late(r"\bwith \Z", re.IGNORECASE)
_ALONE: Final = 12  # characters: a code, a separator and what counts it
_ARROW: Final = late(rf"\W{{0,2}}(?:[{ARROWS}>]|->|=>|-->)\W{{0,2}}")
_NEXT_TO_NOTHING: Final = 4  # characters beside a route: "IV or SC"
_EXPLAINED: Final = late(r"\s?\([^()]+\)")  # "J9045 (carboplatin)"
_IN_ENTRY: Final = frozenset({"", " ", ", "})  # between a code, a name and an amount
_EACH_SHORT: Final = late(
    r"[A-Z]\d{4}\b[^;A-Z]{0,3}[^;]{0,34}(?:;\s*[A-Z]\d{4}\b[^;]{0,36}){1,12}"
)  # "J3373 all others; J3374 Mylan; J3375 Xellia"
_TIMES: Final = late(r"\d[\d.,]{0,6}\s?(?:x|×|units? of)\s?", re.IGNORECASE)  # "300 × J2350"
PERIOD: Final = late(
    r"(?:(?:for )?(?:dos|dates? of service|services?)\b[^a-z]{0,3})?(?:on or )?(?:through|thru|until|before|prior to|up to|ended|since|from|after|starting|beginning|effective|as of)\b[^;.]{0,12}\d[^;]{0,14}$",
    re.IGNORECASE,
)
# A cell that says what the cell above it says.
_DITTO: Final = late(
    r"(?:ditto|do\.|same(?: as (?:above|previous|before))?|as above|idem|[\"”“″〃]|'')\.?", re.IGNORECASE
)
_ONLY_AMOUNTS: Final = late(
    r"\[?(?:(?:billing |hcpcs )?unit:?\s+)?(?:per\s+|/\s?|single\s+|each\s+)?[\d.,]*\s*[a-zA-Zµμ²]+(?:\s*\([^)]*\))?\]?",
    re.IGNORECASE,
)
_YEAR: Final = late(r"\b20\d\d\b")
_FEWEST_ASIDE: Final = 2  # mentions
_REASON: Final = late(r"\b(?:because|reason|why)\b", re.IGNORECASE)
# A bracket with a small sentence about another code.
_ASIDE: Final = late(r"\((?=[^()]{0,80}?\b[A-Z]\d{4}\b)(?:the|an?|for|if|its|see|but|when)\b[^()]{8,160}\)")
_IN_PLACE_OF: Final = late(r"\b(?:instead of|in (?:the )?(?:place|lieu) of|rather than)\b", re.IGNORECASE)
_TOLD_OF_CODES: Final[frozenset[Role]] = frozenset({"drug", "brand", "unit", "route", "target"})


def read_rows(
    blocks: Sequence[Block], mentions_of: MentionsOf, above: Sequence[str] = ()
) -> tuple[list[Column], list[Row]]:
    """The columns and rows of one table; a first row that can only be a header is taken as one.

    `above`: the headers of the table before, which hold for one of as many columns that has none.
    """
    body = [block for block in blocks if block.kind in {"row", "definition"}]
    headers = _headers(body)
    if body and not any(headers) and looks_like_header(body[0].cells) and not is_band(body[0].cells):
        headers = [cell.view.text for cell in body[0].cells]
        body = body[1:]
    if not any(headers) and len(above) == len(headers):
        headers = list(above)
    rows = [
        Row(
            block,
            tuple(
                _without_carrier(_without_asides([Held(mention, cell) for mention in mentions_of(cell.view.text)]))
                for cell in block.cells
            ),
        )
        for block in _without_ditto(body)
    ]
    width = max((len(row.held) for row in rows), default=0)
    spans = width > 1 and len(headers) == width and len(set(headers)) == 1
    held = [[row.held[index] for row in rows if index < len(row.held)] for index in range(width)]
    named = [headers[index] if index < len(headers) else "" for index in range(width)]
    columns = [
        _column(_own_header(header, cells) if spans else header, cells)
        for header, cells in zip(named, held, strict=True)
    ]
    return columns if repeated(columns) else _with_brands(_corrected(_aged(columns, rows), rows), rows), rows


def _without_asides(held: list[Held]) -> list[Held]:
    """What a cell mentions of its row: "Pentamidine, 1 mg (the inhaled form stays on J2545, per 300 mg)" speaks of another code in its bracket.

    And "Polivy in the place of vincristine" of another drug.
    """
    if len(held) < _FEWEST_ASIDE:
        return held
    text = held[0].cell.view.text
    asides = [found.span() for found in _ASIDE.finditer(text)] if "(" in text else []
    if (other := _IN_PLACE_OF.search(text)) is not None and held[0].mention.end <= other.start():
        asides.append((other.start(), len(text)))
    if not asides:
        return held
    return [
        one
        for one in held
        if one.mention.kind == "code" or not any(start < one.mention.start < end for start, end in asides)
    ]


def _without_carrier(held: list[Held]) -> tuple[Held, ...]:
    """What a cell mentions, without the hyaluronidase that only helps the drug before it: "ocrelizumab / with hyaluronidase-ocsq"."""
    drugs = [one for one in held if one.mention.kind == "drug"]
    return (
        tuple(
            one
            for one in held
            if one is drugs[0]
            or one.mention.kind != "drug"
            or not (one.mention.value.startswith(_CARRIER) and _WITH.search(one.cell.view.text, 0, one.mention.start))
        )
        if len(drugs) > 1
        else tuple(held)
    )


def _aged(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Of two columns of codes the old and the new one, where an arrow between them or the periods that head them say so."""
    coded = [at for at, column in enumerate(columns) if column.role in CODE_ROLES]
    if len(coded) != _PAIR:
        return columns
    one, two = coded
    between = [row.block.cells[at].view.text for row in rows for at in range(one + 1, min(two, len(row.block.cells)))]
    old = one if any(map(_ARROW.fullmatch, between)) else _first_by_period(columns, one, two)
    if old is None and all(columns[at].role == "code" and not holds_claimed_codes(columns[at].header) for at in coded):
        old = _first_by_age(rows, one, two)
    if old is None:
        return columns
    return [
        msgspec.structs.replace(column, role="old-code" if at == old else "new-code") if at in coded else column
        for at, column in enumerate(columns)
    ]


def _first_by_period(columns: Sequence[Column], one: int, two: int) -> int | None:
    """Under "Through 12/31/2018" and "From 1/1/2019", or "2025 code" and "2026 code", in either order, the column of the codes until then."""
    years = {at: _YEAR.findall(columns[at].header) for at in (one, two)}
    plain = {_YEAR.sub("", columns[at].header).lower() for at in (one, two)}
    if len(plain) == 1 and all(len(said) == 1 for said in years.values()) and years[one] != years[two]:
        return min((one, two), key=lambda at: years[at])
    periods = {at: {name for name, _ in validity(columns[at].header)} for at in (one, two)}
    if sorted(map(sorted, periods.values())) != [["valid_from"], ["valid_to"]]:
        return None
    return next(at for at in (one, two) if periods[at] == {"valid_to"})


def _first_by_age(rows: Sequence[Row], one: int, two: int) -> int | None:
    """Under headers that nobody foresees ("What left", "Who moved in") the column whose codes are over, each beside one in use of the same drug."""
    pairs = [(codes_of(row, one), codes_of(row, two)) for row in rows if one < len(row.held) and two < len(row.held)]
    first_is_older = [
        _is_older(*map(_known, pair)) for pair in pairs if all(len(held) == 1 and _code_alone(held) for held in pair)
    ]
    if len(first_is_older) < _FEWEST_AGED or len(set(first_is_older)) > 1 or first_is_older[0] is None:
        return None
    return one if first_is_older[0] else two


def _known(held: Sequence[Held]) -> KnownCode | None:
    return known_codes().get(held[0].mention.value)


def _is_older(one: KnownCode | None, two: KnownCode | None) -> bool | None:
    """Whether the first of two codes of the same drug is over and the second in use; False for the opposite, None for neither."""
    if one is None or two is None or one.is_over == two.is_over:
        return None
    old, new = (one, two) if one.is_over else (two, one)
    return one.is_over if any(map(new.denotes, old.drugs)) else None


def is_band(cells: Sequence[Cell]) -> bool:
    """Whether a row is one text across the table, which heads the rows below it."""
    return len(cells) > 1 and cells[1].inherited and cells[1].view.text == cells[0].view.text


def _corrected(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """Beside a column of codes as they came in ("Sent to us as"), another ("Should have been") has the right ones."""
    coded = [
        at
        for at in range(len(columns))
        if sum(1 for row in rows if at < len(row.held) and codes_of(row, at)) * 2 > len(rows)
    ]
    came_in = {at for at in coded if columns[at].role == "code" and holds_claimed_codes(columns[at].header)}
    if not came_in or all(at in came_in or not columns[at].header for at in coded):
        return columns
    return [Column("wrong-code", True, column.header) if at in came_in else column for at, column in enumerate(columns)]


def _without_ditto(body: Sequence[Block]) -> Iterator[Block]:
    """The rows, with what stands above in place of "ditto" and the like."""
    above: tuple[Cell, ...] = ()
    for block in body:
        cells = tuple(
            msgspec.structs.replace(above[at], inherited=True)
            if at < len(above) and _DITTO.fullmatch(cell.view.text.strip())
            else cell
            for at, cell in enumerate(block.cells)
        )
        yield block if cells == block.cells else msgspec.structs.replace(block, cells=cells)
        above = cells


def repeated(columns: Sequence[Column]) -> int:
    """After how many columns a table begins anew, as in "Drug | Code | Drug | Code"; 0: it does not."""
    width = len(columns)
    keys = ["product" if column.role in PRODUCT else column.role or column.header.casefold() for column in columns]
    for period in range(2, width // 2 + 1):
        roles = {column.role for column in columns[:period]}
        if width % period == 0 and roles & PRODUCT and "code" in roles and keys == keys[:period] * (width // period):
            return period
    return 0


def with_unlisted(columns: Sequence[Column], rows: Sequence[Row], names: Names) -> list[Row]:
    """The rows with names that no list has, where a cell of the drug column beside a code names nothing else."""
    places = [at for at, column in enumerate(columns) if column.role == "drug"]
    coded = any(column.role in CODE_ROLES for column in columns)
    return [_completed(row, places, names) for row in rows] if places and coded else list(rows)


def _completed(row: Row, places: Sequence[int], names: Names) -> Row:
    held = list(row.held)
    if any(item.mention.value.startswith(OF_SKIN) for cells in held for item in cells if item.mention.kind == "code"):
        return row
    for at in places:
        cell = row.block.cells[at] if at < len(row.block.cells) and at < len(held) else None
        if cell is None or any(item.mention.kind in _NAMED for item in held[at]):
            continue
        mention = unlisted_in(cell.view.text, names)
        if mention is not None:
            held[at] = tuple(sorted((*held[at], Held(mention, cell)), key=lambda item: item.mention.start))
    return Row(row.block, tuple(held))


def with_short_names(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns, those marked whose descriptions are cut or abbreviated."""
    texts = [[row.block.cells[at].view.text for row in rows if at < len(row.block.cells)] for at in range(len(columns))]
    return [
        msgspec.structs.replace(column, short=column.role == "drug" and is_short(column.header, texts[at]))
        for at, column in enumerate(columns)
    ]


def _with_brands(columns: list[Column], rows: Sequence[Row]) -> list[Column]:
    """A "product" column that holds brands only is a brand column where another column holds the drugs."""
    holds = [
        {held.mention.kind for row in rows if at < len(row.held) for held in row.held[at]} for at in range(len(columns))
    ]
    drugs = [at for at, column in enumerate(columns) if column.role == "drug" and "drug" in holds[at]]
    return [
        Column("brand", column.named, column.header)
        if drugs and column.role == "drug" and "drug" not in holds[at] and "brand" in holds[at]
        else column
        for at, column in enumerate(columns)
    ]


def with_items(columns: Sequence[Column], rows: Sequence[Row]) -> list[Column]:
    """The columns, their descriptions marked where the table lists things on a shelf and no column holds the billing unit."""
    if any(column.role == "unit" for column in columns):
        return list(columns)
    places = [at for at, column in enumerate(columns) if column.role in {"drug", "brand"}]
    coded = [at for at, column in enumerate(columns) if column.role in CODE_ROLES]
    amounts = (
        as_described(code.mention.value, held)
        for row in rows
        for code in [code for at in coded if at < len(row.held) for code in codes_of(row, at)][:1]
        for at in places
        if at < len(row.held)
        for held in row.held[at]
        if held.mention.kind == "amount"
    )
    if not of_items((column.header for column in columns), amounts):
        return list(columns)
    return [
        msgspec.structs.replace(column, of_items=True) if at in places else column for at, column in enumerate(columns)
    ]


def as_record(
    columns: list[Column], rows: list[Row], header: Block | None, mentions_of: MentionsOf
) -> tuple[list[Column], list[Row]]:
    """A table whose left column names what stands in its rows ("Code | J9308 | J9271") holds a record a column: turn it round.

    Its header then holds values too, where it names the drugs.
    """
    width = min((len(row.held) for row in rows), default=0)
    names = [role_of_header(row.block.cells[0].view.text) if row.block.cells else "" for row in rows]
    codes = [
        row
        for row, name in zip(rows, names, strict=True)
        if name == "code" and all(_codes_only(row.held[at]) for at in range(1, width))
    ]
    if width < 2 or any(held.mention.kind == "code" for row in rows for held in row.held[0]):
        return columns, rows
    if header is not None and len(header.cells) >= width:
        top = Row(
            header,
            tuple(tuple(Held(mention, cell) for mention in mentions_of(cell.view.text)) for cell in header.cells),
        )
        if (
            not codes
            and not _TOLD_OF_CODES.isdisjoint(names)
            and all(len(codes_of(top, at)) == 1 for at in range(1, width))
        ):
            codes, rows, names = [top], [top, *rows], ["code", *names]  # "Feature | J0178 | J0177"
        elif all(any(held.mention.kind in PRODUCT for held in top.held[at]) for at in range(1, width)):
            rows, names = [top, *rows], [_heads(top, width, names), *names]
        elif all(PERIOD.match(cell.view.text) for cell in header.cells[1:width]):
            rows, names = [top, *rows], ["none", *names]  # "Through 12/31/2024 | From 1/1/2025"
    if len(codes) != 1:
        return columns, rows
    turned = [
        Column(name or _shown_by(row, width), True, row.block.cells[0].view.text)
        for row, name in zip(rows, names, strict=True)
    ]
    return turned, [_record(rows, at, codes[0]) for at in range(1, width)]


def _heads(top: Row, width: int, names: Sequence[Role]) -> Role:
    """What the heads of a turned table are: brands, where a row below gives the drugs."""
    brands = all(held.mention.kind == "brand" for at in range(1, width) for held in top.held[at])
    return "brand" if brands and "drug" in names else "drug"


def _shown_by(row: Row, width: int) -> Role:
    """What the values of a record's row are, where its label does not say: "For bone loss | Jubbonti | Stoboclo"."""
    shown = _role_of_content(row.held[1:width])
    return shown if shown in _SHOWN else "none"


def in_parts(columns: list[Column], rows: list[Row]) -> Iterator[tuple[list[Column], list[Row]]]:
    """A table, as it is, or in the parts that repeat, or of no more columns than anybody can read: each code looks at all cells."""
    step = repeated(columns) or _WIDEST
    if len(columns) <= step:
        yield columns, rows
        return
    for first in range(0, len(columns), step):
        part = [_part(row, first, step) for row in rows if len(row.held) > first]
        yield _with_brands(columns[first : first + step], part), part


def _part(row: Row, first: int, step: int) -> Row:
    block = row.block
    cells = tuple(msgspec.structs.replace(cell, column=at) for at, cell in enumerate(block.cells[first : first + step]))
    held = tuple(tuple(Held(item.mention, cell) for item in row.held[first + at]) for at, cell in enumerate(cells))
    return Row(msgspec.structs.replace(block, cells=cells), held)


def _codes_only(held: Sequence[Held]) -> bool:
    return bool(held) and all(item.mention.kind == "code" for item in held)


def _code_alone(held: Sequence[Held]) -> bool:
    """Whether a cell is a code, or several, and no words about them."""
    return _codes_only(held) and len(held[0].cell.view.text) <= _ALONE * len(held)


def _record(rows: Sequence[Row], at: int, codes: Row) -> Row:
    cells = tuple(Cell(row.block.cells[at].view, index) for index, row in enumerate(rows))
    held = tuple(tuple(Held(item.mention, cells[index]) for item in row.held[at]) for index, row in enumerate(rows))
    told = [row.block.span for row in rows if row.block.kind != "header" or row.held[at]]
    whole = Span(min(span.start for span in told), max(span.end for span in told))
    block = codes.block
    return Row(Block(block.kind, block.view, whole, block.section, cells=cells, group=block.group), held)


def _headers(body: Sequence[Block]) -> list[str]:
    width = max((len(block.cells) for block in body), default=0)
    headers = [""] * width
    for block in body:
        for index, cell in enumerate(block.cells):
            headers[index] = headers[index] or cell.header
    return headers


def _own_header(header: str, cells: Sequence[Sequence[Held]]) -> str:
    """What a header over all columns ("HCPCS codes not covered for indications listed") says of one: nothing, but that its codes are codes."""
    return header if _role_of_content(cells) == "code" else ""


def _column(header: str, cells: Sequence[Sequence[Held]]) -> Column:
    named = role_of_header(header) if header else ""
    content = _role_of_content(cells)
    if content == "code" and holds_diagnoses(header):
        return Column("none", True, header)
    in_words = content == "code" and named == "note" and not any(map(_code_alone, cells))
    if in_words and (_REASON.search(header) or not any(map(_has_period, cells))):
        return Column("note", True, header)  # "Denied because": "J1745 excludes biosimilars"
    if content == "code":
        return Column(named if named in {"old-code", "new-code", "other-drug"} else "code", bool(header), header)
    if named in {"code", "old-code", "new-code", "modifier"}:
        return Column(_role_beside(named, content, cells), bool(header), header)
    if named == "none" and content in PRODUCT and shows_items(header):  # "Brand, strength", "Package"
        return Column(content, True, header, of_items=True)
    if named == "note" and content == "route" and all(map(_only_route, cells)):
        return Column("route", True, header)
    if named == "unit" and content not in {"unit", ""}:
        return Column(content, bool(header), header)
    if named == "drug" and content == "brand":
        return Column("drug", True, header)
    if named == "route" and content in {"drug", "brand"}:  # "Drug actually given"
        return Column(content, True, header)
    return Column(named or ("" if header and content == "unit" else content), bool(header), header)


def _has_period(held: Sequence[Held]) -> bool:
    """As in "C9468 from April to December 2017": a code with the time of its use."""
    return bool(held) and bool(validity(held[0].cell.view.text))


def _role_beside(named: Role, content: Role, cells: Sequence[Sequence[Held]]) -> Role:
    """The role of a column that its header calls one of codes or modifiers, and whose cells hold more: "J0135 adalimumab, 20 mg" under "Retired"."""
    coded = sum(any(item.mention.kind == "code" for item in held) for held in cells)
    keeps = named == "modifier" or (named in {"old-code", "new-code"} and coded * 2 > len(cells))
    return named if keeps else content or "none"


def _only_route(held: Sequence[Held]) -> bool:
    """Whether nothing but ways to give a drug stands in a cell, if anything does."""
    text = held[0].cell.view.text if held else ""
    routes = [item.mention for item in held if item.mention.kind == "route"]
    return not text.strip() or sum(route.end - route.start for route in routes) + _NEXT_TO_NOTHING >= len(text)


def _role_of_content(cells: Sequence[Sequence[Held]]) -> Role:
    counts: dict[Role, int] = {}
    filled = 0
    for held in cells:
        if not held or not held[0].cell.view.text:
            continue
        filled += 1
        role = _role_of_cell(held)
        counts[role] = counts.get(role, 0) + 1
    counts.pop("", None)
    if not counts:
        return ""
    if "drug" in counts and "brand" in counts and max(counts["drug"], counts["brand"]) * 2 < filled:
        counts["drug"] += counts.pop("brand")  # "Tysabri" above "romiplostim (Nplate)"
    role = max(counts, key=lambda key: (counts[key], key))
    return role if counts[role] * 2 >= filled else ""


def _is_entry(text: str, held: Sequence[Held]) -> bool:
    """Whether a cell holds nothing but a code, its product and what one unit of it is: "J3370 vancomycin 500 mg"."""
    ends = [item.mention.end for item in held]
    starts = [item.mention.start for item in held[1:]]
    near = all(text[end:start] in _IN_ENTRY for end, start in zip(ends, [*starts, len(text)], strict=True))
    return near and sum(item.mention.kind == "code" for item in held) == 1


def _without_route(text: str, held: Sequence[Held]) -> str:
    """A cell without the way that closes it: "1 mg" of "1 mg, intrathecal"."""
    last = held[-1].mention
    closes = last.kind == "route" and len(text) - last.end <= 1
    return text[: last.start].rstrip(" ,;/(-–—") if closes else text


def _role_of_cell(held: Sequence[Held]) -> Role:
    text = held[0].cell.view.text
    first = held[0].mention
    if first.kind == "code" and (first.start <= 2 or _TIMES.fullmatch(text, 0, first.start)):
        named = any(h.mention.kind in PRODUCT for h in held)
        short = len(text) <= 40 or _EACH_SHORT.fullmatch(text) is not None
        explained = not named or _EXPLAINED.fullmatch(text, first.end) or _is_entry(text, held)
        return "code" if short and explained else "note"
    if any(h.mention.kind == "drug" for h in held) and len(text) <= 160:
        return "drug"
    if first.kind == "brand":
        return "brand"
    if first.kind == "unclassified" and len(text) <= 40:
        return "drug"
    if first.kind == "amount" and _ONLY_AMOUNTS.fullmatch(_without_route(text, held)):
        return "unit"
    if first.kind == "route":
        return "route"
    return "target" if first.kind == "target" else ""
