"""drug-target: the molecule that a drug acts on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.links import Item, Link, Ref
from auditor.extraction.relations.items import GROUPS, SIZES
from auditor.extraction.tags import Reading

_ACTS: Final = re.compile(
    r"\b(?:target|bind|bound|block|inhibit|agonist|antagoni|attach|links?\b|linking|bridg|connects?\b|acts? on|acting on|hits?\b|hitting|seek|recogni[sz]|finds?\b|captur|neutrali[sz]|mops|"
    r"latch|looks? for|sit(?:s|ting) on|directed|against|anti-?|interfer|modulat|attacks|binder|blocker|pathway|suppress|specific for|"
    r"depletes?|activates|stimulates|stabili[sz]es|engag|locks? on|homes|zero(?:es|s) in|stick|cling|clamps|shuts|switch|silenc|bispecific|antibody (?:to|for)|sequester|grabs|grips|traps|degrad|disrupt|prevent)",
    re.IGNORECASE,
)
_TESTED: Final = re.compile(
    r"\s*(?:-|–)?\s*(?:expression|express|over-?express|positiv|negativ|test|status|assay|level|tumou?rs?\b|amplif|mutat|mutant|gene\b|high\b|low\b|"
    r"biomarker|staining|score|combined|tps|cps|alter|rearrang|status|\+|exon|wild|(?:cell )?counts?\b|deficien|antibod(?:y|ies) (?:test|tit(?:er|re)|level|positiv|negativ)|synthesis|replication|repair|damage)",
    re.IGNORECASE,
)
_TESTED_BEFORE: Final = re.compile(
    r"(?:express(?:es|ing|ion of)?|positive for|test(?:ing|s|ed)? for|status of|evidence of|mutat\w+ in|level of|docking with|interactions? (?:of|with)(?: both)?|interacting with(?: both)?|(?:its|their|the) (?:natural )?(?:ligands?|receptors?),?|from binding(?: to)?|including|such as|failed|against which)\s*(?:the\s*)?$",
    re.IGNORECASE,
)
_KIND_OF_DRUG: Final = re.compile(
    r"(?:\s*\([^()]{0,80}\))?[\s-]*(?:receptor\s+|pathway\s+|protein\s+)?(?:inhibitors?|blockers?|binders?|antibod|antagonists?|agonists?|activators?|antibody|monoclonal|agents?|blocking|targeted|targeting|directed|bispecific|(?:group|class|family)\s*:)",
    re.IGNORECASE,
)
# Before a kind of drug: it is another than the drug in hand, a partner of it or what was tried first.
_OTHER_DRUG: Final = re.compile(
    r"\b(?:(?:or|and|nor|plus)(?: an?| the| another)?\s*|"
    r"(?:with|without|after|before|than|versus|vs\.?|on|add(?:s|ed|ing)?|using|failed|receiv(?:es?|ed|ing)|took|tak(?:es?|ing)|tried|prior|previous|"
    r"(?:respon[ds]\w+|intoleran\w+|exposure|refractory|resistan\w+|contraindicat\w+|addition|alternative|switch\w*|failure) (?:to|of|from))"
    r"(?: (?:an?|the|any|another|other|one|two|or|more|at|least|prior|previous|different|second)){0,5}\s+(?:anti-?\s?)?)$",
    re.IGNORECASE,
)
_AND_A_DRUG: Final = re.compile(r"\b(?:or|and|nor|plus|with)(?: an?| the)?\s*$", re.IGNORECASE)
_AS_DOES: Final = re.compile(r"\s*(?:,\s*)?(?:just )?as (?:does|do|did)\s+(?:the\s+)?", re.IGNORECASE)
_SEVERAL: Final = frozenset(GROUPS) - {"neither"}
_SLASH: Final = re.compile(r"\s*/\s*$")
_RIVAL: Final = re.compile(r"\bwith\s+(?:the\s+)?$|\bor with\s+$|\band with\s+$", re.IGNORECASE)


def target_links(reading: Reading, found: list[Item], discourse: Discourse) -> Iterator[Link]:
    """Links between the drugs and the targets of a sentence."""
    targets = [index for index, mention in enumerate(reading.mentions) if mention.kind == "target"]
    rival = False
    for position, index in enumerate(targets):
        coordinated = position and re.fullmatch(
            r"[,&]{1,2}t?", reading.gap(reading.token_of[targets[position - 1]], reading.token_of[index])
        )
        rival = (rival and bool(coordinated)) or not _acted_on(reading, targets, position)
        if not rival:
            yield from _link(reading, found, discourse, index)
            yield from _as_does(reading, found, index)


def _as_does(reading: Reading, found: list[Item], index: int) -> Iterator[Link]:
    """As in "Both bind EGFR, as does panitumumab": one more drug that does so."""
    mention, token = reading.mentions[index], reading.token_of[index]
    after = next((item for item in found if item.tag == "D" and item.first > token), None)
    if after is not None and _AS_DOES.fullmatch(reading.text, mention.end, reading.starts[after.first]):
        for drug in after.refs:
            yield Link("drug-target", drug, Ref(mention.value, mention), "as-does-drug", token, after.last)


def _acted_on(reading: Reading, targets: list[int], position: int) -> bool:
    mention = reading.mentions[targets[position]]
    text = reading.text
    before = text[max(reading.start, mention.start - 28) : mention.start]
    after = text[mention.end : min(reading.end, mention.end + 24)]
    slashed = (position and _SLASH.fullmatch(text, reading.mentions[targets[position - 1]].end, mention.start)) or (
        position + 1 < len(targets)
        and _SLASH.fullmatch(text, mention.end, reading.mentions[targets[position + 1]].start)
    )
    if slashed or _TESTED.match(after) or _TESTED_BEFORE.search(before):
        return False
    return not (_RIVAL.search(before) and position)


def _link(reading: Reading, found: list[Item], discourse: Discourse, index: int) -> Iterator[Link]:
    mention, token = reading.mentions[index], reading.token_of[index]
    before = [item for item in found if item.tag in "DdI" and item.last < token]
    after = [item for item in found if item.tag == "D" and item.first > token]
    kind_of_drug = _KIND_OF_DRUG.match(reading.text, mention.end, reading.end)
    item = None
    pattern = "drug-acts-on-target"
    if kind_of_drug and after and not _crosses(reading, kind_of_drug.end(), token, after[0].first):
        item, pattern = after[0], "target-drug"
    elif before:
        item = before[-1]
        between = reading.text[reading.ends[item.last] : mention.start]
        if kind_of_drug and _OTHER_DRUG.search(between):
            return
        if not (kind_of_drug or _ACTS.search(between) or _appositive(between, reading, mention.end)):
            return
    else:
        yield from _implied(reading, found, discourse, index)
    if item is None:
        return
    for drug in item.refs:
        yield Link(
            "drug-target", drug, Ref(mention.value, mention), pattern, min(item.first, token), max(item.last, token)
        )


def _implied(reading: Reading, found: list[Item], discourse: Discourse, index: int) -> Iterator[Link]:
    """As in "It blocks PD-1": the drug in hand, where the sentence names none."""
    mention, token = reading.mentions[index], reading.token_of[index]
    kind_of_drug = _KIND_OF_DRUG.match(reading.text, mention.end, reading.end)
    if kind_of_drug and kind_of_drug[0].endswith("s"):
        return  # "CTLA-4 inhibitors" are a class
    if kind_of_drug and _OTHER_DRUG.search(reading.text[reading.start : mention.start]):
        return
    if not kind_of_drug and not _ACTS.search(reading.text, reading.start, mention.end):
        return
    if any(item.tag == "C" for item in found):
        return
    for drug in _meant(reading, discourse):
        yield Link("drug-target", drug, Ref(mention.value, mention), "it-acts-on-target", 0, token, "medium")


def _meant(reading: Reading, discourse: Discourse) -> tuple[Ref, ...]:
    """The drugs in hand; of a list, where the sentence speaks of several: "All three look for PSMA"."""
    if reading.words[0] not in _SEVERAL:
        return discourse.drugs
    listed = discourse.listed_drugs
    size = SIZES.get(reading.words[1], len(listed)) if len(reading.words) > 1 else 0
    return tuple(listed) if len(listed) == size > 1 else ()


def _crosses(reading: Reading, end: int, token: int, first: int) -> bool:
    """Whether a kind of drug that ends at `end` is not the kind of the drug after it: "a TNF blocker and methotrexate"."""
    gap = reading.gap(token, first)
    beside = _AND_A_DRUG.search(reading.text[end : reading.starts[first]])
    return len(gap) > 12 or ";" in gap or "C" in gap or beside is not None


def _appositive(between: str, reading: Reading, end: int) -> bool:
    """As in "CD20 (rituximab)" and the like: nothing but a bracket or a dash stands between."""
    return between.strip() in {"(", "-", "–", "—", ":", "="} and reading.text[end : end + 1] in {")", "", ".", ",", ";"}
