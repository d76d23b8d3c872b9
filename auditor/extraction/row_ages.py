"""When the codes of a table's row hold: which are over, which came after them, and the days that the row tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from auditor.extraction.columns import Column
from auditor.extraction.late import late
from auditor.extraction.pairing import Held
from auditor.extraction.rows import NEAR, Row, codes_of
from auditor.extraction.table_shape import PERIOD
from auditor.extraction.validity import day_alone, validity
from auditor.extraction.words import ARROWS
from auditor.lexicon.known import came_after, is_in_use, is_over
from auditor.model.assertions import Qualifiers

_FIRST_DAY: Final = late(r"\b(?:from|begin\w*|began|start\w*|first|effective|since|valid from|new)\b", re.IGNORECASE)
_LAST_DAY: Final = late(
    r"\b(?:until|through|to|end\w*|last|term\w*|delet\w*|discontinu\w*|expir\w*|retire\w*)\b", re.IGNORECASE
)
# Above such a date the code itself has ended; an "end date" may be that of a payer's rule.
_CODE_LEFT: Final = late(r"\blast\b|\bterm\w*|\bdelet\w*|\bdiscontinu\w*|\bretire\w*|\bclosed\b", re.IGNORECASE)
_OF_PAYER: Final = late(r"\bpa\b|\bauth|\bcover|\bpolicy|\breview|\bupdated?\b|\bpayer", re.IGNORECASE)
_NEVER: Final = "2090"  # a date so far off ("12/31/9999") only fills the column
_STOOD_FOR: Final = late(r"\bstood\b|\bwas\b|\bformerly\b|\bused to\b", re.IGNORECASE)
_FOR_A_TIME: Final = late(r"\btemporary\b|\binterim\b|\bpass-?through\b|^c[- ]codes?$", re.IGNORECASE)
_FOR_GOOD: Final = late(r"\bpermanent\b|^j[- ]?codes?$", re.IGNORECASE)
_FOLLOWED: Final = late(
    r"\b(?:replaced|superseded|succeeded) (?:by|with)\b|\bsuccessor|\breplacement\b|\bnow (?:billed|reported|coded|use)\b|\binstead\b",
    re.IGNORECASE,
)
_INSTEAD: Final = late(r"\binstead\b", re.IGNORECASE)
# The same without a word for an end: "Code | Now", "Code | New code".
_LED_ON: Final = late(
    r"\bnow\b|\bbec[ao]mes?\b|^go(?:es)? to\b|^new (?:hcpcs |j-?)?code|^moved to\b|\bswitch(?:ed|es)? to\b",
    re.IGNORECASE,
)
_END: Final = late(
    r"\b(?:ended|end(?:s|ing)?(?: date)?|terminated|termination(?: date)?|deleted|discontinued|expired|closed)\s*$",
    re.IGNORECASE,
)
_ENDED: Final = late(
    r"ended|no longer|\bdead\b|discontinu|delet|terminat|retired|inactive|withdrawn|obsolete|expired", re.IGNORECASE
)
REMARKED: Final = late(
    r"\W*(?:(?:\w+ )?\w+:\s*|in (?:force|effect|use) [^;,]{4,40}[;,] )?(?:(?:code|cms|hcpcs|it) )?(?:was |is )?(?:now(?= (?:billed |reported |coded )?(?:as |under |with )?[A-Z]\d{4})|deleted|discontinued|terminated|termed|retired|ended|obsolete|no longer valid|(?:replaced|superseded) by(?! (?!(?:code )?[A-Z]\d{4})[A-Z]{2,4}[ -]?\d)|inactive)\b",
    re.IGNORECASE,
)
_ENDED_ASIDE: Final = late(  # "Injection, aducanumab-avwa, 2 mg (discontinued 12/31/2025)"
    r"[(\[](?:code )?(?:was |is )?(?:discontinued|deleted|terminated|termed|retired|end[- ]dated|expired|inactive|obsolete|no longer valid)\b[^()\[\]]{0,160}[)\]]"
    r"|[;.] (?:code )?(?:was |is |it is )?(?:discontinued|deleted|terminated|termed|retired|ended|end[- ]dated|expired|inactive|obsolete|no longer valid)\b",
    re.IGNORECASE,
)
_SPAN: Final = late(
    r"([^–—]{4,24}?)(?: - | ?[–—] ?| to | through | until )([^–—]{4,24})", re.IGNORECASE
)  # "01/01/2024 - 03/31/2024"
_LONGEST_SPAN: Final = 24  # characters
_BEFORE_THAT: Final = late(
    r"\((?:[^()]*[ ;,])?(?:before (?:that|then|it)|formerly|previously|until then|earlier|was|old|ex)[ :]*(?:code )?\Z",
    re.IGNORECASE,
)
_ONLY_THEN: Final = late(
    r"\b(?:(?:first|second|third|fourth|last) (?:half|quarter) of (?:19|20)\d\d only|only (?:in|during|for) (?:the )?(?:\w+ (?:half|quarter) of )?(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_YEARS: Final = late(r"((?:19|20)\d\d) ?(?:-|–|—|to|through) ?((?:(?:19|20)\d\d)|\d\d)")
_MONTHS: Final = late(r"[A-Z][a-z]{2,8}\.?(?: \d{4})? ?(?:-|–|—|to|through) ?[A-Z][a-z]{2,8}\.?,? \d{4}")


_PAIR: Final = 2  # codes
_ARROW: Final = late(rf"\s{{0,4}}(?:[{ARROWS}]|[-=]>)\s{{0,4}}")


class Ages(NamedTuple):
    """The places of a row's old and new codes, and the cell that remarks on their end."""

    old: Sequence[int]
    new: Sequence[int]
    remark: int | None
    followed: bool  # the row tells what came after a code, in words for its end
    of_the_old: bool  # "what it stood for" speaks of the old code alone
    mistaken: (
        bool  # "Do not use | use instead" of a code in use: nobody says that it is over, but that it is wrong here
    )


