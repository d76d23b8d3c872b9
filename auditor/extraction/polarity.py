"""Polarity: asserted, denied, historical or hypothetical.

The triggers are data (`patterns/polarity.py`); here stands how far each reaches. A scope ends at the clause's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Final

from auditor.extraction.grammar import regex
from auditor.extraction.guarded import Looks, Phrases
from auditor.extraction.late import late
from auditor.extraction.links import Link
from auditor.extraction.patterns import polarity as triggers
from auditor.extraction.patterns.code_unit import NEAR_CODE
from auditor.extraction.tags import Reading
from auditor.model.assertions import Polarity

_CLAUSE_TAGS: Final = ";x?!:"
_CLAUSE_STARTS: Final = frozenset(_CLAUSE_TAGS + "(")
# "J9312 (formerly J9310)", "Rystiggo (J9333, formerly C9399) and ..."
_OTHER_CODE: Final = late(r"\((?:(?<=[A-Z]\d{4} \()|(?=[A-Z]\d{4}[,;]))[^()]{0,30}\b[A-Z]\d{4}\)")
_OF_OTHER: Final = late(
    r"\((?<=[A-Z]\d{4} \()[^()]{0,60}\)(?=[^()]{0,12}\b[A-Z]\d{4}\b)"
)  # "J9225 (no longer made), J9226"
_UNOPENED: Final = late(r"\A[^()]{0,80}\b[A-Z]\d{4}\)")  # "(J9333; previously C9399) and ..." from its semicolon on
_NOW: Final = late(r"\b(?:is|are) (?:now|today|currently)\b", re.IGNORECASE)
_IS_AGAIN: Final = late(r"[,&;x]A?(?:b|h[xA]?p)[^bphC]{0,2}C$")
_TODAY: Final = late(r"\b(?:today|now|currently|nowadays)\b[^.;,]{0,24}\Z", re.IGNORECASE)
_SECOND_CLAUSE: Final = late(
    r"C(?:\([^()]{1,8}\))?(?:[bphlLEw]w?N?[^CD;:.]{0,8}(?P<clause>&)C(?:\([^()]{1,8}\))?[bphL]|[^CD;:.()]{1,8}N,(?P<then>A)C)"
)
# "In 2015 Q9979 stood for alemtuzumab, and from January 2016 J0202 has stood for it".
_AND_SINCE: Final = late(
    r", and (?:from|since|as of|effective|starting) [^,;.()]{0,20}\b(?:19|20)\d\d,? (?=[A-Z]\d{4} (?:has|is|describes|covers|means|replaces)\b)",
    re.IGNORECASE,
)
_NOT_THIS: Final = late(
    r"(?<=w),n[wtg]{1,4},(?=[Pw])"
)  # "It lifts platelets, not neutrophils, by acting on the TPO receptor"
_OF_REASON: Final = late(r"x[ci]")
_NONE_OF: Final = late(r"(?:\A|[,;:.])nj[^;:.]*\Z|n\(?[Cc]\)?,?n\Z")
_REASONS: Final = frozenset({"because", "since"})
_BECAUSE: Final = late(r"n[^;:.n]*,[^,;:.n]*$")  # "J9035 is not accepted, because one unit of it is 10 mg"
_CODE_WAS: Final = late(
    r"\b(?:its|the|that|their) (?:\w+ )?(?:code|number) (?:was|had been)\s*\Z|\bhad been (?:code )?\Z", re.IGNORECASE
)
_REPLACED_BY: Final = late(r"\b(?:replaced|superseded|succeeded) (?:by|with)\b", re.IGNORECASE)
_STATEMENT: Final = late(r"[CDid][^()]{0,4}b")
_BRACKETS: Final = late(r"\([^()]*\)")
# A sentence in quotes is what somebody said: '3. "Sustol, J1626." The code is wrong.' What goes on after it, an author may quote for himself.
_QUOTATION: Final = late(r"\W*(?:\d{1,2}[.)]\W{0,3})?[\"“][^\"“”]{3,300}[\"”]\W*")
_QUOTED_CLAIM: Final = late(
    r'"[CD][^CD";.]{0,12}b[^CD";.]{0,8}[CDQ]"[-,]'
)  # '"J0178 is ranibizumab" - so somebody said'
_ASIDE: Final = late(r"\([^()]*\)|(?<=n),[^,;:.()CDBn]{1,6},")  # "never (not even once) use", "never, ever, use"
_IN_BRACKETS: Final = frozenset({"drug-bracket-code", "code-bracket-drug"})
_UNREAL: Final = late(
    r"\b(?:would|could|might) (?:then |only |also )?(?:be|mean|say|tell|signal|imply|indicate|claim)\b|\bif [^.;:,]{2,30} were\b",
    re.IGNORECASE,
)
_APPOSED: Final = late(r"C,t\Z")
_THAT_WAS: Final = late(r"iA?p[tg]{0,2}[DB]")
_OPENING: Final = 4  # tokens
_ERROR: Final = "error"
_IN_THAT_YEAR: Final = late(
    r",? in (?:19|20)\d\d(?=[.;)]|$)|(?: (?:for|at|in) [a-z ]{3,24})? (?:in|during|for) the (?:first|second|third|fourth|last) (?:quarter|half) of (?:19|20)\d\d(?=[,.;)]|$)"
)
_BECAME_OF_IT: Final = late(r"[^\"“”]{0,40}[\"”] (?:was|were|has been|had been|is) ")
_IS_NOT_PAIR: Final = late(r"(?:[DB][,(]?C|C[,(]?[DB]|C)[),]{0,2}b?n[tga]{0,4}\Z")
_IS_NOT_DRUG: Final = late(r"[^C;:.]*b[A]?n[tg]?D")
_REPLACED: Final = regex(triggers.REPLACED_IN_BRACKET)
_NEVER_FOR: Final = late(r"on[A]?[lw][tk]{0,2}\Z")
_SAID_OF_BRAND: Final = late(
    r"b|.t\Z"
)  # "had printed that Ogivri is trastuzumab", "called Depo-Medrol a betamethasone"
_HEARSAY: Final = "somebody-says"
_WRONG: Final = late(r"error|mistak|wrong", re.IGNORECASE)
_NO_SUCH_CODE: Final = late(r"^[ic][A]?n[tg]{0,2}\Z|n,?w?\Z")
_OUT_OF_SCOPE: Final = late(r"\b(?:outside|beyond) (?:of )?(?:the )?scope\b", re.IGNORECASE)
_WAS_CODE: Final = late(r"R[wg]{0,3}pt?C")
_NOT_GIVEN: Final = late(r"rn[wlg]{0,2}\Z")
_UNTIL_IT_CAME: Final = late(
    r"[^.;]{0,40}\b(?:until|till|before) (?:the|its|a) (?:[\w-]+ ){0,3}code (?:was|came|became|took|arrived|went|existed|began)\b"
    r"|[^.;]{0,40}\b(?:until|till) [A-Z]\d{4} (?:was|came|became|took|arrived|went|existed|began)\b",
    re.IGNORECASE,
)
_UNTIL_ALONE: Final = late(r"\b(?:until|till|before) (?:(?:hcpcs )?code )?\Z", re.IGNORECASE)
_WORD_BEFORE: Final = 18  # characters of "until HCPCS code "
_CAME: Final = late(
    r",? (?:\([^()]{1,24}\) )?(?:came|arrived|existed|began|appeared|took effect|became (?:effective|available|active)|went live"
    r"|(?:was|had been) (?:\w+ly )?(?:created|established|available|issued|assigned|introduced|effective|in place|published|added|released|out))\b",
    re.IGNORECASE,
)
_ELLIPSIS: Final = late(r"[wtg]{0,3}[sPvC]")  # "...; physicians with J9999": the verb is that of the clause before
_CLAUSE_STOP: Final = late(r"[.;:,(]|\b(?:and|but|because|when|while|until)\b")
_PLAN: Final = "plan"
_OPENS_GLOSS: Final = late(r"C\([^()]{0,12}$")
_WHICH: Final = late(r"[wA]?,r|r[bh]")
_RELATIVE: Final = late(r",r[^,]*,")
_HYPOTHETICAL: Final = Phrases(triggers.HYPOTHETICAL)
_HYPOTHETICAL_AFTER: Final = late(
    triggers.FAR_AFTER + rf"(?:{'|'.join(trigger.words for trigger in triggers.HYPOTHETICAL_AFTER)})\b", re.IGNORECASE
)
_TERMINATORS: Final = regex(triggers.TERMINATORS)
_OWN_CLAUSE: Final = regex(triggers.OWN_CLAUSE)
_ONE_SIDED: Final = late(triggers.ONE_SIDED, re.IGNORECASE)
_CORRECTED: Final = late(
    r"\b(?:should (?:be|have been|read)|correct(?:ed)?(?: code| line| claim)?(?: is)?)\W{0,3}:", re.IGNORECASE
)
_CORRECTION: Final = 160  # characters behind a sentence in which its correction begins
_LABELLED_FALSE: Final = regex(triggers.LABELLED_FALSE)
_LABELLED_PLAN: Final = regex(triggers.LABELLED_PLAN)
_LABELLED_PAST: Final = regex(triggers.LABELLED_PAST)
_QUOTED_NOTE: Final = regex(triggers.QUOTED_NOTE)
_STANDING_REPORTED: Final = regex(triggers.STANDING_REPORTED)
_REFUSED: Final = late(triggers.REFUSED, re.IGNORECASE)
_ONE_USE: Final = regex(triggers.ONE_USE)
_CLAUSE_END: Final = late(r"[,;]")
_RESTRICTED: Final = regex(triggers.RESTRICTED)
_DENIED: Final = regex(triggers.DENIED)
_GLOSS_IS_WRONG: Final = regex(triggers.GLOSS_IS_WRONG)
_ON_AN_ORDER: Final = regex(triggers.ON_AN_ORDER)
_WHICH_HAS: Final = late(r",\s*which (?:has|is|carries|takes|falls|goes|belongs|gets|needs|requires)\b", re.IGNORECASE)
_WHOSE_CODE: Final = late(r",\s*whose (?:\w+ )?code\b", re.IGNORECASE)
_VERB: Final = late(r"[bphmolEL]")
_NOT_EQUAL: Final = regex(triggers.NOT_EQUAL)
_DENIED_LIST: Final = regex(triggers.DENIED_LIST)
_LEFT_OUT: Final = regex(triggers.LEFT_OUT)
_WRONG_TO: Final = regex(triggers.WRONG_TO)
_NEGATED_BEFORE: Final = regex(triggers.NEGATED_BEFORE)
_STANDING_NEGATED: Final = regex(triggers.STANDING_NEGATED)
_NOT_DENYING: Final = regex(triggers.NOT_DENYING)
_DENIED_APART: Final = regex(triggers.DENIED_APART)
_HISTORICAL: Final = Phrases(triggers.HISTORICAL)
_WAS_VALID: Final = regex(triggers.WAS_VALID)
_UNTIL_AFTER: Final = regex(triggers.UNTIL_AFTER)
_NO_CODE_YET: Final = late(
    r"\b(?:was|had|were|existed) (?:yet |still )?no (?:specific|permanent|unique|dedicated|separate|individual|such|own) (?:\w+ )?code\b|\bhad no code\b",
    re.IGNORECASE,
)
_AS_LINE: Final = late(
    r"\d ?(?:mg|mcg|g|units?) as \Z", re.IGNORECASE
)  # "Ocrevus Zunovo 920 mg as J2350 x 920, denied"
_OF_PERIOD: Final = frozenset({"between-dates", "until"})
_IN_THOSE_DAYS: Final = late(
    r"\W*(?:(?:before|until|prior to|through|from|between) [^.;:]{0,40}?(?:19|20)\d\d\b|(?:before|until) (?:that|then)\b)",
    re.IGNORECASE,
)
_BILLED_AS: Final = late(
    r"(?:\b(?:was|were|been) (?:\w+ )?|, |(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeing )(?=\w{4,9} (?:as|under|with) \Z))(?:billed|reported|submitted|sent|coded|charged)\b",
    re.IGNORECASE,
)
_COUNT_AFTER: Final = late(r"[`'\"]?(?:,| with| x| ×) ?\d[\d,]* units?\b|\s?[x×] ?\d", re.IGNORECASE)
_WAS_CODE_OF: Final = late(r"CA?pA?t[wg]?Q[kc]")  # "J1040 was the 80 mg code"
_TURNS: Final = frozenset({"but", "though", "although", "yet"})
_WAS_AMOUNT: Final = late(r"pt?Q")  # "Romiplostim: J2796 was 10 micrograms a unit"
_WAS_PER: Final = late(r"CpA?e")
_OF_UNIT: Final = frozenset({"code-is-amount", "amount-unit", "amount-per-unit"})  # "J2505 was 6 mg a unit"
_NAMED_ASIDE: Final = "brand-in-brackets"  # "Is sarilumab (Kevzara) billed with it?" asks nothing of the brand
_ON_A_CLAIM: Final = "on-a-claim"
_THROUGH_AFTER: Final = regex(triggers.THROUGH_AFTER)
_ASIDE_WITH_CODE: Final = late(
    r",\s*(?:which|that|who|reported|billed|coded|paid|submitted|previously|formerly)\b[^.;:]{0,60}?\b[A-Z]\d{4}\b",
    re.IGNORECASE,
)
_UP_TO_AFTER: Final = regex(triggers.UP_TO_AFTER)
_HAD: Final = regex(triggers.HAD)
_IN_YEAR: Final = regex(triggers.IN_YEAR)
_WAS_BILLED: Final = late(triggers.WAS_BILLED, re.IGNORECASE)
_WAS: Final = regex(triggers.WAS)
_BEGAN: Final = regex(triggers.BEGAN)
_DID: Final = regex(triggers.DID)
_ACTED: Final = regex(triggers.ACTED)
_HAD_CODE: Final = regex(triggers.HAD_CODE)
_LEFT: Final = regex(triggers.LEFT)
_THEN: Final = regex(triggers.THEN)
_VERBS: Final = late(r"[bphmo]")
# What a sentence without their words need not be asked.
_LOOKS: Final = Looks(
    {
        "quoted-note": (triggers.QUOTED_NOTE.words,),
        "labelled-plan": (triggers.LABELLED_PLAN.words,),
        "labelled-past": (triggers.LABELLED_PAST.words,),
        "labelled-false": (triggers.LABELLED_FALSE.words,),
        "standing-reported": (triggers.STANDING_REPORTED.words,),
        "hypothetical": [trigger.words for trigger in triggers.HYPOTHETICAL],
        "hypothetical-after": [trigger.words for trigger in triggers.HYPOTHETICAL_AFTER],
        "wrong-to": (triggers.WRONG_TO.words,),
        "denied": (triggers.DENIED.words,),
        "gloss-is-wrong": (triggers.GLOSS_IS_WRONG.words.removeprefix("^"),),
        "on-an-order": (triggers.ON_AN_ORDER.words.removeprefix("^"),),
        "some-cases": (triggers.RESTRICTED.words,),
        "not-equal": (triggers.NOT_EQUAL.words,),
        "denied-list": (triggers.DENIED_LIST.words,),
        "left-out": (triggers.LEFT_OUT.words,),
        "historical": [trigger.words for trigger in triggers.HISTORICAL],
        "was-valid": (triggers.WAS_VALID.words,),
        "until-after": (triggers.UNTIL_AFTER.words,),
        "through-after": (triggers.THROUGH_AFTER.words,),
        "up-to-after": (triggers.UP_TO_AFTER.words,),
        "had": (triggers.HAD.words,),
        "had-code": (triggers.HAD_CODE.words,),
        "left": (triggers.LEFT.words,),
        "then": (triggers.THEN.words,),
        "was-billed": (triggers.WAS_BILLED,),
    }
)


def polarities(reading: Reading, links: Sequence[Link]) -> list[Polarity]:
    """How the sentence means each of its links."""
    may = _LOOKS.possible(reading.text, reading.start, reading.end)
    meant = [_polarity(reading, link, may) if link.polarity is None else link.polarity for link in links]
    return _of_all_alike(links, meant) if "historical" in meant else meant


def _of_all_alike(links: Sequence[Link], meant: list[Polarity]) -> list[Polarity]:
    """As in "J1443 was the solution and J1445 Triferic AVNU, all of them in steps of 0.1 mg": one amount that several codes had."""
    past = {
        (link.object.mention, link.pattern)
        for link, how in zip(links, meant, strict=True)
        if link.kind == "code-unit" and how == "historical" and link.subject.mention is not None
    }
    return [
        "historical"
        if how == "asserted" and link.subject.mention is not None and (link.object.mention, link.pattern) in past
        else how
        for link, how in zip(links, meant, strict=True)
    ]


def _polarity(reading: Reading, link: Link, may: AbstractSet[str]) -> Polarity:
    """How the sentence means one link; `may` names the triggers that can stand in it."""
    if "?" in reading.tags[link.last + 1 :] and link.pattern != _NAMED_ASIDE:
        return "hypothetical"
    if '"' in reading.tags and (_QUOTATION.fullmatch(reading.sentence()) or _in_quotes_told(reading, link)):
        return "hypothetical"
    if link.kind == "drug-brand":
        return (
            "denied"
            if _denies(reading, link.first, link.last, may)
            else "hypothetical"
            if _SAID_OF_BRAND.search(reading.tags, link.first, link.last) and _told_wrongly(reading, link, may)
            else "asserted"
        )
    if link.kind in {"drug-target", "code-route"}:
        return _of_property(reading, link, may)
    if link.kind == "code-status":
        return _of_status(reading, link, may)
    return _of_meaning(reading, link, may)


def _of_meaning(reading: Reading, link: Link, may: AbstractSet[str]) -> Polarity:
    """How a sentence means what it says of a code's drug, unit or successor."""
    start = _clause_start(reading, link.first)
    begin = reading.starts[link.first if link.pattern == "after-clause" else start]
    if (
        ("quoted-note" in may and _QUOTED_NOTE.search(reading.text, reading.start, reading.starts[link.first]))
        or (
            "labelled-plan" in may
            # "Under review for April: nipocalimab (J9256, 3 mg)": its authorization is, and the bracket is true
            and not (link.pattern in _IN_BRACKETS or reading.tags[max(0, link.first - 1) : link.first] == "(")
            and _LABELLED_PLAN.search(reading.text[reading.start : begin])
        )
    ):
        return "hypothetical"
    if _QUOTED_CLAIM.match(reading.tags[max(0, link.first - 1) :]) and link.first:
        return "hypothetical"
    if _just_come(reading, link):
        return "asserted"
    if "not-equal" in may and _NOT_EQUAL.search(reading.text, reading.ends[link.first], reading.starts[link.last]):
        return "denied"
    if link.pattern in triggers.GLOSSES and not _told_of(reading, link):
        meant = _of_gloss(reading, link, start, may)
    else:
        meant = _of_statement(reading, link, start, may)
    if meant is not None:
        return meant
    own = _own_part(reading, link)
    begin = begin if own is link else reading.starts[own.first]
    return "historical" if _historical(reading, own, begin, may) else "asserted"


