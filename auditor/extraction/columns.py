"""What the columns of a table hold, by their headers first and by their cells where there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

import msgspec

from auditor.extraction.late import late
from auditor.model.source import Cell

Role = Literal[
    "code",
    "old-code",
    "new-code",
    "wrong-code",
    "drug",
    "brand",
    "unit",
    "route",
    "target",
    "other-drug",
    "modifier",
    "meaning",
    "note",
    "none",
    "",
]

# The first that fits decides. What limits, doses or compares comes before what it could be taken for.
_HEADERS: Final[tuple[tuple[Role, str], ...]] = (
    ("old-code", r"^(?:old|dead|obsolete|former|prev\.?|previous|prior|deleted|ended|retired|discontinued) (?:hcpcs |j-?)?(?:codes?|numbers?)\b"),
    ("new-code", r"^(?:new|current|replacement|successor) (?:hcpcs |j-?)?(?:codes?|numbers?)\b"),
    ("none", r"^what (?:the )?(?:typed|wrong|keyed|billed|sent) (?:code|one|number) (?:is|was)$"),
    ("drug", r"^(?:drug|product|medication|medicine|agent|substance)s? (?:given|administered|infused|injected|dispensed|used|received|ordered)\b"),
    ("note", r"^what (?:went|was|is) wrong|^(?:root )?cause\b|^problem\b|^finding\b|^issue\b|^explanation\b|^why\b"),
    ("old-code", r"^(?:code|unit|hcpcs)s? out$"),
    ("new-code", r"^(?:code|unit|hcpcs)s? in$"),
    ("other-drug", r"alternative|try first|prefer|instead of|substitut|step therapy|propos|suggest|recommend|comparator|used with|combin|partner|versus|\bvs\b|do not confuse|confused with"),
    ("unit", r"^(?:dose|billable) (?:units?|amt|amount)\b|^unit def|^1 bu$|^unit/dose$|\b(?:dose|strength|amount|quantity) ?(?:per|/|in (?:one|1)) ?(?:one |1 )?(?:billing |hcpcs |billable )?unit\b"),
    ("none", r"\bunits (?:billed|allowed|paid|used|given|authori[sz]ed|requested|approved|denied|submitted|claimed|charged)|\b(?:total|number of|allowed|paid|auth\w*|approved|requested) units\b|\bmue\b|"
             r"\b(?:cdm|charge|dispens\w+|purchase|order(?:ing)?|stock|pharmacy|package|inventory) units?\b"),
    ("none", r"max|limit|\bunits ?/|\b(?:amount|dose|units?) (?:given|administered|wasted|discarded|used|drawn)\b|\binterval\b|per visit|per day|\bdoses?\b(?! code)|dosing|strength|concentration|vial|package|\bpkg\b|\bndc\b|quantity|weight|diagnos|icd|indication|price|payment|status ind|frequency|"
             r"\bpa\b|prior auth|\bsite\b(?! of action)|setting|conversion|\bqty\b(?! ?1 ?=)|units on|days?\b|half-life|storage|volume|labeler"),
    ("old-code", r"^was$|^used to be|\bsunset|^earlier\b|\btermed\b|^temp\b|\btemporary\b|^closed$|crosswalk(?:ed|s)? from|\bold\b|\bdead\b|\bobsolete\b|\binvalid\b|\bdefunct\b|\blapsed\b|\binactive\b|\blegacy\b|\bended\b|previous|\bprev\b|delet|discontinu|retired|^(?:moved? )?from\b(?! \d)|\bfrom code\b|\buntil\b|former|terminat|withdrawn|replaced code|before|prior code|expired|\breplace[sd]\b(?! (?:by|with))|\bsupersede[sd]\b(?! by)|in place of|\b(?:used|billed|reported) (?:in|until|through|before|during|last|till)\b|predecessor|\bpreceded\b|^prior$|^earlier$"),
    ("new-code", r"^current$|^is(?: now)?$|^go(?:es)? to\b|^where\b.*\bgoes$|\bbec[ao]mes?\b|^to$|succeeded by|^moved to\b|\bswitch(?:ed|es)? to\b|^codes? after\b|\bnew\b|crosswalk(?:s|ed)? to|^cross-?walk(?: code)?$|\bmap(?:s|ped)? to\b|\bcode from\b|use instead|replacement|successor|replaced (?:by|with)|\bnow\b|use this|(?<!when )to use|current code|replacing|instead"),
    ("modifier", r"^mod(?:ifier)?s?\.?$|modifier code"),
    ("meaning", r"^meaning$|definition$|^when to use|^use when|^when(?: used| it is used)?$|^used when|^what it (?:means|says)"),
    ("brand", r"brand|trade|sold as|(?<!non)(?<!non-)proprietary(?! name\s*/)|marketed|product name|market name"),
    ("unit", r"\bunits?\b|\buom\b|\bbasis\b|^bu$|\bqty ?1 ?=|^1 =|increment|bill(?:s|ed|able)? (?:per|in|by)\b|billed as|\buos\b|dosage|bill(?:ing)?[ -]?(?:unit|by|amount)|per unit|amount|count(?:s|ed)? (?:by|in|per)\b|one unit|measure|^per$|^steps?$|counts?$|^counted$"),
    ("route", r"route|\broa\b|\bgiven\b|administ|where it goes|how given|way in"),
    ("target", r"mechanism|of action|target|binds|\bmoa\b|acts on|antigen|class|^blocks?$|^hits$|inhibits|acts"),
    ("code", r"^(?:bill(?:ed)?|report(?:ed)?|submit(?:ted)?|claim(?:ed)?) (?:as|under|with)$|\bcodes?\b|hcpcs|\bj-?codes?|\bcpt\b|\bnumber\b|procedure"),
    ("drug", r"drug|agent|product|substance|generic|\bname\b|medication|ingredient|descri|stood for|\bitem\b|biologic|molecule|\binn\b|injectable|what it is|antibody|compound|medicine|treatment|therapy|injection"),
    ("note", r"note|comment|remark|detail|^reason|\b(?:because|reason|why)\b|^disposition|^answer|^outcome|^action\b"),
)  # fmt: skip
# Of a column of codes: what came in, and need not be right.
_CAME_IN: Final = late(
    r"\b(?:sent|submitted|received|billed as|reported as|claimed|keyed|entered|typed|(?:practice|provider|office|clinic|hospital|facility|they|we) (?:billed|reported|used|coded|charged)|(?:as )?billed$|billed code|code billed|reported code|code reported|on (?:the )?claim|you (?:may )?see|seen|wrong|incorrect\w*|error|mistake\w*)\b",
    re.IGNORECASE,
)
_COMPILED: Final = tuple((role, late(pattern, re.IGNORECASE)) for role, pattern in _HEADERS)


_SHORT: Final = late(r"\b(?:short|abbrev\w*|brief)\b", re.IGNORECASE)
_CUT_WIDTH: Final = 28  # characters of a short descriptor of HCPCS
_CUT_ROWS: Final = 12  # that must show it
_CUT_FULL: Final = 3  # of them that fill it
_SHOWS_ITEMS: Final = late(
    r"\bstrengths?\b|\bvials?\b|\bpackages?\b|\bpkg\b|\bpresentations?\b|\bsizes?\b|\bhow supplied\b", re.IGNORECASE
)
_OF_PACKAGES: Final = late(r"\bndc\b", re.IGNORECASE)  # "NDC qty / UOM" counts mL and vials
_DIAGNOSIS: Final = late(r"diagnos|\bicd|\bdx\b", re.IGNORECASE)


def shows_items(header: str) -> bool:
    """Whether a column tells in which strength or package a product comes, so that an amount in it is no billing unit."""
    return _SHOWS_ITEMS.search(header) is not None


def holds_diagnoses(header: str) -> bool:
    """Whether a column's codes are diagnoses, which can look like HCPCS codes (C3490)."""
    return _DIAGNOSIS.search(header) is not None


