"""Prose: the sentences of headings, paragraphs, list items and lines become claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import Final, NamedTuple

from auditor.extraction.codes import CodeHit, has_digit, is_counted
from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found, Seen, span_in
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.mentions import Finder, bare
from auditor.extraction.merging import code_mentions, merged
from auditor.extraction.modifier_prose import ModifierProse
from auditor.extraction.patterns.code_unit import NEAR_CODE
from auditor.extraction.polarity import polarities, second_clause
from auditor.extraction.quantities import near_units, quantities
from auditor.extraction.relations.brand import brand_links
from auditor.extraction.relations.code_drug import SHARED_DRUG, code_drug_links
from auditor.extraction.relations.code_unit import AFTER_BRAND, BESIDE, code_unit_links, drug_of_unit, unit_of_all
from auditor.extraction.relations.groups import told_for_a_while
from auditor.extraction.relations.items import items, named_items, refs_of
from auditor.extraction.relations.route import route_links, says_how_given
from auditor.extraction.relations.status import status_links
from auditor.extraction.relations.successor import drug_of_both, drug_of_successor, successor_links
from auditor.extraction.relations.target import target_links
from auditor.extraction.scanning import Scan
from auditor.extraction.sentences import sentences
from auditor.extraction.surroundings import (
    ENTRIES,
    IN_DOUBT,
    answer_to_question,
    below_code,
    below_heading,
    doubted,
    formerly,
    has_codes_below,
    in_drug_paragraph,
    in_ended_list,
    in_quiz,
    in_renamed_list,
    is_code_alone,
    leads_in_ended,
    listed_as_ended,
    lists_ended,
    lists_limits,
    lists_units,
    promised_units,
    told_as_error,
    unit_alone,
    with_unlisted_name,
)
from auditor.extraction.tags import Reading, read
from auditor.extraction.terms import Terms
from auditor.extraction.validity import validity
from auditor.lexicon.makers import maker_in
from auditor.model.assertions import Mention, Polarity, Qualifiers
from auditor.model.source import Block, Span

_DATED: Final = frozenset({"code-drug", "code-unit", "code-status", "code-successor"})
_CODE_MEANING: Final = frozenset({"code-drug", "code-unit"})
# Links that mere nearness suggests; a plain statement elsewhere in the document overrules them.
_SUGGESTED: Final = frozenset(
    {"drug-to-code", "code-in-drug-paragraph", SHARED_DRUG, "code-verb-drug", "drug-verb-code", "amount-after-brand"}
)
_GIVEN: Final = late(r"(?:A?[bpm]?[A-Za-z]{0,6})")  # "vutrisiran is subcutaneous, patisiran intravenous"
_PARTNER_REACH: Final = 5  # tokens before a route in which a word tells that it is another product's
_SHORT: Final = 24  # characters: a sentence or line so short is read even without a name in it ("1 MG", "J9315")
_TITLE_LIKE: Final = 80  # characters
_LEAD_IN: Final = 140  # characters: a paragraph so short above a list can be its title
_TELLING: Final = frozenset({"brand", "target", "unclassified"})
_PRODUCTS: Final = frozenset({"drug", "brand"})
_NONE: Final = frozenset[str]()
_TIED: Final = frozenset({"drug", "route", "this-code"})
_DESCRIBED: Final = frozenset(
    {"beside-code", "descriptor-amount", "code-is-drug-amount", "unit-is-amount", "all-by-amount"}
)
_STACKED: Final = frozenset({"line", "paragraph", "item"})  # what a card or a list of lines is made of
_TITLES: Final = frozenset({"title", "heading"})
_IN_TABLE: Final = late(r"\b(?:in|of) (?:this|the) (?:table|list|chart|grid)\b", re.IGNORECASE)
_FACT: Final = late(r"\W*(?:the )?(?:facts?|truth|reality|correct(?:ion)?|answer|right)\b\W{0,2}[:.–—-]", re.IGNORECASE)
# Labels of a page, or of a section, about one code.
_FIELD: Final = late(
    r"(?:(?:long|short|full|official|hcpcs|code|drug|product) ){0,2}(?:descriptions?|descriptors?|definition|meaning|information|details)"
    r"|(?:brand|trade|product|drug|generic)(?: names?| \(s\))?(?: and generics?)?|(?:billing |dosage |hcpcs )?units?(?: of (?:measure|service))?"
    r"|notes?|history|status|routes?(?: of administration)?|mechanism(?: of action)?|target|effective dates?|modifiers?",
    re.IGNORECASE,
)
_BELOW: Final = frozenset({"below", "following", "listed", "here"})
_NAMES_WHOLE: Final = frozenset({"title", "heading", "caption"})
_STANDING: Final = frozenset({"ended", "specific"})
_OF_ALL: Final = late(
    r"\bfollowing (?:\w+ )?(?:codes|drugs|products|agents)\b|\b(?:all|each|every|everything|both)\b[^.]{0,300}\b(?:below|following|tables?|list(?:ed)?|these|rows?|group (?:\d|one|[A-Z]\b)|in this (?:group|list|section))\b|^Group \d+ Paragraph\b",
    re.IGNORECASE,
)
_SEVERAL_TABLES: Final = late(
    r"\btables \d", re.IGNORECASE
)  # "every product in Tables 1 to 3 is injected into the muscle"
_ALL_GIVEN: Final = late(
    r"(?:^|[.;] )All (?:of (?:them|these) |these )?(?:are|is) (?:given|administered|injected|infused|instilled|(?:billed|used|covered|reported|paid) for)\b"
)
_ALL_BELOW: Final = late(
    r"\b(?:all|each|every one) (?:of )?(?:the |these )?(?:products?|brands?|preparations?|items?)\b[^.;:]{0,40}\b(?:below|following|listed|table)\b[^.;:]{0,20}"
    r"\b(?:is|are|contains?|consists? of|holds?)\b[^.;:,]{0,24}$",
    re.IGNORECASE,
)
_NEAR: Final = 72  # characters after a code in which its manufacturer stands
_LEFT_CONTEXT: Final = 48  # characters before a drug that tell whether it is only compared, or a partner
_BESIDE_ANOTHER: Final = late(
    r"\b(?:with|plus|after|alongside|following|than|versus|without|before|failed|on)\b[^.;:()]{0,47}$", re.IGNORECASE
)
_FEW_BRANDS: Final = 4
_ANOTHER_PRODUCT: Final = late(
    r"\b(?:other|another|second) (?:brand|product|form|version|presentation|formulation)\b", re.IGNORECASE
)
_PRODUCT_ALONE: Final = late(r"[DB](?:\([DB](?:,[DB]){0,4}\)|[,-]?[DB])?[:.]?")  # "Darbepoetin alfa (Aranesp)"
_OF_STANDING: Final = frozenset({"specific", "nos"})
_IT: Final = late(r"\W*It\b")
_NO: Final = late(
    r"\W*(?:(?:no|never)(?:[,.;:!]|\s*[-–—]|$)|it (?:does|is|was|did|has) ?(?:not|n't)|it(?:'s| was| is) (?:wrong|false|not)|you (?:cannot|can't|may not|should not)|"
    r"they (?:do|are|did) not|(?:it|they|you|we|one) (?:may|must|can|should) ?not[.;,]|wrong\b|not so|that (?:is|was) (?:wrong|false|not|incorrect|a mistake|our mistake|untrue)|"
    r"this is (?:wrong|false|not|incorrect)|false\b|your colleague has|untrue|incorrect\b|both (?:\w+ )?are (?:wrong|mistaken|false)|that \w+ is (?:mistaken|wrong|false))",
    re.IGNORECASE,
)


_WHICH_CODE: Final = late(
    r"\b(?:which|what)(?: (?:one |\w+ )?of these| hcpcs| correct| right| billing)? code\b(?!s)", re.IGNORECASE
)
_CHOICE: Final = late(r"^\W{0,3}[A-Fa-f1-6][.):]\s+")  # "B) J9312"
_OLD_CODE: Final = late(r"(?:^|[.;(] ?)(?:old|former|previous|retired) code\s?(?:[.;)]|$)", re.IGNORECASE)
_EXCEPTS: Final = late(r"\b(?:except|other than|apart from|aside from|but for|excluding|save)\b", re.IGNORECASE)
_QUOTED: Final = late(r"\W{0,4}(?:\d{1,2}[.)] ?)?[\"“][^\"“”]{12,600}[\"”]\W{0,2}")
_QUESTION: Final = late(r"\W{0,4}(?:Q|Question)(?: ?\d{1,2})?[.:)]\s[^.?!]{4,300}[.?!]?\W{0,4}")
_IS_NO: Final = late(r"[DB][bp]n[tg]{0,2}\Z")
_ONLY_DENIES: Final = late(r"A?on|n[lo]")
_MEASURES: Final = frozenset({"mg", "mcg", "g", "mL", "mEq", "mmol", "mCi", "uCi", "cm2"})
_UNIT_FOR: Final = late(r"\bunits? for (?:each |every |up to )?$", re.IGNORECASE)
_IS_UNIT: Final = "amount-is-unit"
_UP_TO: Final = late(r"\bup to (?:an? )?\Z", re.IGNORECASE)
_MODIFIER_CASE: Final = "modifier-case"
_AMOUNT_UNIT: Final = "amount-unit"
_PAIR: Final = 2  # units
_MEANT: Final = frozenset({"asserted", "historical"})
_CARRIER: Final = "hyaluronidase"
_ANSWERED_NO: Final = "answered-no"
_IN_PASSING: Final = BESIDE | NEAR_CODE | {"code-is-drug-amount"}  # units that a sentence tells by the way
_SAME_UNIT: Final = late(
    r"(?<=[A-Z]\d{4}), (?:with )?(?:the )?same (?:billing )?(?:unit|increment|step)\b", re.IGNORECASE
)
_SAME_HOLDS: Final = late(
    r"\W*(?:and )?(?:the same (?:unit )?(?:holds|goes|applies|is true|counts)|likewise|so (?:do|does|is|are)|(?:it is )?the same) (?:for|of|with|to)\b",
    re.IGNORECASE,
)
_SO_IS: Final = late(r"\W*(?:so|likewise|and so) (?:is|are|was|were|has|have|did|does|do) ", re.IGNORECASE)
_IS_IT_SO: Final = late(
    r"\W*(?:does|will|would|did) (?:that|this|it) (?:really )?(?:matter|work|pass|count)\s*\?|"
    r"\W*(?:that|this|it) (?:is|was) (?:quite |exactly |just )?the other way (?:about|a?round)\b|"
    r"\W*(?:is|was|are) (?:that|this|it|they|these) (?:\w+ )?(?:correct|right|true|so|ok|okay|allowed|valid|a mistake|an error)\s*\?|\W*(?:true|correct|right)\s*\?|"
    r"\W*(?:that|this|it) (?:is|was) (?:wrong|incorrect|not (?:right|correct)|(?:an? )?(?:\w+ )?(?:error|mistake|typo|slip)(?: (?:of|in|on|by) [^.;]{2,40})?)(?=\s*(?:[.:;,!]|$))",
    re.IGNORECASE,
)


class Prose:
    """Reads prose block by block; the discourse carries over what "this code" and "it" refer to."""

    def __init__(self, vocabulary: Finder, discourse: Discourse, found: list[Found], seen: list[Seen]) -> None:
        self._vocabulary = vocabulary
        self._discourse = discourse
        self._found = found
        self._seen = seen
        self._modifiers = ModifierProse()
        self._terms = Terms(vocabulary.names)
        self._parents: dict[int, tuple[Ref, ...]] = {}  # by nesting level, the drug of the list item
        self._asked: list[Found] = []  # claims that the next sentence may deny
        self._just_found = 0  # from here on, what the sentence before said
        self._question_open = False  # the block before ends with a question
        self._held_routes: list[tuple[str, Found]] = []
        self._lead_in = ""
        self._is_fact = False  # the paragraph above opens with "Fact:", and what it leads in to is no myth
        self._of_field = False  # the heading is a label of a page about one code
        self._code_level = 0  # of the heading that names the codes in hand
        self._had_code = False  # the sentence before
        self._parent_codes: dict[int, Ref] = {}  # and the code that is all of a list item
        self._beside_item: tuple[int, Ref] | None = (
            None  # the level and the code of an inner item that was a code alone
        )
        self._question = ""  # the last that the section asks
        self._choices: list[list[Found]] | None = (
            None  # what each answer from which an open question lets choose would claim
        )
        self._led_by: tuple[Ref, ...] = ()  # the drug whose codes the lead-in promises
        self._card: Ref | None = None  # the code that stood alone in the paragraph before
        self._said = 0  # how many claims there were before the sentence just read
        self._unit_ends: list[int] = []  # of the block that is read
        self._below_heading = False  # the block before was one
        self._told_units: list[Found] = []  # by the sentence before, if it told one unit
        self._ends_too = False  # the sentence says of another code what the one before said: that it has ended
        self.heading: Block | None = None  # the title or heading read last

    def block(self, block: Block, scan: Scan) -> None:
        """Read one block; `scan` is what stands in it."""
        text = block.view.text
        form, hits, names, cues, self._unit_ends = scan
        self._begin(block, form, names_case=any(what == _MODIFIER_CASE for _, what in cues))
        first = len(self._found)
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
            self._share_routes(block, [name for name in names if name.start >= start])
            self._promise_unit(block, names, start, end)
        if not hits:
            self._share_routes(block, names)
            self._promise_drug(block, names)
            self._promise_unit(block, names, start, end)

    @property
    def leads_in_ended(self) -> bool:
        """Whether the paragraph before says that the codes listed below it have ended."""
        return leads_in_ended(self._lead_in)

    def _begin(self, block: Block, form: str, *, names_case: bool) -> None:
        discourse = self._discourse
        discourse.new_block(answers=self._question_open and block.kind not in _TITLES)
        self._question_open = block.view.text.rstrip("\"'”’*_ ").endswith("?")
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
            self._question = ""
            self._begin_section(block)
        if block.kind == "item":
            self._parents = {level: drugs for level, drugs in self._parents.items() if level < block.level}
            discourse.parent_drugs = next(
                (self._parents[level] for level in sorted(self._parents, reverse=True) if self._parents[level]),
                self._led_by,
            )
            self._parent_codes = {level: code for level, code in self._parent_codes.items() if level < block.level}
            beside = self._beside_item if self._beside_item and self._beside_item[0] == block.level else None
            self._beside_item = beside
            above = self._parent_codes[max(self._parent_codes)] if self._parent_codes else None
            discourse.code_above = above or (beside[1] if beside else None)
        else:
            if self._parent_codes:
                discourse.code_above = None
            self._parents, self._parent_codes, self._beside_item = {}, {}, None

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
        if self._question_open or block.kind not in ENTRIES:
            self._choices = [] if self._question_open and _WHICH_CODE.search(block.view.text) else None
        self._tie_routes()
        if block.kind == "item":
            self._parents[block.level] = tuple(discourse.block_drugs[:1])
            if discourse.code_above and is_code_alone(block.view.text):
                self._parent_codes[block.level] = discourse.code_above
                if block.level > 1:  # "- Perseris", below it "- J2798", "- 0.5 mg", "- subcutaneous"
                    self._beside_item = (block.level, discourse.code_above)
        if block.kind in {"heading", "paragraph"}:
            self._is_fact = block.view.text.endswith(":") and _FACT.match(block.view.text) is not None
            is_lead_in = block.kind == "paragraph" and len(block.view.text) <= _LEAD_IN and not has_codes
            self._lead_in = block.view.text if is_lead_in else ""
            self._question = block.view.text if self._question_open and is_lead_in else self._question
            self._led_by = tuple(discourse.block_drugs) if has_codes_below(self._lead_in, discourse) else ()

    def _settle_block(self, block: Block, first: int) -> None:
        """What the claims of a block, from `first` on, make of one another."""
        self._found[first:] = _affirmed(_corrected(_as_sent(self._found[first:], block.view.text)))
        if block.kind in ENTRIES:
            self._given_as_promised(first)
            self._found[first:] = _history(self._found[first:], told=_OLD_CODE.search(block.view.text) is not None)

    def _given_as_promised(self, first: int) -> None:
        """A route that a sentence above gives to all that is listed holds for an entry that names none, and is not left out."""
        routes = self._discourse.promised_routes
        if not routes or any(claim.kind == "code-route" for claim in self._found[first:]):
            return
        but = self._discourse.left_out
        pairs = [
            claim
            for claim in self._found[first:]
            if claim.kind == "code-drug"
            and claim.polarity == "asserted"
            and but.isdisjoint({claim.subject.value, claim.object.value, claim.object.brand})
        ]
        for claim in {pair.subject.value: pair for pair in pairs if pair.subject.mention is not None}.values():
            for route, span in routes:
                self._found.append(
                    claim._replace(
                        kind="code-route",
                        object=Ref(route),
                        object_span=span,
                        pattern="route-of-list",
                        confidence="medium",
                    )
                )

    def _leave_choice(self, block: Block, first: int) -> None:
        """Of "Which code is for Truxima?" above several codes alone: which of them it is, the list does not say."""
        if self._choices is None or not is_code_alone(_CHOICE.sub("", block.view.text)):
            return
        self._choices.append(self._found[first:])
        if len(self._choices) > 1:
            for claim in chain(*self._choices):
                self._found.remove(claim)
            self._choices = [[], []]
            self._just_found = self._said = len(self._found)

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

    def _promise_unit(self, block: Block, names: Sequence[Mention], start: int, end: int) -> None:
        """Keep the one billing unit that a title, or the last sentence of a lead-in without a code, gives to what is listed below."""
        if block.kind == "item":
            return
        self._discourse.promised_unit = None
        text = block.view.text
        if not self._unit_ends or end - start > _LEAD_IN:
            return
        if self._unit_ends[-1] < start:
            self._promise_unit_of_table(block, start)
            return
        named = [mention for mention in names if mention.start >= start]
        reading = read(text, start, end, merged([], named, self._amounts(text, start, end)))
        unit = unit_of_all(reading, is_title=_is_title(block))
        here = start == 0 or _is_title(block) or text.endswith(":")
        if unit is not None and (here or not _BELOW.isdisjoint(reading.words)):
            self._discourse.promised_unit = unit.value, block.view.span(unit.start, unit.end)

    def _promise_unit_of_table(self, block: Block, end: int) -> None:
        """As in "All four codes in this table run at 10 mg per unit. The code itself does:": another sentence of the lead-in tells it."""
        text = block.view.text
        if block.kind != "paragraph" or not text.endswith(":"):
            return
        for first, last in sentences(text[:end]):
            if _IN_TABLE.search(text, first, last) and (amounts := self._amounts(text, first, last)):
                unit = unit_of_all(read(text, first, last, amounts), is_title=False)
                if unit is not None:
                    self._discourse.promised_unit = unit.value, block.view.span(unit.start, unit.end)

    def _promise_drug(self, block: Block, names: Sequence[Mention]) -> None:
        """Keep the one drug that a sentence says all products below to be: "All the products below are immune globulin"."""
        drugs = [name for name in names if name.kind == "drug"]
        if len({drug.value for drug in drugs}) == 1 and _ALL_BELOW.search(block.view.text, 0, drugs[0].start):
            self._discourse.promised_drug = Ref(drugs[0].value)

    def _share_routes(self, block: Block, names: Sequence[Mention]) -> None:
        """Keep the one route that a heading, or a sentence on all of them, gives to what is listed below."""
        is_title = _is_title(block)
        text = block.view.text
        told = [name for name in names if name.kind == "route"]
        if is_title:  # "Nerve and muscle" is no way to give what stands below it
            told = [name for name in told if text[name.start : name.end].lower() != "muscle"]
        routes = {name.value: name for name in told}
        of_next = not self._discourse.section_codes and _ALL_GIVEN.search(text)
        if len(routes) == 1 and (is_title or text.endswith(":") or of_next or _OF_ALL.search(text)):
            route = next(iter(routes.values()))
            given = ((route.value, block.view.span(route.start, route.end)),)
            if is_title:
                self._discourse.shared_routes = given
            else:
                self._discourse.promised_routes = given
                self._discourse.promise_goes_on = _OF_ALL.search(text) is not None
                self._discourse.promises_tables = _SEVERAL_TABLES.search(text) is not None
                said = _EXCEPTS.search(text)
                self._discourse.left_out = frozenset(name.value for name in names if said and name.start > said.start())

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
        self._pass_on(before, text, start, end)
        named_modifier = self._modifiers.named_before and not self._had_code
        self._discourse.it_is_modifier = named_modifier and _IT.match(text, start, end) is not None
        self._had_code = bool(hits)
        if self._modifiers.in_hand:
            told = self._modifiers.sentence(block, start, end)
            asks = in_quiz(block)
            self._found.extend(claim._replace(polarity="hypothetical") if asks else claim for claim in told)
        if self._just_found < len(self._found) and _IS_IT_SO.match(text, start, end):
            self._doubt(asks=text[end - 1] == "?")
        self._just_found = len(self._found)
        if self._asked:
            self._answer(block, block.view.span(start, end), text[start:end])
        is_title = block.kind in _TITLES
        if not (hits or named or cues or self._unit_ends) and block.kind != "line":
            if is_title or end - start <= _SHORT:
                self._pass_over(block)
            return
        real = code_mentions(hits) if hits else []
        amounts = self._amounts(text, start, end, surely=bool(hits or cues)) if self._unit_ends else []
        asks = bool(named) and text[end - 1] == "?"
        if real or asks or end - start <= _SHORT or is_title or self._worth_reading(named, cues, amounts):
            reading = read(text, start, end, merged(real, named, amounts))
            self.relate(block, None, reading, look_for_end="ended" in cues)
        elif named:
            self._asked = []
            self._remember_drugs(text, start, named)

    def _pass_on(self, before: Sequence[Found], text: str, start: int, end: int) -> None:
        """Keep what the sentence before said that this one may say of others: its one unit, and that a code has ended."""
        self._told_units, self._ends_too = [], False
        if not before:
            return
        units = [claim for claim in before if claim.kind == "code-unit" and claim.polarity == "asserted"]
        if len({claim.object.value for claim in units}) == 1:
            self._told_units = units
        self._ends_too = any(map(_is_end, before)) and _SO_IS.match(text, start, end) is not None

    def _pass_over(self, block: Block) -> None:
        """What a heading or a short sentence that names nothing does: it is no answer, and a section about nothing begins."""
        self._discourse.asked_codes = self._discourse.asked_drugs = ()
        if block.kind in _TITLES and not self._of_field:
            self._discourse.headed((), (), is_title=block.kind == "title" or block.level == 1)

    def _amounts(self, text: str, start: int, end: int, *, surely: bool = True) -> list[Mention]:
        """The quantities of a sentence; unless `surely`, only of one with a digit."""
        ends = self._unit_ends
        own = ends[bisect_right(ends, start) : bisect_right(ends, end)]
        if not own or not (surely or has_digit(text[start:end])):
            return []
        return list(quantities(text, *near_units(text, start, end, own)))

    def _worth_reading(self, named: Sequence[Mention], cues: AbstractSet[str], amounts: Sequence[Mention]) -> bool:
        """Whether a sentence without a code can tie anything together. Most only name their drug, or nothing."""
        if not (named or cues or amounts):
            return False
        kinds = {mention.kind for mention in named}
        if kinds & _TELLING or len(kinds & _TIED) > 1:
            return True
        discourse = self._discourse
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
        names = self._vocabulary.names
        brands, joined = (
            brand_links(reading, discourse, names)
            if "B" in reading.tags or "i" in reading.tags[:2] or reading.tags[:1] == "d"
            else ([], {})
        )
        found = items(reading, discourse, joined)
        pairs = code_drug_links(reading, found) if len(found) > 1 else []
        if not pairs and (guessed := with_unlisted_name(reading, found, names)) is not None:
            reading = guessed
            found = items(reading, discourse, {})
            pairs = code_drug_links(reading, found)
        tags = reading.tags
        if block.kind in _STACKED and not pairs:
            pairs = below_code(reading, found, discourse, is_line=block.kind != "paragraph")
        pairs = pairs or below_heading(block, reading, found, discourse)
        units = self._units(block, reading, found, pairs) if "Q" in tags else self._same_unit(reading, found)
        asks = "?" in tags or discourse.asked_codes or discourse.asked_drugs
        asked = answer_to_question(reading, found, discourse) if asks else []
        pairs = pairs or asked or (self._in_drug_paragraph(block, reading, found, units) if "C" in tags else [])
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
            self._hold_routes(block, where, reading, found)
        if reading.mentions:
            self._asked = []
        if links:
            self._keep_all(block, where, reading, links)
        if found or block.kind in _TITLES:
            self._remember(block, reading, found, pairs)
            self._follow(found, links)
            discourse.left_codes |= told_for_a_while(reading)

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
        return in_drug_paragraph(reading, found, units, self._discourse, title, is_entry=is_entry)

    def _units(self, block: Block, reading: Reading, found: list[Item], pairs: list[Link]) -> list[Link]:
        discourse = self._discourse
        above = (self._lead_in, self._question, *block.section[-1:])
        names, of_units = self._vocabulary.names, lists_units(block, above)
        links = list(code_unit_links(reading, found, pairs, discourse, names, of_units=of_units))
        if lists_limits(block, above):
            links = [link for link in links if link.pattern not in BESIDE]
        links = _up_to(reading, _of_one_unit(_without_strengths(links))) or unit_alone(block, reading, discourse)
        return [link for link in links if not self._follows_from_unit(reading, link)]

    def _same_unit(self, reading: Reading, found: Sequence[Item]) -> list[Link]:
        """As in "The J2777 unit is 0.1 mg. The same holds for Lucentis (J2778)": the unit that the sentence before told."""
        if not self._told_units:
            return []
        outright = all(
            claim.pattern not in _IN_PASSING for claim in self._told_units
        )  # else "the same" may be anything
        if not _SAME_UNIT.search(reading.text, reading.start, reading.end) and not (
            outright and _SAME_HOLDS.match(reading.text, reading.start, reading.end)
        ):
            return []
        unit = self._told_units[-1].object
        return [
            Link("code-unit", code, Ref(unit.value), "same-unit", item.first, item.last, "medium")
            for item in found
            if item.tag == "C" and not item.compared
            for code in item.refs
        ]

    def _follows_from_unit(self, reading: Reading, link: Link) -> bool:
        """As in "J9226, 50 mg. One implant is one unit" and "up to 1,000 mcg; also one unit for 500 mcg": of a code with a unit, it tells what that makes."""
        if link.subject.mention is not None or link.subject.value not in self._discourse.told.get("code-unit", _NONE):
            return False
        amount = link.object.mention
        if link.pattern == _AMOUNT_UNIT and not {"D", "B"} & set(reading.tags):
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
        ended = in_ended_list(block, self._lead_in)
        listed = ended or in_renamed_list(block, self._lead_in)
        replaced = list(successor_links(reading, found, self._discourse, in_ended_list=listed)) if found else []
        every = not ended and lists_ended(block, reading)
        if (ended or every or self._ends_too) and not any(link.object.value == "discontinued" for link in links):
            links += listed_as_ended(reading, found, every=every)
        of_both = list(drug_of_both(reading, found, pairs, replaced)) or drug_of_successor(
            found, replaced, self._discourse
        )
        return [*links, *replaced, *of_both]

    def _keep_all(self, block: Block, span: Span, reading: Reading, links: Sequence[Link]) -> None:
        second = second_clause(reading)
        dates = validity(reading.text[reading.start : reading.starts[second]] if second else reading.sentence())
        later = validity(reading.text[reading.starts[second] : reading.end]) if second else dates
        meant = polarities(reading, links)
        course = _course(links, meant)
        doubtful: set[str] = set()
        for link, how in zip(links, meant, strict=True):
            how = _in_course(course, link, how)  # noqa: PLW2901 - what the rest of the sentence makes of it
            if link.kind == "drug-brand" and block.kind == "item" and "C" not in reading.tags and in_quiz(block):
                continue  # "25. Trastuzumab-dkst is Herzuma.": true or false
            if how == "asserted" and link.kind == "code-route" and link.subject.value in doubtful:
                continue  # "J2781 for Empaveli, which is subcutaneous", in a list of errors
            if how == "asserted" and link.kind in _CODE_MEANING:
                how = self._in_place(block, reading, link, course.ended)  # noqa: PLW2901 - and what its place does
            if how == "hypothetical" and link.kind == "code-drug":
                doubtful.add(link.subject.value)
            made_by = _made_by(reading, link) if link.kind == "code-drug" else ()
            own = later if link.first >= second else dates
            when = _since(own) if link.object.value == "discontinued" else own
            self._keep(block, span, link, how, (*when, *made_by))

    def _in_place(self, block: Block, reading: Reading, link: Link, ended: AbstractSet[str]) -> Polarity:
        if link.subject.value in ended:
            return "historical"
        if self._is_fact and block.kind in ENTRIES:
            return "asserted"
        if _is_quoted(block.view.text) or _QUESTION.fullmatch(block.view.text):
            return "hypothetical"
        return "hypothetical" if told_as_error(block, reading, link) else "asserted"

    def _keep(self, block: Block, span: Span, link: Link, meant: Polarity, said: Qualifiers) -> None:
        implied = link.subject.mention is None and link.kind != "code-drug"
        guessed = link.pattern == "code-in-drug-paragraph"
        if meant == "hypothetical" and (implied or guessed or link.kind == "drug-target"):
            return
        if (
            link.kind in _CODE_MEANING
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
        if link.kind == "code-successor" or (link.kind in _CODE_MEANING and meant == "historical"):
            self._discourse.left_codes.add(link.subject.value)
        if link.kind == "code-successor" and meant == "asserted":
            self._discourse.came_codes.add(link.object.value)
        if meant == "hypothetical" and link.kind in _CODE_MEANING | {"code-status"}:
            self._asked.append(found)
        if link.kind == "drug-brand" and meant == "asserted":
            self._discourse.branded(link.subject.value, link.object.value)
        if link.kind == "code-drug" and meant == "asserted":
            self._discourse.linked(link.subject, link.object)
        elif link.kind == "code-drug" and meant == "historical":
            self._discourse.left_pairs.add((link.subject.value, link.object.value))
        elif link.kind == "code-drug":
            self._discourse.doubted_drugs.add(link.object.value)

    def _answer(self, block: Block, span: Span, sentence: str) -> None:
        """A plain "no" after a question or a reported claim denies what was asked or claimed."""
        if _NO.match(sentence):
            self._found.extend(_denied(found, block, span) for found in self._asked)
        if not sentence.endswith("?"):
            self._asked = []

    def _doubt(self, *, asks: bool) -> None:
        """As in "They list Tyruko with J2323. Is that correct?" and "... That is wrong.": what the sentence before told is only reported."""
        for at in range(self._just_found, len(self._found)):
            found = self._found[at]
            if found.kind in _DATED and found.polarity in _MEANT:
                self._found[at] = found._replace(polarity="hypothetical")
                if asks:
                    self._asked.append(self._found[at])

    def _hold_routes(self, block: Block, span: Span, reading: Reading, found: Sequence[Item]) -> None:
        """As in "Valrubicin is instilled. J9357 is its code": the route waits for the code that the paragraph gives to the drug."""
        if any(item.tag in "Cc" for item in found) or _ANOTHER_PRODUCT.search(reading.text, reading.start, reading.end):
            return
        drugs = [item for item in found if item.tag == "D" and not item.compared and len(item.refs) == 1]
        one = not drugs and len(self._discourse.products) == 1 and not self._discourse.heading_codes
        of_block = self._discourse.block_drugs[:1] if one else ()
        for at, mention in enumerate(reading.mentions):
            if mention.kind != "route":
                continue
            token = reading.token_of[at]
            drug = _given_so(reading, drugs, token)
            if of_block and not self._discourse.block_codes and says_how_given(reading, mention):
                drug = of_block[0]  # "Rystiggo is an antibody. Subcutaneous infusion by pump. J9333 is its code."
            if drug is None or not (self._discourse.has_named(drug) or self._has_few_brands(drug)):
                continue  # "J9280 is mitomycin. Zusduri stays in the bladder": of Zusduri no code is told
            route = Ref(mention.value, mention)
            meant: Polarity = "denied" if "n" in reading.tags[max(0, token - 2) : token] else "asserted"
            held = Found(
                "code-route", Ref(""), route, meant, span, None, span_in(block, route), block.section, "route-of-paragraph", "medium"
            )  # fmt: skip
            self._held_routes.append((self._product(drug), held))

    def _has_few_brands(self, drug: Ref) -> bool:
        """Whether one code can do for all brands of a brand's drug; mitomycin's, which are many, have several."""
        return self._vocabulary.names.brands_beside(drug.brand) <= _FEW_BRANDS

    def _product(self, drug: Ref) -> str:
        """What a drug's name or brand stands for, without a suffix: "Cinqair is infused" speaks of reslizumab."""
        return bare(drug.value or self._vocabulary.names.canonical(drug.brand) or drug.brand)

    def _tie_routes(self) -> None:
        if not self._held_routes:
            return
        codes: dict[str, dict[str, None]] = {}
        for code, known in self._discourse.pairs:
            codes.setdefault(self._product(known), {})[code] = None
        told: dict[str, set[str]] = {}
        for drug, held in self._held_routes:
            told.setdefault(drug, set()).add(held.object.value)
        for drug, held in self._held_routes:
            if len(told[drug]) > 1 and len(codes.get(drug, ())) > 1:
                continue  # two ways and two codes: which is whose?
            self._found.extend(held._replace(subject=Ref(code)) for code in codes.get(drug, ()))
        self._held_routes = []

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
        last_codes = self._spoken_of(reading, last_codes, pairs)
        codes = codes if last_codes else ()
        self._discourse.saw(codes, drugs)
        if last_codes != codes or last_drugs != drugs:
            self._discourse.saw(last_codes, last_drugs)
        if block.kind in _TITLES and not self._of_field:
            self._code_level = block.level
            self._discourse.headed(last_codes, last_drugs, is_title=block.kind == "title" or block.level == 1)
            self._discourse.heading_asks = "?" in reading.tags
            self._discourse.heading_is_product = _PRODUCT_ALONE.fullmatch(reading.tags) is not None