def _just_come(reading: Reading, link: Link) -> bool:
    """As in "J3590 was in use for aducanumab until J0172 was created": what came then holds since."""
    code = link.subject.mention
    return (
        code is not None
        and _CAME.match(reading.text, code.end, reading.end) is not None
        and _UNTIL_ALONE.search(reading.text[max(reading.start, code.start - _WORD_BEFORE) : code.start]) is not None
    )


def _told_year_after(reading: Reading, link: Link) -> bool:
    """As in "was reported with C9305 in hospital departments during the last quarter of 2025": the year ends the clause."""
    end = reading.ends[link.last]
    stop = _CLAUSE_STOP.search(reading.text, end, reading.end)
    return _IN_YEAR.search(reading.text, end, stop.start() if stop else reading.end) is not None


def _own_part(reading: Reading, link: Link) -> Link:
    """As in "J3590 was reported for tofersen until 2023; the permanent code J1304 is new": of a shared drug the code's own clause tells when."""
    inside = reading.tags[link.first : link.last + 1]
    after = inside.rfind(";") + 1
    if link.pattern != "shared-drug" or not after or _ELLIPSIS.match(inside, after):
        return link
    return link._replace(first=link.first + after, pattern="after-clause")


def _of_gloss(reading: Reading, link: Link, start: int, may: AbstractSet[str]) -> Polarity | None:
    """How an apposition is meant that is not simply true; whatever the sentence does with its code, "J9173 (durvalumab)" holds."""
    if ("denied-list" in may and _in_denied_list(reading, link, start)) or _is_not_it(reading, link):
        return "denied"
    if "labelled-false" in may and _labelled_false(reading, reading.starts[link.first]):
        return "hypothetical"
    if "gloss-is-wrong" in may and _GLOSS_IS_WRONG.match(reading.text[_end_of_gloss(reading, link) : reading.end]):
        return "hypothetical"
    return None


