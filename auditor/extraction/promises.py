"""What a title, a lead-in or a sentence promises of all that is listed below it: a unit, a drug, ways in which it is given."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.found import Found
from auditor.extraction.grammar import regex
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.merging import merged
from auditor.extraction.patterns.route import ITS_OWN, OTHERS_AFTER
from auditor.extraction.quantities import amounts_in
from auditor.extraction.relations.code_unit import unit_of_all
from auditor.extraction.relations.route import is_numeral, routes_in_title
from auditor.extraction.sentences import sentences
from auditor.extraction.tags import read
from auditor.model.assertions import Mention
from auditor.model.source import Block

LEAD_IN: Final = 140  # characters: a paragraph so short above a list can be its title
_IN_TABLE: Final = late(r"\b(?:in|of) (?:this|the) (?:table|list|chart|grid)\b", re.IGNORECASE)
_BELOW: Final = frozenset({"below", "following", "listed", "here"})
_NAMES_WHOLE: Final = frozenset({"title", "heading", "caption"})
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
    r"\b(?:all|each|every one) (?:of )?(?:the |these )?(?:(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) )?(?:products?|brands?|preparations?|items?)\b[^.;:]{0,40}\b(?:below|following|listed|table)\b[^.;:]{0,20}"
    r"\b(?:is|are|contains?|consists? of|holds?)\b[^.;:,]{0,24}$|"
    # "(every line is hyaluronan)", "all of them are immune globulin"
    r"(?:\(|^|[.;] ?)(?:all|each|every|every one|all of (?:them|these))(?: (?:line|row|entry|item|product|brand|code)s?)?(?: (?:here|below|in this class))? (?:is|are|contains?|holds?) (?:an? |the )?$",
    re.IGNORECASE,
)
_OF_ALL_BELOW: Final = 200  # characters in which all of that is said
_OTHERS_AFTER: Final = regex(OTHERS_AFTER)
_ITS_OWN: Final = regex(ITS_OWN)
_EXCEPTS: Final = late(r"\b(?:except|other than|apart from|aside from|but for|excluding|save)\b", re.IGNORECASE)
_PRODUCTS: Final = frozenset({"drug", "brand"})
_TITLE_LIKE: Final = 80  # characters


_FAR_APART: Final = late(r";|[.] [^.;]{0,600}[.;] ")  # more than one sentence lies between
_OF_GROUP: Final = late(
    r"\b(?:in|of|from|under) (?:group|part|section|schedule|step|class) (?:\d{1,2}|[A-Z])\b", re.IGNORECASE
)


class Promises:
    """Notes in the discourse what is promised, and gives it to the entries that name nothing else."""

    def __init__(self, discourse: Discourse, found: list[Found]) -> None:
        self._discourse = discourse
        self._found = found

    def keep_routes(self, first: int) -> None:
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

    def unit(self, block: Block, names: Sequence[Mention], ends: list[int], start: int, end: int) -> None:
        """Keep the one billing unit that a title, or the last sentence of a lead-in without a code, gives to what is listed below."""
        if block.kind == "item":
            return
        self._discourse.promised_unit = None
        text = block.view.text
        if not ends or end - start > LEAD_IN:
            return
        if ends[-1] < start:
            self._unit_of_table(block, ends, start)
            return
        named = [mention for mention in names if mention.start >= start]
        reading = read(text, start, end, merged([], named, amounts_in(text, start, end, ends)))
        unit = unit_of_all(reading, is_title=_is_title(block))
        here = start == 0 or _is_title(block) or text.endswith(":")
        if unit is not None and (here or not _BELOW.isdisjoint(reading.words)):
            self._discourse.promised_unit = unit.value, block.view.span(unit.start, unit.end)

    def _unit_of_table(self, block: Block, ends: list[int], end: int) -> None:
        """As in "All four codes in this table run at 10 mg per unit. The code itself does:": another sentence of the lead-in tells it."""
        text = block.view.text
        if block.kind != "paragraph" or not text.endswith(":"):
            return
        for first, last in sentences(text[:end]):
            if _IN_TABLE.search(text, first, last) and (amounts := amounts_in(text, first, last, ends)):
                unit = unit_of_all(read(text, first, last, amounts), is_title=False)
                if unit is not None:
                    self._discourse.promised_unit = unit.value, block.view.span(unit.start, unit.end)

    def drug(self, block: Block, names: Sequence[Mention]) -> None:
        """Keep the one drug that a sentence says all products below to be: "All the products below are immune globulin"."""
        drugs = [name for name in names if name.kind == "drug"]
        if len({drug.value for drug in drugs}) != 1:
            return
        text = block.view.text
        if any(_ALL_BELOW.search(text, max(drug.start - _OF_ALL_BELOW, 0), drug.start) for drug in drugs):
            self._discourse.promised_drug = Ref(drugs[0].value)

    def routes(self, block: Block, names: Sequence[Mention]) -> None:
        """Keep the one route that a heading, or a sentence on all of them, gives to what is listed below."""
        is_title = _is_title(block)
        text = block.view.text
        if is_title:
            told = routes_in_title(text, names)
        else:
            told = [name for name in names if name.kind == "route" and not is_numeral(text, name)]
        if not told:
            return
        if is_title:  # "Nerve and muscle" is no way to give what stands below it
            told = [name for name in told if text[name.start : name.end].lower() != "muscle"]
        else:
            told = [name for name in told if not _of_second_drug(text, name)]
        but = _EXCEPTS.search(text)
        left_out = frozenset(name.value for name in names if but and name.start > but.start())
        if but and any(name.kind in _PRODUCTS and name.start > but.start() for name in names):
            # "all intravenous except X, which is given orally"
            told = [name for name in told if name.start < but.start()] or told
        routes = {name.value: name for name in told}
        of_next = not self._discourse.section_codes and _ALL_GIVEN.search(text)
        of_all = _OF_ALL.search(text)
        if not is_title and self._discourse.has_table and _IN_TABLE.search(text):
            return  # "Everything in the table is intravenous" is said of the table above
        if not is_title and _OF_GROUP.search(text):
            return  # "Every code in Group 2 is given so": whichever stands below
        if len(routes) == 1 and (is_title or text.endswith(":") or of_next or of_all):
            route = next(iter(routes.values()))
            if of_all and not (is_title or of_next) and _FAR_APART.search(text, of_all.end(), route.start):
                return  # "Any of these when all are met: ... . Later, intravenous immune globulin"
            given = ((route.value, block.view.span(route.start, route.end)),)
            if is_title:
                self._discourse.shared_routes = given
                self._discourse.left_out = left_out
            else:
                self._discourse.promised_routes = given
                self._discourse.promise_goes_on = _OF_ALL.search(text) is not None
                self._discourse.promises_tables = _SEVERAL_TABLES.search(text) is not None
                self._discourse.left_out = left_out


def _is_title(block: Block) -> bool:
    """Whether a block names what stands below it: a heading, or a short line without the end of a sentence."""
    text = block.view.text
    return block.kind in _NAMES_WHOLE or (
        block.kind in {"paragraph", "line"} and len(text) <= _TITLE_LIKE and not text.endswith((".", "!", "?", ","))
    )


def _of_second_drug(text: str, route: Mention) -> bool:
    """As in "Prerequisite in every row: three months of an inhaled steroid": what was tried before is given so."""
    return _OTHERS_AFTER.match(text, route.end) is not None and _ITS_OWN.search(text[: route.start]) is None
