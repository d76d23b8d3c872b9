"""What a heading or a lead-in says of the entries below it: that they have ended, tell units or limits, are errors, or a quiz."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from auditor.extraction.discourse import Discourse
from auditor.extraction.late import late
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.tags import Reading
from auditor.model.source import Block

ENTRIES: Final = frozenset({"line", "item", "definition"})
# "Old → new"; "Q3 (July 1, 2025)" over arrows.
_RENAMED: Final = late(
    r"^\W{0,4}(?:Q[1-4]|(?:first|second|third|fourth) quarter)\b[^;:]{0,24}\b20\d\d\b|\bold\b(?: codes?)?\s*(?:→|[-=]>|to|/|,|and)\s*(?:the )?new\b",
    re.IGNORECASE,
)
_ENDED_LEAD_IN: Final = late(
    r"\b(?:the following|these|those|below|listed|(?:every|each|any|all)(?: of)?(?: the)? (?:codes?|numbers?|entr(?:y|ies)|rows?|lines?))\b(?: \w+){0,4}? (?:are|were|have been|will be|is|have) (?:now |all |being |been ){0,2}"
    r"(?:no longer (?:valid|active|payable|billable|accepted|in use|recogni[sz]ed|reportable|in the (?:code set|file))|deleted|discontinued|terminated|termed|retired|inactive|invalid|expired|obsolete|ended|closed|end[- ]dated|withdrawn)\b"
    r"|\b(?:no longer (?:valid|active|payable|billable)|deleted|discontinued|terminated|retired|purged|culled|cleared out|swept away|removed from the (?:code set|file|list))\b[^.;]{0,60}:\s*$"
    r"|\b(?:no|none|not|without|nor)\b[^.;:]{0,40}\b(?:successors?|replacements?)\b[^.;:]{0,20}:\s*$"
    r"|\b(?:these|those|the following|all of these)(?: \w+){0,2} (?:terminate|end|close|expire|sunset|retire|go away)(?=\s*(?:[.:]|$)| (?:on|with|after|in|as of|effective|at|January|February|March|April|May|June|July|August|September|October|November|December|\d))",
    re.IGNORECASE,
)
_ENDED_SECTION: Final = late(
    r"\W*(?:(?:(?:table|list|part|section|group|appendix|annex|schedule|attachment) )?(?:\d+|[A-Z])[.):]\s*)?(?:\w+\s+(?:[–—-]\s+)?){0,2}?"
    r"(?:discontinued|deleted|terminated|termed|retired|ended|withdrawn|inactive|inactivated(?!-)|deactivated|sunset|obsolete|deletions|terminations|closures|closed(?=\W*$| \(| (?:codes?|on|in|after|with|effective|since|as)\b)|expired|gone (?:for good|after|since|as of|with|on|effective)\b)",
    re.IGNORECASE,
)
_DIVISIONS: Final = 2  # headings, one within the other
_DIVIDES: Final = late(
    r"\W*(?:(?:codes? )?(?:with(?:out)?|no|having|direct)\b|(?:[A-Z]|\d+)[.)]? ?(?:with(?:out)?|no)\b)", re.IGNORECASE
)
_TELLS_MYTH: Final = late(
    r"\W*(?:(?:common )?(?:myth|misconception|fiction|fallacy|legend)s?(?: (?:no\. ?|number |#)?\w{1,5})?)\s?[.:–—-]\W{0,3}(?:\w+[\s,]+){3}",
    re.IGNORECASE,
)
_OF_OTHER_CODES: Final = late(
    r"\b(?:replac\w+|instead|new|successors?|use|now|stay|remain|active|report)\b(?<!not report)(?<!not use)",
    re.IGNORECASE,
)
_PROMISES_CODES: Final = late(
    r"^(?!.*\b(?:combin|administ|procedure|also|together|plus|with which|other)).*\b(?:two|three|four|five|six|several|one of|different|separate|(?:the )?following|these|its)\b"
    r"[^.:]{0,30}\b(?:codes?|numbers?)\b",
    re.IGNORECASE | re.DOTALL,
)
_PAIRS_ALONE: Final = late(
    r"[N.-]{0,2}C[DB]?(?:,?&?C[DB]?){1,20}\.?"
)  # "J1267 doripenem, J0715 ceftizoxime, J0200 alatrofloxacin"
_ORDERS: Final = late(r"(?:m[bwA]{1,2}|l[wA]{0,2})\Z")  # "Should be J1938", "Report J1938"
_UNITS_SECTION: Final = late(
    r"\bone (?:\w+ )?unit\b|\b(?:billing|hcpcs|billable) units?\b|\bunits? (?:of (?:service|measure)|definitions?|values?)\b",
    re.IGNORECASE,
)
_LIMITS_SECTION: Final = late(
    r"\b(?:quantity|dos(?:e|ing|age)|units?|billing|frequency|coverage) limit|\bmaximum\b|\bmax\.? (?:units?|dos)|\bmedically unlikely|\bMUEs?\b|"
    r"\bper (?:date of service|visit|claim)\b",
    re.IGNORECASE,
)
_STATEMENT: Final = late(r"[bphmolLn?iqx=]")  # anything that tells more than which code is which drug's
_ERRORS_SECTION: Final = late(
    r"\b(?:denial|denied|rejected|mistake|slip|error|wrong|pitfall|what not|mix-?up|confus|misread|oops|bloopers|claims? (?:\w+ ){0,3}(?:returned|sent back|corrected|recouped))",
    re.IGNORECASE,
)
# A whole document of questions; one "with the myths crossed out" has facts as well.
_EXAM: Final = late(r"\b(?:quiz|true or false|test yourself|exam\b|examination\b(?! code))", re.IGNORECASE)
_QUIZ_SECTION: Final = late(
    r"\b(?:myth|quiz|true or false|test yourself|exam\b|examination\b(?! code)|(?:match|pair|join) (?:up )?(?:each|every|the|these) [^.;:]{2,40}? (?:with|to|and) (?:its|their|the|these)\b)",
    re.IGNORECASE,
)
# A sentence before a list whose entries may be wrong: "True or false?", "Two of these are wrong:".
_DOUBTFUL_LEAD_IN: Final = late(
    r"\b(?:match (?:up )?(?:each|every|the|these) [^.;:]{2,40}? (?:with|to|and) (?:its|their|the|these)\b|true or false|right or wrong|odd one out|(?:pair|line|statement|code|one)s? that (?:does|do|is|are) not (?:\w+ )?(?:fit|belong|match|true|right|correct)|(?:which|what|one|two|three|four|some|not all|only \w+) (?:of (?:these|the following|them)(?: \w+)? )?(?:is|are) (?:true|false|right|wrong|correct|incorrect)\b)",
    re.IGNORECASE,
)
_ANSWERS: Final = late(r"\b(?:answer|key|solution|explanation|explained|result)", re.IGNORECASE)
_ANSWERED: Final = late(r"\W*(?:answers?|correct|solution|fact|reality|truth|no\b|false|right)", re.IGNORECASE)
_WHICH_ASIDE: Final = late(r",[fsv]?r[^,;.C]{1,14},")  # "S0189, for which see the table above, and S0080"
_STAY: Final = frozenset(
    {
        "keep",
        "keeps",
        "kept",
        "stay",
        "stays",
        "remain",
        "remains",
        "untouched",
        "unaffected",
        "unchanged",
        "survives",
        "continues",
    }
)


def in_ended_list(block: Block, lead_in: str) -> bool:
    """Whether a block is an entry of a list whose title, or what leads in to it, says that its codes have ended."""
    if block.kind not in ENTRIES:
        return False
    return leads_in_ended(lead_in) or (in_ended_section(block.section) and _OF_OTHER_CODES.search(lead_in) is None)


def in_ended_section(section: Sequence[str]) -> bool:
    """Whether the last heading, or one above it that it only divides ("Codes closed", then "Without a follower"), says that the codes below it have ended."""
    for heading in reversed(section[-_DIVISIONS:]):
        if _says_ended(heading):
            return True
        if _divides(heading) is False:
            return False
    return False


@lru_cache(maxsize=64)
def _divides(heading: str) -> bool:
    """Whether a heading only tells of some of the ended codes above it whether another came: asked once for all below it."""
    return _DIVIDES.match(heading) is not None


@lru_cache(maxsize=64)
def leads_in_ended(lead_in: str) -> bool:
    """The same of a paragraph before the list: "The following are no longer valid after December 31."."""
    return _says_ended(lead_in) or _ENDED_LEAD_IN.search(lead_in) is not None


@lru_cache(maxsize=64)
def _says_ended(heading: str) -> bool:
    """Whether a heading says that the codes below it have ended; asked once for all their sentences."""
    return _ENDED_SECTION.match(heading) is not None


def in_renamed_list(block: Block, lead_in: str) -> bool:
    """Whether a block is an entry of a list whose title says that it goes from old codes to new ones: "Old → new"."""
    heading = lead_in or (block.section[-1] if block.section else "")
    return block.kind in ENTRIES and _RENAMED.search(heading) is not None


def has_codes_below(lead_in: str, discourse: Discourse) -> bool:
    """As in "Ustekinumab has two codes:": whether a lead-in promises the codes of the one drug that it names."""
    return lead_in.endswith(":") and len(discourse.products) == 1 and _PROMISES_CODES.search(lead_in) is not None


def lists_units(block: Block, above: Sequence[str]) -> bool:
    """Whether a block is an entry of a list that tells what one billing unit is, as what stands above it says."""
    return block.kind in ENTRIES and any(map(_UNITS_SECTION.search, above)) and not lists_limits(block, above)


def lists_limits(block: Block, above: Sequence[str]) -> bool:
    """Whether a block is an entry of a list that tells how much may be billed, and not what a unit is."""
    return block.kind in ENTRIES and any(map(_LIMITS_SECTION.search, above))


def lists_ended(block: Block, reading: Reading) -> bool:
    """Whether a sentence under such a title only lists codes and their drugs: "J0200 alatrofloxacin; J0715 ceftizoxime."."""
    if block.kind != "paragraph" or not block.section or not _says_ended(block.section[-1]):
        return False
    return not _tells_more(reading) and _STAY.isdisjoint(reading.words)


def _tells_more(reading: Reading) -> bool:
    """Whether a sentence tells more than which code is which drug's; "not otherwise specified" is a part of a name."""
    tags = reading.tags.replace("nww", "", 1) if "otherwise" in reading.words else reading.tags
    return _STATEMENT.search(_WHICH_ASIDE.sub(",", without_brackets(tags))) is not None