def _labelled_false(reading: Reading, begin: int) -> bool:
    """As in "Myth 3: J9355 is durvalumab", and "Billed: J9340 for thiotepa. Should be: J9342" anywhere in a paragraph."""
    if _LABELLED_FALSE.search(reading.text, reading.start, begin):
        return True
    corrected = reading.start and _CORRECTED.search(reading.text, reading.end, reading.end + _CORRECTION)
    return bool(corrected) and _LABELLED_FALSE.search(reading.text[reading.start : begin]) is not None


def _end_of_gloss(reading: Reading, link: Link) -> int:
    """Where an apposition ends, with the bracket that it may stand in."""
    closes = reading.tags[link.last + 1 : link.last + 2] == ")" and "(" in reading.tags[link.first : link.last]
    return reading.ends[link.last + closes]


def _of_statement(reading: Reading, link: Link, start: int, may: AbstractSet[str]) -> Polarity | None:
    """How a claim is meant that the sentence only reports, doubts, plans or denies."""
    begin = reading.starts[link.first if link.pattern == "after-clause" else start]
    after = reading.text[reading.ends[link.last] : reading.end]
    if (
        ("labelled-false" in may and _labelled_false(reading, begin))
        or ("hypothetical-after" in may and not _in_bracket_of_code(reading, link) and _HYPOTHETICAL_AFTER.match(after))
        or ("hypothetical" in may and _hypothetical(reading, link, begin))
        or ("gloss-is-wrong" in may and _GLOSS_IS_WRONG.match(after))
        or _counted_on_claim(reading, link)
        or ("on-an-order" in may and _ON_AN_ORDER.match(after) and not _VERB.search(reading.tags, 0, link.last + 1))
    ):
        return "hypothetical"
    if "denied-list" in may and _in_denied_list(reading, link, start):
        return "denied"
    if not _in_bracket_of_code(reading, link) and _denied(reading, link, start, may):
        in_part = _ONE_USE.search(reading.tags[link.first + 1 : link.last])
        upto = _CLAUSE_END.search(reading.text, reading.ends[link.last], reading.end)
        end = upto.start() if upto else reading.end
        in_some_cases = "some-cases" in may and _RESTRICTED.search(reading.text, reading.starts[start], end)
        return "hypothetical" if in_part or in_some_cases else "denied"
    return None