class Standing(NamedTuple):
    """The codes of one cell of which the row speaks, and how they stand."""

    codes: Sequence[Held]
    dates: Qualifiers
    over: bool
    ended: bool  # in so many words


def ages_of(columns: Sequence[Column], row: Row, coded: Sequence[int], *, ended: bool) -> Ages:
    """Which of the columns of codes are over and which came after. `ended`: the table lists codes that have ended."""
    headers = [column.header for column in columns]
    told = [header for at, header in enumerate(headers) if at not in coded]
    old = [at for at in coded if columns[at].role == "old-code"]
    new = [at for at in coded if columns[at].role == "new-code"]
    if old and not new:
        new = [at for at in coded if columns[at].role == "code"]
    sent = any(column.role == "wrong-code" and codes_of(row, at) for at, column in enumerate(columns[: len(row.held)]))
    remark = (
        None if sent else _end_remark(columns, row)
    )  # "J3370 x 2 | code ended 6/30/2025 | J3373": of the one that was sent
    followed = remark is not None or any(_FOLLOWED.search(headers[at]) for at in new)
    followed = followed or (len(new) == 1 and any(map(_END.search, told)))
    if not old and not new:
        old, new = _temporary(columns, coded)
    stood_for = any(map(_STOOD_FOR.search, told))
    led_on = followed or any(_LED_ON.search(headers[at]) for at in new)
    if new and not old and (ended or led_on or stood_for):
        old = [at for at in coded if columns[at].role == "code"]
    if stood_for and not old and not new:  # "What it used to be" of codes that are over
        old = [at for at in coded if any(is_over(held.mention.value) for held in codes_of(row, at))]
    if not old and not new and (ended or any(map(_END.search, told))):
        old, new = _known_to_follow(row, coded)
    unnamed = ended and not old and not new and len(coded) == 2 and not columns[coded[1]].header
    if unnamed and not all(is_over(held.mention.value) for held in codes_of(row, coded[1])):
        # under "Deleted codes", a second code can only be what came after, if it is not another one that ended
        old, new = list(coded[:1]), list(coded[1:])
    instead = not ended and remark is None and any(_INSTEAD.search(headers[at]) for at in new)
    mistaken = instead and any(is_in_use(held.mention.value) for at in old for held in codes_of(row, at))
    return Ages(old, new, remark, followed, stood_for, mistaken)


def standings(
    columns: Sequence[Column], row: Row, coded: Sequence[int], ages: Ages, *, ended: bool
) -> Iterator[tuple[int, Standing]]:
    """Each column of codes of which the row tells anything, and how its codes stand."""
    told = [column.header for at, column in enumerate(columns) if at not in coded]
    leaves = any(_CODE_LEFT.search(header) and not _OF_PAYER.search(header) for header in told)
    stay = {
        held.mention.value for at in ages.new for held in codes_of(row, at)
    }  # "2025 code" and "2026 code" may be the same
    period = dict(period_of(row)) if len(coded) == 1 else {}
    for at in coded:
        if at in ages.new and ages.old and ages.of_the_old:
            continue
        gone = at in ages.old or ((ended or ages.remark is not None) and not ages.new)
        codes = [
            code
            for code in codes_of(row, at)
            if not was_before(code) and not (at in ages.old and code.mention.value in stay)
        ]
        if len(codes) == _PAIR and _ARROW.fullmatch(
            codes[0].cell.view.text, codes[0].mention.end, codes[1].mention.start
        ):
            codes = codes[1:]  # "J1170 -> J1171": what the row says is of the code that the arrow leads to
        beside = {**dict(_dates_beside(codes)), **period}
        dates = _dates_of(columns, row, at, coded, beside)
        lasts = "valid_to" in dict(dates)
        in_words = ended or _says_ended(row, ages.remark) or _ENDED.search(columns[at].header) is not None
        over = gone or "valid_to" in beside or (lasts and leaves) or _only_then(row, at)  # "J3590 until 12/31/2025"
        yield at, Standing(codes, dates, over, gone and (in_words or (ages.followed and lasts)))


