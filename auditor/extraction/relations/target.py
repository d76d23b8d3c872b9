"""drug-target: the molecule that a drug acts on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.grammar import regex
from auditor.extraction.guarded import Guarded, Phrases
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.patterns import target as patterns
from auditor.extraction.relations.groups import GROUPS, SIZES
from auditor.extraction.relations.items import refs_of, says_some
from auditor.extraction.tags import Reading
from auditor.model.assertions import Mention

_ACTS: Final = Phrases(patterns.ACTS)
_KIND_OF_DRUG: Final = regex(patterns.KIND_OF_DRUG)
_AS_DOES: Final = regex(patterns.AS_DOES)
_APPOSED: Final = regex(patterns.APPOSED)
_IN_ENTRY: Final = regex(patterns.IN_ENTRY)
_NEXT_CLAUSE: Final = regex(patterns.NEXT_CLAUSE)
_PARTED: Final = regex(patterns.PARTED)
_TARGET_OF: Final = Guarded(patterns.TARGET_OF.words)
_IS_THE_TARGET: Final = regex(patterns.IS_THE_TARGET)
_IS_TARGET: Final = regex(patterns.IS_TARGET)
_TESTED_AFTER: Final = regex(patterns.TESTED_AFTER)
_TESTED_BEFORE: Final = Guarded(patterns.TESTED_BEFORE.words)
_OR_A_TARGET: Final = regex(patterns.OR_A_TARGET)
_RIVAL: Final = regex(patterns.RIVAL)
_SLASH: Final = regex(patterns.SLASH)
_OTHER_DRUG: Final = Phrases(patterns.OTHER_DRUG)
_OF_SEVERAL: Final = regex(patterns.OF_SEVERAL)
_NAMES_ITS_DRUG: Final = regex(patterns.NAMES_ITS_DRUG)
_OPENS_WITH_KIND: Final = regex(patterns.OPENS_WITH_KIND)
_PAIR: Final = 2
_NEAR_OPENING: Final = 40  # characters before a target that opens its sentence
_COMMA: Final = late(r"\w{0,6}(?:[ -]\w{4,12}){0,3}, ")
_DRUGS_THAT: Final = late(
    r"\b(?:drugs|agents|antibodies|products|medicines|biologics|therapies|those) (?:that|which|against|for|directed|to|acting|targeting)\b",
    re.IGNORECASE,
)
_A_CLASS: Final = late(
    r"[\s-]+(?:\w+[\s-]+)?(?:drugs|agents|products|medicines|biologics|therapies|medications|injections|antibodies)\b",
    re.IGNORECASE,
)
_WHICH_IS: Final = late(
    r"[\s-]+(?:drug|agent|product|medicine|biologic|antibody|medication)\b[^.;:]{0,60}\b(?:is|was|became|remains|being)\s+(?:the \w+ )?",
    re.IGNORECASE,
)
_PART: Final = late(r"\b(?:half|component|ingredient|partner|enzyme|other (?:one|part|substance))\b", re.IGNORECASE)
_SUCH_AS: Final = late(r"\b(?:e\.g\.|such as|for example|including)", re.IGNORECASE)
_OR_A: Final = late(r"\b(?:or|and)(?: an?| the| another| any)?\s+$", re.IGNORECASE)
_SOMETHING_ELSE: Final = late(r"w(?:\([^()]{1,4}\))?,t?T")
_ITEMS: Final = late(
    # "Two antibodies block TFPI": some that the text names later
    r"\W*(?:two|three|four|five|several|various) (?:(?:other|more|new|newer|further) )?(?:antibodies|drugs|agents|products|biologics|molecules|medicines|inhibitors)\b|"
    r"\W*(?:the )?(?:items?|rows?|lines?|numbers?|nos?\.|entries|entry|charges?) \d",
    re.IGNORECASE,
)
_JOINED: Final = frozenset({"&", ",", ",&"})
_COORDINATION: Final = late(patterns.COORDINATION)
_AND_DRUG: Final = late(
    r"(?: ?\([^()]{1,60}\))?,? (?:and )?(?:(?:so )?(?:does|do) )?"
)  # "as do triptorelin (Trelstar, J3315) and degarelix"
_SEVERAL: Final = frozenset(GROUPS) - {"neither"}
_THEY_ALL: Final = late(
    r"[:;,–—-]\s*(?:all|both|each)(?: of (?:them|these|which))? [a-z]", re.IGNORECASE
)  # "Alzheimer's disease: all act on amyloid beta"
_OF_THEM: Final = _SEVERAL | {"they", "these"}


_SET_APART: Final = late(
    r"\b(?:unlike|(?:in )?contrast (?:to|with)|as opposed to|different from|compared (?:with|to)|whereas)\s+(?:the \w+ )?\Z",
    re.IGNORECASE,
)
_BUT_THEY: Final = late(r"(?: \([^()]{1,40}\))?,? (?:they|these|those|both|neither|none|all)\b", re.IGNORECASE)
_OTHERS: Final = frozenset({"other", "others", "further", "additional", "remaining"})


def target_links(reading: Reading, found: list[Item], discourse: Discourse) -> Iterator[Link]:
    """Links between the drugs and the targets of a sentence."""
    for index in _acted_on_by_drugs(reading):
        yield from _link(reading, found, discourse, index)
        yield from _as_does(reading, found, index)


def acts_on(reading: Reading) -> Iterator[tuple[int, Mention]]:
    """The targets of a sentence on which something acts, each with its token: none that a patient is tested for, none of "a PD-1 inhibitor"."""
    for index in _acted_on_by_drugs(reading):
        mention = reading.mentions[index]
        if not _KIND_OF_DRUG.match(reading.text, mention.end, reading.end):
            yield reading.token_of[index], mention


def _acted_on_by_drugs(reading: Reading) -> Iterator[int]:
    targets = [index for index, mention in enumerate(reading.mentions) if mention.kind == "target"]
    rival = False
    for position, index in enumerate(targets):
        coordinated = position and _COORDINATION.fullmatch(
            reading.gap(reading.token_of[targets[position - 1]], reading.token_of[index])
        )
        rival = (rival and bool(coordinated)) or not _acted_on(reading, targets, position)
        if not rival:
            yield index


def _as_does(reading: Reading, found: list[Item], index: int) -> Iterator[Link]:
    """As in "Both bind EGFR, as does panitumumab": one more drug that does so."""
    mention, token = reading.mentions[index], reading.token_of[index]
    after = [item for item in found if item.tag == "D" and item.first > token]
    end = mention.end
    for item in after:
        start = reading.starts[item.first]
        joined = (
            _AS_DOES.fullmatch(reading.text, end, start)
            if item is after[0]
            else _AND_DRUG.fullmatch(reading.text, end, start)
        )
        if not joined:
            break
        for drug in item.refs:
            yield Link("drug-target", drug, Ref(mention.value, mention), patterns.AS_DOES.name, token, item.last)
        end = reading.ends[item.last]


def _acted_on(reading: Reading, targets: list[int], position: int) -> bool:
    mention = reading.mentions[targets[position]]
    text = reading.text
    before = text[max(reading.start, mention.start - 28) : mention.start]
    after = text[mention.end : min(reading.end, mention.end + 24)]
    slashed = (position and _SLASH.fullmatch(text, reading.mentions[targets[position - 1]].end, mention.start)) or (
        position + 1 < len(targets)
        and _SLASH.fullmatch(text, mention.end, reading.mentions[targets[position + 1]].start)
    )
    if slashed or _TESTED_AFTER.match(after) or _TESTED_BEFORE.search(before):
        return False
    if _tested_with_others(reading, targets, position):
        return False
    return not (_RIVAL.search(before) and position)


def _tested_with_others(reading: Reading, targets: list[int], position: int) -> bool:
    """As in "tumors with EGFR, ALK or ROS1 aberrations": what is said behind the last of a list is said of each."""
    ends = [reading.mentions[index] for index in targets[position:]]
    for one, other in pairwise(ends):
        if not _OR_A_TARGET.fullmatch(reading.text, one.end, other.start):
            return False
        if _TESTED_AFTER.match(reading.text, other.end, min(reading.end, other.end + 24)):
            return True
    return False


def _link(reading: Reading, found: list[Item], discourse: Discourse, index: int) -> Iterator[Link]:
    mention, token = reading.mentions[index], reading.token_of[index]
    before = [item for item in found if item.tag in "DdI" and item.last < token]
    after = [item for item in found if item.tag == "D" and item.first > token]
    kind_of_drug = _KIND_OF_DRUG.match(reading.text, mention.end, reading.end)
    item = None
    pattern = patterns.KIND_OF_DRUG.name
    if kind_of_drug and after:
        if not before and len(refs_of(after, "D")) > 1 and len(_run(reading, index)) > 1:
            return  # "PD-1 and PD-L1 inhibitors: nivolumab, atezolizumab": nobody says which is which
        if _example_of_kinds(reading, mention.start, kind_of_drug.end(), after[0].first):
            return
        if _names_its_drug(reading, mention.start, kind_of_drug.end(), after[0].first):
            item = after[0]
    if item is None and before:
        item = _not_compared(reading, before)
        between = reading.text[reading.ends[item.last] : mention.start]
        of_several = len(item.refs) == 1 and _OF_SEVERAL.search(between)
        if of_several or (kind_of_drug and _OTHER_DRUG.search(between)) or _is_set_apart(reading, item, mention):
            return
        pattern = pattern if kind_of_drug else _said(reading, before, item, index)
        if not pattern:
            return
    if item is None:
        yield from _of_those_listed(reading, found, index) or _implied(reading, found, discourse, index)
        return
    refs = _without_fronted(reading, item, is_after=item in after)
    for drug in _in_order(reading, index, (*reversed(_coordinated(reading, before, item)), *refs)):
        yield Link(
            "drug-target", drug, Ref(mention.value, mention), pattern, min(item.first, token), max(item.last, token)
        )


def _said(reading: Reading, before: list[Item], item: Item, index: int) -> str:
    """The name of the phrase that ties a target to a drug before it, or nothing."""
    mention = reading.mentions[index]
    between = reading.text[reading.ends[item.last] : mention.start]
    return (
        _acts(between)
        or _apposed(between, reading, mention.end)
        or _goes_on(reading, before, item, index)
        or _target_of(reading, item, between)
    )


def _without_fronted(reading: Reading, item: Item, *, is_after: bool) -> tuple[Ref, ...]:
    """Of two drugs that only a comma parts the one that is meant, where the comma ends what the sentence opens with.

    As in "After a CD38 antibody such as daratumumab, teclistamab is covered" and "Unlike Prolia, which is denosumab, Evenity
    blocks sclerostin".
    """
    if len(item.refs) != _PAIR or reading.tags[0] not in "zsxvq":
        return item.refs
    one, two = (ref.mention for ref in item.refs)
    if one is None or two is None or reading.text[one.end : two.start] != ", ":
        return item.refs
    return item.refs[:1] if is_after else item.refs[-1:]


def _not_compared(reading: Reading, before: list[Item]) -> Item:
    """As in "It differs from denosumab in its target, which is sclerostin": the last drug that the sentence does not only compare with."""
    last = before[-1]
    relative = reading.tags[last.last + 1 : last.last + 3].lstrip(",").startswith("r")
    plain = [item for item in before if not item.compared]
    return plain[-1] if last.compared and plain and not relative else last


def _in_order(reading: Reading, index: int, drugs: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """As in "Blinatumomab and teclistamab bind CD19 and BCMA, respectively": of each target the drug in its own place."""
    if len(drugs) < 2 or "respectively" not in reading.words:
        return drugs
    run = _run(reading, index)
    return drugs[run.index(index) : run.index(index) + 1] if len(run) == len(drugs) else drugs


def _run(reading: Reading, index: int) -> list[int]:
    """The targets that are coordinated with one, and that one, in order."""
    targets = [at for at, mention in enumerate(reading.mentions) if mention.kind == "target"]
    run = [index]
    for step in (-1, 1):
        at = targets.index(index)
        while 0 <= at + step < len(targets):
            one, two = sorted((targets[at], targets[at + step]))
            if not _COORDINATION.fullmatch(reading.gap(reading.token_of[one], reading.token_of[two])):
                break
            at += step
            run.append(targets[at])
    return sorted(run)


def _of_those_listed(reading: Reading, found: list[Item], index: int) -> list[Link]:
    """As in "These agents block PD-1: nivolumab and cemiplimab-rwlc": every drug that the colon opens."""
    mention, token = reading.mentions[index], reading.token_of[index]
    named = [item for item in found if item.tag in "CD" and item.first > token]
    acts = _acts(reading.text[reading.start : mention.end])
    if not acts or not named or reading.gap(token, named[0].first) != ":" or any(item.tag == "C" for item in named):
        return []
    return [
        Link("drug-target", drug, Ref(mention.value, mention), acts, token, item.last, "medium")
        for item in named
        for drug in item.refs
    ]


def _coordinated(reading: Reading, before: list[Item], item: Item) -> tuple[Ref, ...]:
    """As in "Topotecan (J9351) and irinotecan (J9206) inhibit topoisomerase I": the drugs that open the sentence with the last one."""
    named = [other for other in before if other.tag == "D"]
    if item not in named:
        return ()
    chain = [item]
    for other in reversed(named[: named.index(item)]):
        if without_brackets(reading.gap(other.last, chain[-1].first)).lstrip(")") not in _JOINED:
            return ()
        chain.append(other)
    between = slice(reading.starts[chain[-1].first], reading.starts[item.first])
    if any(m.kind == "target" and between.start < m.start < between.stop for m in reading.mentions):
        return ()  # "Daratumumab (anti-CD38), elotuzumab (anti-SLAMF7) and isatuximab (anti-CD38)": each has its own
    opens = chain[-1].first == 0 and without_brackets(reading.gap(chain[-1].last, chain[0].first)).find("&") >= 0
    return refs_of(chain[1:], "D") if opens else ()


def _implied(reading: Reading, found: list[Item], discourse: Discourse, index: int) -> Iterator[Link]:
    """As in "It blocks PD-1": the drug in hand, where the sentence names none."""
    mention, token = reading.mentions[index], reading.token_of[index]
    kind_of_drug = _KIND_OF_DRUG.match(reading.text, mention.end, reading.end)
    if kind_of_drug and kind_of_drug[0].endswith("s"):
        return  # "CTLA-4 inhibitors" are a class
    if kind_of_drug and _OTHER_DRUG.search(reading.text[reading.start : mention.start]):
        return
    if kind_of_drug and _SOMETHING_ELSE.match(reading.tags) and reading.text[reading.start].isupper():
        return  # "Zilucoplan (Zilbrysq), a C5 inhibitor": a drug that we do not know
    if (reading.words[0] in _OTHERS and not found) or _ITEMS.match(reading.text, reading.start, mention.start):
        return  # "Other HER2-directed agents" over their table; "Items 10520 and 10521 block IL-12"
    if _PART.search(reading.text, reading.start, mention.start):
        return  # "The second half goes after LAG-3" speaks of one substance of a mixture
    if (
        says_some(reading)
        or _DRUGS_THAT.search(reading.text, reading.start, mention.start)
        or _of_a_class(reading, found, mention, token)
    ):
        return  # "Drugs against IL-5." is what a paragraph is about
    pattern = patterns.KIND_OF_DRUG.name if kind_of_drug else _acts(reading.text[reading.start : mention.end])
    if not pattern and _IS_THE_TARGET.match(reading.text, mention.end, reading.end):
        pattern = patterns.IS_THE_TARGET.name
    if not pattern or any(item.tag == "C" for item in found):
        return
    for drug in _meant(reading, discourse, mention):
        yield Link("drug-target", drug, Ref(mention.value, mention), pattern, 0, token, "medium")


def _is_set_apart(reading: Reading, item: Item, target: Mention) -> bool:
    """As in "Unlike ustekinumab they do not block IL-12": it is said of others than the drug before."""
    start = reading.starts[item.first]
    if not _SET_APART.search(reading.text, reading.start, start):
        return False
    return _BUT_THEY.match(reading.text, reading.ends[item.last], target.start) is not None


def _of_a_class(reading: Reading, found: Sequence[Item], target: Mention, token: int) -> bool:
    """As in "Neighbors that are not anti-VEGF drugs" and "The first anti-VEGF drug was pegaptanib": of no drug in hand."""
    if reading.words[0] not in _OF_THEM and _A_CLASS.match(reading.text, target.end):
        return True
    after = next((item for item in found if item.tag == "D" and item.first > token), None)
    return after is not None and _WHICH_IS.fullmatch(reading.text, target.end, reading.starts[after.first]) is not None


def _meant(reading: Reading, discourse: Discourse, mention: Mention) -> tuple[Ref, ...]:
    """The drugs in hand; of a list, where the sentence speaks of several: "All three look for PSMA"."""
    if reading.words[0] not in _SEVERAL:
        return () if _THEY_ALL.search(reading.text, reading.start, mention.start) else discourse.drugs
    listed = discourse.listed_drugs or discourse.section_drugs
    size = SIZES.get(reading.words[1], len(listed)) if len(reading.words) > 1 else 0
    return tuple(listed) if len(listed) == size > 1 else ()


def _names_its_drug(reading: Reading, start: int, end: int, first: int) -> bool:
    """Whether a kind of drug, from a target that starts at `start` up to `end`, is that of the drug after it: "the TNF blocker golimumab"."""
    named = reading.starts[first]
    if _NAMES_ITS_DRUG.fullmatch(reading.text, end, named):
        return True
    opens = _OPENS_WITH_KIND.search(reading.text[max(reading.start, start - _NEAR_OPENING) : start])
    return opens is not None and _COMMA.fullmatch(reading.text, end, named) is not None


def _example_of_kinds(reading: Reading, start: int, end: int, first: int) -> bool:
    """As in "a biologic or a JAK inhibitor (e.g., Orencia, Xeljanz)": the examples are of either kind."""
    shown = _SUCH_AS.search(reading.text, end, reading.starts[first]) is not None
    return shown and _OR_A.search(reading.text, reading.start, start) is not None


def _acts(text: str) -> str:
    """The name of the phrase that says what a drug does, or nothing."""
    found = _ACTS.search(text)
    return found.name if found else ""


def _goes_on(reading: Reading, before: list[Item], item: Item, index: int) -> str:
    """As in "Syfovre inhibits C3, Izervay C5": the verb of the clause before, where that gives its own drug a target."""
    mentions = reading.mentions
    if item is before[0] or not index or not any(one.kind == "target" for one in mentions[:index]):
        return ""
    start, end = reading.starts[item.first], reading.ends[item.last]
    earlier = [one for one in mentions[:index] if one.kind == "target" and one.end <= start]
    if not earlier or not _NEXT_CLAUSE.fullmatch(reading.text, end, mentions[_run(reading, index)[0]].start):
        return ""
    parted = _PARTED.fullmatch(reading.text, earlier[-1].end, start)
    first = next((one for one in reversed(before) if reading.ends[one.last] <= earlier[-1].start), None)
    if not parted or first is None:
        return ""
    before_it = reading.text[reading.ends[first.last] : mentions[_run(reading, mentions.index(earlier[-1]))[0]].start]
    told = _acts(before_it) or _NEXT_CLAUSE.fullmatch(before_it)
    return patterns.NEXT_CLAUSE.name if told else ""


def _target_of(reading: Reading, item: Item, between: str) -> str:
    """As in "The target of Xgeva is RANKL"."""
    led = _TARGET_OF.search(reading.text, reading.start, reading.starts[item.first])
    return patterns.TARGET_OF.name if led and _IS_TARGET.fullmatch(between) else ""


def _apposed(between: str, reading: Reading, end: int) -> str:
    """As in "CD20 (rituximab)" and the like: nothing but a bracket or a dash stands between, and nothing follows."""
    alone = reading.text[end : end + 1] in {")", "", ".", ",", ";"}
    if alone and _APPOSED.fullmatch(between):
        return patterns.APPOSED.name
    return patterns.IN_ENTRY.name if alone and _IN_ENTRY.fullmatch(between) else ""
