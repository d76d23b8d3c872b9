"""Polarity: asserted, denied, historical or hypothetical, by trigger, direction and scope.

In the manner of ConText (Harkema et al., 2009): a trigger speaks for what stands in its scope, which ends at the
clause's end. The lexicon is that of billing: claims that were wrong, codes that were, plans, questions, rumours.
"""

from __future__ import annotations

import re
from typing import Final

from auditor.extraction.guarded import Guarded
from auditor.extraction.links import Link
from auditor.extraction.tags import Reading
from auditor.model.assertions import Polarity, Qualifiers

_CLAUSE_TAGS: Final = ";x?!:"
# Somebody else's claim, an error, a plan: what follows in the clause is not the document's own statement.
_HYPOTHETICAL_BEFORE: Final = Guarded(
    r"\b(?:whoever|anyone who|some (?:references|sites|sources|articles|lists|payers|web ?sites|people)|(?<!corrected )(?:lines?|claims?) (?:show|carr(?:y|ied)|list)(?:s|ed)?|mistak\w*|error\w*|erroneous\w*|wrongly|incorrectly|inaccurate\w*|confus\w+|mistyp\w*|typ(?:ed|es|ing)|key(?:ed|s|ing)\b|chose|chosen|pick(?:ed|s)|swapped|"
    r"rumou?r|according to (?:an?|one|some|another|many)\b|colleague|someone|somebody|web ?(?:page|site)|(?:web|online|old) (?:article|post)|article (?:claims|says)|blog|tells? you|told you|insists?|"
    r"claims? that|says that|claimed that|we would never|would have|would be|would|might have|could have|suppos\w+|belief|believ\w+|assum(?:ed|ing|es)|imagin(?:e|es|ed|ing)\b(?<!imaging)|pretend|"
    r"if\b(?! (?:applicable|any|so|needed|required|appropriate))|"
    r"will be|is expected|are expected|expects?|planned|plans? to|provisional\w*|propos\w+|pending|tentative\w*|once gave|misread|misbill\w*|miscod\w*|"
    r"submitted a claim|we (?:gave|wrote|said|printed|listed)|(?:and|clinic|office|biller|coder|provider|hospital|somebody|they|he|she) (?:billed|sent|submitted|entered)|billed in error|is billed with the wrong|instead of|read(?:s)? on|i read|heard|(?:had been|was) printed|misprint|typograph\w+|have (?:also )?seen|(?:one|two|three|four|five|six|seven|eight|nine|ten|several|some|\d+) (?:claims? |lines? )?(?:carried|showed|listed|came)|asks? whether|supposedly|allegedly|reportedly|"
    r"as (?:though|if)|our (?:\w+ ){0,2}(?:crosswalk|system|table|page|list|file|newsletter|software|site|map) (?:translated|showed|listed|gave|mapped|had|said|carried|printed|paired)|(?:wrote|answered|guessed|argued) that|(?:lines?|claims?) (?:of|for|with) [^.;]{0,40}\b(?:was|were|had been) (?:billed|reported|submitted|sent|entered|coded)|placeholder|(?:denied|rejected|returned) (?:because|since|when|after|as)|should the|were to|had we|had the|a claim (?:for|that|with)|claims? (?:with|that (?:lists?|shows?|pairs?|bills?)))\b"
)
_HYPOTHETICAL_AFTER: Final = re.compile(
    r"^[^.;,]{0,40}\b(?:is (?:wrong|false|a mistake|an error|incorrect|a myth)|was (?:wrong|false|a mistake|an error)|would be (?:wrong|denied|rejected)|will be (?:denied|rejected|returned|refused|asked to)|"
    r"(?:is|was|are|were|gets?|got) (?:denied|rejected|returned|bounced)|until (?:a|an|its|the) [\w -]{0,20}code)\b",
    re.IGNORECASE,
)
_DENIED: Final = Guarded(
    r"\b(?:nothing to do with|rather than a|wrong to|must not|mustn't|far from|anything but|no connection|mistaken for|cannot|outside the scope)\b"
)
_PAST: Final = Guarded(
    r"\b(?:(?<!is )(?<!are )(?<!be )(?<!being )(?<!was )(?<!been )used to|once (?:the|a|was|used|assigned|meant|stood|denoted|gave)|formerly|previously|until|up to (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{1,2}/|(?:19|20)\d\d|the end)|through (?:december|june|march|september|\d|the (?:end|close))|"
    r"before (?:january|april|july|october|\d)|prior to|no longer|old|earlier|(?<!the )former|was in use|were in use|at the time|in (?:19|20)\d\d and (?:19|20)\d\d|during (?:19|20)\d\d|ended|"
    r"pass-through code in|between \w+ and \w+ \d{4}|in the (?:first|second) half of)\b"
)
_HAD: Final = Guarded(r"\bhad (?:\w+ )?(?:described|denoted|meant|covered|named|represented|identified|stood|been)\b")
# What somebody else calls a code: "the letter says that J1411 is a not otherwise classified code".
_REPORTED: Final = Guarded(
    r"\b(?:(?:says?|said|claimed|insists?|argues?|believes?|told (?:you|us|me)) that|tells? (?:you|us)|whether)\b[^.;]*$"
)
_BEGAN: Final = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+\s+){0,2}?(?:created|established|introduced|assigned|added|approved|set up|set|written|issued|given|published|effective|launched|"
    r"designed|built|billed|coded|reported|submitted|paid|denied|implemented|developed|granted|made|released|reserved|split|updated|revised|discontinued|deleted|withdrawn|replaced|retired|terminated|infused|tried)\b",
    re.IGNORECASE,
)


