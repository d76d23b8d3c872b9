"""Prose: the sentences of headings, paragraphs, list items and lines become claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from auditor.extraction.codes import CodeHit
from auditor.extraction.courses import CODE_MEANING, NO_COURSE, Course, course_of, in_course
from auditor.extraction.denials import denied_alone
from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found, Seen, span_in
from auditor.extraction.held_routes import HeldRoutes
from auditor.extraction.late import late
from auditor.extraction.lead_ins import (
    ENTRIES,
    has_codes_below,
    in_ended_list,
    in_quiz,
    in_renamed_list,
    leads_in_ended,
    listed_as_ended,
    lists_ended,
    lists_limits,
    lists_units,
    told_as_error,
)
from auditor.extraction.links import Item, Link, Ref, product_of
from auditor.extraction.mentions import Finder, bare
from auditor.extraction.merging import code_mentions, merged
from auditor.extraction.modifier_prose import ModifierProse
from auditor.extraction.nesting import Nesting
from auditor.extraction.parts import Parts
from auditor.extraction.polarity import polarities, second_clause
from auditor.extraction.promises import LEAD_IN, Promises
from auditor.extraction.quantities import amounts_in
from auditor.extraction.questions import Questions
from auditor.extraction.reconciling import as_history, reconciled
from auditor.extraction.relations.brand import brand_links
from auditor.extraction.relations.code_drug import SHARED_DRUG, WHEN_GIVEN, code_drug_links
from auditor.extraction.relations.code_unit import BESIDE, code_unit_links, drug_of_unit
from auditor.extraction.relations.groups import told_for_a_while
from auditor.extraction.relations.items import items, named_items, refs_of
from auditor.extraction.relations.known import known_links
from auditor.extraction.relations.route import route_links
from auditor.extraction.relations.status import status_links
from auditor.extraction.relations.successor import drug_of_both, drug_of_successor, successor_links
from auditor.extraction.relations.target import target_links
from auditor.extraction.scanning import Scan
from auditor.extraction.sentence_before import SentenceBefore
from auditor.extraction.sentences import sentences
from auditor.extraction.suggestions import Suggestions
from auditor.extraction.surroundings import (
    IN_DOUBT,
    answer_to_question,
    below_code,
    below_heading,
    doubted,
    formerly,
    in_drug_paragraph,
    promised_units,
    tells_change,
    unit_alone,
    with_unlisted_name,
)
from auditor.extraction.tags import Reading, read
from auditor.extraction.terms import Terms
from auditor.extraction.told_units import AMOUNT_UNIT, told_units
from auditor.extraction.validity import validity
from auditor.lexicon.makers import maker_in
from auditor.model.assertions import Mention, Polarity, Qualifiers
from auditor.model.source import Block, Span

_DATED: Final = frozenset({"code-drug", "code-unit", "code-status", "code-successor"})
# Links that mere nearness suggests; a plain statement elsewhere in the document overrules them.
_SUGGESTED: Final = frozenset(
    {"drug-to-code", "code-in-drug-paragraph", SHARED_DRUG, "code-verb-drug", "drug-verb-code", "amount-after-brand"}
)
_SHORT: Final = 24  # characters: a sentence or line so short is read even without a name in it ("1 MG", "J9315")
_TELLING: Final = frozenset({"brand", "target", "unclassified"})
_PRODUCTS: Final = frozenset({"drug", "brand"})
_NONE: Final = frozenset[str]()
_TIED: Final = frozenset({"drug", "route", "this-code"})
_STACKED: Final = frozenset({"line", "paragraph", "item"})  # what a card or a list of lines is made of
_TITLES: Final = frozenset({"title", "heading"})
_FACT: Final = late(r"\W*(?:the )?(?:facts?|truth|reality|correct(?:ion)?|answer|right)\b\W{0,2}[:.–—-]", re.IGNORECASE)
# Labels of a page, or of a section, about one code.
_FIELD: Final = late(
    r"(?:(?:long|short|full|official|hcpcs|code|drug|product) ){0,2}(?:descriptions?|descriptors?|definition|meaning|information|details)"
    r"|(?:brand|trade|product|drug|generic)(?: names?| \(s\))?(?: and generics?)?|(?:billing |dosage |hcpcs )?units?(?: of (?:measure|service))?"
    r"|notes?|history|status|routes?(?: of administration)?|mechanism(?: of action)?|target|effective dates?|modifiers?",
    re.IGNORECASE,
)
_STANDING: Final = frozenset({"ended", "specific"})
_NEAR: Final = 72  # characters after a code in which its manufacturer stands
_LEFT_CONTEXT: Final = 48  # characters before a drug that tell whether it is only compared, or a partner
_BESIDE_ANOTHER: Final = late(
    r"\b(?:with|plus|after|alongside|following|than|versus|without|before|failed|on)\b[^.;:()]{0,47}$", re.IGNORECASE
)
_PRODUCT_ALONE: Final = late(r"[DB](?:\([DB](?:,[DB]){0,4}\)|[,-]?[DB])?[:.]?")  # "Darbepoetin alfa (Aranesp)"
_OF_STANDING: Final = frozenset({"specific", "nos"})
_IT: Final = late(r"\W*It\b")
_OLD_CODE: Final = late(r"(?:^|[.;(] ?)(?:old|former|previous|retired) code\s?(?:[.;)]|$)", re.IGNORECASE)
_QUOTED: Final = late(r"\W{0,4}(?:\d{1,2}[.)] ?)?[\"“][^\"“”]{12,600}[\"”]\W{0,2}")
_QUESTION: Final = late(r"\W{0,4}(?:Q|Question)(?: ?\d{1,2})?[.:)]\s[^.?!]{4,300}[.?!]?\W{0,4}")
_IS_NO: Final = late(r"[DB][bp]n[tg]{0,2}\Z")
_ONLY_DENIES: Final = late(r"A?on|n[lo]")
_MEASURES: Final = frozenset({"mg", "mcg", "g", "mL", "mEq", "mmol", "mCi", "uCi", "cm2"})
_UNIT_FOR: Final = late(r"\bunits? for (?:each |every |up to )?$", re.IGNORECASE)
_MODIFIER_CASE: Final = "modifier-case"
_MEANT: Final = frozenset({"asserted", "historical"})
_CARRIER: Final = "hyaluronidase"
_IS_IT_SO: Final = late(
    r"\W*what(?:['’]s| is| was| has gone| went| could be) wrong\b|"
    r"\W*(?:does|will|would|did) (?:that|this|it) (?:really )?(?:matter|work|pass|count)\s*\?|"
    r"\W*(?:that|this) (?:is|was) (?:really |actually |already )?[A-Z][\w-]{2,24}['’]s(?: (?:code|number|one))?(?=\s*[.,;!])|"
    r"\W*(?:it |that |this )?(?:should|ought to)(?: have|['’]ve) (?:been|read|said) (?:code )?[A-Z]\d{4}\b|"
    r"\W*(?:that|this|it) (?:is|was) (?:quite |exactly |just )?the other way (?:about|a?round)\b|"
    r"\W*(?:is|was|are) (?:that|this|it|they|these) (?:\w+ )?(?:correct|right|true|so|ok|okay|allowed|valid|a mistake|an error)\s*\?|\W*(?:true|correct|right)\s*\?|"
    r"\W*(?:that|this|it) (?:is|was) (?:wrong|incorrect|not (?:right|correct)|(?:an? )?(?:\w+ )?(?:error|mistake|typo|slip)(?: (?:of|in|on|by) [^.;]{2,40})?)(?=\s*(?:[.:;,!]|$))",
    re.IGNORECASE,
)
_ERROR_TOPIC: Final = late(
    r"\W*(?:\d[\d.]*\s+)?(?:billing|using|reporting|coding|submitting|entering|charging|keying|sending)\b[^.;:]*\b(?:was|were|is|are) (?:given|administered|infused|injected|used|dispensed|ordered)\W*\Z",
    re.IGNORECASE,
)
_OPTIONS: Final = late(r"\?\s{1,4}\(?[aA][).]\s[^?.;]{3,60}\s\(?[bB][).]\s")
_PAIR: Final = 2  # codes
_LAST_CLAIMS: Final = 400  # of a paragraph, among which its lists of codes are
_NEAR_QUESTION: Final = 6  # characters
_SET_BESIDE: Final = late(r"(?:q[qj]|n)[tk]{0,2}\Z")


class Prose:
    """Reads prose block by block; the discourse carries over what "this code" and "it" refer to."""

    def __init__(self, vocabulary: Finder, discourse: Discourse, found: list[Found], seen: list[Seen]) -> None:
        self._vocabulary = vocabulary
        self._discourse = discourse
        self._found = found
        self._seen = seen
        self._modifiers = ModifierProse()
        self._terms = Terms(vocabulary.names)
        self._nesting = Nesting(discourse)
        self._questions = Questions()
        self._before = SentenceBefore(vocabulary.names)
        self._just_found = 0  # from here on, what the sentence before said
        self._held = HeldRoutes(vocabulary.names, discourse)
        self._promises = Promises(discourse, found)
        self._lead_in = ""
        self._is_fact = False  # the paragraph above opens with "Fact:", and what it leads in to is no myth
        self._of_field = False  # the heading is a label of a page about one code
        self._code_level = 0  # of the heading that names the codes in hand
        self._had_code = False  # the sentence before
        self._led_by: tuple[Ref, ...] = ()  # the drug whose codes the lead-in promises
        self._card: Ref | None = None  # the code that stood alone in the paragraph before
        self._first = 0  # of the claims of the block that is read
        self._said = 0  # how many claims there were before the sentence just read
        self._unit_ends: list[int] = []  # of the block that is read
        self._below_heading = False  # the block before was one
        self.suggestions = Suggestions()
        self.parts = Parts()
        self.heading: Block | None = None  # the title or heading read last

    def block(self, block: Block, scan: Scan) -> None:
        """Read one block; `scan` is what stands in it."""
        text = block.view.text
        form, hits, names, cues, self._unit_ends = scan
        self._begin(block, form, names_case=any(what == _MODIFIER_CASE for _, what in cues))
        self.parts.block(block, hits, names, self._unit_ends, tells_end=any(what == "ended" for _, what in cues))
        first = self._first = len(self._found)
        hit = name = cue = start = end = 0
        for start, end in sentences(text):
            first_hit, first_name, first_cue = hit, name, cue
            while hit < len(hits) and hits[hit].start < end:
                hit += 1
            while name < len(names) and names[name].start < end:
                name += 1
            while cue < len(cues) and cues[cue][0] < end:
                cue += 1
            told = {what for _, what in cues[first_cue:cue]}
            self._sentence(block, start, end, hits=hits[first_hit:hit], named=names[first_name:name], cues=told)
        self._found.extend(self._terms.claims(block, hits, names, self._found[first:]))
        self._close(block, first, bool(hits))
        if block.kind in ENTRIES and hits:
            self._found.extend(promised_units(self._found[first:], self._discourse, has_amount=bool(self._unit_ends)))
        if block.kind == "line" and self._below_heading and not hits:
            self._brand_of_heading(block, names)
        self._below_heading = block.kind in _TITLES
        if hits and hits[-1].start < start and text.endswith(":"):  # only what leads in speaks of what is listed below
            self._promises.routes(block, [name for name in names if name.start >= start])
            self._promises.unit(block, names, self._unit_ends, start, end)
        if not hits:
            self._promises.routes(block, names)
            self._promises.drug(block, names)
            self._promises.unit(block, names, self._unit_ends, start, end)

    @property
    def leads_in_ended(self) -> bool:
        """Whether the paragraph before says that the codes listed below it have ended."""
        return leads_in_ended(self._lead_in)

    def _begin(self, block: Block, form: str, *, names_case: bool) -> None:
        discourse = self._discourse
        answers = self._questions.begin(block)
        discourse.new_block(answers=answers and block.kind not in _TITLES)
        if block.kind not in ENTRIES:
            discourse.interrupted()
        self._modifiers.new_block(block, form, names_case=names_case)
        self._said = len(self._found)
        if block.kind == "paragraph":  # a code alone in a paragraph speaks for the next one only
            if discourse.code_above is self._card:
                discourse.code_above = None
            self._card = discourse.code_above
        if block.kind in _TITLES:
            self.heading = block
            self._questions.last = ""
            self._begin_section(block)
        self._nesting.enter(block, self._led_by)

    def _begin_section(self, block: Block) -> None:
        if not self._discourse.promise_goes_on:
            self._discourse.promised_routes = ()
        self._of_field = (
            block.kind == "heading"
            and len(self._discourse.heading_codes) == 1
            and block.level > self._code_level
            and _FIELD.fullmatch(block.view.text) is not None
        )
        if self._of_field:
            self._discourse.new_field(block.view.text)
        else:
            self._discourse.new_section()

    def _close(self, block: Block, first: int, has_codes: bool) -> None:
        discourse = self._discourse
        if len(self._found) > first:
            self._settle_block(block, first)
        if block.kind in ENTRIES:
            self._leave_choice(block, first)
            discourse.listed(discourse.block_codes[:1], discourse.block_drugs[:1])
        self._questions.lets_choose(block, is_entry=block.kind in ENTRIES)
        self._found.extend(self._held.tie())
        if block.kind == "item":
            self._nesting.leave(block)
        if block.kind in {"heading", "paragraph"}:
            self._is_fact = block.view.text.endswith(":") and _FACT.match(block.view.text) is not None
            is_lead_in = block.kind == "paragraph" and len(block.view.text) <= LEAD_IN and not has_codes
            self._lead_in = block.view.text if is_lead_in else ""
            if self._questions.is_open and is_lead_in:
                self._questions.last = block.view.text
            self._led_by = tuple(discourse.block_drugs) if has_codes_below(self._lead_in, discourse) else ()

    def _settle_block(self, block: Block, first: int) -> None:
        """What the claims of a block, from `first` on, make of one another."""
        self._found[first:] = reconciled(self._found[first:], block.view.text)
        if block.kind in ENTRIES:
            self._found.extend(self._brands_of_heading(block, self._found[first:]))
            self._promises.keep_routes(first)
            self._found[first:] = as_history(self._found[first:], told=_OLD_CODE.search(block.view.text) is not None)

    def _leave_choice(self, block: Block, first: int) -> None:
        """Take back what one of several codes alone would claim, if a question lets choose between them."""
        fallen = self._questions.choice(block, self._found[first:])
        for claim in fallen:
            self._found.remove(claim)
        if fallen:
            self._just_found = self._said = len(self._found)

    def _brands_of_heading(self, block: Block, found: Sequence[Found]) -> Iterator[Found]:
        """As in "Orbactiv: J2407, 10 mg" below "Oritavancin": the brand that an entry gives its code is one of the heading's drug."""
        drugs = self._discourse.heading_drugs
        told = {claim.object.brand for claim in found if claim.kind == "drug-brand"}
        for claim in found if len(drugs) == 1 and drugs[0].value else ():
            name = claim.object
            if claim.kind != "code-drug" or name.value or name.brand in told or name.mention is None:
                continue
            own = {ref.value for ref in self._discourse.block_drugs if bare(ref.value) == bare(drugs[0].value)}
            if own - {drugs[0].value}:
                continue  # "Tyenne: Q5135, tocilizumab-aazg" below "Tocilizumab"
            if bare(self._vocabulary.names.canonical(name.brand) or "") == bare(drugs[0].value):
                told.add(name.brand)
                brand = Ref(name.brand, name.mention)
                yield Found(
                    "drug-brand",
                    drugs[0],
                    brand,
                    "asserted",
                    block.span,
                    None,
                    span_in(block, brand),
                    block.section,
                    "brand-below-heading",
                    "medium",
                )

    def _brand_of_heading(self, block: Block, names: Sequence[Mention]) -> None:
        """A line that holds nothing but the brand of the drug which the heading right above it names, as on a card."""
        drugs = self._discourse.heading_drugs
        if len(drugs) != 1 or len(names) != 1 or names[0].kind != "brand":
            return
        brand = names[0]
        generic = self._vocabulary.names.canonical(brand.value) or ""
        if (brand.start, brand.end) == (0, len(block.view.text)) and bare(generic) == bare(drugs[0].value):
            item = Ref(brand.value, brand)
            self._found.append(
                Found(
                    "drug-brand",
                    drugs[0],
                    item,
                    "asserted",
                    block.span,
                    None,
                    span_in(block, item),
                    block.section,
                    "brand-below-heading",
                    "medium",
                )
            )

    def _sentence(
        self,
        block: Block,
        start: int,
        end: int,
        *,
        hits: Sequence[CodeHit],
        named: Sequence[Mention],
        cues: AbstractSet[str],
    ) -> None:
        text = block.view.text
        if hits:
            span = block.view.span(start, end)
            self._seen.extend(Seen(hit, block.view.span(hit.start, hit.end), block, span) for hit in hits)
        if text[end - 1] == "?" and IN_DOUBT.match(text, start, end):
            self._found[self._said :] = map(doubted, self._found[self._said :])
        before, self._said = self._found[self._said :], len(self._found)
        self._before.told(before, text, start, end)
        named_modifier = self._modifiers.named_before and not self._had_code
        self._discourse.it_is_modifier = named_modifier and _IT.match(text, start, end) is not None
        self._had_code = bool(hits)
        if self._modifiers.in_hand:
            told = list(self._modifiers.sentence(block, start, end))
            self.suggestions.add(self._modifiers.suggested)
            asks = in_quiz(block, self._lead_in)
            self._found.extend(claim._replace(polarity="hypothetical") if asks else claim for claim in told)
        if self._just_found < len(self._found):
            set_right = self._before.set_right(text, start, end)
            if set_right or _IS_IT_SO.match(text, start, end):
                self._doubt({set_right} if set_right else _DATED, asks=text[end - 1] == "?")
        self._just_found = len(self._found)
        self._found.extend(self._questions.answers(block, start, end))
        is_title = block.kind in _TITLES
        if not (hits or named or cues or self._unit_ends) and block.kind != "line":
            if is_title or end - start <= _SHORT:
                self._pass_over(block)
            return
        real = code_mentions(hits) if hits else []
        amounts = amounts_in(text, start, end, self._unit_ends, surely=bool(hits or cues))
        asks = bool(named) and text[end - 1] == "?"
        if real or asks or end - start <= _SHORT or is_title or self._worth_reading(named, cues, amounts):
            reading = read(text, start, end, merged(real, named, amounts))
            self.relate(block, None, reading, look_for_end="ended" in cues)
        elif named:
            self._questions.drop()
            self._remember_drugs(text, start, named)

    def _pass_over(self, block: Block) -> None:
        """What a heading or a short sentence that names nothing does: it is no answer, and a section about nothing begins."""
        self._discourse.asked_codes = self._discourse.asked_drugs = ()
        if block.kind in _TITLES and not self._of_field:
            self._discourse.headed((), (), is_title=block.kind == "title" or block.level == 1)

    def _worth_reading(self, named: Sequence[Mention], cues: AbstractSet[str], amounts: Sequence[Mention]) -> bool:
        """Whether a sentence without a code can tie anything together. Most only name their drug, or nothing."""
        if not (named or cues or amounts):
            return False
        kinds = {mention.kind for mention in named}
        if kinds & _TELLING or len(kinds & _TIED) > 1:
            return True
        discourse = self._discourse
        if "drug" in kinds and len(discourse.block_drugs) == 1 and not discourse.block_drugs[0].value:
            return True  # "The other is Emrelis. Telisotuzumab vedotin-tllv is a conjugate."
        if "route" in kinds and discourse.block_drugs:
            return True  # "Nipocalimab blocks FcRn. It is given intravenously. Its code is J9256."
        if not (discourse.codes or discourse.listed_codes or discourse.table_codes or discourse.code_above):
            return False
        asked = kinds and (discourse.asked_codes or discourse.heading_codes or discourse.code_above)
        named_before = discourse.block_codes or discourse.listed_codes or discourse.table_codes
        pointed = cues and kinds & {"drug", "route"} and named_before
        given = "route" in kinds and len(discourse.block_codes) == 1
        return bool(amounts or asked or pointed or given or cues & _STANDING)

    def _remember_drugs(self, text: str, start: int, named: Sequence[Mention]) -> None:
        """Make the drugs of a sentence that says nothing else those in hand."""
        if not any(mention.kind in _PRODUCTS for mention in named):
            return
        window = max(start, named[0].start - _LEFT_CONTEXT)
        reading = read(text, window, named[-1].end, named)
        beside = bool(self._discourse.pairs)
        found = [item for item in named_items(reading, {}) if not (beside and _given_beside(reading, item))]
        said = [item for item in found if not item.compared and not _IS_NO.search(reading.tags, 0, item.first)]
        drugs = refs_of(said, "D")
        self._discourse.saw_drugs(drugs)
        if len(drugs) > 1:
            self._discourse.saw_drugs(drugs[-1:])

    def relate(self, block: Block, span: Span | None, reading: Reading, *, look_for_end: bool = True) -> None:
        """Find what a sentence ties together, and keep it. Without a span, the sentence's own is meant.

        A relation is asked only where its mention, or a second item, stands in the sentence: most sentences hold neither.
        """
        discourse = self._discourse
        brands, joined = (
            brand_links(reading, discourse, self._vocabulary.names)
            if "B" in reading.tags or "i" in reading.tags[:2] or reading.tags[:1] == "d"
            else ([], {})
        )
        reading, found, pairs = self._pairs(block, reading, items(reading, discourse, joined))
        tags = reading.tags
        units = self._units(block, reading, found, pairs) if "Q" in tags else self._before.same_unit(reading, found)
        asks = "?" in tags or discourse.asked_codes or discourse.asked_drugs
        asked = answer_to_question(reading, found, discourse) if asks else []
        pairs = pairs or asked or (denied_alone(reading, found, discourse) if tags.startswith("n") else [])
        pairs = pairs or (self._in_drug_paragraph(block, reading, found, units) if "C" in tags else [])
        pairs = pairs or list(drug_of_unit(reading, found, units, discourse))
        earlier = formerly(reading, found, pairs, discourse) if "C" in tags else []
        links = [*brands, *pairs, *units, *earlier]
        if "T" in tags:
            links += target_links(reading, found, discourse)
        if "R" in tags:
            links += route_links(reading, found, self._discourse)
        links += self._standings(block, reading, found, pairs, look_for_end=look_for_end)
        if links or "R" in tags:
            where = span or block.view.span(reading.start, reading.end)
        if "R" in tags:
            self._held.hold(block, where, reading, found)
        if reading.mentions:
            self._questions.drop()
        course = self._keep_all(block, where, reading, links) if links else NO_COURSE
        if found or "Q" in tags:
            self._suggest(block, span, reading, found, links, course=course)
        if found or block.kind in _TITLES:
            self._remember(block, reading, found, pairs)
            self._follow(found, links)
            discourse.left_codes |= told_for_a_while(reading)

    def _pairs(self, block: Block, reading: Reading, found: list[Item]) -> tuple[Reading, list[Item], list[Link]]:
        """The codes with their drugs in a sentence; where only a name that no list has can be the drug, the sentence is read anew with it."""
        pairs = code_drug_links(reading, found) if len(found) > 1 else []
        if not pairs and (guessed := with_unlisted_name(reading, found, self._vocabulary.names)) is not None:
            reading = guessed
            found = items(reading, self._discourse, {})
            pairs = code_drug_links(reading, found)
        pairs = self._before.without_denied(pairs)
        pairs = (
            [link for link in pairs if not self._is_of_other(reading, found, link)] if "n" in reading.tags else pairs
        )
        if block.kind in _STACKED and not pairs:
            pairs = below_code(reading, found, self._discourse, is_line=block.kind != "paragraph")
        return reading, found, pairs or below_heading(block, reading, found, self._discourse)

    def _product(self, drug: Ref) -> str:
        return product_of(drug, self._vocabulary.names)

    def _is_of_other(self, reading: Reading, found: Sequence[Item], link: Link) -> bool:
        """As in "Some learned that it hits CD20. That is ocrelizumab, not Uplizna.": the one that is set apart is the code's own drug."""
        own = self._discourse.drug_of.get(link.subject.value)
        if own is None or link.subject.mention is not None:
            return False
        apart = [
            item for item in found if item.tag == "D" and reading.tags[max(0, item.first - 2) : item.first] == ",n"
        ]
        return any(bare(self._product(ref)) == bare(self._product(own)) for item in apart for ref in item.refs)

    def _follow(self, found: Sequence[Item], links: Sequence[Link]) -> None:
        """As in "It took over from C9056": what comes next is of the code that "it" is, not of the old one that alone is named."""
        old = {link.subject.value for link in links if link.kind == "code-successor"}
        named = {code.value for item in found if item.tag == "C" for code in item.refs}
        meant = [item.refs for item in found if item.tag in "ci"]
        if meant and named and named <= old:
            self._discourse.saw_codes(meant[0][-1:])

    def _in_drug_paragraph(
        self, block: Block, reading: Reading, found: list[Item], units: Sequence[Link]
    ) -> list[Link]:
        title = self._lead_in or (block.section[-1] if block.section else "")
        is_entry = block.kind in ENTRIES and not self._lead_in and self._discourse.heading_is_product
        return in_drug_paragraph(
            reading, found, units, self._discourse, title, is_entry=is_entry, is_led=self._lead_in.endswith(":")
        )

    def _units(self, block: Block, reading: Reading, found: list[Item], pairs: list[Link]) -> list[Link]:
        discourse = self._discourse
        above = (self._lead_in, self._questions.last, *block.section[-1:])
        names, of_units = self._vocabulary.names, lists_units(block, above)
        links = list(code_unit_links(reading, found, pairs, discourse, names, of_units=of_units))
        if lists_limits(block, above):
            links = [link for link in links if link.pattern not in BESIDE]
        links = self._of_those_left(told_units(reading, links)) or unit_alone(block, reading, discourse)
        return [link for link in links if not self._follows_from_unit(reading, link)]

    def _of_those_left(self, links: list[Link]) -> list[Link]:
        """As in "J9046 and J9048. All count 0.1 mg. J9294 and J9296. All count 10 mg.": the second "all" are those of which nothing was told yet."""
        groups = {link.subject.value for link in links if link.subject.mention is None}
        if len(groups) < _PAIR:
            return links
        last = self._found[max(self._first, len(self._found) - _LAST_CLAIMS) :]
        told = {claim.subject.value for claim in last if claim.kind == "code-unit"}
        if told.isdisjoint(groups) or groups <= told:
            return links
        return [link for link in links if link.subject.mention is not None or link.subject.value not in told]

    def _follows_from_unit(self, reading: Reading, link: Link) -> bool:
        """As in "J9226, 50 mg. One implant is one unit" and "up to 1,000 mcg; also one unit for 500 mcg": of a code with a unit, it tells what that makes."""
        if link.subject.mention is not None or link.subject.value not in self._discourse.told.get("code-unit", _NONE):
            return False
        amount = link.object.mention
        if link.pattern == AMOUNT_UNIT and not {"D", "B"} & set(reading.tags):
            return True  # "With the reference drug on a 6 mg unit" below its code, of which another unit was told
        thing = link.object.value.rpartition(" ")[2] not in _MEASURES
        return thing or (amount is not None and _UNIT_FOR.search(reading.text, reading.start, amount.start) is not None)

    def _standings(
        self, block: Block, reading: Reading, found: list[Item], pairs: list[Link], *, look_for_end: bool
    ) -> list[Link]:
        """What the sentence says of a code's standing, and of its successor, which has its drug."""
        links: list[Link] = []
        if look_for_end or "U" in reading.tags or not _OF_STANDING.isdisjoint(reading.words):
            links += status_links(reading, found, self._discourse, look_for_end=look_for_end)
        opens = not self._discourse.block_codes or (
            block.kind == "row" and reading.tags.startswith("C")
        )  # its second entry
        ended = opens and in_ended_list(block, self._lead_in)
        listed = ended or in_renamed_list(block, self._lead_in) or tells_change(reading)
        replaced = list(successor_links(reading, found, self._discourse, in_ended_list=listed)) if found else []
        every = not ended and lists_ended(block, reading)
        if (ended or every or self._before.ends_too) and not any(link.object.value == "discontinued" for link in links):
            links += listed_as_ended(reading, found, every=every)
        if not replaced:
            return links
        of_both = list(drug_of_both(reading, found, pairs, replaced))
        return [*links, *replaced, *(of_both or drug_of_successor(found, replaced, self._discourse))]

    def _keep_all(self, block: Block, span: Span, reading: Reading, links: Sequence[Link]) -> Course:
        """Keep what a sentence ties together, each as it is meant; the course of codes that it tells."""
        second = second_clause(reading)
        dates = validity(reading.text[reading.start : reading.starts[second]] if second else reading.sentence())
        later = validity(reading.text[reading.starts[second] : reading.end]) if second else dates
        meant = polarities(reading, links)
        course = course_of(reading, links, meant)
        doubtful: set[str] = set()
        for link, said in zip(links, meant, strict=True):
            how = self._as_placed(block, reading, link, said, course)
            if (
                link.kind == "drug-brand"
                and block.kind == "item"
                and "C" not in reading.tags
                and in_quiz(block, self._lead_in)
            ):
                continue  # "25. Trastuzumab-dkst is Herzuma.": true or false
            if how == "asserted" and link.kind == "code-route" and link.subject.value in doubtful:
                continue  # "J2781 for Empaveli, which is subcutaneous", in a list of errors
            if how == "hypothetical" and link.kind == "code-drug":
                doubtful.add(link.subject.value)
            made_by = _made_by(reading, link) if link.kind == "code-drug" else ()
            at = link.last if link.pattern == SHARED_DRUG else link.first  # whose drug stands in the clause before
            own = later if at >= second else dates
            if link.subject.value in course.in_force or link.subject.value in course.came - course.ended:
                own = tuple(day for day in own if day[0] != "valid_to")
            if link.object.value == "discontinued":
                own = _since(_own_date(reading, link) or own)
            self._keep(block, span, link, how, (*own, *made_by))
        return course

    def _as_placed(self, block: Block, reading: Reading, link: Link, meant: Polarity, course: Course) -> Polarity:
        """How a link is meant beside the rest of its sentence, and in its place."""
        how = in_course(course, link, meant)
        if how == "asserted" and link.kind in CODE_MEANING:
            return self._in_place(block, reading, link, course.ended)
        return how

    def _suggest(
        self,
        block: Block,
        span: Span | None,
        reading: Reading,
        found: Sequence[Item],
        links: Sequence[Link],
        *,
        course: Course,
    ) -> None:
        """Keep aside what stands side by side here and belongs together, as far as anybody knows, and is tied by no pattern."""
        beside = known_links(reading, found, links, self._discourse, self._vocabulary.names)
        if not beside or in_quiz(block, self._lead_in):
            return
        meant = [
            (link, self._as_placed(block, reading, link, how, course))
            for link, how in zip(beside, polarities(reading, beside), strict=True)
        ]
        where = span or block.view.span(reading.start, reading.end)
        self.suggestions.keep(block, where, meant, course.ended)

    def _in_place(self, block: Block, reading: Reading, link: Link, ended: AbstractSet[str]) -> Polarity:
        if link.subject.value in ended:
            return "historical"
        if self._is_fact and block.kind in ENTRIES:
            return "asserted"
        if link.pattern == WHEN_GIVEN and _ERROR_TOPIC.match(reading.text, reading.start, reading.end):
            return "hypothetical"  # "6.2 Billing J0585 when Xeomin was injected"
        if _OPTIONS.search(reading.text, max(0, reading.start - _NEAR_QUESTION), reading.end):
            return "hypothetical"  # "Which of these ended in 2025? (a) J0889 daprodustat (b) J9019 Erwinaze"
        if _is_quoted(block.view.text) or _QUESTION.fullmatch(block.view.text):
            return "hypothetical"
        return "hypothetical" if told_as_error(block, reading, link, self._lead_in) else "asserted"

    def _keep(self, block: Block, span: Span, link: Link, meant: Polarity, said: Qualifiers) -> None:
        implied = link.subject.mention is None and link.kind != "code-drug"
        guessed = link.pattern == "code-in-drug-paragraph"
        if meant == "hypothetical" and (implied or guessed):
            return
        if (
            link.kind in CODE_MEANING
            and meant == "asserted"
            and link.subject.mention is None
            and link.subject.value in self._discourse.left_codes
        ):
            meant = "historical"  # "In 2025 hospitals used C9305. Both are 3 mg."
        found = Found(
            link.kind, link.subject, link.object, meant, span, span_in(block, link.subject), span_in(block, link.object), block.section,
            link.pattern, link.confidence, said if link.kind in _DATED else (), link.pattern not in _SUGGESTED,
        )  # fmt: skip
        self._found.append(found)
        self._discourse.told.setdefault(link.kind, set()).add(link.subject.value)
        if link.kind == "code-successor" or (link.kind in CODE_MEANING and meant == "historical"):
            self._discourse.left_codes.add(link.subject.value)
        if link.kind == "code-successor" and meant == "asserted":
            self._discourse.came_codes.add(link.object.value)
        if meant == "hypothetical" and link.kind in CODE_MEANING | {"code-status"}:
            self._questions.ask(found)
        if link.kind == "drug-brand" and meant == "asserted":
            self._discourse.branded(link.subject.value, link.object.value)
        if link.kind == "code-drug" and meant == "asserted":
            self._discourse.linked(link.subject, link.object)
        elif link.kind == "code-drug" and meant == "historical":
            self._discourse.left_pairs.add((link.subject.value, link.object.value))
        elif link.kind == "code-drug":
            self._discourse.doubted_drugs.add(link.object.value)

    def _doubt(self, kinds: AbstractSet[str], *, asks: bool) -> None:
        """As in "They list Tyruko with J2323. Is that correct?" and "... That is wrong.": what the sentence before told of some kinds is only reported."""
        for at in range(self._just_found, len(self._found)):
            found = self._found[at]
            if found.kind in kinds and found.polarity in _MEANT:
                self._found[at] = found._replace(polarity="hypothetical")
                if asks:
                    self._questions.ask(self._found[at])

    def _spoken_of(self, reading: Reading, last: tuple[Ref, ...], pairs: Sequence[Link]) -> tuple[Ref, ...]:
        """The codes of a sentence about which the text goes on: those tied last; none of one that only warns of others."""
        if last and self._discourse.codes and _ONLY_DENIES.match(reading.tags):
            return ()  # "Do not be lured into J1756; J1756 is not for gluconate."
        if not (pairs and last):
            return last
        tied = tuple(dict.fromkeys(link.subject for link in pairs if link.subject.mention))
        return tied[-len(last) :] or last

    def _remember(self, block: Block, reading: Reading, found: Sequence[Item], pairs: Sequence[Link]) -> None:
        codes: tuple[Ref, ...] = ()
        drugs: tuple[Ref, ...] = ()
        last_codes = last_drugs = codes
        own = {link.object.mention for link in pairs}
        for item in found:
            if item.tag == "C" and not item.compared:
                last_codes = item.refs
                codes += last_codes
            elif item.tag == "D" and not item.compared:
                if self._discourse.block_drugs and item.refs[0].value == _CARRIER:
                    continue  # "the 23,000 units of hyaluronidase" beside ocrelizumab
                if drugs and _IS_NO.search(reading.tags, 0, item.first):
                    continue  # "Levoleucovorin is not leucovorin. It is J0641"
                untied = own.isdisjoint(one.mention for one in item.refs)
                if untied and (own or self._discourse.pairs) and _given_beside(reading, item):
                    continue  # it is no other subject than the drug that has the code
                last_drugs = item.refs
                drugs += last_drugs
        if named := tuple(ref for item in found if item.tag == "C" for ref in item.refs):
            self._discourse.set_apart = named
        kept = _without_beside(reading, found, codes)
        last_codes = self._spoken_of(reading, last_codes if kept == codes else kept[-1:], pairs)
        codes = kept if last_codes else ()
        self._discourse.saw(codes, drugs)
        if last_codes != codes or last_drugs != drugs:
            self._discourse.saw(last_codes, last_drugs)
        if block.kind in _TITLES and not self._of_field:
            self._code_level = block.level
            self._discourse.headed(last_codes, last_drugs, is_title=block.kind == "title" or block.level == 1)
            self._discourse.heading_asks = "?" in reading.tags
            self._discourse.heading_is_product = _PRODUCT_ALONE.fullmatch(reading.tags) is not None