def _is_quoted(text: str) -> bool:
    """Whether a block is one quotation, of one sentence or of several: a letter's denial, a reader's mail."""
    return _QUOTED.fullmatch(text) is not None


def _is_title(block: Block) -> bool:
    """Whether a block names what stands below it: a heading, or a short line without the end of a sentence."""
    text = block.view.text
    return block.kind in _NAMES_WHOLE or (
        block.kind in {"paragraph", "line"} and len(text) <= _TITLE_LIKE and not text.endswith((".", "!", "?", ","))
    )


def _given_beside(reading: Reading, item: Item) -> bool:
    """As in "with pomalidomide or carfilzomib and dexamethasone": what a drug is given together with, after, or instead of."""
    before = reading.text[max(reading.start, reading.starts[item.first] - _LEFT_CONTEXT) : reading.starts[item.first]]
    return _BESIDE_ANOTHER.search(before) is not None


def _given_so(reading: Reading, drugs: Sequence[Item], token: int) -> Ref | None:
    """The drug of which a route is told: the only one of the sentence, else the one right before the route."""
    if "z" in reading.tags[max(0, token - _PARTNER_REACH) : token]:
        return None  # "after induction with an intravenous product"
    if len({item.refs[0][::2] for item in drugs}) == 1:
        return drugs[0].refs[0]
    before = [item for item in drugs if item.last < token]
    if not before or not _GIVEN.fullmatch(reading.gap(before[-1].last, token)):
        return None
    return before[-1].refs[0]