# A gloss is true whatever the sentence does with the code: "nothing to do with atezolizumab (J9022)".
_GLOSSES: Final = frozenset({"code-bracket-drug", "drug-bracket-code", "code-beside-drug", "drug-beside-code"})
_WRONG_TO: Final = re.compile(r"\b(?:wrong|incorrect|improper|inappropriate) (?:for \w+ )?to\b", re.IGNORECASE)
# "In 2015, nivolumab was billed with C9453" tells of then; "in 2019 J9173 was assigned" tells of when now began.
_IN_YEAR: Final = re.compile(r"\b(?:in|during) (?:\w+ )?(?:19|20)\d\d\b", re.IGNORECASE)
_WAS_BILLED: Final = re.compile(
    r"\b(?:was|were) (?:\w+ )?(?:billed|reported|used|coded|submitted|paid|filed)\b", re.IGNORECASE
)
_LABELLED_FALSE: Final = re.compile(
    r"\b(?<!or )(?:myth|fiction|misconception|false|wrong|incorrect|rumou?r)(?: (?:no\. ?|#)?\d+)?\s*:\s*[\"“'‘]?$",
    re.IGNORECASE,
)
_ONE_USE: Final = re.compile(r"f[wlRt]{1,4}j[tg]{0,2}$")  # "do not report it for contrast use of ferumoxytol"
_QUOTED_NOTE: Final = re.compile(
    r"\b(?:note|letter|e-?mail|post|sign|message|claim|form|ticket|comment|slip|sticker)\b[^.;:]{0,30}:\s*[\"“][^\"”]*$",
    re.IGNORECASE,
)
_REFUSED: Final = re.compile(r"\b(?:denied|rejected|returned) (?:because|since)$", re.IGNORECASE)
_DENIED_APART: Final = re.compile(r"n[^&;:n]{0,12}&(?=[mbhp])")  # "has no code of its own and may be billed with ..."
_NOT_DENYING: Final = re.compile(
    r"\b(?:not only|no longer|not just|nothing else|not self|not otherwise|not elsewhere|no matter|not covered|not separately)\b",
    re.IGNORECASE,
)


