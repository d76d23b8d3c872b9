"""modifier-meaning: what a text says that a modifier means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from auditor.extraction.caseless import lowered
from auditor.extraction.grammar import Phrase, regex
from auditor.extraction.guarded import Guarded, Looks
from auditor.extraction.late import late
from auditor.extraction.links import Link, Ref
from auditor.extraction.modifiers import CALLED_SO, DISTINCTIVE, FOR_CASES, KNOWN, MEANINGS, ONLY_FOR, STANDARD, TOKEN
from auditor.extraction.patterns import modifier as patterns
from auditor.extraction.relations.modifier_use import chosen, is_anothers, is_not_used, is_ruled, passed_over
from auditor.model.assertions import Mention, Polarity

_ABOUT: Final = late(r"modif", re.IGNORECASE)
_NAMED_BEFORE: Final = regex(patterns.NAMED_BEFORE)
_NAMED_AFTER: Final = regex(patterns.NAMED_AFTER)
_COUNTS: Final = regex(patterns.COUNTS)
_OPENS: Final = regex(patterns.OPENS)
_GLOSS: Final = regex(patterns.GLOSS)
_STANDS_BEFORE: Final = regex(patterns.STANDS_BEFORE)
_STANDS_AFTER: Final = regex(patterns.STANDS_AFTER)
VAGUE: Final = frozenset({"right-side", "left-side", "retail"})
_CLOSE: Final = 16  # characters before a modifier
_FAR: Final = 60  # characters of one entry
_APPENDED: Final = late(r"\b(?:append|add|attach)(?:ed|s|ing)?\W{1,4}$", re.IGNORECASE)
_LISTED: Final = regex(patterns.LISTED)
_CLAUSE_END: Final = Guarded(patterns.CLAUSE_END)
_BACKWARD: Final = tuple((row, regex(row)) for row in patterns.BACKWARD)
_CALLED_FOR: Final = regex(patterns.CALLED_FOR)
_NEAR: Final = 60  # characters before a modifier in which a question names its case
_GLOSS_BRACKET: Final = late(r"\s*\([^()]{3,80}\)")
_ASKED: Final = regex(patterns.ASKED)
_NONE: Final = regex(patterns.NONE)
_THE_REST: Final = regex(patterns.THE_REST)
_TOLD: Final = regex(patterns.TOLD)
_RUMOURED: Final = regex(patterns.RUMOURED)
_AS_ANOTHER_DID: Final = late(r",? (?:just )?as [A-Z]{2} (?:did|had|was)\b")  # "as JG did until the end of 2024"
_SUPPOSED: Final = regex(patterns.SUPPOSED)
_DENIED: Final = regex(patterns.DENIED)
_PAST: Final = Guarded(patterns.PAST.words)
_LABELLED_FALSE: Final = late(
    r"\b(?:myth|fiction|misconception|false|wrong|rumou?r)(?: (?:no\. ?|#)?\d{1,2})?\s?[:?]\W{0,4}[^.;:!?]{0,40}\Z",
    re.IGNORECASE,
)  # "Myth: JZ means the drug was free."
_CANNOT_BE: Final = late(  # "4 mg were thrown away, so it cannot be JZ"
    r"\b(?:it|this|that|line|claim|modifier) (?:cannot|can['’]t|can never|must not|should not) (?:be|have|carry|take|get)(?: modifier)? \Z",
    re.IGNORECASE,
)
_BETWEEN_YEARS: Final = late(
    r"\b(?:between|from) (?:19|20)\d\d (?:and|to|through) (?:19|20)\d\d,? [^.;]{0,40}\Z", re.IGNORECASE
)
_OPENED_PAST: Final = late(r"\b(?:until|before|through) [^.;]{2,40} (?:could|had to) \w+ $", re.IGNORECASE)
_LOOKS: Final = Looks(
    {
        "told": (patterns.TOLD.words,),
        "rumoured": (patterns.RUMOURED.words,),
        "supposed": (patterns.SUPPOSED.words,),
        "denied": (patterns.DENIED.words,),
    }
)


_WHEN_AFTER: Final = late(r"\W{0,3}(?:when|if|where|whenever|once)\b", re.IGNORECASE)
# "JZ is the opposite of JW: it says ...": what is said is said of the first.
_COMPARED: Final = late(
    r"\b(?:opposite|reverse|counterpart|mirror image|twin) (?:of|to) (?:the )?(?:modifier )?\Z", re.IGNORECASE
)


def candidates(text: str) -> list[re.Match[str]]:
    """The two-character tokens of a text that can be a modifier at all."""
    return [token for token in TOKEN.finditer(text) if token[0].upper() in KNOWN]


def modifiers(
    text: str, start: int, end: int, tokens: Iterable[re.Match[str]], *, about_modifiers: bool
) -> list[Mention]:
    """Which of the tokens in `text[start:end]` are modifiers. Two characters need the word "modifier" near them, JW and JZ do not."""
    found: list[Mention] = []
    earlier: re.Match[str] | None = None
    near = about_modifiers or _ABOUT.search(text, start, end) is not None
    for token in tokens:
        value = token[0].upper()
        if (
            value in DISTINCTIVE
            or (near and _plausible(text, token, about_modifiers, found))
            or _glossed(text, token, value, end, listed=_goes_on(text, found, token))
            or _called_for(text, token, value, end)
            or _in_its_case(text, token, value, start, end)
        ):
            found.append(Mention("modifier", token.start(), token.end(), value))
            if earlier is not None and (
                _LISTED.fullmatch(text, earlier.end(), token.start())  # "PO or PN identifies ..."
                or chosen(text, earlier.end(), token.start())  # "TB instead of JG for drugs ..."
            ):
                found.insert(-1, Mention("modifier", earlier.start(), earlier.end(), earlier[0].upper()))
            earlier = None
        else:
            earlier = token if token[0].isalpha() else None
    return found


def _goes_on(text: str, found: list[Mention], token: re.Match[str]) -> bool:
    """As in "RT for the right knee, LT for the left, 50 for both": a list of modifiers, and this is its next entry."""
    between = text[found[-1].end : token.start()] if found else ""
    return between.rstrip().endswith((",", ", and")) and "." not in between and len(between) <= _FAR


def _glossed(text: str, token: re.Match[str], value: str, end: int, *, listed: bool) -> bool:
    """As in "append RT (right side)", "FB marks an item received free of charge": what follows gives it its usual meaning."""
    follows = _GLOSS.match(text, token.end(), end)
    if (
        follows is None
        or value in CALLED_SO
        or not (value.isalpha() or listed or _APPENDED.search(text[max(0, token.start() - 16) : token.start()]))
    ):
        return False
    lower = lowered(text)
    return any(meaning == STANDARD.get(value) and cue.search(lower, token.end(), end) for meaning, cue in MEANINGS.rows)


def _called_for(text: str, token: re.Match[str], value: str, end: int) -> bool:
    """As in "Free sample? Then FB": what stands around the letters gives them their usual meaning."""
    before = text[max(0, token.start() - _NEAR) : token.start()]
    if not value.isalpha() or value in CALLED_SO or _CALLED_FOR.search(before) is None:
        return False
    usual, lower = STANDARD.get(value), lowered(text)
    return usual not in VAGUE and any(  # "whoever was right" tells no side
        meaning == usual and cue.search(lower, token.start() - len(before), end) for meaning, cue in MEANINGS.rows
    )


def _in_its_case(text: str, token: re.Match[str], value: str, start: int, end: int) -> bool:
    """As in "a separately identifiable visit gets a 25": the sentence names the modifier's case, and the token stands as a modifier does."""
    usual = STANDARD.get(value)
    if value not in FOR_CASES or _COUNTS.match(text, token.end(), end):
        return False
    if (
        _STANDS_BEFORE.search(text[max(start, token.start() - _CLOSE) : token.start()]) is None
        or _STANDS_AFTER.match(text, token.end(), end) is None
    ):
        return False
    lower = lowered(text)
    return any(meaning == usual and cue.search(lower, start, end) for meaning, cue in MEANINGS.rows)