def _counted_on_claim(reading: Reading, link: Link) -> bool:
    """As in "A 500 mg infusion of Avsola was billed J1745, 50 units": a line of some claim."""
    code = link.subject.mention
    if link.kind != "code-drug" or code is None or code.end != reading.ends[link.last]:
        return False
    return _COUNT_AFTER.match(reading.text, code.end, reading.end) is not None and (
        _BILLED_AS.search(reading.text, reading.starts[link.first], code.start) is not None
        or _AS_LINE.search(reading.text, reading.starts[link.first], code.start) is not None
    )


def _in_denied_list(reading: Reading, link: Link, start: int) -> bool:
    """As in "Do not report any of these for trastuzumab: J9035, J9299"."""
    colon = reading.tags.find(":", link.first, link.last)
    drug_first = reading.tags[link.first] in "DB"
    return (
        colon > 0
        and drug_first
        and _DENIED_LIST.search(reading.text, reading.starts[start], reading.ends[colon]) is not None
    )


@lru_cache(maxsize=64)
def denies_list(title: str) -> bool:
    """Whether a title or lead-in says of what is listed below it that it is not so: "Never bill these for trastuzumab:"."""
    return _DENIED_LIST.search(title) is not None


def second_clause(reading: Reading) -> int:
    """The token with which the clause of a second code begins, 0 without one: "J2505 ended in 2021 and J2506 (0.5 mg) was added", "J1725 until 2017, then J1726"."""
    tags = reading.tags
    found = _SECOND_CLAUSE.search(tags) if "&C" in tags or ",AC" in tags else None
    if found is None and "&" in tags and tags.count("C") > 1:
        since = _AND_SINCE.search(reading.text, reading.start, reading.end)
        return reading.token_at(since.start() + len(", and ")) if since else 0
    return found.end(found.lastgroup or 0) if found else 0