def _only_past(links: Sequence[Link], meant: Sequence[Polarity]) -> set[str]:
    """The codes whose drug a sentence tells as history, and not as what holds too."""
    tied = [(link.subject.value, how) for link, how in zip(links, meant, strict=True) if link.kind == "code-drug"]
    return {code for code, how in tied if how == "historical"} - {code for code, how in tied if how != "historical"}


def _is_end(claim: Found) -> bool:
    return claim.object.value == "discontinued" and claim.polarity == "asserted"


def _since(dates: Qualifiers) -> Qualifiers:
    """The day on which a code ended is the first on which it is over."""
    days = dict(dates)
    since = days.get("valid_to") or days.get("valid_from")
    return (("valid_from", since),) if since else ()


def _without_strengths(links: list[Link]) -> list[Link]:
    """As in "J0897: both lines (Prolia 60 mg, Xgeva 120 mg) keep this code, 1 mg": several amounts behind brands are what vials hold."""
    told = {(link.subject.value, link.object.value) for link in links}
    return [
        link
        for link in links
        if link.pattern != AFTER_BRAND or sum(code == link.subject.value for code, _ in told) == 1
    ]


def _up_to(reading: Reading, links: list[Link]) -> list[Link]:
    """As in "J2550 is "up to 50 mg": 25 mg is one unit": beside what a unit goes up to, other amounts only show what that means."""
    starts = [mention.start for mention in reading.mentions if mention.kind == "amount"]
    upto = {start for start in starts if _UP_TO.search(reading.text, reading.start, start)}
    if not upto:
        return links
    whole = {link.subject.value for link in links if link.object.mention and link.object.mention.start in upto}
    return [
        link
        for link in links
        if (link.object.mention and link.object.mention.start in upto)
        or (link.subject.value not in whole and link.pattern != _IS_UNIT)
    ]