def polarity(reading: Reading, link: Link) -> Polarity:
    """How the sentence means the link."""
    if link.polarity is not None:
        return link.polarity
    if "?" in reading.tags[link.last + 1 :]:
        return "hypothetical"
    if link.kind == "drug-brand":
        return "denied" if _denies(reading, link.first, link.last) else "asserted"
    if link.kind in {"drug-target", "code-route"}:
        return _of_property(reading, link)
    if link.kind == "code-status":
        return _of_status(reading, link)
    start = _clause_start(reading, link.first)
    begin = reading.starts[link.first if link.pattern == "after-clause" else start]
    if _QUOTED_NOTE.search(reading.text, reading.start, reading.starts[link.first]):
        return "hypothetical"
    if link.pattern not in _GLOSSES or _told_of(link):
        tail = reading.text[reading.ends[link.last] : reading.end]
        if (
            _LABELLED_FALSE.search(reading.text, reading.start, begin)
            or _HYPOTHETICAL_AFTER.match(tail)
            or _hypothetical(reading, link, begin)
        ):
            return "hypothetical"
        if _denied(reading, link, start):
            in_part = _ONE_USE.search(reading.tags[link.first + 1 : link.last])
            return "hypothetical" if in_part else "denied"
    return "historical" if _historical(reading, link, begin) else "asserted"


def _clause_start(reading: Reading, first: int) -> int:
    for index in range(first - 1, -1, -1):
        if reading.tags[index] in _CLAUSE_TAGS or (reading.tags[index] == "(" and _says(reading, index)):
            if _REFUSED.search(reading.text, max(0, reading.starts[index] - 24), reading.ends[index]):
                continue  # "was denied because ...": the reason belongs to the refusal
            return index + 1
    return 0


def _says(reading: Reading, bracket: int) -> bool:
    """Whether a bracket holds a statement of its own: "the code was fine (J9173 is durvalumab)"."""
    end = reading.tags.find(")", bracket)
    return re.search(r"[CDid][^()]{0,4}b", reading.tags[bracket : end if end >= 0 else None]) is not None


def _told_of(link: Link) -> bool:
    """Whether a gloss is itself what somebody said wrongly: nothing stands between code and name ("typed J9355 atezolizumab")."""
    return link.last - link.first == 1 and link.kind == "code-drug"


def _of_property(reading: Reading, link: Link) -> Polarity:
    if _denies(reading, link.first, link.last):
        return "denied"
    past = re.search(r"[DBTd]?L", reading.tags[link.first : link.last]) is not None and link.kind == "drug-target"
    return "historical" if past else "asserted"


def _of_status(reading: Reading, link: Link) -> Polarity:
    before = reading.tags[max(0, link.last - 5) : link.last]
    if re.search(r"n[wtkgAbphvC]{0,5}$", before) and not _NOT_DENYING.search(
        reading.text[reading.starts[max(0, link.last - 5)] : reading.end]
    ):
        return "denied"
    if reading.tags[:1] == "n" and link.last < 12:
        return "denied"
    told = _REPORTED.search(reading.text[reading.start : reading.starts[min(link.last, len(reading.starts) - 1)]])
    return "hypothetical" if told else "asserted"


def _hypothetical(reading: Reading, link: Link, begin: int) -> bool:
    stop = reading.ends[link.last]
    trigger = _HYPOTHETICAL_BEFORE.search(reading.text, begin, stop)
    if trigger is None:
        return False
    between = (
        reading.text[trigger.end() : reading.starts[link.first]] if trigger.end() <= reading.starts[link.first] else ""
    )
    inside = reading.text[reading.starts[link.first] : reading.starts[link.last]]
    if re.match(r"if|should|when", trigger[0], re.IGNORECASE) and "," in inside:
        return False  # "If durvalumab was given, report J9173": the condition holds one side only
    if re.search(r",\s*(?:which|who|the code)\s", inside) and trigger.end() <= reading.starts[link.first]:
        return False  # "typing J9303, which is panitumumab": the relative clause is the document's own
    return not re.search(r"\b(?:however|actually|the correct|in fact|really)\b|[:;]", between)


