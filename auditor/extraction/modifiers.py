"""Modifiers: which two-character tokens are one, and which meaning may be whose.

Meanings are the labels of the gold sets; `patterns/modifier_meaning.py` lists the words by which each is recognised in
the clause that speaks of the modifier.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from auditor.extraction.guarded import Phrases
from auditor.extraction.late import late
from auditor.extraction.patterns.modifier_meaning import MEANINGS as MEANING_ROWS

# Two characters that are nearly always the modifier, whatever stands around them.
DISTINCTIVE: Final = frozenset({"JW", "JZ"})
# Known ones that need the word "modifier" (or a list or section of modifiers) near them.
KNOWN: Final = frozenset(
    "22 24 25 26 27 50 51 52 53 54 55 57 58 59 76 77 78 79 80 90 91 95 JW JZ JG TB FB FC RT LT GN GO GP KX GA GX GY GZ "
    "QK QX QY QZ AA AD JA JB JE EM KD GW GV PO PN GT XE XP XS XU TC SL UD JK JL KO KP KQ KH KI KJ RR NU EJ EA EB EC ED EE "
    "GC GE GF CR CS Q0 Q1 PT PS RA RB SC SH SJ TH U1 UA UB GQ FQ FR FX FY CT ER ET L1 LM LC LD RC RI E1 E2 E3 E4 F1 FA "
    "F2 F3 F4 F5 F6 F7 F8 F9 T1 T2 T3 T4 T5 T6 T7 T8 T9 TA".split()
)
TOKEN: Final = late(
    r"[A-Zj0-9][A-Z0-9wz](?![A-Za-z0-9%@]|[.,/–-]\d|-[A-Za-z])(?<=[A-Z]{2}|[A-Z]\d|\d\d|j[wz])(?<![A-Za-z0-9.,/$#–-]..)"
)

MEANINGS: Final = Phrases(MEANING_ROWS)
# Which modifiers a vague cue word may explain: "right" says something of RT only, "distinct" nothing of JW.
ONLY_FOR: Final = MappingProxyType(
    {
        "right-side": frozenset({"RT"}),
        "left-side": frozenset({"LT"}),
        "retail": frozenset({"RT"}),
        "intravenous-administration": frozenset({"JA"}),
        "subcutaneous-administration": frozenset({"JB"}),
    }
)

# The usual meaning of a modifier, to tell which of several meanings of a sentence is whose; never to supply one.
STANDARD: Final = MappingProxyType(
    {
        "JW": "discarded-drug", "JZ": "no-discarded-drug", "JG": "340b-drug", "TB": "340b-drug", "FB": "free-of-charge", "FC": "partial-credit",
        "25": "separate-em-service", "59": "distinct-procedural-service", "50": "bilateral-procedure", "52": "reduced-services",
        "53": "discontinued-procedure", "76": "repeat-procedure", "77": "repeat-procedure-other-physician", "RT": "right-side", "LT": "left-side",
        "GN": "speech-language-therapy", "GO": "occupational-therapy", "GP": "physical-therapy", "KX": "kx-requirements-met",
        "GA": "advance-beneficiary-notice", "GY": "statutorily-excluded", "GZ": "not-reasonable-and-necessary", "QK": "medical-direction",
        "PO": "off-campus-department", "PN": "off-campus-department", "JA": "intravenous-administration", "JB": "subcutaneous-administration",
        "JE": "via-dialysate", "KD": "dme-infusion", "GW": "hospice-unrelated", "95": "telehealth", "GT": "telehealth", "EM": "emergency-reserve-supply",
    }
)  # fmt: skip