def _of_one_unit(links: list[Link]) -> list[Link]:
    """As in "The patient goes from a 2 mg unit to a 10 mg unit" below one code: one of the two is another code's, and nobody says which."""
    implied = {link.object.value for link in links if link.subject.mention is None and link.pattern == _AMOUNT_UNIT}
    if len(implied) < _PAIR:
        return links
    return [link for link in links if link.subject.mention is not None or link.pattern != _AMOUNT_UNIT]


class _Course(NamedTuple):
    """What a sentence says of the course of its codes."""

    ended: AbstractSet[str]
    came: AbstractSet[str]  # in the place of another
    planned: AbstractSet[str]  # to come so
    past: AbstractSet[str]  # of which all that is said is of the past


def _course(links: Sequence[Link], meant: Sequence[Polarity]) -> _Course:
    successions = [link for link in links if link.kind == "code-successor"]
    deleted = {
        link.subject.value
        for link, how in zip(links, meant, strict=True)
        if link.object.value == "discontinued" and how == "asserted"
    }
    planned = {link.object.value for link in successions if link.polarity == "hypothetical"}
    ended = deleted | {link.subject.value for link in successions if link.polarity != "hypothetical"}
    past = _only_past(links, meant) if "historical" in meant else _NONE
    return _Course(ended, {link.object.value for link in successions}, planned, past)


