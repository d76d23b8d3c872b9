"""code-status and code-successor: unclassified, discontinued, replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal

from auditor.extraction.discourse import Discourse
from auditor.extraction.guarded import Guarded
from auditor.extraction.links import Item, Link, Ref, without_brackets
from auditor.extraction.tags import Reading

_ENDED: Final = Guarded(
    r"\b(?:discontinued|deleted|terminated|inactive(?! ingredient)|inactivated|deactivated|withdrawn(?! from (?:the )?(?:US |U\.S\. )?market)|obsolete|retired|sunset(?:ted)?|"
    r"no longer (?:valid|active|payable|recogni[sz]ed|in the code set|exists?|in use|billable|accepted|effective)|dead code|is gone|was gone|end-dated|"
    r"end dated|ended on|invalid (?:after|as of|since|from)|(?:is|are|was|now) dead|ceased to (?:be valid|exist)|removed from (?:the )?(?:code set|hcpcs)|been purged)\b"
)
_PLANNED: Final = re.compile(r"\b(?:to|will|would|could|may|might) be (?:\w+ )?$", re.IGNORECASE)
# Between the old code and the new, over the words themselves.
_FORWARD: Final = re.compile(
    r"\b(?:replaced (?:by|with)|superseded by|succeeded by|became|becomes|now (?:is |reported (?:as|with|under) |billed (?:as|with|under) |use )?|see|"
    r"successor(?: is|,)?|replacement(?: is|,|:)?|use instead|followed by|took its place|took over|crosswalk(?:s|ed)? to|transition(?:s|ed)? to|"
    r"moved to|moves to|converted to|changed to|preceded|report(?:ed)? (?:with|as|under)|gave way to|was retired in favor of|in favou?r of|instead use|→|supersedes it|send its successor)\b|\b(?:now|use)\s+(?:code\s+)?$|→|=>|->",
    re.IGNORECASE,
)
_BACKWARD: Final = re.compile(
    r"\b(?:replaces|replaced|replacing|supersedes|superseded|supplants|supplanted|succeeds|succeeded|took over from|takes over from|took the place of|"
    r"takes the place of|replacement (?:for|of)|successor (?:of|to)|in place of)\b|\b(?:formerly|previously)\s+(?:(?:known|billed|reported|coded) as\s+)?$",
    re.IGNORECASE,
)


_FARTHEST: Final = 160  # characters between two codes of one replacement
_WAS: Final = re.compile(
    r"\(\s*(?:was|were|formerly|previously|old|replac(?:es|ing)|old code:?|fka|ex-)\s*$", re.IGNORECASE
)
_REPLACED: Final = re.compile(
    r"\btook over from\b|\btakes over from\b|\b(?:replaced|replaces|supersedes|superseded|replacing)\s+(?:the\s+)?(?:old\s+)?(?:code\s+)?$"
)
_REPLACE: Final = re.compile(r"\breplac(?:e|es|ed|ing)\s+(?:the )?(?:old )?(?:hcpcs )?(?:codes? )?$", re.IGNORECASE)
_BY: Final = re.compile(r"\b(?:with|by)\s+(?:the )?(?:new )?(?:hcpcs )?(?:codes? )?$", re.IGNORECASE)
_BY_NEW: Final = re.compile(
    r"\b(?:replaced|replacing|superseded|succeeded|supplanted|previously|formerly)\b[^,;]{0,20}\b(?:by|with)\b",
    re.IGNORECASE,
)
_TOOK_OVER: Final = re.compile(
    r"\s*(?:then |since )?(?:took its place|takes its place|supersedes it|superseded it|succeeded it|replaced it|took over|replaces it|has replaced it)\b"
)
_REPLACEMENT_WORD: Final = re.compile(r"replac|supersed|succe|became|preceded|crosswalk|converted|transition")
_SEE: Final = re.compile(r"\b(?:see|use|now|replaced by|report)\s+(?:code\s+)?$", re.IGNORECASE)
_SUCCESSOR_OF: Final = re.compile(
    r"\b(?:successor|replacement) (?:of|to|for)\s+(?:the )?(?:hcpcs )?(?:code )?$", re.IGNORECASE
)
_IS: Final = re.compile(r"\s*(?:is|was|became|,)\s*(?:the )?(?:code )?", re.IGNORECASE)
_MOVED_FROM: Final = re.compile(
    r"\b(?:move[sd]?|chang\w+|transition\w*|switch\w*|convert\w*|migrat\w*|went|renumbered|crosswalk\w*)\s+(?:over )?from\s+(?:hcpcs )?(?:code )?$",
    re.IGNORECASE,
)
_SPECIFIC: Final = Guarded(r"\b(?:drug-|product-)?specific (?:code|number|entr|designation)")
_SUSPECTED: Final = re.compile(r"classified|specified|miscellaneous|catch-?all", re.IGNORECASE)


def status_links(
    reading: Reading, found: list[Item], discourse: Discourse, *, look_for_end: bool = True
) -> Iterator[Link]:
    """What the sentence says of a code's standing: unclassified or discontinued."""
    for index, mention in enumerate(reading.mentions):
        if mention.kind == "unclassified":
            token = reading.token_of[index]
            for code in _code_for(reading, found, token):
                yield Link("code-status", code, Ref("unclassified", mention), "code-is-unclassified", 0, token)
    specific = "specific" in reading.words and _SPECIFIC.search(reading.text, reading.start, reading.end)
    if (
        specific
        and _suspected(reading.text)
        and not any(mention.kind == "unclassified" for mention in reading.mentions)
    ):
        token = min(sum(1 for start in reading.starts if start < specific.start()), len(reading.tags) - 1)
        for code in _code_for(reading, found, token):
            yield Link("code-status", code, Ref("unclassified"), "code-is-specific", 0, token, polarity="denied")
    if not look_for_end:
        return
    for ended in _ENDED.finditer(reading.text, reading.start, reading.end):
        token = min(sum(1 for start in reading.starts if start < ended.start()), len(reading.tags) - 1)
        opens = ended.start() - reading.start <= 12 and not any(
            item.tag in "Cc" and item.last < token for item in found
        )
        codes = discourse.block_codes[-1:] if opens and discourse.block_codes else _code_for(reading, found, token)
        for code in codes:
            planned = _PLANNED.search(reading.text, max(reading.start, ended.start() - 32), ended.start())
            yield Link(
                "code-status",
                code,
                Ref("discontinued"),
                "code-has-ended",
                0,
                token,
                polarity="hypothetical" if planned else None,
            )


