"""code-successor: which code replaced which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from auditor.extraction.caseless import caseless, lowered
from auditor.extraction.discourse import Discourse
from auditor.extraction.grammar import Replacement, regex
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.patterns.successor import (
    CLOSES_NOTICE,
    IN_ENDED_LIST,
    ITS_SUCCESSOR,
    OLD_TO_NEW,
    ON_A_LIST,
    OPENS_NOTICE,
    REPLACEMENTS,
    REPLACING,
    SINCE_IT_IS,
    TEMPORARY_TO_PERMANENT,
    THEIR_SUCCESSOR,
    TOOK_OVER,
)
from auditor.extraction.relations.items import not_yet, takes_over
from auditor.extraction.relations.status import says_ended
from auditor.extraction.tags import Reading
from auditor.lexicon.known import came_after
from auditor.model.assertions import Polarity


class _Compiled(NamedTuple):
    row: Replacement
    before: re.Pattern[str]
    between: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str] | None


def _compiled(row: Replacement) -> _Compiled:
    before, between, after = map(caseless, (row.before, row.between, row.after))
    return _Compiled(row, before, between, after, caseless(row.unless) if row.unless else None)


_ROWS: Final = tuple(map(_compiled, REPLACEMENTS))
_TOOK_OVER: Final = caseless(TOOK_OVER.after)
_ITS_SUCCESSOR: Final = caseless(ITS_SUCCESSOR.before)
_REPLACED_ALL: Final = late(THEIR_SUCCESSOR.after.removeprefix("^"), re.IGNORECASE)
_THEIR_SUCCESSOR: Final = caseless(THEIR_SUCCESSOR.before)
_SEE: Final = late(IN_ENDED_LIST.between, re.IGNORECASE)
_REPLACING: Final = late(REPLACING)
_TO: Final = late(OLD_TO_NEW.between, re.IGNORECASE)
_ON_A_LIST: Final = regex(ON_A_LIST)
_YEAR: Final = late(r"\b(?:19|20)\d\d\b|\beffective\b", re.IGNORECASE)
_ON_A_CLAIM: Final = late(r"[^.;]{0,40}\b(?:on|in) (?:the|a|this|that|our|your) (?:claim|line|order)\b", re.IGNORECASE)
_TEMPORARY: Final = frozenset("CS")  # letters of codes that others come after
_WHICH_CODE: Final = late(r"(?:c|t[wk]{0,2}k)r")
_CLOSES_LIST: Final = late(r"(?:\([^()]{0,16}\))?(?:[.;,&]|$)")
_MOST_TOGETHER: Final = 8  # codes, old and new
_ERRORS_HEAD: Final = late(r"\W*[A-Z]\d{4} (?:in place|instead) of [A-Z]\d{4}\W*")
_ARROW: Final = late(TEMPORARY_TO_PERMANENT.between, re.IGNORECASE)
_OPENS_NOTICE: Final = late(OPENS_NOTICE)
_CLOSES_NOTICE: Final = late(CLOSES_NOTICE)
_PLANNED: Final = late(
    r"\b(?:will (?:be|get|then|take|replace|succeed|become|move|go)|(?:is|are) (?:expected|planned|scheduled|slated|due) to|(?<!used )to be|expect|proposed?|planned)\b",
    re.IGNORECASE,
)
_PLAINLY: Final = frozenset("mnq?y")  # no plan, denial, comparison, question or condition
_WITH_EACH: Final = frozenset({"replace-old-with-new", "old-replaced-by-new"})
_WITH_OR_BY: Final = frozenset({"s", "P"})
_PAIR: Final = 2  # codes
DRUG_OF_SUCCESSOR: Final = "drug-of-successor"
_OF_BOTH: Final = "drug-of-old-and-new"
_UNDONE: Final = late(r"\b(?:not|never|n['’]t) (?:\w+ ){0,2}$", re.IGNORECASE)  # "Do not replace J9173 with J9174"
_NOT_REPLACED: Final = late(
    r"\b(?:not|never|n['’]t) (?:\w+ ){0,2}(?:replac|supersed|succe|convert|transition|become)", re.IGNORECASE
)
_TOLD: Final = late(
    r"\b(?:ask|asks|asked|asking|wonder|wonders|wondered|unclear|unknown|know|knows|sure) whether [^.;]{0,24}$|"
    r"\b(?:says?|said|claims?|claimed|states?|heard|told|believes?|thinks?|insists?|rumou?r)\b[^.;]{0,24}\bthat [^.;]{0,24}$",
    re.IGNORECASE,
)
_IF: Final = late(r"\b(?:if|unless)\b[^.;,]*$", re.IGNORECASE)
_OF_PATIENTS: Final = late(
    r"\b(?:patients?|members?|beneficiar(?:y|ies)|enrollees?)\b[^.;,]{0,40}\bfrom [^.;,]{0,24}$", re.IGNORECASE
)
_USE: Final = late(
    r"\W{0,4}(?:please )?(?:use|report|bill|submit) (?:hcpcs )?(?:code )?[A-Z]\d{4} instead\W{0,3}$", re.IGNORECASE
)
_NO_CODES: Final = frozenset[str]()
_REPLACED: Final = late(
    r"\W{0,4}(?:replaces|replaced|supersedes|superseded|took over from|successor (?:of|to)) (?:the )?(?:old |former |temporary )?(?:code )?",
    re.IGNORECASE,
)
_WITH_MORE: Final = late(
    r"\bwith(?:out)? (?:an? |the )?[\w-]+,? (?:\Z|it\b)"
)  # "with hyaluronidase-qvfc it becomes Vyvgart Hytrulo"
_BY_ORDER: Final = frozenset({"old-gave-way-to-new", "old-arrow-new", "old-became-new"})
_FARTHEST: Final = 160  # characters between two codes of one replacement
_BEFORE: Final = 60  # characters before them that can tell
_AFTER: Final = 48  # and after them


def successor_links(
    reading: Reading, found: list[Item], discourse: Discourse, *, in_ended_list: bool = False
) -> Iterator[Link]:
    """Which code replaced which, where a sentence names both, or one and "this code".

    In a list of ended codes "see J9256" is enough to say so.
    """
    codes = [item for item in found if item.tag in "Cci" and not (item.tag == "C" and not_yet(reading, item.first))]
    yield from _moved_together(reading, codes)
    for at, (one, two) in enumerate(pairwise(codes)):
        in_order = len(one.refs) == len(two.refs) > 1 and "respectively" in reading.words
        if len(one.refs) > 1 and len(two.refs) > 1 and not in_order:
            continue
        row = _row_between(reading, found, one, two, in_ended_list=in_ended_list)
        if row is not None and not _on_a_list(reading, one):
            if row.name in _WITH_EACH and len(one.refs) == 1 and len(two.refs) == _PAIR and at + 2 < len(codes):
                yield from _each_with_its_own(reading, (one, two, codes[at + 2]), row.name)
                break
            ends = [(one, two)]
            if row.first == "new":
                ends = [(two, one), *((more, one) for more in _more(reading, codes[at + 1 :]))]
            if row.name in _BY_ORDER and _is_reversed(*ends[0]):
                ends = [(two, one)]
            for before, after in ends:
                yield from _replacements(reading, before, after, row.name, in_order=in_order)
    yield from _told_of_code_in_hand(reading, codes, discourse)
    alone = codes[1:] if _WHICH_CODE.match(reading.tags) else codes  # "The code which took over is J2003"
    while len(alone) > 1 and alone[-1].tag == "i":
        alone = alone[:-1]  # "You report J1171 in its place, and it counts 0.1 mg"
    if len(alone) == 1 and alone[0].tag == "C" and len(alone[0].refs) == 1 and discourse.block_codes:
        yield from _of_those_before(reading, alone[0], discourse)


def _is_reversed(old: Item, new: Item) -> bool:
    """As in "J2151 took over when J2150 ended": of what is told by order alone, the code set knows which came after which."""
    return len(old.refs) == len(new.refs) == 1 and came_after(old.refs[0].value, new.refs[0].value)


def _on_a_list(reading: Reading, one: Item) -> bool:
    """As in "Q5103 replaced J1745 as our preferred product": nothing in the sentence tells of an end or a year."""
    if one.tag == "C" and one.refs[0].value[0] in _TEMPORARY:
        return False
    if _ON_A_CLAIM.search(reading.text, reading.ends[one.last], reading.end):
        return True
    listed = _ON_A_LIST.search(reading.text, reading.start, reading.end) is not None
    return listed and not says_ended(reading) and _YEAR.search(reading.text, reading.start, reading.end) is None


def _told_of_code_in_hand(reading: Reading, codes: list[Item], discourse: Discourse) -> Iterator[Link]:
    """A sentence without a subject is of the code of the one before.

    As in "Sutimlimab is J1302. Replaced C9094 in October 2022." and "J9310 was discontinued. Use J9312 instead.".
    """
    if len(codes) != 1 or not discourse.block_codes or codes[0].tag != "C":
        return
    named, in_hand = codes[0].refs[0], discourse.block_codes[-1]
    if any(code.value == in_hand.value for code in codes[0].refs):
        return
    has_ended = in_hand.value in discourse.told.get("code-status", _NO_CODES)
    if has_ended and len(codes[0].refs) == 1 and _USE.match(reading.text, reading.start, reading.end):
        yield Link("code-successor", in_hand, named, TOOK_OVER.name, 0, codes[0].last, polarity="asserted")
    elif _REPLACED.fullmatch(reading.text, reading.start, reading.starts[codes[0].first]):
        for old in codes[0].refs:
            yield Link("code-successor", old, in_hand, TOOK_OVER.name, 0, codes[0].last, polarity="asserted")


def _row_between(
    reading: Reading, found: list[Item], one: Item, two: Item, *, in_ended_list: bool
) -> Replacement | None:
    """The row by which one of two codes that follow each other replaced the other, whatever tells it."""
    row = OLD_TO_NEW if moves(reading, one, two) else _row(reading, one, two)
    if row is SINCE_IT_IS and any(item.tag == "D" and item.first < two.first for item in found):
        row = None  # "it" is that drug, of which no code was told before
    sees = in_ended_list and _SEE.search(reading.text, reading.ends[one.last], reading.starts[two.first])
    return row or (IN_ENDED_LIST if sees else _row_of_two(reading, one, two))


def drug_of_both(
    reading: Reading, found: list[Item], pairs: Sequence[Link], successors: Sequence[Link]
) -> Iterator[Link]:
    """As in "J9258, paclitaxel protein-bound, was replaced by J9264": the drug that a sentence gives one of the two codes is the other's.

    Only where the sentence names no second drug and denies nothing.
    """
    if not pairs or not successors:
        return
    drugs = {(drug.value, drug.brand): drug for item in found if item.tag == "D" for drug in item.refs}
    if len(drugs) != 1 or not _PLAINLY.isdisjoint(reading.tags):
        return
    given = {pair.subject.value: pair for pair in pairs if pair.kind == "code-drug" and pair.polarity != "denied"}
    for link in successors:
        old, new = link.subject, link.object
        told = given.get(old.value) or given.get(new.value)
        if (
            link.polarity != "asserted"
            or told is None
            or (old.value in given and new.value in given)
            or not (old.mention and new.mention)
        ):
            continue
        first, last = min(link.first, told.first), max(link.last, told.last)
        if old.value in given:
            yield Link("code-drug", new, told.object, _OF_BOTH, first, last, "medium", "asserted")
        else:
            yield Link("code-drug", old, told.object, _OF_BOTH, first, last, "medium", "historical")


def drug_of_successor(found: list[Item], successors: Sequence[Link], discourse: Discourse) -> list[Link]:
    """As in "Pantoprazole was C9113. It was deleted; J2470 succeeded it.": the new code has the drug that the paragraph gave the old one.

    Only where the sentence names no drug itself, and the document has not said what the new code is.
    """
    if any(item.tag == "D" for item in found):
        return []
    told = {
        *((code, drug.value, drug.brand) for code, drug in discourse.pairs),
        *((code, drug, "") for code, drug in discourse.left_pairs),
    }
    out = []
    for link in successors:
        drugs = {(drug, brand) for code, drug, brand in told if code == link.subject.value}
        if (
            link.polarity == "asserted"
            and link.object.mention
            and len(drugs) == 1
            and link.object.value not in discourse.drug_of
        ):
            drug, brand = drugs.pop()
            out.append(
                Link(
                    "code-drug",
                    link.object,
                    Ref(drug, None, brand),
                    DRUG_OF_SUCCESSOR,
                    link.first,
                    link.last,
                    "low",
                    "asserted",
                )
            )
    return out


def _of_those_before(reading: Reading, new: Item, discourse: Discourse) -> Iterator[Link]:
    """What a sentence of one code says that it replaced: the code of the sentence before, or all that have ended."""
    row, named = _of_code_before(reading, new), discourse.block_codes
    if row is None:
        return
    old = (
        [code for code in named if code.value in discourse.left_codes] or named
        if row is THEIR_SUCCESSOR
        else named[-1:]
    )
    for code in old:
        if code.value != new.refs[0].value:
            yield Link("code-successor", code, new.refs[0], row.name, new.first, new.last, polarity="asserted")


def _of_code_before(reading: Reading, new: Item) -> Replacement | None:
    """How a sentence of one code says that it replaced the code of the sentence before."""
    text = lowered(reading.text)
    before = text[reading.start : reading.starts[new.first]]
    if _ITS_SUCCESSOR.match(before):
        return ITS_SUCCESSOR
    if _THEIR_SUCCESSOR.match(before):
        return THEIR_SUCCESSOR
    mention = new.refs[0].mention
    end = mention.end if mention and new.first == new.last else reading.ends[new.last]
    after = text[end : min(reading.end, end + _AFTER)]
    if _REPLACED_ALL.match(after):
        return THEIR_SUCCESSOR
    return TOOK_OVER if _TOOK_OVER.search(after) else None


def _each_with_its_own(reading: Reading, items: tuple[Item, Item, Item], pattern: str) -> Iterator[Link]:
    """As in "Replaced J1300 with J1299 and Q5139 with Q5152": the second pair begins within what looks like a list."""
    one, two, three = items
    first, last = (Item("C", two.first, two.last, (code,)) for code in two.refs)
    yield from _replacements(reading, one, first, pattern, in_order=False)
    if reading.gap(two.last, three.first) in _WITH_OR_BY:
        yield from _replacements(reading, last, three, pattern, in_order=False)


def _more(reading: Reading, codes: list[Item]) -> Iterator[Item]:
    """The codes coordinated with the first, brackets left out: "It replaced J1020 (20 mg), J1030 (40 mg) and J1040 (80 mg)"."""
    for one, two in pairwise(codes):
        has_own_drug = reading.tags.startswith(
            "f", two.last + 1
        )  # "J9326 is to succeed C9306, and J9184 for gemcitabine"
        if (
            has_own_drug
            or takes_over(reading, two)
            or without_brackets(reading.gap(one.last, two.first)) not in {",", "&", ",&"}
        ):
            return
        yield two


def _replacements(reading: Reading, old: Item, new: Item, pattern: str, *, in_order: bool) -> Iterator[Link]:
    first, last = min(old.first, new.first), max(old.last, new.last)
    meant = _meant(reading, first, last)
    for place, before in enumerate(old.refs):
        for after in new.refs[place : place + 1] if in_order else new.refs:
            if before.value != after.value:
                yield Link("code-successor", before, after, pattern, first, last, polarity=meant)


def _meant(reading: Reading, first: int, last: int) -> Polarity:
    """How a sentence means the replacement that it tells from one token to the other."""
    start, end = reading.starts[first], reading.ends[last]
    before = reading.text[max(reading.start, start - _BEFORE) : start]
    if _UNDONE.search(before) or _NOT_REPLACED.search(reading.text, start, end):
        return "denied"
    told = (
        _PLANNED.search(reading.text, reading.start, end)
        or (_IF.search(before) and ";" not in reading.tags[first:last])
        or _OF_PATIENTS.search(before)
        or _TOLD.search(before)
    )
    return "hypothetical" if told else "asserted"


def _moved_together(reading: Reading, codes: Sequence[Item]) -> Iterator[Link]:
    """As in "Methylprednisolone acetate: J1020 (20 mg), J1030 (40 mg) to J1010 (1 mg)": several codes, or to several."""
    for at, (one, two) in enumerate(pairwise(codes)):
        if without_brackets(reading.gap(one.last, two.first)) != "v" or not _TO.search(
            reading.text[reading.ends[one.last] : reading.starts[two.first]]
        ):
            continue
        old, new = [one, *_chain(reading, codes[at::-1])], [two, *_chain(reading, codes[at + 1 :])]
        size = sum(len(item.refs) for item in (*old, *new))
        opens = _OPENS_NOTICE.search(reading.tags[: old[-1].first]) is not None
        closes = _CLOSES_LIST.match(reading.tags, new[-1].last + 1) is not None
        if opens and closes and 2 < size <= _MOST_TOGETHER and {item.tag for item in (*old, *new)} == {"C"}:
            for before in old:
                for after in new:
                    yield from _replacements(reading, before, after, OLD_TO_NEW.name, in_order=False)


def _chain(reading: Reading, codes: Sequence[Item]) -> Iterator[Item]:
    """The codes coordinated with the first, in either direction, brackets left out."""
    for one, two in pairwise(codes):
        first, last = sorted((one, two), key=lambda item: item.first)
        if without_brackets(reading.gap(first.last, last.first)) not in {",", "&", ",&"}:
            return
        yield two


def moves(reading: Reading, old: Item, new: Item) -> bool:
    """As in "Bludigo C9300 to J9220." and "C9174 to J9011 (Datroway).": a notice that a product changes its code."""
    if not (old.tag == new.tag == "C" and len(old.refs) == len(new.refs) == 1):
        return False
    if not _TO.search(reading.text[reading.ends[old.last] : reading.starts[new.first]]):
        return False
    opens = _OPENS_NOTICE.search(reading.tags[: old.first])
    return opens is not None and _CLOSES_NOTICE.search(reading.tags[new.last + 1 :]) is not None


def _row_of_two(reading: Reading, one: Item, two: Item) -> Replacement | None:
    """The row by which two codes belong together that no words between them tie."""
    if _becomes_permanent(reading, one, two):
        return TEMPORARY_TO_PERMANENT
    return THEIR_SUCCESSOR if _REPLACED_ALL.match(reading.text, reading.ends[two.last], reading.end) else None


def _becomes_permanent(reading: Reading, old: Item, new: Item) -> bool:
    """As in "C9305 → J9256": an arrow from a code of hospitals, or of other payers, to one of all."""
    if not (old.tag == new.tag == "C" and len(old.refs) == len(new.refs) == 1):
        return False
    letters = old.refs[0].value[0], new.refs[0].value[0]
    between = reading.text[reading.ends[old.last] : reading.starts[new.first]]
    return letters[0] in "CS" and letters[1] in "AJQ" and _ARROW.search(between) is not None


def _row(reading: Reading, one: Item, two: Item) -> Replacement | None:
    """The row of the grammar by which one of two codes replaced the other, if any does."""
    told = reading.text[reading.ends[one.last] : reading.starts[two.first]]
    if len(told) > _FARTHEST:
        return None
    if _ERRORS_HEAD.fullmatch(reading.sentence()):
        return None  # "J2778 in place of J2777." over what tells of that error
    text, between = lowered(reading.text), lowered(told)
    before = text[max(reading.start, reading.starts[one.first] - _BEFORE) : reading.starts[one.first]]
    after = text[reading.ends[two.last] : min(reading.end, reading.ends[two.last] + _AFTER)]
    if _WITH_MORE.search(before if one.tag == "i" else between):
        return None
    for row in _ROWS:
        if (
            row.between.search(between)
            and row.before.search(before)
            and row.after.search(after)
            and not (row.unless and row.unless.search(between))
            and not (row.row.needs_end and not (_REPLACING.search(told) or says_ended(reading)))
        ):
            return row.row
    return None
