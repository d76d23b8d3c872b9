"""One document, read from top to bottom: its blocks become assertions with exact places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit, codes
from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.mentions import Finder, find, formulated
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
from auditor.extraction.tables import RowLink, as_record, modifier_rows, read_rows, row_links
from auditor.extraction.tags import Reading, read
from auditor.lexicon.stems import looks_like_biologic, looks_like_small_molecule
from auditor.model.assertions import Confidence, Kind, Mention, Polarity, Qualifiers
from auditor.model.source import Block, Cell, Parsed, Span

_ABOUT_MODIFIERS: Final = re.compile(r"modif|^mods\b", re.IGNORECASE)
_ENDED_TABLE: Final = re.compile(r"discontinu|ended|delet|terminat|retire|no longer|inactive|obsolete", re.IGNORECASE)
_NO: Final = re.compile(
    r"\W*(?:no\b(?! longer)|it (?:does|is|was|did|has) ?(?:not|n't)|it(?:'s| was| is) (?:wrong|false|not)|you (?:cannot|can't|may not|should not)|they (?:do|are|did) not|never|wrong\b|not so|"
    r"that (?:is|was) (?:wrong|false|not|incorrect|a mistake|our mistake|untrue)|this is (?:wrong|false|not|incorrect)|false\b|your colleague has|untrue|incorrect\b|both (?:\w+ )?are wrong)",
    re.IGNORECASE,
)
_ERRORS_SECTION: Final = re.compile(r"\b(?:denial|denied|rejected|mistake|slip|error|wrong|myth|quiz|pitfall|true or false|what not|went wrong|mix-?up|confus|misread|oops|bloopers|test yourself)", re.IGNORECASE)
_QUIZ_SECTION: Final = re.compile(r"\b(?:myth|quiz|true or false|test yourself)", re.IGNORECASE)
_ANSWERED: Final = re.compile(r"\W*(?:answers?|correct|solution|fact|reality|truth|no\b|false|right)", re.IGNORECASE)
_ENDED_SECTION: Final = re.compile(r"\W*(?:\d+[.)]\s*|[A-Z][.)]\s*)?(?:\w+\s+){0,2}?(?:discontinued|deleted|terminated|retired|ended|withdrawn|inactive|obsolete|deletions|terminations|expired)", re.IGNORECASE)
_WEAK_PATTERNS: Final = frozenset({"drug-to-code", "code-in-drug-paragraph", "shared-drug", "code-verb-drug", "drug-verb-code"})
_THEY: Final = re.compile(r"(?:they|it|these|this|both|the) (?:modifiers? )?(?:all )?(?:do|does|did|mean|means|says?|marks?|indicates?|tells?|concerns?|describes?|is|are|denotes?|shows?|stands?|signals?|flags?|reports?|identif)", re.IGNORECASE)
_SHORT: Final = 24
_ABOUT_UNITS: Final = re.compile(r"\d|\b(?:units?|increments?|counted|steps?|per|descriptor|milligrams?|micrograms?)\b", re.IGNORECASE)
_FORMER: Final = re.compile(r"\bthe (?:former|latter)\b", re.IGNORECASE)
_NOT: Final = re.compile(r"\b(?:do|does) not\b|n't\b", re.IGNORECASE)
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
        self.about_modifiers = False
        self.parents: dict[int, tuple[Ref, ...]] = {}
        self.asked: list[Found] = []
        self.held_routes: list[tuple[set[tuple[str, str]], Found]] = []
        self.lead_in = ""
        self.last_modifiers: list[Mention] = []
        self.explained: set[str] = set()

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
        if block.kind == "title" or (block.kind == "heading" and block.level <= 1):
            self.about_modifiers = self.about_modifiers or bool(_ABOUT_MODIFIERS.search(text))
        about = self.about_modifiers or any(_ABOUT_MODIFIERS.search(heading) for heading in block.section[-2:]) or bool(_ABOUT_MODIFIERS.search(text))
        self.discourse.new_block()
        self._inherit(block)
        self.last_modifiers = []
        if block.kind in {"title", "heading"}:
            self.discourse.heading_codes = self.discourse.heading_drugs = ()
            self.discourse.listed_codes, self.discourse.listed_drugs = [], []
        first = len(self.found)
        for start, end in sentences(text):
            self._sentence(block, start, end, _within(hits, start, end), [m for m in names if start <= m.start < end], about)
        self._block_ended(block, first)
        self._tie_routes()
        if block.kind == "heading":
            self.lead_in = ""
        elif block.kind == "paragraph":
            self.lead_in = text if len(text) <= 100 and not hits else ""
        if block.kind == "item":
            self.parents[block.level] = tuple(self.discourse.block_drugs[:1])
        if block.kind in {"item", "line", "definition"}:
            self._listed(self.discourse.block_codes, self.discourse.block_drugs)

    def _inherit(self, block: Block) -> None:
        """An item nested in another speaks of the drug that the outer one names."""
        if block.kind != "item":
            self.parents = {}
            return
        self.parents = {level: drugs for level, drugs in self.parents.items() if level < block.level}
        drugs = next((self.parents[level] for level in sorted(self.parents, reverse=True) if self.parents[level]), ())
        self.discourse.parent_drugs = drugs

    def _listed(self, codes_named: Sequence[Ref], drugs_named: Sequence[Ref]) -> None:
        """Remember what a list names, for "all of these" after it."""
        for code in codes_named[:1]:
            if Ref(code.value) not in self.discourse.listed_codes:
                self.discourse.listed_codes.append(Ref(code.value))
        for drug in drugs_named[:1]:
            if Ref(drug.value, None, drug.brand) not in self.discourse.listed_drugs:
                self.discourse.listed_drugs.append(Ref(drug.value, None, drug.brand))

    def _sentence(self, block: Block, start: int, end: int, hits: Sequence[CodeHit], names: Sequence[Mention], about: bool) -> None:
        text = block.view.text
        span = block.view.span(start, end)
        self.seen.extend(Seen(hit, block.view.span(hit.start, hit.end), block, span) for hit in hits)
        self._modifiers(block, start, end, about)
        real = [Mention("code", hit.start, hit.end, hit.code) for hit in hits if not hit.trap]
        self._answer(block, span, text[start:end])
        if not real and not names:
            if end - start <= _SHORT:
                self._relate(block, span, read(text, start, end, tuple(quantities(text, start, end))))
                return
            if self.discourse.codes and _ABOUT_UNITS.search(text, start, end):
                self._relate(block, span, read(text, start, end, tuple(quantities(text, start, end))))
            elif self.discourse.codes and "it" in text[start:end].lower():
                self._relate(block, span, read(text, start, end, ()))
            return
        mentions = _merged(real, names, quantities(text, start, end))
        self._relate(block, span, read(text, start, end, mentions))

    def _relate(self, block: Block, span: Span, reading: Reading, *, guess: bool = True) -> None:
        """Find what a sentence ties together, and keep it."""
        brands, joined = brand_links(reading, self.discourse, self.vocabulary.names)
        found = items(reading, self.discourse, joined)
        pairs = code_drug_links(reading, found)
        if not pairs and guess and (guessed := self._unlisted(reading, found)) is not None:
            return self._relate(block, span, guessed, guess=False)
        if block.kind == "line":
            pairs = pairs or self._pending(reading, found)
        units = list(code_unit_links(reading, found, pairs, self.discourse)) or self._unit_alone(block, reading)
        pairs += self._of_paragraph(reading, found, pairs, units)
        pairs += self._asked_code(reading, found, pairs)
        links = [*brands, *pairs, *units, *target_links(reading, found, self.discourse)]
        standings = list(status_links(reading, found, self.discourse))
        links += [*route_links(reading, found), *standings]
        self._hold_routes(block, span, reading, found)
        replaced = list(successor_links(reading, found, self.discourse))
        links += replaced
        dates = validity(reading.sentence()) if links else ()
        superseded = {link.subject.value for link in replaced}
        ended = superseded | {link.subject.value for link in standings if link.object.value == "discontinued" and polarity(reading, link) == "asserted"}
        if reading.mentions:
            self.asked = []
        self._ended_list(block, found, ended, links)
        for link in links:
            self._keep(block, span, reading, link, dates, ended)
        self._remember(block, found, pairs)
        return None

    def _hold_routes(self, block: Block, span: Span, reading: Reading, found: Sequence[Item]) -> None:
        """ "Valrubicin is instilled. J9357 is its code": the route waits for the code that the paragraph gives to the drug."""
        drugs = {(drug.value, drug.brand) for drug in refs_of(list(found), "D")}
        if len(drugs) != 1 or any(item.tag in "Cc" for item in found):
            return
        for mention in reading.mentions:
            if mention.kind == "route":
                self.held_routes.append((drugs.copy(), Found("code-route", Ref(""), Ref(mention.value, mention), "asserted", span, None, block.view.span(mention.start, mention.end), block.section, "route-of-paragraph", "medium")))

    def _tie_routes(self) -> None:
        for drugs, found in self.held_routes:
            for code, drug in self.discourse.pairs:
                if (drug.value, drug.brand) in drugs:
                    self.found.append(found._replace(subject=Ref(code)))
        self.held_routes = []

    def _unlisted(self, reading: Reading, found: Sequence[Item]) -> Reading | None:
        """The sentence with a name that no list has, where a code stands beside it: misspelled, or too new for any list."""
        if reading.tags.count("C") != 1 or any(item.tag in "D" for item in found):
            return None
        for index, tag in enumerate(reading.tags):
            word = reading.words[index]
            if tag != "w" or len(word) < 6 or abs(index - reading.tags.index("C")) > 8:
                continue
            name = self.vocabulary.names.closest(word) or (word if looks_like_biologic(word) or looks_like_small_molecule(word) else None)
            if name is not None:
                mention = Mention("drug", reading.starts[index], reading.ends[index], name)
                mentions = formulated(reading.text, sorted((*reading.mentions, mention), key=lambda m: m.start))
                return read(reading.text, reading.start, reading.end, tuple(mentions))
        return None

    def _pending(self, reading: Reading, found: Sequence[Item]) -> list[Link]:
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

    def _unit_alone(self, block: Block, reading: Reading) -> list[Link]:
        """An amount alone on its line below a code is the code's unit."""
        if reading.tags in {"Q", "Q."} and (code := self._code_above(block)) is not None:
            mention = reading.mentions[0]
            return [Link("code-unit", code, Ref(mention.value, mention), "code-above-unit", 0, 0, "medium")]
        return []

    def _code_above(self, block: Block) -> Ref | None:
        if block.kind == "line" and self.pending_code is not None:
            return self.pending_code
        return self.discourse.block_codes[-1] if self.discourse.block_codes else None

    def _of_paragraph(self, reading: Reading, found: Sequence[Item], pairs: Sequence[Link], units: Sequence[Link]) -> list[Link]:
        """ "Mitomycin needs attention. J9280 is the ordinary product": a code with no drug in its sentence, in a paragraph about one drug."""
        drugs = self.discourse.paragraph_drugs
        if pairs or len(drugs) != 1 or any(item.tag in "D" for item in found):
            return []
        out = []
        for item in found:
            if item.tag != "C" or item.compared:
                continue
            nested = bool(self.discourse.parent_drugs)
            has_unit = nested or any(link.subject.mention in {ref.mention for ref in item.refs} for link in units)
            alone = reading.tags.strip(".") == "C"
            defines = alone or re.match(r"A?bt[wk]{0,2}[wgk]", reading.tags[item.last + 1 :]) or re.search(r"[gwV]b$|&b$", reading.tags[: item.first])
            if has_unit or defines:
                out.extend(Link("code-drug", code, drugs[0], "code-in-drug-paragraph", item.first, item.last, "low") for code in item.refs)
        return out

    def _asked_code(self, reading: Reading, found: Sequence[Item], pairs: Sequence[Link]) -> list[Link]:
        """ "What do we bill for Leqembi? J0174." ties the code that opens the answer to the drug of the question."""
        asked = self.discourse.asked_drugs
        drugs = [item for item in found if item.tag == "D"]
        self.discourse.asked_drugs = tuple(drugs[-1].refs) if "?" in reading.tags and drugs and "C" not in reading.tags else ()
        opens = re.match(r"[kgtwls,]{0,3}C[.,;]?", reading.tags)
        if pairs or len(asked) != 1 or not opens or drugs:
            return []
        code = next(item for item in found if item.tag == "C")
        return [Link("code-drug", code.refs[0], Ref(asked[0].value, None, asked[0].brand), "code-answers-question", code.first, code.last, "medium")]

    def _answer(self, block: Block, span: Span, sentence: str) -> None:
        """A plain "no" after a question or a reported claim denies what was asked or claimed."""
        if not self.asked or not _NO.match(sentence):
            if not sentence.endswith("?"):
                self.asked = []
            return
        asked, self.asked = self.asked, []
        for found in asked:
            self.found.append(found._replace(polarity="denied", span=span, subject_span=None, object_span=None, section=block.section, pattern="answered-no"))

    def _ended_list(self, block: Block, found: Sequence[Item], ended: set[str], links: list[Link]) -> None:
        """A list under "Discontinued codes" says of each of its codes that it has ended, though no item repeats the word."""
        section = self.lead_in or (block.section[-1] if block.section else "")
        if block.kind not in {"line", "item", "definition"} or not _ENDED_SECTION.match(section) or not found or found[0].tag != "C":
            return
        for code in found[0].refs:
            if code.value not in ended:
                ended.add(code.value)
                links.append(Link("code-status", code, Ref("discontinued"), "listed-as-ended", found[0].first, found[0].last, "high", "asserted"))

    def _block_ended(self, block: Block, first: int) -> None:
        """What an entry says of a code is history when the entry also says that the code has ended."""
        if block.kind not in {"line", "item", "definition"}:
            return
        kept = self.found[first:]
        ended = {f.subject.value for f in kept if f.kind == "code-status" and f.object.value == "discontinued" and f.polarity == "asserted"}
        self.found[first:] = [
            f._replace(polarity="historical") if f.kind in {"code-drug", "code-unit"} and f.polarity == "asserted" and f.subject.value in ended else f
            for f in kept
        ]

    def _keep(self, block: Block, span: Span, reading: Reading, link: Link, dates: Qualifiers, ended: Iterable[str] = ()) -> None:
        meant = polarity(reading, link)
        if meant == "asserted" and link.kind in {"code-drug", "code-unit"} and link.subject.value in ended:
            meant = "historical"
        if meant == "asserted" and link.kind in {"code-drug", "code-unit"} and _told_as_error(block, reading, link):
            meant = "hypothetical"
        if meant == "hypothetical" and ((link.subject.mention is None and link.kind != "code-drug") or link.kind == "drug-target"):
            return
        weak = link.pattern in _WEAK_PATTERNS
        self.found.append(
            Found(
                link.kind, link.subject, link.object, meant, span,
                _span(block, link.subject), _span(block, link.object), block.section, link.pattern, link.confidence,
                (*link.qualifiers, *dates) if link.kind in {"code-drug", "code-unit", "code-status", "code-successor"} else link.qualifiers, not weak,
            )  # fmt: skip
        )
        if meant == "hypothetical" and link.kind in {"code-drug", "code-unit"}:
            self.asked.append(self.found[-1])
        if link.kind == "code-drug" and meant == "asserted":
            self.discourse.linked(link.subject, link.object)

    def _remember(self, block: Block, found: Sequence[Item], pairs: Sequence[Link]) -> None:
        named_codes = next((item.refs for item in reversed(found) if item.tag == "C" and not item.compared), ())
        named_drugs = next((item.refs for item in reversed(found) if item.tag == "D" and not item.compared), ())
        if pairs:
            named_codes = named_codes and tuple(dict.fromkeys(link.subject for link in pairs if link.subject.mention))[-len(named_codes) :] or named_codes
        self.discourse.saw_codes(refs_of([item for item in found if not item.compared], "C"))
        self.discourse.saw_codes(named_codes)
        self.discourse.saw_drugs(refs_of([item for item in found if not item.compared], "D"))
        self.discourse.saw_drugs(named_drugs)
        if block.kind in {"title", "heading"}:
            self.discourse.heading_codes = tuple(Ref(r.value) for r in named_codes)
            self.discourse.heading_drugs = tuple(Ref(r.value, None, r.brand) for r in named_drugs)
            if block.kind == "title" or block.level == 1:
                self.discourse.subject_codes = self.discourse.subject_codes or self.discourse.heading_codes
                self.discourse.subject_drugs = self.discourse.subject_drugs or self.discourse.heading_drugs

    def _modifiers(self, block: Block, start: int, end: int, about: bool) -> None:
        text = block.view.text
        named = modifiers(text, start, end, about) or self._modifiers_meant(text, start, end)
        if not named:
            return
        self.last_modifiers, self.explained = named, set()
        for link, first, last in modifier_links(text, start, end, named):
            self.explained.add(link.subject.value)
            meant = modifier_polarity(text, first, last, link.subject.mention or named[0], end)
            self.found.append(
                Found(link.kind, link.subject, link.object, meant, block.view.span(start, end), _span(block, link.subject) if link.subject.mention and link.subject.mention.end > link.subject.mention.start else None, None, block.section, link.pattern, link.confidence)
            )

    def _modifiers_meant(self, text: str, start: int, end: int) -> list[Mention]:
        """ "They do not indicate ...", "the former", "the latter": the modifiers of the sentence before."""
        if len(self.last_modifiers) > 1:
            order = [(found, -1 if found[0].lower().endswith("latter") else 0) for found in _FORMER.finditer(text, start, end)]
            if order:
                return [Mention("modifier", found.start(), found.end(), self.last_modifiers[at].value) for found, at in order]
        if self.last_modifiers and _THEY.match(text, start, end):
            again = _NOT.search(text, start, end) is not None
            return [Mention("modifier", start, start, m.value) for m in self.last_modifiers if again or m.value not in self.explained]
        return []

    # Tables ----------------------------------------------------------------------------------------

    def _table(self, blocks: Sequence[Block]) -> None:
        cells = {id(cell): cell for block in blocks for cell in block.cells}
        del cells
        for block in blocks:
            self._see(block)
        self.discourse.listed_codes, self.discourse.listed_drugs = [], []
        columns, rows = read_rows(blocks, self._cell_mentions)
        columns, rows = as_record(columns, rows)
        ended = any(block.section and _ENDED_TABLE.search(block.section[-1]) for block in blocks[:1])
        for row in rows:
            links = list(row_links(columns, row, ended, self._routes))
            for link in links:
                self._keep_row(row.block, link)
            self._modifier_row(columns, row)
            self._listed([link.subject for link in links if link.kind == "code-drug"], [link.object for link in links if link.kind == "code-drug"])
            for link in links:
                if link.kind == "code-drug" and link.polarity == "asserted":
                    self.discourse.linked(link.subject, link.object, defines=False)
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

    def _routes(self, header: str) -> Sequence[str]:
        return [mention.value for mention in find(header, self.vocabulary) if mention.kind == "route"]

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
    return block.group if block.kind in {"row", "header"} else None


