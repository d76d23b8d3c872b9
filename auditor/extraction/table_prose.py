"""Tables: each is read as a whole, row by row, and each cell as prose for what it says within itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import msgspec

from auditor.extraction.codes import codes
from auditor.extraction.columns import Column, Role
from auditor.extraction.courses import OF_THE_TIME, as_over
from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found, Seen, span_in
from auditor.extraction.late import late
from auditor.extraction.lead_ins import in_ended_section
from auditor.extraction.links import Ref
from auditor.extraction.mentions import Finder, bare, find
from auditor.extraction.merging import all_mentions
from auditor.extraction.modifier_prose import ModifierProse
from auditor.extraction.pairing import Held
from auditor.extraction.prose import Prose
from auditor.extraction.records import Record, of_table
from auditor.extraction.relations.code_unit import unit_of_all
from auditor.extraction.relations.modifier import modifier_links, modifier_polarity
from auditor.extraction.row_ages import REMARKED, period_of, was_before
from auditor.extraction.rows import CODE_ROLES, Row, RowLink
from auditor.extraction.sentences import sentences
from auditor.extraction.surroundings import doubted, promised_units
from auditor.extraction.table_shape import (
    as_record,
    in_parts,
    is_band,
    read_rows,
    with_items,
    with_short_names,
    with_unlisted,
)
from auditor.extraction.tables import links_to_subject, modifier_rows, row_links
from auditor.extraction.tags import read
from auditor.lexicon.known import known_codes
from auditor.lexicon.makers import maker_in
from auditor.lexicon.spelling import matching_form
from auditor.model.assertions import Confidence, Mention
from auditor.model.source import Block, Cell, TextView

_ENDED_TABLE: Final = late(r"discontinu|ended|delet|terminat|retire|no longer|inactive|obsolete", re.IGNORECASE)

# Over cells that hold what is wrong: "Fires when", "Rejected", "What we saw".
_OF_ERRORS: Final = late(
    r"^(?!.*\b(?:not|never|because|why|reason|right|correct)\b).*\b(?:fires?|is held|stops?|rejected|denied|incorrect|wrong|errors?|mistakes?|as billed|was billed|what we saw|misbilled|typed|keyed|as it stood|as (?:it was|they were|first) (?:printed|entered|keyed|written))\b",
    re.IGNORECASE,
)
_OF_OTHERS: Final = frozenset({"other-drug", "none"})
_PRODUCTS: Final = frozenset({"drug", "brand"})
_BEFORE_DAY: Final = late(r"\b(?:before|until|through|prior to) (?:the end of )?(?:\d|[A-Z][a-z]+ \d)")
# "any other cyclophosphamide": so those above it are too
_OTHER: Final = late(r"\W{0,4}(?:any|all|every) other\b", re.IGNORECASE)
_LONGEST: Final = 2000  # characters of a cell that is read in one piece
_CODE_ALONE: Final = 6  # characters: a code, and a colon


def _codes_of(columns: Sequence[Column], row: Row) -> list[Ref]:
    """The codes of a row that says nothing of them, for "all of these" below the table."""
    return [
        Ref(held.mention.value)
        for column, cells in zip(columns, row.held, strict=False)
        if column.role == "code"
        for held in cells
        if held.mention.kind == "code"
    ]


def _is_example(link: RowLink, row: Row) -> bool:
    """Whether an amount is the dose of an example: "J3370, 500 mg | J3373, 10 mg | 1 g: 2 units, then 100", where the code's own cell has its unit."""
    known = known_codes().get(link.subject.value) if link.kind == "code-unit" else None
    if known is None or known.counts(link.object.value):
        return False
    beside = [
        one for cell in row.held for one in cell if one.mention.kind == "amount" and one.cell is link.subject_cell
    ]
    return any(known.counts(one.mention.value) for one in beside)


def _is_whole(held: Sequence[Held]) -> bool:
    """Whether a cell has codes and products of its own, so that it says as much under any header: "Avastin (J9035)" under "Non-preferred"."""
    kinds = {item.mention.kind for item in held}
    return "code" in kinds and not kinds.isdisjoint(_PRODUCTS)


def _alike(links: Sequence[RowLink]) -> list[Ref]:
    """The codes of a row that are as the first of them is: in use, or over."""
    return [link.subject for link in links if link.polarity == links[0].polarity]


def _codes_in(columns: Sequence[Column], row: Row) -> tuple[Ref, ...]:
    """The codes that a row has in its code columns."""
    return tuple(
        Ref(held.mention.value)
        for column, cells in zip(columns, row.held, strict=False)
        if column.role in CODE_ROLES
        for held in cells
        if held.mention.kind == "code"
    )