def _clause_start(reading: Reading, first: int) -> int:
    if 0 < (second := second_clause(reading)) <= first:
        return second
    if _CLAUSE_STARTS.isdisjoint(reading.tags[:first]):
        return 0
    for index in range(first - 1, -1, -1):
        if reading.tags[index] in _CLAUSE_TAGS or (reading.tags[index] == "(" and _says(reading, index)):
            if _REFUSED.search(reading.text, max(0, reading.starts[index] - 24), reading.ends[index]):
                continue  # "was denied because ...": the reason belongs to the refusal
            if reading.words[index - 1 : index] == ("as",):
                continue  # "as though J9355 were ...": no new clause
            return index + 1
    return 0


def _says(reading: Reading, bracket: int) -> bool:
    """Whether a bracket holds a statement of its own: "the code was fine (J9173 is durvalumab)"."""
    end = reading.tags.find(")", bracket)
    return _STATEMENT.search(reading.tags[bracket : end if end >= 0 else None]) is not None


def _told_of(reading: Reading, link: Link) -> bool:
    """Whether a gloss is itself what somebody said wrongly: no comma or bracket parts it ("typed J9355 atezolizumab", "called J1030 a triamcinolone code")."""
    return link.kind == "code-drug" and reading.tags[link.first + 1 : link.last] in {"", "t"}


def _in_bracket_of_code(reading: Reading, link: Link) -> bool:
    """Whether an amount is part of a gloss: "an agent that had been given J9063 (mirvetuximab soravtansine-gynx; 1 mg)"."""
    return link.kind == "code-unit" and _OPENS_GLOSS.match(reading.tags, link.first, link.last) is not None