@lru_cache(maxsize=1)
def _suspected(text: str) -> bool:
    """Whether a block speaks of unclassified codes; asked once for all its sentences."""
    return _SUSPECTED.search(text) is not None


def _code_for(reading: Reading, found: list[Item], token: int) -> tuple[Ref, ...]:
    codes = [
        item
        for item in found
        if item.tag in "Cci" and not item.compared
        if not (
            item.tag == "c" and reading.gap(item.last, token).startswith("f")
        )  # "the code for unclassified drugs is ..."
    ]
    named = [item for item in codes if item.tag == "C"]
    if len(named) == 1 and named[0].last < token and len(codes) == 1:
        return named[0].refs
    before = [item for item in codes if item.last < token and ";" not in reading.gap(item.last, token)]
    after = [item for item in codes if item.first >= token and ";" not in reading.tags[token : item.first]]
    if before:
        nearest = before[-1]
        if len(before) > 1 and re.match(r"[^,;]{0,2}&A?[pbh]", reading.gap(nearest.last, token)):
            return before[-2].refs  # "C9467 preceded J9311 and was withdrawn": the subject goes on
        return (*_coordinated(reading, named), *nearest.refs) if named and nearest is named[-1] else nearest.refs
    if after:
        return after[0].refs if reading.tags[token + 1 : after[0].first].strip("tkgGw,f:b") == "" else ()
    return ()


def _coordinated(reading: Reading, named: list[Item]) -> tuple[Ref, ...]:
    """As in "J2930 (up to 125 mg) and J2920 (up to 40 mg) were deleted": the codes before, parted by brackets and a comma only."""
    refs: tuple[Ref, ...] = ()
    for one, two in reversed(list(pairwise(named))):
        if without_brackets(reading.gap(one.last, two.first)) not in {"&", ",", ",&"}:
            break
        refs = (*one.refs, *refs)
    return refs


def successor_links(
    reading: Reading, found: list[Item], discourse: Discourse, *, in_ended_list: bool = False
) -> Iterator[Link]:
    """Which code replaced which, where a sentence names both, or one and "this code".

    In a list of ended codes "see J9256" is enough to say so.
    """
    codes = [item for item in found if item.tag in "Cci"]
    for one, two in pairwise(codes):
        if len(one.refs) > 1 and len(two.refs) > 1:
            continue
        direction, pattern = _direction(reading, one, two)
        if (
            not direction
            and in_ended_list
            and _SEE.search(reading.text, reading.ends[one.last], reading.starts[two.first])
        ):
            direction, pattern = "forward", "ended-see-new"
        if direction:
            yield from _replacements(*((one, two) if direction == "forward" else (two, one)), pattern)
    if len(codes) == 1 and codes[0].tag == "C" and len(codes[0].refs) == 1 and discourse.block_codes:
        new, old = codes[0], discourse.block_codes[-1]
        mention = new.refs[0].mention
        end = mention.end if mention and new.first == new.last else reading.ends[new.last]
        after = reading.text[end : min(reading.end, end + 30)]
        if _TOOK_OVER.match(after) and old.value != new.refs[0].value:
            yield Link("code-successor", old, new.refs[0], "new-took-over", new.first, new.last, polarity="asserted")


def _replacements(old: Item, new: Item, pattern: str) -> Iterator[Link]:
    first, last = min(old.first, new.first), max(old.last, new.last)
    for before in old.refs:
        for after in new.refs:
            if before.value != after.value:
                yield Link("code-successor", before, after, pattern, first, last, polarity="asserted")


def _direction(reading: Reading, one: Item, two: Item) -> tuple[Literal["forward", "backward", ""], str]:
    """Whether the first code was replaced by the second (forward) or replaced it (backward)."""
    between = reading.text[reading.ends[one.last] : reading.starts[two.first]]
    after = reading.text[reading.ends[two.last] : min(reading.end, reading.ends[two.last] + 30)]
    if len(between) > _FARTHEST:
        return "", ""
    before = reading.text[max(reading.start, reading.starts[one.first] - 60) : reading.starts[one.first]]
    if _WAS.search(between):
        return "backward", "new-was-old"
    if _SUCCESSOR_OF.search(before) and _IS.fullmatch(between):
        return "forward", "successor-of-old"
    if _MOVED_FROM.search(before) and between.strip() in {"to", "to code", "to the code"}:
        return "forward", "moved-from-to"
    if _REPLACE.search(before) and _BY.search(between):
        return "forward", "replace-old-with-new"
    if _REPLACED.search(between) and " by" not in between:
        return "backward", "new-replaced-old"
    if _TOOK_OVER.match(after):
        return "forward", "new-took-over"
    if _BACKWARD.search(between) and not _BY_NEW.search(between):
        return "backward", "new-replaced-old"
    if _FORWARD.search(between) and (
        _ENDED.search(reading.text, reading.start, reading.end) or _REPLACEMENT_WORD.search(between)
    ):
        return "forward", "old-replaced-by-new"
    return "", ""