def _in_course(course: _Course, link: Link, meant: Polarity) -> Polarity:
    """How a claim is meant beside what its sentence says of the course of its code."""
    code = link.subject.value
    if meant == "asserted" and code in course.past and (link.pattern in _DESCRIBED or link.kind == "code-route"):
        return "historical"  # "Q9970 was the number for ferric carboxymaltose, 1 mg"
    if meant == "asserted" and link.kind == "code-route" and code in course.ended:
        return "historical"  # "That one meant lidocaine for intravenous infusion, and it was discontinued"
    if meant == "historical" and code in course.came and link.kind == "code-unit":
        return "asserted"  # "J0135 was superseded by J0139, which counts milligrams"
    if meant == "historical" and code in course.came - course.ended and link.pattern == SHARED_DRUG:
        return "asserted"  # "J2930 used to be methylprednisolone, and gave way to J2919"
    if meant == "asserted" and code in course.planned and link.kind in _CODE_MEANING:
        return "hypothetical"  # "J1300 will be replaced by J1299, eculizumab, 2 mg"
    return meant


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


def _denied(found: Found, block: Block, span: Span) -> Found:
    """What was asked or claimed, denied by the sentence at `span`."""
    return found._replace(
        polarity="denied", span=span, subject_span=None, object_span=None, section=block.section, pattern=_ANSWERED_NO
    )