def listed_as_ended(reading: Reading, found: Sequence[Item], *, every: bool = False) -> list[Link]:
    """A list under "Discontinued codes" says of each of its codes that it has ended, though no entry repeats the word.

    `every`: one sentence lists them all; else each has an entry, which may name its successor too, or a part of one behind
    a semicolon, or an "and" where the entry is no sentence: "Q5131 (Idacio) and Q5132 (Abrilada)".
    """
    if not _STAY.isdisjoint(reading.words):
        return []  # "Likewise Rylaze keeps J9021, Oncaspar J9266"
    coded = [item for item in found if item.tag == "C"]
    every = every or _PAIRS_ALONE.fullmatch(without_brackets(reading.tags)) is not None
    joins = (";",) if _tells_more(reading) else (";", "&")
    first = found[0] if found and not _ORDERS.search(reading.tags, 0, found[0].first) else None
    codes = coded if every else [item for item in coded if item == first or reading.tags[: item.first].endswith(joins)]
    codes = [item for item in codes if not reading.tags[: item.first].endswith("=")]  # what an arrow leads to
    return [
        Link("code-status", code, Ref("discontinued"), "listed-as-ended", item.first, item.last, "high", "asserted")
        for item in codes
        for code in item.refs
    ]


@lru_cache(maxsize=64)
def _is_quiz(heading: str) -> bool:
    """Whether a heading announces a quiz; asked once for all that stands below it."""
    return _QUIZ_SECTION.search(heading) is not None