def _in_quotes_told(reading: Reading, link: Link) -> bool:
    """As in '"Renflexis, Q5103 x 40" was returned': of what stands in quotes, the sentence tells what became of it."""
    inside = reading.tags[: link.first].count('"') % 2 == 1 and '"' not in reading.tags[link.first : link.last]
    return inside and _BECAME_OF_IT.match(reading.text, reading.ends[link.last], reading.end) is not None


def _told_wrongly(reading: Reading, link: Link, may: AbstractSet[str]) -> bool:
    """As in "The most common error was J9332 on a claim for the subcutaneous product"."""
    if "hypothetical" not in may or link.subject.mention is None:
        return False
    told = reading.starts[link.last if link.kind == "drug-target" else link.first]  # "was said to target CD19"
    hit = _HYPOTHETICAL.search(reading.text, reading.start, told)
    return (
        hit is not None
        and (hit.name == _HEARSAY or (hit.name == _ERROR and _WRONG.match(hit.match[0]) is not None))
        and not _TERMINATORS.search(reading.text, hit.match.end(), told)
    )


_FOR_REASON: Final = late(
    r", (?:since|because|as) (?:it|they|all|both|each|these|those|every|the (?:codes?|two|three))\b(?! (?:is|are) not)",
    re.IGNORECASE,
)


def _of_property(reading: Reading, link: Link, may: AbstractSet[str]) -> Polarity:
    if link.kind == "code-route" and _FOR_REASON.search(
        reading.text, reading.ends[link.first], reading.starts[link.last]
    ):
        return "asserted"  # "None of J3380 and J1602 fits, since all are for the vein"
    if _denies(reading, link.first, link.last, may):
        return "denied"
    if link.kind == "code-route":
        return _of_route(reading, link, may)
    if _told_wrongly(reading, link, may):
        return "hypothetical"
    return "historical" if _ACTED.search(reading.tags, link.first, link.last) else "asserted"


def _of_route(reading: Reading, link: Link, may: AbstractSet[str]) -> Polarity:
    if _NOT_GIVEN.search(reading.tags, 0, link.last) or _NONE_OF.search(reading.tags, 0, link.first):
        return "denied"  # "the only one which isn't injected into the eye", "None of the five codes is for intravenous use"
    if _NEVER_FOR.search(reading.tags, 0, link.first):
        return "denied"  # "Do not report J9035 for the intravitreal dose"
    if _told_wrongly(reading, link, may):
        return "hypothetical"
    if _NO_SUCH_CODE.search(reading.tags, 0, link.last) or _OUT_OF_SCOPE.search(
        reading.text, reading.ends[link.last], reading.end
    ):
        return "denied"  # "It isn't an oral code", "the subcutaneous presentation is outside the scope of the code"
    if _UNREAL.search(reading.text, reading.start, reading.ends[link.last]):
        return "hypothetical"  # "A claim with JA would mean an intravenous injection"
    if _WAS_CODE.search(reading.tags, link.first, link.last + 1) or (
        link.subject.mention and "was-valid" in may and _WAS_VALID.match(reading.text, link.subject.mention.end)
    ):
        return "historical"  # "The intravenous product was C9487", "intravenous: Q9989 in the second half of 2017"
    if "historical" in may and "p" in reading.tags[: link.last]:
        told = _HISTORICAL.search(reading.text, reading.start, reading.ends[link.last])
        if told is not None and told.name in _OF_PERIOD:
            return "historical"  # "From July to December of 2017 the intravenous form was reported with Q9989"
    return "asserted"


def _of_status(reading: Reading, link: Link, may: AbstractSet[str]) -> Polarity:
    before = reading.tags[max(0, link.last - 5) : link.last]
    if _APPOSED.search(before):
        return "asserted"  # "ask whether they want J3490, the unclassified drug code"
    if _STANDING_NEGATED.search(before) and not _NOT_DENYING.search(
        reading.text[reading.starts[max(0, link.last - 5)] : reading.end]
    ):
        return "denied"
    answers = reading.tags[1:2] == "."  # "no. S0013 ended on 12/31/2025"
    if reading.tags[:1] == "n" and not answers and link.last < 12 and ";" not in reading.tags[: link.last]:
        return "denied"
    told = "standing-reported" in may and _STANDING_REPORTED.search(
        reading.text[reading.start : reading.starts[min(link.last, len(reading.tags) - 1)]]
    )
    return "hypothetical" if told else "asserted"


def _hypothetical(reading: Reading, link: Link, begin: int) -> bool:
    stop = reading.ends[link.last]
    hit = _HYPOTHETICAL.search(reading.text, begin, stop)
    if hit is None or (hit.name != _PLAN and _in_bracket_of_code(reading, link)):
        return False
    trigger = hit.match
    if hit.name == _ON_A_CLAIM and _UNTIL_IT_CAME.match(reading.text, stop, reading.end):
        return False  # "We billed Syfovre with J3490 for two quarters until the J code was out"
    if hit.name == _ON_A_CLAIM and _IN_THOSE_DAYS.match(reading.text, begin, stop):
        return False  # "Before July 6, 2023, claims for Leqembi were submitted with J3590"
    # "The vendor's file maps durvalumab to J9022; the right code is J9173": the drug is shared, the code stands apart.
    own = link.subject.mention if link.pattern == "shared-drug" else None
    until = own.start if own else reading.starts[link.first]
    between = reading.text[trigger.end() : until] if trigger.end() <= until else ""
    inside = reading.text[reading.starts[link.first] : reading.starts[link.last]]
    if _ONE_SIDED.match(trigger[0]) and "," in inside:
        return False  # "If durvalumab was given, report J9173": the condition holds one side only
    if _OWN_CLAUSE.search(inside) and trigger.end() <= reading.starts[link.first]:
        return False  # "typing J9303, which is panitumumab": the relative clause is the document's own
    if (
        link.kind == "code-unit"
        and trigger.start() > until
        and _TERMINATORS.search(reading.text, trigger.end(), reading.starts[link.last])
    ):
        return False  # "Don't grab J0558 by mistake: that's Bicillin C-R (per 100,000 units)"
    if _WHICH_HAS.search(between):
        return False  # "is billing J0178 for Eylea HD, which has its own code, J0177"
    if link.kind == "code-unit" and _WHOSE_CODE.search(between):
        return False  # "have sent J0172 for Leqembi, whose code is J0174, 1 mg per unit"
    return not _TERMINATORS.search(between)


