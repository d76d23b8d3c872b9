"""One document, read from top to bottom: its blocks become assertions with exact places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit, codes
from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.mentions import Finder, find
from auditor.extraction.polarity import polarity, validity
from auditor.extraction.quantities import quantities
from auditor.extraction.relations.brand import brand_links
from auditor.extraction.relations.code_drug import code_drug_links
from auditor.extraction.relations.code_unit import code_unit_links
from auditor.extraction.relations.items import items, refs_of
from auditor.extraction.relations.modifier import modifier_links, modifier_polarity, modifiers
from auditor.extraction.relations.route import route_links
from auditor.extraction.relations.status import status_links, successor_links
from auditor.extraction.relations.target import target_links
from auditor.extraction.sentences import sentences
from auditor.extraction.tables import RowLink, modifier_rows, read_rows, row_links
from auditor.extraction.tags import Reading, read
from auditor.model.assertions import Confidence, Kind, Mention, Polarity, Qualifiers
from auditor.model.source import Block, Cell, Parsed, Span

_ABOUT_MODIFIERS: Final = re.compile(r"modif", re.IGNORECASE)
_ENDED_TABLE: Final = re.compile(r"discontinu|ended|delet|terminat|retire|no longer|inactive|obsolete", re.IGNORECASE)
_ANAPHORS: Final = frozenset({"this-code", "this-drug"})


class Found(NamedTuple):
    """A claim before its names are settled: what, how, and the source spans of sentence, subject and object."""

    kind: Kind
    subject: Ref
    object: Ref
    polarity: Polarity
    span: Span
    subject_span: Span | None
    object_span: Span | None
    section: tuple[str, ...]
    pattern: str
    confidence: Confidence
    qualifiers: Qualifiers = ()
    primary: bool = True


class Seen(NamedTuple):
    """A code-shaped token and the block in which it stands."""

    hit: CodeHit
    span: Span
    block: Block
    sentence: Span


class DocumentReader:
    """Reads the blocks of one document in order and collects what they claim."""

    def __init__(self, parsed: Parsed, vocabulary: Finder) -> None:
        self.parsed = parsed
        self.vocabulary = vocabulary
        self.discourse = Discourse()
        self.found: list[Found] = []
        self.seen: list[Seen] = []
        self.pending_code: Ref | None = None

    def read(self) -> None:
        """Read every block; tables are read as a whole."""
        for group, members in groupby(self.parsed.blocks, key=_table_of):
            blocks = list(members)
            if group is None:
                for block in blocks:
                    self._prose(block)
            else:
                self._table(blocks)

    # Prose -----------------------------------------------------------------------------------------

    def _prose(self, block: Block) -> None:
        text = block.view.text
        hits = list(codes(text))
        names = find(text, self.vocabulary)
        about = bool(block.section and _ABOUT_MODIFIERS.search(block.section[-1])) or bool(_ABOUT_MODIFIERS.search(text))
        self.discourse.new_block()
        if block.kind in {"title", "heading"}:
            self.discourse.heading_codes = self.discourse.heading_drugs = ()
        for start, end in sentences(text):
            self._sentence(block, start, end, _within(hits, start, end), [m for m in names if start <= m.start < end], about)

    def _sentence(self, block: Block, start: int, end: int, hits: Sequence[CodeHit], names: Sequence[Mention], about: bool) -> None:
        text = block.view.text
        span = block.view.span(start, end)
        self.seen.extend(Seen(hit, block.view.span(hit.start, hit.end), block, span) for hit in hits)
        self._modifiers(block, start, end, about)
        real = [Mention("code", hit.start, hit.end, hit.code) for hit in hits if not hit.trap]
        if not real and not names:
            if self.discourse.codes and re.search(r"\b(?:unit|increment|counted|steps?|per)\b", text[start:end], re.IGNORECASE):
                self._relate(block, span, read(text, start, end, tuple(quantities(text, start, end))))
            elif self.discourse.codes and "it" in text[start:end].lower():
                self._relate(block, span, read(text, start, end, ()))
            return
        mentions = _merged(real, names, quantities(text, start, end))
        self._relate(block, span, read(text, start, end, mentions))

    def _relate(self, block: Block, span: Span, reading: Reading) -> None:
        brands, joined = brand_links(reading, self.discourse)
        found = items(reading, self.discourse, joined)
        pairs = code_drug_links(reading, found)
        if block.kind == "line":
            pairs = pairs or self._pending(block, reading, found)
        links = [*brands, *pairs, *code_unit_links(reading, found, pairs, self.discourse), *target_links(reading, found, self.discourse)]
        links += [*route_links(reading, found, pairs, self.discourse), *status_links(reading, found, self.discourse)]
        links += successor_links(reading, found, self.discourse)
        dates = validity(reading.sentence()) if links else ()
        for link in links:
            self._keep(block, span, reading, link, dates)
        self._remember(block, found, pairs)

    def _pending(self, block: Block, reading: Reading, found: Sequence[Item]) -> list[Link]:
        """A code alone on its line speaks for the lines below it, until the next."""
        if len(reading.mentions) == 1 and reading.tags == "C":
            self.pending_code = Ref(reading.mentions[0].value)
        elif self.pending_code is not None and not refs_of(list(found), "C"):
            self.discourse.saw_codes((self.pending_code,))
            drugs = refs_of(list(found), "D")[:1]
            return [Link("code-drug", self.pending_code, drug, "code-above-drug", 0, len(reading.tags) - 1, "medium") for drug in drugs]
        else:
            self.pending_code = None
        return []

    def _keep(self, block: Block, span: Span, reading: Reading, link: Link, dates: Qualifiers) -> None:
        meant = polarity(reading, link)
        self.found.append(
            Found(
                link.kind, link.subject, link.object, meant, span,
                _span(block, link.subject), _span(block, link.object), block.section, link.pattern, link.confidence,
                (*link.qualifiers, *dates) if link.kind in {"code-drug", "code-unit", "code-status", "code-successor"} else link.qualifiers,
            )  # fmt: skip
        )
        if link.kind == "code-drug" and meant == "asserted":
            self.discourse.linked(link.subject, link.object)

    def _remember(self, block: Block, found: Sequence[Item], pairs: Sequence[Link]) -> None:
        named_codes = next((item.refs for item in reversed(found) if item.tag == "C" and not item.compared), ())
        named_drugs = next((item.refs for item in reversed(found) if item.tag == "D" and not item.compared), ())
        if pairs:
            named_codes = named_codes and tuple(dict.fromkeys(link.subject for link in pairs if link.subject.mention))[-len(named_codes) :] or named_codes
        self.discourse.saw_codes(named_codes)
        self.discourse.saw_drugs(named_drugs)
        if block.kind in {"title", "heading"}:
            self.discourse.heading_codes = tuple(Ref(r.value) for r in named_codes)
            self.discourse.heading_drugs = tuple(Ref(r.value, None, r.brand) for r in named_drugs)
            if block.kind == "title" or block.level == 1:
                self.discourse.subject_codes = self.discourse.subject_codes or self.discourse.heading_codes
                self.discourse.subject_drugs = self.discourse.subject_drugs or self.discourse.heading_drugs

    def _modifiers(self, block: Block, start: int, end: int, about: bool) -> None:
        text = block.view.text
        named = modifiers(text, start, end, about)
        if not named:
            return
        for link, first, last in modifier_links(text, start, end, named):
            meant = modifier_polarity(text, first, last, link.subject.mention or named[0], end)
            self.found.append(
                Found(link.kind, link.subject, link.object, meant, block.view.span(start, end), _span(block, link.subject), None, block.section, link.pattern, link.confidence)
            )

    # Tables ----------------------------------------------------------------------------------------

    def _table(self, blocks: Sequence[Block]) -> None:
        cells = {id(cell): cell for block in blocks for cell in block.cells}
        del cells
        for block in blocks:
            self._see(block)
        columns, rows = read_rows(blocks, self._cell_mentions)
        ended = any(block.section and _ENDED_TABLE.search(block.section[-1]) for block in blocks[:1])
        for row in rows:
            links = list(row_links(columns, row, ended))
            for link in links:
                self._keep_row(row.block, link)
            self._modifier_row(columns, row)
            for link in links:
                if link.kind == "code-drug" and link.polarity == "asserted":
                    self.discourse.linked(link.subject, link.object)
            self._cells_as_prose(row.block, columns, links)

    def _see(self, block: Block) -> None:
        for cell in block.cells:
            if cell.inherited:
                continue
            for hit in codes(cell.view.text):
                self.seen.append(Seen(hit, cell.view.span(hit.start, hit.end), block, block.span))

    def _cell_mentions(self, text: str) -> Sequence[Mention]:
        hits = [Mention("code", hit.start, hit.end, hit.code) for hit in codes(text) if not hit.trap]
        return _merged(hits, find(text, self.vocabulary), quantities(text, 0, len(text)))

    def _keep_row(self, block: Block, link: RowLink) -> None:
        confidence: Confidence = "high" if link.primary else "medium"
        self.found.append(
            Found(
                link.kind, link.subject, link.object, link.polarity, block.span, _cell_span(link.subject_cell, link.subject),
                _cell_span(link.object_cell, link.object), block.section, link.pattern, confidence, (), link.primary,
            )  # fmt: skip
        )

    def _modifier_row(self, columns: Sequence[object], row: object) -> None:
        for mention, cell, meaning in modifier_rows(columns, row):  # type: ignore[arg-type]
            text = f"{cell.view.text}: {meaning.view.text}"
            for link, _, _ in modifier_links(text, 0, len(text), [mention]):
                subject = Ref(mention.value, Mention("modifier", 0, len(cell.view.text), mention.value))
                self.found.append(
                    Found(link.kind, subject, link.object, "asserted", row.block.span, cell.view.span(0, len(cell.view.text)), None, row.block.section, "row-modifier-meaning", "high")  # type: ignore[attr-defined]
                )

    def _cells_as_prose(self, block: Block, columns: Sequence[object], links: Sequence[RowLink]) -> None:
        """What a cell says within itself: "abatacept (Orencia)", a note that names another code."""
        self.discourse.new_block()
        for link in links:
            if link.kind == "code-drug":
                self.discourse.saw_drugs((link.object,))
        for index, cell in enumerate(block.cells):
            if cell.inherited or not cell.view.text:
                continue
            role = columns[index].role if index < len(columns) else ""  # type: ignore[attr-defined]
            if role in {"other-drug", "none"}:
                continue
            piece = Block("paragraph", cell.view, block.span, block.section)
            hits = [hit for hit in codes(cell.view.text) if not hit.trap]
            names = find(cell.view.text, self.vocabulary)
            if len(hits) + len(names) > 1:
                mentions = _merged([Mention("code", h.start, h.end, h.code) for h in hits], names, quantities(cell.view.text, 0, len(cell.view.text)))
                self._relate(piece, block.span, read(cell.view.text, 0, len(cell.view.text), mentions))


def _table_of(block: Block) -> int | None:
    return block.group if block.kind in {"row", "header", "definition"} else None


def _within(hits: Iterable[CodeHit], start: int, end: int) -> list[CodeHit]:
    return [hit for hit in hits if start <= hit.start < end]


def _merged(real: Sequence[Mention], names: Iterable[Mention], amounts: Iterator[Mention]) -> tuple[Mention, ...]:
    """All mentions of a sentence in order; where two overlap, codes go before names and names before amounts."""
    taken = list(real)
    follows = {mention.start for mention in (*real, *names) if mention.kind in {"code", "drug", "brand"}}
    for mention in (*names, *amounts):
        if mention.kind in _ANAPHORS and follows & {mention.end + 1, mention.end + 2, mention.end + 3}:
            continue  # "the drug durvalumab" names it, "the drug" would not
        if not any(mention.start < other.end and other.start < mention.end for other in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _span(block: Block, item: Ref) -> Span | None:
    return block.view.span(item.mention.start, item.mention.end) if item.mention else None


def _cell_span(cell: Cell | None, item: Ref) -> Span | None:
    return cell.view.span(item.mention.start, item.mention.end) if cell and item.mention else None
