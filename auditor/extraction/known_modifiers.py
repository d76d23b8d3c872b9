"""Modifiers whose usual meaning a sentence only touches: "JW = rest of vial thrown", "Two eyes on one day means 50".

Each has words that a sentence about it can hardly do without. Where a document explains a modifier nowhere in words that the
grammar reads, and a sentence has it beside such words and denies, asks and quotes nothing, the usual meaning is suggested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

import ahocorasick_rs

from auditor.extraction.found import Found
from auditor.extraction.late import late
from auditor.extraction.links import Ref
from auditor.extraction.modifiers import STANDARD
from auditor.extraction.relations.known import MODIFIER_MEANING
from auditor.extraction.sentences import sentences
from auditor.model.source import Block


class Cue(NamedTuple):
    """The words that go with a modifier's usual meaning; an example that has them, and one that has the modifier without them."""

    value: str
    words: str
    example: str
    but_not: str


_CAMPUS: Final = r"\b(?:off|away from)[ -](?:the )?(?:main )?campus\b"
_SIDE: Final = r"(?:eyes?|sides?|knees?|hips?|shoulders?|hand|foot|body|or\b|and\b)"
_VISIT: Final = r"(?:visits?|e/m|evaluations?|exams?|identifiable)"
CUES: Final = (
    Cue("JW", r"\b(?:discard\w{0,4}|wast(?:e|ed|age)|toss(?:ed|es|ing)?|thr(?:ew|own|ow) (?:out|away)|thrown|left ?over|unused|rest of (?:the |a )?vial|the bin|trash\w{0,2})\b",
        "JW = rest of vial thrown.", "JW is older than its sister."),
    Cue("JZ", r"\b(?:no(?:thing)?|none|zero|zip|not any|fully used|whole vial)\b", "Did the vial go in whole, then JZ: zip left.", "JZ came in 2023."),
    Cue("JA", r"\b(?:IV|veins?|intravenous(?:ly)?)\b", "JA = gave it IV.", "JA is for two-way drugs."),
    Cue("JB", r"\b(?:SC|SQ|sub-?q|subcut\w{0,10}|(?:under|beneath) the skin|the skin)\b", "JB = gave it SQ.", "JB is for two-way drugs."),
    Cue("25", rf"\b(?:separate(?:ly)?|on its own)\b[^.]{{0,80}}\b{_VISIT}\b|\b{_VISIT}\b[^.]{{0,80}}\b(?:separate(?:ly)?|on its own)\b",
        "A 25, a separate exam worth its own payment on injection day.", "On the 25 of May a separate line came."),
    Cue("50", r"\b(?:bilateral|both (?:eyes|knees|sides|shoulders|hips)|two eyes)\b", "Both eyes same day: 50.", "Room 50 is upstairs."),
    Cue("59", r"\b(?:distinct|separate)\b[^.]{0,60}\b(?:procedur\w{1,3}|services?|injections?|sites?)\b", "59 flags something distinct, a second procedure.", "59 lines were sent."),
    Cue("76", r"\brepeat(?:ed|s)?\b[^.]{0,60}\bsame\b|\bsame\b[^.]{0,60}\brepeat|\bsame procedure again\b", "76: same procedure repeated, same doctor.", "76 lines were sent."),
    Cue("77", r"\brepeat(?:ed|s)?\b[^.]{0,60}\b(?:other|another|different)\b", "77: procedure repeated, other doctor.", "77 lines were sent."),
    Cue("52", r"\breduced\b", "52 is for something reduced.", "52 lines were sent."),
    Cue("53", r"\b(?:discontinued|stopped)\b", "53 when the insertion was begun and stopped.", "53 lines were sent."),
    Cue("FB", r"\b(?:free|gratis|nothing|no[ -](?:cost|charge)|without (?:cost|charge)|donat\w{1,4}|samples?)\b", "FB: manufacturer gave it free.", "FB is on the list."),
    Cue("FC", r"\bpartial credit\b", "FC is its sibling, for partial credit.", "FC is on the list."),
    Cue("TB", r"\b340B\b", "340B stock? No matter: TB goes with 340B.", "TB is on the list."),
    Cue("JG", r"\b340B\b|\b(?:same (?:function|purpose|job|meaning|role|work)|did (?:so|the same|that))\b", "JG did that job for 340B drugs until 2024.", "JG is off the list."),
    Cue("GA", r"\b(?:ABN|advance beneficiary|waiver of liability)\b", "ABN signed: put GA.", "GA is on the list."),
    Cue("GY", r"\b(?:statut\w{1,5}|never covered|excluded)\b", "GY: Medicare excluded it.", "GY is on the list."),
    Cue("GZ", r"\bno(?:t|n)? ?(?:be )?(?:reasonable|medically necessary)", "GZ = we think it is not reasonable and necessary.", "GZ is on the list."),
    Cue("KX", r"\b(?:requirements?|criteria)\b", "KX goes on where the criteria of the policy were met.", "KX is on the list."),
    Cue("PO", _CAMPUS, "Off-campus departments add PO.", "PO is on the list."),
    Cue("PN", _CAMPUS, "A department off the main campus adds PN.", "PN is on the list."),
    Cue("KD", r"\b(?:DME|durable)\b", "KD, infused through durable equipment.", "KD is on the list."),
    Cue("JE", r"\bdialysate\b", "JE where the dialysate had it.", "JE is on the list."),
    Cue("EM", r"\bemergency (?:reserve|supply)\b", "EM: the emergency supply.", "EM: an emergency visit."),
    Cue("GW", r"\bhospice\b", "GW: hospice patient, other illness.", "GW is on the list."),
    Cue("95", r"\b(?:tele\w{3,10}|video)\b", "95 when seen by video.", "95 lines were sent."),
    Cue("RT", rf"\bright (?:\(RT\) )?{_SIDE}", "RT, LT: show whether the right (RT) or the left eye had it.", "RT is right here."),
    Cue("LT", rf"\bleft (?:\(LT\) )?{_SIDE}", "RT, LT: show whether the right or the left (LT) eye had it.", "LT is left on the list."),
    Cue("GT", r"\b(?:tele\w{3,10}|video)\b", "GT when seen by video.", "GT is on the list."),
)  # fmt: skip
_OF_LETTERS: Final = frozenset({"JA", "JB", "KD", "GA"})  # their words are capitals themselves
_OVER: Final = frozenset({"JG"})  # modifiers that have ended
_WAS: Final = late(
    r"\b(?:until|used to|formerly|retired|ended|ceased|deleted|no longer|had|was|meant|did|older|terminated|expired|discontinued|stopped|served|marked|through (?:the end of )?(?:\d|[A-Z]))\b",
    re.IGNORECASE,
)
_OTHERWISE: Final = late(
    r"[?\"“]|\b(?:not|never|wrong(?:ly)?|instead|mistakes?)\b(?! (?:reasonable|medically))|n['’]t\b",
    re.IGNORECASE,
)
_VALUES: Final = ahocorasick_rs.AhoCorasick([cue.value for cue in CUES])
_TERM: Final = 120  # characters behind a modifier that stands alone as a term
_GOES_ON: Final = late(r"\s{0,4}(?:It|This|Meaning)\b")
_MOST: Final = 40  # sentences of a document that are looked at for one modifier