def _before(reading: Reading, link: Link, start: int) -> str:
    """The tags just before a claim in its clause, as far as a negation among them can be one of it."""
    before = reading.tags[start : link.first]
    before = _ASIDE.sub("", before)[-6:] if "n" in before else ""
    if before and link.last == link.first + 1 and _IS_NOT_PAIR.search(reading.tags, 0, link.first):
        return ""  # "Abraxane J9264 is not paclitaxel J9267": neither pair is denied
    if link.pattern == "shared-drug" and ";" in reading.tags[link.first : link.last]:
        return ""  # "Neither J9355 nor J9022 is durvalumab; J9173 is"
    if reading.words[link.first] == "its own" and before.endswith("nkj"):
        return ""  # "It had no code of its own and was reported with J3490"
    if link.pattern in NEAR_CODE and "n" not in reading.tags[link.first : link.last]:
        return ""  # "It does not belong on J3301, triamcinolone acetonide, 10 mg": what describes the code holds
    if ":ib" in reading.tags[link.first : link.last] or (
        link.kind == "code-unit" and ";" in reading.tags[link.first : link.last]
    ):
        return ""  # "Don't grab J0558 by mistake: that's Bicillin C-R (per 100,000 units)"
    if before and _OF_REASON.search(reading.tags, link.first, link.last):
        return ""  # "Nobody wants J9035 for an eye, since that code comes in 10 mg units"
    if _WHICH.match(reading.tags, link.first + 1):
        return ""  # "never nivolumab, whose code is J9299": the relative clause stands on its own
    return before


def _denied(reading: Reading, link: Link, start: int, may: AbstractSet[str]) -> bool:
    before = _before(reading, link, start)
    if "left-out" in may and _LEFT_OUT.search(
        reading.text, reading.starts[max(0, start - 1)], reading.starts[link.first]
    ):  # "But" of "But for J9173," opens the clause
        return False
    if "wrong-to" in may and _WRONG_TO.search(reading.text, reading.starts[start], reading.starts[link.first]):
        return True
    if (
        "n" in before
        and _NEGATED_BEFORE.search(before)
        and not _NOT_DENYING.search(reading.text, reading.starts[max(start, link.first - 6)], reading.ends[link.last])
    ):
        return True
    return _denies(reading, link.first, link.last, may)


_AND_ITS_CODE: Final = late(
    r"[,;] (?:and|but|while|though|so) (?:its|their|the) (?:own )?(?:hcpcs |billing )?(?:codes?|units?)\b",
    re.IGNORECASE,
)


def _is_not_it(reading: Reading, link: Link) -> bool:
    """As in "the folic acid code J1308 that a reader found is not folic acid at all": the tie is named, and then denied."""
    if link.kind != "code-drug" or link.pattern != "drug-beside-code" or "n" not in reading.tags:
        return False
    denial = _IS_NOT_DRUG.match(reading.tags, link.last + 1)
    if denial is None:
        return False
    one, two = (reading.text[reading.starts[at] : reading.ends[at]].casefold() for at in (link.first, denial.end() - 1))
    return one == two


def _denies(reading: Reading, first: int, last: int, may: AbstractSet[str]) -> bool:
    """Whether the words from one side to the other deny the tie; what a colon, a bracket or "which ..." sets aside does not."""
    inside = reading.tags[first : last + 1]
    if "n" not in inside and "denied" not in may:
        return False
    opening = max(inside.rfind(":"), inside.rfind(";")) + 1
    if opening == len(inside):
        return False  # "Ramucirumab:" below the heading that names its code
    if own := _AND_ITS_CODE.search(reading.text, reading.starts[first + opening], reading.ends[last]):
        opening = reading.token_at(own.end() - 1) - first  # "(Q5118) is not in stock, and its code counts 10 mg"
    said = _RELATIVE.sub(_blanked, _BRACKETS.sub(_blanked, inside[opening:]))
    text = reading.text[reading.starts[first + opening] : reading.ends[last]]
    said = _DENIED_APART.sub("", _NOT_THIS.sub(",", said))
    if "n" in said:
        return not (
            _BECAUSE.search(reading.tags, first, last) and not _REASONS.isdisjoint(reading.words[first:last])
        ) and not (_NOT_DENYING.search(text) or _set_right(reading, first + opening, last))
    return "denied" in may and _DENIED.search(text) is not None


def _set_right(reading: Reading, first: int, last: int) -> bool:
    """As in "not billed per 1 mg but per 10 mg": what stands behind "but" is what holds."""
    negated = reading.tags.rfind("n", first, last)
    return negated >= 0 and not _TURNS.isdisjoint(reading.words[negated + 1 : last])