def _plausible(text: str, token: re.Match[str], about_modifiers: bool, found: list[Mention]) -> bool:
    """Whether a two-character token that may be a modifier stands as one: named so, quoted, listed, or opening its line."""
    before = text[max(0, token.start() - 24) : token.start()]
    after = text[token.end() : token.end() + 14]
    if _NAMED_BEFORE.search(before) or _NAMED_AFTER.match(after):
        return True
    if _COUNTS.match(after) or token[0] in CALLED_SO:
        return False
    if found and _LISTED.fullmatch(text, found[-1].end, token.start()):
        return True
    return about_modifiers and (token[0].isalpha() or token.start() == 0 or _OPENS.search(before) is not None)


def modifier_links(text: str, start: int, end: int, found: list[Mention]) -> Iterator[tuple[Link, int, int]]:
    """Links of a sentence, each with the range of text that explains it."""
    passed = passed_over(text, found)
    apart = set(passed.values())
    groups = _groups(
        text, [mention for mention in found if mention.end not in apart and not _is_compared(text, start, mention)]
    )
    known: str | None = None
    told: list[str] = []
    left: list[Mention] = []
    spent = start  # up to here what stands before a modifier explains the one before it
    for position, group in enumerate(groups):
        ends = passed.get(group[-1].start, group[-1].end)
        before_start = groups[position - 1][-1].end if position else start
        after_end = groups[position + 1][0].start if position + 1 < len(groups) else end
        forward, backward = _stretches(text, (start, before_start, ends, after_end), group)
        where, row = forward, patterns.FORWARD
        of_next = position + 1 < len(groups) and _backward(text[forward[0] : after_end]) is patterns.ARROW
        meanings = [] if of_next else _explained(text, forward, group)  # "waste -> JW  no waste -> JZ"
        if not meanings or position + 1 < len(groups):
            tie, behind = _behind(text, backward, group) if backward[0] >= spent else (None, [])
            if meanings and tie is patterns.WITH and _WHEN_AFTER.match(text, *forward):
                tie = None  # "for what is not reasonable, use GA when an ABN is on file"
            if tie and behind and (not meanings or tie in {patterns.WITH, patterns.ARROW}):
                meanings, where, row = behind, backward, tie
        if not meanings and known == "discarded-drug" and _NONE.search(text, *forward):
            meanings, row = ["no-discarded-drug"], patterns.NONE
        if not meanings and known and known.startswith("no-") and _THE_REST.search(text, *forward):
            meanings, row = [known.removeprefix("no-")], patterns.THE_REST
        if not meanings and position + 1 == len(groups) and forward[1] < end and text[forward[1]] != ")":
            where, row = (max(ends, forward[0]), end), patterns.LATER
            meanings = _explained(text, where, group)
        if meanings and where == forward:
            spent = forward[1]
        if any(meanings):
            known = next(filter(None, meanings))
            told.extend(filter(None, meanings))
        left.extend(group if not any(meanings) else ())
        yield from _links(text, group, meanings, where, row)
    yield from _by_case(text, start, end, left, told)