def _within(hits: Iterable[CodeHit], start: int, end: int) -> list[CodeHit]:
    return [hit for hit in hits if start <= hit.start < end]


def _merged(real: Sequence[Mention], names: Iterable[Mention], amounts: Iterable[Mention]) -> tuple[Mention, ...]:
    """All mentions of a sentence in order; where two overlap, codes go before names and names before amounts."""
    taken = list(real)
    real = [*real]
    names = [_first_substance(mention, amounts) for mention in names] if (amounts := list(amounts)) else list(names)
    follows = {mention.start for mention in (*real, *names) if mention.kind in {"code", "drug", "brand"}}
    for mention in (*names, *amounts):
        if mention.kind in _ANAPHORS and mention.value != "its" and follows & {mention.end + 1, mention.end + 2, mention.end + 3}:
            continue  # "the drug durvalumab" names it, "the drug" would not
        if not any(mention.start < other.end and other.start < mention.end for other in taken):
            taken.append(mention)
    return tuple(sorted(taken, key=lambda mention: mention.start))


def _first_substance(mention: Mention, amounts: Sequence[Mention]) -> Mention:
    """ "rituximab 10 mg and hyaluronidase": the amount inside a combination's name stays visible."""
    inside = next((a for a in amounts if " + " in mention.value and mention.start < a.start and a.end < mention.end), None)
    return Mention(mention.kind, mention.start, inside.start - 1, mention.value) if inside else mention


def _span(block: Block, item: Ref) -> Span | None:
    return block.view.span(item.mention.start, item.mention.end) if item.mention else None


def _cell_span(cell: Cell | None, item: Ref) -> Span | None:
    return cell.view.span(item.mention.start, item.mention.end) if cell and item.mention else None


def _told_as_error(block: Block, reading: Reading, link: Link) -> bool:
    """Whether a claim stands in a list of errors or a quiz and is not the correction."""
    section = block.section[-1] if block.section else ""
    if not _ERRORS_SECTION.search(section) or block.kind == "row":
        return False
    if _QUIZ_SECTION.search(section):
        return block.kind in {"paragraph", "item"} and not _ANSWERED.match(block.view.text)
    told = any(tag == "l" and word.endswith("s") for tag, word in zip(reading.tags[link.first : link.last], reading.words[link.first : link.last], strict=True))
    return block.kind in {"item", "line"} and not told and re.search(r"[bp]", reading.tags[link.first : link.last + 1]) is None and link.pattern in {"code-for-drug", "drug-under-code", "code-for"}
