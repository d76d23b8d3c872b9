"""Tables: a row ties its code to its drug, brand, unit, route and target by the columns that they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.extraction.columns import (
    Column,
    role_of_header,
    shows_items,
)
from auditor.extraction.late import late
from auditor.extraction.links import Ref, ref
from auditor.extraction.mentions import bare
from auditor.extraction.modifiers import CALLED_SO, KNOWN
from auditor.extraction.pairing import Held, paired
from auditor.extraction.regimens import names_regimen
from auditor.extraction.relations.route import route_within
from auditor.extraction.row_ages import ages_of, period_of, standings
from auditor.extraction.row_units import age_of, first_amount, unit_of_row
from auditor.extraction.rows import CODE_ROLES, Row, RowLink, codes_of
from auditor.extraction.table_shape import PRODUCT
from auditor.lexicon.catch_all import CATCH_ALL, says_unspecified
from auditor.lexicon.known import counts_pieces
from auditor.lexicon.names import Names
from auditor.lexicon.units import PIECE
from auditor.model.assertions import Kind, Mention, Polarity, Qualifiers
from auditor.model.source import Cell

RoutesOf = Callable[[str], Sequence[str]]
SHORT_NAME: Final = "row-code-short-drug"
SHORT_BRAND: Final = "row-short-drug-brand"
SHORT_NAMES: Final = frozenset({SHORT_NAME, SHORT_BRAND})  # a name that was cut to a width is not misspelled
_OF_ANOTHER: Final = late(
    r"\b(?:an?|with|before|until|was|were|under)\b[^.;]{0,24}\Z", re.IGNORECASE
)  # "before July 2023 it was reported with a NOC code"
_SUFFIX: Final = late(r"[-…. ]{1,4}[a-z]{4}")
_DOSE: Final = late(r"\bdos(?:e|es|ing)\b|\bshots?\b", re.IGNORECASE)  # "240 mg IV every two weeks" tells the route too
_PREFERRED: Final = late(
    r"(?:non-?|not )?preferred(?: (?:products?|drugs?|agents?|brands?|biosimilars?|options?))?(?: \([^()]*\))?",
    re.IGNORECASE,
)
_OF_CLASS: Final = late(r"\b(?:class|category|group|family|therapeutic area)\b", re.IGNORECASE)  # "IV iron"
_INJECTED: Final = frozenset({"intravenous", "subcutaneous", "intramuscular", "intravitreal"})
_CODE: Final = (
    r"(?:(?:hcpcs |the |new |old )?code )?[A-Z]\d{4}(?: instead)?\W{0,3}"
    r"(?:(?:per )?[\d.,]+ ?(?:mg|mcg|g|mL|units?)\W{0,3})?"
    r"(?:(?:on|in|from|since|effective|as of|with effect from) (?:\w{3,9}\.? )?(?:\d{1,2},? )?[\d/-]{4,10}\W{0,2})?"
)
_GO_TO: Final = late(
    rf"\W{{0,2}}(?:see(?: also)?|use|bill|report|go to|now|new|now see|please use|crosswalk(?:s|ed)?(?: to)?|maps? to|→|->|=>|>)\W{{0,2}}{_CODE}",
    re.IGNORECASE,
)
_CAME_AFTER: Final = late(
    rf"\W{{0,2}}(?:←|<-|<=|replaces|replaced|replacing|supersedes|tak(?:es|ing) over from|took over from|(?:takes|took) the place of|replacement (?:for|of)|successor (?:to|of)|formerly|previously)\W{{0,2}}{_CODE}",
    re.IGNORECASE,
)
_GOES_WITH: Final = late(r"\W*(?:with|plus|and|\+|&)\s", re.IGNORECASE)  # "with hyaluronidase-fihj", below "Darzalex"
_WHEN_USED: Final = late(
    r"\b(?:when|if|where) (?:it is )?(?:used|billed|reported|submitted|administered)(?: to (?:report|bill))?(?: for| as)?\b|\bused (?:for|to report)\b",
    re.IGNORECASE,
)
_ONLY_SO: Final = late(
    r"(?: (?:form|use|injection|infusion|instillation|administration|route|product|version|solution)s?)?(?: only)?\s*(?:[;,.(]|\[\^|$|q\.? ?\d|every \d|every (?:\w+ )?(?:week|month|day)|once |weekly|monthly|twice )",
    re.IGNORECASE,
)
_MODIFIERS: Final = late(r"\b[A-Za-z0-9]{2}\b(?<!or)(?<!OR)")
_ONLY_MODIFIERS: Final = late(r"\W*[A-Za-z0-9]{2}\W*(?:(?:or|and)?\W*[A-Za-z0-9]{2}\W*){0,3}")
_ON_LINE: Final = late(r" on (?:a|the) \w{1,12} (?:claim )?line\W{0,3}$", re.IGNORECASE)  # "JW on a second line"
_WHEN_WRONG: Final = late(
    r"\b(?:not|never|don['’]t|except\w*|instead|errors?|wrong|denials?|denied|mistakes?|rejec\w+|unless|versus|vs|compare\w*|confus\w+|other|partner|with)\b",
    re.IGNORECASE,
)
_TO_REPORT: Final = late(r"\bappend|\badd(?:s|ed)?\b|\battach|\breport|\buse\b", re.IGNORECASE)


def row_links(columns: Sequence[Column], row: Row, ended: bool, routes_of: RoutesOf, names: Names) -> Iterator[RowLink]:
    """The claims of one row. `ended`: the table lists codes that have ended. `routes_of` finds the routes that a header names."""
    coded = [
        at for at, column in enumerate(columns[: len(row.held)]) if column.role in CODE_ROLES and codes_of(row, at)
    ]
    ended = ended and not any(column.role == "wrong-code" for column in columns)  # those are over, not the right ones
    ended = ended and not _another_ended(row, {held.mention.value for at in coded for held in codes_of(row, at)})
    yield from _brands_and_targets(columns, row, coded, names)
    yield from _own_brands(columns, row, names)
    yield from _suffixed(row, names)
    ages = ages_of(columns, row, coded, ended=ended)
    zones = _zones(columns, row, coded)
    for at, standing in standings(columns, row, coded, ages, ended=ended):
        mistaken = ages.mistaken and at in ages.old
        meant: Polarity = "hypothetical" if mistaken else "historical" if standing.over else "asserted"
        for place, code in enumerate(standing.codes):
            within = _Place(place, standing.codes)
            claims = _RowClaims(columns, row, at, coded, code, meant, names, standing.dates, within, zones.get(at))
            yield from claims.links(primary=at == coded[0] or bool(ages.old))
            yield from claims.standing(standing.ended and not mistaken, routes_of)
    if not coded:
        yield from _units_of_products(columns, row, names, "historical" if ended else "asserted")
    yield from _as_sent(columns, row, coded, names)
    if not ages.mistaken:
        yield from _replacements(row, ages.old, ages.new)
    if len(coded) == 1:
        if ages.remark is not None:
            yield from _replacements(row, coded, [ages.remark, *_noted(columns, row, _GO_TO, but=ages.remark)])
        yield from _replacements(row, _noted(columns, row, _CAME_AFTER), coded)


def _another_ended(row: Row, own: AbstractSet[str]) -> bool:
    """As in a redline whose row keeps J3373, with the remark "J3370 ended 30 June 2025": of the code that went, not of the one that came."""
    for cells in row.held:
        codes = {held.mention.value for held in cells if held.mention.kind == "code"}
        if codes and own.isdisjoint(codes) and _CODE_ENDED.match(cells[0].cell.view.text):
            return True
    return False


def _units_of_products(columns: Sequence[Column], row: Row, names: Names, meant: Polarity) -> Iterator[RowLink]:
    """As in "Zarxio (Q5101); Nivestym (Q5110) | 1 mcg": a column of units beside products that carry their codes."""
    if not any(column.role == "unit" and column.named for column in columns):
        return
    held = [
        at
        for at, column in enumerate(columns[: len(row.held)])
        if column.role in _NAMING - {"unit", "note"} | {""}
        and codes_of(row, at)
        and not any(one.mention.kind == "amount" for one in row.held[at])
    ]
    for at in held:
        unit = unit_of_row(columns, row, at, held, (), names, is_old=False)
        if unit is not None and columns[unit.cell.column].role == "unit":
            for code in codes_of(row, at):
                yield RowLink(
                    "code-unit", ref(code.mention), code.cell, ref(unit.mention), unit.cell, "row-code-unit", meant
                )


def _as_sent(columns: Sequence[Column], row: Row, coded: Sequence[int], names: Names) -> Iterator[RowLink]:
    """A code as it came in, beside the right one: somebody took it for the row's product, and nobody says that it is so."""
    if len(coded) != 1:
        return
    for at, column in enumerate(columns[: len(row.held)]):
        codes = codes_of(row, at) if column.role == "wrong-code" else []
        if len(codes) == 1:
            claims = _RowClaims(columns, row, at, coded, codes[0], "hypothetical", names, (), _Place(0, codes), None)
            yield from (link for link in claims.links(primary=False) if link.kind == "code-drug")