def _end_of(text: str, named: re.Match[str], end: int) -> int:
    """How far is told of a modifier: to the end of its sentence, of what follows a term, "KX. Certifies that ...", or goes on, "It says that ..."."""
    is_term = named.start() == 0 and (text.startswith((".", "  ", "\t"), named.end()))
    goes_on = _GOES_ON.match(text, end)
    return min(len(text), end + _TERM) if is_term or goes_on else end


_TOKENS: Final = MappingProxyType(
    {
        # A modifier where it is no number and no part of a word.
        cue.value: late(
            rf"(?<![\w.,$/#-]){cue.value}(?![\w%/@]|[.,-]\d| ?(?:mg|mcg|units?|mL|g|years?|days?|min|percent|lines?|of)\b|-[A-Za-z])"
        )
        for cue in CUES
    }
)
_WORDS: Final = MappingProxyType(
    {cue.value: late(cue.words, re.NOFLAG if cue.value in _OF_LETTERS else re.IGNORECASE) for cue in CUES}
)


def suggested_modifiers(text: str, blocks: Sequence[Block], found: Iterable[Found]) -> list[Found]:
    """The usual meanings that a document suggests of modifiers that it explains nowhere. `text` is the source, `found` its claims."""
    if "odif" not in text and "MODIF" not in text and "JW" not in text and "JZ" not in text:
        return []
    told = {claim.subject.value for claim in found if claim.kind == "modifier-meaning"}
    held = {at for at, _, _ in _VALUES.find_matches_as_indexes(text, overlapping=True)}
    untold = [CUES[at].value for at in sorted(held) if CUES[at].value not in told]
    return [claim for value in untold if (claim := _suggested(value, blocks)) is not None]


def _suggested(value: str, blocks: Sequence[Block]) -> Found | None:
    """The first sentence that has a modifier beside the words that go with it."""
    token, words = _TOKENS[value], _WORDS[value]
    looked = 0
    for block in blocks:
        text = block.view.text
        if value not in text or not token.search(text):
            continue
        for start, end in sentences(text):
            named = token.search(text, start, end)
            if named is None:
                continue
            stop = _end_of(text, named, end)
            if not words.search(text, start, stop) or _OTHERWISE.search(text, start, stop):
                continue
            was = value in _OVER and _WAS.search(text, start, end) is not None
            return Found(
                "modifier-meaning", Ref(value), Ref(STANDARD[value]), "historical" if was else "asserted", block.view.span(start, end),
                block.view.span(*named.span()), None, block.section, MODIFIER_MEANING, "low", (), False,
            )  # fmt: skip
        looked += 1
        if looked == _MOST:
            break
    return None