def _over(columns: Sequence[Column], row: Row, links: Sequence[RowLink]) -> set[str]:
    """The codes of a row that are over: of an old code's column, or said to be so."""
    pairs = [link for link in links if link.kind in OF_THE_TIME]
    over = {link.subject.value for link in pairs if link.polarity == "historical"}
    over |= _codes_under(columns, row, "old-code")
    over |= {link.subject.value for link in links if link.kind == "code-successor" and link.polarity == "asserted"}
    over |= {
        code.mention.value for cells in row.held for code in cells if code.mention.kind == "code" and was_before(code)
    }
    return over - {link.subject.value for link in pairs if link.polarity == "asserted"}


def _codes_under(columns: Sequence[Column], row: Row, role: Role) -> set[str]:
    """The codes of a row in the columns of a role."""
    return {
        code.mention.value
        for column, cells in zip(columns, row.held, strict=False)
        if column.role == role
        for code in cells
        if code.mention.kind == "code"
    }


def _only_product(row: Row) -> Ref | None:
    """The product of a row's first cell that names one and no code: "Taxotere and generics" beside "J9171, 1 mg."."""
    held = row.held[0] if row.held else ()
    products = [item.mention for item in held if item.mention.kind in _PRODUCTS]
    if len(products) != 1 or len(held) != 1:
        return None
    name = products[0]
    return Ref("", None, name.value) if name.kind == "brand" else Ref(name.value)


# What a cell that names nothing else tells of its row: "moved to J9271", and in a note "binds IgE".
_ALONE: Final = frozenset({"code"})
_ALONE_IN_NOTE: Final = frozenset({"code", "target"})


def _codes_alone(text: str) -> bool:
    """Whether a value is a code, or several, and nothing else to speak of."""
    hits = codes(text)
    return bool(hits) and len(text) <= 12 * len(hits)