def _noted(columns: Sequence[Column], row: Row, says: re.Pattern[str], but: int = -1) -> list[int]:
    """The cells, but one, that tell of a single other code what a pattern says, and nothing else: "See J2802", "Replaces J2796"."""
    return [
        at
        for at, cell in enumerate(row.block.cells[: len(columns)])
        if at != but
        and columns[at].role not in CODE_ROLES
        and says.fullmatch(cell.view.text)
        and len(codes_of(row, at)) == 1
    ]


def _replacements(row: Row, old: Sequence[int], new: Sequence[int]) -> Iterator[RowLink]:
    for before in (held for at in old for held in codes_of(row, at)):
        for after in (held for at in new for held in codes_of(row, at)):
            if before.mention.value != after.mention.value:
                yield RowLink(
                    "code-successor",
                    ref(before.mention),
                    before.cell,
                    ref(after.mention),
                    after.cell,
                    "row-old-new",
                    "asserted",
                )


class _Place(NamedTuple):
    """Where a code stands among the codes of its cell."""

    at: int
    codes: Sequence[Held]


class _RowClaims(NamedTuple):
    """What one row says of one of its codes."""

    columns: Sequence[Column]
    row: Row
    at: int  # the column of the code
    coded: Sequence[int]  # the columns of all codes of the row
    code: Held
    polarity: Polarity
    names: Names
    dates: Qualifiers
    place: _Place
    zone: range | None  # the code's own columns, where it has any

    def _link(self, kind: Kind, held: Held, pattern: str, *, primary: bool = True) -> RowLink:
        return RowLink(
            kind,
            ref(self.code.mention),
            self.code.cell,
            ref(held.mention),
            held.cell,
            pattern,
            self.polarity,
            primary,
            self.dates,
        )

    def links(self, *, primary: bool) -> Iterator[RowLink]:
        """Its drug, unit and routes."""
        drugs = self._drugs()
        if parked := self._parked():
            drugs = []
            yield from (
                self._link("code-drug", held, "row-parked-drug")._replace(polarity="hypothetical") for held in parked
            )
        for held in drugs:
            short = self.columns[held.cell.column].short
            yield self._link("code-drug", held, SHORT_NAME if short else "row-code-drug", primary=primary)
        yield from self._units(drugs)
        yield from self._routes(drugs)

    def _parked(self) -> list[Held]:
        """The drugs for which a code for whatever has none of its own may be used: "Unclassified biologics (when used for Jeuveau or Letybo)"."""
        if self.code.mention.value not in CATCH_ALL:
            return []
        for cells in self.row.held:
            used = _WHEN_USED.search(cells[0].cell.view.text) if cells else None
            named = [
                held for held in cells if used and held.mention.start >= used.end() and held.mention.kind in PRODUCT
            ]
            if named:
                drugs = [held for held in named if held.mention.kind == "drug"]
                return drugs or named
        return []

    def _units(self, drugs: Sequence[Held]) -> Iterator[RowLink]:
        unit = unit_of_row(self.columns, self.row, self.at, self.coded, drugs, self.names, is_old=self._is_old())
        if unit is not None and (unit.mention.value != PIECE or counts_pieces(self.code.mention.value)):
            yield self._link("code-unit", unit, "row-code-unit")
        if len(self.coded) == 1 and not self._is_old():
            for at, column in enumerate(self.columns[: len(self.row.held)]):
                former = first_amount(self.row, at) if column.role == "unit" and age_of(column) == "old-code" else None
                if former is not None:
                    yield self._link("code-unit", former, "row-code-unit")._replace(polarity="historical")

    def _routes(self, drugs: Sequence[Held]) -> Iterator[RowLink]:
        beside_drug = [
            other
            for held in drugs
            for other in [*self.row.held[_place_of(self.row, held)], *_routes_within(held)]
            if other.mention.kind == "route"
        ]
        for held in beside_drug:
            yield self._link("code-route", held, "row-drug-route")
        for at, column in enumerate(self.columns[: len(self.row.held)]):
            if column.role in {"route", "brand"}:
                for held in self.row.held[at]:
                    if held.mention.kind == "route":
                        yield self._link("code-route", held, "row-code-route")
            elif column.role == "note" and (remarked := _route_remarked(self.row.held[at])) is not None:
                yield self._link("code-route", remarked, "row-note-route")
            else:
                yield from self._route_of_all(column, self.row.held[at])

    def _route_of_all(self, column: Column, cells: Sequence[Held]) -> Iterator[RowLink]:
        """The one way that a class or a dose tells of all its row: "IV iron", "Retina (all intravitreal)"."""
        of_class = _OF_CLASS.search(column.header) is not None
        ways = {held.mention.value: held for held in cells if held.mention.kind == "route"}
        if len(ways) != 1 or not (of_class or _DOSE.search(column.header)):
            return
        if of_class or not _INJECTED.isdisjoint(ways):  # "with oral miglustat" is a partner's
            pattern = "row-class-route" if of_class else "row-dose-route"
            yield self._link("code-route", next(iter(ways.values())), pattern)

    def _is_old(self) -> bool:
        """Whether the row tells that another code has come after it."""
        role = self.columns[self.at].role
        followed = any(self.columns[at].role == "new-code" for at in self.coded if at != self.at)
        return role != "new-code" and (followed or role == "old-code" or self.polarity == "historical")

    def _drugs(self) -> list[Held]:
        """The drug that stands nearest to the code in the row; of a list of names, the one in the code's own place of its list."""
        if any(held.mention.kind in PRODUCT for held in self.row.held[self.at]):
            return []  # "J0897 Prolia": the cell says it
        cell = _drug_cell(self.columns, self.row, self.at, self.zone)
        if cell.named and _GOES_WITH.match(cell.named[0].cell.view.text):
            return []
        own = paired(self.place.codes, cell.named, self.place.at, self._one_drug)
        if own is None and self.zone is None and len(self.place.codes) == 1:
            own = self._by_column(cell)
        if own is None and self._is_of_regimen(cell):
            return []
        return _chosen(cell, own) if own is not None else _chosen(cell, cell.named)

    def _is_of_regimen(self, cell: _DrugCell) -> bool:
        """As in "FOLFOX + bevacizumab | J9263, J0640, J9190, J9035": one name for several codes, of which it is that of one at most."""
        if not cell.named or len(self._in_use()) < 2:
            return False
        first, last = cell.named[0], cell.named[-1]
        header = self.columns[_place_of(self.row, first)].header
        return names_regimen(header, first.cell.view.text, first.mention.start, last.mention.end)

    def _in_use(self) -> set[str]:
        """The codes of the row that are neither old nor new."""
        return {
            code.mention.value
            for at in self.coded
            if self.columns[at].role == "code"
            for code in codes_of(self.row, at)
        }

    def _by_column(self, cell: _DrugCell) -> list[Held] | None:
        """Of the names in one cell those in the place that the code's column has among the code columns: "Darzalex / Darzalex Faspro | J9145 | J9144"."""
        if len(cell.named) < 2:
            return None  # before a row of many codes is looked through for each of them
        beside = [at for at in self.coded if self.columns[at].role == "code" and len(codes_of(self.row, at)) == 1]
        if self.at not in beside:
            return None
        codes = [codes_of(self.row, at)[0] for at in beside]
        own = paired(codes, cell.named, beside.index(self.at), self._one_drug)
        return own if own or cell.brands else None

    def _one_drug(self, one: Held, other: Held) -> bool:
        first, second = (self.names.canonical(held.mention.value) or held.mention.value for held in (one, other))
        return bare(first) == bare(second)

    def standing(self, ended: bool, routes_of: RoutesOf) -> Iterator[RowLink]:
        """What the header of its column says of it."""
        subject = ref(self.code.mention)
        for at, column in enumerate(self.columns[: len(self.row.held)]):
            if column.role not in {"other-drug", "none"}:
                for held in self.row.held[at]:
                    if held.mention.kind == "unclassified" and not _OF_ANOTHER.search(
                        held.cell.view.text, 0, held.mention.start
                    ):
                        yield self._link("code-status", held, "row-unclassified")
        if subject.value in CATCH_ALL and any(says_unspecified(cell.view.text) for cell in self.row.block.cells):
            yield RowLink(
                "code-status", subject, self.code.cell, Ref("unclassified"), None, "row-unclassified", "asserted"
            )
        if ended:
            yield RowLink(
                "code-status", subject, self.code.cell, Ref("discontinued"), None, "row-ended-code", "asserted"
            )
        for route in routes_of(self.columns[self.at].header):
            yield RowLink("code-route", subject, self.code.cell, Ref(route), None, "header-route", "asserted")