def _only_then(row: Row, at: int) -> bool:
    """Whether a code's cell, or the next one, says in which part of a year alone it was used: "200 mg, first half of 2020 only"."""
    return any(_ONLY_THEN.search(cell.view.text) for cell in row.block.cells[at : at + 2])


def was_before(code: Held) -> bool:
    """As in "J0202 (since 2016; before that J9010, 10 mg)": an older code that a bracket adds; what the row says is not of it."""
    text = code.cell.view.text
    return _BEFORE_THAT.search(text, max(0, code.mention.start - NEAR), code.mention.start) is not None


def _temporary(columns: Sequence[Column], coded: Sequence[int]) -> tuple[list[int], list[int]]:
    """The columns of a row's temporary and permanent codes, where it has both: the one is over, the other came after."""
    first, last = (
        [at for at in coded if columns[at].role == "code" and says.search(columns[at].header)]
        for says in (_FOR_A_TIME, _FOR_GOOD)
    )
    return (first, last) if first and last else ([], [])


def _known_to_follow(row: Row, coded: Sequence[int]) -> tuple[list[int], list[int]]:
    """The places of a row's two codes, where the second is known to have come after the first: "J3370 vancomycin | 6/30/2025 | J3373"."""
    if len(coded) != _PAIR:
        return [], []
    one, other = ({held.mention.value for held in codes_of(row, at)} for at in coded)
    follows = len(one) == 1 and other and all(came_after(code, next(iter(one))) for code in other)
    return ([coded[0]], [coded[1]]) if follows else ([], [])


def _end_remark(columns: Sequence[Column], row: Row) -> int | None:
    """The cell in which a row says that its code has ended: "deleted, now J2919"."""
    for at, cell in enumerate(row.block.cells):
        if columns[at].role not in {"code", "old-code", "new-code", "drug"} and REMARKED.match(cell.view.text):
            return at
        if columns[at].role in {"drug", "unit"} and _ENDED_ASIDE.search(cell.view.text):
            return at
    return None


def _says_ended(row: Row, remark: int | None) -> bool:
    """Whether a remark has a word for the code's end: "replaced by J9256" tells what came after it, and no more."""
    return remark is not None and _ENDED.search(row.block.cells[remark].view.text) is not None


def _dates_beside(codes: Sequence[Held]) -> Qualifiers:
    """What a cell says of the time of its one code, behind the code."""
    if len(codes) != 1:
        return ()
    end = codes[0].mention.end
    return validity(codes[0].cell.view.text[end : end + NEAR])


def _dates_of(
    columns: Sequence[Column], row: Row, at: int, coded: Sequence[int], beside: Mapping[str, str]
) -> Qualifiers:
    """From when and until when a row says that its code holds: beside the code or as its period, or in columns of dates before the next code column."""
    said = dict(beside)
    stop = next((other for other in coded if other > at), len(row.block.cells))
    first = at + 1 if len(coded) > 1 else 0
    for place in range(first, min(stop, len(row.block.cells), len(columns))):
        header, text = columns[place].header, row.block.cells[place].view.text
        if len(text) > NEAR:
            continue
        if _LAST_DAY.search(header) and (day := day_alone(text, last=True)) and day < _NEVER:
            said.setdefault("valid_to", day)
        elif _FIRST_DAY.search(header) and (day := day_alone(text, last=False)):
            said.setdefault("valid_from", day)
        elif (span := _SPAN.fullmatch(text.strip())) is not None and not said:
            began, last = (day_alone(span[end], last=end == 2) for end in (1, 2))
            said |= {name: day for name, day in (("valid_from", began), ("valid_to", last)) if day and day < _NEVER}
    return tuple(sorted(said.items()))


def period_of(row: Row) -> Qualifiers:
    """From when or until when a row holds, where one of its cells is a period and nothing else: "Through 12/31/2024"."""
    texts = [cell.view.text for cell in row.block.cells]
    found = [validity(text) for text in texts if len(text) <= NEAR and PERIOD.match(text)]
    found += [said for text in texts if len(text) <= _LONGEST_SPAN and (said := _years(text))]
    return found[0] if len(found) == 1 else ()


def _years(text: str) -> Qualifiers:
    """The first and the last day of a cell that is a span of years or months and nothing else: "2003-2013", "Jul-Dec 2013"."""
    years = _YEARS.fullmatch(text.strip())
    if years is None:
        return validity(text) if _MONTHS.fullmatch(text.strip()) else ()
    first, last = years.groups()
    return ("valid_from", f"{first}-01-01"), ("valid_to", f"{first[: 4 - len(last)]}{last}-12-31")