def holds_claimed_codes(header: str) -> bool:
    """Whether a column's codes are what somebody billed, right or wrong."""
    return _CAME_IN.search(header) is not None


class Column(msgspec.Struct, frozen=True):
    """One column: its role, and whether a header said so."""

    role: Role
    named: bool
    header: str = ""
    short: bool = False  # its descriptions are cut to a width or abbreviated, so that a name in them is not misspelled
    of_items: bool = False  # its descriptions are of things on a shelf: an amount in them is no billing unit


def is_short(header: str, texts: Sequence[str]) -> bool:
    """Whether a column's descriptions are short ones: its header says so, or many fill a width that none exceeds."""
    widths = [len(text) for text in texts if text]
    full = sum(width >= _CUT_WIDTH - 1 for width in widths)
    cut = len(widths) >= _CUT_ROWS and max(widths) <= _CUT_WIDTH and full >= _CUT_FULL
    return cut or _SHORT.search(header) is not None


def role_of_header(header: str) -> Role:
    """The role that a header gives to its column, "" if it says nothing."""
    for part in reversed(header.replace("_", " ").split(" / ")):
        named = re.sub(r"\([^()]*\)", "", part).strip() or part
        for role, pattern in _COMPILED:
            if pattern.search(named):
                return "none" if role == "unit" and _OF_PACKAGES.search(header) else role
    return ""


def looks_like_header(cells: Sequence[Cell]) -> bool:
    """Whether a row without header markup is one: at least two cells that name a role, and no code in any."""
    texts = [cell.view.text for cell in cells]
    if any(re.search(r"\b[A-Z]\d{4}\b", text) or len(text) > 48 for text in texts):
        return False
    return sum(1 for text in texts if role_of_header(text)) >= 2