def _route_remarked(held: Sequence[Held]) -> Held | None:
    """The way in which the code's product is given, where a remark opens with it: "IV form only", "oral; other code for capsules"."""
    first = held[0] if held and held[0].mention.kind == "route" and held[0].mention.start == 0 else None
    return first if first is not None and _ONLY_SO.match(first.cell.view.text, first.mention.end) else None


def _routes_within(name: Held) -> list[Held]:
    """The route that a name itself tells: "BCG LIVE INTRAVESICAL"."""
    way = route_within(name.cell.view.text, name.mention)
    return [Held(way, name.cell)] if way is not None else []


def _place_of(row: Row, held: Held) -> int:
    return next(at for at, cells in enumerate(row.held) if any(other.cell is held.cell for other in cells))


class _DrugCell(NamedTuple):
    """The names of the cell that says what a row's code denotes."""

    named: tuple[Held, ...] = ()
    brands: bool = False


_CODE_IS: Final = late(
    r"\W{0,3}[A-Z]\d{4}(?: \([^()]{1,30}\))? (?:is|was|means|meant|denotes|denoted|describes|described|identifies|stands for|stood for|covers)\b"
)
_NAMING: Final = frozenset(
    {"drug", "brand", "other-drug", "unit", "note"}
)  # roles of columns that may name a code's product