@lru_cache(maxsize=64)
def _is_exam(heading: str) -> bool:
    """Whether a heading announces nothing but questions; asked once for all that stands below it."""
    return _EXAM.search(heading) is not None


@lru_cache(maxsize=64)
def _tells_myth(heading: str) -> bool:
    """Whether a heading tells a myth itself; asked once for all the sentences below it."""
    return _TELLS_MYTH.match(heading) is not None


@lru_cache(maxsize=64)
def _leads_in_doubtful(lead_in: str) -> bool:
    """Whether a paragraph says of the list below it that some of it is wrong; asked once for all its entries."""
    return _DOUBTFUL_LEAD_IN.search(lead_in) is not None and not _ANSWERS.search(lead_in)


def in_quiz(block: Block, lead_in: str) -> bool:
    """Whether a block is a statement of a quiz, which may be true or false, and none of its answers; below a paragraph that leads in to a list."""
    section = block.section[-1] if block.section else ""
    if block.kind in ENTRIES and _leads_in_doubtful(lead_in):
        return not _ANSWERED.match(block.view.text)
    if _tells_myth(section) and block.kind not in {"title", "heading"}:
        return False  # "Myth 3: "Zaltrap is J0178 as well."": the heading tells it, and what stands below sets it right
    of_quiz = _is_quiz(section) and not _ANSWERS.search(section) and block.kind in {"paragraph", "item"}
    of_exam = (
        block.kind == "item"
        and not _ANSWERS.search(section)
        and (_is_quiz(section) or any(map(_is_exam, block.section)))
    )
    return (of_quiz or of_exam) and not _ANSWERED.match(block.view.text)


def told_as_error(block: Block, reading: Reading, link: Link, lead_in: str) -> bool:
    """Whether a claim stands in a list of errors, or in a quiz, and is not the correction."""
    section = block.section[-1] if block.section else ""
    if block.kind == "heading" and _TELLS_MYTH.match(block.view.text):
        return True
    if in_quiz(block, lead_in) and link.pattern != "code-bracket-drug":
        return True
    if block.kind not in ENTRIES or not _ERRORS_SECTION.search(section):
        return False
    tags, words = reading.tags[link.first : link.last + 1], reading.words[link.first : link.last + 1]
    has_verb = (
        "b" in tags
        or "p" in tags
        or any(tag == "l" and word.endswith("s") for tag, word in zip(tags, words, strict=True))
    )
    # "J0585, 500 units": so many were billed
    counted = link.kind == "code-unit" and link.object.value.endswith(" unit") and tags == "C,Q"
    return not has_verb and (counted or link.pattern in {"code-for-drug", "drug-under-code", "code-for"})