def _lines(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """The lines of a cell, where several of them have a code of their own: what one says is not of the code of the next."""
    borders = [0, *(at + 1 for at, character in enumerate(text) if character == "\n"), len(text) + 1]
    lines = [(start, stop - 1) for start, stop in pairwise(borders)]
    if len(text) > _LONGEST:
        return list(sentences(text))  # every relation looks at the whole of what it is given
    places = [mention.start for mention in mentions if mention.kind == "code"]
    coded = [(start, end) for start, end in lines if bisect_left(places, start) < bisect_left(places, end)]
    alone = any(len(text[start:end].strip()) <= _CODE_ALONE for start, end in coded)  # its name is on the next line
    return lines if len(coded) > 1 and not alone else [(0, len(text))]


def _counts(mentions: Sequence[Mention]) -> bool:
    """Whether a cell is a code with its billing unit, "Q4081 · 100 units"; "J9015, 1 unit" is a line of a claim."""
    kinds = [mention.kind for mention in mentions]
    return kinds == ["code", "amount"] and mentions[1].value != "1 unit"


class Tables:
    """Reads the tables of one document into the same claims as its prose."""

    def __init__(
        self, vocabulary: Finder, discourse: Discourse, prose: Prose, found: list[Found], seen: list[Seen]
    ) -> None:
        self._vocabulary = vocabulary
        self._discourse = discourse
        self._prose = prose
        self._found = found
        self._seen = seen
        self._modifiers = ModifierProse()
        self._units: dict[str, str] = {}  # by header
        self._headers: list[str] = []  # of the last table

    def table(self, blocks: Sequence[Block], *, goes_on: bool = False) -> None:
        """Read the header and rows of one table, which may go on with the one before under its headers."""
        sheet = of_table(blocks)
        coded = any(codes(block.view.text) for block in blocks)
        if sheet and not coded and self.record(sheet, self._prose.heading):
            return
        for block in blocks:
            self._see(block)
        self._discourse.new_list()
        header = next((block for block in blocks if block.kind == "header"), None)
        above = self._headers if goes_on else ()
        columns, rows = as_record(*read_rows(blocks, self._mentions, above), header, self._mentions)
        self._headers = [column.header for column in columns]
        rows = with_unlisted(columns, rows, self._vocabulary.names)
        columns = with_short_names(with_items(columns, rows), rows)
        section = blocks[0].section
        headed = bool(section) and _ENDED_TABLE.search(section[-1]) is not None
        ended = headed or self._prose.leads_in_ended or in_ended_section(section)
        about = self._subject(rows) or self._of_header(columns, rows) or self._of_all(rows)
        for part, part_rows in in_parts(columns, rows):
            for row in part_rows:
                self._in_band(row)
                links = list(row_links(part, row, ended, self._routes, self._vocabulary.names))
                self._row(part, row, [*links, *links_to_subject(part, row, links, about, self._vocabulary.names)])
        self._discourse.shared_routes = ()
        if not self._discourse.promises_tables:
            self._discourse.promised_routes = ()
        self._discourse.table_codes = list(self._discourse.listed_codes) or self._discourse.table_codes
        self._discourse.has_table = True

    def record(self, record: Record, heading: Block | None) -> bool:
        """Read a list of labelled values as a row. Returns whether it is one: it, or its heading, holds a code."""
        coded = any(field.role in CODE_ROLES and _codes_alone(field.value.text) for field in record.fields)
        above = [] if coded or heading is None else codes(heading.view.text)
        names_brand = {"drug", "brand"} <= {field.role for field in record.fields}
        if not coded and len(above) != 1 and not names_brand:
            return False
        one = len(above) == 1
        named = heading.view.part(above[0].start, above[0].end) if heading is not None and one else None
        row = record.row(named)
        columns, rows = read_rows([row], self._mentions)
        columns = with_items(columns, rows)
        links = list(row_links(columns, rows[0], False, self._routes, self._vocabulary.names))
        has_name = any(held.mention.kind in {"drug", "brand"} for cell in rows[0].held for held in cell)
        about = self._subject(rows)
        on_card = about is not None and record.fields[0].block.kind == "line"  # below a heading that names its drug
        if not links or (coded and not has_name and not on_card):
            return False  # "Code: J9299" below an item that names the drug is read with it
        for block in record.blocks():
            self._see_in(block.view, block)
        self._row(columns, rows[0], [*links, *links_to_subject(columns, rows[0], links, about, self._vocabulary.names)])
        return True

    def _in_band(self, row: Row) -> None:
        """A row that is one text across the table heads the rows below: "SUBCUTANEOUS, given by a nurse"."""
        cells = row.block.cells
        if not is_band(cells) or any(held.mention.kind == "code" for cell in row.held for held in cell):
            return
        routes = {
            held.mention.value: cells[0].view.span(held.mention.start, held.mention.end)
            for held in row.held[0]
            if held.mention.kind == "route"
        }
        self._discourse.shared_routes = tuple(routes.items()) if len(routes) == 1 else ()

    def _shared_routes(self, row: Row, links: Sequence[RowLink]) -> Iterator[Found]:
        """A route that the heading gives to a whole table holds for its rows, but for those that name their own."""
        with_codes = [cell for cell in row.held if cell and cell[0].mention.kind == "code"]
        if len(with_codes) != 1 or any(held.mention.kind == "route" for cell in row.held for held in cell):
            return
        for subject, cell in {
            link.subject.value: (link.subject, link.subject_cell)
            for link in links
            if link.kind == "code-drug"
            and link.polarity == "asserted"
            and self._discourse.left_out.isdisjoint({link.subject.value, link.object.value, link.object.brand})
        }.values():
            for route, span in self._discourse.shared_routes or self._discourse.promised_routes:
                where = span_in(cell, subject) if cell else None
                yield Found(
                    "code-route",
                    subject,
                    Ref(route),
                    "asserted",
                    row.block.span,
                    where,
                    span,
                    row.block.section,
                    "route-of-table",
                    "medium",
                )

    def _subject(self, rows: Sequence[Row]) -> Ref | None:
        """The one drug that the heading names for a table which names none itself: its brands, or its codes, are that drug's."""
        drugs = self._discourse.heading_drugs
        if len(drugs) != 1:
            return None
        named = [held for row in rows for cell in row.held for held in cell if held.mention.kind == "drug"]
        every = all(held.mention.value == drugs[0].value and _OTHER.match(held.cell.view.text) for held in named)
        return drugs[0] if every else None

    def _of_header(self, columns: Sequence[Column], rows: Sequence[Row]) -> Ref | None:
        """The one drug that the header of a column of products names, where no row names another: "Product (all are immune globulin)"."""
        if any(held.mention.kind == "drug" for row in rows for cell in row.held for held in cell):
            return None
        headers = [column.header for column in columns if column.role in _PRODUCTS]
        drugs = {mention.value for header in headers for mention in self._mentions(header) if mention.kind == "drug"}
        return Ref(drugs.pop()) if len(drugs) == 1 else None

    def _of_all(self, rows: Sequence[Row]) -> Ref | None:
        """The drug that a sentence above gives to all products, or the title's, where the rows name no drug and only its brands."""
        held = [item.mention for row in rows for cell in row.held for item in cell]
        brands = {mention.value for mention in held if mention.kind == "brand"}
        titled = self._discourse.title_drugs
        drug = self._discourse.promised_drug or (titled[0] if len(titled) == 1 else None)
        if drug is None or not brands:
            return None
        others = {mention.value for mention in held if mention.kind == "drug"} - {drug.value}
        if not all(other.startswith(f"{drug.value} ") for other in others):  # "Axtle (pemetrexed dipotassium)"
            return None
        names = self._vocabulary.names
        return drug if all(bare(names.canonical(brand) or "") == bare(drug.value) for brand in brands) else None

    def _row(self, columns: Sequence[Column], row: Row, links: Sequence[RowLink]) -> None:
        links = [link for link in links if not _is_example(link, row)]
        found = [_found(row.block, link) for link in links]
        counts = any(column.role == "unit" for column in columns) or any(
            held.mention.kind == "amount" for cell in row.held for held in cell
        )
        self._found.extend(found)
        self._found.extend(promised_units(found, self._discourse, has_amount=counts))
        self._found.extend(self._shared_routes(row, links))
        self._found.extend(_modifiers(columns, row))
        for link in links:
            self._discourse.told.setdefault(link.kind, set()).add(link.subject.value)
        self._remember(columns, row, links)
        first = len(self._found)
        for cell, column, held in zip(row.block.cells, columns, row.held, strict=False):
            if not cell.inherited and cell.view.text and (column.role not in _OF_OTHERS or _is_whole(held)):
                said = len(self._found)
                self._cell(Block("paragraph", cell.view, row.block.span, row.block.section), column.role)
                if _OF_ERRORS.search(column.header):
                    self._found[said:] = map(doubted, self._found[said:])
        over, ended = _over(columns, row, links), "valid_to" in dict(period_of(row))
        came = _codes_under(columns, row, "new-code")  # "Ended 12/31/2024" is not said of what it is "now billed with"
        self._found[first:] = [
            as_over(claim) if claim.subject.value in over or (ended and claim.subject.value not in came) else claim
            for claim in self._found[first:]
        ]
        self._discourse.after_row()
        if not ended:
            self._prose.suggestions.in_row(row, over, self._vocabulary.names)
            self._prose.parts.row(row)
        if not any(column.role == "unit" for column in columns):
            self._found.extend(self._units_above(columns, row))

    def _remember(self, columns: Sequence[Column], row: Row, links: Sequence[RowLink]) -> None:
        """Keep what a row names for the sentences after the table, and what it is about while its cells are read."""
        pairs = [link for link in links if link.kind == "code-drug"]
        named = _alike(pairs) or _alike([link for link in links if link.kind == "code-unit"]) or _codes_of(columns, row)
        if not named and not any(column.role in CODE_ROLES for column in columns):  # each cell has a code of its own
            self._discourse.listed(
                [Ref(held.mention.value) for cell in row.held for held in cell if held.mention.kind == "code"], ()
            )
        self._discourse.listed(named, [link.object for link in pairs][:1])
        for link in links:
            if link.kind == "drug-brand":
                self._discourse.branded(link.subject.value, link.object.value)
        for link in pairs:
            if link.polarity == "asserted":
                self._discourse.linked(link.subject, link.object, defines=False)
        self._discourse.new_block()
        self._discourse.in_row(_codes_in(columns, row))
        for link in pairs:
            self._discourse.saw((), (link.object,))
        if not pairs and (product := _only_product(row)) is not None:
            self._discourse.saw((), (product,))

    def _units_above(self, columns: Sequence[Column], row: Row) -> list[Found]:
        """As in "Short-acting (1 mcg per unit)" above "Zarxio (Q5101)": the unit that a column's header gives to the codes below it."""
        out = []
        for column, cell, held in zip(columns, row.block.cells, row.held, strict=False):
            kinds = [item.mention.kind for item in held]
            unit = self._unit_in(column.header) if "code" in kinds and "amount" not in kinds else ""
            for item in held if unit else ():
                if item.mention.kind == "code":
                    code = Ref(item.mention.value, item.mention)
                    out.append(
                        Found(
                            "code-unit",
                            code,
                            Ref(unit),
                            "asserted",
                            row.block.span,
                            span_in(cell, code),
                            None,
                            row.block.section,
                            "unit-of-header",
                            "medium",
                        )
                    )
        return out

    def _unit_in(self, header: str) -> str:
        """The billing unit that a header tells of all codes below it, or nothing."""
        if header not in self._units:
            sentence = header.endswith(".") or codes(header)  # a note that only stands where a header would
            amounts = [] if sentence else [one for one in self._mentions(header) if one.kind == "amount"]
            unit = unit_of_all(read(header, 0, len(header), amounts), is_title=True) if amounts else None
            self._units[header] = "" if unit is None else unit.value
        return self._units[header]

    def _cell(self, cell: Block, role: Role) -> None:
        """What a cell says within itself: "abatacept (Orencia)", a note that names another code."""
        text, first = cell.view.text, len(self._found)
        self._discourse.code_above = None  # a code alone in one cell does not head the next
        mentions = all_mentions(text, codes(text), self._vocabulary)
        starts = [mention.start for mention in mentions]
        if len(text) <= _LONGEST:
            self._found.extend(self._modifiers_in(cell))
        # Under "Codes closed" what is "now billed with" is not closed.
        told = msgspec.structs.replace(cell, section=()) if role == "new-code" else cell
        for start, end in _lines(text, mentions):
            own = mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            named = [mention for mention in own if mention.kind != "amount"]
            kinds = _ALONE_IN_NOTE if role == "note" else _ALONE
            tells = named and named[0].kind in kinds and named[0].start > start
            if len(named) > 1 or _counts(own) or tells:
                self._prose.relate(told, cell.span, read(text, start, end, own))
        if told is not cell:
            self._found[first:] = [claim._replace(section=cell.section) for claim in self._found[first:]]

    def _modifiers_in(self, cell: Block) -> Iterator[Found]:
        """What a cell says of modifiers that it names itself: "add JW (discarded drug) on a second line"."""
        text = cell.view.text
        self._modifiers.new_block(cell, matching_form(text))
        for start, end in sentences(text):
            if not self._modifiers.in_hand:
                return
            yield from self._modifiers.sentence(cell, start, end)

    def _see(self, block: Block) -> None:
        for cell in block.cells:
            if not cell.inherited:
                self._see_in(cell.view, block)

    def _see_in(self, view: TextView, block: Block) -> None:
        self._seen.extend(Seen(hit, view.span(hit.start, hit.end), block, block.span) for hit in codes(view.text))

    def _mentions(self, text: str) -> Sequence[Mention]:
        return all_mentions(text, codes(text), self._vocabulary)

    def _routes(self, header: str) -> Sequence[str]:
        return [mention.value for mention in find(header, self._vocabulary)[0] if mention.kind == "route"]


def _found(block: Block, link: RowLink) -> Found:
    subject = span_in(link.subject_cell, link.subject) if link.subject_cell else None
    target = span_in(link.object_cell, link.object) if link.object_cell else None
    sure: Confidence = "high" if link.primary else "medium"
    maker = maker_in(link.object_cell.view.text) if link.kind == "code-drug" and link.object_cell else ""
    made_by = (("manufacturer", maker),) if maker else ()
    return Found(
        link.kind, link.subject, link.object, link.polarity, block.span, subject, target, block.section, link.pattern, sure, (*link.dates, *made_by), link.primary
    )  # fmt: skip


def _modifiers(columns: Sequence[Column], row: Row) -> list[Found]:
    found = []
    for mention, cell, told in modifier_rows(columns, row):
        each = (_meanings_in(row, mention, cell, meaning) for meaning in told)
        found += next(filter(None, each), [])
    return found


def _meanings_in(row: Row, mention: Mention, cell: Cell, meaning: Cell) -> list[Found]:
    """What one cell says that a modifier in another means."""
    text = f"{cell.view.text}: {meaning.view.text}"
    where = cell.view.span(0, len(cell.view.text))
    ended = any(REMARKED.match(other.view.text) for other in row.block.cells if other not in {cell, meaning})
    stop = next((end for _, end in sentences(text)), len(text))  # what follows may tell of another modifier
    over = ended or _BEFORE_DAY.search(text, 0, stop) is not None
    return [
        Found(
            link.kind,
            Ref(mention.value, mention),
            link.object,
            "historical" if over else modifier_polarity(text, first, min(last, stop), mention, stop),
            row.block.span,
            where,
            None,
            row.block.section,
            "row-modifier-meaning",
        )
        for link, first, last in modifier_links(text, 0, len(text), [mention])
    ]