def _drug_cell(columns: Sequence[Column], row: Row, code_index: int, zone: range | None = None) -> _DrugCell:
    """The nearest cell with a name: of a drug column first, else of a brand column; only in the code's own columns, where it has any."""
    alone = zone is None and _only_preferred(columns, code_index)
    of_others = (("other-drug", "drug"), ("other-drug", "brand")) if zone is not None or alone else ()
    naming = [
        (at, columns[at].role, held)
        for at, held in enumerate(row.held[: len(columns)])
        if columns[at].role in _NAMING and (zone is None or at in zone) and not _tells_of_another(held)
    ]
    for role, kind in (
        ("drug", "drug"),
        ("drug", "brand"),
        ("brand", "brand"),
        ("brand", "drug"),
        *of_others,
        ("unit", "drug"),
        ("note", "drug"),
    ):
        candidates = [
            (held[0].cell.inherited, abs(at - code_index), at < code_index, named)
            for at, own, held in naming
            if own == role and (role != "note" or (held and held[0].mention.start == 0))
            if (named := tuple(item for item in held if item.mention.kind == kind))
        ]
        if candidates:
            return _DrugCell(min(candidates, key=lambda candidate: candidate[:3])[3], kind == "brand")
    return _DrugCell()


def _tells_of_another(cell: Sequence[Held]) -> bool:
    """As in "J9357 is valrubicin": a cell that says of its own code what it denotes names the drug of no other code."""
    return bool(cell) and cell[0].mention.kind == "code" and _CODE_IS.match(cell[0].cell.view.text) is not None