def _blanked(found: re.Match[str]) -> str:
    return "_" * len(found[0])


def _historical(reading: Reading, link: Link, begin: int, may: AbstractSet[str]) -> bool:
    inside = reading.tags[link.first : link.last + 1]
    if link.pattern == "shared-drug" and _IS_AGAIN.search(inside):
        return _ends_after(reading, link, may)  # "Pembrolizumab was C9027 in 2015 and is J9271 now"
    text = reading.text[reading.starts[link.first] : reading.ends[link.last]]
    if (
        _WAS.search(inside)
        and not _BEGAN.search(text)
        and (link.kind != "code-unit" or link.pattern in _OF_UNIT or _WAS_CODE_OF.match(reading.tags, link.first))
    ) or (
        link.kind == "code-unit"  # "J1299, 2 mg (replaces J1300, 10 mg)", "S0080 was per 300 mg"
        and (_REPLACED.search(reading.tags, 0, link.first) or _WAS_PER.match(inside))
    ):
        return True
    clause = _UNOPENED.sub(_blanked, reading.text[begin : reading.starts[link.first]])
    clause += reading.text[reading.starts[link.first] : reading.ends[link.last]]
    if "(" in clause:
        clause = _OTHER_CODE.sub(_blanked, _OF_OTHER.sub(_blanked, clause))
    if (
        "was-billed" in may
        and _WAS_BILLED.search(text)
        and (_IN_YEAR.search(clause) or _told_year_after(reading, link))
    ):
        return True
    if link.subject.mention and _CODE_WAS.search(
        reading.text, max(begin, link.subject.mention.start - 24), link.subject.mention.start
    ):
        return True  # "From 2013 to 2015 its code was J1446, in units of 5 mcg"
    if _was_then(reading, link):
        return True
    main = _RELATIVE.sub(_blanked, inside)  # "J2802, which replaced it in 2025, describes ..."
    did = _DID.search(main, main.rfind(";") + 1)
    if did or ("had" in may and _HAD.search(text)) or _left_behind(reading, link, begin, may):
        return True
    told = _HISTORICAL.search(clause) if "historical" in may else None
    if told is not None and told.match.end() <= reading.starts[link.first] - begin:
        between = clause[told.match.end() : reading.starts[link.first] - begin]
        if (
            link.pattern == _OF_NEXT_CLAUSE
            or _NOW.search(text)
            or _REPLACED_BY.search(between)
            or _TODAY.search(between)
        ):
            told = None  # "That no longer applies, and Tofidence is now billed with Q5133"
    labelled = "labelled-past" in may and _LABELLED_PAST.match(reading.text[reading.start : begin]) is not None
    return told is not None or labelled or _ends_after(reading, link, may)


_OF_NEXT_CLAUSE: Final = "drug-then-use-code"  # "J3590 is no longer right for Leqembi; use J0174"


def _was_then(reading: Reading, link: Link) -> bool:
    """As in "There was no specific code, so it was billed with C9053" and "That was pegaptanib, J2503"."""
    if reading.tags[link.last] == "C" and _WAS_AMOUNT.match(reading.tags, link.last + 1):
        return True
    if "p" in reading.tags[link.first : link.last + 1]:
        return _NO_CODE_YET.search(reading.text, reading.start, reading.starts[link.first]) is not None
    return link.first <= _OPENING and reading.tags[link.first] in "DB" and _THAT_WAS.match(reading.tags) is not None


def _ends_after(reading: Reading, link: Link, may: AbstractSet[str]) -> bool:
    """Whether what follows the claim says until when it held."""
    tail = reading.text[reading.ends[link.last] : reading.end]
    if "was-valid" in may and _WAS_VALID.match(tail):
        return True
    if reading.tags[link.first + 1 : link.last].strip("()DBwgtb")[-1:] == ":" and _IN_THAT_YEAR.match(tail):
        return True  # "Keytruda: C9027 in 2015."
    if _ASIDE_WITH_CODE.match(tail):
        return False  # "J2329 for ublituximab, which until June 2023 was billed with J3590"
    past = "through-after" in may and "p" in reading.tags[_clause_start(reading, link.first) : link.last]
    if past and _THROUGH_AFTER.match(tail):
        return True
    return ("until-after" in may and _UNTIL_AFTER.match(tail) is not None) or (
        "up-to-after" in may and _UP_TO_AFTER.match(tail) is not None
    )


def _left_behind(reading: Reading, link: Link, begin: int, may: AbstractSet[str]) -> bool:
    """As in "Balfaxar had C9159", "it left J1300 for J1299" and "C9027 was A's and C9453 B's": a verb of the past rules the code."""
    if link.subject.mention is None:
        return False
    code, text = link.subject.mention, reading.text
    if "had-code" in may and link.kind == "code-drug" and _HAD_CODE.search(text[begin : code.start]):
        return True
    if "left" in may and _LEFT.search(text[begin : code.start]):
        return True
    if "then" not in may or "was-billed" not in may or _TODAY.search(text[begin : code.start]):
        return False
    inside = reading.tags[link.first + 1 : link.last]
    if "p" in inside and _THEN.search(text[begin : reading.starts[link.first]]):
        return True  # "Initially durvalumab was billed with C9492"
    clause = text[begin : reading.ends[link.last]]
    ruled = _VERBS.findall(reading.tags[: link.first])[-1:] == ["p"] and _VERBS.search(inside) is None
    return ruled and _THEN.search(clause) is not None and _WAS_BILLED.search(clause) is not None