def _stretches(
    text: str, within: tuple[int, int, int, int], group: list[Mention]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """What may explain a group: the clause behind it and the one before; `within` is from where, to where, of each."""
    start, before_start, ends, after_end = within
    forward = _bracket(text, group, after_end) or _clause(text, ends, after_end)
    backward = _clause_before(text, before_start, group[0].start)
    if is_not_used(text, start, group, forward[1]):
        return (forward[1], forward[1]), (backward[1], backward[1])
    return forward, backward


def _by_case(
    text: str, start: int, end: int, left: Iterable[Mention], told: Sequence[str]
) -> Iterator[tuple[Link, int, int]]:
    """As in "You got it for nothing: FB is how you say so": modifiers that nothing explains, in a sentence that names their usual case."""
    for mention in left:
        cased = mention.value in FOR_CASES and not is_not_used(text, start, [mention], end)
        usual = _explained(text, (start, end), [mention])[:1] if cased else []
        if usual == [STANDARD.get(mention.value)] and usual[0] not in told:
            yield from _links(text, [mention], usual, (start, end), patterns.IN_ITS_CASE)


def _behind(text: str, backward: tuple[int, int], group: list[Mention]) -> tuple[Phrase | None, list[str]]:
    """What ties the clause before a modifier to it, and what it says."""
    tie = _backward(text[backward[0] : backward[1]])
    behind = _explained(text, backward, group) if tie else []
    return tie, [] if tie is patterns.BRACKETED and not _usual(behind, group) else behind


def _is_compared(text: str, start: int, mention: Mention) -> bool:
    return _COMPARED.search(text, max(start, mention.start - _NEAR), mention.start) is not None


def asked_links(text: str, question: tuple[int, int], start: int, found: list[Mention]) -> Iterator[Link]:
    """As in "Nothing left over? Then JZ is expected.": what the question before names, the modifiers that open the answer mean."""
    group = _groups(text, found)[0]
    if _ASKED.fullmatch(text, start, group[0].start):
        for link, _, _ in _links(text, group, _explained(text, question, group), question, patterns.ASKED):
            yield link


def _groups(text: str, found: list[Mention]) -> list[list[Mention]]:
    groups: list[list[Mention]] = []
    for mention in found:
        if groups and _LISTED.fullmatch(text, groups[-1][-1].end, mention.start):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    opened = text.rfind("(", max(0, start - _FAR), start)
    if opened >= 0 and ")" not in text[opened:start]:
        closed = text.find(")", start, end)
        end = closed if closed >= 0 else end  # "JW (and its partner JZ): discarded drug"
    stop = _CLAUSE_END.search(text, start, end)
    return start, stop.start() if stop else end


def _bracket(text: str, group: list[Mention], end: int) -> tuple[int, int] | None:
    """A bracket right behind the modifier that says what it means: what follows it says something else."""
    bracket = _GLOSS_BRACKET.match(text, group[-1].end, end)
    return bracket.span() if bracket and _explained(text, bracket.span(), group) else None


def _usual(meanings: Sequence[str], group: list[Mention]) -> bool:
    """Whether nothing surprising is said of letters that may as well be somebody's initials: "the 340B modifier is dead (RT)"."""
    each = meanings if len(meanings) == len(group) else list(meanings) * len(group)
    return all(
        mention.value in DISTINCTIVE or STANDARD.get(mention.value, meaning) == meaning
        for mention, meaning in zip(group, each, strict=False)
    )


def _clause_before(text: str, start: int, end: int) -> tuple[int, int]:
    for stop in _CLAUSE_END.finditer(text, start, end):
        start = stop.end()
    return start, end


def _backward(before: str) -> Phrase | None:
    """What ties the clause before a modifier to it."""
    return next((row for row, pattern in _BACKWARD if pattern.search(before)), None)


def _explained(text: str, where: tuple[int, int], group: list[Mention]) -> list[str]:
    """The meanings that a stretch of text gives to the group, one for all or one for each in order."""
    found: list[tuple[int, str]] = []
    for meaning, match in MEANINGS.each(text, *where):
        only = ONLY_FOR.get(meaning)
        if only is not None and not any(mention.value in only for mention in group):
            continue
        if not any(
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


def _links(
    text: str, group: list[Mention], meanings: list[str], where: tuple[int, int], row: Phrase
) -> Iterator[tuple[Link, int, int]]:
    if not meanings:
        return
    each = meanings if len(meanings) == len(group) else [meanings[0]] * len(group)
    for mention, meaning in zip(group, each, strict=True):
        if not meaning or (is_anothers(mention, meaning) and not is_ruled(text, group, meaning, where, row)):
            continue  # "JW claims without a note of the waste", "A claim with JZ and a waste line is sent back"
        link = Link("modifier-meaning", Ref(mention.value, mention), Ref(meaning), row.name, 0, 0)
        yield link, min(where[0], mention.start), max(where[1], mention.end)


def modifier_polarity(text: str, start: int, end: int, mention: Mention, sentence_end: int) -> Polarity:
    """How a sentence means what it says of a modifier; `start` to `end` is the stretch that explains it."""
    may = _LOOKS.possible(text, max(0, start - 60), sentence_end)
    before = text[max(0, start - 60) : mention.start]
    if "told" in may and _TOLD.search(before):
        return "hypothetical"
    if (
        text[max(0, mention.start - 1) : mention.start] in {'"', "“"}
        and text[mention.end : mention.end + 1] == " "
        and re.search(r"[\"”]", text[mention.end : sentence_end])
    ):
        return "hypothetical"  # a whole sentence in quotes is somebody else's
    if _LABELLED_FALSE.search(before):
        return "hypothetical"
    if "supposed" in may and _SUPPOSED.search(text[start:end]):
        return "hypothetical"
    if "?" in text[end:sentence_end] or ("rumoured" in may and _RUMOURED.search(before)):
        return "hypothetical"
    if "denied" in may and _DENIED.search(text, start, end):
        return "denied"
    if _CANNOT_BE.search(before):
        return "denied"
    beside = _AS_ANOTHER_DID.search(text, start, end)
    if _BETWEEN_YEARS.search(before):
        return "historical"  # "Between 2018 and 2022 hospitals reported JG for 340B drugs"
    past = _PAST.search(text, start, beside.start() if beside else end) or _OPENED_PAST.search(before)
    return "historical" if past else "asserted"