def _only_preferred(columns: Sequence[Column], code_index: int) -> bool:
    """Whether a table's only products are those that the plan prefers, right before their codes: "Preferred | Code"."""
    before = columns[code_index - 1] if code_index else None
    return (
        before is not None
        and before.role == "other-drug"
        and _PREFERRED.fullmatch(before.header) is not None
        and not any(column.role in {"drug", "brand"} for column in columns)
    )


def _zones(columns: Sequence[Column], row: Row, coded: Sequence[int]) -> dict[int, range]:
    """The columns of each code where each code column of a row has products of its own, always on the same side; none: the row is about one product.

    As in "Reference product | HCPCS | Preferred biosimilar | HCPCS".
    """
    if len(coded) < 2 or any(columns[code].role != "code" for code in coded):
        return {}
    width = min(len(columns), len(row.held))
    borders = [-1, *coded, width]
    named = [
        any(_names_product(columns[column], row.held[column]) for column in range(first + 1, last))
        for first, last in pairwise(borders)
    ]
    if all(named[:-1]) and not named[-1]:
        return {at: range(borders[place] + 1, at) for place, at in enumerate(coded)}
    if all(named[1:]) and not named[0]:
        return {at: range(at + 1, borders[place + 2]) for place, at in enumerate(coded)}
    return {}


