"""modifier-meaning: what a text says that a modifier means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from auditor.extraction.guarded import Guarded
from auditor.extraction.links import Link, Ref
from auditor.extraction.modifiers import DISTINCTIVE, KNOWN, MEANINGS, ONLY_FOR, STANDARD, TOKEN
from auditor.model.assertions import Mention, Polarity

_NAMED: Final = re.compile(r"modif", re.IGNORECASE)
_GLOSS: Final = re.compile(
    r"\s*(?:\(|[=:–—-]\s|(?:marks?|means?|indicates?|denotes?|signif\w+|shows?|says?|identif\w+|reports?|designates?|describes?|stands?)\b)"
)
_LISTED: Final = re.compile(r"[\s,/&“”\"'‘’()*-]*(?:and|or|through)?[\s,/&“”\"'‘’()*-]*$", re.IGNORECASE)
_CLAUSE_END: Final = Guarded(
    r"[.;?!]\s|;(?!\s*(?:they|it|both|this|these)\b)|\bwhile\b|\bwhereas\b|, and (?=modifier)|, but\b|\bthough\b|\balthough\b"
)
_BACKWARD_TIE: Final = re.compile(
    r"(?:\bwith|\bbe|\bwas|\bby|\bunder|\bis|\bare|\bcarries|\bcarry|\buse|\bvia|\bneeds?|\btakes|\badd|\bappend|\battach|\bexpect|\bfor|\bsays|\bwants?|\bmeans|\bgets|\bon|\busing|\brequires?)\s+(?:now\s+)?(?:the\s+|a\s+)?(?:modifiers?\s+)?[“\"'(*]*$",
    re.IGNORECASE,
)
_NONE: Final = re.compile(
    r"\b(?:when|if|that|where|whenever)\s+(?:there\s+(?:was|is)\s+)?(?:none|not|nothing)\b|\bnone\s+was\b|\botherwise\b",
    re.IGNORECASE,
)
_ELLIPSIS: Final = re.compile(
    r"\b(?:that|which|the (?:part|portion|rest|remainder))\s+(?:was|were|is|did|has)\b", re.IGNORECASE
)


def candidates(text: str) -> list[re.Match[str]]:
    """The two-character tokens of a text that can be a modifier at all."""
    return [token for token in TOKEN.finditer(text) if token[0].upper() in KNOWN]


def modifiers(
    text: str, start: int, end: int, tokens: Iterable[re.Match[str]], *, about_modifiers: bool
) -> list[Mention]:
    """Which of the tokens in `text[start:end]` are modifiers. Two characters need the word "modifier" near them, JW and JZ do not."""
    found: list[Mention] = []
    near = about_modifiers or _NAMED.search(text, start, end) is not None
    for token in tokens:
        value = token[0].upper()
        named = near and _plausible(text, token, about_modifiers, found)
        if value in DISTINCTIVE or named or _glossed(text, token, value, end):
            found.append(Mention("modifier", token.start(), token.end(), value))
    return found


def _glossed(text: str, token: re.Match[str], value: str, end: int) -> bool:
    """As in "append RT (right side)", "FB marks an item received free of charge": what follows gives it its usual meaning."""
    follows = _GLOSS.match(text, token.end(), end)
    if follows is None or not value.isalpha():
        return False
    return any(meaning == STANDARD.get(value) and cue.search(text, token.end(), end) for meaning, cue in MEANINGS.rows)


def _plausible(text: str, token: re.Match[str], about_modifiers: bool, found: list[Mention]) -> bool:
    """Whether a two-character token that may be a modifier stands as one: named so, quoted, listed, or opening its line."""
    before = text[max(0, token.start() - 24) : token.start()]
    after = text[token.end() : token.end() + 14]
    if re.search(r"modifiers?[\s,“”\"'‘’(*:-]*(?:such as\s+|like\s+)?[“\"']?$", before, re.IGNORECASE) or re.match(
        r"[”\"'’]?\s*modif", after, re.IGNORECASE
    ):
        return True
    if re.match(
        r"\s*(?:mg|mcg|ml|g\b|units?|days?|minutes?|hours?|weeks?|months?|years?|percent|%|cells?|patients?|vials?|times|lines?|characters|of\b)",
        after,
        re.IGNORECASE,
    ):
        return False
    if found and _LISTED.fullmatch(text, found[-1].end, token.start()):
        return True
    if (
        re.search(r"modifiers?\b[^.;]{0,40}$", text[max(0, token.start() - 50) : token.start()], re.IGNORECASE)
        and token[0].isalpha()
    ):
        return True
    return about_modifiers and (
        token[0].isalpha()
        or token.start() == 0
        or re.search(r"(?:^|[.;:(,“\"'\n]|\band|\bfor|\bthan|\ba stronger|\bwith|\buse|\badd|\bput)\s*$", before)
        is not None
    )


def modifier_links(text: str, start: int, end: int, found: list[Mention]) -> Iterator[tuple[Link, int, int]]:
    """Links of a sentence, each with the range of text that explains it."""
    groups = _groups(text, found)
    known: str | None = None
    for position, group in enumerate(groups):
        before_start = groups[position - 1][-1].end if position else start
        after_end = groups[position + 1][0].start if position + 1 < len(groups) else end
        forward = _clause(text, group[-1].end, after_end)
        backward = _clause_before(text, before_start, group[0].start)
        where = forward
        meanings = _explained(text, forward, group)
        if not meanings or position + 1 < len(groups):
            behind = _explained(text, backward, group) if _tied_backward(text, backward, group) else []
            if behind and (not meanings or _BACKWARD_TIE.search(text, backward[0], group[0].start)):
                meanings, where = behind, backward
        if not meanings and known == "discarded-drug" and _NONE.search(text, *forward):
            meanings = ["no-discarded-drug"]
        if not meanings and known and known.startswith("no-") and _ELLIPSIS.search(text, *forward):
            meanings = [known.removeprefix("no-")]
        if not meanings and position + 1 == len(groups):
            where = group[-1].end, end
            meanings = _explained(text, where, group)
        if any(meanings):
            known = next(filter(None, meanings))
        yield from _links(group, meanings, where)


def _groups(text: str, found: list[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in found:
        if groups and _LISTED.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    stop = _CLAUSE_END.search(text, start, end)
    return start, stop.start() if stop else end


def _clause_before(text: str, start: int, end: int) -> tuple[int, int]:
    for stop in _CLAUSE_END.finditer(text, start, end):
        start = stop.end()
    return start, end


def _tied_backward(text: str, where: tuple[int, int], group: list[Mention]) -> bool:
    opening = re.match(
        r"\W*(?:when|if|where|whenever|for|in case|once)\b", text[where[0] : group[0].start], re.IGNORECASE
    )
    return (
        opening is not None
        or _BACKWARD_TIE.search(text, where[0], group[0].start) is not None
        or re.search(r"(?:modifier|[(:])\s*[“\"'*]*$", text[where[0] : group[0].start], re.IGNORECASE) is not None
    )


def _explained(text: str, where: tuple[int, int], group: list[Mention]) -> list[str]:
    """The meanings that a stretch of text gives to the group, one for all or one for each in order."""
    found: list[tuple[int, str]] = []
    for meaning, cue in MEANINGS.possible(text[where[0] : where[1]]):
        only = ONLY_FOR.get(meaning)
        if only is not None and not any(mention.value in only for mention in group):
            continue
        match = cue.search(text, *where)
        if match and not any(
            abs(match.start() - at) < 3 or (meaning == "discarded-drug" and known == "no-discarded-drug")
            for at, known in found
        ):
            found.append((match.start(), meaning))
    if not found:
        return []
    usual = [next((meaning for _, meaning in found if STANDARD.get(mention.value) == meaning), "") for mention in group]
    if len(found) > 1 and all(usual):
        return usual
    if len(group) > 1 and len(found) == len(group):
        return [meaning for _, meaning in sorted(found)]
    meaning = found[0][1]
    owners = [mention for mention in group if STANDARD.get(mention.value) == meaning]
    if owners and len(owners) < len(group):  # "25 or 59 ... evaluation": what is said fits one of them
        return [meaning if mention in owners or mention.value not in STANDARD else "" for mention in group]
    return [meaning]


def _links(group: list[Mention], meanings: list[str], where: tuple[int, int]) -> Iterator[tuple[Link, int, int]]:
    if not meanings:
        return
    each = meanings if len(meanings) == len(group) else [meanings[0]] * len(group)
    for mention, meaning in zip(group, each, strict=True):
        if not meaning:
            continue
        link = Link("modifier-meaning", Ref(mention.value, mention), Ref(meaning), "modifier-explained", 0, 0)
        yield link, min(where[0], mention.start), max(where[1], mention.end)


_HYPOTHETICAL: Final = Guarded(
    r"\?|\b(?:rumou?r|colleague|said that|thought|somebody|someone|myth|would (?:mean|be (?:wrong|a mistake|denied))|insists?|believes?|is it true)\b"
)
_DENIED: Final = Guarded(
    r"(?:\bnot|n't|\bnever|\bneither)\s+(?:\w+\s+)?(?:mean|indicate|denote|stand|say|signal|show|describe|imply|signify|identify|report)"
)
_PAST: Final = Guarded(
    r"\b(?:(?<!is )(?<!are )(?<!be )(?<!being )used to|was\b[^.;]{0,40}\bmodifier|was\b[^.;]{0,60}\buntil|until|were how|formerly|in the past|retired|no longer|through (?:19|20)\d\d)\b"
)


_TOLD: Final = Guarded(r"(?:\b(?:says|said|thinks?|claims?|told me|swears|argued?|heard)(?: that)?)\s*(?:modifier )?$")
_RUMOURED: Final = Guarded(r"\b(?:rumou?r|colleague|says|thought|true) that\b[^.;]*$")


def modifier_polarity(text: str, start: int, end: int, mention: Mention, sentence_end: int) -> Polarity:
    """How a sentence means what it says of a modifier; `start` to `end` is the stretch that explains it."""
    before = text[max(0, start - 60) : mention.start]
    if _TOLD.search(before):
        return "hypothetical"
    if (
        re.match(r"[^\W\d]*\s*[\"“]$", text[max(0, mention.start - 1) : mention.start])
        and text[mention.end : mention.end + 1] == " "
        and re.search(r"[\"”]", text[mention.end : sentence_end])
    ):
        return "hypothetical"  # a whole sentence in quotes is somebody else's
    if _HYPOTHETICAL.search(text[start:end]) or "?" in text[end:sentence_end] or _RUMOURED.search(before):
        return "hypothetical"
    if _DENIED.search(text, start, end):
        return "denied"
    return "historical" if _PAST.search(text, start, end) else "asserted"