def _without_beside(reading: Reading, found: Sequence[Item], codes: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """As in "Use Q5107 instead of J9035. It is bevacizumab-awwb.": the codes of which a sentence speaks, if there are others."""
    beside = [item for item in found if item.tag == "C" and _SET_BESIDE.search(reading.tags, 0, item.first)]
    if not beside or len(codes) < len(beside) + 1:
        return codes
    return tuple(code for code in codes if not any(code in item.refs for item in beside)) or codes


def _is_quoted(text: str) -> bool:
    """Whether a block is one quotation, of one sentence or of several: a letter's denial, a reader's mail."""
    return _QUOTED.fullmatch(text) is not None


def _given_beside(reading: Reading, item: Item) -> bool:
    """As in "with pomalidomide or carfilzomib and dexamethasone": what a drug is given together with, after, or instead of."""
    before = reading.text[max(reading.start, reading.starts[item.first] - _LEFT_CONTEXT) : reading.starts[item.first]]
    return _BESIDE_ANOTHER.search(before) is not None


def _own_date(reading: Reading, link: Link) -> Qualifiers:
    """As in "J1300, gone since 4/1/2025, and J2796, gone since 1/1/2025": what stands between a code and the next is said of it alone."""
    code = link.subject.mention
    if code is None:
        return ()
    following = [one.start for one in reading.mentions if one.kind == "code" and one.start > code.start]
    return validity(reading.text[code.end : following[0]]) if following else ()


def _since(dates: Qualifiers) -> Qualifiers:
    """The day on which a code ended is the first on which it is over."""
    days = dict(dates)
    since = days.get("valid_to") or days.get("valid_from")
    return (("valid_from", since),) if since else ()


def _made_by(reading: Reading, link: Link) -> Qualifiers:
    """The manufacturer that the text names between a code and its drug, or right after the code."""
    code, drug = link.subject.mention, link.object.mention
    if code is None:
        return ()
    others = [mention.start for mention in reading.mentions if mention.kind == "code" and mention.start > code.start]
    stop = min([reading.end, code.end + _NEAR, *others])
    parts = [reading.text[code.end : stop].partition(";")[0]]
    if drug is not None and drug.end <= code.start:
        between = reading.text[drug.end : code.start]
        parts.append(
            "" if any(drug.end < m.start < code.start for m in reading.mentions if m.kind == "code") else between
        )
    maker = maker_in(" ".join(parts))
    return (("manufacturer", maker),) if maker else ()