def _names_product(column: Column, cell: Sequence[Held]) -> bool:
    return column.role in {"drug", "brand", "other-drug"} and any(held.mention.kind in PRODUCT for held in cell)


def _chosen(cell: _DrugCell, named: Sequence[Held]) -> list[Held]:
    """The first of the names; several brands of one cell are all the code's product."""
    return list(named) if cell.brands else list(named[:1])


_OF_NAMES: Final = frozenset({"brand", "drug", "target"})
_CODE_ENDED: Final = late(
    r"[A-Z]\d{4}(?: \([^()]{1,30}\))?,? (?:was |has been |had )?(?:ended|deleted|discontinued|terminated|retired|expired|end-dated|closed|withdrawn)\b",
    re.IGNORECASE,
)
_ACTS_ON: Final = late(  # before a target: "blocks IL-5 receptor"
    r"^(?:blocks?|binds?(?: to)?|inhibits?|targets?|acts (?:on|at)|against|neutrali[sz]es|engages|stops|anti) ?-?",
    re.IGNORECASE,
)
_JOINING: Final = late(
    r"(?:[^A-Za-z0-9]|\b(?:and|or|IV|SC|SQ|pen|injection|various|others?|generics?)\b)*+", re.IGNORECASE
)


def _brands_and_targets(columns: Sequence[Column], row: Row, coded: Sequence[int], names: Names) -> Iterator[RowLink]:
    """A brand or target column speaks of the drug cell that stands nearest to it, among the columns of the same code."""
    zones = _zones(columns, row, coded).values()
    drugs = [
        (at, held)
        for at, cells in enumerate(row.held)
        if at < len(columns) and columns[at].role == "drug"
        for held in cells[:3]
        if held.mention.kind == "drug"
    ]
    for at, cells in enumerate(row.held):
        if at >= len(columns) or columns[at].role not in {"brand", "target"} or not drugs:
            continue
        said_so = columns[at].named and columns[at].role == role_of_header(columns[at].header)
        if not (said_so or shows_items(columns[at].header)) and not _only_names(cells):
            continue  # "ST: Venofer or INFeD": a remark on other products
        own = next((zone for zone in zones if at in zone), None)
        if own is not None and columns[at].role == "brand" and not any(place in own for place, _ in drugs):
            continue  # the other code's drug
        drug = min(drugs, key=lambda pair: (pair[1].cell.inherited, abs(pair[0] - at), pair[1].mention.start))[1]
        if _has_code(cells) and drug.cell is not cells[0].cell and _has_code(row.held[_place_of(row, drug)]):
            continue  # "Udenyca (Q5111) | (pegfilgrastim), J2506": each is an entry of its own
        for held in cells:
            if held.mention.kind == columns[at].role == "brand":
                if not coded and _is_of_family(row, drug.mention, held.mention, names):
                    continue
                yield RowLink(
                    "drug-brand",
                    ref(drug.mention),
                    drug.cell,
                    Ref(held.mention.value, held.mention),
                    held.cell,
                    SHORT_BRAND if columns[drug.cell.column].short else "row-drug-brand",
                    "asserted",
                )
            elif held.mention.kind == columns[at].role == "target":
                yield RowLink(
                    "drug-target",
                    ref(drug.mention),
                    drug.cell,
                    ref(held.mention),
                    held.cell,
                    "row-drug-target",
                    "asserted",
                )