def _denied(reading: Reading, link: Link, start: int) -> bool:
    before = reading.tags[max(start, link.first - 6) : link.first]
    if re.match(r",r", reading.tags[link.first + 1 :]):
        before = ""  # "never nivolumab, whose code is J9299": the relative clause stands on its own
    if _WRONG_TO.search(reading.text, reading.starts[start], reading.starts[link.first]):
        return True
    if re.search(r"n[^,;:.]{0,5}$", before) and not _NOT_DENYING.search(
        reading.text, reading.starts[max(start, link.first - 6)], reading.ends[link.last]
    ):
        return True
    return _denies(reading, link.first, link.last)


def _denies(reading: Reading, first: int, last: int) -> bool:
    """Whether the words from one side to the other deny the tie; what a colon, a bracket or "which ..." sets aside does not."""
    inside = reading.tags[first : last + 1]
    opening = max(inside.rfind(":"), inside.rfind(";")) + 1
    said = re.sub(r"\([^()]*\)", lambda found: "_" * len(found[0]), inside[opening:])
    said = re.sub(r",r[^,]*,", lambda found: "_" * len(found[0]), said)
    text = reading.text[reading.starts[first + opening] : reading.ends[last]]
    said = _DENIED_APART.sub("", said)
    if "n" in said:
        return not _NOT_DENYING.search(text)
    return _DENIED.search(text) is not None


def _historical(reading: Reading, link: Link, begin: int) -> bool:
    inside = reading.tags[link.first : link.last + 1]
    text = reading.text[reading.starts[link.first] : reading.ends[link.last]]
    clause = reading.text[begin : reading.ends[link.last]]
    tail = reading.text[reading.ends[link.last] : reading.end]
    if (
        re.search(r"(?<!h)p", inside)
        and not _BEGAN.search(text)
        and (link.kind != "code-unit" or link.pattern == "code-is-amount")
    ):
        return True
    if _IN_YEAR.search(clause) and _WAS_BILLED.search(text):
        return True
    if re.search(r"[CciDIr]w?L", inside) or _HAD.search(text):
        return True
    return (
        _PAST.search(clause) is not None
        or re.match(
            r"^[^.;]{0,20}\b(?:until|through december|through june|before (?:january|april|july|october|\d))\b",
            tail,
            re.IGNORECASE,
        )
        is not None
    )


# Dates ------------------------------------------------------------------------------------------

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept",
         "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_DATE: Final = (
    rf"(?:(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<year>(?:19|20)\d\d)"
    r"|(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>(?:19|20)?\d\d)|(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<only>(?:19|20)\d\d))"
)
_FROM: Final = Guarded(
    rf"\b(?:since|from|effective(?: on| for [\w ]{{0,40}}?after| as of)?|on or after|as of|starting(?: on)?|beginning(?: on)?)\s+(?:the\s+)?{_DATE}"
)
_UNTIL: Final = Guarded(
    rf"\b(?:until|through|up to|before|prior to|ended(?: on)?|discontinued(?: on| as of| effective)?|deleted(?: on| as of)?|end of|close of|terminated(?: on| as of)?|inactive since|withdrawn(?: on)?)\s+(?:the (?:end|close) of\s+)?{_DATE}"
)
_LAST_DAY: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def validity(sentence: str) -> Qualifiers:
    """`valid_from` and `valid_to` that a sentence states, as ISO dates; the first and the last day that its words leave open."""
    found = []
    if start := _FROM.search(sentence):
        found.append(("valid_from", _iso(start, last=False)))
    if stop := _UNTIL.search(sentence):
        found.append(("valid_to", _iso(stop, last=True)))
    return tuple((name, value) for name, value in found if value)


def _iso(found: re.Match[str], *, last: bool) -> str:
    if found["iso"]:
        return found["iso"]
    if found["only"]:
        return f"{found['only']}-12-31" if last else f"{found['only']}-01-01"
    if found["m"]:
        year = found["y"] if len(found["y"]) == 4 else f"20{found['y']}"
        month, day = int(found["m"]), int(found["d"])
    else:
        year, month = found["year"], _MONTHS[found["month"].lower()]
        day = int(found["day"]) if found["day"] else (_LAST_DAY[month - 1] if last else 1)
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