def _corrected(found: Sequence[Found]) -> list[Found]:
    """What a paragraph says first and then denies it only quotes."""
    denied: set[tuple[str, str, str]] = set()
    kept = []
    for claim in reversed(found):
        key = claim.kind, claim.subject.value, claim.object.value or claim.object.brand
        if claim.polarity == "denied":
            denied.add(key)
        kept.append(doubted(claim) if key in denied else claim)
    return kept[::-1]


def _as_sent(found: Sequence[Found], text: str) -> list[Found]:
    """Of "J1740 x 3 for zoledronic acid. J1740 is ibandronate": what a line of a claim says, where the text says otherwise of its code."""
    pairs = [claim for claim in found if claim.kind == "code-drug" and claim.polarity == "asserted"]
    plain = {
        claim.subject.value: _meant(claim)
        for claim in pairs
        if claim.subject.mention is not None and not is_counted(text, claim.subject.mention.end)
    }
    return [
        doubted(claim)
        if claim.kind == "code-drug"
        and claim.subject.mention is not None
        and is_counted(text, claim.subject.mention.end)
        and plain.get(claim.subject.value, _meant(claim)) != _meant(claim)
        else claim
        for claim in found
    ]


def _affirmed(found: Sequence[Found]) -> list[Found]:
    """Of "No. J1745 is infliximab, excludes biosimilar": what an answer says itself, its "no" does not deny."""
    if not any(claim.pattern == _ANSWERED_NO for claim in found):
        return list(found)
    said = {_meant(claim) for claim in found if claim.polarity == "asserted"}
    return [claim for claim in found if claim.pattern != _ANSWERED_NO or _meant(claim) not in said]


def _meant(claim: Found) -> tuple[str, str, str, str]:
    return claim.kind, claim.subject.value, claim.object.value, claim.object.brand


def _history(found: Iterable[Found], *, told: bool = False) -> list[Found]:
    """What an entry says of a code is history when the entry also says that the code has ended; of its first code, where it is `told` so."""
    kept = list(found)
    ended = {
        f.subject.value
        for f in kept
        if f.kind == "code-status" and f.object.value == "discontinued" and f.polarity == "asserted"
    }
    if told and kept:
        ended.add(kept[0].subject.value)  # "J2796 romiplostim, 10 mcg. Old code."
    return [
        f._replace(polarity="historical")
        if f.kind in _CODE_MEANING and f.polarity == "asserted" and f.subject.value in ended
        else f
        for f in kept
    ]