def _is_of_family(row: Row, drug: Mention, brand: Mention, names: Names) -> bool:
    """As in "Bevacizumab | Mvasi, Zirabev | Avastin", in a row without codes: a group's name stands over products that have suffixes."""
    brands = sum(held.mention.kind == "brand" for cells in row.held for held in cells)
    return brands > 1 and (names.canonical(brand.value) or "").startswith(f"{drug.value}-")


def _own_brands(columns: Sequence[Column], row: Row, names: Names) -> Iterator[RowLink]:
    """In a row about one drug, a brand of just that drug in another cell: it opens the cell, or one of both cells has a code of its own.

    As in "bevacizumab | Avastin (J9035)" and "J9155 | degarelix | Firmagon; step".
    """
    cells = row.held[: len(columns)]
    named = [[held for held in cell if held.mention.kind == "drug"] for cell in cells]
    of_column = [held for column, cell in zip(columns, named, strict=False) if column.role == "drug" for held in cell]
    drugs = of_column or [held for cell in named for held in cell]
    if len({held.mention.value for held in drugs}) != 1:
        return
    drug = drugs[0]
    pattern = SHORT_BRAND if columns[drug.cell.column].short else "row-drug-brand"
    drug_coded = any(_has_code(cell) and cell[0].cell is drug.cell for cell in cells)
    for cell in cells:
        if cell and cell[0].cell is not drug.cell:
            for held in cell:
                opens = held.mention.start == 0 or drug_coded or _has_code(cell)
                if not opens or held.mention.kind != "brand":
                    continue
                if names.canonical(held.mention.value) == drug.mention.value:
                    brand = Ref(held.mention.value, held.mention)
                    yield RowLink("drug-brand", ref(drug.mention), drug.cell, brand, held.cell, pattern, "asserted")


def _has_code(cell: Sequence[Held]) -> bool:
    return any(held.mention.kind == "code" for held in cell)


def _suffixed(row: Row, names: Names) -> Iterator[RowLink]:
    """In a row with one brand, the cell that only holds the suffix of its nonproprietary name: "Fulphila | -jmdb"."""
    brands = [held for cells in row.held for held in cells if held.mention.kind == "brand"]
    if len(brands) != 1:
        return
    brand = brands[0]
    product = names.canonical(brand.mention.value) or ""
    for cell in row.block.cells:
        if _SUFFIX.fullmatch(cell.view.text) and product.endswith(f"-{cell.view.text[-4:]}"):
            drug = Mention("drug", 0, len(cell.view.text), product)
            shown = Ref(brand.mention.value, brand.mention)
            yield RowLink("drug-brand", ref(drug), cell, shown, brand.cell, "row-drug-brand", "asserted")


def _only_names(cells: Sequence[Held]) -> bool:
    """Whether a cell opens with a name, or nothing but names, and what joins them, stands in it: "binds IgE"."""
    if not cells or cells[0].mention.start == 0:
        return bool(cells)
    text, end, rest = cells[0].cell.view.text, 0, ""
    for held in cells:
        rest += text[end : held.mention.start] + " "
        end = held.mention.end
    rest += text[end:]
    return _JOINING.fullmatch(_ACTS_ON.sub("", rest) if cells[0].mention.kind == "target" else rest) is not None


def links_to_subject(
    columns: Sequence[Column], row: Row, links: Sequence[RowLink], subject: Ref | None, names: Names
) -> Iterator[RowLink]:
    """What a row of a table without drugs says of the drug that its heading names."""
    if subject is None or any(column.role == "other-drug" for column in columns):
        return
    brands = [
        held
        for column, cells in zip(columns, row.held, strict=False)
        if column.role in {"brand", "drug"}
        for held in cells
        if held.mention.kind == "brand"
    ]
    for held in brands:
        if names.canonical(held.mention.value) in {subject.value, bare(subject.value)}:
            brand = Ref(held.mention.value, held.mention)
            yield RowLink("drug-brand", subject, None, brand, held.cell, "row-heading-brand", "asserted")
    coded = [at for at, column in enumerate(columns[: len(row.held)]) if column.role == "code" and codes_of(row, at)]
    if brands or len(coded) != 1 or any(link.kind == "code-drug" for link in links):
        return
    meant: Polarity = "historical" if "valid_to" in dict(period_of(row)) else "asserted"
    for code in codes_of(row, coded[0]):
        yield RowLink(
            "code-drug", ref(code.mention), code.cell, subject, None, "row-heading-drug", meant, primary=False
        )
    for column, cells in zip(columns, row.held, strict=False):
        for held in cells:
            if held.mention.kind == column.role == "target":
                yield RowLink(
                    "drug-target", subject, None, ref(held.mention), held.cell, "row-heading-target", "asserted"
                )


def modifier_rows(columns: Sequence[Column], row: Row) -> Iterator[tuple[Mention, Cell, Sequence[Cell]]]:
    """A modifier cell, and the cells that may say what it means, the likeliest first.

    Under a header that names modifiers these are the columns of meanings and then all that follow; else the next one; of a
    last column that says which to report, the one before.
    """
    cells = row.block.cells
    for at, (column, cell) in enumerate(zip(columns, cells, strict=False)):
        named = column.role == "modifier" or "modif" in column.header.lower()
        if at + 1 < len(cells):
            for mention in _modifiers_of(cell):
                if named:
                    yield mention, cell, _told_meanings(columns, cells, at)
                elif mention.value.isalpha() and mention.value not in CALLED_SO:
                    yield mention, cell, cells[at + 1 : at + 2]
        elif at and (named or _TO_REPORT.search(column.header)):
            alone = _modifiers_of(cell)
            if len(alone) == 1:
                yield alone[0], cell, cells[at - 1 : at]


def _told_meanings(columns: Sequence[Column], cells: Sequence[Cell], at: int) -> Sequence[Cell]:
    """The cells after a modifier's, those of a column of meanings first, none that says when the modifier is wrong."""
    beside = [
        (columns[place].role != "meaning", place)
        for place in range(at + 1, min(len(cells), len(columns)))
        if place == at + 1 or not _WHEN_WRONG.search(columns[place].header)
    ]
    return [cells[place] for _, place in sorted(beside)]


def _modifiers_of(cell: Cell) -> list[Mention]:
    """The modifiers of a cell that holds nothing else, or says on which line they go."""
    text = cell.view.text
    length = len(text) - len(_ON_LINE.sub("", text))
    end = len(text) - length
    if not _ONLY_MODIFIERS.fullmatch(text, 0, end):
        return []
    found = _MODIFIERS.finditer(text, 0, end)
    return [Mention("modifier", *one.span(), one[0].upper()) for one in found if one[0].upper() in KNOWN]
